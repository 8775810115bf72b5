//! How many votes fewer could give another result: what the number of replaced letters is compared with.
//!
//! Only for most votes and motions. Who is funded by most votes changes only where an option that is not funded comes
//! before one that is (or, where the first that does not fit stops the count, before that one), so the smallest lead
//! is the margin. No such number is known for the other rules.

use crate::papers::{Measure, Misfit, Rule};
use crate::primitives::canonical::Value;
use crate::shape::Shape;

/// The votes that would have to fall away; `None` where no number of them could matter, or none is known.
pub fn margin(rule: &Rule, record: &Value<'_>) -> Option<u64> {
    let rounds = Shape::any(record).ok()?.list("rounds").ok()?;
    let rounds = rounds.iter().filter_map(|round| Shape::any(round).ok());
    match rule {
        Rule::Motion => {
            let round = rounds.into_iter().next()?;
            let (yes, no) = (round.int("yes").ok()?, round.int("no").ok()?);
            Some(if yes > no { yes - no } else { no - yes + 1 })
        }
        Rule::Queue { measure: Measure::Votes, misfit: Misfit::Skip | Misfit::Stop, .. } => {
            let (mut ahead, mut stopper): (Option<u64>, Option<(u64, u64)>) = (None, None);
            let mut margin: Option<u64> = None;
            for round in rounds {
                let (votes, cost) = (round.int("votes").ok()?, round.int("cost").ok()?);
                let decision = round.text("decision").ok()?;
                if decision == "funded" {
                    ahead = Some(votes);
                    continue;
                }
                let mut lead = |before: u64| {
                    let lead = before.saturating_sub(votes);
                    margin = Some(margin.map_or(lead, |known| known.min(lead)));
                };
                ahead.into_iter().for_each(&mut lead);
                match (decision, stopper) {
                    ("stopped", Some((before, left))) if cost <= left => lead(before),
                    ("too_dear", None) => stopper = Some((votes, round.int("left").ok()?)),
                    _ => {}
                }
            }
            margin
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::TiePolicy;
    use crate::primitives::canonical::parse;

    fn of(misfit: Misfit, rounds: &str) -> Option<u64> {
        let rule = Rule::Queue { measure: Measure::Votes, misfit, ties: vec![TiePolicy::Lot] };
        margin(&rule, &parse(format!(r#"{{"rounds":[{rounds}]}}"#).as_bytes()).unwrap())
    }

    fn round(cost: u64, decision: &str, left: u64, votes: u64) -> String {
        format!(r#"{{"cost":{cost},"decision":"{decision}","left":{left},"votes":{votes}}}"#)
    }

    /// The pool (7 votes) does not fit behind the benches (9); the tree (6) does. Three votes fewer for the tree, and
    /// the swing (3) is level with it.
    #[test]
    fn the_smallest_lead_of_a_funded_project_over_one_that_is_not() {
        let rounds = [
            round(60, "funded", 40, 9),
            round(90, "too_dear", 40, 7),
            round(30, "funded", 10, 6),
            round(20, "too_dear", 10, 3),
        ];
        assert_eq!(of(Misfit::Skip, &rounds.join(",")), Some(2), "the benches lead the pool by 2");
        assert_eq!(of(Misfit::Skip, &rounds[2..].join(",")), Some(3));
        assert_eq!(of(Misfit::Skip, &rounds[0]), None, "everything is funded");
    }

    #[test]
    fn where_the_count_stops_what_stopped_it_has_a_lead_too() {
        let rounds =
            [round(60, "funded", 40, 9), round(90, "too_dear", 40, 4), round(30, "stopped", 40, 3)];
        assert_eq!(of(Misfit::Stop, &rounds.join(",")), Some(1));
        let dear = round(50, "stopped", 40, 3);
        assert_eq!(of(Misfit::Stop, &[&rounds[..2], &[dear]].concat().join(",")), Some(5));
    }

    #[test]
    fn a_motion_hangs_on_the_votes_between_yes_and_no() {
        let of = |yes: u64, no: u64| {
            let text = format!(r#"{{"rounds":[{{"no":{no},"yes":{yes}}}]}}"#);
            margin(&Rule::Motion, &parse(text.as_bytes()).unwrap())
        };
        assert_eq!((of(9, 7), of(7, 7), of(5, 7)), (Some(2), Some(1), Some(3)));
    }
}
