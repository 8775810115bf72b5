//! The way of a proposal in a browser without JavaScript: the memorial is written in French, a neighbour stands
//! behind it, a moderator asks for a change, it is published, supported and discussed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod web;

use morada::app::proposals::Season;
use morada::app::proposals::find::find;
use morada::app::proposals::kept::Wanted;
use morada_engine::ids::ElectionId;
use rocket::http::Status;
use web::residents::{AT, DESK, action, code_of, decides, resident, sends, writes};
use web::{Browser, Lisbon};

/// Everything that anybody can read without a code or a card.
async fn everything_public(browser: &Browser) -> String {
    let mut all = String::new();
    for path in [
        "/fr/p/lisboa-2027/proposals?order=newest",
        "/fr/p/lisboa-2027/proposals?q=esclavage",
        "/fr/p/lisboa-2027/proposals/1",
        "/fr/p/lisboa-2027/proposals/13",
        "/fr/p/lisboa-2027/proposals/refusals",
        "/fr/p/lisboa-2027/proposals.atom",
        "/fr/p/lisboa-2027/proposals.csv",
        "/api/v1/p/lisboa-2027/proposals",
        "/api/v1/p/lisboa-2027/proposals/1",
        "/api/v1/p/lisboa-2027/proposals/13",
        "/fr/p/lisboa-2027",
        "/fr",
    ] {
        all += &browser.get(path).await.html;
    }
    all
}

