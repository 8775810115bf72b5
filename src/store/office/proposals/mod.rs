//! Proposals and what belongs to them. A row changes only if it still is as it was read.

pub mod authors;
pub mod comments;
pub mod decisions;
pub mod joinings;
pub mod lists;
pub mod photos;
pub mod rules;
pub mod supports;
pub mod texts;
pub mod versions;

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::money::Money;
use morada_engine::proposal::State;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::store::StoreError;
use crate::store::office::column::{instant, money, named, parsed, stored, whole};
use crate::store::office::entities::proposals::{ActiveModel, Column, Entity, Model};

/// A proposal: where it is, and what lists show of it. Its words are its versions'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Drawn at random.
    pub id: ProposalId,
    /// The process it is proposed to.
    pub process: ElectionId,
    /// Its number for people, from 1; given when it is published.
    pub number: Option<u32>,
    /// SHA-256 of the code under which its authors find it.
    pub code_sha: String,
    /// Where it is.
    pub state: State,
    /// How it came: `card`, `association` or `desk`.
    pub way: String,
    /// The language it is written in, BCP 47.
    pub language: String,
    /// One of `nature move memory care learn play`, or empty.
    pub theme: String,
    /// The area, or empty for the whole place.
    pub area: String,
    /// The newest version that was sent, from 1; 0 for a draft.
    pub version: u32,
    /// Drawn once, below 2^31 − 1: its place in every random order.
    pub shuffle: u32,
    /// People who support it, those of what was merged into it among them, each once.
    pub supports: u64,
    /// Comments that are public.
    pub comments: u64,
    /// When anything last changed.
    pub changed_at: Timestamp,
    /// When it was first sent.
    pub sent_at: Option<Timestamp>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// The draft and how its author is reached, sealed.
    pub sealed: Vec<u8>,
}

/// Adds a proposal.
pub async fn insert(tx: &impl ConnectionTrait, proposal: &Proposal) -> Result<(), StoreError> {
    Entity::insert(ActiveModel::from(row(proposal))).exec_without_returning(tx).await?;
    Ok(())
}

/// The proposal of that id.
pub async fn find(
    db: &impl ConnectionTrait,
    id: &ProposalId,
) -> Result<Option<Proposal>, StoreError> {
    Entity::find_by_id(id.to_string()).one(db).await?.map(proposal).transpose()
}

/// The proposal under that code.
pub async fn by_code(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    code_sha: &str,
) -> Result<Option<Proposal>, StoreError> {
    let found = Entity::find()
        .filter(Column::CodeSha.eq(code_sha))
        .filter(Column::Process.eq(process.as_str()));
    found.one(db).await?.map(proposal).transpose()
}

/// The proposal of that number.
pub async fn by_number(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    number: u32,
) -> Result<Option<Proposal>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Number.eq(stored(number)));
    found.one(db).await?.map(proposal).transpose()
}

/// The proposals of a process in one state, the one that was sent first at the top, at most `limit`.
pub async fn in_state(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    state: &str,
    limit: u64,
) -> Result<Vec<Proposal>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::State.eq(state))
        .order_by_asc(Column::SentAt)
        .order_by_asc(Column::Id)
        .limit(limit);
    found.all(db).await?.into_iter().map(proposal).collect()
}

/// How many proposals of a process are in one state.
pub async fn count_in_state(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    state: &str,
) -> Result<u64, StoreError> {
    let found =
        Entity::find().filter(Column::Process.eq(process.as_str())).filter(Column::State.eq(state));
    Ok(found.count(db).await?)
}

/// The proposals that became part of another one.
pub async fn merged_into(
    db: &impl ConnectionTrait,
    id: &ProposalId,
) -> Result<Vec<Proposal>, StoreError> {
    let found = Entity::find().filter(Column::MergedInto.eq(id.as_str()));
    let found = found.order_by_asc(Column::Number).all(db).await?;
    found.into_iter().map(proposal).collect()
}

