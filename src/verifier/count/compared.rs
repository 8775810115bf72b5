//! The comparison step (docs/FORMATS.md 6a): the outcome stands unless strictly more voters prefer that of most votes.

use std::collections::BTreeSet;

use super::{Counting, Decided, ids, map, queue, text};
use crate::papers::{Comparison, Measure, Misfit, Score};
use crate::primitives::canonical::Value;

/// Compares what a rule decided with most votes (or points), and lets the other stand where more prefer it.
pub fn compare(counting: &Counting<'_>, by: Comparison, mut decided: Decided) -> Decided {
    let measure = match counting.rule.score() {
        Score::Votes => Measure::Votes,
        Score::Points => Measure::Points { per: crate::papers::Per::Project },
    };
    let most = queue::count(counting, measure, Misfit::Skip, counting.rule.ties()).funded;
    let (ours, theirs): (BTreeSet<usize>, BTreeSet<usize>) =
        (decided.funded.iter().copied().collect(), most.iter().copied().collect());
    let (mut prefer_rule, mut prefer_most) = (0, 0);
    for group in &counting.profile.groups {
        let gain = |funded: &BTreeSet<usize>| -> u128 {
            let marks = group.marks.iter().zip(&group.points);
            let liked = marks.filter(|(mark, _)| funded.contains(&(**mark as usize)));
            match (by, counting.rule.score()) {
                (Comparison::Exclusion, _) => u128::from(liked.count() > 0),
                (Comparison::Satisfaction, Score::Votes) => liked.count() as u128,
                (Comparison::Satisfaction, Score::Points) => {
                    liked.map(|(_, points)| u128::from(*points)).sum()
                }
            }
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
