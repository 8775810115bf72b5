//! STV with bounds for groups: guarded and doomed candidates.
//!
//! Source: I. D. Hill, "STV with constraints" (Voting matters 9, 1998), the Grey-Fitzgerald method, on
//! top of [`super::exact`]. After every election a continuing candidate is *doomed* when electing them
//! leaves no way to keep the bounds, and *guarded* when excluding them does. Doomed candidates go out
//! first, fewest votes first, and are never elected; guarded ones are never excluded. Whether the
//! bounds can be kept at all is known from the nominations, before anybody votes.

use serde::Serialize;

use super::quantity::Exact;
use super::weighted::Count;
use super::{Standing, StvOutcome};
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::council::rankings::Rankings;
use crate::tally::council::selection::{Bound, NoSelection, possible};

/// The name of this rule in published results.
pub const NAME: &str = "stv_exact_constrained";

/// The result, and who went out because the bounds left no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConstrainedOutcome {
    /// The count.
    pub count: StvOutcome<Exact>,
    /// Candidates excluded because they were doomed, in order.
    pub doomed: Vec<usize>,
}

/// Why a constrained count has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// A tie waits for a lot.
    #[error(transparent)]
    Lot(#[from] LotNeeded),
    /// The bounds cannot be kept with these candidates.
    #[error(transparent)]
    Impossible(#[from] NoSelection),
}

/// Counts `ballots` for `seats` seats with every bound kept.
///
/// # Errors
/// [`Stopped`].
pub fn count(
    ballots: &Rankings,
    seats: usize,
    bounds: &[Bound],
    lots: &dyn Lots,
) -> Result<ConstrainedOutcome, Stopped> {
    let mut count: Count<'_, Exact> = Count::start(ballots, seats, lots);
    let bounds = Bounds { bounds, seats };
    bounds.check(&count.field.standing)?;
    let mut doomed_out = Vec::new();
    loop {
        elect_reached(&mut count, &bounds)?;
        let continuing = count.field.continuing();
        if count.field.vacancies() == 0 || continuing.len() <= count.field.vacancies() {
            return Ok(ConstrainedOutcome { count: count.finish(), doomed: doomed_out });
        }
        let could = |candidate: &usize, standing| {
            bounds.can_hold(&count.field.standing, *candidate, standing)
        };
        let (open, doomed): (Vec<usize>, Vec<usize>) =
            continuing.into_iter().partition(|candidate| could(candidate, Standing::Elected));
        let unguarded =
            open.into_iter().filter(|candidate| could(candidate, Standing::Out)).collect();
        if !doomed.is_empty() {
            doomed_out.push(count.exclude_lowest(doomed)?);
        } else if !count.transfer_largest_surplus()? {
            count.exclude_lowest(unguarded)?;
        }
    }
}

/// Elects who has the quota and is not doomed, most votes first. One election can doom the next, so
/// equal candidates are told apart here, by earlier stages or the lot.
fn elect_reached(count: &mut Count<'_, Exact>, bounds: &Bounds<'_>) -> Result<(), LotNeeded> {
    loop {
        let mut reached = count.reached();
        reached.retain(|c| bounds.can_hold(&count.field.standing, *c, Standing::Elected));
        if reached.is_empty() {
            return Ok(());
        }
        let next = count.highest(reached)?;
        count.elect(&[next]);
    }
}

struct Bounds<'a> {
    bounds: &'a [Bound],
    seats: usize,
}

