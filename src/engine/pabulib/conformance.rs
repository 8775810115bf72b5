//! Runs published expectations against the rules: one instance of an `expected.json` at a time.
//!
//! The layout is that of the shared `pabulib` folder. Names of rules are taken apart, not looked
//! up, so that other folders of the layout run too; a name or field that is not understood is said
//! to be unsupported and never passed over in silence.

use serde_json::{Map, Value, json};

use super::instance::Instance;
use super::official;
use crate::contest::{
    AddOneStop, Comparison, Completion, LastRank, Misfit, Per, Rule, ShareStart, TiePolicy, Utility,
};
use crate::money::Money;
use crate::tally::budget::{self, Count, Election, Loads, Marks, Rounds, Shares, Worth, compared};
use crate::tally::council::conformance::Verdict;
use crate::tally::fraction::Fraction;
use crate::tally::ties::Tie;

/// Compares one instance with its expectations. Every finding has a group, e.g. `mes_cost_add1 lex`.
pub fn conform(expected: &Value, instance: &Instance) -> Vec<(String, Verdict)> {
    let case = Case::new(expected, instance);
    let mut findings = vec![("file".to_owned(), compare(expected, &case.facts(), FACTS_ELSEWHERE))];
    if let Some(published) = expected.get("official") {
        let found = official::reproduce(instance);
        let verdict = match (published.as_object(), found) {
            (None, None) => Verdict::Agreed,
            (Some(_), Some(found)) => compare(published, &found, &[]),
            (expected, found) => {
                Verdict::Differed(format!("official: {expected:?}, found {found:?}"))
            }
        };
        findings.push(("official".to_owned(), verdict));
    }
    let results = expected.get("results").and_then(Value::as_object);
    for (name, by_ties) in results.into_iter().flatten() {
        let by_ties = by_ties.as_object().into_iter().flatten();
        for (ties, wanted) in by_ties {
            let group = format!("{name} {ties}");
            let verdict = case.result(name, ties, wanted, &expected["results"][name]);
            findings.push((group, verdict));
        }
    }
    findings
}

/// Members of an instance that are not facts of the file alone.
const FACTS_ELSEWHERE: &[&str] =
    &["results", "official", "add1_increment", "stored_as", "sha256", "bytes"];

/// Compares every member of `expected` but those in `passed_over` with what was found.
fn compare(expected: &Value, found: &Map<String, Value>, passed_over: &[&str]) -> Verdict {
    let Some(expected) = expected.as_object() else {
        return Verdict::Unsupported("no object to compare with".to_owned());
    };
    let mut differences = Vec::new();
    let mut unknown = Vec::new();
    for (name, wanted) in expected.iter().filter(|(name, _)| !passed_over.contains(&&***name)) {
        match found.get(name) {
            None => unknown.push(name.clone()),
            Some(value) if value == wanted => {}
            Some(value) => differences.push(format!("{name}: expected {wanted}, found {value}")),
        }
    }
    if !differences.is_empty() {
        Verdict::Differed(differences.join("; "))
    } else if !unknown.is_empty() {
        Verdict::Unsupported(format!("no such field: {}", unknown.join(", ")))
    } else {
        Verdict::Agreed
    }
}

struct Case<'a> {
    instance: &'a Instance,
    profile: budget::Profile,
    votes: Vec<i64>,
    /// Ranks of the ids in code point order.
    by_id: Vec<usize>,
    increment: u64,
}

impl<'a> Case<'a> {
    fn new(expected: &Value, instance: &'a Instance) -> Self {
        let profile = instance.profile();
        let votes = profile.votes();
        let increment = expected.get("add1_increment").and_then(Value::as_u64).unwrap_or(1);
        Self { instance, profile, votes, by_id: by_id(instance), increment }
    }

    fn ids(&self, places: &[usize]) -> Value {
        places.iter().map(|&place| json!(self.instance.projects[place].id)).collect()
    }

    /// An amount in whole units of the currency.
    fn units(&self, minor: u64) -> Value {
        json!(Fraction::new(minor, self.instance.unit()))
    }

    fn per_unit(&self, minor: &Fraction) -> Value {
        json!(minor.in_units(self.instance.unit()))
    }

