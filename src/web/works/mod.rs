//! What became of it: every funded project, who promised what, and the calendar's word on it.

mod data;
mod list;
mod of_place;
mod shown;
pub(in crate::web) mod words;
mod work;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        list::show,
        work::show,
        work::photo,
        of_place::show,
        of_place::in_year,
        data::table,
        data::document,
    ]
}
