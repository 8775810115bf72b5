//! Most votes, where of the options of one group only one is funded (docs/FORMATS.md 6a).

use super::queue::{self, Turns};
use super::{Counting, Decided};
use crate::papers::{Levels, Measure, Misfit, TiePolicy};

/// Counts. An option waits until all that stand higher in its groups have had their turn, and gives way to one of its
/// groups that is funded: of several groups, to that of the first.
pub fn count(
    counting: &Counting<'_>,
    groups: &[Levels],
    misfit: Misfit,
    policies: &[TiePolicy],
) -> Decided {
    let options = &counting.contest.options;
    let place = |id: &String| options.iter().position(|option| option.id == *id);
    let (mut higher, mut rivals) =
        (vec![Vec::new(); options.len()], vec![Vec::new(); options.len()]);
    for group in groups {
        let levels: Vec<Vec<usize>> =
            group.iter().map(|level| level.iter().filter_map(place).collect()).collect();
        for (depth, level) in levels.iter().enumerate() {
            for &option in level {
                higher[option].extend(levels[..depth].iter().flatten().copied());
                rivals[option].extend(levels.iter().flatten().copied().filter(|o| *o != option));
            }
        }
    }
    let mut turns = Turns::by(counting, &counting.among, Measure::Votes, policies);
    let mut waiting = std::mem::take(&mut turns.order);
    while !waiting.is_empty() {
        let is_free = |option: &usize| !waiting.iter().any(|other| higher[*option].contains(other));
        // In a circle the one in front goes.
        let at = waiting.iter().position(is_free).unwrap_or(0);
        turns.order.push(waiting.remove(at));
    }
    for tie in &mut turns.ties {
        let first = turns.order.iter().position(|option| tie.options.contains(option));
        tie.round = first.expect("the order has every option that is counted");
    }
    queue::walk(counting, turns, counting.budget, misfit, |option, funded| {
        rivals[option].iter().copied().find(|rival| funded.contains(rival))
    })
}
