//! Words about works: stages, states and what was said, in the reader's language.

use morada_engine::contest::Text;
use morada_engine::eligibility::Date;
use morada_engine::money::Money;
use morada_engine::works::{Event, Refusal, Stage, Standing, Work};
use serde::Serialize;

use crate::app::works::funded::Outcome;
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::helpers::Words;
pub use crate::web::roll::words::{day, said};
use crate::web::site::words_in;

/// A name that is either one of ours, said in every language, or somebody's own words.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    ours: Option<Message>,
    theirs: Option<Words>,
}

/// How a work stands, as an icon and a word.
#[derive(Debug, Clone, Serialize)]
pub struct State {
    class: &'static str,
    icon: &'static str,
    text: Message,
}

/// What words are written in and paid with.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// What was funded together.
    pub outcome: &'a Outcome,
}

impl Reader<'_> {
    /// The text that the reader can read best.
    pub fn words(self, text: &Text) -> Words {
        words_in(text, self.lang, &self.outcome.process.languages)
    }

    /// A sum in the place's currency.
    pub fn amount(self, minor: Money) -> Amount {
        let place = &self.outcome.place;
        Amount { minor, currency: place.currency.clone(), exponent: place.currency_exponent }
    }

    /// The name of a stage.
    pub fn stage(self, stage: &Stage) -> Named {
        match (stage_key(stage), stage) {
            (None, Stage::Other(text)) => Named { ours: None, theirs: Some(self.words(text)) },
            (key, _) => Named { ours: key.map(Message::new), theirs: None },
        }
    }

    /// The name of a stage inside a sentence.
    pub fn stage_in_words(self, stage: &Stage) -> Message {
        match (stage_key(stage), stage) {
            (Some(key), _) => Message::new(key),
            (None, Stage::Other(text)) => said(&self.words(text).text),
            (None, _) => said(stage.name()),
        }
    }
}

/// The message for a usual stage.
pub fn stage_key(stage: &Stage) -> Option<&'static str> {
    Some(match stage {
        Stage::Neighbours => "works.stage-neighbours",
        Stage::Plan => "works.stage-plan",
        Stage::Permits => "works.stage-permits",
        Stage::Tender => "works.stage-tender",
        Stage::Contract => "works.stage-contract",
        Stage::Purchase => "works.stage-purchase",
        Stage::Building => "works.stage-building",
        Stage::Opening => "works.stage-opening",
        Stage::Other(_) => return None,
    })
}

/// How it stands, shortly.
pub fn state(standing: Standing) -> State {
    let (class, icon, key) = match standing {
        Standing::NotTakenUp { .. } if standing.is_late() => {
            ("tag--bad", "triangle-alert", "works.state-nobody")
        }
        Standing::NotTakenUp { .. } => ("tag--no", "clock", "works.state-waiting"),
        Standing::OnTime { .. } => ("tag--info", "traffic-cone", "works.state-on-time"),
        Standing::Delayed { .. } => ("tag--warn", "calendar", "works.state-delayed"),
        Standing::Late { .. } => ("tag--bad", "triangle-alert", "works.state-late"),
        Standing::Finished { .. } => ("", "circle-check", "works.state-finished"),
        Standing::GivenUp { .. } => ("tag--no", "circle-x", "works.state-given-up"),
    };
    State { class, icon, text: Message::new(key) }
}

impl State {
    /// Its parts: style, pictogram, words.
    pub fn parts(self) -> (&'static str, &'static str, Message) {
        (self.class, self.icon, self.text)
    }
}

/// How it stands, in a sentence.
pub fn sentence(reader: Reader<'_>, standing: Standing, work: Option<&Work>) -> Message {
    let say = Message::new;
    let milestone = |at: usize| work.and_then(|work| work.milestones.get(at));
    let named = |message: Message, at: usize| match milestone(at) {
        Some(one) => message
            .said("stage", reader.stage_in_words(&one.stage))
            .day("promised", day(one.promised))
            .day("due", day(one.due)),
        None => message,
    };
    match standing {
        Standing::NotTakenUp { days } => say("works.says-nobody").count("days", days),
        Standing::OnTime { next } => named(say("works.says-on-time"), next),
        Standing::Delayed { next } => named(say("works.says-delayed"), next),
        Standing::Late { milestone, days } => {
            let moved = self::moved(work, milestone);
            let key = if moved { "works.says-late-moved" } else { "works.says-late" };
            named(say(key).count("days", days), milestone)
        }
        Standing::Finished { on, late: 0 } => say("works.says-finished").day("on", day(on)),
        Standing::Finished { on, late } => {
            say("works.says-finished-late").day("on", day(on)).count("days", late)
        }
        Standing::GivenUp { on } => say("works.says-given-up").day("on", day(on)),
    }
}

