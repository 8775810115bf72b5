//! One work from its promise to its end, and the laws that hold for any.

use proptest::prelude::*;

use super::*;
use crate::contest::Text;
use crate::eligibility::Date;
use crate::hash::Hash;
use crate::money::Money;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn words(text: &str) -> Text {
    Text::new([("pt", text)])
}

fn euros(amount: u64) -> Money {
    Money::from_minor(amount * 100).unwrap()
}

fn promise(stage: Stage, due: &str) -> Promise {
    Promise { stage, due: day(due) }
}

/// The memorial: a contest of ideas by June 2027, the stone by March 2028.
fn taken_up() -> Event {
    Event::TakenUp {
        owner: "Cultura".into(),
        promised: euros(150_000),
        site: "Ribeira das Naus".into(),
        milestones: vec![promise(Stage::Plan, "2027-06-01"), promise(Stage::Opening, "2028-03-01")],
    }
}

fn memorial(said: &[(&str, Event)]) -> Result<Work, Refusal> {
    let first = Recorded { on: day("2027-01-10"), event: taken_up() };
    let more = said.iter().map(|(on, event)| Recorded { on: day(on), event: event.clone() });
    let record: Vec<Recorded> = std::iter::once(first).chain(more).collect();
    Work::of(euros(150_000), &record).map(Option::unwrap)
}

fn reached(milestone: usize, on: &str) -> Event {
    Event::Reached { milestone, on: day(on), note: words("Feito") }
}

fn moved(milestone: usize, to: &str) -> Event {
    Event::Moved { milestone, to: day(to), reason: words("O concurso foi repetido") }
}

fn paid(amount: u64, on: &str) -> Event {
    Event::Spent { amount: euros(amount), on: day(on), what: words("Projeto") }
}

fn standing(said: &[(&str, Event)], today: &str) -> Standing {
    Standing::of(Some(&memorial(said).unwrap()), day("2026-12-15"), day(today))
}

#[test]
fn a_work_is_late_from_the_day_after_the_promise_and_nobody_needs_to_say_so() {
    assert_eq!(standing(&[], "2027-06-01"), Standing::OnTime { next: 0 });
    assert_eq!(standing(&[], "2027-06-02"), Standing::Late { milestone: 0, days: 1 });
    assert_eq!(standing(&[], "2028-06-01"), Standing::Late { milestone: 0, days: 366 });
}

#[test]
fn a_new_day_explains_a_delay_and_does_not_end_it() {
    let said = [("2027-05-20", moved(0, "2027-09-01"))];
    assert_eq!(standing(&said, "2027-05-20"), Standing::Delayed { next: 0 });
    assert_eq!(standing(&said, "2027-06-11"), Standing::Late { milestone: 0, days: 10 });
    let work = memorial(&said).unwrap();
    assert_eq!(work.milestones[0].promised, day("2027-06-01"));
    assert_eq!(work.milestones[0].due, day("2027-09-01"));
    assert_eq!(work.milestones[0].why, Some(words("O concurso foi repetido")));
}

#[test]
fn a_work_that_is_reached_late_is_finished_and_says_by_how_much() {
    let said = [("2027-05-30", reached(0, "2027-05-30")), ("2028-03-11", reached(1, "2028-03-10"))];
    assert_eq!(
        standing(&said, "2029-01-01"),
        Standing::Finished { on: day("2028-03-10"), late: 9 }
    );
    assert!(memorial(&said).unwrap().is_over());
}

#[test]
fn a_project_nobody_takes_up_becomes_late_by_itself() {
    let on = |today: &str| Standing::of(None, day("2026-12-15"), day(today));
    assert_eq!(on("2027-01-14"), Standing::NotTakenUp { days: 30 });
    assert!(!on("2027-01-14").is_late());
    assert!(on("2027-01-15").is_late());
}

