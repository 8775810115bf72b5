//! Following: each change is told once, in each one's language; it ends with a link, a button, or what was followed.

use morada::app::House;
use morada::app::following::tell::tell;
use morada::app::outbox::{Carriers, carry_due};
use morada::app::proposals::close_support::close_what_is_over;
use morada::i18n::voice::Voices;
use rocket::http::Status;
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::web::residents::{AT, admitted, decides, enters, resident, sends, writes};
use crate::web::{Browser, Lisbon, NOW};

const ME: &str = "/fr/roll/lisboa/me";
const DAY: u64 = 24 * 60 * 60;

async fn gives_contact(browser: &Browser, contact: &str) {
    let given = browser.send_from(ME, &format!("{ME}/contact"), &[("contact", contact)]).await;
    assert_eq!(given.status, Status::SeeOther, "{}", given.html);
}

/// The letters that go now, as they lie in the folder; the folder is emptied.
pub async fn letters(house: &House) -> Vec<String> {
    tell(house).await.unwrap();
    let (voices, carriers) = (Voices::load().unwrap(), Carriers::of(&house.config));
    carry_due(house, &voices, &carriers).await.unwrap();
    let mut all = Vec::new();
    for file in std::fs::read_dir(house.config.data.join("outbox")).into_iter().flatten() {
        let path = file.unwrap().path();
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        std::fs::remove_file(path).unwrap();
        all.push(text.replace("=\r\n", "").replace("=\n", "").replace("=3D", "="));
    }
    all.sort();
    all
}

