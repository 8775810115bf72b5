//! Highest averages: each seat goes to the list whose votes divided by its next divisor is highest.
//!
//! Sources: V. D'Hondt, "Système pratique et raisonné de représentation proportionnelle" (1882);
//! A. Sainte-Laguë (1910); the first divisor 1.4 of Norway and Sweden; Imperiali as in Belgian
//! municipal law, divisors 1, 1.5, 2; the Danish method, divisors 1, 4, 7 (M. Balinski & H. P. Young,
//! "Fair Representation", 1982).

use super::{Apportionment, Earned, ListTie};
use crate::tally::fraction::Fraction;

/// A sequence of divisors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divisors {
    /// 1, 2, 3, …
    Dhondt,
    /// 1, 3, 5, …
    SainteLague,
    /// 1.4, 3, 5, …
    Modified,
    /// 1, 1.5, 2, …
    Imperiali,
    /// 1, 4, 7, …
    Danish,
}

impl Divisors {
    /// The divisor for a list's next seat when it has `held`, times [`Self::scale`].
    fn scaled(self, held: u64) -> u64 {
        match self {
            Self::Dhondt => held + 1,
            Self::SainteLague => 2 * held + 1,
            Self::Modified if held == 0 => 7,
            Self::Modified => 5 * (2 * held + 1),
            Self::Imperiali => held + 2,
            Self::Danish => 3 * held + 1,
        }
    }

    /// What makes every divisor of the sequence whole.
    fn scale(self) -> u64 {
        match self {
            Self::Dhondt | Self::SainteLague | Self::Danish => 1,
            Self::Modified => 5,
            Self::Imperiali => 2,
        }
    }

    /// The quotient of a list with `votes` for its next seat when it has `held`.
    pub fn quotient(self, votes: u64, held: u64) -> Fraction {
        Fraction::new(u128::from(votes) * u128::from(self.scale()), self.scaled(held))
            .expect("divisors are above zero")
    }
}

