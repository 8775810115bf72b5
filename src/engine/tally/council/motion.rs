//! Motions: adopted or not, by quorum, base, threshold and strictness, with the reason.
//!
//! Source: the rule objects of the councils in COUNCIL.md sections 4 and 7. Members who are absent,
//! excused, abstaining, silent, invalid or kept out by a conflict of interest are different facts and
//! stay apart; in Liège's vote of 2020 one deputy mayor abstained and another had left the room.

use serde::{Deserialize, Serialize};

/// A share that has to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Numerator.
    pub num: u64,
    /// Denominator, at least 1.
    pub den: u64,
    /// Whether only more than the share is enough.
    pub strict: bool,
}

impl Share {
    /// The fewest that reach this share of `base`.
    pub fn least(&self, base: u64) -> u64 {
        let product = u128::from(self.num) * u128::from(base);
        let den = u128::from(self.den.max(1));
        let least = if self.strict { product / den + 1 } else { product.div_ceil(den) };
        u64::try_from(least).unwrap_or(u64::MAX)
    }
}

/// What the votes in favour are measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Yes and no.
    YesNo,
    /// Yes, no and abstentions: the votes cast.
    YesNoAbstain,
    /// Everybody present who may vote.
    Present,
    /// Members in office.
    Members,
    /// Seats by statute, vacant ones included.
    StatutorySeats,
}

/// The majority that a motion needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Majority {
    /// Numerator.
    pub num: u64,
    /// Denominator, at least 1.
    pub den: u64,
    /// Whether only more than the share is enough.
    pub strict: bool,
    /// What the share is taken of.
    pub base: Base,
}

impl Majority {
    /// More yes than no: the only majority that a casting vote can complete.
    pub fn is_simple(&self) -> bool {
        let half = self.num * 2 == self.den && self.strict;
        half && self.base == Base::YesNo
    }

    fn share(&self) -> Share {
        Share { num: self.num, den: self.den, strict: self.strict }
    }
}

/// How a body decides motions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotionRule {
    /// The share of members in office that must be present.
    pub quorum: Share,
    /// The majority needed.
    pub majority: Majority,
    /// Whether the chair decides a tie under a simple majority.
    #[serde(default)]
    pub casting_vote: bool,
}

/// A vote for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In favour.
    Yes,
    /// Against.
    No,
}

/// What was seen in the room, every fact by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotionFacts {
    /// Members in office.
    pub members: u64,
    /// Present and entitled to vote on this motion.
    pub present: u64,
    /// In favour.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Abstaining.
    pub abstain: u64,
    /// Papers that nobody can read as a vote.
    pub invalid: u64,
    /// Present and silent.
    pub not_voting: u64,
    /// Absent without notice.
    #[serde(default)]
    pub absent: u64,
    /// Absent with notice.
    #[serde(default)]
    pub excused: u64,
    /// In the room but kept out of this motion by a conflict of interest.
    #[serde(default)]
    pub conflict: u64,
    /// Seats by statute, where the rule counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_seats: Option<u64>,
    /// How the chair decides a tie, where the rule lets the chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Side>,
}

/// Why facts contradict themselves or the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FactsFault {
    /// Yes, no, abstaining, invalid and silent are not everybody present.
    #[error("{counted} votes, abstentions and silences of {present} present")]
    Present {
        /// What the sum is.
        counted: u64,
        /// What was said to be present.
        present: u64,
    },
    /// More people than members in office.
    #[error("{people} people in a body of {members} members")]
    Members {
        /// Present, absent, excused and kept out.
        people: u64,
        /// Members in office.
        members: u64,
    },
    /// The rule counts statutory seats and none are given.
    #[error("the rule counts statutory seats, and their number is missing")]
    StatutorySeats,
}

impl MotionFacts {
    /// Checks that everybody is counted once.
    ///
    /// `members` of zero means an electorate without a list, as in a referendum.
    ///
    /// # Errors
    /// [`FactsFault`], the first contradiction.
    pub fn check(&self, rule: &MotionRule) -> Result<(), FactsFault> {
        let sum = |parts: &[u64]| parts.iter().fold(0_u64, |sum, part| sum.saturating_add(*part));
        let counted = sum(&[self.yes, self.no, self.abstain, self.invalid, self.not_voting]);
        if counted != self.present {
            return Err(FactsFault::Present { counted, present: self.present });
        }
        let people = sum(&[self.present, self.absent, self.excused, self.conflict]);
        if self.members > 0 && people > self.members {
            return Err(FactsFault::Members { people, members: self.members });
        }
        if rule.majority.base == Base::StatutorySeats && self.statutory_seats.is_none() {
            return Err(FactsFault::StatutorySeats);
        }
        Ok(())
    }

