//! The words of the command line.

mod codes;
mod trustee;

use std::error::Error;

use clap::{Parser, Subcommand};
use morada_engine::ids::{ContestId, ElectionId};

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
    ///
    /// Writes into a new folder:
    ///
    ///   sheets.html            one A4 letter per code; print it, then delete it
    ///   spares.html            the same for letters that get lost
    ///   credlist-CONTEST.txt   the public keys, sorted; give these files to the server
    ///
    /// The codes are on the letters and nowhere else. Print with two people present, count the
    /// pile, put every letter into the same kind of envelope, close them, mix them, and only then
    /// stick addresses on or hand them out.
    #[command(verbatim_doc_comment)]
    Codes(codes::CodesOrder),
    /// Be a trustee: make a key together, keep a share of it, open ballots after the close.
    ///
    /// The ceremony has four steps. Every trustee takes each step at their own machine, and nobody
    /// goes on before all are ready:
    ///
    ///   1. new       make your part; its hash goes into the shared folder
    ///   2. reveal    show your part; read the fingerprint aloud
    ///   3. round2    check the others' parts; send each of them a sealed share
    ///   4. round3    put your share together; trustees.json goes to the server
    ///
    /// Then check every copy of your share, and rehearse with a test ballot. After the vote: open.
    ///
    /// The shared folder can be a memory stick that goes round. It needs no secrecy.
    #[command(subcommand, verbatim_doc_comment)]
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

/// A short name of an election or a contest.
fn short_name<T>(parse: impl Fn(&str) -> Option<T>, text: &str) -> Result<T, &'static str> {
    parse(text).ok_or("a short name has 1 to 64 small letters, digits and hyphens")
}

fn election(text: &str) -> Result<ElectionId, &'static str> {
    short_name(|text| ElectionId::parse(text).ok(), text)
}

fn contest(text: &str) -> Result<ContestId, &'static str> {
    short_name(|text| ContestId::parse(text).ok(), text)
}

fn whole<T: std::str::FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "a whole number such as 3 is needed, and not a very large one")
}
