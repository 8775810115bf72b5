//! Lists of projects: every fault is named with its line, and nothing comes in by halves.

use morada_engine::money::Money;

use super::{Town, city, project_answers};
use crate::app::staff::setup::import::{Format, LineFault, Tried, take_import, try_import};
use crate::app::staff::setup::projects::{Review, add_project};
use crate::app::staff::{DeskError, Fault, SignedIn, Wrong};

async fn tried(town: &Town, ana: &SignedIn, format: Format, file: &str) -> Tried {
    let permit = town.permit(ana).await;
    try_import(&town.house, &permit, &city(), format, file.as_bytes()).await.unwrap()
}

fn faults(tried: Tried) -> Vec<LineFault> {
    match tried {
        Tried::Faulty(faults) => faults,
        Tried::Fit { .. } => panic!("the list is fit"),
    }
}

fn at(line: u64, column: &str, wrong: Wrong) -> LineFault {
    LineFault { line, fault: Fault::new(column, wrong) }
}

const LIST: &str = "\u{feff}Number;Cost;Category;Place;Title PT;title_en;Review EN;Summary-pt\r\n\
    3;60 000;care;Arroios;Cozinha;Kitchen;checked;\"Uma cozinha; e uma mesa.\"\r\n\
    4;;move;São Vicente;Corrimãos;Handrails;;\r\n\
    ;;;;;;;\r\n";

#[tokio::test]
async fn a_fit_list_is_shown_first_and_taken_as_a_whole_afterwards() {
    let (town, ana) = Town::with_process().await;
    let Tried::Fit { draft, projects } = tried(&town, &ana, Format::Csv, LIST).await else {
        panic!("the list is fit")
    };
    assert_eq!(projects.len(), 2);
    assert_eq!(projects[0].cost, Money::from_minor(6_000_000));
    assert_eq!(projects[0].text("pt").unwrap().summary, "Uma cozinha; e uma mesa.");
    assert_eq!(projects[0].text("pt").unwrap().review, Review::Original);
    assert_eq!(projects[0].text("en").unwrap().review, Review::Checked);
    assert_eq!(projects[1].text("en").unwrap().review, Review::ByPerson);
    assert_eq!(projects[1].cost, None);
    assert_eq!(town.setup().await.projects_of(&city()).len(), 2, "a dry run adds nothing");

    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    assert_eq!(take_import(&town.house, &permit, revision, &draft).await.unwrap(), 2);
    assert_eq!(town.setup().await.projects_of(&city()).len(), 4);
    let again = take_import(&town.house, &permit, revision + 1, &draft).await;
    assert!(matches!(again, Err(DeskError::Faulty(_))), "a list is taken once");
    assert_eq!(town.acts().await.last().unwrap(), "projects_imported");
}

#[tokio::test]
async fn every_fault_of_a_table_is_named_with_its_line_and_column() {
    let (town, ana) = Town::with_process().await;
    let list = "number,cost,category,title-pt,title-xx\n\
                1,10,care,Um,\n\
                5,ten,war,,\n\
                6,1\n\
                5,10,care,Cinco,Five\n\
                8,600000,care,Oito,\n";
    let found = faults(tried(&town, &ana, Format::Csv, list).await);
    let width = Wrong::RowLength { cells: 2, columns: 5 };
    assert_eq!(
        found,
        [
            at(2, "number", Wrong::Taken),
            at(2, "title-xx", Wrong::NotOffered),
            at(3, "cost", Wrong::NotMoney),
            at(3, "category", Wrong::NotOffered),
            at(3, "title-xx", Wrong::NotOffered),
            at(3, "title-pt", Wrong::Empty),
            at(4, "row", width),
            at(5, "title-xx", Wrong::NotOffered),
            at(6, "cost", Wrong::DearerThanBudget),
            at(6, "title-xx", Wrong::NotOffered),
        ]
    );
    assert_eq!(town.setup().await.projects_of(&city()).len(), 2);
}

#[tokio::test]
async fn a_table_without_its_columns_or_with_foreign_ones_is_refused() {
    let (town, ana) = Town::with_process().await;
    let found = faults(tried(&town, &ana, Format::Csv, "no;nationality;no\n1;PT;1\n").await);
    assert_eq!(
        found,
        [
            at(1, "no", Wrong::UnknownColumn),
            at(1, "nationality", Wrong::UnknownColumn),
            at(1, "no", Wrong::UnknownColumn),
            at(1, "number", Wrong::ColumnMissing),
            at(1, "title", Wrong::ColumnMissing),
        ]
    );
    let found = faults(tried(&town, &ana, Format::Csv, "number;title-pt\n").await);
    assert_eq!(found, [at(1, "file", Wrong::Empty)]);
}

