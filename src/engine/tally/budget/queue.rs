//! The queue that most rules of cities share: best first, once through, as long as money lasts.
//!
//! Source: Talmon & Faliszewski, "A Framework for Approval-Based Budgeting Methods" (AAAI 2019);
//! the ways of cities with a project that does not fit are those declared in Pabulib.

use std::cmp::Ordering;

use super::{Count, Rounds, Task};
use crate::contest::Misfit;
use crate::tally::fraction::Fraction;
use crate::tally::ties::{Tie, Undecided};

/// What options are compared by: `sum / divisor`, the larger first.
///
/// A free option (divisor zero) with support comes before all others, as everything per nothing.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    sum: i64,
    divisor: u64,
}

impl Measure {
    /// `sum` itself.
    pub fn plain(sum: i64) -> Self {
        Self { sum, divisor: 1 }
    }

    /// `sum` for each unit of `cost`.
    pub fn per_cost(sum: i64, cost: u64) -> Self {
        Self { sum, divisor: if sum > 0 { cost } else { cost.max(1) } }
    }

    /// The measure as a fraction; `None` for a free option with support.
    pub fn fraction(self) -> Option<Fraction> {
        Fraction::new(self.sum, self.divisor)
    }

    fn cmp(self, other: Self) -> Ordering {
        match (self.divisor, other.divisor) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            (a, b) => {
                (i128::from(self.sum) * i128::from(b)).cmp(&(i128::from(other.sum) * i128::from(a)))
            }
        }
    }
}

/// What became of an option when its turn came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is funded.
    Funded,
    /// It costs more than what is left.
    TooDear,
    /// An option before it did not fit, and the rule stops there.
    Stopped,
    /// It is funded, with this much money from outside.
    Helped {
        /// Minor units that the budget does not pay.
        outside: u64,
    },
    /// An option that excludes it is funded or higher in the hierarchy.
    GivesWay {
        /// Ballot place of that option.
        to: usize,
    },
}

impl Decision {
    /// Whether the option is funded.
    pub fn funds(&self) -> bool {
        matches!(self, Decision::Funded | Decision::Helped { .. })
    }
}

/// One option's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRound {
    /// Ballot place of the option.
    pub option: usize,
    /// Its cost, in minor units.
    pub cost: u64,
    /// What became of it.
    pub decision: Decision,
    /// Money left afterwards, in minor units.
    pub left: u64,
    /// What it was ordered by, where that is not the number of votes.
    pub measure: Option<Fraction>,
    /// Ballots that support it.
    pub votes: i64,
}

/// Options in the order of a measure, with what the tie policies had to do.
#[derive(Debug, Clone)]
pub struct Queue {
    order: Vec<usize>,
    ties: Vec<Tie>,
    undecided: Vec<Vec<usize>>,
    /// Whether options were moved, so that equal ones no longer stand together.
    moved: bool,
}

impl Queue {
    /// The options of `task`, largest measure first, equal ones by the tie policies.
    pub fn by(task: &Task<'_>, measure: &[Measure]) -> Self {
        let mut order = task.among.to_vec();
        let by_measure = |a: usize, b: usize| measure[b].cmp(measure[a]);
        order.sort_by(|&a, &b| {
            by_measure(a, b).then_with(|| task.ties.compare(a, b)).then_with(|| a.cmp(&b))
        });
        let mut queue = Queue { order, ties: Vec::new(), undecided: Vec::new(), moved: false };
        let order = &queue.order;
        let mut start = 0;
        for group in order.chunk_by(|&a, &b| by_measure(a, b).is_eq()) {
            if let [first, second, ..] = group
                && let Some(by) = task.ties.decides(*first, *second)
            {
                queue.ties.push(Tie { by, options: group.to_vec(), round: start });
            }
            let equal = group.chunk_by(|&a, &b| task.ties.compare(a, b).is_eq());
            queue.undecided.extend(equal.filter(|equal| equal.len() > 1).map(<[usize]>::to_vec));
            start += group.len();
        }
        queue
    }

