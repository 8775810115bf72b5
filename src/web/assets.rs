//! The stylesheet, fonts, pictures and the few scripts: carried inside the program, kept by browsers for a year.
//!
//! The folder's name is the hash of everything in it, so a changed file has a new address and an old page keeps
//! the files it was made with.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use rocket::http::{ContentType, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{self, Responder, Response};
use rocket::{Route, State};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "static"]
struct Files;

const STYLESHEET: &str = "morada.css";
/// The same without its fonts, for readers who asked to save data.
const LITE: &str = "morada-lite.css";

/// All static files, in memory, plain and compressed.
pub struct Assets {
    folder: String,
    hash: String,
    files: BTreeMap<String, Asset>,
}

struct Asset {
    plain: Vec<u8>,
    /// Only when it is smaller.
    gzip: Option<Vec<u8>>,
}

impl Assets {
    /// Reads the files and names the folder after their content.
    pub fn load() -> Self {
        let mut files: BTreeMap<String, Vec<u8>> = Files::iter()
            .filter_map(|path| Some((path.to_string(), Files::get(&path)?.data.into_owned())))
            .collect();
        if let Some(css) = files.get(STYLESHEET) {
            files.insert(LITE.to_owned(), without_fonts(css));
        }
        let mut hash = Sha256::new();
        for (path, bytes) in &files {
            hash.update(path.as_bytes());
            hash.update(Sha256::digest(bytes));
        }
        let hash =
            hash.finalize().iter().take(8).fold(String::new(), |h, b| h + &format!("{b:02x}"));
        let asset = |(path, plain): (String, Vec<u8>)| {
            let gzip = gzip(&plain).filter(|small| small.len() < plain.len());
            (path, Asset { plain, gzip })
        };
        Self {
            folder: format!("/static/{hash}"),
            hash,
            files: files.into_iter().map(asset).collect(),
        }
    }

    /// Start of the addresses of all static files.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Address of the stylesheet.
    pub fn stylesheet(&self) -> String {
        format!("{}/{STYLESHEET}", self.folder)
    }

    /// Address of the stylesheet for readers who asked to save data.
    pub fn stylesheet_without_fonts(&self) -> String {
        format!("{}/{LITE}", self.folder)
    }
}

/// The stylesheet without its `@font-face` rules; each of them stands on one line.
fn without_fonts(css: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(css);
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("@font-face")).collect();
    kept.join("\n").into_bytes()
}

/// `bytes` compressed; `None` if that fails, which in memory it does not.
pub(super) fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// Whether whoever asks can read compressed answers.
pub struct TakesGzip(bool);

impl TakesGzip {
    /// Whether `request` says so.
    pub(super) fn by(request: &Request<'_>) -> bool {
        let takes = |header: &str| {
            header.split(',').any(|coding| {
                let mut parts = coding.split(';').map(str::trim);
                parts.next() == Some("gzip") && !parts.any(|q| q == "q=0" || q == "q=0.0")
            })
        };
        request.headers().get("Accept-Encoding").any(takes)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for TakesGzip {
    type Error = std::convert::Infallible;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self(Self::by(request)))
    }
}

/// A static file as an answer.
pub struct File {
    bytes: Vec<u8>,
    compressed: bool,
    kind: ContentType,
}

impl<'r> Responder<'r, 'static> for File {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut answer = Response::build();
        answer
            .header(self.kind)
            .raw_header("Cache-Control", "public, max-age=31536000, immutable")
            .raw_header("Vary", "Accept-Encoding");
        if self.compressed {
            answer.raw_header("Content-Encoding", "gzip");
        }
        answer.sized_body(self.bytes.len(), std::io::Cursor::new(self.bytes)).ok()
    }
}

/// The route of the static files, ahead of the pages: `static` is no language.
pub fn routes() -> Vec<Route> {
    let mut routes = rocket::routes![file];
    for route in &mut routes {
        route.rank = -20;
    }
    routes
}

/// A static file. The hash in the address must be this build's: another build's file is not ours to give.
#[rocket::get("/static/<hash>/<path..>")]
pub fn file(
    hash: &str,
    path: PathBuf,
    gzip: TakesGzip,
    assets: &State<Assets>,
) -> Result<File, Status> {
    if hash != assets.hash {
        return Err(Status::NotFound);
    }
    let name = path.to_str().ok_or(Status::NotFound)?;
    let asset = assets.files.get(name).ok_or(Status::NotFound)?;
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let kind = ContentType::from_extension(ending).unwrap_or(ContentType::Plain);
    let small = asset.gzip.as_ref().filter(|_| gzip.0);
    Ok(File { bytes: small.unwrap_or(&asset.plain).clone(), compressed: small.is_some(), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_light_stylesheet_asks_for_no_font() {
        let assets = Assets::load();
        let css = |name: &str| String::from_utf8(assets.files[name].plain.clone()).unwrap();
        assert!(css(STYLESHEET).contains("@font-face"));
        assert!(!css(LITE).contains("@font-face"));
        assert!(!css(LITE).contains("woff2"));
        assert!(css(LITE).contains(".btn--go"));
    }

    #[test]
    fn nothing_in_the_stylesheet_comes_from_elsewhere() {
        let assets = Assets::load();
        let css = String::from_utf8(assets.files[STYLESHEET].plain.clone()).unwrap();
        let css = css.replace("http://www.w3.org/2000/svg", "");
        assert!(!css.contains("http:") && !css.contains("https:") && !css.contains("@import"));
        for url in css.split("url(").skip(1) {
            let url = url.split(')').next().unwrap();
            let ours = url.starts_with('#')
                || url.starts_with("\"data:")
                || assets.files.contains_key(url);
            assert!(ours, "{url}");
        }
    }
}
