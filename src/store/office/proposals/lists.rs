//! Lists that stay fast and stable: filters, the database's own full-text index, a random order that is fair and can
//! be repeated.

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::proposal::words;
use sea_orm::{ConnectionTrait, DatabaseBackend, QueryResult, Value};

use crate::store::StoreError;
use crate::store::office::column::{instant, money, parsed, whole};
use crate::store::sql;
use morada_engine::money::Money;
use morada_engine::time::Timestamp;

/// The prime 2^31 − 1. Below it every pair of proposals is as often one way round as the other.
const PRIME: u64 = 2_147_483_647;

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// Those with most supporters first.
    Supported,
    /// By lot: the same seed gives the same order.
    Random(u32),
}

/// What is looked for. Empty fields ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The area.
    pub area: String,
    /// The theme.
    pub theme: String,
    /// The state's name.
    pub state: String,
    /// The language it was written in.
    pub language: String,
    /// Words in any language.
    pub words: String,
    /// The order.
    pub order: Order,
}

/// One proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: ProposalId,
    /// Its number.
    pub number: u32,
    /// The state's name.
    pub state: String,
    /// The language it was written in.
    pub language: String,
    /// The theme.
    pub theme: String,
    /// The area.
    pub area: String,
    /// Its price, once there is one.
    pub price: Option<Money>,
    /// People who support it.
    pub supports: u64,
    /// Comments.
    pub comments: u64,
    /// When it was published.
    pub published_at: Timestamp,
    /// When anything last changed.
    pub changed_at: Timestamp,
}

/// States whose proposals are shown in lists; one that was merged is found at the other.
const SHOWN: &str = "('published', 'too_few_supports', 'evaluating', 'feasible', 'infeasible', \
                     'appealed', 'project', 'funded', 'not_funded')";

const COLUMNS: &str = "p.id, p.number, p.state, p.language, p.theme, p.area, p.price, p.supports, \
                       p.comments, p.published_at, p.changed_at";

/// The statement's end and its values.
struct Asked {
    from: String,
    values: Vec<Value>,
}

impl Asked {
    fn new(backend: DatabaseBackend, process: &ElectionId, wanted: &Wanted) -> Option<Self> {
        let mut asked =
            Self { from: "FROM proposals p".to_owned(), values: vec![process.as_str().into()] };
        let mut conditions = format!("p.process = $1 AND p.state IN {SHOWN}");
        if !wanted.words.trim().is_empty() {
            let found = words::stems(&wanted.words).into_iter();
            let terms: Vec<String> = found.map(|stem| term(backend, &stem)).collect();
            if terms.is_empty() {
                return None;
            }
            let place = asked.value(terms.join(if sqlite(backend) { " AND " } else { " & " }));
            conditions.push_str(" AND p.id IN (");
            conditions.push_str(&matching(backend, &place));
            conditions.push(')');
        }
        for (column, value) in [
            ("area", &wanted.area),
            ("theme", &wanted.theme),
            ("state", &wanted.state),
            ("language", &wanted.language),
        ] {
            if !value.is_empty() {
                let place = asked.value(value.clone());
                conditions.push_str(" AND p.");
                conditions.push_str(column);
                conditions.push_str(" = ");
                conditions.push_str(&place);
            }
        }
        asked.from.push_str(" WHERE ");
        asked.from.push_str(&conditions);
        Some(asked)
    }

    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }
}

fn sqlite(backend: DatabaseBackend) -> bool {
    backend == DatabaseBackend::Sqlite
}

/// A stem as the database's index takes it. Stems hold letters and digits only, so nothing of what a reader typed is
/// read as an operator.
fn term(backend: DatabaseBackend, stem: &str) -> String {
    let long = stem.chars().count() >= 3;
    match (sqlite(backend), long) {
        (true, true) => format!("\"{stem}\"*"),
        (true, false) => format!("\"{stem}\""),
        (false, true) => format!("'{stem}':*"),
        (false, false) => format!("'{stem}'"),
    }
}

/// The proposals whose text has what stands at `place`. `OFFSET 0` makes PostgreSQL ask its index once; without it the
/// planner may go through a list row by row and read every text (225 ms instead of 3 at 10,000 proposals).
fn matching(backend: DatabaseBackend, place: &str) -> String {
    if sqlite(backend) {
        format!("SELECT proposal FROM proposal_search WHERE proposal_search MATCH {place}")
    } else {
        format!(
            "SELECT proposal FROM proposal_search \
             WHERE to_tsvector('simple', words) @@ to_tsquery('simple', {place}) OFFSET 0"
        )
    }
}

/// How many proposals of a process are wanted.
pub async fn count(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    wanted: &Wanted,
) -> Result<u64, StoreError> {
    let Some(asked) = Asked::new(db.get_database_backend(), process, wanted) else {
        return Ok(0);
    };
    let text = format!("SELECT COUNT(*) AS n {}", asked.from);
    let row = sql::first(db, &text, asked.values).await?;
    row.map_or(Ok(0), |row| sql::get_u64(&row, "n"))
}

