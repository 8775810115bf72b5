//! The rounds of a count as members of a result record (docs/FORMATS.md section 6).

use serde_json::{Map, Value, json};

use super::budget::compared::Compared;
use super::budget::eligible::{LeftOut, Unmet};
use super::budget::{
    Count, Decision, ExactPurchase, ExactShares, Loads, Part, Purchase, QueueRound, Raised, Rounds,
    Run, RunStop,
};
use super::ties::Tie;
use crate::ids::OptionId;

/// The members that a count adds to a record: `rounds`, `ties` and what its rule brings along.
pub(super) fn count(count: &Count, ids: &[OptionId]) -> Map<String, Value> {
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    add("ties", count.ties.iter().map(|tie| self::tie(tie, ids)).collect());
    match &count.rounds {
        Rounds::Queue(rounds) => add("rounds", queue(rounds, ids)),
        Rounds::Shares(shares) => {
            add("rounds", shares.purchases.iter().map(|p| purchase(p, ids)).collect());
            add("voter_budget", json!(shares.voter_budget));
            add("add1", runs(&shares.runs, shares.stop));
            if !shares.completion.is_empty() {
                add("completion", queue(&shares.completion, ids));
            }
        }
        Rounds::Exact(shares) => {
            add("rounds", exact(shares, ids));
            add("voter_budget", json!(shares.voter_budget));
            add("add_opt", runs(&shares.runs, shares.stop));
        }
        Rounds::Loads(loads) => {
            add("rounds", self::loads(loads, ids));
            add("stopped_at", names(&loads.stopped_at, ids));
        }
        Rounds::Parts(parts) => {
            add("rounds", json!([]));
            add("parts", parts.iter().map(|part| self::part(part, ids)).collect());
        }
    }
    if !count.left_out.is_empty() {
        add("left_out", count.left_out.iter().map(|out| left_out(out, ids)).collect());
    }
    if let Some(compared) = &count.compared {
        add("compared", self::compared(compared, ids));
    }
    members
}

fn names(places: &[usize], ids: &[OptionId]) -> Value {
    places.iter().map(|&place| json!(ids[place])).collect()
}

fn tie(tie: &Tie, ids: &[OptionId]) -> Value {
    json!({ "by": tie.by, "options": names(&tie.options, ids), "round": tie.round })
}

fn queue(rounds: &[QueueRound], ids: &[OptionId]) -> Value {
    let line = |round: &QueueRound| {
        let mut line = json!({
            "cost": round.cost,
            "id": ids[round.option],
            "left": round.left,
            "votes": round.votes,
        });
        let (decision, extra) = match round.decision {
            Decision::Funded => ("funded", None),
            Decision::TooDear => ("too_dear", None),
            Decision::Stopped => ("stopped", None),
            Decision::Helped { outside } => ("helped", Some(("outside", json!(outside)))),
            Decision::GivesWay { to } => ("gives_way", Some(("to", json!(ids[to])))),
        };
        line["decision"] = json!(decision);
        if let Some((name, value)) = extra {
            line[name] = value;
        }
        if let Some(measure) = &round.measure {
            line["measure"] = json!(measure);
        }
        line
    };
    rounds.iter().map(line).collect()
}

fn purchase(purchase: &Purchase, ids: &[OptionId]) -> Value {
    json!({
        "cost": purchase.cost,
        "effective_votes": purchase.effective_votes,
        "id": ids[purchase.option],
        "max_payment": purchase.max_payment,
        "paid_all_they_had": purchase.paid_all_they_had,
        "supporters": purchase.supporters,
    })
}

fn runs(runs: &[Run], stop: RunStop) -> Value {
    let stop = match stop {
        RunStop::Exhaustive => "exhaustive",
        RunStop::NextRunInfeasible => "next_run_infeasible",
        RunStop::None => "none",
    };
    let run = |run: &Run| json!({ "cost": run.cost, "voter_budget": run.voter_budget });
    json!({ "runs": runs.iter().map(run).collect::<Vec<_>>(), "stop": stop })
}

fn exact(shares: &ExactShares, ids: &[OptionId]) -> Value {
    let line = |purchase: &ExactPurchase| {
        json!({
            "cost": purchase.cost,
            "id": ids[purchase.option],
            "payers": purchase.payers,
            "payment": purchase.payment,
            "supporters": purchase.supporters,
        })
    };
    shares.purchases.iter().map(line).collect()
}

fn loads(loads: &Loads, ids: &[OptionId]) -> Value {
    let line = |raised: &Raised| {
        json!({
            "cost": raised.cost,
            "id": ids[raised.option],
            "load": raised.load,
            "supporters": raised.supporters,
        })
    };
    loads.purchases.iter().map(line).collect()
}

fn part(part: &Part, ids: &[OptionId]) -> Value {
    let mut members = count(&part.count, ids);
    members.insert("budget".to_owned(), json!(part.budget));
    members.insert("funded".to_owned(), names(&part.count.funded, ids));
    members.insert("part".to_owned(), json!(part.name.as_deref().unwrap_or_default()));
    members.insert("pool".to_owned(), json!(part.name.is_none()));
    members.insert("spent".to_owned(), json!(part.spent));
    Value::Object(members)
}

fn left_out(out: &LeftOut, ids: &[OptionId]) -> Value {
    let why = match out.why {
        Unmet::Turnout => "min_turnout",
        Unmet::Support => "min_support",
        Unmet::SupportPercent => "min_support_percent",
        Unmet::CostShare => "cost_share",
    };
    // Sums of points can be negative in imported elections only; records have no minus.
    json!({ "has": out.has.max(0), "id": ids[out.option], "needs": out.needs, "why": why })
}

fn compared(compared: &Compared, ids: &[OptionId]) -> Value {
    json!({
        "by": compared.by,
        "indifferent": compared.indifferent,
        "most_votes": names(&compared.most_votes.funded, ids),
        "prefer_most_votes": compared.prefer_most_votes,
        "prefer_rule": compared.prefer_rule,
        "rule": names(&compared.rule_funds, ids),
        "rule_stands": compared.rule_stands,
    })
}
