//! What a route answers: a page, or the way to another one.

use rocket::Responder;
use rocket::response::Redirect;

use super::page::Page;
use super::problem::Problem;

/// A page, or the way to another one.
#[derive(Responder)]
pub enum Answer {
    /// A page.
    Page(Box<Page>),
    /// The way to another one; a reload there repeats nothing.
    Go(Box<Redirect>),
}

/// An answer, or a page that says no.
pub type Answered = Result<Answer, Problem>;

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        Answer::Page(Box::new(page))
    }
}

impl From<Redirect> for Answer {
    fn from(redirect: Redirect) -> Self {
        Answer::Go(Box::new(redirect))
    }
}
