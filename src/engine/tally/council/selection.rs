//! Quotas for score rules: the committee with the highest total among those that keep every bound.
//!
//! Source: COUNCIL.md section 4, "Quotas (gender, area)": maximise the total subject to bounds
//! (an integer programme). Groups are self-declared at nomination. Best-loser substitution is the
//! form of statutes with one lower bound; with one lower bound it reaches an optimum.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};

/// How many of a group are to be elected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The candidates of the group.
    pub group: Vec<usize>,
    /// At least so many.
    pub min: usize,
    /// At most so many.
    pub max: usize,
}

/// The best committees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selection {
    /// The highest total score that keeps every bound.
    pub total: u128,
    /// Every committee with it, each in order of the ballot paper; more than one is a tie.
    pub committees: Vec<Vec<usize>>,
    /// Whether there are more than [`MOST_COMMITTEES`] and the list stops there.
    pub more: bool,
}

/// Tied committees beyond this many are not listed.
pub const MOST_COMMITTEES: usize = 10_000;
/// Steps after which a search is given up instead of going on for hours.
const MOST_STATES: usize = 4_000_000;

/// Why no committee can be found. All but the last are known before voting opens, from nominations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NoSelection {
    /// There are fewer candidates than seats.
    #[error("{candidates} candidates for {seats} seats")]
    TooFewCandidates {
        /// Candidates.
        candidates: usize,
        /// Seats.
        seats: usize,
    },
    /// A group has fewer candidates than it must have seats.
    #[error("bound {bound} asks for {min} of a group of {group}")]
    GroupTooSmall {
        /// The bound, by its place.
        bound: usize,
        /// What it asks for.
        min: usize,
        /// Candidates of the group.
        group: usize,
    },
    /// Each bound can be kept by itself, but not all of them together.
    #[error("the bounds cannot be kept together")]
    Together,
    /// The search was given up.
    #[error("too many combinations of groups")]
    TooLarge,
}

/// Finds every committee of `seats` with the highest total score that keeps all `bounds`.
///
/// # Errors
/// [`NoSelection`] when there is none.
pub fn best(scores: &[u64], seats: usize, bounds: &[Bound]) -> Result<Selection, NoSelection> {
    let (mut search, total) = search(scores, seats, bounds)?;
    let mut found = Selection { total, committees: Vec::new(), more: false };
    let start = vec![0; bounds.len()];
    search.collect(0, seats, &start, &mut Vec::new(), &mut found);
    found.committees.iter_mut().for_each(|committee| committee.sort_unstable());
    found.committees.sort();
    Ok(found)
}

/// Whether `candidates` can fill `seats` with every bound kept: to be asked when nominations close.
///
/// # Errors
/// [`NoSelection`] when they cannot.
pub fn possible(candidates: usize, seats: usize, bounds: &[Bound]) -> Result<(), NoSelection> {
    search(&vec![0; candidates], seats, bounds).map(|_| ())
}

/// The search, and the highest total it found.
fn search<'a>(
    scores: &'a [u64],
    seats: usize,
    bounds: &'a [Bound],
) -> Result<(Search<'a>, u128), NoSelection> {
    let candidates = scores.len();
    if candidates < seats {
        return Err(NoSelection::TooFewCandidates { candidates, seats });
    }
    for (place, bound) in bounds.iter().enumerate() {
        let group = (0..candidates).filter(|candidate| bound.group.contains(candidate)).count();
        if group < bound.min {
            return Err(NoSelection::GroupTooSmall { bound: place, min: bound.min, group });
        }
    }
    let mut search = Search::new(scores, bounds);
    let total = search.highest(0, seats, &vec![0; bounds.len()])?.ok_or(NoSelection::Together)?;
    Ok((search, total))
}

/// Candidates who count for exactly the same bounds: only how many of them are taken matters, and
/// then the best-scored are.
struct Kind {
    counts_for: Vec<bool>,
    /// Best score first.
    candidates: Vec<usize>,
}

struct Search<'a> {
    scores: &'a [u64],
    bounds: &'a [Bound],
    kinds: Vec<Kind>,
    /// Per kind, how many candidates each bound has in it and in those after it.
    coming: Vec<Vec<usize>>,
    /// The highest total from a kind on, by seats left and what each bound has so far.
    known: BTreeMap<(usize, usize, Vec<usize>), Option<u128>>,
}

