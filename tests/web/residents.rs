//! What residents and moderators do in the process that takes proposals, as several tests need it.

use rocket::http::Status;

use super::{Browser, Lisbon};

/// The process that takes proposals, in French.
pub const AT: &str = "/fr/p/lisboa-2027";
/// Its pages for staff.
pub const DESK: &str = "/en/desk/p/lisboa-2027/proposals";

/// What stands in the large code of a page, the last one.
pub fn code_of(html: &str) -> String {
    let parts: Vec<&str> = html.split("class=\"ticket__c hash code\"").skip(1).collect();
    let code = parts.first().unwrap_or_else(|| panic!("{html}"));
    code.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

/// A resident who is admitted at the desk and is in with their card.
pub async fn resident(lisbon: &Lisbon, rui: &Browser, name: &str, year: &str) -> Browser {
    let card = admitted(rui, name, year).await;
    let browser = lisbon.browser().await;
    let entered = enters(&browser, &card).await;
    assert_eq!(entered.as_deref(), Some("/fr/roll/lisboa/me"));
    browser
}

/// Number and PIN of the card of somebody who is admitted at the desk.
pub async fn admitted(rui: &Browser, name: &str, year: &str) -> (String, String) {
    let new = "/en/desk/roll/lisboa/new";
    let fields = [
        ("name", name),
        ("year", year),
        ("area", "Arroios"),
        ("tie", "residence"),
        ("since-year", "2024"),
        ("evidence", "two_neighbours"),
    ];
    let made = rui.send(new, &fields).await;
    let page = rui.open(made.to.as_deref().unwrap_or_else(|| panic!("{}", made.html))).await;
    let number = page.split("<dd class=\"hash\" translate=\"no\" dir=\"ltr\">").nth(1).unwrap();
    (number.split('<').next().unwrap().to_owned(), code_of(&page))
}

/// Shows the card at its door. Gives the address to which one is led.
pub async fn enters(browser: &Browser, (number, pin): &(String, String)) -> Option<String> {
    let fields = [("number", number.as_str()), ("pin", pin.as_str())];
    browser.send("/fr/roll/lisboa/card", &fields).await.to
}

/// Writes a draft, one question after another, and says with which code it is kept.
pub async fn writes(browser: &Browser, title: &str, words: &str) -> String {
    let begun =
        browser.send_from(&format!("{AT}/propose"), &format!("{AT}/propose/begin"), &[]).await;
    assert_eq!(begun.to.as_deref(), Some("/fr/p/lisboa-2027/propose/step/whose"), "{}", begun.html);
    for (step, fields) in [
        ("whose", vec![("whose", "group"), ("shown", "Collectif du fleuve")]),
        ("title", vec![("title", title), ("language", "fr")]),
        ("words", vec![("words", words)]),
        ("place", vec![("area", "Santa Maria Maior"), ("landmark", "Campo das Cebolas")]),
        ("cost", vec![("cost-known", "known"), ("cost", "150 000")]),
        ("theme", vec![("theme", "memory")]),
        ("reach", vec![("reach-by", "desk")]),
    ] {
        let answer = browser.send(&format!("{AT}/propose/step/{step}"), &fields).await;
        assert_eq!(answer.status, Status::SeeOther, "{step}: {}", answer.html);
    }
    code_of(&browser.open(&format!("{AT}/propose/mine")).await)
}

/// Sends the draft of this browser.
pub async fn sends(browser: &Browser) {
    let mine = format!("{AT}/propose/mine");
    let sent = browser.send_from(&mine, &format!("{AT}/propose/send"), &[]).await;
    assert_eq!(sent.to.as_deref(), Some(mine.as_str()), "{}", sent.html);
}

/// The address to which the oldest page of a desk sends its decision.
pub fn action(html: &str, part: &str) -> String {
    let form = html.split("action=\"").find(|form| form.starts_with(&format!("{DESK}/{part}/")));
    form.unwrap_or_else(|| panic!("{html}")).split('"').next().unwrap().to_owned()
}

/// Decides about the oldest text that waits.
pub async fn decides(moderator: &Browser, verdict: &str, words: &str) {
    let queue = format!("{DESK}/queue");
    let action = action(&moderator.open(&queue).await, "queue");
    let done =
        moderator.send_from(&queue, &action, &[("verdict", verdict), ("words", words)]).await;
    assert_eq!(done.to.as_deref(), Some(queue.as_str()), "{}", done.html);
}
