//! A count of seats told in sentences: who had how much, what moved and where it went, and what became
//! of everybody. The same sentences stand on the pages and in the terminal.

pub mod committees;
pub mod duels;
pub mod lists;
pub mod motion;
pub mod rankings;

use morada_engine::tally::Fraction;
use morada_engine::tally::council::lots::LotDrawn;

use crate::i18n::message::Message;

fn name(names: &[String], place: usize) -> &str {
    names.get(place).map_or("?", String::as_str)
}

fn listed(names: &[String], places: &[usize]) -> String {
    places.iter().map(|place| name(names, *place)).collect::<Vec<_>>().join(", ")
}

/// `Ana (12), Bo (3)`: whoever has something, or "nobody".
pub fn held<'a>(
    names: &[String],
    held: impl Iterator<Item = (usize, &'a Fraction)>,
) -> Vec<Message> {
    let share = |(place, held): (usize, &Fraction)| {
        Message::new("count.has").text("name", name(names, place)).decimal("votes", votes(held))
    };
    let shares: Vec<Message> = held.map(share).collect();
    if shares.is_empty() { vec![Message::new("count.nobody")] } else { shares }
}

/// Every lot, and on whom it fell.
pub fn lots(lots: &[LotDrawn], names: &[String]) -> Vec<Message> {
    let lot = |lot: &LotDrawn| {
        Message::new("count.seats-lot")
            .text("names", listed(names, &lot.question.among))
            .text("taken", name(names, lot.taken))
    };
    lots.iter().map(lot).collect()
}

/// Who is elected, if anybody is.
pub fn elected(places: &[usize], names: &[String]) -> Option<Message> {
    let message = Message::new("count.seats-elected").text("names", listed(names, places));
    (!places.is_empty()).then_some(message)
}

/// Votes as they are told: to five decimals, without the zeros at the end.
pub fn votes(votes: &Fraction) -> String {
    let digits = votes.decimal(5);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Seats that stay empty.
pub fn unfilled(seats: u64) -> Message {
    Message::new("count.seats-unfilled").count("seats", seats)
}
