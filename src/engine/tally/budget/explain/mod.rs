//! Why each project was funded or not, in numbers; pages and terminals put them into words.
//!
//! Source of the kind of numbers: Wieliczka's published report (2023) and equalshares.net, which
//! tell for every loser what its supporters' money was spent on and how much was missing.

mod rounds;

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use super::eligible::LeftOut;
use super::{Count, Decision, Loads, Profile, QueueRound, Rounds, Shares};
use crate::tally::fraction::Fraction;

pub use rounds::{RoundLine, RoundView, round_views};

/// Why one option came out as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its ballot place.
    pub option: usize,
    /// Whether it is funded.
    pub funded: bool,
    /// The reason.
    pub why: Why,
}

/// A reason with its numbers. Amounts are in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Its turn came and the money was enough.
    Funded {
        /// 1 for the first in the queue.
        turn: usize,
        /// Money left afterwards.
        left: u64,
    },
    /// Its turn came and the money was not enough.
    TooDear {
        /// 1 for the first in the queue.
        turn: usize,
        /// Money there was.
        left: u64,
        /// What was missing.
        short_by: u64,
    },
    /// The count had stopped at an option before it.
    Stopped {
        /// Ballot place of that option.
        at: usize,
    },
    /// It is funded with money from outside.
    Helped {
        /// How much of it.
        outside: u64,
    },
    /// Another option that excludes it came first.
    GivesWay {
        /// Ballot place of that option.
        to: usize,
    },
    /// It did not meet a condition.
    LeftOut(LeftOut),
    /// Its supporters bought it with their shares.
    Bought {
        /// 1 for the first purchase.
        round: usize,
        /// The most that one of them paid (per point where points are counted).
        max_payment: Fraction,
        /// Ballots that support it.
        supporters: u64,
        /// Supporters who gave all they had and paid less.
        gave_all: u64,
    },
    /// Its supporters had too little left.
    Missed(Missed),
    /// Nobody supports it, and this rule buys for supporters only.
    NoSupport,
    /// The money did not reach for every option whose turn it was: the count ended there.
    EndedBefore,
    /// More voters prefer the outcome of most votes, which does not fund it.
    Overruled,
    /// More voters prefer the outcome of most votes, which funds it.
    FundedByComparison,
}

/// What was missing to a project that its supporters could not buy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Its cost.
    pub cost: u64,
    /// Ballots that support it.
    pub supporters: u64,
    /// What they had left together at the end.
    pub held: Fraction,
    /// What was missing.
    pub missing: Fraction,
    /// Part of its cost that they could have paid, at most 1.
    pub reached: Fraction,
    /// So many more supporters with untouched shares would have been enough.
    pub more_voters: u64,
    /// What their money was spent on instead: options in order of purchase, and amounts.
    pub spent_on: Vec<(usize, Fraction)>,
}

/// What one ballot's share was spent on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotShare {
    /// What it started with, in minor units.
    pub share: Fraction,
    /// Options in order of purchase, and amounts.
    pub paid: Vec<(usize, Fraction)>,
    /// What is left of it.
    pub left: Fraction,
}

