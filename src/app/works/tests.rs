//! Reading what a department types: every fault at once, at its field.

use morada_engine::eligibility::Date;
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::money::Money;
use morada_engine::works::{Event, Funded, Stage, Standing};

use super::funded::{FundedProject, Project};
use super::saying::{Answers, Reading, Saying};
use crate::app::staff::{Fault, Wrong};

fn funded() -> FundedProject {
    let voted = Money::from_minor(15_000_000).unwrap();
    FundedProject {
        contest: ContestId::parse("city").unwrap(),
        project: Project {
            id: OptionId::parse("6").unwrap(),
            number: 6,
            category: "memory".into(),
            cost: Some(voted),
            place: "Santa Maria Maior".into(),
            proposed_by: "Djass".into(),
            motif: 0,
            pictogram: String::new(),
            original_language: "pt".into(),
            texts: vec![],
        },
        funded: Funded { voted, published: Date::parse("2026-12-15").unwrap(), record: vec![] },
        work: None,
        standing: Standing::NotTakenUp { days: 1 },
    }
}

fn read(saying: Saying, typed: &Answers) -> Result<Event, Vec<Fault>> {
    let (funded, teams) = (funded(), ["Cultura".to_owned()]);
    let reading = Reading {
        funded: &funded,
        team: "Obras",
        teams: &teams,
        first_language: "pt",
        exponent: 2,
    };
    typed.parse(saying, reading)
}

#[test]
fn a_promise_is_the_days_that_were_typed_in_their_usual_order_and_the_money_of_the_vote() {
    let day = |stage: &str, day: &str| (stage.to_owned(), day.to_owned());
    let days = vec![day("opening", "2028-03-01"), day("plan", " 2027-06-01 "), day("permits", "")];
    let event = read(Saying::TakeUp, &Answers { days, ..Answers::default() }).unwrap();
    let Event::TakenUp { owner, promised, milestones, .. } = event else { panic!("{event:?}") };
    assert_eq!((owner.as_str(), promised.minor()), ("Obras", 15_000_000));
    let stages: Vec<Stage> = milestones.into_iter().map(|one| one.stage).collect();
    assert_eq!(stages, [Stage::Plan, Stage::Opening]);
}

#[test]
fn every_fault_is_named_at_once() {
    let typed = Answers { amount: "much".into(), day: "2027-02-30".into(), ..Answers::default() };
    let faults = read(Saying::Pay, &typed).unwrap_err();
    let expected = [
        Fault::new("amount", Wrong::NotMoney),
        Fault::new("day", Wrong::NotADay),
        Fault::new("words-pt", Wrong::Empty),
    ];
    assert_eq!(faults, expected);
    let nothing = read(Saying::TakeUp, &Answers::default()).unwrap_err();
    assert_eq!(nothing, [Fault::new("day-opening", Wrong::Empty)]);
}

#[test]
fn a_work_goes_on_only_in_a_department_that_there_is() {
    let words = vec![("pt".to_owned(), "Porque sim".to_owned())];
    let typed =
        |owner: &str| Answers { owner: owner.into(), words: words.clone(), ..Answers::default() };
    assert!(read(Saying::HandOver, &typed("Cultura")).is_ok());
    let fault = Fault::new("owner", Wrong::NotOffered);
    assert_eq!(read(Saying::HandOver, &typed("Gabinete")), Err(vec![fault]));
}
