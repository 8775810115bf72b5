//! Motion: yes, no or abstain. Abstaining is an answer; a blank ballot is none.

use super::{BallotFault, choose_one};

/// One side of a motion, in the order in which its options stand on the ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// For it.
    Yes,
    /// Against it.
    No,
    /// Neither.
    Abstain,
}

impl Side {
    /// The side at an index of the motion's options.
    pub fn from_index(index: u32) -> Option<Self> {
        match index {
            0 => Some(Self::Yes),
            1 => Some(Self::No),
            2 => Some(Self::Abstain),
            _ => None,
        }
    }
}

/// The index of the one side taken, or none.
pub(super) fn parse(marks: &[u32]) -> Result<Vec<u32>, Vec<BallotFault>> {
    choose_one::parse(3, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motion_has_three_sides() {
        assert_eq!(parse(&[2]), Ok(vec![2]));
        assert_eq!(parse(&[3]), Err(vec![BallotFault::Unknown { index: 3 }]));
        assert_eq!(Side::from_index(0), Some(Side::Yes));
        assert_eq!(Side::from_index(3), None);
    }
}
