//! The steps a proposal takes, and why one may not be taken.

use super::{Ground, State};
use crate::ids::ProposalId;
use crate::money::Money;
use crate::phase::Phase;

/// One criterion that a department has looked at, with its public reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its name in the checklist.
    pub name: String,
    /// Why it is not met, in words for everybody.
    pub reason: String,
}

/// A named step. Whoever takes it has shown a permit before; here it is only decided whether it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The authors send it, for the first time or again.
    Submit,
    /// A moderator asks for a change.
    AskForChange,
    /// A moderator publishes it.
    Publish,
    /// Two moderators refuse it.
    Refuse {
        /// On which of the four grounds.
        ground: Ground,
    },
    /// The authors object to the refusal.
    AppealRefusal,
    /// The refusal stands.
    UpholdRefusal,
    /// The refusal was wrong: it is published.
    OverturnRefusal,
    /// Support is over, and this is how it ended.
    CloseSupport {
        /// People who support it, each counted once.
        supports: u64,
        /// What the rules ask; 0 asks nothing.
        threshold: u64,
    },
    /// A department says that it can be built, for how much.
    FindFeasible {
        /// What it costs.
        price: Money,
    },
    /// A department says that it cannot.
    FindInfeasible {
        /// The criteria that are not met.
        unmet: Vec<Criterion>,
    },
    /// The authors object to that.
    Appeal,
    /// The department was right.
    UpholdInfeasible,
    /// The department was wrong: it can be built, for how much.
    GrantAppeal {
        /// What it costs.
        price: Money,
    },
    /// The public lot gives it a number on the ballot.
    Number {
        /// From 1.
        number: u32,
    },
    /// Residents have funded it.
    Fund,
    /// The money went to others.
    LeaveUnfunded,
    /// It becomes part of another one; both have agreed.
    MergeInto {
        /// The other one.
        into: ProposalId,
        /// Itself.
        itself: ProposalId,
    },
    /// Its authors take it back.
    Withdraw,
}

/// Why a step is not taken. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The step does not go from this state.
    #[error("a proposal that is {from} cannot take this step")]
    NotFromHere {
        /// The state's name.
        from: &'static str,
    },
    /// The process is in a phase in which the step is not taken.
    #[error("not while the process is {}", .now.name())]
    NotInThisPhase {
        /// The phase.
        now: Phase,
    },
    /// A refusal without a reason for every criterion, or without any.
    #[error("every criterion that is not met needs a reason")]
    NoReason,
    /// Nothing on a ballot costs nothing.
    #[error("a price above zero is needed")]
    NoPrice,
    /// Ballot numbers begin at 1.
    #[error("a ballot number is 1 or more")]
    NoNumber,
    /// A proposal cannot become part of itself.
    #[error("a proposal cannot become part of itself")]
    IntoItself,
}

impl Step {
    /// The first and the last phase in which the step may be taken.
    ///
    /// Whatever was sent in time is still read, asked about and heard afterwards: being late is then the
    /// moderators' fault and not the authors'.
    const fn season(&self) -> (Phase, Phase) {
        match self {
            Step::Submit => (Phase::Accepting, Phase::Reviewing),
            Step::AskForChange
            | Step::Publish
            | Step::Refuse { .. }
            | Step::AppealRefusal
            | Step::UpholdRefusal
            | Step::OverturnRefusal => (Phase::Accepting, Phase::Evaluating),
            // Due when evaluation begins; a server that was off then does it late.
            Step::CloseSupport { .. } => (Phase::Evaluating, Phase::Closed),
            Step::FindFeasible { .. } | Step::FindInfeasible { .. } => {
                (Phase::Evaluating, Phase::Provisional)
            }
            Step::Appeal => (Phase::Evaluating, Phase::Appeals),
            Step::UpholdInfeasible | Step::GrantAppeal { .. } => {
                (Phase::Evaluating, Phase::FinalList)
            }
            Step::Number { .. } => (Phase::Provisional, Phase::FinalList),
            Step::Fund | Step::LeaveUnfunded => (Phase::Counting, Phase::Closed),
            Step::MergeInto { .. } => (Phase::Accepting, Phase::Appeals),
            Step::Withdraw => (Phase::Draft, Phase::FinalList),
        }
    }
}

