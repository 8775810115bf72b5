//! `morada-keys codes`.

use std::error::Error;
use std::path::PathBuf;

use clap::Args;
use morada_engine::ids::{ContestId, ElectionId};
use morada_keys::codes::letters::{Address, AddressError, Letterhead};
use morada_keys::codes::{Folder, Language, Order, make};

use super::{Said, chance};

/// What the code maker says on the command line.
#[derive(Args)]
pub struct CodesOrder {
    /// The election's short name, as the server shows it.
    #[arg(long, value_parser = super::election)]
    election: ElectionId,
    /// A contest's short name. Say --contest again for each one: a code serves them all.
    #[arg(long = "contest", required = true, value_parser = super::contest)]
    contests: Vec<ContestId>,
    /// How many letters: as many as people may vote.
    #[arg(long, value_parser = super::whole::<u64>)]
    letters: u64,
    /// How many spare letters, for those that get lost.
    #[arg(long, default_value = "0", value_parser = super::whole::<u64>)]
    spares: u64,
    /// The folder to write into. It must not have such files yet.
    #[arg(long)]
    out: PathBuf,
    /// Languages of the letter, the place's own first: pt, en, fr, ar.
    #[arg(long, value_delimiter = ',', default_value = "pt,en,fr,ar", value_parser = parse_language)]
    lang: Vec<Language>,
    /// Where one votes: the full address of the page. With it, letters carry a QR code.
    #[arg(long, value_parser = parse_address)]
    url: Option<Address>,
    /// What stands on top of the letter, such as "Orçamento Participativo 2026".
    #[arg(long)]
    title: Option<String>,
    /// Also write the codes as plain text. For trials only: whoever has this file can vote for all.
    #[arg(long, value_name = "FILE")]
    keep_codes: Option<PathBuf>,
}

pub(super) fn run(asked: CodesOrder) -> Result<Said, Box<dyn Error>> {
    let order = Order::new(asked.election, asked.contests, asked.letters, asked.spares)?;
    let head = Letterhead {
        title: asked.title.unwrap_or_else(|| order.election().to_string()),
        address: asked.url,
        languages: asked.lang,
    };
    let folder = Folder { path: asked.out, keep_codes: asked.keep_codes };
    folder.must_be_free(&order)?;
    let made = make(&order, &mut chance())?;
    Ok(folder.write(&head, &made)?)
}

fn parse_address(text: &str) -> Result<Address, AddressError> {
    Address::parse(text)
}

fn parse_language(text: &str) -> Result<Language, &'static str> {
    Language::parse(text).ok_or("the letters can be in pt, en, fr and ar")
}
