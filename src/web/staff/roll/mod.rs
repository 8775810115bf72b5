//! The roll's desk: registration, the queue of requests, objections, cases, the rule.

mod ballots;
mod change;
mod closing;
mod entry;
mod keeping;
mod mandates;
mod new;
mod overview;
mod queue;
mod register;
pub mod register_words;
mod second_look;

pub(super) use overview::works_here;

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        overview::show,
        overview::choose,
        keeping::form,
        keeping::store,
        new::form,
        new::admit,
        new::made,
        entry::form,
        entry::find,
        entry::card,
        entry::end,
        change::pass,
        change::form,
        change::change,
        change::notice,
        ballots::letters,
        ballots::spare,
        queue::show,
        queue::photo,
        queue::decide_it,
        closing::show,
        closing::close,
        mandates::show,
        mandates::give,
        mandates::end,
        register::show,
        register::send,
        register::yes,
        register::away,
        register::faults,
        second_look::objections_page,
        second_look::hear_it,
        second_look::cases_page,
        second_look::settle,
    ]
}
