//! The Morada server.

pub mod app;
pub mod config;
pub mod store;
