//! What departments said of proposals, as everybody reads it; and objecting to it.

pub(in crate::web) mod words;

mod join;
mod list;
mod numbers;
mod object;
mod one;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        list::show,
        list::file,
        numbers::show,
        one::show,
        object::form,
        object::object_to_it,
        join::show,
        join::say_it
    ]
}
