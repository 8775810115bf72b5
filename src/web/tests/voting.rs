//! From the code to the slip, over HTTP and without a script, in each kind of ballot; and everything that can go
//! wrong on the way.

use rocket::http::{Cookie, Status};

use crate::app::sequencer;
use crate::web::testing::{Browser, field, only, street, voting};

const BASE: &str = "/en/p/street-2026";

/// Types a code and opens the page it leads to.
async fn enter(browser: &Browser, code: &str) -> String {
    let page = browser.open(&format!("{BASE}/vote")).await;
    let answer = browser.send(&page, &format!("{BASE}/vote"), &format!("code={code}")).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
    browser.open(&answer.location.unwrap()).await
}

/// Fields of a ballot with these options marked.
fn marks(indexes: &[usize]) -> String {
    indexes.iter().fold(String::new(), |fields, index| fields + &format!("&p={index}"))
}

/// Sends a ballot all the way and gives the slip's address.
async fn vote(browser: &Browser, page: &str, contest: &str, indexes: &[usize]) -> String {
    let path = format!("{BASE}/vote/{contest}");
    let check =
        browser.send(page, &format!("{path}/check"), &format!("go=check{}", marks(indexes))).await;
    assert_eq!(check.status, Status::Ok, "{}", check.html);
    assert_eq!(check.kept.as_deref(), Some("no-store"));
    let attempt = field(&check.html, "attempt");
    let fields = format!("attempt={attempt}{}", marks(indexes));
    let cast = browser.send(&check.html, &format!("{path}/cast"), &fields).await;
    assert_eq!(cast.status, Status::SeeOther, "{}", cast.html);
    cast.location.unwrap()
}

#[rocket::async_test]
async fn a_resident_votes_gets_a_slip_finds_it_and_votes_again() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    assert!(ballot.contains("Choose the projects you want"));
    assert!(ballot.contains("<b>\u{2068}€10,000\u{2069}</b> left to spend"), "{ballot}");
    let slip = vote(&browser, &ballot, "city", &[1, 2]).await;
    let page = browser.open(&slip).await;
    assert!(page.contains("Your vote is in the box"));

    let tracking = slip.rsplit('/').next().unwrap();
    let find = browser.open(&format!("{BASE}/find")).await;
    let found = browser.send(&find, &format!("{BASE}/find"), &format!("code={tracking}")).await;
    assert!(found.html.contains("Yes. Your vote is in the box"), "{}", found.html);
    assert_eq!(found.kept.as_deref(), Some("no-store"));

    let again = enter(&browser, &codes[0].printed()).await;
    assert!(again.contains("You have voted before"));
    let second = vote(&browser, &again, "city", &[]).await;
    assert_ne!(slip, second);
    let old = browser.open(&slip).await;
    assert!(old.contains("A later vote from the same voting code counts"));
}

/// Promise of UX A26: neither slip nor search names a project.
#[rocket::async_test]
async fn a_slip_never_shows_what_was_chosen() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    let slip = vote(&browser, &ballot, "city", &[2]).await;
    let picture = browser.get(format!("{slip}/picture.svg")).dispatch().await;
    let promise = browser.get(format!("{slip}/promise.txt")).dispatch().await;
    let tracking = slip.rsplit('/').next().unwrap().to_owned();
    let find = browser.open(&format!("{BASE}/find")).await;
    let found = browser.send(&find, &format!("{BASE}/find"), &format!("code={tracking}")).await;
    let pages = [
        browser.open(&slip).await,
        picture.into_string().await.unwrap(),
        promise.into_string().await.unwrap(),
        found.html,
    ];
    for page in pages {
        for project in ["Mural", "Benches", "Playground", "2,000"] {
            assert!(!page.contains(project), "{project}");
        }
    }
}

