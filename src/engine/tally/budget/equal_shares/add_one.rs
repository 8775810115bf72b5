//! Equal Shares spends about half the money; add-one raises every share until it is used well.
//!
//! The costs of the runs need not grow, so nothing can be halved or skipped: the first run that
//! costs too much ends it, and the one before it is the outcome.

use super::earlier::Found;
use super::market::{Gain, Market, Stake};
use super::payments::Payments;
use super::run::{Desk, Finished, run};
use crate::contest::{AddOneStop, Completion};
use crate::tally::budget::{Count, Purchase, Rounds, Run, RunStop, Shares, Task, Worth};
use crate::tally::fraction::Fraction;
use crate::tally::ties::{Tie, Undecided};

/// Where the shares start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Budget over voters, exactly.
    Exact,
    /// The same, rounded down to a multiple of so many minor units (at least one).
    FloorTo(u64),
}

/// The switches of Equal Shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How the money left over is spent.
    pub completion: Completion,
    /// What a voter gains from an option, per unit of worth.
    pub gain: Gain,
    /// By how many minor units a share grows per run; zero is read as one.
    pub increment: u64,
    /// The share of the first run.
    pub start: Start,
    /// When add-one ends.
    pub stop: AddOneStop,
    /// What a mark is worth.
    pub worth: Worth,
}

/// Distinct ballots from which on a second run at the same time is worth its thread.
const WORTH_A_THREAD: usize = 4_096;

/// Counts by Equal Shares.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub fn count(task: &Task<'_>, settings: &Settings) -> Result<Count, Undecided> {
    let every_support_is_one = task.profile.support(settings.worth).largest_worth() == 1;
    if every_support_is_one {
        let market = Market::new(task, settings.worth, settings.gain, |group, _| group);
        count_in(task, settings, &market)
    } else {
        let market =
            Market::new(task, settings.worth, settings.gain, |group, worth| (group, worth));
        count_in(task, settings, &market)
    }
}

fn count_in<S: Stake>(
    task: &Task<'_>,
    settings: &Settings,
    market: &Market<'_, S>,
) -> Result<Count, Undecided> {
    let voters = u128::from(task.profile.voters.max(1));
    let mut numerator = match settings.start {
        Start::Exact => u128::from(task.budget),
        Start::FloorTo(unit) => {
            let unit = u128::from(unit.max(1));
            u128::from(task.budget) / voters / unit * unit * voters
        }
    };
    let raise = u128::from(settings.increment.max(1)) * voters;
    let mut desks = [Desk::new(market), Desk::new(market)];
    let mut ahead = None;
    let mut runs = Vec::new();
    let mut met = 0;
    let mut returned: Option<(Finished, u128)> = None;
    let raises = matches!(settings.completion, Completion::Add1 | Completion::Add1u);
    let stop = loop {
        let before = returned.as_ref().map(|(finished, _)| &finished.found);
        let finished = match ahead.take() {
            Some(done) => done,
            None if raises && market.profile.groups() >= WORTH_A_THREAD => {
                let shares = [numerator, numerator + raise];
                let (now, next) = both(market, &mut desks, shares, before, task);
                ahead = Some(next);
                now
            }
            None => run(market, &mut desks[0], numerator, before, task.ties),
        }?;
        met += finished.ties.len();
        let cost = u64::try_from(finished.cost).unwrap_or(u64::MAX);
        runs.push(Run { cost, voter_budget: share(numerator, voters) });
        if finished.cost > u128::from(task.budget) && returned.is_some() {
            break RunStop::NextRunInfeasible;
        }
        let ended = exhausted(task, settings.stop, market, &finished);
        if let Some((before, _)) = returned.replace((finished, numerator)) {
            desks[runs.len() % 2].recycle(before);
        }
        if !raises {
            break RunStop::None;
        }
        if ended {
            break RunStop::Exhaustive;
        }
        numerator += raise;
    };
    let (finished, numerator) = returned.expect("the first run is always returned");
    Ok(outcome(market, finished, share(numerator, voters), runs, stop, met, task.among.to_vec()))
}

