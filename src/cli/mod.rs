//! The operator's commands. Each turns words of a command line into use cases and says what came.

mod config;
mod conformance;
mod count;
mod demo;
mod doctor;
mod files;
mod out;
mod replay;
mod roll;
mod serve;
mod staff;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// Everyone who lives in a place proposes, votes on and follows local projects.
#[derive(Debug, Parser)]
#[command(name = "morada", version, about)]
pub struct Cli {
    /// The file with the settings.
    #[arg(long, global = true, default_value = "morada.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print every setting, its meaning and its value.
    Config,
    /// Show everything with an invented Lisbon; nothing to set up.
    Demo(demo::Demo),
    /// Serve a place.
    Serve,
    /// Count an election from a file by any rule, with every number.
    Count(Box<count::CountArgs>),
    /// Count every published expectation of a folder again and say what differs.
    Conformance(conformance::ConformanceArgs),
    /// Hold a real election from a Pabulib file through the real doors, and check the outcome.
    Replay(replay::ReplayArgs),
    /// Make the first place and the first accounts of its staff.
    Staff(staff::Staff),
    /// Take the council's register onto the roll.
    Roll(roll::Roll),
    /// Say in words what is wrong with this installation.
    Doctor,
}

/// Runs one command.
pub fn run(cli: &Cli) -> ExitCode {
    let config = match Config::load(&cli.config) {
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    runtime.block_on(async {
        match &cli.command {
            Command::Config => config::print(&config),
            Command::Count(count) => count.run(),
            Command::Conformance(conformance) => conformance.run(),
            Command::Demo(demo) => demo.run().await,
            Command::Replay(replay) => replay.run().await,
            Command::Serve => serve::run(&config).await,
            Command::Staff(staff) => staff.run(&config).await,
            Command::Roll(roll) => roll.run(&config).await,
            Command::Doctor => doctor::run(&config).await,
        }
    })
}

/// Says what went wrong, and fails.
fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("morada: {error}");
    ExitCode::FAILURE
}
