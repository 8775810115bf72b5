//! Inside a list: which of its candidates take the seats that it won.
//!
//! Closed lists go by the order of the list. With preference votes, a candidate whose preferences
//! reach a threshold passes in front (as votelib's `ThresholdOpenList`, from Dutch and Czech law), or
//! the candidates with most preferences simply come first.

use serde::{Deserialize, Serialize};

use super::threshold::Reach;
use crate::tally::council::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};

/// Who of a list is seated first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRule {
    /// The order of the list.
    Closed,
    /// First those whose preferences reach `num/den` of the list's votes, most preferences first;
    /// then the others in the order of the list.
    Threshold {
        /// Numerator of the share.
        num: u64,
        /// Denominator of the share.
        den: u64,
        /// Whether reaching the share is enough.
        reach: Reach,
    },
    /// Most preferences first.
    Open,
}

/// What decides between candidates of a list with equal preferences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EqualPreferences {
    /// The order of the list.
    ListOrder,
    /// The lot, and only where a seat depends on it.
    Lot,
}

/// The candidates of one list who are seated, in order, and the lots that were needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seated {
    /// Numbers on the list, first seated first.
    pub candidates: Vec<usize>,
    /// Every lot used.
    pub lots: Vec<LotDrawn>,
}

/// Seats `seats` candidates of a list with these `preferences` (one number per candidate, in the
/// order of the list) and `list_votes` votes.
///
/// # Errors
/// [`LotNeeded`] when equal preferences decide a seat by lot and none was drawn.
pub fn seat(
    rule: PlaceRule,
    equal: EqualPreferences,
    preferences: &[u64],
    list_votes: u64,
    seats: usize,
    lots: &dyn Lots,
) -> Result<Seated, LotNeeded> {
    let jumps = |candidate: &usize| {
        let votes = preferences[*candidate];
        match rule {
            PlaceRule::Closed => false,
            PlaceRule::Open => true,
            PlaceRule::Threshold { num, den, reach } => {
                let share = u128::from(votes) * u128::from(den);
                let needed = u128::from(list_votes) * u128::from(num);
                votes > 0
                    && match reach {
                        Reach::AtLeast => share >= needed,
                        Reach::MoreThan => share > needed,
                    }
            }
        }
    };
    let (mut ahead, behind): (Vec<usize>, Vec<usize>) = (0..preferences.len()).partition(jumps);
    ahead.sort_by(|a, b| preferences[*b].cmp(&preferences[*a]).then(a.cmp(b)));
    let mut drawn = Vec::new();
    if equal == EqualPreferences::Lot {
        draw_at_the_cut(&mut ahead, preferences, seats, lots, &mut drawn)?;
    }
    let candidates = ahead.into_iter().chain(behind).take(seats).collect();
    Ok(Seated { candidates, lots: drawn })
}

/// Moves the candidates on whom the lot falls in front of those they are equal with, when the last
/// seat lies between them.
fn draw_at_the_cut(
    ahead: &mut [usize],
    preferences: &[u64],
    seats: usize,
    lots: &dyn Lots,
    drawn: &mut Vec<LotDrawn>,
) -> Result<(), LotNeeded> {
    if seats == 0 || seats >= ahead.len() {
        return Ok(());
    }
    let cut = preferences[ahead[seats]];
    let start = ahead.partition_point(|candidate| preferences[*candidate] > cut);
    let end = ahead.partition_point(|candidate| preferences[*candidate] >= cut);
    for place in start..seats {
        let among = ahead[place..end].to_vec();
        let question = LotNeeded { purpose: Purpose::Elect, among, after_stage: place };
        let taken = ask(lots, drawn, question)?;
        let found = ahead[place..end].iter().position(|candidate| *candidate == taken);
        ahead[place..end][..=found.unwrap_or(0)].rotate_right(1);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use proptest::prelude::*;

    const TEN_PER_CENT: PlaceRule =
        PlaceRule::Threshold { num: 10, den: 100, reach: Reach::AtLeast };

    fn seated(rule: PlaceRule, preferences: &[u64], votes: u64, seats: usize) -> Vec<usize> {
        let seated = seat(rule, EqualPreferences::ListOrder, preferences, votes, seats, &NoLots);
        seated.unwrap().candidates
    }

    /// A list with 200 votes and two seats. Dina has 25 preferences, more than 20: she passes in
    /// front of Ana. Bo with 19 does not.
    #[test]
    fn a_candidate_with_enough_preferences_passes_in_front() {
        let preferences = [4, 19, 0, 25];
        assert_eq!(seated(PlaceRule::Closed, &preferences, 200, 2), [0, 1]);
        assert_eq!(seated(TEN_PER_CENT, &preferences, 200, 2), [3, 0]);
        assert_eq!(seated(PlaceRule::Open, &preferences, 200, 2), [3, 1]);
    }

    #[test]
    fn exactly_the_threshold_is_enough_only_when_the_rule_says_so() {
        assert_eq!(seated(TEN_PER_CENT, &[0, 20], 200, 1), [1]);
        let more = PlaceRule::Threshold { num: 10, den: 100, reach: Reach::MoreThan };
        assert_eq!(seated(more, &[0, 20], 200, 1), [0]);
    }

    #[test]
    fn a_lot_is_asked_for_only_where_a_seat_depends_on_it() {
        let by_lot = |seats, lots: &dyn Lots| {
            seat(PlaceRule::Open, EqualPreferences::Lot, &[5, 9, 5, 5], 24, seats, lots)
        };
        assert_eq!(by_lot(1, &NoLots).unwrap().candidates, [1]);
        assert_eq!(by_lot(4, &NoLots).unwrap().candidates, [1, 0, 2, 3]);
        let needed = by_lot(3, &NoLots).unwrap_err();
        assert_eq!((needed.among.as_slice(), needed.after_stage), (&[0, 2, 3][..], 1));
        let seated = by_lot(3, &LotOrder::first_wins(&[3, 2, 0, 1])).unwrap();
        assert_eq!(seated.candidates, [1, 3, 2]);
        assert_eq!(seated.lots.len(), 2);
    }

    #[test]
    fn a_list_without_votes_is_seated_in_its_order_and_an_empty_one_not_at_all() {
        assert_eq!(seated(TEN_PER_CENT, &[0, 0], 0, 1), [0]);
        assert_eq!(seated(PlaceRule::Open, &[], 0, 3), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn as_many_are_seated_as_there_are_seats_or_candidates(
            preferences in prop::collection::vec(0_u64..5, 0..8), seats in 0_usize..10, votes in 0_u64..40
        ) {
            for rule in [PlaceRule::Closed, TEN_PER_CENT, PlaceRule::Open] {
                let lots = LotOrder::lowest_number(8);
                let result = seat(rule, EqualPreferences::Lot, &preferences, votes, seats, &lots).unwrap();
                let mut distinct = result.candidates.clone();
                distinct.sort_unstable();
                distinct.dedup();
                prop_assert_eq!(distinct.len(), seats.min(preferences.len()));
                prop_assert_eq!(result.candidates.len(), distinct.len());
            }
        }
    }
}
