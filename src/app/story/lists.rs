//! Votes for lists: every seat and what earned it, and what every list was short of.

use morada_engine::tally::council::lists::panachage::PanachageOutcome;
use morada_engine::tally::council::lists::{Apportionment, Earned};
use morada_engine::tally::council::told::lists::ListElection;

use super::{listed, name, unfilled};
use crate::i18n::message::Message;

/// Every seat of a list system, and the number that earned it.
pub fn of_seats(found: &Apportionment, names: &[String]) -> Vec<Message> {
    let mut story = Vec::new();
    for (seat, award) in (1..).zip(&found.awards) {
        let about =
            |key: &str| Message::new(key).count("seat", seat).text("name", name(names, award.list));
        story.push(match &award.by {
            Earned::Quotient(quotient) => {
                about("count.seat-quotient").decimal("number", quotient.decimal(2))
            }
            Earned::Quota => about("count.seat-quota"),
            Earned::Remainder(rest) => {
                about("count.seat-remainder").decimal("number", rest.decimal(2))
            }
            Earned::Majority => about("count.seat-majority"),
        });
    }
    if let Some(tie) = &found.tie {
        story.push(
            Message::new("count.seats-tied")
                .text("names", listed(names, &tie.lists))
                .count("seats", tie.seats_to_draw),
        );
    }
    if found.unfilled > 0 {
        story.push(unfilled(found.unfilled));
    }
    story
}

/// What became of a list: its votes, its seats, and how far it was from one more.
pub fn fate(
    election: &ListElection,
    list: usize,
    seats: u64,
    missing: Option<u64>,
    names: &[String],
) -> Message {
    let below = election.counted()[list] == 0 && election.votes[list] > 0;
    let key = match (below, missing) {
        (true, Some(_)) => "count.list-below",
        (true, None) => "count.list-below-far",
        (false, Some(_)) => "count.list-seats",
        (false, None) => "count.list-seats-full",
    };
    let about = Message::new(key)
        .text("name", name(names, list))
        .count("votes", election.votes[list])
        .count("seats", seats);
    match missing {
        Some(missing) => about.count("missing", missing),
        None => about,
    }
}

/// Panachage by rule P1: votes that did not count, then every list with its votes, seats and people.
pub fn of_panachage(found: &PanachageOutcome) -> Vec<Message> {
    let mut story = vec![
        Message::new("count.panachage-papers")
            .count("spoilt", found.invalid)
            .count("unused", found.unused_votes),
    ];
    for (list, votes) in found.list_votes.iter().enumerate() {
        let person = |candidate: &usize| {
            Message::new("count.has")
                .text("name", (candidate + 1).to_string())
                .decimal("votes", found.candidate_votes[list][*candidate].to_string())
        };
        let people: Vec<Message> = found.elected[list].iter().map(person).collect();
        let people = if people.is_empty() { vec![Message::new("count.nobody")] } else { people };
        story.push(
            Message::new("count.panachage-list")
                .text("name", (list + 1).to_string())
                .count("votes", *votes)
                .count("seats", found.seats[list])
                .all("list", people),
        );
    }
    if let Some(tie) = &found.tie {
        let names: Vec<String> = tie.lists.iter().map(|list| (list + 1).to_string()).collect();
        story.push(
            Message::new("count.seats-tied")
                .text("names", names.join(", "))
                .count("seats", tie.seats_to_draw),
        );
    }
    if found.unfilled > 0 {
        story.push(unfilled(found.unfilled));
    }
    story
}
