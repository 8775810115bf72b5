//! The desk of evaluation: who is asked about what until when, what departments say, the list, and objections.

mod appeals;
mod ballot;
mod hand;
mod join;
mod list;
mod overview;
mod report;
mod rules;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        overview::show,
        rules::form,
        rules::store,
        hand::form,
        hand::store,
        report::form,
        report::store,
        list::show,
        list::confirm,
        list::back,
        join::show,
        join::suggest_it,
        join::take_back,
        join::desk_form,
        join::answer_for,
        ballot::show,
        ballot::propose,
        ballot::confirm,
        ballot::back,
        appeals::show,
        appeals::form,
        appeals::answer_it,
        appeals::desk_form,
        appeals::object_for,
    ]
}
