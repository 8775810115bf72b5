//! A kept election counted from its file.

use morada_engine::tally::council::lists::{Apportionment, ListRule};
use morada_engine::tally::council::lots::{LotDrawn, LotNeeded, Lots};
use morada_engine::tally::council::rankings::Rankings;
use morada_engine::tally::council::stv::{ers97, exact, meek, northern_ireland, scottish};
use morada_engine::tally::council::told::lists::ListElection;
use morada_engine::tally::council::told::{Told, of_irv, of_meek, of_stv, of_votes};
use morada_engine::tally::council::{irv, plurality};

use super::rules::RankedRule;

/// An election with its seats filled.
#[derive(Debug, Clone)]
pub struct CountedSeats {
    /// What candidates or lists are called.
    pub names: Vec<String>,
    /// How many seats there are.
    pub seats: u64,
    /// How they were filled.
    pub filled: Seats,
}

/// How seats were filled.
#[derive(Debug, Clone)]
pub enum Seats {
    /// By rankings.
    Ranked(Told),
    /// By votes for lists.
    Lists(Box<ListSeats>),
}

/// A list election with its seats.
#[derive(Debug, Clone)]
pub struct ListSeats {
    /// What the file says.
    pub election: ListElection,
    /// Seat by seat, before any lot.
    pub found: Apportionment,
    /// Seats of every list, lots included.
    pub seats: Vec<u64>,
    /// Every lot that was needed.
    pub lots: Vec<LotDrawn>,
    /// The fewest more votes with which a list would have had one seat more.
    pub missing: Vec<Option<u64>>,
}

/// Counts rankings.
///
/// # Errors
/// [`LotNeeded`] when a lot decides and none was drawn.
pub fn ranked(
    rule: RankedRule,
    box_: &Rankings,
    seats: usize,
    lots: &dyn Lots,
) -> Result<Told, LotNeeded> {
    Ok(match rule {
        RankedRule::Scottish => of_stv(&scottish::count(box_, seats, lots)?, box_),
        RankedRule::Exact => of_stv(&exact::count(box_, seats, lots)?, box_),
        RankedRule::Meek => of_meek(&meek::count(box_, seats, lots)?, box_),
        RankedRule::Ers97 => of_stv(&ers97::count(box_, seats, lots)?, box_),
        RankedRule::NorthernIreland => of_stv(&northern_ireland::count(box_, seats, lots)?, box_),
        RankedRule::RunOff => of_irv(&irv::count(box_, lots)?, box_),
        RankedRule::Plurality => {
            let first = |(papers, ranking): (u64, &[u16])| {
                (papers, ranking.iter().take(1).map(|c| usize::from(*c)).collect())
            };
            let papers: Vec<(u64, Vec<usize>)> = box_.iter().map(first).collect();
            let found = plurality::count(box_.candidates(), seats, 1, &papers);
            let (elected, drawn) = found.cut.settle(lots)?;
            of_votes(&found.votes, &elected, &drawn, found.cut.unfilled, box_)
        }
    })
}

/// Gives lists their seats.
///
/// # Errors
/// [`LotNeeded`] when a lot decides and none was drawn.
pub fn lists(
    rule: ListRule,
    election: ListElection,
    lots: &dyn Lots,
) -> Result<ListSeats, LotNeeded> {
    let found = election.apportion(rule);
    let (seats, lots) = found.settle(lots)?;
    let missing = election.missing(rule);
    Ok(ListSeats { election, found, seats, lots, missing })
}
