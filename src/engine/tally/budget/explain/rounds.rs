//! The table of every round of Equal Shares: what each project still in reach was worth, and how
//! much its supporters held, as Wieliczka printed it.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

use crate::tally::budget::{Profile, Shares, Support};
use crate::tally::fraction::Fraction;

/// One round as it stood before its purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundView {
    /// Ballot place of the option that is bought in it.
    pub bought: usize,
    /// Options not bought before, in ballot order.
    pub lines: Vec<RoundLine>,
}

/// One option in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundLine {
    /// Its ballot place.
    pub option: usize,
    /// Cost over the largest payment needed; `None` when its supporters cannot pay for it.
    pub effective_votes: Option<Fraction>,
    /// What its supporters hold together, in minor units.
    pub held: Fraction,
}

/// All rounds of the returned run that cost something.
///
/// `profile` must be the one that was counted.
pub fn round_views(profile: &Profile, shares: &Shares) -> Vec<RoundView> {
    let support = profile.support(shares.payments.worth());
    let paid: Vec<usize> = shares
        .purchases
        .iter()
        .filter(|purchase| purchase.cost > 0)
        .map(|purchase| purchase.option)
        .collect();
    let (states, unit) = shares.payments.purses(profile, &paid);
    let mut views = Vec::with_capacity(paid.len());
    for (round, purses) in states.iter().enumerate().take(paid.len()) {
        let open = |option: &&usize| !paid[..round].contains(option);
        let considered = shares.considered.iter().filter(open);
        let line = |&option: &usize| line(profile, &support, option, purses, &unit);
        views.push(RoundView { bought: paid[round], lines: considered.filter_map(line).collect() });
    }
    views
}

/// One line; `None` for options that nobody supports or that are free.
fn line(
    profile: &Profile,
    support: &Support,
    option: usize,
    purses: &[BigUint],
    unit: &BigUint,
) -> Option<RoundLine> {
    let (groups, worths) = support.of(option);
    let cost = profile.costs[option];
    if groups.is_empty() || cost == 0 {
        return None;
    }
    let mut stakes: Vec<(&BigUint, u64, u64)> = Vec::with_capacity(groups.len());
    for (at, &g) in groups.iter().enumerate() {
        let worth = u64::from(worths.get(at).copied().unwrap_or(1));
        stakes.push((&purses[g as usize], worth, u64::from(profile.weights()[g as usize])));
    }
    // Poorest first, measured by what they gain.
    stakes.sort_by(|(a, a_worth, _), (b, b_worth, _)| (*a * *b_worth).cmp(&(*b * *a_worth)));
    let cost_in_units = unit * cost;
    let mut given = BigUint::zero();
    let mut rich: u64 = stakes.iter().map(|(_, worth, ballots)| worth * ballots).sum();
    let mut price = None;
    for (purse, worth, ballots) in &stakes {
        // If this purse can pay the price that would be asked of it and all richer ones, all can.
        if price.is_none() && given < cost_in_units {
            let rest = &cost_in_units - &given;
            if *purse * rich >= &rest * *worth {
                price = Some((rest, rich));
            }
        }
        given += *purse * *ballots;
        rich -= worth * ballots;
    }
    let whole = |n: &BigUint| BigInt::from(n.clone());
    let held = BigRational::new(whole(&given), whole(unit));
    // cost / price, with price = rest / (rich * unit)
    let effective_votes =
        price.map(|(rest, rich)| BigRational::new(whole(&(cost_in_units * rich)), whole(&rest)));
    Some(RoundLine {
        option,
        effective_votes: effective_votes.map(Fraction::from),
        held: held.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::Completion;
    use crate::tally::budget::Rounds;
    use crate::tally::budget::equal_shares::count;
    use crate::tally::budget::testing::{four_neighbours, shares_by};

    #[test]
    fn each_round_shows_what_every_project_was_worth_and_what_its_supporters_held() {
        let street = four_neighbours(&[]);
        let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
        let Rounds::Shares(shares) = &outcome.rounds else { panic!("shares") };
        let told: Vec<String> = round_views(&street.profile(), shares)
            .iter()
            .map(|view| {
                let line = |l: &RoundLine| {
                    let votes =
                        l.effective_votes.as_ref().map_or("-".to_owned(), ToString::to_string);
                    format!("{} {votes} {}", l.option, l.held)
                };
                let lines: Vec<String> = view.lines.iter().map(line).collect();
                format!("{}: {}", view.bought, lines.join("; "))
            })
            .collect();
        assert_eq!(told, ["1: 0 2 20; 1 3 30; 2 - 20", "0: 0 39/29 40/3; 2 - 20/3"]);
    }
}
