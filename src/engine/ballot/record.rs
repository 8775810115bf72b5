//! The record `B` of a ballot: CR-1 `{"c":contest,"k":kind,"x":[…]}`.

use serde::Deserialize;

use super::{Answers, Ballot, BallotFault, BallotKind, Content};
use crate::canonical;
use crate::contest::Contest;

/// Writes the record. A contest id is a plain slug, so nothing needs an escape.
pub(super) fn write(ballot: &Ballot) -> Vec<u8> {
    let x = match &ballot.content {
        Content::Approval(list)
        | Content::Knapsack(list)
        | Content::ChooseOne(list)
        | Content::Motion(list)
        | Content::Ranking(list) => list.iter().map(u32::to_string).collect::<Vec<_>>(),
        Content::Points(pairs) => pairs.iter().map(|(i, n)| format!("[{i},{n}]")).collect(),
    };
    let (c, k, x) = (&ballot.contest, ballot.kind().as_str(), x.join(","));
    format!(r#"{{"c":"{c}","k":"{k}","x":[{x}]}}"#).into_bytes()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    c: String,
    k: String,
    x: serde_json::Value,
}

/// Reads the record; it must be what [`write`] would write.
pub(super) fn read(contest: &Contest, bytes: &[u8]) -> Result<Ballot, Vec<BallotFault>> {
    let not_a_record = |_| vec![BallotFault::NotARecord];
    let value = canonical::parse_leaf(bytes).map_err(|_| vec![BallotFault::NotARecord])?;
    let record: Record = serde_json::from_value(value).map_err(not_a_record)?;

    let kind = BallotKind::from(contest.ballot);
    let mut faults = Vec::new();
    if record.c != contest.id.as_str() {
        faults.push(BallotFault::ContestMismatch);
    }
    if record.k != kind.as_str() {
        faults.push(BallotFault::WrongKind);
        return Err(faults);
    }
    let answers = match kind {
        BallotKind::Approval
        | BallotKind::Knapsack
        | BallotKind::ChooseOne
        | BallotKind::Motion => serde_json::from_value(record.x).map(Answers::Marks),
        BallotKind::Points => serde_json::from_value(record.x).map(Answers::Points),
        BallotKind::Ranking => serde_json::from_value(record.x).map(Answers::Ranking),
    };
    let ballot = match answers.map_err(not_a_record)?.parse(contest) {
        Ok(ballot) => ballot,
        Err(more) => {
            faults.extend(more);
            return Err(faults);
        }
    };
    // Marks out of order or a zero were put right above: here they come out as different bytes.
    if faults.is_empty() && ballot.to_bytes() != bytes {
        faults.push(BallotFault::NotCanonical);
    }
    if faults.is_empty() { Ok(ballot) } else { Err(faults) }
}
