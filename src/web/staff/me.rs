//! One's own account: what it may do, another password, sessions elsewhere, and staying signed in.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::said;
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::wrong::role;
use super::{AtDesk, deed};
use crate::app::House;
use crate::app::staff::own::{PasswordAnswers, change_password, end_other_sessions};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::{Answer, Answered};
use crate::web::csrf::Posted;
use crate::web::forms::Faults;

/// One's own account.
#[get("/<lang>/desk/me")]
pub fn show(lang: Lang, who: AtDesk) -> Answer {
    sheet(lang, &who, Faults::none()).into()
}

fn sheet(lang: Lang, who: &AtDesk, faults: Faults) -> Sheet {
    let say = Message::new;
    let account = who.0.account();
    let secret = |name: &str, label: &str, what| {
        Input::text(name, "", say(label)).kind("password").autocomplete(what).fault_in(&faults)
    };
    let form = Form::new(format!("/{lang}/desk/me"), say("staff.password-change"))
        .go()
        .input(secret("now", "staff.password-now", "current-password"))
        .input(
            secret("password", "staff.password-new", "new-password")
                .hint(say("staff.password-hint")),
        )
        .input(secret("again", "staff.password-again", "new-password"))
        .input(
            Input::text("code", "", say("staff.code"))
                .hint(say("staff.code-hint"))
                .autocomplete("one-time-code")
                .fault_in(&faults),
        );
    let roles = account.roles.iter().map(|held| role(held.role)).collect();
    Sheet::new(lang, said(&account.shown_as))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .lead(say("staff.account-lead").text("name", &account.name).text("team", &account.team))
        .with(Section::new(say("staff.password-change")).form(form))
        .beside(Section::new(say("staff.roles")).list(roles).paragraph(say("staff.roles-own")))
        .beside(
            Section::new(say("staff.sessions"))
                .paragraph(say("staff.sessions-own"))
                .form(Form::new(format!("/{lang}/desk/me/sessions"), say("staff.sessions-end"))),
        )
        .faults(faults)
}

/// Takes another password.
#[post("/<lang>/desk/me", data = "<form>")]
pub async fn password(
    lang: Lang,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let answers = PasswordAnswers {
        now: typed.get("now"),
        code: typed.get("code"),
        password: typed.get("password"),
        again: typed.get("again"),
    };
    let done = change_password(house, &who.0, &answers);
    let on = |()| Redirect::to(uri!(show(lang)));
    let again = async |faults| Ok(sheet(lang, &who, faults));
    deed::answer(&typed, done, on, again).await
}

/// Ends the sessions elsewhere.
#[post("/<lang>/desk/me/sessions", data = "<form>")]
pub async fn end(
    lang: Lang,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let done = end_other_sessions(house, &who.0);
    let on = |()| Redirect::to(uri!(show(lang)));
    let again = async |faults| Ok(sheet(lang, &who, faults));
    deed::answer(&form.0, done, on, again).await
}

/// Keeps the session, for a script that leaves the page as it is: seconds until it ends.
#[get("/<_lang>/desk/stay")]
pub fn stay(_lang: Lang, who: AtDesk) -> String {
    who.0.seconds_left().to_string()
}
