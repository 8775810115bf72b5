//! A motion is adopted when more voters say yes than no.

use super::{Counting, Decided, map, text};
use crate::primitives::canonical::Value;

/// Counts a motion, whose options are yes, no and abstain in this order.
pub fn count(counting: &Counting<'_>) -> Decided {
    let votes = &counting.profile.votes;
    let (yes, no, abstain) = (votes[0], votes[1], votes[2]);
    let decision = if yes > no { "adopted" } else { "rejected" };
    let round = map(vec![
        ("abstain", Value::Int(abstain)),
        ("blank", Value::Int(counting.profile.blank)),
        ("decision", text(decision)),
        ("no", Value::Int(no)),
        ("yes", Value::Int(yes)),
    ]);
    Decided {
        funded: if yes > no { vec![0] } else { Vec::new() },
        members: vec![("rounds", Value::List(vec![round])), ("ties", Value::List(Vec::new()))],
    }
}
