//! What is typed about a proposal, one question after another, and what of it can be sent.

use morada_engine::money::Money;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::Season;
use super::draft::Question;
use super::kept::Content;
use crate::app::outbox::Contact;
use crate::app::staff::{Fault, Wrong};

/// The most signs of a title.
pub const MOST_TITLE: usize = 80;
/// The most signs of what and why.
pub const MOST_WORDS: usize = 1_500;
/// The most signs of a place in words, a name, a way to be reached.
pub const MOST_LINE: usize = 120;
/// The themes, by their names in tables.
pub const THEMES: [&str; 6] = ["nature", "move", "memory", "care", "learn", "play"];

/// What was answered so far, as typed. It is sealed until it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The language it is written in.
    pub language: String,
    /// `person` or `group`.
    pub whose: String,
    /// The name to be shown: a person's own, a made-up one, a group's.
    pub shown: String,
    /// The title.
    pub title: String,
    /// What, and why.
    pub words: String,
    /// The area; `-` for the whole place.
    pub area: String,
    /// The place in the author's words.
    pub landmark: String,
    /// A point on the drawn map, in thousandths.
    pub point: Option<(u32, u32)>,
    /// Whether the cost is known: `known` or `unknown`.
    pub cost_known: String,
    /// The cost, as typed.
    pub cost: String,
    /// The theme.
    pub theme: String,
    /// SHA-256 of the photo.
    pub photo: Option<String>,
    /// How to reach the author: `desk`, or in `reach`.
    pub reach_by: String,
    /// A number, an address or nothing. Never public.
    pub reach: String,
    /// What the moderator told the author.
    pub told: String,
}

/// The area that means the whole place.
pub const WHOLE: &str = "-";

impl Answers {
    /// What is wrong with the answer to one question.
    pub fn faults(&self, season: &Season, question: Question) -> Vec<Fault> {
        let checks = match question {
            Question::Whose => vec![
                one_of("whose", &self.whose, &["person", "group"]),
                line("shown", &self.shown, MOST_LINE, Needed::Yes),
            ],
            Question::Title => vec![
                season
                    .notice
                    .place
                    .languages
                    .iter()
                    .all(|language| *language != self.language)
                    .then(|| Fault::new("language", Wrong::NothingChosen)),
                line("title", &self.title, MOST_TITLE, Needed::Yes),
            ],
            Question::Words => vec![text("words", &self.words, MOST_WORDS)],
            Question::Place => vec![
                (self.area != WHOLE
                    && season.notice.areas.iter().all(|area| area.name != self.area))
                .then(|| Fault::new("area", Wrong::NothingChosen)),
                line("landmark", &self.landmark, MOST_LINE, Needed::No),
            ],
            Question::Cost => vec![
                one_of("cost-known", &self.cost_known, &["known", "unknown"]),
                (self.cost_known == "known" && self.cost(season).is_none())
                    .then(|| Fault::new("cost", Wrong::NotMoney)),
            ],
            Question::Theme => vec![one_of("theme", &self.theme, &THEMES)],
            Question::Reach => vec![
                one_of("reach-by", &self.reach_by, &["desk", "message"]),
                (self.reach_by == "message" && Contact::parse(&self.reach).is_none())
                    .then(|| Fault::new("reach", Wrong::NotAContact)),
            ],
            Question::Photo | Question::Check => Vec::new(),
        };
        checks.into_iter().flatten().collect()
    }

    /// What the authors think it costs.
    pub fn cost(&self, season: &Season) -> Option<Money> {
        let place = &season.notice.place;
        let plain: String = self.cost.chars().filter(|sign| !sign.is_whitespace()).collect();
        let plain = crate::app::roll::people::plain_digits(&plain).replace(',', ".");
        Money::parse_decimal(&plain, place.currency_exponent).filter(|cost| *cost > Money::ZERO)
    }

    /// What is sent.
    pub fn content(&self, season: &Season) -> Content {
        let area = if self.area == WHOLE { String::new() } else { self.area.clone() };
        Content {
            language: self.language.clone(),
            title: one_line(&self.title),
            words: clean(&self.words),
            theme: self.theme.clone(),
            area,
            landmark: one_line(&self.landmark),
            point: self.point,
            cost: if self.cost_known == "known" { self.cost(season) } else { None },
            photo: self.photo.clone(),
        }
    }
}

#[derive(Clone, Copy)]
enum Needed {
    Yes,
    No,
}

fn one_of(field: &str, typed: &str, all: &[&str]) -> Option<Fault> {
    (!all.contains(&typed)).then(|| Fault::new(field, Wrong::NothingChosen))
}

fn line(field: &str, typed: &str, most: usize, needed: Needed) -> Option<Fault> {
    let line = one_line(typed);
    if line.is_empty() && matches!(needed, Needed::No) {
        return None;
    }
    text(field, &line, most)
}

/// What is wrong with a text of several lines.
pub(in crate::app) fn text(field: &str, typed: &str, most: usize) -> Option<Fault> {
    let signs = clean(typed).chars().count();
    let wrong = match signs {
        0 => Wrong::Empty,
        signs if signs > most => Wrong::TooLong { most, typed: signs },
        _ => return None,
    };
    Some(Fault::new(field, wrong))
}

/// A text in its composed spelling (NFC), without signs that are not seen: they could turn the words around
/// them or hide others.
pub fn clean(typed: &str) -> String {
    let seen = |sign: &char| match sign {
        '\n' => true,
        sign => !sign.is_control() && !turns_or_hides(*sign),
    };
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    lines.replace('\t', " ").chars().filter(seen).nfc().collect::<String>().trim().to_owned()
}

/// Whether a sign turns the direction of what follows, or has no width and hides something.
pub fn turns_or_hides(sign: char) -> bool {
    matches!(
        sign,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

/// The same on one line.
pub fn one_line(typed: &str) -> String {
    clean(&typed.replace(['\n', '\r'], " ")).split_whitespace().collect::<Vec<_>>().join(" ")
}
