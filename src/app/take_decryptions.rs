//! Takes in what a trustee computed for one contest, after looking at every proof in it.
//!
//! A file that was made with another share, for another vote, or only in part is refused and named
//! here, at the door. So a useless file never stands in the place of a good one, and the count never
//! begins with fewer good parts than it takes.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::{PartialDecryption, ToOpen, TrusteeSet, TrusteeShare};
use serde::{Deserialize, Serialize};

use super::carry_out::{OrderRefusal, finish};
use super::cosign::close_is_witnessed;
use super::count::to_open_lines;
use super::every_core::first_fault;
use super::{House, Stage};
use crate::store::StoreError;
use crate::store::urn::CountedRow;

/// What is wrong with a trustee's file. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum FileFault {
    /// No trustee has this number, or no contest this name.
    #[error("there is no such trustee or contest")]
    Nobody,
    /// A line that is no partial decryption.
    #[error("line {line} cannot be read")]
    Line {
        /// Which.
        line: u64,
    },
    /// A ballot that nobody asked for, or one that stands in the file twice.
    #[error("line {line} names a ballot that was not asked for, or a second time")]
    NotAsked {
        /// Which.
        line: u64,
    },
    /// Ballots that were asked for and are not in the file.
    #[error("{ballots} ballots are missing")]
    Missing {
        /// How many.
        ballots: u64,
    },
    /// The file was made with the share of another trustee.
    #[error("it was made with the share of trustee {trustee}")]
    OtherShare {
        /// Whose.
        trustee: u16,
    },
    /// A proof that does not hold: another vote's share, or a line that was changed.
    #[error("the proof in line {line} does not hold")]
    Proof {
        /// Where first.
        line: u64,
    },
}

/// Judges the file of `trustee` for `contest`, and keeps it when it is whole.
pub(super) async fn take_decryptions(
    house: &House,
    election: &ElectionId,
    contest: &ContestId,
    trustee: u16,
    lines: &str,
    order: &[u8; 32],
) -> Result<(), OrderRefusal> {
    let found = house.urn.election(election).await?.ok_or(OrderRefusal::Stage)?;
    if found.stage != Stage::Closed {
        return Err(OrderRefusal::Stage);
    }
    if !close_is_witnessed(house, &found).await? {
        return Err(OrderRefusal::Unwitnessed);
    }
    let named = found.trustees.share(trustee).filter(|_| found.contest(contest).is_some());
    let share = named.cloned().ok_or(OrderRefusal::Decryptions(FileFault::Nobody))?;
    let rows = house.urn.counted(election).await?;
    let own: Vec<&CountedRow> = rows.iter().filter(|row| row.contest == *contest).collect();
    let asked = to_open_lines(&own)?;

    // Two multiplications a line: a city's file would hold up every other request of this thread.
    let (id, set, file) = (election.clone(), found.trustees.clone(), lines.to_owned());
    let judged = tokio::task::spawn_blocking(move || judge(&id, &set, &share, &asked, &file)).await;
    judged
        .map_err(|e| StoreError::Corrupt(format!("the proofs were not looked at: {e}")))?
        .map_err(OrderRefusal::Decryptions)?;

    let ledger = house.urn.ledger(election).await?;
    let written = async {
        ledger.put_decryptions(contest, trustee, lines.as_bytes()).await?;
        ledger.answer_order(order, "taken").await
    }
    .await;
    finish(ledger, written).await
}

/// The first fault of a file, read against what was asked.
fn judge(
    election: &ElectionId,
    set: &TrusteeSet,
    share: &TrusteeShare,
    asked: &[ToOpen],
    file: &str,
) -> Result<(), FileFault> {
    let mut open: BTreeMap<_, _> = asked.iter().map(|ask| (ask.commitment, ask.point)).collect();
    let mut parts = Vec::with_capacity(asked.len());
    for (line, text) in (1..).zip(file.lines()) {
        let part =
            PartialDecryption::parse(text.as_bytes()).map_err(|_| FileFault::Line { line })?;
        let point = open.remove(&part.commitment).ok_or(FileFault::NotAsked { line })?;
        parts.push((line, part, point));
    }
    let holds = |share: &TrusteeShare, (_, part, point): &(u64, PartialDecryption, _)| {
        part.verified(election, share, *point).is_some()
    };
    if let Some(first) = parts.first().filter(|first| !holds(share, first))
        && let Some(other) = set.shares().iter().find(|other| holds(other, first))
    {
        return Err(FileFault::OtherShare { trustee: other.index });
    }
    if !open.is_empty() {
        return Err(FileFault::Missing { ballots: open.len() as u64 });
    }
    match first_fault(&parts, |part| holds(share, part)) {
        None => Ok(()),
        Some((line, ..)) => Err(FileFault::Proof { line: *line }),
    }
}
