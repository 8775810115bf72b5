//! One small election, written and read back.

use std::collections::BTreeMap;

use super::layout::BundlePath;
use super::writer::File;
use super::*;
use crate::ballot::examples::contest_of;
use crate::ballot::{Answers, Ballot};
use crate::chance::Seed;
use crate::contest::{BallotStyle, Openings, Text};
use crate::hash::Hash;
use crate::ids::ElectionId;
use crate::ledger::record::{
    BatchLeaf, CloseLeaf, ContestTally, CredlistLeaf, OpenLeaf, ResultLeaf, SeedLeaf, SetupLeaf,
    TallyLeaf, Version,
};
use crate::ledger::{
    Checkpoint, CountedBallot, Counter, LogKey, Policy, Standings, Tree, leaf_hash, origin,
};
use crate::sealing::{
    Credential, SealedBallot, ServerKey, ToOpen, VotingCode, open_ballot, pad_for,
};
use crate::time::Timestamp;
use crate::vectors::chance;

const SEED: &str = "57967001680055984683";
const AT: Timestamp = Timestamp::from_unix(1_795_500_000);

fn papers(openings: Openings) -> Papers {
    Papers {
        authority: "lisboa.example".to_owned(),
        batch_interval_s: 3600,
        batch_min: 20,
        closes_at: AT.plus(86_400),
        contests: vec![contest_of(BallotStyle::Approval { max: 3, min: 0 }, 5)],
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        election: ElectionId::parse("op-2026").unwrap(),
        languages: vec!["pt".to_owned()],
        openings,
        opens_at: AT,
        place: Text::new([("pt", "Lisboa")]),
        small_group: 10,
        t: "papers".to_owned(),
        time_zone: "Europe/Lisbon".to_owned(),
        title: Text::new([("pt", "Orçamento Participativo")]),
        v: 1,
    }
}

/// The leaves before the first ballot.
fn opening_leaves(
    papers: &Papers,
    trustees: &TrusteeSet,
    policy: &str,
    credlist: &Credlist,
) -> Vec<Leaf> {
    let (election, contest) = (papers.election.clone(), &papers.contests[0]);
    let count = credlist.keys().len() as u64;
    let by = ["Ana".to_owned(), "Rui".to_owned()];
    vec![
        Leaf::Setup(SetupLeaf {
            at: AT,
            election: election.clone(),
            engine: "morada 0.1.0".to_owned(),
            papers: Hash::of(&[&crate::canonical::to_bytes(papers).unwrap()]),
            policy: Hash::of(&[policy.as_bytes()]),
            trustees: Hash::of(&[&trustees.to_bytes().unwrap()]),
            pad: pad_for(contest) as u64,
            v: Version,
        }),
        Leaf::Credlist(CredlistLeaf {
            at: AT,
            election: election.clone(),
            contest: contest.id.clone(),
            count,
            letters: count,
            spares: 0,
            sha: credlist.hash(),
            v: Version,
        }),
        Leaf::Open(OpenLeaf { at: AT, election: election.clone(), by, v: Version }),
        Leaf::Batch(BatchLeaf { at: AT, election, count, n: 1, v: Version }),
    ]
}

/// Everyone votes once; the ballots as a batch sorts them.
fn cast_all(
    papers: &Papers,
    trustees: &TrusteeSet,
    credentials: &[Credential],
) -> Vec<SealedBallot> {
    let chance = &mut chance(2);
    let contest = &papers.contests[0];
    let cast = |(credential, mark): (&Credential, u32)| {
        let ballot = Answers::Marks(vec![mark]).parse(contest).unwrap();
        let (election, n, pad) = (&papers.election, Counter::FIRST, pad_for(contest));
        let key = trustees.key();
        SealedBallot::seal(contest, election, credential, n, &ballot, key, pad, chance).unwrap()
    };
    let mut casts: Vec<SealedBallot> = credentials.iter().zip((0..5).cycle()).map(cast).collect();
    casts.sort_by_key(SealedBallot::leaf_hash);
    casts
}

