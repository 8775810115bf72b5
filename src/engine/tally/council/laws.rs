//! What holds for any ballots, for every rule of this folder: who came first to the box, who stands
//! where on the paper and a second copy of every ballot decide nothing.

use proptest::prelude::*;

use super::approval::{Approvals, equal_shares, pav, phragmen, scores};
use super::condorcet::schulze::Strength;
use super::condorcet::{Duels, minimax, schulze, smith};
use super::irv;
use super::lists::{Apportionment, ListRule, apportion};
use super::lots::LotOrder;
use super::rankings::Rankings;
use super::stv::{ers97, exact, meek, northern_ireland, scottish};
use super::testing::{CANDIDATES, Groups, boxed, some_groups};

/// Every rule for rankings: its name and the winners, in the order of the ballot paper.
fn elected(ballots: &Rankings, seats: usize, lots: &LotOrder) -> Vec<(&'static str, Vec<usize>)> {
    let duels = Duels::of(ballots);
    let all: Vec<usize> = ballots.standing().collect();
    let mut run_off = irv::count(ballots, lots).unwrap().winners;
    run_off.sort_unstable();
    vec![
        ("scottish", scottish::count(ballots, seats, lots).unwrap().winners()),
        ("exact", exact::count(ballots, seats, lots).unwrap().winners()),
        ("ers97", ers97::count(ballots, seats, lots).unwrap().winners()),
        ("northern_ireland", northern_ireland::count(ballots, seats, lots).unwrap().winners()),
        ("meek", meek::count(ballots, seats, lots).unwrap().winners()),
        ("irv", run_off),
        ("winning votes", schulze::winners(&duels, &all, Strength::WinningVotes)),
        ("margins", schulze::winners(&duels, &all, Strength::Margins)),
        ("minimax", minimax::winners(&duels, &all)),
        ("smith", smith::set(&duels, &all)),
    ]
}

fn moved(places: &[usize], to: &[usize]) -> Vec<usize> {
    let mut moved: Vec<usize> = places.iter().map(|place| to[*place]).collect();
    moved.sort_unstable();
    moved
}