/// Explains a count, one entry for every option that was considered, in ballot order.
///
/// `profile` must be the one that was counted.
pub fn explain(profile: &Profile, count: &Count) -> Vec<Explanation> {
    let mut explanations = match &count.rounds {
        Rounds::Queue(rounds) => queue(rounds),
        Rounds::Shares(shares) => shared(profile, shares),
        Rounds::Exact(exact) => {
            let bought = exact.purchases.iter().zip(1..).map(|(purchase, round)| Explanation {
                option: purchase.option,
                funded: true,
                why: Why::Bought {
                    round,
                    max_payment: purchase.payment.clone(),
                    supporters: purchase.supporters,
                    gave_all: 0,
                },
            });
            let missed = exact.missed.iter().map(|(option, supporters, held)| Explanation {
                option: *option,
                funded: false,
                why: Why::Missed(missed(
                    profile.costs[*option],
                    *supporters,
                    held.clone(),
                    &exact.voter_budget,
                    Vec::new(),
                )),
            });
            bought.chain(missed).collect()
        }
        Rounds::Loads(loads) => loaded(profile, loads),
        Rounds::Parts(parts) => {
            // An option is counted in its part and perhaps once more in the pool: the last counts.
            let mut all: Vec<Explanation> = Vec::new();
            for part in parts {
                for explanation in explain(profile, &part.count) {
                    all.retain(|other| other.option != explanation.option);
                    all.push(explanation);
                }
            }
            all
        }
    };
    let left_out = count.left_out.iter().map(|out| Explanation {
        option: out.option,
        funded: false,
        why: Why::LeftOut(*out),
    });
    explanations.extend(left_out);
    if count.compared.as_ref().is_some_and(|compared| !compared.rule_stands) {
        for explanation in &mut explanations {
            let funded = count.funded.contains(&explanation.option);
            explanation.why = if funded { Why::FundedByComparison } else { Why::Overruled };
            explanation.funded = funded;
        }
    }
    explanations.sort_by_key(|explanation| explanation.option);
    explanations
}

/// What the share of a ballot with these marks was spent on; `None` when the rule gives no shares
/// or no such ballot was counted. `marks` are ascending, or best first on rankings.
pub fn share_of(profile: &Profile, count: &Count, marks: &[u32]) -> Option<BallotShare> {
    let Rounds::Shares(shares) = &count.rounds else { return None };
    let bought: Vec<usize> = shares.purchases.iter().map(|purchase| purchase.option).collect();
    let g = (0..profile.groups()).find(|&g| profile.marked(g) == marks)?;
    let (paid, left) = shares.payments.of_group(profile, &bought, g);
    let paid = paid.into_iter().map(|(k, amount)| (bought[k], amount)).collect();
    Some(BallotShare { share: shares.voter_budget.clone(), paid, left })
}

fn queue(rounds: &[QueueRound]) -> Vec<Explanation> {
    let mut stopped_at = None;
    let mut explanations = Vec::with_capacity(rounds.len());
    for (turn, round) in (1..).zip(rounds) {
        let why = match round.decision {
            Decision::Funded => Why::Funded { turn, left: round.left },
            Decision::TooDear => {
                stopped_at.get_or_insert(round.option);
                let short_by = round.cost.saturating_sub(round.left);
                Why::TooDear { turn, left: round.left, short_by }
            }
            Decision::Stopped => Why::Stopped { at: stopped_at.unwrap_or(round.option) },
            Decision::Helped { outside } => {
                stopped_at = Some(round.option);
                Why::Helped { outside }
            }
            Decision::GivesWay { to } => Why::GivesWay { to },
        };
        let funded = round.decision.funds();
        explanations.push(Explanation { option: round.option, funded, why });
    }
    explanations
}

fn shared(profile: &Profile, shares: &Shares) -> Vec<Explanation> {
    let bought: Vec<usize> = shares.purchases.iter().map(|purchase| purchase.option).collect();
    let mut explanations: Vec<Explanation> = Vec::new();
    for (round, purchase) in (1..).zip(&shares.purchases) {
        let why = Why::Bought {
            round,
            max_payment: purchase.max_payment.clone(),
            supporters: purchase.supporters,
            gave_all: purchase.paid_all_they_had,
        };
        explanations.push(Explanation { option: purchase.option, funded: true, why });
    }
    let completed: Vec<usize> = shares
        .completion
        .iter()
        .filter(|round| round.decision.funds())
        .map(|round| round.option)
        .collect();
    explanations
        .extend(queue(&shares.completion).into_iter().filter(|explanation| explanation.funded));
    for &option in &shares.considered {
        if bought.contains(&option) || completed.contains(&option) {
            continue;
        }
        let (spent, held) = shares.payments.of_supporters(profile, &bought, option);
        let supporters = supporters(profile, option);
        let why = if supporters == 0 {
            Why::NoSupport
        } else {
            let spent = spent.into_iter().map(|(k, amount)| (bought[k], amount)).collect();
            let cost = profile.costs[option];
            Why::Missed(missed(cost, supporters, held, &shares.voter_budget, spent))
        };
        explanations.push(Explanation { option, funded: false, why });
    }
    explanations
}

