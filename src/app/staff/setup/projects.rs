//! Projects by form: one at a time, with its texts.

use morada_engine::ids::{ContestId, OptionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;

use super::change::{change, process_of};
use super::contests::{self, ContestSetup};
use super::typed::{line, money, optional_line, small_number};
use crate::app::House;
use crate::app::staff::acts::Entry;
use crate::app::staff::permits::find_process;
use crate::app::staff::{DeskError, Fault, Wrong};
pub use crate::store::office::project_texts::{ProjectText, Review};
pub use crate::store::office::projects::Project;
use crate::store::office::{places, projects};

/// Themes of projects, each with its colours (design/README.md).
pub const CATEGORIES: [&str; 6] = ["nature", "move", "memory", "care", "learn", "play"];
/// The tile motifs there are.
pub const MOTIFS: u32 = 8;
/// The most letters of a title. Eighty fit on a line of a paper ballot; imported lists have more.
pub const TITLE_LETTERS: usize = 200;
/// The most letters of a summary.
pub const SUMMARY_LETTERS: usize = 300;
/// The most projects of one contest.
pub const MOST_PROJECTS: u32 = 9999;

/// What is typed about a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectAnswers {
    /// Its number on the ballot.
    pub number: String,
    /// Theme, or empty.
    pub category: String,
    /// Its price, as people write money; empty if nobody knows yet.
    pub cost: String,
    /// Where it would be built, or empty.
    pub place: String,
    /// The group that proposed it, or empty.
    pub proposed_by: String,
    /// The tile motif, 0 to 7; empty to have one chosen.
    pub motif: String,
    /// Name of its pictogram, or empty.
    pub pictogram: String,
    /// The language it was written in.
    pub original_language: String,
    /// Its texts.
    pub texts: Vec<TextAnswers>,
}

/// What is typed about a project in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextAnswers {
    /// BCP 47.
    pub language: String,
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// Name of a [`Review`].
    pub review: String,
    /// Who translated it.
    pub credit: String,
}

/// What a project is judged against.
pub(in crate::app::staff) struct Neighbours<'a> {
    /// The contest.
    pub contest: &'a ContestSetup,
    /// Its other projects.
    pub others: &'a [Project],
    /// Digits after the point of an amount.
    pub exponent: u32,
    /// Languages of the ballot.
    pub languages: &'a [String],
}

impl ProjectAnswers {
    /// The answers that a stored project would have given, with a line for each of `languages`.
    pub fn of(project: &Project, languages: &[String], currency_exponent: u32) -> Self {
        let text = |language: &String| {
            let text = project.text(language);
            TextAnswers {
                language: language.clone(),
                title: text.map(|t| t.title.clone()).unwrap_or_default(),
                summary: text.map(|t| t.summary.clone()).unwrap_or_default(),
                review: text.map_or(Review::Draft, |t| t.review).name().to_owned(),
                credit: text.map(|t| t.credit.clone()).unwrap_or_default(),
            }
        };
        Self {
            number: project.number.to_string(),
            category: project.category.clone(),
            cost: project.cost.map(|cost| cost.decimal(currency_exponent)).unwrap_or_default(),
            place: project.place.clone(),
            proposed_by: project.proposed_by.clone(),
            motif: project.motif.to_string(),
            pictogram: project.pictogram.clone(),
            original_language: project.original_language.clone(),
            texts: languages.iter().map(text).collect(),
        }
    }

    /// The project under `id`, or under its number if it has none yet.
    pub(in crate::app::staff) fn parse(
        &self,
        id: Option<&OptionId>,
        neighbours: &Neighbours<'_>,
    ) -> Result<Project, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut take = Faults(&mut faults);
        let number = take.of(small_number("number", &self.number, 1, MOST_PROJECTS));
        let cost = match self.cost.trim() {
            "" => None,
            typed => take.of(money("cost", typed, neighbours.exponent)),
        };
        let place = take.of(optional_line("place", &self.place, 80));
        let proposed_by = take.of(optional_line("proposed_by", &self.proposed_by, 80));
        let pictogram = take.of(optional_line("pictogram", &self.pictogram, 40));
        let original = take.of(line("original_language", &self.original_language, 12));
        let motif = match self.motif.trim() {
            "" => None,
            typed => take.of(small_number("motif", typed, 0, MOTIFS - 1)),
        };
        if !self.category.is_empty() && !CATEGORIES.contains(&self.category.as_str()) {
            faults.push(Fault::new("category", Wrong::NotOffered));
        }
        if cost.is_some_and(|cost| cost > neighbours.contest.budget) {
            faults.push(Fault::new("cost", Wrong::DearerThanBudget));
        }
        if number.is_some_and(|n| neighbours.others.iter().any(|other| other.number == n)) {
            faults.push(Fault::new("number", Wrong::Taken));
        }
        let original = original.unwrap_or_default();
        let texts = self.parse_texts(&original, neighbours, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let number = number.unwrap_or_default();
        let id = match id {
            Some(id) => id.clone(),
            None => OptionId::parse(&number.to_string()).expect("digits are a name"),
        };
        Ok(Project {
            motif: motif.unwrap_or_else(|| free_motif(number, &self.category, neighbours.others)),
            id,
            number,
            category: self.category.clone(),
            cost,
            place: place.unwrap_or_default(),
            proposed_by: proposed_by.unwrap_or_default(),
            pictogram: pictogram.unwrap_or_default(),
            original_language: original,
            texts,
        })
    }

