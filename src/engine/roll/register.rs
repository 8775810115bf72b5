//! The council's register, read row by row: name, birth, area, since when. Nothing else is let in.
//!
//! Source: COUNCIL.md 3.4, UX.md S2. A file with a column that nobody asked for is refused as a whole, with a
//! sharper word where the column says where people come from: what must not leak must not even arrive.

use std::collections::{BTreeMap, BTreeSet};

use crate::eligibility::Date;
use crate::fingerprint::Birth;
use crate::fingerprint::letters::plain;

/// The most letters of a name.
const MOST_NAME: usize = 120;
/// Nobody alive was born before.
const FIRST_YEAR: i32 = 1900;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The name, or the given names.
    Name,
    /// The family names, where they stand apart.
    Family,
    /// The day or the year of birth.
    Birth,
    /// The area, by its name in the rule.
    Area,
    /// The day or month since which they live there.
    Since,
}

impl Field {
    /// All of them, in the order in which they are asked for.
    pub const ALL: [Field; 5] =
        [Field::Name, Field::Family, Field::Birth, Field::Area, Field::Since];

    /// The name in a mapping.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Family => "family",
            Field::Birth => "birth",
            Field::Area => "area",
            Field::Since => "since",
        }
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether a register can be read without it.
    const fn may_miss(self) -> bool {
        matches!(self, Field::Family | Field::Since)
    }

    /// Headings by which the column is found when nobody says which it is, as [`plain`] writes them.
    const fn usual(self) -> &'static [&'static str] {
        match self {
            Field::Name => {
                &["name", "nome", "nom", "nombre", "nome completo", "full name", "alasm"]
            }
            Field::Family => {
                &["family", "family name", "surname", "apelido", "apelidos", "apellidos", "prenom"]
            }
            Field::Birth => &[
                "birth",
                "date of birth",
                "birth date",
                "nascimento",
                "data de nascimento",
                "naissance",
                "date de naissance",
                "nacimiento",
                "fecha de nacimiento",
            ],
            Field::Area => &[
                "area",
                "district",
                "freguesia",
                "arrondissement",
                "quartier",
                "distrito",
                "bairro",
                "barrio",
            ],
            Field::Since => &["since", "desde", "depuis", "resident since", "residente desde"],
        }
    }
}

/// Which heading stands over which field. A field that is not named is found by its usual headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<Field, String>);

impl Mapping {
    /// Names the column of a field; nothing where the heading is empty.
    #[must_use]
    pub fn with(mut self, field: Field, heading: &str) -> Self {
        if !heading.trim().is_empty() {
            self.0.insert(field, heading.trim().to_owned());
        }
        self
    }

    /// The heading that somebody named for a field.
    pub fn heading(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }
}

/// What is wrong with the columns of a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnFault {
    /// A field without a column.
    Missing(Field),
    /// A column that says where people come from, or which papers they have: the file must come without it.
    Never {
        /// Its number, from 1.
        column: usize,
        /// Its heading.
        heading: String,
    },
    /// A column that nobody asked for.
    Foreign {
        /// Its number, from 1.
        column: usize,
        /// Its heading.
        heading: String,
    },
}

/// Where each field stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    of: BTreeMap<Field, usize>,
    width: usize,
}

impl Columns {
    /// Finds the fields under a header.
    ///
    /// # Errors
    /// Every [`ColumnFault`].
    pub fn find(header: &[String], mapping: &Mapping) -> Result<Self, Vec<ColumnFault>> {
        let headings: Vec<String> = header.iter().map(|heading| words(heading)).collect();
        let at = |field: Field| match mapping.heading(field) {
            Some(named) => headings.iter().position(|heading| *heading == words(named)),
            None => headings.iter().position(|heading| field.usual().contains(&heading.as_str())),
        };
        let mut faults = Vec::new();
        let mut of = BTreeMap::new();
        for field in Field::ALL {
            match at(field) {
                Some(column) => {
                    of.insert(field, column);
                }
                None if field.may_miss() && mapping.heading(field).is_none() => {}
                None => faults.push(ColumnFault::Missing(field)),
            }
        }
        let asked: BTreeSet<usize> = of.values().copied().collect();
        for (at, heading) in header.iter().enumerate() {
            let (column, heading) = (at + 1, heading.trim().to_owned());
            if is_never_a_column(&heading) {
                faults.push(ColumnFault::Never { column, heading });
            } else if !asked.contains(&at) {
                faults.push(ColumnFault::Foreign { column, heading });
            }
        }
        if faults.is_empty() { Ok(Self { of, width: header.len() }) } else { Err(faults) }
    }

