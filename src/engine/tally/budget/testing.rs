//! A street small enough to count by hand: what the tests of the rules are written in.

use super::equal_shares::{Gain, Settings, Start};
use super::{Count, Decision, Marks, Profile, ProfileBuilder, Rounds, Task, Worth};
use crate::contest::{AddOneStop, Completion, TiePolicy};
use crate::tally::ties::{TieBreak, Undecided};

const POLICIES: [TiePolicy; 3] = [TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot];

/// Projects with prices, and ballots in words.
#[must_use]
#[derive(Debug, Clone)]
pub struct Street {
    names: Vec<&'static str>,
    costs: Vec<u64>,
    budget: u64,
    marks: Marks,
    ballots: Vec<Vec<(u32, i64)>>,
    lot: bool,
}

impl Street {
    /// A street with `budget` and priced projects. Ties: cheaper, more votes, then ballot order.
    pub fn new(budget: u64, projects: &[(&'static str, u64)]) -> Self {
        let (names, costs) = projects.iter().copied().unzip();
        Self { names, costs, budget, marks: Marks::Approval, ballots: Vec::new(), lot: true }
    }

    fn place(&self, name: &str) -> u32 {
        self.names.iter().zip(0..).find(|(other, _)| **other == name).unwrap().1
    }

    /// `number` ballots that approve `projects`.
    pub fn approve(mut self, number: usize, projects: &[&str]) -> Self {
        let ballot: Vec<_> = projects.iter().map(|name| (self.place(name), 1)).collect();
        self.ballots.extend(std::iter::repeat_n(ballot, number));
        self
    }

    /// `number` ballots that give points.
    pub fn give(mut self, number: usize, points: &[(&str, i64)]) -> Self {
        self.marks = Marks::Points;
        let ballot: Vec<_> = points.iter().map(|(name, n)| (self.place(name), *n)).collect();
        self.ballots.extend(std::iter::repeat_n(ballot, number));
        self
    }

    /// `number` ballots that rank projects, best first.
    pub fn rank(mut self, number: usize, projects: &[&str]) -> Self {
        self.marks = Marks::Ranking;
        self.approve(number, projects)
    }

    /// The same street with other money.
    pub fn with_budget(&self, budget: u64) -> Self {
        Self { budget, ..self.clone() }
    }

    /// The same street before the lot is drawn.
    pub fn without_lot(mut self) -> Self {
        self.lot = false;
        self
    }

    /// The ballots as the rules see them.
    pub fn profile(&self) -> Profile {
        profile(self.marks, &self.costs, self.budget, &self.ballots)
    }

    /// Counts by `rule`.
    pub fn count(
        &self,
        rule: impl FnOnce(&Task<'_>) -> Result<Count, Undecided>,
    ) -> Result<Count, Undecided> {
        let profile = self.profile();
        let votes = profile.votes();
        let order: Vec<usize> = (0..self.costs.len()).collect();
        let lot = self.lot.then_some(order.as_slice());
        let ties = TieBreak { policies: &POLICIES, costs: &self.costs, votes: &votes, lot };
        let budget = self.budget;
        rule(&Task { profile: &profile, among: &order, budget, votes: &votes, ties })
    }

    /// Names of the funded projects, in order of decision.
    pub fn funded(&self, count: &Count) -> Vec<&'static str> {
        count.funded.iter().map(|&option| self.names[option]).collect()
    }
}

/// Ballots as the rules see them: projects and what each is given, which matters for points alone.
pub fn profile(marks: Marks, costs: &[u64], budget: u64, ballots: &[Vec<(u32, i64)>]) -> Profile {
    let mut builder = ProfileBuilder::new(marks, costs.to_vec(), budget);
    for ballot in ballots {
        match marks {
            Marks::Points => builder.give(ballot.iter().copied()),
            Marks::Approval | Marks::Ranking => builder.mark(ballot.iter().map(|mark| mark.0)),
        }
    }
    builder.build()
}

/// Four neighbours with 10 each, and three projects, of which the mural is beyond its two supporters;
/// `others` are wanted by nobody.
pub fn four_neighbours(others: &[(&'static str, u64)]) -> Street {
    let projects = [&[("Lamps", 13), ("Trees", 20), ("Mural", 30)], others].concat();
    Street::new(40, &projects)
        .approve(1, &["Lamps", "Trees", "Mural"])
        .approve(1, &["Lamps"])
        .approve(1, &["Trees"])
        .approve(1, &["Trees", "Mural"])
}

/// Equal Shares as most towns set it.
pub fn shares_by(completion: Completion) -> Settings {
    Settings {
        completion,
        gain: Gain::Cost,
        increment: 1,
        start: Start::Exact,
        stop: AddOneStop::Exhaustive,
        worth: Worth::Vote,
    }
}

/// A count as a resident would see it.
pub fn table(street: &Street, count: &Count) -> String {
    let queue = |rounds: &[super::QueueRound]| {
        let line = |round: &super::QueueRound| {
            let decision = match round.decision {
                Decision::Funded => "funded".to_owned(),
                Decision::TooDear => "too dear".to_owned(),
                Decision::Stopped => "stopped".to_owned(),
                Decision::Helped { outside } => format!("funded with {outside} from outside"),
                Decision::GivesWay { to } => format!("gives way to {}", street.names[to]),
            };
            let measure =
                round.measure.as_ref().map_or(round.votes.to_string(), ToString::to_string);
            format!("{} {measure} {decision}, {} left\n", street.names[round.option], round.left)
        };
        rounds.iter().map(line).collect::<String>()
    };
    match &count.rounds {
        Rounds::Queue(rounds) => queue(rounds),
        Rounds::Loads(loads) => {
            let line = |r: &super::Raised| {
                format!("{} costs {} at {}\n", street.names[r.option], r.cost, r.load)
            };
            loads.purchases.iter().map(line).collect()
        }
        Rounds::Exact(shares) => {
            let line = |p: &super::ExactPurchase| {
                let name = street.names[p.option];
                format!("{name} costs {}: {} pay {} each\n", p.cost, p.payers, p.payment)
            };
            shares.purchases.iter().map(line).collect()
        }
        Rounds::Parts(parts) => {
            let part = |part: &super::Part| {
                let name = part.name.as_deref().unwrap_or("what is left");
                format!("{name}: {} of {}\n{}", part.spent, part.budget, table(street, &part.count))
            };
            parts.iter().map(part).collect()
        }
        Rounds::Shares(shares) => {
            let line = |p: &super::Purchase| {
                format!(
                    "{} costs {}, {} votes worth {}: at most {} each, {} gave all they had\n",
                    street.names[p.option],
                    p.cost,
                    p.supporters,
                    p.effective_votes,
                    p.max_payment,
                    p.paid_all_they_had
                )
            };
            let bought: String = shares.purchases.iter().map(line).collect();
            bought + &queue(&shares.completion)
        }
    }
}