fn places() -> impl Strategy<Value = Vec<usize>> {
    Just((0..CANDIDATES).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #[test]
    fn the_order_of_ballots_is_irrelevant(
        (groups, shuffled) in some_groups().prop_flat_map(|g| (Just(g.clone()), Just(g).prop_shuffle())),
        seats in 1_usize..4,
    ) {
        let lots = LotOrder::lowest_number(CANDIDATES);
        prop_assert_eq!(
            elected(&boxed(&groups), seats, &lots),
            elected(&boxed(&shuffled), seats, &lots)
        );
    }

    /// With the lot falling on the same people, the order of the paper elects nobody.
    #[test]
    fn the_order_of_candidates_is_irrelevant_up_to_the_lot(
        groups in some_groups(), to in places(), seats in 1_usize..4,
    ) {
        let place = |mark: &u16| u16::try_from(to[usize::from(*mark)]).unwrap();
        let renamed: Groups =
            groups.iter().map(|(n, r)| (*n, r.iter().map(place).collect())).collect();
        let here = elected(&boxed(&groups), seats, &LotOrder::lowest_number(CANDIDATES));
        let there = elected(&boxed(&renamed), seats, &LotOrder::first_is_taken(&to));
        for ((rule, here), (_, there)) in here.iter().zip(there) {
            prop_assert_eq!(moved(here, &to), there, "{}", rule);
        }
    }

    /// Rules whose numbers all grow together: three of every ballot elect the same people. (The
    /// quotas of STV are whole numbers or cut, so they do not grow exactly.)
    #[test]
    fn copies_of_every_ballot_change_nothing(groups in some_groups()) {
        let tripled: Groups = groups.iter().map(|(n, r)| (n * 3, r.clone())).collect();
        let lots = LotOrder::lowest_number(CANDIDATES);
        let (one, three) = (elected(&boxed(&groups), 1, &lots), elected(&boxed(&tripled), 1, &lots));
        for ((rule, one), (_, three)) in one.into_iter().zip(three).skip(5) {
            prop_assert_eq!(one, three, "{}", rule);
        }
    }

    /// Every stage of every count accounts for every vote: what nobody has is told as such.
    #[test]
    fn every_seat_is_filled_and_no_vote_is_made(groups in some_groups(), seats in 1_usize..5) {
        let (box_, lots) = (boxed(&groups), LotOrder::lowest_number(CANDIDATES));
        let scottish = scottish::count(&box_, seats, &lots).unwrap();
        prop_assert_eq!(scottish.elected.len(), seats);
        for stage in &scottish.stages {
            let votes: u64 = stage.votes.iter().map(|votes| votes.0).sum();
            prop_assert_eq!(votes + stage.nontransferable.0, box_.valid() * 100_000);
        }
        for count in [ers97::count, northern_ireland::count] {
            let outcome = count(&box_, seats, &lots).unwrap();
            prop_assert_eq!(outcome.elected.len(), seats);
            for stage in &outcome.stages {
                let votes: u64 = stage.votes.iter().map(|votes| votes.0).sum();
                prop_assert_eq!(votes + stage.nontransferable.0, box_.valid() * 100);
            }
        }
        let meek = meek::count(&box_, seats, &lots).unwrap();
        prop_assert_eq!(meek.elected.len(), seats);
        for round in &meek.rounds {
            let votes: u128 = round.votes.iter().map(|votes| votes.0).sum();
            prop_assert_eq!(votes + round.exhausted.0, u128::from(box_.valid()) * 1_000_000_000);
        }
    }

    /// Proportionality for solid coalitions, for the rules that promise it to the last vote: a group
    /// with k quotas that puts the same candidates on top gets k of them.
    #[test]
    fn a_solid_coalition_gets_its_seats(
        groups in some_groups(), seats in 1_usize..4, size in 1_usize..5,
    ) {
        let box_ = boxed(&groups);
        let solid = |ranking: &[u16]| {
            ranking.len() >= size && ranking[..size].iter().all(|c| usize::from(*c) < size)
        };
        let papers: u64 = box_.iter().filter(|(_, r)| solid(r)).map(|(n, _)| n).sum();
        let quota = box_.valid() / (seats as u64 + 1) + 1;
        let owed = usize::try_from(papers / quota).unwrap().min(size).min(seats);
        let lots = LotOrder::lowest_number(CANDIDATES);
        for (rule, winners) in elected(&box_, seats, &lots) {
            if ["exact", "meek"].contains(&rule) {
                let won = winners.iter().filter(|winner| **winner < size).count();
                prop_assert!(won >= owed, "{rule}: {won} of {owed}");
            }
        }
    }

    /// Lists: their order is irrelevant, and so is a second copy of every ballot wherever the quota
    /// is exact.
    #[test]
    fn lists_are_treated_alike(
        votes in prop::collection::vec(0_u64..60, CANDIDATES), to in places(), seats in 0_u64..20,
    ) {
        let mut renamed = vec![0; CANDIDATES];
        for (list, &place) in to.iter().enumerate() {
            renamed[place] = votes[list];
        }
        let doubled: Vec<u64> = votes.iter().map(|votes| votes * 2).collect();
        let tied = |found: &Apportionment| found.tie.clone().map_or(Vec::new(), |tie| tie.lists);
        for rule in ListRule::ALL {
            let here = apportion(rule, &votes, seats, None);
            let there = apportion(rule, &renamed, seats, None);
            for (list, &place) in to.iter().enumerate() {
                prop_assert_eq!(here.seats[list], there.seats[place], "{:?}", rule);
            }
            prop_assert_eq!(moved(&tied(&here), &to), tied(&there), "{:?}", rule);
            if rule != ListRule::Droop {
                let twice = apportion(rule, &doubled, seats, None);
                prop_assert_eq!((&here.seats, &here.tie), (&twice.seats, &twice.tie), "{:?}", rule);
            }
        }
    }

    /// Committees: the order of candidates and a second copy of every ballot are irrelevant.
    #[test]
    fn committees_treat_candidates_and_voters_alike(
        papers in prop::collection::vec((1_u64..7, prop::collection::btree_set(0..CANDIDATES, 0..5)), 0..8),
        to in places(), seats in 0_usize..4,
    ) {
        let ballots = |factor: u64, place: &[usize]| {
            let papers = papers.iter().map(|(n, set)| {
                (n * factor, set.iter().map(|candidate| place[*candidate]).collect())
            });
            Approvals::new(CANDIDATES, papers).unwrap()
        };
        let committees = |ballots: &Approvals, lots: &LotOrder| {
            let sorted = |mut all: Vec<usize>| {
                all.sort_unstable();
                all
            };
            let (av, sav) = (scores::approval_scores(ballots), scores::satisfaction_scores(ballots));
            vec![
                sorted(scores::elect(&av, seats).settle(lots).unwrap().0),
                sorted(scores::elect(&sav, seats).settle(lots).unwrap().0),
                sorted(pav::sequential(ballots, seats, lots).unwrap().order()),
                sorted(phragmen::sequential(ballots, seats, lots).unwrap().order()),
                sorted(equal_shares::count(ballots, seats, lots).unwrap().order()),
            ]
        };
        let same: Vec<usize> = (0..CANDIDATES).collect();
        let lowest = LotOrder::lowest_number(CANDIDATES);
        let here = committees(&ballots(1, &same), &lowest);
        prop_assert_eq!(&here, &committees(&ballots(2, &same), &lowest));
        let there = committees(&ballots(1, &to), &LotOrder::first_is_taken(&to));
        for (here, there) in here.iter().zip(there) {
            prop_assert_eq!(moved(here, &to), there);
        }
        let best = pav::optimal(&ballots(1, &same), seats).unwrap().committees;
        let mut best: Vec<Vec<usize>> = best.iter().map(|committee| moved(committee, &to)).collect();
        best.sort();
        prop_assert_eq!(best, pav::optimal(&ballots(1, &to), seats).unwrap().committees);
    }
}
