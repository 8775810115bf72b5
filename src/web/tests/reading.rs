//! What everybody can read: before, during and after a vote, in every language.

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::ballot::Answers;
use morada_engine::ledger::Checkpoint;
use rocket::http::Status;

use crate::app::carry_out;
use crate::app::hold_election::{cast_all, close_and_publish, witnesses_of};
use crate::app::order::{Act, Order};
use crate::i18n::lang::Lang;
use crate::web::testing::{Browser, street, voting};

/// A street that has voted: nine neighbours, all four papers.
async fn decided() -> Browser {
    let papers = street();
    let (browser, codes) = voting(&papers, 12).await;
    let choices: [(&[u32], &[u32], u32, u32); 9] = [
        (&[1, 2], &[0, 1], 2, 0),
        (&[1, 2], &[1], 2, 0),
        (&[1], &[1, 2], 1, 0),
        (&[0], &[0], 0, 1),
        (&[0], &[0, 2], 0, 2),
        (&[1, 2], &[1], 1, 0),
        (&[], &[], 1, 0),
        (&[2], &[2], 2, 1),
        (&[1], &[0, 1], 1, 0),
    ];
    let voters = codes
        .into_iter()
        .zip(choices)
        .map(|(code, (city, few, one, question))| {
            let paper = |place: usize| papers.contests[place].id.clone();
            let marks = |indexes: &[u32]| Answers::Marks(indexes.to_vec());
            let marked = BTreeMap::from([
                (paper(0), marks(city)),
                (paper(1), marks(few)),
                (paper(2), marks(&[one])),
                (paper(3), marks(&[question])),
            ]);
            (code, marked)
        })
        .collect();
    cast_all(&browser.house, &papers.election, voters, |_| {}).await.unwrap();
    let officers = ["Ana".to_owned(), "Bo".to_owned()];
    close_and_publish(&browser.house, &papers, &[], "31415926535897932384", "Dice.", &officers)
        .await
        .unwrap();
    crate::app::gallery::walk(&browser.house).await.unwrap();
    browser
}

const PAGES: [&str; 7] = ["", "/projects", "/projects/city/2", "/how", "/vote", "/find", "/audit"];

#[rocket::async_test]
async fn every_page_of_an_open_vote_is_written_in_every_language() {
    let (browser, _) = voting(&street(), 4).await;
    for lang in Lang::all() {
        for page in PAGES {
            let path = format!("/{lang}/p/street-2026{page}");
            let html = browser.open(&path).await;
            assert!(
                html.contains(&format!("<html lang=\"{lang}\" dir=\"{}\"", lang.dir().as_str()))
            );
            assert_eq!(html.matches("<h1").count(), 1, "{path}");
            assert!(!html.contains("&lt;a&gt;"), "{path}: a link lost its wrapper");
        }
        for page in ["", "/safe", "/data", "/help", "/accessibility", "/display"] {
            let html = browser.open(&format!("/{lang}{page}")).await;
            assert_eq!(html.matches("<h1").count(), 1, "/{lang}{page}");
        }
    }
}

#[rocket::async_test]
async fn nothing_but_turnout_is_told_while_voting_is_open() {
    let (browser, _) = voting(&street(), 4).await;
    let html = browser.open("/en/p/street-2026/results").await;
    assert!(html.contains("There is no result yet"));
    for path in ["/results/city", "/results/city/share", "/audit/bundle/street-2026.zip"] {
        let answer = browser.get(format!("/en/p/street-2026{path}")).dispatch().await;
        assert_eq!(answer.status(), Status::NotFound, "{path}");
    }
}

/// What residents wrote is text, wherever it stands.
#[rocket::async_test]
async fn markup_in_a_title_is_shown_and_never_obeyed() {
    let (browser, _) = voting(&street(), 4).await;
    for path in ["/projects", "/projects/city/2", "/how"] {
        let html = browser.open(&format!("/en/p/street-2026{path}")).await;
        assert!(!html.contains("<b>& shade"), "{path}");
    }
    let html = browser.open("/en/p/street-2026/projects").await;
    assert!(html.contains("Benches &lt;b&gt;&amp; shade&lt;/b&gt;"));
}

