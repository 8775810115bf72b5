//! After the vote: what becomes of every funded project. Departments say it, the calendar judges it.

pub mod funded;
pub mod open_data;
pub mod photo;
pub mod say;
pub mod saying;

#[cfg(test)]
mod tests;
