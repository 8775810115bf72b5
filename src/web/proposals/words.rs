//! The names of states, themes, grounds and the like.

use morada_engine::proposal::{Change, Ground};

use crate::app::proposals::kept::{Content, Side};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::helpers::Words;
use crate::web::roll::words::said;

/// A state, with the class and the picture of its tag.
pub fn tag(state: &str) -> (&'static str, &'static str) {
    match state {
        "submitted" | "evaluating" | "appealed" | "refusal_appealed" => ("tag--info", "info"),
        "returned" => ("tag--warn", "triangle-alert"),
        "refused" | "infeasible" | "not_funded" | "too_few_supports" => ("tag--no", "circle-x"),
        "feasible" | "project" | "funded" => ("tag--now", "circle-check"),
        _ => ("", "info"),
    }
}

/// The name of a state.
pub fn state_name(state: &str) -> Message {
    Message::new(match state {
        "draft" => "proposals.state-draft",
        "submitted" => "proposals.state-submitted",
        "returned" => "proposals.state-returned",
        "refused" => "proposals.state-refused",
        "refusal_appealed" => "proposals.state-refusal-appealed",
        "published" => "proposals.state-published",
        "too_few_supports" => "proposals.state-few",
        "evaluating" => "proposals.state-evaluating",
        "feasible" => "proposals.state-feasible",
        "infeasible" => "proposals.state-infeasible",
        "appealed" => "proposals.state-appealed",
        "project" => "proposals.state-project",
        "funded" => "proposals.state-funded",
        "not_funded" => "proposals.state-not-funded",
        "merged" => "proposals.state-merged",
        "withdrawn" => "proposals.state-withdrawn",
        other => return said(other),
    })
}

/// The name of a theme.
pub fn theme_name(theme: &str) -> Message {
    Message::new(match theme {
        "nature" => "proposals.theme-nature",
        "move" => "proposals.theme-move",
        "memory" => "proposals.theme-memory",
        "care" => "proposals.theme-care",
        "learn" => "proposals.theme-learn",
        "play" => "proposals.theme-play",
        other => return said(other),
    })
}

/// One of the four grounds, as S001 has them.
pub fn ground(ground: Ground) -> Message {
    Message::new(match ground {
        Ground::Hatred => "proposals.ground-hatred",
        Ground::Insult => "proposals.ground-insult",
        Ground::OffTopic => "proposals.ground-off-topic",
        Ground::Platform => "proposals.ground-platform",
    })
}

/// What an author is asked to change.
pub fn change(change: Change) -> Message {
    Message::new(match change {
        Change::Unclear => "proposals.change-unclear",
        Change::NamesSomebody => "proposals.change-names",
        Change::SeveralIdeas => "proposals.change-several",
        Change::Place => "proposals.change-place",
        Change::Photo => "proposals.change-photo",
        Change::Tone => "proposals.change-tone",
    })
}

/// A column of the discussion.
pub fn side(side: Side) -> Message {
    Message::new(match side {
        Side::For => "proposals.side-for",
        Side::Against => "proposals.side-against",
        Side::Question => "proposals.side-question",
    })
}

/// A language by its own name.
pub fn endonym(language: &str) -> String {
    Lang::parse(language).map_or(language.to_owned(), |lang| lang.endonym().to_owned())
}

/// A text in its language.
pub fn in_language(text: &str, lang: &str) -> Words {
    Words { text: text.to_owned(), lang: lang.to_owned() }
}

/// Where: the area, or the whole place.
pub fn area(content: &Content) -> Message {
    area_name(&content.area)
}

/// An area by its name; an empty one is the whole place.
pub fn area_name(area: &str) -> Message {
    if area.is_empty() { Message::new("proposals.whole-place") } else { said(area) }
}

/// A name as it is, for a list of names.
pub fn said_in_itself(name: &str) -> Message {
    said(name)
}
