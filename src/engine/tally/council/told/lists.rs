//! A list election: what a file says about it, its seats, and how far every list was from one more.

use serde::{Deserialize, Serialize};

use crate::tally::council::lists::places::PlaceRule;
use crate::tally::council::lists::threshold::{Threshold, keep_majority};
use crate::tally::council::lists::{Apportionment, ListRule, apportion};

/// More seats than any council has.
pub const MOST_SEATS: u64 = 100_000;

/// More votes than any election has: what these do not win, no number does.
const MOST_VOTES: u64 = 1 << 50;

/// A list election as its file states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListElection {
    /// Votes of every list.
    pub votes: Vec<u64>,
    /// Seats to fill.
    pub seats: u64,
    /// What the lists are called; without it, their numbers.
    #[serde(default)]
    pub names: Option<Vec<String>>,
    /// How many candidates every list has.
    #[serde(default)]
    pub candidates_per_list: Option<Vec<u64>>,
    /// The share below which a list gets nothing.
    #[serde(default)]
    pub threshold: Option<Threshold>,
    /// Blank and invalid ballots, for a threshold of all ballots cast.
    #[serde(default)]
    pub not_for_lists: u64,
    /// Whether more than half of the votes is always more than half of the seats.
    #[serde(default)]
    pub keep_majority: bool,
    /// Who of a list is seated first.
    #[serde(default)]
    pub places: Option<PlaceRule>,
    /// Votes for the candidates of every list.
    #[serde(default)]
    pub preferences: Option<Vec<Vec<u64>>>,
}

/// Why a list election cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    /// Names, candidates or preferences of another number of lists than there are.
    #[error("there is not one entry per list")]
    OtherNumberOfLists,
    /// More than [`MOST_SEATS`].
    #[error("more than 100,000 seats")]
    TooManySeats,
    /// A threshold that is no share.
    #[error("the denominator of the threshold is zero")]
    ThresholdOfNothing,
}

impl ListElection {
    /// The same election if it can be counted.
    ///
    /// # Errors
    /// [`ListFault`].
    pub fn checked(self) -> Result<Self, ListFault> {
        let lists = Some(self.votes.len());
        let one_each = |number: Option<usize>| number.is_none() || number == lists;
        if !one_each(self.candidates_per_list.as_ref().map(Vec::len))
            || !one_each(self.preferences.as_ref().map(Vec::len))
            || !one_each(self.names.as_ref().map(Vec::len))
        {
            return Err(ListFault::OtherNumberOfLists);
        }
        if self.seats > MOST_SEATS {
            return Err(ListFault::TooManySeats);
        }
        match self.threshold {
            Some(threshold) if threshold.den == 0 => Err(ListFault::ThresholdOfNothing),
            Some(_) | None => Ok(self),
        }
    }

    /// What the lists are called.
    pub fn names(&self) -> Vec<String> {
        let numbered = || (1..=self.votes.len()).map(|list| list.to_string()).collect();
        self.names.clone().unwrap_or_else(numbered)
    }

    /// Votes that count for seats.
    pub fn counted(&self) -> Vec<u64> {
        match &self.threshold {
            Some(threshold) => threshold.apply(&self.votes, self.not_for_lists),
            None => self.votes.clone(),
        }
    }

    /// The seats under `rule`.
    pub fn apportion(&self, rule: ListRule) -> Apportionment {
        let votes = self.counted();
        let found = apportion(rule, &votes, self.seats, self.candidates_per_list.as_deref());
        if self.keep_majority { keep_majority(found, &votes, self.seats) } else { found }
    }

    /// For every list the fewest more votes, all others as they are, with which it would certainly
    /// have one seat more. `None` where no number of votes would do: the list has no more
    /// candidates, or there are no more seats.
    pub fn missing(&self, rule: ListRule) -> Vec<Option<u64>> {
        let now = self.apportion(rule);
        (0..self.votes.len()).map(|list| self.missing_of(rule, list, now.seats[list])).collect()
    }

