//! Rankings: stages, and the fate of every candidate.

use morada_engine::tally::Fraction;
use morada_engine::tally::council::lots::LotDrawn;
use morada_engine::tally::council::told::{Fate, Told, Why};

use serde_json::{Map, Value};

use super::{elected, held, listed, lots, name, unfilled, votes};
use crate::i18n::message::Message;

/// The whole count, a sentence each.
pub fn of_told(told: &Told, names: &[String]) -> Vec<Message> {
    let mut story = Vec::new();
    if let Some(quota) = told.stages.first().and_then(|stage| stage.quota.as_ref()) {
        story.push(
            Message::new("count.stv-quota")
                .count("valid", told.valid)
                .decimal("quota", votes(quota)),
        );
    }
    for number in 0..told.stages.len() {
        story.push(Message::new("count.stage").count("n", number as u64 + 1));
        story.extend(stage(told, number, names));
    }
    story.extend(lots(&told.lots, names));
    if told.unfilled > 0 {
        story.push(unfilled(told.unfilled as u64));
    }
    story.extend((0..told.fates.len()).map(|place| fate(told, place, names)));
    story
}

/// What was done in one stage.
pub fn stage(told: &Told, number: usize, names: &[String]) -> Vec<Message> {
    let stage = &told.stages[number];
    let to = || held(names, stage.to.iter().map(|(place, votes)| (*place, votes)));
    let moved =
        |message: Message| message.all("list", to()).decimal("lost", votes(&stage.to_nobody));
    let mut story = vec![match &stage.why {
        Why::First => Message::new("count.stv-first").all("list", to()),
        Why::Surplus { candidate, too_many } => moved(
            Message::new("count.stv-surplus")
                .text("name", name(names, *candidate))
                .decimal("many", votes(too_many)),
        ),
        Why::Excluded { candidates, had } => moved(
            Message::new("count.stv-out")
                .text("names", listed(names, candidates))
                .decimal("many", votes(had)),
        ),
        Why::Shared { by } => {
            moved(Message::new("count.stv-shared").text("names", listed(names, by)))
        }
    }];
    let fell = number > 0 && stage.quota != told.stages[number - 1].quota;
    if let Some(quota) = stage.quota.as_ref().filter(|_| fell) {
        story.push(Message::new("count.quota-now").decimal("quota", votes(quota)));
    }
    story.extend(elected(&stage.elected, names));
    story.extend(
        stage.excluded.map(|out| Message::new("count.seats-out").text("name", name(names, out))),
    );
    story
}

/// What became of a candidate, and by how much.
pub fn fate(told: &Told, place: usize, names: &[String]) -> Message {
    let about = |key: &str| Message::new(key).text("name", name(names, place));
    let number = |stage: &usize| *stage as u64 + 1;
    match &told.fates[place] {
        Fate::Elected { stage, votes: held, reached } => {
            let key = if *reached { "count.fate-elected" } else { "count.fate-elected-last" };
            about(key).count("stage", number(stage)).decimal("votes", votes(held))
        }
        Fate::Excluded { stage, had, next: Some(next) } => {
            let key = if had == next { "count.fate-out-equal" } else { "count.fate-out" };
            about(key)
                .count("stage", number(stage))
                .decimal("votes", votes(had))
                .decimal("next", votes(next))
        }
        Fate::Excluded { stage, had, next: None } => {
            about("count.fate-out-last").count("stage", number(stage)).decimal("votes", votes(had))
        }
        Fate::Left { votes: held } => match short_of(told, held) {
            Some(missing) => about("count.fate-left-quota")
                .decimal("votes", votes(held))
                .decimal("missing", votes(&missing)),
            None => about("count.fate-left").decimal("votes", votes(held)),
        },
        Fate::Withdrawn => about("count.fate-withdrawn"),
    }
}

/// What somebody with `held` votes at the end lacks to the quota, where there is one.
fn short_of(told: &Told, held: &Fraction) -> Option<Fraction> {
    let quota = told.stages.last()?.quota.as_ref()?;
    (quota > held).then(|| quota.less(held))
}

/// Votes, and who has most.
pub fn of_votes(
    votes: &[u64],
    winners: &[usize],
    lots: &[LotDrawn],
    names: &[String],
) -> Vec<Message> {
    let votes: Vec<Fraction> = votes.iter().map(|votes| Fraction::whole(*votes)).collect();
    let list = held(names, votes.iter().enumerate());
    let mut story = vec![Message::new("count.votes").all("list", list)];
    story.extend(elected(winners, names));
    story.extend(super::lots(lots, names));
    story
}

/// Why a paper no longer counts, as `RCTab` calls it, and our sentence for it.
const LOST: [(&str, &str); 5] = [
    ("exhaustedChoices", "count.lost-exhausted"),
    ("overvotes", "count.lost-overvote"),
    ("repeatedRankings", "count.lost-repeated"),
    ("skippedRankings", "count.lost-skipped"),
    ("finalRoundSurplus", "count.lost-surplus"),
];

/// Ranked choice as `RCTab` lays it out, told round by round.
pub fn of_choice_rounds(rounds: &Value) -> Vec<Message> {
    let mut story = Vec::new();
    let shares = |all: &Value| -> Vec<Message> {
        let share = |(name, votes): (&String, &Value)| {
            Message::new("count.has")
                .text("name", name)
                .decimal("votes", votes.as_str().unwrap_or_default())
        };
        let all: Vec<Message> = all.as_object().into_iter().flatten().map(share).collect();
        if all.is_empty() { vec![Message::new("count.nobody")] } else { all }
    };
    for (number, round) in (1..).zip(rounds.as_array().into_iter().flatten()) {
        let lost = LOST.into_iter().filter_map(|(member, key)| {
            let votes = round["inactiveBallots"][member].as_str().filter(|votes| *votes != "0")?;
            Some(Message::new(key).decimal("votes", votes))
        });
        let lost: Vec<Message> = lost.collect();
        let lost = if lost.is_empty() { vec![Message::new("count.lost-none")] } else { lost };
        story.push(
            Message::new("count.choice-round")
                .count("n", number)
                .all("list", shares(&round["tally"]))
                .decimal("quota", round["threshold"].as_str().unwrap_or_default())
                .all("lost", lost),
        );
        for deed in round["tallyResults"].as_array().into_iter().flatten() {
            let (key, name) = match (deed.get("elected"), deed.get("eliminated")) {
                (Some(name), _) if deed["transfers"].as_object().is_none_or(Map::is_empty) => {
                    ("count.choice-elected", name)
                }
                (Some(name), _) => ("count.choice-moved", name),
                (None, Some(name)) => ("count.choice-out", name),
                (None, None) => continue,
            };
            let message = Message::new(key).text("name", name.as_str().unwrap_or_default());
            story.push(match key {
                "count.choice-elected" => message,
                _ => message.all("list", shares(&deed["transfers"])),
            });
        }
    }
    story
}
