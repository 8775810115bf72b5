//! A count of seats told in sentences: who had how much, what moved and where it went.

use std::fmt::Display;

use morada_engine::tally::council::condorcet::Duels;
use morada_engine::tally::council::irv::IrvOutcome;
use morada_engine::tally::council::lists::{Apportionment, Earned};
use morada_engine::tally::council::lots::LotDrawn;
use morada_engine::tally::council::motion::{Decision, MotionOutcome, Reason, Side};
use morada_engine::tally::council::stv::StvOutcome;
use morada_engine::tally::council::stv::explain::{Told, Why, tell};
use morada_engine::tally::council::stv::meek::MeekOutcome;
use morada_engine::tally::council::stv::quantity::Amount;

use super::super::Refused;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::voice::Voices;

/// The sentences in a language, one a line.
pub fn say(lang: &str, story: &[Message]) -> Result<String, Refused> {
    let offered = Lang::OFFERED.into_iter().find(|offered| offered.code() == lang);
    let voice = Voices::load()?.of(offered.ok_or("the languages are pt, en, fr and ar")?);
    let mut text = String::new();
    for message in story {
        text += &voice.say(message)?.text;
        text.push('\n');
    }
    Ok(text)
}

fn name(names: &[String], place: usize) -> &str {
    names.get(place).map_or("?", String::as_str)
}

fn listed(names: &[String], places: &[usize]) -> String {
    places.iter().map(|place| name(names, *place)).collect::<Vec<_>>().join(", ")
}

/// `Ana (12); Bo (3)`, whoever has something.
fn shares<V: Display>(names: &[String], held: impl Iterator<Item = (usize, V)>) -> String {
    let share = |(place, votes)| format!("{} ({votes})", name(names, place));
    let shares: Vec<String> = held.map(share).collect();
    if shares.is_empty() { "-".to_owned() } else { shares.join("; ") }
}

fn lots_told(lots: &[LotDrawn], names: &[String]) -> Vec<Message> {
    let lot = |lot: &LotDrawn| {
        Message::new("count.seats-lot")
            .text("names", listed(names, &lot.question.among))
            .text("taken", name(names, lot.taken))
    };
    lots.iter().map(lot).collect()
}

fn elected(places: &[usize], names: &[String]) -> Option<Message> {
    let message = Message::new("count.seats-elected").text("names", listed(names, places));
    (!places.is_empty()).then_some(message)
}

/// STV stage by stage: "Ana had 6 votes more than needed: 4.6 to Bo, 1.4 to nobody".
pub fn of_stages<V: Amount + Display>(outcome: &StvOutcome<V>, names: &[String]) -> Vec<Message> {
    let mut story = vec![
        Message::new("count.stv-quota")
            .text("valid", outcome.valid.to_string())
            .text("quota", outcome.quota.to_string()),
    ];
    for Told { why, to, to_nobody, elected: now, .. } in tell(outcome) {
        let to = shares(names, to.into_iter());
        let moved =
            |message: Message| message.text("list", to.clone()).text("lost", to_nobody.to_string());
        story.push(match why {
            Why::First => Message::new("count.stv-first").text("list", to.clone()),
            Why::Surplus { candidate, too_many } => moved(
                Message::new("count.stv-surplus")
                    .text("name", name(names, candidate))
                    .text("many", too_many.to_string()),
            ),
            Why::Excluded { candidates, had } => moved(
                Message::new("count.stv-out")
                    .text("names", listed(names, &candidates))
                    .text("many", had.to_string()),
            ),
        });
        story.extend(elected(&now, names));
    }
    story.extend(lots_told(&outcome.lots, names));
    if outcome.unfilled > 0 {
        let seats = outcome.unfilled.to_string();
        story.push(Message::new("count.seats-unfilled").text("seats", seats));
    }
    story
}

/// Meek round by round.
pub fn of_meek(outcome: &MeekOutcome, names: &[String]) -> Vec<Message> {
    let mut story = Vec::new();
    for (number, round) in (1..).zip(&outcome.rounds) {
        let held = round.votes.iter().enumerate().filter(|(_, votes)| votes.0 > 0);
        story.push(
            Message::new("count.round-quota")
                .text("round", number.to_string())
                .text("quota", round.quota.to_string())
                .text("list", shares(names, held))
                .text("lost", round.exhausted.to_string()),
        );
        story.extend(elected(&round.elected, names));
        story.extend(round.excluded.map(|out| out_told(names, out)));
    }
    let told: Vec<usize> = outcome.rounds.iter().flat_map(|round| round.elected.clone()).collect();
    let last: Vec<usize> =
        outcome.elected.iter().copied().filter(|place| !told.contains(place)).collect();
    story.extend(elected(&last, names));
    story.extend(lots_told(&outcome.lots, names));
    story
}

