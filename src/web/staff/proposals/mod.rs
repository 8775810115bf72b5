//! The desk of proposals: reading before publication, second looks, objections, rules, writing for somebody.

mod behalf;
mod objections;
mod overview;
mod queue;
mod reading;
mod rules;
mod second;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        overview::show,
        rules::form,
        rules::store,
        queue::show,
        queue::photo,
        queue::decide_it,
        second::show,
        second::look,
        objections::show,
        objections::hear_it,
        behalf::form,
        behalf::send_it,
        behalf::answer_form,
        behalf::answer_it,
    ]
}
