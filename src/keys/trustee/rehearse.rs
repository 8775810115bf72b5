//! The rehearsal: the trustees open a test ballot before anything depends on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use morada_engine::ballot::Answers;
use morada_engine::contest::{BallotStyle, Contest, Rule, Text};
use morada_engine::encoding::{bytes_from_hex, to_hex};
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::Counter;
use morada_engine::money::Money;
use morada_engine::sealing::{
    Commitment, OpenError, PartialDecryption, SealedBallot, SealedOpening, ToOpen, TrusteeSet,
    VotingCode, open_ballot, pad_for,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::open::{read_lines, read_trustees};
use super::{Said, TrusteeError};
use crate::disk;

/// The test ballot, as the rehearsal keeps it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TestBallot {
    com: Commitment,
    election: ElectionId,
    sealed: String,
    t: String,
    v: u32,
}

const KIND: &str = "rehearsal";

/// Seals a test ballot into `folder`, or, when it is there already, opens it with the answers that
/// have come in.
///
/// # Errors
/// [`TrusteeError`], also while too few have answered.
pub fn rehearse(
    folder: &Path,
    trustees: &Path,
    election: &ElectionId,
    chance: &mut impl CryptoRng,
) -> Result<Said, TrusteeError> {
    let set = read_trustees(trustees)?;
    let ballot = folder.join("rehearsal.json");
    if disk::exists(&ballot) {
        finish(folder, &ballot, &set, election)
    } else {
        begin(folder, &ballot, &set, election, chance)
    }
}

fn begin(
    folder: &Path,
    ballot: &Path,
    set: &TrusteeSet,
    election: &ElectionId,
    chance: &mut impl CryptoRng,
) -> Result<Said, TrusteeError> {
    disk::make_folder(folder)?;
    let cast = test_ballot(set, election, chance);
    let ask = ToOpen { commitment: cast.commitment(), point: cast.sealed().point() };
    let asked = folder.join("to-open-rehearsal.jsonl");
    disk::write_public(&asked, &[ask.to_line(), b"\n".to_vec()].concat())?;
    let record = TestBallot {
        com: cast.commitment(),
        election: election.clone(),
        sealed: to_hex(&cast.sealed().to_bytes()),
        t: KIND.to_owned(),
        v: 1,
    };
    let bytes = morada_engine::canonical::to_bytes(&record).expect("an id, hex and a number");
    disk::write_public(ballot, &bytes)?;
    Ok(vec![
        format!("A test ballot is sealed to your key: {}", asked.display()),
        "It is no vote and enters no ledger.".to_owned(),
        "Each trustee now answers, at their own machine, with the copy of their share:".to_owned(),
        format!(
            "  morada-keys trustee open --share YOUR-SHARE --sealed {} --out {}",
            asked.display(),
            answer(folder, "YOUR-NUMBER").display()
        ),
        "Then say this command once more.".to_owned(),
    ])
}

fn finish(
    folder: &Path,
    ballot: &Path,
    set: &TrusteeSet,
    election: &ElectionId,
) -> Result<Said, TrusteeError> {
    let broken = || TrusteeError::File(ballot.display().to_string(), "it was changed".to_owned());
    let value = morada_engine::canonical::parse_leaf(&disk::read(ballot)?).map_err(|_| broken())?;
    let record: TestBallot = serde_json::from_value(value).map_err(|_| broken())?;
    if record.t != KIND || record.v != 1 || record.election != *election {
        return Err(broken());
    }
    let sealed = sealed_of(&record.sealed).ok_or_else(broken)?;
    let mut parts = BTreeMap::new();
    for share in set.shares() {
        let path = answer(folder, &share.index.to_string());
        if disk::exists(&path) {
            let lines = read_lines(&path, |line| PartialDecryption::parse(line).ok())?;
            parts.extend(lines.into_iter().next().map(|line| (share.index, line)));
        }
    }
    let named = |index: &u16| {
        let name = set.share(*index).map_or("", |share| share.name.as_str());
        format!("trustee {index} ({name})")
    };
    let list = |indexes: &[u16]| indexes.iter().map(named).collect::<Vec<_>>().join(", ");
    let answered: Vec<u16> = parts.keys().copied().collect();
    match open_ballot(set, election, &record.com, &sealed, &parts) {
        Ok(opened) => {
            let mut said = vec![format!("Answers came from {}.", list(&answered))];
            if !opened.bad.is_empty() {
                said.push(format!("Of no use was the answer of {}.", list(&opened.bad)));
            }
            said.push("The test ballot is open. Your key works.".to_owned());
            Ok(said)
        }
        Err(OpenError::TooFew { good, needed, bad }) => Err(TrusteeError::Rehearsal(format!(
            "{good} good answers have come in, {needed} are needed{}",
            if bad.is_empty() {
                String::new()
            } else {
                format!(". Of no use was the answer of {}", list(&bad))
            }
        ))),
        Err(other) => Err(TrusteeError::Rehearsal(format!("the rehearsal failed: {other}"))),
    }
}

fn answer(folder: &Path, number: &str) -> PathBuf {
    folder.join(format!("answer-rehearsal-{number}.jsonl"))
}

fn sealed_of(hex: &str) -> Option<SealedOpening> {
    SealedOpening::from_bytes(&bytes_from_hex(hex).ok()?).ok()
}

/// A blank ballot of a contest without options, under a code that nobody has.
fn test_ballot(
    set: &TrusteeSet,
    election: &ElectionId,
    chance: &mut impl CryptoRng,
) -> SealedBallot {
    let contest = Contest {
        ballot: BallotStyle::Motion,
        budget: Money::ZERO,
        id: ContestId::parse("rehearsal").expect("a plain slug"),
        options: Vec::new(),
        rule: Rule::Motion { version: 1 },
        title: Text::default(),
    };
    let blank = Answers::Marks(Vec::new()).parse(&contest).expect("blank is always valid");
    let credential = VotingCode::generate(chance).credential(election, &contest.id);
    let (n, key, pad) = (Counter::FIRST, set.key(), pad_for(&contest));
    SealedBallot::seal(&contest, election, &credential, n, &blank, key, pad, chance)
        .expect("the pad is made for this contest")
}
