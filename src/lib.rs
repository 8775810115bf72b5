//! The Morada server.

pub mod app;
pub mod clock;
pub mod config;
pub mod store;
