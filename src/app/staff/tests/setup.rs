//! Preparing a process.

use morada_engine::contest::{BallotStyle, Misfit, Rule, TiePolicy};
use morada_engine::eligibility::Electorate;
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::money::Money;
use morada_engine::permission::Role;
use morada_engine::permit::Refusal;
use morada_engine::permit::act::DraftBallot;
use morada_engine::phase::{CalendarFault, Dated, Missing, Phase};

use super::{DAY, Town, after, city, contest_answers, lisboa, process, project_answers, words};
use crate::app::staff::permits;
use crate::app::staff::setup::begin::{BeginAnswers, begin_process};
use crate::app::staff::setup::contests::{
    ContestAnswers, add_contest, change_contest, remove_contest,
};
use crate::app::staff::setup::dates::set_dates;
use crate::app::staff::setup::projects::{
    ProjectAnswers, Review, add_project, change_project, remove_project,
};
use crate::app::staff::setup::settings::{TopicAnswers, change_settings};
use crate::app::staff::setup::voters::VotersAnswers;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::app::staff::{papers, rules};

fn faults<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> Vec<Fault> {
    match outcome {
        Err(DeskError::Faulty(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_process_begins_with_careful_defaults_and_its_name_is_taken_once() {
    let (town, ana) = Town::with_process().await;
    let setup = town.setup().await;
    assert_eq!((setup.process.electorate.rule.min_age, setup.process.batch_min), (16, 20));
    assert_eq!(setup.process.small_group, 10);
    assert_eq!(setup.process.languages, ["pt", "en"]);

    let permit = permits::permit_in_place(&ana, &lisboa()).unwrap();
    let again = BeginAnswers { id: "lisboa-op-2026".into(), titles: words(&[("pt", "Outro")]) };
    let found = faults(begin_process(&town.house, &permit, &again).await);
    assert_eq!(found, [Fault::new("id", Wrong::Taken)]);
    let empty = BeginAnswers { id: "OP 2026".into(), titles: words(&[("en", "Budget")]) };
    let found = faults(begin_process(&town.house, &permit, &empty).await);
    assert_eq!(found, [Fault::new("id", Wrong::NotAName), Fault::new("title-pt", Wrong::Empty)]);
}

#[tokio::test]
async fn only_a_ballot_officer_of_the_place_prepares_a_process() {
    let (town, _) = Town::with_process().await;
    for role in [Role::Registrar, Role::Evaluator, Role::Secretary, Role::Mayor, Role::Observer] {
        let other = town.hire(role.name(), role.name(), &[role]).await;
        let refused = permits::permit::<DraftBallot>(&town.house, &other, &process()).await;
        assert!(matches!(refused, Err(DeskError::Refused(Refusal::NotAllowed(_)))), "{role:?}");
    }
    let admin = town.hire("ada", "it", &[Role::Admin]).await;
    assert!(permits::permit::<DraftBallot>(&town.house, &admin, &process()).await.is_err());
}

/// Who votes, from that age on.
fn voters(age: &str) -> TopicAnswers {
    let usual = VotersAnswers::of(&Electorate::usual());
    TopicAnswers::Voters(Box::new(VotersAnswers { minimum_age: age.into(), ..usual }))
}

#[tokio::test]
async fn whoever_saw_an_older_page_overwrites_nothing() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let seen = town.revision().await;
    let younger = voters("14");
    change_settings(&town.house, &permit, seen, &younger).await.unwrap();
    let older = voters("18");
    let stale = change_settings(&town.house, &permit, seen, &older).await;
    assert!(matches!(stale, Err(DeskError::Stale)));
    assert_eq!(town.setup().await.process.electorate.rule.min_age, 14);
    let acts = town.acts().await;
    assert_eq!(acts.last().unwrap(), "settings_changed");
    assert_eq!(acts.iter().filter(|act| *act == "settings_changed").count(), 1);
}

#[tokio::test]
async fn every_topic_names_all_its_faults_at_once() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let fault = |field: &str, wrong| Fault::new(field, wrong);
    let cases = [
        (voters("old"), vec![fault("minimum_age", Wrong::NotBetween { least: 0, most: 120 })]),
        (TopicAnswers::Languages(vec![]), vec![fault("languages", Wrong::NothingChosen)]),
        (
            TopicAnswers::Languages(vec!["ar".into(), "pt".into()]),
            vec![fault("languages", Wrong::LanguageMissing("ar".into()))],
        ),
        (
            TopicAnswers::Secrecy {
                batch_min: "0".into(),
                batch_minutes: "x".into(),
                small_group: String::new(),
                openings: "nobody".into(),
            },
            vec![
                fault("batch_min", Wrong::NotBetween { least: 1, most: 10_000 }),
                fault("batch_minutes", Wrong::NotBetween { least: 1, most: 1440 }),
                fault("small_group", Wrong::NotBetween { least: 1, most: 1000 }),
                fault("openings", Wrong::NotOffered),
            ],
        ),
        (
            TopicAnswers::Name(words(&[("pt", ""), ("en", &"x".repeat(81))])),
            vec![
                fault("title-pt", Wrong::Empty),
                fault("title-en", Wrong::TooLong { most: 80, typed: 81 }),
            ],
        ),
    ];
    for (typed, expected) in cases {
        let found = faults(change_settings(&town.house, &permit, revision, &typed).await);
        assert_eq!(found, expected);
    }
    let broken =
        TopicAnswers::Trustees { trustees: "{}".into(), witnesses: "quorum everybody".into() };
    let found = faults(change_settings(&town.house, &permit, revision, &broken).await);
    let fields: Vec<&str> = found.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["trustees", "witnesses"]);
    assert_eq!(town.revision().await, revision, "nothing was stored");
}

#[tokio::test]
async fn dates_that_contradict_each_other_are_named_at_the_later_date() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let dated = |phase, day: u64| Dated { phase, starts_at: after(day * DAY) };
    let typed = vec![dated(Phase::Supporting, 12), dated(Phase::Balloting, 10)];
    let found = faults(set_dates(&town.house, &permit, revision, typed).await);
    let support_too_late =
        CalendarFault::OutOfOrder { earlier: Phase::Supporting, later: Phase::Balloting };
    assert_eq!(
        found,
        [
            Fault::new("date-balloting", Wrong::Dates(support_too_late)),
            Fault::new("date-counting", Wrong::Dates(CalendarFault::VotingHasNoEnd)),
        ]
    );
}