fn supporters(profile: &Profile, option: usize) -> u64 {
    u64::try_from(profile.votes()[option]).unwrap_or(0)
}

fn missed(
    cost: u64,
    supporters: u64,
    held: Fraction,
    share: &Fraction,
    spent_on: Vec<(usize, Fraction)>,
) -> Missed {
    let whole = Fraction::whole(cost);
    let missing = (whole.ratio() - held.ratio()).max(BigInt::zero().into());
    let reached =
        if cost == 0 { Fraction::whole(1) } else { (held.ratio() / whole.ratio()).into() };
    let more_voters = if share.ratio().is_zero() {
        u64::MAX
    } else {
        (&missing / share.ratio()).ceil().to_integer().to_u64().unwrap_or(u64::MAX)
    };
    Missed { cost, supporters, held, missing: missing.into(), reached, more_voters, spent_on }
}

fn loaded(profile: &Profile, loads: &Loads) -> Vec<Explanation> {
    let bought = loads.purchases.iter().zip(1..).map(|(raised, round)| Explanation {
        option: raised.option,
        funded: true,
        why: Why::Bought {
            round,
            max_payment: raised.load.clone(),
            supporters: raised.supporters,
            gave_all: 0,
        },
    });
    let mut explanations: Vec<Explanation> = bought.collect();
    for &option in &loads.considered {
        if explanations.iter().any(|explanation| explanation.option == option) {
            continue;
        }
        let why = if supporters(profile, option) == 0 { Why::NoSupport } else { Why::EndedBefore };
        explanations.push(Explanation { option, funded: false, why });
    }
    explanations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::{Completion, Misfit};
    use crate::tally::budget::testing::{Street, four_neighbours, shares_by};
    use crate::tally::budget::{equal_shares, most_votes};

    /// Four neighbours with 10 each: trees for 20 are bought by three, at 20/3; lamps for 13 by
    /// two. The mural costs 30; of its supporters' 20, trees took 40/3 and lamps 10/3.
    #[test]
    fn a_loser_is_told_what_its_supporters_money_was_spent_on() {
        let street = four_neighbours(&[("Pond", 5)]);
        let one_run = shares_by(Completion::None);
        let count = street.count(|task| equal_shares::count(task, &one_run)).unwrap();
        let profile = street.profile();
        let told = explain(&profile, &count);
        let fraction = |p: u64, q: u64| Fraction::new(p, q).unwrap();
        assert_eq!(
            told[2].why,
            Why::Missed(Missed {
                cost: 30,
                supporters: 2,
                held: fraction(10, 3),
                missing: fraction(80, 3),
                reached: fraction(1, 9),
                more_voters: 3,
                spent_on: vec![(1, fraction(40, 3)), (0, fraction(10, 3))],
            })
        );
        assert_eq!(told[3].why, Why::NoSupport);
        assert!(told[0].funded && told[1].funded);
        let share = share_of(&profile, &count, &[0, 1, 2]).unwrap();
        assert_eq!(share.paid, [(1, fraction(20, 3)), (0, fraction(10, 3))]);
        assert_eq!(share.left, Fraction::whole(0));
        assert_eq!(share_of(&profile, &count, &[2]), None, "nobody cast that ballot");
    }

    #[test]
    fn in_a_queue_the_missing_money_and_the_stop_are_told() {
        let street = Street::new(100, &[("Playground", 90), ("Benches", 30), ("Mural", 20)])
            .approve(4, &["Benches"])
            .approve(3, &["Playground"])
            .approve(1, &["Mural"]);
        let count = street.count(|task| most_votes::count(task, Misfit::Stop)).unwrap();
        let told = explain(&street.profile(), &count);
        assert_eq!(told[0].why, Why::TooDear { turn: 2, left: 70, short_by: 20 });
        assert_eq!(told[1].why, Why::Funded { turn: 1, left: 70 });
        assert_eq!(told[2].why, Why::Stopped { at: 0 });
    }
}
