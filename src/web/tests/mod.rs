//! What holds for every page, whatever it shows; below it the journeys of residents and observers.

mod reading;
mod voting;

use rocket::http::{ContentType, Cookie, Header, Status};

use super::problem::Problem;
use super::testing::{browser, in_every_language, token};

#[rocket::async_test]
async fn every_answer_carries_the_protecting_headers() {
    let browser = browser().await;
    for path in ["/", "/pt/display", "/pt/nowhere", "/static/0/morada.css"] {
        let answer = browser.get(path).dispatch().await;
        let policy = answer.headers().get_one("Content-Security-Policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.headers().get_one("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.headers().get_one("Referrer-Policy"), Some("no-referrer"));
        assert_eq!(answer.headers().get_one("Cross-Origin-Opener-Policy"), Some("same-origin"));
        assert!(answer.headers().get_one("Cache-Control").is_some(), "{path}");
        assert_eq!(answer.headers().get_one("Server"), None);
    }
}

#[rocket::async_test]
async fn the_bare_address_leads_to_the_readers_language() {
    let browser = browser().await;
    let answer = browser.get("/").header(Header::new("Accept-Language", "ar")).dispatch().await;
    assert_eq!(answer.headers().get_one("Location"), Some("/ar"));
    assert_eq!(answer.headers().get_one("Vary"), Some("Cookie, Accept-Language"));
    let answer = browser.get("/").cookie(Cookie::new("lang", "fr")).dispatch().await;
    assert_eq!(answer.headers().get_one("Location"), Some("/fr"));
}

#[rocket::async_test]
async fn a_missing_page_says_so_in_the_language_of_its_address_and_repeats_nothing() {
    let browser = browser().await;
    let answer = browser.get("/ar/%3Cscript%3Ealert(1)").dispatch().await;
    assert_eq!(answer.status(), Status::NotFound);
    let html = answer.into_string().await.unwrap();
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(html.contains("هذه الصفحة ليست هنا"));
    assert!(!html.contains("alert"));
}

#[rocket::async_test]
async fn a_language_nobody_offers_is_a_missing_page() {
    let browser = browser().await;
    for path in ["/xx/display", "/PT/display", "/en/p/%00"] {
        let answer = browser.get(path).dispatch().await;
        assert_eq!(answer.status(), Status::NotFound, "{path}");
        assert!(
            answer.into_string().await.unwrap().contains("Esta página não está aqui")
                || path.starts_with("/en")
        );
    }
}

#[rocket::async_test]
async fn the_display_page_keeps_its_choice() {
    let browser = browser().await;
    let page = browser.get("/en/display").dispatch().await.into_string().await.unwrap();
    assert!(page.contains("data-size=\"normal\""));
    let answer = browser
        .post("/en/display")
        .header(ContentType::Form)
        .body(format!("csrf={}&size=large&contrast=high", token(&page)))
        .dispatch()
        .await;
    assert_eq!(answer.status(), Status::SeeOther);
    let page = browser.get("/en/display").dispatch().await.into_string().await.unwrap();
    assert!(page.contains("data-size=\"large\" data-contrast=\"high\""));
    assert!(page.contains("value=\"large\" checked"));
}

#[rocket::async_test]
async fn a_form_without_its_token_or_from_elsewhere_changes_nothing() {
    let browser = browser().await;
    let page = browser.get("/en/display").dispatch().await.into_string().await.unwrap();
    let good = token(&page);
    let with = |body: String| browser.post("/en/display").header(ContentType::Form).body(body);
    let fields = "size=large&contrast=high";
    let refused = [
        with(fields.to_owned()),
        with(format!("csrf=&{fields}")),
        with(format!("csrf={}&{fields}", "0".repeat(128))),
        with(format!("csrf={good}&{fields}")).header(Header::new("Sec-Fetch-Site", "cross-site")),
        with(format!("csrf={good}&{fields}")).header(Header::new("Sec-Fetch-Site", "same-site")),
        with(format!("csrf={good}&{fields}"))
            .header(Header::new("Origin", "https://evil.example"))
            .header(Header::new("Host", "morada.example")),
        with(format!("csrf={good}&{fields}"))
            .header(Header::new("Origin", "null"))
            .header(Header::new("Host", "morada.example")),
    ];
    for request in refused {
        let answer = request.dispatch().await;
        assert_eq!(answer.status(), Status::Forbidden);
        assert!(answer.into_string().await.unwrap().contains("This page was open too long"));
    }
    let answer = with(format!("csrf={good}&{fields}"))
        .header(Header::new("Origin", "http://morada.example"))
        .header(Header::new("Host", "morada.example"))
        .dispatch()
        .await;
    assert_eq!(answer.status(), Status::SeeOther);
}