/// Takes `step` from `state` while the process is in `phase`.
///
/// # Errors
/// The first [`Refusal`] that holds: the phase, then the state, then what the step itself lacks.
pub fn take(state: &State, step: &Step, phase: Phase) -> Result<State, Refusal> {
    let (first, last) = match (state, step) {
        // What moderators asked to be changed may be changed as long as they may ask for it.
        (State::Returned, Step::Submit) => (Phase::Accepting, Phase::Evaluating),
        _ => step.season(),
    };
    if phase < first || phase > last {
        return Err(Refusal::NotInThisPhase { now: phase });
    }
    let next =
        match (state, step) {
            (State::Draft | State::Returned, Step::Submit) => State::Submitted,
            (State::Submitted, Step::AskForChange) => State::Returned,
            (State::Submitted, Step::Publish) | (State::RefusalAppealed, Step::OverturnRefusal) => {
                State::Published
            }
            (State::Submitted, Step::Refuse { .. })
            | (State::RefusalAppealed, Step::UpholdRefusal) => State::Refused,
            (State::Refused, Step::AppealRefusal) => State::RefusalAppealed,
            (State::Published, Step::CloseSupport { supports, threshold }) => {
                if supports < threshold { State::TooFewSupports } else { State::Evaluating }
            }
            (State::Evaluating, Step::FindFeasible { price })
            | (State::Appealed, Step::GrantAppeal { price }) => {
                State::Feasible { price: above_zero(*price)? }
            }
            (State::Evaluating, Step::FindInfeasible { unmet }) => {
                every_one_has_a_reason(unmet)?;
                State::Infeasible
            }
            (State::Infeasible, Step::Appeal) => State::Appealed,
            (State::Appealed, Step::UpholdInfeasible) => State::Infeasible,
            (State::Feasible { price }, Step::Number { number }) => {
                if *number == 0 {
                    return Err(Refusal::NoNumber);
                }
                State::Project { price: *price, number: *number }
            }
            (State::Project { price, number }, Step::Fund) => {
                State::Funded { price: *price, number: *number }
            }
            (State::Project { price, number }, Step::LeaveUnfunded) => {
                State::NotFunded { price: *price, number: *number }
            }
            (
                State::Published
                | State::Evaluating
                | State::Feasible { .. }
                | State::TooFewSupports,
                Step::MergeInto { into, itself },
            ) => {
                if into == itself {
                    return Err(Refusal::IntoItself);
                }
                State::Merged { into: into.clone() }
            }
            (state, Step::Withdraw) if can_be_taken_back(state) => State::Withdrawn,
            _ => return Err(Refusal::NotFromHere { from: state.name() }),
        };
    Ok(next)
}

/// What is on the ballot is no longer its authors' alone, and a refusal stays in the register.
const fn can_be_taken_back(state: &State) -> bool {
    !state.is_final()
        && !matches!(state, State::Refused | State::RefusalAppealed | State::Project { .. })
}

fn above_zero(price: Money) -> Result<Money, Refusal> {
    if price > Money::ZERO { Ok(price) } else { Err(Refusal::NoPrice) }
}

