//! Bad input at the desk: every form comes back filled in, with a sentence at each field; nothing is
//! half done.

use rocket::http::{ContentType, Status};

use crate::web::{Browser, Lisbon};

/// A fresh draft in which everything can be typed.
async fn draft(ana: &Browser) -> String {
    let fields = [("place", "lisboa"), ("id", "rascunho-2027"), ("title-pt", "Rascunho")];
    let answer = ana.send("/en/desk/begin", &fields).await;
    let desk = answer.to.unwrap_or_else(|| panic!("{}", answer.html));
    let contest = [
        ("id", "city"),
        ("title-pt", "Cidade"),
        ("budget", "1000"),
        ("ballot", "knapsack"),
        ("rule", "most_votes"),
    ];
    let answer = ana.send(&format!("{desk}/contests/new"), &contest).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
    desk
}

type Fields = &'static [(&'static str, &'static str)];

/// Fields that no form has, and one thing that must come back as it was typed.
const ODD: &str = "\u{202e}<b>\"'&\u{2028}";

#[rocket::async_test]
async fn every_form_comes_back_filled_in_with_a_sentence() {
    let lisbon = Lisbon::load().await;
    let ana = lisbon.signed_in("ana").await;
    let desk = draft(&ana).await;
    let escaped = "&lt;b&gt;&quot;&#x27;&amp;";
    // The form, a field that can be read back, and what else is sent.
    let forms: [(String, &str, Fields); 10] = [
        ("/en/desk/begin".to_owned(), "id", &[("place", "lisboa")]),
        (format!("{desk}/set/voters"), "minimum_age", &[]),
        (format!("{desk}/set/secrecy"), "batch_min", &[]),
        (format!("{desk}/set/trustees"), "trustees", &[]),
        (format!("{desk}/contests/new"), "budget", &[]),
        (format!("{desk}/contests/city/edit"), "budget", &[]),
        (format!("{desk}/contests/city/projects/new"), "cost", &[]),
        (format!("{desk}/letters"), "letters", &[("contest", "city"), ("movement", "handed")]),
        (format!("{desk}/set/dates"), "date-balloting", &[]),
        ("/en/p/lisboa-2026/retire".to_owned(), "codes", &[]),
    ];
    for (path, field, more) in forms {
        let mut fields = vec![
            ("sure", "yes"),
            (field, ODD),
            ("role", "admin"),
            ("revision_of", "9"),
            ("id[0]", "x"),
        ];
        fields.extend(more);
        let answer = ana.send(&path, &fields).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{path}: {}", answer.html);
        assert!(answer.html.contains("<title>Problem: "), "{path}");
        assert!(answer.html.contains(&format!("href=\"#{field}\"")), "{path}: {}", answer.html);
        assert!(answer.html.contains(escaped), "{path}: {}", answer.html);
        assert!(!answer.html.contains("<b>\"'"), "{path}");
    }
}

#[rocket::async_test]
async fn a_form_too_large_without_its_token_or_sent_twice_changes_nothing() {
    let lisbon = Lisbon::load().await;
    let (ana, bento) = (lisbon.signed_in("ana").await, lisbon.signed_in("bento").await);
    let desk = draft(&ana).await;
    let path = format!("{desk}/contests/city/projects/new");
    let large = "x".repeat(300 * 1024);
    let answer = ana.send(&path, &[("title-pt", &large)]).await;
    assert_eq!(answer.status, Status::PayloadTooLarge, "{}", answer.html);
    assert!(answer.html.contains("larger than we can take"), "{}", answer.html);
    let bare = ana.client.post(path.clone()).header(ContentType::Form).body("number=1").dispatch();
    assert_eq!(bare.await.status(), Status::Forbidden);
    let json = ana.client.post(path.clone()).header(ContentType::JSON).body("{}").dispatch();
    assert_eq!(json.await.status(), Status::UnprocessableEntity);
    // A file where no file is asked for is not even read.
    let file = bento.send_file("/en/desk/begin", &[("place", "lisboa")], ("id", b"x")).await;
    assert_eq!(file.status, Status::UnprocessableEntity);

    // Two tabs: the second was shown before the first was sent.
    let page = ana.open(&path).await;
    let fields = crate::web::hidden(&page);
    let revision = fields.iter().find(|(name, _)| name == "revision").unwrap().1.clone();
    let project = |number: &'static str| {
        [
            ("number", number),
            ("cost", "100"),
            ("original_language", "pt"),
            ("title-pt", "Bancos"),
            ("revision", ""),
        ]
    };
    let send = async |number| {
        let mut fields = project(number);
        fields[4].1 = &revision;
        ana.send(&path, &fields).await
    };
    assert_eq!(send("1").await.status, Status::SeeOther);
    let stale = send("2").await;
    assert_eq!(stale.status, Status::UnprocessableEntity);
    assert!(stale.html.contains("Somebody changed this after"), "{}", stale.html);
    assert!(stale.html.contains("value=\"Bancos\""), "{}", stale.html);
    let list = ana.open(&format!("{desk}/contests/city")).await;
    assert!(list.contains("Projects: \u{2068}1\u{2069}"), "{list}");
}

