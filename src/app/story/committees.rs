//! Committees from approval ballots: seat after seat and what earned it.

use morada_engine::tally::Fraction;
use morada_engine::tally::council::approval::Sequence;
use morada_engine::tally::council::approval::pav::Optimum;
use morada_engine::tally::council::plurality::Cut;

use super::{elected, held, listed, lots, name, unfilled};
use crate::i18n::message::Message;

/// What the number behind a seat means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gain {
    /// Happiness that the seat adds (PAV).
    Happiness,
    /// The load that its supporters carry afterwards (Phragmén).
    Load,
    /// The most that a supporter pays (Equal Shares).
    Price,
}

/// A committee that was filled seat by seat.
pub fn of_sequence(rule: &str, found: &Sequence, gain: Gain, names: &[String]) -> Vec<Message> {
    let key = match gain {
        Gain::Happiness => "count.seat-happiness",
        Gain::Load => "count.seat-load",
        Gain::Price => "count.seat-price",
    };
    let mut story = vec![Message::new("count.rule").text("rule", rule)];
    for (seat, (candidate, number)) in (1..).zip(&found.seats) {
        story.push(
            Message::new(key)
                .count("seat", seat)
                .text("name", name(names, *candidate))
                .decimal("number", number.decimal(4)),
        );
    }
    story.extend(lots(&found.lots, names));
    if found.unfilled > 0 {
        story.push(unfilled(found.unfilled as u64));
    }
    story
}

/// A committee of those with the highest scores.
pub fn of_scores(rule: &str, scores: &[Fraction], cut: &Cut, names: &[String]) -> Vec<Message> {
    let mut story = vec![
        Message::new("count.rule").text("rule", rule),
        Message::new("count.votes").all("list", held(names, scores.iter().enumerate())),
    ];
    story.extend(elected(&cut.elected, names));
    if let Some(tie) = &cut.tie {
        story.push(
            Message::new("count.seats-tied")
                .text("names", listed(names, &tie.candidates))
                .count("seats", tie.seats_to_draw as u64),
        );
    }
    if cut.unfilled > 0 {
        story.push(unfilled(cut.unfilled as u64));
    }
    story
}

/// The committees that make voters happiest together.
pub fn of_optimum(rule: &str, found: &Optimum, names: &[String]) -> Vec<Message> {
    let mut story = vec![
        Message::new("count.rule").text("rule", rule),
        Message::new("count.happiest").decimal("number", found.score.decimal(4)),
    ];
    story.extend(
        found.committees.iter().take(10).map(|committee| {
            Message::new("count.committee").text("names", listed(names, committee))
        }),
    );
    story
}
