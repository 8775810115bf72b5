//! The public lots that gave proposals their ballot numbers, and which project is which proposal.

use morada_engine::ids::{ContestId, ElectionId, OptionId, ProposalId};
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{instant, parsed, stored};
use crate::store::office::entities::{ballot_draws, project_proposals};

/// A lot, exactly as two officers confirmed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// SHA-256 of the body, hex.
    pub sha: String,
    /// Contest, seed, minutes and order, JSON.
    pub body: String,
    /// When.
    pub drawn_at: Timestamp,
}

/// Keeps a lot.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    draw: &Draw,
) -> Result<(), StoreError> {
    let row = ballot_draws::Model {
        sha: draw.sha.clone(),
        process: process.to_string(),
        body: draw.body.clone(),
        drawn_at: stored(draw.drawn_at.unix()),
    };
    let row = ballot_draws::ActiveModel::from(row);
    ballot_draws::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The lots of a process, the first at the top.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<Draw>, StoreError> {
    let found = ballot_draws::Entity::find()
        .filter(ballot_draws::Column::Process.eq(process.as_str()))
        .order_by_asc(ballot_draws::Column::DrawnAt)
        .order_by_asc(ballot_draws::Column::Sha)
        .all(db)
        .await?;
    let read = |row: ballot_draws::Model| {
        let drawn_at = instant(row.drawn_at, "ballot_draws.drawn_at")?;
        Ok(Draw { sha: row.sha, body: row.body, drawn_at })
    };
    found.into_iter().map(read).collect()
}

/// Says that a project is a proposal.
pub async fn link(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    project: &OptionId,
    proposal: &ProposalId,
) -> Result<(), StoreError> {
    let row = project_proposals::Model {
        process: process.to_string(),
        contest: contest.to_string(),
        project: project.to_string(),
        proposal: proposal.to_string(),
    };
    let row = project_proposals::ActiveModel::from(row);
    project_proposals::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The proposal that a project was, if it was one.
pub async fn proposal_of(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    project: &OptionId,
) -> Result<Option<ProposalId>, StoreError> {
    let key = (process.to_string(), contest.to_string(), project.to_string());
    let found = project_proposals::Entity::find_by_id(key).one(db).await?;
    let read = |row: project_proposals::Model| {
        parsed(ProposalId::parse(&row.proposal), "project_proposals.proposal")
    };
    found.map(read).transpose()
}

/// The contest in which a proposal stands on the ballot.
pub async fn contest_of(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<Option<ContestId>, StoreError> {
    let found = project_proposals::Entity::find()
        .filter(project_proposals::Column::Proposal.eq(proposal.as_str()))
        .one(db)
        .await?;
    let read = |row: project_proposals::Model| {
        parsed(ContestId::parse(&row.contest), "project_proposals.contest")
    };
    found.map(read).transpose()
}