#[rocket::async_test]
async fn results_are_explained_in_every_language() {
    let browser = decided().await;
    for lang in Lang::all() {
        for page in [
            "/results",
            "/results/city",
            "/results/few",
            "/results/one",
            "/results/question",
            "/results/city/share",
            "/audit",
            "",
        ] {
            let html = browser.open(&format!("/{lang}/p/street-2026{page}")).await;
            assert_eq!(html.matches("<h1").count(), 1, "/{lang}{page}");
        }
    }
}

/// Nine ballots share 10,000.00: 1,111.11 each. Five chose the benches (3,000.00), four the mural (2,000.00), two the
/// playground (9,000.00), for which their two shares can never suffice.
#[rocket::async_test]
async fn every_project_that_was_not_funded_has_its_reason() {
    let browser = decided().await;
    let html = browser.open("/en/p/street-2026/results/city").await;
    assert!(html.contains("\u{2068}2\u{2069} projects will be built"), "{html}");
    assert!(html.contains("Paid for in step \u{2068}1\u{2069} by \u{2068}5\u{2069} people"));
    assert!(html.contains("Its supporters had"), "{html}");
    assert!(html.contains("It costs \u{2068}€9,000\u{2069}"));
    assert!(html.contains("\u{2068}1\u{2069} of them was empty"));
    // The most chosen project that does not fit blocks nobody.
    let few = browser.open("/en/p/street-2026/results/few").await;
    assert!(few.contains("Step by step"));
    let question = browser.open("/en/p/street-2026/results/question").await;
    assert!(question.contains("The answer is yes"), "{question}");
}

#[rocket::async_test]
async fn a_reader_follows_their_own_share_and_nothing_of_it_is_kept() {
    let browser = decided().await;
    let path = "/en/p/street-2026/results/city/share";
    let page = browser.open(path).await;
    let answer = browser.send(&page, path, "p=1&p=0").await;
    assert_eq!(answer.status, Status::Ok);
    assert!(answer.html.contains("to project \u{2068}2\u{2069}"), "{}", answer.html);
    assert!(answer.html.contains("It was not built"));
    assert_eq!(answer.kept.as_deref(), Some("no-store"));
    let foreign = browser.send(&page, path, "p=99").await;
    assert_eq!(foreign.status, Status::Ok);
}

#[rocket::async_test]
async fn the_bundle_can_be_taken_home_file_by_file_and_whole() {
    let browser = decided().await;
    let base = "/en/p/street-2026/audit";
    let html = browser.open(base).await;
    let links: Vec<&str> = html
        .split(&format!("href=\"{base}/bundle/"))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(links.contains(&"manifest.json") && links.contains(&"street-2026.zip"), "{links:?}");
    for link in links {
        let answer = browser.get(format!("{base}/bundle/{link}")).dispatch().await;
        assert_eq!(answer.status(), Status::Ok, "{link}");
        assert!(answer.headers().get_one("Content-Disposition").unwrap().starts_with("attachment"));
        assert!(!answer.into_bytes().await.unwrap().is_empty(), "{link}");
    }
    for path in ["annex/../../secret", "..%2f..%2fsecret", "withheld/x", "nothing"] {
        let answer = browser.get(format!("{base}/bundle/{path}")).dispatch().await;
        assert_eq!(answer.status(), Status::NotFound, "{path}");
    }
    let checkpoint = browser.open(&format!("{base}/checkpoint")).await;
    assert!(checkpoint.starts_with("street.example/pb/street-2026\n"));
}

