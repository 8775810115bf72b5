//! How long the counting engine takes, file to outcome: one line of JSON per count.
//!
//! `cargo bench -p morada-engine --bench counting -- pb FILE RULE...`, `... -- blt FILE RULE...`,
//! `... -- write-pb BALLOTS PROJECTS OUT`, `... -- write-blt BALLOTS CANDIDATES SEATS OUT`.
//! `benches/peers/run` calls it beside other programs and keeps the table of docs/BENCHMARKS.md.

#![allow(
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a measurement needs the clock, reads files and stops when it cannot"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use morada_engine::blt;
use morada_engine::contest::TiePolicy;
use morada_engine::hash::Hash;
use morada_engine::money::Money;
use morada_engine::pabulib::{self, Limits, conformance};
use morada_engine::tally::budget::{self, Election, Rounds};
use morada_engine::tally::council::conformance::generated_election;
use morada_engine::tally::council::lots::LotOrder;
use morada_engine::tally::council::marks::Policy;
use morada_engine::tally::council::stv::{ers97, exact, meek, northern_ireland, scottish};
use serde_json::{Value, json};

/// A count is repeated at least this often.
const LEAST: u32 = 3;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["pb", file, ref rules @ ..] => budgets(file, rules),
        ["blt", file, ref rules @ ..] => rankings(file, rules),
        ["write-pb", ballots, projects, out] => {
            fs::write(out, synthetic_pb(number(ballots), number(projects))).unwrap();
        }
        ["write-blt", ballots, candidates, seats, out] => {
            let candidates = number(candidates);
            let box_ = generated_election(number(ballots) as u64, candidates, 1).unwrap();
            let names: Vec<String> = (1..=candidates).map(|c| format!("Candidate {c}")).collect();
            fs::write(out, blt::write(number(seats), &box_, &names, "synthetic").unwrap()).unwrap();
        }
        _ => println!(
            "counting: pb FILE RULE..., blt FILE RULE..., write-pb, write-blt; nothing measured"
        ),
    }
}

fn number(word: &str) -> usize {
    word.replace('_', "").parse().unwrap()
}

/// The file as the command line reads it: a piece at a time, unpacked on the way.
fn open(file: &str) -> Box<dyn BufRead> {
    let packed = Path::new(file).extension().is_some_and(|extension| extension == "gz");
    let file = BufReader::with_capacity(1 << 16, fs::File::open(file).unwrap());
    if packed {
        return Box::new(BufReader::with_capacity(1 << 16, flate2::read::GzDecoder::new(file)));
    }
    Box::new(file)
}

fn size(file: &str) -> u64 {
    fs::metadata(file).unwrap().len()
}

/// What `work` returns, the shortest time it took on the clock, and its processor time: the mean of
/// so many runs that the hundredths of a second in which it is told do not matter.
fn timed<T>(mut work: impl FnMut() -> T) -> (T, Duration, f64) {
    let (cpu, begin) = (cpu_seconds(), Instant::now());
    let mut best = Duration::MAX;
    let mut times = 0;
    loop {
        let start = Instant::now();
        let found = work();
        best = best.min(start.elapsed());
        times += 1;
        if times >= LEAST && begin.elapsed() > Duration::from_secs(2) {
            return (found, best, (cpu_seconds() - cpu) / f64::from(times));
        }
    }
}

/// Processor time of this process, to a hundredth of a second.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split(' ')
        .filter_map(|word| word.parse().ok())
        .collect();
    // Behind the name and the state, utime and stime are fields 14 and 15 of the line.
    fields.get(10).copied().unwrap_or(0.0) / 100.0 + fields.get(11).copied().unwrap_or(0.0) / 100.0
}

/// The most memory this process ever held, in megabytes.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn say(line: &Value) {
    println!("{line}");
}

