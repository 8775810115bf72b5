//! The council's register: looked through, taken by two, and taken again.

use std::sync::Arc;

use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::ImportRoll;
use morada_engine::roll::register::{ColumnFault, Mapping, RowFault};

use super::canary::nowhere;
use super::*;
use crate::app::roll::cases::pairs;
use crate::app::roll::numbers::{Shown, numbers};
use crate::app::roll::register::{
    Accepted, Checked, NotARegister, Progress, Report, Source, accept, check,
};
use crate::app::staff::accounts::{AccountAnswers, operator_adds};
use crate::app::staff::enrol::invitation;
use crate::store::office::roll::entries;
use crate::store::office::staff;

const REGISTER: &str = "Nome;Nascimento;Freguesia\n\
    Ana Silva;1990-05-17;Arroios\n\
    \"Costa; Rui\";1971;Arroios\n\
    Omar Haddad;04/03/1988;arroios\n\
    Inês Criança;2020-01-01;Arroios\n";

impl Town {
    /// A registrar's half, of a team of their own.
    async fn half(&self, name: &str) -> OneOfTwo<ImportRoll> {
        let found = staff::find_by_name(self.house.office.reader(), name).await.unwrap();
        let id = if let Some((account, _)) = found {
            account.id
        } else {
            let typed = AccountAnswers {
                name: name.to_owned(),
                shown_as: name.to_owned(),
                team: name.to_owned(),
                language: "pt".to_owned(),
                roles: vec!["lisboa/registrar".to_owned()],
            };
            let token = operator_adds(&self.house, &typed).await.unwrap();
            invitation(&self.house, &token).await.unwrap().account.id
        };
        let actor = Actor { id, team: name.to_owned(), roles: [Role::Registrar].into() };
        actor.one_of_two(Subject::Place(place())).unwrap()
    }

    async fn look(&self, text: &str) -> Result<Checked, NotARegister> {
        let (source, progress) = (source(text), Arc::new(Progress::default()));
        check(&self.house, &place(), &source, &Mapping::default(), &progress).await.unwrap()
    }

    async fn yes(&self, who: &str, text: &str) -> Result<Accepted, DeskError> {
        let checked = self.look(text).await.unwrap();
        let half = self.half(who).await;
        accept(&self.house, half, checked, source(text), &Progress::default()).await
    }

    async fn takes(&self, text: &str) -> Report {
        assert_eq!(self.yes("rui", text).await.unwrap(), Accepted::First);
        match self.yes("marta", text).await.unwrap() {
            Accepted::Taken(report) => report,
            Accepted::First => panic!("the second yes takes it"),
        }
    }
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::Memory(text.as_bytes().to_vec()))
}

/// Four rows: three are admitted, a child is not yet. The file a second time changes nothing.
#[tokio::test]
async fn a_register_is_taken_by_two_and_a_second_time_changes_nothing() {
    let town = Town::found().await;
    let seen =
        town.look(REGISTER.replace(';', ",").replace("Costa, Rui", "Costa Rui").as_str()).await;
    assert_eq!(seen.unwrap().report.new, 3, "commas are as good");
    let text = REGISTER.replace("Costa; Rui", "Costa Rui");
    let report = town.takes(&text).await;
    assert_eq!((report.rows, report.new, report.not_yet, report.doubles), (4, 3, 1, 0));
    let reader = town.house.office.reader();
    assert_eq!(entries::count(reader, &place()).await.unwrap(), 3);
    let before = entries::of_other_ways(reader, &place(), "nobody").await.unwrap();

    let again = town.takes(&text).await;
    assert_eq!((again.new, again.same, again.renewed), (0, 3, 0));
    let after = entries::of_other_ways(reader, &place(), "nobody").await.unwrap();
    assert_eq!(before, after, "not one byte is other than before");

    // A year later the same people are good for another edition.
    town.later(364);
    let later = town.takes(&text).await;
    assert_eq!((later.new, later.same, later.renewed), (0, 0, 3));
}

