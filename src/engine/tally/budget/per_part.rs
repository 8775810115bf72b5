//! A budget for each category or neighbourhood, and what is left over for all.
//!
//! Source: Amsterdam and Warszawa (upper bounds per neighbourhood, then the leftover by score over
//! all projects). Every part is counted by the same rule, with all ballots and its own money.

use super::rule::count_among;
use super::{Count, Election, Rounds};
use crate::contest::{Leftover, PartBudget, PartBy, Rule};
use crate::tally::ties::Undecided;

/// The count of one part, or of the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Category or place; `None` is the pool of what was left over.
    pub name: Option<String>,
    /// Its money, in minor units.
    pub budget: u64,
    /// What it spends, in minor units.
    pub spent: u64,
    /// Its count.
    pub count: Count,
}

/// How a budget is divided.
#[derive(Debug, Clone, Copy)]
pub struct Division<'a> {
    /// What makes a part.
    pub by: PartBy,
    /// The parts, in the order they are counted.
    pub parts: &'a [PartBudget],
    /// What happens to money that a part leaves over.
    pub leftover: Leftover,
}

/// Counts every part, then the pool. A part never gets more than what the others left of the
/// whole budget, so the budget is never exceeded.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub fn count(
    rule: &Rule,
    election: &Election<'_>,
    division: Division<'_>,
    among: &[usize],
    budget: u64,
) -> Result<Count, Undecided> {
    let names = match division.by {
        PartBy::Category => election.categories,
        PartBy::Place => election.places,
    };
    let one = |name: Option<String>, members: &[usize], budget: u64| {
        let count = count_among(rule, election, members, budget)?;
        let spent = count.funded.iter().map(|&option| election.profile.costs[option]).sum();
        Ok(Part { name, budget, spent, count })
    };
    let mut left = budget;
    let mut parts = Vec::new();
    for part in division.parts {
        let member = |option: &&usize| names.get(**option).is_some_and(|name| *name == part.part);
        let members: Vec<usize> = among.iter().filter(member).copied().collect();
        parts.push(one(Some(part.part.clone()), &members, part.budget.minor().min(left))?);
        left = left.saturating_sub(parts.last().map_or(0, |part| part.spent));
    }
    if division.leftover == Leftover::Pooled {
        let taken = parts_funded(&parts);
        let open = among.iter().filter(|option| !taken.contains(option));
        let open: Vec<usize> = open.copied().collect();
        parts.push(one(None, &open, left)?);
    }
    Ok(Count::new(parts_funded(&parts), Rounds::Parts(parts), Vec::new()))
}

fn parts_funded(parts: &[Part]) -> Vec<usize> {
    parts.iter().flat_map(|part| part.count.funded.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::{Misfit, TiePolicy};
    use crate::money::Money;
    use crate::tally::budget::testing::{Street, table};

    /// Two neighbourhoods with 50 each. North spends 30 on its benches; the 20 it leaves over and
    /// nothing from South pay for the mural of South, which its own 50 could not pay any more.
    #[test]
    fn what_one_part_leaves_over_is_pooled_for_all() {
        let street =
            Street::new(100, &[("Benches", 30), ("Playground", 45), ("Mural", 20), ("Pond", 40)])
                .approve(5, &["Benches"])
                .approve(4, &["Playground"])
                .approve(3, &["Mural"])
                .approve(2, &["Pond"]);
        let profile = street.profile();
        let votes = profile.votes();
        let places = ["North", "South", "South", "North"].map(str::to_owned);
        let election = Election { places: &places, ..Election::plain(&profile, &votes) };
        let part = |part: &str| PartBudget {
            budget: Money::from_minor(50).unwrap(),
            part: part.to_owned(),
        };
        let parts = [part("North"), part("South")];
        let rule =
            Rule::MostVotes { misfit: Misfit::Skip, ties: vec![TiePolicy::Cheaper], version: 1 };
        let division = Division { by: PartBy::Place, parts: &parts, leftover: Leftover::Pooled };
        let outcome = count(&rule, &election, division, &[0, 1, 2, 3], 100).unwrap();
        assert_eq!(
            table(&street, &outcome),
            "North: 30 of 50\n\
             Benches 5 funded, 20 left\n\
             Pond 2 too dear, 20 left\n\
             South: 45 of 50\n\
             Playground 4 funded, 5 left\n\
             Mural 3 too dear, 5 left\n\
             what is left: 20 of 25\n\
             Mural 3 funded, 5 left\n\
             Pond 2 too dear, 5 left\n"
        );
        let kept = Division { leftover: Leftover::Kept, ..division };
        let outcome = count(&rule, &election, kept, &[0, 1, 2, 3], 100).unwrap();
        assert_eq!(street.funded(&outcome), ["Benches", "Playground"]);
    }
}