    /// Columns of a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether the register says since when people live there.
    pub fn has_since(&self) -> bool {
        self.of.contains_key(&Field::Since)
    }

    fn cell<'a>(&self, cells: &[&'a str], field: Field) -> &'a str {
        let at = self.of.get(&field);
        at.and_then(|at| cells.get(*at)).map_or("", |cell| cell.trim())
    }
}

/// What is wrong with a row. It never repeats what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowFault {
    /// Another number of cells than the header has.
    Cells,
    /// No UTF-8 text.
    NotText,
    /// No name.
    NoName,
    /// A name of more letters than fit.
    LongName,
    /// Signs or remarks that are no part of a name.
    NotAName,
    /// A word about nationality, permits or documents, where a name or an area should be.
    Never,
    /// No day and no year of birth.
    NoBirth,
    /// Not a day of the calendar, or nobody alive was born then.
    NotABirth,
    /// No area.
    NoArea,
    /// An area that the rule does not know.
    UnknownArea,
    /// Not a day or month, or one to come.
    NotSince,
    /// The same person stands in an earlier row, whatever is the same.
    Again {
        /// The number of that row.
        first: u64,
    },
}

impl RowFault {
    /// Its name in the file of faults.
    pub const fn name(self) -> &'static str {
        match self {
            RowFault::Cells => "cells",
            RowFault::NotText => "not_text",
            RowFault::NoName => "no_name",
            RowFault::LongName => "long_name",
            RowFault::NotAName => "not_a_name",
            RowFault::Never => "never",
            RowFault::NoBirth => "no_birth",
            RowFault::NotABirth => "not_a_birth",
            RowFault::NoArea => "no_area",
            RowFault::UnknownArea => "unknown_area",
            RowFault::NotSince => "not_since",
            RowFault::Again { .. } => "again",
        }
    }
}

/// Somebody in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// What they are called.
    pub name: String,
    /// When they were born.
    pub birth: Birth,
    /// The area, as the rule spells it.
    pub area: String,
    /// Since when they live there, if the register says so.
    pub since: Option<Date>,
}

/// The areas of a rule, found whatever the case and marks of a register are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Areas(BTreeMap<String, String>);

impl Areas {
    /// The areas by their names.
    pub fn of(names: &BTreeSet<String>) -> Self {
        Self(names.iter().map(|name| (words(name), name.clone())).collect())
    }

    fn find(&self, typed: &str) -> Option<&String> {
        // A register mostly spells an area as the rule does.
        let exact = self.0.values().find(|name| name.as_str() == typed);
        exact.or_else(|| self.0.get(&words(typed)))
    }
}

/// Reads one row.
///
/// # Errors
/// Every fault of it.
pub fn read(
    cells: &[&str],
    columns: &Columns,
    areas: &Areas,
    today: Date,
) -> Result<Registered, Vec<RowFault>> {
    if cells.len() != columns.width() {
        return Err(vec![RowFault::Cells]);
    }
    let name = name_of(columns.cell(cells, Field::Name), columns.cell(cells, Field::Family));
    let birth = birth_of(columns.cell(cells, Field::Birth), today);
    let area = area_of(columns.cell(cells, Field::Area), areas);
    let since = since_of(columns.cell(cells, Field::Since), today);
    match (name, birth, area, since) {
        (Ok(name), Ok(birth), Ok(area), Ok(since)) => Ok(Registered { name, birth, area, since }),
        (name, birth, area, since) => {
            let faults = [name.err(), birth.err(), area.err(), since.err()];
            Err(faults.into_iter().flatten().collect())
        }
    }
}

fn name_of(given: &str, family: &str) -> Result<String, RowFault> {
    let parts = given.split_whitespace().chain(family.split_whitespace());
    let name = parts.collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(RowFault::NoName);
    }
    let of_a_name = |sign: char| {
        sign.is_alphabetic()
            || matches!(sign, ' ' | '-' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '.' | ',' | '·')
            || unicode_normalization::char::is_combining_mark(sign)
            || matches!(sign, '\u{200c}' | '\u{200d}')
    };
    if says_origin(&name) {
        Err(RowFault::Never)
    } else if !name.chars().all(of_a_name) || !name.chars().any(char::is_alphabetic) {
        Err(RowFault::NotAName)
    } else if name.chars().count() > MOST_NAME {
        Err(RowFault::LongName)
    } else {
        Ok(name)
    }
}

