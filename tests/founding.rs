//! What the founding documents ask (COUNCIL.md section 1), each line by its number: `cargo nextest run k9` finds K9.
//! Those that need whole walks stand with their walks: K4, K5 in `associations.rs`, K33 to K35 in `proposals.rs`, K13
//! and K31 in `evaluation/`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod web;

use morada::app::public_elections;
use rocket::http::Status;
use web::{Browser, Lisbon};

const LANGUAGES: [&str; 4] = ["pt", "en", "fr", "ar"];

/// What a page brings onto a telephone: itself, and everything that it loads.
async fn transfer(browser: &Browser, path: &str) -> (String, usize) {
    let page = browser.open(path).await;
    let mut bytes = page.len();
    for part in page.split(['"', '\'']).filter(|part| part.starts_with("/static/")) {
        bytes += browser.get(part).await.bytes.len();
    }
    (page, bytes)
}

/// K9: every process that residents may see has one page to print, in each language, read without signing in, with its
/// calendar, a square picture and a telephone line, in less than 100 KB.
#[rocket::async_test]
async fn k9_every_process_has_a_page_to_print_in_each_language_below_100_kb() {
    let lisbon = Lisbon::load().await;
    let anybody = lisbon.browser().await;
    let home = anybody.open("/en").await;
    let shown = |process: &str| home.contains(&format!("/en/p/{process}"));
    let mut processes = vec!["lisboa-2027".to_owned()];
    for (election, _) in public_elections(&lisbon.house).await.unwrap() {
        processes.push(election.to_string());
    }
    assert!(processes.len() >= 3 && processes.iter().any(|one| shown(one)), "{processes:?}");
    for process in &processes {
        for lang in LANGUAGES {
            let at = format!("/{lang}/p/{process}");
            assert!(anybody.open(&at).await.contains(&format!("href=\"{at}/poster\"")), "{at}");
            let (page, bytes) = transfer(&anybody, &format!("{at}/poster")).await;
            assert!(bytes < 100_000, "{at}: {bytes} bytes");
            let address = format!("https://voto.lisboa.example{at}");
            for wanted in ["<ol class=\"phase", "<svg", &address, "<b dir=\"ltr\">"] {
                assert!(page.contains(wanted), "{at}: no {wanted}: {page}");
            }
        }
    }
    let unknown = anybody.get("/pt/p/nowhere/poster").await;
    assert_eq!(unknown.status, Status::NotFound);
}

async fn done(browser: &Browser, path: &str, fields: &[(&str, &str)]) {
    let answer = browser.send(path, fields).await;
    assert_eq!(answer.status, Status::SeeOther, "{path}: {}", answer.html);
}

/// K10: original and translation are marked apart wherever they are read, and the original is never far; what nobody
/// has checked is not on the ballot; whoever wrote it does not check it; a text of a machine has no way in.
#[rocket::async_test]
async fn k10_a_translation_says_who_made_it_and_is_never_the_authoritative_text_unchecked() {
    let lisbon = Lisbon::load().await;
    let anybody = lisbon.browser().await;
    for (lang, by) in [("fr", "Rosa M."), ("ar", "Leila H."), ("en", "Rosa M.")] {
        let page = anybody.open(&format!("/{lang}/p/lisboa-2026/projects/city/1")).await;
        assert!(page.contains(by), "{lang}: who translated it: {page}");
        assert!(page.contains("id=\"original\"") && page.contains("lang=\"pt\""), "{lang}");
    }
    let original = anybody.open("/pt/p/lisboa-2026/projects/city/1").await;
    assert!(!original.contains("id=\"original\""), "the original is not a translation of itself");

    let desk = "/en/desk/p/bairro-2031";
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
    done(&ana, &format!("{desk}/contests/new"), &contest).await;
    let project = [
        ("number", "1"),
        ("cost", "1000"),
        ("original_language", "pt"),
        ("title-pt", "Horta"),
        ("summary-pt", "Quarenta talhões."),
        // What a form does not offer is not taken either.
        ("title-fr", "Jardin"),
        ("summary-fr", "Quarante."),
        ("review-fr", "machine"),
    ];
    let machine = ana.send(&format!("{desk}/contests/city/projects/new"), &project).await;
    if machine.status == Status::SeeOther {
        let queue = lisbon.signed_in("leila").await.open(&format!("{desk}/texts/fr")).await;
        assert!(!queue.contains("Ready for the ballot"), "{queue}");
    } else {
        done(&ana, &format!("{desk}/contests/city/projects/new"), &project[..5]).await;
    }
    let leila = lisbon.signed_in("leila").await;
    let text = format!("{desk}/texts/ar/city/1");
    let words = [("title", "حديقة"), ("summary", "أربعون قطعة."), ("credit", "Leila H.")];
    done(&leila, &text, &words).await;
    assert!(leila.open(&format!("{desk}/texts")).await.contains("Not on the ballot yet"));
    let own = leila.send_from(&text, &format!("{text}/check"), &[]).await;
    assert_eq!(own.status, Status::Forbidden, "not by whoever wrote it");
    let sofia = lisbon.signed_in("sofia").await;
    let checked = sofia.send_from(&text, &format!("{text}/check"), &[]).await;
    assert_eq!(checked.status, Status::SeeOther, "{}", checked.html);
    assert!(sofia.open(&format!("{desk}/texts")).await.contains("Ready for the ballot"));
}

