//! Who follows a proposal or a work: hashes that are made for one subject alone, and a sealed way to be reached.

use morada_engine::ids::ElectionId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::column::{is_new, parsed};
use super::entities::follows::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// Somebody who follows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// SHA-256 of the code that ends it.
    pub code_sha: String,
    /// The process.
    pub process: ElectionId,
    /// What they follow, as an address in tables.
    pub subject: String,
    /// A keyed hash of them and this subject.
    pub who: String,
    /// How they are reached, in which language, and the code.
    pub sealed: Vec<u8>,
}

/// Begins to follow. Says whether it is new: of two tabs one does.
pub async fn insert(tx: &impl ConnectionTrait, follow: &Follow) -> Result<bool, StoreError> {
    let row = Model {
        code_sha: follow.code_sha.clone(),
        process: follow.process.to_string(),
        subject: follow.subject.clone(),
        who: follow.who.clone(),
        sealed: follow.sealed.clone(),
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&insert.exec_without_returning(tx).await?))
}

/// Everybody who follows a subject.
pub async fn of_subject(
    db: &impl ConnectionTrait,
    subject: &str,
) -> Result<Vec<Follow>, StoreError> {
    let found = Entity::find().filter(Column::Subject.eq(subject)).order_by_asc(Column::CodeSha);
    found.all(db).await?.into_iter().map(follow).collect()
}

/// The follow of somebody, if they follow this subject.
pub async fn find(
    db: &impl ConnectionTrait,
    subject: &str,
    who: &str,
) -> Result<Option<Follow>, StoreError> {
    let found = Entity::find().filter(Column::Subject.eq(subject)).filter(Column::Who.eq(who));
    found.one(db).await?.map(follow).transpose()
}

/// The follow that a code ends.
pub async fn by_code(
    db: &impl ConnectionTrait,
    code_sha: &str,
) -> Result<Option<Follow>, StoreError> {
    Entity::find_by_id(code_sha.to_owned()).one(db).await?.map(follow).transpose()
}

/// Everything that anybody follows, each subject once.
pub async fn subjects(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let found = Entity::find().select_only().column(Column::Subject).distinct();
    Ok(found.order_by_asc(Column::Subject).into_tuple().all(db).await?)
}

/// The processes in which anybody follows anything.
pub async fn processes(db: &impl ConnectionTrait) -> Result<Vec<ElectionId>, StoreError> {
    let found = Entity::find().select_only().column(Column::Process).distinct();
    let all: Vec<String> = found.into_tuple().all(db).await?;
    all.iter().map(|process| parsed(ElectionId::parse(process), "follows.process")).collect()
}

/// How many follow a subject.
pub async fn count(db: &impl ConnectionTrait, subject: &str) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::Subject.eq(subject)).count(db).await?)
}

/// Keeps another way to be reached.
pub async fn reseal(
    tx: &impl ConnectionTrait,
    code_sha: &str,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(sealed))
        .filter(Column::CodeSha.eq(code_sha))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a follow. Says whether it was there.
pub async fn destroy(tx: &impl ConnectionTrait, code_sha: &str) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id(code_sha.to_owned()).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

/// Ends every follow of a subject.
pub async fn destroy_of(tx: &impl ConnectionTrait, subject: &str) -> Result<u64, StoreError> {
    let of_it = Column::Subject.eq(subject);
    Ok(Entity::delete_many().filter(of_it).exec(tx).await?.rows_affected)
}

/// Ends every follow in a process.
pub async fn destroy_of_process(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<u64, StoreError> {
    let of_it = Column::Process.eq(process.as_str());
    Ok(Entity::delete_many().filter(of_it).exec(tx).await?.rows_affected)
}

fn follow(row: Model) -> Result<Follow, StoreError> {
    Ok(Follow {
        code_sha: row.code_sha,
        process: parsed(ElectionId::parse(&row.process), "follows.process")?,
        subject: row.subject,
        who: row.who,
        sealed: row.sealed,
    })
}
