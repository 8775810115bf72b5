//! The rounds: count, elect or take out, move papers, and again.

use std::collections::BTreeMap;

pub use super::paper::Inactive;
use super::paper::Papers;
use super::rule::{Elects, Rule, Ties};
use crate::tally::council::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};
use crate::tally::council::marks::RawBallot;

/// One round. Votes are in the units of [`Rule::places`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The votes of everybody who continues or was elected; `None` for all others.
    pub votes: Vec<Option<u128>>,
    /// The votes that elect.
    pub threshold: u128,
    /// What papers that no longer count were worth, by reason.
    pub inactive: BTreeMap<Inactive, u128>,
    /// Who is elected in it, most votes first.
    pub elected: Vec<usize>,
    /// Who goes out in it, fewest votes first.
    pub excluded: Vec<usize>,
    /// What moved after it: from whom, to whom (`None`: to nobody), how much.
    pub moved: BTreeMap<(usize, Option<usize>), u128>,
    /// What stays with nobody because transfers are cut: by elected candidate.
    pub residual: BTreeMap<usize, u128>,
}

/// The whole count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedChoice {
    /// The candidates, the one for everybody who is not on the paper included.
    pub candidates: usize,
    /// Papers.
    pub papers: u64,
    /// Every round.
    pub rounds: Vec<Round>,
    /// Who is elected, in order.
    pub elected: Vec<usize>,
    /// Every lot that was needed.
    pub lots: Vec<LotDrawn>,
}

/// Why a count has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// A tie waits for a lot.
    #[error(transparent)]
    Lot(#[from] LotNeeded),
    /// Everybody is below the least number of votes, or below the share.
    #[error("every candidate is below what the rule asks for, so nobody can be elected")]
    NobodyLeft,
}

struct Count<'a> {
    rule: &'a Rule,
    /// The place that stands for everybody who is not on the paper.
    write_in: Option<usize>,
    excluded_before: &'a [usize],
    lots: &'a dyn Lots,
    papers: Vec<Papers<'a>>,
    /// The round in which each was elected, from 0.
    elected_in: Vec<Option<usize>>,
    /// The round in which each went out, from 0.
    out_in: Vec<Option<usize>>,
    result: RankedChoice,
}

/// Counts `ballots` (papers, raw marks) for `candidates` candidates.
///
/// `write_in` is the place that stands for everybody who is not on the paper: it goes out first and
/// is never elected. `excluded` do not stand; their marks are passed over.
///
/// # Errors
/// [`Stopped`].
pub fn count(
    rule: &Rule,
    candidates: usize,
    write_in: Option<usize>,
    excluded: &[usize],
    ballots: &[(u64, RawBallot)],
    lots: &dyn Lots,
) -> Result<RankedChoice, Stopped> {
    let papers = ballots.iter().map(|(number, marks)| Papers::new(*number, marks, rule.vote()));
    let mut count = Count {
        rule,
        write_in,
        excluded_before: excluded,
        lots,
        papers: papers.collect(),
        elected_in: vec![None; candidates],
        out_in: vec![None; candidates],
        result: RankedChoice {
            candidates,
            papers: ballots.iter().map(|(number, _)| number).sum(),
            rounds: Vec::new(),
            elected: Vec::new(),
            lots: Vec::new(),
        },
    };
    while count.goes_on() {
        count.round()?;
    }
    Ok(count.result)
}

