//! Takes a register that was looked through: everybody in one transaction, or nobody.

use std::collections::BTreeMap;
use std::sync::Arc;

use csv::ByteRecord;
use morada_engine::eligibility::TieKind;
use morada_engine::encoding::to_hex;
use morada_engine::fingerprint::{Fingerprint, FingerprintKey, Likeness, Tag};
use morada_engine::ids::PlaceId;

use super::check::{BATCH, Checked, Fate, Shape, fates};
use super::lines::Line;
use super::source::Source;
use super::{EVIDENCE, Progress, Report, WAY};
use crate::app::House;
use crate::app::every_core::every;
use crate::app::roll::admit::{EDITION_MONTHS, ENTRIES, key};
use crate::app::roll::people::{Holder, birth_as_text};
use crate::app::roll::sealed::{Sealer, open};
use crate::app::staff::{DeskError, tokens};
use crate::store::office::roll::cases::{self, Case};
use crate::store::office::roll::entries::{self, Check, Entry};
use crate::store::{StoreError, Tx};

/// From so many new entries on, shelves are put in order once, at the end.
const MANY: u64 = 50_000;
/// Entries of one statement: SQLite takes 32,766 values.
const ROWS: usize = 500;
/// Batches that wait between those who seal and whoever writes: what bounds the memory.
const AHEAD: usize = 4;

/// Writes the entries, renews those that are there, and opens a case for each that looks double.
pub(super) async fn write(
    house: &House,
    tx: &Tx,
    checked: Checked,
    source: Arc<Source>,
    seen_by: &str,
    progress: &Progress,
) -> Result<Report, DeskError> {
    let place = checked.kept.place.id.clone();
    let until = checked.today.months_after(EDITION_MONTHS).unwrap_or(checked.today);
    let Checked { report, today, shape, lines, doubles, .. } = checked;
    let fates = fates(tx, &place, &lines, today, progress).await?;
    let of = |wanted: Fate| {
        let chosen = lines.iter().zip(&fates).filter(move |(_, fate)| **fate == wanted);
        chosen.map(|(line, _)| *line).collect::<Vec<Line>>()
    };
    let (new, renewed) = (of(Fate::New), of(Fate::Renewed));
    let pairs: Vec<(String, String)> = doubles
        .iter()
        .filter(|(one, two)| [one, two].iter().any(|place| fates[**place as usize] == Fate::New))
        .map(|(one, two)| (hex(&lines[*one as usize]), hex(&lines[*two as usize])))
        .collect();
    let report = Report {
        new: new.len() as u64,
        renewed: renewed.len() as u64,
        same: fates.iter().filter(|fate| **fate == Fate::Same).count() as u64,
        ended: fates.iter().filter(|fate| **fate == Fate::Ended).count() as u64,
        ..report
    };
    drop((lines, fates, doubles));

    let maker = Maker {
        place: place.clone(),
        check: Check {
            area: String::new(),
            tie: TieKind::Residence,
            since: today,
            assurance: 4,
            evidence: EVIDENCE.to_owned(),
            way: WAY.to_owned(),
            seen_by: seen_by.to_owned(),
            asked_on: today,
            checked_on: today,
            valid_until: until,
        },
        print_key: key(house),
        sealer: Sealer::of(house),
        others: others(house, tx, &place).await?,
        shape,
        source,
    };
    let many = report.new >= MANY;
    progress.begin(report.new);
    if many {
        entries::leave_shelves(tx).await?;
    }
    let (give, mut take) = tokio::sync::mpsc::channel(AHEAD);
    let work = tokio::task::spawn_blocking(move || {
        for batch in new.chunks(BATCH) {
            let made = maker.make(batch);
            let stop = made.is_err();
            if give.blocking_send(made).is_err() || stop {
                return;
            }
        }
    });
    let mut alike = pairs;
    while let Some(made) = take.recv().await {
        let (made, found) = made?;
        for rows in made.chunks(ROWS) {
            entries::insert_all(tx, rows).await?;
        }
        alike.extend(found);
        progress.step(made.len() as u64);
    }
    work.await.map_err(|_| StoreError::Busy)?;
    if many {
        entries::order_shelves(tx).await?;
    }
    let renewed: Vec<String> = renewed.iter().map(hex).collect();
    for batch in renewed.chunks(BATCH) {
        entries::renew(tx, batch, today, until, seen_by).await?;
    }
    for (one, other) in alike {
        let case = Case { id: tokens::fresh_id(house), one, other, opened_at: house.now() };
        cases::open(tx, &place, &case).await?;
    }
    Ok(report)
}

