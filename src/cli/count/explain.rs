//! `--explain LANG`: for every project, in plain words, why it was funded or not.

use std::sync::Arc;

use morada_engine::tally::Fraction;
use morada_engine::tally::budget::eligible::Unmet;
use morada_engine::tally::budget::explain::{Explanation, Missed, Why, explain, share_of};
use morada_engine::tally::budget::{Count, Rounds, RunStop};

use super::Refused;
use super::budget::Loaded;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::voice::{Voice, Voices};

/// The sentences, one project a line.
pub fn say(lang: &str, loaded: &Loaded, count: &Count) -> Result<String, Refused> {
    let voice = voice(lang)?;
    let mut text = String::new();
    for explanation in explain(&loaded.profile, count) {
        for message in sentences(loaded, &explanation) {
            text += &voice.say(&message)?.text;
            text.push(' ');
        }
        text.push('\n');
    }
    if let Some(message) = ending(loaded, count) {
        text += &voice.say(&message)?.text;
        text.push('\n');
    }
    text += &comparison(&voice, count)?;
    for message in patterns(loaded, count) {
        text += &voice.say(&message)?.text;
        text.push('\n');
    }
    Ok(text)
}

/// Patterns of choice that are told; there may be tens of thousands.
const PATTERNS: usize = 5;

/// What a share paid for, for the patterns of choice that most voters have.
fn patterns(loaded: &Loaded, count: &Count) -> Vec<Message> {
    let profile = &loaded.profile;
    let mut groups: Vec<usize> = (0..profile.groups()).collect();
    groups.sort_by_key(|g| std::cmp::Reverse(profile.weights()[*g]));
    let listed = |places: &mut dyn Iterator<Item = usize>| {
        places.map(|place| loaded.name(place)).collect::<Vec<_>>().join(", ")
    };
    let told = |&g: &usize| {
        let marks = profile.marked(g);
        let share = share_of(profile, count, marks)?;
        let payment = |(place, amount): &(usize, Fraction)| {
            Message::new("count.has")
                .text("name", loaded.name(*place))
                .decimal("votes", money(loaded, amount))
        };
        let mut paid: Vec<Message> = share.paid.iter().map(payment).collect();
        if paid.is_empty() {
            paid.push(Message::new("count.nothing"));
        }
        let chosen = listed(&mut marks.iter().map(|mark| *mark as usize));
        Some(
            Message::new("count.pattern")
                .text("list", chosen)
                .count("n", profile.weights()[g].into())
                .decimal("share", money(loaded, &share.share))
                .all("paid", paid)
                .decimal("left", money(loaded, &share.left)),
        )
    };
    let mut messages: Vec<Message> = groups.iter().take(PATTERNS).filter_map(told).collect();
    let more = groups.len().saturating_sub(PATTERNS) as u64;
    if more > 0 && !messages.is_empty() {
        messages.push(Message::new("count.pattern-more").count("n", more));
    }
    messages
}

/// Sentences in a language, one a line.
pub fn in_language(lang: &str, story: &[Message]) -> Result<String, Refused> {
    let voice = voice(lang)?;
    let mut text = String::new();
    for message in story {
        text += &voice.say(message)?.text;
        text.push('\n');
    }
    Ok(text)
}

fn voice(lang: &str) -> Result<Arc<Voice>, Refused> {
    let offered = Lang::OFFERED.into_iter().find(|offered| offered.code() == lang);
    Ok(Voices::load()?.of(offered.ok_or("the languages are pt, en, fr and ar")?))
}

