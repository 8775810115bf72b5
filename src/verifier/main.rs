//! `morada-verify`: checks a published bundle, trusting nothing but the specification.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(&cli::Arguments::parse())
}