/// Two runs at once. What the second finds is looked at after the first, or never, so the outcome
/// is the same on any number of cores.
fn both<S: Stake>(
    market: &Market<'_, S>,
    desks: &mut [Desk<S>; 2],
    [now, next]: [u128; 2],
    before: Option<&Found>,
    task: &Task<'_>,
) -> (Result<Finished, Undecided>, Result<Finished, Undecided>) {
    let [desk, other] = desks;
    std::thread::scope(|scope| {
        let ahead = scope.spawn(|| run(market, other, next, before, task.ties));
        let first = run(market, desk, now, before, task.ties);
        (first, ahead.join().expect("a run that panics is a bug of its own"))
    })
}

fn share(numerator: u128, voters: u128) -> Fraction {
    Fraction::new(numerator, voters).expect("there is at least one voter in the divisor")
}

/// Whether no further run can be asked for: everything supported is bought, or nothing else fits.
fn exhausted<S: Stake>(
    task: &Task<'_>,
    stop: AddOneStop,
    market: &Market<'_, S>,
    finished: &Finished,
) -> bool {
    let mut bought = vec![false; market.offers.len()];
    for (offer, _) in &finished.bought {
        bought[*offer] = true;
    }
    let left = u128::from(task.budget).saturating_sub(finished.cost);
    let mut open = market.offers.iter().zip(&bought).filter(|(_, bought)| !**bought).peekable();
    if open.peek().is_none() {
        return true;
    }
    let fits = |cost: u64| u128::from(cost) <= left;
    match stop {
        AddOneStop::OverBudget => false,
        AddOneStop::Exhaustive => !open.any(|(offer, _)| fits(offer.cost)),
        AddOneStop::ExhaustiveAll => {
            let unsupported = |option: &&usize| task.votes[**option] <= 0;
            let idle = |option: &usize| fits(task.profile.costs[*option]);
            !open.any(|(offer, _)| fits(offer.cost))
                && !task.among.iter().filter(unsupported).any(idle)
        }
    }
}

fn outcome<S: Stake>(
    market: &Market<'_, S>,
    finished: Finished,
    voter_budget: Fraction,
    runs: Vec<Run>,
    stop: RunStop,
    ties_in_all_runs: usize,
    considered: Vec<usize>,
) -> Count {
    let free = market.free.iter().map(|&(option, supporters, worth)| Purchase {
        option,
        cost: 0,
        max_payment: Fraction::whole(0),
        effective_votes: Fraction::whole(worth),
        supporters,
        paid_all_they_had: 0,
    });
    let paid = finished.bought.iter().enumerate().map(|(k, &(offer, full))| {
        let offer = &market.offers[offer];
        let price = finished.chain.fraction(k + 1);
        Purchase {
            option: offer.option,
            cost: offer.cost,
            effective_votes: (price.ratio().recip() * num_bigint::BigInt::from(offer.cost)).into(),
            max_payment: price,
            supporters: offer.supporters,
            paid_all_they_had: offer.supporters - full,
        }
    });
    let purchases: Vec<Purchase> = free.chain(paid).collect();
    let shift = |tie: &Tie| Tie { round: tie.round + market.free.len(), ..tie.clone() };
    let ties = finished.ties.iter().map(shift).collect();
    let funded = purchases.iter().map(|purchase| purchase.option).collect();
    let payments = Payments {
        chain: finished.chain,
        ended: finished.purses.iter().map(|purse| purse.ended()).collect(),
        free: market.free.len(),
        worth: market.worth,
    };
    let shares = Shares {
        purchases,
        voter_budget,
        runs,
        stop,
        ties_in_all_runs,
        completion: Vec::new(),
        considered,
        payments,
    };
    Count::new(funded, Rounds::Shares(shares), ties)
}
