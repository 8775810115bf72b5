//! Translation work through HTTP: written by a mediator, checked by somebody else, brought in as a file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod web;

use rocket::http::Status;
use web::{Answer, Browser, Lisbon};

const DESK: &str = "/en/desk/p/bairro-2031";

async fn done(browser: &Browser, path: &str, fields: &[(&str, &str)]) {
    let answer = browser.send(path, fields).await;
    assert_eq!(answer.status, Status::SeeOther, "{path}: {}", answer.html);
}

/// A process in preparation whose one project is written in Portuguese.
async fn prepared(lisbon: &Lisbon) {
    let ana = lisbon.signed_in("ana").await;
    let begun = [("place", "lisboa"), ("id", "bairro-2031"), ("title-pt", "Orçamento 2027")];
    done(&ana, "/en/desk/begin", &begun).await;
    let contest = [
        ("id", "city"),
        ("title-pt", "Cidade"),
        ("budget", "100000"),
        ("ballot", "knapsack"),
        ("rule", "equal_shares"),
    ];
    done(&ana, &format!("{DESK}/contests/new"), &contest).await;
    let project = [
        ("number", "1"),
        ("cost", "1000"),
        ("original_language", "pt"),
        ("title-pt", "Horta & sombra"),
        ("summary-pt", "Quarenta talhões."),
    ];
    done(&ana, &format!("{DESK}/contests/city/projects/new"), &project).await;
}

async fn bring(browser: &Browser, file: &str) -> Answer {
    browser.send_file(&format!("{DESK}/texts/ar/bring-in"), &[], ("file", file.as_bytes())).await
}

#[rocket::async_test]
async fn a_mediator_translates_and_somebody_else_checks() {
    let lisbon = Lisbon::load().await;
    prepared(&lisbon).await;
    let leila = lisbon.signed_in("leila").await;
    assert!(leila.open(&format!("{DESK}/texts")).await.contains("Not on the ballot yet"));
    let text = format!("{DESK}/texts/ar/city/1");
    let page = leila.open(&text).await;
    assert!(page.contains("<span lang=\"pt\" dir=\"ltr\">Horta &amp; sombra</span>"), "{page}");
    assert!(page.contains("lang=\"ar\" dir=\"rtl\""), "the translation has its own direction");

    let half = leila.send(&text, &[("title", "حديقة"), ("summary", "")]).await;
    assert_eq!(half.status, Status::UnprocessableEntity);
    assert!(half.html.contains("حديقة"), "nothing typed is lost");
    let whole = [("title", "حديقة وظل"), ("summary", "أربعون قطعة."), ("credit", "Leila H.")];
    done(&leila, &text, &whole).await;
    let again = leila.open(&text).await;
    assert!(again.contains("not checked") && !again.contains("/check\""), "not by its translator");
    let refused = leila.send_from(&text, &format!("{text}/check"), &[]).await;
    assert_eq!(refused.status, Status::Forbidden);

    let sofia = lisbon.signed_in("sofia").await;
    let checked = sofia.send_from(&text, &format!("{text}/check"), &[]).await;
    assert_eq!(checked.to.as_deref(), Some("/en/desk/p/bairro-2031/texts/ar"), "{}", checked.html);
    assert!(sofia.open(&format!("{DESK}/texts")).await.contains("Ready for the ballot"));
    let ana = lisbon.signed_in("ana").await;
    assert_eq!(ana.get(&text).await.status, Status::Forbidden, "officers do not translate");

    // The original changes: what was checked is out of date, and off the ballot.
    let edit = format!("{DESK}/contests/city/projects/1/edit");
    let words = [
        ("number", "1"),
        ("cost", "1000"),
        ("original_language", "pt"),
        ("title-pt", "Horta e muita sombra"),
        ("summary-pt", "Quarenta talhões."),
        ("title-ar", "حديقة وظل"),
        ("summary-ar", "أربعون قطعة."),
        ("review-ar", "checked"),
    ];
    done(&ana, &edit, &words).await;
    assert!(leila.open(&text).await.contains("The original has changed"));
}

