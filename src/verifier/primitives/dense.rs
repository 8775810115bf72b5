//! Dense encodings: every ballot of a kind has a number below the count of all of them.
//!
//! Not used by a Stage A bundle; `morada-verify vectors` checks them so that Stage B can rest on
//! two implementations. Convention, for all three kinds: fewer marks first, then dictionary order.

use num_bigint::BigUint;
use num_traits::{One, Zero};

/// `n` choose `k`.
fn choose(n: u64, k: u64) -> BigUint {
    if k > n {
        return BigUint::zero();
    }
    // After each step the product is itself a binomial, so every division is exact.
    (0..k.min(n - k)).fold(BigUint::one(), |product, i| product * (n - i) / (i + 1))
}

/// `n` times `n - 1` and so on, `k` factors.
fn falling(n: u64, k: u64) -> BigUint {
    (0..k).fold(BigUint::one(), |product, i| product * n.saturating_sub(i))
}

/// How many sets of at most `k` of `m` options there are.
pub fn count_subsets(m: u64, k: u64) -> BigUint {
    (0..=k).map(|size| choose(m, size)).sum()
}

/// The number of a set given by its ascending indexes.
pub fn rank_subset(m: u64, set: &[u64]) -> Option<BigUint> {
    let ascending = set.windows(2).all(|pair| pair[0] < pair[1]);
    if !ascending || set.last().is_some_and(|last| *last >= m) {
        return None;
    }
    let size = set.len() as u64;
    let mut rank: BigUint = (0..size).map(|smaller| choose(m, smaller)).sum();
    let mut next = 0;
    for (index, left) in set.iter().zip((0..size).rev()) {
        rank += (next..*index).map(|earlier| choose(m - earlier - 1, left)).sum::<BigUint>();
        next = index + 1;
    }
    Some(rank)
}

/// How many ways there are to give at most `total` points to `m` options.
pub fn count_points(m: u64, total: u64) -> BigUint {
    choose(m + total, m)
}

/// The number of a division of points, in dictionary order of the list of points.
pub fn rank_points(total: u64, points: &[u64]) -> Option<BigUint> {
    let mut rank = BigUint::zero();
    let mut left = total;
    for (given, others) in points.iter().zip((0..points.len() as u64).rev()) {
        let rest = left.checked_sub(*given)?;
        rank += (0..*given).map(|fewer| count_points(others, left - fewer)).sum::<BigUint>();
        left = rest;
    }
    Some(rank)
}

/// How many rankings of up to `length` of `m` options there are.
pub fn count_rankings(m: u64, length: u64) -> BigUint {
    (0..=length).map(|size| falling(m, size)).sum()
}

/// The number of a ranking given by its indexes, best first.
pub fn rank_ranking(m: u64, ranking: &[u64]) -> Option<BigUint> {
    let size = ranking.len() as u64;
    let mut free: Vec<u64> = (0..m).collect();
    let mut within = BigUint::zero();
    for index in ranking {
        let place = free.binary_search(index).ok()?;
        within = within * free.len() + place;
        free.remove(place);
    }
    Some((0..size).map(|shorter| falling(m, shorter)).sum::<BigUint>() + within)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All ballots of small contests, written down in order, have the numbers 0, 1, 2, …
    #[test]
    fn small_contests_are_numbered_without_a_gap() {
        let subsets: [&[u64]; 7] = [&[], &[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2]];
        for (number, set) in subsets.iter().enumerate() {
            assert_eq!(rank_subset(3, set), Some(BigUint::from(number)));
        }
        assert_eq!(count_subsets(3, 2), BigUint::from(7_u8));

        let points: [&[u64]; 6] = [&[0, 0], &[0, 1], &[0, 2], &[1, 0], &[1, 1], &[2, 0]];
        for (number, division) in points.iter().enumerate() {
            assert_eq!(rank_points(2, division), Some(BigUint::from(number)));
        }
        assert_eq!(count_points(2, 2), BigUint::from(6_u8));

        let rankings: [&[u64]; 10] =
            [&[], &[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 0], &[1, 2], &[2, 0], &[2, 1]];
        for (number, ranking) in rankings.iter().enumerate() {
            assert_eq!(rank_ranking(3, ranking), Some(BigUint::from(number)));
        }
        assert_eq!(count_rankings(3, 2), BigUint::from(10_u8));
    }

    #[test]
    fn what_is_no_ballot_has_no_number() {
        assert_eq!(rank_subset(3, &[1, 1]), None);
        assert_eq!(rank_subset(3, &[3]), None);
        assert_eq!(rank_points(2, &[2, 1]), None);
        assert_eq!(rank_ranking(3, &[1, 1]), None);
    }
}
