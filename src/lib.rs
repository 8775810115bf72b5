//! The Morada server.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod i18n;
pub mod store;
pub mod web;
