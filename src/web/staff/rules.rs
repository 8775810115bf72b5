//! The rules in plain words, as they are set up now, and their publication.

use std::sync::Arc;

use morada_engine::contest::{BallotStyle, Openings, Rule};
use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::text;
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, process};
use crate::app::House;
use crate::app::staff::permits;
use crate::app::staff::rules::{Sentence, publish_rules, sentences};
use crate::app::staff::setup::begin::Residence;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;

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
    let list = sentences(setup).iter().map(|sentence| words(lang, setup, sentence)).collect();
    process::sheet(lang, who, setup, Message::new("staff.rules"))
        .lead(Message::new("staff.rules-lead"))
        .faults(faults)
        .with(Section::plain().list(list))
        .beside(Section::new(Message::new("staff.rules-publish")).form(form))
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
    let done = async {
        let permit = permits::permit::<DraftBallot>(house, &who.0, &process.0).await?;
        publish_rules(house, &permit, typed.revision(), &typed.get("decision")).await
    };
    let on = |_| Redirect::to(uri!(process::show(lang, process.clone())));
    let again = async |faults| Ok(sheet(lang, &who, &setup, &typed.get("decision"), faults));
    deed::answer(&typed, done, on, again).await
}

fn words(lang: Lang, setup: &Setup, sentence: &Sentence) -> Message {
    let say = Message::new;
    let zone = &setup.place.time_zone;
    match sentence {
        Sentence::Voters { minimum_age, residence: Residence::Lives } => {
            say("staff.says-voters").count("age", u64::from(*minimum_age))
        }
        Sentence::Voters { minimum_age, residence: Residence::LivesWorksOrStudies } => {
            say("staff.says-voters-wide").count("age", u64::from(*minimum_age))
        }
        Sentence::Opens { at } => say("staff.says-opens").moment("at", Moment::new(*at, zone)),
        Sentence::Closes { at } => say("staff.says-closes").moment("at", Moment::new(*at, zone)),
        Sentence::Budget { contest, budget } => {
            with_contest(lang, setup, "staff.says-budget", contest)
                .money("budget", amount(setup, *budget))
        }
        Sentence::Ballot { contest, ballot } => match ballot {
            BallotStyle::Approval { max, min } => {
                with_contest(lang, setup, "staff.says-approval", contest)
                    .count("min", u64::from(*min))
                    .count("max", u64::from(*max))
            }
            BallotStyle::Knapsack => with_contest(lang, setup, "staff.says-knapsack", contest),
            BallotStyle::ChooseOne => with_contest(lang, setup, "staff.says-one", contest),
            BallotStyle::Motion => with_contest(lang, setup, "staff.says-motion", contest),
            BallotStyle::Points { .. } | BallotStyle::Ranking { .. } => {
                with_contest(lang, setup, "staff.says-other", contest)
            }
        },
        Sentence::Count { contest, rule } => {
            let key = match rule {
                Rule::EqualShares { .. } => "staff.says-shares",
                Rule::MostVotes { .. } => "staff.says-most",
                Rule::Motion { .. } => "staff.says-more-yes",
                Rule::MostVotesExclusive { .. }
                | Rule::VotesPerCost { .. }
                | Rule::MostPoints { .. }
                | Rule::Borda { .. }
                | Rule::ExactEqualShares { .. }
                | Rule::Phragmen { .. }
                | Rule::Eligible { .. }
                | Rule::PerPart { .. }
                | Rule::Compared { .. } => "staff.says-other",
            };
            with_contest(lang, setup, key, contest)
        }
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
            let names: Vec<String> =
                languages.iter().map(|code| super::desk::endonym(code)).collect();
            say("staff.says-languages").text("list", names.join(", "))
        }
    }
}

fn with_contest(
    lang: Lang,
    setup: &Setup,
    key: &str,
    contest: &morada_engine::contest::Text,
) -> Message {
    let title = text(lang, setup, contest);
    match title.args.get("words") {
        Some(crate::i18n::message::Arg::Text(words)) => Message::new(key).text("contest", words),
        _ => Message::new(key).text("contest", ""),
    }
}

/// A sum in the money of the place.
pub fn amount(setup: &Setup, money: morada_engine::money::Money) -> Amount {
    Amount {
        minor: money,
        currency: setup.place.currency.clone(),
        exponent: setup.place.currency_exponent,
    }
}
