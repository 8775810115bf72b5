//! TRUST.md F8 and S8: whatever anybody writes, in every field, is text on every page, in every feed, table and
//! document. Somebody fills every field there is; then everything that can be opened is read as a browser reads it.

mod page;
mod payloads;

use std::collections::{BTreeSet, VecDeque};

use morada_engine::ids::ElectionId;
use rocket::http::Status;

use crate::following::letters;
use crate::web::residents::{AT, DESK, action, decides, resident, sends};
use crate::web::{Browser, Lisbon};
use page::{foreign, links, words};
use payloads::{PAYLOADS, deal, lines, made, one};

/// Where the author is written to.
const MAILBOX: &str = "fatou@exemplo.pt";

/// Three thousand payloads that are made, and how many of them were dealt into long fields.
struct Dealer {
    all: Vec<String>,
    next: usize,
}

impl Dealer {
    fn deal(&mut self, signs: usize) -> String {
        let dealt = deal(&self.all, &mut self.next, signs);
        if dealt.is_empty() { lines(3, signs) } else { dealt }
    }

    fn has_more(&self) -> bool {
        self.next < self.all.len()
    }
}

/// Writes a draft whose every field is hostile.
async fn writes(browser: &Browser, n: usize, long: &str) {
    browser.send_from(&format!("{AT}/propose"), &format!("{AT}/propose/put-away"), &[]).await;
    browser.send_from(&format!("{AT}/propose"), &format!("{AT}/propose/begin"), &[]).await;
    let (title, shown, landmark) = (one(n), one(n + 24), one(n + 48));
    for (step, fields) in [
        ("whose", vec![("whose", "group"), ("shown", shown)]),
        (
            "title",
            vec![("title", title), ("language", if n.is_multiple_of(2) { "fr" } else { "ar" })],
        ),
        ("words", vec![("words", long)]),
        ("place", vec![("area", "Arroios"), ("landmark", landmark)]),
        ("cost", vec![("cost-known", "unknown"), ("cost", one(n))]),
        ("theme", vec![("theme", "memory")]),
        ("reach", vec![("reach-by", "message"), ("reach", one(n + 3))]),
    ] {
        let answer = browser.send(&format!("{AT}/propose/step/{step}"), &fields).await;
        let taken = [Status::SeeOther, Status::UnprocessableEntity].contains(&answer.status);
        assert!(taken, "{step}: {:?}", faults(&answer.html));
        assert!(foreign(&answer.html).is_empty(), "{step}: {:?}", foreign(&answer.html));
    }
}

/// A proposal, what is said about it and what is asked of its authors, each of them hostile.
async fn proposes(
    lisbon: &Lisbon,
    dealer: &mut Dealer,
    [author, mira, celso]: [&Browser; 3],
    n: usize,
) {
    // The words of every third are the ones that were collected, the others' are made.
    let long = if n.is_multiple_of(3) { lines(n * 6, 1_400) } else { dealer.deal(1_400) };
    writes(author, n, &long).await;
    let reach = [("reach-by", "message"), ("reach", MAILBOX)];
    author.send(&format!("{AT}/propose/step/reach"), &reach).await;
    let mine = format!("{AT}/propose/mine");
    author.send_from(&mine, &format!("{AT}/propose/author"), &[("shown", one(n + 5))]).await;
    sends(author).await;
    decides(mira, "change:tone", &dealer.deal(480)).await;
    let back = author.open(&mine).await;
    assert!(foreign(&back).is_empty(), "{:?}", foreign(&back));
    sends(author).await;
    decides(mira, "publish", "").await;

    let process = ElectionId::parse("lisboa-2027").unwrap();
    let season = morada::app::proposals::Season::load(&lisbon.house, &process).await.unwrap();
    let number = 13 + u32::try_from(n).unwrap();
    season.public(&lisbon.house, number).await.unwrap();
    let side = ["for", "against", "question"][n % 3];
    let kind = if n.is_multiple_of(2) { "comment" } else { "amendment" };
    let long = if n.is_multiple_of(3) { lines(n * 5, 950) } else { dealer.deal(950) };
    let fields = [
        ("side", side),
        ("kind", kind),
        ("words", long.as_str()),
        ("shown", one(n + 7)),
        ("language", "fr"),
    ];
    let said = author.send(&format!("{AT}/proposals/{number}/say"), &fields).await;
    assert_eq!(said.status, Status::SeeOther, "{:?}", faults(&said.html));
    decides(mira, "publish", "").await;
    let (number, long) = (number.to_string(), dealer.deal(950));
    let fields = [("number", number.as_str()), ("words", long.as_str())];
    let answered = celso.send(&format!("{DESK}/answer"), &fields).await;
    assert_eq!(answered.status, Status::SeeOther, "{:?}", faults(&answered.html));
}

