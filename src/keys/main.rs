//! `morada-keys`: runs offline, on a machine that is not the server.

mod commands;
mod misheard;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let program = match commands::Program::try_parse() {
        Ok(program) => program,
        Err(error) if error.use_stderr() => {
            eprintln!("{}", misheard::sentence(&error));
            return ExitCode::from(2);
        }
        Err(help) => {
            print!("{help}");
            return ExitCode::SUCCESS;
        }
    };
    match commands::run(program) {
        Ok(said) => {
            for sentence in said {
                println!("{sentence}");
            }
            ExitCode::SUCCESS
        }
        Err(fault) => {
            let why = fault.to_string();
            eprintln!("Not done: {}.", why.trim_end_matches('.'));
            ExitCode::FAILURE
        }
    }
}