#[rocket::async_test]
async fn a_slip_is_in_the_public_list_after_the_next_batch() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let mut slips = Vec::new();
    for code in &codes[..3] {
        let ballot = enter(&browser, &code.printed()).await;
        slips.push(vote(&browser, &ballot, "city", &[1]).await);
    }
    let later = street().opens_at.plus(3_600);
    browser.house.clock().set(later);
    sequencer::tick(&browser.house).await.unwrap();
    let page = browser.open(&slips[0]).await;
    assert!(page.contains("It is in the list now"), "{page}");
    let tracking = slips[0].rsplit('/').next().unwrap();
    let find = browser.open(&format!("{BASE}/find")).await;
    let found = browser.send(&find, &format!("{BASE}/find"), &format!("code={tracking}")).await;
    assert!(found.html.contains("in the public list"));
    assert!(found.html.contains("class=\"seal\""), "the seal is shown as tiles");
}

#[rocket::async_test]
async fn a_mistyped_code_is_told_where_to_look_and_stays_in_the_field() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let page = browser.open(&format!("{BASE}/vote")).await;
    let good = codes[0].printed();
    let swapped = {
        let mut signs: Vec<char> = good.chars().collect();
        let other = if signs[0] == 'A' { 'B' } else { 'A' };
        signs[0] = other;
        signs.into_iter().collect::<String>()
    };
    let stranger = crate::app::hold_election::make_codes(&browser.house, 1);
    for (typed, words) in [
        (String::new(), "Type the 20 letters and numbers"),
        ("ABCDE-FGH".to_owned(), "You typed \u{2068}8\u{2069}"),
        (good.replacen(&good[6..7], "U", 1), "A code never has the sign"),
        (swapped, "One letter or number is wrong"),
        (stranger[0].printed().clone(), "We do not know this code"),
    ] {
        let answer = browser.send(&page, &format!("{BASE}/vote"), &format!("code={typed}")).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{typed}");
        assert!(answer.html.contains(words), "{typed}: {}", answer.html);
        assert!(answer.html.contains("<title>Problem: "), "{typed}");
        assert!(answer.html.contains(&format!("value=\"{typed}\"")), "{typed}");
        assert!(answer.html.contains("href=\"#code\""), "the summary leads to the field");
    }
    let lower = good.to_lowercase().replace('-', " ");
    assert!(enter(&browser, &lower).await.contains("Choose the projects"), "{lower}");
}

#[rocket::async_test]
async fn too_many_wrong_codes_have_to_wait_and_the_right_one_has_not() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let page = browser.open(&format!("{BASE}/vote")).await;
    let mut last = Status::Ok;
    for _ in 0..12 {
        last = browser.send(&page, &format!("{BASE}/vote"), "code=WRONG").await.status;
    }
    assert_eq!(last, Status::TooManyRequests);
    // A whole street may sit behind one address: a right code still opens.
    assert!(enter(&browser, &codes[0].printed()).await.contains("Choose the projects"));
}

#[rocket::async_test]
async fn over_the_budget_one_may_choose_but_not_send() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    let check = format!("{BASE}/vote/city/check");
    // Updating shows the meter over the budget, without calling it a problem.
    let updated = browser.send(&ballot, &check, &format!("go=update{}", marks(&[0, 1]))).await;
    assert_eq!(updated.status, Status::Ok);
    assert!(updated.html.contains("<b>\u{2068}€2,000\u{2069}</b> too much"));
    assert!(!updated.html.contains("role=\"alert\""));
    // Sending is stopped, and only the project that was added last is named.
    let stopped = browser.send(&ballot, &check, &format!("go=check&was=0{}", marks(&[0, 1]))).await;
    assert_eq!(stopped.status, Status::UnprocessableEntity);
    assert!(stopped.html.contains("Take out project \u{2068}2\u{2069}, or another project"));
    assert!(stopped.html.contains("You had \u{2068}€1,000\u{2069} left"));
    let unnamed = browser.send(&ballot, &check, &format!("go=check&was={}", marks(&[0, 1]))).await;
    assert!(unnamed.html.contains("Take out one of them, or more"), "two were added at once");
    assert_eq!(unnamed.html.matches(" checked").count(), 2, "the choices stay");
}

