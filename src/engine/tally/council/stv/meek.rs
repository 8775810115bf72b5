//! Meek's method: every elected candidate keeps the part of each paper that makes exactly a quota.
//!
//! Source: I. D. Hill, B. A. Wichmann & D. R. Woodall, "Algorithm 123: Single Transferable Vote by
//! Meek's method" (Computer Journal 30, 1987), in the fixed-point form of the Proportional
//! Representation Foundation's reference rule: nine decimals, parts rounded up, until the surplus is
//! below one millionth of a vote. A paper passes an excluded candidate as if they had never stood, and
//! passes elected ones in part. It cannot be counted by hand; whole numbers make it repeatable.

use std::fmt;

use serde::Serialize;

use super::{Field, Standing};
use crate::tally::council::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};
use crate::tally::council::rankings::Rankings;

/// The name of this rule in published results.
pub const NAME: &str = "stv_meek";

/// Billionths in one vote.
const VOTE: u64 = 1_000_000_000;
/// The surplus below which an iteration has ended: 10^-6 vote.
const LITTLE: u128 = 1_000;

/// Votes to nine decimals: a whole number of billionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Fixed9(pub u128);

impl fmt::Display for Fixed9 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vote = u128::from(VOTE);
        write!(f, "{}.{:09}", self.0 / vote, self.0 % vote)
    }
}

impl Serialize for Fixed9 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One round: it ends when somebody is elected or excluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeekRound {
    /// The votes of every candidate.
    pub votes: Vec<Fixed9>,
    /// The part that each candidate keeps of a paper.
    pub keep: Vec<Fixed9>,
    /// The quota, which falls as papers run out of choices.
    pub quota: Fixed9,
    /// Votes that no candidate has.
    pub exhausted: Fixed9,
    /// Who was elected, most votes first.
    pub elected: Vec<usize>,
    /// Who was excluded.
    pub excluded: Option<usize>,
}

/// The result of a count by Meek's method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeekOutcome {
    /// Every round.
    pub rounds: Vec<MeekRound>,
    /// Who is elected, in order.
    pub elected: Vec<usize>,
    /// Who was excluded, in order.
    pub excluded: Vec<usize>,
    /// Seats that nobody was left to fill.
    pub unfilled: usize,
    /// Every lot that was needed.
    pub lots: Vec<LotDrawn>,
}

impl MeekOutcome {
    /// The elected in the order of the ballot paper.
    pub fn winners(&self) -> Vec<usize> {
        let mut winners = self.elected.clone();
        winners.sort_unstable();
        winners
    }
}

struct Count<'a> {
    ballots: &'a Rankings,
    seats: u128,
    field: Field,
    keep: Vec<u64>,
    outcome: MeekOutcome,
}

/// Counts `ballots` for `seats` seats.
///
/// Candidates whose votes are closer together than the surplus still to come are tied for exclusion,
/// and the lot decides.
///
/// # Errors
/// [`LotNeeded`] when the lowest are tied and `lots` has no answer.
pub fn count(ballots: &Rankings, seats: usize, lots: &dyn Lots) -> Result<MeekOutcome, LotNeeded> {
    let field = Field::of(ballots, seats);
    let mut count = Count {
        ballots,
        seats: seats as u128,
        keep: field.standing.iter().map(|s| if *s == Standing::Out { 0 } else { VOTE }).collect(),
        field,
        outcome: MeekOutcome {
            rounds: Vec::new(),
            elected: Vec::new(),
            excluded: Vec::new(),
            unfilled: 0,
            lots: Vec::new(),
        },
    };
    while count.field.vacancies() > 0 && count.field.continuing().len() > count.field.vacancies() {
        count.round(lots)?;
    }
    let last = count.field.continuing();
    count.outcome.elected.extend(count.field.seat(last));
    count.outcome.unfilled = count.field.vacancies();
    Ok(count.outcome)
}

