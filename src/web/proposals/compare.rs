//! The versions of a proposal, each with its hash, and two of them side by side.

use std::sync::Arc;

use morada_engine::proposal::compare::{Piece, compare};
use rocket::{State, get};
use serde::Serialize;

use super::guard::{head, season};
use crate::app::House;
use crate::app::proposals::kept::Version;
use crate::app::proposals::read::history;
use crate::i18n::lang::{Lang, direction_of};
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::staff::wrong;

#[derive(Debug, Serialize)]
struct CompareView {
    number: u32,
    versions: Vec<VersionShown>,
}

#[derive(Debug, Serialize)]
struct VersionShown {
    number: u32,
    at: Moment,
    sha: String,
    lang: String,
    dir: &'static str,
    /// What the version before it says, and what this one says.
    before: Vec<Shown>,
    after: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Shown {
    text: String,
    kept: bool,
}

impl View for CompareView {
    const TEMPLATE: &'static str = "proposals/compare";
    fn title(&self) -> Message {
        Message::new("proposals.versions-title").count("n", u64::from(self.number))
    }
}

/// Shows how a proposal has changed.
#[get("/<lang>/p/<process>/proposals/<number>/versions")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let season = season(house, &process).await?;
    let proposal = season.public(house, number).await.map_err(wrong::problem)?;
    let all = history(house, &proposal).await.map_err(wrong::problem)?;
    let zone = &season.notice.place.time_zone;
    let mut versions: Vec<VersionShown> = Vec::new();
    for (at, version) in all.iter().enumerate() {
        let earlier = at.checked_sub(1).and_then(|at| all.get(at));
        versions.push(shown(version, earlier, zone));
    }
    versions.reverse();
    Ok(Page::show(&CompareView { number, versions }).within(head(&season, lang)))
}

fn whole(version: &Version) -> String {
    format!("{}\n{}", version.content.title, version.content.words)
}

fn shown(version: &Version, earlier: Option<&Version>, zone: &str) -> VersionShown {
    let new = whole(version);
    let old = earlier.map(whole);
    let (before, after) = old.map_or_else(
        || (Vec::new(), vec![Piece { text: new.clone(), kept: true }]),
        |old| compare(&old, &new),
    );
    let pieces = |all: Vec<Piece>| {
        all.into_iter().map(|piece| Shown { text: piece.text, kept: piece.kept }).collect()
    };
    VersionShown {
        number: version.number,
        at: Moment::new(version.made_at, zone),
        sha: version.sha.clone(),
        lang: version.content.language.clone(),
        dir: direction_of(&version.content.language).as_str(),
        before: pieces(before),
        after: pieces(after),
    }
}
