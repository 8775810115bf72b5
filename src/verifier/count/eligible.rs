//! Conditions before the count (docs/FORMATS.md 6a): who must take part, who must support an option. Those that fail
//! are not counted; the number of ballots stays.

use super::{Counting, map, text};
use crate::papers::Conditions;
use crate::primitives::canonical::Value;

/// The options that meet the conditions, and the record of the others, both in ballot order.
pub fn sift(counting: &Counting<'_>, conditions: &Conditions) -> (Vec<usize>, Vec<Value<'static>>) {
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for option in &counting.among {
        match unmet(counting, conditions, *option) {
            None => kept.push(*option),
            Some((why, has, needs)) => left_out.push(map(vec![
                ("has", Value::Int(has)),
                ("id", text(&counting.contest.options[*option].id)),
                ("needs", Value::Int(needs)),
                ("why", text(why)),
            ])),
        }
    }
    (kept, left_out)
}

/// The first condition that an option does not meet, what it has and what it would need.
fn unmet(
    counting: &Counting<'_>,
    conditions: &Conditions,
    option: usize,
) -> Option<(&'static str, u64, u64)> {
    let (voters, votes) = (counting.profile.valid(), counting.profile.votes[option]);
    // The least whole number v with v * divisor >= product.
    let least = |product: u128, divisor: u128| {
        u64::try_from(product.div_ceil(divisor.max(1))).unwrap_or(u64::MAX)
    };
    let percent = |percent: u64| least(u128::from(voters) * u128::from(percent), 100);
    let cost_share = |divisor: u64| {
        let asked = u128::from(counting.contest.options[option].cost) * u128::from(voters);
        least(asked, u128::from(divisor) * u128::from(counting.budget))
    };
    [
        ("min_turnout", voters, conditions.min_turnout),
        ("min_support", counting.scores[option], conditions.min_support),
        ("min_support_percent", votes, conditions.min_support_percent.map(percent)),
        ("cost_share", votes, conditions.cost_share_divisor.map(cost_share)),
    ]
    .into_iter()
    .find_map(|(why, has, needs)| needs.filter(|needs| has < *needs).map(|n| (why, has, n)))
}
