//! The way in: from the bare address to the first page in the reader's language.

use rocket::get;
use rocket::http::{CookieJar, Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{Redirect, Responder};

use crate::i18n::lang::Lang;
use crate::web::site::Site;

/// The language of a reader whose address names none.
pub struct Negotiated(Lang);

impl Negotiated {
    /// The language.
    pub fn lang(&self) -> Lang {
        self.0
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Negotiated {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.rocket().state::<Site>() {
            Some(site) => Outcome::Success(Self(site.negotiated(request))),
            None => Outcome::Error((Status::InternalServerError, ())),
        }
    }
}

/// A redirect that depends on the reader's cookie and browser, so no cache may share it.
#[derive(Responder)]
pub struct Arrival {
    to: Redirect,
    vary: Header<'static>,
}

/// Leads to the first page in the reader's language.
#[get("/")]
pub fn arrive(lang: Negotiated) -> Arrival {
    Arrival {
        to: Redirect::to(format!("/{}", lang.0)),
        vary: Header::new("Vary", "Cookie, Accept-Language"),
    }
}

/// Keeps the language for the next visit. A functional cookie: two letters, no person.
pub fn remember(jar: &CookieJar<'_>, lang: Lang, site: &Site) {
    use rocket::http::{Cookie, SameSite};
    use rocket::time::Duration;
    let known = jar.get("lang").is_some_and(|cookie| cookie.value() == lang.code());
    if !known {
        jar.add(
            Cookie::build(("lang", lang.code()))
                .path("/")
                .same_site(SameSite::Lax)
                .secure(site.secure_cookies)
                .http_only(true)
                .max_age(Duration::days(365)),
        );
    }
}