impl<'a> Search<'a> {
    fn new(scores: &'a [u64], bounds: &'a [Bound]) -> Self {
        let mut kinds: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
        for candidate in 0..scores.len() {
            let counts_for = bounds.iter().map(|bound| bound.group.contains(&candidate)).collect();
            kinds.entry(counts_for).or_default().push(candidate);
        }
        let kinds: Vec<Kind> = kinds
            .into_iter()
            .map(|(counts_for, mut candidates)| {
                candidates.sort_by(|a, b| scores[*b].cmp(&scores[*a]).then(a.cmp(b)));
                Kind { counts_for, candidates }
            })
            .collect();
        let in_group = |kind: &Kind, place: usize| {
            if kind.counts_for[place] { kind.candidates.len() } else { 0 }
        };
        let from = |start: usize| {
            let later = &kinds[start..];
            let of = |place: usize| later.iter().map(|kind| in_group(kind, place)).sum();
            (0..bounds.len()).map(of).collect()
        };
        let coming = (0..=kinds.len()).map(from).collect();
        Self { scores, bounds, kinds, coming, known: BTreeMap::new() }
    }

    /// What each bound has after taking `taken` of `kind` when `left` seats are left then; nothing
    /// when one has too many or can no longer have enough.
    ///
    /// A bound whose upper limit can no longer be passed is only followed up to its minimum, so that
    /// states which cannot differ any more are one state.
    fn after(&self, kind: usize, taken: usize, left: usize, held: &[usize]) -> Option<Vec<usize>> {
        let coming = &self.coming[kind + 1];
        let counts = held.iter().zip(&self.kinds[kind].counts_for).zip(self.bounds).zip(coming);
        counts
            .map(|(((held, counts), bound), coming)| {
                let now = held + if *counts { taken } else { 0 };
                let most = now + left.min(*coming);
                let followed = if most <= bound.max { now.min(bound.min) } else { now };
                (now <= bound.max && most >= bound.min).then_some(followed)
            })
            .collect()
    }

    fn scores_of_best(&self, kind: usize, taken: usize) -> u128 {
        let best = &self.kinds[kind].candidates[..taken];
        best.iter().map(|candidate| u128::from(self.scores[*candidate])).sum()
    }

    fn highest(
        &mut self,
        kind: usize,
        left: usize,
        held: &[usize],
    ) -> Result<Option<u128>, NoSelection> {
        if kind == self.kinds.len() {
            let kept = self.bounds.iter().zip(held).all(|(bound, held)| *held >= bound.min);
            return Ok((left == 0 && kept).then_some(0));
        }
        let key = (kind, left, held.to_vec());
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if self.known.len() >= MOST_STATES {
            return Err(NoSelection::TooLarge);
        }
        let mut highest = None;
        for taken in 0..=left.min(self.kinds[kind].candidates.len()) {
            let Some(held) = self.after(kind, taken, left - taken, held) else { continue };
            if let Some(rest) = self.highest(kind + 1, left - taken, &held)? {
                highest = highest.max(Some(self.scores_of_best(kind, taken) + rest));
            }
        }
        self.known.insert(key, highest);
        Ok(highest)
    }

    /// Walks every way to reach the highest total and writes the committees down.
    fn collect(
        &mut self,
        kind: usize,
        left: usize,
        held: &[usize],
        chosen: &mut Vec<usize>,
        found: &mut Selection,
    ) {
        if found.more {
            return;
        }
        if kind == self.kinds.len() {
            if found.committees.len() == MOST_COMMITTEES {
                found.more = true;
            } else {
                found.committees.push(chosen.clone());
            }
            return;
        }
        let Ok(Some(highest)) = self.highest(kind, left, held) else { return };
        for taken in 0..=left.min(self.kinds[kind].candidates.len()) {
            let Some(held) = self.after(kind, taken, left - taken, held) else { continue };
            let Ok(Some(rest)) = self.highest(kind + 1, left - taken, &held) else { continue };
            if self.scores_of_best(kind, taken) + rest != highest {
                continue;
            }
            for mut best in self.equally_good(kind, taken) {
                let before = chosen.len();
                chosen.append(&mut best);
                self.collect(kind + 1, left - taken, &held, chosen, found);
                chosen.truncate(before);
            }
        }
    }

    /// Every way to take `taken` of a kind at its highest score: the sure ones, and a choice of those
    /// with the score at the cut.
    fn equally_good(&self, kind: usize, taken: usize) -> Vec<Vec<usize>> {
        let order = &self.kinds[kind].candidates;
        let Some(cut) = taken.checked_sub(1).map(|last| self.scores[order[last]]) else {
            return vec![Vec::new()];
        };
        let sure = order.partition_point(|candidate| self.scores[*candidate] > cut);
        let equal = order.partition_point(|candidate| self.scores[*candidate] >= cut);
        let mut choices = Vec::new();
        choose(&order[sure..equal], taken - sure, &mut order[..sure].to_vec(), &mut choices);
        choices
    }
}

