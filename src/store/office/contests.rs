//! Contests of a process, while they are being prepared. The urn has the sealed ones.

use morada_engine::contest::{BallotStyle, Rule, Text};
use morada_engine::eligibility::ContestVoters;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::money::Money;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use super::column::{from_json, is_new, money, parsed, stored, to_json};
use super::entities::contests::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// A contest without its projects, which stand in their own table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestSetup {
    /// Its name in addresses and on the ledger.
    pub id: ContestId,
    /// Its name for people.
    pub title: Text,
    /// What a ballot may say.
    pub ballot: BallotStyle,
    /// Money it can spend; zero for a motion.
    pub budget: Money,
    /// How ballots become an outcome.
    pub rule: Rule,
    /// Who votes in it, where that is not everybody who votes in the process.
    pub voters: ContestVoters,
}

impl TryFrom<Model> for ContestSetup {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(ContestId::parse(&row.id), "contests.id")?,
            title: from_json(&row.title, "contests.title")?,
            ballot: from_json(&row.ballot, "contests.ballot")?,
            budget: money(row.budget, "contests.budget")?,
            rule: from_json(&row.rule, "contests.rule")?,
            voters: from_json(&row.electorate, "contests.electorate")?,
        })
    }
}

fn row(process: &ElectionId, contest: &ContestSetup) -> Model {
    Model {
        process: process.to_string(),
        id: contest.id.to_string(),
        title: to_json(&contest.title),
        ballot: to_json(&contest.ballot),
        budget: stored(contest.budget.minor()),
        rule: to_json(&contest.rule),
        electorate: to_json(&contest.voters),
    }
}

/// Adds a contest. Says whether its name was free.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestSetup,
) -> Result<bool, StoreError> {
    let insert = Entity::insert(ActiveModel::from(row(process, contest)));
    Ok(is_new(&insert.on_conflict_do_nothing().exec_without_returning(tx).await?))
}

/// Stores a contest that is there already.
pub async fn save(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestSetup,
) -> Result<(), StoreError> {
    Entity::update(row(process, contest).into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// Removes a contest that has no projects.
pub async fn remove(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
) -> Result<(), StoreError> {
    Entity::delete_by_id((process.to_string(), contest.to_string())).exec(tx).await?;
    Ok(())
}

/// The contests of a process, sorted by id.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<ContestSetup>, StoreError> {
    let of_process = Entity::find().filter(Column::Process.eq(process.as_str()));
    let rows = of_process.order_by_asc(Column::Id).all(db).await?;
    let mut contests =
        rows.into_iter().map(ContestSetup::try_from).collect::<Result<Vec<_>, _>>()?;
    // PostgreSQL sorts by the rules of its language; the papers are sorted by bytes.
    contests.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(contests)
}
