//! Two cookies: the code of a request under way, and the session of whoever is in with their card.

use morada_engine::ids::ElectionId;
use morada_engine::roll::RequestCode;
use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::time::Duration;

use crate::i18n::lang::Lang;
use crate::web::site::Site;

const REQUEST: &str = "request";
const CARD: &str = "card";
const DEVICE: &str = "card-device";
const WAY_BACK: &str = "way-back";
const PROPOSAL: &str = "proposal";

/// The code of the request this browser is at.
pub fn code(jar: &CookieJar<'_>, site: &Site) -> Option<RequestCode> {
    RequestCode::parse(jar.get(&site.cookie_name(REQUEST))?.value()).ok()
}

/// Keeps the code until the browser is closed.
pub fn keep_code(jar: &CookieJar<'_>, site: &Site, code: &RequestCode) {
    jar.add(cookie(site, REQUEST, code.as_str().to_owned()));
}

/// Puts the code away, as on a browser that others use.
pub fn drop_code(jar: &CookieJar<'_>, site: &Site) {
    jar.remove(cookie(site, REQUEST, String::new()));
}

/// The session's token.
pub fn session(jar: &CookieJar<'_>, site: &Site) -> Option<String> {
    jar.get(&site.cookie_name(CARD)).map(|cookie| cookie.value().to_owned())
}

/// What an earlier sign-in left here.
pub fn device(jar: &CookieJar<'_>, site: &Site) -> Option<String> {
    jar.get(&site.cookie_name(DEVICE)).map(|cookie| cookie.value().to_owned())
}

/// Keeps a session; the device's mark stays for a year.
pub fn keep_session(jar: &CookieJar<'_>, site: &Site, token: String, device: String) {
    jar.add(cookie(site, CARD, token));
    let mut device = cookie(site, DEVICE, device);
    device.set_max_age(Duration::days(365));
    jar.add(device);
}

/// Remembers the page of ours from which somebody went to show their card.
pub fn keep_way_back(jar: &CookieJar<'_>, site: &Site, page: &str) {
    let mut way = cookie(site, WAY_BACK, page.to_owned());
    way.set_max_age(Duration::minutes(30));
    jar.add(way);
}

/// The page from which they came, once. Only what can be an address of a process here is read.
pub fn take_way_back(jar: &CookieJar<'_>, site: &Site) -> Option<String> {
    let way = jar.get(&site.cookie_name(WAY_BACK)).map(|cookie| cookie.value().to_owned())?;
    jar.remove(cookie(site, WAY_BACK, String::new()));
    Some(way).filter(|way| is_ours(way))
}

/// `/<lang>/p/<process>/…`, in letters, digits and what else our addresses have.
fn is_ours(way: &str) -> bool {
    let mut parts = way.split('/');
    parts.next() == Some("")
        && parts.next().is_some_and(|lang| Lang::parse(lang).is_some())
        && parts.next() == Some("p")
        && parts.next().is_some_and(|process| ElectionId::parse(process).is_ok())
        && way.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-?=".contains(&byte))
}

/// The code of the proposal this browser is at.
pub fn proposal(jar: &CookieJar<'_>, site: &Site) -> Option<RequestCode> {
    RequestCode::parse(jar.get(&site.cookie_name(PROPOSAL))?.value()).ok()
}

/// Keeps the code of a proposal until the browser is closed.
pub fn keep_proposal(jar: &CookieJar<'_>, site: &Site, code: &RequestCode) {
    jar.add(cookie(site, PROPOSAL, code.as_str().to_owned()));
}

/// Puts the code of a proposal away.
pub fn drop_proposal(jar: &CookieJar<'_>, site: &Site) {
    jar.remove(cookie(site, PROPOSAL, String::new()));
}

/// Takes the session away.
pub fn drop_session(jar: &CookieJar<'_>, site: &Site) {
    jar.remove(cookie(site, CARD, String::new()));
}

fn cookie(site: &Site, name: &str, value: String) -> Cookie<'static> {
    Cookie::build((site.cookie_name(name), value))
        .path("/")
        .same_site(SameSite::Strict)
        .secure(site.secure_cookies)
        .http_only(true)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_from_here() {
        assert!(is_ours("/fr/p/lisboa-2027/proposals/13"));
        assert!(is_ours("/fr/p/lisboa-2027/proposals/13/say?to=0a"));
        for away in [
            "//evil.example/p/x",
            "/fr//evil.example",
            "/fr/roll/lisboa/me/delete",
            "https://evil.example",
            "/fr/p/../../x",
            "/fr/p/lisboa-2027/\r\nx",
            "/\\evil.example",
            "",
        ] {
            assert!(!is_ours(away), "{away:?}");
        }
    }
}