/// Every choice of `take` from `among`, each after what is in `chosen`; at most one more than are
/// listed in the end.
fn choose(among: &[usize], take: usize, chosen: &mut Vec<usize>, choices: &mut Vec<Vec<usize>>) {
    if choices.len() > MOST_COMMITTEES {
        return;
    }
    if take == 0 {
        choices.push(chosen.clone());
        return;
    }
    for place in 0..=among.len().saturating_sub(take) {
        if let Some(candidate) = among.get(place) {
            chosen.push(*candidate);
            choose(&among[place + 1..], take - 1, chosen, choices);
            chosen.pop();
        }
    }
}

/// Chooses between tied committees by lot, one member after another.
///
/// # Errors
/// [`LotNeeded`] with the members that the committees do not share.
pub fn settle(
    mut committees: Vec<Vec<usize>>,
    lots: &dyn Lots,
) -> Result<(Vec<usize>, Vec<LotDrawn>), LotNeeded> {
    let mut drawn = Vec::new();
    while committees.len() > 1 {
        let in_all = |member: &usize| committees.iter().all(|other| other.contains(member));
        let mut among: Vec<usize> =
            committees.iter().flatten().copied().filter(|member| !in_all(member)).collect();
        among.sort_unstable();
        among.dedup();
        let after_stage = drawn.len();
        let question = LotNeeded { purpose: Purpose::Elect, among, after_stage };
        let taken = ask(lots, &mut drawn, question)?;
        committees.retain(|committee| committee.contains(&taken));
    }
    Ok((committees.pop().unwrap_or_default(), drawn))
}

/// Best-loser substitution for one lower bound: as long as the group has too few seats, its best
/// unelected member takes the seat of the elected non-member with the lowest score.
///
/// Equal scores go by the order of the ballot paper. Nothing when the group is too small.
pub fn best_loser_substitution(scores: &[u64], seats: usize, bound: &Bound) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].cmp(&scores[*a]).then(a.cmp(b)));
    let (mut elected, mut unelected) = (order.clone(), order.split_off(seats.min(scores.len())));
    elected.truncate(seats);
    let is_member = |candidate: &usize| bound.group.contains(candidate);
    while elected.iter().filter(|candidate| is_member(candidate)).count() < bound.min {
        let out = elected.iter().rposition(|candidate| !is_member(candidate))?;
        let best = unelected.iter().position(is_member)?;
        elected.remove(out);
        elected.push(unelected.remove(best));
        elected.sort_by(|a, b| scores[*b].cmp(&scores[*a]).then(a.cmp(b)));
    }
    elected.sort_unstable();
    Some(elected)
}

#[cfg(test)]
mod tests {
    use super::super::lots::{LotOrder, NoLots};
    use super::*;
    use proptest::prelude::*;

    fn bound(group: &[usize], min: usize, max: usize) -> Bound {
        Bound { group: group.to_vec(), min, max }
    }

    /// Scores 50, 40, 30, 20 for two seats; Cem and Dina are from the north, which must have one.
    /// Ana and Cem together have 80; Bo, with 40 alone, gives way.
    #[test]
    fn a_lower_bound_costs_the_weakest_of_the_others_the_seat() {
        let scores = [50, 40, 30, 20];
        let north = bound(&[2, 3], 1, 2);
        let found = best(&scores, 2, std::slice::from_ref(&north)).unwrap();
        assert_eq!((found.total, found.committees), (80, vec![vec![0, 2]]));
        assert_eq!(best_loser_substitution(&scores, 2, &north), Some(vec![0, 2]));
    }

    #[test]
    fn several_bounds_are_kept_together() {
        let bounds = [bound(&[2, 3], 1, 1), bound(&[1, 3], 1, 2)];
        let found = best(&[50, 40, 30, 20], 2, &bounds).unwrap();
        assert_eq!(found.committees, [[0, 3], [1, 2]]);
        assert_eq!(found.total, 70);
    }

    #[test]
    fn equally_good_committees_wait_for_a_lot() {
        let found = best(&[5, 5, 5], 2, &[]).unwrap();
        assert_eq!(found.committees, [[0, 1], [0, 2], [1, 2]]);
        assert_eq!(settle(found.committees.clone(), &NoLots).unwrap_err().among, [0, 1, 2]);
        let (committee, drawn) =
            settle(found.committees, &LotOrder::first_wins(&[2, 1, 0])).unwrap();
        assert_eq!((committee, drawn.len()), (vec![1, 2], 2));
    }

