//! The voting code: one field, read leniently, refused in words that say where to look.

use std::sync::Arc;

use morada_engine::ids::ElectionId;
use morada_engine::sealing::CodeFault;
use rocket::http::{CookieJar, Status};
use rocket::response::Redirect;
use rocket::{FromForm, State, get, post, uri};
use serde::Serialize;

use super::booth::{leave, open};
use super::faces::heading;
use super::{ballot, papers};
use crate::app::enter_booth::{EnterError, enter_booth};
use crate::app::{House, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::{Answer, Answered};
use crate::web::client::Client;
use crate::web::csrf::Posted;
use crate::web::forms::{Fault, Faults, Field};
use crate::web::pace::Pace;
use crate::web::page::{Layout, Page, View};
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// One of the three steps above every page of the vote.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    number: u32,
    name: Message,
    state: &'static str,
    current: bool,
    done: bool,
}

/// The three steps, of which number `now` is the current one.
pub fn steps(now: u32) -> Vec<Step> {
    let names = ["resident.code-step", "resident.step-choose", "resident.step-check"];
    (1..)
        .zip(names)
        .map(|(number, name)| Step {
            number,
            name: Message::new(name),
            state: match number.cmp(&now) {
                std::cmp::Ordering::Less => "is-done",
                std::cmp::Ordering::Equal => "is-now",
                std::cmp::Ordering::Greater => "is-later",
            },
            current: number == now,
            done: number < now,
        })
        .collect()
}

#[derive(Debug, Serialize)]
struct CodeView {
    steps: Vec<Step>,
    #[serde(flatten)]
    faults: Faults,
    field: Field,
}

impl View for CodeView {
    const TEMPLATE: &'static str = "resident/code";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        Message::new("resident.code-title")
    }
}

/// A page of the vote on which nothing can be done.
#[derive(Debug, Serialize)]
pub struct ClosedView {
    title: Message,
    what: Option<Message>,
}

impl View for ClosedView {
    const TEMPLATE: &'static str = "resident/closed";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        self.title.clone()
    }
}

impl ClosedView {
    /// The page that says `title` and `what`.
    pub fn new(title: &str, what: Option<Message>) -> Self {
        Self { title: Message::new(title), what }
    }
}

/// The typed code.
#[derive(FromForm)]
pub struct CodeForm<'r> {
    code: &'r str,
}

/// Asks for the code. `gone` says that the booth was left in the middle.
#[get("/<lang>/p/<process>/vote?<gone>")]
pub async fn ask(
    lang: Lang,
    process: ProcessSlug,
    gone: bool,
    house: &State<Arc<House>>,
) -> Answered {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let faults =
        if gone { Faults::at("code", Message::new("resident.code-gone")) } else { Faults::none() };
    let papers = &public.election.papers;
    Ok(Page::show(&view("", faults)).within(heading(papers, lang, false)).into())
}

/// Opens the booth, or says what is wrong with the code and shows it again.
#[post("/<lang>/p/<process>/vote", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn enter(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<CodeForm<'_>>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let typed = form.0.code;
    match enter_booth(house, &process.0, typed).await {
        Ok((booth, contests)) => {
            open(jar, house, site, &booth);
            Ok(Redirect::to(match contests.as_slice() {
                [only] => uri!(ballot::show(lang, process, ContestSlug(only.clone()))),
                _ => uri!(papers::show(lang, process)),
            })
            .into())
        }
        Err(error) => refuse(lang, &process.0, typed, error, client, house, pace).await,
    }
}

async fn refuse(
    lang: Lang,
    process: &ElectionId,
    typed: &str,
    error: EnterError,
    client: Client,
    house: &House,
    pace: &Pace,
) -> Answered {
    let public = public_election(house, process).await?.ok_or(Problem::NotFound)?;
    let papers = &public.election.papers;
    let zone = &papers.time_zone;
    let within = |page: Page| page.within(heading(papers, lang, false));
    let message = match error {
        EnterError::Mistyped(fault) => mistyped(fault),
        EnterError::Unknown => Message::new("resident.code-unknown"),
        EnterError::Retired => Message::new("resident.code-retired"),
        EnterError::NotYet(at) => return Ok(within(not_yet(at, zone)).into()),
        EnterError::Over(at) => return Ok(within(over(at, zone)).into()),
        EnterError::NoElection => return Err(Problem::NotFound),
        EnterError::Store(error) => return Err(error.into()),
    };
    // Only tries that failed count, so that a desk with one connection can serve a whole street.
    pace.count(client).map_err(Problem::TooMany)?;
    let page = Page::show(&view(typed, Faults::at("code", message)));
    Ok(within(page.with_status(Status::UnprocessableEntity)).into())
}

/// Leaves a booth whose time is over, and asks for the code again.
pub fn leave_and_ask(lang: Lang, process: ProcessSlug, jar: &CookieJar<'_>, site: &Site) -> Answer {
    leave(jar, site);
    Redirect::to(uri!(ask(lang, process, true))).into()
}

/// The page that says when voting opens.
pub fn not_yet(at: morada_engine::time::Timestamp, zone: &str) -> Page {
    let when = Message::new("resident.closed-before").moment("when", Moment::new(at, zone));
    Page::show(&ClosedView::new("resident.closed-before-title", Some(when)))
}

/// The page that says when voting closed.
pub fn over(at: morada_engine::time::Timestamp, zone: &str) -> Page {
    let when = Message::new("resident.closed-after").moment("when", Moment::new(at, zone));
    Page::show(&ClosedView::new("resident.closed-after-title", Some(when)))
}

/// The page for a voter whose choices came too late.
pub fn over_while_choosing(at: morada_engine::time::Timestamp, zone: &str) -> Page {
    let when = Message::new("resident.closed-while-choosing").moment("when", Moment::new(at, zone));
    Page::show(&ClosedView::new("resident.closed-after-title", Some(when)))
}

fn view(typed: &str, faults: Faults) -> CodeView {
    let field = Field::text("code", typed, Message::new("resident.code-label"))
        .code()
        .autocomplete("one-time-code")
        .hint(Message::new("resident.code-hint"))
        .fault_in(&faults);
    CodeView { steps: steps(1), faults, field }
}

/// Where to look. Groups have five signs.
fn mistyped(fault: CodeFault) -> Message {
    match fault {
        CodeFault::Length { typed } => Message::new("resident.code-short").count("n", typed as u64),
        CodeFault::Symbol { at, .. } => {
            let place = at.saturating_sub(1) as u64;
            Message::new("resident.code-symbol")
                .count("group", place / 5 + 1)
                .count("place", place % 5 + 1)
        }
        CodeFault::Check => Message::new("resident.code-check"),
    }
}

/// What a code page and the pages after it have in common when there are faults.
pub fn fault(field: &str, message: Message) -> Fault {
    Fault { field: field.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::message::Arg;

    /// The twelfth sign is the second one of the third group.
    #[test]
    fn a_foreign_sign_is_found_by_its_group() {
        let message = mistyped(CodeFault::Symbol { at: 12, typed: 'U' });
        assert_eq!(message.args["group"], Arg::Count(3));
        assert_eq!(message.args["place"], Arg::Count(2));
    }
}
