//! Which department was asked about which proposal, until when, and what it says.

use std::collections::BTreeMap;

use morada_engine::eligibility::Date;
use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::proposal::evaluation::Report;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{from_json, instant, parsed, stored, to_json};
use crate::store::office::entities::evaluations::{ActiveModel, Column, Entity, Model};

/// A department that was asked about a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The proposal.
    pub proposal: ProposalId,
    /// The department.
    pub department: String,
    /// The day on which it was asked.
    pub asked_on: Date,
    /// The last day for its answer.
    pub due_on: Date,
    /// Its answer, once there is one.
    pub answer: Option<Answer>,
}

/// What a department says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// When it was last changed.
    pub at: Timestamp,
    /// The account that wrote it. Never shown.
    pub staff: String,
    /// What it says.
    pub report: Report,
}

/// Asks a department, or gives it another day. What it has said stays.
pub async fn ask(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    asked: &Asked,
) -> Result<(), StoreError> {
    let moved = Entity::update_many()
        .col_expr(Column::DueOn, Expr::value(asked.due_on.to_string()))
        .filter(key(process, &asked.proposal, &asked.department))
        .exec(tx)
        .await?;
    if moved.rows_affected == 0 {
        let row = Model {
            process: process.to_string(),
            proposal: asked.proposal.to_string(),
            department: asked.department.clone(),
            asked_on: asked.asked_on.to_string(),
            due_on: asked.due_on.to_string(),
            answered_at: None,
            staff: None,
            body: None,
        };
        Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Asks a department no more. One that has answered stays. Says whether it is gone.
pub async fn ask_no_more(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    proposal: &ProposalId,
    department: &str,
) -> Result<bool, StoreError> {
    let gone = Entity::delete_many()
        .filter(key(process, proposal, department))
        .filter(Column::Body.is_null())
        .exec(tx)
        .await?;
    Ok(gone.rows_affected == 1)
}

/// Stores what a department says, if its answer is still the one of `seen`. Says whether it was.
pub async fn answer(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    seen: &Asked,
    answer: &Answer,
) -> Result<bool, StoreError> {
    let before = seen.answer.as_ref().map(|before| stored(before.at.unix()));
    let unchanged = match before {
        Some(at) => Column::AnsweredAt.eq(at),
        None => Column::AnsweredAt.is_null(),
    };
    let done = Entity::update_many()
        .col_expr(Column::AnsweredAt, Expr::value(stored(answer.at.unix())))
        .col_expr(Column::Staff, Expr::value(answer.staff.as_str()))
        .col_expr(Column::Body, Expr::value(to_json(&answer.report)))
        .filter(key(process, &seen.proposal, &seen.department))
        .filter(unchanged)
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Who was asked about one proposal, by department.
pub async fn of_proposal(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    proposal: &ProposalId,
) -> Result<Vec<Asked>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Proposal.eq(proposal.as_str()))
        .order_by_asc(Column::Department);
    found.all(db).await?.into_iter().map(asked).collect()
}

/// Who was asked about each proposal of a process, by department.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<BTreeMap<ProposalId, Vec<Asked>>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .order_by_asc(Column::Proposal)
        .order_by_asc(Column::Department);
    let mut all: BTreeMap<ProposalId, Vec<Asked>> = BTreeMap::new();
    for row in found.all(db).await? {
        let one = asked(row)?;
        all.entry(one.proposal.clone()).or_default().push(one);
    }
    Ok(all)
}

fn key(process: &ElectionId, proposal: &ProposalId, department: &str) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::Process.eq(process.as_str()))
        .add(Column::Proposal.eq(proposal.as_str()))
        .add(Column::Department.eq(department))
}

fn asked(row: Model) -> Result<Asked, StoreError> {
    let answered_at =
        row.answered_at.map(|at| instant(at, "evaluations.answered_at")).transpose()?;
    let report = row.body.as_deref().map(|body| from_json(body, "evaluations.body")).transpose()?;
    let answer = match (answered_at, row.staff, report) {
        (Some(at), Some(staff), Some(report)) => Some(Answer { at, staff, report }),
        _ => None,
    };
    Ok(Asked {
        proposal: parsed(ProposalId::parse(&row.proposal), "evaluations.proposal")?,
        department: row.department,
        asked_on: parsed(Date::parse(&row.asked_on), "evaluations.asked_on")?,
        due_on: parsed(Date::parse(&row.due_on), "evaluations.due_on")?,
        answer,
    })
}
