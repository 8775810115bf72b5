//! Laws that hold for any steps in any order and any phase.

use proptest::prelude::*;

use super::*;
use crate::ids::ProposalId;
use crate::money::Money;
use crate::phase::Phase;

fn id(text: &str) -> ProposalId {
    ProposalId::parse(text).unwrap()
}

fn any_step() -> impl Strategy<Value = Step> {
    let price = (0_u64..3).prop_map(|minor| Money::from_minor(minor).unwrap());
    let ground = prop::sample::select(Ground::ALL.to_vec());
    let reason = prop::sample::select(vec!["", " ", "It belongs to the port."]);
    let unmet = prop::collection::vec(
        reason.prop_map(|reason| Criterion { name: "place".into(), reason: reason.into() }),
        0..3,
    );
    prop_oneof![
        Just(Step::Submit),
        Just(Step::AskForChange),
        Just(Step::Publish),
        ground.prop_map(|ground| Step::Refuse { ground }),
        Just(Step::AppealRefusal),
        Just(Step::UpholdRefusal),
        Just(Step::OverturnRefusal),
        (0_u64..3, 0_u64..3)
            .prop_map(|(supports, threshold)| Step::CloseSupport { supports, threshold }),
        price.clone().prop_map(|price| Step::FindFeasible { price }),
        unmet.prop_map(|unmet| Step::FindInfeasible { unmet }),
        Just(Step::Appeal),
        Just(Step::UpholdInfeasible),
        price.prop_map(|price| Step::GrantAppeal { price }),
        (0_u32..3).prop_map(|number| Step::Number { number }),
        Just(Step::Fund),
        Just(Step::LeaveUnfunded),
        prop::sample::select(vec!["a", "b"])
            .prop_map(|into| Step::MergeInto { into: id(into), itself: id("a") }),
        Just(Step::Withdraw),
    ]
}

/// Any walk: steps with the phase in which each was tried, phases never going back.
fn any_walk() -> impl Strategy<Value = Vec<(Step, Phase)>> {
    prop::collection::vec((any_step(), 0_usize..14), 0..120).prop_map(|mut tries| {
        let mut phases: Vec<usize> = tries.iter().map(|(_, phase)| *phase).collect();
        phases.sort_unstable();
        for (one, phase) in tries.iter_mut().zip(phases) {
            one.1 = phase;
        }
        tries.into_iter().map(|(step, phase)| (step, Phase::ALL[phase])).collect()
    })
}

proptest! {
    #[test]
    fn nothing_is_public_that_no_moderator_has_published(walk in any_walk()) {
        let (mut state, mut passed) = (State::Draft, false);
        for (step, phase) in walk {
            if let Ok(next) = take(&state, &step, phase) {
                passed |= matches!(step, Step::Publish | Step::OverturnRefusal);
                state = next;
            }
            prop_assert!(!state.is_public() || passed, "{state:?}");
        }
    }

    #[test]
    fn what_is_on_the_ballot_has_a_price_and_a_number_and_keeps_both(walk in any_walk()) {
        let mut state = State::Draft;
        for (step, phase) in walk {
            let Ok(next) = take(&state, &step, phase) else { continue };
            if state.ballot_number().is_some() {
                prop_assert_eq!(next.price(), state.price());
                prop_assert_eq!(next.ballot_number(), state.ballot_number());
            }
            if next.ballot_number().is_some() {
                prop_assert!(next.ballot_number() >= Some(1));
                prop_assert!(next.price() > Some(Money::ZERO));
            }
            state = next;
        }
    }

    #[test]
    fn what_is_final_takes_no_step(walk in any_walk(), step in any_step(), phase in 0_usize..14) {
        let mut state = State::Draft;
        for (step, phase) in walk {
            state = take(&state, &step, phase).unwrap_or(state);
        }
        if state.is_final() {
            prop_assert!(take(&state, &step, Phase::ALL[phase]).is_err());
        }
    }

    #[test]
    fn every_state_is_read_from_its_columns_as_it_was_written(walk in any_walk()) {
        let mut state = State::Draft;
        for (step, phase) in walk {
            state = take(&state, &step, phase).unwrap_or(state);
            let (name, into) = (state.name(), state.merged_into().cloned());
            prop_assert!(State::NAMES.contains(&name));
            let read = State::from_columns(name, state.price(), state.ballot_number(), into);
            prop_assert_eq!(read, Some(state.clone()));
        }
    }
}
