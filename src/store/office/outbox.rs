//! Orders to the urn: public documents that wait for the courier, and what the urn answered.

use morada_engine::ids::ElectionId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::column::{is_new, parsed};
use super::entities::outbox::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One order in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingOrder {
    /// SHA-256 of the body, hex.
    pub id: String,
    /// The election it is about.
    pub process: ElectionId,
    /// Name of what shall happen.
    pub act: String,
    /// The bytes that travel.
    pub body: String,
    /// What the urn answered: [`DONE`], or why it refused.
    pub answer: Option<String>,
}

/// The urn's answer to an order that it carried out.
pub const DONE: &str = "done";

impl TryFrom<Model> for OutgoingOrder {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            process: parsed(ElectionId::parse(&row.process), "outbox.process")?,
            act: row.act,
            body: row.body,
            answer: row.answer,
        })
    }
}

/// Puts an order behind all others. Says whether it is new.
///
/// Call it after `staff_acts::append` in the same transaction: the head's row makes writers queue,
/// so two never take one position.
pub async fn append(
    tx: &impl ConnectionTrait,
    id: &str,
    process: &ElectionId,
    act: &str,
    body: &str,
) -> Result<bool, StoreError> {
    let last = Entity::find().order_by_desc(Column::Position).one(tx).await?;
    let row = Model {
        id: id.to_owned(),
        position: last.map_or(1, |order| order.position + 1),
        process: process.to_string(),
        act: act.to_owned(),
        body: body.to_owned(),
        answer: None,
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&insert.exec_without_returning(tx).await?))
}

/// Orders without an answer, oldest first.
pub async fn unanswered(db: &impl ConnectionTrait) -> Result<Vec<OutgoingOrder>, StoreError> {
    let waiting = Entity::find().filter(Column::Answer.is_null());
    let rows = waiting.order_by_asc(Column::Position).all(db).await?;
    rows.into_iter().map(OutgoingOrder::try_from).collect()
}

/// Every order about a process, oldest first.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<OutgoingOrder>, StoreError> {
    let own = Entity::find().filter(Column::Process.eq(process.as_str()));
    let rows = own.order_by_asc(Column::Position).all(db).await?;
    rows.into_iter().map(OutgoingOrder::try_from).collect()
}

/// Notes the urn's answer. The first answer stays. Says whether this was it.
pub async fn answer(tx: &impl ConnectionTrait, id: &str, answer: &str) -> Result<bool, StoreError> {
    let noted = Entity::update_many()
        .col_expr(Column::Answer, Expr::value(answer))
        .filter(Column::Id.eq(id))
        .filter(Column::Answer.is_null())
        .exec(tx)
        .await?;
    Ok(noted.rows_affected == 1)
}
