//! What became of it, through HTTP: the demo's funded projects, what departments say of them, and what
//! everybody reads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

#[path = "../web/mod.rs"]
mod web;

mod pictures;
mod public;
mod told;