#[tokio::test]
async fn a_contest_is_added_changed_and_removed_only_when_it_is_empty() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let taken = add_contest(&town.house, &permit, town.revision().await, &contest_answers()).await;
    assert_eq!(faults(taken), [Fault::new("id", Wrong::Taken)]);

    let question = ContestAnswers {
        id: "market".into(),
        titles: words(&[("pt", "Mercado aberto ao domingo?")]),
        ballot: "motion".into(),
        rule: "motion".into(),
        ..ContestAnswers::default()
    };
    let market = add_contest(&town.house, &permit, town.revision().await, &question).await.unwrap();
    let approval = ContestAnswers {
        ballot: "approval".into(),
        min: "2".into(),
        max: "5".into(),
        rule: "most_votes_stop".into(),
        ..contest_answers()
    };
    let revision = town.revision().await;
    change_contest(&town.house, &permit, revision, &city(), &approval).await.unwrap();
    let setup = town.setup().await;
    assert_eq!(setup.contests[0].ballot, BallotStyle::Approval { max: 5, min: 2 });
    assert_eq!(
        setup.contests[0].rule,
        Rule::MostVotes {
            misfit: Misfit::Stop,
            ties: vec![TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot],
            version: 1
        }
    );
    assert_eq!(setup.contests[1].budget, Money::ZERO);

    let revision = town.revision().await;
    let full = remove_contest(&town.house, &permit, revision, &city()).await;
    assert_eq!(faults(full), [Fault::new("contest", Wrong::Taken)]);
    remove_contest(&town.house, &permit, revision, &market).await.unwrap();
    let gone = remove_contest(&town.house, &permit, town.revision().await, &market).await;
    assert!(matches!(gone, Err(DeskError::Unknown)));
}

#[tokio::test]
async fn a_contest_names_every_fault_and_a_motion_needs_its_own_rule() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let typed = ContestAnswers {
        id: "Bairro 2".into(),
        titles: words(&[("en", "District")]),
        budget: "a lot".into(),
        ballot: "approval".into(),
        min: "5".into(),
        max: "2".into(),
        rule: "whatever".into(),
        areas: vec!["Atlantis".into()],
        own_age: "15".into(),
        own_months: "many".into(),
    };
    let found = faults(add_contest(&town.house, &permit, revision, &typed).await);
    let fields: Vec<&str> = found.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        ["id", "title-pt", "min", "budget", "rule", "own_age", "own_months", "areas"]
    );

    let mixed = ContestAnswers { id: "x".into(), rule: "motion".into(), ..contest_answers() };
    let found = faults(add_contest(&town.house, &permit, revision, &mixed).await);
    assert_eq!(found, [Fault::new("rule", Wrong::RuleDoesNotFit)]);
}

#[tokio::test]
async fn a_rule_that_only_an_import_can_make_is_kept_when_the_rest_changes() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let mut imported = town.setup().await.contests[0].clone();
    imported.rule = Rule::Phragmen { ties: vec![TiePolicy::Lot], version: 1 };
    let tx = town.house.office.write_tx().await.unwrap();
    crate::store::office::contests::save(&tx, &process(), &imported).await.unwrap();
    town.house.office.commit(tx).await.unwrap();

    let languages = ["pt".to_owned(), "en".to_owned()];
    let typed = ContestAnswers::of(&imported, &languages, 2);
    assert_eq!((typed.rule.as_str(), typed.budget.as_str()), ("kept", "500000.00"));
    let dearer = ContestAnswers { budget: "600000".into(), ..typed };
    let revision = town.revision().await;
    change_contest(&town.house, &permit, revision, &city(), &dearer).await.unwrap();
    assert_eq!(town.setup().await.contests[0].rule, imported.rule);
}

