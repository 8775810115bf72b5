//! Opens the box and counts, once the seed is drawn and enough trustees have handed in their part.
//!
//! Opening and counting are pure and heavy, so they run beside the web, on every core. What comes
//! out are the files of the bundle; nothing is public until two officers publish.

use std::collections::BTreeMap;

use morada_engine::ballot::Ballot;
use morada_engine::bundle::writer::to_open_file;
use morada_engine::bundle::{BundlePath, OpeningLine};
use morada_engine::canonical;
use morada_engine::chance::Seed;
use morada_engine::contest::{Contest, Papers};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::ledger::Leaf;
use morada_engine::ledger::record::{IncidentLeaf, Version};
use morada_engine::sealing::{
    OpenError, Opening, PartialDecryption, SealedOpening, ServerKey, ToOpen, TrusteeSet,
    open_ballot,
};
use morada_engine::tally::{self, LotOrder, Outcome};

use super::House;
use super::carry_out::{MINUTES, sign_head};
use super::chance::find_seed;
use super::every_core::every;
use super::export::export;
use super::seal_election::server_key;
use super::sequencer::finish;
use crate::store::StoreError;
use crate::store::urn::{CountedRow, Election, Stage};

/// Prefix of files that are kept for the ledger's hashes but not published.
pub(super) const WITHHELD: &str = "withheld/";

/// Where a file is kept that is not published.
pub(super) fn withheld_path(path: &BundlePath) -> String {
    format!("{WITHHELD}{path}")
}

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
    let counted = tokio::task::spawn_blocking(move || count_all(&sealed, &seed, &openers, &rows))
        .await
        .map_err(|e| StoreError::Corrupt(format!("the count was interrupted: {e}")))??;

    let mut ledger = house.urn.ledger(id).await?;
    let written = async {
        if ledger.stage != Stage::Closed {
            return Ok(());
        }
        for (path, file) in &counted.files {
            ledger.put_file(path, file).await?;
        }
        if let Some(leaf) = counted.incident(house, id)? {
            ledger.append(&leaf).await?;
            sign_head(house, &election.papers, &ledger).await?;
        }
        ledger.set_stage(Stage::Counted).await
    }
    .await;
    finish(ledger, written).await
}

/// Everything that counting an election gives.
#[derive(Debug, Default)]
struct Count {
    /// The files of the bundle that come from counting.
    files: Files,
    /// Positions of leaves whose sealed ballot does not open.
    unopened: Vec<u64>,
}

impl Count {
    /// The leaf that names the ballots that did not open, for everybody to see.
    fn incident(
        &self,
        house: &House,
        election: &ElectionId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        if self.unopened.is_empty() {
            return Ok(None);
        }
        let leaf = Leaf::Incident(IncidentLeaf {
            about: None,
            at: house.now(),
            election: election.clone(),
            text: unopened_text(&self.unopened),
            v: Version,
        });
        leaf.to_bytes().map(Some).map_err(|e| StoreError::Corrupt(e.to_string()))
    }
}

fn unopened_text(positions: &[u64]) -> String {
    let positions: Vec<String> = positions.iter().map(u64::to_string).collect();
    format!("These ballots do not open and are not counted, by leaf: {}", positions.join(", "))
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
) -> Result<Count, StoreError> {
    let mut count = Count::default();
    for contest in &election.papers.contests {
        let rows: Vec<&CountedRow> = rows.iter().filter(|row| row.contest == contest.id).collect();
        let opener = openers
            .get(&contest.id)
            .ok_or_else(|| StoreError::Corrupt(format!("{} has no opener", contest.id)))?;
        let (opened, unopened) = open_all(&election.papers.election, opener, &rows)?;
        count.unopened.extend(unopened);
        let order = lot_order(seed, contest)?;
        count.files.extend(contest_files(&election.papers, contest, &order, &opened)?);
        if let Openers::Trustees(..) = opener {
            count.files.extend(decryption_files(contest, opener));
            let asked = to_open_file(&to_open_lines(&rows)?);
            count.files.push((BundlePath::ToOpen(contest.id.clone()).to_string(), asked));
        }
    }
    count.unopened.sort_unstable();
    Ok(count)
}

/// The order that settles ties, drawn from the seed for every option before anything is counted.
pub(super) fn lot_order(seed: &Seed, contest: &Contest) -> Result<LotOrder, StoreError> {
    let ids: Vec<&OptionId> = contest.options.iter().map(|option| &option.id).collect();
    LotOrder::new(seed.order(&contest.id, ids)).map_err(|e| StoreError::Corrupt(format!("{e:?}")))
}

