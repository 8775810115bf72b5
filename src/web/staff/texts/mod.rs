//! Translation work at the desk: a queue for each language, original and translation side by side, files.

mod files;
mod queue;
mod sound;
mod text;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        queue::all,
        queue::one,
        text::show,
        text::store,
        text::check_it,
        files::xliff,
        files::table,
        files::form,
        files::take,
        sound::form,
        sound::take,
    ]
}
