//! The `morada` program.

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// A fifth of a cast's time went into glibc's allocator, and musl's is slower still (docs/BENCHMARKS.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Addresses, codes and names are never logged, at any level: MORADA_LOG (a level) gives detail of
    // our own words only. Rocket would say every address, and so the order in which slips were given;
    // the templates' engine would say everything it renders.
    let said = std::env::var("MORADA_LOG").ok().and_then(|level| level.parse().ok());
    let detail = said.unwrap_or(LevelFilter::INFO);
    let filter =
        EnvFilter::new(format!("warn,rocket=off,hyper=off,handlebars=off,morada={detail}"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    morada::cli::run(&morada::cli::Cli::parse())
}
