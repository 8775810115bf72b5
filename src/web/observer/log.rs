//! The ledger as a public log that any client of c2sp.org/tlog-tiles reads: no language, no page, plain files.
//!
//! Also what a witness needs: the proof from what they signed last, and the address that takes their line.

use std::path::PathBuf;
use std::sync::Arc;

use morada_engine::ledger::tile::{Tile, TileContent, WIDTH};
use rocket::http::{ContentType, Header};
use rocket::{Responder, Route, State, get, routes};

use crate::app::{House, signed_head, tiles};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// Tiles never change: a partial one has its width in its name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The routes of the log, ahead of the pages: `log` is no language.
pub fn log_routes() -> Vec<Route> {
    let mut routes = routes![checkpoint, proof, file];
    for route in &mut routes {
        route.rank = -10;
    }
    routes
}

/// A tile as an answer.
#[derive(Responder)]
pub struct TileFile {
    bytes: Vec<u8>,
    kind: ContentType,
    keeping: Header<'static>,
}

/// The last checkpoint with its cosignatures.
#[get("/log/<process>/checkpoint")]
pub async fn checkpoint(
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<(ContentType, String), Problem> {
    let head = signed_head(house, &process.0).await?.ok_or(Problem::NotFound)?;
    Ok((ContentType::Plain, head.note))
}

/// The proof from the checkpoint of `old` leaves to the last one, for a witness.
#[get("/log/<process>/proof/<old>")]
pub async fn proof(
    process: ProcessSlug,
    old: u64,
    house: &State<Arc<House>>,
) -> Result<(ContentType, String), Problem> {
    let text = tiles::consistency(house, &process.0, old).await?.ok_or(Problem::NotFound)?;
    Ok((ContentType::Plain, text))
}

/// One tile, or one bundle of entries.
#[get("/log/<process>/tile/<path..>")]
pub async fn file(
    process: ProcessSlug,
    path: PathBuf,
    house: &State<Arc<House>>,
) -> Result<TileFile, Problem> {
    let tile = path.to_str().and_then(Tile::parse).ok_or(Problem::NotFound)?;
    let bytes = tiles::tile(house, &process.0, tile).await?.ok_or(Problem::NotFound)?;
    debug_assert!(tile.what == TileContent::Entries || bytes.len() as u64 <= 32 * WIDTH);
    let keeping = Header::new("Cache-Control", FOR_EVER);
    Ok(TileFile { bytes, kind: ContentType::Binary, keeping })
}
