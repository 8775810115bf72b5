//! Residents with cards, who write, send and support.

use rocket::http::Status;

use crate::web::{Browser, Lisbon};

pub const AT: &str = "/fr/p/lisboa-2027";

/// A resident with their card.
pub struct Resident {
    number: String,
    pin: String,
    pub browser: Browser,
}

/// What stands in the large code of a page, the last one.
fn code_of(html: &str) -> String {
    let part = html.split("class=\"ticket__c hash code\"").nth(1);
    let part = part.unwrap_or_else(|| panic!("{html}"));
    part.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

impl Resident {
    /// Is admitted at the desk and is in with their card.
    pub async fn admitted(lisbon: &Lisbon, rui: &Browser, name: &str, year: &str) -> Self {
        let fields = [
            ("name", name),
            ("year", year),
            ("area", "Arroios"),
            ("tie", "residence"),
            ("since-year", "2024"),
            ("evidence", "two_neighbours"),
        ];
        let made = rui.send("/en/desk/roll/lisboa/new", &fields).await;
        let page = rui.open(made.to.as_deref().unwrap_or_else(|| panic!("{}", made.html))).await;
        let number = page.split("<dd class=\"hash\" translate=\"no\" dir=\"ltr\">").nth(1).unwrap();
        let number = number.split('<').next().unwrap().to_owned();
        let resident = Self { number, pin: code_of(&page), browser: lisbon.browser().await };
        resident.enters().await;
        resident
    }

    /// Shows the card, as after months.
    pub async fn enters(&self) {
        let fields = [("number", self.number.as_str()), ("pin", self.pin.as_str())];
        let entered = self.browser.send("/fr/roll/lisboa/card", &fields).await;
        assert_eq!(entered.status, Status::SeeOther, "{}", entered.html);
    }

    /// Writes a proposal and sends it.
    pub async fn proposes(&self, title: &str) {
        let browser = &self.browser;
        let begin = format!("{AT}/propose/begin");
        let begun = browser.send_from(&format!("{AT}/propose"), &begin, &[]).await;
        assert_eq!(begun.status, Status::SeeOther, "{}", begun.html);
        for (step, fields) in [
            ("whose", vec![("whose", "person"), ("shown", "Une voisine")]),
            ("title", vec![("title", title), ("language", "fr")]),
            ("words", vec![("words", "Au bord du fleuve.")]),
            ("place", vec![("area", "Santa Maria Maior"), ("landmark", "")]),
            ("cost", vec![("cost-known", "known"), ("cost", "150 000")]),
            ("theme", vec![("theme", "memory")]),
            ("reach", vec![("reach-by", "desk")]),
        ] {
            let answer = browser.send(&format!("{AT}/propose/step/{step}"), &fields).await;
            assert_eq!(answer.status, Status::SeeOther, "{step}: {}", answer.html);
        }
        let mine = format!("{AT}/propose/mine");
        let sent = browser.send_from(&mine, &format!("{AT}/propose/send"), &[]).await;
        assert_eq!(sent.to.as_deref(), Some(mine.as_str()), "{}", sent.html);
    }

    /// Supports a proposal.
    pub async fn supports(&self, number: u32) {
        let at = format!("{AT}/proposals/{number}");
        let given = self.browser.send_from(&at, &format!("{at}/support"), &[]).await;
        assert_eq!(given.to.as_deref(), Some(at.as_str()), "{}", given.html);
    }

    /// Agrees to whatever joining waits for them.
    pub async fn agrees(&self) {
        let at = format!("{AT}/propose/join");
        let agreed = self.browser.send_from(&at, &at, &[("word", "agree")]).await;
        assert_eq!(agreed.to.as_deref(), Some(at.as_str()), "{}", agreed.html);
    }
}

/// A moderator publishes what waits.
pub async fn publishes(moderator: &Browser) {
    let queue = "/en/desk/p/lisboa-2027/proposals/queue";
    let page = moderator.open(queue).await;
    let form = page.split("action=\"").find(|form| form.starts_with(&format!("{queue}/")));
    let action = form.unwrap_or_else(|| panic!("{page}")).split('"').next().unwrap().to_owned();
    let done = moderator.send_from(queue, &action, &[("verdict", "publish"), ("words", "")]).await;
    assert_eq!(done.to.as_deref(), Some(queue), "{}", done.html);
}
