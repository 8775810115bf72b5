//! Evaluation: what each department says of each criterion, what it costs, and what follows from it.
//!
//! Source: UX.md S5, PEERS.md 1.2 (a verdict per criterion, lowest, likely and highest cost, upkeep). One criterion
//! that is not met is enough for a no; a criterion that nobody has judged leaves the question open.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Criterion;
use crate::money::Money;

/// What a department says of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// Another department has to say.
    NotOurs,
}

impl Verdict {
    /// All three, in the order of forms.
    pub const ALL: [Verdict; 3] = [Verdict::Met, Verdict::NotMet, Verdict::NotOurs];

    /// The verdict's name in tables, forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::NotMet => "not_met",
            Verdict::NotOurs => "not_ours",
        }
    }

    /// The verdict of that name.
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// A verdict on one criterion, with its public reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The criterion's name in the checklist.
    pub criterion: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in words for everybody; may be empty when the department does not judge it.
    pub reason: String,
}

/// What a department thinks its part costs, in minor units. Only [`Estimate::new`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    lowest: Money,
    likely: Money,
    highest: Money,
    upkeep: Money,
}

/// The likely cost is below the lowest, or the highest below the likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the lowest cost is at most the likely one, and that at most the highest")]
pub struct OutOfOrder;

impl Estimate {
    /// A cost of at least `lowest`, probably `likely` and at most `highest`, and `upkeep` every year.
    ///
    /// # Errors
    /// [`OutOfOrder`] unless `lowest <= likely <= highest`.
    pub fn new(
        lowest: Money,
        likely: Money,
        highest: Money,
        upkeep: Money,
    ) -> Result<Self, OutOfOrder> {
        if lowest <= likely && likely <= highest {
            Ok(Self { lowest, likely, highest, upkeep })
        } else {
            Err(OutOfOrder)
        }
    }

    /// The least it can cost.
    pub const fn lowest(&self) -> Money {
        self.lowest
    }

    /// What it probably costs. The sum of these is the price on the ballot.
    pub const fn likely(&self) -> Money {
        self.likely
    }

    /// The most it can cost.
    pub const fn highest(&self) -> Money {
        self.highest
    }

    /// What it costs every year once it is there.
    pub const fn upkeep(&self) -> Money {
        self.upkeep
    }
}

/// What one department says of one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// A verdict on each criterion of the checklist, in its order.
    pub judged: Vec<Judged>,
    /// What its part costs; nothing when it builds no part of it.
    pub estimate: Option<Estimate>,
    /// The language of the reasons, BCP 47.
    pub language: String,
}

/// What follows from all reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It can be built, for how much.
    Feasible {
        /// The likely costs of all departments together.
        price: Money,
    },
    /// It cannot.
    Infeasible {
        /// The criteria that are not met; one that two departments deny stands twice.
        unmet: Vec<Criterion>,
    },
}

/// Why nothing follows yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Open {
    /// Nobody was asked.
    #[error("no department was asked")]
    NobodyAsked,
    /// So many departments have not answered.
    #[error("{0} departments have not answered")]
    NotAnswered(usize),
    /// Every department says that others have to judge it.
    #[error("nobody has judged the criterion {0}")]
    NobodyJudged(String),
    /// It could be built, and nobody says for how much.
    #[error("nobody has said what it costs")]
    NoPrice,
}