fn budgets(file: &str, rules: &[&str]) {
    let (instance, read, read_cpu) =
        timed(|| pabulib::read_from(open(file), Limits::default()).unwrap());
    let (profile, grouped, grouped_cpu) = timed(|| instance.profile());
    say(&json!({
        "file": file, "what": "read", "bytes": size(file), "ballots": profile.voters,
        "distinct": profile.groups(), "projects": profile.costs.len(),
        "read_s": read.as_secs_f64(), "read_cpu_s": read_cpu,
        "group_s": grouped.as_secs_f64(), "group_cpu_s": grouped_cpu, "peak_mb": peak_mb(),
    }));
    let ranks = conformance::by_id(&instance);
    let votes = profile.votes();
    let election =
        Election { lot: Some(&ranks), unit: instance.unit(), ..Election::plain(&profile, &votes) };
    let one = Money::from_minor(instance.unit()).unwrap();
    for name in rules {
        let rule = conformance::rule_named(name, &[TiePolicy::Lot], one).unwrap();
        let (count, wall, cpu) = timed(|| budget::count(&rule, &election).unwrap());
        let runs = match &count.rounds {
            Rounds::Shares(shares) => shares.runs.len(),
            Rounds::Queue(_) | Rounds::Exact(_) | Rounds::Loads(_) | Rounds::Parts(_) => 1,
        };
        let winners: Vec<&str> =
            count.funded.iter().map(|&place| instance.projects[place].id.as_str()).collect();
        let hash = Hash::of(&[winners.join(",").as_bytes()]).to_hex();
        say(&json!({
            "file": file, "what": name, "runs": runs, "winners": winners.len(),
            "winners_sha": &hash[..16], "count_s": wall.as_secs_f64(), "count_cpu_s": cpu,
            "peak_mb": peak_mb(),
        }));
    }
}

fn rankings(file: &str, rules: &[&str]) {
    let (read, wall, cpu) =
        timed(|| blt::read_from(open(file), &Policy::until_uncertain()).unwrap());
    let lots = LotOrder::lowest_number(read.names.len());
    say(&json!({
        "file": file, "what": "read", "bytes": size(file), "ballots": read.ballots.valid(),
        "distinct": read.ballots.len(), "candidates": read.names.len(), "seats": read.seats,
        "read_s": wall.as_secs_f64(), "read_cpu_s": cpu, "peak_mb": peak_mb(),
    }));
    let (ballots, seats) = (&read.ballots, read.seats);
    for name in rules {
        let ((stages, winners), wall, cpu) = timed(|| match *name {
            "scottish" => {
                let found = scottish::count(ballots, seats, &lots).unwrap();
                (found.stages.len(), found.winners())
            }
            "exact" => {
                let found = exact::count(ballots, seats, &lots).unwrap();
                (found.stages.len(), found.winners())
            }
            "ers97" => {
                let found = ers97::count(ballots, seats, &lots).unwrap();
                (found.stages.len(), found.winners())
            }
            "northern_ireland" => {
                let found = northern_ireland::count(ballots, seats, &lots).unwrap();
                (found.stages.len(), found.winners())
            }
            "meek" => {
                let found = meek::count(ballots, seats, &lots).unwrap();
                (found.rounds.len(), found.winners())
            }
            other => panic!("no rule {other}"),
        });
        let winners: Vec<usize> = winners.iter().map(|winner| winner + 1).collect();
        say(&json!({
            "file": file, "what": name, "stages": stages, "winners": winners,
            "count_s": wall.as_secs_f64(), "count_cpu_s": cpu, "peak_mb": peak_mb(),
        }));
    }
}

/// An election like a large city's: every voter lives somewhere on a line of projects and approves
/// one to ten of them near by; costs of 20,000 to 320,000, money for a quarter of all.
fn synthetic_pb(ballots: usize, projects: usize) -> String {
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let costs: Vec<usize> = (0..projects).map(|_| 20_000 + next(300_000)).collect();
    let budget = costs.iter().sum::<usize>() / 4;
    let mut text = format!(
        "META\nkey;value\ndescription;synthetic\ncountry;Worldwide\nunit;Nowhere\ninstance;1\n\
         num_projects;{projects}\nnum_votes;{ballots}\nbudget;{budget}\nvote_type;approval\n\
         rule;unknown\ndate_begin;2027\ndate_end;2027\nPROJECTS\nproject_id;cost\n"
    );
    for (place, cost) in costs.iter().enumerate() {
        writeln!(text, "{};{cost}", place + 1).unwrap();
    }
    text += "VOTES\nvoter_id;vote\n";
    for voter in 1..=ballots {
        write!(text, "{voter};").unwrap();
        let (home, marks) = (next(projects), 1 + next(10));
        let mut chosen: Vec<usize> =
            (0..marks).map(|_| (home + next(20) * next(projects) / projects) % projects).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let chosen: Vec<String> = chosen.iter().map(|place| (place + 1).to_string()).collect();
        writeln!(text, "{}", chosen.join(",")).unwrap();
    }
    text
}
