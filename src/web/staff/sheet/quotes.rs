//! Somebody's words on a sheet, and several forms on one page.

use serde::Serialize;

use super::{Input, Section, Tag};
use crate::i18n::message::Message;
use crate::web::helpers::Words;

/// Somebody's words, in their language.
#[derive(Debug, Serialize)]
pub(super) struct Quote {
    label: Message,
    words: Words,
}

impl Section {
    /// The same section with how it stands.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }

    /// The same section with somebody's words, in their language and direction.
    #[must_use]
    pub fn quote(mut self, label: Message, words: Words) -> Self {
        self.quotes.push(Quote { label, words });
        self
    }
}

impl Input {
    /// The same on a page with several forms: `which` tells its field from those of the others.
    #[must_use]
    pub fn of(mut self, which: &str) -> Self {
        self.id = format!("{}-{which}", self.name);
        self.describe();
        self
    }
}
