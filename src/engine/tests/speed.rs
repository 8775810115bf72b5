//! How long the large STV counts take: `cargo test -p morada-engine --release --test speed -- --ignored --nocapture`.

use std::time::Instant;

use morada_engine::blt;
use morada_engine::tally::council::conformance::generated_election;
use morada_engine::tally::council::lots::LotOrder;
use morada_engine::tally::council::marks::Policy;
use morada_engine::tally::council::stv::{exact, meek, scottish};

/// Writes a generated election as BLT, reads it back and counts it, and prints the seconds.
#[allow(clippy::disallowed_methods, reason = "a measurement needs the clock")]
fn measure(papers: u64, candidates: usize, seats: usize) {
    let ballots = generated_election(papers, candidates, 1).expect("numbers of an election");
    let names: Vec<String> = (1..=candidates).map(|c| format!("Candidate {c}")).collect();
    let text = blt::write(seats, &ballots, &names, "synthetic").expect("plain names");
    let lots = LotOrder::lowest_number(candidates);
    let start = Instant::now();
    let read = blt::read(text.as_bytes(), &Policy::until_uncertain()).expect("what was written");
    let read_in = start.elapsed();
    let start = Instant::now();
    let stages = scottish::count(&read.ballots, seats, &lots).expect("lots are given").stages.len();
    let scottish_in = start.elapsed();
    let start = Instant::now();
    exact::count(&read.ballots, seats, &lots).expect("lots are given");
    let exact_in = start.elapsed();
    let start = Instant::now();
    meek::count(&read.ballots, seats, &lots).expect("lots are given");
    let meek_in = start.elapsed();
    println!(
        "{papers} ballots, {} rankings, {candidates} candidates, {seats} seats: {} MB read in \
         {read_in:.2?}; Scottish, {stages} stages, {scottish_in:.2?}; exact {exact_in:.2?}; Meek \
         {meek_in:.2?}",
        ballots.len(),
        text.len() / 1_000_000,
    );
}

#[test]
#[ignore = "a measurement, not a check"]
fn large_counts_end_in_seconds() {
    measure(84_515, 31, 3);
    measure(200_000, 40, 15);
    measure(1_000_000, 40, 15);
}
