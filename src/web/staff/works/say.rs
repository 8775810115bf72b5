//! The forms in which a department says something about its work.

use std::sync::Arc;

use morada_engine::works::Stage;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::list::{self, may_be_said, open, saying_name};
use crate::app::House;
use crate::app::staff::setup::overview::Setup;
use crate::app::works::say::{Desk, say};
use crate::app::works::saying::{Answers, Saying};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::staff::desk::endonym;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};
use crate::web::works::words::{Reader, said, stage_key};

/// Asks.
#[get("/<lang>/desk/p/<process>/works/<contest>/<number>/<saying>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    saying: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = open(house, &who, &process, &contest, number).await?;
    let saying = known(saying, &desk)?;
    let setup = process::load(house, &who, &process).await?;
    let typed = Answers {
        site: desk.project().map_err(wrong::problem)?.project.place.clone(),
        ..Answers::default()
    };
    Ok(sheet(lang, &who, &setup, &desk, saying, &typed, Faults::none())?.into())
}

/// Writes it into the record.
#[post("/<lang>/desk/p/<process>/works/<contest>/<number>/<saying>", data = "<form>")]
#[allow(
    clippy::too_many_arguments,
    reason = "Rocket hands each segment of the address over by itself"
)]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    saying: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = open(house, &who, &process, &contest, number).await?;
    let saying = known(saying, &desk)?;
    let setup = process::load(house, &who, &process).await?;
    let typed = answers(&setup, &form.0);
    let seen = form.0.get("seen").parse().unwrap_or(usize::MAX);
    let done = say(house, &desk, saying, seen, &typed);
    let on = |()| Redirect::to(uri!(list::one(lang, process.clone(), contest.clone(), number)));
    let again = async |faults| sheet(lang, &who, &setup, &desk, saying, &typed, faults);
    deed::answer(&form.0, done, on, again).await
}

fn known(saying: &str, desk: &Desk) -> Result<Saying, Problem> {
    let funded = desk.project().map_err(wrong::problem)?;
    let saying = Saying::from_name(saying).ok_or(Problem::NotFound)?;
    if may_be_said(saying, funded) { Ok(saying) } else { Err(Problem::NotFound) }
}

fn answers(setup: &Setup, typed: &Typed) -> Answers {
    let languages = &setup.process.languages;
    let day =
        |stage: &Stage| (stage.name().to_owned(), typed.get(&format!("day-{}", stage.name())));
    Answers {
        milestone: typed.get("milestone"),
        day: typed.get("day"),
        days: Stage::USUAL.iter().map(day).collect(),
        amount: typed.get("amount"),
        decision: typed.get("decision"),
        site: typed.get("site"),
        owner: typed.get("owner"),
        name: typed.per_language("name", languages),
        words: typed.per_language("words", languages),
    }
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    desk: &Desk,
    saying: Saying,
    typed: &Answers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let funded = desk.project().map_err(wrong::problem)?;
    let reader = Reader { lang, outcome: &desk.outcome };
    let (contest, number) = (&funded.contest, funded.project.number);
    let base = list::base(lang, &ProcessSlug(setup.process.id.clone()));
    let form =
        Form::new(format!("{base}/{contest}/{number}/{}", saying.name()), saying_name(saying))
            .go()
            .hidden("seen", funded.funded.record.len().to_string());
    let fields =
        Fields { reader, desk, typed, faults: &faults, languages: &setup.process.languages };
    let form = fields.of(saying, form)?;
    let lead = Message::new(match saying {
        Saying::TakeUp => "works.lead-take-up",
        Saying::Move => "works.lead-move",
        Saying::Money | Saying::GiveUp => "works.lead-decision",
        Saying::Reach
        | Saying::Add
        | Saying::Pay
        | Saying::Report
        | Saying::Site
        | Saying::HandOver => "works.lead-public",
    });
    let sheet = list::sheet(reader, who, setup, funded, saying).lead(lead);
    Ok(sheet.faults(faults).with(Section::plain().form(form)))
}

/// What the fields of a form are made of.
struct Fields<'a> {
    reader: Reader<'a>,
    desk: &'a Desk,
    typed: &'a Answers,
    faults: &'a Faults,
    languages: &'a [String],
}

