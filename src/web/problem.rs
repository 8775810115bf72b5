//! Pages that say no: what happened and what to do, in the reader's language. They never repeat what was sent.

use rocket::http::{Method, Status};
use rocket::request::Request;
use rocket::response::{self, Responder};
use rocket::{Catcher, catch, catchers};
use serde::Serialize;

use super::pace::TooMany;
use super::page::{Page, View};
use crate::app::StoreError;
use crate::i18n::message::Message;

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// There is no such page.
    NotFound,
    /// The form did not come from our own page, or that page is too old.
    Refused,
    /// Whoever is signed in may not do this.
    NotAllowed,
    /// More was sent than can be taken.
    TooLarge,
    /// What was sent cannot be read.
    Unreadable,
    /// Too many tries from one connection.
    TooMany(TooMany),
    /// A fault of ours.
    Broken,
    /// The queue is full.
    Busy,
    /// The disk is full.
    Full,
}

/// What a refusal shows.
#[derive(Serialize)]
pub(super) struct ProblemView {
    title: Message,
    what: Message,
    todo: Option<Message>,
}

impl View for ProblemView {
    const TEMPLATE: &'static str = "place/problem";
    fn title(&self) -> Message {
        self.title.clone()
    }
}

impl Problem {
    fn status(self) -> Status {
        match self {
            Problem::NotFound => Status::NotFound,
            Problem::Refused | Problem::NotAllowed => Status::Forbidden,
            Problem::TooLarge => Status::PayloadTooLarge,
            Problem::Unreadable => Status::UnprocessableEntity,
            Problem::TooMany(_) => Status::TooManyRequests,
            Problem::Broken => Status::InternalServerError,
            Problem::Busy | Problem::Full => Status::ServiceUnavailable,
        }
    }

    /// What happened, said shortly and at length, and what to do.
    fn keys(self) -> (&'static str, &'static str, Option<&'static str>) {
        match self {
            Problem::NotFound => ("common.not-found-title", "common.not-found-what", None),
            Problem::Refused => {
                ("common.refused-title", "common.refused-what", Some("common.refused-do"))
            }
            Problem::NotAllowed => (
                "common.not-allowed-title",
                "common.not-allowed-what",
                Some("common.not-allowed-do"),
            ),
            Problem::TooLarge => ("common.too-large-title", "common.too-large-what", None),
            Problem::Unreadable => ("common.unreadable-title", "common.unreadable-what", None),
            Problem::TooMany(_) => {
                ("common.too-many-title", "common.too-many-what", Some("common.too-many-do"))
            }
            Problem::Broken => {
                ("common.broken-title", "common.broken-what", Some("common.broken-do"))
            }
            Problem::Busy => ("common.busy-title", "common.busy-what", Some("common.busy-do")),
            Problem::Full => ("common.full-title", "common.full-what", Some("common.full-do")),
        }
    }

    /// What its page shows.
    pub(super) fn view(self) -> ProblemView {
        let (title, what, todo) = self.keys();
        let todo = todo.map(Message::new).map(|todo| match self {
            Problem::TooMany(wait) => todo.count("minutes", wait.minutes),
            Problem::NotFound
            | Problem::Refused
            | Problem::NotAllowed
            | Problem::TooLarge
            | Problem::Unreadable
            | Problem::Broken
            | Problem::Busy
            | Problem::Full => todo,
        });
        ProblemView { title: Message::new(title), what: Message::new(what), todo }
    }

    /// The page that says so.
    pub fn page(self) -> Page {
        let page = Page::show(&self.view()).with_status(self.status()).unkept().without_address();
        match self {
            Problem::TooMany(wait) => {
                page.with_header("Retry-After", (wait.minutes * 60).to_string())
            }
            Problem::Busy => page.with_header("Retry-After", "60"),
            Problem::Full => page.with_header("Retry-After", "600"),
            Problem::NotFound
            | Problem::Refused
            | Problem::NotAllowed
            | Problem::TooLarge
            | Problem::Unreadable
            | Problem::Broken => page,
        }
    }
}

impl From<StoreError> for Problem {
    /// The store's own words are for the operator's log.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a page could not be made");
        match error {
            StoreError::Full => Problem::Full,
            StoreError::Busy => Problem::Busy,
            StoreError::Db(_)
            | StoreError::Unsafe(_)
            | StoreError::Corrupt(_)
            | StoreError::Forked { .. } => Problem::Broken,
        }
    }
}

impl From<Problem> for Page {
    fn from(problem: Problem) -> Page {
        problem.page()
    }
}

impl<'r> Responder<'r, 'static> for Problem {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        self.page().respond_to(request)
    }
}

/// Answers for whatever no route answered.
pub(super) fn catchers() -> Vec<Catcher> {
    catchers![not_found, refused, too_large, unreadable, too_many, broken, busy, anything_else]
}

#[catch(404)]
fn not_found() -> Problem {
    Problem::NotFound
}

#[catch(403)]
fn refused() -> Problem {
    Problem::Refused
}

#[catch(413)]
fn too_large() -> Problem {
    Problem::TooLarge
}

/// A form that cannot be read, or an address with a segment that no page knows.
#[catch(422)]
fn unreadable(request: &Request<'_>) -> Problem {
    match request.method() {
        Method::Post => Problem::Unreadable,
        _ => Problem::NotFound,
    }
}

#[catch(429)]
fn too_many() -> Problem {
    Problem::TooMany(TooMany { minutes: 1 })
}

#[catch(500)]
fn broken() -> Problem {
    Problem::Broken
}

#[catch(503)]
fn busy() -> Problem {
    Problem::Busy
}

/// Rocket's other refusals (400, 401, 405, 415 and the like) all mean that the request was not one of ours.
#[catch(default)]
fn anything_else(status: Status, _: &Request<'_>) -> (Status, Problem) {
    let problem = if status.code >= 500 { Problem::Broken } else { Problem::Unreadable };
    (status, problem)
}
