//! What departments say of proposals, the list of it, and objections. Nothing here names a resident.

pub mod appeals;
pub mod asked;
pub mod draws;
pub mod list;
pub mod rules;

use morada_engine::ids::ElectionId;
use morada_engine::phase::Source;
use sea_orm::ConnectionTrait;

use crate::store::StoreError;
use crate::store::office::proposals::count_in_state;

/// Where the projects of a process come from, and how far that is.
pub async fn source(db: &impl ConnectionTrait, process: &ElectionId) -> Result<Source, StoreError> {
    if rules::find(db, process).await?.is_none() {
        return Ok(Source::Written);
    }
    let count = async |state: &str| {
        let count = count_in_state(db, process, state).await?;
        Ok::<u32, StoreError>(u32::try_from(count).unwrap_or(u32::MAX))
    };
    if list::find(db, process).await?.is_none() {
        let open = count("published").await?.saturating_add(count("evaluating").await?);
        return Ok(Source::Evaluating { open });
    }
    Ok(Source::Listed { unheard: count("appealed").await?, unnumbered: count("feasible").await? })
}
