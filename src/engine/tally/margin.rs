//! How many votes fewer could give another result: what the number of letters that were replaced is compared with.
//!
//! Whoever reported a letter lost and found it again could vote twice, so at most as many votes are double as letters
//! were replaced. If that number reaches the margin, the page of the result says so in red.

use super::budget::{Decision, QueueRound, Rounds};
use super::motion::Motion;
use super::{Decided, Outcome};
use crate::contest::{Misfit, Rule};

/// What votes that fall away could do to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// So many fewer could give another result, and not one less.
    Votes(u64),
    /// No number of them could.
    Safe,
    /// For this rule no such number is known.
    Unknown,
}

impl Margin {
    /// Whether nobody can say that the result would be the same without `votes` votes.
    pub fn is_reached_by(self, votes: u64) -> bool {
        match self {
            Self::Votes(margin) => votes > 0 && votes >= margin,
            Self::Safe => false,
            Self::Unknown => votes > 0,
        }
    }

    /// What holds for two counts of the same ballots together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Safe, margin) | (margin, Self::Safe) => margin,
            (Self::Votes(one), Self::Votes(two)) => Self::Votes(one.min(two)),
        }
    }
}

/// The margin of an outcome, for most votes, also by parts of the budget, and for motions.
///
/// Who is funded by most votes changes only where an option that is not funded comes before one that is (or, where the
/// first that does not fit stops the count, before that one): the smallest lead is the margin. By parts it is the
/// smallest of all parts; as long as none of them changes, so does nothing that is left over.
pub fn margin(outcome: &Outcome) -> Margin {
    match &outcome.decision {
        Decided::Motion(motion) => of_motion(motion),
        Decided::Budget(count) => of_rounds(&outcome.rule, &count.rounds),
    }
}

fn of_rounds(rule: &Rule, rounds: &Rounds) -> Margin {
    match (rule, rounds) {
        (Rule::MostVotes { misfit: Misfit::Skip | Misfit::Stop, .. }, Rounds::Queue(rounds)) => {
            of_queue(rounds)
        }
        (Rule::PerPart { rule, .. }, Rounds::Parts(parts)) => {
            let margins = parts.iter().map(|part| of_rounds(rule, &part.count.rounds));
            margins.fold(Margin::Safe, Margin::and)
        }
        _ => Margin::Unknown,
    }
}

fn of_motion(motion: &Motion) -> Margin {
    let Motion { yes, no, .. } = motion;
    Margin::Votes(if yes > no { yes - no } else { no - yes + 1 })
}