    /// The texts that have a title. The original must be there.
    fn parse_texts(
        &self,
        original: &str,
        neighbours: &Neighbours<'_>,
        faults: &mut Vec<Fault>,
    ) -> Vec<ProjectText> {
        let mut texts = Vec::new();
        for typed in &self.texts {
            let field = |name: &str| format!("{name}-{}", typed.language);
            let is_original = typed.language == original;
            let mut take = Faults(faults);
            let title = take.of(optional_line(&field("title"), &typed.title, TITLE_LETTERS));
            let summary =
                take.of(optional_line(&field("summary"), &typed.summary, SUMMARY_LETTERS));
            let credit = take.of(optional_line(&field("credit"), &typed.credit, 80));
            let review = match Review::from_name(&typed.review) {
                _ if is_original => Review::Original,
                Some(Review::Original) | None => Review::Draft,
                Some(review) => review,
            };
            let known = is_original || neighbours.languages.contains(&typed.language);
            if !known {
                faults.push(Fault::new(field("title"), Wrong::NotOffered));
            }
            if let (Some(title), Some(summary), Some(credit)) = (title, summary, credit)
                && !title.is_empty()
            {
                let language = typed.language.clone();
                texts.push(ProjectText { language, title, summary, review, credit });
            }
        }
        if !original.is_empty() && texts.iter().all(|text| text.language != original) {
            let empty = Fault::new(format!("title-{original}"), Wrong::Empty);
            if !faults.iter().any(|fault| fault.field == empty.field) {
                faults.push(empty);
            }
        }
        texts.sort_by(|a, b| a.language.cmp(&b.language));
        texts
    }
}

/// Collects the faults of one form field after the other.
struct Faults<'a>(&'a mut Vec<Fault>);

impl Faults<'_> {
    fn of<T>(&mut self, outcome: Result<T, Fault>) -> Option<T> {
        outcome.map_err(|fault| self.0.push(fault)).ok()
    }
}

/// The first motif from the usual one on that no neighbour of the same theme has: no two projects
/// of a ballot have one face, while there are motifs left.
pub(in crate::app) fn free_motif(number: u32, category: &str, others: &[Project]) -> u32 {
    let usual = number.wrapping_mul(5).wrapping_add(1) % MOTIFS;
    let taken =
        |motif: u32| others.iter().any(|other| other.category == category && other.motif == motif);
    (0..MOTIFS).map(|step| (usual + step) % MOTIFS).find(|m| !taken(*m)).unwrap_or(usual)
}

/// Adds a project as seen at `revision`.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn add_project(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    contest: &ContestId,
    typed: &ProjectAnswers,
) -> Result<OptionId, DeskError> {
    let there = Ballot::load(house, permit, contest).await?;
    let project =
        typed.parse(None, &there.neighbours(&there.projects)).map_err(DeskError::Faulty)?;
    if there.projects.iter().any(|other| other.id == project.id) {
        return Err(DeskError::fault("number", Wrong::Taken));
    }
    let entry = Entry::ProjectAdded { contest, project: &project.id };
    change(house, permit, revision, &entry, async |tx, process| {
        Ok(projects::insert(tx, process, contest, &project).await?)
    })
    .await?;
    Ok(project.id)
}

/// Changes a project as seen at `revision`. Its id stays, whatever its number.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn change_project(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    contest: &ContestId,
    id: &OptionId,
    typed: &ProjectAnswers,
) -> Result<(), DeskError> {
    let mut there = Ballot::load(house, permit, contest).await?;
    let at = there.projects.iter().position(|project| project.id == *id);
    let before = there.projects.remove(at.ok_or(DeskError::Unknown)?);
    let mut project =
        typed.parse(Some(id), &there.neighbours(&there.projects)).map_err(DeskError::Faulty)?;
    mark_outdated(&before, &mut project);
    let entry = Entry::ProjectChanged { contest, project: id };
    change(house, permit, revision, &entry, async |tx, process| {
        projects::remove(tx, process, contest, id).await?;
        Ok(projects::insert(tx, process, contest, &project).await?)
    })
    .await
}

