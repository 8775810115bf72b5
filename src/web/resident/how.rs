//! How we count, in words made from the rule itself: what stands here is what will be done.

use std::sync::Arc;

use morada_engine::contest::{BallotStyle, Completion, Misfit, Rule, Text, TiePolicy, Utility};
use morada_engine::phase::BoxState;
use rocket::{State, get};
use serde::Serialize;

use super::home::{amount, heading};
use crate::app::House;
use crate::app::notice_board::notice;
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::draw::figure::Purse;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
struct HowView {
    sealed: bool,
    contests: Vec<ContestRules>,
    small_group: u64,
    batch_min: u64,
}

impl View for HowView {
    const TEMPLATE: &'static str = "resident/how";
    fn title(&self) -> Message {
        Message::new("resident.how-title")
    }
}

/// The rules of one contest, in words.
#[derive(Debug, Serialize)]
pub struct ContestRules {
    title: Words,
    rule: Message,
    figures: Vec<Figure>,
    steps: Vec<Message>,
    may: Message,
    ties: Vec<Message>,
}

/// People and their purses, with what the picture says.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    number: usize,
    purses: Vec<Purse>,
    caption: Message,
}

/// Shows the rules of a process.
#[get("/<lang>/p/<process>/how")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let languages = &notice.process.languages;
    let contests = notice
        .contests
        .iter()
        .map(|contest| {
            let budget = amount(&notice.place, contest.budget);
            in_words(&contest.title, contest.ballot, &contest.rule, budget, lang, languages)
        })
        .collect();
    let view = HowView {
        sealed: notice.ballot_box.state > BoxState::Unsealed,
        contests,
        small_group: notice.process.small_group,
        batch_min: notice.process.batch_min,
    };
    Ok(Page::show(&view).within(heading(&notice, lang)))
}

/// Says the rules of a contest.
pub fn in_words(
    title: &Text,
    ballot: BallotStyle,
    rule: &Rule,
    budget: Amount,
    lang: Lang,
    languages: &[String],
) -> ContestRules {
    ContestRules {
        title: words_in(title, lang, languages),
        rule: Message::new(rule_key(rule)),
        figures: if matches!(rule, Rule::EqualShares { .. }) { figures() } else { Vec::new() },
        steps: steps(rule),
        may: may(ballot, budget),
        ties: ties(rule),
    }
}

/// The key of a rule's name.
pub fn rule_key(rule: &Rule) -> &'static str {
    match rule {
        Rule::EqualShares { .. } => "resident.how-rule-shares",
        Rule::MostVotes { .. } => "resident.how-rule-votes",
        Rule::Motion { .. } => "resident.how-rule-motion",
        Rule::MostVotesExclusive { .. }
        | Rule::VotesPerCost { .. }
        | Rule::MostPoints { .. }
        | Rule::Borda { .. }
        | Rule::ExactEqualShares { .. }
        | Rule::Phragmen { .. }
        | Rule::Eligible { .. }
        | Rule::PerPart { .. }
        | Rule::Compared { .. } => "resident.how-rule-other",
    }
}

/// What is done, step by step.
pub fn steps(rule: &Rule) -> Vec<Message> {
    let keys = match rule {
        Rule::EqualShares { completion, utility, .. } => {
            let worth = match utility {
                Utility::Cost => Some("resident.how-shares-cost"),
                Utility::Cardinality => Some("resident.how-shares-cardinality"),
                Utility::Points
                | Utility::PointsCost
                | Utility::Borda1
                | Utility::Borda1Cost
                | Utility::Borda0 => None,
            };
            let more = (*completion == Completion::Add1).then_some("resident.how-shares-add1");
            vec![Some("resident.how-shares-more"), worth, more]
        }
        Rule::MostVotes { misfit, .. } => {
            let misfit = match misfit {
                Misfit::Skip => "resident.how-votes-skip",
                Misfit::Stop => "resident.how-votes-stop",
                Misfit::Stretch { .. } => "resident.how-other-1",
            };
            vec![Some("resident.how-votes-1"), Some(misfit)]
        }
        Rule::Motion { .. } => vec![Some("resident.how-motion-1")],
        Rule::MostVotesExclusive { .. }
        | Rule::VotesPerCost { .. }
        | Rule::MostPoints { .. }
        | Rule::Borda { .. }
        | Rule::ExactEqualShares { .. }
        | Rule::Phragmen { .. }
        | Rule::Eligible { .. }
        | Rule::PerPart { .. }
        | Rule::Compared { .. } => vec![Some("resident.how-other-1")],
    };
    keys.into_iter().flatten().map(Message::new).collect()
}