    fn facts(&self) -> Map<String, Value> {
        let file = self.instance;
        let text = |key: &str| json!(file.get(key).unwrap_or(""));
        let marking: u64 = self.profile.weights().iter().copied().map(u64::from).sum();
        let blank = usize::from(marking < self.profile.voters);
        let repeated = (0..file.ballots()).filter(|&ballot| {
            let mut marked = file.ballot(ballot).0.to_vec();
            marked.sort_unstable();
            marked.windows(2).any(|pair| pair[0] == pair[1])
        });
        let score_of = match self.profile.marks {
            Marks::Approval => Worth::Vote,
            Marks::Points => Worth::Points,
            Marks::Ranking => Worth::Borda1,
        };
        let score = file.projects.iter().zip(self.profile.totals(score_of));
        let score: Map<String, Value> =
            score.map(|(project, sum)| (project.id.clone(), json!(sum.to_string()))).collect();
        let facts = json!({
            "ballots_with_repeated_project": repeated.count(),
            "budget": self.units(file.budget),
            "country": text("country"),
            "currency": text("currency"),
            "distinct_ballots": self.profile.groups() + blank,
            "instance": text("instance"),
            "num_projects": file.projects.len(),
            "num_votes": file.ballots(),
            "score": score,
            "unit": text("unit"),
            "vote_type": file.kind.as_str(),
        });
        facts.as_object().cloned().unwrap_or_default()
    }

    fn result(&self, name: &str, ties: &str, wanted: &Value, all: &Value) -> Verdict {
        let policies = match ties {
            "lex" => vec![TiePolicy::Lot],
            "net" => vec![TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot],
            other => return Verdict::Unsupported(format!("tie breaking {other:?}")),
        };
        let increment =
            self.increment.checked_mul(self.instance.unit()).and_then(Money::from_minor);
        let rule = increment.and_then(|increment| rule_named(name, &policies, increment));
        let Some(rule) = rule else {
            return Verdict::Unsupported(format!("rule {name:?}"));
        };
        let election =
            Election { lot: Some(&self.by_id), unit: self.instance.unit(), ..self.election() };
        let Ok(count) = budget::count(&rule, &election) else {
            return Verdict::Differed("a tie was left open though all ids are in order".to_owned());
        };
        let found = self.found(&election, budget::rule::score(&rule), &count);
        if wanted == "same" {
            // "Same" speaks of the outcome; the tied options are listed in another order.
            return compare(&all["lex"], &found, &["source", "ties", "decisive_tied_groups"]);
        }
        compare(wanted, &found, &["source"])
    }

    fn election(&self) -> Election<'_> {
        Election::plain(&self.profile, &self.votes)
    }

    fn found(&self, election: &Election<'_>, score: Worth, count: &Count) -> Map<String, Value> {
        let mut found = Map::new();
        let mut add = |name: &str, value: Value| {
            found.insert(name.to_owned(), value);
        };
        let cost = count.funded.iter().map(|&option| self.profile.costs[option]).sum();
        add("winners", self.ids(&count.funded));
        add("cost", self.units(cost));
        match &count.rounds {
            Rounds::Queue(_) => add("decisive_tied_groups", self.decisive(count)),
            Rounds::Shares(shares) => {
                self.shares(shares, &mut add);
                let bought = shares.purchases.len();
                let in_run = |tie: &&Tie| tie.round < bought;
                let tie = |tie: &Tie| {
                    let tied = self.ids(&tie.options);
                    json!({ "selected_before": tie.round, "chosen": tied[0], "tied": tied })
                };
                add("ties", count.ties.iter().filter(in_run).map(tie).collect());
                add("vs_greedy", against_greedy(election, score, count));
            }
            Rounds::Loads(Loads { .. }) => {
                let tie = |tie: &Tie| {
                    let tied = self.ids(&tie.options);
                    json!({ "chosen": tied[0], "tied": tied })
                };
                add("ties", count.ties.iter().map(tie).collect());
            }
            Rounds::Exact(_) | Rounds::Parts(_) => {}
        }
        found
    }

    fn shares(&self, shares: &Shares, add: &mut impl FnMut(&str, Value)) {
        add("voter_budget", self.per_unit(&shares.voter_budget));
        add("runs", json!(shares.runs.len()));
        add("stop", json!(shares.stop.as_str()));
        let payments = shares.purchases.iter().map(|p| self.per_unit(&p.max_payment));
        add("max_payments", payments.collect());
        add("tie_events_all_runs", json!(shares.ties_in_all_runs));
        let added = shares.completion.iter().filter(|round| round.decision.funds());
        let added: Vec<usize> = added.map(|round| round.option).collect();
        add("added_by_completion", self.ids(&added));
    }

    /// Groups of equal value of which only a part was funded, in order of their ids.
    fn decisive(&self, count: &Count) -> Value {
        let partly = |tie: &&Tie| {
            let funded = tie.options.iter().filter(|o| count.funded.contains(o)).count();
            funded > 0 && funded < tie.options.len()
        };
        let id = |&option: &usize| self.instance.projects[option].id.as_str();
        let in_order = |tie: &Tie| {
            let mut ids: Vec<&str> = tie.options.iter().map(id).collect();
            ids.sort_unstable();
            ids
        };
        let mut groups: Vec<Vec<&str>> = count.ties.iter().filter(partly).map(in_order).collect();
        groups.sort_unstable();
        json!(groups)
    }
}

