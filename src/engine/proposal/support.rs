//! Support: how many each person may give, and how a merge counts everybody once.

use std::collections::BTreeSet;

/// Why a support is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// They support as many as the rules allow.
    #[error("supports {given} proposals, the most the rules allow")]
    AllGiven {
        /// How many.
        given: u64,
    },
}

/// Whether somebody who supports `given` others may support one more; `most` of 0 sets no limit.
///
/// # Errors
/// [`NotTaken`].
pub fn one_more(given: u64, most: u64) -> Result<(), NotTaken> {
    if most > 0 && given >= most { Err(NotTaken::AllGiven { given }) } else { Ok(()) }
}

/// Everybody who supports one of several proposals that become one: each counted once.
pub fn together<'a, Who: Ord + 'a>(
    supporters: impl IntoIterator<Item = &'a BTreeSet<Who>>,
) -> BTreeSet<&'a Who> {
    supporters.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn five_of_five_are_given_and_the_sixth_waits() {
        assert_eq!(one_more(4, 5), Ok(()));
        assert_eq!(one_more(5, 5), Err(NotTaken::AllGiven { given: 5 }));
        assert_eq!(one_more(5_000, 0), Ok(()));
    }

    /// Ana supports both, Bo and Cy one each: together they are three.
    #[test]
    fn whoever_supports_both_of_a_merge_is_one() {
        let memorial = BTreeSet::from(["ana", "bo"]);
        let plaque = BTreeSet::from(["ana", "cy"]);
        assert_eq!(together([&memorial, &plaque]).len(), 3);
    }

    proptest! {
        #[test]
        fn a_merge_has_at_least_its_largest_part_and_at_most_the_sum(
            parts in prop::collection::vec(prop::collection::btree_set(0_u8..40, 0..30), 0..5),
        ) {
            let all = together(&parts).len();
            prop_assert!(all >= parts.iter().map(BTreeSet::len).max().unwrap_or(0));
            prop_assert!(all <= parts.iter().map(BTreeSet::len).sum());
        }
    }
}
