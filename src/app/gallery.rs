//! The faces of projects, for pages that must not ask the office: motif, pictogram and summary of each project.
//!
//! Voting needs the urn alone, so the ballot's request never touches the office. What the ballot shows beyond the
//! sealed papers is looked up here, in memory, filled by a walk of its own. Without the office (a hardened set-up)
//! the gallery is empty and every project has the face that its number and theme give it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use morada_engine::ids::{ContestId, ElectionId, OptionId};

use super::House;
use super::notice_board::told::ProjectText;
use crate::store::StoreError;
use crate::store::office::{processes, projects};

/// What a project looks like and says, beyond the sealed papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// Which of the eight tile motifs it has, 0 to 7.
    pub motif: u32,
    /// Name of its pictogram, or empty.
    pub pictogram: String,
    /// Its texts, one per language.
    pub texts: Vec<ProjectText>,
}

type Rooms = BTreeMap<(ElectionId, ContestId), Arc<BTreeMap<OptionId, Portrait>>>;

/// The portraits of all projects.
#[derive(Debug, Default)]
pub struct Gallery(RwLock<Rooms>);

impl Gallery {
    /// The portraits of a contest's projects; empty where the office is not known.
    pub fn of(
        &self,
        election: &ElectionId,
        contest: &ContestId,
    ) -> Arc<BTreeMap<OptionId, Portrait>> {
        let rooms = self.0.read().unwrap_or_else(PoisonError::into_inner);
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

/// Hangs the portraits of every process anew.
///
/// # Errors
/// [`StoreError`]; the old portraits stay.
pub async fn walk(house: &House) -> Result<(), StoreError> {
    let db = house.office.reader();
    let mut rooms = Rooms::new();
    for process in processes::all(db).await? {
        for (contest, projects) in projects::of_process(db, &process.id).await? {
            let portraits = projects.into_iter().map(|project| {
                let portrait = Portrait {
                    motif: project.motif,
                    pictogram: project.pictogram,
                    texts: project.texts,
                };
                (project.id, portrait)
            });
            rooms.insert((process.id.clone(), contest), Arc::new(portraits.collect()));
        }
    }
    *house.gallery.0.write().unwrap_or_else(PoisonError::into_inner) = rooms;
    Ok(())
}
