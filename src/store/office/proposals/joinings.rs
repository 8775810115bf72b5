//! Proposals that are to become one: what was suggested, and which authors agree.

use std::collections::BTreeSet;

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{instant, is_new, parsed, stored, whole};
use crate::store::office::entities::joining_agreements as agreements;
use crate::store::office::entities::joinings::{ActiveModel, Column, Entity, Model};

/// The state of a joining that waits for authors.
pub const OPEN: &str = "open";
/// The state of one to which everybody agreed.
pub const DONE: &str = "done";
/// The state of one to which an author said no.
pub const DECLINED: &str = "declined";
/// The state of one that the desk took back.
pub const WITHDRAWN: &str = "withdrawn";

/// A suggestion that one proposal becomes part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Drawn at random.
    pub id: String,
    /// The process.
    pub process: ElectionId,
    /// The proposal that becomes part.
    pub part: ProposalId,
    /// The proposal that it becomes part of.
    pub whole: ProposalId,
    /// Why, for everybody.
    pub words: String,
    /// The language of that, BCP 47.
    pub language: String,
    /// The account that suggested it. Never shown.
    pub staff: String,
    /// When.
    pub made_at: Timestamp,
    /// [`OPEN`], [`DONE`], [`DECLINED`] or [`WITHDRAWN`].
    pub state: String,
    /// Since when it is no longer open.
    pub ended_at: Option<Timestamp>,
}

/// Keeps a suggestion.
pub async fn insert(tx: &impl ConnectionTrait, joining: &Joining) -> Result<(), StoreError> {
    let row = Model {
        id: joining.id.clone(),
        process: joining.process.to_string(),
        part: joining.part.to_string(),
        whole: joining.whole.to_string(),
        words: joining.words.clone(),
        language: joining.language.clone(),
        staff: joining.staff.clone(),
        made_at: stored(joining.made_at.unix()),
        state: joining.state.clone(),
        ended_at: joining.ended_at.map(|at| stored(at.unix())),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends an open one. Says whether it was open.
pub async fn end(
    tx: &impl ConnectionTrait,
    id: &str,
    state: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::EndedAt, Expr::value(stored(now.unix())))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(OPEN))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// One suggestion of a process.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    id: &str,
) -> Result<Option<Joining>, StoreError> {
    let found = Entity::find_by_id(id.to_owned()).filter(Column::Process.eq(process.as_str()));
    found.one(db).await?.map(joining).transpose()
}

/// The suggestions of a process that wait for authors, the oldest first.
pub async fn open(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<Joining>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::State.eq(OPEN))
        .order_by_asc(Column::MadeAt)
        .order_by_asc(Column::Id);
    found.all(db).await?.into_iter().map(joining).collect()
}

/// The suggestions about a proposal, as part or as whole, that are in one state.
pub async fn about(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    proposal: &ProposalId,
    state: &str,
) -> Result<Vec<Joining>, StoreError> {
    let either = Condition::any()
        .add(Column::Part.eq(proposal.as_str()))
        .add(Column::Whole.eq(proposal.as_str()));
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::State.eq(state))
        .filter(either)
        .order_by_asc(Column::MadeAt);
    found.all(db).await?.into_iter().map(joining).collect()
}

/// Keeps that an author agrees. A second yes changes nothing.
pub async fn agree(
    tx: &impl ConnectionTrait,
    joining: &str,
    proposal: &ProposalId,
    position: u32,
) -> Result<bool, StoreError> {
    let row = agreements::Model {
        joining: joining.to_owned(),
        proposal: proposal.to_string(),
        position: stored(position),
    };
    let insert = agreements::Entity::insert(agreements::ActiveModel::from(row));
    Ok(is_new(&insert.on_conflict_do_nothing().exec_without_returning(tx).await?))
}

/// The authors who agree, by proposal and position.
pub async fn agreed(
    db: &impl ConnectionTrait,
    joining: &str,
) -> Result<BTreeSet<(ProposalId, u32)>, StoreError> {
    let found =
        agreements::Entity::find().filter(agreements::Column::Joining.eq(joining)).all(db).await?;
    let read = |row: agreements::Model| {
        let proposal = parsed(ProposalId::parse(&row.proposal), "joining_agreements.proposal")?;
        Ok((proposal, whole(row.position, "joining_agreements.position")?))
    };
    found.into_iter().map(read).collect()
}

fn joining(row: Model) -> Result<Joining, StoreError> {
    Ok(Joining {
        id: row.id,
        process: parsed(ElectionId::parse(&row.process), "joinings.process")?,
        part: parsed(ProposalId::parse(&row.part), "joinings.part")?,
        whole: parsed(ProposalId::parse(&row.whole), "joinings.whole")?,
        words: row.words,
        language: row.language,
        staff: row.staff,
        made_at: instant(row.made_at, "joinings.made_at")?,
        state: row.state,
        ended_at: row.ended_at.map(|at| instant(at, "joinings.ended_at")).transpose()?,
    })
}
