//! The comparison step (docs/FORMATS.md 6a): the outcome stands unless strictly more voters prefer that of most votes.

use std::collections::BTreeSet;

use super::{Counting, Decided, ids, map, queue, support, text};
use crate::papers::Comparison;
use crate::primitives::canonical::Value;

/// Compares what a rule decided with most votes (or points), and lets the other stand where more prefer it.
pub fn compare(counting: &Counting<'_>, by: Comparison, mut decided: Decided) -> Decided {
    let most = queue::best_supported(counting, &counting.among, counting.budget).funded;
    let (ours, theirs): (BTreeSet<usize>, BTreeSet<usize>) =
        (decided.funded.iter().copied().collect(), most.iter().copied().collect());
    let (mut prefer_rule, mut prefer_most) = (0, 0);
    for group in &counting.profile.groups {
        let gain = |funded: &BTreeSet<usize>| -> u128 {
            let worths = support::worths(group, counting.rule.score());
            let liked = worths.filter(|(option, _)| funded.contains(option));
            liked.map(|(_, worth)| u128::from(worth)).sum()
        };
        let gain = |funded: &BTreeSet<usize>| match by {
            Comparison::Satisfaction => gain(funded),
            Comparison::Exclusion => u128::from(gain(funded) > 0),
        };
        let (rule, other) = (gain(&ours), gain(&theirs));
        prefer_rule += if rule > other { group.voters } else { 0 };
        prefer_most += if other > rule { group.voters } else { 0 };
    }
    let stands = prefer_most <= prefer_rule;
    let name = match by {
        Comparison::Satisfaction => "satisfaction",
        Comparison::Exclusion => "exclusion",
    };
    let compared = map(vec![
        ("by", text(name)),
        ("indifferent", Value::Int(counting.profile.valid() - prefer_rule - prefer_most)),
        ("most_votes", ids(counting.contest, &most)),
        ("prefer_most_votes", Value::Int(prefer_most)),
        ("prefer_rule", Value::Int(prefer_rule)),
        ("rule", ids(counting.contest, &decided.funded)),
        ("rule_stands", Value::Bool(stands)),
    ]);
    decided.members.push(("compared", compared));
    if !stands {
        decided.funded = most;
    }
    decided
}
