//! `morada roll`: the council's register, on the machine itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use morada_engine::ids::PlaceId;
use morada_engine::roll::register::{Field, Mapping};

use super::failed;
use super::staff::{ask, in_words};
use crate::app::House;
use crate::app::roll::register::{Accepted, Checked, NotARegister, Progress, Report, Source};
use crate::app::roll::register::{accept, check};
use crate::app::staff::permits::one_of_two_in_place;
use crate::app::staff::sign_in::{Credentials, SignInError, sign_in, who_is};
use crate::app::staff::{DeskError, SignedIn, sign_out};
use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::lang::Lang;
use crate::i18n::voice::Voices;
use crate::web::staff::register_words::{column_fault, fault_file};

/// Options of `morada roll`.
#[derive(Debug, Args)]
pub struct Roll {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take the council's register onto the roll: all of it or nothing. Two people run the same command.
    Import(Import),
}

#[derive(Debug, Args)]
struct Import {
    /// A CSV file in UTF-8 with a header.
    file: PathBuf,
    /// The place, by its name in addresses.
    #[arg(long)]
    place: String,
    /// Which column is which, where its heading does not say so: name=Nome,family=Apelidos,birth=Data,area=Zona,since=Desde
    #[arg(long, value_delimiter = ',')]
    map: Vec<String>,
    /// Only look: nothing is written, and nobody has to sign in.
    #[arg(long)]
    dry_run: bool,
}

impl Roll {
    /// Does it.
    pub async fn run(&self, config: &Config) -> ExitCode {
        let Command::Import(import) = &self.command;
        let secret = match config.secret() {
            Ok(secret) => secret,
            Err(error) => return failed(&error),
        };
        match House::open(config.clone(), secret, Clock::System).await {
            Ok(house) => import.run(&house).await,
            Err(error) => failed(&error),
        }
    }
}

impl Import {
    async fn run(&self, house: &House) -> ExitCode {
        let (Ok(place), Some(mapping)) = (PlaceId::parse(&self.place), self.mapping()) else {
            return failed(&"--place is a name in addresses, --map is field=heading,…");
        };
        let source = match Source::open(&self.file) {
            Ok(source) => Arc::new(source),
            Err(error) => return failed(&format!("{}: {error}", self.file.display())),
        };
        let progress = Arc::new(Progress::default());
        let bar = watch(&progress);
        let looked = check(house, &place, &source, &mapping, &progress).await;
        bar.finish_and_clear();
        let checked = match looked {
            Ok(Ok(checked)) => checked,
            Ok(Err(fault)) => return failed(&no_register(&fault)),
            Err(error) => return failed(&in_words(&error)),
        };
        tell(&checked.report);
        if !checked.report.faults.is_empty() {
            return self.name_faults(&checked.report);
        }
        if self.dry_run {
            return ExitCode::SUCCESS;
        }
        match yes(house, &place, checked, source).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(words) => failed(&words),
        }
    }

    fn mapping(&self) -> Option<Mapping> {
        self.map.iter().try_fold(Mapping::default(), |mapping, pair| {
            let (field, heading) = pair.split_once('=')?;
            Some(mapping.with(Field::from_name(field)?, heading))
        })
    }

    /// Writes every fault by row beside the file, and fails.
    fn name_faults(&self, report: &Report) -> ExitCode {
        let name = format!("{}.faults.csv", self.file.display());
        let Ok(voices) = Voices::load() else { return failed(&"no words for faults") };
        let file = fault_file(&voices.of(Lang::En), report);
        match std::fs::write(Path::new(&name), file) {
            Ok(()) => failed(&format!("nothing was taken; every fault by row is in {name}")),
            Err(error) => failed(&format!("{name}: {error}")),
        }
    }
}

/// Somebody signs in and says yes.
async fn yes(
    house: &House,
    place: &PlaceId,
    checked: Checked,
    source: Arc<Source>,
) -> Result<(), String> {
    println!("Two people accept a register. Sign in as one of them:");
    let credentials = Credentials {
        name: ask("Name: "),
        password: ask("Password: "),
        code: ask("Code that the telephone shows: "),
        device: None,
    };
    let session = sign_in(house, &credentials).await.map_err(|error| match error {
        SignInError::Wrong => "name, password or code did not fit; nothing was taken".to_owned(),
        SignInError::Wait(seconds) => {
            format!("too many tries under this name: wait {seconds} seconds; nothing was taken")
        }
        SignInError::Store(error) => error.to_string(),
    })?;
    let done = async {
        let who = who_is(house, &session.token).await?.ok_or(DeskError::Unknown)?;
        let done = accept_as(house, &who, place, checked, source).await;
        sign_out::sign_out(house, &who).await?;
        done
    };
    done.await.map_err(|error| in_words(&error))
}

async fn accept_as(
    house: &House,
    who: &SignedIn,
    place: &PlaceId,
    checked: Checked,
    source: Arc<Source>,
) -> Result<(), DeskError> {
    let half = one_of_two_in_place(who, place)?;
    let progress = Arc::new(Progress::default());
    let bar = watch(&progress);
    let accepted = accept(house, half, checked, source, &progress).await;
    bar.finish_and_clear();
    match accepted? {
        Accepted::First => {
            println!(
                "This was the first yes. Within a day somebody of another team runs the same command."
            );
        }
        Accepted::Taken(report) => {
            println!("Everybody is on the roll.");
            tell(&report);
        }
    }
    Ok(())
}

/// A bar that moves with the work.
fn watch(progress: &Arc<Progress>) -> ProgressBar {
    let bar = ProgressBar::new(100);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent} % {elapsed}") {
        bar.set_style(style);
    }
    let (shown, progress) = (bar.clone(), Arc::clone(progress));
    tokio::spawn(async move {
        while !shown.is_finished() {
            shown.set_position(progress.percent());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    });
    bar
}

fn tell(report: &Report) {
    for (what, n) in [
        ("rows", report.rows),
        ("new on the roll", report.new),
        ("there already", report.same),
        ("there already, renewed", report.renewed),
        ("ended here before, not brought back", report.ended),
        ("not admitted by the rule yet", report.not_yet),
        ("pairs of one name and one birth: a case each", report.doubles),
        ("faults", report.faults.len() as u64),
    ] {
        println!("{n:>10}  {what}");
    }
    println!("SHA-256 {}", report.sha);
}

fn no_register(fault: &NotARegister) -> String {
    let NotARegister::Columns(faults) = fault else { return fault.to_string() };
    let voice = Voices::load().map(|voices| voices.of(Lang::En));
    let words = faults.iter().filter_map(|fault| {
        let said = voice.as_ref().ok()?.say(&column_fault(fault)).ok()?;
        Some(said.text.replace(['\u{2068}', '\u{2069}'], ""))
    });
    words.collect::<Vec<_>>().join("\n")
}
