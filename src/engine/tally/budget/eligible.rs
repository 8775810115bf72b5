//! Conditions before the count: how many must take part, how many must support a project.
//!
//! Source: Łódź and Katowice (least score), Warszawa 2018 (percent of the ballots), Świecie 2023
//! (support that grows with the price). A project that meets them all is counted like any other.

use super::{Count, Election};
use crate::contest::Conditions;

/// An option that is not counted, and which condition it did not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Its ballot place.
    pub option: usize,
    /// The first condition that it did not meet.
    pub why: Unmet,
    /// What it has of it: ballots, votes or points.
    pub has: i64,
    /// What it would need, the same kind of number.
    pub needs: u64,
}

/// A condition that was not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet {
    /// Too few ballots in the contest.
    Turnout,
    /// Too few votes or points.
    Support,
    /// Too small a part of the ballots.
    SupportPercent,
    /// Too few votes for its price.
    CostShare,
}

/// The options among `among` that meet the conditions, and those that do not.
///
/// `score` is what the rule inside counts: votes or points.
pub fn sift(
    election: &Election<'_>,
    conditions: &Conditions,
    among: &[usize],
    budget: u64,
    score: &[i64],
) -> (Vec<usize>, Vec<LeftOut>) {
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    for &option in among {
        match unmet(election, conditions, option, budget, score[option]) {
            None => kept.push(option),
            Some(found) => left_out.push(found),
        }
    }
    (kept, left_out)
}

fn unmet(
    election: &Election<'_>,
    conditions: &Conditions,
    option: usize,
    budget: u64,
    score: i64,
) -> Option<LeftOut> {
    let cast = election.profile.voters;
    let votes = election.votes[option];
    let needed = |why, has: i64, needs: u64| {
        let short = i128::from(has) < i128::from(needs);
        short.then_some(LeftOut { option, why, has, needs })
    };
    // The least whole number of votes v with v * divisor >= product.
    let least = |product: u128, divisor: u128| {
        u64::try_from(product.div_ceil(divisor.max(1))).unwrap_or(u64::MAX)
    };
    let turnout = conditions
        .min_turnout
        .and_then(|least| needed(Unmet::Turnout, i64::try_from(cast).unwrap_or(i64::MAX), least));
    let support = conditions.min_support.and_then(|least| needed(Unmet::Support, score, least));
    let percent = conditions.min_support_percent.and_then(|percent| {
        let votes_needed = least(u128::from(cast) * u128::from(percent), 100);
        needed(Unmet::SupportPercent, votes, votes_needed)
    });
    let cost_share = conditions.cost_share_divisor.and_then(|divisor| {
        let asked = u128::from(election.profile.costs[option]) * u128::from(cast);
        let votes_needed = least(asked, u128::from(divisor) * u128::from(budget));
        needed(Unmet::CostShare, votes, votes_needed)
    });
    turnout.or(support).or(percent).or(cost_share)
}

/// Notes the options that were left out in a count of the others.
pub(super) fn note(mut count: Count, left_out: Vec<LeftOut>) -> Count {
    count.left_out.extend(left_out);
    count.left_out.sort_by_key(|left_out| left_out.option);
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::Street;

    fn left_out(conditions: &Conditions) -> Vec<(usize, Unmet, i64, u64)> {
        let street = Street::new(100, &[("Playground", 90), ("Benches", 30), ("Mural", 20)])
            .approve(4, &["Playground"])
            .approve(3, &["Benches"])
            .approve(1, &["Mural"])
            .approve(2, &[]);
        let profile = street.profile();
        let votes = profile.votes();
        let election = Election::plain(&profile, &votes);
        let (_, out) = sift(&election, conditions, &[0, 1, 2], 100, &votes);
        out.into_iter().map(|out| (out.option, out.why, out.has, out.needs)).collect()
    }

    /// Ten ballots, blank ones too. Świecie asks for a third of the price's part of the money:
    /// 90 of 100 needs 3 of 10 votes, 20 of 100 needs 2/3 of a vote, so one.
    #[test]
    fn the_dearer_a_project_the_more_votes_it_needs_in_swiecie() {
        let swiecie =
            |divisor| Conditions { cost_share_divisor: Some(divisor), ..Conditions::default() };
        assert_eq!(left_out(&swiecie(3)), []);
        assert_eq!(left_out(&swiecie(2)), [(0, Unmet::CostShare, 4, 5)]);
        assert_eq!(left_out(&swiecie(1)).len(), 2, "benches need 3 of 10 and have them");
    }

    #[test]
    fn least_support_counts_votes_or_a_part_of_all_ballots() {
        let votes = Conditions { min_support: Some(3), ..Conditions::default() };
        assert_eq!(left_out(&votes), [(2, Unmet::Support, 1, 3)]);
        let percent = Conditions { min_support_percent: Some(31), ..Conditions::default() };
        assert_eq!(
            left_out(&percent),
            [(1, Unmet::SupportPercent, 3, 4), (2, Unmet::SupportPercent, 1, 4)]
        );
    }

    #[test]
    fn with_too_few_ballots_nothing_is_counted() {
        let turnout = Conditions { min_turnout: Some(11), ..Conditions::default() };
        assert_eq!(left_out(&turnout).len(), 3);
        assert_eq!(left_out(&turnout)[0], (0, Unmet::Turnout, 10, 11));
        let enough = Conditions { min_turnout: Some(10), ..Conditions::default() };
        assert_eq!(left_out(&enough), []);
    }
}
