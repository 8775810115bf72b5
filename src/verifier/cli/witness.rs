//! `morada-verify witness`: keys, cosigning by hand, and the witness that answers over HTTP.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Subcommand;
use morada_verify::Vkey;
use morada_verify::witness::{Proof, State, Witness, WitnessKey, cosign};

use super::read;

/// What a witness does.
#[derive(Debug, Subcommand)]
pub enum WitnessCommand {
    /// Makes a key and prints what others need to check your signatures.
    Keygen {
        /// Your name, without spaces, e.g. `rita.example`.
        #[arg(long)]
        name: String,
        /// The new key file. Keep it to yourself.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Signs a checkpoint if it extends what you signed before; prints one line to send back.
    Cosign {
        /// Where you keep what you have seen. The same file every time.
        #[arg(long, value_name = "FILE")]
        state: PathBuf,
        /// Your key file.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The ledger's key.
        #[arg(long, value_name = "VKEY")]
        log_key: String,
        /// The checkpoint, as downloaded.
        checkpoint: PathBuf,
        /// The proof from what you signed before, one hash per line.
        proof: Option<PathBuf>,
        /// Instead of a proof: the ledger itself (`log/entries.jsonl`).
        #[arg(long, value_name = "FILE", conflicts_with = "proof")]
        entries: Option<PathBuf>,
    },
    /// Answers `POST …/add-checkpoint` (C2SP tlog-witness) until it is stopped.
    Serve {
        /// Where you keep what you have seen. The same file every time.
        #[arg(long, value_name = "FILE")]
        state: PathBuf,
        /// Your key file.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The key of each ledger you watch.
        #[arg(long, value_name = "VKEY", required = true)]
        log_key: Vec<String>,
        /// Where to listen; a proxy in front speaks TLS.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
        listen: String,
    },
}

/// Does what a witness asks for.
pub fn run(command: &WitnessCommand) -> Result<ExitCode, String> {
    match command {
        WitnessCommand::Keygen { name, out } => {
            let seed: [u8; 32] = rand::random();
            let key = WitnessKey::from_seed(name, &seed)
                .ok_or("a witness's name has no spaces and no plus")?;
            key.save(out).map_err(|error| format!("{}: {error}", out.display()))?;
            println!("{}", key.vkey().write());
            Ok(ExitCode::SUCCESS)
        }
        WitnessCommand::Cosign { state, key, log_key, checkpoint, proof, entries } => {
            let (key, mut state) = open(key, state)?;
            let log = Vkey::parse(log_key).ok_or("--log-key is not a verifier key")?;
            let checkpoint = read(checkpoint)?;
            let proof = match (proof, entries) {
                (Some(path), _) => Proof::parse(&String::from_utf8_lossy(&read(path)?)),
                (None, Some(path)) => {
                    let seen = state.seen(&log.name).map_or(0, |seen| seen.size);
                    let entries =
                        std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
                    Proof::from_entries(&entries, seen, &checkpoint)
                }
                (None, None) => Ok(Proof::default()),
            };
            let line = proof
                .and_then(|proof| cosign(&mut state, &key, &[log], &checkpoint, &proof, now()));
            match line {
                Ok(line) => {
                    print!("{line}");
                    Ok(ExitCode::SUCCESS)
                }
                Err(refusal) => {
                    eprintln!("Not signed: {refusal}.");
                    Ok(ExitCode::FAILURE)
                }
            }
        }
        WitnessCommand::Serve { state, key, log_key, listen } => {
            let (key, state) = open(key, state)?;
            let logs: Option<Vec<Vkey>> = log_key.iter().map(|text| Vkey::parse(text)).collect();
            let logs = logs.ok_or("--log-key is not a verifier key")?;
            let told = |error: std::io::Error| format!("{listen}: {error}");
            let listener = TcpListener::bind(listen).map_err(told)?;
            let address = listener.local_addr().map_err(told)?;
            println!("{} answers at http://{address}/add-checkpoint", key.vkey().write());
            Witness::new(key, logs, state, now).serve(&listener).map_err(told)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn open(key: &Path, state: &Path) -> Result<(WitnessKey, State), String> {
    let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let read = WitnessKey::load(key).map_err(|error| told(key, &error))?;
    let seen = State::open(state).map_err(|error| told(state, &error))?;
    Ok((read, seen))
}

/// The present, UTC seconds.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
