//! Looks a register through: every fault by row, and what taking it would do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use morada_engine::eligibility::{Date, Person, Rule, Tie, TieKind, decide};
use morada_engine::ids::PlaceId;
use morada_engine::roll::register::{
    Areas, ColumnFault, Columns, Field, Mapping, Registered, RowFault, read,
};

use super::lines::{Line, LineKey};
use super::source::Source;
use super::{NotARegister, Progress, Report, WAY};
use crate::app::House;
use crate::app::roll::keeping::Kept;
use crate::app::roll::people::earliest;
use crate::app::staff::DeskError;
use crate::store::office::roll::entries::{self, Known};
use crate::store::{Reads, StoreError};

/// The most rows: more than any city of Europe has people.
const MOST_ROWS: u64 = 20_000_000;
/// Rows that are looked up at once.
pub(super) const BATCH: usize = 1_000;
/// Rows after which the progress is told.
const TELL: u64 = 4_096;

/// A register that was looked through, with what is needed to take it.
#[derive(Debug)]
pub struct Checked {
    /// What it would do.
    pub report: Report,
    pub(super) kept: Kept,
    pub(super) today: Date,
    pub(super) shape: Arc<Shape>,
    /// Lines that are admitted, in the order of their ids.
    pub(super) lines: Vec<Line>,
    /// Pairs of entries that look double.
    pub(super) doubles: Vec<(u32, u32)>,
}

/// How a row of this file is read.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) parts: u8,
    pub(super) columns: Columns,
    pub(super) areas: Areas,
    pub(super) today: Date,
}

impl Shape {
    /// A reader of rows.
    pub(super) fn rows<R: std::io::Read>(&self, from: R) -> csv::Reader<R> {
        rows(self.parts, from)
    }

    /// Reads one row.
    pub(super) fn read(&self, record: &ByteRecord) -> Result<Registered, Vec<RowFault>> {
        let cells: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
        let cells = cells.map_err(|_| vec![RowFault::NotText])?;
        read(&cells, &self.columns, &self.areas, self.today)
    }
}

fn rows<R: std::io::Read>(parts: u8, from: R) -> csv::Reader<R> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(parts).from_reader(from)
}

/// Looks a register through. Nothing is written.
///
/// # Errors
/// [`DeskError::Unknown`] when the place keeps no roll; the inner error when the file is no register.
pub async fn check(
    house: &House,
    place: &PlaceId,
    source: &Arc<Source>,
    mapping: &Mapping,
    progress: &Arc<Progress>,
) -> Result<Result<Checked, NotARegister>, DeskError> {
    let kept = Kept::load(house, place).await?;
    let (today, key) = (kept.today(house), LineKey::of(house, place));
    let work = {
        let (source, mapping, progress) =
            (Arc::clone(source), mapping.clone(), Arc::clone(progress));
        let rule = kept.roll.rule.clone();
        move || look_through(&source, &mapping, &rule, today, &key, &progress)
    };
    let seen = tokio::task::spawn_blocking(work).await;
    let seen = match seen.map_err(|_| StoreError::Busy)? {
        Ok(seen) => seen,
        Err(fault) => return Ok(Err(fault)),
    };
    let Seen { mut report, shape, lines, doubles } = seen;
    for fate in fates(house.office.reader(), place, &lines, today, progress).await? {
        count(&mut report, fate);
    }
    Ok(Ok(Checked { report, kept, today, shape: Arc::new(shape), lines, doubles }))
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It makes an entry.
    New,
    /// Its entry is there.
    Same,
    /// Its entry is there, and good for another edition.
    Renewed,
    /// Its entry was ended by a person.
    Ended,
}

fn count(report: &mut Report, fate: Fate) {
    *match fate {
        Fate::New => &mut report.new,
        Fate::Same => &mut report.same,
        Fate::Renewed => &mut report.renewed,
        Fate::Ended => &mut report.ended,
    } += 1;
}

/// The fate of each line.
pub(super) async fn fates(
    db: &impl Reads,
    place: &PlaceId,
    lines: &[Line],
    today: Date,
    progress: &Progress,
) -> Result<Vec<Fate>, StoreError> {
    progress.begin(lines.len() as u64);
    if !entries::any_of_way(db, place, WAY).await? {
        progress.step(lines.len() as u64);
        return Ok(vec![Fate::New; lines.len()]);
    }
    let mut fates = Vec::with_capacity(lines.len());
    for batch in lines.chunks(BATCH) {
        let ids: Vec<String> =
            batch.iter().map(|line| morada_engine::encoding::to_hex(&line.id)).collect();
        let known: BTreeMap<String, Known> = entries::known(db, &ids).await?;
        fates.extend(ids.iter().map(|id| fate(known.get(id), today)));
        progress.step(batch.len() as u64);
    }
    Ok(fates)
}