/// K15, the timeline of the memorial: its cap of 150,000 is not passed without a decision that can be looked up, its
/// other site is shown with the reason, and how old the promise is stands on the page.
#[rocket::async_test]
async fn k15_the_cap_is_not_passed_without_a_decision_and_another_site_has_its_reason() {
    let lisbon = Lisbon::load().await;
    let celso = lisbon.signed_in("celso").await;
    let list = celso.open("/en/p/lisboa-2025/works").await;
    let links = list.split("href=\"").filter_map(|rest| rest.split('"').next());
    let works: Vec<&str> = links.filter(|href| href.contains("/works/city/")).collect();
    let public = works[1];
    let desk = public.replace("/en/p/", "/en/desk/p/");
    let money = format!("{desk}/money");
    let capped =
        [("amount", "150 000"), ("decision", "77/2017"), ("words-pt", "O que foi votado.")];
    done(&celso, &money, &capped).await;

    let pay = [("amount", "150 000.01"), ("day", "2026-10-01"), ("words-pt", "Pedra")];
    let refused = celso.send(&format!("{desk}/pay"), &pay).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.html.contains("That is more than was promised"), "{}", refused.html);
    for decision in ["", " "] {
        let more = [("amount", "200 000"), ("decision", decision), ("words-pt", "Outro cais")];
        let refused = celso.send(&money, &more).await;
        assert_eq!(refused.status, Status::UnprocessableEntity);
        assert!(refused.html.contains("decision-fault"), "{}", refused.html);
    }
    let page = celso.open(public).await;
    assert!(page.contains("150,000") && !page.contains("200,000"), "the cap stands: {page}");

    let moved = [("site", "Ribeira das Naus"), ("words-pt", "O primeiro cais é do porto.")];
    done(&celso, &format!("{desk}/site"), &moved).await;
    let more = [("amount", "200 000"), ("decision", "88/2020"), ("words-pt", "Outro cais")];
    done(&celso, &money, &more).await;
    let page = celso.open(public).await;
    for wanted in [
        "Ribeira das Naus",
        "O primeiro cais é do porto.",
        "88/2020",
        "200,000",
        "Outro cais",
        "Days: ",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let age = |page: &str| {
        let digits = page.split("Days: ").nth(1).unwrap().chars();
        digits.filter(char::is_ascii_digit).take(3).collect::<String>().parse::<u64>().unwrap()
    };
    let before = age(&page);
    lisbon.house.clock().set(lisbon.house.now().plus(5 * 86_400));
    assert_eq!(age(&lisbon.browser().await.open(public).await), before + 5);
}

/// K30: without a whole charter a process takes no proposals; its values and risks are read by everybody.
#[rocket::async_test]
async fn k30_no_proposal_is_taken_without_a_charter_and_everybody_reads_its_risks() {
    let lisbon = Lisbon::load().await;
    let ana = lisbon.signed_in("ana").await;
    let begun = [("place", "lisboa"), ("id", "bairro-2031"), ("title-pt", "Bairro")];
    done(&ana, "/en/desk/begin", &begun).await;
    let anybody = lisbon.browser().await;
    assert_eq!(anybody.get("/pt/p/bairro-2031/propose").await.status, Status::NotFound);

    let whole = [
        ("most-supports", "5"),
        ("threshold", "3"),
        ("read-within", "48"),
        ("values", "Whoever lives here takes part."),
        ("stakeholders", "Residents decide; the city builds."),
        ("risk-1-what", "Promises that nobody keeps."),
        ("risk-1-owner", "Participation"),
        ("risk-1-against", "Every delay is public."),
        ("review-on", "2027-12-01"),
    ];
    let rules = "/en/desk/p/bairro-2031/proposals/rules";
    for missing in
        ["values", "stakeholders", "risk-1-what", "risk-1-owner", "risk-1-against", "review-on"]
    {
        let part = whole.map(|(name, value)| (name, if name == missing { " " } else { value }));
        let refused = ana.send(rules, &part).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "without {missing}");
        assert!(refused.html.contains(&format!("{missing}-fault")), "{missing}: {}", refused.html);
    }
    done(&ana, rules, &whole).await;

    for lang in LANGUAGES {
        let charter = format!("/{lang}/p/lisboa-2027/propose/charter");
        let front = anybody.open(&format!("/{lang}/p/lisboa-2027/propose")).await;
        assert!(front.contains(&charter), "{lang}: whoever proposes is led there");
        let page = anybody.open(&charter).await;
        assert!(page.matches("<li").count() > 2, "{lang}: the risks are listed: {page}");
    }
}
