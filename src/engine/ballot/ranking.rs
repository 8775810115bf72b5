//! Ranking: up to `max` options in order, best first; those left out are equal and last.

use super::{BallotFault, indexes};

/// The order as given.
pub(super) fn parse(count: usize, max: u32, order: &[u32]) -> Result<Vec<u32>, Vec<BallotFault>> {
    let mut faults = Vec::new();
    let ranked = indexes::check(count, order, &mut faults);
    indexes::at_most(max, ranked.len(), &mut faults);
    indexes::unless(faults, order.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_kept() {
        assert_eq!(parse(4, 3, &[3, 0, 1]), Ok(vec![3, 0, 1]));
        assert_eq!(
            parse(4, 3, &[3, 0, 1, 2]),
            Err(vec![BallotFault::TooMany { chosen: 4, max: 3 }])
        );
        assert_eq!(parse(4, 3, &[0, 0]), Err(vec![BallotFault::Repeated { index: 0 }]));
    }
}