/// How many rows follow anything, and whether any byte of them is `secret`.
async fn rows(house: &House, secret: &str) -> usize {
    let db = Database::connect(house.config.office_url()).await.unwrap();
    let all = Statement::from_string(db.get_database_backend(), "SELECT sealed FROM follows");
    let rows = db.query_all_raw(all).await.unwrap();
    for row in &rows {
        let sealed: Vec<u8> = row.try_get_by_index(0).unwrap();
        assert!(!sealed.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
    rows.len()
}

async fn follows(browser: &Browser, page: &str) {
    let done = browser.send_from(page, &format!("{page}/follow"), &[]).await;
    assert_eq!(done.to.as_deref(), Some(page), "{}", done.html);
}

#[rocket::async_test]
async fn authors_and_followers_hear_of_each_change_in_their_own_language_and_once() {
    let lisbon = Lisbon::load().await;
    let house = &lisbon.house;
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let author = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;
    let rosa = resident(&lisbon, &rui, "Rosa Nunes", "1961").await;
    assert_eq!(letters(house).await, Vec::<String>::new(), "the demo's people gave no address");

    // Without the card one is led to its door, and comes back to the page.
    let first = format!("{AT}/proposals/1");
    let stranger = lisbon.browser().await;
    let door = stranger.send_from(&first, &format!("{first}/follow"), &[("wanted", "yes")]).await;
    assert_eq!(door.to.as_deref(), Some("/fr/roll/lisboa/card"));
    let card = admitted(&rui, "Ana Lima", "1962").await;
    assert_eq!(enters(&stranger, &card).await.as_deref(), Some(first.as_str()));
    let stranger = lisbon.browser().await;
    // Without a way to be reached nothing is followed, and the page says where to give one.
    assert!(rosa.open(&first).await.contains(&format!("{ME}#contact")));
    let asked = [("wanted", "yes")];
    let silent = rosa.send_from(ME, &format!("{first}/follow"), &asked).await;
    assert_eq!(silent.status, Status::UnprocessableEntity);
    gives_contact(&rosa, "+351 911 111 111").await;
    follows(&rosa, &first).await;
    let arabic = "/ar/p/lisboa-2027/proposals/4";
    follows(&rosa, arabic).await;
    assert_eq!(rows(house, "911111111").await, 2);
    assert_eq!(letters(house).await.len(), 0, "nothing has changed yet");

    // Its author is told what a moderator asks, and that everybody can read it.
    writes(&author, "Mémorial du fleuve", "Un jardin.").await;
    let reach = [("reach-by", "message"), ("reach", "+351 912 345 678")];
    author.send(&format!("{AT}/propose/step/reach"), &reach).await;
    sends(&author).await;
    assert_eq!(letters(house).await.len(), 0, "what somebody did is not told to them");
    decides(&mira, "change:place", "Où ?").await;
    let told = letters(house).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("Mémorial du fleuve") && told[0].contains("/fr/p/lisboa-2027/propose")
    );
    assert!(!told[0].contains("Fatou"), "an address, never a name: {told:?}");
    sends(&author).await;
    decides(&mira, "publish", "").await;
    let told = letters(house).await;
    assert!(told.len() == 1 && told[0].contains("/fr/p/lisboa-2027/proposals/13"), "{told:?}");
    assert_eq!(letters(house).await.len(), 0, "once");

    // The phase ends: Rosa hears of both, each in the language in which she began to follow it.
    house.clock().set(NOW.plus(61 * DAY));
    close_what_is_over(house).await.unwrap();
    let told = letters(house).await;
    assert_eq!(told.len(), 3, "{told:?}");
    let about = |part: &str| {
        told.iter().find(|one| one.contains(part)).unwrap_or_else(|| panic!("{part}: {told:?}"))
    };
    assert!(about("/fr/p/lisboa-2027/proposals/1\n").starts_with("+351911111111"));
    let link = about("/ar/p/lisboa-2027/proposals/4").split("/ar/unfollow?code=").nth(1).unwrap();
    let code: String = link.chars().take_while(char::is_ascii_alphanumeric).collect();

    // A link only asks; the button ends it, for whoever has the message.
    let page = stranger.open(&format!("/ar/unfollow?code={code}")).await;
    assert!(page.contains("action=\"/ar/unfollow\""), "{page}");
    assert_eq!(rows(house, "911111111").await, 2, "to open it changes nothing");
    for _ in 0..2 {
        let ended = stranger.send_from("/ar/unfollow", "/ar/unfollow", &[("code", &code)]).await;
        assert_eq!(ended.status, Status::Ok);
    }
    assert_eq!(rows(house, "911111111").await, 1);
}

#[rocket::async_test]
async fn what_somebody_follows_is_on_their_own_page_and_nowhere_else() {
    let lisbon = Lisbon::load().await;
    let house = &lisbon.house;
    let rui = lisbon.signed_in("rui").await;
    let rosa = resident(&lisbon, &rui, "Rosa Nunes", "1961").await;
    let other = resident(&lisbon, &rui, "Ana Lima", "1962").await;
    gives_contact(&rosa, "rosa@exemplo.pt").await;
    let list = rosa.open("/fr/p/lisboa-2025/works").await;
    let works = list.split("href=\"").filter_map(|rest| rest.split('"').next());
    let works: Vec<&str> = works.filter(|href| href.contains("/works/city/")).collect();
    let open = {
        let mut found = None;
        for work in works {
            if rosa.open(work).await.contains(&format!("{work}/follow")) {
                found = Some(work);
                break;
            }
        }
        found.expect("a work that is not over")
    };
    follows(&rosa, open).await;
    follows(&rosa, &format!("{AT}/proposals/1")).await;
    let me = rosa.open(ME).await;
    assert!(me.contains(&format!("href=\"{open}\"")) && me.contains(&format!("{AT}/proposals/1")));
    assert!(!other.open(ME).await.contains(open), "nobody else sees it");

    // A new address is taken along; no address ends everything.
    gives_contact(&rosa, "+351 912 345 678").await;
    assert_eq!(rows(house, "912345678").await, 2);
    let subject = me.split("name=\"subject\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let stop = format!("{ME}/unfollow");
    let ended = rosa.send_from(ME, &stop, &[("subject", subject)]).await;
    assert_eq!((ended.status, rows(house, "rosa").await), (Status::SeeOther, 1));
    gives_contact(&rosa, "").await;
    assert_eq!(rows(house, "x").await, 0);
}

/// The line of the table of retention.
#[rocket::async_test]
async fn following_ends_with_what_is_followed() {
    let lisbon = Lisbon::load().await;
    let house = &lisbon.house;
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let author = resident(&lisbon, &rui, "Fatou Sarr", "1985").await;
    let rosa = resident(&lisbon, &rui, "Rosa Nunes", "1961").await;
    gives_contact(&rosa, "rosa@exemplo.pt").await;
    writes(&author, "Mémorial", "Un jardin.").await;
    sends(&author).await;
    decides(&mira, "publish", "").await;
    letters(house).await;
    follows(&rosa, &format!("{AT}/proposals/13")).await;
    follows(&rosa, &format!("{AT}/proposals/1")).await;

    let mine = format!("{AT}/propose/mine");
    let taken = author.send_from(&mine, &format!("{AT}/propose/withdraw"), &[]).await;
    assert_eq!(taken.status, Status::SeeOther, "{}", taken.html);
    let told = letters(house).await;
    assert!(told.len() == 1 && told[0].contains("rosa@exemplo.pt"), "{told:?}");
    assert_eq!(rows(house, "rosa").await, 1, "only the first is left");

    // Whoever deletes themselves follows nothing.
    let card = rosa.open(&format!("{ME}/card")).await;
    let number = card.split("class=\"hash\" translate=\"no\" dir=\"ltr\">").nth(1).unwrap();
    let number = number.split('<').next().unwrap().to_owned();
    let gone = rosa.send_from(ME, &format!("{ME}/delete"), &[("sure", &number)]).await;
    assert_eq!(gone.status, Status::Ok, "{}", gone.html);
    assert_eq!(rows(house, "rosa").await, 0);
}
