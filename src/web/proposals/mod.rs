//! Proposals, as residents meet them: finding, reading, writing one question at a time, supporting, discussing.
//!
//! Everything works without JavaScript and without an account: a draft is kept under a code. What is sent, supported
//! or said takes the residence card.

pub(in crate::web) mod guard;
mod map;
pub(in crate::web) mod words;

mod compare;
mod draft;
mod front;
mod list;
mod mine;
mod own;
mod poster;
mod read;
mod say;

mod api;
mod csv;
mod feed;

pub(in crate::web) use guard::{Caller, season};
pub(in crate::web) use read::page_of;
pub(in crate::web) use words::{area_name, change, ground};

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        list::show,
        list::register_page,
        read::show,
        read::photo,
        compare::show,
        poster::show,
        map::draw,
        front::show,
        front::charter,
        front::newcomers,
        front::begin,
        front::enter_code,
        draft::show,
        draft::answer_step,
        draft::add_photo,
        draft::drop_it,
        mine::show,
        mine::send_it,
        mine::take_back,
        mine::object_to_it,
        mine::ask_author,
        mine::answer_to,
        mine::put_away,
        own::show,
        own::stand_behind,
        say::support_it,
        say::take_it_back,
        say::form,
        say::say_it,
        say::change_it,
        say::take_away_it,
        say::object_to_it,
        feed::atom,
        csv::table,
        api::list,
        api::one,
        api::description,
    ]
}