/// A refusal with hostile words, and a hostile objection to it.
async fn is_refused(author: &Browser, mira: &Browser, tome: &Browser) {
    writes(author, 40, &lines(0, 1_400)).await;
    author.send(&format!("{AT}/propose/step/reach"), &[("reach-by", "desk")]).await;
    sends(author).await;
    decides(mira, "refuse:off_topic", &lines(3, 480)).await;
    let second = format!("{DESK}/second");
    let confirm = action(&tome.open(&second).await, "second");
    tome.send_from(&second, &confirm, &[("say", "confirm")]).await;
    let mine = format!("{AT}/propose/mine");
    let objects = [("words", lines(9, 480))];
    let objects: Vec<(&str, &str)> = objects.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let done = author.send_from(&mine, &format!("{AT}/propose/object"), &objects).await;
    assert_eq!(done.status, Status::SeeOther, "{:?}", faults(&done.html));
    assert!(foreign(&author.open(&mine).await).is_empty());
}

/// A group whose name, words and speaker are hostile; the desk says hostile words about it.
async fn founds_groups(author: &Browser, rui: &Browser) {
    for n in 0..4 {
        let groups = "/en/roll/lisboa/me/groups";
        let about = lines(n * 9, 290).replace('\n', " ");
        let fields = [
            ("name", one(n * 11)),
            ("kind", "collective"),
            ("about", about.as_str()),
            ("shown_as", one(n * 7 + 1)),
            ("months", "12"),
        ];
        let founded = author.send(&format!("{groups}/new"), &fields).await;
        assert_eq!(founded.status, Status::SeeOther, "{:?}", faults(&founded.html));
        let own = founded.to.unwrap();
        assert!(foreign(&author.open(&own).await).is_empty(), "{own}");
        let desk = "/en/desk/associations/lisboa";
        let id = own.rsplit('/').next().unwrap().to_owned();
        let verdict = if n.is_multiple_of(2) { "met_at_desk" } else { "not_known" };
        let reason = [("verdict", verdict), ("reason", one(n + 20))];
        let judged = rui.send_from(desk, &format!("{desk}/{id}"), &reason).await;
        assert_eq!(judged.status, Status::SeeOther, "{:?}", faults(&judged.html));
    }
}

/// Everything that a department says about its work.
async fn tells(celso: &Browser) {
    let list = celso.open("/en/desk/p/lisboa-2025/works").await;
    let mine = links(&list).into_iter().find(|href| href.contains("/works/city/"));
    let work = mine.unwrap();
    let long = lines(0, 1_400).replace('\n', " ");
    for (saying, fields) in [
        ("report", vec![("words-pt", long.as_str()), ("words-en", one(61))]),
        ("site", vec![("site", one(9)), ("words-pt", one(33))]),
        ("add", vec![("name-pt", one(8)), ("day", "2031-01-01"), ("words-pt", one(1))]),
        ("money", vec![("amount", "999999"), ("decision", one(62)), ("words-pt", one(13))]),
        ("pay", vec![("amount", "1"), ("day", "2026-10-01"), ("words-pt", one(60))]),
    ] {
        let told = celso.send(&format!("{work}/{saying}"), &fields).await;
        assert_eq!(told.status, Status::SeeOther, "{saying}: {:?}", faults(&told.html));
    }
}

