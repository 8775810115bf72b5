//! Voting letters: the public keys behind them, and how many went where. Never who got one.

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::encoding::from_hex;
use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::{DraftBallot, RecordCodeBatch};

use super::acts::{Entry, note};
use super::error::KeyListFault;
use super::one_step::in_one_step;
use super::permits::find_process;
use super::setup::change::{change, process_of};
use super::setup::contests;
use super::setup::typed::{line, number};
use super::{DeskError, Fault, Wrong, tokens};
use crate::app::House;
use crate::app::order::RollCount;
pub use crate::store::office::code_batches::{CodeBatch, Movement, Way};
use crate::store::office::credlists::{self, StoredCredlist};
use crate::store::office::{self, code_batches};

/// The most letters of one contest: more than Lisbon has people.
const MOST_LETTERS: u64 = 2_000_000;

/// What is handed in with a list of keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeysAnswers {
    /// `credlist-<ct>.txt`, as `morada-keys codes` wrote it.
    pub keys: String,
    /// Letters printed for people.
    pub letters: String,
    /// Spare letters.
    pub spares: String,
}

/// Stores the list of keys of a contest, as seen at `revision`.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn store_keys(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    contest: &ContestId,
    typed: &KeysAnswers,
) -> Result<(), DeskError> {
    let process = find_process(house, process_of(permit)?).await?;
    contests::find(house, &process, contest).await?;
    let others = credlists::of_process(house.office.reader(), &process.id).await?;
    let others: Vec<_> = others.into_iter().filter(|list| list.contest != *contest).collect();
    let list = parse_keys(contest, typed, &others).map_err(DeskError::Faulty)?;
    let entry =
        Entry::KeysStored { contest, letters: list.letters, spares: list.spares, sha: &list.sha };
    change(house, permit, revision, &entry, async |tx, process| {
        Ok(credlists::replace(tx, process, &list).await?)
    })
    .await
}

fn parse_keys(
    contest: &ContestId,
    typed: &KeysAnswers,
    others: &[StoredCredlist],
) -> Result<StoredCredlist, Vec<Fault>> {
    let letters = number("letters", &typed.letters, 1, MOST_LETTERS);
    let spares = number("spares", &typed.spares, 0, MOST_LETTERS);
    // A list that went through an editor on Windows is still the same list.
    let keys = typed.keys.replace("\r\n", "\n");
    let found = read_keys(&keys);
    let fault = match (&letters, &spares, &found) {
        (Ok(letters), Ok(spares), Ok(found)) if found.len() as u64 != letters + spares => {
            let (keys, letters) = (found.len() as u64, letters + spares);
            Some(KeyListFault::Count { keys, letters })
        }
        (_, _, Ok(found)) if is_shared(found, others) => Some(KeyListFault::Shared),
        (_, _, Ok(_)) => None,
        (_, _, Err(fault)) => Some(fault.clone()),
    };
    match (letters, spares, fault) {
        (Ok(letters), Ok(spares), None) => {
            let sha = Hash::of(&[keys.as_bytes()]).to_hex();
            Ok(StoredCredlist { contest: contest.clone(), keys, sha, letters, spares })
        }
        (letters, spares, fault) => {
            let fault = fault.map(|fault| Fault::new("keys", Wrong::KeyList(fault)));
            Err([letters.err(), spares.err(), fault].into_iter().flatten().collect())
        }
    }
}

/// The keys of a list: sorted lines of 64 hex digits, each ended by a line feed.
fn read_keys(file: &str) -> Result<Vec<[u8; 32]>, KeyListFault> {
    let count = file.split_terminator('\n').count() as u64;
    if !file.ends_with('\n') {
        return Err(KeyListFault::Line(count.max(1)));
    }
    let mut keys: Vec<[u8; 32]> = Vec::new();
    for (number, line) in (1..).zip(file.split_terminator('\n')) {
        let key = from_hex(line).map_err(|_| KeyListFault::Line(number))?;
        if keys.last().is_some_and(|last| *last >= key) {
            return Err(KeyListFault::Order(number));
        }
        keys.push(key);
    }
    Ok(keys)
}

/// One key in two contests would join the ballots of one voter.
fn is_shared(keys: &[[u8; 32]], others: &[StoredCredlist]) -> bool {
    let own: BTreeSet<&[u8; 32]> = keys.iter().collect();
    others
        .iter()
        .flat_map(|list| list.keys.lines())
        .any(|line| from_hex(line).is_ok_and(|key| own.contains(&key)))
}

