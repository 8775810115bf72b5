//! TRUST.md X1 and X3: what a thief, a court or a later government finds on the disk.

use std::collections::BTreeMap;
use std::path::Path;

use morada_engine::roll::Refused;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use super::*;
use crate::app::roll::decide::{Verdict, decide};
use crate::app::roll::request::add_paper;
use crate::app::roll::retire::retire;
use crate::store::Db;

/// A family name that no other number has.
fn family(n: u32) -> String {
    const SOUNDS: [&str; 12] =
        ["bel", "dor", "fin", "gam", "kes", "lun", "mor", "nad", "pil", "ros", "tak", "vez"];
    let part = |n: u32| SOUNDS[n as usize % 12];
    format!("Z{}{}{}", part(n), part(n / 12), part(n / 144))
}

/// A day of birth; every other person knows only the year.
fn family_day(n: u32) -> String {
    let (year, month, day) = (1940 + n % 60, n % 12 + 1, n % 28 + 1);
    if n.is_multiple_of(2) { format!("{year}-{month:02}-{day:02}") } else { year.to_string() }
}

/// Bytes of every file below `folder`.
pub(super) fn all_bytes(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all_bytes(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

pub(super) fn nowhere(folder: &Path, secrets: &[String]) {
    let mut files = Vec::new();
    all_bytes(folder, &mut files);
    // Much of a young database still stands in its write-ahead log.
    let office = files.iter().filter(|(name, _)| name.contains("office.sqlite"));
    assert!(office.map(|(_, bytes)| bytes.len()).sum::<usize>() > 9_000);
    for (name, bytes) in &files {
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret:?} stands in {name}");
        }
    }
}

/// How many rows the roll's tables have.
async fn rows(office: &Db) -> BTreeMap<&'static str, i64> {
    let tables = [
        "roll_entries",
        "roll_requests",
        "roll_papers",
        "roll_cards",
        "roll_cases",
        "roll_verdicts",
    ];
    let mut counts = BTreeMap::new();
    for table in tables {
        let question = format!("SELECT count(*) FROM {table}");
        let statement = Statement::from_string(DatabaseBackend::Sqlite, question);
        let row = office.reader().query_one_raw(statement).await.unwrap().unwrap();
        counts.insert(table, row.try_get_by_index(0).unwrap());
    }
    counts
}

/// A thousand people (a hundred without `MORADA_LONG=1`) through the whole cycle: asked, photographed, granted or refused, some in twice. No
/// byte of a name, a birth, a code, a photo or a word to them is on the disk in the open, and after
/// their days nothing is there at all.
#[tokio::test]
async fn many_people_leave_no_name_on_the_disk_and_nothing_after_their_days() {
    let town = Town::found().await;
    let mut secrets = vec!["secret-of-a-paper".to_owned(), "canary words".to_owned()];
    let people: u32 = if std::env::var_os("MORADA_LONG").is_some() { 1_000 } else { 100 };
    for n in 0..people {
        let name = format!("Canarywoman {}", family(n));
        let code = town.sent_with_photo(&name, n).await;
        let id = town.of(&code).await.request.id;
        let verdict = match n % 4 {
            0 => Verdict::Refuse(Refused::NotHere),
            _ => Verdict::Grant,
        };
        decide(&town.house, &registrar(), &id, &verdict, "canary words").await.unwrap();
        if n % 10 == 0 {
            secrets.extend([
                format!("Canarywoman{n:04}"),
                code.printed(),
                code.as_str().to_owned(),
            ]);
        }
    }
    secrets.extend(["Canarywoman".to_owned(), "1971-03-07".to_owned()]);
    nowhere(town.folder.path(), &secrets);
    assert_eq!(rows(&town.house.office).await["roll_entries"], i64::from(people) * 3 / 4);

    // The checks are good for a year; then 90 days, and every line of the table has run.
    town.later(366);
    retire(&town.house).await.unwrap();
    town.later(92);
    retire(&town.house).await.unwrap();
    let left = rows(&town.house.office).await;
    assert!(left.values().all(|count| *count == 0), "{left:?}");
    nowhere(town.folder.path(), &secrets);
}

impl Town {
    async fn sent_with_photo(&self, name: &str, n: u32) -> RequestCode {
        let day = if n.is_multiple_of(40) { "1971-03-07".to_owned() } else { family_day(n) };
        let code = self.asks(name, &day).await;
        add_paper(&self.house, &self.of(&code).await, PHOTO).await.unwrap();
        send(&self.house, &self.of(&code).await).await.unwrap();
        code
    }
}

