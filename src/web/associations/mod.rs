//! Associations and collectives: the public record, and the pages of their own people.

mod own;
mod record;
pub(in crate::web) mod words;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        record::show,
        own::list,
        own::new,
        own::ask_it,
        own::join_it,
        own::one,
        own::invite_it,
        own::give,
        own::end,
        own::leave_it,
    ]
}
