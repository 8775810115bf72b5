//! The words in force of a proposal, one row a language, and the index in which they are looked for.

use std::collections::BTreeMap;

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::proposal::words;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{stored, whole};
use crate::store::office::entities::{proposal_search, proposal_texts};

/// The state of the language it was written in.
pub const ORIGINAL: &str = "original";
/// The state of a translation that a second person has checked.
pub const CHECKED: &str = "checked";

/// A proposal in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalText {
    /// BCP 47.
    pub language: String,
    /// The version it says.
    pub version: u32,
    /// The title.
    pub title: String,
    /// What, and why.
    pub words: String,
    /// [`ORIGINAL`], `draft` (a machine's), `person`, [`CHECKED`] or `stale`.
    pub state: String,
    /// Who translated, as they want to be named; or empty.
    pub credit: String,
}

/// Stores a text, and what it is found by. Only what is public may be stored here.
pub async fn set(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    proposal: &ProposalId,
    text: &ProposalText,
) -> Result<(), StoreError> {
    use proposal_texts::{ActiveModel, Entity, Model};
    let key = (proposal.to_string(), text.language.clone());
    Entity::delete_by_id(key).exec(tx).await?;
    let row = Model {
        proposal: proposal.to_string(),
        language: text.language.clone(),
        version: stored(text.version),
        title: text.title.clone(),
        words: text.words.clone(),
        state: text.state.clone(),
        credit: text.credit.clone(),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;

    unfind(tx, proposal, &text.language).await?;
    let row = proposal_search::Model {
        proposal: proposal.to_string(),
        process: process.to_string(),
        language: text.language.clone(),
        words: words::index(&format!("{} {}", text.title, text.words)),
    };
    let row = proposal_search::ActiveModel::from(row);
    proposal_search::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn unfind(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    language: &str,
) -> Result<(), StoreError> {
    proposal_search::Entity::delete_many()
        .filter(proposal_search::Column::Proposal.eq(proposal.as_str()))
        .filter(proposal_search::Column::Language.eq(language))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes every text of a proposal away from readers and from the index, as when it is withdrawn.
pub async fn remove_all(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<(), StoreError> {
    for text in of_proposal(tx, proposal).await? {
        unfind(tx, proposal, &text.language).await?;
    }
    let own = proposal_texts::Column::Proposal.eq(proposal.as_str());
    proposal_texts::Entity::delete_many().filter(own).exec(tx).await?;
    Ok(())
}

/// The texts of a proposal, by language.
pub async fn of_proposal(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<Vec<ProposalText>, StoreError> {
    Ok(of_all(db, &[proposal.to_string()]).await?.remove(proposal.as_str()).unwrap_or_default())
}

/// The texts of several proposals.
pub async fn of_all(
    db: &impl ConnectionTrait,
    proposals: &[String],
) -> Result<BTreeMap<String, Vec<ProposalText>>, StoreError> {
    let found = proposal_texts::Entity::find()
        .filter(proposal_texts::Column::Proposal.is_in(proposals))
        .order_by_asc(proposal_texts::Column::Language)
        .all(db)
        .await?;
    let mut all: BTreeMap<String, Vec<ProposalText>> = BTreeMap::new();
    for row in found {
        all.entry(row.proposal).or_default().push(ProposalText {
            language: row.language,
            version: whole(row.version, "proposal_texts.version")?,
            title: row.title,
            words: row.words,
            state: row.state,
            credit: row.credit,
        });
    }
    Ok(all)
}
