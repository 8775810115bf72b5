//! A process in which residents propose: its rules, and what may be done there now.

use std::sync::Arc;

use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::phase::Phase;
use morada_engine::proposal::{Refusal, State, Step, take};
use morada_engine::time::Timestamp;

use super::kept::ProposalRules;
use crate::app::House;
use crate::app::notice_board::{Notice, notice};
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::proposals::{self, Proposal};

/// A process and how it takes proposals.
#[derive(Debug, Clone)]
pub struct Season {
    /// What everybody may know of the process.
    pub notice: Arc<Notice>,
    /// Its rules of proposing.
    pub rules: ProposalRules,
}

impl Season {
    /// Loads the process.
    ///
    /// # Errors
    /// [`DeskError::Unknown`] when only staff may see it, or it takes no proposals.
    pub async fn load(house: &House, process: &ElectionId) -> Result<Self, DeskError> {
        let rules = proposals::rules::find(house.office.reader(), process).await?;
        let rules = rules.ok_or(DeskError::Unknown)?;
        let notice = notice(house, process).await?.ok_or(DeskError::Unknown)?;
        Ok(Self { notice: Arc::new(notice), rules })
    }

    /// Whether a process takes proposals at all.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn is_one(house: &House, process: &ElectionId) -> Result<bool, DeskError> {
        Ok(proposals::rules::find(house.office.reader(), process).await?.is_some())
    }

    /// The process.
    pub fn process(&self) -> &ElectionId {
        &self.notice.process.id
    }

    /// The phase it is in.
    pub fn phase(&self) -> Phase {
        self.notice.standing.phase
    }

    /// Whether proposals are taken now.
    pub fn takes_proposals(&self) -> bool {
        self.phase() == Phase::Accepting
    }

    /// Whether authors write: what was sent in time and came back may be changed as long as moderators read.
    pub fn takes_words(&self, state: &State) -> bool {
        let last = if *state == State::Returned { Phase::Evaluating } else { Phase::Reviewing };
        self.phase() <= last
    }

    /// Whether residents support proposals now. A calendar without a phase for it takes support while it takes
    /// proposals.
    pub fn takes_support(&self) -> bool {
        let now = self.phase();
        let has_one = self.notice.calendar.starts_at(Phase::Supporting).is_some();
        now == Phase::Supporting || (!has_one && matches!(now, Phase::Accepting | Phase::Reviewing))
    }

    /// Whether residents discuss proposals now: from the first one until the list is final.
    pub fn takes_comments(&self) -> bool {
        (Phase::Accepting..=Phase::Appeals).contains(&self.phase())
    }

    /// Whether support is over for good.
    pub fn support_is_over(&self) -> bool {
        let now = self.phase();
        if self.notice.calendar.starts_at(Phase::Supporting).is_some() {
            now > Phase::Supporting
        } else {
            now > Phase::Reviewing
        }
    }

    /// People who must support a proposal for it to go on; 0 asks nothing. Of one that was published when support
    /// was over nothing is asked: that it was read so late is the moderators' fault and not its authors'.
    pub fn asked_of(&self, proposal: &Proposal) -> u64 {
        let calendar = &self.notice.calendar;
        let last = if calendar.starts_at(Phase::Supporting).is_some() {
            Phase::Supporting
        } else {
            Phase::Reviewing
        };
        match (proposal.published_at, calendar.ends_at(last)) {
            (Some(published), Some(end)) if published >= end => 0,
            _ => u64::from(self.rules.threshold),
        }
    }

    /// Whether the list is final: nobody joins, answers or makes rules for it any more.
    pub fn list_is_final(&self) -> bool {
        self.phase() > Phase::Appeals
    }

    /// Whether nothing becomes part of anything any more.
    pub fn merging_is_over(&self) -> bool {
        self.phase() > Phase::Appeals
    }

    /// The first second after the phase in which proposals are taken.
    pub fn proposals_until(&self) -> Option<Timestamp> {
        self.notice.calendar.ends_at(Phase::Accepting)
    }

    /// The state after `step`.
    ///
    /// # Errors
    /// [`DeskError::Faulty`] with the engine's reason.
    pub fn after(&self, state: &State, step: &Step) -> Result<State, DeskError> {
        take(state, step, self.phase()).map_err(not_taken)
    }

    /// The proposal of a number, if everybody may read it.
    ///
    /// # Errors
    /// [`DeskError::Unknown`].
    pub async fn public(&self, house: &House, number: u32) -> Result<Proposal, DeskError> {
        let found = proposals::by_number(house.office.reader(), self.process(), number).await?;
        found.filter(|found| found.state.is_public()).ok_or(DeskError::Unknown)
    }

    /// The proposal of an id in this process.
    ///
    /// # Errors
    /// [`DeskError::Unknown`].
    pub async fn any(&self, house: &House, id: &str) -> Result<Proposal, DeskError> {
        let id = ProposalId::parse(id).map_err(|_| DeskError::Unknown)?;
        let found = proposals::find(house.office.reader(), &id).await?;
        found.filter(|found| found.process == *self.process()).ok_or(DeskError::Unknown)
    }
}

/// A step that is not taken, told at the top of the form.
pub fn not_taken(refusal: Refusal) -> DeskError {
    DeskError::fault("main", Wrong::Step(refusal))
}
