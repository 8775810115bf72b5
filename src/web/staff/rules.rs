//! The rules in plain words, as they are set up now, and their publication.

use std::sync::Arc;

use morada_engine::contest::{Openings, Text};
use morada_engine::eligibility::{AreaChoice, ContestVoters, sentences as eligibility};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::deed::drafting;
use super::desk::{apart, endonym, said, text};
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, process};
use crate::app::House;
use crate::app::staff::rules::{Sentence, publish_rules, sentences};
use crate::app::staff::setup::overview::Setup;
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::resident::how;
use crate::web::roll::votes::more;
use crate::web::roll::words::sentence as sentence_of;

/// The rules.
#[get("/<lang>/desk/p/<process>/rules")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    Ok(sheet(lang, &who, &setup, "", Faults::none()).into())
}

fn sheet(lang: Lang, who: &AtDesk, setup: &Setup, decision: &str, faults: Faults) -> Sheet {
    let form = Form::new(
        format!("{}/rules", process::base(lang, setup)),
        Message::new("staff.rules-publish"),
    )
    .go()
    .hidden("revision", setup.process.revision.to_string())
    .input(
        Input::text("decision", decision, Message::new("staff.decision"))
            .hint(Message::new("staff.decision-hint"))
            .fault_in(&faults),
    );
    let list = sentences(setup).iter().flat_map(|sentence| words(lang, setup, sentence)).collect();
    process::sheet(lang, who, setup, Message::new("staff.rules"))
        .lead(Message::new("staff.rules-lead"))
        .faults(faults)
        .with(Section::plain().list(list))
        .beside(Section::new(Message::new("staff.rules-publish")).form(form))
        .changed_by(process::may_draft(who, setup))
}

/// Publishes them as the next version.
#[post("/<lang>/desk/p/<process>/rules", data = "<form>")]
pub async fn publish(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let setup = process::load(house, &who, &process).await?;
    let done = drafting(house, &who, &process, async |permit| {
        publish_rules(house, &permit, typed.revision(), &typed.get("decision")).await
    });
    let on = |_| Redirect::to(uri!(process::show(lang, process.clone())));
    let again = async |faults| Ok(sheet(lang, &who, &setup, &typed.get("decision"), faults));
    deed::answer(&typed, done, on, again).await
}

/// What a sentence says. The rule of a contest is said in the words that residents read, line by line.
fn words(lang: Lang, setup: &Setup, sentence: &Sentence) -> Vec<Message> {
    match sentence {
        Sentence::Ballot { contest, ballot } => {
            let own = setup.contests.iter().find(|found| found.title == *contest);
            let budget = amount(setup, own.map(|found| found.budget).unwrap_or_default());
            vec![about(lang, setup, contest, how::may(*ballot, budget))]
        }
        Sentence::Count { contest, rule } => {
            let name = about(lang, setup, contest, Message::new(how::rule_key(rule)));
            std::iter::once(name).chain(how::steps(rule)).collect()
        }
        Sentence::Voters { rule } => eligibility(rule).iter().map(sentence_of).collect(),
        Sentence::ContestVoters { contest, voters } => of_contest(lang, setup, contest, voters),
        other => vec![one(lang, setup, other)],
    }
}

fn about(lang: Lang, setup: &Setup, contest: &Text, what: Message) -> Message {
    Message::new("staff.says-about").said("contest", text(lang, setup, contest)).said("what", what)
}

fn one(lang: Lang, setup: &Setup, sentence: &Sentence) -> Message {
    let say = Message::new;
    let zone = &setup.place.time_zone;
    match sentence {
        Sentence::Voters { .. } => say("roll.rule-never-asked"),
        Sentence::Areas { choice: AreaChoice::Own } => say("voters.says-own"),
        Sentence::Areas { choice: AreaChoice::OwnAndOthers(most) } => {
            say("voters.says-others").count("n", u64::from(*most))
        }
        Sentence::Areas { choice: AreaChoice::Any(most) } => {
            say("voters.says-any").count("n", u64::from(*most))
        }
        Sentence::Opens { at } => say("staff.says-opens").moment("at", Moment::new(*at, zone)),
        Sentence::Closes { at } => say("staff.says-closes").moment("at", Moment::new(*at, zone)),
        Sentence::Budget { contest, budget } => {
            let contest = text(lang, setup, contest);
            say("staff.says-budget")
                .said("contest", contest)
                .money("budget", amount(setup, *budget))
        }
        Sentence::Ballot { contest, .. }
        | Sentence::Count { contest, .. }
        | Sentence::ContestVoters { contest, .. } => text(lang, setup, contest),
        Sentence::VoteAgain => say("staff.says-again"),
        Sentence::Batches { least, every_seconds } => {
            say("staff.says-batches").count("least", *least).count("minutes", every_seconds / 60)
        }
        Sentence::SmallGroup { least } => say("staff.says-small").count("least", *least),
        Sentence::Openings { openings: Openings::Observers } => say("staff.says-observers"),
        Sentence::Openings { openings: Openings::Public } => say("staff.says-public"),
        Sentence::Trustees { threshold, shares } => say("staff.check-trustees-some")
            .count("threshold", u64::from(*threshold))
            .count("shares", *shares as u64),
        Sentence::ServerKey => say("staff.check-trustees-none"),
        Sentence::Witnesses { policy } => {
            let named = policy.lines().filter(|line| line.starts_with("witness ")).count();
            say("staff.check-witnesses-found").count("count", named as u64)
        }
        Sentence::Languages { languages } => {
            let names: Vec<String> = languages.iter().map(|code| apart(&endonym(code))).collect();
            say("staff.says-languages").text("list", names.join(", "))
        }
    }
}

/// Who votes in a contest, where that is not everybody.
fn of_contest(lang: Lang, setup: &Setup, contest: &Text, voters: &ContestVoters) -> Vec<Message> {
    let areas = voters.areas.iter().map(|area| said(area)).collect::<Vec<_>>();
    let areas = (!areas.is_empty()).then(|| Message::new("voters.says-areas").all("areas", areas));
    let all = areas.into_iter().chain(more(voters));
    all.map(|what| about(lang, setup, contest, what)).collect()
}

/// A sum in the money of the place.
pub fn amount(setup: &Setup, money: morada_engine::money::Money) -> Amount {
    Amount {
        minor: money,
        currency: setup.place.currency.clone(),
        exponent: setup.place.currency_exponent,
    }
}