fn birth_of(typed: &str, today: Date) -> Result<Birth, RowFault> {
    if typed.is_empty() {
        return Err(RowFault::NoBirth);
    }
    let year = typed.parse::<i32>().ok().filter(|_| typed.len() == 4).map(Birth::Year);
    let birth = year.or_else(|| day_of(typed).map(Birth::Day)).ok_or(RowFault::NotABirth)?;
    let alive = match birth {
        Birth::Day(day) => day.year() >= FIRST_YEAR && day <= today,
        Birth::Year(year) => (FIRST_YEAR..=today.year()).contains(&year),
    };
    if alive { Ok(birth) } else { Err(RowFault::NotABirth) }
}

fn area_of(typed: &str, areas: &Areas) -> Result<String, RowFault> {
    match areas.find(typed) {
        Some(area) => Ok(area.clone()),
        None if typed.is_empty() => Err(RowFault::NoArea),
        None if says_origin(typed) => Err(RowFault::Never),
        None => Err(RowFault::UnknownArea),
    }
}

fn since_of(typed: &str, today: Date) -> Result<Option<Date>, RowFault> {
    if typed.is_empty() {
        return Ok(None);
    }
    let month = typed.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
    let month =
        month.and_then(|(year, month)| Date::new(year.parse().ok()?, month.parse().ok()?, 1));
    let since = month.or_else(|| day_of(typed)).filter(|day| *day <= today);
    since.map(Some).ok_or(RowFault::NotSince)
}

/// A day as `1990-05-17`, or as `17/05/1990`, `17.05.1990`, `17-5-1990`: the day comes first wherever the
/// year comes last.
fn day_of(typed: &str) -> Option<Date> {
    if let Ok(day) = Date::parse(typed) {
        return Some(day);
    }
    let mut parts = typed.split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4;
    let small = |text: &str| text.parse().ok().filter(|_| text.len() <= 2);
    Date::new(year.parse().ok().filter(|_| whole)?, small(month)?, small(day)?)
}

