//! A process whose proposals are evaluated by departments.

use std::collections::BTreeSet;

use morada_engine::eligibility::Date;
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::permission::{Act, Grant};
use morada_engine::proposal::evaluation::{Finding, Open, conclude};

use super::kept::{Asked, EvaluationRules};
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::roll::keeping::today_in;
use crate::app::staff::DeskError;
use crate::store::office::evaluation::rules;
use crate::store::office::staff;

/// A process, by which rules it evaluates, and what day it is there.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The process and how it takes proposals.
    pub season: Season,
    /// The departments and their checklist.
    pub rules: EvaluationRules,
    /// Today, where the process is.
    pub today: Date,
}

impl Evaluation {
    /// Loads the process.
    ///
    /// # Errors
    /// [`DeskError::Unknown`] when it takes no proposals, or no department evaluates them.
    pub async fn load(house: &House, process: &ElectionId) -> Result<Self, DeskError> {
        let season = Season::load(house, process).await?;
        let rules = rules::find(house.office.reader(), process).await?;
        let rules = rules.ok_or(DeskError::Unknown)?;
        let today = today_in(house, &season.notice.place.time_zone);
        Ok(Self { season, rules, today })
    }

    /// The process.
    pub fn process(&self) -> &ElectionId {
        self.season.process()
    }

    /// What follows from what was answered so far.
    ///
    /// # Errors
    /// [`Open`], what is missing.
    pub fn conclude(&self, asked: &[Asked]) -> Result<Finding, Open> {
        let criteria: Vec<String> =
            self.rules.criteria.iter().map(|line| line.name.clone()).collect();
        let answers: Vec<_> =
            asked.iter().map(|one| one.answer.as_ref().map(|answer| &answer.report)).collect();
        conclude(&criteria, &answers)
    }

    /// Whether a department is late: its day is over, and it has not answered.
    pub fn is_late(&self, asked: &Asked) -> bool {
        asked.answer.is_none() && self.today > asked.due_on
    }
}

/// Whether departments evaluate the proposals of a process.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn evaluated(house: &House, process: &ElectionId) -> Result<bool, DeskError> {
    Ok(rules::find(house.office.reader(), process).await?.is_some())
}

/// The teams of a place in which somebody can report on proposals.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn departments(house: &House, place: &PlaceId) -> Result<Vec<String>, DeskError> {
    let reports = |account: &&staff::Account| {
        account.disabled_at.is_none()
            && account.roles.iter().any(|held| {
                Act::ReportFeasibility.grant(held.role) != Grant::Refused
                    && held.place.as_ref().is_none_or(|own| own == place)
            })
    };
    let accounts = staff::all(house.office.reader()).await?;
    let teams: BTreeSet<String> =
        accounts.iter().filter(reports).map(|account| account.team.clone()).collect();
    Ok(teams.into_iter().collect())
}
