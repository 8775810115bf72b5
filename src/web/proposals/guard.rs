//! What the pages of proposals load first.

use morada_engine::ids::ElectionId;
use rocket::http::CookieJar;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::Redirect;

use crate::app::House;
use crate::app::proposals::draft::{Mine, mine};
use crate::app::proposals::{Hand, Season};
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::web::frame::Heading;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::home::heading;
use crate::web::roll::cookies;
use crate::web::roll::holder::Holder;
use crate::web::site::Site;
use crate::web::staff::wrong;

/// The process of an address, if it takes proposals.
pub async fn season(house: &House, process: &ProcessSlug) -> Result<Season, Problem> {
    Season::load(house, &process.0).await.map_err(wrong::problem)
}

/// Start of the addresses of a process.
pub fn base(lang: Lang, season: &Season) -> String {
    format!("/{lang}/p/{}", season.process())
}

/// The heading of a page about a process.
pub fn head(season: &Season, lang: Lang) -> Heading {
    heading(&season.notice, lang)
}

/// Who is in with their card, as the hand they have in this process.
pub async fn hand(house: &House, season: &Season, card: &Holder) -> Result<Option<Hand>, Problem> {
    let Some(own) = card.of(&season.notice.place.id) else { return Ok(None) };
    Ok(Hand::of(house, season, &own).ok())
}

/// The way to where a card is shown. From there one comes back.
pub fn to_card(lang: Lang, season: &Season, jar: &CookieJar<'_>, site: &Site) -> Redirect {
    cookies::keep_way_back(jar, site, season.process());
    Redirect::to(format!("/{lang}/roll/{}/card", season.notice.place.id))
}

/// The proposal of this browser, if its code still opens one.
pub async fn own_proposal(
    house: &House,
    process: &ElectionId,
    jar: &CookieJar<'_>,
    site: &Site,
) -> Result<Option<Mine>, Problem> {
    let Some(code) = cookies::proposal(jar, site) else { return Ok(None) };
    match mine(house, process, &code).await {
        Ok(mine) => Ok(Some(mine)),
        Err(DeskError::Unknown) => Ok(None),
        Err(error) => Err(wrong::problem(error)),
    }
}

/// A browser that is writing a proposal. Nobody else's files are read at all.
pub struct Writing;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Writing {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        use rocket::http::Status;
        use std::sync::Arc;

        let state = request.rocket();
        let (Some(house), Some(site)) = (state.state::<Arc<House>>(), state.state::<Site>()) else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let Some(Ok(process)) = request.param::<ProcessSlug>(2) else {
            return Outcome::Error((Status::NotFound, ()));
        };
        match own_proposal(house, &process.0, request.cookies(), site).await {
            Ok(Some(mine)) if mine.is_open() => Outcome::Success(Self),
            Ok(_) | Err(_) => Outcome::Error((Status::NotFound, ())),
        }
    }
}
