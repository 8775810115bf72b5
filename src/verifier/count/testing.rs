//! A neighbourhood small enough to count by hand: what tests of rules are written in.

use super::{Counting, Decided, Lots};
use crate::bundle::ballot_box::BallotBox;
use crate::papers::{Contest, ContestOption, Kind, Rule};
use crate::primitives::canonical::Value;
use crate::profile::Profile;

/// Projects with prices, and approval ballots. Lots go by ballot order.
pub struct Hood {
    contest: Contest,
    ballots: Vec<Vec<u8>>,
}

impl Hood {
    /// A hood with money and projects.
    pub fn new(budget: u64, projects: &[(&str, u64)]) -> Self {
        let options = projects.iter().map(|(id, cost)| ContestOption::plain(id, *cost)).collect();
        let (id, kind) = ("hood".to_owned(), Kind::Approval { min: 0, max: 99 });
        let (rule, rule_text) = (Rule::Motion, String::new());
        let contest = Contest { id, budget, kind, options, rule, rule_text };
        Self { contest, ballots: Vec::new() }
    }

    /// So many ballots with these marks.
    pub fn ballots(mut self, times: usize, marks: &str) -> Self {
        let ballot = format!(r#"{{"c":"hood","k":"approval","x":{marks}}}"#).into_bytes();
        self.ballots.extend(std::iter::repeat_n(ballot, times));
        self
    }

    /// Counts by `rule`.
    pub fn count(&self, rule: impl FnOnce(&Counting<'_>) -> Decided) -> Decided {
        let profile =
            Profile::of(&self.contest, &BallotBox::of(self.ballots.iter().cloned())).unwrap();
        let order: Vec<String> = self.contest.options.iter().map(|o| o.id.clone()).collect();
        let lots = Lots::of(&self.contest, &order);
        rule(&Counting::new(&self.contest, &profile, &lots))
    }

    /// The members `names` of every round, a line each.
    pub fn told(decided: &Decided, names: &[&str]) -> String {
        let rounds = decided.members.iter().find(|(name, _)| *name == "rounds").unwrap();
        let Value::List(rounds) = &rounds.1 else { unreachable!() };
        let line = |round: &Value<'_>| {
            let Value::Map(members) = round else { unreachable!() };
            let of = |name: &&str| members.iter().find(|(key, _)| key == name).unwrap().1.write();
            names.iter().map(of).collect::<Vec<_>>().join(" ").replace('"', "") + "\n"
        };
        rounds.iter().map(line).collect()
    }
}
