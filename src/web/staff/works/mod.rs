//! The works of a process at the desk: the list, one work, and what its department says about it.

mod list;
mod photo;
mod say;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![list::all, list::one, say::form, say::store, photo::form, photo::take]
}
