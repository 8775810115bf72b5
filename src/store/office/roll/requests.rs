//! Requests for a place on the roll, from the first answer to the last decision.

use morada_engine::ids::PlaceId;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::store::StoreError;
use crate::store::office::column::{instant, named, parsed, stored};
use crate::store::office::entities::roll_requests::{ActiveModel, Column, Entity, Model};

/// Where a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody has sent it.
    Draft,
    /// It waits for the registrar.
    Sent,
    /// It went back for a paper.
    Returned,
    /// Granted: the person is on the roll.
    Granted,
    /// Refused.
    Refused,
    /// Refused and objected to: it waits for the panel.
    Appealed,
}

impl Phase {
    const ALL: [Phase; 6] = [
        Phase::Draft,
        Phase::Sent,
        Phase::Returned,
        Phase::Granted,
        Phase::Refused,
        Phase::Appealed,
    ];

    /// Its name in the column.
    pub const fn name(self) -> &'static str {
        match self {
            Phase::Draft => "draft",
            Phase::Sent => "sent",
            Phase::Returned => "returned",
            Phase::Granted => "granted",
            Phase::Refused => "refused",
            Phase::Appealed => "appealed",
        }
    }
}

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A place on the roll.
    Join,
    /// Another name, area or check for an entry that is there.
    Change,
    /// The notice that an entry shall end: refused from the first day, and open to an objection.
    Strike,
}

impl Purpose {
    const ALL: [Purpose; 3] = [Purpose::Join, Purpose::Change, Purpose::Strike];

    /// Its name in the column.
    pub const fn name(self) -> &'static str {
        match self {
            Purpose::Join => "join",
            Purpose::Change => "change",
            Purpose::Strike => "strike",
        }
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Random.
    pub id: String,
    /// The place.
    pub place: PlaceId,
    /// SHA-256 of the code under which it is found.
    pub code_sha: String,
    /// Where it is.
    pub phase: Phase,
    /// The area; empty until it is said.
    pub area: String,
    /// The kind of evidence; empty until it is said.
    pub evidence: String,
    /// What the resident answered, sealed.
    pub sealed: Vec<u8>,
    /// When anything last changed.
    pub changed_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Who decided, and when.
    pub decided: Option<(String, Timestamp)>,
    /// Why it was refused or went back.
    pub reason: Option<String>,
    /// When it was objected to.
    pub appealed_at: Option<Timestamp>,
    /// The entry it led to, or is about.
    pub entry: Option<String>,
    /// What it is about.
    pub purpose: Purpose,
}

/// Adds a request.
pub async fn insert(tx: &impl ConnectionTrait, request: &Request) -> Result<(), StoreError> {
    Entity::insert(ActiveModel::from(row(request))).exec_without_returning(tx).await?;
    Ok(())
}

/// The request under that code.
pub async fn by_code(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    code_sha: &str,
) -> Result<Option<Request>, StoreError> {
    let found = Entity::find()
        .filter(Column::CodeSha.eq(code_sha))
        .filter(Column::Place.eq(place.as_str()));
    found.one(db).await?.map(request).transpose()
}

/// The request of that id.
pub async fn find(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    id: &str,
) -> Result<Option<Request>, StoreError> {
    let found = Entity::find_by_id(id.to_owned()).filter(Column::Place.eq(place.as_str()));
    found.one(db).await?.map(request).transpose()
}

/// Stores a request anew if it is still as it was at `seen`, in the phase it had. Says whether it was:
/// of two officers who decide at once, one does.
pub async fn change(
    tx: &impl ConnectionTrait,
    seen: &Request,
    next: &Request,
) -> Result<bool, StoreError> {
    let row = row(next);
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(row.state))
        .col_expr(Column::Area, Expr::value(row.area))
        .col_expr(Column::Evidence, Expr::value(row.evidence))
        .col_expr(Column::Sealed, Expr::value(row.sealed))
        .col_expr(Column::ChangedAt, Expr::value(row.changed_at))
        .col_expr(Column::SentAt, Expr::value(row.sent_at))
        .col_expr(Column::DueAt, Expr::value(row.due_at))
        .col_expr(Column::DecidedBy, Expr::value(row.decided_by))
        .col_expr(Column::DecidedAt, Expr::value(row.decided_at))
        .col_expr(Column::Reason, Expr::value(row.reason))
        .col_expr(Column::AppealedAt, Expr::value(row.appealed_at))
        .col_expr(Column::Entry, Expr::value(row.entry))
        .filter(Column::Id.eq(seen.id.as_str()))
        .filter(Column::State.eq(seen.phase.name()))
        .filter(Column::Sealed.eq(seen.sealed.clone()))
        .exec(tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// The requests of a place in one phase, oldest first, at most `most`.
pub async fn in_phase(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    phase: Phase,
    most: u64,
) -> Result<Vec<Request>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::State.eq(phase.name()))
        .order_by_asc(Column::SentAt)
        .order_by_asc(Column::Id)
        .limit(most);
    found.all(db).await?.into_iter().map(request).collect()
}

