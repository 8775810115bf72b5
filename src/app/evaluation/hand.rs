//! Handing a proposal to departments, each with its day.

use morada_engine::eligibility::Date;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::proposal::State;

use super::Evaluation;
use super::kept::Asked;
use crate::app::House;
use crate::app::proposals::kept::Proposal;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::evaluation::asked;

/// What is typed: the last day of each department; an empty one is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandAnswers {
    /// Department and day, as `2027-03-01`.
    pub due: Vec<(String, String)>,
}

impl HandAnswers {
    /// The days there are, and for departments that nobody was asked yet none.
    pub fn of(evaluation: &Evaluation, asked: &[Asked]) -> Self {
        let due = |department: &String| {
            let found = asked.iter().find(|asked| asked.department == *department);
            (department.clone(), found.map(|asked| asked.due_on.to_string()).unwrap_or_default())
        };
        Self { due: evaluation.rules.departments.iter().map(due).collect() }
    }

    /// A day for every department: the usual time from today.
    pub fn usual(evaluation: &Evaluation) -> Self {
        let due = evaluation.today.days_after(evaluation.rules.answer_days);
        let due = due.map(|day| day.to_string()).unwrap_or_default();
        let departments = evaluation.rules.departments.iter();
        Self { due: departments.map(|department| (department.clone(), due.clone())).collect() }
    }

    fn parse(&self, evaluation: &Evaluation) -> Result<Vec<(String, Option<Date>)>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut days = Vec::new();
        for (at, department) in evaluation.rules.departments.iter().enumerate() {
            let typed = self.due.iter().find(|(name, _)| name == department);
            let typed = typed.map_or("", |(_, day)| day.trim());
            if typed.is_empty() {
                days.push((department.clone(), None));
                continue;
            }
            match Date::parse(typed) {
                Ok(day) => days.push((department.clone(), Some(day))),
                Err(_) => faults.push(Fault::new(format!("due-{at}"), Wrong::NotADay)),
            }
        }
        if faults.is_empty() && days.iter().all(|(_, day)| day.is_none()) {
            faults.push(Fault::new("due-0", Wrong::NothingChosen));
        }
        if faults.is_empty() { Ok(days) } else { Err(faults) }
    }
}

/// Asks departments about a proposal, or gives them other days. A day in the past is taken only where it stands
/// already; a department that has answered stays asked.
///
/// # Errors
/// [`DeskError::Faulty`] without any department, or when it is not being evaluated.
pub async fn hand(
    house: &House,
    permit: &Permit<DraftBallot>,
    evaluation: &Evaluation,
    proposal: &Proposal,
    typed: &HandAnswers,
) -> Result<(), DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let (process, today) = (evaluation.process(), evaluation.today);
    if proposal.state != State::Evaluating {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let days = typed.parse(evaluation).map_err(DeskError::Faulty)?;
    in_one_step(house, async |tx| {
        let before = asked::of_proposal(tx, process, &proposal.id).await?;
        for (at, (department, day)) in days.iter().enumerate() {
            let known = before.iter().find(|asked| asked.department == *department);
            let field = format!("due-{at}");
            match (day, known) {
                (Some(due_on), Some(known)) if *due_on == known.due_on => {}
                (Some(due_on), _) if *due_on < today => {
                    return Err(DeskError::fault(field, Wrong::DayIsPast));
                }
                (Some(due_on), _) => {
                    let asked = Asked {
                        proposal: proposal.id.clone(),
                        department: department.clone(),
                        asked_on: today,
                        due_on: *due_on,
                        answer: None,
                    };
                    asked::ask(tx, process, &asked).await?;
                }
                (None, None) => {}
                (None, Some(_)) => {
                    if !asked::ask_no_more(tx, process, &proposal.id, department).await? {
                        return Err(DeskError::fault(field, Wrong::AnsweredBefore));
                    }
                }
            }
        }
        let number = proposal.number.unwrap_or_default();
        note(house, tx, by, Some(process), &Entry::ProposalHandedOn { proposal: number }).await
    })
    .await
}
