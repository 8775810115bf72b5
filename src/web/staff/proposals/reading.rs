//! What every moderator's page begins with, and what it says of a refusal.

use morada_engine::permit::Permit;
use morada_engine::permit::act::HideContent;
use morada_engine::proposal::Ground;

use super::overview::works_here;
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::kept::Decision;
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::message::Message;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::proposals::ground;
use crate::web::roll::words::said;
use crate::web::staff::sheet::Section;
use crate::web::staff::{AtDesk, wrong};

/// A process that takes proposals, and the permit of a moderator who reads them.
pub struct Reading {
    /// The process as it is set up.
    pub setup: Setup,
    /// To publish or to hide.
    pub permit: Permit<HideContent>,
    /// The process as it takes proposals.
    pub season: Season,
}

impl Reading {
    /// For somebody who moderates there; to others the page is not there, or not theirs.
    pub async fn by(who: &AtDesk, house: &House, process: &ProcessSlug) -> Result<Self, Problem> {
        let setup = works_here(house, who, process).await?;
        let permit = permits::permit(house, &who.0, &process.0).await.map_err(wrong::problem)?;
        let season = Season::load(house, &process.0).await.map_err(wrong::problem)?;
        Ok(Self { setup, permit, season })
    }
}

/// Why something was refused: the ground, and the words of whoever refused it.
pub fn reason(decision: &Decision) -> Section {
    let why = Ground::from_name(&decision.ground).map(ground);
    Section::new(Message::new("proposals.second-reason"))
        .paragraph(why.unwrap_or_else(|| said("")))
        .paragraph(said(&decision.words))
}
