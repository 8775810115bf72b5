//! Signing in and out.

use std::sync::Arc;

use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, desk, guard, wrong};
use crate::app::House;
use crate::app::staff::sign_in::{Credentials, SignInError, sign_in};
use crate::app::staff::sign_out::sign_out;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::{Answer, Answered};
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::site::Site;

/// Asks for name, password and code.
#[get("/<lang>/desk/sign-in")]
pub fn ask(lang: Lang) -> Answer {
    sheet(lang, "", Faults::none()).into()
}

fn sheet(lang: Lang, name: &str, faults: Faults) -> Sheet {
    let form = Form::new(format!("/{lang}/desk/sign-in"), Message::new("staff.sign-in"))
        .go()
        .input(
            Input::text("name", name, Message::new("staff.name"))
                .autocomplete("username")
                .fault_in(&faults),
        )
        .input(
            Input::text("password", "", Message::new("staff.password"))
                .kind("password")
                .autocomplete("current-password"),
        )
        .input(
            Input::text("code", "", Message::new("staff.code"))
                .hint(Message::new("staff.code-hint"))
                .autocomplete("one-time-code"),
        );
    Sheet::new(lang, Message::new("staff.sign-in"))
        .lead(Message::new("staff.sign-in-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Signs in, or says that something did not fit; never what.
#[post("/<lang>/desk/sign-in", data = "<form>")]
pub async fn enter(
    lang: Lang,
    form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let typed = form.0;
    if typed.only_speaks_another_language() {
        return Ok(sheet(lang, &typed.get("name"), Faults::none()).into());
    }
    let credentials = Credentials {
        name: typed.get("name"),
        password: typed.get("password"),
        code: typed.get("code"),
        device: guard::device(jar, site),
    };
    let message = match sign_in(house, &credentials).await {
        Ok(session) => {
            guard::begin(jar, site, &session);
            return Ok(Redirect::to(uri!(desk::show(lang))).into());
        }
        Err(SignInError::Wrong) => Message::new("staff.sign-in-wrong"),
        Err(SignInError::Wait(seconds)) => {
            Message::new("staff.sign-in-wait").count("seconds", seconds)
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    Ok(sheet(lang, &typed.get("name"), Faults::at("name", message)).into())
}

/// Signs out.
#[post("/<lang>/desk/sign-out", data = "<_form>")]
pub async fn leave(
    lang: Lang,
    _form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    sign_out(house, &who.0).await.map_err(wrong::problem)?;
    guard::end(jar, site);
    Ok(Redirect::to(uri!(ask(lang))).into())
}