/// The rule behind a name of an `expected.json`, such as `mes_points_cost_add1_int_nostop`;
/// `None` for a name that says nothing known.
pub fn rule_named(name: &str, policies: &[TiePolicy], increment: Money) -> Option<Rule> {
    let (ties, version, misfit) = (policies.to_vec(), 1, Misfit::Skip);
    if name == "phragmen" {
        return Some(Rule::Phragmen { ties, version });
    }
    if let Some(measure) = name.strip_prefix("greedy_") {
        let (measure, per) = match measure.strip_suffix("_per_cost") {
            Some(measure) => (measure, Per::Cost),
            None => (measure, Per::Project),
        };
        return match (measure, per) {
            ("votes", Per::Project) => Some(Rule::MostVotes { misfit, ties, version }),
            ("votes", Per::Cost) => Some(Rule::VotesPerCost { misfit, ties, version }),
            ("score", per) => Some(Rule::MostPoints { misfit, per, ties, version }),
            ("borda1", per) => {
                Some(Rule::Borda { last: LastRank::One, misfit, per, ties, version })
            }
            ("borda0", per) => {
                Some(Rule::Borda { last: LastRank::Zero, misfit, per, ties, version })
            }
            _ => None,
        };
    }
    let name = name.strip_prefix("mes_")?;
    let (name, stop) = match name.strip_suffix("_nostop") {
        Some(name) => (name, AddOneStop::OverBudget),
        None => (name, AddOneStop::Exhaustive),
    };
    let (name, start) = match name.strip_suffix("_int") {
        Some(name) => (name, ShareStart::Floor),
        None => (name, ShareStart::Exact),
    };
    let completions = [
        ("_add1u", Completion::Add1u),
        ("_add1", Completion::Add1),
        ("_u", Completion::Utilitarian),
        ("", Completion::None),
    ];
    let (name, completion) = completions
        .into_iter()
        .find_map(|(suffix, completion)| Some((name.strip_suffix(suffix)?, completion)))?;
    let utility = match name {
        "cost" => Utility::Cost,
        "card" => Utility::Cardinality,
        "points" => Utility::Points,
        "points_cost" => Utility::PointsCost,
        "borda1" => Utility::Borda1,
        "borda1_cost" => Utility::Borda1Cost,
        "borda0" => Utility::Borda0,
        _ => return None,
    };
    Some(Rule::EqualShares { completion, increment, start, stop, ties, utility, version })
}

/// The numbers of the comparison step against the other outcome.
fn against_greedy(election: &Election<'_>, score: Worth, count: &Count) -> Value {
    // The other outcome is always the one with ties by id, whatever the rule's own policy.
    let (misfit, ties, per, version) = (Misfit::Skip, vec![TiePolicy::Lot], Per::Project, 1);
    let rule = match score {
        Worth::Vote => Rule::MostVotes { misfit, ties, version },
        Worth::Points => Rule::MostPoints { misfit, per, ties, version },
        Worth::Borda1 | Worth::Borda0 => {
            Rule::Borda { last: LastRank::One, misfit, per, ties, version }
        }
    };
    let Ok(greedy) = budget::count(&rule, election) else { return Value::Null };
    let by = |by| compared::compare(election, by, score, &count.funded, greedy.clone());
    let (liked, excluded) = (by(Comparison::Satisfaction), by(Comparison::Exclusion));
    json!({
        "satisfaction": {
            "prefer_mes": liked.prefer_rule,
            "prefer_greedy": liked.prefer_most_votes,
        },
        "exclusion": {
            "only_mes": excluded.prefer_rule,
            "only_greedy": excluded.prefer_most_votes,
        },
    })
}

/// The rank of every project when ids are put in code point order: `10` before `9`.
pub fn by_id(instance: &Instance) -> Vec<usize> {
    let mut order: Vec<usize> = (0..instance.projects.len()).collect();
    order.sort_by(|&a, &b| instance.projects[a].id.cmp(&instance.projects[b].id));
    let mut ranks = vec![0; order.len()];
    for (rank, place) in order.into_iter().enumerate() {
        ranks[place] = rank;
    }
    ranks
}
