//! What observers check: results step by step, seals, the bundle.

pub mod audit;
pub mod results;
pub mod seal;
pub mod verifier;

mod explained;
mod share;
mod trustees;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        results::list,
        results::show,
        results::share,
        results::own_share,
        audit::show,
        audit::checkpoint,
        audit::bundle_file,
        trustees::archive,
        verifier::show,
    ]
}
