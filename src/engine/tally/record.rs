//! The rounds of a count as members of a result record (docs/FORMATS.md section 6).

use serde_json::{Map, Value, json};

use super::budget::compared::Compared;
use super::budget::eligible::{LeftOut, Unmet};
use super::budget::{
    Count, Decision, ExactShares, Loads, Part, Purchase, QueueRound, Rounds, Run, RunStop,
};
use super::fraction::Fraction;
use super::ties::Tie;
use crate::ids::OptionId;

/// The members that a count adds to a record: `rounds`, `ties` and what its rule brings along.
/// Amounts are whole minor units, as records have them.
pub(super) fn count(count: &Count, ids: &[OptionId]) -> Map<String, Value> {
    Writer { ids, unit: None }.count(count)
}

/// The same with all amounts in whole units of `unit` minor ones, as strings `p/q`: what programs
/// print for elections that were imported.
pub fn in_units(count: &Count, ids: &[OptionId], unit: u64) -> Map<String, Value> {
    Writer { ids, unit: Some(unit.max(1)) }.count(count)
}

/// How ids and amounts are written.
struct Writer<'a> {
    ids: &'a [OptionId],
    unit: Option<u64>,
}

impl Writer<'_> {
    fn count(&self, count: &Count) -> Map<String, Value> {
        let mut members = Map::new();
        let mut add = |name: &str, value: Value| {
            members.insert(name.to_owned(), value);
        };
        add("ties", count.ties.iter().map(|tie| self.tie(tie)).collect());
        match &count.rounds {
            Rounds::Queue(rounds) => add("rounds", self.queue(rounds)),
            Rounds::Shares(shares) => {
                add("rounds", shares.purchases.iter().map(|p| self.purchase(p)).collect());
                add("voter_budget", self.amount(&shares.voter_budget));
                add("add1", self.runs(&shares.runs, shares.stop));
                if !shares.completion.is_empty() {
                    add("completion", self.queue(&shares.completion));
                }
            }
            Rounds::Exact(shares) => {
                add("rounds", self.exact(shares));
                add("voter_budget", self.amount(&shares.voter_budget));
                add("add_opt", self.runs(&shares.runs, shares.stop));
            }
            Rounds::Loads(loads) => {
                add("rounds", self.loads(loads));
                add("stopped_at", self.names(&loads.stopped_at));
            }
            Rounds::Parts(parts) => {
                add("rounds", json!([]));
                add("parts", parts.iter().map(|part| self.part(part)).collect());
            }
        }
        if !count.left_out.is_empty() {
            add("left_out", count.left_out.iter().map(|out| self.left_out(out)).collect());
        }
        if let Some(compared) = &count.compared {
            add("compared", self.compared(compared));
        }
        members
    }

    fn money(&self, minor: u64) -> Value {
        match self.unit {
            None => json!(minor),
            Some(unit) => json!(Fraction::new(minor, unit)),
        }
    }

    fn amount(&self, amount: &Fraction) -> Value {
        match self.unit {
            None => json!(amount),
            Some(unit) => json!(amount.in_units(unit)),
        }
    }

    fn names(&self, places: &[usize]) -> Value {
        places.iter().map(|&place| json!(self.ids[place])).collect()
    }

    fn tie(&self, tie: &Tie) -> Value {
        json!({ "by": tie.by, "options": self.names(&tie.options), "round": tie.round })
    }

    fn queue(&self, rounds: &[QueueRound]) -> Value {
        let line = |round: &QueueRound| {
            let mut line = json!({
                "cost": self.money(round.cost),
                "id": self.ids[round.option],
                "left": self.money(round.left),
                "votes": round.votes,
            });
            let (decision, extra) = match round.decision {
                Decision::Funded => ("funded", None),
                Decision::TooDear => ("too_dear", None),
                Decision::Stopped => ("stopped", None),
                Decision::Helped { outside } => ("helped", Some(("outside", self.money(outside)))),
                Decision::GivesWay { to } => ("gives_way", Some(("to", json!(self.ids[to])))),
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

    fn purchase(&self, purchase: &Purchase) -> Value {
        json!({
            "cost": self.money(purchase.cost),
            "effective_votes": purchase.effective_votes,
            "id": self.ids[purchase.option],
            "max_payment": self.amount(&purchase.max_payment),
            "paid_all_they_had": purchase.paid_all_they_had,
            "supporters": purchase.supporters,
        })
    }

    fn runs(&self, runs: &[Run], stop: RunStop) -> Value {
        let run = |run: &Run| json!({ "cost": self.money(run.cost), "voter_budget": self.amount(&run.voter_budget) });
        json!({ "runs": runs.iter().map(run).collect::<Vec<_>>(), "stop": stop.as_str() })
    }

    fn exact(&self, shares: &ExactShares) -> Value {
        let line = |purchase: &super::budget::ExactPurchase| {
            json!({
                "cost": self.money(purchase.cost),
                "id": self.ids[purchase.option],
                "payers": purchase.payers,
                "payment": self.amount(&purchase.payment),
                "supporters": purchase.supporters,
            })
        };
        shares.purchases.iter().map(line).collect()
    }

    fn loads(&self, loads: &Loads) -> Value {
        let line = |raised: &super::budget::Raised| {
            json!({
                "cost": self.money(raised.cost),
                "id": self.ids[raised.option],
                "load": self.amount(&raised.load),
                "supporters": raised.supporters,
            })
        };
        loads.purchases.iter().map(line).collect()
    }

    fn part(&self, part: &Part) -> Value {
        let mut members = self.count(&part.count);
        members.insert("budget".to_owned(), self.money(part.budget));
        members.insert("funded".to_owned(), self.names(&part.count.funded));
        members.insert("part".to_owned(), json!(part.name.as_deref().unwrap_or_default()));
        members.insert("pool".to_owned(), json!(part.name.is_none()));
        members.insert("spent".to_owned(), self.money(part.spent));
        Value::Object(members)
    }

    fn left_out(&self, out: &LeftOut) -> Value {
        let why = match out.why {
            Unmet::Turnout => "min_turnout",
            Unmet::Support => "min_support",
            Unmet::SupportPercent => "min_support_percent",
            Unmet::CostShare => "cost_share",
        };
        // Sums of points can be negative in imported elections only; records have no minus.
        let id = &self.ids[out.option];
        json!({ "has": out.has.max(0), "id": id, "needs": out.needs, "why": why })
    }

    fn compared(&self, compared: &Compared) -> Value {
        json!({
            "by": compared.by,
            "indifferent": compared.indifferent,
            "most_votes": self.names(&compared.most_votes.funded),
            "prefer_most_votes": compared.prefer_most_votes,
            "prefer_rule": compared.prefer_rule,
            "rule": self.names(&compared.rule_funds),
            "rule_stands": compared.rule_stands,
        })
    }
}