impl Count<'_> {
    fn stands(&self, candidate: usize) -> bool {
        candidate < self.result.candidates && !self.excluded_before.contains(&candidate)
    }

    fn continues(&self, candidate: usize) -> bool {
        self.stands(candidate)
            && self.out_in[candidate].is_none()
            && (self.elected_in[candidate].is_none() || self.rule.until_two)
    }

    fn standing(&self) -> usize {
        (0..self.result.candidates).filter(|candidate| self.stands(*candidate)).count()
    }

    fn out(&self) -> usize {
        self.out_in.iter().flatten().count()
    }

    fn goes_on(&self) -> bool {
        let rounds = self.result.rounds.len();
        let last = rounds.checked_sub(1);
        let in_last = |when: &[Option<usize>]| last.is_some() && when.contains(&last);
        let (elected, seats) = (self.result.elected.len(), self.rule.seats);
        let can_win = self.standing() - usize::from(self.write_in.is_some());
        if self.rule.stop_after.is_some_and(|most| rounds >= most) {
            return false;
        }
        if rounds > 0 && elected == can_win && seats > self.standing() {
            return false;
        }
        if self.rule.until_two {
            return self.out() + elected + 1 < self.standing() || in_last(&self.out_in);
        }
        match self.rule.elects {
            Elects::ShareAbove { .. } => elected == 0,
            // One round more shows where the last surpluses would have gone.
            _ => elected < seats || (self.rule.moves_surpluses() && in_last(&self.elected_in)),
        }
    }

    fn round(&mut self) -> Result<(), Stopped> {
        let number = self.result.rounds.len();
        let (mut votes, inactive) = self.tally();
        let active: u128 = votes.iter().flatten().sum();
        let stays = match self.rule.elects {
            Elects::AllAtOnce | Elects::OneAtATime | Elects::BottomsUp => self.rule.seats > 1,
            Elects::Majority | Elects::ShareAbove { .. } => false,
        };
        // Whoever has won keeps the threshold they won by, whatever is still counted after that.
        let decided = self.rule.seats == 1 && !self.result.elected.is_empty();
        let threshold = match self.result.rounds.last() {
            Some(last) if stays || decided || self.rule.threshold_stays => last.threshold,
            _ => self.rule.threshold(active),
        };
        let mut by_votes: Vec<usize> =
            (0..votes.len()).filter(|candidate| votes[*candidate].is_some()).collect();
        by_votes.sort_by_key(|candidate| (votes[*candidate], *candidate));
        let elected = self.elect(&votes, &by_votes, threshold)?;
        for &winner in &elected {
            self.elected_in[winner] = Some(number);
            self.release_surplus(winner, votes[winner].unwrap_or(0), threshold);
        }
        self.result.elected.extend(&elected);
        let wants_more = self.result.elected.len() < self.rule.seats
            || (self.rule.until_two && self.out() + 2 < self.standing())
            || matches!(self.rule.elects, Elects::ShareAbove { .. });
        let excluded = if elected.is_empty() && wants_more {
            self.exclude(&votes, &by_votes, threshold)?
        } else {
            Vec::new()
        };
        for loser in &excluded {
            self.out_in[*loser] = Some(number);
        }
        if self.rule.moves_surpluses() {
            self.enter_elected(&mut votes, threshold);
        }
        let (moved, residual) = (BTreeMap::new(), BTreeMap::new());
        let round = Round { votes, threshold, inactive, elected, excluded, moved, residual };
        self.result.rounds.push(round);
        Ok(())
    }

    /// Gives every paper to whom it counts for now; what moves is told with the round before.
    fn tally(&mut self) -> (Vec<Option<u128>>, BTreeMap<Inactive, u128>) {
        let continues: Vec<bool> =
            (0..self.result.candidates).map(|candidate| self.continues(candidate)).collect();
        let mut votes: Vec<Option<u128>> =
            continues.iter().map(|continues| continues.then_some(0)).collect();
        let mut inactive = BTreeMap::new();
        let filled = self.rule.moves_surpluses() && self.result.elected.len() == self.rule.seats;
        let moved = self.result.rounds.last_mut().map(|round| &mut round.moved);
        let mut unseen = BTreeMap::new();
        let moved = moved.unwrap_or(&mut unseen);
        for papers in &mut self.papers {
            let held = papers.holder.filter(|holder| continues[*holder]);
            if papers.inactive.is_none() && held.is_none() {
                let next = if filled && !papers.marks.is_empty() {
                    Err(Inactive::Surplus)
                } else {
                    papers.next(self.rule, |candidate| {
                        continues.get(candidate).copied().unwrap_or(false)
                    })
                };
                if let Some(from) = papers.holder.filter(|_| papers.value > 0) {
                    *moved.entry((from, next.ok())).or_default() += papers.worth();
                }
                papers.inactive = next.err();
                papers.holder = next.ok();
            }
            match (papers.inactive, papers.holder) {
                (None, Some(holder)) => {
                    if let Some(votes) = &mut votes[holder] {
                        *votes += papers.worth();
                    }
                }
                (why, _) => {
                    *inactive.entry(why.unwrap_or(Inactive::Exhausted)).or_default() +=
                        papers.worth();
                }
            }
        }
        (votes, inactive)
    }

    /// Who is elected in this round, most votes first. `by_votes` are all who continue, fewest first.
    fn elect(
        &mut self,
        votes: &[Option<u128>],
        by_votes: &[usize],
        threshold: u128,
    ) -> Result<Vec<usize>, Stopped> {
        let write_ins = self.write_in.and_then(|place| votes[place]).unwrap_or(0);
        let open = self.rule.seats.saturating_sub(self.result.elected.len());
        let continuing = by_votes.len();
        let all = || by_votes.iter().rev().copied().collect::<Vec<_>>();
        if write_ins > 0 {
            return Ok(Vec::new());
        }
        if matches!(self.rule.elects, Elects::ShareAbove { .. }) {
            let above = by_votes.iter().all(|candidate| votes[*candidate] > Some(threshold));
            return Ok(if above { all() } else { Vec::new() });
        }
        let highest = by_votes.last().and_then(|candidate| votes[*candidate]);
        let leaders = || -> Vec<usize> {
            by_votes.iter().copied().filter(|candidate| votes[*candidate] == highest).collect()
        };
        let mut reached = if open == 0 {
            Vec::new()
        } else if continuing <= open {
            all()
        } else if self.rule.threshold_stays && continuing - 1 == self.rule.seats {
            leaders()
        } else if self.rule.elects == Elects::BottomsUp {
            Vec::new()
        } else {
            let reaches = |candidate: &usize| {
                votes[*candidate] >= Some(threshold) && self.write_in != Some(*candidate)
            };
            all().into_iter().filter(reaches).collect()
        };
        let one_only = self.rule.elects == Elects::OneAtATime || self.rule.threshold_stays;
        // With two left and no majority, the one ahead wins: nobody should be left alone.
        let last_two = self.rule.seats == 1
            && open == 1
            && reached.is_empty()
            && continuing == 2
            && by_votes.iter().all(|candidate| votes[*candidate] >= Some(self.rule.least_votes));
        if (reached.len() > 1 && one_only) || last_two {
            let first = self.tie_break(leaders(), Purpose::Elect)?;
            reached = vec![first];
        }
        Ok(reached)
    }

    /// Cuts what the papers of `winner` are worth to what the winner does not need.
    fn release_surplus(&mut self, winner: usize, votes: u128, threshold: u128) {
        if !self.rule.moves_surpluses() {
            return;
        }
        let (rule, vote) = (self.rule, self.rule.vote());
        let surplus = votes.saturating_sub(threshold);
        let part = if surplus > 0 {
            rule.cut(times(surplus, vote, votes), rule.transfer_places)
        } else {
            0
        };
        for papers in &mut self.papers {
            if papers.inactive.is_none() && papers.holder == Some(winner) {
                let moves = rule.cut(times(papers.value, part, vote), rule.transfer_places);
                papers.left_with.push((winner, papers.value - moves));
                papers.value = moves;
            }
        }
    }

    /// Enters what those have who were elected in an earlier round: the threshold, or what they had.
    fn enter_elected(&mut self, votes: &mut [Option<u128>], threshold: u128) {
        let Some(before) = self.result.rounds.len().checked_sub(1) else { return };
        for (winner, held) in votes.iter_mut().enumerate() {
            let Some(round) = self.elected_in[winner].filter(|round| *round <= before) else {
                continue;
            };
            if round < before {
                *held = self.result.rounds[before].votes[winner];
                continue;
            }
            let left = self.papers.iter().flat_map(|papers| {
                let mine = papers.left_with.iter().filter(|(with, _)| *with == winner);
                mine.map(|(_, value)| value * u128::from(papers.number))
            });
            let left: u128 = left.sum();
            *held = Some(left.min(threshold));
            if left > threshold {
                self.result.rounds[before].residual.insert(winner, left - threshold);
            }
        }
    }

    /// Who goes out, fewest votes first.
    fn exclude(
        &mut self,
        votes: &[Option<u128>],
        by_votes: &[usize],
        threshold: u128,
    ) -> Result<Vec<usize>, Stopped> {
        if let Some(place) = self.write_in
            && votes[place] > Some(0)
        {
            return Ok(vec![place]);
        }
        let below = |least: u128| -> Vec<usize> {
            by_votes.iter().copied().filter(|candidate| votes[*candidate] < Some(least)).collect()
        };
        let too_few = below(self.rule.least_votes);
        if !too_few.is_empty() {
            let all_on_paper = self.result.candidates - usize::from(self.write_in.is_some());
            let nobody_left = too_few.len() == by_votes.len() || too_few.len() == all_on_paper;
            return if nobody_left { Err(Stopped::NobodyLeft) } else { Ok(too_few) };
        }
        if let Elects::ShareAbove { together: true, .. } = self.rule.elects {
            let not_above = below(threshold + 1);
            return if not_above.len() == by_votes.len() {
                Err(Stopped::NobodyLeft)
            } else {
                Ok(not_above)
            };
        }
        if self.rule.together {
            let together = self.sure_losers(votes, by_votes);
            if together.len() > 1 {
                return Ok(together);
            }
        }
        let fewest = by_votes.first().and_then(|candidate| votes[*candidate]);
        let lowest: Vec<usize> =
            by_votes.iter().copied().filter(|candidate| votes[*candidate] == fewest).collect();
        if lowest.is_empty() {
            return Err(Stopped::NobodyLeft);
        }
        Ok(vec![self.tie_break(lowest, Purpose::Exclude)?])
    }

    /// Those who together have fewer votes than the next above them.
    fn sure_losers(&self, votes: &[Option<u128>], by_votes: &[usize]) -> Vec<usize> {
        let (mut sum, mut sure, mut sure_before) = (0_u128, 0, 0);
        for (place, candidate) in by_votes.iter().enumerate() {
            let here = votes[*candidate].unwrap_or(0);
            let equal_below = place > 0 && votes[by_votes[place - 1]] == votes[*candidate];
            if place > 0 && !equal_below && sum < here {
                (sure_before, sure) = (sure, place);
            }
            sum += here;
        }
        // Two are to be left: not only the one who has won.
        if self.rule.until_two && sure + self.out() == self.standing() - 1 {
            sure = sure_before;
        }
        by_votes[..sure].to_vec()
    }

    fn tie_break(&mut self, mut tied: Vec<usize>, purpose: Purpose) -> Result<usize, LotNeeded> {
        tied.sort_unstable();
        if let [one] = tied[..] {
            return Ok(one);
        }
        match &self.rule.ties {
            Ties::Lot => {}
            Ties::EarlierRounds => {
                for round in self.result.rounds.iter().rev() {
                    let held = tied.iter().map(|candidate| round.votes[*candidate]);
                    let best = if purpose == Purpose::Exclude { held.min() } else { held.max() };
                    tied.retain(|candidate| Some(round.votes[*candidate]) == best);
                    if let [one] = tied[..] {
                        return Ok(one);
                    }
                }
            }
            Ties::Order(order) => {
                let named: Vec<usize> =
                    order.iter().copied().filter(|candidate| tied.contains(candidate)).collect();
                let chosen = if purpose == Purpose::Exclude { named.last() } else { named.first() };
                if let Some(chosen) = chosen {
                    return Ok(*chosen);
                }
            }
        }
        let after_stage = self.result.rounds.len();
        let question = LotNeeded { purpose, among: tied, after_stage };
        ask(self.lots, &mut self.result.lots, question)
    }
}

/// `a * b / c`, rounded down, whatever the size of the product.
fn times(a: u128, b: u128, c: u128) -> u128 {
    use num_traits::ToPrimitive;
    if let Some(product) = a.checked_mul(b) {
        return product / c;
    }
    (num_bigint::BigUint::from(a) * b / c).to_u128().unwrap_or(u128::MAX)
}

#[cfg(test)]
mod tests;
