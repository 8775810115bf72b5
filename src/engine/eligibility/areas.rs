//! Which areas a voter may choose in: their own, their own and some others, or any.
//!
//! Source: Barcelona's budget, where a voter chooses in up to two districts, "own + one other"
//! (COUNCIL.md section 2). It is configuration of a process, not a property of a person.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Where a voter may vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaChoice {
    /// In the own area only.
    Own,
    /// In the own area and up to so many others.
    OwnAndOthers(u32),
    /// In any areas, up to so many.
    Any(u32),
}

impl AreaChoice {
    /// Whether somebody of area `own` may vote in exactly the areas `chosen`.
    pub fn allows(self, own: &str, chosen: &BTreeSet<String>) -> bool {
        let others = chosen.iter().filter(|area| area.as_str() != own).count();
        match self {
            Self::Own => others == 0,
            Self::OwnAndOthers(most) => others <= most as usize,
            Self::Any(most) => chosen.len() <= most as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn own_and_one_other_is_two_areas_of_which_one_is_the_own() {
        let choice = AreaChoice::OwnAndOthers(1);
        assert!(choice.allows("d1", &areas(&["d1", "d2"])));
        assert!(choice.allows("d1", &areas(&["d2"])));
        assert!(!choice.allows("d1", &areas(&["d2", "d3"])));
    }

    #[test]
    fn own_only_and_any_are_the_two_ends() {
        assert!(AreaChoice::Own.allows("d1", &areas(&["d1"])));
        assert!(!AreaChoice::Own.allows("d1", &areas(&["d2"])));
        assert!(AreaChoice::Any(2).allows("d1", &areas(&["d2", "d3"])));
        assert!(!AreaChoice::Any(2).allows("d1", &areas(&["d1", "d2", "d3"])));
        assert!(AreaChoice::Own.allows("d1", &areas(&[])));
    }
}
