//! Choose one: a single mark.

use super::{BallotFault, indexes};

/// The one mark, or none.
pub(super) fn parse(count: usize, marks: &[u32]) -> Result<Vec<u32>, Vec<BallotFault>> {
    let mut faults = Vec::new();
    let chosen = indexes::check(count, marks, &mut faults);
    indexes::at_most(1, chosen.len(), &mut faults);
    indexes::unless(faults, chosen.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mark_is_a_ballot_and_two_are_not() {
        assert_eq!(parse(3, &[2]), Ok(vec![2]));
        assert_eq!(parse(3, &[]), Ok(vec![]));
        assert_eq!(parse(3, &[0, 2]), Err(vec![BallotFault::TooMany { chosen: 2, max: 1 }]));
        assert_eq!(parse(3, &[3]), Err(vec![BallotFault::Unknown { index: 3 }]));
    }
}