/// The token of one browser is worth nothing in another.
#[rocket::async_test]
async fn a_token_belongs_to_one_browser() {
    let mine = browser().await;
    let theirs = mine.another().await;
    let page = theirs.get("/en/display").dispatch().await.into_string().await.unwrap();
    mine.get("/en/display").dispatch().await;
    let body = format!("csrf={}&size=large&contrast=high", token(&page));
    let answer = mine.post("/en/display").header(ContentType::Form).body(body).dispatch().await;
    assert_eq!(answer.status(), Status::Forbidden);
}

#[rocket::async_test]
async fn two_pages_have_two_tokens_and_both_are_good() {
    let browser = browser().await;
    let first = browser.get("/en/display").dispatch().await.into_string().await.unwrap();
    let second = browser.get("/en/display").dispatch().await.into_string().await.unwrap();
    assert_ne!(token(&first), token(&second));
    for page in [first, second] {
        let body = format!("csrf={}&size=normal&contrast=normal", token(&page));
        let answer =
            browser.post("/en/display").header(ContentType::Form).body(body).dispatch().await;
        assert_eq!(answer.status(), Status::SeeOther);
    }
}

#[rocket::async_test]
async fn a_form_that_is_too_large_is_refused_in_words() {
    let browser = browser().await;
    browser.get("/en/display").dispatch().await;
    let body = format!("size={}", "x".repeat(300_000));
    let answer = browser.post("/fr/display").header(ContentType::Form).body(body).dispatch().await;
    assert_eq!(answer.status(), Status::PayloadTooLarge);
    assert!(answer.into_string().await.unwrap().contains("C’est trop pour un seul envoi"));
}

#[rocket::async_test]
async fn a_page_is_compressed_for_those_who_can_read_it() {
    let browser = browser().await;
    let answer = browser
        .get("/en/display")
        .header(Header::new("Accept-Encoding", "br, gzip"))
        .dispatch()
        .await;
    assert_eq!(answer.headers().get_one("Content-Encoding"), Some("gzip"));
    let bytes = answer.into_bytes().await.unwrap();
    let mut html = String::new();
    let mut reader = flate2::read::GzDecoder::new(bytes.as_slice());
    std::io::Read::read_to_string(&mut reader, &mut html).unwrap();
    assert!(html.contains("</html>"));
    let plain = browser.get("/en/display").dispatch().await;
    assert_eq!(plain.headers().get_one("Content-Encoding"), None);
}

#[rocket::async_test]
async fn static_files_are_kept_for_a_year_under_the_hash_of_their_content() {
    let browser = browser().await;
    let page = browser.get("/en/display").dispatch().await.into_string().await.unwrap();
    let href = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = browser.get(href).dispatch().await;
    assert_eq!(answer.status(), Status::Ok);
    assert!(answer.headers().get_one("Cache-Control").unwrap().contains("immutable"));
    for elsewhere in
        ["/static/0000/morada.css", &href.replace("morada.css", "..%2f..%2fCargo.toml")]
    {
        assert_eq!(browser.get(elsewhere).dispatch().await.status(), Status::NotFound);
    }
    let light = browser.get("/en/display").header(Header::new("Save-Data", "on")).dispatch().await;
    assert!(light.into_string().await.unwrap().contains("morada-lite.css"));
}

/// No page has a style or script of its own, and nothing is asked from anywhere else.
#[rocket::async_test]
async fn pages_are_made_for_the_strict_policy() {
    let browser = browser().await;
    for path in ["/pt/display", "/pt/nowhere"] {
        let html = browser.get(path).dispatch().await.into_string().await.unwrap();
        for banned in ["<style", " style=", "<script>", " onclick", "http://", "https://", "//cdn"]
        {
            assert!(!html.contains(banned), "{path}: {banned}");
        }
    }
}

#[rocket::async_test]
async fn a_refusal_can_be_said_in_every_language() {
    use crate::web::pace::TooMany;
    let problems = [
        Problem::NotFound,
        Problem::Refused,
        Problem::TooLarge,
        Problem::Unreadable,
        Problem::TooMany(TooMany { minutes: 10 }),
        Problem::Broken,
        Problem::Busy,
        Problem::Full,
    ];
    for problem in problems {
        for (lang, html) in in_every_language(&problem.view()).await {
            assert!(html.contains(&format!("<html lang=\"{lang}\"")));
            assert_eq!(html.matches("<h1>").count(), 1);
        }
    }
}
