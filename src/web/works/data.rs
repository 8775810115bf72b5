//! The works of a place as open data.

use std::sync::Arc;

use rocket::http::{ContentType, Header};
use rocket::{State, get};

use super::of_place::load;
use crate::app::House;
use crate::app::works::open_data;
use crate::i18n::lang::Lang;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;

/// A file to take away.
#[derive(rocket::Responder)]
pub struct Download {
    body: String,
    kind: ContentType,
    disposition: Header<'static>,
}

fn download(body: String, kind: ContentType, file: &'static str) -> Download {
    let disposition = format!("attachment; filename=\"{file}\"");
    Download { body, kind, disposition: Header::new("Content-Disposition", disposition) }
}

/// One line per funded project.
#[get("/<_lang>/works/<place>/works.csv")]
pub async fn table(
    _lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    let (place, outcomes) = load(house, &place).await?;
    Ok(download(open_data::table(&place, &outcomes)?, ContentType::CSV, "works.csv"))
}

/// Everything, with every entry of every record.
#[get("/<_lang>/works/<place>/works.json")]
pub async fn document(
    _lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    let (place, outcomes) = load(house, &place).await?;
    let document = open_data::document(&place, &outcomes);
    let body = serde_json::to_string_pretty(&document).map_err(|_| Problem::Broken)?;
    Ok(download(body, ContentType::JSON, "works.json"))
}