/// K15: what happened to the memorial of Djass, as rules. The cap is not passed without a decision that
/// can be looked up, and another site comes with its reason.
#[test]
fn k15_the_money_is_not_passed_without_a_recorded_decision_and_the_site_moves_with_a_reason() {
    let over =
        [("2027-04-01", paid(150_000, "2027-03-31")), ("2027-05-01", paid(12_500, "2027-05-01"))];
    assert_eq!(memorial(&over), Err(Refusal::AboveTheMoney { over: euros(12_500) }));

    let more = |decision: &str| Event::MoneyChanged {
        promised: euros(180_000),
        decision: decision.into(),
        reason: words("As fundações são mais fundas"),
    };
    assert_eq!(memorial(&[("2027-04-02", more(" "))]), Err(Refusal::NoDecision));
    let decided = [over[0].clone(), ("2027-04-02", more("112/2027")), over[1].clone()];
    let work = memorial(&decided).unwrap();
    assert_eq!((work.promised, work.spent), (euros(180_000), euros(162_500)));

    let site = Event::SiteChanged {
        site: "Largo José Saramago".into(),
        reason: words("A doca é património"),
    };
    assert_eq!(memorial(&[("2027-04-03", site)]).unwrap().site, "Largo José Saramago");
}

#[test]
fn what_cannot_be_said_is_refused_by_name() {
    let refused = |on: &str, event: Event| memorial(&[(on, event)]).unwrap_err();
    assert_eq!(refused("2027-02-01", taken_up()), Refusal::TakenUpBefore);
    assert_eq!(refused("2027-02-01", reached(0, "2027-02-02")), Refusal::DayToCome);
    assert_eq!(refused("2027-02-01", reached(7, "2027-02-01")), Refusal::NoSuchMilestone);
    assert_eq!(refused("2027-02-01", moved(0, "2027-06-01")), Refusal::SameDay);
    assert_eq!(refused("2027-02-01", paid(0, "2027-02-01")), Refusal::NothingPaid);
    assert_eq!(refused("2027-02-01", paid(5, "2027-02-02")), Refusal::DayToCome);
    let less = Event::MoneyChanged {
        promised: euros(1),
        decision: "9/2027".into(),
        reason: words("Menos"),
    };
    let said = [("2027-02-01", paid(5, "2027-02-01")), ("2027-02-02", less)];
    assert_eq!(memorial(&said), Err(Refusal::BelowThePaid));
    let twice = [("2027-02-01", reached(0, "2027-02-01")), ("2027-02-02", moved(0, "2027-09-01"))];
    assert_eq!(memorial(&twice), Err(Refusal::ReachedBefore));
    assert_eq!(
        Work::may_follow(None, euros(1), &paid(1, "2027-02-01"), day("2027-02-01")),
        Err(Refusal::NotTakenUp)
    );
}

#[test]
fn a_promise_has_milestones_in_order_and_the_money_of_the_vote() {
    let promises = |promised, milestones| {
        let event =
            Event::TakenUp { owner: "Obras".into(), promised, site: String::new(), milestones };
        Work::may_follow(None, euros(100), &event, day("2027-01-01"))
            .map(|work| work.milestones.len())
    };
    let two = vec![
        promise(Stage::Building, "2027-05-01"),
        promise(Stage::Other(words("Festa")), "2027-04-30"),
    ];
    assert_eq!(promises(euros(100), two), Err(Refusal::OutOfOrder(1)));
    assert_eq!(promises(euros(100), vec![]), Err(Refusal::Milestones));
    assert_eq!(
        promises(euros(99), vec![promise(Stage::Building, "2027-05-01")]),
        Err(Refusal::OtherMoney)
    );
    assert_eq!(promises(euros(100), vec![promise(Stage::Building, "2027-05-01")]), Ok(1));
}

#[test]
fn after_the_end_bills_reports_and_pictures_still_come_and_no_promise_moves() {
    let given_up =
        Event::GivenUp { decision: "7/2027".into(), reason: words("O terreno foi vendido") };
    let end = ("2027-03-01", given_up);
    let then = |event: Event| memorial(&[end.clone(), ("2027-03-02", event)]);
    assert_eq!(then(moved(0, "2028-01-01")), Err(Refusal::Over));
    assert!(then(paid(10, "2027-03-01")).is_ok());
    assert!(then(Event::Reported { text: words("A praça fica como está") }).is_ok());
    let picture = Event::Pictured { picture: Hash::of(&[b"x"]), caption: words("A praça") };
    assert!(then(picture).is_ok());
    assert_eq!(
        standing(std::slice::from_ref(&end), "2029-01-01"),
        Standing::GivenUp { on: day("2027-03-01") }
    );
}