fn of_queue(rounds: &[QueueRound]) -> Margin {
    let lead = |before: &QueueRound, behind: &QueueRound| before.votes.abs_diff(behind.votes);
    let mut ahead: Option<&QueueRound> = None;
    let mut stopper: Option<&QueueRound> = None;
    let mut leads = Vec::new();
    for round in rounds {
        match round.decision {
            Decision::Funded => ahead = Some(round),
            Decision::Stopped => {
                leads.extend(ahead.map(|before| lead(before, round)));
                let would_fit = stopper.filter(|stopper| round.cost <= stopper.left);
                leads.extend(would_fit.map(|before| lead(before, round)));
            }
            Decision::TooDear => {
                leads.extend(ahead.map(|before| lead(before, round)));
                stopper = stopper.or(Some(round));
            }
            Decision::Helped { .. } | Decision::GivesWay { .. } => return Margin::Unknown,
        }
    }
    leads.into_iter().min().map_or(Margin::Safe, Margin::Votes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contest::{Leftover, PartBudget, PartBy, TiePolicy};
    use crate::ids::{ContestId, OptionId};
    use crate::money::Money;
    use crate::tally::budget::{Election, Marks, ProfileBuilder};

    const COSTS: [u64; 4] = [60, 90, 30, 20];

    fn most_votes(misfit: Misfit) -> Rule {
        Rule::MostVotes { misfit, ties: vec![TiePolicy::Lot], version: 1 }
    }

    /// The pool and the tree stand in the north, with 60 for it; the south has 40.
    fn by_parts(misfit: Misfit, leftover: Leftover) -> Rule {
        let part = |(part, budget): (&str, u64)| PartBudget {
            budget: Money::from_minor(budget).unwrap(),
            part: part.to_owned(),
        };
        Rule::PerPart {
            by: PartBy::Place,
            leftover,
            parts: [("north", 60), ("south", 40)].map(part).to_vec(),
            rule: Box::new(most_votes(misfit)),
            version: 1,
        }
    }

    fn outcome(rule: Rule, ballots: &[Vec<u32>]) -> Outcome {
        let mut builder = ProfileBuilder::new(Marks::Approval, COSTS.to_vec(), 100);
        for ballot in ballots {
            builder.mark(ballot.iter().copied());
        }
        let profile = builder.build();
        let votes = profile.votes();
        let lot: Vec<usize> = (0..COSTS.len()).collect();
        let places = ["north", "south", "north", "south"].map(str::to_owned);
        let plain = Election::plain(&profile, &votes);
        let election = Election { lot: Some(&lot), places: &places, ..plain };
        let count = crate::tally::budget::count(&rule, &election).unwrap();
        let ids = ["pool", "hall", "tree", "swing"];
        Outcome {
            contest: ContestId::parse("hood").unwrap(),
            ids: ids.map(|id| OptionId::parse(id).unwrap()).to_vec(),
            costs: COSTS.to_vec(),
            budget: Money::from_minor(100).unwrap(),
            rule,
            valid: ballots.len() as u64,
            blank: 0,
            invalid: 0,
            votes: votes.iter().map(|votes| votes.unsigned_abs()).collect(),
            points: None,
            decision: Decided::Budget(Box::new(count)),
        }
    }

    /// The pool (4 votes, 60) is funded, the hall (2, 90) does not fit, the tree (3, 30) does: one vote between them.
    #[test]
    fn the_smallest_lead_over_what_is_not_funded() {
        let ballots = [vec![0, 2], vec![0, 2], vec![0, 1, 2], vec![0, 1]];
        assert_eq!(margin(&outcome(most_votes(Misfit::Skip), &ballots)), Margin::Votes(1));
        assert!(Margin::Votes(1).is_reached_by(1) && !Margin::Votes(2).is_reached_by(1));
        assert!(!Margin::Votes(0).is_reached_by(0), "without a letter nobody votes twice");
        assert!(Margin::Unknown.is_reached_by(1) && !Margin::Unknown.is_reached_by(0));
    }

    /// In the north the pool (4) leaves nothing for the tree (1): three votes between them. In the south the hall (4)
    /// is too dear for 40, the swing (2) is not: two votes.
    #[test]
    fn by_parts_the_smallest_lead_of_all_parts() {
        let ballots = [vec![0, 1], vec![0, 1], vec![0, 1, 3], vec![0, 1, 2, 3]];
        let rule = by_parts(Misfit::Stop, Leftover::Kept);
        assert_eq!(margin(&outcome(rule, &ballots)), Margin::Votes(2));
    }

    proptest! {
        /// Fewer ballots than the margin taken away, whichever they are, and the same projects are funded.
        #[test]
        fn fewer_votes_than_the_margin_change_nothing(
            ballots in proptest::collection::vec(proptest::collection::btree_set(0_u32..4, 0..4), 1..14),
            stops in any::<bool>(),
            divided in prop::option::of(any::<bool>()),
            gone in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let misfit = if stops { Misfit::Stop } else { Misfit::Skip };
            let rule = match divided {
                None => most_votes(misfit),
                Some(true) => by_parts(misfit, Leftover::Pooled),
                Some(false) => by_parts(misfit, Leftover::Kept),
            };
            let mut ballots: Vec<Vec<u32>> =
                ballots.into_iter().map(|ballot| ballot.into_iter().collect()).collect();
            let before = outcome(rule.clone(), &ballots);
            let fewer = match margin(&before) {
                Margin::Votes(margin) => usize::try_from(margin).unwrap().saturating_sub(1),
                Margin::Safe => usize::MAX,
                Margin::Unknown => 0,
            };
            for index in gone.iter().take(fewer) {
                if !ballots.is_empty() {
                    let at = index.index(ballots.len());
                    ballots.remove(at);
                }
            }
            let after = outcome(rule, &ballots);
            let mut funded = [before.funded().to_vec(), after.funded().to_vec()];
            for options in &mut funded {
                options.sort_unstable();
            }
            prop_assert_eq!(&funded[0], &funded[1]);
        }
    }
}
