//! The ledger among outsiders: witnesses over HTTP, log clients, a backup put back.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use morada::app::order::{Act, Order};
use morada::app::{Clock, House, StoreError, carry_out, sequencer, signed_head, tiles, witnessing};
use morada::config::{Config, Secret};
use morada_engine::contest::Papers;
use morada_engine::hash::Hash;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::tile::Tile;
use morada_engine::ledger::{Tree, leaf_hash};
use morada_verify::Vkey;
use morada_verify::witness::{State, Witness, WitnessKey};

mod street;

use street::{credlists_of, street};

/// A house with the street's election sealed in it, watched as `witnesses` (lines of the policy) say.
async fn sealed(folder: &Path, witnesses: String) -> (Arc<House>, Papers) {
    let papers = street();
    let config = Config { data: folder.to_owned(), ..Config::default() };
    let clock = Clock::standing_at(papers.opens_at);
    let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
    let act = Act::Open {
        papers: Box::new(papers.clone()),
        trustees: String::new(),
        witnesses,
        credlists: credlists_of(&house, &papers, 12),
        officers: ["Ana", "Bo"].map(str::to_owned),
    };
    carry_out(&house, &Order { election: papers.election.clone(), act }).await.unwrap();
    (house, papers)
}

async fn notice(house: &House, election: &ElectionId, text: &str) {
    let act = Act::Incident { about: None, text: text.to_owned() };
    carry_out(house, &Order { election: election.clone(), act }).await.unwrap();
}

/// The observers' own program answers as a witness, and this server asks it after every checkpoint.
#[tokio::test(flavor = "multi_thread")]
async fn a_witness_over_http_cosigns_every_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/street", listener.local_addr().unwrap());
    let key = || WitnessKey::from_seed("rita.example", &[7; 32]).unwrap();
    let policy = format!("witness rita {} {url}\nquorum rita", key().vkey().write());
    let (house, papers) = sealed(folder.path(), policy).await;

    let election = papers.election.clone();
    let log = street::log_key_of(&house, &papers);
    let witness =
        Witness::new(key(), vec![Vkey::parse(&log).unwrap()], State::in_memory(), || 1_799_000_100);
    thread::spawn(move || witness.serve(&listener));

    for text in ["first", "second", "third"] {
        witnessing::ask_all(&house).await.unwrap();
        let head = signed_head(&house, &election).await.unwrap().unwrap();
        assert_eq!(head.witnesses, ["rita"], "of {} leaves", head.size);
        notice(&house, &election, text).await;
        let head = signed_head(&house, &election).await.unwrap().unwrap();
        assert_eq!(head.witnesses.len(), 0, "a new checkpoint is not cosigned yet");
    }
}

/// A client that knows only the tiles finds the checkpoint's root in them, and every leaf.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_client_rebuilds_the_ledger_from_tiles() {
    let folder = tempfile::tempdir().unwrap();
    let (house, papers) = sealed(folder.path(), "quorum none".to_owned()).await;
    let election = &papers.election;
    for n in 0..5 {
        notice(&house, election, &format!("notice {n}")).await;
    }
    let head = signed_head(&house, election).await.unwrap().unwrap();
    let read = async |path: String| {
        let tile = Tile::parse(&path).unwrap();
        tiles::tile(&house, election, tile).await.unwrap()
    };
    let hashes = read(format!("0/000.p/{}", head.size)).await.unwrap();
    let tree: Tree = hashes.as_chunks::<32>().0.iter().map(|h| Hash::from_bytes(*h)).collect();
    assert_eq!((tree.size(), tree.root()), (head.size, head.root));

    let mut entries = &*read(format!("entries/000.p/{}", head.size)).await.unwrap();
    let mut index = 0;
    while let Some((length, rest)) = entries.split_first_chunk::<2>() {
        let (leaf, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)));
        assert_eq!(tree.leaf(index), Some(leaf_hash(leaf)), "leaf {index}");
        (entries, index) = (rest, index + 1);
    }
    assert_eq!(index, head.size);
    assert_eq!(
        read(format!("0/000.p/{}", head.size + 1)).await,
        None,
        "nothing beyond the checkpoint"
    );
    assert_eq!(tiles::consistency(&house, election, head.size + 1).await.unwrap(), None);
}

/// TRUST.md B6: the urn is put back to an older backup. Nothing is signed over it, until the newest is back.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_put_back_cannot_fork_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let (house, papers) = sealed(data, "quorum none".to_owned()).await;
    let (election, secret) = (papers.election.clone(), house.secret.clone());
    let reopen = async |house: Arc<House>| {
        drop(house);
        let config = Config { data: data.to_owned(), ..Config::default() };
        let clock = Clock::standing_at(papers.opens_at.plus(5));
        Arc::new(House::open(config, secret.clone(), clock).await.unwrap())
    };
    let file = data.join("urn.sqlite");
    let backup = std::fs::read(&file).unwrap();
    notice(&house, &election, "what the witnesses saw").await;
    let newest = std::fs::read(&file).unwrap();
    let seen = signed_head(&house, &election).await.unwrap().unwrap();

    let put_back = |bytes: &[u8]| {
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
        }
        std::fs::write(&file, bytes).unwrap();
    };
    put_back(&backup);
    let house = reopen(house).await;
    // The box is due to open, which writes a leaf and signs: another history than the one that was seen.
    let refused = sequencer::tick(&house).await;
    assert!(matches!(refused, Err(StoreError::Forked { .. })), "{refused:?}");
    let head = signed_head(&house, &election).await.unwrap().unwrap();
    assert!(head.size < seen.size, "nothing new was signed");

    put_back(&newest);
    let house = reopen(house).await;
    sequencer::tick(&house).await.unwrap();
    let head = signed_head(&house, &election).await.unwrap().unwrap();
    assert!(head.size > seen.size);
}