#[tokio::test]
async fn a_project_is_added_changed_and_removed() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let third = ProjectAnswers { cost: String::new(), ..project_answers("3", "") };
    let id = add_project(&town.house, &permit, revision, &city(), &third).await.unwrap();
    assert_eq!(id, OptionId::parse("3").unwrap());
    let setup = town.setup().await;
    let projects = setup.projects_of(&city());
    assert_eq!(projects[2].cost, None);
    assert_eq!(projects[0].cost, Money::from_minor(15_000_000));
    assert_eq!(projects[1].cost, Money::from_minor(8_500_000));
    let motifs: std::collections::BTreeSet<u32> = projects.iter().map(|p| p.motif).collect();
    assert_eq!(motifs.len(), 3, "no two projects of a theme have one motif");
    assert_eq!(projects[0].text("en").unwrap().review, Review::Checked);

    let renumbered = project_answers("7", "9.50");
    let revision = town.revision().await;
    change_project(&town.house, &permit, revision, &city(), &id, &renumbered).await.unwrap();
    let setup = town.setup().await;
    let changed = &setup.projects_of(&city())[2];
    assert_eq!((changed.id.as_str(), changed.number), ("3", 7));
    assert_eq!(changed.cost, Money::from_minor(950));

    let revision = town.revision().await;
    remove_project(&town.house, &permit, revision, &city(), &id).await.unwrap();
    let gone = remove_project(&town.house, &permit, revision + 1, &city(), &id).await;
    assert!(matches!(gone, Err(DeskError::Unknown)));
    assert_eq!(town.revision().await, revision + 1, "a removal of nothing leaves no trace");
}

#[tokio::test]
async fn a_project_names_every_fault() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let mut typed = project_answers("2", "500000.01");
    typed.category = "war".into();
    typed.motif = "8".into();
    typed.place = "a\nb".into();
    typed.texts[0].title = String::new();
    typed.texts[1].title = "x".repeat(201);
    let found = faults(add_project(&town.house, &permit, revision, &city(), &typed).await);
    assert_eq!(
        found,
        [
            Fault::new("place", Wrong::ControlSign),
            Fault::new("motif", Wrong::NotBetween { least: 0, most: 7 }),
            Fault::new("category", Wrong::NotOffered),
            Fault::new("cost", Wrong::DearerThanBudget),
            Fault::new("number", Wrong::Taken),
            Fault::new("title-en", Wrong::TooLong { most: 200, typed: 201 }),
            Fault::new("title-pt", Wrong::Empty),
        ]
    );
    let nowhere = ContestId::parse("nowhere").unwrap();
    let typed = project_answers("9", "1");
    let unknown = add_project(&town.house, &permit, revision, &nowhere, &typed).await;
    assert!(matches!(unknown, Err(DeskError::Unknown)));
}

#[tokio::test]
async fn a_language_with_an_unchecked_text_stays_off_the_ballot_and_the_first_blocks_it() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let written = papers::papers("lisboa.example", &town.setup().await).unwrap();
    assert_eq!(written.languages, ["pt", "en"]);
    assert_eq!(written.contests[0].options.len(), 2);
    assert_eq!(written.closes_at, after(20 * DAY));

    let mut typed = project_answers("2", "85000");
    typed.texts[1].review = "by_person".into();
    let id = OptionId::parse("2").unwrap();
    let revision = town.revision().await;
    change_project(&town.house, &permit, revision, &city(), &id, &typed).await.unwrap();
    let written = papers::papers("lisboa.example", &town.setup().await).unwrap();
    assert_eq!(written.languages, ["pt"]);
    assert_eq!(written.contests[0].options[0].title.translations().len(), 1);

    typed.original_language = "en".into();
    typed.texts[0].review = "by_person".into();
    let revision = town.revision().await;
    change_project(&town.house, &permit, revision, &city(), &id, &typed).await.unwrap();
    let unwritable = papers::papers("lisboa.example", &town.setup().await).unwrap_err();
    assert_eq!(unwritable, [papers::Unwritable::FirstLanguage(1)]);
}

#[tokio::test]
async fn published_rules_are_in_force_until_something_they_say_changes() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let missing = |setup: &crate::app::staff::setup::overview::Setup| {
        setup.facts().missing_for(Phase::Informing)
    };
    assert_eq!(missing(&town.setup().await), [Missing::PublishedRules]);
    let revision = town.revision().await;
    let first = rules::publish_rules(&town.house, &permit, revision, "118/2026").await.unwrap();
    assert_eq!((first.version, first.decision.as_str()), (1, "118/2026"));
    assert_eq!(missing(&town.setup().await), []);

    // A project is not a rule; the voting age is one.
    let revision = town.revision().await;
    let third = project_answers("3", "1");
    add_project(&town.house, &permit, revision, &city(), &third).await.unwrap();
    assert_eq!(missing(&town.setup().await), []);
    let older = voters("18");
    change_settings(&town.house, &permit, town.revision().await, &older).await.unwrap();
    assert_eq!(missing(&town.setup().await), [Missing::PublishedRules]);
    let revision = town.revision().await;
    let second = rules::publish_rules(&town.house, &permit, revision, "").await.unwrap();
    assert_eq!(second.version, 2);
}
