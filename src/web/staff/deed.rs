//! What a form of the desk leads to: a deed and the way on, or the same form again with what was typed.

use std::future::Future;
use std::pin::Pin;

use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;

use super::sheet::Sheet;
use super::typed::Typed;
use super::{AtDesk, wrong};
use crate::app::House;
use crate::app::staff::{DeskError, permits};
use crate::web::answer::Answered;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// A deed on the draft of a process, with the permit that it takes.
pub async fn drafting<T>(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    deed: impl AsyncFnOnce(Permit<DraftBallot>) -> Result<T, DeskError>,
) -> Result<T, DeskError> {
    deed(permits::permit(house, &who.0, &process.0).await?).await
}

/// Does `deed` and goes `on`, or shows the form `again` with what must be put right.
///
/// The language row sends the form as well, to the same page in the other language, so that nothing
/// typed is lost. Then nothing is done: a future that nobody awaits does nothing.
pub fn answer<T>(
    typed: &Typed,
    deed: impl Future<Output = Result<T, DeskError>>,
    on: impl FnOnce(T) -> Redirect,
    again: impl AsyncFnOnce(Faults) -> Result<Sheet, Problem>,
) -> Pin<Box<impl Future<Output = Answered>>> {
    Box::pin(async move {
        let faults = if typed.only_speaks_another_language() {
            Faults::none()
        } else {
            match deed.await {
                Ok(done) => return Ok(on(done).into()),
                Err(error) => wrong::faults(error)?,
            }
        };
        Ok(again(faults).await?.into())
    })
}