#[tokio::test]
async fn a_file_that_is_no_text_or_too_large_is_refused() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let refused = async |file: &[u8]| match try_import(
        &town.house,
        &permit,
        &city(),
        Format::Csv,
        file,
    )
    .await
    {
        Err(DeskError::Faulty(faults)) => faults[0].wrong.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(b"\xff\xfen\0u\0m\0").await, Wrong::NotText);
    assert_eq!(refused(b"number\0;title-pt").await, Wrong::NotText);
    assert_eq!(refused(b" \n \n").await, Wrong::Empty);
    assert_eq!(refused(&vec![b'x'; (2 << 20) + 1]).await, Wrong::TooMany { most: 2 << 20 });
}

#[tokio::test]
async fn a_quote_that_never_ends_takes_nothing_in() {
    let (town, ana) = Town::with_process().await;
    let open = "number;title-pt\n3;\"Sem fim\n4;Quatro\n";
    let found = faults(tried(&town, &ana, Format::Csv, open).await);
    assert!(found.iter().all(|fault| fault.line == 2), "{found:?}");
}

#[tokio::test]
async fn what_changed_since_the_dry_run_stands_against_the_list() {
    let (town, ana) = Town::with_process().await;
    let Tried::Fit { draft, .. } = tried(&town, &ana, Format::Csv, LIST).await else {
        panic!("the list is fit")
    };
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let third = project_answers("3", "1");
    add_project(&town.house, &permit, revision, &city(), &third).await.unwrap();
    let stale = take_import(&town.house, &permit, revision, &draft).await;
    assert!(matches!(stale, Err(DeskError::Faulty(faults)) if faults[0].wrong == Wrong::Changed));
    assert_eq!(town.setup().await.projects_of(&city()).len(), 3);
}

const PABULIB: &str = "META\nkey;value\ndescription;Test\ncountry;Portugal\nunit;Lisboa\n\
    instance;2026\nnum_projects;2\nnum_votes;1\nbudget;500000\nvote_type;approval\nrule;greedy\n\
    date_begin;2026\ndate_end;2026\nlanguage;pt\nPROJECTS\nproject_id;cost;votes;name;category\n\
    A7;90000.5;1;Jardim;nature\n12;30000;0;;sport\nVOTES\nvoter_id;vote\n1;A7\n";

#[tokio::test]
async fn the_projects_of_a_pabulib_file_keep_their_ids_and_exact_costs() {
    let (town, ana) = Town::with_process().await;
    let Tried::Fit { projects, .. } = tried(&town, &ana, Format::Pabulib, PABULIB).await else {
        panic!("the file is fit")
    };
    let seen: Vec<_> = projects
        .iter()
        .map(|p| (p.id.as_str(), p.number, p.cost.unwrap().minor(), p.category.as_str()))
        .collect();
    assert_eq!(seen, [("A7", 3, 9_000_050, "nature"), ("12", 4, 3_000_000, "")]);
    assert_eq!(projects[0].text("pt").unwrap().title, "Jardim");
    assert_eq!(projects[1].text("pt").unwrap().title, "12");
}

#[tokio::test]
async fn a_pabulib_file_with_a_fault_is_refused_with_its_line() {
    let (town, ana) = Town::with_process().await;
    let dear = PABULIB.replace("A7;90000.5", "A7;900000");
    let found = faults(tried(&town, &ana, Format::Pabulib, &dear).await);
    assert_eq!(found, [at(17, "cost", Wrong::DearerThanBudget)]);
    let fine = PABULIB.replace("A7;90000.5", "A7;90000.555");
    let found = faults(tried(&town, &ana, Format::Pabulib, &fine).await);
    assert_eq!(found, [at(17, "cost", Wrong::NotMoney)]);
    let broken = PABULIB.replace("budget;500000\n", "");
    let found = faults(tried(&town, &ana, Format::Pabulib, &broken).await);
    assert!(matches!(found[0].fault.wrong, Wrong::Unreadable(_)), "{found:?}");
}
