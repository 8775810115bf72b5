//! What the ledger costs as it grows: `cargo run --release -p morada-engine --example ledger`
//!
//! Appends leaves up to a million, and at 1,000 and at 1,000,000 measures one append, one slip's proof, one
//! witness's proof and one tile, each averaged over ten thousand.

#![allow(clippy::unwrap_used, reason = "a bench that cannot run may stop")]
#![allow(clippy::disallowed_methods, reason = "it measures the time")]
#![allow(clippy::print_stdout, reason = "it tells what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use morada_engine::ledger::tile::Tile;
use morada_engine::ledger::{Tree, leaf_hash};

const ROUNDS: u32 = 10_000;

fn each(mut act: impl FnMut(u64)) -> Duration {
    let started = Instant::now();
    for round in 0..ROUNDS {
        act(u64::from(round));
    }
    started.elapsed() / ROUNDS
}

fn measure(tree: &mut Tree) {
    let size = tree.size();
    let far = |round: u64| round * 7_919 % size;
    let inclusion = each(|n| drop(black_box(tree.inclusion_proof(far(n), size).unwrap())));
    let consistency = each(|n| drop(black_box(tree.consistency_proof(1 + far(n), size).unwrap())));
    let tile = Tile::parse("0/000").unwrap();
    let tiles = each(|_| drop(black_box(tile.hashes(tree, size).unwrap())));
    let append = each(|n| tree.push(leaf_hash(&n.to_be_bytes())));
    println!(
        "{size:>9} leaves: append {append:?}, proof of a slip {inclusion:?}, \
         of a witness {consistency:?}, tile {tiles:?}"
    );
}

fn main() {
    let mut tree = Tree::new();
    for size in [1_000_u64, 1_000_000] {
        while tree.size() < size {
            tree.push(leaf_hash(&tree.size().to_be_bytes()));
        }
        measure(&mut tree);
    }
}
