//! The queue: options by a measure, largest first; each is funded if it fits the money that is left.
//!
//! Most votes, votes per cost, most points and Borda are this queue with four measures
//! (docs/FORMATS.md sections 6 and 6a).

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::ties::Tie;
use super::{Counting, Decided, fraction, map, text};
use crate::papers::{Measure, Misfit, Per, TiePolicy, Worth};
use crate::primitives::canonical::Value;

/// What an option is ordered by; `None` is a free option with support, which comes before all others.
type Rank = Option<BigRational>;

/// The order in which options have their turn.
pub struct Turns {
    /// Every option that is counted.
    pub order: Vec<usize>,
    /// The ties on the way; `round` is the first of their turns.
    pub ties: Vec<Tie>,
    ranks: Vec<Rank>,
    measure: Measure,
}

impl Turns {
    /// The options among `among`, largest measure first, equal ones by the policies.
    pub fn by(
        counting: &Counting<'_>,
        among: &[usize],
        measure: Measure,
        policies: &[TiePolicy],
    ) -> Self {
        let all = 0..counting.contest.options.len();
        let ranks: Vec<Rank> = all.map(|option| rank(counting, measure, option)).collect();
        let mut sorted = among.to_vec();
        sorted.sort_by(|a, b| compare(&ranks[*b], &ranks[*a]));
        let (mut order, mut ties) = (Vec::new(), Vec::new());
        for equal in sorted.chunk_by(|a, b| ranks[*a] == ranks[*b]) {
            if let [alone] = equal {
                order.push(*alone);
                continue;
            }
            let tie = Tie::settle(counting, policies, equal.to_vec(), order.len());
            order.extend_from_slice(&tie.options);
            ties.push(tie);
        }
        Self { order, ties, ranks, measure }
    }
}

/// Counts by a queue. Every option gets one round; options without support are no exception.
pub fn count(
    counting: &Counting<'_>,
    measure: Measure,
    misfit: Misfit,
    policies: &[TiePolicy],
) -> Decided {
    let turns = Turns::by(counting, &counting.among, measure, policies);
    walk(counting, turns, counting.budget, misfit, |_, _| None)
}

/// Most votes, or most of the points that the rule goes by, with passing over: what Equal Shares spends its rest by,
/// and what outcomes are compared with.
pub fn best_supported(counting: &Counting<'_>, among: &[usize], budget: u64) -> Decided {
    let by_votes = *counting.scores == *counting.profile.votes;
    let measure = match counting.rule.score() {
        // Points that are the votes over again are not told twice.
        _ if by_votes => Measure::Votes,
        Worth::Vote | Worth::Points => Measure::Points { per: Per::Project },
        Worth::PointsFromZero => Measure::Borda { per: Per::Project, last_gets_one: false },
    };
    let turns = Turns::by(counting, among, measure, counting.rule.ties());
    walk(counting, turns, budget, Misfit::Skip, |_, _| None)
}

/// Goes through the turns once. `excluded` may name a funded option that this one gives way to.
pub fn walk(
    counting: &Counting<'_>,
    turns: Turns,
    budget: u64,
    misfit: Misfit,
    excluded: impl Fn(usize, &[usize]) -> Option<usize>,
) -> Decided {
    let contest = counting.contest;
    let mut left = budget;
    let mut stopped = false;
    let (mut funded, mut rounds) = (Vec::new(), Vec::new());
    for option in turns.order {
        let cost = contest.options[option].cost;
        let mut round = vec![
            ("cost", Value::Int(cost)),
            ("id", text(&contest.options[option].id)),
            ("votes", Value::Int(counting.profile.votes[option])),
        ];
        let decision = if stopped {
            "stopped"
        } else if let Some(to) = excluded(option, &funded) {
            round.push(("to", text(&contest.options[to].id)));
            "gives_way"
        } else if cost <= left {
            left -= cost;
            funded.push(option);
            "funded"
        } else {
            stopped = misfit != Misfit::Skip;
            if is_helped(misfit, left, cost) {
                round.push(("outside", Value::Int(cost - left)));
                left = 0;
                funded.push(option);
                "helped"
            } else {
                "too_dear"
            }
        };
        round.push(("decision", text(decision)));
        round.push(("left", Value::Int(left)));
        if let (Some(rank), false) = (&turns.ranks[option], turns.measure == Measure::Votes) {
            round.push(("measure", fraction(rank)));
        }
        rounds.push(map(round));
    }
    let ties = turns.ties.iter().map(|tie| tie.write(contest)).collect();
    Decided { funded, members: vec![("rounds", Value::List(rounds)), ("ties", Value::List(ties))] }
}

/// Whether what is left pays enough of an option for the rest to come from outside.
fn is_helped(misfit: Misfit, left: u64, cost: u64) -> bool {
    match misfit {
        Misfit::Skip | Misfit::Stop => false,
        Misfit::Stretch { percent } => {
            u128::from(left) * 100 >= u128::from(cost) * u128::from(percent)
        }
    }
}

