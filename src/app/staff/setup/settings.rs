//! The settings of a process that are neither dates, contests nor projects: one topic at a time.

use morada_engine::contest::{Openings, Text};
use morada_engine::ledger::Policy;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::sealing::TrusteeSet;

use super::change::{change, process_of};
use super::typed::{number, text};
use super::voters::{VotersAnswers, beyond_the_roll};
use crate::app::staff::acts::Entry;
use crate::app::staff::permits::find_process;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::app::{House, log_key};
use crate::store::office::processes::{self, Process};

/// One topic of the wizard, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicAnswers {
    /// The name, per language.
    Name(Vec<(String, String)>),
    /// Who can vote.
    Voters(Box<VotersAnswers>),
    /// Languages of the ballot, in order.
    Languages(Vec<String>),
    /// How the secret is kept.
    Secrecy {
        /// Least ballots of a batch.
        batch_min: String,
        /// Minutes between two batches.
        batch_minutes: String,
        /// Least ballots that anything is published about.
        small_group: String,
        /// `observers` or `public`.
        openings: String,
    },
    /// Who can open the box, and who watches.
    Trustees {
        /// `setup/trustees.json`, or empty.
        trustees: String,
        /// Lines of `policy.txt`, or empty.
        witnesses: String,
    },
}

impl TopicAnswers {
    fn name(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Voters(_) => "voters",
            Self::Languages(_) => "languages",
            Self::Secrecy { .. } => "secrecy",
            Self::Trustees { .. } => "trustees",
        }
    }

    /// Puts the answers into `process`, or names every fault.
    fn put_into(&self, house: &House, process: &mut Process) -> Result<(), Vec<Fault>> {
        match self {
            Self::Name(typed) => {
                let first = process.languages.first().map_or("pt", String::as_str);
                process.title = text("title", typed, first, 80)?;
                Ok(())
            }
            Self::Voters(typed) => {
                process.electorate = typed.parse()?;
                Ok(())
            }
            Self::Languages(chosen) => put_languages(chosen, process),
            Self::Secrecy { batch_min, batch_minutes, small_group, openings } => {
                let least = both(
                    number("batch_min", batch_min, 1, 10_000),
                    number("batch_minutes", batch_minutes, 1, 24 * 60),
                );
                let rest = both(
                    number("small_group", small_group, 1, 1000),
                    match openings.as_str() {
                        "observers" => Ok(Openings::Observers),
                        "public" => Ok(Openings::Public),
                        _ => Err(Fault::new("openings", Wrong::NotOffered)),
                    },
                );
                let ((batch_min, minutes), (small_group, openings)) = both_lists(least, rest)?;
                process.batch_min = batch_min;
                process.batch_interval_s = minutes * 60;
                process.small_group = small_group;
                process.openings = openings;
                Ok(())
            }
            Self::Trustees { trustees, witnesses } => {
                trustees.trim().clone_into(&mut process.trustees);
                process.witnesses = witnesses.trim().replace('\r', "");
                let faults: Vec<Fault> = [trustee_fault(process), witness_fault(house, process)]
                    .into_iter()
                    .flatten()
                    .collect();
                if faults.is_empty() { Ok(()) } else { Err(faults) }
            }
        }
    }
}

fn put_languages(chosen: &[String], process: &mut Process) -> Result<(), Vec<Fault>> {
    if chosen.is_empty() {
        return Err(vec![Fault::new("languages", Wrong::NothingChosen)]);
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let well_formed = |code: &String| (2..=12).contains(&code.len()) && code.chars().all(plain);
    let distinct = chosen.iter().collect::<std::collections::BTreeSet<_>>().len() == chosen.len();
    if !chosen.iter().all(well_formed) || !distinct {
        return Err(vec![Fault::new("languages", Wrong::NotOffered)]);
    }
    // The first one is the language of the law: it cannot be missing from the title.
    if process.title.translations().iter().all(|title| title.lang != chosen[0]) {
        let missing = Wrong::LanguageMissing(chosen[0].clone());
        return Err(vec![Fault::new("languages", missing)]);
    }
    process.languages = chosen.to_vec();
    Ok(())
}

fn trustee_fault(process: &Process) -> Option<Fault> {
    if process.trustees.is_empty() {
        return None;
    }
    let unfit = TrusteeSet::parse(process.trustees.as_bytes()).is_err();
    unfit.then(|| Fault::new("trustees", Wrong::NotTrustees))
}

/// What is wrong with the lines about witnesses, judged beside the log's own line.
fn witness_fault(house: &House, process: &Process) -> Option<Fault> {
    if process.witnesses.is_empty() {
        return None;
    }
    let log = log_key(house, &house.config.authority, &process.id);
    let policy = format!("log {}\n{}\n", log.verifier_key(), process.witnesses);
    Policy::parse(&policy).is_err().then(|| Fault::new("witnesses", Wrong::NotPolicy))
}

/// Both values, or the faults of both.
fn both<A, B>(a: Result<A, Fault>, b: Result<B, Fault>) -> Result<(A, B), Vec<Fault>> {
    both_lists(a.map_err(|fault| vec![fault]), b.map_err(|fault| vec![fault]))
}

fn both_lists<A, B>(
    a: Result<A, Vec<Fault>>,
    b: Result<B, Vec<Fault>>,
) -> Result<(A, B), Vec<Fault>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a
            .err()
            .unwrap_or_default()
            .into_iter()
            .chain(b.err().unwrap_or_default())
            .collect()),
    }
}

/// Stores one topic as seen at `revision`.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn change_settings(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    typed: &TopicAnswers,
) -> Result<(), DeskError> {
    let mut process = find_process(house, process_of(permit)?).await?;
    typed.put_into(house, &mut process).map_err(DeskError::Faulty)?;
    if matches!(typed, TopicAnswers::Voters(_)) {
        beyond_the_roll(house, &process.place, &process.electorate).await?;
    }
    let entry = Entry::SettingsChanged { topic: typed.name() };
    change(house, permit, revision, &entry, async |tx, _| Ok(processes::save(tx, &process).await?))
        .await
}

/// The name of a process in one language, for forms.
pub fn title_in<'a>(title: &'a Text, language: &str) -> &'a str {
    let found = title.translations().iter().find(|translation| translation.lang == language);
    found.map_or("", |translation| translation.text.as_str())
}
