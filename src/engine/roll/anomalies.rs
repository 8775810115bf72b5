//! What an observer may know of how people came onto a roll: days on which many came, years of birth that stand out,
//! shares by kind of evidence. Numbers of ten or more, and no person in them.
//!
//! Source: what went wrong elsewhere (Korosten: 700 false registrations). What is deliberately not looked at: days of
//! birth. A crowd on 1 January would tell where people come from, not whether they exist.

use std::collections::BTreeMap;

use crate::eligibility::Date;

/// Fewer than this are never told.
pub const LEAST: u64 = 10;
/// A day stands out when so many times the usual number of people came.
const BURST: u64 = 4;
/// A year stands out when so many times as many were born as in the years around it.
const HEAP: u64 = 3;

/// What a report looks at of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The day of the check.
    pub on: Date,
    /// The kind of evidence.
    pub evidence: String,
    /// How the person came: desk, request or objection.
    pub way: String,
    /// The year of birth.
    pub year: Option<i32>,
}

/// A number of entries of one or several kinds, put together until they were ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The kinds.
    pub kinds: Vec<String>,
    /// How many entries.
    pub n: u64,
}

/// The report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anomalies {
    /// All entries; `None` when they are fewer than ten, and then everything else is empty.
    pub entries: Option<u64>,
    /// By kind of evidence, largest first.
    pub by_evidence: Vec<Cell>,
    /// By the way people came, largest first.
    pub by_way: Vec<Cell>,
    /// Days on which far more came than usual.
    pub bursts: Vec<(Date, u64)>,
    /// Years of birth with far more people than the years around them.
    pub heaps: Vec<(i32, u64)>,
}

impl Anomalies {
    /// Looks at the good entries of a roll.
    pub fn of(entries: &[Seen]) -> Self {
        let all = entries.len() as u64;
        if all < LEAST {
            return Self::default();
        }
        let (mut days, mut years) = (BTreeMap::new(), BTreeMap::new());
        let (mut evidence, mut ways) = (BTreeMap::new(), BTreeMap::new());
        for seen in entries {
            *days.entry(seen.on).or_default() += 1;
            *evidence.entry(seen.evidence.as_str()).or_default() += 1;
            *ways.entry(seen.way.as_str()).or_default() += 1;
            if let Some(year) = seen.year {
                *years.entry(year).or_default() += 1;
            }
        }
        Self {
            entries: Some(all),
            by_evidence: cells(&evidence),
            by_way: cells(&ways),
            bursts: bursts(&days),
            heaps: heaps(&years),
        }
    }
}

/// Kinds with fewer than ten are put together, smallest first, until they are ten; so no number can be had by taking
/// the others from the sum. Nothing when all together are fewer.
pub fn cells(counts: &BTreeMap<&str, u64>) -> Vec<Cell> {
    let mut sorted: Vec<(&str, u64)> = counts.iter().map(|(kind, n)| (*kind, *n)).collect();
    sorted.sort_by_key(|(kind, n)| (*n, *kind));
    let mut cells = Vec::new();
    let mut open = Cell { kinds: Vec::new(), n: 0 };
    for (kind, n) in sorted {
        open.kinds.push(kind.to_owned());
        open.n += n;
        if open.n >= LEAST {
            cells.push(std::mem::replace(&mut open, Cell { kinds: Vec::new(), n: 0 }));
        }
    }
    // Fewer than ten that are left over go with the last ones.
    if let Some(last) = cells.last_mut() {
        last.kinds.append(&mut open.kinds);
        last.n += open.n;
    }
    cells.reverse();
    cells
}

fn bursts(days: &BTreeMap<Date, u64>) -> Vec<(Date, u64)> {
    let mut counts: Vec<u64> = days.values().copied().collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or(1).max(1);
    let stands_out = |(_, n): &(&Date, &u64)| **n >= LEAST && **n >= BURST * usual;
    days.iter().filter(stands_out).map(|(day, n)| (*day, *n)).collect()
}

fn heaps(years: &BTreeMap<i32, u64>) -> Vec<(i32, u64)> {
    let born = |year: i32| years.get(&year).copied().unwrap_or(0);
    let stands_out = |(year, n): &(&i32, &u64)| {
        let around: u64 = [-2, -1, 1, 2].iter().map(|step| born(**year + step)).sum();
        // n is HEAP times the mean of the four years around it, or more.
        **n >= LEAST && **n * 4 >= HEAP * around.max(4)
    };
    years.iter().filter(stands_out).map(|(year, n)| (*year, *n)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(day: u8, evidence: &str, year: i32) -> Seen {
        let (on, way) = (Date::new(2026, 10, day).unwrap(), "desk".to_owned());
        Seen { on, evidence: evidence.to_owned(), way, year: Some(year) }
    }

    /// Three a day for ten days, and on the 20th forty at once, all born in 1990.
    #[test]
    fn forty_neighbours_of_one_age_on_one_day_stand_out() {
        let usual = (0..30).map(|n: u8| seen(1 + n / 3, "home_paper", 1950 + i32::from(n)));
        let many = (0..40).map(|_| seen(20, "two_neighbours", 1990));
        let report = Anomalies::of(&usual.chain(many).collect::<Vec<_>>());
        assert_eq!(report.entries, Some(70));
        assert_eq!(report.bursts, [(Date::new(2026, 10, 20).unwrap(), 40)]);
        assert_eq!(report.heaps, [(1990, 40)]);
        let told: Vec<_> = report.by_evidence.iter().map(|c| (&*c.kinds[0], c.n)).collect();
        assert_eq!(told, [("two_neighbours", 40), ("home_paper", 30)]);
    }

    #[test]
    fn an_even_roll_has_nothing_that_stands_out() {
        let even = (0..200_u32).map(|n| {
            seen(
                1 + u8::try_from(n % 20).unwrap(),
                "home_paper",
                1940 + i32::try_from(n % 60).unwrap(),
            )
        });
        let report = Anomalies::of(&even.collect::<Vec<_>>());
        assert!(report.bursts.is_empty() && report.heaps.is_empty());
    }

    /// Two desks with four letters each are told together with the larger third; four in all are not told.
    #[test]
    fn small_desks_are_told_together_or_not_at_all() {
        let told = cells(&BTreeMap::from([("north", 4), ("south", 4), ("shelter", 30)]));
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].n, told[0].kinds.as_slice()),
            (38, &["north", "south", "shelter"].map(str::to_owned)[..])
        );
        assert!(cells(&BTreeMap::from([("north", 4)])).is_empty());
    }

    proptest! {
        /// Whoever is on the roll, no number is below ten, and none can be had by subtraction.
        #[test]
        fn no_cell_is_below_ten(
            entries in proptest::collection::vec((1_u8..28, 0_usize..5, 1950_i32..1960), 0..80),
        ) {
            let kinds = ["a", "b", "c", "d", "e"];
            let entries: Vec<Seen> =
                entries.into_iter().map(|(day, kind, year)| seen(day, kinds[kind], year)).collect();
            let report = Anomalies::of(&entries);
            let cells = report.by_evidence.iter().chain(&report.by_way).map(|cell| cell.n);
            let marks = report.bursts.iter().map(|(_, n)| *n).chain(report.heaps.iter().map(|(_, n)| *n));
            prop_assert!(cells.chain(marks).all(|n| n >= LEAST));
            let told: u64 = report.by_evidence.iter().map(|cell| cell.n).sum();
            prop_assert!(report.entries.is_none_or(|all| all - told == 0 || all - told >= LEAST));
        }
    }
}