/// Whether a milestone has another day than was promised first.
fn moved(work: Option<&Work>, milestone: usize) -> bool {
    let found = work.and_then(|work| work.milestones.get(milestone));
    found.is_some_and(|one| one.due != one.promised)
}

/// What was said, in a sentence of ours, and the department's own words to it.
pub fn told(reader: Reader<'_>, work: Option<&Work>, event: &Event) -> (Message, Option<Words>) {
    let say = Message::new;
    let stage = |message: Message, at: usize| {
        let found = work.and_then(|work| work.milestones.get(at));
        let name = found.map_or(said(""), |one| reader.stage_in_words(&one.stage));
        message.said("stage", name)
    };
    let own = |text: &Text| Some(reader.words(text));
    match event {
        Event::TakenUp { owner, promised, .. } => {
            let message = say("works.told-taken-up").text("owner", owner);
            (message.money("money", reader.amount(*promised)), None)
        }
        Event::MilestoneAdded { milestone, reason } => {
            let name = reader.stage_in_words(&milestone.stage);
            let message = say("works.told-added").said("stage", name);
            (message.day("day", day(milestone.due)), own(reason))
        }
        Event::Reached { milestone, on, note } => {
            (stage(say("works.told-reached"), *milestone).day("day", day(*on)), own(note))
        }
        Event::Moved { milestone, to, reason } => {
            (stage(say("works.told-moved"), *milestone).day("day", day(*to)), own(reason))
        }
        Event::Spent { amount, on, what } => {
            let message = say("works.told-spent").money("money", reader.amount(*amount));
            (message.day("day", day(*on)), own(what))
        }
        Event::MoneyChanged { promised, decision, reason } => {
            let message = say("works.told-money").money("money", reader.amount(*promised));
            (message.text("decision", decision), own(reason))
        }
        Event::SiteChanged { site, reason } => {
            (say("works.told-site").text("site", site), own(reason))
        }
        Event::HandedOver { owner, reason } => {
            (say("works.told-handed-over").text("owner", owner), own(reason))
        }
        Event::Reported { text } => (say("works.told-report"), own(text)),
        Event::Pictured { caption, .. } => (say("works.told-picture"), own(caption)),
        Event::GivenUp { decision, reason } => {
            (say("works.told-given-up").text("decision", decision), own(reason))
        }
    }
}

/// The name of an event in the list of acts.
pub fn event_name(name: &str) -> Message {
    Message::new(match name {
        "taken_up" => "works.event-taken-up",
        "milestone_added" => "works.event-added",
        "reached" => "works.event-reached",
        "moved" => "works.event-moved",
        "spent" => "works.event-spent",
        "money_changed" => "works.event-money",
        "site_changed" => "works.event-site",
        "handed_over" => "works.event-handed-over",
        "reported" => "works.event-report",
        "pictured" => "works.event-picture",
        "given_up" => "works.event-given-up",
        other => return said(other),
    })
}

/// The last day that was promised, and the last that is promised now.
pub fn end(work: &Work) -> Option<(Date, Date)> {
    let promised = work.milestones.iter().map(|one| one.promised).max()?;
    let due = work.milestones.iter().map(|one| one.reached.unwrap_or(one.due)).max()?;
    Some((promised, due))
}

/// Why something cannot be said about a work.
pub fn refusal(refusal: Refusal) -> Message {
    Message::new(match refusal {
        Refusal::NotTakenUp => "works.wrong-not-taken-up",
        Refusal::TakenUpBefore => "works.wrong-taken-up",
        Refusal::OtherMoney => "works.wrong-other-money",
        Refusal::Milestones => "works.wrong-milestones",
        Refusal::OutOfOrder(_) => "works.wrong-order",
        Refusal::NoSuchMilestone => "works.wrong-milestone",
        Refusal::ReachedBefore => "works.wrong-reached",
        Refusal::SameDay => "works.wrong-same-day",
        Refusal::DayToCome => "works.wrong-to-come",
        Refusal::NothingPaid => "works.wrong-nothing-paid",
        Refusal::AboveTheMoney { .. } => "works.wrong-above",
        Refusal::BelowThePaid => "works.wrong-below",
        Refusal::NoDecision => "works.wrong-decision",
        Refusal::Over => "works.wrong-over",
    })
}
