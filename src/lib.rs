//! The Morada server.
