//! What residents do: read about a process, vote, keep their slip and look for it.

pub mod home;
pub mod how;
pub mod may;
pub mod poster;
pub mod projects;

pub mod ballot;
pub mod booth;
pub mod check;
pub mod code;
pub mod find;
pub mod papers;
pub mod slip;

pub mod faces;
mod faults;
mod meter;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        home::show,
        how::show,
        may::ask,
        may::answer,
        poster::show,
        projects::list,
        projects::show,
        projects::listen,
        code::ask,
        code::enter,
        papers::show,
        ballot::show,
        check::answer,
        check::cast,
        slip::show,
        slip::picture,
        slip::promise,
        slip::proof,
        slip::finish,
        find::ask,
        find::look,
    ]
}
