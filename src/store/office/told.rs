//! What everybody concerned was told last of a proposal or a work: what stands otherwise now is news.

use morada_engine::ids::{ContestId, ElectionId, OptionId, ProposalId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{is_new, parsed};
use super::entities::told::{ActiveModel, Column, Entity, Model};
use crate::store::{StoreError, sql};

/// A proposal that stands otherwise than was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The proposal.
    pub id: ProposalId,
    /// The state that was told; nothing for one that was just sent.
    pub was: Option<String>,
    /// The state it is in.
    pub is: String,
}

/// Proposals that stand otherwise than was told, at most `limit`.
pub async fn of_proposals(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<News>, StoreError> {
    let text = "SELECT p.id, p.state AS is_now, t.state AS was FROM proposals p \
                LEFT JOIN told t ON t.subject = 'proposal/' || p.id \
                WHERE p.state <> 'draft' AND (t.state IS NULL OR t.state <> p.state) \
                ORDER BY p.changed_at, p.id LIMIT $1";
    let rows = sql::all(db, text, [sql::int(limit)]).await?;
    let news = |row: &sea_orm::QueryResult| {
        let id: String = sql::get(row, "id")?;
        Ok(News {
            id: parsed(ProposalId::parse(&id), "proposals.id")?,
            was: sql::get(row, "was")?,
            is: sql::get(row, "is_now")?,
        })
    };
    rows.iter().map(news).collect()
}

/// A work whose record has grown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grown {
    /// The process.
    pub process: ElectionId,
    /// The contest.
    pub contest: ContestId,
    /// The project.
    pub project: OptionId,
    /// Entries that were told; nothing for a record that has just begun.
    pub was: Option<String>,
    /// Entries there are.
    pub is: String,
}

/// Works whose records have grown since.
pub async fn of_works(db: &impl ConnectionTrait) -> Result<Vec<Grown>, StoreError> {
    let text = "SELECT w.process, w.contest, w.project, CAST(w.n AS TEXT) AS is_now, t.state AS was \
                FROM (SELECT process, contest, project, COUNT(*) AS n FROM work_events \
                GROUP BY process, contest, project) w \
                LEFT JOIN told t ON t.subject = 'work/' || w.process || '/' || w.contest || '/' || w.project \
                WHERE t.state IS NULL OR t.state <> CAST(w.n AS TEXT) \
                ORDER BY w.process, w.contest, w.project";
    let rows = sql::all(db, text, []).await?;
    let grown = |row: &sea_orm::QueryResult| {
        let (process, contest, project): (String, String, String) =
            (sql::get(row, "process")?, sql::get(row, "contest")?, sql::get(row, "project")?);
        Ok(Grown {
            process: parsed(ElectionId::parse(&process), "work_events.process")?,
            contest: parsed(ContestId::parse(&contest), "work_events.contest")?,
            project: parsed(OptionId::parse(&project), "work_events.project")?,
            was: sql::get(row, "was")?,
            is: sql::get(row, "is_now")?,
        })
    };
    rows.iter().map(grown).collect()
}

/// Notes that `is` was told where `was` was told before. Says whether it is this caller who tells it: of two
/// programs that look at once, one does.
pub async fn set(
    tx: &impl ConnectionTrait,
    subject: &str,
    was: Option<&str>,
    is: &str,
) -> Result<bool, StoreError> {
    let Some(was) = was else {
        let row = Model { subject: subject.to_owned(), state: is.to_owned() };
        let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
        return Ok(is_new(&insert.exec_without_returning(tx).await?));
    };
    let told = Entity::update_many()
        .col_expr(Column::State, Expr::value(is))
        .filter(Column::Subject.eq(subject))
        .filter(Column::State.eq(was))
        .exec(tx)
        .await?;
    Ok(told.rows_affected == 1)
}
