//! Contests: a budget line with its ballot and its rule, or a motion.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::deed::drafting;
use super::desk::{text, title_label};
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, process, projects, voters};
use crate::app::House;
use crate::app::staff::setup::contests::{
    BallotChoice, ContestAnswers, ContestSetup, RuleChoice, add_contest, change_contest,
    remove_contest,
};
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;

/// The contest of that name.
pub fn find<'a>(setup: &'a Setup, contest: &ContestSlug) -> Result<&'a ContestSetup, Problem> {
    setup.contests.iter().find(|found| found.id == contest.0).ok_or(Problem::NotFound)
}

/// Asks for a new contest.
#[get("/<lang>/desk/p/<process>/contests/new", rank = 1)]
pub async fn new(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let answers = ContestAnswers {
        ballot: BallotChoice::Knapsack.name().to_owned(),
        rule: RuleChoice::EqualShares.name().to_owned(),
        ..ContestAnswers::default()
    };
    Ok(sheet(lang, &who, &setup, None, &answers, Faults::none()).into())
}

/// Adds it.
#[post("/<lang>/desk/p/<process>/contests/new", data = "<form>", rank = 1)]
pub async fn add(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let answers = answers(&setup, &form.0);
    let done = drafting(house, &who, &process, async |permit| {
        add_contest(house, &permit, form.0.revision(), &answers).await
    });
    let on = |id| Redirect::to(uri!(projects::list(lang, process.clone(), ContestSlug(id))));
    let again = async |faults| Ok(sheet(lang, &who, &setup, None, &answers, faults));
    deed::answer(&form.0, done, on, again).await
}

/// A contest as it is set up.
#[get("/<lang>/desk/p/<process>/contests/<contest>/edit")]
pub async fn edit(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let exponent = setup.place.currency_exponent;
    let answers = ContestAnswers::of(found, &setup.process.languages, exponent);
    Ok(sheet(lang, &who, &setup, Some(found), &answers, Faults::none()).into())
}

/// Changes it.
#[post("/<lang>/desk/p/<process>/contests/<contest>/edit", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let answers = answers(&setup, &form.0);
    let done = drafting(house, &who, &process, async |permit| {
        change_contest(house, &permit, form.0.revision(), &contest.0, &answers).await
    });
    let on = |()| Redirect::to(uri!(projects::list(lang, process.clone(), contest.clone())));
    let again = async |faults| Ok(sheet(lang, &who, &setup, Some(found), &answers, faults));
    deed::answer(&form.0, done, on, again).await
}

/// Removes it, if it has no projects.
#[post("/<lang>/desk/p/<process>/contests/<contest>/remove", data = "<form>")]
pub async fn remove(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let exponent = setup.place.currency_exponent;
    let answers = ContestAnswers::of(found, &setup.process.languages, exponent);
    let done = drafting(house, &who, &process, async |permit| {
        remove_contest(house, &permit, form.0.revision(), &contest.0).await
    });
    let on = |()| Redirect::to(uri!(process::show(lang, process.clone())));
    let again = async |faults| Ok(sheet(lang, &who, &setup, Some(found), &answers, faults));
    deed::answer(&form.0, done, on, again).await
}

fn answers(setup: &Setup, typed: &Typed) -> ContestAnswers {
    ContestAnswers {
        id: typed.get("id"),
        titles: typed.per_language("title", &setup.process.languages),
        budget: typed.get("budget"),
        ballot: typed.get("ballot"),
        min: typed.get("min"),
        max: typed.get("max"),
        rule: typed.get("rule"),
        areas: typed.all("areas"),
        own_age: typed.get("own_age"),
        own_months: typed.get("own_months"),
    }
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    found: Option<&ContestSetup>,
    answers: &ContestAnswers,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let base = process::base(lang, setup);
    let action = found.map_or(format!("{base}/contests/new"), |contest| {
        format!("{base}/contests/{}/edit", contest.id)
    });
    let mut form = Form::new(action, say("staff.save"))
        .go()
        .hidden("revision", setup.process.revision.to_string());
    if found.is_none() {
        let id = Input::text("id", answers.id.clone(), say("staff.address"));
        form = form.input(id.hint(say("staff.address-hint")).fault_in(&faults));
    }
    for language in &setup.process.languages {
        let typed = answers.titles.iter().find(|(lang, _)| lang == language);
        let value = typed.map(|(_, title)| title.clone()).unwrap_or_default();
        let input = Input::text(&format!("title-{language}"), value, title_label(language));
        form = form.input(input.spoken(language).fault_in(&faults));
    }
    let budget = Input::text("budget", answers.budget.clone(), say("staff.budget"));
    form = form
        .input(budget.hint(say("staff.budget-hint")).fault_in(&faults))
        .input(
            Input::one_of("ballot", &answers.ballot, say("staff.ballot"), ballots(found))
                .fault_in(&faults),
        )
        .input(Input::text("min", answers.min.clone(), say("staff.min")).fault_in(&faults))
        .input(
            Input::text("max", answers.max.clone(), say("staff.max"))
                .hint(say("staff.limits-hint"))
                .fault_in(&faults),
        )
        .input(
            Input::one_of("rule", &answers.rule, say("staff.rule"), counting(found))
                .fault_in(&faults),
        );
    for input in voters::contest_inputs(setup, answers) {
        form = form.input(input.fault_in(&faults));
    }
    let title = found.map_or(say("staff.contest-add"), |c| text(lang, setup, &c.title));
    let mut sheet =
        process::sheet(lang, who, setup, title).faults(faults).with(Section::plain().form(form));
    if let Some(contest) = found {
        let action = format!("{base}/contests/{}/remove", contest.id);
        let remove = Form::new(action, say("staff.remove"))
            .hidden("revision", setup.process.revision.to_string());
        sheet = sheet.beside(Section::new(say("staff.remove")).form(remove));
    }
    sheet.changed_by(process::may_draft(who, setup))
}

fn ballots(found: Option<&ContestSetup>) -> Vec<(String, Message)> {
    let word = |choice: BallotChoice| match choice {
        BallotChoice::Approval => "staff.ballot-approval",
        BallotChoice::Knapsack => "staff.ballot-knapsack",
        BallotChoice::ChooseOne => "staff.ballot-one",
        BallotChoice::Motion => "staff.ballot-motion",
    };
    let offered = BallotChoice::ALL.into_iter();
    let mut all: Vec<(String, Message)> =
        offered.map(|choice| (choice.name().to_owned(), Message::new(word(choice)))).collect();
    if found.is_some_and(|contest| BallotChoice::of(contest.ballot).is_none()) {
        all.insert(0, ("kept".to_owned(), Message::new("staff.kept")));
    }
    all
}

fn counting(found: Option<&ContestSetup>) -> Vec<(String, Message)> {
    let word = |choice: RuleChoice| match choice {
        RuleChoice::EqualShares => "staff.rule-shares",
        RuleChoice::MostVotes => "staff.rule-most",
        RuleChoice::MostVotesStop => "staff.rule-most-stop",
        RuleChoice::Motion => "staff.rule-motion",
    };
    let offered = RuleChoice::ALL.into_iter();
    let mut all: Vec<(String, Message)> =
        offered.map(|choice| (choice.name().to_owned(), Message::new(word(choice)))).collect();
    if found.is_some() {
        all.push(("kept".to_owned(), Message::new("staff.kept")));
    }
    all
}
