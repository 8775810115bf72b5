//! The desk in every language: what is typed survives the switch, and nothing is left in English.

use std::collections::BTreeSet;

use rocket::http::Status;

use crate::web::{Browser, Lisbon};

/// The row of languages sends the form to the same page in the other language; nothing is done.
#[rocket::async_test]
async fn a_half_filled_form_survives_another_language() {
    let lisbon = Lisbon::load().await;
    let ana = lisbon.signed_in("ana").await;
    let page = ana.open("/en/desk/begin").await;
    assert!(
        page.contains("form=\"form\" name=\"speak\" value=\"ar\" formaction=\"/ar/desk/begin\"")
    );
    let typed = [("place", "lisboa"), ("id", "bairro-2030"), ("title-pt", "Meio"), ("speak", "ar")];
    let arabic = ana.send_from("/en/desk/begin", "/ar/desk/begin", &typed).await;
    assert_eq!(arabic.status, Status::Ok, "{}", arabic.html);
    assert!(arabic.html.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(
        arabic.html.contains("value=\"bairro-2030\"") && arabic.html.contains("value=\"Meio\"")
    );
    assert!(!arabic.html.contains("class=\"err"), "it is not judged yet");
    assert_eq!(ana.get("/en/desk/p/bairro-2030").await.status, Status::NotFound, "nor begun");

    let desk = "/en/desk/p/lisboa-2026";
    for (path, field, value) in [
        (format!("{desk}/letters"), "receiver", "Casa do Bairro"),
        (format!("{desk}/notices"), "text-pt", "Meia frase"),
        (format!("{desk}/rules"), "decision", "99/2026"),
        (format!("{desk}/contests/new"), "title-pt", "Meia votação"),
        (format!("{desk}/contests/city/projects/new"), "title-fr", "Moitié"),
        (format!("{desk}/set/name"), "title-fr", "Demi"),
    ] {
        let french = path.replace("/en/", "/fr/");
        let answer = ana.send_from(&path, &french, &[(field, value), ("speak", "fr")]).await;
        assert_eq!(answer.status, Status::Ok, "{path}: {}", answer.html);
        assert!(answer.html.contains(value), "{path}: {}", answer.html);
        assert!(answer.html.contains("<html lang=\"fr\""), "{path}");
    }
}

/// Pages that a signed-in person can open from one another, each kind once.
async fn pages_from(browser: &Browser, start: &str) -> BTreeSet<String> {
    let (mut found, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    let mut waiting = vec![start.to_owned()];
    while let Some(path) = waiting.pop() {
        let kind: String = path.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        if !kinds.insert(kind) {
            continue;
        }
        let answer = browser.get(&path).await;
        if answer.status != Status::Ok || !answer.html.starts_with("<!DOCTYPE html>") {
            continue;
        }
        let prefix = format!("/{}/", start.split('/').nth(1).unwrap());
        let links = answer.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        waiting.extend(links.filter(|href| href.starts_with(&prefix)).map(str::to_owned));
        found.insert(path);
    }
    found
}

/// The words of a page that were neither translated nor written by people or machines.
fn plain_english(html: &str) -> Vec<String> {
    let body = html.split("<main id=\"main\">").nth(1).unwrap_or(html);
    let (mut words, mut rest) = (Vec::new(), body);
    let mut foreign: Vec<&str> = Vec::new();
    while let Some((text, after)) = rest.split_once('<') {
        if foreign.is_empty() {
            words.extend(unaccented(text));
        }
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let void = matches!(name, "input" | "br" | "img" | "rect" | "path" | "use" | "circle");
        if tag.starts_with('/') {
            foreign.pop();
        } else if !void && !tag.ends_with('/') {
            let theirs = ["lang=", "translate=\"no\"", "hash\"", "<bdi"];
            let theirs = theirs.iter().any(|mark| tag.contains(mark));
            let theirs = theirs
                || matches!(
                    name,
                    "bdi" | "pre" | "code" | "script" | "option" | "textarea" | "svg"
                );
            if theirs || !foreign.is_empty() {
                foreign.push(name);
            }
        }
        rest = next;
    }
    words
}

/// Words of three plain letters or more outside the isolated gaps, where names and numbers stand.
fn unaccented(text: &str) -> Vec<String> {
    let (mut depth, mut own) = (0_u32, String::new());
    for c in text.chars() {
        match c {
            '\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => own.push(c),
            _ => {}
        }
    }
    let words = own.split(|c: char| !c.is_alphabetic());
    let plain = |word: &&str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let entity = |word: &&str| !matches!(*word, "amp" | "quot" | "nbsp");
    words.filter(plain).filter(entity).map(str::to_owned).collect()
}

/// Accented English shows every word that no message file holds; mirrored English proves that pages
/// hold together from right to left.
#[rocket::async_test]
async fn no_page_has_a_word_that_was_never_translated() {
    let lisbon = Lisbon::load().await;
    let mut raw = Vec::new();
    for name in ["ana", "ada"] {
        let browser = lisbon.signed_in(name).await;
        let pages = pages_from(&browser, "/en-XA/desk").await;
        assert!(pages.len() > 4, "{pages:?}");
        for page in &pages {
            let words = plain_english(&browser.open(page).await);
            if !words.is_empty() {
                raw.push(format!("{page}: {words:?}"));
            }
            let mirrored = page.replace("/en-XA/", "/ar-XB/");
            let html = browser.open(&mirrored).await;
            assert!(html.contains("dir=\"rtl\"") && html.contains('\u{202e}'), "{mirrored}");
        }
    }
    assert!(raw.is_empty(), "{raw:#?}");
}
