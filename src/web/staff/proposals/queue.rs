//! The queue: what was sent first, everything on one page, one press.

use std::sync::Arc;

use morada_engine::proposal::{Change, Ground};
use rocket::http::{ContentType, Header};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, sheet};
use super::reading::Reading;
use crate::app::House;
use crate::app::proposals::moderate::{Verdict, Waiting, decide, oldest, waiting};
use crate::app::proposals::read::photo as photo_of;
use crate::app::staff::DeskError;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::proposals::{change, ground};
use crate::web::roll::words::said;
use crate::web::staff::desk::endonym;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// What somebody wrote, as a section of the desk.
pub fn written(lang: Lang, process: &ProcessSlug, waiting: &Waiting) -> Section {
    let say = Message::new;
    match waiting {
        Waiting::Proposal(mine) => {
            let Some(version) = mine.versions.last() else { return Section::plain() };
            let content = &version.content;
            let mut section = Section::new(said(&content.title))
                .paragraph(say("proposals.written-in").text("language", endonym(&content.language)))
                .paragraph(said(&content.words))
                .paragraph(said(&content.area))
                .paragraph(said(&content.landmark));
            for author in &mine.authors {
                section = section.paragraph(say("proposals.written-by").text("who", &author.shown));
            }
            if let Some(sha) = &content.photo {
                let href = format!("{}/photo/{}/{sha}", base(lang, process), mine.proposal.id);
                section = section.link(say("proposals.photo"), href);
            }
            section
        }
        Waiting::Comment(comment, number) => {
            let section = Section::new(say("proposals.a-comment"))
                .paragraph(say("proposals.written-in").text("language", endonym(&comment.language)))
                .paragraph(said(&comment.words))
                .paragraph(say("proposals.written-by").text("who", &comment.shown));
            if *number == 0 {
                return section;
            }
            let href = format!("/{lang}/p/{}/proposals/{number}", process.0);
            section.link(say("proposals.number").count("n", u64::from(*number)), href)
        }
    }
}

fn id(waiting: &Waiting) -> &str {
    match waiting {
        Waiting::Proposal(mine) => mine.proposal.id.as_str(),
        Waiting::Comment(comment, _) => &comment.id,
    }
}

/// The oldest contribution that nobody has read.
#[get("/<lang>/desk/p/<process>/proposals/queue")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let Reading { setup, season, .. } = Reading::by(&who, house, &process).await?;
    let Some(first) = oldest(house, &season).await.map_err(wrong::problem)? else {
        let title = Message::new("proposals.queue-title");
        let empty = Section::plain().paragraph(Message::new("proposals.queue-empty"));
        return Ok(sheet(lang, &who, &setup, &process, title).with(empty).into());
    };
    let typed = <Typed as Default>::default();
    Ok(page(lang, &who, &setup, &process, &first, &typed, Faults::none()).into())
}

fn page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    process: &ProcessSlug,
    waiting: &Waiting,
    typed: &Typed,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let changes = Change::ALL
        .iter()
        .map(|one| (format!("change:{}", one.name()), said_as("proposals.ask-for", change(*one))));
    let grounds = Ground::ALL.iter().map(|one| {
        (format!("refuse:{}", one.name()), said_as("proposals.refuse-for", ground(*one)))
    });
    let choices = std::iter::once(("publish".to_owned(), say("proposals.verdict-publish")))
        .chain(changes)
        .chain(grounds)
        .collect();
    let form = Form::new(
        format!("{}/queue/{}", base(lang, process), id(waiting)),
        say("proposals.verdict-go"),
    )
    .go()
    .input(Input::one_of("verdict", &typed.get("verdict"), say("proposals.verdict"), choices))
    .input(
        Input::text("words", typed.get("words"), say("proposals.verdict-words"))
            .area()
            .hint(say("proposals.verdict-words-hint"))
            .fault_in(&faults),
    );
    sheet(lang, who, setup, process, say("proposals.queue-title"))
        .lead(say("proposals.queue-lead"))
        .faults(faults)
        .with(written(lang, process, waiting))
        .with(Section::plain().form(form))
}

fn said_as(key: &str, what: Message) -> Message {
    Message::new(key).said("what", what)
}

/// Decides what waits and goes on to the next.
#[post("/<lang>/desk/p/<process>/proposals/queue/<id>", data = "<form>")]
pub async fn decide_it(
    lang: Lang,
    process: ProcessSlug,
    id: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let Reading { setup, permit, season } = Reading::by(&who, house, &process).await?;
    let typed = form.0;
    let next = || Redirect::to(uri!(show(lang, process.clone())));
    let Ok(waits) = waiting(house, &season, id).await else { return Ok(next().into()) };
    let Some(verdict) = verdict(&typed.get("verdict")) else {
        let faults = Faults::at("verdict", Message::new("staff.wrong-empty"));
        return Ok(page(lang, &who, &setup, &process, &waits, &typed, faults).into());
    };
    let words = typed.get("words");
    match decide(house, &permit, &season, &waits, verdict, &words, lang.code()).await {
        // Somebody else has decided it: there is the next.
        Ok(()) | Err(DeskError::Stale) => Ok(next().into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &setup, &process, &waits, &typed, faults).into())
        }
    }
}

fn verdict(typed: &str) -> Option<Verdict> {
    match typed.split_once(':') {
        None if typed == "publish" => Some(Verdict::Publish),
        Some(("change", name)) => Change::from_name(name).map(Verdict::AskFor),
        Some(("refuse", name)) => Ground::from_name(name).map(Verdict::Refuse),
        _ => None,
    }
}

/// A photo, for the moderator's eyes.
#[derive(rocket::Responder)]
pub struct Picture {
    body: Vec<u8>,
    kind: ContentType,
    keeping: Header<'static>,
}

/// Shows the photo of a proposal that waits.
#[get("/<_lang>/desk/p/<process>/proposals/photo/<id>/<sha>")]
pub async fn photo(
    _lang: Lang,
    process: ProcessSlug,
    id: &str,
    sha: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Result<Picture, Problem> {
    let Reading { season, .. } = Reading::by(&who, house, &process).await?;
    let proposal = season.any(house, id).await.map_err(wrong::problem)?;
    let photo = photo_of(house, &proposal, sha).await.map_err(wrong::problem)?;
    let keeping = Header::new("Cache-Control", "no-store");
    Ok(Picture { body: photo.picture, kind: ContentType::JPEG, keeping })
}
