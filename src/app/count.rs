//! Opens the box and counts, once the seed is drawn and enough trustees have handed in their part.
//!
//! Opening and counting are pure and heavy, so they run beside the web, on every core. What comes
//! out are the files of the bundle; nothing is public until two officers publish.

use std::collections::BTreeMap;

use morada_engine::ballot::Ballot;
use morada_engine::bundle::BundlePath;
use morada_engine::bundle::writer::to_open_file;
use morada_engine::canonical;
use morada_engine::chance::Seed;
use morada_engine::contest::{Contest, Papers};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::ledger::Leaf;
use morada_engine::sealing::{
    Nonce, OpenError, Opening, PartialDecryption, SealedOpening, ServerKey, ToOpen, TrusteeSet,
    open_ballot,
};
use morada_engine::tally::{self, LotOrder, Outcome};
use serde_json::json;

use super::House;
use super::carry_out::MINUTES;
use super::every_core::every;
use super::export::export;
use super::seal_election::server_key;
use super::sequencer::finish;
use crate::store::StoreError;
use crate::store::urn::{CountedRow, Election, Stage};

/// Prefix of files that are kept for the ledger's hashes but not published.
pub(super) const WITHHELD: &str = "withheld/";

/// What opens the sealed ballots of one contest.
enum Openers {
    Server(ServerKey),
    /// Each trustee's decryptions, by commitment.
    Trustees(TrusteeSet, BTreeMap<[u8; 32], BTreeMap<u16, PartialDecryption>>),
}

/// Counts `election` if the seed and enough decryptions are there.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn count_when_ready(house: &House, election: &Election) -> Result<(), StoreError> {
    let id = &election.papers.election;
    if house.urn.file(id, MINUTES).await?.is_none() {
        return Ok(());
    }
    let Some(seed) = find_seed(house, id).await? else {
        return Ok(());
    };
    let rows = house.urn.counted(id).await?;
    let mut openers = BTreeMap::new();
    for contest in &election.papers.contests {
        let Some(opener) = opener_for(house, election, &contest.id, &rows).await? else {
            return Ok(());
        };
        openers.insert(contest.id.clone(), opener);
    }

    let sealed = election.clone();
    let files = tokio::task::spawn_blocking(move || count_all(&sealed, &seed, &openers, &rows))
        .await
        .map_err(|e| StoreError::Corrupt(format!("the count was interrupted: {e}")))??;

    let mut ledger = house.urn.ledger(id).await?;
    let written = async {
        if ledger.stage != Stage::Closed {
            return Ok(());
        }
        for (path, file) in &files {
            ledger.put_file(path, file).await?;
        }
        ledger.set_stage(Stage::Counted).await
    }
    .await;
    finish(ledger, written).await
}

/// The seed, from its leaf in the ledger.
pub(super) async fn find_seed(
    house: &House,
    election: &ElectionId,
) -> Result<Option<Seed>, StoreError> {
    let size = house.urn.checkpoint(election).await?.map_or(0, |(size, _)| size);
    // It stands behind the close, with at most a few notices around it.
    let leaves = house.urn.leaves(election, size.saturating_sub(500), size).await?;
    let seed = leaves.iter().rev().find_map(|leaf| match Leaf::parse(leaf) {
        Ok(Leaf::Seed(leaf)) => Some(leaf.seed),
        _ => None,
    });
    Ok(seed)
}