/// The opened ballots, and the positions of those that do not open.
fn open_all(
    election: &ElectionId,
    opener: &Openers,
    rows: &[&CountedRow],
) -> Result<(Vec<OpeningLine>, Vec<u64>), StoreError> {
    let interrupted = || StoreError::Corrupt("a thread of the count ended early".to_owned());
    let open = |row: &&CountedRow| Ok((row.position, open_one(election, opener, row)?));
    let (mut opened, mut unopened) = (Vec::with_capacity(rows.len()), Vec::new());
    for (position, row) in every(rows, open, interrupted)? {
        match row {
            Some(row) => opened.push(row),
            None => unopened.push(position),
        }
    }
    Ok((opened, unopened))
}

/// One ballot; `None` when it does not open, or opens to what no file can carry.
///
/// Too few trustees are not the ballot's fault: the count then stops and is tried again.
fn open_one(
    election: &ElectionId,
    opener: &Openers,
    row: &CountedRow,
) -> Result<Option<OpeningLine>, StoreError> {
    let CountedRow { position, .. } = *row;
    // Its signature was made and checked on its way in, and every verifier checks it again.
    let Ok(Leaf::Ballot(leaf)) = serde_json::from_slice(&row.leaf) else {
        return Err(StoreError::Corrupt(format!("leaf {position} is no ballot")));
    };
    let Ok(sealed) = SealedOpening::from_bytes(&row.sealed) else {
        return Ok(None);
    };
    let opening: Result<Opening, OpenError> = match opener {
        Openers::Server(key) => key.open(election, &leaf.commitment, &sealed),
        Openers::Trustees(set, decryptions) => {
            let none = BTreeMap::new();
            let mine = decryptions.get(leaf.commitment.as_bytes()).unwrap_or(&none);
            open_ballot(set, election, &leaf.commitment, &sealed, mine).map(|o| o.opening)
        }
    };
    match opening {
        // Canonical bytes are a text.
        Ok(Opening { nonce, ballot }) => match String::from_utf8(ballot) {
            Ok(ballot) if canonical::parse_leaf(ballot.as_bytes()).is_ok() => {
                Ok(Some(OpeningLine { ballot, index: position, nonce }))
            }
            _ => Ok(None),
        },
        Err(OpenError::Sealed | OpenError::Cipher | OpenError::Commitment) => Ok(None),
        Err(reason @ (OpenError::TooFew { .. } | OpenError::Stranger(_))) => {
            Err(StoreError::Corrupt(format!("the ballot at {position} stays closed: {reason}")))
        }
    }
}

fn contest_files(
    papers: &Papers,
    contest: &Contest,
    order: &LotOrder,
    opened: &[OpeningLine],
) -> Result<Files, StoreError> {
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let mut lines: Vec<&[u8]> = opened.iter().map(|row| row.ballot.as_bytes()).collect();
    lines.sort_unstable();
    let alike = lines.first() == lines.last();
    let withheld = (lines.len() as u64) < papers.small_group || alike;
    let counted = count_ballots(contest, order, &lines).map_err(|e| corrupt(&e))?;
    let record =
        if withheld { counted.outcome.to_withheld_record() } else { counted.outcome.to_record() };
    let export = export(papers, contest, &counted.ballots, counted.outcome.funded());

    let mut annex = Vec::new();
    for row in opened {
        annex.extend(row.to_line().map_err(|e| corrupt(&e))?);
        annex.push(b'\n');
    }
    let ballots: Vec<u8> =
        lines.iter().flat_map(|line| line.iter().chain(b"\n")).copied().collect();
    let id = || contest.id.clone();
    let kept = |path: BundlePath| if withheld { withheld_path(&path) } else { path.to_string() };
    Ok(vec![
        (kept(BundlePath::Ballots(id())), ballots),
        (BundlePath::Openings(id()).to_string(), annex),
        (BundlePath::Result(id()).to_string(), record.map_err(|e| corrupt(&e))?),
        (kept(BundlePath::Export(id())), export),
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

/// What the trustees are asked for these ballots, in the order of the ledger. Sealed bytes without
/// a point are asked of nobody: they cannot open.
pub(super) fn to_open_lines(rows: &[&CountedRow]) -> Result<Vec<ToOpen>, StoreError> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let Ok(Leaf::Ballot(leaf)) = serde_json::from_slice(&row.leaf) else {
            return Err(StoreError::Corrupt(format!("leaf {} is no ballot", row.position)));
        };
        if let Ok(sealed) = SealedOpening::from_bytes(&row.sealed) {
            lines.push(ToOpen { commitment: leaf.commitment, point: sealed.point() });
        }
    }
    Ok(lines)
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
    let path = |trustee| BundlePath::Decryptions(contest.id.clone(), trustee).to_string();
    files.into_iter().map(|(trustee, file)| (path(trustee), file)).collect()
}
