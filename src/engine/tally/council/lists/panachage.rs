//! Panachage and cumulation, rule P1: votes for candidates across lists, the rest down one list.
//!
//! Source: elections/README.md, "rule P1 (ours, after the Hessian form; it does not claim to be that
//! law)". Each voter has as many votes as seats and may give one candidate several of them.

use serde::{Deserialize, Serialize};

use super::{ListRule, ListTie, apportion};

/// The most votes that one voter can give one candidate.
pub const MOST_PER_CANDIDATE: u64 = 3;

/// A paper as it was marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Lists marked.
    pub lists: Vec<usize>,
    /// Votes for candidates: list, candidate, votes.
    pub marks: Vec<(usize, usize, u64)>,
    /// Candidates struck out: list, candidate.
    pub struck: Vec<(usize, usize)>,
}

/// Why a paper does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// Neither a list nor a candidate is marked.
    Nothing,
    /// Several lists and no candidate: nobody can say which list is meant.
    SeveralLists,
    /// More votes than there are seats.
    TooManyVotes,
    /// A list or candidate that does not exist.
    Unknown,
}

/// What one paper gives: votes per list and candidate, and votes that could not be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Votes by list and candidate.
    pub votes: Vec<Vec<u64>>,
    /// Votes that the voter had and did not use.
    pub unused: u64,
}

/// The result of a contest under rule P1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanachageOutcome {
    /// Votes by list and candidate.
    pub candidate_votes: Vec<Vec<u64>>,
    /// Votes by list: the sum of its candidates'.
    pub list_votes: Vec<u64>,
    /// Papers that do not count.
    pub invalid: u64,
    /// Votes that valid papers did not use.
    pub unused_votes: u64,
    /// Seats won per list, by Hare; a list may win more than it has candidates.
    pub seats: Vec<u64>,
    /// The last seats, when lists are tied for them.
    pub tie: Option<ListTie>,
    /// Seats that stay empty: their list has too few candidates, or nobody voted.
    pub unfilled: u64,
    /// Per list, who is elected for its certain seats: most votes first, then the order of the list.
    pub elected: Vec<Vec<usize>>,
}

/// Reads one paper in a contest of `seats` seats.
///
/// Votes beyond three for one candidate are dropped, also when they come from several marks. Marks
/// for candidates count first; when exactly one list is marked, what is left goes down that list, one
/// vote each, again and again, past candidates who are struck out or have three.
///
/// # Errors
/// [`Invalid`] when the paper does not count.
pub fn read(paper: &Paper, sizes: &[usize], seats: u64) -> Result<Given, Invalid> {
    let exists =
        |(list, candidate): (usize, usize)| sizes.get(list).is_some_and(|size| candidate < *size);
    let named = paper.marks.iter().map(|(list, candidate, _)| (*list, *candidate));
    let known = named.chain(paper.struck.iter().copied()).all(exists);
    if !known || paper.lists.iter().any(|list| *list >= sizes.len()) {
        return Err(Invalid::Unknown);
    }
    let mut votes: Vec<Vec<u64>> = sizes.iter().map(|size| vec![0; *size]).collect();
    for &(list, candidate, given) in &paper.marks {
        let held = &mut votes[list][candidate];
        *held = held.saturating_add(given).min(MOST_PER_CANDIDATE);
    }
    let given: u64 = votes.iter().flatten().sum();
    match (given, paper.lists.len()) {
        (0, 0) => return Err(Invalid::Nothing),
        (0, 2..) => return Err(Invalid::SeveralLists),
        _ if given > seats => return Err(Invalid::TooManyVotes),
        _ => {}
    }
    let mut left = seats - given;
    if let [list] = paper.lists[..] {
        left = down_the_list(&mut votes[list], left, |candidate| {
            paper.struck.contains(&(list, candidate))
        });
    }
    Ok(Given { votes, unused: left })
}

/// Gives one vote each down the list, again and again, and returns what cannot be placed.
fn down_the_list(list: &mut [u64], mut left: u64, struck: impl Fn(usize) -> bool) -> u64 {
    loop {
        let mut placed = false;
        for (candidate, held) in list.iter_mut().enumerate() {
            if left > 0 && *held < MOST_PER_CANDIDATE && !struck(candidate) {
                *held += 1;
                left -= 1;
                placed = true;
            }
        }
        if !placed {
            return left;
        }
    }
}

