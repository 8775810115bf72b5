//! Largest remainders: one seat per full quota, the rest to the largest remainders.
//!
//! Sources: T. Hare (1857), quota V/S; H. R. Droop (1868), floor(V/(S+1)) + 1; E. Hagenbach-Bischoff
//! (1888), V/(S+1), which can hand out too many seats when votes divide exactly. A. Hamilton's rule
//! of 1792 has the same last step.

use super::{Apportionment, Earned, ListTie};
use crate::tally::fraction::Fraction;

/// The votes that earn a seat outright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// V/S.
    Hare,
    /// floor(V/(S+1)) + 1.
    Droop,
    /// V/(S+1), exactly.
    HagenbachBischoff,
}

impl Quota {
    /// The quota for `votes` valid votes and `seats` seats as numerator and denominator.
    fn of(self, votes: u128, seats: u64) -> (u128, u128) {
        let seats = u128::from(seats);
        match self {
            Self::Hare => (votes, seats),
            Self::Droop => (votes / (seats + 1) + 1, 1),
            Self::HagenbachBischoff => (votes, seats + 1),
        }
    }
}

/// Shares the seats.
///
/// A list without votes gets nothing. When more seats are left than lists with votes, the rule (one
/// more seat for a list at most) has no answer: those seats stay unfilled.
pub(super) fn share(quota: Quota, votes: &[u64], seats: u64, caps: &[u64]) -> Apportionment {
    let mut result = Apportionment::nothing(votes.len());
    let all: u128 = votes.iter().map(|votes| u128::from(*votes)).sum();
    if all == 0 || seats == 0 {
        result.unfilled = seats;
        return result;
    }
    let (numerator, denominator) = quota.of(all, seats);
    let mut handed: u64 = 0;
    let mut remainders = Vec::new();
    for (list, votes) in votes.iter().enumerate().filter(|(_, votes)| **votes > 0) {
        let scaled = u128::from(*votes) * denominator;
        let full = u64::try_from(scaled / numerator).expect("at most one seat more than there are");
        handed += full;
        (0..full.min(caps[list])).for_each(|_| result.award(list, Earned::Quota));
        result.unfilled += full.saturating_sub(caps[list]);
        remainders.push((scaled % numerator, list));
    }
    let Some(left) = seats.checked_sub(handed) else {
        result.over = handed - seats;
        return result;
    };
    if left > remainders.len() as u64 {
        result.unfilled += left;
        return result;
    }
    let in_votes =
        |scaled| Fraction::new(scaled, denominator).expect("a denominator is above zero");
    for (remainder, list) in largest(remainders, left, &mut result.tie) {
        if result.seats[list] < caps[list] {
            result.award(list, Earned::Remainder(in_votes(remainder)));
        } else {
            result.unfilled += 1;
        }
    }
    result
}

/// The `left` largest remainders; those equal at the cut are tied and not among them.
fn largest(
    mut remainders: Vec<(u128, usize)>,
    left: u64,
    tie: &mut Option<ListTie>,
) -> Vec<(u128, usize)> {
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = usize::try_from(left).expect("at most as many as there are lists");
    if left == 0 || left == remainders.len() || remainders[left - 1].0 > remainders[left].0 {
        remainders.truncate(left);
        return remainders;
    }
    let cut = remainders[left].0;
    let sure = remainders.partition_point(|(remainder, _)| *remainder > cut);
    let tied = remainders.iter().filter(|(remainder, _)| *remainder == cut);
    *tie = Some(ListTie {
        lists: tied.map(|(_, list)| *list).collect(),
        seats_to_draw: (left - sure) as u64,
    });
    remainders.truncate(sure);
    remainders
}

#[cfg(test)]
mod tests {
    use super::super::{ListRule, apportion};
    use super::*;
    use proptest::prelude::*;

    /// 53, 24 and 23 votes, ten seats: the quota is 10. Full quotas 5, 2, 2 leave one seat, and the
    /// remainders are 3, 4, 3.
    #[test]
    fn hare_gives_the_last_seat_to_the_largest_remainder() {
        let result = apportion(ListRule::Hare, &[53, 24, 23], 10, None);
        assert_eq!(result.seats, [5, 3, 2]);
        let last = result.awards.last().unwrap();
        assert_eq!((last.list, &last.by), (1, &Earned::Remainder(Fraction::whole(4))));
    }

    /// The Alabama paradox: a larger house, and the third list loses a seat.
    #[test]
    fn hare_can_take_a_seat_away_when_the_house_grows() {
        assert_eq!(apportion(ListRule::Hare, &[6, 6, 2], 10, None).seats, [4, 4, 2]);
        assert_eq!(apportion(ListRule::Hare, &[6, 6, 2], 11, None).seats, [5, 5, 1]);
    }

    /// A published library gives both seats to the 9s; the 10 is first and one seat is drawn.
    #[test]
    fn a_tie_below_the_largest_remainder_leaves_the_largest_alone() {
        let result = apportion(ListRule::Hare, &[9, 9, 4, 10, 1], 2, None);
        assert_eq!(result.seats, [0, 0, 0, 1, 0]);
        assert_eq!(result.tie, Some(ListTie { lists: vec![0, 1], seats_to_draw: 1 }));
    }

    /// 48 and 24 votes for 8 seats: the quota is 72/9 = 8, and 6 + 3 full quotas are 9 seats.
    #[test]
    fn hagenbach_bischoff_reports_the_seat_it_gives_too_many() {
        let result = apportion(ListRule::HagenbachBischoff, &[48, 24], 8, None);
        assert_eq!((result.seats.as_slice(), result.over), (&[6, 3][..], 1));
    }

    /// 11 and 1 votes for 19 seats: the quota is 1, 12 seats go, 7 are left for two lists.
    #[test]
    fn droop_leaves_seats_unfilled_when_there_are_more_than_lists() {
        let result = apportion(ListRule::Droop, &[11, 1], 19, None);
        assert_eq!((result.seats.as_slice(), result.unfilled), (&[11, 1][..], 7));
    }

    #[test]
    fn a_list_shorter_than_its_seats_leaves_them_empty() {
        let result = apportion(ListRule::Hare, &[60, 40], 5, Some(&[2, 9]));
        assert_eq!((result.seats.as_slice(), result.unfilled), (&[2, 2][..], 1));
    }

    #[test]
    fn an_empty_contest_gives_no_seat() {
        assert_eq!(apportion(ListRule::Hare, &[0, 0], 2, None).unfilled, 2);
    }

    proptest! {
        /// Hare stays within the quota: a share rounded down or up, never further away.
        #[test]
        fn hare_stays_within_one_seat_of_the_share(
            votes in prop::collection::vec(1_u64..60, 1..7), seats in 1_u64..30
        ) {
            let result = apportion(ListRule::Hare, &votes, seats, None);
            let all: u64 = votes.iter().sum();
            for (held, votes) in result.seats.iter().zip(&votes) {
                let share = votes * seats / all;
                prop_assert!(*held == share || *held == share + 1);
            }
        }

        #[test]
        fn only_hagenbach_bischoff_gives_too_many_and_then_one(
            votes in prop::collection::vec(0_u64..60, 1..7), seats in 1_u64..30
        ) {
            prop_assert_eq!(apportion(ListRule::Hare, &votes, seats, None).over, 0);
            prop_assert_eq!(apportion(ListRule::Droop, &votes, seats, None).over, 0);
            prop_assert!(apportion(ListRule::HagenbachBischoff, &votes, seats, None).over <= 1);
        }
    }
}
