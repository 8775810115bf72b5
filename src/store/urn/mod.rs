//! The box's database.
