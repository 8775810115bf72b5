//! The words of the command line.

mod codes;
mod trustee;

use std::error::Error;

use clap::{Parser, Subcommand};

/// Sentences for the person at the keyboard.
pub type Said = Vec<String>;

/// Voting codes and trustees' keys, made on a machine that is not the server.
///
/// Use a computer that is not connected to any network. The program itself never uses one.
#[derive(Parser)]
#[command(name = "morada-keys", version, max_term_width = 100)]
pub struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make voting codes: letters to print, and the lists of public keys for the server.
    Codes(codes::CodesOrder),
    /// Be a trustee: make a key together, keep a share of it, open ballots after the close.
    #[command(subcommand)]
    Trustee(trustee::Trustee),
}

/// Does what was asked for.
pub fn run(program: Program) -> Result<Said, Box<dyn Error>> {
    match program.command {
        Command::Codes(order) => codes::run(order),
        Command::Trustee(step) => trustee::run(step),
    }
}

/// The chance of the operating system.
fn chance() -> impl rand_core::CryptoRng {
    rand_core::UnwrapErr(rand::rngs::SysRng)
}
