//! What is to be translated, language by language.

use morada_engine::ids::{ContestId, ElectionId, OptionId};

use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::setup::overview::Setup;
use crate::store::office::project_texts::{ProjectText, Review};
use crate::store::office::projects::Project;

/// How far the translation of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The original has changed since; what stood there may be wrong.
    OutOfDate,
    /// Nobody has begun.
    New,
    /// Drafted by a machine or by half.
    Draft,
    /// Translated by a person, not checked.
    ByPerson,
    /// Translated by one person and checked by another.
    Checked,
}

impl State {
    /// How far `text` is.
    pub fn of(text: Option<&ProjectText>) -> Self {
        match text.map(|text| text.review) {
            None => Self::New,
            Some(Review::Outdated) => Self::OutOfDate,
            Some(Review::Draft) => Self::Draft,
            Some(Review::ByPerson) => Self::ByPerson,
            Some(Review::Original | Review::Checked) => Self::Checked,
        }
    }

    /// Its name in files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OutOfDate => "out-of-date",
            Self::New => "new",
            Self::Draft => "draft",
            Self::ByPerson => "by-person",
            Self::Checked => "checked",
        }
    }
}

/// A text that stands on the ballot, and its translation as far as there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The contest.
    pub contest: ContestId,
    /// The project.
    pub project: OptionId,
    /// Its ballot number.
    pub number: u32,
    /// What was written first.
    pub source: ProjectText,
    /// The language of the translation.
    pub language: String,
    /// The translation.
    pub target: Option<ProjectText>,
}

impl Unit {
    /// How far it is.
    pub fn state(&self) -> State {
        State::of(self.target.as_ref())
    }

    /// What the source says now, to notice when it changes under somebody's hands.
    pub fn seen(&self) -> String {
        let source = &self.source;
        let target = self.target.as_ref();
        let parts = [
            source.title.as_str(),
            source.summary.as_str(),
            target.map_or("", |text| text.title.as_str()),
            target.map_or("", |text| text.summary.as_str()),
        ];
        let hash = morada_engine::hash::Hash::of(&[parts.join("\u{1f}").as_bytes()]);
        hash.to_hex()[..16].to_owned()
    }
}

/// Everything to translate into one language, what is urgent first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// BCP 47.
    pub language: String,
    /// The texts, those that nobody has done or that are out of date first.
    pub units: Vec<Unit>,
}

impl Queue {
    /// Texts that keep the language off the ballot.
    pub fn waiting(&self) -> usize {
        self.units.iter().filter(|unit| unit.state() != State::Checked).count()
    }
}

/// The queues of a process, one for each language of its ballot.
///
/// # Errors
/// [`DeskError::Unknown`] without such a process.
pub async fn queues(house: &House, process: &ElectionId) -> Result<Vec<Queue>, DeskError> {
    let setup = Setup::load(house, process).await?;
    let queue = |language: &String| {
        let all = setup.projects.iter();
        let mut units: Vec<Unit> = all
            .flat_map(|(contest, projects)| {
                projects.iter().filter_map(|project| unit(contest, project, language))
            })
            .collect();
        units.sort_by_key(Unit::state);
        Queue { language: language.clone(), units }
    };
    Ok(setup.process.languages.iter().map(queue).collect())
}

/// The queue of one language.
///
/// # Errors
/// [`DeskError::Unknown`] for a language that the ballot does not have.
pub async fn queue(
    house: &House,
    process: &ElectionId,
    language: &str,
) -> Result<Queue, DeskError> {
    let all = queues(house, process).await?;
    all.into_iter().find(|queue| queue.language == language).ok_or(DeskError::Unknown)
}

/// The text of a project that is to be translated into `language`; none where it was written in it.
fn unit(contest: &ContestId, project: &Project, language: &str) -> Option<Unit> {
    if project.original_language == language {
        return None;
    }
    Some(Unit {
        contest: contest.clone(),
        project: project.id.clone(),
        number: project.number,
        source: project.text(&project.original_language)?.clone(),
        language: language.to_owned(),
        target: project.text(language).cloned(),
    })
}
