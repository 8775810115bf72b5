//! List systems: seats for lists in proportion to their votes, then seats inside a list.
//!
//! Everything is compared by whole numbers, multiplied out. A seat that several lists are equally
//! entitled to is not given to anybody: the tie is part of the result and waits for a lot.

pub mod averages;
pub mod panachage;
pub mod places;
pub mod remainders;
pub mod threshold;

use serde::{Deserialize, Serialize};

use super::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};
use crate::tally::fraction::Fraction;

/// How lists share the seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListRule {
    /// Divisors 1, 2, 3, …
    Dhondt,
    /// Divisors 1, 3, 5, …
    SainteLague,
    /// Divisors 1.4, 3, 5, …
    #[serde(rename = "sainte_lague_mod14")]
    SainteLagueModified,
    /// Divisors 1, 1.5, 2, …
    Imperiali,
    /// Divisors 1, 4, 7, …
    Danish,
    /// Quota V/S.
    Hare,
    /// Quota floor(V/(S+1)) + 1.
    Droop,
    /// Quota V/(S+1).
    HagenbachBischoff,
}

impl ListRule {
    /// Every list rule.
    pub const ALL: [Self; 8] = [
        Self::Dhondt,
        Self::SainteLague,
        Self::SainteLagueModified,
        Self::Imperiali,
        Self::Danish,
        Self::Hare,
        Self::Droop,
        Self::HagenbachBischoff,
    ];

    /// The name of the rule in published results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dhondt => "dhondt",
            Self::SainteLague => "sainte_lague",
            Self::SainteLagueModified => "sainte_lague_mod14",
            Self::Imperiali => "imperiali",
            Self::Danish => "danish",
            Self::Hare => "hare",
            Self::Droop => "droop",
            Self::HagenbachBischoff => "hagenbach_bischoff",
        }
    }
}

/// A seat given to a list, and the number that earned it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Award {
    /// The list.
    pub list: usize,
    /// How it was earned.
    pub by: Earned,
}

/// What earned a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Earned {
    /// This quotient was the highest left: votes divided by the list's next divisor.
    Quotient(Fraction),
    /// A full quota.
    Quota,
    /// This remainder was the largest left, in votes.
    Remainder(Fraction),
    /// The absolute-majority clause.
    Majority,
}

/// Seats that several lists are equally entitled to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTie {
    /// The tied lists, in order.
    pub lists: Vec<usize>,
    /// How many of them get one seat more.
    pub seats_to_draw: u64,
}

/// How many seats every list has, and what is still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apportionment {
    /// Seats per list that are certain.
    pub seats: Vec<u64>,
    /// Every seat in the order it was given.
    pub awards: Vec<Award>,
    /// The last seats, when lists are tied for them.
    pub tie: Option<ListTie>,
    /// Seats given beyond the number of seats: exact quotas, possible under Hagenbach-Bischoff only.
    pub over: u64,
    /// Seats that the rule gives to nobody.
    pub unfilled: u64,
}

impl Apportionment {
    fn nothing(lists: usize) -> Self {
        let seats = vec![0; lists];
        Self { seats, awards: Vec::new(), tie: None, over: 0, unfilled: 0 }
    }

    fn award(&mut self, list: usize, by: Earned) {
        self.seats[list] += 1;
        self.awards.push(Award { list, by });
    }

    /// The seats with the tie settled by lot, one list after another, and the lots used.
    ///
    /// # Errors
    /// [`LotNeeded`] when a lot has not been drawn.
    pub fn settle(&self, lots: &dyn Lots) -> Result<(Vec<u64>, Vec<LotDrawn>), LotNeeded> {
        let mut seats = self.seats.clone();
        let mut drawn = Vec::new();
        if let Some(tie) = &self.tie {
            let mut among = tie.lists.clone();
            for _ in 0..tie.seats_to_draw {
                let after_stage = self.awards.len() + drawn.len();
                let question =
                    LotNeeded { purpose: Purpose::Elect, among: among.clone(), after_stage };
                let taken = ask(lots, &mut drawn, question)?;
                seats[taken] += 1;
                among.retain(|list| *list != taken);
            }
        }
        Ok((seats, drawn))
    }
}

