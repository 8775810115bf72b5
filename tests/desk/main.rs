//! The desk through its pages alone: what staff do in browsers, from the first form to the result.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod accounts;
mod elections;
mod forms;
mod languages;
mod notices;
mod trustees;

#[path = "../web/mod.rs"]
mod web;
