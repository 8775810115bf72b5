//! In without a PIN: a code of the desk, or a link to the address that the holder gave.

use std::sync::Arc;

use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::front::{base, kept};
use super::leaf::{Deed, Leaf, Part};
use super::{cookies, own};
use crate::app::House;
use crate::app::roll::keeping::Kept;
use crate::app::roll::passes::{enter_with_pass, send_link};
use crate::app::staff::sign_in::SignInError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::client::Client;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::pace::Pace;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::Site;
use crate::web::staff::typed::Typed;

/// Asks for a code, or for the number of the card to which a link is sent. A link brings its code along, and only
/// the button uses it up: whoever looks through mail opens links.
#[get("/<lang>/roll/<place>/once?<code>")]
pub async fn ask(
    lang: Lang,
    place: PlaceSlug,
    code: Option<&str>,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = kept(house, &place).await?;
    Ok(page(lang, &kept, code.unwrap_or_default(), Faults::none()).into())
}

fn page(lang: Lang, kept: &Kept, code: &str, faults: Faults) -> Page {
    let say = Message::new;
    let base = base(lang, kept);
    let typed = Field::text("code", code, say("reach.once-code")).code().fault_in(&faults);
    let number = Field::text("number", "", say("roll.card-number")).code();
    let leaf = Leaf::new(say("reach.once-title"))
        .back(say("roll.back"), format!("{base}/card"))
        .faults(faults)
        .with(
            Part::new(say("reach.once-have"))
                .say(say("reach.once-have-note"))
                .deed(Deed::new(format!("{base}/once"), say("roll.in-go")).main().field(typed)),
        )
        .with(
            Part::new(say("reach.once-link"))
                .say(say("reach.once-link-note"))
                .deed(Deed::new(format!("{base}/link"), say("reach.once-link-go")).field(number)),
        )
        .with(Part::new(say("reach.once-desk")).say(say("reach.once-desk-note")));
    leaf.page().unkept().without_address()
}

/// Lets somebody in with a code, which is used up.
#[post("/<lang>/roll/<place>/once", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn enter(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let code = form.0.get("code");
    match enter_with_pass(house, &place.0, &code).await {
        Ok(session) => {
            cookies::keep_session(jar, site, session.token, session.device);
            return Ok(Redirect::to(uri!(own::show(lang, place))).into());
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
        Err(SignInError::Wrong | SignInError::Wait(_)) => {}
    }
    pace.count(client).map_err(Problem::TooMany)?;
    let kept = kept(house, &place).await?;
    Ok(page(lang, &kept, &code, Faults::at("code", Message::new("reach.once-wrong"))).into())
}

/// Sends a link, if there is an address to send it to; the answer is the same either way.
#[post("/<lang>/roll/<place>/link", data = "<form>")]
pub async fn link(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
) -> Answered {
    let say = Message::new;
    pace.count(client).map_err(Problem::TooMany)?;
    let kept = kept(house, &place).await?;
    let (house, number) = (Arc::clone(house), form.0.get("number"));
    // Beside the answer, so that nobody reads from the time it takes whether there was anything to do.
    tokio::spawn(async move {
        if let Err(error) = send_link(&house, &place.0, &number, lang).await {
            tracing::error!(%error, "a link was not sent");
        }
    });
    let leaf = Leaf::new(say("reach.sent-title"))
        .lead(say("reach.sent-lead"))
        .back(say("roll.back"), format!("{}/once", base(lang, &kept)));
    Ok(leaf.page().unkept().into())
}
