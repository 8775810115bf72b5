//! Every public proposal as a table, written piece by piece: memory does not grow with their number.

use std::sync::Arc;

use rocket::http::{ContentType, Header};
use rocket::response::stream::TextStream;
use rocket::{State, get};

use super::feed::rfc3339;
use super::guard::season;
use crate::app::House;
use crate::app::proposals::find::{Found, after};
use crate::i18n::lang::Lang;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// Rows that are read at once.
const PIECE: u64 = 200;

/// A table that is being written.
#[derive(rocket::Responder)]
pub struct Table<S> {
    body: S,
    kind: ContentType,
    disposition: Header<'static>,
}

/// One cell. What a spreadsheet would take for a formula gets an apostrophe in front (TRUST.md S8).
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = text.replace('"', "\"\"");
    if formula { format!("\"'{text}\"") } else { format!("\"{text}\"") }
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

fn row_of(found: &Found, exponent: u32) -> String {
    let (line, text) = (&found.line, &found.text);
    let price = line.price.map(|price| price.decimal(exponent)).unwrap_or_default();
    row(&[
        &line.number.to_string(),
        &text.language,
        &text.title,
        &text.words,
        &line.area,
        &line.theme,
        &line.state,
        &price,
        &line.supports.to_string(),
        &line.comments.to_string(),
        &rfc3339(line.published_at),
    ])
}

/// The proposals as CSV (RFC 4180).
#[get("/<lang>/p/<process>/proposals.csv")]
pub async fn table(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Table<TextStream![String]>, Problem> {
    let season = season(house, &process).await?;
    let house = Arc::clone(house);
    let exponent = season.notice.place.currency_exponent;
    let body = TextStream! {
        yield row(&["number", "language", "title", "text", "area", "theme", "state", "price",
                    "supports", "comments", "published"]);
        let mut last = 0;
        loop {
            let piece = after(&house, season.process(), last, PIECE, lang.code()).await;
            let Ok(piece) = piece else { break };
            let Some(end) = piece.last() else { break };
            last = end.line.number;
            let rows: String = piece.iter().map(|found| row_of(found, exponent)).collect();
            yield rows;
        }
    };
    Ok(Table {
        body,
        kind: ContentType::new("text", "csv").with_params(("charset", "utf-8")),
        disposition: Header::new("Content-Disposition", "attachment; filename=\"proposals.csv\""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_become_a_formula_or_end_its_row() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        for start in ["+", "-", "@", "\t", "\r"] {
            assert!(cell(&format!("{start}x")).starts_with("\"'"), "{start:?}");
        }
        assert_eq!(cell("a\",\"b"), "\"a\"\",\"\"b\"");
        assert_eq!(row(&["1", "Rua das Flores, 3"]), "\"1\",\"Rua das Flores, 3\"\r\n");
    }
}
