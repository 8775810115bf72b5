//! Who is at the desk: the session's cookie, asked of the database with every request.

use std::sync::Arc;

use rocket::http::{Cookie, CookieJar, SameSite, Status};
use rocket::outcome::Outcome;
use rocket::request::{self, FromRequest, Request};
use rocket::time::Duration;

use crate::app::House;
use crate::app::staff::SignedIn;
use crate::app::staff::sign_in::{NewSession, who_is};
use crate::web::site::Site;

const SESSION: &str = "desk";
const DEVICE: &str = "desk-device";

/// Somebody who is signed in. A request without is answered with the way to the sign-in.
pub struct AtDesk(pub SignedIn);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for AtDesk {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, ()> {
        let site = request.rocket().state::<Site>().expect("the assembly manages a site");
        let house = request.rocket().state::<Arc<House>>().expect("the caller manages a house");
        let cookie = request.cookies().get(&site.cookie_name(SESSION));
        let Some(token) = cookie.map(|cookie| cookie.value().to_owned()) else {
            return Outcome::Error((Status::Unauthorized, ()));
        };
        match who_is(house, &token).await {
            Ok(Some(who)) => Outcome::Success(Self(who)),
            Ok(None) => Outcome::Error((Status::Unauthorized, ())),
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                Outcome::Error((Status::InternalServerError, ()))
            }
        }
    }
}

/// What an earlier sign-in left in this browser.
pub fn device(jar: &CookieJar<'_>, site: &Site) -> Option<String> {
    jar.get(&site.cookie_name(DEVICE)).map(|cookie| cookie.value().to_owned())
}

/// Gives the browser its session; the device's mark stays for a year.
pub fn begin(jar: &CookieJar<'_>, site: &Site, session: &NewSession) {
    jar.add(cookie(site, SESSION, session.token.clone()));
    let mut device = cookie(site, DEVICE, session.device.clone());
    device.set_max_age(Duration::days(365));
    jar.add(device);
}

/// Takes the session away.
pub fn end(jar: &CookieJar<'_>, site: &Site) {
    jar.remove(cookie(site, SESSION, String::new()));
}

fn cookie(site: &Site, name: &str, value: String) -> Cookie<'static> {
    Cookie::build((site.cookie_name(name), value))
        .path("/")
        .same_site(SameSite::Strict)
        .secure(site.secure_cookies)
        .http_only(true)
        .build()
}
