//! The queue of requests: the oldest, everything on one page, one press.

use std::sync::Arc;

use morada_engine::permit::act::ChangeRollEntry;
use morada_engine::roll::{Missing, Refused};
use rocket::http::{ContentType, Header};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};
use serde::Serialize;

use super::overview::{base, here, sheet};
use crate::app::House;
use crate::app::roll::attest::Attested;
use crate::app::roll::decide::{Verdict, attested, decide, oldest, photo as photo_of, waiting};
use crate::app::roll::people::tie_named;
use crate::app::roll::request::{Mine, Purpose};
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::page::{Layout, Page, View};
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::{evidence, missing, refused, said, tie};
use crate::web::staff::sheet::Section;
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// One request and what can be said to it.
#[derive(Debug, Serialize)]
struct QueueView {
    who: String,
    back: String,
    waiting: u64,
    due: Option<Message>,
    #[serde(flatten)]
    faults: Faults,
    action: String,
    facts: Vec<Fact>,
    photos: Vec<Photo>,
    missing: Vec<Choice>,
    refused: Vec<Choice>,
    /// What the registrar wrote before something was put right.
    own_words: String,
}

#[derive(Debug, Serialize)]
struct Fact {
    name: Message,
    value: Message,
}

#[derive(Debug, Serialize)]
struct Photo {
    href: String,
    label: Message,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: &'static str,
    text: Message,
}

impl View for QueueView {
    const TEMPLATE: &'static str = "staff/roll/request";
    const LAYOUT: Layout = Layout::Staff;
    fn title(&self) -> Message {
        Message::new("roll.queue-title")
    }
}

/// The oldest request.
#[get("/<lang>/desk/roll/<place>/queue")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let (first, waiting) = oldest(house, &permit).await.map_err(wrong::problem)?;
    if let Some(mine) = first {
        let attested = attested(house, &mine).await.map_err(wrong::problem)?;
        return Ok(page(lang, &who, &mine, &attested, waiting, Faults::none(), "").into());
    }
    let sheet = sheet(lang, &who, &kept, Message::new("roll.queue-title"))
        .with(Section::plain().paragraph(Message::new("roll.queue-empty")));
    Ok(sheet.into())
}

fn page(
    lang: Lang,
    who: &AtDesk,
    mine: &Mine,
    attested: &Attested,
    waiting: u64,
    faults: Faults,
    words: &str,
) -> Page {
    let say = Message::new;
    let base = base(lang, &mine.kept);
    let answers = &mine.answers;
    let join = |parts: &[&String]| {
        let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
        said(parts.join(" ").trim())
    };
    let fact = |name: &str, value| Fact { name: say(name), value };
    let born = &answers.born;
    let mut facts = vec![
        fact("roll.person-name", said(&answers.name)),
        fact("roll.person-born", join(&[&born.day, &born.month, &born.year])),
        fact("roll.place-area", said(&answers.area)),
        fact("roll.place-since", join(&[&answers.since_month, &answers.since_year])),
        fact("roll.evidence-kind", evidence(&answers.evidence)),
    ];
    if let Some(kind) = tie_named(&answers.tie) {
        facts.insert(3, fact("roll.place-tie", tie(kind)));
    }
    match attested {
        Attested::Not => {}
        Attested::By(name) => facts.push(fact("attest.attested", said(name))),
        Attested::ByNeighbours => facts.push(fact("attest.attested", say("attest.by-neighbours"))),
        Attested::Void => facts.push(fact("attest.attested", say("attest.void"))),
    }
    if mine.request.purpose == Purpose::Change {
        facts.insert(0, fact("staff.what", say("moves.asks-change")));
    }
    let photo = |number: usize| Photo {
        href: format!("{base}/queue/{}/photo/{number}", mine.request.id),
        label: say("roll.queue-photo").count("n", number as u64 + 1),
    };
    let due = mine
        .request
        .due_at
        .map(|at| say("roll.queue-due").day("day", Moment::new(at, &mine.kept.place.time_zone)));
    let view = QueueView {
        who: who.0.account().shown_as.clone(),
        back: base.clone(),
        waiting,
        due,
        action: format!("{base}/queue/{}", mine.request.id),
        facts,
        photos: (0..mine.papers).map(photo).collect(),
        missing: Missing::ALL
            .iter()
            .map(|one| Choice { value: one.name(), text: missing(*one) })
            .collect(),
        refused: Refused::ALL
            .iter()
            .map(|one| Choice { value: one.name(), text: refused(*one) })
            .collect(),
        own_words: words.to_owned(),
        faults: faults.clone(),
    };
    let page = Page::show(&view);
    if faults.any() { page.with_status(rocket::http::Status::UnprocessableEntity) } else { page }
}

/// A photo, for the registrar's eyes.
#[derive(rocket::Responder)]
pub struct Picture {
    body: Vec<u8>,
    kind: ContentType,
    keeping: Header<'static>,
}

/// Shows a photo of a request that waits.
#[get("/<_lang>/desk/roll/<place>/queue/<request>/photo/<number>")]
pub async fn photo(
    _lang: Lang,
    place: PlaceSlug,
    request: &str,
    number: usize,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Result<Picture, Problem> {
    here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let (kind, bytes) = photo_of(house, &permit, request, number).await.map_err(wrong::problem)?;
    let kind = if kind == "png" { ContentType::PNG } else { ContentType::JPEG };
    let keeping = Header::new("Cache-Control", "no-store");
    Ok(Picture { body: bytes.to_vec(), kind, keeping })
}

/// Decides a request and goes on to the next.
#[post("/<lang>/desk/roll/<place>/queue/<request>", data = "<form>")]
pub async fn decide_it(
    lang: Lang,
    place: PlaceSlug,
    request: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let (typed, words) = (&form.0, form.0.get("words"));
    let faults = match verdict(typed) {
        Ok(verdict) => match decide(house, &permit, request, &verdict, &words).await {
            // Somebody else has decided it: there is the next.
            Ok(()) | Err(DeskError::Unknown | DeskError::Stale) => {
                return Ok(Redirect::to(uri!(show(lang, place))).into());
            }
            Err(error) => wrong::faults(error)?,
        },
        Err(faults) => faults,
    };
    let mine = waiting(house, &permit, request).await.map_err(wrong::problem)?;
    let (_, n) = oldest(house, &permit).await.map_err(wrong::problem)?;
    let attested = attested(house, &mine).await.map_err(wrong::problem)?;
    Ok(page(lang, &who, &mine, &attested, n, faults, &words).into())
}

fn verdict(typed: &Typed) -> Result<Verdict, Faults> {
    let nothing = |field: &str| Faults::at(field, Message::new("staff.wrong-empty"));
    match typed.get("verdict").as_str() {
        "grant" => Ok(Verdict::Grant),
        "return" => Missing::from_name(&typed.get("missing"))
            .map(Verdict::Return)
            .ok_or_else(|| nothing("missing")),
        "refuse" => Refused::from_name(&typed.get("refused"))
            .map(Verdict::Refuse)
            .ok_or_else(|| nothing("refused")),
        _ => Err(nothing("main")),
    }
}
