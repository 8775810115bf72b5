//! What a department says of a proposal: a verdict with a reason on each criterion, and what it costs.

use morada_engine::money::Money;
use morada_engine::permit::Permit;
use morada_engine::permit::act::ReportFeasibility;
use morada_engine::proposal::State;
use morada_engine::proposal::evaluation::{Estimate, Judged, Report, Verdict};

use super::Evaluation;
use super::kept::{Answer, Asked};
use crate::app::House;
use crate::app::proposals::kept::Proposal;
use crate::app::proposals::{clean, text};
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::money;
use crate::app::staff::{DeskError, Fault, SignedIn, Wrong, permits};
use crate::store::office::evaluation::asked;

/// The most signs of a reason.
pub const MOST_REASON: usize = 1_000;
/// The most that is taken as a cost, in minor units: more than any town spends.
const MOST_COST: u64 = 1_000_000_000_000;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportAnswers {
    /// Verdict and reason of each criterion, in the order of the checklist.
    pub judged: Vec<(String, String)>,
    /// The least it can cost.
    pub lowest: String,
    /// What it probably costs.
    pub likely: String,
    /// The most it can cost.
    pub highest: String,
    /// What it costs every year.
    pub upkeep: String,
}

/// A proposal before somebody of a department that was asked about it.
#[derive(Debug)]
pub struct Reporting {
    /// The process.
    pub evaluation: Evaluation,
    /// The proposal.
    pub proposal: Proposal,
    /// What the department was asked, and what it has said.
    pub asked: Asked,
    permit: Permit<ReportFeasibility>,
}

impl Reporting {
    /// Opens a proposal for whoever may report on it: anybody of a department that was asked.
    ///
    /// # Errors
    /// [`DeskError::Refused`] by the table, [`DeskError::Unknown`] when their department was not asked.
    pub async fn open(
        house: &House,
        who: &SignedIn,
        evaluation: Evaluation,
        number: u32,
    ) -> Result<Self, DeskError> {
        let process = evaluation.process();
        let permit = permits::permit_for_assigned(house, who, process).await?;
        let proposal = evaluation.season.public(house, number).await?;
        let all = asked::of_proposal(house.office.reader(), process, &proposal.id).await?;
        let own = all.into_iter().find(|asked| asked.department == who.account().team);
        Ok(Self { asked: own.ok_or(DeskError::Unknown)?, evaluation, proposal, permit })
    }

    /// Whether the department can say something, or something else.
    pub fn is_open(&self) -> bool {
        self.proposal.state == State::Evaluating
    }
}

impl ReportAnswers {
    /// The answers that a report would have given; empty ones without a report.
    pub fn of(reporting: &Reporting) -> Self {
        let exponent = reporting.evaluation.season.notice.place.currency_exponent;
        let report = reporting.asked.answer.as_ref().map(|answer| &answer.report);
        let judged = reporting.evaluation.rules.criteria.iter().map(|line| {
            let found = report.and_then(|report| {
                report.judged.iter().find(|judged| judged.criterion == line.name)
            });
            found.map_or_else(Default::default, |judged| {
                (judged.verdict.name().to_owned(), judged.reason.clone())
            })
        });
        let estimate = report.and_then(|report| report.estimate);
        let sum = |of: fn(&Estimate) -> Money| {
            estimate.map(|estimate| of(&estimate).decimal(exponent)).unwrap_or_default()
        };
        Self {
            judged: judged.collect(),
            lowest: sum(Estimate::lowest),
            likely: sum(Estimate::likely),
            highest: sum(Estimate::highest),
            upkeep: sum(Estimate::upkeep),
        }
    }

    fn parse(&self, evaluation: &Evaluation, language: &str) -> Result<Report, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut judged = Vec::new();
        let none = (String::new(), String::new());
        for (at, line) in evaluation.rules.criteria.iter().enumerate() {
            let (verdict, reason) = self.judged.get(at).unwrap_or(&none);
            let Some(verdict) = Verdict::from_name(verdict) else {
                faults.push(Fault::new(format!("verdict-{}", line.name), Wrong::NothingChosen));
                continue;
            };
            // Whoever does not judge it need not say why; whoever does, says it to everybody.
            let silent = verdict == Verdict::NotOurs && clean(reason).is_empty();
            if !silent {
                faults.extend(text(&format!("reason-{}", line.name), reason, MOST_REASON));
            }
            let reason = clean(reason);
            judged.push(Judged { criterion: line.name.clone(), verdict, reason });
        }
        let exponent = evaluation.season.notice.place.currency_exponent;
        let estimate = self.estimate(exponent, &mut faults);
        if faults.is_empty() {
            Ok(Report { judged, estimate, language: language.to_owned() })
        } else {
            Err(faults)
        }
    }

    /// The costs: all four or none.
    fn estimate(&self, exponent: u32, faults: &mut Vec<Fault>) -> Option<Estimate> {
        let typed = [
            ("lowest", &self.lowest),
            ("likely", &self.likely),
            ("highest", &self.highest),
            ("upkeep", &self.upkeep),
        ];
        if typed.iter().all(|(_, typed)| typed.trim().is_empty()) {
            return None;
        }
        let mut sum = |(field, typed): (&str, &String)| match money(field, typed, exponent) {
            Ok(sum) if sum.minor() <= MOST_COST => Some(sum),
            Ok(_) => {
                faults.push(Fault::new(field, Wrong::NotMoney));
                None
            }
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        let [lowest, likely, highest, upkeep] = typed.map(&mut sum);
        let (lowest, likely, highest, upkeep) = (lowest?, likely?, highest?, upkeep?);
        let estimate = Estimate::new(lowest, likely, highest, upkeep);
        if estimate.is_err() {
            faults.push(Fault::new("likely", Wrong::CostsOutOfOrder));
        }
        estimate.ok()
    }
}

/// Says it for the department. Nobody outside the desk reads it before the provisional list is public; until then
/// the department may say something else.
///
/// # Errors
/// [`DeskError::Faulty`]; [`DeskError::Frozen`] once the list is public; [`DeskError::Stale`] when a colleague was
/// faster.
pub async fn report(
    house: &House,
    reporting: &Reporting,
    typed: &ReportAnswers,
    language: &str,
) -> Result<(), DeskError> {
    if !reporting.is_open() {
        return Err(DeskError::Frozen);
    }
    let (process, asked) = (reporting.evaluation.process(), &reporting.asked);
    let by = reporting.permit.by().first().ok_or(DeskError::Unknown)?;
    let report = typed.parse(&reporting.evaluation, language).map_err(DeskError::Faulty)?;
    let answer = Answer { at: house.now(), staff: by.clone(), report };
    let number = reporting.proposal.number.unwrap_or_default();
    in_one_step(house, async |tx| {
        if !asked::answer(tx, process, asked, &answer).await? {
            return Err(DeskError::Stale);
        }
        let entry = Entry::ProposalReported { proposal: number, department: &asked.department };
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}
