//! What a proposal says on a ballot: its title, the beginning of its words, its translations, its price.

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::proposal::State;
use unicode_normalization::UnicodeNormalization;

use crate::app::House;
use crate::app::proposals::kept::{Author, AuthorKind, Proposal, ProposalText, Standing};
use crate::app::proposals::one_line;
use crate::app::staff::DeskError;
use crate::app::staff::setup::projects::{ProjectText, Review, SUMMARY_LETTERS, free_motif};
use crate::store::office::evaluation::draws;
use crate::store::office::projects::Project;
use crate::store::office::proposals::{self, versions};

/// The most signs of a group's name on a ballot.
const MOST_GROUP: usize = 80;

/// The first number that is free behind those of a contest.
pub(super) fn next_number(projects: &[Project]) -> u32 {
    projects.iter().map(|project| project.number).max().unwrap_or(0) + 1
}

/// The project that a numbered proposal becomes. A person is never named on a ballot; a group is.
pub(super) fn made_of(
    proposal: &Proposal,
    texts: &[ProposalText],
    authors: &[Author],
    languages: &[String],
    others: &[Project],
) -> Result<Project, DeskError> {
    let State::Project { price, number } = proposal.state else { return Err(DeskError::Unknown) };
    let group = authors.iter().find(|author| {
        author.kind == AuthorKind::Association && author.standing == Standing::Accepted
    });
    let group = group.map(|author| author.shown.chars().take(MOST_GROUP).collect());
    let on_ballot = |language: &str| {
        language == proposal.language || languages.iter().any(|known| known == language)
    };
    let mut own: Vec<ProjectText> = texts
        .iter()
        .filter(|text| on_ballot(&text.language))
        .filter_map(|text| {
            Some(ProjectText {
                language: text.language.clone(),
                title: one_line(&text.title).nfc().collect(),
                summary: shortened(&text.words, SUMMARY_LETTERS),
                review: review(&text.state)?,
                credit: text.credit.clone(),
            })
        })
        .collect();
    own.sort_by(|a, b| a.language.cmp(&b.language));
    Ok(Project {
        id: OptionId::parse(&number.to_string()).map_err(|_| DeskError::Unknown)?,
        number,
        category: proposal.theme.clone(),
        cost: Some(price),
        place: proposal.area.clone(),
        proposed_by: group.unwrap_or_default(),
        motif: free_motif(number, &proposal.theme, others),
        pictogram: String::new(),
        original_language: proposal.language.clone(),
        texts: own,
    })
}

/// How far a text of a proposal is to be trusted on a ballot; what a machine wrote or is out of date, not at all.
fn review(state: &str) -> Option<Review> {
    match state {
        "original" => Some(Review::Original),
        "checked" => Some(Review::Checked),
        "person" => Some(Review::ByPerson),
        _ => None,
    }
}

/// The beginning of a text on one line, cut between words.
fn shortened(words: &str, most: usize) -> String {
    let line: String = one_line(words).nfc().collect();
    if line.chars().count() <= most {
        return line;
    }
    let start: String = line.chars().take(most - 1).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

/// The proposal that a project was: its number, and its photo.
pub type Was = (u32, Option<String>);

/// The proposal that a project was, if it was one that everybody can read.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn proposal_of(
    house: &House,
    process: &ElectionId,
    contest: &ContestId,
    project: &OptionId,
) -> Result<Option<Was>, DeskError> {
    let reader = house.office.reader();
    let Some(id) = draws::proposal_of(reader, process, contest, project).await? else {
        return Ok(None);
    };
    let found = proposals::find(reader, &id).await?.filter(|found| found.state.is_public());
    let Some((number, found)) = found.and_then(|found| Some((found.number?, found))) else {
        return Ok(None);
    };
    let version = versions::find(reader, &id, found.version).await?;
    Ok(Some((number, version.and_then(|version| version.content.photo))))
}

/// The contest in which a proposal stands on the ballot.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn contest_of(
    house: &House,
    proposal: &Proposal,
) -> Result<Option<ContestId>, DeskError> {
    Ok(draws::contest_of(house.office.reader(), &proposal.id).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_says_so() {
        assert_eq!(shortened("Dez bancos\nnovos.", 300), "Dez bancos novos.");
        assert_eq!(shortened("Dez bancos novos debaixo das árvores", 12), "Dez bancos…");
        assert_eq!(shortened("Xxxxxxxxxxxxxxxxxx", 5), "Xxxx…");
    }
}
