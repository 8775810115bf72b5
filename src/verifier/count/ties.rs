//! Ties: options equal in a rule's measure are put in order by policies, the last of which is a lot.

use std::cmp::Ordering;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Counting, map, text};
use crate::papers::{Contest, TiePolicy};
use crate::primitives::canonical::Value;

/// The place of every option in the drawn order; of two the lower wins.
pub struct Lots(Vec<usize>);

impl Lots {
    /// The places that an order of ids gives the options of a contest.
    pub fn of(contest: &Contest, order: &[String]) -> Self {
        let places: BTreeMap<&str, usize> =
            order.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
        // An option that the order lacks would lose every lot; V16 says that it is lacking.
        let place = |id: &str| places.get(id).copied().unwrap_or(usize::MAX);
        Self(contest.options.iter().map(|option| place(&option.id)).collect())
    }
}

/// A tie that was met.
#[derive(Debug, PartialEq, Eq)]
pub struct Tie {
    /// The equal options in the decided order.
    pub options: Vec<usize>,
    /// The policy that put the first ahead of the second.
    pub by: TiePolicy,
    /// The round in which it was decided.
    pub round: usize,
}

impl Tie {
    /// Puts equal options in order.
    pub fn settle(
        counting: &Counting<'_>,
        policies: &[TiePolicy],
        mut options: Vec<usize>,
        round: usize,
    ) -> Self {
        options.sort_by(|a, b| {
            let by_policy = |policy: &TiePolicy| compare(counting, *policy, *a, *b);
            policies.iter().map(by_policy).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
        let tells_apart =
            |policy: &&TiePolicy| compare(counting, **policy, options[0], options[1]).is_ne();
        let by = policies.iter().find(tells_apart).copied().unwrap_or(TiePolicy::Lot);
        Self { options, by, round }
    }

    /// Its record.
    pub fn write(&self, contest: &Contest) -> Value<'static> {
        let by = match self.by {
            TiePolicy::Cheaper => "cheaper",
            TiePolicy::MoreVotes => "more_votes",
            TiePolicy::Lot => "lot",
        };
        let ids = self.options.iter().map(|option| text(&contest.options[*option].id));
        let round = Value::Int(self.round as u64);
        map(vec![("by", text(by)), ("options", Value::List(ids.collect())), ("round", round)])
    }
}

fn compare(counting: &Counting<'_>, policy: TiePolicy, a: usize, b: usize) -> Ordering {
    let (options, votes) = (&counting.contest.options, &counting.scores);
    match policy {
        TiePolicy::Cheaper => options[a].cost.cmp(&options[b].cost),
        TiePolicy::MoreVotes => Reverse(votes[a]).cmp(&Reverse(votes[b])),
        TiePolicy::Lot => counting.lots.0[a].cmp(&counting.lots.0[b]),
    }
}
