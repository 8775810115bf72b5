//! Thresholds: lists with too small a share get no seat; a list with most votes keeps most seats.
//!
//! A threshold says three things that statutes differ in: the share, whether reaching it is enough,
//! and of what the share is taken.

use serde::{Deserialize, Serialize};

use super::{Apportionment, Earned};

/// What a share is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Votes for lists.
    Valid,
    /// All ballots cast: valid, blank and invalid.
    Cast,
}

/// Whether a share equal to the threshold passes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Reaching it is enough: "at least 5 per cent".
    AtLeast,
    /// Only more is enough: "more than 5 per cent".
    MoreThan,
}

/// The share that a list needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Numerator of the share.
    pub num: u64,
    /// Denominator of the share.
    pub den: u64,
    /// Whether reaching it is enough.
    pub reach: Reach,
    /// What the share is taken of.
    pub base: Base,
}

impl Threshold {
    /// Whether `votes` pass.
    ///
    /// `valid` are the votes for all lists, `not_for_lists` the blank and invalid ballots.
    pub fn passes(&self, votes: u64, valid: u128, not_for_lists: u64) -> bool {
        let base = match self.base {
            Base::Valid => valid,
            Base::Cast => valid + u128::from(not_for_lists),
        };
        let (share, needed) =
            (u128::from(votes) * u128::from(self.den), base * u128::from(self.num));
        match self.reach {
            Reach::AtLeast => share >= needed,
            Reach::MoreThan => share > needed,
        }
    }

    /// The votes that count for seats: those of lists that pass, zero for the others.
    pub fn apply(&self, votes: &[u64], not_for_lists: u64) -> Vec<u64> {
        let valid = votes.iter().map(|votes| u128::from(*votes)).sum();
        let counts =
            |votes: &u64| if self.passes(*votes, valid, not_for_lists) { *votes } else { 0 };
        votes.iter().map(counts).collect()
    }
}

/// The absolute-majority clause: a list with more than half of the votes has more than half of the
/// seats.
///
/// When it has not, one seat that was given for a remainder or by the last quotients passes to it:
/// the last one given to another list. A tie for the last seats is decided in its favour first.
/// Source: the form of section 22(4) of the Hessian municipal election law.
#[must_use]
pub fn keep_majority(mut result: Apportionment, votes: &[u64], seats: u64) -> Apportionment {
    let all: u128 = votes.iter().map(|votes| u128::from(*votes)).sum();
    let Some(list) = votes.iter().position(|votes| u128::from(*votes) * 2 > all) else {
        return result;
    };
    while result.seats[list] * 2 <= seats {
        if let Some(mut tie) = result.tie.take() {
            tie.lists.retain(|tied| *tied != list);
            tie.seats_to_draw -= 1;
            result.tie = (tie.seats_to_draw > 0).then_some(tie);
        } else {
            let passed_on = result.awards.iter().rposition(|award| award.list != list);
            let Some(last) = passed_on else { break };
            let from = result.awards.remove(last);
            result.seats[from.list] -= 1;
        }
        result.award(list, Earned::Majority);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::{ListRule, apportion};
    use super::*;

    fn five_per_cent(reach: Reach, base: Base) -> Threshold {
        Threshold { num: 5, den: 100, reach, base }
    }

    /// 5 of 100 votes are exactly 5 per cent; with 10 blank ballots they are 5 of 110.
    #[test]
    fn exactly_five_per_cent_pass_or_not_as_the_rule_says() {
        let votes = [60, 35, 5];
        let kept = |reach, base| five_per_cent(reach, base).apply(&votes, 10)[2];
        assert_eq!(kept(Reach::AtLeast, Base::Valid), 5);
        assert_eq!(kept(Reach::MoreThan, Base::Valid), 0);
        assert_eq!(kept(Reach::AtLeast, Base::Cast), 0);
    }

    #[test]
    fn nobody_voted_so_nobody_has_more_than_five_per_cent() {
        assert_eq!(five_per_cent(Reach::MoreThan, Base::Valid).apply(&[0, 0], 0), [0, 0]);
    }

    /// 51 of 100 votes, five seats, quota 20: two full quotas and a remainder of 11, while the others
    /// have remainders of 17, 16 and 16. With the clause the last of these three seats moves.
    #[test]
    fn more_than_half_of_the_votes_keep_more_than_half_of_the_seats() {
        let votes = [51, 17, 16, 16];
        let result = apportion(ListRule::Hare, &votes, 5, None);
        assert_eq!(result.seats, [2, 1, 1, 1]);
        let result = keep_majority(result, &votes, 5);
        assert_eq!(result.seats, [3, 1, 1, 0]);
    }

    #[test]
    fn a_tie_is_decided_for_the_majority_first() {
        let votes = [3, 1, 1];
        let mut result = Apportionment::nothing(3);
        result.award(0, Earned::Quota);
        result.tie = Some(super::super::ListTie { lists: vec![0, 1, 2], seats_to_draw: 2 });
        let result = keep_majority(result, &votes, 3);
        assert_eq!(result.seats, [2, 0, 0]);
        let tie = result.tie.unwrap();
        assert_eq!((tie.lists.as_slice(), tie.seats_to_draw), (&[1, 2][..], 1));
    }

    #[test]
    fn without_a_majority_nothing_changes() {
        let result = apportion(ListRule::Hare, &[50, 50], 3, None);
        assert_eq!(keep_majority(result.clone(), &[50, 50], 3), result);
    }
}
