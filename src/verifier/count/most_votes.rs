//! Most votes: options by votes, most first; each is funded if it fits the money that is left.

use std::cmp::Reverse;

use super::ties::Tie;
use super::{Counting, Decided, map, text};
use crate::papers::{Misfit, TiePolicy};
use crate::primitives::canonical::Value;

/// Counts by most votes. Every option gets one round; options without votes are no exception.
pub fn count(counting: &Counting<'_>, misfit: Misfit, policies: &[TiePolicy]) -> Decided {
    let (contest, votes) = (counting.contest, &counting.profile.votes);
    let mut by_votes: Vec<usize> = (0..contest.options.len()).collect();
    by_votes.sort_by_key(|option| Reverse(votes[*option]));
    let (mut queue, mut ties) = (Vec::new(), Vec::new());
    for equal in by_votes.chunk_by(|a, b| votes[*a] == votes[*b]) {
        if let [alone] = equal {
            queue.push(*alone);
            continue;
        }
        let tie = Tie::settle(counting, policies, equal.to_vec(), queue.len());
        queue.extend_from_slice(&tie.options);
        ties.push(tie.write(contest));
    }
    let mut left = contest.budget;
    let mut stopped = false;
    let (mut funded, mut rounds) = (Vec::new(), Vec::new());
    for option in queue {
        let cost = contest.options[option].cost;
        let decision = match left.checked_sub(cost) {
            _ if stopped => "stopped",
            Some(rest) => {
                left = rest;
                funded.push(option);
                "funded"
            }
            None => {
                stopped = misfit == Misfit::Stop;
                "too_dear"
            }
        };
        rounds.push(map(vec![
            ("cost", Value::Int(cost)),
            ("decision", text(decision)),
            ("id", text(&contest.options[option].id)),
            ("left", Value::Int(left)),
            ("votes", Value::Int(votes[option])),
        ]));
    }
    Decided { funded, members: vec![("rounds", Value::List(rounds)), ("ties", Value::List(ties))] }
}
