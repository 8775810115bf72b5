use proptest::prelude::*;

use super::*;
use crate::tally::council::lots::{LotOrder, NoLots};
use crate::tally::council::marks::OnFault;
use crate::tally::council::ranked_choice::{Overvote, Quota};

fn majority() -> Rule {
    Rule {
        seats: 1,
        elects: Elects::Majority,
        overvote: Overvote::Exhaust,
        duplicate: OnFault::Skip,
        max_skipped: Some(1),
        quota: Quota::Droop,
        threshold_places: 0,
        threshold_stays: false,
        least_votes: 0,
        together: false,
        until_two: false,
        stop_after: None,
        transfer_places: 4,
        places: 4,
        ties: Ties::Lot,
    }
}

/// Papers with one mark at each rank.
fn papers(groups: &[(u64, &[u16])]) -> Vec<(u64, RawBallot)> {
    let ballot = |ranking: &[u16]| (1..).zip(ranking.iter().map(|mark| vec![*mark])).collect();
    groups.iter().map(|(number, ranking)| (*number, ballot(ranking))).collect()
}

fn shown(rule: &Rule, round: &Round) -> Vec<String> {
    let votes = |held: &Option<u128>| {
        held.map_or("-".to_owned(), |held| super::super::decimal(held, rule.places))
    };
    round.votes.iter().map(votes).collect()
}

/// Ana 4, Bo 3, Cem 2 of 9: nobody has five. Cem goes out and both papers move to Bo, who has five.
#[test]
fn the_lowest_goes_out_until_somebody_has_more_than_half() {
    let rule = majority();
    let box_ = papers(&[(4, &[0]), (3, &[1]), (2, &[2, 1])]);
    let found = count(&rule, 3, None, &[], &box_, &NoLots).unwrap();
    assert_eq!(shown(&rule, &found.rounds[0]), ["4", "3", "2"]);
    assert_eq!(found.rounds[0].threshold, 5 * rule.vote());
    assert_eq!(found.rounds[0].excluded, [2]);
    assert_eq!(found.rounds[0].moved[&(2, Some(1))], 2 * rule.vote());
    assert_eq!(shown(&rule, &found.rounds[1]), ["4", "5", "-"]);
    assert_eq!(found.elected, [1]);
}

/// Nine papers, three seats, threshold 2.2501. Ana has 3 and passes on 0.2499 of each of her papers.
#[test]
fn a_surplus_moves_on_cut_to_the_decimals_of_the_rule() {
    let rule = Rule {
        seats: 3,
        elects: Elects::OneAtATime,
        threshold_places: 4,
        ties: Ties::Order(vec![0, 1, 2, 3]),
        ..majority()
    };
    let box_ = papers(&[(3, &[0, 1, 2]), (3, &[1, 2, 3]), (3, &[2, 3])]);
    let found = count(&rule, 4, None, &[], &box_, &NoLots).unwrap();
    assert_eq!(shown(&rule, &found.rounds[1]), ["2.2501", "3.7497", "3", "0"]);
    assert_eq!(super::super::decimal(found.rounds[0].residual[&0], 4), "0.0002");
    assert_eq!(found.elected, [0, 1, 2]);
}

/// The same paper under the three ways to read two marks at one rank.
#[test]
fn an_overvote_ends_the_paper_or_is_skipped_or_waits_until_one_of_the_two_is_out() {
    let both: RawBallot = vec![(1, vec![0, 1]), (2, vec![2])];
    let box_ = [(1, both), (2, vec![(1, vec![2])]), (3, vec![(1, vec![0])])];
    let first = |overvote| {
        let rule = Rule { overvote, ..majority() };
        let found = count(&rule, 3, None, &[], &box_, &LotOrder::lowest_number(3)).unwrap();
        (shown(&rule, &found.rounds[0]), found.rounds[0].inactive.get(&Inactive::Overvote).copied())
    };
    let vote = Some(majority().vote());
    assert_eq!(first(Overvote::Exhaust), (["3", "0", "2"].map(str::to_owned).to_vec(), vote));
    assert_eq!(first(Overvote::Skip), (["3", "0", "3"].map(str::to_owned).to_vec(), None));
    let waits = first(Overvote::ExhaustIfSeveralContinue);
    assert_eq!(waits, (["3", "0", "2"].map(str::to_owned).to_vec(), vote));
}

#[test]
fn who_is_not_on_the_paper_goes_out_first_and_never_wins() {
    let box_ = papers(&[(5, &[2]), (3, &[0]), (1, &[1])]);
    let found = count(&majority(), 3, Some(2), &[], &box_, &NoLots).unwrap();
    assert_eq!(found.rounds[0].excluded, [2]);
    assert_eq!(found.elected, [0]);
}

#[test]
fn a_tie_waits_for_a_lot_and_earlier_rounds_are_asked_first_where_the_rule_says_so() {
    let box_ = papers(&[(1, &[0, 3]), (2, &[3]), (3, &[1]), (3, &[2])]);
    let waits = count(&majority(), 4, None, &[], &box_, &NoLots).unwrap_err();
    let Stopped::Lot(needed) = waits else { panic!("{waits}") };
    assert_eq!(needed.among, [1, 2, 3]);
    let earlier = Rule { ties: Ties::EarlierRounds, ..majority() };
    let waits = count(&earlier, 4, None, &[], &box_, &NoLots).unwrap_err();
    let Stopped::Lot(needed) = waits else { panic!("{waits}") };
    assert_eq!(needed.among, [1, 2], "Dina had fewer in the first round and is out");
}

#[test]
fn everybody_below_what_is_asked_for_is_told() {
    let rule = Rule { least_votes: 9 * majority().vote(), ..majority() };
    let found = count(&rule, 2, None, &[], &papers(&[(3, &[0]), (2, &[1])]), &NoLots);
    assert_eq!(found, Err(Stopped::NobodyLeft));
    let nobody = count(&majority(), 0, None, &[], &[], &NoLots);
    assert_eq!(nobody, Err(Stopped::NobodyLeft));
}

proptest! {
    /// Every round accounts for every paper, and the order of the papers is irrelevant.
    #[test]
    fn no_vote_is_made_and_none_is_lost(
        (groups, shuffled) in prop::collection::vec(
            (1_u64..9, Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle(), 0_usize..6), 1..12,
        ).prop_flat_map(|g| (Just(g.clone()), Just(g).prop_shuffle())),
        seats in 2_usize..4, one in any::<bool>(),
    ) {
        let rule = Rule {
            seats,
            elects: if one { Elects::OneAtATime } else { Elects::AllAtOnce },
            ..majority()
        };
        let boxed = |groups: &[(u64, Vec<u16>, usize)]| {
            let groups: Vec<_> = groups.iter().map(|(n, r, cut)| (*n, &r[..*cut])).collect();
            papers(&groups)
        };
        let lots = LotOrder::lowest_number(5);
        let found = count(&rule, 5, None, &[], &boxed(&groups), &lots);
        prop_assert_eq!(&found, &count(&rule, 5, None, &[], &boxed(&shuffled), &lots));
        let Ok(found) = found else { return Ok(()) };
        prop_assert_eq!(found.elected.len(), seats);
        let mut residual = 0;
        for round in &found.rounds {
            let held: u128 = round.votes.iter().flatten().sum();
            let lost: u128 = round.inactive.values().sum();
            prop_assert_eq!(held + lost + residual, u128::from(found.papers) * rule.vote());
            residual += round.residual.values().sum::<u128>();
        }
    }
}
