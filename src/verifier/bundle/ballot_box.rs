//! The counted ballots of a contest: equal ones together, with how often each was cast.

use super::files::Files;
use super::lines::{Line, Lines};
use super::part::{Part, file_finding};
use crate::finding::{Check, Fault, Finding, Place};
use crate::limits::{BALLOT_BYTES, FINDINGS, LEAF, LONG_FILE};
use crate::primitives::bytes::Hash;

/// Different ballots in bytewise order, all in one buffer.
#[derive(Debug, Default)]
pub struct BallotBox {
    bytes: Vec<u8>,
    /// End of each ballot in `bytes`, and how often it was cast.
    entries: Vec<(u32, u32)>,
    total: u64,
}

impl BallotBox {
    /// The path of a contest's published ballots.
    pub fn path(contest: &str) -> String {
        format!("ballots-{contest}.jsonl")
    }

    /// Reads a contest's published ballots, and the hash of their file.
    pub fn read(files: &Files, contest: &str) -> Part<(Self, Hash)> {
        let path = Self::path(contest);
        let file = match files.open(&path, LONG_FILE) {
            Ok(file) => file,
            Err(fault) => {
                return Part::faulty(&path, Check::V13, vec![file_finding(&path, fault)]);
            }
        };
        let mut lines = Lines::new(file, LEAF);
        let (mut filling, mut faults) = (Self::default(), Vec::new());
        let mut sorted = true;
        for at in 1.. {
            let fault = match lines.next() {
                Ok(None) => break,
                Ok(Some(Line::Whole(line))) => {
                    let in_order = filling.push(line);
                    sorted &= in_order;
                    (!in_order).then_some(Fault::BallotsUnsorted)
                }
                Ok(Some(Line::TooLong)) => Some(Fault::LineTooLong { limit: LEAF }),
                Ok(Some(Line::Unended)) => Some(Fault::LineUnended),
                Err(error) => {
                    let fault = Fault::Unreadable { why: error.kind().to_string() };
                    let finding = Finding::new(Place::line(&path, at), fault);
                    return Part::faulty(&path, Check::V13, vec![finding]);
                }
            };
            if let Some(fault) = fault.filter(|_| faults.len() <= FINDINGS) {
                faults.push(Finding::new(Place::line(&path, at), fault));
            }
            if filling.bytes.len() > BALLOT_BYTES {
                let fault = Fault::TooLarge { limit: BALLOT_BYTES as u64 };
                return Part::faulty(
                    &path,
                    Check::V13,
                    vec![Finding::new(Place::file(&path), fault)],
                );
            }
        }
        let ballots = if sorted { filling } else { filling.sorted() };
        Part::read(&path, Check::V13, (ballots, lines.hash()), faults)
    }

    /// Puts `ballots` into a box, in any order.
    pub fn of(ballots: impl Iterator<Item = Vec<u8>>) -> Self {
        let mut filling = Self::default();
        for ballot in ballots {
            filling.push(&ballot);
        }
        filling.sorted()
    }

    /// Adds a ballot behind the last; whether it is in order there.
    fn push(&mut self, ballot: &[u8]) -> bool {
        self.total += 1;
        let last = self.entries.len().checked_sub(1).map(|at| self.get(at).0);
        let order = last.map(|last| ballot.cmp(last));
        if order == Some(std::cmp::Ordering::Equal) {
            let (_, times) = self.entries.last_mut().expect("an equal one was found");
            *times += 1;
            return true;
        }
        self.bytes.extend_from_slice(ballot);
        let end = u32::try_from(self.bytes.len()).expect("the buffer is limited");
        self.entries.push((end, 1));
        order != Some(std::cmp::Ordering::Less)
    }

    fn sorted(self) -> Self {
        let mut ballots: Vec<(&[u8], u32)> = self.iter().collect();
        ballots.sort_unstable();
        let mut sorted = Self { total: self.total, ..Self::default() };
        for (ballot, times) in ballots {
            sorted.push(ballot);
            if let Some((_, count)) = sorted.entries.last_mut() {
                *count += times - 1;
            }
        }
        sorted.total = self.total;
        sorted
    }

    fn get(&self, at: usize) -> (&[u8], u32) {
        let (end, times) = self.entries[at];
        let start = at.checked_sub(1).map_or(0, |before| self.entries[before].0);
        (&self.bytes[start as usize..end as usize], times)
    }

    /// The different ballots in order, each with how often it was cast.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], u32)> {
        (0..self.entries.len()).map(|at| self.get(at))
    }

    /// How many ballots there are, equal ones included.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many different ones.
    pub fn different(&self) -> usize {
        self.entries.len()
    }

    /// The place of a ballot among the different ones.
    pub fn find(&self, ballot: &[u8]) -> Option<usize> {
        let (mut low, mut high) = (0, self.entries.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).0.cmp(ballot) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Ticks off ballots against a box, so that two multisets can be compared without holding both.
pub struct TickOff<'a> {
    ballots: &'a BallotBox,
    left: Vec<u32>,
}

impl<'a> TickOff<'a> {
    /// Nothing ticked off yet.
    pub fn new(ballots: &'a BallotBox) -> Self {
        Self { ballots, left: ballots.entries.iter().map(|(_, times)| *times).collect() }
    }

    /// Ticks off one ballot; false when the box has no more of it.
    pub fn tick(&mut self, ballot: &[u8]) -> bool {
        match self.ballots.find(ballot) {
            Some(at) if self.left[at] > 0 => {
                self.left[at] -= 1;
                true
            }
            _ => false,
        }
    }

    /// The different ballots of which not all were ticked off, each with its first line, from 1.
    pub fn left(&self) -> impl Iterator<Item = (u64, &'a [u8])> {
        let mut line = 1;
        let with_line = self.ballots.iter().map(move |(ballot, times)| {
            let first = line;
            line += u64::from(times);
            (first, ballot)
        });
        with_line.zip(&self.left).filter(|(_, left)| **left > 0).map(|(entry, _)| entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ballots_lie_together() {
        let cast = ["b", "a", "b", "c", "b"];
        let ballots = BallotBox::of(cast.iter().map(|b| b.as_bytes().to_vec()));
        let piles: Vec<(&[u8], u32)> = ballots.iter().collect();
        assert_eq!(piles, [(b"a".as_slice(), 1), (b"b", 3), (b"c", 1)]);
        assert_eq!(ballots.total(), 5);

        let mut ticks = TickOff::new(&ballots);
        assert!(ticks.tick(b"a") && ticks.tick(b"b") && ticks.tick(b"b"));
        assert!(!ticks.tick(b"a") && !ticks.tick(b"d"));
        assert_eq!(ticks.left().collect::<Vec<_>>(), [(2, b"b".as_slice()), (5, b"c")]);
        assert!(ticks.tick(b"b") && ticks.tick(b"c"));
        assert_eq!(ticks.left().count(), 0);
    }
}
