//! How long does a large vote take to verify? `cargo run --release --example large -- 100000 [DIR]`
//!
//! Fabricates a vote of so many ballots with real keys and signatures, public openings, three
//! witnesses and a result by most votes, then verifies it in a process of its own and prints the
//! time and the most memory that process held.

#![allow(clippy::unwrap_used, reason = "a bench that cannot run may stop")]
#![allow(clippy::format_push_string, reason = "written to be read")]

#[path = "../tests/bundles/fabricator/coding.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod coding;
#[path = "../tests/bundles/fabricator/signing.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod signing;

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use coding::{canon, hex, leaf_hash, root, sha};
use ed25519_dalek::{Signer, SigningKey};
use morada_verify::{Language, Options, Progress, verify};
use serde_json::{Value, json};
use signing::{LogKey, Witness};

const ELECTION: &str = "large-2026";
const OPTIONS: usize = 40;
const BUDGET: u64 = 100_000_000;
/// Leaves of one batch.
const BATCH: usize = 1_000;
const SEED: &str = "31415926535897932384";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next().unwrap_or_else(|| "100000".to_owned());
    if first == "verify" {
        return measure(Path::new(&arguments.next().unwrap()));
    }
    let ballots: usize = first.parse().unwrap();
    let folder =
        arguments.next().map_or_else(|| std::env::temp_dir().join("morada-large"), PathBuf::from);
    let started = Instant::now();
    fabricate(ballots, &folder);
    println!("{ballots} ballots fabricated in {:.1?}", started.elapsed());
    let own = std::env::current_exe().unwrap();
    let done = Command::new(own).arg("verify").arg(&folder).status().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    std::process::exit(done.code().unwrap_or(2));
}