#[rocket::async_test]
async fn another_language_and_bigger_text_keep_the_choices() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    assert!(ballot.contains("formaction=\"/ar/p/street-2026/vote/city/check\""));
    let arabic = browser
        .send(&ballot, "/ar/p/street-2026/vote/city/check", &format!("go=stay{}", marks(&[1])))
        .await;
    assert!(arabic.html.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(arabic.html.contains("مقاعد"));
    assert!(arabic.html.contains("value=\"1\" id=\"p2\" checked"), "{}", arabic.html);
    let bigger = browser
        .send(
            &arabic.html,
            "/ar/p/street-2026/vote/city/check",
            &format!("go=bigger{}", marks(&[1])),
        )
        .await;
    assert!(bigger.html.contains("data-size=\"large\""));
    assert!(bigger.html.contains("value=\"1\" id=\"p2\" checked"));
    // A pressed button of the check page leads back with the choices, too.
    let changed = browser
        .send(&ballot, &format!("{BASE}/vote/city/check"), &format!("go=change{}", marks(&[2])))
        .await;
    assert!(changed.html.contains("value=\"2\" id=\"p3\" checked"));
}

#[rocket::async_test]
async fn each_kind_of_ballot_goes_all_the_way() {
    let (browser, codes) = voting(&street(), 4).await;
    let papers = enter(&browser, &codes[0].printed()).await;
    assert_eq!(papers.matches("class=\"panel paper-row\"").count(), 4);
    for (contest, choice, said) in [
        ("city", vec![1, 2], "They cost"),
        ("few", vec![0, 1], "You chose"),
        ("one", vec![2], "You chose"),
        ("question", vec![1], "This is your answer"),
    ] {
        let ballot = browser.open(&format!("{BASE}/vote/{contest}")).await;
        let path = format!("{BASE}/vote/{contest}/check");
        let check = browser.send(&ballot, &path, &format!("go=check{}", marks(&choice))).await;
        assert!(check.html.contains(said), "{contest}: {}", check.html);
        vote(&browser, &ballot, contest, &choice).await;
    }
    let papers = browser.open(&format!("{BASE}/papers")).await;
    assert_eq!(papers.matches("Sent. Fill in again").count(), 4, "{papers}");
}

#[rocket::async_test]
async fn an_empty_vote_is_a_vote_and_says_so_before_it_is_sent() {
    let (browser, codes) = voting(&street(), 4).await;
    enter(&browser, &codes[0].printed()).await;
    for contest in ["city", "few", "one", "question"] {
        let ballot = browser.open(&format!("{BASE}/vote/{contest}")).await;
        let path = format!("{BASE}/vote/{contest}/check");
        let check = browser.send(&ballot, &path, "go=check&p=").await;
        assert!(check.html.contains("This is an empty vote"), "{contest}");
        vote(&browser, &ballot, contest, &[]).await;
    }
}

#[rocket::async_test]
async fn too_many_doubled_and_foreign_choices_are_named_and_nothing_is_sent() {
    let (browser, codes) = voting(&street(), 4).await;
    enter(&browser, &codes[0].printed()).await;
    let ballot = browser.open(&format!("{BASE}/vote/few")).await;
    let path = format!("{BASE}/vote/few/check");
    for (fields, words) in [
        ("go=check&p=0&p=1&p=2", "The most is \u{2068}2\u{2069}"),
        ("go=check&p=1&p=1", "A project came twice"),
        ("go=check&p=77", "is not on this paper"),
        ("go=check&p=-1", "is not on this paper"),
        ("go=check&p=x%3Cscript%3E", "is not on this paper"),
    ] {
        let answer = browser.send(&ballot, &path, fields).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{fields}");
        assert!(answer.html.contains(words), "{fields}: {}", answer.html);
        assert!(!answer.html.contains("script&gt;"), "nothing foreign is shown back");
    }
    let one = browser.open(&format!("{BASE}/vote/one")).await;
    let two = browser.send(&one, &format!("{BASE}/vote/one/check"), "go=check&p=0&p=1").await;
    assert_eq!(two.status, Status::UnprocessableEntity);
}

#[rocket::async_test]
async fn the_same_page_sent_twice_gives_the_same_slip_and_counts_once() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    let path = format!("{BASE}/vote/city");
    let check = browser.send(&ballot, &format!("{path}/check"), "go=check&p=1").await;
    let attempt = field(&check.html, "attempt");
    let cast = format!("attempt={attempt}&p=1");
    let first = browser.send(&check.html, &format!("{path}/cast"), &cast).await;
    let second = browser.send(&check.html, &format!("{path}/cast"), &cast).await;
    assert_eq!(first.location, second.location);
    let page = browser.open(&first.location.unwrap()).await;
    assert!(!page.contains("A later vote"));
}

