//! What every answer carries, whatever its route and status, and compression.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{ContentType, Header, Method, Status};
use rocket::{Request, Response};

use super::assets::{TakesGzip, gzip};
use super::site::Site;

/// Nothing from elsewhere, nothing inline, no frame around us.
///
/// `img-src data:` is for the tick that the stylesheet carries.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; media-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Below this size compression saves less than a packet.
const WORTHWHILE: usize = 1_000;

/// Adds the protecting headers and compresses pages.
pub struct Headers;

#[rocket::async_trait]
impl Fairing for Headers {
    fn info(&self) -> Info {
        Info { name: "protecting headers and compression", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, answer: &mut Response<'r>) {
        // Rocket says 422 when a segment of an address is none that a page knows. To a reader the page is missing.
        let reading = matches!(request.method(), Method::Get | Method::Head);
        if reading && answer.status() == Status::UnprocessableEntity {
            answer.set_status(Status::NotFound);
        }
        let mut set = |name: &'static str, value: &'static str| {
            answer.set_header(Header::new(name, value));
        };
        set("Content-Security-Policy", POLICY);
        set("X-Content-Type-Options", "nosniff");
        set("X-Frame-Options", "DENY");
        set("Referrer-Policy", "no-referrer");
        set("Cross-Origin-Opener-Policy", "same-origin");
        set("Cross-Origin-Resource-Policy", "same-origin");
        set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()");
        if request.rocket().state::<Site>().is_some_and(|site| site.secure_cookies) {
            set("Strict-Transport-Security", "max-age=63072000");
        }
        if answer.headers().get_one("Cache-Control").is_none() {
            answer.set_raw_header("Cache-Control", "no-store");
        }
        compress(request, answer).await;
    }
}

/// Compresses HTML and JSON. Tokens in forms are masked, so that the size of a page tells nothing about them.
async fn compress(request: &Request<'_>, answer: &mut Response<'_>) {
    let text = answer
        .content_type()
        .is_some_and(|kind| kind == ContentType::HTML || kind == ContentType::JSON);
    let done = answer.headers().contains("Content-Encoding");
    let size = answer.body().preset_size();
    let large = size.is_some_and(|size| size >= WORTHWHILE);
    if !text || done || !large || request.method() == Method::Head || !TakesGzip::by(request) {
        return;
    }
    let Ok(plain) = answer.body_mut().to_bytes().await else { return };
    if let Some(small) = gzip(&plain) {
        answer.set_raw_header("Content-Encoding", "gzip");
        answer.set_sized_body(small.len(), std::io::Cursor::new(small));
    } else {
        answer.set_sized_body(plain.len(), std::io::Cursor::new(plain));
    }
}
