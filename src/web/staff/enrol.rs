//! An invitation: shown once to whoever hands it over, and accepted by its owner, who chooses a
//! password and connects a telephone.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, sign_in, wrong};
use crate::app::House;
use crate::app::staff::enrol::{EnrolAnswers, Invitation, enrol, invitation};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::site::Site;

/// The page that hands an invitation over. It cannot be shown again: only a hash of it is kept.
pub fn handed_over(lang: Lang, who: &AtDesk, site: &Site, token: &str) -> Sheet {
    let say = Message::new;
    let address = format!("{}/{lang}/desk/enrol/{token}", site.public_url);
    Sheet::new(lang, say("staff.invitation"))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .under(say("staff.accounts"), format!("/{lang}/desk/staff"))
        .lead(say("staff.invitation-once"))
        .with(
            Section::plain()
                .paragraph(say("staff.invitation-how"))
                .qr(address.clone())
                .code(address),
        )
}

/// The invitation, to whoever holds it.
#[get("/<lang>/desk/enrol/<token>")]
pub async fn ask(lang: Lang, token: &str, house: &State<Arc<House>>) -> Answered {
    let found = invitation(house, token).await.map_err(wrong::problem)?;
    Ok(sheet(lang, token, &found, Faults::none()).into())
}

fn sheet(lang: Lang, token: &str, found: &Invitation, faults: Faults) -> Sheet {
    let say = Message::new;
    let password = |name: &str, label: &str| {
        Input::text(name, "", say(label)).kind("password").autocomplete("new-password")
    };
    let form = Form::new(format!("/{lang}/desk/enrol/{token}"), say("staff.enrol-go"))
        .go()
        .input(
            password("password", "staff.password-new")
                .hint(say("staff.password-hint"))
                .fault_in(&faults),
        )
        .input(password("again", "staff.password-again").fault_in(&faults))
        .input(
            Input::text("code", "", say("staff.code"))
                .hint(say("staff.enrol-code-hint"))
                .autocomplete("one-time-code")
                .fault_in(&faults),
        );
    Sheet::new(lang, say("staff.enrol"))
        .lead(say("staff.enrol-lead").text("who", &found.account.shown_as))
        .faults(faults)
        .with(
            Section::new(say("staff.enrol-phone"))
                .paragraph(say("staff.enrol-phone-how"))
                .qr(&found.address)
                .code(&found.key),
        )
        .with(
            Section::new(say("staff.password-new"))
                .paragraph(say("staff.enrol-name").text("name", &found.account.name))
                .form(form),
        )
}

/// Accepts it.
#[post("/<lang>/desk/enrol/<token>", data = "<form>")]
pub async fn accept(
    lang: Lang,
    token: &str,
    form: Posted<Typed>,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let found = invitation(house, token).await.map_err(wrong::problem)?;
    let answers = EnrolAnswers {
        password: typed.get("password"),
        again: typed.get("again"),
        code: typed.get("code"),
    };
    let done = enrol(house, token, &answers);
    let on = |()| Redirect::to(uri!(sign_in::ask(lang)));
    let again = async |faults| Ok(sheet(lang, token, &found, faults));
    deed::answer(&typed, done, on, again).await
}