/// Every link of every public page leads to a page that is there.
#[rocket::async_test]
async fn no_link_leads_nowhere() {
    let browser = decided().await;
    let mut waiting: BTreeSet<String> =
        BTreeSet::from(["/en".to_owned(), "/ar/p/street-2026".to_owned()]);
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_first() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = browser.get(path.clone()).dispatch().await;
        assert_eq!(answer.status(), Status::Ok, "{path}");
        let is_page = answer.content_type().is_some_and(|kind| kind.is_html());
        let body = answer.into_bytes().await.unwrap_or_default();
        if !is_page {
            continue;
        }
        let html = String::from_utf8(body).unwrap();
        let addresses = html.split("href=\"").chain(html.split("src=\"")).skip(1);
        let links = addresses.filter_map(|rest| rest.split('"').next());
        for link in links.filter(|link| link.starts_with('/')) {
            waiting.insert(link.split('#').next().unwrap().replace("&amp;", "&"));
        }
    }
    assert!(seen.len() > 60, "only {} pages were found", seen.len());
}

#[rocket::async_test]
async fn every_picture_of_numbers_says_its_finding_and_stands_beside_the_numbers() {
    let browser = decided().await;
    let html = browser.open("/en/p/street-2026/results/city").await;
    for picture in html.split("<svg class=\"bar").skip(1) {
        let opening = picture.split('>').next().unwrap();
        assert!(opening.contains("role=\"img\"") && opening.contains("aria-label=\""), "{opening}");
    }
    let shown = |text: &str| html.matches(text).count();
    assert!(shown("€3,000") >= 2, "costs stand in the table, too");
}

/// A witness signs by hand: takes the seal and the proof from the page, pastes the line back.
#[rocket::async_test]
async fn a_witness_hands_in_a_line_without_an_account() {
    let browser = decided().await;
    let (page, papers) = ("/en/p/street-2026/audit/witness", street());
    let html = browser.open(page).await;
    assert!(html.contains("Not enough witnesses have signed yet."), "{html}");
    let note = browser.open("/log/street-2026/checkpoint").await;
    assert_eq!(note, browser.open("/en/p/street-2026/audit/checkpoint").await);
    let size = note.lines().nth(1).unwrap();
    let proof = browser.open(&format!("/en/p/street-2026/audit/proof?old={size}")).await;
    assert_eq!(proof, format!("old {size}\n"));

    let (_, key) = witnesses_of(&browser.house, &papers).swap_remove(0);
    let text = note.split("\n\n").next().unwrap();
    let checkpoint = Checkpoint::parse_text(&format!("{text}\n")).unwrap();
    let line = key.cosign(&checkpoint, browser.house.now()).to_string();
    let paste = |line: &str| format!("line={}", line.trim().replace('+', "%2B").replace(' ', "+"));
    let taken = browser.send(&html, page, &paste(&line)).await;
    assert_eq!((taken.status, taken.location.as_deref()), (Status::SeeOther, Some(page)));
    assert!(browser.open(page).await.contains("signed: "));
    // One sign of the signature is another one, whatever the signature is.
    let mut spoilt: Vec<char> = line.trim().chars().collect();
    let at = spoilt.len() - 12;
    spoilt[at] = if spoilt[at] == 'A' { 'B' } else { 'A' };
    let spoilt: String = spoilt.into_iter().collect();
    for (wrong, told) in [("hello", "not a line the program prints"), (&*spoilt, "does not fit")] {
        let refused = browser.send(&html, page, &paste(wrong)).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "{wrong}");
        assert!(refused.html.contains(told), "{wrong}: {}", refused.html);
    }
}

/// What the officers had to tell stands in the ledger, and on the page of whoever checks.
#[rocket::async_test]
async fn a_notice_of_the_officers_stands_on_the_audit_page() {
    let papers = street();
    let (browser, _) = voting(&papers, 3).await;
    let page = "/en/p/street-2026/audit";
    assert!(!browser.open(page).await.contains("Notices about this vote"));
    for text in ["The <desk> was shut for an hour.", "It is open again."] {
        let act = Act::Incident { text: text.to_owned() };
        let order = Order { election: papers.election.clone(), act };
        carry_out(&browser.house, &order).await.unwrap();
    }
    let html = browser.open(page).await;
    let first = html.find("The &lt;desk&gt; was shut for an hour.").expect("escaped, as written");
    assert!(html.find("It is open again.").unwrap() > first, "oldest first");
}