/// How many requests of a place are in one phase.
pub async fn count(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    phase: Phase,
) -> Result<u64, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::State.eq(phase.name()));
    Ok(found.count(db).await?)
}

/// The drafts nobody touched since `since`, and the requests decided for good before `decided`.
pub async fn to_forget(
    db: &impl ConnectionTrait,
    since: Timestamp,
    decided: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let idle = sea_orm::Condition::all()
        .add(Column::State.is_in([Phase::Draft.name(), Phase::Returned.name()]))
        .add(Column::ChangedAt.lt(stored(since.unix())));
    let done = sea_orm::Condition::all()
        .add(Column::State.is_in([Phase::Granted.name(), Phase::Refused.name()]))
        .add(Column::DecidedAt.lt(stored(decided.unix())));
    let found = Entity::find().filter(sea_orm::Condition::any().add(idle).add(done));
    Ok(found.all(db).await?.into_iter().map(|row| row.id).collect())
}

/// The notices that were given before `then` and that nobody objected to.
pub async fn strikes_given_before(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    then: Timestamp,
) -> Result<Vec<Request>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::Purpose.eq(Purpose::Strike.name()))
        .filter(Column::State.eq(Phase::Refused.name()))
        .filter(Column::AppealedAt.is_null())
        .filter(Column::DecidedAt.lt(stored(then.unix())));
    found.all(db).await?.into_iter().map(request).collect()
}

/// The requests about an entry that are under way.
pub async fn about_entry(
    db: &impl ConnectionTrait,
    entry: &str,
) -> Result<Vec<Request>, StoreError> {
    let found = Entity::find()
        .filter(Column::Entry.eq(entry))
        .filter(Column::Purpose.ne(Purpose::Join.name()));
    found.all(db).await?.into_iter().map(request).collect()
}

/// Destroys a request. Its papers and verdicts must be gone before.
pub async fn destroy(tx: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(id.to_owned()).exec(tx).await?;
    Ok(())
}

fn row(request: &Request) -> Model {
    let at = |time: Option<Timestamp>| time.map(|time| stored(time.unix()));
    Model {
        id: request.id.clone(),
        place: request.place.to_string(),
        code_sha: request.code_sha.clone(),
        state: request.phase.name().to_owned(),
        area: request.area.clone(),
        evidence: request.evidence.clone(),
        sealed: request.sealed.clone(),
        changed_at: stored(request.changed_at.unix()),
        sent_at: at(request.sent_at),
        due_at: at(request.due_at),
        decided_by: request.decided.as_ref().map(|(by, _)| by.clone()),
        decided_at: at(request.decided.as_ref().map(|(_, when)| *when)),
        reason: request.reason.clone(),
        appealed_at: at(request.appealed_at),
        entry: request.entry.clone(),
        purpose: request.purpose.name().to_owned(),
    }
}

fn request(row: Model) -> Result<Request, StoreError> {
    let at = |time: Option<i64>, column| time.map(|time| instant(time, column)).transpose();
    let phase = Phase::ALL.into_iter().find(|phase| phase.name() == row.state);
    let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.name() == row.purpose);
    let decided_at = at(row.decided_at, "roll_requests.decided_at")?;
    Ok(Request {
        id: row.id,
        place: parsed(PlaceId::parse(&row.place), "roll_requests.place")?,
        code_sha: row.code_sha,
        phase: named(phase, "roll_requests.state")?,
        area: row.area,
        evidence: row.evidence,
        sealed: row.sealed,
        changed_at: instant(row.changed_at, "roll_requests.changed_at")?,
        sent_at: at(row.sent_at, "roll_requests.sent_at")?,
        due_at: at(row.due_at, "roll_requests.due_at")?,
        decided: row.decided_by.zip(decided_at),
        reason: row.reason,
        appealed_at: at(row.appealed_at, "roll_requests.appealed_at")?,
        entry: row.entry,
        purpose: named(purpose, "roll_requests.purpose")?,
    })
}