fn rank(counting: &Counting<'_>, measure: Measure, option: usize) -> Rank {
    let (votes, points) = (counting.profile.votes[option], counting.profile.points[option]);
    let cost = counting.contest.options[option].cost;
    let (sum, per) = match measure {
        Measure::Votes => (votes, Per::Project),
        Measure::VotesPerCost => (votes, Per::Cost),
        // The last of k ranks gets one point, or none: one less for each ballot.
        Measure::Points { per } | Measure::Borda { per, last_gets_one: true } => (points, per),
        Measure::Borda { per, last_gets_one: false } => (points.saturating_sub(votes), per),
    };
    let sum = BigRational::from_integer(BigInt::from(sum));
    match per {
        Per::Project => Some(sum),
        Per::Cost if cost > 0 => Some(sum / BigInt::from(cost)),
        Per::Cost if sum.is_zero() => Some(sum),
        Per::Cost => None,
    }
}

fn compare(a: &Rank, b: &Rank) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lots;
    use super::*;
    use crate::ballot::Ballot;
    use crate::bundle::ballot_box::BallotBox;
    use crate::papers::{Contest, ContestOption, Kind, Rule};
    use crate::profile::Profile;

    /// Three projects and a free one; budget 100.
    fn contest(kind: Kind) -> Contest {
        let option = ContestOption::plain;
        Contest {
            id: "hood".to_owned(),
            budget: 100,
            kind,
            options: vec![
                option("pool", 90),
                option("bench", 30),
                option("tree", 20),
                option("fair", 0),
            ],
            rule: Rule::Motion,
            rule_text: String::new(),
        }
    }

    fn table(kind: Kind, ballots: &[(u64, &str)], measure: Measure, misfit: Misfit) -> String {
        let contest = contest(kind);
        let name = contest.kind.name().to_owned();
        let one = |x: &str| format!(r#"{{"c":"hood","k":"{name}","x":{x}}}"#).into_bytes();
        let all = ballots.iter().flat_map(|(times, x)| {
            assert_ne!(Ballot::read(&contest, &one(x)), Some(Ballot::Invalid), "{x}");
            (0..*times).map(move |_| one(x))
        });
        let profile = Profile::of(&contest, &BallotBox::of(all)).unwrap();
        let order: Vec<String> = contest.options.iter().map(|o| o.id.clone()).collect();
        let lots = Lots::of(&contest, &order);
        let counting = Counting::new(&contest, &profile, &lots);
        let decided = count(&counting, measure, misfit, &[TiePolicy::Cheaper, TiePolicy::Lot]);
        let Value::List(rounds) = &decided.members[0].1 else { unreachable!() };
        let line = |round: &Value<'_>| {
            let Value::Map(members) = round else { unreachable!() };
            let get = |key: &str| members.iter().find(|(k, _)| k == key).map(|(_, v)| v.write());
            let of = |key| get(key).unwrap_or_else(|| "-".to_owned()).replace('"', "");
            format!("{} {} {} {}\n", of("id"), of("measure"), of("decision"), of("left"))
        };
        rounds.iter().map(line).collect()
    }

    /// The bench has 1/10 vote for each unit, the tree 1/10 as well and is cheaper; the pool 1/18.
    #[test]
    fn votes_per_cost_puts_the_free_project_first_and_the_dear_one_last() {
        let ballots = [(3, "[0,1]"), (2, "[0,2]"), (1, "[3]")];
        let kind = Kind::Approval { min: 1, max: 3 };
        assert_eq!(
            table(kind, &ballots, Measure::VotesPerCost, Misfit::Skip),
            "fair - funded 100\ntree 1/10 funded 80\nbench 1/10 funded 50\npool 1/18 too_dear 50\n"
        );
    }

    #[test]
    fn points_are_summed_and_the_last_project_may_be_helped() {
        let ballots = [(4, "[[1,5]]"), (1, "[[0,9],[2,1]]"), (1, "[]")];
        let kind = || Kind::Points { max_each: 10, total: 10 };
        let by = |misfit| table(kind(), &ballots, Measure::Points { per: Per::Project }, misfit);
        assert_eq!(
            by(Misfit::Stretch { percent: 75 }),
            "bench 20 funded 70\npool 9 helped 0\ntree 1 stopped 0\nfair 0 stopped 0\n"
        );
        assert_eq!(
            by(Misfit::Stretch { percent: 78 }),
            "bench 20 funded 70\npool 9 too_dear 70\ntree 1 stopped 70\nfair 0 stopped 70\n"
        );
    }

    /// Three ranks give 3, 2, 1 or 2, 1, 0; one rank gives 1 or 0.
    #[test]
    fn borda_gives_the_ranks_of_each_ballot_their_points() {
        let ballots = [(2, "[1,0,2]"), (3, "[2]")];
        let kind = || Kind::Ranking { max: 3 };
        let by = |last_gets_one| {
            let measure = Measure::Borda { per: Per::Project, last_gets_one };
            table(kind(), &ballots, measure, Misfit::Skip)
        };
        assert_eq!(
            by(true),
            "bench 6 funded 70\ntree 5 funded 50\npool 4 too_dear 50\nfair 0 funded 50\n"
        );
        assert_eq!(
            by(false),
            "bench 4 funded 70\npool 2 too_dear 70\nfair 0 funded 70\ntree 0 funded 50\n"
        );
    }
}
