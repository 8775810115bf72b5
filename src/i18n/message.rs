//! What is to be said, before it is known in which language.
//!
//! A use case or a route names a [`Message`]; the page that shows it knows the reader's language. So a fault found
//! while a Portuguese ballot is read can still be told in Arabic after the reader has switched.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::format::Amount;
use super::zone::Moment;

/// A sentence by its key, with what fills its gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The audience's file and the message in it: `resident.code.too-short`.
    pub key: String,
    /// What fills the gaps, by name.
    pub args: BTreeMap<String, Arg>,
}

/// What fills a gap of a message. Each language writes it in its own way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// Words as they are: a name, a code.
    Text(String),
    /// A count; it also chooses the plural form.
    Count(u64),
    /// A number with decimals, as `1384.7`; each language writes its own signs.
    Decimal(String),
    /// A sum of money.
    Money(Amount),
    /// A day with its year.
    Day(Moment),
    /// A day and the time of day.
    Moment(Moment),
    /// Another message, said in the same language.
    Said(Box<Message>),
    /// Several messages, one behind the other with commas.
    All(Vec<Message>),
}

impl Message {
    /// The message `key` without gaps.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: BTreeMap::new() }
    }

    /// Fills a gap with words as they are.
    #[must_use]
    pub fn text(self, name: &str, words: impl Into<String>) -> Self {
        self.with(name, Arg::Text(words.into()))
    }

    /// Fills a gap with a count.
    #[must_use]
    pub fn count(self, name: &str, n: u64) -> Self {
        self.with(name, Arg::Count(n))
    }

    /// Fills a gap with a number that has decimals, as `1384.7`.
    #[must_use]
    pub fn decimal(self, name: &str, digits: impl Into<String>) -> Self {
        self.with(name, Arg::Decimal(digits.into()))
    }

    /// Fills a gap with another message.
    #[must_use]
    pub fn said(self, name: &str, message: Message) -> Self {
        self.with(name, Arg::Said(Box::new(message)))
    }

    /// Fills a gap with a sum of money.
    #[must_use]
    pub fn money(self, name: &str, amount: Amount) -> Self {
        self.with(name, Arg::Money(amount))
    }

    /// Fills a gap with a day.
    #[must_use]
    pub fn day(self, name: &str, moment: Moment) -> Self {
        self.with(name, Arg::Day(moment))
    }

    /// Fills a gap with a day and a time.
    #[must_use]
    pub fn moment(self, name: &str, moment: Moment) -> Self {
        self.with(name, Arg::Moment(moment))
    }

    /// Fills a gap with other messages.
    #[must_use]
    pub fn all(self, name: &str, messages: Vec<Message>) -> Self {
        self.with(name, Arg::All(messages))
    }

    /// The same message with every text that fills a gap changed by `escape`.
    #[must_use]
    pub fn escaped(mut self, escape: impl Fn(&str) -> String) -> Self {
        self.escape(&escape);
        self
    }

    fn escape(&mut self, escape: &dyn Fn(&str) -> String) {
        for arg in self.args.values_mut() {
            match arg {
                Arg::Text(words) => *words = escape(words),
                Arg::Said(inner) => inner.escape(escape),
                Arg::All(messages) => messages.iter_mut().for_each(|inner| inner.escape(escape)),
                Arg::Count(_) | Arg::Decimal(_) | Arg::Money(_) | Arg::Day(_) | Arg::Moment(_) => {}
            }
        }
    }

    fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.insert(name.to_owned(), arg);
        self
    }
}
