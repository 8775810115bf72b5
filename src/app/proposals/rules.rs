//! How a process takes proposals. It takes none before its charter is written (COUNCIL.md K30).

use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::phase::Phase;

use super::answers::{clean, text};
use super::kept::{Charter, ProposalRules, Risk};
use crate::app::House;
use crate::app::notice_board::notice;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::proposals::rules;

/// The most signs of a part of the charter.
const MOST_PART: usize = 2_000;
/// The most risks.
pub const MOST_RISKS: usize = 8;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesAnswers {
    /// Proposals that one person may support; 0 sets no limit.
    pub most_supports: String,
    /// People who must support a proposal; 0 asks nothing.
    pub threshold: String,
    /// Hours within which what was sent is read.
    pub read_within_h: String,
    /// What the process stands for.
    pub values: String,
    /// Who takes part, and what they can decide.
    pub stakeholders: String,
    /// What can go wrong; empty ones are left out.
    pub risks: Vec<Risk>,
    /// The day on which the charter is looked at again.
    pub review_on: String,
}

/// Takes proposals by these rules, or by others than before.
///
/// # Errors
/// [`DeskError::Faulty`] without a whole charter.
pub async fn set_rules(
    house: &House,
    permit: &Permit<DraftBallot>,
    typed: &RulesAnswers,
) -> Result<(), DeskError> {
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    if notice(house, process).await?.is_some_and(|now| now.standing.phase > Phase::Appeals) {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let parsed = parse(typed).map_err(DeskError::Faulty)?;
    in_one_step(house, async |tx| {
        rules::set(tx, process, &parsed).await?;
        note(house, tx, by, Some(process), &Entry::ProposalRulesSet {}).await
    })
    .await
}

fn parse(typed: &RulesAnswers) -> Result<ProposalRules, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut number = |field: &str, typed: &str, least: u64, most: u64| {
        let number = typed.trim().parse::<u64>().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            faults.push(Fault::new(field, Wrong::NotBetween { least, most }));
        }
        number.and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
    };
    let most_supports = number("most-supports", &typed.most_supports, 0, 1_000);
    let threshold = number("threshold", &typed.threshold, 0, 1_000_000);
    let read_within_h = number("read-within", &typed.read_within_h, 1, 240);
    let words = [("values", &typed.values), ("stakeholders", &typed.stakeholders)];
    faults.extend(words.iter().filter_map(|(field, typed)| text(field, typed, MOST_PART)));

    let given = |risk: &&Risk| {
        [&risk.what, &risk.owner, &risk.against].iter().any(|part| !part.trim().is_empty())
    };
    let risks: Vec<&Risk> = typed.risks.iter().filter(given).collect();
    if risks.is_empty() {
        faults.push(Fault::new("risk-1-what", Wrong::Empty));
    }
    for (at, risk) in risks.iter().enumerate() {
        for (part, typed) in
            [("what", &risk.what), ("owner", &risk.owner), ("against", &risk.against)]
        {
            faults.extend(text(&format!("risk-{}-{part}", at + 1), typed, MOST_PART));
        }
    }
    let review = morada_engine::eligibility::Date::parse(typed.review_on.trim());
    if review.is_err() {
        faults.push(Fault::new("review-on", Wrong::NotADay));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let cleaned = |risk: &Risk| Risk {
        what: clean(&risk.what),
        owner: clean(&risk.owner),
        against: clean(&risk.against),
    };
    Ok(ProposalRules {
        most_supports,
        threshold,
        read_within_h,
        charter: Charter {
            values: clean(&typed.values),
            stakeholders: clean(&typed.stakeholders),
            risks: risks.into_iter().map(cleaned).collect(),
            review_on: typed.review_on.trim().to_owned(),
        },
    })
}