fn measure(folder: &Path) {
    let started = Instant::now();
    let report = verify(folder, Options::default(), Progress::on_terminal()).unwrap();
    let time = started.elapsed();
    if report.exit_code() != 0 {
        print!("{}", report.text(Language::En));
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    // User and system time of all threads, in hundredths of a second (proc(5)): on a busy machine the
    // wall clock says little.
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let times = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let hundredths: u64 = times.filter_map(|time| time.parse::<u64>().ok()).sum();
    println!(
        "exit {}, verified in {time:.1?} ({}.{:02} s of CPU time), most memory {}",
        report.exit_code(),
        hundredths / 100,
        hundredths % 100,
        &memory[6..].trim()
    );
    std::process::exit(i32::from(report.exit_code()));
}

fn key(voter: usize) -> SigningKey {
    SigningKey::from_bytes(&sha(&[b"voter", &voter.to_be_bytes()]))
}

/// Five options of forty, drawn from the voter's number.
fn ballot(voter: usize) -> Vec<usize> {
    let roll = sha(&[b"ballot", &voter.to_be_bytes()]);
    let mut marks: Vec<usize> = roll[..5].iter().map(|b| usize::from(*b) % OPTIONS).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn ballot_text(marks: &[usize]) -> String {
    let marks: Vec<String> = marks.iter().map(usize::to_string).collect();
    format!(r#"{{"c":"city","k":"approval","x":[{}]}}"#, marks.join(","))
}

fn cost(option: usize) -> u64 {
    3_000_000 + 250_000 * option as u64
}

#[allow(clippy::too_many_lines, reason = "one bundle from its first leaf to its manifest")]
fn fabricate(ballots: usize, folder: &Path) {
    for inner in
        ["log", "setup", "results", "export", "roll", "paper", "randomness", "annex", "checkpoints"]
    {
        fs::create_dir_all(folder.join(inner)).unwrap();
    }
    let save = |path: &str, bytes: &[u8]| fs::write(folder.join(path), bytes).unwrap();
    let log = LogKey::new(&format!("large.example/pb/{ELECTION}"));
    let witnesses = ["rita", "tomas", "zeinab"].map(Witness::new);
    let papers = papers();
    let trustees = json!({"held_by_server": true, "key": signing::public(&signing::share(0)),
        "shares": [{"i": 1, "key": signing::public(&signing::share(0)), "name": "server"}],
        "t": "trustees", "threshold": 1, "v": 1});
    let mut policy = format!("log {}\n", log.vkey());
    for witness in &witnesses {
        policy += &format!("witness {} {}\n", witness.name, witness.vkey());
    }
    policy += "group observers 2 rita.example tomas.example zeinab.example\nquorum observers\n";
    let keys: Vec<SigningKey> = (0..ballots).map(key).collect();
    let mut credlist: Vec<String> =
        keys.iter().map(|key| hex(&key.verifying_key().to_bytes()) + "\n").collect();
    credlist.sort_unstable();
    let credlist = credlist.concat();
    save("setup/papers.json", canon(&papers).as_bytes());
    save("setup/trustees.json", canon(&trustees).as_bytes());
    save("policy.txt", policy.as_bytes());
    save("setup/credlist-city.txt", credlist.as_bytes());

    let mut entries = BufWriter::new(File::create(folder.join("log/entries.jsonl")).unwrap());
    let mut hashes: Vec<[u8; 32]> = Vec::new();
    let mut append = |line: &str| {
        hashes.push(leaf_hash(line));
        writeln!(entries, "{line}").unwrap();
        hashes.len()
    };
    let leaf = |kind: &str, mut members: Value| {
        members["t"] = json!(kind);
        members["v"] = json!(1);
        members["el"] = json!(ELECTION);
        canon(&members)
    };
    let fixed = |text: &str| hex(&sha(&[text.as_bytes()]));
    append(&leaf(
        "setup",
        json!({"at": 1, "engine": "bench", "pad": 128, "papers": fixed(&canon(&papers)),
        "policy": fixed(&policy), "trustees": fixed(&canon(&trustees))}),
    ));
    append(&leaf(
        "credlist",
        json!({"at": 1, "count": ballots, "ct": "city", "letters": ballots,
        "sha": fixed(&credlist), "spares": 0}),
    ));
    append(&leaf("open", json!({"at": 2, "by": ["Ana", "Bo"]})));
    let mut openings: Vec<(usize, usize)> = Vec::new();
    for (n, voters) in (1..).zip((0..ballots).collect::<Vec<_>>().chunks(BATCH)) {
        append(&leaf("batch", json!({"at": 3, "count": voters.len(), "n": n})));
        let mut cast: Vec<(String, usize)> =
            voters.iter().map(|voter| (ballot_leaf(*voter, &keys[*voter]), *voter)).collect();
        cast.sort_by_key(|(line, _)| leaf_hash(line));
        for (line, voter) in cast {
            openings.push((append(&line) - 1, voter));
        }
    }
    let closed = append(&leaf(
        "close",
        json!({"at": 4, "contests": [{"counted": ballots, "ct": "city", "leaves": ballots}]}),
    ));
    let minutes = format!("Seed: {SEED}\n");
    append(&leaf("seed", json!({"at": 5, "minutes": fixed(&minutes), "seed": SEED})));

    let annex: Vec<String> = openings
        .iter()
        .map(|(index, voter)| {
            let text = Value::from(ballot_text(&ballot(*voter)));
            format!("{{\"b\":{text},\"i\":{index},\"r\":\"{}\"}}\n", hex(&nonce(*voter)))
        })
        .collect();
    let annex = annex.concat();
    let mut lines: Vec<String> =
        (0..ballots).map(|voter| ballot_text(&ballot(voter)) + "\n").collect();
    lines.sort_unstable();
    let lines = lines.concat();
    let order = order();
    append(&leaf(
        "tally",
        json!({"at": 6, "contests": [{"annex": fixed(&annex), "ballots": fixed(&lines),
        "counted": ballots, "ct": "city", "order": order, "withheld": false}]}),
    ));
    let published = [
        ("ballots-city.jsonl", lines),
        ("export/city.pb", export(ballots)),
        ("paper/boxes.json", r#"{"boxes":[],"t":"paper_boxes","v":1}"#.to_owned()),
        ("randomness/minutes.txt", minutes),
        ("results/city.json", canon(&result(ballots, &papers, &order))),
        (
            "roll/counts.json",
            canon(&json!({"contests": [{"ct": "city", "handed": ballots, "paper": 0,
            "reissued": 0}], "t": "roll_counts", "v": 1})),
        ),
    ];
    let named: Vec<Value> =
        published.iter().map(|(path, text)| json!({"path": path, "sha": fixed(text)})).collect();
    append(&leaf("result", json!({"at": 7, "files": named})));
    entries.flush().unwrap();
    save("annex/openings-city.jsonl", annex.as_bytes());
    for (path, text) in &published {
        save(path, text.as_bytes());
    }
    for (path, size) in [("checkpoints/000001", closed), ("checkpoint", hashes.len())] {
        let mut note = log.checkpoint(size, &root(&hashes[..size]));
        let cosigned: Vec<String> = witnesses.iter().map(|w| w.cosign(&note, 9)).collect();
        note += &cosigned.concat();
        save(path, note.as_bytes());
    }
    list(folder);
}

fn nonce(voter: usize) -> [u8; 32] {
    sha(&[b"r", &voter.to_be_bytes()])
}

fn ballot_leaf(voter: usize, key: &SigningKey) -> String {
    let length = u16::try_from(ELECTION.len()).unwrap().to_be_bytes();
    let text = ballot_text(&ballot(voter));
    let com = hex(&sha(&[
        b"pb/v1/ballot\0",
        &length,
        ELECTION.as_bytes(),
        &nonce(voter),
        text.as_bytes(),
    ]));
    let cr = hex(&key.verifying_key().to_bytes());
    let head = format!(r#"{{"com":"{com}","cr":"{cr}","ct":"city","el":"{ELECTION}","n":1"#);
    let tail = r#""t":"ballot","v":1}"#;
    let signature = key.sign(format!("pb/v1/cast\n{head},{tail}").as_bytes()).to_bytes();
    format!("{head},\"sg\":\"{}\",{tail}", hex(&signature))
}

fn id(option: usize) -> String {
    format!("p{option}")
}

fn papers() -> Value {
    let title = json!([{"lang": "en", "text": "Large"}]);
    let option = |n: usize| {
        json!({"category": "play", "cost": cost(n), "id": id(n), "number": n, "place": "", "summary": [],
               "title": title})
    };
    json!({"authority": "large.example", "batch_interval_s": 3600, "batch_min": 20, "closes_at": 4,
        "contests": [{"ballot": {"kind": "approval", "max": 5, "min": 0}, "budget": BUDGET, "id": "city",
            "options": (0..OPTIONS).map(option).collect::<Vec<_>>(),
            "rule": {"misfit": "skip", "name": "most_votes", "ties": ["lot"], "version": 1}, "title": title}],
        "currency": "EUR", "currency_exponent": 2, "election": ELECTION, "languages": ["en"],
        "openings": "public", "opens_at": 2, "place": title, "small_group": 10, "t": "papers",
        "time_zone": "Europe/Lisbon", "title": title, "v": 1})
}

fn order() -> Vec<String> {
    let mut order: Vec<String> = (0..OPTIONS).map(id).collect();
    order.sort_by_key(|id| sha(&[format!("{SEED},tie,city,{id}").as_bytes()]));
    order
}

fn votes(ballots: usize) -> Vec<u64> {
    let mut votes = vec![0; OPTIONS];
    for voter in 0..ballots {
        for mark in ballot(voter) {
            votes[mark] += 1;
        }
    }
    votes
}

fn result(ballots: usize, papers: &Value, order: &[String]) -> Value {
    let votes = votes(ballots);
    let lot = |option: usize| order.iter().position(|o| *o == id(option)).unwrap();
    let mut queue: Vec<usize> = (0..OPTIONS).collect();
    queue.sort_by_key(|option| (Reverse(votes[*option]), lot(*option)));
    let (mut left, mut funded, mut rounds) = (BUDGET, Vec::new(), Vec::new());
    for option in &queue {
        let fits = cost(*option) <= left;
        if fits {
            left -= cost(*option);
            funded.push(id(*option));
        }
        rounds.push(
            json!({"cost": cost(*option), "decision": if fits { "funded" } else { "too_dear" },
            "id": id(*option), "left": left, "votes": votes[*option]}),
        );
    }
    let ties: Vec<Value> = queue
        .chunk_by(|a, b| votes[*a] == votes[*b])
        .filter(|equal| equal.len() > 1)
        .map(|equal| {
            let round = queue.iter().position(|option| *option == equal[0]).unwrap();
            let ids: Vec<String> = equal.iter().map(|option| id(*option)).collect();
            json!({"by": "lot", "options": ids, "round": round})
        })
        .collect();
    let support: Vec<Value> =
        (0..OPTIONS).map(|n| json!({"id": id(n), "votes": votes[n]})).collect();
    json!({"ballots": ballots, "blank": 0, "budget": BUDGET, "contest": "city", "funded": funded,
        "invalid": 0, "rounds": rounds, "rule": papers["contests"][0]["rule"], "support": support,
        "t": "result", "ties": ties, "total_cost": BUDGET - left, "v": 1, "withheld": false})
}

fn export(ballots: usize) -> String {
    let euros = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
    let mut text = format!(
        "META\nkey;value\nnum_projects;{OPTIONS}\nnum_votes;{ballots}\nbudget;{}\nPROJECTS\nproject_id;cost\n",
        euros(BUDGET)
    );
    for option in 0..OPTIONS {
        text += &format!("{};{}\n", id(option), euros(cost(option)));
    }
    text += "VOTES\nvoter_id;vote\n";
    for voter in 0..ballots {
        let ids: Vec<String> = ballot(voter).into_iter().map(id).collect();
        text += &format!("{voter};{}\n", ids.join(","));
    }
    text
}

fn list(folder: &Path) {
    let mut paths = Vec::new();
    walk(folder, "", &mut paths);
    paths.sort_unstable();
    let listed: Vec<Value> = paths
        .iter()
        .map(|path| {
            let bytes = fs::read(folder.join(path)).unwrap();
            json!({"path": path, "sha256": hex(&sha(&[&bytes])), "size": bytes.len()})
        })
        .collect();
    let manifest = canon(&json!({"files": listed, "t": "manifest", "v": 1}));
    fs::write(folder.join("manifest.json"), manifest).unwrap();
}

fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), paths);
        } else {
            paths.push(path);
        }
    }
}
