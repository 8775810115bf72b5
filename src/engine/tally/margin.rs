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
    /// Whether `votes` votes could decide.
    pub fn is_reached_by(self, votes: u64) -> bool {
        matches!(self, Self::Votes(margin) if votes > 0 && votes >= margin)
    }
}

/// The margin of an outcome, for most votes and motions.
///
/// Who is funded by most votes changes only where an option that is not funded comes before one that is (or, where the
/// first that does not fit stops the count, before that one): the smallest lead is the margin.
pub fn margin(outcome: &Outcome) -> Margin {
    match (&outcome.rule, &outcome.decision) {
        (_, Decided::Motion(motion)) => of_motion(motion),
        (Rule::MostVotes { misfit, .. }, Decided::Budget(count)) => match (misfit, &count.rounds) {
            (Misfit::Skip | Misfit::Stop, Rounds::Queue(rounds)) => of_queue(rounds),
            _ => Margin::Unknown,
        },
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
    use crate::contest::TiePolicy;
    use crate::ids::{ContestId, OptionId};
    use crate::money::Money;
    use crate::tally::budget::{Election, Marks, ProfileBuilder};

    const COSTS: [u64; 4] = [60, 90, 30, 20];

    fn outcome(misfit: Misfit, ballots: &[Vec<u32>]) -> Outcome {
        let mut builder = ProfileBuilder::new(Marks::Approval, COSTS.to_vec(), 100);
        for ballot in ballots {
            builder.mark(ballot.iter().copied());
        }
        let profile = builder.build();
        let votes = profile.votes();
        let lot: Vec<usize> = (0..COSTS.len()).collect();
        let election = Election { lot: Some(&lot), ..Election::plain(&profile, &votes) };
        let rule = Rule::MostVotes { misfit, ties: vec![TiePolicy::Lot], version: 1 };
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
        assert_eq!(margin(&outcome(Misfit::Skip, &ballots)), Margin::Votes(1));
        assert!(Margin::Votes(1).is_reached_by(1) && !Margin::Votes(2).is_reached_by(1));
        assert!(!Margin::Votes(0).is_reached_by(0), "without a letter nobody votes twice");
    }

    proptest! {
        /// Fewer ballots than the margin taken away, whichever they are, and the same projects are funded.
        #[test]
        fn fewer_votes_than_the_margin_change_nothing(
            ballots in proptest::collection::vec(proptest::collection::btree_set(0_u32..4, 0..4), 1..14),
            stops in any::<bool>(),
            gone in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let misfit = if stops { Misfit::Stop } else { Misfit::Skip };
            let mut ballots: Vec<Vec<u32>> =
                ballots.into_iter().map(|ballot| ballot.into_iter().collect()).collect();
            let before = outcome(misfit, &ballots);
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
            let after = outcome(misfit, &ballots);
            let mut funded = [before.funded().to_vec(), after.funded().to_vec()];
            for options in &mut funded {
                options.sort_unstable();
            }
            prop_assert_eq!(&funded[0], &funded[1]);
        }
    }
}