impl Bounds<'_> {
    /// Whether the bounds can still be kept when `candidate` gets `standing`.
    fn can_hold(&self, now: &[Standing], candidate: usize, standing: Standing) -> bool {
        let mut then = now.to_vec();
        then[candidate] = standing;
        self.check(&then).is_ok()
    }

    /// Whether the continuing candidates can fill the seats that are left and keep every bound.
    fn check(&self, standing: &[Standing]) -> Result<(), NoSelection> {
        let all = |wanted: Standing| -> Vec<usize> {
            (0..standing.len()).filter(|candidate| standing[*candidate] == wanted).collect()
        };
        let (elected, continuing) = (all(Standing::Elected), all(Standing::Continuing));
        let mut left = Vec::new();
        for bound in self.bounds {
            let held = elected.iter().filter(|candidate| bound.group.contains(candidate)).count();
            let max = bound.max.checked_sub(held).ok_or(NoSelection::Together)?;
            let in_group = |place: &usize| bound.group.contains(&continuing[*place]);
            let group = (0..continuing.len()).filter(in_group).collect();
            left.push(Bound { group, min: bound.min.saturating_sub(held), max });
        }
        possible(continuing.len(), self.seats - elected.len(), &left)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use crate::tally::council::testing::ballots;
    use proptest::prelude::*;

    fn bound(group: &[usize], min: usize, max: usize) -> Bound {
        Bound { group: group.to_vec(), min, max }
    }

    /// Two seats, quota 4, at least one for the group of Cem. Ana has the quota and is elected; from
    /// then on electing Bo would leave no seat for Cem: Bo is doomed and goes out with more votes
    /// than Cem.
    #[test]
    fn a_doomed_candidate_goes_out_before_one_with_fewer_votes() {
        let box_ = ballots(3, &[(5, &[0]), (3, &[1]), (2, &[2])]);
        let outcome = count(&box_, 2, &[bound(&[2], 1, 2)], &NoLots).unwrap();
        assert_eq!((outcome.count.elected, outcome.doomed), (vec![0, 2], vec![1]));
        assert_eq!(outcome.count.stages[1].action, Action::Exclude(vec![1]));
    }

    /// Dina has fewest votes and is the only one of her group: she is guarded, Cem goes.
    #[test]
    fn a_guarded_candidate_is_never_excluded() {
        let box_ = ballots(4, &[(3, &[0]), (3, &[1]), (2, &[2, 0]), (1, &[3])]);
        let outcome = count(&box_, 2, &[bound(&[3], 1, 1)], &NoLots).unwrap();
        assert_eq!(outcome.count.excluded[0], 2);
        assert!(outcome.count.winners().contains(&3));
    }

    #[test]
    fn bounds_that_cannot_be_kept_are_told_before_the_count() {
        let box_ = ballots(3, &[(1, &[0])]);
        let stopped = count(&box_, 2, &[bound(&[2], 2, 2)], &NoLots).unwrap_err();
        assert!(matches!(stopped, Stopped::Impossible(NoSelection::GroupTooSmall { .. })));
    }

    #[test]
    fn a_tie_between_the_doomed_waits_for_a_lot_too() {
        let box_ = ballots(4, &[(9, &[0]), (1, &[1]), (1, &[2]), (1, &[3])]);
        let stopped = count(&box_, 2, &[bound(&[3], 1, 2)], &NoLots).unwrap_err();
        let Stopped::Lot(needed) = stopped else { panic!("a lot is needed") };
        assert_eq!(needed.among, [1, 2]);
    }

    #[test]
    fn an_empty_contest_without_seats_has_a_result() {
        assert!(count(&ballots(0, &[]), 0, &[], &NoLots).unwrap().count.elected.is_empty());
    }

    proptest! {
        #[test]
        fn every_bound_is_kept(
            groups in prop::collection::vec((1_u64..9, Just(vec![0_u16, 1, 2, 3, 4, 5]).prop_shuffle(), 1_usize..7), 0..12),
            seats in 1_usize..5,
            bounds in prop::collection::vec((prop::collection::btree_set(0_usize..6, 0..5), 0_usize..3, 0_usize..3), 0..3),
        ) {
            let groups: Vec<_> = groups.iter().map(|(n, r, cut)| (*n, &r[..*cut])).collect();
            let bounds: Vec<Bound> = bounds
                .into_iter()
                .map(|(group, min, extra)| Bound { group: group.into_iter().collect(), min, max: min + extra })
                .collect();
            match count(&ballots(6, &groups), seats, &bounds, &LotOrder::lowest_number(6)) {
                Ok(outcome) => {
                    prop_assert_eq!(outcome.count.elected.len(), seats);
                    for bound in &bounds {
                        let held = outcome.count.elected.iter().filter(|c| bound.group.contains(c)).count();
                        prop_assert!((bound.min..=bound.max).contains(&held));
                    }
                }
                Err(stopped) => prop_assert!(matches!(stopped, Stopped::Impossible(_))),
            }
        }
    }
}