impl Fields<'_> {
    fn of(&self, saying: Saying, form: Form) -> Result<Form, Problem> {
        Ok(match saying {
            Saying::TakeUp => self.stages(form).input(self.site()),
            Saying::Reach => self.words(
                form.input(self.milestone()?).input(self.day("works.field-reached-on")),
                "works.field-note",
            ),
            Saying::Move => self.words(
                form.input(self.milestone()?).input(self.day("works.field-new-day")),
                "works.field-reason",
            ),
            Saying::Add => {
                let form = self.names(form).input(self.day("works.field-due"));
                self.words(form, "works.field-reason")
            }
            Saying::Pay => {
                let form = form.input(self.amount("works.field-amount"));
                self.words(form.input(self.day("works.field-paid-on")), "works.field-paid-for")
            }
            Saying::Report => self.words(form, "works.field-report"),
            Saying::Money => {
                let form = form.input(self.amount("works.field-new-sum")).input(self.decision());
                self.words(form, "works.field-reason")
            }
            Saying::Site => self.words(form.input(self.site()), "works.field-reason"),
            Saying::HandOver => self.words(form.input(self.owner()), "works.field-reason"),
            Saying::GiveUp => self.words(form.input(self.decision()), "works.field-reason"),
        })
    }

    /// A day for each usual stage; an empty one is no part of the work.
    fn stages(&self, form: Form) -> Form {
        Stage::USUAL.iter().fold(form, |form, stage| {
            let name = format!("day-{}", stage.name());
            let typed = self.typed.days.iter().find(|(known, _)| known == stage.name());
            let value = typed.map(|(_, day)| day.clone()).unwrap_or_default();
            let label = stage_key(stage).map_or(said(stage.name()), Message::new);
            form.input(Input::text(&name, value, label).kind("date").fault_in(self.faults))
        })
    }

    fn milestone(&self) -> Result<Input, Problem> {
        let funded = self.desk.project().map_err(wrong::problem)?;
        let all = funded.work.as_ref().map(|work| work.milestones.as_slice()).unwrap_or_default();
        let open = all.iter().enumerate().filter(|(_, one)| one.reached.is_none());
        let choice = |(at, one): (usize, &morada_engine::works::Milestone)| {
            (at.to_string(), self.reader.stage_in_words(&one.stage))
        };
        let label = Message::new("works.field-milestone");
        let choices = open.map(choice).collect();
        let input = Input::one_of("milestone", &self.typed.milestone, label, choices);
        Ok(input.fault_in(self.faults))
    }

    fn day(&self, label: &str) -> Input {
        let input = Input::text("day", self.typed.day.clone(), Message::new(label));
        input.kind("date").fault_in(self.faults)
    }

    fn amount(&self, label: &str) -> Input {
        let input = Input::text("amount", self.typed.amount.clone(), Message::new(label));
        input.fault_in(self.faults)
    }

    fn decision(&self) -> Input {
        let label = Message::new("works.field-decision");
        let input = Input::text("decision", self.typed.decision.clone(), label);
        input.hint(Message::new("works.field-decision-hint")).fault_in(self.faults)
    }

    fn site(&self) -> Input {
        let input = Input::text("site", self.typed.site.clone(), Message::new("works.field-site"));
        input.fault_in(self.faults)
    }

    fn owner(&self) -> Input {
        let teams = self.desk.teams.iter().map(|team| (team.clone(), said(team))).collect();
        let label = Message::new("works.owner");
        Input::one_of("owner", &self.typed.owner, label, teams).fault_in(self.faults)
    }

    fn names(&self, form: Form) -> Form {
        self.languages.iter().fold(form, |form, language| {
            let label = Message::new("works.field-name-in").text("language", endonym(language));
            let value = in_language(&self.typed.name, language);
            let input = Input::text(&format!("name-{language}"), value, label);
            form.input(input.spoken(language).fault_in(self.faults))
        })
    }

    fn words(&self, form: Form, label: &str) -> Form {
        self.languages.iter().fold(form, |form, language| {
            let label = Message::new(label).text("language", endonym(language));
            let value = in_language(&self.typed.words, language);
            let input = Input::text(&format!("words-{language}"), value, label);
            form.input(input.area().spoken(language).fault_in(self.faults))
        })
    }
}

fn in_language(typed: &[(String, String)], language: &str) -> String {
    let found = typed.iter().find(|(own, _)| own == language);
    found.map(|(_, words)| words.clone()).unwrap_or_default()
}