/// Whoever may translate any text may not check their own.
#[rocket::async_test]
async fn nobody_checks_their_own_translation() {
    let lisbon = Lisbon::load().await;
    prepared(&lisbon).await;
    let sofia = lisbon.signed_in("sofia").await;
    let text = format!("{DESK}/texts/fr/city/1");
    done(&sofia, &text, &[("title", "Jardin"), ("summary", "Quarante parcelles.")]).await;
    let own = sofia.send_from(&text, &format!("{text}/check"), &[]).await;
    assert_eq!(own.status, Status::UnprocessableEntity, "{}", own.html);
}

#[rocket::async_test]
async fn a_file_is_stored_whole_or_not_at_all() {
    let lisbon = Lisbon::load().await;
    prepared(&lisbon).await;
    let leila = lisbon.signed_in("leila").await;
    let out = leila.open(&format!("{DESK}/texts/ar/texts.xlf")).await;
    assert!(out.contains("<source>Horta &amp; sombra</source>"), "{out}");

    let half = out.replacen("<target state=\"new\"></target>", "<target>حديقة</target>", 1);
    let wrong = half.replace("city/1/summary", "city/7/summary");
    let answer = bring(&leila, &wrong).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.html.contains("city/7/summary") && answer.html.contains("city/1/summary"));
    assert!(
        leila.open(&format!("{DESK}/texts/ar")).await.contains("Not begun"),
        "nothing is stored"
    );

    let bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xliff>&a;</xliff>";
    let answer = bring(&leila, bomb).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.html.contains("document type"), "{}", answer.html);

    let whole = half.replace("<target state=\"new\"></target>", "<target>أربعون.</target>");
    let answer = bring(&leila, &whole).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
    let queue = leila.open(&format!("{DESK}/texts/ar")).await;
    assert!(queue.contains("not checked") && !queue.contains("Not begun"), "{queue}");
    let table = leila.open(&format!("{DESK}/texts/ar/texts.csv")).await;
    assert!(table.contains("city/1/title,pt,Horta & sombra,ar,حديقة,by-person"), "{table}");
}

/// What two officers have fixed is not translated any more.
#[rocket::async_test]
async fn a_sealed_ballot_takes_no_translation() {
    let lisbon = Lisbon::load().await;
    let leila = lisbon.signed_in("leila").await;
    let text = "/en/desk/p/lisboa-2026/texts/ar/city/1";
    let answer = leila.send(text, &[("title", "نص"), ("summary", "نص")]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity, "{}", answer.html);
}

/// A text is read out by a person: what its bytes say it is, and no more than half a megabyte.
#[rocket::async_test]
async fn a_recording_is_heard_on_the_projects_page_and_nothing_else_is_taken() {
    let lisbon = Lisbon::load().await;
    let leila = lisbon.signed_in("leila").await;
    let form = "/en/desk/p/lisboa-2026/texts/ar/city/1/sound";
    for wrong in [b"<script>alert(1)</script>".to_vec(), vec![b'x'; 600 << 10]] {
        let answer = leila.send_file(form, &[], ("sound", &wrong)).await;
        assert_eq!(answer.status, Status::UnprocessableEntity);
        assert!(answer.html.contains("sound-fault"), "{}", answer.html);
    }
    let mut opus = [b"OggS".as_slice(), &[0; 24], b"OpusHead"].concat();
    opus.resize(2000, 1);
    let answer = leila.send_file(form, &[], ("sound", &opus)).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);

    let stranger = lisbon.browser().await;
    let page = stranger.open("/ar/p/lisboa-2026/projects/city/1").await;
    let address = "/ar/p/lisboa-2026/projects/city/1/sound/ar";
    assert!(
        page.contains(&format!("<audio controls preload=\"none\" src=\"{address}\">")),
        "{page}"
    );
    assert_eq!(stranger.get(address).await.bytes, opus);
    assert!(!stranger.open("/fr/p/lisboa-2026/projects/city/1").await.contains("<audio"));
    assert_eq!(
        stranger.get(&address.replace("/sound/ar", "/sound/fr")).await.status,
        Status::NotFound
    );
}
