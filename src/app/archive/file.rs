//! The file of a kept election, read.

use morada_engine::blt;
use morada_engine::tally::council::lots::{LotNeeded, LotOrder, Lots, NoLots};
use morada_engine::tally::council::marks::Policy;
use morada_engine::tally::council::rankings::Rankings;
use morada_engine::tally::council::told::lists::ListElection;

use super::count::{CountedSeats, Seats, lists, ranked};
use super::rules::{RankedRule, SeatRule};

/// The most seats a kept election may fill, and the most candidates or lists it may have: a count takes
/// time in proportion to their product, and everybody may ask for it.
pub const MOST: usize = 1_000;

/// What a file holds.
#[derive(Debug)]
enum Held {
    Rankings(Box<Rankings>),
    Lists(Box<ListElection>),
}

/// A file that was read.
#[derive(Debug)]
pub struct ElectionFile {
    held: Held,
    seats: usize,
    names: Vec<String>,
}

/// Why an election cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountFault {
    /// The file is no election.
    #[error("{0}")]
    File(String),
    /// More seats or candidates than a council's election has.
    #[error("more than {MOST} seats or candidates")]
    TooLarge,
    /// The rule counts something else than the file holds, or fills one post only.
    #[error("the rule does not fit the file")]
    Rule,
    /// A lot decides between these, and it was not drawn.
    #[error("a lot is needed between {}", .0.join(", "))]
    Lot(Vec<String>),
    /// The order of the lot names somebody who does not stand, or twice.
    #[error("the lot: {0:?}")]
    LotOrder(String),
}

impl ElectionFile {
    /// Reads a `.blt` file, or votes for lists in JSON.
    ///
    /// # Errors
    /// [`CountFault::File`], [`CountFault::TooLarge`].
    pub fn read(bytes: &[u8]) -> Result<Self, CountFault> {
        let json = bytes.trim_ascii_start().starts_with(b"{");
        let file = if json { Self::lists(bytes)? } else { Self::rankings(bytes)? };
        let large = file.seats > MOST || file.names.len() > MOST;
        if large { Err(CountFault::TooLarge) } else { Ok(file) }
    }

    fn rankings(bytes: &[u8]) -> Result<Self, CountFault> {
        let read = blt::read(bytes, &Policy::until_uncertain());
        let blt = read.map_err(|fault| CountFault::File(fault.to_string()))?;
        let held = Held::Rankings(Box::new(blt.ballots));
        Ok(Self { held, seats: blt.seats, names: blt.names })
    }

    fn lists(bytes: &[u8]) -> Result<Self, CountFault> {
        let refused = |why: &dyn std::fmt::Display| CountFault::File(why.to_string());
        let election: ListElection = serde_json::from_slice(bytes).map_err(|why| refused(&why))?;
        let election = election.checked().map_err(|why| refused(&why))?;
        let seats = usize::try_from(election.seats).map_err(|_| CountFault::TooLarge)?;
        let names = election.names();
        Ok(Self { held: Held::Lists(Box::new(election)), seats, names })
    }

    /// Counts by `rule`; `lot_order` has a name or number a line, and the first wins every lot.
    ///
    /// # Errors
    /// [`CountFault`] but for the file's own.
    pub fn count(self, rule: SeatRule, lot_order: &str) -> Result<CountedSeats, CountFault> {
        let lots = self.lots(lot_order)?;
        let Self { held, seats, names } = self;
        let needed = |needed: LotNeeded| {
            let name = |place: &usize| names.get(*place).cloned().unwrap_or_default();
            CountFault::Lot(needed.among.iter().map(name).collect())
        };
        let one_post = rule == SeatRule::Ranked(RankedRule::RunOff);
        let filled = match (rule, held) {
            _ if one_post && seats != 1 => return Err(CountFault::Rule),
            (SeatRule::Ranked(rule), Held::Rankings(box_)) => {
                Seats::Ranked(ranked(rule, &box_, seats, &*lots).map_err(needed)?)
            }
            (SeatRule::Lists(rule), Held::Lists(election)) => {
                Seats::Lists(Box::new(lists(rule, *election, &*lots).map_err(needed)?))
            }
            (SeatRule::Ranked(_), Held::Lists(_)) | (SeatRule::Lists(_), Held::Rankings(_)) => {
                return Err(CountFault::Rule);
            }
        };
        Ok(CountedSeats { names, seats: seats as u64, filled })
    }

    /// The lots as they were drawn. Whoever the order does not name comes after all whom it names.
    fn lots(&self, order: &str) -> Result<Box<dyn Lots>, CountFault> {
        let mut places: Vec<usize> = Vec::new();
        for word in order.lines().map(str::trim).filter(|word| !word.is_empty()) {
            let by_number = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let by_name = || self.names.iter().position(|name| name == word);
            let place = by_number.filter(|place| *place < self.names.len()).or_else(by_name);
            let fresh = place.filter(|place| !places.contains(place));
            places.push(fresh.ok_or_else(|| CountFault::LotOrder(word.to_owned()))?);
        }
        if places.is_empty() {
            return Ok(Box::new(NoLots));
        }
        Ok(Box::new(LotOrder::first_wins(&places)))
    }
}
