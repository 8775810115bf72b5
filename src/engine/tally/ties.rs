//! Ties are values: a count that needs a lot and has none stops and says so; nothing is drawn here.
//!
//! The lot is drawn in public after the box is closed (docs/FORMATS.md section 3, "Chance") and
//! comes in as a [`LotOrder`].

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use crate::contest::TiePolicy;
use crate::ids::OptionId;

/// A full order of option ids; of tied options the first wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotOrder {
    order: Vec<OptionId>,
    ranks: BTreeMap<OptionId, usize>,
}

/// An option that stands twice in a lot order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("option {0} stands twice in the lot order")]
pub struct TwiceInLot(pub OptionId);

impl LotOrder {
    /// The order `order`, first wins.
    ///
    /// # Errors
    /// [`TwiceInLot`] when an option is repeated.
    pub fn new(order: Vec<OptionId>) -> Result<Self, TwiceInLot> {
        let mut ranks = BTreeMap::new();
        for (rank, id) in order.iter().enumerate() {
            if ranks.insert(id.clone(), rank).is_some() {
                return Err(TwiceInLot(id.clone()));
            }
        }
        Ok(Self { order, ranks })
    }

    /// The ids, first wins.
    pub fn order(&self) -> &[OptionId] {
        &self.order
    }

    /// The place of `id`, 0 is the best; `None` when the order does not name it.
    pub fn rank(&self, id: &OptionId) -> Option<usize> {
        self.ranks.get(id).copied()
    }
}

/// What a lot would decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Which project is considered first.
    Fund,
    /// Which candidate or list gets a seat.
    Elect,
    /// Which candidate is taken out.
    Exclude,
    /// Whose surplus goes first.
    Transfer,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Purpose::Fund => "which project comes first",
            Purpose::Elect => "who is elected",
            Purpose::Exclude => "who is taken out",
            Purpose::Transfer => "whose surplus goes first",
        })
    }
}

/// A count stopped: these are tied, and no lot was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a lot is needed to say {purpose}, between {}", names(between))]
pub struct LotNeeded {
    /// The tied options, in ballot order.
    pub between: Vec<OptionId>,
    /// What the lot decides.
    pub purpose: Purpose,
}

fn names(ids: &[OptionId]) -> String {
    ids.iter().map(OptionId::as_str).collect::<Vec<_>>().join(", ")
}

/// Options equal in a rule's measure, put in order by the rule's policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The policy that put the first ahead of the second.
    pub by: TiePolicy,
    /// All the equal ones as 0-based ballot places, in the decided order.
    pub options: Vec<usize>,
    /// 0-based index into the outcome's rounds.
    pub round: usize,
}

/// Tied options, as ballot places, that no policy could tell apart and no lot was given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided(pub Vec<usize>);

/// The policies of one count together with what they look at.
#[derive(Debug, Clone, Copy)]
pub struct TieBreak<'a> {
    /// The policies, in order.
    pub policies: &'a [TiePolicy],
    /// Cost of each option.
    pub costs: &'a [u64],
    /// Votes (points, where points are counted) of each option.
    pub votes: &'a [i64],
    /// Rank of each option in the lot; `None` when there is no lot, or not for all of them.
    pub lot: Option<&'a [usize]>,
}

impl TieBreak<'_> {
    /// How two options compare under one policy; equal when the policy has nothing to say.
    fn compare_by(&self, policy: TiePolicy, a: usize, b: usize) -> Ordering {
        match policy {
            TiePolicy::Cheaper => self.costs[a].cmp(&self.costs[b]),
            TiePolicy::MoreVotes => self.votes[b].cmp(&self.votes[a]),
            TiePolicy::Lot => self.lot.map_or(Ordering::Equal, |rank| rank[a].cmp(&rank[b])),
        }
    }

    /// How two options compare under all policies.
    pub fn compare(&self, a: usize, b: usize) -> Ordering {
        let decided = |policy: &TiePolicy| self.compare_by(*policy, a, b);
        self.policies.iter().map(decided).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// The first policy that tells two options apart.
    pub fn decides(&self, a: usize, b: usize) -> Option<TiePolicy> {
        self.policies.iter().copied().find(|policy| self.compare_by(*policy, a, b).is_ne())
    }

    /// Puts tied options in order and says which policy put the first ahead of the second.
    ///
    /// # Errors
    /// [`Undecided`] when the first place is not decided.
    pub fn first_of(&self, mut tied: Vec<usize>, round: usize) -> Result<Tie, Undecided> {
        tied.sort_by(|&a, &b| self.compare(a, b).then(a.cmp(&b)));
        let first = tied[0];
        if let Some(by) = self.decides(first, tied[1]) {
            return Ok(Tie { by, options: tied, round });
        }
        tied.retain(|&other| self.compare(first, other).is_eq());
        Err(Undecided(tied))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<OptionId> {
        names.iter().map(|name| OptionId::parse(name).unwrap()).collect()
    }

    /// Two benches with equal votes: the cheaper comes first, and no lot is asked for.
    #[test]
    fn the_first_policy_that_tells_them_apart_decides() {
        let ties = TieBreak {
            policies: &[TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot],
            costs: &[50, 40, 40],
            votes: &[9, 3, 5],
            lot: Some(&[0, 1, 2]),
        };
        let tie = ties.first_of(vec![0, 1, 2], 4).unwrap();
        assert_eq!(tie, Tie { by: TiePolicy::MoreVotes, options: vec![2, 1, 0], round: 4 });
        assert_eq!(ties.decides(0, 1), Some(TiePolicy::Cheaper));
    }

    #[test]
    fn without_a_lot_the_tie_is_handed_back() {
        let ties = TieBreak {
            policies: &[TiePolicy::Cheaper, TiePolicy::Lot],
            costs: &[40, 40, 50],
            votes: &[1, 1, 1],
            lot: None,
        };
        assert_eq!(ties.first_of(vec![0, 1, 2], 0), Err(Undecided(vec![0, 1])));
        assert!(ties.first_of(vec![1, 2], 0).is_ok());
    }

    #[test]
    fn a_lot_order_names_an_option_once() {
        assert!(LotOrder::new(ids(&["a", "b", "a"])).is_err());
        let order = LotOrder::new(ids(&["b", "a"])).unwrap();
        assert_eq!(order.rank(&ids(&["a"])[0]), Some(1));
        assert_eq!(order.rank(&ids(&["c"])[0]), None);
    }

    #[test]
    fn a_needed_lot_says_between_whom_and_for_what() {
        let needed = LotNeeded { between: ids(&["3", "7"]), purpose: Purpose::Fund };
        assert_eq!(
            needed.to_string(),
            "a lot is needed to say which project comes first, between 3, 7"
        );
    }
}