fn sentences(loaded: &Loaded, explanation: &Explanation) -> Vec<Message> {
    let about = |key: &str| Message::new(key).text("name", loaded.name(explanation.option));
    let other = |place: usize| loaded.name(place).to_owned();
    let number = |n: u64| n.to_string();
    match &explanation.why {
        Why::Funded { turn, left } => vec![
            about("count.funded")
                .text("turn", turn.to_string())
                .text("votes", loaded.supporters(explanation.option).to_string())
                .text("left", loaded.amount(*left)),
        ],
        Why::TooDear { left, short_by, .. } => vec![
            about("count.too-dear")
                .text("left", loaded.amount(*left))
                .text("short", loaded.amount(*short_by)),
        ],
        Why::Stopped { at } => vec![about("count.stopped").text("other", other(*at))],
        Why::Helped { outside } => {
            vec![about("count.helped").text("outside", loaded.amount(*outside))]
        }
        Why::GivesWay { to } => vec![about("count.gives-way").text("other", other(*to))],
        Why::LeftOut(out) => {
            let key = match out.why {
                Unmet::Turnout => "count.left-out-turnout",
                Unmet::Support => "count.left-out-support",
                Unmet::SupportPercent => "count.left-out-percent",
                Unmet::CostShare => "count.left-out-cost",
            };
            vec![about(key).text("has", out.has.to_string()).text("needs", number(out.needs))]
        }
        Why::Bought { round, max_payment, supporters, gave_all } => vec![
            about("count.bought")
                .text("round", round.to_string())
                .text("most", money(loaded, max_payment))
                .text("votes", number(*supporters))
                .text("all", number(*gave_all)),
        ],
        Why::Missed(missed) => missed_sentences(loaded, explanation.option, missed),
        Why::NoSupport => vec![about("count.no-support")],
        Why::EndedBefore => vec![about("count.ended-before")],
        Why::Overruled => vec![about("count.overruled")],
        Why::FundedByComparison => vec![about("count.funded-by-comparison")],
    }
}

fn missed_sentences(loaded: &Loaded, option: usize, missed: &Missed) -> Vec<Message> {
    let mut messages = vec![
        Message::new("count.missed")
            .text("name", loaded.name(option))
            .text("cost", loaded.amount(missed.cost))
            .text("held", money(loaded, &missed.held))
            .text("missing", money(loaded, &missed.missing))
            .text("more", missed.more_voters.to_string()),
    ];
    // The largest amounts first, and not more of them than can be taken in.
    let mut spent: Vec<&(usize, Fraction)> = missed.spent_on.iter().collect();
    spent.sort_by(|a, b| b.1.cmp(&a.1));
    if !spent.is_empty() {
        let line = |(place, amount): &&(usize, Fraction)| {
            format!("{} ({})", loaded.name(*place), money(loaded, amount))
        };
        let list: Vec<String> = spent.iter().take(5).map(line).collect();
        messages.push(Message::new("count.spent-on").text("list", list.join("; ")));
    }
    messages
}

/// An exact amount, to the cent.
fn money(loaded: &Loaded, minor: &Fraction) -> String {
    minor.in_units(loaded.instance.unit()).decimal(2)
}

/// How add-one ended.
fn ending(loaded: &Loaded, count: &Count) -> Option<Message> {
    let Rounds::Shares(shares) = &count.rounds else { return None };
    let key = match shares.stop {
        RunStop::Exhaustive => "count.ended-exhaustive",
        RunStop::NextRunInfeasible => "count.ended-too-much",
        RunStop::None => "count.ended-one-run",
    };
    let cost = shares.runs.last().map_or(0, |run| run.cost);
    Some(
        Message::new(key)
            .text("runs", shares.runs.len().to_string())
            .text("share", money(loaded, &shares.voter_budget))
            .text("cost", loaded.amount(cost)),
    )
}

fn comparison(voice: &Voice, count: &Count) -> Result<String, Refused> {
    let Some(compared) = &count.compared else { return Ok(String::new()) };
    let key = if compared.rule_stands { "count.compared-stands" } else { "count.compared-falls" };
    let message = Message::new(key)
        .text("rule", compared.prefer_rule.to_string())
        .text("most", compared.prefer_most_votes.to_string())
        .text("equal", compared.indifferent.to_string());
    Ok(voice.say(&message)?.text + "")
}
