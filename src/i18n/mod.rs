//! Texts for people, in their language: messages by key, numbers, money and dates.
//!
//! Nothing else in the house writes words for people. The message files are below `messages/`.

pub mod lang;
pub mod message;
pub mod voice;

pub mod format;
pub mod zone;

mod pseudo;

#[cfg(test)]
mod catalogue;