/// What is typed about letters that went from hand to hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BatchAnswers {
    /// The contest.
    pub contest: String,
    /// Name of a [`Movement`].
    pub movement: String,
    /// Name of a [`Way`].
    pub way: String,
    /// The desk or group.
    pub receiver: String,
    /// How many.
    pub letters: String,
}

/// Records letters that went from hand to hand. This can be done while voting is on.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`].
pub async fn record_batch(
    house: &House,
    permit: &Permit<RecordCodeBatch>,
    typed: &BatchAnswers,
) -> Result<(), DeskError> {
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let all = office::contests::of_process(house.office.reader(), process).await?;
    let known: Vec<ContestId> = all.into_iter().map(|contest| contest.id).collect();
    let batch = parse_batch(house, typed, &known).map_err(DeskError::Faulty)?;
    let movement = batch.movement.name();
    let entry = Entry::LettersMoved { contest: &batch.contest, movement, letters: batch.letters };
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        code_batches::insert(tx, process, &batch).await?;
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}

fn parse_batch(
    house: &House,
    typed: &BatchAnswers,
    known: &[ContestId],
) -> Result<CodeBatch, Vec<Fault>> {
    let not_offered = |field: &str| Fault::new(field, Wrong::NotOffered);
    let contest = known.iter().find(|id| id.as_str() == typed.contest);
    let contest = contest.cloned().ok_or_else(|| not_offered("contest"));
    let movement = Movement::from_name(&typed.movement).ok_or_else(|| not_offered("movement"));
    let way = Way::from_name(&typed.way).ok_or_else(|| not_offered("way"));
    let receiver = line("receiver", &typed.receiver, 80);
    let letters = number("letters", &typed.letters, 1, MOST_LETTERS);
    match (contest, movement, way, receiver, letters) {
        (Ok(contest), Ok(movement), Ok(way), Ok(receiver), Ok(letters)) => Ok(CodeBatch {
            id: tokens::fresh_id(house),
            contest,
            movement,
            way,
            receiver,
            letters,
            recorded_at: house.now(),
        }),
        (contest, movement, way, receiver, letters) => {
            Err([contest.err(), movement.err(), way.err(), receiver.err(), letters.err()]
                .into_iter()
                .flatten()
                .collect())
        }
    }
}

/// The batches of a process, newest first.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn batches(house: &House, process: &ElectionId) -> Result<Vec<CodeBatch>, DeskError> {
    Ok(code_batches::of_process(house.office.reader(), process).await?)
}

/// The sums of one contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The contest.
    pub contest: ContestId,
    /// Letters given out and not returned.
    pub handed: u64,
    /// Letters given out in place of lost ones.
    pub reissued: u64,
    /// Paper ballots given out.
    pub paper: u64,
}

/// The sums of every contest in which something moved, sorted by contest.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn handed(house: &House, process: &ElectionId) -> Result<Vec<Handed>, DeskError> {
    let mut sums: BTreeMap<ContestId, Handed> = BTreeMap::new();
    let mut returned: BTreeMap<ContestId, u64> = BTreeMap::new();
    for batch in batches(house, process).await? {
        let contest = batch.contest.clone();
        let empty = Handed { contest: contest.clone(), handed: 0, reissued: 0, paper: 0 };
        let sum = sums.entry(contest.clone()).or_insert(empty);
        match batch.movement {
            Movement::Handed => sum.handed += batch.letters,
            Movement::Reissued => sum.reissued += batch.letters,
            Movement::Paper => sum.paper += batch.letters,
            Movement::Returned => *returned.entry(contest).or_default() += batch.letters,
        }
    }
    for (contest, back) in returned {
        if let Some(sum) = sums.get_mut(&contest) {
            sum.handed = sum.handed.saturating_sub(back);
        }
    }
    Ok(sums.into_values().collect())
}

/// The same as the published bundle counts it.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn roll_counts(house: &House, process: &ElectionId) -> Result<Vec<RollCount>, DeskError> {
    let count = |sum: Handed| RollCount {
        contest: sum.contest,
        handed: sum.handed,
        paper: sum.paper,
        reissued: sum.reissued,
    };
    Ok(handed(house, process).await?.into_iter().map(count).collect())
}
