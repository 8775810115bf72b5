//! The Gregory count in hundredths of a vote, as ERS97 and Northern Ireland use it: only the batch
//! that was received last moves on a surplus, and its papers share the surplus among those that show a
//! next choice.
//!
//! Papers without a next choice carry no value away; that is why these rules can elect others than the
//! Scottish one. The two rules state their sources; here is what they share.

use super::papers::Papers;
use super::quantity::Fixed2;
use super::{Action, Field, Stage, Standing, StvOutcome};
use crate::tally::council::lots::{LotNeeded, Lots, Purpose, ask};
use crate::tally::council::rankings::Rankings;

/// Hundredths in one vote.
pub(super) const VOTE: u64 = 100;

/// Papers of one value that a candidate received together.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    /// Hundredths per paper.
    pub value: u64,
    /// Whether they are the candidate's first preferences.
    pub first: bool,
    papers: u64,
    groups: Vec<u32>,
}

/// Whether totals that are equal may be excluded together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    /// Only when their total is less than the next candidate's votes.
    Less,
    /// Also when it is equal.
    LessOrEqual,
}

/// A count under way.
pub(super) struct Count<'a> {
    papers: Papers<'a>,
    lots: &'a dyn Lots,
    batches: Vec<Vec<Batch>>,
    pub field: Field,
    pub votes: Vec<u64>,
    /// Elected candidates whose surplus has not moved.
    unmoved: Vec<usize>,
    /// The votes at every point that may break a tie, first to last.
    points: Vec<Vec<u64>>,
    pub outcome: StvOutcome<Fixed2>,
}

impl<'a> Count<'a> {
    /// Counts the first preferences.
    pub fn start(ballots: &'a Rankings, seats: usize, lots: &'a dyn Lots) -> Self {
        let candidates = ballots.candidates();
        let mut count = Self {
            papers: Papers::new(ballots),
            lots,
            batches: vec![Vec::new(); candidates],
            field: Field::of(ballots, seats),
            votes: vec![0; candidates],
            unmoved: Vec::new(),
            points: Vec::new(),
            outcome: StvOutcome {
                valid: ballots.valid(),
                quota: Fixed2(0),
                stages: Vec::new(),
                elected: Vec::new(),
                excluded: Vec::new(),
                unfilled: 0,
                lots: Vec::new(),
            },
        };
        let all = count.papers.all();
        count.hand_on(all, VOTE, true);
        count
    }

    /// Votes that count for nobody any more.
    pub fn nontransferable(&self) -> u64 {
        self.outcome.valid * VOTE - self.votes.iter().sum::<u64>()
    }

    /// The quota of the count so far.
    pub fn quota(&self) -> u64 {
        self.outcome.quota.0
    }

    /// Votes above the quota that have not moved, of everybody elected.
    pub fn surplus(&self) -> u64 {
        let above = |candidate: &usize| self.votes[*candidate].saturating_sub(self.quota());
        self.unmoved.iter().map(above).sum()
    }

    /// Votes of everybody who is not elected, those of excluded candidates under way included.
    pub fn votes_not_elected(&self) -> u64 {
        let not_elected = |(_, standing): &(&u64, &Standing)| **standing != Standing::Elected;
        self.votes
            .iter()
            .zip(&self.field.standing)
            .filter(not_elected)
            .map(|(votes, _)| votes)
            .sum()
    }

    /// Continuing candidates with at least `needed` votes, most first.
    pub fn with_at_least(&self, needed: u64) -> Vec<usize> {
        let mut reached = self.field.continuing();
        reached.retain(|candidate| self.votes[*candidate] >= needed);
        reached.sort_by(|a, b| self.votes[*b].cmp(&self.votes[*a]).then(a.cmp(b)));
        reached
    }

    /// Deems `candidates` elected; they are reported with the stage that is closed next.
    pub fn elect(&mut self, candidates: &[usize]) {
        for &candidate in candidates {
            self.field.standing[candidate] = Standing::Elected;
            self.unmoved.push(candidate);
            self.outcome.elected.push(candidate);
        }
    }

    /// Remembers the present votes as a point that may break a later tie.
    pub fn mark_point(&mut self) {
        self.points.push(self.votes.clone());
    }

    /// Ends a stage, with everybody deemed elected since the last one.
    pub fn close_stage(&mut self, action: Action) {
        self.outcome.stages.push(Stage {
            action,
            votes: self.votes.iter().map(|votes| Fixed2(*votes)).collect(),
            nontransferable: Fixed2(self.nontransferable()),
            elected: Vec::new(),
        });
        self.report_elected();
    }

    /// Reports everybody deemed elected since the last stage with that stage.
    pub fn report_elected(&mut self) {
        let reported: usize = self.outcome.stages.iter().map(|stage| stage.elected.len()).sum();
        if let Some(stage) = self.outcome.stages.last_mut() {
            stage.elected.extend(&self.outcome.elected[reported..]);
        }
    }

