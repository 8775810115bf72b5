//! What is said about a proposal: for, against, questions, amendments, and the answer of a department.

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::store::StoreError;
use crate::store::office::column::{instant, named, parsed, stored, whole};
use crate::store::office::entities::comments::{ActiveModel, Column, Entity, Model};

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$each:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $type { $($(#[$each])* $variant),* }

        impl $type {
            /// All of them.
            pub const ALL: &[$type] = &[$($type::$variant),*];

            /// Its name in tables and messages.
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name),* }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

names! {
    /// The column a comment stands in.
    Side {
        /// In favour.
        For = "for",
        /// Against.
        Against = "against",
        /// A question.
        Question = "question",
    }
}
names! {
    /// What a comment is.
    Kind {
        /// A resident says something.
        Comment = "comment",
        /// A resident proposes other words; the authors accept or decline.
        Amendment = "amendment",
        /// A department answers.
        Answer = "answer",
    }
}
names! {
    /// Whether everybody reads it.
    Showing {
        /// Nobody has read it yet.
        Waiting = "waiting",
        /// Everybody reads it.
        Public = "public",
        /// Its author may change it once.
        Returned = "returned",
        /// Refused on one of the four grounds.
        Refused = "refused",
    }
}
names! {
    /// What the authors said to an amendment.
    Outcome {
        /// Nothing yet, or it is none.
        Open = "open",
        /// They took it.
        Accepted = "accepted",
        /// They did not.
        Declined = "declined",
    }
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Drawn at random.
    pub id: String,
    /// Where.
    pub process: ElectionId,
    /// What it is about.
    pub proposal: ProposalId,
    /// The comment it answers; an answer has no answers.
    pub parent: Option<String>,
    /// Its column.
    pub side: Side,
    /// What it is.
    pub kind: Kind,
    /// The language it is written in, BCP 47.
    pub language: String,
    /// Its words.
    pub words: String,
    /// The name its author chose.
    pub shown: String,
    /// A keyed hash of its author; a team's name for an answer of a department.
    pub who: String,
    /// The department of an answer, or empty.
    pub team: String,
    /// Whether everybody reads it.
    pub showing: Showing,
    /// What the authors said, if it is an amendment.
    pub outcome: Outcome,
    /// How often its author has changed it.
    pub edits: u32,
    /// When it was written.
    pub made_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// Adds a comment.
pub async fn insert(tx: &impl ConnectionTrait, comment: &Comment) -> Result<(), StoreError> {
    Entity::insert(ActiveModel::from(row(comment))).exec_without_returning(tx).await?;
    Ok(())
}

/// One comment.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Comment>, StoreError> {
    Entity::find_by_id(id.to_owned()).one(db).await?.map(comment).transpose()
}

/// The comments of a proposal that everybody reads, the oldest first, at most `limit`.
pub async fn public_of(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
    limit: u64,
) -> Result<Vec<Comment>, StoreError> {
    let found = Entity::find()
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::State.eq(Showing::Public.name()))
        .order_by_asc(Column::MadeAt)
        .order_by_asc(Column::Id)
        .limit(limit);
    found.all(db).await?.into_iter().map(comment).collect()
}

/// What somebody wrote about a proposal, whether it is public or not.
pub async fn of_person(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
    who: &str,
) -> Result<Vec<Comment>, StoreError> {
    let found = Entity::find()
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::Who.eq(who))
        .order_by_asc(Column::MadeAt);
    found.all(db).await?.into_iter().map(comment).collect()
}

/// The oldest comments of a process that wait, at most `limit`.
pub async fn waiting(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    limit: u64,
) -> Result<Vec<Comment>, StoreError> {
    let found = of_state(process, Showing::Waiting);
    let found = found.order_by_asc(Column::MadeAt).order_by_asc(Column::Id).limit(limit);
    found.all(db).await?.into_iter().map(comment).collect()
}

/// How many comments of a process are in a state.
pub async fn count(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    showing: Showing,
) -> Result<u64, StoreError> {
    Ok(of_state(process, showing).count(db).await?)
}

/// How many comments of a proposal everybody reads.
pub async fn count_public(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<u64, StoreError> {
    let found = Entity::find()
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::State.eq(Showing::Public.name()));
    Ok(found.count(db).await?)
}

fn of_state(process: &ElectionId, showing: Showing) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::State.eq(showing.name()))
}

/// Stores a comment anew if it is still as it was at `seen`. Says whether it was.
pub async fn change(
    tx: &impl ConnectionTrait,
    seen: &Comment,
    next: &Comment,
) -> Result<bool, StoreError> {
    let row = row(next);
    let changed = Entity::update_many()
        .col_expr(Column::Words, Expr::value(row.words))
        .col_expr(Column::State, Expr::value(row.state))
        .col_expr(Column::Outcome, Expr::value(row.outcome))
        .col_expr(Column::Edits, Expr::value(row.edits))
        .col_expr(Column::PublishedAt, Expr::value(row.published_at))
        .filter(Column::Id.eq(seen.id.as_str()))
        .filter(Column::State.eq(seen.showing.name()))
        .filter(Column::Outcome.eq(seen.outcome.name()))
        .filter(Column::Edits.eq(stored(seen.edits)))
        .exec(tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Destroys a comment and its answers, as its author may.
pub async fn destroy(tx: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Parent.eq(id)).exec(tx).await?;
    Entity::delete_by_id(id.to_owned()).exec(tx).await?;
    Ok(())
}

fn row(comment: &Comment) -> Model {
    Model {
        id: comment.id.clone(),
        process: comment.process.to_string(),
        proposal: comment.proposal.to_string(),
        parent: comment.parent.clone(),
        side: comment.side.name().to_owned(),
        kind: comment.kind.name().to_owned(),
        language: comment.language.clone(),
        words: comment.words.clone(),
        shown: comment.shown.clone(),
        who: comment.who.clone(),
        team: comment.team.clone(),
        state: comment.showing.name().to_owned(),
        outcome: comment.outcome.name().to_owned(),
        edits: stored(comment.edits),
        made_at: stored(comment.made_at.unix()),
        published_at: comment.published_at.map(|at| stored(at.unix())),
    }
}

fn comment(row: Model) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: row.id,
        process: parsed(ElectionId::parse(&row.process), "comments.process")?,
        proposal: parsed(ProposalId::parse(&row.proposal), "comments.proposal")?,
        parent: row.parent,
        side: named(Side::from_name(&row.side), "comments.side")?,
        kind: named(Kind::from_name(&row.kind), "comments.kind")?,
        language: row.language,
        words: row.words,
        shown: row.shown,
        who: row.who,
        team: row.team,
        showing: named(Showing::from_name(&row.state), "comments.state")?,
        outcome: named(Outcome::from_name(&row.outcome), "comments.outcome")?,
        edits: whole(row.edits, "comments.edits")?,
        made_at: instant(row.made_at, "comments.made_at")?,
        published_at: row
            .published_at
            .map(|at| instant(at, "comments.published_at"))
            .transpose()?,
    })
}
