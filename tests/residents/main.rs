//! What residents may rely on around their proposals: whom they supported is forgotten, what they write stays text,
//! whoever follows hears of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

#[path = "../web/mod.rs"]
mod web;

mod following;
mod hostile;
mod newcomers;
mod pictures;
mod supports_end;
