//! Pages of the whole installation: the way in, text size and contrast, help.

pub mod arrival;
pub mod settings;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![arrival::arrive, settings::show, settings::save]
}