/// A charter, a project's texts, and their translation.
async fn prepares(ana: &Browser, leila: &Browser) {
    let (long, other) = (lines(0, 1_900), lines(30, 1_900));
    let rules = format!("{DESK}/rules");
    let fields = [
        ("most-supports", "5"),
        ("threshold", "100"),
        ("read-within", "48"),
        ("values", long.as_str()),
        ("stakeholders", other.as_str()),
        ("risk-1-what", one(2)),
        ("risk-1-owner", one(10)),
        ("risk-1-against", one(17)),
        ("review-on", "2027-12-01"),
    ];
    let set = ana.send(&rules, &fields).await;
    assert_eq!(set.status, Status::SeeOther, "{:?}", faults(&set.html));
    let desk = "/en/desk/p/bairro-2031";
    let short = lines(20, 280).replace('\n', " ");
    for (path, fields) in [
        (
            "/en/desk/begin".to_owned(),
            vec![("place", "lisboa"), ("id", "bairro-2031"), ("title-pt", one(14))],
        ),
        (
            format!("{desk}/contests/new"),
            vec![
                ("id", "city"),
                ("title-pt", one(0)),
                ("budget", "100000"),
                ("ballot", "knapsack"),
                ("rule", "equal_shares"),
            ],
        ),
        (
            format!("{desk}/contests/city/projects/new"),
            vec![
                ("number", "1"),
                ("cost", "1000"),
                ("original_language", "pt"),
                ("place", one(11)),
                ("proposed_by", one(12)),
                ("title-pt", one(9)),
                ("summary-pt", short.as_str()),
            ],
        ),
    ] {
        let done = ana.send(&path, &fields).await;
        assert_eq!(done.status, Status::SeeOther, "{path}: {:?}", faults(&done.html));
    }
    let fields = [("title", one(60)), ("summary", short.as_str()), ("credit", one(35))];
    let done = leila.send(&format!("{desk}/texts/ar/city/1"), &fields).await;
    assert_eq!(done.status, Status::SeeOther, "{:?}", faults(&done.html));
}

/// What a form complains about.
fn faults(html: &str) -> Vec<&str> {
    let list = html.split("id=\"problems\"").nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).collect()
}

