//! The page of witnesses: what they download, the one command they run, and where they hand in the line it prints.

use std::sync::Arc;

use rocket::http::{ContentType, Header, Status};
use rocket::response::Redirect;
use rocket::{FromForm, Responder, State, get, post, uri};
use serde::Serialize;

use crate::app::cosign::{CosignError, Witnessing, cosign, witnessing};
use crate::app::{House, PublicElection, Stage, public_election, tiles};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::faces::heading;

#[derive(Debug, Serialize)]
struct WitnessView {
    #[serde(flatten)]
    faults: Faults,
    field: Field,
    witnesses: Vec<Shown>,
    quorum: Message,
    met: bool,
    count_waits: bool,
    ledger: String,
    command: String,
}

/// A witness of the sealed policy, and whether it has signed the last checkpoint.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    name: String,
    signed: Option<Moment>,
}

impl View for WitnessView {
    const TEMPLATE: &'static str = "observer/witness";
    fn title(&self) -> Message {
        Message::new("observer.witness-title")
    }
}

/// The witnesses, as pages show them.
pub fn shown(public: &PublicElection, witnessing: &Witnessing) -> Vec<Shown> {
    let zone = &public.election.papers.time_zone;
    let one = |(name, at): &(String, Option<morada_engine::time::Timestamp>)| Shown {
        name: name.clone(),
        signed: at.map(|at| Moment::new(at, zone)),
    };
    witnessing.by.iter().map(one).collect()
}

/// Whether enough have signed, in words.
pub fn quorum(witnessing: &Witnessing) -> Message {
    Message::new(match (witnessing.asked, witnessing.quorum_met) {
        (false, _) => "observer.audit-witnesses-none",
        (true, true) => "observer.witness-enough",
        (true, false) => "observer.witness-missing",
    })
}

/// Shows what a witness needs.
#[get("/<lang>/p/<process>/audit/witness")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    page(house, &public, lang, "", Faults::none()).await
}

/// A cosignature, as `morada-verify witness cosign` prints it.
#[derive(FromForm)]
pub struct LineForm<'r> {
    line: &'r str,
}

/// Takes a witness's line. Nobody signs in for that: only a witness's own key can have made it.
#[post("/<lang>/p/<process>/audit/witness", data = "<form>")]
pub async fn take(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<LineForm<'_>>,
    house: &State<Arc<House>>,
) -> Result<Redirect, Result<Page, Problem>> {
    let fault = match cosign(house, &process.0, form.0.line).await {
        Ok(()) => return Ok(Redirect::to(uri!(show(lang, process)))),
        Err(CosignError::NoCheckpoint) => return Err(Err(Problem::NotFound)),
        Err(CosignError::Store(error)) => return Err(Err(error.into())),
        Err(CosignError::Line) => "observer.witness-line-fault",
        Err(CosignError::Stranger) => "observer.witness-stranger",
    };
    let public = match public_election(house, &process.0).await {
        Ok(Some(public)) => public,
        Ok(None) => return Err(Err(Problem::NotFound)),
        Err(error) => return Err(Err(error.into())),
    };
    let faults = Faults::at("line", Message::new(fault));
    let page = page(house, &public, lang, form.0.line, faults).await;
    Err(page.map(|page| page.with_status(Status::UnprocessableEntity)))
}

/// The proof from what a witness signed last, as a file.
#[get("/<_lang>/p/<process>/audit/proof?<old>")]
pub async fn proof(
    _lang: Lang,
    process: ProcessSlug,
    old: u64,
    house: &State<Arc<House>>,
) -> Result<ProofFile, Problem> {
    let text = tiles::consistency(house, &process.0, old).await?.ok_or(Problem::NotFound)?;
    let name = Header::new("Content-Disposition", "attachment; filename=\"proof\"");
    Ok(ProofFile { text, kind: ContentType::Plain, name })
}

/// A proof as an answer.
#[derive(Responder)]
pub struct ProofFile {
    text: String,
    kind: ContentType,
    name: Header<'static>,
}

async fn page(
    house: &House,
    public: &PublicElection,
    lang: Lang,
    typed: &str,
    faults: Faults,
) -> Result<Page, Problem> {
    let papers = &public.election.papers;
    let witnessing = witnessing(house, public).await?;
    let field = Field::text("line", typed, Message::new("observer.witness-line"))
        .hint(Message::new("observer.witness-line-hint"))
        .autocomplete("off")
        .fault_in(&faults);
    let view = WitnessView {
        field,
        faults,
        witnesses: shown(public, &witnessing),
        quorum: quorum(&witnessing),
        met: witnessing.asked && witnessing.quorum_met,
        count_waits: witnessing.count_waits,
        ledger: format!("/log/{}", papers.election),
        command: format!(
            "morada-verify witness keygen --name NAME --out my.key\n\
             morada-verify witness cosign --state my.state --key my.key \\\n  \
             --log-key {} checkpoint proof",
            witnessing.log_key
        ),
    };
    let has_results = public.stage() == Stage::Published;
    Ok(Page::show(&view).within(heading(papers, lang, has_results)))
}
