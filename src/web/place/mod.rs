//! Pages of the whole installation: the way in, the list of processes, text size and contrast, plain words.

pub mod arrival;
pub mod home;
pub mod info;
pub mod settings;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        arrival::arrive,
        home::show,
        settings::show,
        settings::save,
        info::safe,
        info::data,
        info::help,
        info::accessibility,
    ]
}
