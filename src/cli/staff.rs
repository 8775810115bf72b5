//! `morada staff`: the first place and the first accounts, made on the machine itself.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;

use super::failed;
use crate::app::House;
use crate::app::staff::accounts::{AccountAnswers, operator_adds};
use crate::app::staff::enrol::{EnrolAnswers, enrol, invitation};
use crate::app::staff::setup::begin::{Place, make_place};
use crate::app::staff::{DeskError, Fault};
use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::lang::Lang;
use crate::i18n::voice::Voices;
use crate::web::staff::fault_in_words;

/// Options of `morada staff`.
#[derive(Debug, Args)]
pub struct Staff {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the place whose people vote.
    Place {
        /// Its name in addresses, e.g. lisboa.
        #[arg(long)]
        id: String,
        /// Its name, once per language: pt=Lisboa.
        #[arg(long, required = true)]
        name: Vec<String>,
        /// Its languages, its own first: pt,en,fr,ar.
        #[arg(long, value_delimiter = ',', default_value = "pt,en,fr,ar")]
        languages: Vec<String>,
        /// Its time zone.
        #[arg(long, default_value = "Europe/Lisbon")]
        time_zone: String,
        /// Its currency, ISO 4217.
        #[arg(long, default_value = "EUR")]
        currency: String,
        /// Digits after the point of an amount.
        #[arg(long, default_value_t = 2)]
        currency_exponent: u32,
    },
    /// Make an account. Prints the invitation for its owner.
    Add {
        /// The name to sign in with.
        #[arg(long)]
        name: String,
        /// How the owner wants to be named in public acts.
        #[arg(long)]
        shown_as: String,
        /// The office or department.
        #[arg(long)]
        team: String,
        /// A role, as `lisboa/ballot_officer` or `*/admin`; may be given more than once.
        #[arg(long, required = true)]
        role: Vec<String>,
        /// The language of the pages.
        #[arg(long, default_value = "pt")]
        language: String,
    },
    /// Accept an invitation: choose a password and connect a telephone.
    Enrol {
        /// What `morada staff add` printed.
        invitation: String,
    },
}

impl Staff {
    /// Does one of the three.
    pub async fn run(&self, config: &Config) -> ExitCode {
        let secret = match config.secret() {
            Ok(secret) => secret,
            Err(error) => return failed(&error),
        };
        if let Err(error) = std::fs::create_dir_all(&config.data) {
            return failed(&format!("the data folder {}: {error}", config.data.display()));
        }
        let house = match House::open(config.clone(), secret, Clock::System).await {
            Ok(house) => house,
            Err(error) => return failed(&error),
        };
        match self.command.carry_out(&house).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(&in_words(&error)),
        }
    }
}

impl Command {
    async fn carry_out(&self, house: &House) -> Result<(), DeskError> {
        match self {
            Command::Place { id, name, languages, time_zone, currency, currency_exponent } => {
                let names: Vec<_> = name.iter().filter_map(|name| name.split_once('=')).collect();
                let place = Place {
                    id: PlaceId::parse(id).map_err(|_| DeskError::Unknown)?,
                    name: Text::new(names),
                    languages: languages.clone(),
                    time_zone: time_zone.clone(),
                    currency: currency.clone(),
                    currency_exponent: *currency_exponent,
                    help_line: house.config.help_phone.clone(),
                };
                make_place(house, &place, &[]).await?;
                println!("The place {id} is there.");
                Ok(())
            }
            Command::Add { name, shown_as, team, role, language } => {
                let typed = AccountAnswers {
                    name: name.clone(),
                    shown_as: shown_as.clone(),
                    team: team.clone(),
                    language: language.clone(),
                    roles: role.clone(),
                };
                let token = operator_adds(house, &typed).await?;
                println!("Hand this to {shown_as}; it works once, for three days:");
                println!("  morada staff enrol {token}");
                Ok(())
            }
            Command::Enrol { invitation: token } => {
                let found = invitation(house, token).await?;
                println!("Type this key into the telephone: {}", found.key);
                println!("Or open this address there: {}", found.address);
                let answers = EnrolAnswers {
                    password: ask("Password (12 signs or more): "),
                    again: ask("The same again: "),
                    code: ask("Code that the telephone shows: "),
                };
                enrol(house, token, &answers).await?;
                println!("{} can sign in at {}/desk.", found.account.name, house.config.public_url);
                Ok(())
            }
        }
    }
}

/// Asks for one line.
pub(super) fn ask(question: &str) -> String {
    print!("{question}");
    // A prompt that cannot be shown is still answered by whoever pipes the answers in.
    drop(std::io::stdout().flush());
    let mut line = String::new();
    drop(std::io::stdin().lock().read_line(&mut line));
    line.trim_end_matches(['\n', '\r']).to_owned()
}

/// What the pages would say, in English.
pub(super) fn in_words(error: &DeskError) -> String {
    let DeskError::Faulty(faults) = error else { return error.to_string() };
    let voices = Voices::load().ok();
    let words = |fault: &Fault| {
        let said = voices.as_ref()?.of(Lang::En).say(&fault_in_words(&fault.wrong)).ok()?;
        // A terminal needs no marks around names and numbers.
        Some(said.text.replace(['\u{2068}', '\u{2069}'], ""))
    };
    let one = |fault: &Fault| {
        let words = words(fault).unwrap_or_else(|| format!("{:?}", fault.wrong));
        format!("{}: {words}", fault.field)
    };
    faults.iter().map(one).collect::<Vec<_>>().join("; ")
}
