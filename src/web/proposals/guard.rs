//! What the pages of proposals load first.

use std::sync::Arc;

use morada_engine::ids::ElectionId;
use rocket::http::{CookieJar, Status};
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

/// Whoever asks: with a residence card or without, with the code of a draft or without.
pub struct Caller<'r> {
    /// The house.
    pub house: &'r House,
    /// Who is in with their card.
    pub card: Holder,
    /// Cookies of this browser.
    pub jar: &'r CookieJar<'r>,
    /// The site that reads them.
    pub site: &'r Site,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let state = request.rocket();
        let house = state.state::<Arc<House>>().expect("the assembly manages a house");
        let site = state.state::<Site>().expect("the assembly manages a site");
        let card = rocket::outcome::try_outcome!(Holder::from_request(request).await);
        Outcome::Success(Self { house, card, jar: request.cookies(), site })
    }
}

impl Caller<'_> {
    /// The hand that whoever is in with their card has in this process.
    pub fn hand(&self, season: &Season) -> Option<Hand> {
        let own = self.card.of(&season.notice.place.id)?;
        Hand::of(self.house, season, &own).ok()
    }

    /// The way to where a card is shown. From there one comes back to `page` of the process.
    pub fn to_card(&self, lang: Lang, season: &Season, page: &str) -> Redirect {
        let back = format!("{}/{page}", base(lang, season));
        cookies::keep_way_back(self.jar, self.site, &back);
        Redirect::to(format!("/{lang}/roll/{}/card", season.notice.place.id))
    }

    /// The proposal of this browser, if its code still opens one.
    pub async fn proposal(&self, process: &ElectionId) -> Result<Option<Mine>, Problem> {
        let Some(code) = cookies::proposal(self.jar, self.site) else { return Ok(None) };
        match mine(self.house, process, &code).await {
            Ok(mine) => Ok(Some(mine)),
            Err(DeskError::Unknown) => Ok(None),
            Err(error) => Err(wrong::problem(error)),
        }
    }
}

/// A browser that is writing a proposal. Nobody else's files are read at all.
pub struct Writing;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Writing {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let caller = rocket::outcome::try_outcome!(Caller::from_request(request).await);
        let Some(Ok(process)) = request.param::<ProcessSlug>(2) else {
            return Outcome::Error((Status::NotFound, ()));
        };
        match caller.proposal(&process.0).await {
            Ok(Some(mine)) if mine.is_open() => Outcome::Success(Self),
            Ok(_) | Err(_) => Outcome::Error((Status::NotFound, ())),
        }
    }
}
