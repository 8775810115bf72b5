//! Everything that everybody may read of one proposal.

use super::find::best;
use super::kept::{Author, AuthorKind, Comment, Photo, Proposal, ProposalText, Standing, Version};
use super::{Season, discuss};
use crate::app::House;
use crate::app::staff::DeskError;
use crate::store::office::proposals::{self, authors, comments, photos, texts, versions};

/// One proposal, as everybody reads it.
#[derive(Debug, Clone)]
pub struct Public {
    /// Where it is.
    pub proposal: Proposal,
    /// Its newest version.
    pub version: Version,
    /// Its texts, by language.
    pub texts: Vec<ProposalText>,
    /// Who stands behind it.
    pub authors: Vec<PublicAuthor>,
    /// What is said about it, the oldest first.
    pub comments: Vec<Comment>,
    /// The number of the proposal it became part of.
    pub merged_into: Option<u32>,
    /// The numbers of proposals that became part of it.
    pub parts: Vec<u32>,
}

/// An author as everybody knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAuthor {
    /// What kind.
    pub kind: AuthorKind,
    /// The name.
    pub shown: String,
    /// The desk that wrote it down for them, or the association's id; never a person.
    pub by: String,
}

impl Public {
    /// The text for a reader of `language`.
    pub fn text(&self, language: &str) -> Option<ProposalText> {
        best(self.texts.clone(), language, &self.proposal.language)
    }
}

/// The public proposal of a number.
///
/// # Errors
/// [`DeskError::Unknown`].
pub async fn read(house: &House, season: &Season, number: u32) -> Result<Public, DeskError> {
    let (reader, proposal) = (house.office.reader(), season.public(house, number).await?);
    let version = versions::find(reader, &proposal.id, proposal.version).await?;
    let merged_into = match proposal.state.merged_into() {
        Some(id) => proposals::find(reader, id).await?.and_then(|other| other.number),
        None => None,
    };
    let parts = proposals::merged_into(reader, &proposal.id).await?;
    Ok(Public {
        version: version.ok_or(DeskError::Unknown)?,
        texts: texts::of_proposal(reader, &proposal.id).await?,
        authors: authors::of_proposal(reader, &proposal.id)
            .await?
            .into_iter()
            .filter_map(public)
            .collect(),
        comments: comments::public_of(reader, &proposal.id, discuss::MOST_SHOWN).await?,
        merged_into,
        parts: parts.into_iter().filter_map(|part| part.number).collect(),
        proposal,
    })
}

fn public(author: Author) -> Option<PublicAuthor> {
    let by = match author.kind {
        AuthorKind::Person => String::new(),
        AuthorKind::Association | AuthorKind::Desk => author.who,
    };
    let stands = author.standing == Standing::Accepted;
    stands.then_some(PublicAuthor { kind: author.kind, shown: author.shown, by })
}

/// Every version of a public proposal, the first at the top.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn history(house: &House, proposal: &Proposal) -> Result<Vec<Version>, DeskError> {
    Ok(versions::of_proposal(house.office.reader(), &proposal.id).await?)
}

/// The photo of a proposal.
///
/// # Errors
/// [`DeskError::Unknown`].
pub async fn photo(house: &House, proposal: &Proposal, sha: &str) -> Result<Photo, DeskError> {
    let found = photos::find(house.office.reader(), &proposal.id, sha).await?;
    found.ok_or(DeskError::Unknown)
}