#[rocket::async_test]
async fn k4_k34_k35_the_memorial_is_proposed_in_french_by_a_group_and_a_neighbour_without_javascript()
 {
    let lisbon = Lisbon::load().await;
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let anybody = lisbon.browser().await;
    let djass = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;
    let neighbour = resident(&lisbon, &rui, "Rosa Nunes", "1961").await;

    // An idea like another one is shown that one, and may go on all the same.
    writes(&djass, "Mémorial aux victimes de l’esclavage", "Au bord du fleuve, xylophylle.").await;
    let words = djass.open(&format!("{AT}/propose/step/words")).await;
    assert!(words.contains("/proposals/1\""), "a similar one is shown: {words}");

    // The neighbour is asked, and stands behind it with her own card.
    let mine = format!("{AT}/propose/mine");
    let asked = djass.send_from(&mine, &format!("{AT}/propose/author"), &[("shown", "Rosa")]).await;
    assert_eq!(asked.status, Status::Ok, "{}", asked.html);
    let code = code_of(&asked.html);
    let stood = neighbour.send(&format!("{AT}/propose/own"), &[("code", &code)]).await;
    assert_eq!(stood.status, Status::SeeOther, "{}", stood.html);
    let twice = neighbour.send(&format!("{AT}/propose/own"), &[("code", &code)]).await;
    assert_eq!(twice.status, Status::UnprocessableEntity);

    // K34: nothing of it is anywhere before a moderator has read it.
    sends(&djass).await;
    assert!(!everything_public(&anybody).await.contains("xylophylle"));
    decides(&mira, "change:place", "Où exactement ?").await;
    let back = djass.open(&mine).await;
    assert!(back.contains("Où exactement ?"), "{back}");
    assert!(!everything_public(&anybody).await.contains("xylophylle"));
    let landmark = [("area", "Santa Maria Maior"), ("landmark", "Ribeira das Naus")];
    djass.send(&format!("{AT}/propose/step/place"), &landmark).await;
    sends(&djass).await;
    decides(&mira, "publish", "").await;
    assert!(everything_public(&anybody).await.contains("xylophylle"));
    let page = anybody.open(&format!("{AT}/proposals/13")).await;
    for wanted in ["Collectif du fleuve", "Rosa", "Ribeira das Naus", "150"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    // K35: the names that were chosen are shown, and no other.
    assert!(!everything_public(&anybody).await.contains("Fatou"));
    let versions = anybody.open(&format!("{AT}/proposals/13/versions")).await;
    assert_eq!(versions.matches("SHA-256").count(), 2, "{versions}");

    // Supporting takes a card, once; the sixth is one too many.
    let door = anybody
        .send_from(&format!("{AT}/proposals/13"), &format!("{AT}/proposals/13/support"), &[])
        .await;
    assert_eq!(door.to.as_deref(), Some("/fr/roll/lisboa/card"));
    for number in [13, 1, 2, 3, 4] {
        let at = format!("{AT}/proposals/{number}");
        for _ in 0..2 {
            let given = neighbour.send_from(&at, &format!("{at}/support"), &[]).await;
            assert_eq!(given.to.as_deref(), Some(at.as_str()), "{}", given.html);
        }
    }
    let sixth = format!("{AT}/proposals/5");
    let refused = neighbour.send_from(&sixth, &format!("{sixth}/support"), &[]).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    let at = format!("{AT}/proposals/13");
    neighbour.send_from(&at, &format!("{at}/take-back"), &[]).await;
    let process = ElectionId::parse("lisboa-2027").unwrap();
    let season = Season::load(&lisbon.house, &process).await.unwrap();
    assert_eq!(season.public(&lisbon.house, 13).await.unwrap().supports, 0);

    // What is said waits; an answer of the department is marked.
    let say = format!("{at}/say");
    let fields = [
        ("side", "for"),
        ("kind", "comment"),
        ("words", "Enfin, zygomorphe."),
        ("shown", "Rosa"),
        ("language", "fr"),
    ];
    let said = neighbour.send(&say, &fields).await;
    assert_eq!(said.to.as_deref(), Some(at.as_str()), "{}", said.html);
    assert!(!everything_public(&anybody).await.contains("zygomorphe"), "K34");
    assert!(neighbour.open(&at).await.contains("zygomorphe"), "its author sees it");
    decides(&mira, "publish", "").await;
    assert!(anybody.open(&at).await.contains("zygomorphe"));
}

/// What its authors accept becomes a version of the proposal: read, found and kept beside the earlier ones.
#[rocket::async_test]
async fn an_amendment_that_the_authors_accept_becomes_a_new_version() {
    let lisbon = Lisbon::load().await;
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let author = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;
    let neighbour = resident(&lisbon, &rui, "Rosa Nunes", "1961").await;
    writes(&author, "Mémorial", "Au bord du fleuve.").await;
    sends(&author).await;
    decides(&mira, "publish", "").await;
    let (at, mine) = (format!("{AT}/proposals/13"), format!("{AT}/propose/mine"));
    let long = "x".repeat(999);
    for (words, language) in [
        ("Avec des bancs, zygomorphe.", "fr"),
        ("Com nomes, quixotesco.", "pt"),
        (&long, "fr"),
        (&long, "fr"),
    ] {
        let fields = [
            ("side", "for"),
            ("kind", "amendment"),
            ("words", words),
            ("shown", "Rosa"),
            ("language", language),
        ];
        let said = neighbour.send(&format!("{at}/say"), &fields).await;
        assert_eq!(said.status, Status::SeeOther, "{}", said.html);
        decides(&mira, "publish", "").await;
    }
    let accept = async |part: &str| {
        let page = author.open(&mine).await;
        // The last one: what was accepted before stands in the proposal's own words above.
        let form = page.rsplit(part).next().unwrap_or_else(|| panic!("{part}: {page}"));
        let id = form.split("name=\"comment\" value=\"").nth(1).unwrap_or_else(|| panic!("{page}"));
        let id = id.split('"').next().unwrap();
        let fields = [("comment", id), ("outcome", "accepted")];
        author.send_from(&mine, &format!("{AT}/propose/amendment"), &fields).await
    };
    assert_eq!(accept("zygomorphe").await.status, Status::SeeOther);
    assert_eq!(accept("quixotesco").await.status, Status::SeeOther);
    let anybody = lisbon.browser().await;
    let versions = anybody.open(&format!("{at}/versions")).await;
    assert_eq!(
        versions.matches("SHA-256").count(),
        2,
        "in another language it is no version: {versions}"
    );
    assert!(versions.contains("zygomorphe") && !versions.contains("quixotesco"), "{versions}");
    let json = anybody.open("/api/v1/p/lisboa-2027/proposals/13").await;
    assert!(json.contains("Au bord du fleuve.") && json.contains("zygomorphe"), "{json}");
    let found = anybody.open(&format!("{AT}/proposals?q=zygomorphe")).await;
    assert!(found.contains("/proposals/13\""), "it is found: {found}");

    // What does not fit any more is told, and changes nothing.
    assert_eq!(accept(&long).await.status, Status::SeeOther);
    let full = accept(&long).await;
    assert_eq!(full.status, Status::UnprocessableEntity, "{}", full.html);
    let versions = anybody.open(&format!("{at}/versions")).await;
    assert_eq!(versions.matches("SHA-256").count(), 3, "{versions}");
}

/// K33: refused on one of four grounds, by two people; the author objects, a third hears it.
#[rocket::async_test]
async fn k33_a_refusal_takes_one_of_four_grounds_and_two_moderators_and_neither_hears_the_objection()
 {
    let lisbon = Lisbon::load().await;
    let rui = lisbon.signed_in("rui").await;
    let (mira, tome) = (lisbon.signed_in("mira").await, lisbon.signed_in("tome").await);
    let author = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;
    writes(&author, "Zinnwald", "Quelque chose de long.").await;
    sends(&author).await;

    // Without words for the author, or on a fifth ground, nothing is refused.
    let queue = format!("{DESK}/queue");
    let to = action(&mira.open(&queue).await, "queue");
    let bare = mira.send_from(&queue, &to, &[("verdict", "refuse:insult"), ("words", " ")]).await;
    assert_eq!(bare.status, Status::UnprocessableEntity);
    let fifth = mira.send_from(&queue, &to, &[("verdict", "refuse:boring"), ("words", "x")]).await;
    assert_eq!(fifth.status, Status::UnprocessableEntity);
    decides(&mira, "refuse:off_topic", "Hors sujet.").await;

    // Whoever proposed the refusal is not shown it again, and cannot confirm it.
    let second = format!("{DESK}/second");
    assert!(!mira.open(&second).await.contains("Zinnwald"));
    let confirm = action(&tome.open(&second).await, "second");
    let own = mira.send_from(&second, &confirm, &[("say", "confirm")]).await;
    assert_eq!(own.status, Status::Forbidden);
    let done = tome.send_from(&second, &confirm, &[("say", "confirm")]).await;
    assert_eq!(done.status, Status::SeeOther, "{}", done.html);

    // The register says on which ground, and neither who nor what.
    let register = author.open(&format!("{AT}/proposals/refusals")).await;
    assert!(!register.contains("Zinnwald") && !register.contains("Mira"), "{register}");

    let mine = format!("{AT}/propose/mine");
    let objects = [("words", "C’est bien le sujet.")];
    let objected = author.send_from(&mine, &format!("{AT}/propose/object"), &objects).await;
    assert_eq!(objected.status, Status::SeeOther, "{}", objected.html);
    // Neither of the two hears it.
    for one in [&mira, &tome] {
        assert!(!one.open(&format!("{DESK}/objections")).await.contains("bien le sujet"));
    }
}

/// F8: whatever anybody writes is text on every page, in the feed, in JSON; no cell becomes a formula.
#[rocket::async_test]
async fn hostile_texts_are_texts_everywhere() {
    let lisbon = Lisbon::load().await;
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let author = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;
    let anybody = lisbon.browser().await;
    for (number, hostile) in (13_u32..).zip([
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://evil\")",
        "{{#each x}}{{{y}}}{{/each}} ${7*7}",
        "javascript:alert(1) <a href=javascript:alert(1)>",
        "\u{202e}txt.exe <svg/onload=alert(1)>",
    ]) {
        author.send_from(&format!("{AT}/propose"), &format!("{AT}/propose/put-away"), &[]).await;
        writes(&author, hostile, hostile).await;
        sends(&author).await;
        assert!(!mira.open(&format!("{DESK}/queue")).await.contains("<script>alert"));
        decides(&mira, "publish", "").await;
        for path in [
            format!("{AT}/proposals/{number}"),
            format!("{AT}/proposals/{number}/versions"),
            format!("{AT}/proposals/{number}/poster"),
            format!("{AT}/proposals"),
            format!("{AT}/proposals.atom"),
        ] {
            let html = anybody.open(&path).await;
            for never in
                ["<script>alert", "<img src=x", "<svg/onload", "<a href=javascript", "\u{202e}"]
            {
                assert!(!html.contains(never), "{path} has {never}");
            }
        }
    }
    let csv = anybody.open(&format!("{AT}/proposals.csv")).await;
    assert!(csv.contains("\"'=HYPERLINK") && !csv.contains("\"=HYPERLINK"), "{csv}");
}

/// The order by lot is the same for the same seed, and another one for another; words are found without their marks.
#[rocket::async_test]
async fn proposals_are_found_by_words_in_any_form_and_in_an_order_that_can_be_repeated() {
    let lisbon = Lisbon::load().await;
    let browser = lisbon.browser().await;
    let page = async |path: &str| browser.open(&format!("/pt/p/lisboa-2027/proposals{path}")).await;
    for (words, number) in [
        ("bancs", "2\""),
        ("BANCO", "2\""),
        ("memoire", "1\""),
        ("%D9%85%D9%83%D8%AA%D8%A8%D8%A9", "3\""),
    ] {
        let html = page(&format!("?q={words}")).await;
        // A word in another language is looked for as a word; things across languages only while writing.
        if words != "bancs" {
            assert!(html.contains(&format!("/proposals/{number}")), "{words}: {html}");
        }
    }
    let hostile = page("?q=%22%20OR%20%2A%27%20NEAR%28&area=Arroios").await;
    assert!(hostile.contains("role=\"search\""));
    let order = |html: &str| {
        let links = html.split("/proposals/").skip(1).filter_map(|part| part.split('"').next());
        links.filter(|n| n.parse::<u32>().is_ok()).map(str::to_owned).collect::<Vec<_>>()
    };
    let first = order(&page("?order=random&seed=7").await);
    assert_eq!(first.len(), 12);
    assert_eq!(first, order(&page("?order=random&seed=7").await));
    assert_ne!(first, order(&page("?order=random&seed=8").await));
    let process = ElectionId::parse("lisboa-2027").unwrap();
    let wanted = Wanted { area: "Marvila".to_owned(), ..Wanted::default() };
    let found = find(&lisbon.house, &process, &wanted, 1, "pt").await.unwrap();
    assert_eq!(found.all, 3);
}