    /// Lets every option wait until those in its `higher` list have had their turn. Where they
    /// wait for each other in a circle, the one in front goes.
    #[must_use]
    pub(super) fn waiting_for(mut self, higher: &[Vec<usize>]) -> Self {
        self.moved = higher.iter().any(|higher| !higher.is_empty());
        let mut waiting = std::mem::take(&mut self.order);
        while !waiting.is_empty() {
            let free =
                |option: &usize| !waiting.iter().any(|other| higher[*option].contains(other));
            let at = waiting.iter().position(free).unwrap_or(0);
            self.order.push(waiting.remove(at));
        }
        // Places have moved: tell ties by where their first option stands now.
        for tie in &mut self.ties {
            let first = self.order.iter().position(|option| tie.options.contains(option));
            tie.round = first.unwrap_or(tie.round);
        }
        self
    }

    /// Goes through the queue once. `excluded` may name an option that this one gives way to,
    /// given which options are funded so far.
    ///
    /// # Errors
    /// [`Undecided`] when the order of options that no policy tells apart would change who is
    /// funded. Where it would not, they keep ballot order and nothing is asked.
    pub fn walk(
        self,
        task: &Task<'_>,
        misfit: Misfit,
        excluded: impl Fn(usize, &[usize]) -> Option<usize>,
    ) -> Result<Count, Undecided> {
        let mut left = task.budget;
        let mut stopped = false;
        let mut funded = Vec::new();
        let mut rounds = Vec::with_capacity(self.order.len());
        let mut undecided = self.undecided;
        for &option in &self.order {
            let cost = task.profile.costs[option];
            if let Some(at) = undecided.iter().position(|group| group.contains(&option)) {
                let group = undecided.swap_remove(at);
                let matters =
                    self.moved || task.order_matters(&group, left, misfit, &excluded, &funded);
                if !stopped && matters {
                    return Err(Undecided(group));
                }
            }
            let decision = if stopped {
                Decision::Stopped
            } else if let Some(to) = excluded(option, &funded) {
                Decision::GivesWay { to }
            } else if cost <= left {
                Decision::Funded
            } else {
                match misfit {
                    Misfit::Skip => Decision::TooDear,
                    Misfit::Stop => {
                        stopped = true;
                        Decision::TooDear
                    }
                    Misfit::Stretch { percent } => {
                        stopped = true;
                        let enough =
                            u128::from(left) * 100 >= u128::from(cost) * u128::from(percent);
                        if enough {
                            Decision::Helped { outside: cost - left }
                        } else {
                            Decision::TooDear
                        }
                    }
                }
            };
            if decision.funds() {
                funded.push(option);
                left = left.saturating_sub(cost);
            }
            let votes = task.votes[option];
            rounds.push(QueueRound { option, cost, decision, left, measure: None, votes });
        }
        Ok(Count::new(funded, Rounds::Queue(rounds), self.ties))
    }
}

impl Task<'_> {
    /// Whether the order inside `group` can change who is funded.
    fn order_matters(
        &self,
        group: &[usize],
        left: u64,
        misfit: Misfit,
        excluded: &impl Fn(usize, &[usize]) -> Option<usize>,
        funded: &[usize],
    ) -> bool {
        let cost = |option: &usize| self.profile.costs[*option];
        let all: u128 = group.iter().map(|option| u128::from(cost(option))).sum();
        let none_fits = group.iter().all(|option| cost(option) > left);
        // With all of them funded together, would one of them push out another?
        let together: Vec<usize> = funded.iter().chain(group).copied().collect();
        let exclusive = group.iter().any(|&option| excluded(option, &together).is_some());
        exclusive || (all > u128::from(left) && !(none_fits && misfit == Misfit::Skip))
    }
}

/// Writes the measure into the rounds of a count by something else than votes.
pub(super) fn show(mut count: Count, measure: &[Measure]) -> Count {
    if let Rounds::Queue(rounds) = &mut count.rounds {
        for round in rounds {
            round.measure = measure[round.option].fraction();
        }
    }
    count
}
