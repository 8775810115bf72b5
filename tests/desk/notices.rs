//! Notices to everybody, and codes that are retired.

use morada::app::seeds::unused_codes;
use rocket::http::Status;

use crate::web::Lisbon;

#[rocket::async_test]
async fn two_officers_publish_a_notice_in_two_languages_and_take_it_back() {
    let lisbon = Lisbon::load().await;
    let (ana, bento) = (lisbon.signed_in("ana").await, lisbon.signed_in("bento").await);
    let desk = "/en/desk/p/lisboa-2026/notices";
    let empty = ana.send(desk, &[("text-pt", ""), ("text-ar", "مغلق"), ("phrase", "x")]).await;
    assert_eq!(empty.status, Status::UnprocessableEntity);
    assert!(empty.html.contains("href=\"#text-pt\"") && empty.html.contains("href=\"#phrase\""));
    assert!(empty.html.contains(">مغلق</textarea>"), "what was typed stays: {}", empty.html);

    let words = [
        ("text-pt", "A mesa de Arroios fecha às 17 horas."),
        ("text-ar", "يغلق مكتب أرويوس في الساعة 17."),
        ("phrase", "notice 2026"),
    ];
    assert_eq!(ana.send(desk, &words).await.to.as_deref(), Some(desk));
    lisbon.settle().await;
    let home = |lang: &str| format!("/{lang}/p/lisboa-2026");
    let nothing = ana.open(&home("pt")).await;
    assert!(!nothing.contains("A mesa de Arroios"), "one officer publishes nothing");
    let confirm = format!("{desk}/confirm");
    let phrase = [("phrase", "NOTICE 2026")];
    let own = ana.send_from(desk, &confirm, &phrase).await;
    assert!(own.html.contains("You confirmed first"), "{}", own.html);
    assert_eq!(bento.send_from(desk, &confirm, &phrase).await.to.as_deref(), Some(desk));
    lisbon.settle().await;
    assert!(ana.open(&home("pt")).await.contains("A mesa de Arroios fecha às 17 horas."));
    assert!(ana.open(&home("ar")).await.contains("يغلق مكتب أرويوس"));
    let french = ana.open(&home("fr")).await;
    assert!(french.contains("<span lang=\"pt\" dir=\"ltr\">A mesa de Arroios"), "{french}");

    // Taking it back takes two as well, and both stay readable.
    let withdraw = format!("{desk}/withdraw");
    assert_eq!(ana.send_from(desk, &withdraw, &[]).await.to.as_deref(), Some(desk));
    let confirmed = bento.send_from(desk, &confirm, &phrase).await;
    assert_eq!(confirmed.to.as_deref(), Some(desk), "{}", confirmed.html);
    lisbon.settle().await;
    let home = ana.open(&home("pt")).await;
    assert!(home.contains("<s>A mesa de Arroios fecha às 17 horas.</s>"), "{home}");
    assert!(home.contains("Retirado em"), "{home}");
    assert!(!ana.open(desk).await.contains("name=\"notice\""), "nothing is left to take back");
}

/// A slip says "replaced", and its holder did not vote again: two officers enter what happened, everybody reads it, and
/// it does not stand on the first page of the vote like a notice to all.
#[rocket::async_test]
async fn two_officers_enter_a_dispute_about_one_vote() {
    let lisbon = Lisbon::load().await;
    let (ana, bento) = (lisbon.signed_in("ana").await, lisbon.signed_in("bento").await);
    let desk = "/en/desk/p/lisboa-2026/notices";
    let told = "Um talão diz que foi substituído. A pessoa votou outra vez em papel.";
    let words = |about| [("about", about), ("text-pt", told), ("phrase", "NOTICE 2026")];
    let strange = ana.send(desk, &words("ana")).await;
    assert_eq!(strange.status, Status::UnprocessableEntity);
    assert!(strange.html.contains("href=\"#about\""), "{}", strange.html);
    assert_eq!(ana.send(desk, &words("vote_replaced")).await.to.as_deref(), Some(desk));
    let page = "/pt/p/lisboa-2026/dispute";
    lisbon.settle().await;
    assert!(!ana.open(page).await.contains(told), "one officer enters nothing");
    let confirm = format!("{desk}/confirm");
    let done = bento.send_from(desk, &confirm, &[("phrase", "NOTICE 2026")]).await;
    assert_eq!(done.to.as_deref(), Some(desk), "{}", done.html);
    lisbon.settle().await;

    let resident = lisbon.browser().await;
    let entry = "Um voto posterior substituiu o meu, e eu não votei outra vez";
    let shown = resident.open(page).await;
    assert!(shown.contains(told) && shown.matches(entry).count() == 2, "{shown}");
    let audit = resident.open("/pt/p/lisboa-2026/audit").await;
    assert!(audit.contains(told) && audit.contains(entry), "{audit}");
    assert!(!resident.open("/pt/p/lisboa-2026").await.contains(told));
    assert!(bento.open(desk).await.contains(told));
    assert!(resident.open("/pt/p/lisboa-2026/find").await.contains("/pt/p/lisboa-2026/dispute"));
}

#[rocket::async_test]
async fn whoever_holds_a_code_retires_it_and_nobody_votes_with_it_again() {
    let lisbon = Lisbon::load().await;
    let person = lisbon.browser().await;
    let page = "/en/p/lisboa-2026/retire";
    let codes = unused_codes(&lisbon.house).unwrap().1;
    let (good, other) = (codes[0].printed(), codes[1].printed());
    let typed = format!("{good}\nABCDE-FGHJK\n");
    let unsure = person.send(page, &[("codes", &typed)]).await;
    assert!(unsure.html.contains("Say that you are sure"), "{}", unsure.html);
    assert!(unsure.html.contains(&good), "what was typed stays");
    let vote = "/en/p/lisboa-2026/vote";
    assert_eq!(person.send(vote, &[("code", &good)]).await.status, Status::SeeOther);

    let half = person.send(page, &[("codes", &typed), ("sure", "yes")]).await;
    assert_eq!(half.status, Status::UnprocessableEntity);
    assert!(
        half.html.contains("Line \u{2068}2\u{2069}: this is not a whole code"),
        "{}",
        half.html
    );
    let both = format!("{good}\r\n\r\n {} \r\n", other.to_lowercase());
    let done = person.send(page, &[("codes", &both), ("sure", "yes")]).await;
    let to = done.to.expect("a page that says so");
    assert!(person.open(&to).await.contains("Codes retired: \u{2068}2\u{2069}"));
    for code in [good, other] {
        let refused = person.send(vote, &[("code", &code)]).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "{}", refused.html);
    }
    let late = person.send("/en/p/lisboa-2025/retire", &[("codes", "x"), ("sure", "yes")]).await;
    assert!(late.html.contains("No code can be retired any more"), "{}", late.html);
}