#[tokio::test]
async fn one_faulty_row_keeps_everybody_out_and_every_fault_is_named() {
    let town = Town::found().await;
    let text = format!("{REGISTER}Rui Costa;1990-02-30;Marte\n;;\nAna Silva;1990-05-17;Arroios\n");
    let report = town.look(&text).await.unwrap().report;
    assert_eq!(
        report.faults,
        [
            (3, RowFault::NotAName),
            (6, RowFault::NotABirth),
            (6, RowFault::UnknownArea),
            (7, RowFault::NoName),
            (7, RowFault::NoBirth),
            (7, RowFault::NoArea),
            (8, RowFault::Again { first: 2 }),
        ]
    );
    let refused = town.yes("rui", &text).await.unwrap_err();
    assert_eq!(faults(refused), [("register".to_owned(), Wrong::ChecksOpen)]);
    assert_eq!(entries::count(town.house.office.reader(), &place()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_file_that_says_where_people_come_from_does_not_get_in() {
    let town = Town::found().await;
    for heading in ["Nacionalidade", "Country of birth", "Título de residência", "Passport"] {
        let text = format!("Nome;Nascimento;Freguesia;{heading}\nAna;1990;Arroios;X\n");
        let fault = ColumnFault::Never { column: 4, heading: heading.to_owned() };
        assert_eq!(town.look(&text).await.unwrap_err(), NotARegister::Columns(vec![fault]));
    }
    let text =
        "Nome;Nascimento;Freguesia\nAna, nacionalidade X;1990;Arroios\nAna;1990;Estrangeiros\n";
    let report = town.look(text).await.unwrap().report;
    assert_eq!(report.faults, [(2, RowFault::Never), (3, RowFault::Never)]);
    assert_eq!(town.look("Nome;Nascimento;Freguesia\n").await.unwrap_err(), NotARegister::Empty);
}

#[tokio::test]
async fn nobody_takes_a_register_alone_or_another_file_than_the_first_saw() {
    let town = Town::found().await;
    let text = REGISTER.replace("Costa; Rui", "Costa Rui");
    assert_eq!(town.yes("rui", &text).await.unwrap(), Accepted::First);
    assert!(matches!(town.yes("rui", &text).await, Err(DeskError::Refused(_))));
    let other = format!("{text}Zé Novo;1980;Arroios\n");
    assert_eq!(town.yes("marta", &other).await.unwrap(), Accepted::First, "a first yes of its own");
    assert_eq!(entries::count(town.house.office.reader(), &place()).await.unwrap(), 0);
}

/// Fatima is on the roll by the desk already: the register makes a case for a person, never a refusal.
#[tokio::test]
async fn whoever_is_there_by_another_way_becomes_a_case() {
    let town = Town::found().await;
    town.at_desk("Fatima El Idrissi", "1990-05-17").await;
    let text = "Nome;Nascimento;Freguesia\nEL IDRISSI FATIMA;1990-05-17;Arroios\n\
                Rui Costa;1971-01-02;Arroios\nRui Costa;1971-01-02;Arroios\n";
    assert_eq!(town.look(text).await.unwrap().report.faults, [(4, RowFault::Again { first: 3 })]);
    let text = "Nome;Nascimento;Freguesia\nEL IDRISSI FATIMA;1990-05-17;Arroios\n";
    assert_eq!(town.takes(text).await.new, 1);
    let found = pairs(&town.house, &registrar()).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].other.check.evidence, "municipal_register");
}

/// Two people of one name and one birth in two areas: both are taken, and a person looks.
#[tokio::test]
async fn one_name_and_birth_in_two_rows_is_two_entries_and_a_case() {
    let town = Town::found().await;
    let text = "Nome;Nascimento;Freguesia;Desde\nRui Costa;1971-01-02;Arroios;2001\n\
                Rui Costa;1971-01-02;Arroios;2011-05\n";
    let text = text.replace(";2001\n", ";2001-01\n");
    let report = town.takes(&text).await;
    assert_eq!((report.new, report.doubles), (2, 1));
    assert_eq!(pairs(&town.house, &registrar()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_large_register_stands_on_its_shelves() {
    let town = Town::found().await;
    let mut text = String::from("Nome;Nascimento;Freguesia\n");
    for n in 0..50_100_u32 {
        let name = [b'a' + (n % 26) as u8, b'a' + (n / 26 % 26) as u8, b'a' + (n / 676 % 26) as u8];
        let name = String::from_utf8(name.to_vec()).unwrap();
        let (year, month, day) = (1930 + n % 70, n / 70 % 12 + 1, n / 840 % 28 + 1);
        text.extend([format!("Zé {name}to;{year}-{month:02}-{day:02};Arroios\n")]);
    }
    let report = town.takes(&text).await;
    assert_eq!((report.rows, report.faults.len()), (50_100, 0));
    let (all, _) = numbers(&town.house, &place()).await.unwrap();
    assert_eq!(all, Shown::Exactly(50_100));
    // Whoever comes to the desk now is found among them: the indexes are there again.
    assert_eq!(town.at_desk("Zé aaato", "1930-01-01").await.alike, 1);
}

/// X1 for the register: no byte of a name or a birth is on the disk in the open, nor the order of the file.
#[tokio::test]
async fn a_register_leaves_no_name_and_no_order_on_the_disk() {
    let town = Town::found().await;
    let mut text = String::from("Nome;Nascimento;Freguesia\n");
    for n in 0..400_u32 {
        let name = [b'a' + (n % 26) as u8, b'a' + (n / 26 % 26) as u8];
        let name = String::from_utf8(name.to_vec()).unwrap();
        // The first half lives in one area, the second in another: the order would part them.
        let area = if n < 200 { "Arroios" } else { "Marvila" };
        text.extend([format!("Canarywoman {name}to;1971-03-{:02};{area}\n", n % 28 + 1)]);
    }
    assert_eq!(town.takes(&text).await.new, 400);
    let secrets = ["Canarywoman", "1971-03-", "ncanarywoman"].map(str::to_owned);
    nowhere(town.folder.path(), &secrets);
    let reader = town.house.office.reader();
    let stored = entries::of_other_ways(reader, &place(), "nobody").await.unwrap();
    let early = stored.iter().take(200).filter(|entry| entry.check.area == "Arroios").count();
    // Chance is 100, one standard deviation is 5.
    assert!((75..=125).contains(&early), "{early} of the first half stand in the first half");
}
