//! Public proposals as JSON, and the description of that (`OpenAPI` 3.1). Nothing here is not on a page as well.

use std::sync::Arc;

use rocket::http::{ContentType, Header};
use rocket::serde::json::Json;
use rocket::{State, get};
use serde::Serialize;

use super::feed::rfc3339;
use super::guard::season;
use super::list::Asked;
use crate::app::House;
use crate::app::proposals::find::{Found, PER_PAGE, find};
use crate::app::proposals::read::read;
use crate::i18n::lang::Lang;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::staff::wrong;

/// A page of proposals.
#[derive(Debug, Serialize)]
pub struct Listed {
    all: u64,
    page: u64,
    per_page: u64,
    proposals: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    number: u32,
    language: String,
    title: String,
    text: String,
    area: String,
    theme: String,
    state: String,
    /// In the smallest unit of the place's money.
    price_minor: Option<u64>,
    supports: u64,
    comments: u64,
    published: String,
    changed: String,
}

impl Line {
    fn of(found: Found) -> Self {
        let (line, text) = (found.line, found.text);
        Self {
            number: line.number,
            language: text.language,
            title: text.title,
            text: text.words,
            area: line.area,
            theme: line.theme,
            state: line.state,
            price_minor: line.price.map(morada_engine::money::Money::minor),
            supports: line.supports,
            comments: line.comments,
            published: rfc3339(line.published_at),
            changed: rfc3339(line.changed_at),
        }
    }
}

/// Lists proposals; the same questions as on the page.
#[get("/api/v1/p/<process>/proposals?<asked..>")]
pub async fn list(
    process: ProcessSlug,
    asked: Asked,
    house: &State<Arc<House>>,
) -> Result<Json<Listed>, Problem> {
    let season = season(house, &process).await?;
    let wanted = asked.wanted(&season);
    let first = season.notice.place.languages.first().cloned().unwrap_or_default();
    let language = Lang::parse(&first).unwrap_or(Lang::Pt);
    let found = find(house, season.process(), &wanted, asked.page(), language.code()).await;
    let found = found.map_err(wrong::problem)?;
    Ok(Json(Listed {
        all: found.all,
        page: found.page,
        per_page: PER_PAGE,
        proposals: found.found.into_iter().map(Line::of).collect(),
    }))
}

/// One proposal with its texts, authors and comments.
#[derive(Debug, Serialize)]
pub struct One {
    number: u32,
    state: String,
    version: u32,
    sha256: String,
    area: String,
    theme: String,
    supports: u64,
    merged_into: Option<u32>,
    texts: Vec<InLanguage>,
    authors: Vec<String>,
    comments: Vec<Comment>,
}

#[derive(Debug, Serialize)]
struct InLanguage {
    language: String,
    title: String,
    text: String,
    state: String,
    translated_by: String,
}

#[derive(Debug, Serialize)]
struct Comment {
    id: String,
    answers: Option<String>,
    side: &'static str,
    kind: &'static str,
    language: String,
    text: String,
    name: String,
    published: String,
}

/// Shows one proposal.
#[get("/api/v1/p/<process>/proposals/<number>")]
pub async fn one(
    process: ProcessSlug,
    number: u32,
    house: &State<Arc<House>>,
) -> Result<Json<One>, Problem> {
    let season = season(house, &process).await?;
    let public = read(house, &season, number).await.map_err(wrong::problem)?;
    let text = |text: crate::app::proposals::kept::ProposalText| InLanguage {
        language: text.language,
        title: text.title,
        text: text.words,
        state: text.state,
        translated_by: text.credit,
    };
    let comment = |one: crate::app::proposals::kept::Comment| Comment {
        side: one.side.name(),
        kind: one.kind.name(),
        published: rfc3339(one.published_at.unwrap_or(one.made_at)),
        id: one.id,
        answers: one.parent,
        language: one.language,
        text: one.words,
        name: one.shown,
    };
    Ok(Json(One {
        number,
        state: public.proposal.state.name().to_owned(),
        version: public.version.number,
        sha256: public.version.sha,
        area: public.proposal.area,
        theme: public.proposal.theme,
        supports: public.proposal.supports,
        merged_into: public.merged_into,
        texts: public.texts.into_iter().map(text).collect(),
        authors: public.authors.into_iter().map(|author| author.shown).collect(),
        comments: public.comments.into_iter().map(comment).collect(),
    }))
}

/// The description, kept beside the program and read by a test against the routes.
const DESCRIPTION: &str = include_str!("openapi.json");

/// Text of a kind.
#[derive(rocket::Responder)]
pub struct Described {
    body: &'static str,
    kind: ContentType,
    keeping: Header<'static>,
}

/// Describes the API.
#[get("/api/v1/openapi.json")]
pub fn description() -> Described {
    let keeping = Header::new("Cache-Control", "public, max-age=3600");
    Described { body: DESCRIPTION, kind: ContentType::JSON, keeping }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every address of the API is described, and nothing else is.
    #[test]
    fn the_description_has_every_address_and_no_other() {
        let described: serde_json::Value = serde_json::from_str(DESCRIPTION).unwrap();
        let paths: Vec<String> = described["paths"].as_object().unwrap().keys().cloned().collect();
        let mut routed: Vec<String> = super::super::routes()
            .iter()
            .map(|route| route.uri.path().replace('<', "{").replace('>', "}"))
            .filter(|path| path.starts_with("/api/"))
            .collect();
        routed.sort();
        assert_eq!(paths, routed);
    }
}
