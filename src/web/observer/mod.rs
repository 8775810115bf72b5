//! What observers check: results step by step, seals, the bundle.

pub mod acts;
pub mod audit;
pub mod chance;
pub mod dispute;
pub mod elections;
pub mod log;
pub mod results;
pub mod seal;
pub mod verifier;
pub mod witness;

mod explained;
mod share;
mod trustees;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    let pages = routes![
        acts::show,
        results::list,
        results::show,
        results::share,
        results::own_share,
        audit::show,
        audit::checkpoint,
        audit::bundle_file,
        chance::show,
        dispute::show,
        trustees::archive,
        verifier::show,
        witness::show,
        witness::take,
        witness::proof,
        elections::list,
        elections::show,
        elections::file,
        elections::rules::show,
    ];
    [pages, log::log_routes()].concat()
}
