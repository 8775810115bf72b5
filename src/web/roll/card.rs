//! The residence card on the screen and on A7 paper, and what anyone learns who reads its square picture.

use std::sync::Arc;

use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::Redirect;
use rocket::time::Duration;
use rocket::{State, get, uri};
use serde::Serialize;

use super::front::{base, kept, place_name};
use super::leaf::{Leaf, Part};
use super::words::day;
use crate::app::House;
use crate::app::roll::cards::{Face, NewCard, Standing, face, public_key, read_card, reveal, wrap};
use crate::app::roll::keeping::Kept;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};
use crate::web::staff::wrong;

/// A card that was made within the last minutes, to be shown once.
const COOKIE: &str = "new-card";

/// A card, to look at and to print.
#[derive(Debug, Serialize)]
pub struct CardView {
    place: Words,
    number: String,
    area: String,
    valid_until: Moment,
    name: Option<String>,
    /// What the square picture says.
    address: String,
    /// Shown once, when the card is made.
    pin: Option<String>,
    back: String,
}

impl View for CardView {
    const TEMPLATE: &'static str = "roll/card";
    fn title(&self) -> Message {
        Message::new("roll.card-title")
    }
}

impl CardView {
    pub(in crate::web) fn new(
        lang: Lang,
        kept: &Kept,
        site: &Site,
        face: Face,
        pin: Option<String>,
        back: String,
    ) -> Self {
        Self {
            place: words_in(&kept.place.name, lang, &kept.place.languages),
            number: face.number.printed(),
            area: face.area,
            valid_until: day(face.valid_until),
            name: face.name,
            // In capitals, which a square picture packs closest; names of hosts know no case.
            address: format!("{}/R/CARD/{}", site.public_url.to_uppercase(), face.signed),
            pin,
            back,
        }
    }
}

/// Lets this browser show a new card with its PIN for five minutes. The cookie is sealed by the server.
pub(in crate::web) fn show_once(jar: &CookieJar<'_>, house: &House, site: &Site, new: &NewCard) {
    let mut cookie = cookie(site, wrap(house, new));
    cookie.set_max_age(Duration::minutes(5));
    jar.add(cookie);
}

fn cookie(site: &Site, value: String) -> Cookie<'static> {
    Cookie::build((site.cookie_name(COOKIE), value))
        .path("/")
        .same_site(SameSite::Strict)
        .secure(site.secure_cookies)
        .http_only(true)
        .build()
}

/// The card that was just made in this browser.
pub struct JustMade(pub Option<NewCard>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for JustMade {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let state = request.rocket();
        let (Some(house), Some(site)) = (state.state::<Arc<House>>(), state.state::<Site>()) else {
            return Outcome::Success(Self(None));
        };
        let cookie = request.cookies().get(&site.cookie_name(COOKIE));
        Outcome::Success(Self(cookie.and_then(|cookie| reveal(house, cookie.value()))))
    }
}

/// The page of a card that was just made.
pub(in crate::web) async fn made_page(
    lang: Lang,
    kept: &Kept,
    house: &House,
    site: &Site,
    new: NewCard,
    back: String,
) -> Result<Page, Problem> {
    let face = face(house, kept, &new.number).await.map_err(wrong::problem)?;
    Ok(Page::show(&CardView::new(lang, kept, site, face, Some(new.pin), back)).unkept())
}

/// Shows a card that was just made, with its PIN.
#[get("/<lang>/roll/<place>/new-card")]
pub async fn made(
    lang: Lang,
    place: PlaceSlug,
    just: JustMade,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Answered {
    let kept = kept(house, &place).await?;
    let back = base(lang, &kept);
    match just.0 {
        Some(new) => Ok(made_page(lang, &kept, house, site, new, back).await?.into()),
        None => Ok(Redirect::to(back).into()),
    }
}

/// Reads a card in the reader's language. The address stands on cards in capitals.
#[get("/R/CARD/<text>")]
pub fn scan(text: &str, request: Reader) -> Redirect {
    Redirect::to(uri!(scan_in(request.0, text)))
}

/// The language of whoever asks, where the address names none.
pub struct Reader(Lang);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Reader {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let site = request.rocket().state::<Site>().expect("the assembly manages a site");
        Outcome::Success(Self(site.negotiated(request)))
    }
}

/// What anyone learns of a card: genuine, valid, lives in …, and nothing else.
#[get("/<lang>/card/<text>", rank = 2)]
pub async fn scan_in(lang: Lang, text: &str, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let leaf = match read_card(house, text).await.map_err(wrong::problem)? {
        Standing::Valid(card) => {
            let kept = Kept::load(house, &card.place).await.map_err(wrong::problem)?;
            Leaf::new(say("roll.scan-valid"))
                .mark("stand--yes", "circle-check", say("roll.scan-valid-mark"))
                .with(
                    Part::plain()
                        .fact(
                            say("roll.scan-lives"),
                            say("roll.scan-area")
                                .text("area", card.area)
                                .text("place", place_name(lang, &kept)),
                        )
                        .fact(say("roll.scan-until"), super::words::on(card.valid_until)),
                )
        }
        Standing::Over => Leaf::new(say("roll.scan-over"))
            .mark("stand--no", "circle-x", say("roll.scan-over-mark"))
            .lead(say("roll.scan-over-lead")),
        Standing::NotOurs => Leaf::new(say("roll.scan-false"))
            .mark("stand--no", "circle-x", say("roll.scan-false-mark"))
            .lead(say("roll.scan-false-lead")),
    };
    let key = public_key(house).to_hex();
    let leaf = leaf.with(
        Part::plain().say(say("roll.scan-nothing-else")).say(say("roll.scan-key").text("key", key)),
    );
    Ok(leaf.page().unkept().into())
}