/// Counts all papers: `sizes` has the number of candidates of each list.
pub fn count(papers: &[Paper], sizes: &[usize], seats: u64) -> PanachageOutcome {
    let mut candidate_votes: Vec<Vec<u64>> = sizes.iter().map(|size| vec![0; *size]).collect();
    let (mut invalid, mut unused_votes) = (0, 0);
    for paper in papers {
        let Ok(given) = read(paper, sizes, seats) else {
            invalid += 1;
            continue;
        };
        unused_votes += given.unused;
        for (sum, votes) in candidate_votes.iter_mut().flatten().zip(given.votes.iter().flatten()) {
            *sum += votes;
        }
    }
    let list_votes: Vec<u64> = candidate_votes.iter().map(|list| list.iter().sum()).collect();
    let shares = apportion(ListRule::Hare, &list_votes, seats, None);
    let elected: Vec<Vec<usize>> = candidate_votes
        .iter()
        .zip(&shares.seats)
        .map(|(votes, seats)| {
            let mut order: Vec<usize> = (0..votes.len()).collect();
            order.sort_by(|a, b| votes[*b].cmp(&votes[*a]).then(a.cmp(b)));
            order.truncate(usize::try_from(*seats).unwrap_or(usize::MAX));
            order
        })
        .collect();
    let seated: usize = elected.iter().map(Vec::len).sum();
    let empty = shares.seats.iter().sum::<u64>() - seated as u64;
    PanachageOutcome {
        elected,
        candidate_votes,
        list_votes,
        invalid,
        unused_votes,
        seats: shares.seats,
        tie: shares.tie,
        unfilled: shares.unfilled + empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paper(lists: &[usize], marks: &[(usize, usize, u64)], struck: &[(usize, usize)]) -> Paper {
        Paper { lists: lists.to_vec(), marks: marks.to_vec(), struck: struck.to_vec() }
    }

    /// Five votes. Two go to a candidate of list B; the list vote for A places the other three:
    /// Ana, not Bo (struck out), Cem, and Ana again.
    #[test]
    fn what_candidates_do_not_get_goes_down_the_list() {
        let given = read(&paper(&[0], &[(1, 0, 2)], &[(0, 1)]), &[3, 1], 5).unwrap();
        assert_eq!(given.votes, [vec![2, 0, 1], vec![2]]);
        assert_eq!(given.unused, 0);
    }

    #[test]
    fn a_short_list_cannot_hold_all_votes() {
        let given = read(&paper(&[0], &[], &[]), &[1], 5).unwrap();
        assert_eq!((given.votes, given.unused), (vec![vec![3]], 2));
    }

    #[test]
    fn four_votes_for_one_candidate_are_three() {
        let given = read(&paper(&[], &[(0, 0, 2), (0, 0, 2)], &[]), &[2], 3).unwrap();
        assert_eq!(given.votes, [[3, 0]]);
    }

    #[test]
    fn a_paper_that_nobody_can_read_does_not_count() {
        let read = |lists: &[usize], marks: &[(usize, usize, u64)]| {
            read(&paper(lists, marks, &[]), &[2, 2], 2).map(|given| given.unused)
        };
        assert_eq!(read(&[], &[]), Err(Invalid::Nothing));
        assert_eq!(read(&[0, 1], &[]), Err(Invalid::SeveralLists));
        assert_eq!(read(&[], &[(0, 0, 2), (0, 1, 1)]), Err(Invalid::TooManyVotes));
        assert_eq!(read(&[2], &[]), Err(Invalid::Unknown));
        assert_eq!(read(&[], &[(0, 2, 1)]), Err(Invalid::Unknown));
        assert_eq!(read(&[0, 1], &[(0, 0, 1)]), Ok(1));
    }

    #[test]
    fn equal_lists_tie_for_the_odd_seat() {
        let papers = [paper(&[0], &[], &[]), paper(&[1], &[], &[])];
        let outcome = count(&papers, &[3, 3], 3);
        assert_eq!(outcome.list_votes, [3, 3]);
        assert_eq!(outcome.tie, Some(ListTie { lists: vec![0, 1], seats_to_draw: 1 }));
        assert_eq!(outcome.elected, [[0], [0]]);
    }

    #[test]
    fn a_list_with_fewer_candidates_than_seats_leaves_one_empty() {
        let outcome = count(&[paper(&[], &[(0, 0, 3)], &[])], &[1, 4], 3);
        assert_eq!((outcome.seats.as_slice(), outcome.unfilled), (&[3, 0][..], 2));
        assert_eq!(outcome.elected, [vec![0], vec![]]);
    }

    #[test]
    fn nobody_voted_so_every_seat_stays_empty() {
        let outcome = count(&[], &[2], 2);
        assert_eq!((outcome.seats, outcome.unfilled), (vec![0], 2));
    }

    proptest! {
        #[test]
        fn a_valid_paper_uses_its_votes_or_loses_them(
            lists in prop::collection::vec(0_usize..2, 0..2),
            marks in prop::collection::vec((0_usize..2, 0_usize..3, 1_u64..5), 0..4),
            struck in prop::collection::vec((0_usize..2, 0_usize..3), 0..3),
            seats in 1_u64..12,
        ) {
            if let Ok(given) = read(&paper(&lists, &marks, &struck), &[3, 3], seats) {
                let used: u64 = given.votes.iter().flatten().sum();
                prop_assert_eq!(used + given.unused, seats);
                prop_assert!(given.votes.iter().flatten().all(|votes| *votes <= MOST_PER_CANDIDATE));
            }
        }
    }
}
