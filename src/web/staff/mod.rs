//! The desk: pages of the staff. Every page but the sign-in takes [`AtDesk`], and every deed asks the
//! use cases for a permit.

mod act_words;
mod deed;
mod guard;
mod refused;
mod sheet;
pub(in crate::web) mod typed;
pub(in crate::web) mod wrong;

mod accounts;
mod after;
mod associations;
mod contests;
mod desk;
mod elections;
mod enrol;
mod evaluation;
mod letters;
mod log;
mod me;
mod notices;
mod opening;
mod process;
mod projects;
pub mod proposals;
mod retire;
pub mod roll;
mod rules;
mod settings;
mod sign_in;
mod texts;
mod trustees;
mod voters;
mod works;

#[cfg(test)]
mod tests;

pub use act_words::in_words as act_in_words;
pub use guard::AtDesk;
pub use roll::register_words;
pub use wrong::message as fault_in_words;

use rocket::request::Request;
use rocket::response::Redirect;
use rocket::{Catcher, Route, catch, catchers, routes};

use super::site::Site;
use crate::i18n::lang::Lang;

/// The desk's addresses.
pub fn routes() -> Vec<Route> {
    let mut all = routes![
        sign_in::ask,
        sign_in::enter,
        sign_in::leave,
        enrol::ask,
        enrol::accept,
        me::show,
        me::password,
        me::end,
        me::stay,
        accounts::list,
        accounts::new,
        accounts::add,
        accounts::confirm,
        accounts::back,
        accounts::show,
        accounts::change,
        accounts::end,
        desk::show,
        desk::begin_form,
        desk::begin,
        process::show,
        settings::form,
        settings::store,
        rules::show,
        rules::publish,
        contests::new,
        contests::add,
        contests::edit,
        contests::store,
        contests::remove,
        projects::list,
        projects::new,
        projects::add,
        projects::edit,
        projects::store,
        projects::remove,
        projects::import_form,
        projects::import,
        projects::take,
        letters::show,
        letters::record,
        letters::keys_form,
        letters::keys,
        opening::show,
        opening::confirm,
        opening::take_back,
        after::turnout_page,
        after::count_page,
        after::count,
        after::publish_page,
        after::publish,
        notices::show,
        notices::propose,
        notices::withdraw,
        notices::confirm,
        notices::back,
        retire::ask,
        retire::retire,
        trustees::show,
        trustees::take,
        log::show,
        log::download,
        elections::show,
        elections::keep,
        elections::withdraw,
    ];
    all.extend(roll::routes());
    all.extend(proposals::routes());
    all.extend(evaluation::routes());
    all.extend(works::routes());
    all.extend(texts::routes());
    all.extend(routes![associations::show, associations::say]);
    all
}

/// Whoever is not signed in is asked to.
pub fn catchers() -> Vec<Catcher> {
    catchers![sign_in_first]
}

#[catch(401)]
fn sign_in_first(request: &Request<'_>) -> Redirect {
    let site = request.rocket().state::<Site>().expect("the assembly manages a site");
    let lang = site.reader_language(request);
    Redirect::to(rocket::uri!(sign_in::ask(lang)))
}
