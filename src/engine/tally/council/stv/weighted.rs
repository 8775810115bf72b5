//! The weighted inclusive Gregory count: on a surplus every paper of the candidate moves on, at
//! surplus x value / total.
//!
//! Generic over the arithmetic, so that the Scottish rule (five decimals) and the exact rule are one
//! text that cannot drift apart. The rules that use it state their sources.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::papers::Papers;
use super::quantity::Quantity;
use super::{Action, Field, Stage, Standing, StvOutcome, droop_quota};
use crate::tally::council::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};
use crate::tally::council::rankings::Rankings;

/// A count under way.
pub(super) struct Count<'a, V> {
    papers: Papers<'a>,
    lots: &'a dyn Lots,
    /// Per candidate, the groups they hold by value per paper.
    piles: Vec<BTreeMap<V, Vec<u32>>>,
    pub field: Field,
    /// Elected candidates whose surplus has not moved yet.
    unmoved: Vec<usize>,
    votes: Vec<V>,
    nontransferable: V,
    outcome: StvOutcome<V>,
}

impl<'a, V: Quantity> Count<'a, V> {
    /// Counts the first preferences; nobody is elected yet.
    pub fn start(ballots: &'a Rankings, seats: usize, lots: &'a dyn Lots) -> Self {
        let candidates = ballots.candidates();
        let mut count = Self {
            papers: Papers::new(ballots),
            lots,
            piles: vec![BTreeMap::new(); candidates],
            field: Field::of(ballots, seats),
            unmoved: Vec::new(),
            votes: vec![V::whole(0); candidates],
            nontransferable: V::whole(0),
            outcome: StvOutcome {
                valid: ballots.valid(),
                quota: V::whole(droop_quota(ballots.valid(), seats)),
                stages: Vec::new(),
                elected: Vec::new(),
                excluded: Vec::new(),
                unfilled: 0,
                lots: Vec::new(),
            },
        };
        let all = count.papers.all();
        count.hand_on(all, &V::whole(1));
        count.close_stage(Action::First);
        count
    }

    /// Continuing candidates with the quota, most votes first.
    pub fn reached(&self) -> Vec<usize> {
        let mut reached = self.field.continuing();
        reached.retain(|candidate| self.votes[*candidate] >= self.outcome.quota);
        self.by_votes(&mut reached);
        reached
    }

    /// Who of `candidates` has most votes, by earlier stages and the lot if need be.
    ///
    /// # Errors
    /// [`LotNeeded`] when that is undecided and always was.
    pub fn highest(&mut self, candidates: Vec<usize>) -> Result<usize, LotNeeded> {
        self.tie_break(candidates, Purpose::Elect)
    }

    /// Most votes first, then in the order of the ballot paper.
    fn by_votes(&self, candidates: &mut [usize]) {
        candidates.sort_by(|a, b| self.votes[*b].cmp(&self.votes[*a]).then(a.cmp(b)));
    }

    /// Deems `candidates` elected at the end of the present stage.
    pub fn elect(&mut self, candidates: &[usize]) {
        for &candidate in candidates {
            self.field.standing[candidate] = Standing::Elected;
            if self.votes[candidate] > self.outcome.quota {
                self.unmoved.push(candidate);
            }
        }
        self.outcome.elected.extend(candidates);
        let stage = self.outcome.stages.last_mut().expect("a count starts with its first stage");
        stage.elected.extend(candidates);
    }

    /// Transfers the largest surplus that has not moved, if there is one.
    ///
    /// # Errors
    /// [`LotNeeded`] when two surpluses are equal and always were.
    pub fn transfer_largest_surplus(&mut self) -> Result<bool, LotNeeded> {
        if self.unmoved.is_empty() {
            return Ok(false);
        }
        let from = self.tie_break(self.unmoved.clone(), Purpose::TransferFirst)?;
        self.unmoved.retain(|candidate| *candidate != from);
        let total = self.votes[from].clone();
        let mut surplus = total.clone();
        surplus.take(&self.outcome.quota);
        let before = self.votes_of_continuing();
        for (value, groups) in std::mem::take(&mut self.piles[from]) {
            self.hand_on(groups.into_iter(), &V::share(&surplus, &value, &total));
        }
        self.votes[from] = self.outcome.quota.clone();
        self.lose(surplus, &before);
        self.close_stage(Action::Surplus(from));
        Ok(true)
    }