#[rocket::async_test]
async fn a_broken_list_is_tried_without_effect_and_every_fault_is_named_by_its_line() {
    let lisbon = Lisbon::load().await;
    let ana = lisbon.signed_in("ana").await;
    let desk = draft(&ana).await;
    let path = format!("{desk}/contests/city/import");
    let try_list = async |format: &str, file: &[u8]| {
        let answer = ana.send_file(&path, &[("format", format)], ("file", file)).await;
        assert!(!answer.html.contains("import/take"), "{}", answer.html);
        assert_eq!(answer.status, Status::UnprocessableEntity, "{}", answer.html);
        answer.html
    };
    let csv = "number,title-pt,cost,colour\n1,Bancos,100,red\n1,Árvores,doze,green\n3,Sol\n";
    let page = try_list("csv", csv.as_bytes()).await;
    for line in ["Line \u{2068}1\u{2069}", "Line \u{2068}3\u{2069}", "Line \u{2068}4\u{2069}"] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(page.contains("Nobody asks for this column"), "{page}");
    assert!(page.contains("Type an amount"), "{page}");
    assert!(page.contains("The line has \u{2068}2\u{2069} cells"), "{page}");
    for (format, file) in [
        ("csv", b"\xff\xfe\x00".as_slice()),
        ("csv", b""),
        ("csv", b"number,title-pt\n\"unclosed,1\n"),
        ("pb", b"META\nkey;value\n"),
        ("pb", b"\x00\x01"),
        ("pb", b"META\nkey;value\nbudget;x\nPROJECTS\nproject_id;cost\n1;-5\n"),
    ] {
        let page = try_list(format, file).await;
        assert!(page.contains("Nothing was added") || page.contains("class=\"msg\""), "{page}");
    }
    assert!(
        ana.open(&format!("{desk}/contests/city")).await.contains("Projects: \u{2068}0\u{2069}")
    );

    let good = "number,title-pt,cost\n1,Bancos,100\n2,Sol,200\n";
    let answer = ana.send_file(&path, &[("format", "csv")], ("file", good.as_bytes())).await;
    assert_eq!(answer.status, Status::Ok, "{}", answer.html);
    let fields = crate::web::hidden(&answer.html);
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).unwrap().1.clone();
    let (draft, revision) = (field("draft"), field("revision"));
    let take = format!("{path}/take");
    let fields = [("draft", draft.as_str()), ("revision", revision.as_str())];
    assert_eq!(ana.send_from(&path, &take, &fields).await.status, Status::SeeOther);
    let twice = ana.send_from(&path, &take, &fields).await;
    assert_ne!(twice.status, Status::SeeOther, "a list is taken once");
    assert!(
        ana.open(&format!("{desk}/contests/city")).await.contains("Projects: \u{2068}2\u{2069}")
    );
}

#[rocket::async_test]
async fn who_may_only_look_is_shown_no_button_that_leads_to_a_refusal() {
    let lisbon = Lisbon::load().await;
    let (ana, rui) = (lisbon.signed_in("ana").await, lisbon.signed_in("rui").await);
    let desk = draft(&ana).await;
    let pages = [
        "set/name",
        "set/trustees",
        "contests/new",
        "contests/city/edit",
        "contests/city/projects/new",
        "contests/city/import",
        "contests/city/keys",
    ];
    for page in pages {
        let path = format!("{desk}/{page}");
        let action = format!("action=\"{path}\"");
        let may = ana.open(&path).await;
        assert!(may.contains(&action) && !may.contains("disabled"), "{path}: {may}");
        let looks = rui.open(&path).await;
        assert!(looks.contains("You may read this."), "{path}: {looks}");
        assert!(looks.contains("<fieldset class=\"field stack\" disabled>"), "{path}: {looks}");
        assert!(!looks.contains("btn--go"), "{path}: {looks}");
        assert!(!looks.contains("/remove\""), "{path}: {looks}");
    }
}
