//! Something is wrong with my vote: what it means, what the voter and the officers do, and what was entered so far.
//!
//! It asks for nothing and knows nobody. The slip is looked for on the page before; the entry in the ledger names what
//! happened and never whose vote it was.

use std::sync::Arc;

use morada_engine::ledger::record::Dispute;
use rocket::{State, get};
use serde::Serialize;

use crate::app::incidents::{Told, incidents};
use crate::app::notices::text_of;
use crate::app::{House, PublicElection, Stage, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::faces::heading;
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
struct DisputeView {
    cases: Vec<Case>,
    open: bool,
    officers: Vec<Message>,
    entries: Vec<Entry>,
}

/// What somebody sees, and what it means now.
#[derive(Debug, Serialize)]
struct Case {
    /// Where another page leads to it.
    id: &'static str,
    title: Message,
    meaning: Message,
}

/// An entry of the ledger about one vote.
#[derive(Debug, Serialize)]
pub struct Entry {
    number: u64,
    at: Moment,
    about: Option<Message>,
    words: Words,
}

impl View for DisputeView {
    const TEMPLATE: &'static str = "observer/dispute";
    fn title(&self) -> Message {
        Message::new("dispute.title")
    }
}

/// Says what to do about a slip that does not answer as it should.
#[get("/<lang>/p/<process>/dispute")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let size = public.head.as_ref().map_or(0, |head| head.size);
    let told = incidents(house, &process.0, size).await?;
    let open = matches!(public.stage(), Stage::Sealed | Stage::Open);
    let disputes = told.iter().filter(|told| told.about.is_some());
    let view = DisputeView {
        cases: Dispute::ALL.map(|about| case(about, open)).into(),
        open,
        officers: OFFICERS.map(Message::new).to_vec(),
        entries: disputes.map(|told| entry(told, &public, lang)).collect(),
    };
    let has_results = public.stage() == Stage::Published;
    Ok(Page::show(&view).within(heading(&public.election.papers, lang, has_results)))
}

const OFFICERS: [&str; 4] = [
    "dispute.officers-listen",
    "dispute.officers-compare",
    "dispute.officers-enter",
    "dispute.officers-decide",
];

/// What a dispute is about, in words.
pub fn about_key(about: Dispute) -> &'static str {
    match about {
        Dispute::BallotMissing => "dispute.ballot-missing",
        Dispute::PromiseBroken => "dispute.promise-broken",
        Dispute::VoteReplaced => "dispute.vote-replaced",
        Dispute::CodeRetired => "dispute.code-retired",
    }
}

fn case(about: Dispute, open: bool) -> Case {
    let meaning = match (about, open) {
        (Dispute::BallotMissing, true) => "dispute.ballot-missing-open",
        (Dispute::BallotMissing, false) => "dispute.ballot-missing-closed",
        (Dispute::PromiseBroken, _) => "dispute.promise-broken-meaning",
        (Dispute::VoteReplaced, true) => "dispute.vote-replaced-open",
        (Dispute::VoteReplaced, false) => "dispute.vote-replaced-closed",
        (Dispute::CodeRetired, true) => "dispute.code-retired-open",
        (Dispute::CodeRetired, false) => "dispute.code-retired-closed",
    };
    let (id, title) = (about.as_str(), Message::new(about_key(about)));
    Case { id, title, meaning: Message::new(meaning) }
}

/// An entry as pages show it.
pub fn entry(told: &Told, public: &PublicElection, lang: Lang) -> Entry {
    let papers = &public.election.papers;
    Entry {
        number: told.index + 1,
        at: Moment::new(told.at, &papers.time_zone),
        about: told.about.map(|about| Message::new(about_key(about))),
        words: words_in(&text_of(&told.text), lang, &papers.languages),
    }
}