/// Stores a proposal anew if it is still as it was at `seen`. Says whether it was: of two people who decide at
/// once, one does.
pub async fn change(
    tx: &impl ConnectionTrait,
    seen: &Proposal,
    next: &Proposal,
) -> Result<bool, StoreError> {
    let row = row(next);
    let changed = Entity::update_many()
        .col_expr(Column::Number, Expr::value(row.number))
        .col_expr(Column::State, Expr::value(row.state))
        .col_expr(Column::Way, Expr::value(row.way))
        .col_expr(Column::Language, Expr::value(row.language))
        .col_expr(Column::Theme, Expr::value(row.theme))
        .col_expr(Column::Area, Expr::value(row.area))
        .col_expr(Column::Version, Expr::value(row.version))
        .col_expr(Column::Price, Expr::value(row.price))
        .col_expr(Column::BallotNumber, Expr::value(row.ballot_number))
        .col_expr(Column::MergedInto, Expr::value(row.merged_into))
        .col_expr(Column::ChangedAt, Expr::value(row.changed_at))
        .col_expr(Column::SentAt, Expr::value(row.sent_at))
        .col_expr(Column::PublishedAt, Expr::value(row.published_at))
        .col_expr(Column::Sealed, Expr::value(row.sealed))
        .filter(Column::Id.eq(seen.id.as_str()))
        .filter(Column::State.eq(seen.state.name()))
        .filter(Column::Version.eq(stored(seen.version)))
        .filter(Column::Sealed.eq(seen.sealed.clone()))
        .exec(tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// The next number of a process. The caller's transaction holds the writer, or the key refuses the second.
pub async fn next_number(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<u32, StoreError> {
    let newest: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::Number.max(), "newest")
        .filter(Column::Process.eq(process.as_str()))
        .into_tuple()
        .one(tx)
        .await?;
    whole(newest.flatten().unwrap_or(0) + 1, "proposals.number")
}

/// Sets how many people support a proposal.
pub async fn set_supports(
    tx: &impl ConnectionTrait,
    id: &ProposalId,
    supports: u64,
) -> Result<(), StoreError> {
    set(tx, id, Column::Supports, supports).await
}

/// Sets how many comments of a proposal are public.
pub async fn set_comments(
    tx: &impl ConnectionTrait,
    id: &ProposalId,
    comments: u64,
) -> Result<(), StoreError> {
    set(tx, id, Column::Comments, comments).await
}

async fn set(
    tx: &impl ConnectionTrait,
    id: &ProposalId,
    column: Column,
    value: u64,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(column, Expr::value(stored(value)))
        .filter(Column::Id.eq(id.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The drafts that nobody has touched since `then`.
pub async fn drafts_before(
    db: &impl ConnectionTrait,
    then: Timestamp,
) -> Result<Vec<ProposalId>, StoreError> {
    let old = Entity::find()
        .filter(Column::State.eq(State::Draft.name()))
        .filter(Column::ChangedAt.lt(stored(then.unix())));
    let ids = old.all(db).await?.into_iter().map(|row| row.id);
    ids.map(|id| parsed(ProposalId::parse(&id), "proposals.id")).collect()
}

/// Destroys a draft. What was sent is never destroyed.
pub async fn destroy_draft(tx: &impl ConnectionTrait, id: &ProposalId) -> Result<(), StoreError> {
    authors::destroy_of(tx, id).await?;
    photos::destroy_of(tx, id).await?;
    Entity::delete_by_id(id.to_string())
        .filter(Column::State.eq(State::Draft.name()))
        .exec(tx)
        .await?;
    Ok(())
}

fn row(proposal: &Proposal) -> Model {
    let state = &proposal.state;
    Model {
        id: proposal.id.to_string(),
        process: proposal.process.to_string(),
        number: proposal.number.map(stored),
        code_sha: proposal.code_sha.clone(),
        state: state.name().to_owned(),
        way: proposal.way.clone(),
        language: proposal.language.clone(),
        theme: proposal.theme.clone(),
        area: proposal.area.clone(),
        version: stored(proposal.version),
        price: state.price().map(|price| stored(price.minor())),
        ballot_number: state.ballot_number().map(stored),
        merged_into: state.merged_into().map(ToString::to_string),
        shuffle: stored(proposal.shuffle),
        supports: stored(proposal.supports),
        comments: stored(proposal.comments),
        changed_at: stored(proposal.changed_at.unix()),
        sent_at: proposal.sent_at.map(|at| stored(at.unix())),
        published_at: proposal.published_at.map(|at| stored(at.unix())),
        sealed: proposal.sealed.clone(),
    }
}

fn proposal(row: Model) -> Result<Proposal, StoreError> {
    let price: Option<Money> = row.price.map(|p| money(p, "proposals.price")).transpose()?;
    let ballot = row.ballot_number.map(|n| whole(n, "proposals.ballot_number")).transpose()?;
    let into = row.merged_into.as_deref().map(ProposalId::parse).transpose();
    let into = parsed(into, "proposals.merged_into")?;
    let at = |at: Option<i64>, column| at.map(|at| instant(at, column)).transpose();
    Ok(Proposal {
        id: parsed(ProposalId::parse(&row.id), "proposals.id")?,
        process: parsed(ElectionId::parse(&row.process), "proposals.process")?,
        number: row.number.map(|n| whole(n, "proposals.number")).transpose()?,
        code_sha: row.code_sha,
        state: named(State::from_columns(&row.state, price, ballot, into), "proposals.state")?,
        way: row.way,
        language: row.language,
        theme: row.theme,
        area: row.area,
        version: whole(row.version, "proposals.version")?,
        shuffle: whole(row.shuffle, "proposals.shuffle")?,
        supports: whole(row.supports, "proposals.supports")?,
        comments: whole(row.comments, "proposals.comments")?,
        changed_at: instant(row.changed_at, "proposals.changed_at")?,
        sent_at: at(row.sent_at, "proposals.sent_at")?,
        published_at: at(row.published_at, "proposals.published_at")?,
        sealed: row.sealed,
    })
}
