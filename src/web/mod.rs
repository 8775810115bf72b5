//! The only place that names Rocket: routes, forms, pages.
//!
//! A route takes guards and forms in, calls one use case and gives one page or redirect out. What stands around
//! every page is found in [`frame`]; what a template can say in [`helpers`]; how a form proves that it is ours in
//! [`csrf`].
#![allow(clippy::needless_pass_by_value, reason = "Rocket hands guards and forms over by value")]

pub mod answer;
pub mod page;
pub mod problem;

pub mod csrf;
pub mod display;
pub mod forms;
pub mod frame;
pub mod params;
pub mod site;

pub mod client;
pub mod headers;
pub mod pace;

pub mod assets;
pub mod draw;
pub mod helpers;
pub mod press;
mod prose;

pub mod associations;
pub mod evaluation;
pub mod follow;
pub mod observer;
pub mod place;
pub mod proposals;
pub mod resident;
pub mod roll;
pub mod staff;
pub mod works;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rocket::figment::Figment;
use rocket::{Build, Rocket};

use crate::app::House;
use assets::Assets;
use headers::Headers;
use pace::Pace;
use press::{Press, PressError};
use site::Site;

/// Why the web server ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Templates or messages do not parse.
    #[error(transparent)]
    Press(#[from] PressError),
    /// It could not start, or ended badly.
    #[error("the web server: {0}")]
    Rocket(Box<rocket::Error>),
}

/// Serves a house where its settings say, until it is told to stop.
///
/// # Errors
/// [`ServeError`].
pub async fn serve(site: Site, house: Arc<House>) -> Result<(), ServeError> {
    let figment = Figment::from(rocket::Config::release_default())
        .merge(("address", house.config.address.clone()))
        .merge(("port", house.config.port))
        // A cast waits for the disk; it may finish after the signal to stop.
        .merge(("shutdown.grace", 5))
        .merge(("shutdown.mercy", 5));
    let rocket = rocket(figment, site, house)?;
    rocket.launch().await.map(drop).map_err(|error| ServeError::Rocket(Box::new(error)))
}

/// Assembles the web server of a house. The caller's figment says where to listen.
///
/// # Errors
/// [`PressError`] when a template or message file does not parse.
pub fn rocket(
    figment: Figment,
    site: Site,
    house: Arc<House>,
) -> Result<Rocket<Build>, PressError> {
    let press = Press::load()?;
    let code_tries = Pace::per_minute(site.code_tries_per_minute);
    // Rocket must not believe a client's address from a header, name itself, or log the fields of a form.
    let figment = figment
        .merge(("ip_header", false))
        .merge(("ident", false))
        .merge(("log_level", "off"))
        .merge(("limits.form", "256 KiB"))
        // Read behind a sign-in only (`csrf::PostedFile`): the keys or the openings of a city.
        .merge(("limits.data-form", "161 MiB"))
        .merge(("limits.file", "160 MiB"));
    Ok(rocket::custom(figment)
        .manage(press)
        .manage(Assets::load())
        .manage(code_tries)
        .manage(site)
        .manage(house)
        .attach(Headers)
        .mount("/", assets::routes())
        .mount("/", place::routes())
        .mount("/", resident::routes())
        .mount("/", roll::routes())
        .mount("/", proposals::routes())
        .mount("/", evaluation::routes())
        .mount("/", observer::routes())
        .mount("/", works::routes())
        .mount("/", follow::routes())
        .mount("/", associations::routes())
        .mount("/", staff::routes())
        .register("/", problem::catchers())
        .register("/", staff::catchers()))
}
