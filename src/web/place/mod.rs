//! Pages of the whole installation: the way in, the list of processes, text size and contrast, plain words.

pub mod arrival;
pub mod demo;
pub mod home;
pub mod info;
pub mod settings;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        arrival::arrive,
        demo::arrive,
        demo::show,
        home::show,
        settings::show,
        settings::save,
        info::safe,
        info::data,
        info::help,
        info::accessibility,
    ]
}
