//! What moderators decided. Two names stand behind a refusal, and neither is ever shown outside the desk.

use morada_engine::ids::ElectionId;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::store::StoreError;
use crate::store::office::column::{instant, parsed, stored, whole};
use crate::store::office::entities::moderation_decisions::{ActiveModel, Column, Entity, Model};

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Drawn at random.
    pub id: String,
    /// Where.
    pub process: ElectionId,
    /// `proposal` or `comment`.
    pub what: String,
    /// Its id.
    pub subject: String,
    /// The version that was read; a comment's edits.
    pub version: u32,
    /// `publish`, `change` or `refuse`.
    pub verdict: String,
    /// The ground of a refusal, or what should change; empty otherwise.
    pub ground: String,
    /// What the author is told.
    pub words: String,
    /// The language of those words.
    pub language: String,
    /// `proposed`, `final`, `appealed`, `upheld` or `overturned`.
    pub stage: String,
    /// Who read it first.
    pub first: String,
    /// When.
    pub first_at: Timestamp,
    /// Who confirmed a refusal, and when.
    pub second: Option<(String, Timestamp)>,
    /// What the author says against it.
    pub objection: String,
    /// When they said so.
    pub appealed_at: Option<Timestamp>,
    /// Who heard the appeal, and when.
    pub heard: Option<(String, Timestamp)>,
}

/// Adds a decision.
pub async fn insert(tx: &impl ConnectionTrait, decision: &Decision) -> Result<(), StoreError> {
    Entity::insert(ActiveModel::from(row(decision))).exec_without_returning(tx).await?;
    Ok(())
}

/// Stores a decision anew if it is still at the stage it had at `seen`. Says whether it was.
pub async fn change(
    tx: &impl ConnectionTrait,
    seen: &Decision,
    next: &Decision,
) -> Result<bool, StoreError> {
    let row = row(next);
    let changed = Entity::update_many()
        .col_expr(Column::Stage, Expr::value(row.stage))
        .col_expr(Column::Second, Expr::value(row.second))
        .col_expr(Column::SecondAt, Expr::value(row.second_at))
        .col_expr(Column::Objection, Expr::value(row.objection))
        .col_expr(Column::AppealedAt, Expr::value(row.appealed_at))
        .col_expr(Column::HeardBy, Expr::value(row.heard_by))
        .col_expr(Column::HeardAt, Expr::value(row.heard_at))
        .filter(Column::Id.eq(seen.id.as_str()))
        .filter(Column::Stage.eq(seen.stage.as_str()))
        .exec(tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Takes back a refusal that the second person did not confirm.
pub async fn destroy(tx: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(id.to_owned()).exec(tx).await?;
    Ok(())
}

/// One decision of a process.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    id: &str,
) -> Result<Option<Decision>, StoreError> {
    let found = Entity::find_by_id(id.to_owned()).filter(Column::Process.eq(process.as_str()));
    found.one(db).await?.map(decision).transpose()
}

/// The newest decision about something.
pub async fn newest_about(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    subject: &str,
) -> Result<Option<Decision>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Subject.eq(subject))
        .order_by_desc(Column::FirstAt)
        .order_by_desc(Column::Version);
    found.one(db).await?.map(decision).transpose()
}

/// The decisions of a process at one stage, the oldest first.
pub async fn at_stage(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    stage: &str,
) -> Result<Vec<Decision>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Stage.eq(stage))
        .order_by_asc(Column::FirstAt);
    found.all(db).await?.into_iter().map(decision).collect()
}

/// The refusals of a process that were confirmed, the newest first, at most `limit`.
pub async fn refusals(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    limit: u64,
) -> Result<Vec<Decision>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Verdict.eq("refuse"))
        .filter(Column::Stage.ne("proposed"))
        .order_by_desc(Column::SecondAt)
        .limit(limit);
    found.all(db).await?.into_iter().map(decision).collect()
}

fn row(decision: &Decision) -> Model {
    let (second, heard) = (decision.second.clone(), decision.heard.clone());
    Model {
        id: decision.id.clone(),
        process: decision.process.to_string(),
        what: decision.what.clone(),
        subject: decision.subject.clone(),
        version: stored(decision.version),
        verdict: decision.verdict.clone(),
        ground: decision.ground.clone(),
        words: decision.words.clone(),
        language: decision.language.clone(),
        stage: decision.stage.clone(),
        first: decision.first.clone(),
        first_at: stored(decision.first_at.unix()),
        second: second.as_ref().map(|(by, _)| by.clone()),
        second_at: second.map(|(_, at)| stored(at.unix())),
        objection: decision.objection.clone(),
        appealed_at: decision.appealed_at.map(|at| stored(at.unix())),
        heard_by: heard.as_ref().map(|(by, _)| by.clone()),
        heard_at: heard.map(|(_, at)| stored(at.unix())),
    }
}

fn decision(row: Model) -> Result<Decision, StoreError> {
    let at = |at: Option<i64>, column| at.map(|at| instant(at, column)).transpose();
    let second_at = at(row.second_at, "moderation_decisions.second_at")?;
    let heard_at = at(row.heard_at, "moderation_decisions.heard_at")?;
    Ok(Decision {
        id: row.id,
        process: parsed(ElectionId::parse(&row.process), "moderation_decisions.process")?,
        what: row.what,
        subject: row.subject,
        version: whole(row.version, "moderation_decisions.version")?,
        verdict: row.verdict,
        ground: row.ground,
        words: row.words,
        language: row.language,
        stage: row.stage,
        first: row.first,
        first_at: instant(row.first_at, "moderation_decisions.first_at")?,
        second: row.second.zip(second_at),
        objection: row.objection,
        appealed_at: at(row.appealed_at, "moderation_decisions.appealed_at")?,
        heard: row.heard_by.zip(heard_at),
    })
}
