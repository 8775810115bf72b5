//! The list of what staff did. It only grows: the database refuses UPDATE and DELETE, and every act
//! carries a hash over itself and the one before, so a copy shows whether anything was cut out.

use morada_engine::hash::Hash;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::column::{instant, stored, whole};
use super::entities::{staff_act_heads, staff_acts};
use crate::store::StoreError;

/// One act of one account. No field may name a resident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffAct {
    /// Its place in the list, from 1.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// The account.
    pub staff: String,
    /// What was done.
    pub act: String,
    /// The process it was done to, or empty.
    pub subject: String,
    /// Numbers, names of things and hashes, as JSON.
    pub detail: String,
    /// [`StaffAct::chained_to`] the act before it.
    pub chain: String,
}

impl StaffAct {
    /// The hash over this act and `before`, the chain of the act before it (empty for the first).
    pub fn chained_to(&self, before: &str) -> String {
        let (position, at) = (self.position.to_string(), self.at.unix().to_string());
        let fields = [before, &position, &at, &self.staff, &self.act, &self.subject, &self.detail];
        let mut bytes = Vec::new();
        for field in fields {
            // Lengths first, so that no two lists of fields have the same bytes.
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field.as_bytes());
        }
        Hash::of(&[&bytes]).to_hex()
    }
}

/// Appends an act. Acts of concurrent transactions queue at the head's row.
pub async fn append(
    tx: &impl ConnectionTrait,
    staff: &str,
    act: &str,
    subject: &str,
    detail: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    use staff_act_heads::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::Position, Expr::col(Column::Position).add(1))
        .filter(Column::Id.eq(1))
        .exec(tx)
        .await?;
    let head = Entity::find_by_id(1).one(tx).await?;
    let head = head.ok_or_else(|| StoreError::Corrupt("staff_act_heads is empty".to_owned()))?;
    let mut entry = StaffAct {
        position: whole(head.position, "staff_act_heads.position")?,
        at: now,
        staff: staff.to_owned(),
        act: act.to_owned(),
        subject: subject.to_owned(),
        detail: detail.to_owned(),
        chain: String::new(),
    };
    entry.chain = entry.chained_to(&head.chain);
    Entity::update_many()
        .col_expr(Column::Chain, Expr::value(entry.chain.clone()))
        .filter(Column::Id.eq(1))
        .exec(tx)
        .await?;
    let row = staff_acts::Model {
        position: head.position,
        at: stored(now.unix()),
        staff: entry.staff,
        act: entry.act,
        subject: entry.subject,
        detail: entry.detail,
        chain: entry.chain,
    };
    let insert = staff_acts::Entity::insert(staff_acts::ActiveModel::from(row));
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// At most `limit` acts after position `after`, in order.
pub async fn after(
    db: &impl ConnectionTrait,
    after: u64,
    limit: u64,
) -> Result<Vec<StaffAct>, StoreError> {
    let rows = staff_acts::Entity::find()
        .filter(staff_acts::Column::Position.gt(stored(after)))
        .order_by_asc(staff_acts::Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(act).collect()
}

/// At most `limit` acts before position `before`, newest first; `None` begins at the newest.
pub async fn before(
    db: &impl ConnectionTrait,
    before: Option<u64>,
    limit: u64,
) -> Result<Vec<StaffAct>, StoreError> {
    let rows = staff_acts::Entity::find()
        .filter(staff_acts::Column::Position.lt(before.map_or(i64::MAX, stored)))
        .order_by_desc(staff_acts::Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(act).collect()
}

/// At most `limit` acts about `subject` before position `before`, newest first.
pub async fn about(
    db: &impl ConnectionTrait,
    subject: &str,
    before: Option<u64>,
    limit: u64,
) -> Result<Vec<StaffAct>, StoreError> {
    let rows = staff_acts::Entity::find()
        .filter(staff_acts::Column::Subject.eq(subject))
        .filter(staff_acts::Column::Position.lt(before.map_or(i64::MAX, stored)))
        .order_by_desc(staff_acts::Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(act).collect()
}

fn act(row: staff_acts::Model) -> Result<StaffAct, StoreError> {
    Ok(StaffAct {
        position: whole(row.position, "staff_acts.position")?,
        at: instant(row.at, "staff_acts.at")?,
        staff: row.staff,
        act: row.act,
        subject: row.subject,
        detail: row.detail,
        chain: row.chain,
    })
}
