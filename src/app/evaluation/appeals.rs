//! Objecting to the provisional list: the authors say why, and somebody who did not evaluate answers with reasons.
//!
//! The words of an objection are shown once somebody has read them and says so, as all words of residents.

use std::collections::BTreeSet;

use morada_engine::money::Money;
use morada_engine::permit::Permit;
use morada_engine::permit::act::{DecideAppeal, WriteOnBehalf};
use morada_engine::proposal::{State, Step};

use super::Evaluation;
use super::kept::{Appeal, Heard, ProvisionalList};
use super::queue::titles_of;
use super::report::MOST_REASON;
use crate::app::House;
use crate::app::associations::Spokesperson;
use crate::app::proposals::draft::Mine;
use crate::app::proposals::kept::{AuthorKind, Proposal, ProposalText, Standing};
use crate::app::proposals::{Hand, clean, text};
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::permits::Account;
use crate::app::staff::setup::typed::money;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::evaluation::{appeals, asked, list};
use crate::store::office::proposals::{self, authors};

/// The most signs of an objection.
pub const MOST_OBJECTION: usize = 2_000;

/// Who objects.
pub enum Objector<'a> {
    /// An author who is in with their card, with the groups that they speak for.
    Author {
        /// Their hand.
        hand: &'a Hand,
        /// Their groups.
        groups: &'a [Spokesperson],
    },
    /// A desk, for somebody who brought the code of the proposal.
    Desk {
        /// Proof that it may.
        permit: &'a Permit<WriteOnBehalf>,
        /// The proposal that the code opens.
        mine: &'a Mine,
    },
}

/// Whether the authors of a proposal can object now, and until when.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn open_until(
    house: &House,
    evaluation: &Evaluation,
    proposal: &Proposal,
) -> Result<Option<ProvisionalList>, DeskError> {
    let reader = house.office.reader();
    let list = list::find(reader, evaluation.process()).await?;
    let list = list.filter(|list| evaluation.today <= list.appeals_until);
    let fits =
        proposal.state == State::Infeasible && appeals::find(reader, &proposal.id).await?.is_none();
    Ok(list.filter(|_| fits))
}

/// Whether somebody stands behind a proposal: as a person, or for a group.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn is_author(
    house: &House,
    proposal: &Proposal,
    hand: &Hand,
    groups: &[Spokesperson],
) -> Result<bool, DeskError> {
    let all = authors::of_proposal(house.office.reader(), &proposal.id).await?;
    Ok(all.iter().filter(|author| author.standing == Standing::Accepted).any(|author| match author
        .kind
    {
        AuthorKind::Person => author.who == hand.who(),
        AuthorKind::Association => groups.iter().any(|one| one.association() == author.who),
        AuthorKind::Desk => false,
    }))
}

/// Objects to what the list says of a proposal.
///
/// # Errors
/// [`DeskError::Unknown`] for who is no author; [`DeskError::Faulty`] without words, or when it is too late or was
/// done before.
pub async fn object(
    house: &House,
    evaluation: &Evaluation,
    objector: &Objector<'_>,
    proposal: &Proposal,
    words: &str,
    language: &str,
) -> Result<(), DeskError> {
    let (way, by) = match objector {
        Objector::Author { hand, groups } => {
            if !is_author(house, proposal, hand, groups).await? {
                return Err(DeskError::Unknown);
            }
            ("card", None)
        }
        Objector::Desk { permit, mine } => {
            if mine.proposal.id != proposal.id {
                return Err(DeskError::Unknown);
            }
            ("desk", Some(permit.by().first().ok_or(DeskError::Unknown)?))
        }
    };
    if open_until(house, evaluation, proposal).await?.is_none() {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    if let Some(fault) = text("words", words, MOST_OBJECTION) {
        return Err(DeskError::Faulty(vec![fault]));
    }
    let state = evaluation.season.after(&proposal.state, &Step::Appeal)?;
    let next = Proposal { state, changed_at: house.now(), ..proposal.clone() };
    let appeal = Appeal {
        proposal: proposal.id.clone(),
        way: way.to_owned(),
        words: clean(words),
        language: language.to_owned(),
        made_at: house.now(),
        heard: None,
    };
    let process = evaluation.process();
    in_one_step(house, async |tx| {
        if !proposals::change(tx, proposal, &next).await?
            || !appeals::insert(tx, process, &appeal).await?
        {
            return Err(DeskError::Stale);
        }
        let Some(by) = by else { return Ok(()) };
        let number = proposal.number.unwrap_or_default();
        note(house, tx, by, Some(process), &Entry::EvaluationAppealed { proposal: number }).await
    })
    .await
}

/// An objection that waits, before somebody who may hear it or may not.
#[derive(Debug, Clone)]
pub struct Waits {
    /// The proposal.
    pub proposal: Proposal,
    /// Its title for the reader.
    pub text: Option<ProposalText>,
    /// The objection.
    pub appeal: Appeal,
    /// Whether this person had no part in the evaluation.
    pub may_hear: bool,
}

/// The objections that nobody has heard, the oldest first.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn waiting(
    house: &House,
    evaluation: &Evaluation,
    account: &Account,
    language: &str,
) -> Result<Vec<Waits>, DeskError> {
    let (reader, process) = (house.office.reader(), evaluation.process());
    let open = appeals::of_process(reader, process).await?;
    let mut open: Vec<Appeal> = open.into_values().filter(|one| one.heard.is_none()).collect();
    open.sort_by_key(|appeal| appeal.made_at);
    let mut waiting = Vec::new();
    for appeal in open {
        let proposal = proposals::find(reader, &appeal.proposal).await?;
        let proposal = proposal.ok_or(DeskError::Unknown)?;
        let may_hear = !had_part(house, evaluation, &proposal, account).await?;
        let mut titles = titles_of(house, std::slice::from_ref(&proposal), language).await?;
        waiting.push(Waits { text: titles.remove(&proposal.id), proposal, appeal, may_hear });
    }
    Ok(waiting)
}