/// When the original changes, translations that did not change with it must be checked again.
fn mark_outdated(before: &Project, after: &mut Project) {
    let words = |project: &Project, language: &str| {
        project.text(language).map(|text| (text.title.clone(), text.summary.clone()))
    };
    let original = after.original_language.clone();
    if words(before, &original) == words(after, &original) {
        return;
    }
    let unchanged: Vec<String> = after
        .texts
        .iter()
        .filter(|text| text.language != original)
        .filter(|text| words(before, &text.language) == words(after, &text.language))
        .map(|text| text.language.clone())
        .collect();
    for text in &mut after.texts {
        if unchanged.contains(&text.language) {
            text.review = Review::Outdated;
        }
    }
}

/// Removes a project as seen at `revision`.
///
/// # Errors
/// [`DeskError::Unknown`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn remove_project(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    contest: &ContestId,
    id: &OptionId,
) -> Result<(), DeskError> {
    let entry = Entry::ProjectRemoved { contest, project: id };
    change(house, permit, revision, &entry, async |tx, process| {
        if projects::remove(tx, process, contest, id).await? {
            Ok(())
        } else {
            Err(DeskError::Unknown)
        }
    })
    .await
}

/// A contest with its projects, as a form's answers are judged against it.
pub(in crate::app::staff) struct Ballot {
    /// The contest.
    pub contest: ContestSetup,
    /// Its projects, in ballot order.
    pub projects: Vec<Project>,
    /// Languages of the ballot.
    pub languages: Vec<String>,
    exponent: u32,
}

impl Ballot {
    pub(in crate::app::staff) async fn load(
        house: &House,
        permit: &Permit<DraftBallot>,
        contest: &ContestId,
    ) -> Result<Self, DeskError> {
        let process = find_process(house, process_of(permit)?).await?;
        let place = places::find(house.office.reader(), &process.place).await?;
        let mut all = projects::of_process(house.office.reader(), &process.id).await?;
        Ok(Self {
            contest: contests::find(house, &process, contest).await?,
            projects: all.remove(contest).unwrap_or_default(),
            exponent: place.ok_or(DeskError::Unknown)?.currency_exponent,
            languages: process.languages,
        })
    }

    /// Digits after the point of an amount.
    pub(in crate::app::staff) fn exponent(&self) -> u32 {
        self.exponent
    }

    /// What a project is judged against, with `others` beside it.
    pub(in crate::app::staff) fn neighbours<'a>(&'a self, others: &'a [Project]) -> Neighbours<'a> {
        Neighbours {
            contest: &self.contest,
            others,
            exponent: self.exponent,
            languages: &self.languages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(number: u32, category: &str, motif: u32) -> Project {
        Project {
            id: OptionId::parse(&number.to_string()).unwrap(),
            number,
            category: category.into(),
            cost: None,
            place: String::new(),
            proposed_by: String::new(),
            motif,
            pictogram: String::new(),
            original_language: "pt".into(),
            texts: vec![],
        }
    }

    #[test]
    fn no_two_projects_of_a_theme_have_one_motif_while_there_are_motifs_left() {
        let others = [tile(1, "care", 6), tile(2, "care", 7), tile(3, "move", 0)];
        assert_eq!(free_motif(1, "care", &others), 0);
        assert_eq!(free_motif(1, "move", &others), 6);
        let all: Vec<Project> = (0..8).map(|motif| tile(motif + 1, "care", motif)).collect();
        assert_eq!(free_motif(1, "care", &all), 6);
    }

    #[test]
    fn a_translation_must_be_checked_again_when_its_original_changes() {
        let text = |language: &str, title: &str, review| ProjectText {
            language: language.into(),
            title: title.into(),
            summary: String::new(),
            review,
            credit: String::new(),
        };
        let with = |texts: Vec<ProjectText>| Project { texts, ..tile(1, "care", 0) };
        let before = with(vec![
            text("ar", "مطبخ", Review::Checked),
            text("en", "Kitchen", Review::Checked),
            text("pt", "Cozinha", Review::Original),
        ]);
        let mut after = with(vec![
            text("ar", "مطبخ", Review::Checked),
            text("en", "Kitchen and table", Review::Checked),
            text("pt", "Cozinha e mesa", Review::Original),
        ]);
        mark_outdated(&before, &mut after);
        let reviews: Vec<Review> = after.texts.iter().map(|text| text.review).collect();
        assert_eq!(reviews, [Review::Outdated, Review::Checked, Review::Original]);
    }
}