    /// Excludes whoever has fewest votes among `candidates`.
    ///
    /// # Errors
    /// [`LotNeeded`] when that is undecided and always was.
    pub fn exclude_lowest(&mut self, candidates: Vec<usize>) -> Result<usize, LotNeeded> {
        let from = self.tie_break(candidates, Purpose::Exclude)?;
        self.field.standing[from] = Standing::Out;
        self.outcome.excluded.push(from);
        let before = self.votes_of_continuing();
        for (value, groups) in std::mem::take(&mut self.piles[from]) {
            self.hand_on(groups.into_iter(), &value);
        }
        let released = std::mem::replace(&mut self.votes[from], V::whole(0));
        self.lose(released, &before);
        self.close_stage(Action::Exclude(vec![from]));
        Ok(from)
    }

    /// Elects every continuing candidate for the last seats, most votes first, and ends the count.
    pub fn finish(mut self) -> StvOutcome<V> {
        if self.field.vacancies() > 0 {
            let mut last = self.field.continuing();
            self.by_votes(&mut last);
            last.truncate(self.field.vacancies());
            self.elect(&last);
        }
        self.outcome.unfilled = self.field.vacancies();
        self.outcome
    }

    /// Gives papers of one value to their next choices.
    fn hand_on(&mut self, groups: impl Iterator<Item = u32>, value: &V) {
        let sorted = self.papers.sort(groups, &self.field.standing);
        let received = sorted.groups.into_iter().zip(sorted.papers).enumerate();
        for (candidate, (mut groups, papers)) in received.filter(|(_, (_, papers))| *papers > 0) {
            self.votes[candidate].add(&value.times(papers));
            self.piles[candidate].entry(value.clone()).or_default().append(&mut groups);
        }
    }

    fn votes_of_continuing(&self) -> V {
        let mut sum = V::whole(0);
        self.field.continuing().iter().for_each(|candidate| sum.add(&self.votes[*candidate]));
        sum
    }

    /// What was released and did not arrive counts for nobody any more.
    fn lose(&mut self, mut released: V, before: &V) {
        let mut arrived = self.votes_of_continuing();
        arrived.take(before);
        released.take(&arrived);
        self.nontransferable.add(&released);
    }

    fn close_stage(&mut self, action: Action) {
        self.outcome.stages.push(Stage {
            action,
            votes: self.votes.clone(),
            nontransferable: self.nontransferable.clone(),
            elected: Vec::new(),
        });
    }

    /// The one of `tied` with most (or, to exclude, fewest) votes now; if several, at the latest
    /// earlier stage where those still tied differ; if they never did, by lot.
    fn tie_break(&mut self, mut tied: Vec<usize>, purpose: Purpose) -> Result<usize, LotNeeded> {
        for stage in self.outcome.stages.iter().rev() {
            let better = |a: &&usize, b: &&usize| -> Ordering {
                let order = stage.votes[**a].cmp(&stage.votes[**b]);
                if purpose == Purpose::Exclude { order.reverse() } else { order }
            };
            let best = *tied.iter().max_by(better).expect("there is somebody to choose from");
            tied.retain(|candidate| stage.votes[*candidate] == stage.votes[best]);
            if tied.len() == 1 {
                return Ok(best);
            }
        }
        tied.sort_unstable();
        let after_stage = self.outcome.stages.len();
        let question = LotNeeded { purpose, among: tied, after_stage };
        let drawn: &mut Vec<LotDrawn> = &mut self.outcome.lots;
        ask(self.lots, drawn, question)
    }
}

/// The whole count: surpluses first, largest first; otherwise the lowest is excluded.
///
/// # Errors
/// [`LotNeeded`] when the count cannot go on without a lot.
pub(super) fn count<V: Quantity>(
    ballots: &Rankings,
    seats: usize,
    lots: &dyn Lots,
) -> Result<StvOutcome<V>, LotNeeded> {
    let mut count = Count::start(ballots, seats, lots);
    loop {
        let reached = count.reached();
        count.elect(&reached);
        let continuing = count.field.continuing();
        if count.field.vacancies() == 0 || continuing.len() <= count.field.vacancies() {
            return Ok(count.finish());
        }
        if !count.transfer_largest_surplus()? {
            count.exclude_lowest(continuing)?;
        }
    }
}
