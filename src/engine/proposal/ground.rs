//! Why a contribution is not published: four grounds, and no fifth.
//!
//! Source: COUNCIL.md K33, after the comment rules in S001.

use serde::{Deserialize, Serialize};

/// One of the four grounds for refusing a proposal or a comment. Another one needs another version of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Racist, or an incitement to hatred.
    Hatred,
    /// A manifest lack of courtesy: an insult instead of an argument.
    Insult,
    /// Too manifestly outside of the subject.
    OffTopic,
    /// Comes again and again, using the place as a platform.
    Platform,
}

impl Ground {
    /// All four.
    pub const ALL: [Ground; 4] =
        [Ground::Hatred, Ground::Insult, Ground::OffTopic, Ground::Platform];

    /// The ground's name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Ground::Hatred => "hatred",
            Ground::Insult => "insult",
            Ground::OffTopic => "off_topic",
            Ground::Platform => "platform",
        }
    }

    /// The ground of that name.
    pub fn from_name(name: &str) -> Option<Ground> {
        Ground::ALL.into_iter().find(|ground| ground.name() == name)
    }
}

/// What a moderator can ask an author to change. Asking is no refusal: nothing about it is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It cannot be understood what should be done.
    Unclear,
    /// It says too much about a person.
    NamesSomebody,
    /// Several ideas in one.
    SeveralIdeas,
    /// The place is missing or wrong.
    Place,
    /// The photo does not fit, or shows people.
    Photo,
    /// One of the four grounds would apply, but a few words can mend it.
    Tone,
}

impl Change {
    /// All of them.
    pub const ALL: [Change; 6] = [
        Change::Unclear,
        Change::NamesSomebody,
        Change::SeveralIdeas,
        Change::Place,
        Change::Photo,
        Change::Tone,
    ];

    /// Its name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Change::Unclear => "unclear",
            Change::NamesSomebody => "names_somebody",
            Change::SeveralIdeas => "several_ideas",
            Change::Place => "place",
            Change::Photo => "photo",
            Change::Tone => "tone",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Change> {
        Change::ALL.into_iter().find(|change| change.name() == name)
    }
}