/// A heading or an area as plain words, each with its numbers behind it: "5.º Bairro" is not "6.º Bairro".
fn words(text: &str) -> String {
    let spaced = text.replace(['_', '-'], " ");
    let word = |word: &str| -> String {
        let numbers = word.chars().filter(|c| c.is_numeric());
        plain(word).trim_end().chars().chain(numbers).collect()
    };
    spaced
        .split_whitespace()
        .map(word)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Beginnings of words that tell of nationality, status, permits or documents, wherever they stand: no name of a
/// person or a quarter that we know begins so.
#[rustfmt::skip]
const NEVER: &[&str] = &[
    "nationalit", "nacionalidad", "nazionalit", "staatsangeh", "citizenship", "cidadania", "ciudadania",
    "citoyennete", "passport", "passaporte", "pasaporte", "passeport", "autorizacao", "autorizacion",
    "estrangeir", "extranjer", "foreigner", "auslander", "asylum", "jnsya", "aljnsya",
];

/// The same as several words.
const NEVER_TOGETHER: &[&str] = &[
    "place of birth",
    "country of birth",
    "local de nascimento",
    "lieu de naissance",
    "lugar de nacimiento",
    "titulo de residencia",
    "titre de sejour",
    "residence permit",
    "id number",
];

/// Beginnings of headings that do so. As a name one of them may be innocent: Orígenes, Paisano, Visalli.
#[rustfmt::skip]
const NEVER_A_HEADING: &[&str] = &[
    "country", "pais", "pays", "paese", "birthplace", "naturalidade", "origin", "origem", "origen", "status",
    "estatuto", "statut", "permit", "permesso", "visa", "visto", "asyl", "foreign", "etranger", "stranier",
    "immigra", "ethnic", "etnia", "religi", "language", "idioma", "langue", "gender", "genero", "document",
];

/// Whether a text says where somebody comes from or which papers they have.
fn says_origin(text: &str) -> bool {
    says(&words(text), NEVER)
}

fn is_never_a_column(heading: &str) -> bool {
    let heading = words(heading);
    says(&heading, NEVER) || says(&heading, NEVER_A_HEADING)
}

fn says(plain: &str, beginnings: &[&str]) -> bool {
    let begins = |word: &str| beginnings.iter().any(|never| word.starts_with(never));
    plain.split(' ').any(begins) || NEVER_TOGETHER.iter().any(|never| plain.contains(never))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(';').map(str::to_owned).collect()
    }

    fn today() -> Date {
        Date::new(2026, 11, 24).unwrap()
    }

    fn areas() -> Areas {
        Areas::of(&["São Vicente".to_owned(), "Arroios".to_owned()].into())
    }

    fn row(text: &str) -> Result<Registered, Vec<RowFault>> {
        let columns = header("nome;nascimento;freguesia;desde");
        let columns = Columns::find(&columns, &Mapping::default()).unwrap();
        read(&text.split(';').collect::<Vec<_>>(), &columns, &areas(), today())
    }

    #[test]
    fn a_row_is_a_name_a_birth_an_area_and_a_day() {
        let day = |year, month, day| Date::new(year, month, day).unwrap();
        let read = row("  Ana   Silva ;17/05/1990;SAO VICENTE;2020-03").unwrap();
        assert_eq!((read.name.as_str(), read.area.as_str()), ("Ana Silva", "São Vicente"));
        assert_eq!(read.birth, Birth::Day(day(1990, 5, 17)));
        assert_eq!(read.since, Some(day(2020, 3, 1)));
        assert_eq!(row("李小明;1990;Arroios;").unwrap().birth, Birth::Year(1990));
        assert_eq!(
            row("D’Ávila-Nuñez, José;1990-05-17;Arroios;1.2.2020").unwrap().since,
            Some(day(2020, 2, 1))
        );
    }

    #[test]
    fn every_fault_of_a_row_is_named_at_once() {
        use RowFault::*;
        for (text, faults) in [
            ("Ana;1990;Arroios", vec![Cells]),
            (";;;", vec![NoName, NoBirth, NoArea]),
            (
                "Ana (brasileira);31/02/1990;Chiado;2031",
                vec![NotAName, NotABirth, UnknownArea, NotSince],
            ),
            ("Ana, nacionalidade X;1890;Arroios;", vec![Never, NotABirth]),
            ("Ana;2027-01-01;Foreigners;", vec![NotABirth, Never]),
            ("12345;1990;Arroios;2026-12", vec![NotAName, NotSince]),
            (&format!("{};1990;Arroios;", "a".repeat(121)), vec![LongName]),
        ] {
            assert_eq!(row(text), Err(faults), "{text}");
        }
    }

    #[test]
    fn a_column_is_found_by_its_heading_or_by_what_somebody_says() {
        let found = Columns::find(
            &header("Apelidos;Nome;DATA_DE_NASCIMENTO;Freguesia"),
            &Mapping::default(),
        );
        let found = found.unwrap();
        let cells = ["Silva", "Ana", "1990", "Arroios"];
        assert_eq!(read(&cells, &found, &areas(), today()).unwrap().name, "Ana Silva");
        assert!(!found.has_since());
        let mapping = Mapping::default()
            .with(Field::Name, "X1")
            .with(Field::Area, "X2")
            .with(Field::Birth, "x3");
        assert!(Columns::find(&header("X1;X2;X3"), &mapping).is_ok());
        assert_eq!(
            Columns::find(&header("X1;X2"), &mapping),
            Err(vec![ColumnFault::Missing(Field::Birth)])
        );
    }

    #[test]
    fn a_column_that_nobody_asked_for_keeps_the_whole_file_out() {
        let of = |more: &str| {
            Columns::find(
                &header(&format!("nome;nascimento;freguesia;{more}")),
                &Mapping::default(),
            )
        };
        let heading = |text: &str| (4, text.to_owned());
        let (column, at) = heading("Morada");
        assert_eq!(of("Morada"), Err(vec![ColumnFault::Foreign { column, heading: at }]));
        for never in [
            "Nacionalidade",
            "Nationality",
            "Pays de naissance",
            "Country of birth",
            "Titre de séjour",
            "PASSPORT_NO",
            "estatuto",
            "Residence permit",
            "Staatsangehörigkeit",
            "الجنسية",
            "Naturalidade",
            "Religião",
            "visa type",
        ] {
            let (column, at) = heading(never);
            assert_eq!(of(never), Err(vec![ColumnFault::Never { column, heading: at }]), "{never}");
        }
        // Nor under another name.
        let mapping = Mapping::default().with(Field::Area, "Nacionalidade");
        let faults = Columns::find(&header("nome;nascimento;Nacionalidade"), &mapping).unwrap_err();
        assert!(matches!(faults[0], ColumnFault::Never { column: 3, .. }), "{faults:?}");
    }

    #[test]
    fn names_of_people_and_quarters_say_no_origin() {
        for name in [
            "França",
            "Brasil Alemão",
            "María del Refugio",
            "Paisano Paes",
            "Orígenes",
            "Viseu",
            "Visalli",
            "Romano",
            "English",
            "Documenta",
            "Nación",
            "Passos",
        ] {
            assert!(!says_origin(name), "{name}");
        }
        assert!(says_origin("Ana Silva, passaporte X") && says_origin("estrangeiros"));
    }
}
