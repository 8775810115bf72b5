//! The booth's cookie: the voting code, sealed by the server, in the voter's own browser for half an hour.

use std::sync::Arc;

use morada_engine::ids::ElectionId;
use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::time::Duration;

use crate::app::{BOOTH_SECONDS, Booth, House};
use crate::web::site::Site;

const NAME: &str = "booth";

/// The booth this browser is in, if it is in one that is still open.
pub struct CurrentBooth(Option<Booth>);

impl CurrentBooth {
    /// The booth, if it belongs to `election`.
    pub fn of(self, election: &ElectionId) -> Option<Booth> {
        self.0.filter(|booth| booth.election() == election)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for CurrentBooth {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let state = request.rocket();
        let (Some(house), Some(site)) = (state.state::<Arc<House>>(), state.state::<Site>()) else {
            return Outcome::Success(Self(None));
        };
        let cookie = request.cookies().get(&site.cookie_name(NAME));
        Outcome::Success(Self(cookie.and_then(|c| Booth::from_cookie(house, c.value()))))
    }
}

/// Lets this browser into the booth.
pub fn open(jar: &CookieJar<'_>, house: &House, site: &Site, booth: &Booth) {
    let minutes = i64::try_from(BOOTH_SECONDS / 60).unwrap_or_default();
    let mut cookie = cookie(site, booth.to_cookie(house));
    cookie.set_max_age(Duration::minutes(minutes));
    jar.add(cookie);
}

/// Lets this browser out of the booth.
pub fn leave(jar: &CookieJar<'_>, site: &Site) {
    jar.remove(cookie(site, String::new()));
}

fn cookie(site: &Site, value: String) -> Cookie<'static> {
    Cookie::build((site.cookie_name(NAME), value))
        .path("/")
        .same_site(SameSite::Strict)
        .secure(site.secure_cookies)
        .http_only(true)
        .build()
}
