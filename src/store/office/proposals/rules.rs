//! How a process takes proposals: limits, and the charter that must be there before anybody can propose.

use morada_engine::ids::ElectionId;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::store::StoreError;
use crate::store::office::column::{from_json, parsed, stored, to_json, whole};
use crate::store::office::entities::proposal_rules::{ActiveModel, Column, Entity, Model};

/// What the process stands for and what can go wrong (COUNCIL.md K30). Shown to everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charter {
    /// What it stands for.
    pub values: String,
    /// Who takes part, what they can decide, what they bring.
    pub stakeholders: String,
    /// What can go wrong, who looks after it, and what is done against it.
    pub risks: Vec<Risk>,
    /// The day it is looked at again, as `2027-03-01`.
    pub review_on: String,
}

/// One thing that can go wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// What.
    pub what: String,
    /// Who looks after it: an office, never a person.
    pub owner: String,
    /// What is done against it.
    pub against: String,
}

/// The rules of proposing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRules {
    /// Proposals that one person may support; 0 sets no limit.
    pub most_supports: u32,
    /// People who must support a proposal; 0 asks nothing.
    pub threshold: u32,
    /// Hours within which a moderator reads what was sent. A longer queue is public.
    pub read_within_h: u32,
    /// The charter.
    pub charter: Charter,
}

/// The rules of a process, if it takes proposals.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Option<ProposalRules>, StoreError> {
    Entity::find_by_id(process.to_string()).one(db).await?.as_ref().map(rules).transpose()
}

/// The processes that take proposals.
pub async fn processes(db: &impl ConnectionTrait) -> Result<Vec<ElectionId>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Process).all(db).await?.into_iter();
    rows.map(|row| parsed(ElectionId::parse(&row.process), "proposal_rules.process")).collect()
}

/// Stores the rules of a process.
pub async fn set(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    rules: &ProposalRules,
) -> Result<(), StoreError> {
    Entity::delete_by_id(process.to_string()).exec(tx).await?;
    let row = Model {
        process: process.to_string(),
        most_supports: stored(rules.most_supports),
        threshold: stored(rules.threshold),
        read_within_h: stored(rules.read_within_h),
        charter: to_json(&rules.charter),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

fn rules(row: &Model) -> Result<ProposalRules, StoreError> {
    Ok(ProposalRules {
        most_supports: whole(row.most_supports, "proposal_rules.most_supports")?,
        threshold: whole(row.threshold, "proposal_rules.threshold")?,
        read_within_h: whole(row.read_within_h, "proposal_rules.read_within_h")?,
        charter: from_json(&row.charter, "proposal_rules.charter")?,
    })
}
