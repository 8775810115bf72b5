//! The command line of `morada-verify`.

mod witness;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use morada_verify::{Language, Options, Progress, Vkey, check_slip, sample, vectors, verify};

/// Checks a published vote: every check V01 to V20, none left out because another found something.
///
/// Ends with 0 when every check ran and agreed, 1 when something disagrees, 2 when nothing disagrees
/// but something could not be checked. Bundles are read from a folder; unpack an archive first.
///
/// So that no bundle can exhaust your computer, this program reads at most 4,000,000 leaves of 65,535
/// bytes each, 8,000,000 keys of a contest, 64 signatures of a note, 20,000 files, 4 MiB of each setup
/// file, 8 MiB of a result and 512 MiB of different ballots of a contest. What is larger is a finding.
#[derive(Debug, Parser)]
#[command(name = "morada-verify", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    bundle: BundleArguments,
}

#[derive(Debug, clap::Args)]
struct BundleArguments {
    /// The bundle's folder.
    #[arg(required = true)]
    bundle: Option<PathBuf>,
    /// Write the report as JSON.
    #[arg(long)]
    json: bool,
    /// The ledger's key as you learned it elsewhere than from this bundle.
    #[arg(long, value_name = "VKEY")]
    log_key: Option<String>,
    /// The folder with the openings, for accredited observers.
    #[arg(long, value_name = "DIR")]
    annex: Option<PathBuf>,
    /// The tracking code of your own slip.
    #[arg(long, value_name = "TRACKING_CODE")]
    slip: Option<String>,
    /// The promise of your own slip, as a file.
    #[arg(long, value_name = "FILE")]
    promise: Option<PathBuf>,
    /// A checkpoint that you or another observer kept; it must be a beginning of this ledger.
    #[arg(long, value_name = "FILE")]
    seen: Vec<PathBuf>,
    /// Language of the report.
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks this program itself against a file of test vectors.
    Vectors {
        /// The file: pbv1-*.json, or the RFC 6962, ristretto255 or sampler files beside it.
        file: PathBuf,
    },
    /// Checks one slip without a bundle: the promise the server signed, and the proof that it kept it.
    Slip {
        /// The promise, as saved from the slip.
        promise: PathBuf,
        /// The proof, as saved from the slip (tlog-proof@v1).
        proof: PathBuf,
        /// The ledger's key as you learned it.
        #[arg(long, value_name = "VKEY")]
        log_key: String,
        /// The sealed `policy.txt`, to tell which witnesses cosigned.
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// Draws a sample by public dice (Rivest's sampler): which sheets or ballots to look at.
    Sample {
        /// The digits that were rolled in public.
        #[arg(long)]
        seed: String,
        /// How many there are to draw from, numbered from 1.
        #[arg(long)]
        of: u64,
        /// How many to draw.
        #[arg(long)]
        take: usize,
    },
    /// Watches a ledger: signs its checkpoints if none takes anything back.
    #[command(subcommand)]
    Witness(witness::WitnessCommand),
}

/// Does what the arguments ask for.
pub fn run(arguments: &Arguments) -> ExitCode {
    let done = match &arguments.command {
        Some(Command::Vectors { file }) => run_vectors(file),
        Some(Command::Slip { promise, proof, log_key, policy }) => {
            run_slip(promise, proof, log_key, policy.as_deref())
        }
        Some(Command::Sample { seed, of, take }) => {
            for pick in sample(seed, *of, *take) {
                println!("{pick}");
            }
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Witness(command)) => witness::run(command),
        None => run_verify(&arguments.bundle),
    };
    done.unwrap_or_else(|message| {
        eprintln!("morada-verify: {message}");
        ExitCode::from(2)
    })
}

fn run_verify(arguments: &BundleArguments) -> Result<ExitCode, String> {
    let bundle = arguments.bundle.as_deref().ok_or("name the bundle's folder")?;
    if !bundle.is_dir() {
        return Err(format!("{} is not a folder; unpack an archive first", bundle.display()));
    }
    let log_key = match &arguments.log_key {
        Some(text) => Some(Vkey::parse(text).ok_or("--log-key is not a verifier key")?),
        None => None,
    };
    let options = Options {
        log_key,
        annex: arguments.annex.clone(),
        slip: arguments.slip.clone(),
        promise: arguments.promise.as_deref().map(read).transpose()?,
        seen: arguments
            .seen
            .iter()
            .map(|path| Ok((path.display().to_string(), read(path)?)))
            .collect::<Result<_, String>>()?,
    };
    let report = verify(bundle, options, Progress::on_terminal())
        .map_err(|error| format!("{}: {error}", bundle.display()))?;
    let written = if arguments.json { report.json() } else { report.text(arguments.lang) };
    print!("{written}");
    Ok(ExitCode::from(report.exit_code()))
}

fn run_vectors(file: &Path) -> Result<ExitCode, String> {
    let groups = vectors::run(&read(file)?).map_err(|error| error.to_string())?;
    let mut failures = 0;
    for group in &groups {
        println!("{:<34}{:>5} passed{:>5} failed", group.name, group.passed, group.failed.len());
        for case in &group.failed {
            println!("    failed: {case}");
        }
        failures += group.failed.len();
    }
    let cases: usize = groups.iter().map(|group| group.passed + group.failed.len()).sum();
    println!("{cases} cases, {failures} failed");
    // A file without a single case shows nothing, so it does not pass.
    Ok(ExitCode::from(u8::from(failures > 0 || cases == 0)))
}

/// Ends with 0 when the slip holds and enough witnesses saw it, 1 when it does not hold, 2 when it
/// holds and nobody could say who else saw that checkpoint.
fn run_slip(
    promise: &Path,
    proof: &Path,
    log_key: &str,
    policy: Option<&Path>,
) -> Result<ExitCode, String> {
    let key = Vkey::parse(log_key).ok_or("--log-key is not a verifier key")?;
    let policy = policy.map(read).transpose()?;
    match check_slip(&read(promise)?, &read(proof)?, &key, policy.as_deref()) {
        Err(fault) => {
            println!("This slip does not hold: {fault}.");
            Ok(ExitCode::FAILURE)
        }
        Ok(slip) => {
            println!("Ballot {} is leaf {} of {}.", slip.tracking, slip.index, slip.size);
            match &slip.witnesses {
                None => println!("Who else saw that ledger was not checked: give --policy."),
                Some(names) => {
                    let enough = if slip.quorum_met { "enough" } else { "not enough" };
                    println!("Cosigned by: {} ({enough}).", names.join(", "));
                }
            }
            Ok(ExitCode::from(if slip.quorum_met { 0 } else { 2 }))
        }
    }
}

/// Files named on the command line are small; a larger one is a mistake or a trap.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    const MOST: u64 = 64 << 20;
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let size = fs::metadata(path).map_err(|error| told(&error))?.len();
    if size > MOST {
        return Err(told(&format!("more than the {MOST} bytes this program reads")));
    }
    fs::read(path).map_err(|error| told(&error))
}
