//! What everybody can read: before, during and after a vote, in every language.

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::ballot::Answers;
use morada_engine::chance::Seed;
use morada_engine::contest::Papers;
use morada_engine::ids::ContestId;
use morada_engine::ledger::Checkpoint;
use rocket::http::Status;

use crate::app::carry_out;
use crate::app::hold_election::{cast_all, close_and_count, cosign_as, witnesses_of};
use crate::app::order::{Act, Order, RollCount};
use crate::i18n::lang::Lang;
use crate::web::testing::{Browser, street, voting};

/// A street that has voted: nine neighbours, all four papers.
async fn decided() -> Browser {
    decided_by(street(), Vec::new()).await
}

async fn decided_by(papers: Papers, roll: Vec<RollCount>) -> Browser {
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
    let witnesses = witnesses_of(&browser.house, &papers);
    let seed = "31415926535897932384";
    close_and_count(&browser.house, &papers, &witnesses, seed, "Dice.", &officers).await.unwrap();
    let publish = Act::Publish { roll, officers };
    let order = Order { election: papers.election.clone(), act: publish };
    carry_out(&browser.house, &order).await.unwrap();
    cosign_as(&browser.house, &papers.election, &witnesses).await.unwrap();
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

/// Six say yes and two no; of the paper with few choices the benches lead the playground, which does not fit behind
/// them, by one. A replaced letter can be a second vote: beside each result stands how many, in red where it decides.
#[rocket::async_test]
async fn votes_cast_twice_are_bounded_beside_every_result() {
    let reissued = [("city", 2), ("few", 1), ("one", 0), ("question", 3)];
    let count = |(contest, reissued)| RollCount {
        contest: ContestId::parse(contest).unwrap(),
        handed: 12,
        paper: 0,
        reissued,
    };
    let browser = decided_by(street(), reissued.map(count).to_vec()).await;
    for (contest, told, red) in [
        ("few", "Nobody can say that the result would have been the same.", true),
        ("question", "for another result: \u{2068}4\u{2069}", false),
        ("city", "in one number how many votes the result hangs on", true),
        ("one", "nobody can have voted twice", false),
    ] {
        let html = browser.open(&format!("/en/p/street-2026/results/{contest}")).await;
        let bound = html.split("id=\"bound\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(bound.contains(told), "{contest}: {bound}");
        assert_eq!(bound.contains("class=\"msg\""), red, "{contest}: {bound}");
    }
}

/// Every link of every public page leads to a page that is there.
#[rocket::async_test]
async fn no_link_leads_nowhere() {
    let browser = decided().await;
    let seen = walk(&browser, &["/en", "/ar/p/street-2026"], |_, _| ()).await;
    assert!(seen.len() > 60, "only {} pages were found", seen.len());
}

/// Attack table: small cell. Nine vote where ten are asked for: no page, no file and no export has a number of votes,
/// a ballot or a table of theirs.
#[rocket::async_test]
async fn small_cell_no_page_and_no_file_tells_how_nine_neighbours_voted() {
    let browser = decided_by(Papers { small_group: 10, ..street() }, Vec::new()).await;
    let mut files = Vec::new();
    let starts = ["/en/p/street-2026", "/en/p/street-2026/audit", "/en/p/street-2026/results/city"];
    walk(&browser, &starts, |path, body| {
        let text = String::from_utf8_lossy(body);
        match path.rsplit_once("/audit/bundle/") {
            Some((_, file)) => files.push(file.to_owned()),
            // Nine as a number of people or votes, spoken or in a table.
            None if path.starts_with("/en/p/") => {
                // The ballot has nine projects as well.
                let text = text.replace("\u{2068}9\u{2069} projects", "");
                let number = ["\u{2068}9\u{2069}", ">9<", "\"votes\""];
                assert!(!number.iter().any(|nine| text.contains(nine)), "{path}: {text}");
            }
            None => {}
        }
        if path.contains("/results/") && path.contains(".json") {
            let record: serde_json::Value = serde_json::from_str(&text).unwrap();
            let members: Vec<&String> = record.as_object().unwrap().keys().collect();
            assert_eq!(members, ["contest", "funded", "rule", "t", "v", "withheld"], "{path}");
        }
    })
    .await;
    assert!(files.iter().any(|file| file == "results/city.json"), "{files:?}");
    let tells = |file: &&String| file.starts_with("ballots-") || file.starts_with("export/");
    assert_eq!(files.iter().find(tells), None);
    assert!(!files.iter().any(|file| file.starts_with("annex/openings")), "{files:?}");
    let result = browser.open("/en/p/street-2026/results/city").await;
    assert!(result.contains("numbers would show how one person voted"), "{result}");
    let audit = browser.open("/en/p/street-2026/audit").await;
    assert!(audit.contains("fewer than \u{2068}10\u{2069}"), "{audit}");
}

/// Opens every public page that links lead to, and lets `look` see each with its bytes.
async fn walk(
    browser: &Browser,
    starts: &[&str],
    mut look: impl FnMut(&str, &[u8]),
) -> BTreeSet<String> {
    let mut waiting: BTreeSet<String> = starts.iter().map(|start| (*start).to_owned()).collect();
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_first() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = browser.get(path.clone()).dispatch().await;
        assert_eq!(answer.status(), Status::Ok, "{path}");
        let is_page = answer.content_type().is_some_and(|kind| kind.is_html());
        let body = answer.into_bytes().await.unwrap_or_default();
        look(&path, &body);
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
    seen
}

/// After the dice everybody can follow them: the digits, the minutes, the tickets in their order, and a sample that the
/// observers' program draws as well.
#[rocket::async_test]
async fn chance_is_told_with_what_follows_from_it() {
    let (browser, _) = voting(&street(), 4).await;
    let page = "/en/p/street-2026/audit/chance";
    assert!(browser.open(page).await.contains("The dice have not been rolled yet"));
    let browser = decided().await;
    let html = browser.open(page).await;
    assert!(html.contains("31415 92653 58979 32384") && html.contains("Dice."), "{html}");
    let place = |name: &str| html.find(name).unwrap_or_else(|| panic!("{name}: {html}"));
    let seed = Seed::parse("31415926535897932384").unwrap();
    let papers = street();
    let contest = &papers.contests[0];
    let order = seed.order(&contest.id, contest.options.iter().map(|option| &option.id));
    let first_signs = |id| seed.ticket(&contest.id, id).to_hex()[..16].to_owned();
    let places: Vec<usize> = order.iter().map(|id| place(&first_signs(id))).collect();
    assert!(places.is_sorted() && places.len() == contest.options.len());

    let drawn = browser.open(&format!("{page}?of=300&take=5")).await;
    let numbers = morada_verify::sample(seed.as_str(), 300, 5);
    let told: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    assert!(drawn.contains(&told.join(" ")), "{told:?}: {drawn}");
    let wrong = browser.get(format!("{page}?of=300&take=0")).dispatch().await;
    assert_eq!(wrong.status(), Status::BadRequest);
    let wrong = wrong.into_string().await.unwrap();
    assert!(wrong.contains("href=\"#take\"") && wrong.contains("value=\"300\""), "{wrong}");
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
    let (browser, _) = voting(&street(), 4).await;
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
        let act = Act::Incident { about: None, text: text.to_owned() };
        let order = Order { election: papers.election.clone(), act };
        carry_out(&browser.house, &order).await.unwrap();
    }
    let html = browser.open(page).await;
    let first = html.find("The &lt;desk&gt; was shut for an hour.").expect("escaped, as written");
    assert!(html.find("It is open again.").unwrap() > first, "oldest first");
}
