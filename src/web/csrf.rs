//! Proof that a form came from our own page.
//!
//! Two locks, either of which would do (OWASP, 2025): every form carries a token bound to a cookie of the browser
//! it was made for, and the browser itself says where a request comes from (`Sec-Fetch-Site`, else `Origin`).
//! The lock sits in [`Posted`], the only way a route reads a form, so that no route can forget it.

use hmac::{Hmac, KeyInit, Mac};
use rocket::data::{Data, FromData, Outcome};
use rocket::form::{self, DataField, Errors, Form, FromForm, ValueField};
use rocket::http::{Cookie, SameSite, Status};
use rocket::request::Request;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::site::Site;

const COOKIE: &str = "visit";
const PURPOSE: &[u8] = b"morada/form/v1";

/// The random name of one browser's visit. It is bound to no person and kept nowhere on the server.
struct Visit(String);

/// The token for the forms of the page that answers `request`.
///
/// The first page with a form also gives the browser its visit cookie. The token is masked with fresh random
/// bytes each time, so that compressed pages do not give it away letter by letter (BREACH).
pub fn token(request: &Request<'_>) -> String {
    let site = site(request);
    let visit =
        request.local_cache(|| Visit(known_visit(request).unwrap_or_else(|| new_visit(request))));
    let mask: [u8; 32] = rand::random();
    let tag = tag(&site.csrf_key, &visit.0);
    let masked: Vec<u8> = tag.iter().zip(mask).map(|(t, m)| t ^ m).collect();
    hex(&mask) + &hex(&masked)
}

/// Whether `token` was made for the browser that sent `request`.
fn fits(request: &Request<'_>, token: &str) -> bool {
    let (Some(visit), Some(bytes)) = (known_visit(request), unhex(token)) else { return false };
    if bytes.len() != 64 {
        return false;
    }
    let (mask, masked) = bytes.split_at(32);
    let given: Vec<u8> = masked.iter().zip(mask).map(|(t, m)| t ^ m).collect();
    let expected = tag(&site(request).csrf_key, &visit);
    bool::from(given.ct_eq(&expected))
}

/// Whether the browser says, or leaves it open, that the request comes from one of our own pages.
fn from_our_pages(request: &Request<'_>) -> bool {
    let header = |name: &str| request.headers().get_one(name);
    match (header("Sec-Fetch-Site"), header("Origin"), header("Host")) {
        (Some(site), _, _) => matches!(site, "same-origin" | "none"),
        // An old browser: the host of the origin must be the host it asked.
        (None, Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, authority)| authority == host)
        }
        (None, Some(_), None) => false,
        (None, None, _) => true,
    }
}

fn tag(key: &[u8; 32], visit: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(PURPOSE);
    mac.update(visit.as_bytes());
    mac.finalize().into_bytes().into()
}

fn known_visit(request: &Request<'_>) -> Option<String> {
    let cookie = request.cookies().get(&site(request).cookie_name(COOKIE))?;
    let value = cookie.value();
    (value.len() == 32 && unhex(value).is_some()).then(|| value.to_owned())
}

fn new_visit(request: &Request<'_>) -> String {
    let site = site(request);
    let visit = hex(&rand::random::<[u8; 16]>());
    let cookie = Cookie::build((site.cookie_name(COOKIE), visit.clone()))
        .path("/")
        .same_site(SameSite::Strict)
        .secure(site.secure_cookies)
        .http_only(true);
    request.cookies().add(cookie);
    visit
}

fn site<'r>(request: &'r Request<'_>) -> &'r Site {
    request.rocket().state::<Site>().expect("the assembly manages a site")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        use std::fmt::Write as _;
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

/// A form that came from our own page. There is no other way to read one.
///
/// Faults of the fields are the form's own business: its fields are lenient, and the use case names what is wrong.
pub struct Posted<T>(pub T);

/// The same with files. Only pages behind a sign-in take them: what is larger than a page is read for nobody else.
pub struct PostedFile<T>(pub T);

#[rocket::async_trait]
impl<'r, T: FromForm<'r> + Send + 'r> FromData<'r> for Posted<T>
where
    T::Context: Send,
{
    type Error = Errors<'r>;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if request.content_type().is_some_and(|kind| kind.is_form_data()) {
            return Outcome::Error((Status::UnprocessableEntity, Errors::new()));
        }
        read(request, data).await.map(Self)
    }
}

#[rocket::async_trait]
impl<'r, T: FromForm<'r> + Send + 'r> FromData<'r> for PostedFile<T>
where
    T::Context: Send,
{
    type Error = Errors<'r>;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        read(request, data).await.map(Self)
    }
}

async fn read<'r, T: FromForm<'r> + Send + 'r>(
    request: &'r Request<'_>,
    data: Data<'r>,
) -> Outcome<'r, T, Errors<'r>>
where
    T::Context: Send,
{
    if !from_our_pages(request) {
        return Outcome::Error((Status::Forbidden, Errors::new()));
    }
    match Form::<Tokened<'r, T>>::from_data(request, data).await {
        Outcome::Success(form) => {
            let Tokened { token, rest } = form.into_inner();
            match (fits(request, &token), rest) {
                (false, _) => Outcome::Error((Status::Forbidden, Errors::new())),
                (true, Ok(value)) => Outcome::Success(value),
                (true, Err(faults)) => Outcome::Error((Status::UnprocessableEntity, faults)),
            }
        }
        Outcome::Error((status, faults)) => Outcome::Error((status, faults)),
        // A body of another kind than a form: nothing of ours sends one.
        Outcome::Forward(_) => Outcome::Error((Status::UnprocessableEntity, Errors::new())),
    }
}

/// A form and the token beside its fields.
struct Tokened<'r, T> {
    token: String,
    rest: form::Result<'r, T>,
}

#[rocket::async_trait]
impl<'r, T: FromForm<'r> + Send> FromForm<'r> for Tokened<'r, T>
where
    T::Context: Send,
{
    type Context = (String, T::Context);

    fn init(options: form::Options) -> Self::Context {
        (String::new(), T::init(options))
    }

    fn push_value((token, rest): &mut Self::Context, field: ValueField<'r>) {
        if field.name == "csrf" {
            field.value.clone_into(token);
        } else {
            T::push_value(rest, field);
        }
    }

    async fn push_data((_, rest): &mut Self::Context, field: DataField<'r, '_>) {
        T::push_data(rest, field).await;
    }

    fn push_error((_, rest): &mut Self::Context, error: form::Error<'r>) {
        T::push_error(rest, error);
    }

    fn finalize((token, rest): Self::Context) -> form::Result<'r, Self> {
        Ok(Self { token, rest: T::finalize(rest) })
    }
}
