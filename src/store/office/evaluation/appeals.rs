//! Objections to the provisional list, and what somebody else answered. One a proposal.

use std::collections::BTreeMap;

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{instant, is_new, parsed, stored};
use crate::store::office::entities::evaluation_appeals::{ActiveModel, Column, Entity, Model};

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// The proposal.
    pub proposal: ProposalId,
    /// How it came: `card` or `desk`.
    pub way: String,
    /// Why the list is wrong, as the authors wrote it.
    pub words: String,
    /// The language of that, BCP 47.
    pub language: String,
    /// When.
    pub made_at: Timestamp,
    /// The answer, once somebody has heard it.
    pub heard: Option<Heard>,
}

/// The answer to an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// `granted` or `upheld`.
    pub outcome: String,
    /// Why, for everybody.
    pub reason: String,
    /// The language of that, BCP 47.
    pub language: String,
    /// The account that heard it. Never shown.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether everybody may read the words of the objection.
    pub shown: bool,
}

/// Keeps an objection. Says whether it is the first.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    appeal: &Appeal,
) -> Result<bool, StoreError> {
    let row = Model {
        proposal: appeal.proposal.to_string(),
        process: process.to_string(),
        way: appeal.way.clone(),
        words: appeal.words.clone(),
        language: appeal.language.clone(),
        made_at: stored(appeal.made_at.unix()),
        outcome: None,
        reason: None,
        reason_language: None,
        heard_by: None,
        heard_at: None,
        shown: None,
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&insert.exec_without_returning(tx).await?))
}

/// Stores an answer. Says whether nobody had answered.
pub async fn hear(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    heard: &Heard,
) -> Result<bool, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(heard.outcome.as_str()))
        .col_expr(Column::Reason, Expr::value(heard.reason.as_str()))
        .col_expr(Column::ReasonLanguage, Expr::value(heard.language.as_str()))
        .col_expr(Column::HeardBy, Expr::value(heard.by.as_str()))
        .col_expr(Column::HeardAt, Expr::value(stored(heard.at.unix())))
        .col_expr(Column::Shown, Expr::value(i64::from(heard.shown)))
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::HeardAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The objection to what was said of a proposal.
pub async fn find(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<Option<Appeal>, StoreError> {
    Entity::find_by_id(proposal.to_string()).one(db).await?.map(appeal).transpose()
}

/// Every objection of a process, by proposal.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<BTreeMap<ProposalId, Appeal>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .order_by_asc(Column::MadeAt)
        .all(db)
        .await?;
    found
        .into_iter()
        .map(|row| appeal(row).map(|appeal| (appeal.proposal.clone(), appeal)))
        .collect()
}

fn appeal(row: Model) -> Result<Appeal, StoreError> {
    let at = row.heard_at.map(|at| instant(at, "evaluation_appeals.heard_at")).transpose()?;
    let heard = match (row.outcome, row.reason, row.reason_language, row.heard_by, at) {
        (Some(outcome), Some(reason), Some(language), Some(by), Some(at)) => {
            Some(Heard { outcome, reason, language, by, at, shown: row.shown == Some(1) })
        }
        _ => None,
    };
    Ok(Appeal {
        proposal: parsed(ProposalId::parse(&row.proposal), "evaluation_appeals.proposal")?,
        way: row.way,
        words: row.words,
        language: row.language,
        made_at: instant(row.made_at, "evaluation_appeals.made_at")?,
        heard,
    })
}
