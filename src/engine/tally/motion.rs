//! A motion of residents: adopted when more say yes than no.
//!
//! Source: docs/FORMATS.md section 6. Abstentions and blank ballots are counted and decide nothing;
//! equal numbers reject. Motions of councils, with quorum and bases, are in `tally/council`.

use serde_json::{Map, Value, json};

use crate::ballot::{Ballot, Side};

/// How a motion was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Motion {
    /// Ballots for it.
    pub yes: u64,
    /// Ballots against it.
    pub no: u64,
    /// Ballots that abstain.
    pub abstain: u64,
}

impl Motion {
    /// Counts the sides taken.
    pub fn count(ballots: &[Ballot]) -> Self {
        let number = |side: Side| ballots.iter().filter(|b| b.side() == Some(side)).count() as u64;
        Self { yes: number(Side::Yes), no: number(Side::No), abstain: number(Side::Abstain) }
    }

    /// Whether it is adopted.
    pub fn adopted(&self) -> bool {
        self.yes > self.no
    }

    /// The place of `yes` when it is adopted.
    pub fn funded(&self) -> &'static [usize] {
        if self.adopted() { &[0] } else { &[] }
    }

    pub(super) fn record(self, blank: u64) -> Map<String, Value> {
        let round = json!({
            "abstain": self.abstain,
            "blank": blank,
            "decision": if self.adopted() { "adopted" } else { "rejected" },
            "no": self.no,
            "yes": self.yes,
        });
        let members = [("rounds".to_owned(), json!([round])), ("ties".to_owned(), json!([]))];
        members.into_iter().collect()
    }
}