fn hex(line: &Line) -> String {
    to_hex(&line.id)
}

/// Everybody who is on the roll by another way, by shelf. Who is in the register stands there once already.
type Others = BTreeMap<Tag, Vec<(String, Fingerprint)>>;

async fn others(house: &House, tx: &Tx, place: &PlaceId) -> Result<Others, DeskError> {
    let mut others = Others::new();
    for entry in entries::of_other_ways(tx, place, WAY).await? {
        let holder: Holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
        let birth = holder.birth();
        let print =
            birth.and_then(|birth| Fingerprint::of(&key(house), place, &holder.name, birth));
        if let Some(print) = print {
            for shelf in [print.shelves.shelf, print.shelves.whole] {
                others.entry(shelf).or_default().push((entry.id.clone(), print.clone()));
            }
        }
    }
    Ok(others)
}

/// What makes entries of lines, on every core and beside the database.
struct Maker {
    place: PlaceId,
    check: Check,
    print_key: FingerprintKey,
    sealer: Sealer,
    others: Others,
    shape: Arc<Shape>,
    source: Arc<Source>,
}

/// Entries, and pairs of entries that may be one person.
type Made = (Vec<Entry>, Vec<(String, String)>);

impl Maker {
    fn make(&self, lines: &[Line]) -> Result<Made, StoreError> {
        let records = self.records(lines)?;
        let pairs: Vec<(&Line, &ByteRecord)> = lines.iter().zip(&records).collect();
        let made = every(&pairs, |(line, record)| self.entry(line, record), || StoreError::Busy)?;
        let alike = made
            .iter()
            .flat_map(|(entry, alike)| alike.iter().map(|one| (one.clone(), entry.id.clone())));
        let alike = alike.collect();
        Ok((made.into_iter().map(|(entry, _)| entry).collect(), alike))
    }

    /// The rows of these lines, one record each.
    fn records(&self, lines: &[Line]) -> Result<Vec<ByteRecord>, StoreError> {
        let mut text = Vec::new();
        for line in lines {
            let begins = text.len();
            text.resize(begins + line.len as usize, 0);
            self.source.piece(line.at, &mut text[begins..]).map_err(|_| changed())?;
            text.push(b'\n');
        }
        let records: Result<Vec<ByteRecord>, _> =
            self.shape.rows(text.as_slice()).into_byte_records().collect();
        records.ok().filter(|records| records.len() == lines.len()).ok_or_else(changed)
    }

    fn entry(&self, line: &Line, record: &ByteRecord) -> Result<(Entry, Vec<String>), StoreError> {
        let read = self.shape.read(record).map_err(|_| changed())?;
        let print = Fingerprint::of(&self.print_key, &self.place, &read.name, read.birth);
        let print = print.ok_or_else(changed)?;
        let holder = Holder {
            name: read.name,
            born: birth_as_text(read.birth),
            name_on_card: false,
            contact: None,
        };
        let id = hex(line);
        let since = read.since.unwrap_or(self.check.checked_on);
        let entry = Entry {
            sealed: self.sealer.seal(ENTRIES, &id, &holder),
            id,
            place: self.place.clone(),
            check: Check { area: read.area, since, ..self.check.clone() },
            shelves: print.shelves,
            ended: None,
        };
        Ok((entry, self.alike(&print)))
    }

    fn alike(&self, print: &Fingerprint) -> Vec<String> {
        if self.others.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<String> = [print.shelves.shelf, print.shelves.whole]
            .iter()
            .filter_map(|shelf| self.others.get(shelf))
            .flatten()
            .filter(|(_, other)| print.compare(other) == Likeness::Alike)
            .map(|(id, _)| id.clone())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Between looking and taking somebody changed the file.
fn changed() -> StoreError {
    StoreError::Corrupt("the register changed while it was read".to_owned())
}