    #[test]
    fn what_cannot_be_kept_is_said_before_anybody_votes() {
        let fault = |seats, bounds: &[Bound]| best(&[0, 0, 0], seats, bounds).unwrap_err();
        let few = NoSelection::TooFewCandidates { candidates: 3, seats: 4 };
        assert_eq!(fault(4, &[]), few);
        let small = NoSelection::GroupTooSmall { bound: 0, min: 2, group: 1 };
        assert_eq!(fault(2, &[bound(&[1], 2, 2)]), small);
        assert_eq!(fault(1, &[bound(&[0], 1, 1), bound(&[1], 1, 1)]), NoSelection::Together);
        assert_eq!(best_loser_substitution(&[1, 2], 1, &bound(&[], 1, 1)), None);
    }

    #[test]
    fn a_contest_without_seats_elects_nobody() {
        let found = best(&[3, 4], 0, &[]).unwrap();
        assert_eq!((found.total, found.committees), (0, vec![vec![]]));
    }

    #[test]
    fn many_tied_committees_are_listed_up_to_a_limit() {
        let found = best(&[1; 40], 20, &[]).unwrap();
        assert_eq!((found.committees.len(), found.more), (MOST_COMMITTEES, true));
    }

    /// 200 candidates, 40 seats, twelve groups with bounds both ways.
    #[test]
    fn a_large_council_with_many_groups_is_found_quickly() {
        let scores: Vec<u64> = (0..200).map(|c| (c * 7919 + 13) % 1_009).collect();
        let area = |a: usize| (0..200).filter(|c| c % 10 == a).collect::<Vec<_>>();
        let mut bounds: Vec<Bound> = (0..10).map(|a| bound(&area(a), 3, 5)).collect();
        bounds.push(bound(&(0..60).collect::<Vec<_>>(), 18, 40));
        let found = best(&scores, 40, &bounds).unwrap();
        assert!(found.committees.iter().all(|committee| committee.len() == 40));
    }

    fn brute(scores: &[u64], seats: usize, bounds: &[Bound]) -> (u128, Vec<Vec<usize>>) {
        let keeps = |set: &Vec<usize>| {
            bounds.iter().all(|bound| {
                let held = set.iter().filter(|c| bound.group.contains(c)).count();
                (bound.min..=bound.max).contains(&held)
            })
        };
        let mut sets = Vec::new();
        choose(&(0..scores.len()).collect::<Vec<_>>(), seats, &mut Vec::new(), &mut sets);
        sets.retain(keeps);
        let total = |set: &Vec<usize>| set.iter().map(|c| u128::from(scores[*c])).sum::<u128>();
        let most = sets.iter().map(total).max().unwrap_or(0);
        sets.retain(|set| total(set) == most);
        sets.sort();
        (most, sets)
    }

    proptest! {
        #[test]
        fn no_other_committee_is_better(
            scores in prop::collection::vec(0_u64..6, 1..9),
            seats in 0_usize..6,
            groups in prop::collection::vec((prop::collection::vec(0_usize..9, 0..6), 0_usize..3, 0_usize..4), 0..4),
        ) {
            prop_assume!(seats <= scores.len());
            let bounds: Vec<Bound> =
                groups.iter().map(|(group, min, extra)| bound(group, *min, min + extra)).collect();
            let (total, sets) = brute(&scores, seats, &bounds);
            match best(&scores, seats, &bounds) {
                Ok(found) => prop_assert_eq!((found.total, found.committees), (total, sets)),
                Err(_) => prop_assert!(sets.is_empty()),
            }
        }

        #[test]
        fn with_one_lower_bound_substitution_reaches_an_optimum(
            scores in prop::collection::vec(0_u64..6, 1..9),
            seats in 0_usize..6,
            group in prop::collection::btree_set(0_usize..9, 0..6),
            min in 0_usize..4,
        ) {
            prop_assume!(seats <= scores.len());
            let lower = bound(&group.into_iter().collect::<Vec<_>>(), min, seats);
            let substituted = best_loser_substitution(&scores, seats, &lower);
            if let Ok(found) = best(&scores, seats, std::slice::from_ref(&lower)) {
                prop_assert!(found.committees.contains(&substituted.unwrap()));
            } else {
                prop_assert_eq!(substituted, None);
            }
        }
    }
}