async fn opener_for(
    house: &House,
    election: &Election,
    contest: &ContestId,
    rows: &[CountedRow],
) -> Result<Option<Openers>, StoreError> {
    if election.trustees.is_held_by_server() {
        return Ok(Some(Openers::Server(server_key(house, &election.papers))));
    }
    let handed_in = house.urn.decryptions(&election.papers.election, contest).await?;
    // Of a contest without a ballot nothing is asked, so nobody is waited for.
    let asked = rows.iter().any(|row| row.contest == *contest);
    if asked && handed_in.len() < usize::from(election.trustees.threshold()) {
        return Ok(None);
    }
    let mut by_commitment: BTreeMap<[u8; 32], BTreeMap<u16, PartialDecryption>> = BTreeMap::new();
    for (trustee, file) in handed_in {
        for line in file.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let decryption = PartialDecryption::parse(line)
                .map_err(|e| StoreError::Corrupt(format!("trustee {trustee}: {e}")))?;
            let commitment = *decryption.commitment.as_bytes();
            by_commitment.entry(commitment).or_default().insert(trustee, decryption);
        }
    }
    Ok(Some(Openers::Trustees(election.trustees.clone(), by_commitment)))
}

type Files = Vec<(String, Vec<u8>)>;

fn count_all(
    election: &Election,
    seed: &Seed,
    openers: &BTreeMap<ContestId, Openers>,
    rows: &[CountedRow],
) -> Result<Files, StoreError> {
    let mut files = Files::new();
    for contest in &election.papers.contests {
        let rows: Vec<&CountedRow> = rows.iter().filter(|row| row.contest == contest.id).collect();
        let opener = openers
            .get(&contest.id)
            .ok_or_else(|| StoreError::Corrupt(format!("{} has no opener", contest.id)))?;
        let opened = open_all(&election.papers.election, opener, &rows)?;
        let order = lot_order(seed, contest)?;
        files.extend(contest_files(&election.papers, contest, &order, &opened)?);
        if let Openers::Trustees(..) = opener {
            files.extend(decryption_files(contest, opener));
            let asked = to_open_file(&to_open_lines(&rows)?);
            files.push((BundlePath::ToOpen(contest.id.clone()).to_string(), asked));
        }
    }
    Ok(files)
}

/// The order that settles ties, drawn from the seed for every option before anything is counted.
pub(super) fn lot_order(seed: &Seed, contest: &Contest) -> Result<LotOrder, StoreError> {
    let ids: Vec<&OptionId> = contest.options.iter().map(|option| &option.id).collect();
    LotOrder::new(seed.order(&contest.id, ids)).map_err(|e| StoreError::Corrupt(format!("{e:?}")))
}

/// An opened ballot and the position of its leaf.
struct OpenedRow {
    position: u64,
    nonce: Nonce,
    ballot: Vec<u8>,
}

fn open_all(
    election: &ElectionId,
    opener: &Openers,
    rows: &[&CountedRow],
) -> Result<Vec<OpenedRow>, StoreError> {
    let interrupted = || StoreError::Corrupt("a thread of the count ended early".to_owned());
    every(rows, |row| open_one(election, opener, row), interrupted)
}

fn open_one(
    election: &ElectionId,
    opener: &Openers,
    row: &CountedRow,
) -> Result<OpenedRow, StoreError> {
    let corrupt = |e: &dyn std::fmt::Display| {
        StoreError::Corrupt(format!("the ballot at {} cannot be opened: {e}", row.position))
    };
    // Its signature was made and checked on its way in, and every verifier checks it again.
    let Ok(Leaf::Ballot(leaf)) = serde_json::from_slice(&row.leaf) else {
        return Err(corrupt(&"its leaf is no ballot"));
    };
    let sealed = SealedOpening::from_bytes(&row.sealed).map_err(|e| corrupt(&e))?;
    let opening: Result<Opening, OpenError> = match opener {
        Openers::Server(key) => key.open(election, &leaf.commitment, &sealed),
        Openers::Trustees(set, decryptions) => {
            let none = BTreeMap::new();
            let mine = decryptions.get(leaf.commitment.as_bytes()).unwrap_or(&none);
            open_ballot(set, election, &leaf.commitment, &sealed, mine).map(|o| o.opening)
        }
    };
    let Opening { nonce, ballot } = opening.map_err(|e| corrupt(&e))?;
    Ok(OpenedRow { position: row.position, nonce, ballot })
}