/// What follows from the answers of all departments that were asked, under a checklist of criteria.
///
/// # Errors
/// [`Open`], the first thing that is missing.
pub fn conclude(criteria: &[String], answers: &[Option<&Report>]) -> Result<Finding, Open> {
    if answers.is_empty() {
        return Err(Open::NobodyAsked);
    }
    let reports: Vec<&Report> = answers.iter().flatten().copied().collect();
    if reports.len() < answers.len() {
        return Err(Open::NotAnswered(answers.len() - reports.len()));
    }
    let judged: Vec<&Judged> = reports
        .iter()
        .flat_map(|report| &report.judged)
        .filter(|judged| judged.verdict != Verdict::NotOurs)
        .collect();
    let by_name: BTreeSet<&str> = judged.iter().map(|judged| judged.criterion.as_str()).collect();
    if let Some(nobodys) = criteria.iter().find(|name| !by_name.contains(name.as_str())) {
        return Err(Open::NobodyJudged(nobodys.clone()));
    }
    let unmet: Vec<Criterion> = judged
        .iter()
        .filter(|judged| judged.verdict == Verdict::NotMet)
        .map(|judged| Criterion { name: judged.criterion.clone(), reason: judged.reason.clone() })
        .collect();
    if !unmet.is_empty() {
        return Ok(Finding::Infeasible { unmet });
    }
    let price: Money =
        reports.iter().filter_map(|report| report.estimate).map(|e| e.likely()).sum();
    if price > Money::ZERO { Ok(Finding::Feasible { price }) } else { Err(Open::NoPrice) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn euros(euros: u64) -> Money {
        Money::from_minor(euros * 100).unwrap()
    }

    fn estimate(lowest: u64, likely: u64, highest: u64) -> Result<Estimate, OutOfOrder> {
        Estimate::new(euros(lowest), euros(likely), euros(highest), euros(1))
    }

    fn report(verdicts: &[(&str, Verdict)], likely: Option<u64>) -> Report {
        let judged = |(criterion, verdict): &(&str, Verdict)| Judged {
            criterion: (*criterion).to_owned(),
            verdict: *verdict,
            reason: format!("{criterion}, as we see it."),
        };
        Report {
            judged: verdicts.iter().map(judged).collect(),
            estimate: likely.map(|likely| estimate(likely, likely, likely).unwrap()),
            language: "pt".to_owned(),
        }
    }

    fn criteria() -> Vec<String> {
        vec!["law".to_owned(), "place".to_owned()]
    }

    #[test]
    fn costs_stand_in_their_order() {
        assert!(estimate(1, 2, 3).is_ok());
        assert!(estimate(2, 2, 2).is_ok());
        assert_eq!(estimate(3, 2, 3), Err(OutOfOrder));
        assert_eq!(estimate(1, 4, 3), Err(OutOfOrder));
    }

    /// The plan is the lawyers' business, the place the gardeners'; each prices its part.
    #[test]
    fn what_all_have_judged_and_priced_is_feasible_for_the_sum() {
        let lawyers = report(&[("law", Verdict::Met), ("place", Verdict::NotOurs)], Some(2_000));
        let gardeners = report(&[("law", Verdict::NotOurs), ("place", Verdict::Met)], Some(500));
        assert_eq!(
            conclude(&criteria(), &[Some(&lawyers), Some(&gardeners)]),
            Ok(Finding::Feasible { price: euros(2_500) })
        );
    }

    #[test]
    fn one_criterion_that_is_not_met_is_enough_and_needs_no_price() {
        let lawyers = report(&[("law", Verdict::Met), ("place", Verdict::NotOurs)], Some(2_000));
        let port = report(&[("law", Verdict::NotOurs), ("place", Verdict::NotMet)], None);
        let unmet =
            vec![Criterion { name: "place".to_owned(), reason: "place, as we see it.".to_owned() }];
        assert_eq!(
            conclude(&criteria(), &[Some(&lawyers), Some(&port)]),
            Ok(Finding::Infeasible { unmet })
        );
    }

    #[test]
    fn as_long_as_something_is_missing_nothing_follows() {
        let whole = report(&[("law", Verdict::Met), ("place", Verdict::Met)], None);
        let half = report(&[("law", Verdict::Met), ("place", Verdict::NotOurs)], Some(1));
        assert_eq!(conclude(&criteria(), &[]), Err(Open::NobodyAsked));
        assert_eq!(conclude(&criteria(), &[Some(&whole), None]), Err(Open::NotAnswered(1)));
        assert_eq!(conclude(&criteria(), &[Some(&half)]), Err(Open::NobodyJudged("place".into())));
        assert_eq!(conclude(&criteria(), &[Some(&whole)]), Err(Open::NoPrice));
    }

    fn any_report() -> impl Strategy<Value = Report> {
        let verdict = prop::sample::select(Verdict::ALL.to_vec());
        (verdict.clone(), verdict, prop::option::of(0_u64..3))
            .prop_map(|(law, place, likely)| report(&[("law", law), ("place", place)], likely))
    }

    proptest! {
        #[test]
        fn the_order_of_departments_changes_nothing_but_the_order_of_reasons(
            reports in prop::collection::vec(any_report(), 1..5),
        ) {
            let straight: Vec<Option<&Report>> = reports.iter().map(Some).collect();
            let back: Vec<Option<&Report>> = reports.iter().rev().map(Some).collect();
            let sorted = |outcome: Result<Finding, Open>| match outcome {
                Ok(Finding::Infeasible { mut unmet }) => {
                    unmet.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
                    Ok(Finding::Infeasible { unmet })
                }
                other => other,
            };
            prop_assert_eq!(
                sorted(conclude(&criteria(), &straight)),
                sorted(conclude(&criteria(), &back))
            );
        }

        #[test]
        fn what_is_feasible_has_a_price_and_no_criterion_against_it(
            reports in prop::collection::vec(any_report(), 1..5),
        ) {
            let answers: Vec<Option<&Report>> = reports.iter().map(Some).collect();
            if let Ok(Finding::Feasible { price }) = conclude(&criteria(), &answers) {
                prop_assert!(price > Money::ZERO);
                let all = reports.iter().flat_map(|report| &report.judged);
                prop_assert!(all.into_iter().all(|judged| judged.verdict != Verdict::NotMet));
            }
        }
    }
}
