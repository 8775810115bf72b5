//! A ballot box small enough to count by hand: what the tests of the rankings' rules are written in.

use proptest::prelude::*;

use super::rankings::Rankings;

/// How many stand in the boxes of [`boxed`].
pub const CANDIDATES: usize = 5;

/// So many equal papers each, with what they rank.
pub type Groups = Vec<(u64, Vec<u16>)>;

/// Papers written down in a test.
pub fn ballots(candidates: usize, groups: &[(u64, &[u16])]) -> Rankings {
    Rankings::from_groups(candidates, groups).unwrap()
}

/// Any papers: each ranks one of the five at least.
pub fn some_groups() -> impl Strategy<Value = Groups> {
    let ranking = (Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle(), 1_usize..6)
        .prop_map(|(all, length)| all[..length].to_vec());
    prop::collection::vec((1_u64..20, ranking), 0..20)
}

/// The box with `groups` in it.
pub fn boxed(groups: &Groups) -> Rankings {
    let groups: Vec<_> = groups.iter().map(|(n, r)| (*n, r.as_slice())).collect();
    ballots(CANDIDATES, &groups)
}