    /// Transfers the largest surplus and says whose it was: the batch received last moves, at surplus
    /// / transferable papers, or at its present value when all of it is worth no more than the surplus.
    ///
    /// # Errors
    /// [`LotNeeded`] when two surpluses are equal and always were.
    pub fn transfer_largest_surplus(&mut self) -> Result<usize, LotNeeded> {
        let most = self.unmoved.iter().map(|candidate| self.votes[*candidate]).max();
        let mut tied = self.unmoved.clone();
        tied.retain(|candidate| Some(self.votes[*candidate]) == most);
        let from = self.tie_break(tied, Purpose::TransferFirst)?;
        self.unmoved.retain(|candidate| *candidate != from);
        let surplus = self.votes[from] - self.quota();
        let last = self.batches[from].pop().expect("a surplus came with a batch");
        let sorted = self.papers.sort(last.groups.into_iter(), &self.field.standing);
        let transferable: u64 = sorted.papers.iter().sum();
        let value =
            if transferable * last.value > surplus { surplus / transferable } else { last.value };
        self.receive(sorted.groups, &sorted.papers, value, false);
        self.votes[from] = self.quota();
        Ok(from)
    }

    /// Who can be excluded together: as many of the lowest as possible whose votes, with every
    /// untransferred surplus, cannot catch up with the next candidate. Equal candidates go together
    /// or not at all, and enough stay for the vacancies.
    pub fn sure_losers(&self, together: Together) -> Vec<usize> {
        let mut lowest = self.field.continuing();
        lowest.sort_by_key(|candidate| (self.votes[*candidate], *candidate));
        let most = lowest.len() - self.field.vacancies();
        let (mut total, mut losers) = (self.surplus(), 0);
        for (place, pair) in lowest.windows(2).enumerate() {
            let (here, next) = (self.votes[pair[0]], self.votes[pair[1]]);
            total += here;
            let behind = match together {
                Together::Less => total < next,
                Together::LessOrEqual => total <= next,
            };
            if behind && here < next && place < most {
                losers = place + 1;
            }
        }
        lowest.truncate(losers);
        lowest
    }

    /// Who has fewest votes now.
    ///
    /// # Errors
    /// [`LotNeeded`] when two have and always had.
    pub fn lowest(&mut self) -> Result<usize, LotNeeded> {
        let mut tied = self.field.continuing();
        let fewest = tied.iter().map(|candidate| self.votes[*candidate]).min();
        tied.retain(|candidate| Some(self.votes[*candidate]) == fewest);
        self.tie_break(tied, Purpose::Exclude)
    }

    /// Takes the candidates out and returns their papers as parcels, in the order in which these
    /// move: higher `rank` first, equal ones in one parcel.
    pub fn exclude<K: Ord>(
        &mut self,
        losers: &[usize],
        rank: fn(&Batch) -> K,
    ) -> Vec<Vec<(usize, Batch)>> {
        let mut all: Vec<(usize, Batch)> = Vec::new();
        for &loser in losers {
            self.field.standing[loser] = Standing::Out;
            self.outcome.excluded.push(loser);
            all.extend(std::mem::take(&mut self.batches[loser]).into_iter().map(|b| (loser, b)));
        }
        all.sort_by_key(|(_, batch)| std::cmp::Reverse(rank(batch)));
        let mut parcels: Vec<Vec<(usize, Batch)>> = Vec::new();
        for held in all {
            match parcels.last_mut() {
                Some(parcel) if rank(&parcel[0].1) == rank(&held.1) => parcel.push(held),
                _ => parcels.push(vec![held]),
            }
        }
        parcels
    }

    /// Hands the papers of one parcel to their next choices, at their present value.
    pub fn move_parcel(&mut self, parcel: Vec<(usize, Batch)>) {
        let value = parcel[0].1.value;
        let mut groups = Vec::new();
        for (loser, batch) in parcel {
            self.votes[loser] -= batch.papers * batch.value;
            groups.extend(batch.groups);
        }
        self.hand_on(groups.into_iter(), value, false);
    }

    fn hand_on(&mut self, groups: impl Iterator<Item = u32>, value: u64, first: bool) {
        let sorted = self.papers.sort(groups, &self.field.standing);
        self.receive(sorted.groups, &sorted.papers, value, first);
    }

    fn receive(&mut self, groups: Vec<Vec<u32>>, papers: &[u64], value: u64, first: bool) {
        for (candidate, groups) in groups.into_iter().enumerate().filter(|(_, g)| !g.is_empty()) {
            let papers = papers[candidate];
            self.votes[candidate] += papers * value;
            self.batches[candidate].push(Batch { value, first, papers, groups });
        }
    }

    /// The one of `tied` with most (or, to exclude, fewest) votes at the earliest point where those
    /// still tied differ; if they never did, by lot.
    fn tie_break(&mut self, tied: Vec<usize>, purpose: Purpose) -> Result<usize, LotNeeded> {
        let tied = self.earliest_difference(tied, purpose);
        if let [one] = tied[..] {
            return Ok(one);
        }
        let after_stage = self.outcome.stages.len();
        let question = LotNeeded { purpose, among: tied, after_stage };
        ask(self.lots, &mut self.outcome.lots, question)
    }

    /// Those of `tied` who are left when every point from the first on has taken out whoever was
    /// behind (or, to exclude, ahead).
    pub fn earliest_difference(&self, mut tied: Vec<usize>, purpose: Purpose) -> Vec<usize> {
        for votes in &self.points {
            let held = tied.iter().map(|candidate| votes[*candidate]);
            let best = if purpose == Purpose::Exclude { held.min() } else { held.max() };
            tied.retain(|candidate| Some(votes[*candidate]) == best);
        }
        tied
    }

    /// Elects everybody who continues, if places are left for them, and ends the count.
    pub fn finish(mut self) -> StvOutcome<Fixed2> {
        let mut last = self.with_at_least(0);
        last.truncate(self.field.vacancies());
        self.elect(&last);
        self.report_elected();
        self.outcome.unfilled = self.field.vacancies();
        self.outcome
    }
}
