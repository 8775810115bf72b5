//! Council elections held elsewhere, with their files. What is written stays written; a wrong one is
//! withdrawn and stays readable.

use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;
use morada_engine::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};

use super::column::{from_json, instant, is_new, parsed, stored, to_json};
use super::entities::{archived_elections, withdrawn_elections};
use crate::store::StoreError;

/// An election as it was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedElection {
    /// Its name in addresses.
    pub id: String,
    /// The place whose council was elected.
    pub place: PlaceId,
    /// Its title.
    pub title: Text,
    /// The day on which it was held, as `2026-05-17`.
    pub held_on: String,
    /// Name of the rule.
    pub rule: String,
    /// The lot, a name or number a line; empty if none was drawn.
    pub lot_order: String,
    /// The file's name.
    pub file_name: String,
    /// The file.
    pub file: Vec<u8>,
    /// SHA-256 of the file, in hex.
    pub sha: String,
    /// When it was handed in.
    pub kept_at: Timestamp,
}

/// Said of an election that was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Why.
    pub why: String,
    /// When.
    pub at: Timestamp,
}

impl TryFrom<archived_elections::Model> for ArchivedElection {
    type Error = StoreError;

    fn try_from(row: archived_elections::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            place: parsed(PlaceId::parse(&row.place), "archived_elections.place")?,
            title: from_json(&row.title, "archived_elections.title")?,
            held_on: row.held_on,
            rule: row.rule,
            lot_order: row.lot_order,
            file_name: row.file_name,
            file: row.file,
            sha: row.sha,
            kept_at: instant(row.kept_at, "archived_elections.kept_at")?,
        })
    }
}

/// Keeps an election. Says whether its name was free.
pub async fn insert(
    tx: &impl ConnectionTrait,
    election: &ArchivedElection,
) -> Result<bool, StoreError> {
    let row = archived_elections::Model {
        id: election.id.clone(),
        place: election.place.to_string(),
        title: to_json(&election.title),
        held_on: election.held_on.clone(),
        rule: election.rule.clone(),
        lot_order: election.lot_order.clone(),
        file_name: election.file_name.clone(),
        file: election.file.clone(),
        sha: election.sha.clone(),
        kept_at: stored(election.kept_at.unix()),
    };
    let insert = archived_elections::Entity::insert(archived_elections::ActiveModel::from(row));
    let free = insert.on_conflict_do_nothing();
    Ok(is_new(&free.exec_without_returning(tx).await?))
}

/// The election of that name.
pub async fn find(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<ArchivedElection>, StoreError> {
    let row = archived_elections::Entity::find_by_id(id.to_owned()).one(db).await?;
    row.map(ArchivedElection::try_from).transpose()
}

/// An election in a list, without its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its name in addresses.
    pub id: String,
    /// The place whose council was elected.
    pub place: PlaceId,
    /// Its title.
    pub title: Text,
    /// The day on which it was held.
    pub held_on: String,
    /// Name of the rule.
    pub rule: String,
}

/// Every election, the latest held first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Shelved>, StoreError> {
    use archived_elections::Column;
    let latest_first = archived_elections::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Place, Column::Title, Column::HeldOn, Column::Rule])
        .order_by_desc(Column::HeldOn)
        .order_by_asc(Column::Id);
    let rows: Vec<(String, String, String, String, String)> =
        latest_first.into_tuple().all(db).await?;
    let shelved = |(id, place, title, held_on, rule): (_, String, String, _, _)| {
        let place = parsed(PlaceId::parse(&place), "archived_elections.place")?;
        let title = from_json(&title, "archived_elections.title")?;
        Ok(Shelved { id, place, title, held_on, rule })
    };
    rows.into_iter().map(shelved).collect()
}

/// Says of an election that it was wrong. Says whether nobody had before.
pub async fn withdraw(
    tx: &impl ConnectionTrait,
    id: &str,
    why: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = withdrawn_elections::Model {
        id: id.to_owned(),
        why: why.to_owned(),
        withdrawn_at: stored(now.unix()),
    };
    let insert = withdrawn_elections::Entity::insert(withdrawn_elections::ActiveModel::from(row));
    let first = insert.on_conflict_do_nothing();
    Ok(is_new(&first.exec_without_returning(tx).await?))
}

/// What was said of an election that was wrong.
pub async fn withdrawal(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<Withdrawal>, StoreError> {
    let row = withdrawn_elections::Entity::find_by_id(id.to_owned()).one(db).await?;
    let withdrawal = |row: withdrawn_elections::Model| {
        let at = instant(row.withdrawn_at, "withdrawn_elections.withdrawn_at")?;
        Ok(Withdrawal { why: row.why, at })
    };
    row.map(withdrawal).transpose()
}