/// Counted by hand: two works of 2026; in 2027 one is finished, the other is late at the end.
#[test]
fn a_year_is_what_its_records_say() {
    let recorded = |on: &str, event| Recorded { on: day(on), event };
    let first = Funded {
        voted: euros(150_000),
        published: day("2026-12-15"),
        record: vec![
            recorded("2027-01-10", taken_up()),
            recorded("2027-05-20", moved(0, "2027-09-01")),
            recorded("2027-06-30", paid(1_000, "2027-06-29")),
            // Paid in the old year, written down in the new one.
            recorded("2028-01-05", paid(500, "2027-12-30")),
        ],
    };
    let second = Funded {
        record: vec![
            recorded("2027-01-10", taken_up()),
            recorded("2027-02-01", moved(0, "2027-01-20")),
            recorded("2027-02-02", reached(0, "2027-02-02")),
            recorded("2027-12-01", reached(1, "2027-12-01")),
        ],
        ..first.clone()
    };
    let year =
        |year, today: &str| Year::of(year, day(today), &[first.clone(), second.clone()]).unwrap();
    assert_eq!(
        year(2027, "2028-02-01"),
        Year {
            works: 2,
            taken_up: 2,
            finished: 1,
            given_up: 0,
            late: 1,
            moved: 1,
            spent: euros(1_500)
        }
    );
    assert_eq!(year(2026, "2028-02-01"), Year { works: 2, ..Year::default() });
    assert_eq!(year(2025, "2028-02-01"), Year::default());
    // Half-way through the year nothing is finished, and the first promised day is to come.
    let spring = year(2027, "2027-04-01");
    assert_eq!((spring.finished, spring.late, spring.spent), (0, 0, Money::ZERO));
}

#[test]
fn what_was_recorded_is_read_back() {
    let record = vec![
        Recorded { on: day("2027-01-10"), event: taken_up() },
        Recorded { on: day("2027-05-20"), event: moved(0, "2027-09-01") },
    ];
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Recorded>>(&json).unwrap(), record);
    assert!(json.contains(r#""event":"moved""#));
    assert!(serde_json::from_str::<Event>(r#"{"event":"deleted"}"#).is_err());
}

fn any_event() -> impl Strategy<Value = Event> {
    let date = |n: u32| day("2027-01-01").months_after(n).unwrap();
    prop_oneof![
        (0_usize..3, 0_u32..30).prop_map(move |(milestone, n)| Event::Moved {
            milestone,
            to: date(n),
            reason: words("Porque sim"),
        }),
        (0_usize..3, 0_u32..30).prop_map(move |(milestone, n)| Event::Reached {
            milestone,
            on: date(n),
            note: words("Feito"),
        }),
        (0_u64..90_000, 0_u32..30).prop_map(move |(amount, n)| Event::Spent {
            amount: euros(amount),
            on: date(n),
            what: words("Obra"),
        }),
        (0_u64..300_000).prop_map(|promised| Event::MoneyChanged {
            promised: euros(promised),
            decision: "1/2027".into(),
            reason: words("Porque sim"),
        }),
    ]
}

proptest! {
    /// Whatever is said and refused, no more is paid than promised, first promises never change, and
    /// nothing but reaching the milestone ends a delay.
    #[test]
    fn no_money_above_the_promise_and_no_word_that_ends_a_delay(
        events in prop::collection::vec((any_event(), 0_u32..30), 0..40), look in 0_u32..40
    ) {
        let today = |n: u32| day("2027-01-01").months_after(n).unwrap();
        let mut events = events;
        events.sort_by_key(|(_, on)| *on);
        let mut work = Work::may_follow(None, euros(150_000), &taken_up(), today(0)).unwrap();
        for (event, on) in events {
            let (before, then) = (work.clone(), today(look));
            let after = Work::may_follow(Some(work.clone()), euros(150_000), &event, today(on));
            if let Ok(after) = after {
                work = after;
            } else {
                prop_assert_eq!(&before, &work);
            }
            prop_assert!(work.spent <= work.promised);
            let first: Vec<Date> = work.milestones.iter().map(|one| one.promised).collect();
            prop_assert_eq!(first, [day("2027-06-01"), day("2028-03-01")]);
            let late = |work: &Work| Standing::of(Some(work), today(0), then).is_late();
            let ended = late(&before) && !late(&work);
            let reached = matches!(event, Event::Reached { .. });
            prop_assert!(!ended || reached);
        }
    }
}