fn every_one_has_a_reason(unmet: &[Criterion]) -> Result<(), Refusal> {
    let has_one = |criterion: &Criterion| !criterion.reason.trim().is_empty();
    if !unmet.is_empty() && unmet.iter().all(has_one) { Ok(()) } else { Err(Refusal::NoReason) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(euros: u64) -> Money {
        Money::from_minor(euros * 100).unwrap()
    }

    fn id(text: &str) -> ProposalId {
        ProposalId::parse(text).unwrap()
    }

    /// The memorial's way: asked for a change, published, supported by 150, refused on one criterion, appealed,
    /// accepted at a price, numbered, voted, funded.
    #[test]
    fn the_memorial_is_refused_on_one_criterion_appealed_and_funded() {
        let way = [
            (Step::Submit, Phase::Accepting, "submitted"),
            (Step::AskForChange, Phase::Accepting, "returned"),
            (Step::Submit, Phase::Reviewing, "submitted"),
            (Step::Publish, Phase::Reviewing, "published"),
            (Step::CloseSupport { supports: 150, threshold: 100 }, Phase::Evaluating, "evaluating"),
            (
                Step::FindInfeasible {
                    unmet: vec![Criterion {
                        name: "place".to_owned(),
                        reason: "The quay belongs to the port.".to_owned(),
                    }],
                },
                Phase::Evaluating,
                "infeasible",
            ),
            (Step::Appeal, Phase::Appeals, "appealed"),
            (Step::GrantAppeal { price: euros(100_000) }, Phase::Appeals, "feasible"),
            (Step::Number { number: 7 }, Phase::FinalList, "project"),
            (Step::Fund, Phase::Published, "funded"),
        ];
        let mut state = State::Draft;
        for (step, phase, name) in way {
            state = take(&state, &step, phase).unwrap_or_else(|no| panic!("{step:?}: {no}"));
            assert_eq!(state.name(), name);
        }
        assert_eq!(state, State::Funded { price: euros(100_000), number: 7 });
    }

    #[test]
    fn ninety_nine_supports_of_a_hundred_are_too_few_and_a_hundred_are_enough() {
        let close = |supports| Step::CloseSupport { supports, threshold: 100 };
        let few = take(&State::Published, &close(99), Phase::Evaluating).unwrap();
        assert_eq!(few, State::TooFewSupports);
        let enough = take(&State::Published, &close(100), Phase::Evaluating).unwrap();
        assert_eq!(enough, State::Evaluating);
    }

    #[test]
    fn a_proposal_is_not_found_infeasible_without_a_reason_for_every_criterion() {
        let reason = |reason: &str| Criterion { name: "law".to_owned(), reason: reason.to_owned() };
        for unmet in [vec![], vec![reason("It is not ours."), reason(" ")]] {
            let step = Step::FindInfeasible { unmet };
            let refused = take(&State::Evaluating, &step, Phase::Evaluating);
            assert_eq!(refused, Err(Refusal::NoReason));
        }
    }

    #[test]
    fn nothing_is_sent_before_or_after_its_season() {
        let late = take(&State::Draft, &Step::Submit, Phase::Supporting);
        assert_eq!(late, Err(Refusal::NotInThisPhase { now: Phase::Supporting }));
        let early = take(&State::Draft, &Step::Submit, Phase::Informing);
        assert_eq!(early, Err(Refusal::NotInThisPhase { now: Phase::Informing }));
    }

    /// A moderator who is late costs the authors nothing.
    #[test]
    fn what_came_back_late_is_still_taken_again() {
        let again = take(&State::Returned, &Step::Submit, Phase::Evaluating);
        assert_eq!(again, Ok(State::Submitted));
        let over = take(&State::Returned, &Step::Submit, Phase::Appeals);
        assert_eq!(over, Err(Refusal::NotInThisPhase { now: Phase::Appeals }));
    }

    #[test]
    fn what_is_on_the_ballot_cannot_be_taken_back_or_merged() {
        let project = State::Project { price: euros(1), number: 1 };
        let not_from_here = Err(Refusal::NotFromHere { from: "project" });
        assert_eq!(take(&project, &Step::Withdraw, Phase::FinalList), not_from_here);
        let merge = Step::MergeInto { into: id("a"), itself: id("b") };
        assert_eq!(take(&project, &merge, Phase::Appeals), not_from_here);
    }

    #[test]
    fn a_proposal_does_not_become_part_of_itself() {
        let merge = Step::MergeInto { into: id("a"), itself: id("a") };
        assert_eq!(take(&State::Published, &merge, Phase::Supporting), Err(Refusal::IntoItself));
    }
}
