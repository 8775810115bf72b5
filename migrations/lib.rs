//! Migrations of both databases.