    fn base(&self, base: Base) -> u64 {
        match base {
            Base::YesNo => self.yes + self.no,
            Base::YesNoAbstain => self.yes + self.no + self.abstain,
            Base::Present => self.present,
            Base::Members => self.members,
            Base::StatutorySeats => self.statutory_seats.unwrap_or(self.members),
        }
    }
}

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It passed.
    Adopted,
    /// It did not.
    Rejected,
    /// Too few were there to decide anything.
    NoQuorum,
}

/// Why, with the numbers that a resident can check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Reason {
    /// Fewer were present than `needed`.
    TooFewPresent {
        /// Who was present.
        present: u64,
        /// The fewest that make a quorum.
        needed: u64,
    },
    /// Nobody voted yes or no.
    NobodyVoted,
    /// The votes in favour against those needed.
    Votes {
        /// In favour.
        yes: u64,
        /// The fewest that would pass.
        needed: u64,
        /// What that share was taken of.
        base: u64,
    },
    /// As many for as against, and the chair decided.
    CastingVote {
        /// How.
        chair: Side,
    },
    /// As many for as against, the chair has the casting vote and did not use it.
    ChairSilent,
}

/// The decision and its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionOutcome {
    /// What became of it.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
}

/// Decides a motion. A tie is a rejection unless the rule gives the chair the casting vote.
pub fn decide(rule: &MotionRule, facts: &MotionFacts) -> MotionOutcome {
    let needed = rule.quorum.least(facts.members);
    if facts.present < needed {
        let reason = Reason::TooFewPresent { present: facts.present, needed };
        return MotionOutcome { decision: Decision::NoQuorum, reason };
    }
    if facts.yes + facts.no == 0 {
        return MotionOutcome { decision: Decision::Rejected, reason: Reason::NobodyVoted };
    }
    if facts.yes == facts.no && rule.casting_vote && rule.majority.is_simple() {
        let (decision, reason) = match facts.chair {
            Some(Side::Yes) => (Decision::Adopted, Reason::CastingVote { chair: Side::Yes }),
            Some(Side::No) => (Decision::Rejected, Reason::CastingVote { chair: Side::No }),
            None => (Decision::Rejected, Reason::ChairSilent),
        };
        return MotionOutcome { decision, reason };
    }
    let base = facts.base(rule.majority.base);
    let needed = rule.majority.share().least(base);
    let adopted = facts.yes >= needed;
    let decision = if adopted { Decision::Adopted } else { Decision::Rejected };
    MotionOutcome { decision, reason: Reason::Votes { yes: facts.yes, needed, base } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HALF_THE_MEMBERS: Share = Share { num: 1, den: 2, strict: true };

    fn rule(num: u64, den: u64, strict: bool, base: Base) -> MotionRule {
        let majority = Majority { num, den, strict, base };
        MotionRule { quorum: HALF_THE_MEMBERS, majority, casting_vote: false }
    }

    fn facts(yes: u64, no: u64, abstain: u64) -> MotionFacts {
        MotionFacts {
            members: 21,
            present: yes + no + abstain,
            yes,
            no,
            abstain,
            ..Default::default()
        }
    }

    /// 21 members, 14 present: 6 yes, 5 no, 3 abstain. A simple majority passes; of the votes cast
    /// (14) it would take 8, of the members (21) it would take 11, and two thirds of 11 are 8.
    #[test]
    fn the_same_votes_pass_or_fail_by_their_base() {
        let votes = facts(6, 5, 3);
        let decided = |rule| {
            let outcome = decide(&rule, &votes);
            let Reason::Votes { needed, .. } = outcome.reason else { panic!("votes decide") };
            (outcome.decision, needed)
        };
        assert_eq!(decided(rule(1, 2, true, Base::YesNo)), (Decision::Adopted, 6));
        assert_eq!(decided(rule(1, 2, true, Base::YesNoAbstain)), (Decision::Rejected, 8));
        assert_eq!(decided(rule(1, 2, true, Base::Present)), (Decision::Rejected, 8));
        assert_eq!(decided(rule(1, 2, true, Base::Members)), (Decision::Rejected, 11));
        assert_eq!(decided(rule(2, 3, false, Base::YesNo)), (Decision::Rejected, 8));
    }

    #[test]
    fn ten_of_twenty_one_are_no_quorum_and_eleven_are() {
        let simple = rule(1, 2, true, Base::YesNo);
        let outcome = decide(&simple, &facts(10, 0, 0));
        assert_eq!(outcome.decision, Decision::NoQuorum);
        assert_eq!(outcome.reason, Reason::TooFewPresent { present: 10, needed: 11 });
        assert_eq!(decide(&simple, &facts(11, 0, 0)).decision, Decision::Adopted);
    }

    #[test]
    fn a_tie_is_a_rejection_unless_the_chair_may_decide() {
        let mut simple = rule(1, 2, true, Base::YesNo);
        let mut tied = facts(6, 6, 0);
        assert_eq!(decide(&simple, &tied).decision, Decision::Rejected);
        simple.casting_vote = true;
        assert_eq!(decide(&simple, &tied).reason, Reason::ChairSilent);
        tied.chair = Some(Side::Yes);
        assert_eq!(decide(&simple, &tied).decision, Decision::Adopted);
        tied.chair = Some(Side::No);
        assert_eq!(decide(&simple, &tied).reason, Reason::CastingVote { chair: Side::No });

        let mut absolute = rule(1, 2, true, Base::Members);
        absolute.casting_vote = true;
        tied.chair = Some(Side::Yes);
        assert_eq!(decide(&absolute, &tied).decision, Decision::Rejected);
    }

    #[test]
    fn two_thirds_reached_exactly_pass_only_when_reaching_is_enough() {
        assert_eq!(
            decide(&rule(2, 3, false, Base::YesNo), &facts(8, 4, 0)).decision,
            Decision::Adopted
        );
        assert_eq!(
            decide(&rule(2, 3, true, Base::YesNo), &facts(8, 4, 0)).decision,
            Decision::Rejected
        );
    }

    #[test]
    fn a_motion_that_nobody_votes_on_is_rejected() {
        let outcome = decide(&rule(0, 1, false, Base::YesNo), &facts(0, 0, 12));
        assert_eq!(outcome.reason, Reason::NobodyVoted);
        let empty = MotionRule {
            quorum: Share { num: 0, den: 1, strict: false },
            ..rule(1, 2, true, Base::YesNo)
        };
        assert_eq!(decide(&empty, &MotionFacts::default()).decision, Decision::Rejected);
    }

    #[test]
    fn everybody_is_counted_once() {
        let rule = rule(1, 2, true, Base::StatutorySeats);
        let mut seen = facts(6, 5, 3);
        assert_eq!(seen.check(&rule), Err(FactsFault::StatutorySeats));
        seen.statutory_seats = Some(23);
        assert_eq!(seen.check(&rule), Ok(()));
        seen.excused = 8;
        assert_eq!(seen.check(&rule), Err(FactsFault::Members { people: 22, members: 21 }));
        seen.yes = 7;
        assert_eq!(seen.check(&rule), Err(FactsFault::Present { counted: 15, present: 14 }));
    }

    proptest! {
        #[test]
        fn a_vote_more_in_favour_never_turns_a_motion_down(
            yes in 0_u64..20, no in 0_u64..20, abstain in 0_u64..5,
            num in 0_u64..4, den in 1_u64..4, strict in any::<bool>(), members in 0_u64..60,
            base in prop::sample::select(vec![Base::YesNo, Base::YesNoAbstain, Base::Present, Base::Members]),
        ) {
            prop_assume!(num <= den);
            let rule = rule(num, den, strict, base);
            let at = |yes| MotionFacts { members, ..facts(yes, no, abstain) };
            let before = decide(&rule, &at(yes)).decision;
            let after = decide(&rule, &at(yes + 1)).decision;
            prop_assert!(before != Decision::Adopted || after == Decision::Adopted);
        }

        #[test]
        fn the_fewest_that_reach_a_share_reach_it_and_one_less_does_not(
            num in 0_u64..9, den in 1_u64..9, strict in any::<bool>(), base in 0_u64..1_000
        ) {
            let share = Share { num, den, strict };
            let reaches = |n: u64| if strict { n * den > num * base } else { n * den >= num * base };
            let least = share.least(base);
            prop_assert!(reaches(least));
            prop_assert!(least == 0 || !reaches(least - 1));
        }
    }
}