/// The server opens the counted ballots with its own key.
fn open_all(
    papers: &Papers,
    server: &ServerKey,
    casts: &[SealedBallot],
    counted: &[CountedBallot],
) -> Annex {
    let chance = &mut chance(3);
    let (election, contest) = (&papers.election, papers.contests[0].id.clone());
    let trustees = server.trustees("server");
    let (mut openings, mut parts, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for CountedBallot { commitment, index, .. } in counted {
        let sealed = casts.iter().find(|cast| cast.commitment() == *commitment).unwrap().sealed();
        let part = server.share().decrypt(election, *commitment, sealed.point(), chance).unwrap();
        let all = BTreeMap::from([(1, part.clone())]);
        let opening = open_ballot(&trustees, election, commitment, sealed, &all).unwrap().opening;
        let ballot = String::from_utf8(opening.ballot).unwrap();
        openings.push(OpeningLine { ballot, index: *index, nonce: opening.nonce });
        parts.push(part);
        asked.push(ToOpen { commitment: *commitment, point: sealed.point() });
    }
    Annex {
        openings: BTreeMap::from([(contest.clone(), openings)]),
        decryptions: BTreeMap::from([((contest.clone(), 1), parts)]),
        to_open: BTreeMap::from([(contest, asked)]),
    }
}

/// The files of the outcome; the count itself has its own tests.
fn outcome_of(papers: &Papers, annex: &Annex) -> Outcome {
    let contest = papers.contests[0].id.clone();
    let records = annex.openings[&contest].iter().map(|line| line.ballot.clone().into_bytes());
    let mut ballots: Vec<Vec<u8>> = records.collect();
    ballots.sort();
    let handed = ballots.len() as u64;
    let roll = ContestRoll { contest: contest.clone(), handed, paper: 0, reissued: 0 };
    Outcome {
        ballots: BTreeMap::from([(contest.clone(), ballots)]),
        results: BTreeMap::from([(contest.clone(), b"{}".to_vec())]),
        exports: BTreeMap::from([(contest, b"META\n".to_vec())]),
        roll: RollCounts { contests: vec![roll] },
        boxes: PaperBoxes::default(),
        minutes: format!("Rolled by Ana in the town hall: {SEED}\n"),
    }
}

/// The leaves after closing.
fn closing_leaves(papers: &Papers, annex: &Annex, outcome: &Outcome) -> Vec<Leaf> {
    let (election, contest) = (papers.election.clone(), &papers.contests[0]);
    let seed = Seed::parse(SEED).unwrap();
    let tally = ContestTally {
        annex: Hash::of(&[&writer::openings_file(&annex.openings[&contest.id]).unwrap()]),
        ballots: Hash::of(&[&writer::ballots_file(&outcome.ballots[&contest.id])]),
        counted: outcome.ballots[&contest.id].len() as u64,
        contest: contest.id.clone(),
        order: seed.order(&contest.id, contest.options.iter().map(|option| &option.id)),
        withheld: false,
    };
    let minutes = Hash::of(&[outcome.minutes.as_bytes()]);
    let (contests, files) = (vec![tally], outcome.published());
    vec![
        Leaf::Seed(SeedLeaf { at: AT, election: election.clone(), minutes, seed, v: Version }),
        Leaf::Tally(TallyLeaf { at: AT, election: election.clone(), contests, v: Version }),
        Leaf::Result(ResultLeaf { at: AT, election, files, v: Version }),
    ]
}

/// An election of `letters` letters in which everyone votes once and the server holds the key.
fn election(openings: Openings, letters: usize) -> Bundle {
    let chance = &mut chance(1);
    let papers = papers(openings);
    let (election, contest) = (papers.election.clone(), papers.contests[0].id.clone());
    let server = ServerKey::generate(chance);
    let trustees = server.trustees("server");
    let key = LogKey::derive(b"a server secret", &origin(&papers.authority, &election)).unwrap();
    let policy = Policy::majority_text(key.verifier_key(), &[]);
    let draw = |_| VotingCode::generate(chance).credential(&election, &contest);
    let credentials: Vec<Credential> = (0..letters).map(draw).collect();
    let credlist = Credlist::new(credentials.iter().map(Credential::key).collect()).unwrap();

    let mut leaves = opening_leaves(&papers, &trustees, &policy, &credlist);
    let casts = cast_all(&papers, &trustees, &credentials);
    leaves.extend(casts.iter().map(|cast| Leaf::Ballot(cast.leaf().clone())));
    let mut standings = Standings::new();
    (0..).zip(&leaves).for_each(|(index, leaf)| standings.read(index, leaf));
    let contests = standings.close([&contest]);
    leaves.push(Leaf::Close(CloseLeaf { at: AT, election, contests, v: Version }));
    let closed_at = leaves.len() as u64;
    let annex = open_all(&papers, &server, &casts, &standings.counted(&contest));
    let outcome = outcome_of(&papers, &annex);
    leaves.extend(closing_leaves(&papers, &annex, &outcome));

    let tree: Tree = leaves.iter().map(|leaf| leaf_hash(&leaf.to_bytes().unwrap())).collect();
    let checkpoints = [3, closed_at, tree.size()]
        .map(|size| Checkpoint::sign(&key, size, tree.root_at(size).unwrap()))
        .to_vec();
    Bundle {
        papers,
        trustees,
        policy,
        credlists: BTreeMap::from([(contest, credlist)]),
        leaves,
        checkpoints,
        outcome: Some(outcome),
        annex: Some(annex),
    }
}

fn paths(files: &[File]) -> Vec<String> {
    files.iter().map(|(path, _)| path.to_string()).collect()
}

#[test]
fn a_bundle_has_the_files_of_the_formats_and_the_annex_goes_by_hand() {
    let bundle = election(Openings::Observers, 25);
    let files = bundle.files().unwrap();
    let public = [
        "ballots-pb.jsonl",
        "checkpoint",
        "checkpoints/000001",
        "checkpoints/000002",
        "export/pb.pb",
        "log/entries.jsonl",
        "manifest.json",
        "paper/boxes.json",
        "policy.txt",
        "randomness/minutes.txt",
        "results/pb.json",
        "roll/counts.json",
        "setup/credlist-pb.txt",
        "setup/papers.json",
        "setup/trustees.json",
    ];
    assert_eq!(paths(&files), public);
    let annex = paths(&bundle.annex_files().unwrap());
    assert_eq!(
        annex,
        ["annex/openings-pb.jsonl", "annex/decrypt-pb-1.jsonl", "annex/to-open-pb.jsonl"]
    );

    let manifest = &files.iter().find(|(path, _)| *path == BundlePath::Manifest).unwrap().1;
    let manifest = Manifest::parse(manifest).unwrap();
    assert_eq!(manifest.files().len(), public.len() - 1);
    for listed in manifest.files() {
        let (_, bytes) = files.iter().find(|(path, _)| path.to_string() == listed.path).unwrap();
        assert_eq!((listed.sha256, listed.size), (Hash::of(&[bytes]), bytes.len() as u64));
    }
}

#[test]
fn a_bundle_is_read_back_as_it_was_written() {
    let bundle = election(Openings::Observers, 25);
    let mut files = bundle.files().unwrap();
    let without_annex = Bundle { annex: None, ..bundle.clone() };
    assert_eq!(Bundle::read(files.clone()), Ok(without_annex));
    files.extend(bundle.annex_files().unwrap());
    assert_eq!(Bundle::read(files), Ok(bundle));

    let public = election(Openings::Public, 25);
    assert_eq!(Bundle::read(public.files().unwrap()), Ok(public));
}

#[test]
fn a_bundle_before_closing_has_no_outcome() {
    let mut bundle = election(Openings::Observers, 25);
    bundle.outcome = None;
    bundle.annex = None;
    assert_eq!(Bundle::read(bundle.files().unwrap()), Ok(bundle.clone()));
    bundle.checkpoints.clear();
    assert_eq!(bundle.files(), Err(writer::WriteError::NoCheckpoint));
}

/// TRUST 4.6 B1 in small: no byte of a published file is without meaning.
#[test]
fn a_bundle_with_any_changed_byte_is_refused() {
    let files = election(Openings::Public, 3).files().unwrap();
    let mut tried = 0;
    for number in 0..files.len() {
        for place in (0..files[number].1.len()).step_by(7) {
            let mut changed = files.clone();
            changed[number].1[place] ^= 1;
            tried += 1;
            assert!(Bundle::read(changed).is_err(), "{} at {place}", files[number].0);
        }
        let mut missing = files.clone();
        missing.remove(number);
        assert!(Bundle::read(missing).is_err(), "without {}", files[number].0);
    }
    assert!(tried > 500, "{tried}");
    let mut stray = files;
    stray.push((BundlePath::EarlierCheckpoint(7), b"x".to_vec()));
    let seven = BundlePath::EarlierCheckpoint(7);
    assert_eq!(Bundle::read(stray), Err(BundleError::Stray(seven)));
}

/// Attack table: receipt by tracker. What is public maps no tracking code to a ballot: without `r`
/// no published `B` gives any commitment of the ledger.
#[test]
fn receipt_by_tracker_the_public_bundle_joins_no_ballot_to_its_leaf() {
    let bundle = election(Openings::Observers, 25);
    let annex = bundle.annex.clone().unwrap();
    let public: Vec<u8> =
        bundle.files().unwrap().into_iter().flat_map(|(_, bytes)| bytes).collect();
    for opening in annex.openings.values().flatten() {
        let nonce = opening.nonce.to_hex().into_bytes();
        assert!(!public.windows(nonce.len()).any(|window| window == nonce));
    }
    let contest = &bundle.papers.contests[0];
    let published = &bundle.outcome.as_ref().unwrap().ballots[&contest.id];
    assert!(published.is_sorted(), "the order is that of the text, not of the ledger");
    assert!(published.iter().all(|record| Ballot::from_bytes(contest, record).is_ok()));
}
