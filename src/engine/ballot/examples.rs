//! A small contest for the tests of the engine.

use crate::contest::{BallotStyle, Contest, ContestOption, Misfit, Rule, Text, TiePolicy};
use crate::ids::{ContestId, OptionId};
use crate::money::Money;

/// A contest `pb` with a budget of 1000 and one option per cost, with ids `1`, `2`, …
pub(crate) fn contest(ballot: BallotStyle, costs: &[u64]) -> Contest {
    let money = |minor| Money::from_minor(minor).unwrap();
    let option = |(number, cost): (u32, &u64)| ContestOption {
        category: String::new(),
        cost: money(*cost),
        id: OptionId::parse(&number.to_string()).unwrap(),
        number,
        place: String::new(),
        summary: Text::default(),
        title: Text::new([("en", "A project")]),
    };
    Contest {
        ballot,
        budget: money(1000),
        id: ContestId::parse("pb").unwrap(),
        options: (1..).zip(costs).map(option).collect(),
        rule: Rule::MostVotes { misfit: Misfit::Skip, ties: vec![TiePolicy::Lot], version: 1 },
        title: Text::new([("en", "Projects")]),
    }
}

/// A contest `pb` of `count` options of cost 1.
pub(crate) fn contest_of(ballot: BallotStyle, count: usize) -> Contest {
    contest(ballot, &vec![1; count])
}