/// A page of the proposals that are wanted.
pub async fn page(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    wanted: &Wanted,
    skip: u64,
    limit: u64,
) -> Result<Vec<Line>, StoreError> {
    let Some(mut asked) = Asked::new(db.get_database_backend(), process, wanted) else {
        return Ok(Vec::new());
    };
    let order = match wanted.order {
        Order::Newest => "p.number DESC".to_owned(),
        Order::Supported => "p.supports DESC, p.number DESC".to_owned(),
        Order::Random(seed) => {
            let (turn, shift) = line_through(seed);
            let (turn, shift) = (asked.value(sql::int(turn)), asked.value(sql::int(shift)));
            format!("(p.shuffle * {turn} + {shift}) % {PRIME}, p.number")
        }
    };
    let (limit, skip) = (asked.value(sql::int(limit)), asked.value(sql::int(skip)));
    let text =
        format!("SELECT {COLUMNS} {} ORDER BY {order} LIMIT {limit} OFFSET {skip}", asked.from);
    sql::all(db, &text, asked.values).await?.iter().map(line).collect()
}

/// Two numbers that turn the row of drawn places into another one.
fn line_through(seed: u32) -> (u64, u64) {
    let mix = |salt: u64| {
        let mut x = u64::from(seed).wrapping_add(salt);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    };
    (mix(1) % (PRIME - 1) + 1, mix(2) % PRIME)
}

/// The proposals with a number above `after`, in the order of their numbers, at most `limit`: what an export reads
/// piece by piece.
pub async fn after(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    after: u32,
    limit: u64,
) -> Result<Vec<Line>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM proposals p WHERE p.process = $1 AND p.state IN {SHOWN} \
         AND p.number > $2 ORDER BY p.number LIMIT $3"
    );
    let values = [process.as_str().into(), sql::int(after.into()), sql::int(limit)];
    sql::all(db, &text, values).await?.iter().map(line).collect()
}

/// How many public proposals each area has.
pub async fn per_area(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<(String, u64)>, StoreError> {
    let text = format!(
        "SELECT p.area, COUNT(*) AS n FROM proposals p WHERE p.process = $1 \
         AND p.state IN {SHOWN} GROUP BY p.area ORDER BY p.area"
    );
    let rows = sql::all(db, &text, [process.as_str().into()]).await?;
    rows.iter().map(|row| Ok((sql::get(row, "area")?, sql::get_u64(row, "n")?))).collect()
}

/// Public proposals that share a word or a thing with `index` ([`words::index`]), the best of the database's own
/// ranking first; with what they are found by.
pub async fn sharing(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    index: &str,
    limit: u64,
) -> Result<Vec<(Line, String)>, StoreError> {
    let backend = db.get_database_backend();
    let quote = if sqlite(backend) { '"' } else { '\'' };
    let terms: Vec<String> =
        index.split_whitespace().take(60).map(|stem| format!("{quote}{stem}{quote}")).collect();
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let (matches, rank, or) = if sqlite(backend) {
        ("proposal_search MATCH $2", "bm25(proposal_search)", " OR ")
    } else {
        (
            "to_tsvector('simple', s.words) @@ to_tsquery('simple', $2)",
            "-ts_rank(to_tsvector('simple', s.words), to_tsquery('simple', $2))",
            " | ",
        )
    };
    let name = if sqlite(backend) { "proposal_search" } else { "proposal_search s" };
    let own = if sqlite(backend) { "proposal_search" } else { "s" };
    let text = format!(
        "SELECT {COLUMNS}, {own}.words AS found_by FROM {name} JOIN proposals p ON p.id = {own}.proposal \
         WHERE {matches} AND p.process = $1 AND p.state IN {SHOWN} ORDER BY {rank} LIMIT $3"
    );
    let values = [process.as_str().into(), terms.join(or).into(), sql::int(limit)];
    let rows = sql::all(db, &text, values).await?;
    rows.iter().map(|row| Ok((line(row)?, sql::get(row, "found_by")?))).collect()
}

fn line(row: &QueryResult) -> Result<Line, StoreError> {
    let id: String = sql::get(row, "id")?;
    let price: Option<i64> = sql::get(row, "price")?;
    let published: i64 = sql::get(row, "published_at")?;
    Ok(Line {
        id: parsed(ProposalId::parse(&id), "proposals.id")?,
        number: whole(sql::get(row, "number")?, "proposals.number")?,
        state: sql::get(row, "state")?,
        language: sql::get(row, "language")?,
        theme: sql::get(row, "theme")?,
        area: sql::get(row, "area")?,
        price: price.map(|price| money(price, "proposals.price")).transpose()?,
        supports: sql::get_u64(row, "supports")?,
        comments: sql::get_u64(row, "comments")?,
        published_at: instant(published, "proposals.published_at")?,
        changed_at: instant(sql::get(row, "changed_at")?, "proposals.changed_at")?,
    })
}