fn contest_files(
    papers: &Papers,
    contest: &Contest,
    order: &LotOrder,
    opened: &[OpenedRow],
) -> Result<Files, StoreError> {
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let mut lines: Vec<&[u8]> = opened.iter().map(|row| row.ballot.as_slice()).collect();
    lines.sort_unstable();
    let alike = lines.first() == lines.last();
    let withheld = (lines.len() as u64) < papers.small_group || alike;
    let counted = count_ballots(contest, order, &lines).map_err(|e| corrupt(&e))?;
    let record =
        if withheld { counted.outcome.to_withheld_record() } else { counted.outcome.to_record() };
    let exponent = papers.currency_exponent;
    let export = export(contest, exponent, &counted.ballots, counted.outcome.funded());

    let mut annex = Vec::new();
    for row in opened {
        let text = String::from_utf8(row.ballot.clone()).map_err(|e| corrupt(&e))?;
        let line = json!({ "b": text, "i": row.position, "r": row.nonce.to_hex() });
        annex.extend(canonical::to_bytes(&line).map_err(|e| corrupt(&e))?);
        annex.push(b'\n');
    }
    let ballots: Vec<u8> =
        lines.iter().flat_map(|line| line.iter().chain(b"\n")).copied().collect();
    let prefix = if withheld { WITHHELD } else { "" };
    Ok(vec![
        (format!("{prefix}ballots-{}.jsonl", contest.id), ballots),
        (format!("annex/openings-{}.jsonl", contest.id), annex),
        (format!("results/{}.json", contest.id), record.map_err(|e| corrupt(&e))?),
        (format!("{prefix}export/{}.pb", contest.id), export),
    ])
}

/// What counting the published ballots of a contest gives.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The outcome, with every round.
    pub outcome: Outcome,
    /// The valid ballots, blank ones included.
    pub ballots: Vec<Ballot>,
}

/// Counts ballots given as the lines of `ballots-<ct>.jsonl`.
///
/// # Errors
/// When a tie needs a lot that `order` does not settle; an order over all options settles all.
pub fn count_ballots(
    contest: &Contest,
    order: &LotOrder,
    lines: &[&[u8]],
) -> Result<Counted, StoreError> {
    let ballots: Vec<Ballot> =
        lines.iter().filter_map(|line| Ballot::from_bytes(contest, line).ok()).collect();
    let invalid = lines.len() - ballots.len();
    let outcome = tally::tally(contest, &ballots, Some(order))
        .map_err(|e| StoreError::Corrupt(format!("the count needs a lot: {e:?}")))?
        .with_invalid(invalid as u64);
    Ok(Counted { outcome, ballots })
}

/// What the trustees are asked for these ballots, in the order of the ledger.
pub(super) fn to_open_lines(rows: &[&CountedRow]) -> Result<Vec<ToOpen>, StoreError> {
    let corrupt = |row: &CountedRow| StoreError::Corrupt(format!("ballot {}", row.position));
    rows.iter()
        .map(|row| {
            match (serde_json::from_slice(&row.leaf), SealedOpening::from_bytes(&row.sealed)) {
                (Ok(Leaf::Ballot(leaf)), Ok(sealed)) => {
                    Ok(ToOpen { commitment: leaf.commitment, point: sealed.point() })
                }
                (_, _) => Err(corrupt(row)),
            }
        })
        .collect()
}

fn decryption_files(contest: &Contest, opener: &Openers) -> Files {
    let Openers::Trustees(_, by_commitment) = opener else {
        return Files::new();
    };
    let mut files: BTreeMap<u16, Vec<u8>> = BTreeMap::new();
    for (trustee, decryption) in by_commitment.values().flatten() {
        let file = files.entry(*trustee).or_default();
        file.extend(decryption.to_line());
        file.push(b'\n');
    }
    let path = |trustee| format!("annex/decrypt-{}-{trustee}.jsonl", contest.id);
    files.into_iter().map(|(trustee, file)| (path(trustee), file)).collect()
}
