//! The meter: how much is chosen, how much is left, and what is too much. The server counts; a script may count
//! along, but the answer on the check page is always the server's.

use morada_engine::contest::{BallotStyle, Contest, Papers};
use morada_engine::money::Money;
use serde::Serialize;

use super::faces::{Shown, amount};
use crate::i18n::format::Amount;
use crate::i18n::message::Message;
use crate::web::draw::bar::{Bar, Piece};
use crate::web::draw::face::Face;
use crate::web::helpers::Words;

/// The meter beside or below the ballot.
#[derive(Debug, Serialize)]
pub struct Meter {
    label: Message,
    /// Money left and money too much, one of them zero; `None` on a ballot that counts projects.
    money: Option<Balance>,
    count: u64,
    max: u64,
    /// How many more can be chosen, for each number chosen, for the script.
    more: Vec<u64>,
    over: bool,
    bar: Option<Bar>,
    bar_label: Message,
    sum: Message,
    whole: Option<Amount>,
    basket: Vec<Chosen>,
}

#[derive(Debug, Serialize)]
struct Balance {
    left: Amount,
    excess: Amount,
}

/// A chosen project in the meter of a wide screen.
#[derive(Debug, Serialize)]
struct Chosen {
    face: Face,
    title: Words,
    cost: Option<Amount>,
}

/// Sums up to this many choices are prepared for the script; longer lists are counted on the server.
const PREPARED: u64 = 30;

impl Meter {
    /// The meter of a ballot on which `chosen` options are marked; `None` where one answer is chosen.
    pub fn of(
        papers: &Papers,
        contest: &Contest,
        options: &[Shown],
        chosen: &[usize],
    ) -> Option<Self> {
        let picked: Vec<&Shown> = chosen.iter().filter_map(|index| options.get(*index)).collect();
        let basket = picked
            .iter()
            .map(|shown| Chosen {
                face: shown.face.clone(),
                title: shown.title.clone(),
                cost: shown.cost.clone(),
            })
            .collect();
        match contest.ballot {
            BallotStyle::Knapsack => Some(Self::of_money(papers, contest.budget, &picked, basket)),
            BallotStyle::Approval { max, .. } => {
                Some(Self::of_count(picked.len() as u64, u64::from(max), basket))
            }
            BallotStyle::ChooseOne
            | BallotStyle::Motion
            | BallotStyle::Points { .. }
            | BallotStyle::Ranking { .. } => None,
        }
    }

    fn of_money(papers: &Papers, budget: Money, picked: &[&Shown], basket: Vec<Chosen>) -> Self {
        let spent = spent(picked);
        let (left, excess) = (budget.above(spent), spent.above(budget));
        let over = excess > Money::ZERO;
        let money = |sum| amount(papers, sum);
        let bar_label = if over {
            Message::new("resident.meter-bar-over").money("over", money(excess))
        } else {
            Message::new("resident.meter-bar").money("left", money(left))
        };
        let count = picked.len() as u64;
        Self {
            label: Message::new("resident.meter-label"),
            money: Some(Balance { left: money(left), excess: money(excess) }),
            count,
            max: 0,
            more: Vec::new(),
            over,
            bar: Some(bar(budget, picked)),
            bar_label: bar_label.money("spent", money(spent)).money("whole", money(budget)),
            sum: Message::new("resident.meter-sum")
                .count("n", count)
                .money("spent", money(spent))
                .money("whole", money(budget)),
            whole: Some(money(budget)),
            basket,
        }
    }

    fn of_count(count: u64, max: u64, basket: Vec<Chosen>) -> Self {
        let over = count > max;
        let sum = if over {
            Message::new("resident.meter-sum-over").count("n", count - max)
        } else {
            Message::new("resident.meter-sum-count").count("left", max - count)
        };
        Self {
            label: Message::new("resident.meter-label-count"),
            money: None,
            count,
            max,
            more: if max <= PREPARED { (0..=max).rev().collect() } else { Vec::new() },
            over,
            bar: None,
            bar_label: sum.clone(),
            sum,
            whole: None,
            basket,
        }
    }
}

/// What the picked projects cost together.
pub fn spent(picked: &[&Shown]) -> Money {
    picked.iter().filter_map(|shown| shown.cost.as_ref()).map(|cost| cost.minor).sum()
}

/// The bar of a budget with a piece for each picked project.
pub fn bar(budget: Money, picked: &[&Shown]) -> Bar {
    let piece = |shown: &&Shown| {
        let cost = shown.cost.as_ref()?;
        Some(Piece {
            size: cost.minor.minor(),
            fill: shown.face.theme.name().to_owned(),
            number: Some(shown.face.number),
        })
    };
    Bar { pieces: picked.iter().filter_map(piece).collect(), whole: budget.minor() }
}