/// Shares `seats` seats among lists with these votes.
///
/// `caps`, when given, is the number of candidates on each list. Under the highest averages the
/// seat that a full list cannot take goes to the next quotient; under the largest remainders it
/// stays empty, as in Hesse.
///
/// # Panics
/// When `caps` does not have one entry per list.
pub fn apportion(rule: ListRule, votes: &[u64], seats: u64, caps: Option<&[u64]>) -> Apportionment {
    let caps: Vec<u64> = caps.map_or_else(|| vec![u64::MAX; votes.len()], <[u64]>::to_vec);
    assert_eq!(caps.len(), votes.len(), "one cap per list");
    match rule {
        ListRule::Dhondt => averages::share(averages::Divisors::Dhondt, votes, seats, &caps),
        ListRule::SainteLague => {
            averages::share(averages::Divisors::SainteLague, votes, seats, &caps)
        }
        ListRule::SainteLagueModified => {
            averages::share(averages::Divisors::Modified, votes, seats, &caps)
        }
        ListRule::Imperiali => averages::share(averages::Divisors::Imperiali, votes, seats, &caps),
        ListRule::Danish => averages::share(averages::Divisors::Danish, votes, seats, &caps),
        ListRule::Hare => remainders::share(remainders::Quota::Hare, votes, seats, &caps),
        ListRule::Droop => remainders::share(remainders::Quota::Droop, votes, seats, &caps),
        ListRule::HagenbachBischoff => {
            remainders::share(remainders::Quota::HagenbachBischoff, votes, seats, &caps)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lots::{LotOrder, NoLots};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rule_is_written_as_its_name() {
        for rule in ListRule::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
    }

    /// Three equal lists, two seats: the lot says which two.
    #[test]
    fn a_tie_for_the_last_seats_waits_for_a_lot() {
        let result = apportion(ListRule::Dhondt, &[100, 100, 100], 2, None);
        assert_eq!(result.tie, Some(ListTie { lists: vec![0, 1, 2], seats_to_draw: 2 }));
        assert_eq!(result.settle(&NoLots).unwrap_err().among, [0, 1, 2]);
        let (seats, drawn) = result.settle(&LotOrder::first_wins(&[2, 0, 1])).unwrap();
        assert_eq!(seats, [1, 0, 1]);
        assert_eq!((drawn[0].taken, drawn[1].taken), (2, 0));
    }

    #[test]
    fn nobody_voted_so_nobody_is_seated() {
        for rule in ListRule::ALL {
            let result = apportion(rule, &[0, 0], 3, None);
            assert_eq!((result.seats.as_slice(), result.unfilled), (&[0, 0][..], 3), "{rule:?}");
            let result = apportion(rule, &[], 3, None);
            assert_eq!((result.seats.len(), result.unfilled), (0, 3), "{rule:?}");
            assert_eq!(apportion(rule, &[5, 4], 0, None).seats, [0, 0], "{rule:?}");
        }
    }

    fn any_rule() -> impl Strategy<Value = ListRule> {
        prop::sample::select(&ListRule::ALL[..])
    }

    proptest! {
        #[test]
        fn every_seat_is_given_tied_or_unfilled(
            rule in any_rule(), votes in prop::collection::vec(0_u64..60, 1..7), seats in 0_u64..30
        ) {
            let result = apportion(rule, &votes, seats, None);
            let given: u64 = result.seats.iter().sum();
            let drawn = result.tie.as_ref().map_or(0, |tie| tie.seats_to_draw);
            prop_assert_eq!(given + drawn + result.unfilled, seats + result.over);
            prop_assert_eq!(given, result.awards.len() as u64);
        }

        #[test]
        fn more_votes_never_mean_fewer_seats(
            rule in any_rule(), votes in prop::collection::vec(0_u64..60, 1..7), seats in 0_u64..30
        ) {
            let result = apportion(rule, &votes, seats, None);
            for (a, more) in votes.iter().enumerate() {
                for (b, fewer) in votes.iter().enumerate() {
                    prop_assert!(more <= fewer || result.seats[a] >= result.seats[b]);
                }
            }
        }

        #[test]
        fn the_order_of_lists_changes_nothing(
            rule in any_rule(),
            (votes, order) in prop::collection::vec(0_u64..60, 1..7).prop_flat_map(|votes| {
                let order: Vec<usize> = (0..votes.len()).collect();
                (Just(votes), Just(order).prop_shuffle())
            }),
            seats in 0_u64..30,
        ) {
            let result = apportion(rule, &votes, seats, None);
            let shuffled: Vec<u64> = order.iter().map(|list| votes[*list]).collect();
            let other = apportion(rule, &shuffled, seats, None);
            let back: Vec<u64> = order.iter().map(|list| result.seats[*list]).collect();
            prop_assert_eq!(other.seats, back);
        }

        #[test]
        fn a_copy_of_every_vote_changes_nothing_where_the_quota_does_not_round(
            rule in any_rule(), votes in prop::collection::vec(0_u64..60, 1..7), seats in 0_u64..30
        ) {
            prop_assume!(rule != ListRule::Droop);
            let twice: Vec<u64> = votes.iter().map(|votes| votes * 2).collect();
            let (one, two) = (apportion(rule, &votes, seats, None), apportion(rule, &twice, seats, None));
            prop_assert_eq!((one.seats, one.tie), (two.seats, two.tie));
        }
    }
}