impl Count<'_> {
    /// Gives every paper out by the present keep factors.
    fn distribute(&self) -> Vec<u128> {
        let mut votes = vec![0; self.keep.len()];
        for (papers, ranking) in self.ballots.iter() {
            let mut left = VOTE;
            for candidate in ranking.iter().map(|mark| usize::from(*mark)) {
                let part = (left * self.keep[candidate]).div_ceil(VOTE);
                votes[candidate] += u128::from(part) * u128::from(papers);
                left -= part;
                if left == 0 {
                    break;
                }
            }
        }
        votes
    }

    /// Iterates until somebody is elected; if the surplus has gone without that, excludes the lowest.
    fn round(&mut self, lots: &dyn Lots) -> Result<(), LotNeeded> {
        let mut before = u128::MAX;
        loop {
            let votes = self.distribute();
            let all: u128 = votes.iter().sum();
            let quota = all / (self.seats + 1) + 1;
            let mut reached = self.field.continuing();
            reached.retain(|candidate| votes[*candidate] >= quota);
            reached.sort_by(|a, b| votes[*b].cmp(&votes[*a]).then(a.cmp(b)));
            let reached = self.field.seat(reached);
            self.outcome.elected.extend(&reached);
            let surplus: u128 = self
                .field
                .all(Standing::Elected)
                .iter()
                .map(|candidate| votes[*candidate].saturating_sub(quota))
                .sum();
            if !reached.is_empty() {
                self.close(&votes, quota, reached, None);
                return Ok(());
            }
            if surplus < LITTLE || surplus >= before {
                let out = self.lowest(&votes, surplus, lots)?;
                self.close(&votes, quota, Vec::new(), Some(out));
                self.field.standing[out] = Standing::Out;
                self.keep[out] = 0;
                self.outcome.excluded.push(out);
                return Ok(());
            }
            before = surplus;
            for candidate in self.field.all(Standing::Elected) {
                let part = (u128::from(self.keep[candidate]) * quota).div_ceil(u128::from(VOTE));
                let keep = (part * u128::from(VOTE)).div_ceil(votes[candidate]);
                self.keep[candidate] = u64::try_from(keep).map_or(VOTE, |keep| keep.min(VOTE));
            }
        }
    }

    fn lowest(
        &mut self,
        votes: &[u128],
        surplus: u128,
        lots: &dyn Lots,
    ) -> Result<usize, LotNeeded> {
        let mut tied = self.field.continuing();
        let fewest = tied.iter().map(|candidate| votes[*candidate]).min().unwrap_or(0);
        tied.retain(|candidate| votes[*candidate] <= fewest + surplus);
        if let [one] = tied[..] {
            return Ok(one);
        }
        let after_stage = self.outcome.rounds.len();
        let question = LotNeeded { purpose: Purpose::Exclude, among: tied, after_stage };
        ask(lots, &mut self.outcome.lots, question)
    }

    fn close(&mut self, votes: &[u128], quota: u128, elected: Vec<usize>, excluded: Option<usize>) {
        let valid = u128::from(self.ballots.valid()) * u128::from(VOTE);
        let held: u128 = votes.iter().sum();
        self.outcome.rounds.push(MeekRound {
            votes: votes.iter().map(|votes| Fixed9(*votes)).collect(),
            keep: self.keep.iter().map(|keep| Fixed9(u128::from(*keep))).collect(),
            quota: Fixed9(quota),
            exhausted: Fixed9(valid - held),
            elected,
            excluded,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use crate::tally::council::testing::ballots;

    /// 12 papers, two seats, quota 4 and a billionth. Ana has 8 papers and keeps half of each; the
    /// other halves are 4 votes for Bo, who has 1 of his own: 5, to Cem's 3.
    #[test]
    fn an_elected_candidate_keeps_just_what_makes_a_quota() {
        let box_ = ballots(3, &[(8, &[0, 1]), (1, &[1]), (3, &[2])]);
        let outcome = count(&box_, 2, &NoLots).unwrap();
        assert_eq!(outcome.rounds[0].quota.to_string(), "4.000000001");
        assert_eq!(outcome.elected, [0, 1]);
        let last = outcome.rounds.last().unwrap();
        assert_eq!(last.keep[0].to_string(), "0.500000001");
        assert_eq!(last.votes[1].to_string(), "4.999999992");
    }

    #[test]
    fn equal_lowest_candidates_wait_for_a_lot() {
        let box_ = ballots(3, &[(2, &[0]), (1, &[1]), (1, &[2])]);
        assert_eq!(count(&box_, 1, &NoLots).unwrap_err().among, [1, 2]);
    }

    #[test]
    fn an_empty_contest_fills_what_it_can() {
        let outcome = count(&ballots(2, &[]), 3, &NoLots).unwrap();
        assert_eq!((outcome.winners(), outcome.unfilled), (vec![0, 1], 1));
        let lots = LotOrder::lowest_number(2);
        assert_eq!(count(&ballots(2, &[]), 1, &lots).unwrap().elected, [1]);
    }
}
