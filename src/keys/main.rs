//! `morada-keys`: runs offline, on a machine that is not the server.

mod commands;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match commands::run(commands::Program::parse()) {
        Ok(said) => {
            for sentence in said {
                println!("{sentence}");
            }
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("Not done: {fault}.");
            ExitCode::FAILURE
        }
    }
}
