//! Who proposes: a person under the name they choose, an association, or a desk for somebody. Co-authors count once
//! they have accepted.

use morada_engine::ids::{ElectionId, ProposalId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{named, parsed, stored, whole};
use crate::store::office::entities::proposal_authors::{ActiveModel, Column, Entity, Model};
use crate::store::office::entities::proposals;

/// What kind of author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A resident, under the name they choose.
    Person,
    /// An association or a collective.
    Association,
    /// A desk, for somebody who asked it to.
    Desk,
}

/// Whether an author stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Was asked, and has not answered.
    Asked,
    /// Stands behind it.
    Accepted,
    /// Does not.
    Declined,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Person, Kind::Association, Kind::Desk];

    /// The kind's name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Association => "association",
            Kind::Desk => "desk",
        }
    }
}

impl Standing {
    const ALL: [Standing; 3] = [Standing::Asked, Standing::Accepted, Standing::Declined];

    const fn name(self) -> &'static str {
        match self {
            Standing::Asked => "asked",
            Standing::Accepted => "accepted",
            Standing::Declined => "declined",
        }
    }
}

/// One author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Their place in the row of authors, from 1.
    pub position: u32,
    /// What kind.
    pub kind: Kind,
    /// A keyed hash of a person, an association's id, a team's name; empty until somebody accepts.
    pub who: String,
    /// The name they are shown under.
    pub shown: String,
    /// Whether they stand behind it.
    pub standing: Standing,
    /// SHA-256 of the code with which a co-author accepts.
    pub code_sha: Option<String>,
}

/// Adds an author.
pub async fn insert(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    author: &Author,
) -> Result<(), StoreError> {
    let row = Model {
        proposal: proposal.to_string(),
        position: stored(author.position),
        kind: author.kind.name().to_owned(),
        who: author.who.clone(),
        shown: author.shown.clone(),
        state: author.standing.name().to_owned(),
        code_sha: author.code_sha.clone(),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The authors of a proposal, in their order.
pub async fn of_proposal(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<Vec<Author>, StoreError> {
    let found = Entity::find().filter(Column::Proposal.eq(proposal.as_str()));
    let found = found.order_by_asc(Column::Position).all(db).await?;
    found.into_iter().map(author).collect()
}

/// The proposal and the author that a code of a co-author is about.
pub async fn by_code(
    db: &impl ConnectionTrait,
    code_sha: &str,
) -> Result<Option<(ProposalId, Author)>, StoreError> {
    let found = Entity::find().filter(Column::CodeSha.eq(code_sha)).one(db).await?;
    let both = |row: Model| {
        let proposal = parsed(ProposalId::parse(&row.proposal), "proposal_authors.proposal")?;
        Ok((proposal, author(row)?))
    };
    found.map(both).transpose()
}

/// The proposals of a process behind which somebody stands.
pub async fn of_person(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    who: &str,
) -> Result<Vec<ProposalId>, StoreError> {
    let own = Entity::find().filter(Column::Who.eq(who)).all(db).await?;
    let ids: Vec<String> = own.into_iter().map(|row| row.proposal).collect();
    let found = proposals::Entity::find()
        .filter(proposals::Column::Id.is_in(ids))
        .filter(proposals::Column::Process.eq(process.as_str()))
        .order_by_asc(proposals::Column::SentAt)
        .all(db)
        .await?;
    found.into_iter().map(|row| parsed(ProposalId::parse(&row.id), "proposals.id")).collect()
}

/// Stores what a co-author answered. The code has done its work.
pub async fn answer(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    position: u32,
    who: &str,
    standing: Standing,
) -> Result<bool, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::Who, Expr::value(who))
        .col_expr(Column::State, Expr::value(standing.name()))
        .col_expr(Column::CodeSha, Expr::value(Option::<String>::None))
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::Position.eq(stored(position)))
        .filter(Column::State.eq(Standing::Asked.name()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Forgets the authors of a draft.
pub async fn destroy_of(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Proposal.eq(proposal.as_str())).exec(tx).await?;
    Ok(())
}

fn author(row: Model) -> Result<Author, StoreError> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == row.kind);
    let standing = Standing::ALL.into_iter().find(|standing| standing.name() == row.state);
    Ok(Author {
        position: whole(row.position, "proposal_authors.position")?,
        kind: named(kind, "proposal_authors.kind")?,
        who: row.who,
        shown: row.shown,
        standing: named(standing, "proposal_authors.state")?,
        code_sha: row.code_sha,
    })
}