fn out_told(names: &[String], out: usize) -> Message {
    Message::new("count.seats-out").text("name", name(names, out))
}

/// The run-off round by round.
pub fn of_irv(outcome: &IrvOutcome, names: &[String]) -> Vec<Message> {
    let mut story = Vec::new();
    for (number, round) in (1..).zip(&outcome.rounds) {
        let held = round.votes.iter().enumerate().filter(|(_, votes)| **votes > 0);
        story.push(
            Message::new("count.round")
                .text("round", number.to_string())
                .text("list", shares(names, held))
                .text("lost", round.exhausted.to_string()),
        );
        story.extend(round.excluded.map(|out| out_told(names, out)));
    }
    story.extend(elected(&outcome.winners, names));
    story.extend(lots_told(&outcome.lots, names));
    story
}

/// Every duel of every winner.
pub fn of_duels(
    duels: &Duels,
    winners: &[usize],
    standing: &[usize],
    names: &[String],
) -> Vec<Message> {
    let mut story = Vec::new();
    for &winner in winners {
        for &other in standing.iter().filter(|other| **other != winner) {
            story.push(
                Message::new("count.duel")
                    .text("name", name(names, winner))
                    .text("other", name(names, other))
                    .text("votes", duels.prefer(winner, other).to_string())
                    .text("against", duels.prefer(other, winner).to_string()),
            );
        }
    }
    story.extend(elected(winners, names));
    story
}

/// Votes, and who has most.
pub fn of_votes(
    votes: &[u64],
    winners: &[usize],
    lots: &[LotDrawn],
    names: &[String],
) -> Vec<Message> {
    let list = shares(names, votes.iter().enumerate());
    let mut story = vec![Message::new("count.votes").text("list", list)];
    story.extend(elected(winners, names));
    story.extend(lots_told(lots, names));
    story
}

/// Every seat of a list system, and the number that earned it.
pub fn of_seats(found: &Apportionment, names: &[String]) -> Vec<Message> {
    let mut story = Vec::new();
    for (seat, award) in (1..).zip(&found.awards) {
        let about = |key: &str| {
            Message::new(key).text("seat", seat.to_string()).text("name", name(names, award.list))
        };
        story.push(match &award.by {
            Earned::Quotient(quotient) => {
                about("count.seat-quotient").text("number", quotient.decimal(2))
            }
            Earned::Quota => about("count.seat-quota"),
            Earned::Remainder(rest) => {
                about("count.seat-remainder").text("number", rest.decimal(2))
            }
            Earned::Majority => about("count.seat-majority"),
        });
    }
    if let Some(tie) = &found.tie {
        story.push(
            Message::new("count.seats-tied")
                .text("names", listed(names, &tie.lists))
                .text("seats", tie.seats_to_draw.to_string()),
        );
    }
    if found.unfilled > 0 {
        let seats = found.unfilled.to_string();
        story.push(Message::new("count.seats-unfilled").text("seats", seats));
    }
    story
}

/// Why a motion was adopted or not.
pub fn of_motion(found: &MotionOutcome) -> Vec<Message> {
    let reason = match found.reason {
        Reason::TooFewPresent { present, needed } => Message::new("count.motion-quorum")
            .text("present", present.to_string())
            .text("needed", needed.to_string()),
        Reason::NobodyVoted => Message::new("count.motion-nobody"),
        Reason::Votes { yes, needed, base } => Message::new("count.motion-votes")
            .text("yes", yes.to_string())
            .text("needed", needed.to_string())
            .text("base", base.to_string()),
        Reason::CastingVote { chair: Side::Yes } => Message::new("count.motion-chair-yes"),
        Reason::CastingVote { chair: Side::No } => Message::new("count.motion-chair-no"),
        Reason::ChairSilent => Message::new("count.motion-chair-silent"),
    };
    let decision = match found.decision {
        Decision::Adopted => "count.motion-adopted",
        Decision::Rejected => "count.motion-rejected",
        Decision::NoQuorum => "count.motion-undecided",
    };
    vec![reason, Message::new(decision)]
}
