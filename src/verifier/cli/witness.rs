//! `morada-verify witness`: keys, and cosigning by hand.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Subcommand;
use morada_verify::Vkey;
use morada_verify::witness::{Proof, State, WitnessKey, cosign};

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
            let key =
                WitnessKey::load(key).map_err(|error| format!("{}: {error}", key.display()))?;
            let log = Vkey::parse(log_key).ok_or("--log-key is not a verifier key")?;
            let mut state =
                State::open(state).map_err(|error| format!("{}: {error}", state.display()))?;
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
    }
}

/// The present, UTC seconds.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