/// "Hand over the list of foreigners": the thief has every byte of the database, knows of half the people
/// whose names are of here, and guesses the other half by every column there is. He does no better than
/// chance, give or take four and a half standard deviations.
#[tokio::test]
async fn whoever_has_the_disk_cannot_tell_who_came_from_elsewhere() {
    let town = Town::found().await;
    let here = ["Maria da Silva Santos Pereira", "João Costa Ferreira", "Ana Rodrigues Lopes"];
    // Short names, other scripts, a day that an office made up: what would give them away.
    let elsewhere = ["Li Wei", "محمد عبد الرحمن", "Nguyễn Thị Hoa"];
    let mut came_from_elsewhere = BTreeMap::new();
    for n in 0..300_u32 {
        let foreign = n.is_multiple_of(2);
        let list = if foreign { elsewhere } else { here };
        let name = format!("{} {}", list[n as usize % 3], family(n));
        let year = 1950 + n / 8;
        let day =
            if foreign { format!("{year}-01-01") } else { format!("{year}-06-{:02}", n % 28 + 1) };
        let code = town.sent(&name, &day).await;
        let id = town.of(&code).await.request.id;
        decide(&town.house, &registrar(), &id, &Verdict::Grant, "").await.unwrap();
        came_from_elsewhere.insert(town.of(&code).await.request.entry.unwrap(), foreign);
    }
    let statement = Statement::from_string(DatabaseBackend::Sqlite, "SELECT * FROM roll_entries");
    let rows = town.house.office.reader().query_all_raw(statement).await.unwrap();
    let texts = ["area", "tie", "since", "evidence", "way", "seen_by", "checked_on", "valid_until"];
    let blobs = ["shelf", "whole", "sealed"];
    let shelf_of = |row: &sea_orm::QueryResult| row.try_get::<Vec<u8>>("", "shelf").unwrap();
    let mut crowd: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for row in &rows {
        *crowd.entry(shelf_of(row)).or_default() += 1;
    }
    // Every feature of a row that can be read without the key, by name.
    let features = |row: &sea_orm::QueryResult| {
        let mut found: Vec<(String, u64)> = Vec::new();
        for column in texts {
            let text: String = row.try_get("", column).unwrap();
            found.push((format!("{column} length"), text.len() as u64));
            found.push((format!("{column} sum"), text.bytes().map(u64::from).sum()));
        }
        for column in blobs {
            let bytes: Vec<u8> = row.try_get("", column).unwrap();
            found.push((format!("{column} length"), bytes.len() as u64));
            found.push((format!("{column} first"), bytes.first().copied().map_or(0, u64::from)));
            found.push((format!("{column} sum"), bytes.iter().copied().map(u64::from).sum()));
        }
        found.push((
            "assurance".to_owned(),
            row.try_get::<i64>("", "assurance").unwrap().unsigned_abs(),
        ));
        found.push(("shelf crowd".to_owned(), u64::from(crowd[&shelf_of(row)])));
        found
    };
    let known: Vec<(Vec<(String, u64)>, bool)> = rows
        .iter()
        .map(|row| {
            let id: String = row.try_get("", "id").unwrap();
            (features(row), came_from_elsewhere[&id])
        })
        .collect();
    // Half to learn from, half to guess: the ids are random, so the halves are, too.
    let (learn, guess) = known.split_at(known.len() / 2);
    for (place, (name, _)) in known[0].0.iter().enumerate() {
        let mut values: Vec<u64> = learn.iter().map(|(features, _)| features[place].1).collect();
        values.sort_unstable();
        values.dedup();
        let hits = |all: &[(Vec<(String, u64)>, bool)], least: u64, above: bool| {
            all.iter().filter(|(f, foreign)| ((f[place].1 >= least) == above) == *foreign).count()
        };
        let rules = values.iter().flat_map(|value| [(*value, true), (*value, false)]);
        let best = rules.max_by_key(|(value, above)| hits(learn, *value, *above)).unwrap();
        let right = hits(guess, best.0, best.1);
        // Chance is half of 150, one standard deviation is 6.1; two dozen features are tried.
        assert!((47..=103).contains(&right), "{name}: {right} of {} guessed", guess.len());
    }
}