/// Whoever answered, and whoever sits in a department that was asked, does not hear the objection.
async fn had_part(
    house: &House,
    evaluation: &Evaluation,
    proposal: &Proposal,
    account: &Account,
) -> Result<bool, DeskError> {
    let all = asked::of_proposal(house.office.reader(), evaluation.process(), &proposal.id).await?;
    let teams: BTreeSet<&str> = all.iter().map(|asked| asked.department.as_str()).collect();
    let wrote = all.iter().filter_map(|asked| asked.answer.as_ref());
    Ok(teams.contains(account.team.as_str()) || wrote.into_iter().any(|a| a.staff == account.id))
}

/// What is answered, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HearingAnswers {
    /// `granted` or `upheld`.
    pub outcome: String,
    /// The price if it is granted.
    pub price: String,
    /// Why, for everybody.
    pub reason: String,
    /// `yes` when everybody may read the words of the objection.
    pub shown: String,
}

impl HearingAnswers {
    fn parse(&self, exponent: u32) -> Result<(Step, &'static str, String), Vec<Fault>> {
        let mut faults: Vec<Fault> =
            text("reason", &self.reason, MOST_REASON).into_iter().collect();
        let step = match self.outcome.as_str() {
            "upheld" => Some((Step::UpholdInfeasible, "upheld")),
            "granted" => match money("price", &self.price, exponent) {
                Ok(price) if price > Money::ZERO => Some((Step::GrantAppeal { price }, "granted")),
                Ok(_) => {
                    faults.push(Fault::new("price", Wrong::NotMoney));
                    None
                }
                Err(fault) => {
                    faults.push(fault);
                    None
                }
            },
            _ => {
                faults.push(Fault::new("outcome", Wrong::NothingChosen));
                None
            }
        };
        if !["yes", "no"].contains(&self.shown.as_str()) {
            faults.push(Fault::new("shown", Wrong::NothingChosen));
        }
        match step {
            Some((step, name)) if faults.is_empty() => Ok((step, name, clean(&self.reason))),
            _ => Err(faults),
        }
    }
}

/// Answers an objection: it can be built for a price, or it is refused for good.
///
/// # Errors
/// [`DeskError::Faulty`] for who had a part in the evaluation, and without a reason; [`DeskError::Unknown`] when
/// nothing waits there.
pub async fn hear(
    house: &House,
    permit: &Permit<DecideAppeal>,
    evaluation: &Evaluation,
    account: &Account,
    number: u32,
    typed: &HearingAnswers,
    language: &str,
) -> Result<(), DeskError> {
    let by = permit.by().first().filter(|by| **by == account.id).ok_or(DeskError::Unknown)?;
    let proposal = evaluation.season.public(house, number).await?;
    if proposal.state != State::Appealed {
        return Err(DeskError::Unknown);
    }
    if had_part(house, evaluation, &proposal, account).await? {
        return Err(DeskError::fault("main", Wrong::DecidedBefore));
    }
    let exponent = evaluation.season.notice.place.currency_exponent;
    let (step, outcome, reason) = typed.parse(exponent).map_err(DeskError::Faulty)?;
    let state = evaluation.season.after(&proposal.state, &step)?;
    let next = Proposal { state, changed_at: house.now(), ..proposal.clone() };
    let heard = Heard {
        outcome: outcome.to_owned(),
        reason,
        language: language.to_owned(),
        by: by.clone(),
        at: house.now(),
        shown: typed.shown == "yes",
    };
    let process = evaluation.process();
    in_one_step(house, async |tx| {
        if !proposals::change(tx, &proposal, &next).await?
            || !appeals::hear(tx, &proposal.id, &heard).await?
        {
            return Err(DeskError::Stale);
        }
        let entry = Entry::EvaluationAppealHeard { proposal: number, outcome };
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}