fn fate(known: Option<&Known>, today: Date) -> Fate {
    match known {
        None => Fate::New,
        Some(Known { ended: Some(why), .. }) if why != "expired" => Fate::Ended,
        Some(Known { ended: None, checked_on }) if *checked_on >= today => Fate::Same,
        Some(_) => Fate::Renewed,
    }
}

/// What one look at the file gave.
struct Seen {
    report: Report,
    shape: Shape,
    lines: Vec<Line>,
    doubles: Vec<(u32, u32)>,
}

fn look_through(
    source: &Source,
    mapping: &Mapping,
    rule: &Rule,
    today: Date,
    key: &LineKey,
    progress: &Progress,
) -> Result<Seen, NotARegister> {
    let mut report = Report { sha: source.sha(progress)?, ..Report::default() };
    let (begins, parts) = source.shape()?;
    let mut reader = rows(parts, source.from(begins));
    let mut record = ByteRecord::new();
    let shape = Shape {
        parts,
        columns: header(&mut reader, &mut record, mapping, rule)?,
        areas: Areas::of(&rule.areas),
        today,
    };
    progress.begin(source.len()?);
    let mut lines: Vec<Line> = Vec::new();
    let mut at = reader.position().byte();
    let mut told = at;
    while reader.read_byte_record(&mut record).map_err(unreadable)? {
        let next = reader.position().byte();
        let starts = record.position().map_or(at, csv::Position::byte);
        report.rows += 1;
        let row = u32::try_from(report.rows + 1).unwrap_or(u32::MAX);
        if report.rows > MOST_ROWS {
            return Err(NotARegister::TooMany(MOST_ROWS));
        }
        match shape.read(&record) {
            Ok(line) if rule.min_months > 0 && line.since.is_none() => {
                report.faults.push((u64::from(row), RowFault::NotSince));
            }
            Ok(line) if !admits(rule, &line, today) => report.not_yet += 1,
            Ok(line) => {
                let (id, who) = key.of_line(&line);
                let len = u32::try_from(next - starts).unwrap_or(u32::MAX);
                lines.push(Line { id, row, at: begins + starts, len, who });
            }
            Err(faults) => {
                report.faults.extend(faults.into_iter().map(|fault| (u64::from(row), fault)));
            }
        }
        at = next;
        if report.rows.is_multiple_of(TELL) {
            progress.step(at - told);
            told = at;
        }
    }
    if report.rows == 0 {
        return Err(NotARegister::Empty);
    }
    lines.sort_unstable();
    name_repeated(&mut lines, &mut report.faults);
    report.faults.sort_unstable();
    let doubles = doubles(&lines);
    report.doubles = doubles.len() as u64;
    Ok(Seen { report, shape, lines, doubles })
}

fn header(
    reader: &mut csv::Reader<super::source::At<'_>>,
    record: &mut ByteRecord,
    mapping: &Mapping,
    rule: &Rule,
) -> Result<Columns, NotARegister> {
    if !reader.read_byte_record(record).map_err(unreadable)? {
        return Err(NotARegister::Empty);
    }
    let names: Result<Vec<String>, _> =
        record.iter().map(|cell| std::str::from_utf8(cell).map(str::to_owned)).collect();
    let names = names.map_err(|_| NotARegister::NotText)?;
    let columns = Columns::find(&names, mapping).map_err(NotARegister::Columns)?;
    if rule.min_months > 0 && !columns.has_since() {
        return Err(NotARegister::Columns(vec![ColumnFault::Missing(Field::Since)]));
    }
    Ok(columns)
}

fn unreadable(error: csv::Error) -> NotARegister {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => NotARegister::Unreadable(format!("{other:?}")),
    }
}

/// Takes the lines out that say the same as an earlier one, and names them.
fn name_repeated(lines: &mut Vec<Line>, faults: &mut Vec<(u64, RowFault)>) {
    lines.dedup_by(|later, first| {
        let again = later.id == first.id;
        if again {
            let first = u64::from(first.row);
            faults.push((u64::from(later.row), RowFault::Again { first }));
        }
        again
    });
}

/// Places of the lines with one name and one birth, each with the one before.
fn doubles(lines: &[Line]) -> Vec<(u32, u32)> {
    let mut order: Vec<u32> = (0_u32..).take(lines.len()).collect();
    let who = |place: &u32| (lines[*place as usize].who, lines[*place as usize].row);
    order.sort_unstable_by_key(who);
    let pairs = order.windows(2).map(|pair| (pair[0], pair[1]));
    pairs.filter(|(one, two)| who(one).0 == who(two).0).collect()
}

/// Whether the rule admits somebody of the register today.
fn admits(rule: &Rule, line: &Registered, today: Date) -> bool {
    let tie = Tie {
        kind: TieKind::Residence,
        area: line.area.clone(),
        from: line.since.unwrap_or(today),
        to: None,
        assurance: 4,
    };
    let person = Person {
        birth: Some(line.birth).and_then(earliest),
        of_age_from: BTreeMap::new(),
        ties: vec![tie],
        roles: BTreeSet::new(),
    };
    decide(rule, &person, today).eligible
}