/// Opens everything that can be reached from `starts`, in the languages of their addresses, and reads it.
async fn read_all(browser: &Browser, starts: &[&str], most: usize) -> BTreeSet<String> {
    let language = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let wanted: BTreeSet<String> = starts.iter().map(|start| language(start)).collect();
    let mut waiting: VecDeque<String> = starts.iter().map(|start| (*start).to_owned()).collect();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut read = 0;
    while let Some(path) = waiting.pop_front() {
        let answer = browser.get(&path).await;
        assert!(answer.status.code < 500, "{path}: {}", answer.status);
        read += 1;
        if !answer.html.to_lowercase().starts_with("<!doctype html>") {
            check_file(&path, &answer.html);
            continue;
        }
        let wrong = foreign(&answer.html);
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
        for sign in ['\u{202e}', '\u{202d}', '\u{0}', '\u{1b}'] {
            assert!(!answer.html.contains(sign), "{path} has {sign:?}");
        }
        for link in links(&answer.html) {
            let ours = wanted.contains(&language(&link)) && !link.contains("/audit/bundle");
            if ours && seen.len() < most && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    println!("read {read} pages from {starts:?}");
    seen
}

/// No cell is a formula, a feed is well-formed, a document is JSON.
fn check_file(path: &str, text: &str) {
    let end = path.split('?').next().unwrap().rsplit('.').next().unwrap();
    match end {
        "csv" => {
            let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            for row in table.records() {
                for cell in &row.unwrap_or_else(|no| panic!("{path}: {no}")) {
                    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    assert!(!formula, "{path}: {cell}");
                }
            }
        }
        "atom" | "svg" | "xlf" => {
            let mut reader = quick_xml::Reader::from_str(text);
            loop {
                match reader.read_event().unwrap_or_else(|no| panic!("{path}: {no}")) {
                    quick_xml::events::Event::Eof => break,
                    quick_xml::events::Event::Start(tag) => {
                        let name = tag.name().0.to_owned();
                        assert!(!["script", "img", "iframe"].contains(&name.as_str()), "{path}");
                    }
                    quick_xml::events::Event::DocType(_) => panic!("{path} defines its own"),
                    _ => {}
                }
            }
        }
        "json" => {
            serde_json::from_str::<serde_json::Value>(text).unwrap();
        }
        _ => {}
    }
}

/// A letter to the author is plain text to the author alone, whatever stands in it.
fn reads_as_a_letter(letter: &str) {
    let (head, body) = letter.split_once("\r\n\r\n").or(letter.split_once("\n\n")).unwrap();
    let names: Vec<String> = head
        .lines()
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap_or_default().to_lowercase())
        .collect();
    for never in ["bcc", "cc", "reply-to"] {
        assert!(!names.iter().any(|name| name == never), "{letter}");
    }
    assert_eq!(names.iter().filter(|name| *name == "to").count(), 1, "{letter}");
    assert_eq!(names.iter().filter(|name| *name == "subject").count(), 1, "{letter}");
    let head = head.to_lowercase();
    assert!(
        head.contains(MAILBOX)
            && head.contains("content-type: text/plain")
            && !head.contains("content-type: text/html"),
        "{letter}"
    );
    for sign in ['\u{202e}', '\u{202d}', '\u{0}', '\u{1b}'] {
        assert!(!body.contains(sign), "{letter}");
    }
}

/// A payload as it is kept: signs that are not seen are left out, on one line.
fn kept(payload: &str) -> String {
    morada::app::proposals::one_line(payload)
}

#[rocket::async_test]
async fn f8_whatever_is_written_in_any_field_is_text_wherever_it_is_read() {
    let lisbon = Lisbon::load().await;
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let (celso, ana) = (lisbon.signed_in("celso").await, lisbon.signed_in("ana").await);
    let leila = lisbon.signed_in("leila").await;
    let author = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;

    prepares(&ana, &leila).await;
    founds_groups(&author, &rui).await;
    tells(&celso).await;
    let mut dealer = Dealer { all: made(), next: 0 };
    assert_eq!(dealer.all.iter().collect::<BTreeSet<_>>().len(), 3_000);
    let mut rounds = 0;
    while dealer.has_more() || rounds < PAYLOADS.len() / 3 {
        // A session of a card lasts an hour of the standing clock; nothing here moves it.
        proposes(&lisbon, &mut dealer, [&author, &mira, &celso], rounds).await;
        rounds += 1;
    }
    println!("{rounds} proposals");
    for letter in letters(&lisbon.house).await {
        reads_as_a_letter(&letter);
    }
    let tome = lisbon.signed_in("tome").await;
    is_refused(&author, &mira, &tome).await;

    let anybody = lisbon.browser().await;
    let starts = [
        "/fr",
        "/ar",
        "/fr/p/lisboa-2027/proposals",
        "/fr/p/lisboa-2027/propose/charter",
        "/ar/p/lisboa-2025/works",
        "/fr/works/lisboa",
        "/fr/associations/lisboa",
        "/fr/p/lisboa-2027/acts",
        "/fr/p/lisboa-2027/proposals.csv",
        "/ar/p/lisboa-2027/proposals.atom",
        "/fr/works/lisboa/works.csv",
        "/fr/works/lisboa/works.json",
    ];
    let public = read_all(&anybody, &starts, 1_500).await;
    for wanted in ["/poster", "/versions", "/proposals/24", "/works/city/"] {
        assert!(public.iter().any(|path| path.contains(wanted)), "{wanted} was not read");
    }
    for api in ["proposals?q=script", "proposals/13", "proposals/20"] {
        let answer = anybody.get(&format!("/api/v1/p/lisboa-2027/{api}")).await;
        let value: serde_json::Value = serde_json::from_str(&answer.html).unwrap();
        assert!(value.is_object(), "{api}");
    }
    let desk = ["/en/desk", "/en/desk/p/lisboa-2027/proposals/queue", "/en/desk/p/bairro-2031"];
    for staff in [&mira, &celso, &ana, &leila, &rui, &tome] {
        read_all(staff, &desk, 150).await;
    }
    let own =
        ["/fr/roll/lisboa/me", "/fr/p/lisboa-2027/propose/mine", "/fr/p/lisboa-2027/propose/own"];
    read_all(&author, &own, 60).await;

    // They are there, and readable: as text.
    let mut shown = String::new();
    for (n, number) in (13..13 + rounds).enumerate() {
        let text = words(&anybody.open(&format!("{AT}/proposals/{number}")).await);
        let long = [one(n * 6), one(n * 5)].into_iter().filter(|_| n.is_multiple_of(3));
        for payload in [one(n), one(n + 24), one(n + 48)].into_iter().chain(long) {
            assert!(text.contains(&kept(payload)), "{payload:?} is not on {number}: {text}");
        }
        shown += &text;
    }
    let there = dealer.all.iter().filter(|payload| shown.contains(&kept(payload))).count();
    println!(
        "{there} of 3,000 stand on pages of proposals, the others in what moderators told the author"
    );
    assert!(there > 2_300, "{there}");
    let table = anybody.open(&format!("{AT}/proposals.csv")).await;
    assert!(
        PAYLOADS.iter().filter(|one| table.contains(&kept(one).replace('"', "\"\""))).count() > 60
    );
    assert!(PAYLOADS.iter().all(|one| one.chars().count() <= 80), "a payload is no title");
}
