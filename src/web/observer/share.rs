//! One share, followed through the count: an example neighbour, and the reader's own.

use morada_engine::contest::{Contest, Papers};
use morada_engine::money::Money;
use morada_engine::tally::budget::Shares;
use morada_engine::tally::explain::{Purse, purse};
use serde::Serialize;

use super::explained::shares;
use crate::app::Counted;
use crate::i18n::format::Amount;
use crate::i18n::message::Message;
use crate::web::draw::bar::{Bar, Piece};
use crate::web::page::View;
use crate::web::resident::faces::{Shown, amount};

/// A neighbour whose share went to several projects.
#[derive(Debug, Serialize)]
pub struct Neighbour {
    who: Message,
    #[serde(flatten)]
    followed: Followed,
}

/// A share and where it went.
#[derive(Debug, Serialize)]
pub struct Followed {
    share: Amount,
    bar: Bar,
    bar_label: Message,
    lines: Vec<Message>,
}

/// The page on which a reader follows their own share.
#[derive(Debug, Serialize)]
pub struct ShareView {
    contest: String,
    options: Vec<Choice>,
    followed: Option<Followed>,
}

#[derive(Debug, Serialize)]
struct Choice {
    index: usize,
    chosen: bool,
    #[serde(flatten)]
    shown: Shown,
}

impl View for ShareView {
    const TEMPLATE: &'static str = "observer/share";
    fn title(&self) -> Message {
        Message::new("observer.result-own-title")
    }
}

impl ShareView {
    /// The form, and behind it the share of whoever marked `marks`.
    pub fn new(
        papers: &Papers,
        contest: &Contest,
        options: &[Shown],
        shares: &Shares,
        marks: Option<Vec<u32>>,
    ) -> Self {
        let marked =
            |index: usize| marks.iter().flatten().any(|mark| usize::try_from(*mark) == Ok(index));
        Self {
            contest: contest.id.to_string(),
            options: options
                .iter()
                .enumerate()
                .map(|(index, shown)| Choice { index, chosen: marked(index), shown: shown.clone() })
                .collect(),
            followed: marks.as_ref().map(|marks| follow(papers, options, shares, marks)),
        }
    }
}

/// The neighbour of the example: of those who chose three to five projects, the first in the published list.
/// Everybody can find them there; nobody can tell who they are.
pub fn example(papers: &Papers, options: &[Shown], counted: &Counted) -> Option<Neighbour> {
    let shares = shares(&counted.outcome)?;
    let several = |marks: &&[u32]| (3..=5).contains(&marks.len());
    let marks = counted.ballots.iter().map(morada_engine::ballot::Ballot::marks).find(several)?;
    let numbers: Vec<String> = marks
        .iter()
        .filter_map(|mark| options.get(usize::try_from(*mark).ok()?))
        .map(|shown| shown.face.number.to_string())
        .collect();
    let who = Message::new("observer.result-neighbour-who")
        .count("n", numbers.len() as u64)
        .text("list", numbers.join(", "));
    Some(Neighbour { who, followed: follow(papers, options, shares, marks) })
}

fn follow(papers: &Papers, options: &[Shown], shares: &Shares, marks: &[u32]) -> Followed {
    let money = |minor| amount(papers, Money::from_minor(minor).unwrap_or_default());
    let Purse { share, payments, left } = purse(shares, marks);
    let about = |key: &str, shown: &Shown| {
        Message::new(key)
            .count("n", u64::from(shown.face.number))
            .text("title", shown.title.text.clone())
    };
    let mut lines: Vec<Message> = payments
        .iter()
        .map(|payment| {
            let shown = &options[payment.option];
            match (payment.paid, payment.all_that_was_left) {
                (0, _) => about("observer.result-paid-none", shown),
                (paid, true) => {
                    about("observer.result-paid-all", shown).money("money", money(paid))
                }
                (paid, false) => about("observer.result-paid", shown).money("money", money(paid)),
            }
        })
        .collect();
    let unbuilt = marks.iter().filter_map(|mark| usize::try_from(*mark).ok()).filter(|option| {
        *option < options.len() && !shares.purchases.iter().any(|p| p.option == *option)
    });
    lines.extend(unbuilt.map(|option| about("observer.result-not-built", &options[option])));
    if left > 0 {
        lines.push(Message::new("observer.result-kept").money("money", money(left)));
    }
    let piece = |payment: &morada_engine::tally::explain::Payment| Piece {
        size: payment.paid,
        fill: options[payment.option].face.theme.name().to_owned(),
        number: Some(options[payment.option].face.number),
    };
    Followed {
        share: money(share),
        bar: Bar {
            pieces: payments.iter().filter(|p| p.paid > 0).map(piece).collect(),
            whole: share,
        },
        bar_label: Message::new("observer.result-share-bar").money("share", money(share)),
        lines,
    }
}
