//! What the trustees look at before they open anything, as one archive. It needs the urn alone, and
//! every byte of it is public: whoever doubts that only ballots that count are opened looks here.

use std::sync::Arc;

use rocket::{State, get};

use super::audit::{Download, packed};
use crate::app::{House, for_trustees};
use crate::i18n::lang::Lang;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// The closed ledger and what is asked of the trustees, between the close and the count.
#[get("/<_lang>/p/<process>/audit/trustees.zip")]
pub async fn archive(
    _lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    let files = for_trustees(house, &process.0).await?.ok_or(Problem::NotFound)?;
    packed(&files, "trustees.zip")
}