/// What a voter may choose.
pub fn may(ballot: BallotStyle, budget: Amount) -> Message {
    match ballot {
        BallotStyle::Knapsack => Message::new("resident.how-may-money").money("money", budget),
        BallotStyle::Approval { max, min: 0 | 1 } => {
            Message::new("resident.how-may-approval").count("max", u64::from(max))
        }
        BallotStyle::Approval { max, min } => Message::new("resident.how-may-approval-min")
            .count("min", u64::from(min))
            .count("max", u64::from(max)),
        BallotStyle::ChooseOne => Message::new("resident.how-may-one"),
        BallotStyle::Motion => Message::new("resident.how-may-motion"),
        BallotStyle::Points { .. } | BallotStyle::Ranking { .. } => {
            Message::new("resident.ballot-desk-only")
        }
    }
}

fn ties(rule: &Rule) -> Vec<Message> {
    let policies = match rule {
        Rule::EqualShares { ties, .. }
        | Rule::MostVotes { ties, .. }
        | Rule::MostVotesExclusive { ties, .. }
        | Rule::VotesPerCost { ties, .. }
        | Rule::MostPoints { ties, .. }
        | Rule::Borda { ties, .. }
        | Rule::ExactEqualShares { ties, .. }
        | Rule::Phragmen { ties, .. } => ties.as_slice(),
        Rule::Motion { .. }
        | Rule::Eligible { .. }
        | Rule::PerPart { .. }
        | Rule::Compared { .. } => &[],
    };
    let key = |policy: &TiePolicy| match policy {
        TiePolicy::Cheaper => "resident.how-tie-cheaper",
        TiePolicy::MoreVotes => "resident.how-tie-more-votes",
        TiePolicy::Lot => "resident.how-tie-lot",
    };
    policies.iter().map(|policy| Message::new(key(policy))).collect()
}

/// Equal shares in three pictures: everyone has the same; supporters pay together; so everyone gets a turn.
pub fn figures() -> Vec<Figure> {
    let people = |paid: [&[(&str, u64)]; 8]| {
        let purse = |parts: &[(&str, u64)]| Purse {
            paid: parts.iter().map(|(fill, percent)| ((*fill).to_owned(), *percent)).collect(),
        };
        paid.map(purse).to_vec()
    };
    let none: &[(&str, u64)] = &[];
    let tree: &[(&str, u64)] = &[("nature", 40)];
    let both: &[(&str, u64)] = &[("nature", 40), ("memory", 35)];
    let memory: &[(&str, u64)] = &[("memory", 35)];
    let bus: &[(&str, u64)] = &[("move", 60)];
    let pictures = [
        (people([none; 8]), "resident.how-shares-1"),
        (people([tree, tree, tree, tree, tree, none, none, none]), "resident.how-shares-2"),
        (people([tree, tree, both, both, both, memory, bus, bus]), "resident.how-shares-3"),
    ];
    let figure = |(number, (purses, key))| Figure { number, purses, caption: Message::new(key) };
    (1..).zip(pictures).map(figure).collect()
}

#[cfg(test)]
mod tests {
    use morada_engine::contest::{AddOneStop, ShareStart};
    use morada_engine::money::Money;

    use super::*;

    fn keys(messages: &[Message]) -> Vec<&str> {
        messages.iter().map(|message| message.key.as_str()).collect()
    }

    /// The words follow the rule: nothing is said about raising shares when the rule does not raise them.
    #[test]
    fn the_words_come_from_the_rule() {
        let shares = |completion| Rule::EqualShares {
            completion,
            increment: Money::from_minor(100).unwrap(),
            start: ShareStart::Exact,
            stop: AddOneStop::Exhaustive,
            ties: vec![TiePolicy::Cheaper, TiePolicy::Lot],
            utility: Utility::Cost,
            version: 1,
        };
        assert!(keys(&steps(&shares(Completion::Add1))).contains(&"resident.how-shares-add1"));
        assert!(!keys(&steps(&shares(Completion::None))).contains(&"resident.how-shares-add1"));
        assert_eq!(
            keys(&ties(&shares(Completion::None))),
            ["resident.how-tie-cheaper", "resident.how-tie-lot"]
        );
        let stop = Rule::MostVotes { misfit: Misfit::Stop, ties: vec![], version: 1 };
        assert!(keys(&steps(&stop)).contains(&"resident.how-votes-stop"));
    }
}