/// Shares the seats; lists that are equally high for the last seats are tied.
pub(super) fn share(by: Divisors, votes: &[u64], seats: u64, caps: &[u64]) -> Apportionment {
    let mut result = Apportionment::nothing(votes.len());
    let mut left = seats;
    while left > 0 {
        let open = |list: &usize| votes[*list] > 0 && result.seats[*list] < caps[*list];
        // a/b against c/d by a·d against c·b: votes below 2^64 and divisors fit 128 bits.
        let compare = |a: &usize, b: &usize| {
            let product = |votes: u64, other: u64| u128::from(votes) * u128::from(other);
            let (da, db) = (by.scaled(result.seats[*a]), by.scaled(result.seats[*b]));
            product(votes[*a], db).cmp(&product(votes[*b], da))
        };
        let open: Vec<usize> = (0..votes.len()).filter(open).collect();
        let Some(best) = open.iter().copied().max_by(compare) else {
            result.unfilled = left;
            break;
        };
        let highest: Vec<usize> =
            open.into_iter().filter(|list| compare(list, &best).is_eq()).collect();
        let wanted = highest.len() as u64;
        if wanted > left {
            result.tie = Some(ListTie { lists: highest, seats_to_draw: left });
            break;
        }
        for list in highest {
            let quotient = by.quotient(votes[list], result.seats[list]);
            result.award(list, Earned::Quotient(quotient));
        }
        left -= wanted;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::{ListRule, apportion};
    use super::*;
    use proptest::prelude::*;

    const RULES: [ListRule; 5] = [
        ListRule::Dhondt,
        ListRule::SainteLague,
        ListRule::SainteLagueModified,
        ListRule::Imperiali,
        ListRule::Danish,
    ];

    fn shown(result: &Apportionment) -> Vec<(usize, String)> {
        let quotient = |by: &Earned| match by {
            Earned::Quotient(quotient) => quotient.to_string(),
            Earned::Quota | Earned::Remainder(_) | Earned::Majority => String::new(),
        };
        result.awards.iter().map(|award| (award.list, quotient(&award.by))).collect()
    }

    /// 340, 280 and 160 votes, five seats. By 1: 340, 280, 160. By 2: 170, 140, 80. The five
    /// highest are 340, 280, 170, 160, 140.
    #[test]
    fn dhondt_takes_the_five_highest_numbers_of_the_table() {
        let result = apportion(ListRule::Dhondt, &[340, 280, 160], 5, None);
        assert_eq!(result.seats, [2, 2, 1]);
        let expected = [(0, "340"), (1, "280"), (0, "170"), (2, "160"), (1, "140")];
        assert_eq!(shown(&result), expected.map(|(list, q)| (list, q.to_owned())));
    }

    /// 60 votes by 1.4 are 300/7 = 42.86, less than 130/3 = 43.33: the first divisor of 1.4 keeps
    /// out the small list that Sainte-Laguë lets in.
    #[test]
    fn a_first_divisor_of_one_point_four_makes_the_first_seat_dearer() {
        assert_eq!(apportion(ListRule::SainteLague, &[130, 60], 2, None).seats, [1, 1]);
        let result = apportion(ListRule::SainteLagueModified, &[130, 60], 2, None);
        assert_eq!(result.seats, [2, 0]);
        assert_eq!(shown(&result)[1], (0, "130/3".to_owned()));
        assert_eq!(Divisors::Modified.quotient(60, 0).to_string(), "300/7");
        assert_eq!(Divisors::Imperiali.quotient(60, 1).to_string(), "40");
    }

    #[test]
    fn equal_quotients_for_the_last_seat_are_a_tie() {
        let result = apportion(ListRule::Dhondt, &[200, 100], 2, None);
        assert_eq!(result.tie, Some(ListTie { lists: vec![0, 1], seats_to_draw: 1 }));
        assert_eq!(result.seats, [1, 0]);
    }

    #[test]
    fn numbers_that_floats_cannot_tell_apart_are_told_apart() {
        let votes = [9_007_199_254_740_993, 9_007_199_254_740_992];
        for rule in RULES {
            assert_eq!(apportion(rule, &votes, 1, None).seats, [1, 0]);
        }
    }

    /// One candidate on the big list: its second seat goes to the next quotient.
    #[test]
    fn a_full_list_passes_its_seat_to_the_next_quotient() {
        let result = apportion(ListRule::Dhondt, &[100, 40, 30], 3, Some(&[1, 5, 5]));
        assert_eq!(result.seats, [1, 1, 1]);
        let result = apportion(ListRule::Dhondt, &[100, 40], 3, Some(&[1, 1]));
        assert_eq!((result.seats.as_slice(), result.unfilled), (&[1, 1][..], 1));
    }

    #[test]
    fn an_empty_contest_gives_no_seat() {
        assert_eq!(apportion(ListRule::Danish, &[], 2, None).unfilled, 2);
    }

    fn some_rule() -> impl Strategy<Value = ListRule> {
        prop::sample::select(&RULES[..])
    }

    proptest! {
        /// House monotonicity: with one seat more no list has fewer, element by element.
        #[test]
        fn one_seat_more_takes_no_seat_from_anybody(
            rule in some_rule(), votes in prop::collection::vec(0_u64..60, 1..7), seats in 0_u64..30
        ) {
            let (small, large) = (apportion(rule, &votes, seats, None), apportion(rule, &votes, seats + 1, None));
            for (list, held) in small.seats.iter().enumerate() {
                prop_assert!(large.seats[list] >= *held);
            }
        }

        /// Population monotonicity: who gains votes while all others keep theirs loses no seat.
        #[test]
        fn one_vote_more_loses_no_seat(
            rule in some_rule(), votes in prop::collection::vec(0_u64..60, 1..7), seats in 0_u64..30
        ) {
            let before = apportion(rule, &votes, seats, None);
            let mut more = votes.clone();
            more[0] += 1;
            let after = apportion(rule, &more, seats, None);
            let drawn = u64::from(after.tie.is_some_and(|tie| tie.lists.contains(&0)));
            prop_assert!(after.seats[0] + drawn >= before.seats[0]);
        }

        /// D'Hondt gives every list at least its share rounded down (lower quota).
        #[test]
        fn dhondt_keeps_the_lower_quota(votes in prop::collection::vec(1_u64..60, 1..7), seats in 0_u64..30) {
            let result = apportion(ListRule::Dhondt, &votes, seats, None);
            let all: u64 = votes.iter().sum();
            for (list, votes) in votes.iter().enumerate() {
                let drawn = u64::from(result.tie.as_ref().is_some_and(|tie| tie.lists.contains(&list)));
                prop_assert!(result.seats[list] + drawn >= votes * seats / all);
            }
        }
    }
}
