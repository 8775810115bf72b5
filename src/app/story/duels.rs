//! Duels: the rules that compare every two candidates.

use morada_engine::tally::council::condorcet::Duels;
use morada_engine::tally::council::condorcet::minimax::worst_defeat;
use morada_engine::tally::council::condorcet::schulze::{Strength, strongest_paths};

use super::{elected, name};
use crate::i18n::message::Message;

/// By what a rule decides when nobody wins every duel.
#[derive(Debug, Clone, Copy)]
pub enum Verdict {
    /// By nothing more.
    Duels,
    /// By the strongest chain of duels from one to another.
    Paths(Strength),
    /// By the worst defeat of everybody.
    WorstDefeat,
}

/// Every duel of every winner.
pub fn of_duels(
    duels: &Duels,
    winners: &[usize],
    standing: &[usize],
    by: Verdict,
    names: &[String],
) -> Vec<Message> {
    let mut story = Vec::new();
    for &winner in winners {
        for &other in standing.iter().filter(|other| **other != winner) {
            story.push(
                Message::new("count.duel")
                    .text("name", name(names, winner))
                    .text("other", name(names, other))
                    .count("votes", duels.prefer(winner, other))
                    .count("against", duels.prefer(other, winner)),
            );
        }
    }
    let losers = || standing.iter().copied().filter(|other| !winners.contains(other));
    match by {
        Verdict::Duels => {}
        Verdict::Paths(strength) => {
            let path = strongest_paths(duels, strength);
            for loser in losers() {
                let beats = winners.iter().copied().find(|w| path[*w][loser] > path[loser][*w]);
                story.extend(beats.map(|winner| {
                    Message::new("count.path")
                        .text("name", name(names, winner))
                        .text("other", name(names, loser))
                        .count("there", path[winner][loser])
                        .count("back", path[loser][winner])
                }));
            }
        }
        Verdict::WorstDefeat => {
            let worst = |place: usize| {
                let margin = worst_defeat(duels, place, standing).unwrap_or(0).max(0);
                Message::new("count.worst")
                    .text("name", name(names, place))
                    .count("margin", u64::try_from(margin).unwrap_or(u64::MAX))
            };
            story.extend(winners.iter().copied().chain(losers()).map(worst));
        }
    }
    story.extend(elected(winners, names));
    if winners.is_empty() {
        story.push(Message::new("count.no-winner"));
    }
    story
}
