//! What a subject is called, and where it is read.

use super::Subject;
use crate::app::House;
use crate::app::proposals::find::best;
use crate::app::staff::DeskError;
use crate::app::works::funded::outcome;
use crate::store::office::proposals::{self, texts};

/// A subject as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its title, in the reader's language if there is one.
    pub title: String,
    /// Its page, behind the language.
    pub page: String,
}

/// What a subject is called for a reader of `language`; nothing when it is not public any more.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn named(
    house: &House,
    subject: &Subject,
    language: &str,
) -> Result<Option<Named>, DeskError> {
    let reader = house.office.reader();
    match subject {
        Subject::Proposal(id) => {
            let found = proposals::find(reader, id).await?.filter(|one| one.state.is_public());
            let Some(proposal) = found else { return Ok(None) };
            let all = texts::of_proposal(reader, id).await?;
            let text = best(all, language, &proposal.language);
            let number = proposal.number.unwrap_or_default();
            Ok(text.map(|text| Named {
                title: text.title,
                page: format!("p/{}/proposals/{number}", proposal.process),
            }))
        }
        Subject::Work(process, contest, id) => {
            let outcome = outcome(house, process).await?;
            let mut works = outcome.iter().flat_map(|outcome| &outcome.works);
            let found = works.find(|one| one.contest == *contest && one.project.id == *id);
            Ok(found.map(|work| {
                let project = &work.project;
                let text = project.text(language);
                let text = text.or_else(|| project.text(&project.original_language));
                Named {
                    title: text.map(|text| text.title.clone()).unwrap_or_default(),
                    page: format!("p/{process}/works/{contest}/{}", project.number),
                }
            }))
        }
    }
}
