//! The roll, as residents meet it: may I take part, asking for a place, the residence card, one's own page.
//!
//! Everything works without an account, an e-mail address and JavaScript, and no page tells a stranger whether
//! somebody is on the roll.

pub(in crate::web) mod leaf;
pub(in crate::web) mod question;
pub(in crate::web) mod words;

pub(in crate::web) mod cookies;
pub(in crate::web) mod holder;

mod anomalies;
mod attest;
mod card;
mod front;
mod kinds;
pub(in crate::web) mod may;
mod once;
pub(in crate::web) mod own;
mod request;
mod standing;
pub(in crate::web) mod votes;

pub(in crate::web) use card::{JustMade, made_page, show_once};

use rocket::{Route, routes};

/// The routes of this folder.
pub fn routes() -> Vec<Route> {
    routes![
        front::show,
        front::data,
        front::numbers_page,
        anomalies::show,
        front::closed,
        kinds::show,
        may::ask,
        may::answer,
        request::begin,
        request::show_step,
        request::answer_step,
        request::add_photo,
        request::drop_photos,
        request::send_it,
        standing::show,
        standing::code_form,
        standing::enter_code,
        standing::object_to_it,
        standing::collect,
        standing::take_it_back,
        standing::put_away,
        card::made,
        card::scan,
        card::scan_in,
        own::sign_in_form,
        own::sign_in,
        own::show,
        own::own_card,
        own::take_away,
        own::name_on_card,
        own::pin,
        own::lost,
        own::contact,
        own::change,
        attest::list,
        attest::form,
        attest::make,
        attest::vouch_for,
        once::ask,
        once::enter,
        once::link,
        own::sign_out,
        own::delete,
    ]
}
