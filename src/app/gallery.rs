//! The faces of projects, for pages that must not ask the office: motif and pictogram of each project.
//!
//! Voting needs the urn alone, so the ballot's request never touches the office. What the ballot shows beyond the
//! sealed papers is looked up here, in memory, filled by a walk of its own. Without the office (a hardened set-up)
//! the gallery is empty and every project has the face that its number and theme give it.
//!
//! The walk is nobody's request, so it may knock at both doors: it also hangs up the notices of sealed elections that
//! the office does not know, so that a box without its office still has a first page.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use morada_engine::ids::{ContestId, ElectionId, OptionId};

use super::notice_board::{Notice, from_papers};
use super::{House, public_election, public_elections};
use crate::store::StoreError;
use crate::store::office::{processes, projects};

/// What a project looks like, beyond the sealed papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// Which of the eight tile motifs it has, 0 to 7.
    pub motif: u32,
    /// Name of its pictogram, or empty.
    pub pictogram: String,
}

type Rooms = BTreeMap<(ElectionId, ContestId), Arc<BTreeMap<OptionId, Portrait>>>;

/// The portraits of all projects, and the notices of elections that the office does not know.
#[derive(Debug, Default)]
pub struct Gallery {
    rooms: RwLock<Rooms>,
    notices: RwLock<BTreeMap<ElectionId, Notice>>,
}

impl Gallery {
    /// The notice that the sealed papers give of an election the office does not know.
    pub(super) fn notice(&self, election: &ElectionId) -> Option<Notice> {
        self.notices.read().unwrap_or_else(PoisonError::into_inner).get(election).cloned()
    }

    /// All such notices.
    pub(super) fn notices(&self) -> Vec<Notice> {
        self.notices.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The portraits of a contest's projects; empty where the office is not known.
    pub fn of(
        &self,
        election: &ElectionId,
        contest: &ContestId,
    ) -> Arc<BTreeMap<OptionId, Portrait>> {
        let rooms = self.rooms.read().unwrap_or_else(PoisonError::into_inner);
        rooms.get(&(election.clone(), contest.clone())).cloned().unwrap_or_default()
    }
}

/// Walks until the program ends.
pub async fn run(house: &House) {
    loop {
        if let Err(error) = walk(house).await {
            tracing::error!("the gallery keeps its old portraits: {error}");
        }
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}

/// Hangs portraits and notices anew.
///
/// # Errors
/// [`StoreError`]; the old portraits stay.
pub async fn walk(house: &House) -> Result<(), StoreError> {
    let db = house.office.reader();
    let mut rooms = Rooms::new();
    for process in processes::all(db).await? {
        for (contest, projects) in projects::of_process(db, &process.id).await? {
            let portraits = projects.into_iter().map(|project| {
                let portrait = Portrait { motif: project.motif, pictogram: project.pictogram };
                (project.id, portrait)
            });
            rooms.insert((process.id.clone(), contest), Arc::new(portraits.collect()));
        }
    }
    let mut notices = BTreeMap::new();
    for (election, _) in public_elections(house).await? {
        if processes::find(db, &election).await?.is_none()
            && let Some(public) = public_election(house, &election).await?
        {
            notices.insert(election, from_papers(&public, house.now())?);
        }
    }
    *house.gallery.rooms.write().unwrap_or_else(PoisonError::into_inner) = rooms;
    *house.gallery.notices.write().unwrap_or_else(PoisonError::into_inner) = notices;
    Ok(())
}
