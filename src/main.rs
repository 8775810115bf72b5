//! The `morada` program.

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    // Addresses, codes and names are never logged, at any level; MORADA_LOG only adds detail.
    let filter = EnvFilter::try_from_env("MORADA_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,morada=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    morada::cli::run(&morada::cli::Cli::parse())
}
