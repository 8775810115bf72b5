//! The demo's council elections: the secretary hands their files in.

use super::desk::Desk;
use super::{SeedError, story};
use crate::app::archive::import::{ElectionAnswers, keep_election};
use crate::app::staff::permits;

/// Who keeps the council's papers.
const SECRETARY: &str = "sofia";

impl Desk<'_> {
    /// Keeps the elections of `seeds/lisbon/council.toml`.
    pub async fn keep_elections(&self) -> Result<(), SeedError> {
        let sofia = self.who(SECRETARY).await?;
        let permit = permits::permit_in_own_place(&sofia, &self.place)?;
        for election in story::council()?.election {
            let file = story::file(&election.file)?;
            let typed = ElectionAnswers {
                id: election.id,
                title: election.title.into_iter().collect(),
                day: election.day,
                rule: election.rule,
                lot_order: String::new(),
                file: file.to_vec(),
            };
            keep_election(self.house, &permit, &typed).await?;
        }
        Ok(())
    }
}