    fn missing_of(&self, rule: ListRule, list: usize, now: u64) -> Option<u64> {
        let mut other = self.clone();
        let mut wins = |more: u64| {
            let votes = self.votes[list].checked_add(more)?;
            other.votes[list] = votes;
            Some(other.apportion(rule).seats[list] > now)
        };
        let mut enough = 1_u64;
        while !wins(enough)? {
            if enough > MOST_VOTES {
                return None;
            }
            enough *= 2;
        }
        // `enough / 2` was too few, and more votes never cost a list a seat.
        let (mut too_few, mut enough) = (enough / 2, enough);
        while too_few + 1 < enough {
            let middle = too_few + (enough - too_few) / 2;
            if wins(middle)? { enough = middle } else { too_few = middle }
        }
        Some(enough)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lists(votes: &[u64], seats: u64) -> ListElection {
        ListElection {
            votes: votes.to_vec(),
            seats,
            names: None,
            candidates_per_list: None,
            threshold: None,
            not_for_lists: 0,
            keep_majority: false,
            places: None,
            preferences: None,
        }
    }

    /// 100, 80 and 30 votes, eight seats, D'Hondt: 4, 3 and 1. The last seat went at 25 (100/4), so a list
    /// wins it when its next quotient is above 25, or, once that seat is its own, the next lowest.
    #[test]
    fn the_distance_to_the_next_seat_can_be_checked_with_a_pencil() {
        let election = lists(&[100, 80, 30], 8);
        assert_eq!(election.apportion(ListRule::Dhondt).seats, [4, 3, 1]);
        // 101/4 > 25: the second list needs more than 4 x 25 votes, the third more than 2 x 25.
        assert_eq!(election.missing(ListRule::Dhondt), [Some(34), Some(21), Some(21)]);
    }

    #[test]
    fn a_list_whose_candidates_are_all_seated_can_win_no_more() {
        let mut election = lists(&[100, 80], 2);
        election.candidates_per_list = Some(vec![1, 1]);
        assert_eq!(election.missing(ListRule::Dhondt), [None, None]);
        assert_eq!(lists(&[], 3).missing(ListRule::Hare), []);
    }

    #[test]
    fn under_a_threshold_the_distance_counts_the_threshold() {
        let mut election = lists(&[900, 90, 10], 9);
        let threshold = r#"{"num": 5, "den": 100, "reach": "at_least", "base": "valid"}"#;
        election.threshold = Some(serde_json::from_str(threshold).unwrap());
        // Its first quotient must be above 900/15 = 60 (Sainte-Laguë) or 900/9 = 100 (D'Hondt); of 30
        // votes in 100 the threshold asks for more than that.
        assert_eq!(election.missing(ListRule::SainteLague)[2], Some(51));
        assert_eq!(election.missing(ListRule::Dhondt)[2], Some(91));
        election.threshold = Some(serde_json::from_str(&threshold.replace('5', "30")).unwrap());
        // (10 + x) / (1000 + x) >= 30/100 from 415 on.
        assert_eq!(election.missing(ListRule::SainteLague)[2], Some(415));
    }

    proptest! {
        #[test]
        fn one_vote_less_is_not_enough(
            votes in prop::collection::vec(0_u64..500, 1..6), seats in 1_u64..12,
        ) {
            let election = lists(&votes, seats);
            for rule in ListRule::ALL {
                let now = election.apportion(rule);
                for (list, missing) in election.missing(rule).into_iter().enumerate() {
                    let Some(missing) = missing else { continue };
                    let with = |more: u64| {
                        let mut other = election.clone();
                        other.votes[list] += more;
                        other.apportion(rule).seats[list]
                    };
                    prop_assert!(with(missing) > now.seats[list]);
                    prop_assert!(with(missing - 1) <= now.seats[list]);
                }
            }
        }
    }
}