#[rocket::async_test]
async fn choices_that_were_not_checked_are_not_cast() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    let path = format!("{BASE}/vote/city");
    let check = browser.send(&ballot, &format!("{path}/check"), "go=check&p=1").await;
    let attempt = field(&check.html, "attempt");
    for fields in [format!("attempt={attempt}&p=2"), "attempt=&p=1".to_owned(), "p=1".to_owned()] {
        let answer = browser.send(&check.html, &format!("{path}/cast"), &fields).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "{fields}");
        assert!(answer.html.contains("were not checked yet"), "{fields}");
    }
}

#[rocket::async_test]
async fn when_voting_closes_while_one_chooses_the_page_says_that_nothing_was_sent() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    let path = format!("{BASE}/vote/city");
    let check = browser.send(&ballot, &format!("{path}/check"), "go=check&p=1").await;
    let attempt = field(&check.html, "attempt");
    // The booth itself lasts half an hour, so it is opened again just before the close.
    browser.house.clock().set(only("city").closes_at);
    let late =
        browser.send(&check.html, &format!("{path}/cast"), &format!("attempt={attempt}&p=1")).await;
    assert_eq!(late.status, Status::SeeOther, "the booth is closed by then");
    let asked = browser.get(late.location.unwrap()).dispatch().await;
    assert_eq!(asked.status(), Status::Ok);
    let typed = format!("code={}", codes[0].printed());
    let page = browser.open(&format!("{BASE}/vote")).await;
    let entered = browser.send(&page, &format!("{BASE}/vote"), &typed).await;
    assert!(entered.html.contains("Voting closed on"), "{}", entered.html);
}

#[rocket::async_test]
async fn without_a_booth_every_page_of_the_vote_asks_for_the_code() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let answer = browser.get(format!("{BASE}/vote/city")).dispatch().await;
    assert_eq!(answer.status(), Status::SeeOther);
    assert_eq!(answer.headers().get_one("Location"), Some("/en/p/street-2026/vote?gone=true"));
    let asked = browser.open(&format!("{BASE}/vote?gone=true")).await;
    assert!(asked.contains("Type your code again. Nothing was sent."));

    enter(&browser, &codes[0].printed()).await;
    let sealed = browser.cookies().get("booth").unwrap().value().to_owned();
    assert!(!sealed.contains(&codes[0].printed()[..5]), "the cookie hides the code");
    // Half an hour later, and with a changed cookie, the booth is closed.
    browser.house.clock().set(only("city").opens_at.plus(31 * 60));
    let late = browser.get(format!("{BASE}/vote/city")).dispatch().await;
    assert_eq!(late.status(), Status::SeeOther);
    let other = browser.another().await;
    let forged = format!("A{}", &sealed[1..]);
    let answer = other
        .get(format!("{BASE}/vote/city"))
        .cookie(Cookie::new("booth", forged))
        .dispatch()
        .await;
    assert_eq!(answer.status(), Status::SeeOther);
}

#[rocket::async_test]
async fn a_shared_phone_forgets() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let ballot = enter(&browser, &codes[0].printed()).await;
    let slip = vote(&browser, &ballot, "city", &[1]).await;
    let page = browser.open(&slip).await;
    let answer = browser.send(&page, &format!("{BASE}/finish"), "").await;
    assert_eq!(answer.status, Status::SeeOther);
    assert!(answer.cleared.unwrap().contains("cookies"));
    assert!(browser.cookies().get("booth").is_none());
}

#[rocket::async_test]
async fn before_the_hour_nobody_gets_in() {
    let (browser, codes) = voting(&only("city"), 4).await;
    let early = only("city").opens_at.unix() - 10;
    browser.house.clock().set(morada_engine::time::Timestamp::from_unix(early));
    let page = browser.open(&format!("{BASE}/vote")).await;
    let typed = format!("code={}", codes[0].printed());
    let answer = browser.send(&page, &format!("{BASE}/vote"), &typed).await;
    assert!(answer.html.contains("Voting opens on"), "{}", answer.html);
}
