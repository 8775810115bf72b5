//! Look for my slip: is my vote in the box? Answered without a word about what is on it.

use std::sync::Arc;

use morada_engine::ledger::TrackingFault;
use morada_engine::ledger::record::Dispute;
use rocket::http::Status;
use rocket::{FromForm, State, get, post};
use serde::Serialize;

use super::faces::heading;
use super::slip::{Listed, due, listed};
use crate::app::find_slip::{Counts, FindError, SlipPlace, SlipStanding, find_slip};
use crate::app::{Election, House, PublicElection, Stage, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::observer::seal::Seal;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

#[derive(Debug, Serialize)]
struct FindView {
    #[serde(flatten)]
    faults: Faults,
    field: Field,
    found: Option<Found>,
}

/// What is known of the vote a slip belongs to.
#[derive(Debug, Serialize)]
struct Found {
    listed: Option<Listed>,
    due: Moment,
    counts: Message,
    /// The case of the page about disputes, where somebody else may have had a hand in it.
    not_me: Option<&'static str>,
    seal: Option<Seal>,
    proof: Option<String>,
    promise: String,
}

impl View for FindView {
    const TEMPLATE: &'static str = "resident/find";
    fn title(&self) -> Message {
        Message::new("resident.find-title")
    }
}

/// The typed tracking code. It travels in the body, so that no log and no history holds it.
#[derive(FromForm)]
pub struct FindForm<'r> {
    code: &'r str,
}

/// Asks for the slip's code.
#[get("/<lang>/p/<process>/find")]
pub async fn ask(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    Ok(page(&public, lang, view("", Faults::none(), None)))
}

/// Looks for the slip and says what is known of it.
#[post("/<lang>/p/<process>/find", data = "<form>")]
pub async fn look(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<FindForm<'_>>,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let typed = form.0.code;
    let again = |message| {
        let view = view(typed, Faults::at("code", message), None);
        page(&public, lang, view).with_status(Status::UnprocessableEntity)
    };
    match find_slip(house, &process.0, typed).await {
        Ok(standing) => {
            let seal = public.head.as_ref().map(|head| Seal::of(head.root.as_bytes()));
            let found = found(standing, &public.election, seal);
            Ok(page(&public, lang, view(typed, Faults::none(), Some(found))))
        }
        Err(FindError::Mistyped(TrackingFault::Length { typed })) => {
            Ok(again(Message::new("resident.find-short").count("n", typed as u64)))
        }
        Err(FindError::Mistyped(TrackingFault::Symbol { at })) => {
            Ok(again(Message::new("resident.find-symbol").count("place", at as u64)))
        }
        Err(FindError::NotFound) => Ok(again(Message::new("resident.find-none"))),
        Err(FindError::Store(error)) => Err(error.into()),
    }
}

/// Slips are nobody else's business, so the page is kept nowhere.
fn page(public: &PublicElection, lang: Lang, view: FindView) -> Page {
    let has_results = public.stage() == Stage::Published;
    Page::show(&view).within(heading(&public.election.papers, lang, has_results)).unkept()
}

fn view(typed: &str, faults: Faults, found: Option<Found>) -> FindView {
    let field = Field::text("code", typed, Message::new("resident.find-label"))
        .code()
        .autocomplete("off")
        .hint(Message::new("resident.find-hint"))
        .fault_in(&faults);
    FindView { faults, field, found }
}

fn found(standing: SlipStanding, election: &Election, seal: Option<Seal>) -> Found {
    Found {
        listed: listed(&standing.place),
        due: Moment::new(due(&standing, election), &election.papers.time_zone),
        counts: Message::new(match standing.counts {
            Counts::Yes => "resident.find-counts",
            Counts::Replaced => "resident.find-replaced",
            Counts::Retired => "resident.find-retired",
        }),
        not_me: match standing.counts {
            Counts::Yes => None,
            Counts::Replaced => Some(Dispute::VoteReplaced.as_str()),
            Counts::Retired => Some(Dispute::CodeRetired.as_str()),
        },
        seal: seal.filter(|_| matches!(standing.place, SlipPlace::Ledger { .. })),
        proof: match standing.place {
            SlipPlace::Waiting { .. } => None,
            SlipPlace::Ledger { proof, .. } => Some(proof),
        },
        promise: standing.promise,
    }
}
