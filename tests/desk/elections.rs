//! The secretary keeps a council election; everybody reads it, takes its file, and counts again.

use rocket::http::Status;

use crate::web::Lisbon;

const DESK: &str = "/en/desk/elections/lisboa";
const TIED: &str = "2 1\n2 1 0\n2 2 0\n0\n\"Ana <i>\"\n\"Bo\"\n\"Chair\"\n";

fn fields<'a>(rule: &'a str, pasted: &'a str, lots: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", "chair-2026"),
        ("title-pt", "Presidência 2026"),
        ("title-en", "Chair 2026"),
        ("day", "2"),
        ("month", "3"),
        ("year", "2026"),
        ("rule", rule),
        ("pasted", pasted),
        ("lot_order", lots),
    ]
}

#[rocket::async_test]
async fn the_secretary_keeps_an_election_and_everybody_counts_it_again() {
    let lisbon = Lisbon::load().await;
    let sofia = lisbon.signed_in("sofia").await;
    let person = lisbon.browser().await;

    // A file of the other kind, then a tie without its lot: what was typed comes back.
    let other = sofia.send(DESK, &fields("dhondt", TIED, "")).await;
    assert_eq!(other.status, Status::UnprocessableEntity);
    assert!(other.html.contains("href=\"#rule\""), "{}", other.html);
    let tied = sofia.send(DESK, &fields("plurality", TIED, "")).await;
    assert!(tied.html.contains("A lot decides between"), "{}", tied.html);
    assert!(tied.html.contains("value=\"Chair 2026\"") && tied.html.contains("1 0\n2 2 0"));
    assert_eq!(person.get("/en/elections/chair-2026").await.status, Status::NotFound);

    let kept = sofia.send(DESK, &fields("plurality", TIED, "Bo\nAna <i>")).await;
    assert_eq!(kept.to.as_deref(), Some(DESK), "{}", kept.html);
    let page = person.open("/en/elections/chair-2026").await;
    assert!(page.contains("Ana &lt;i&gt;"), "names are words and no markup: {page}");
    assert!(page.contains("fell on"), "the lot is told: {page}");
    let file = person.get("/en/elections/chair-2026/file").await;
    assert_eq!(file.bytes, TIED.as_bytes());
    let again = sofia.send(DESK, &fields("plurality", TIED, "Bo")).await;
    assert!(again.html.contains("href=\"#id\""), "the address is taken: {}", again.html);

    // It was wrong: it stays, and says so.
    let withdraw = format!("{DESK}/withdraw");
    let empty = sofia.send_from(DESK, &withdraw, &[("election", "chair-2026"), ("why", "")]).await;
    assert_eq!(empty.status, Status::UnprocessableEntity);
    let why = [("election", "chair-2026"), ("why", "Wrong file")];
    let done = sofia.send_from(DESK, &withdraw, &why).await;
    assert_eq!(done.to.as_deref(), Some(DESK), "{}", done.html);
    assert!(person.open("/en/elections/chair-2026").await.contains("Wrong file"));
}

#[rocket::async_test]
async fn the_demo_tells_two_elections_in_every_language() {
    let lisbon = Lisbon::load().await;
    let person = lisbon.browser().await;
    for lang in ["pt", "en", "fr", "ar"] {
        let home = person.open(&format!("/{lang}")).await;
        assert!(home.contains(&format!("href=\"/{lang}/elections\"")), "{home}");
        let list = person.open(&format!("/{lang}/elections")).await;
        assert!(list.contains("conselho-2024") && list.contains("conselho-2020"));
        for id in ["conselho-2024", "conselho-2020"] {
            let page = person.open(&format!("/{lang}/elections/{id}")).await;
            assert!(page.contains("<svg class=\"fig seats\""), "{page}");
        }
        person.open(&format!("/{lang}/elections/rules")).await;
    }
    // What the page says is what the engine counts: Helena was left with too few votes, and by how much.
    let stv = person.open("/en/elections/conselho-2024").await;
    assert!(stv.contains("19 May 2024"), "{stv}");
    assert!(stv.contains("class=\"bar votes\"") && stv.contains("class=\"stages\""), "{stv}");
    let lists = person.open("/en/elections/conselho-2020").await;
    assert!(lists.contains("below the threshold"), "{lists}");
}
