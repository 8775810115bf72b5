//! Every count of rankings, made into the one table.

use num_rational::BigRational;
use num_traits::Zero;

use super::{Fate, Stage, Told, Why};
use crate::tally::council::irv::IrvOutcome;
use crate::tally::council::lots::LotDrawn;
use crate::tally::council::rankings::Rankings;
use crate::tally::council::stv::StvOutcome;
use crate::tally::council::stv::explain::{self, tell};
use crate::tally::council::stv::meek::MeekOutcome;
use crate::tally::council::stv::quantity::Amount;
use crate::tally::fraction::Fraction;

/// STV by stages.
pub fn of_stv<V: Amount>(outcome: &StvOutcome<V>, box_: &Rankings) -> Told {
    let quota = outcome.quota.votes();
    let stages = tell(outcome).into_iter().zip(&outcome.stages).map(|(told, stage)| Stage {
        why: match told.why {
            explain::Why::First => Why::First,
            explain::Why::Surplus { candidate, too_many } => {
                Why::Surplus { candidate, too_many: too_many.votes() }
            }
            explain::Why::Excluded { candidates, had } => {
                Why::Excluded { candidates, had: had.votes() }
            }
        },
        votes: stage.votes.iter().map(Amount::votes).collect(),
        to: told.to.iter().map(|(place, votes)| (*place, votes.votes())).collect(),
        to_nobody: told.to_nobody.votes(),
        nobody: stage.nontransferable.votes(),
        quota: Some(quota.clone()),
        elected: told.elected,
        excluded: None,
    });
    let stages: Vec<Stage> = stages.collect();
    Told {
        fates: fates(&stages, &outcome.elected, box_),
        valid: outcome.valid,
        stages,
        elected: outcome.elected.clone(),
        lots: outcome.lots.clone(),
        unfilled: outcome.unfilled,
    }
}

/// Meek's rounds: after the first, whoever is elected keeps less of every paper.
pub fn of_meek(outcome: &MeekOutcome, box_: &Rankings) -> Told {
    let vote = |number: u128| Fraction::whole(number).in_units(1_000_000_000);
    let mut stages: Vec<Stage> = Vec::new();
    let mut elected = Vec::new();
    for round in &outcome.rounds {
        let votes: Vec<Fraction> = round.votes.iter().map(|votes| vote(votes.0)).collect();
        let why = match stages.last() {
            None => Why::First,
            Some(Stage { excluded: Some(out), votes, .. }) => {
                Why::Excluded { candidates: vec![*out], had: votes[*out].clone() }
            }
            Some(_) => Why::Shared { by: elected.clone() },
        };
        let next = Stage {
            quota: Some(vote(round.quota.0)),
            elected: round.elected.clone(),
            excluded: round.excluded,
            ..moved(stages.last(), why, votes, vote(round.exhausted.0))
        };
        elected.extend(&round.elected);
        stages.push(next);
    }
    Told {
        fates: fates(&stages, &outcome.elected, box_),
        valid: box_.valid(),
        stages,
        elected: outcome.elected.clone(),
        lots: outcome.lots.clone(),
        unfilled: outcome.unfilled,
    }
}

/// The run-off's rounds.
pub fn of_irv(outcome: &IrvOutcome, box_: &Rankings) -> Told {
    let mut stages: Vec<Stage> = Vec::new();
    for round in &outcome.rounds {
        let votes: Vec<Fraction> =
            round.votes.iter().map(|votes| Fraction::whole(*votes)).collect();
        let why = match stages.last() {
            Some(Stage { excluded: Some(out), votes, .. }) => {
                Why::Excluded { candidates: vec![*out], had: votes[*out].clone() }
            }
            Some(_) | None => Why::First,
        };
        let next = moved(stages.last(), why, votes, Fraction::whole(round.exhausted));
        stages.push(Stage { excluded: round.excluded, ..next });
    }
    if let Some(last) = stages.last_mut() {
        last.elected.clone_from(&outcome.winners);
    }
    Told {
        fates: fates(&stages, &outcome.winners, box_),
        valid: box_.valid(),
        stages,
        elected: outcome.winners.clone(),
        lots: outcome.lots.clone(),
        unfilled: 0,
    }
}

/// A count by most votes: one stage.
pub fn of_votes(
    votes: &[u64],
    elected: &[usize],
    lots: &[LotDrawn],
    unfilled: usize,
    box_: &Rankings,
) -> Told {
    let votes: Vec<Fraction> = votes.iter().map(|votes| Fraction::whole(*votes)).collect();
    let first = moved(None, Why::First, votes, Fraction::whole(0));
    let stages = vec![Stage { elected: elected.to_vec(), ..first }];
    Told {
        fates: fates(&stages, elected, box_),
        valid: box_.valid(),
        stages,
        elected: elected.to_vec(),
        lots: lots.to_vec(),
        unfilled,
    }
}

/// A stage after `before`: whoever has more than then received it.
fn moved(before: Option<&Stage>, why: Why, votes: Vec<Fraction>, nobody: Fraction) -> Stage {
    let zero = BigRational::zero();
    let had = |place: usize| before.map_or(&zero, |before| before.votes[place].ratio());
    let gained = |(place, votes): (usize, &Fraction)| {
        let gained = votes.ratio() - had(place);
        (gained > zero).then(|| (place, Fraction::from(gained)))
    };
    let mut to: Vec<(usize, Fraction)> = votes.iter().enumerate().filter_map(gained).collect();
    to.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let lost = before.map_or(zero.clone(), |before| before.nobody.ratio().clone());
    let to_nobody = Fraction::from(nobody.ratio() - lost);
    Stage { why, votes, to, to_nobody, nobody, quota: None, elected: Vec::new(), excluded: None }
}

/// What became of everybody, read off the stages.
fn fates(stages: &[Stage], elected: &[usize], box_: &Rankings) -> Vec<Fate> {
    let Some(last) = stages.len().checked_sub(1) else { return Vec::new() };
    // Who went out, in which stage the votes were compared, and with whom.
    let mut out: Vec<(usize, Vec<usize>)> = Vec::new();
    for (number, stage) in stages.iter().enumerate() {
        match &stage.why {
            Why::Excluded { candidates, .. } if stage.excluded.is_none() && number > 0 => {
                let said = out.iter().any(|(_, all)| candidates.iter().all(|c| all.contains(c)));
                if !said {
                    out.push((number - 1, candidates.clone()));
                }
            }
            Why::Excluded { .. } | Why::First | Why::Surplus { .. } | Why::Shared { .. } => {}
        }
        out.extend(stage.excluded.map(|candidate| (number, vec![candidate])));
    }
    let fate = |place: usize| {
        if box_.withdrawn().any(|withdrawn| withdrawn == place) {
            return Fate::Withdrawn;
        }
        if elected.contains(&place) {
            let stage = stages.iter().position(|stage| stage.elected.contains(&place));
            let stage = stage.unwrap_or(last);
            let votes = stages[stage].votes[place].clone();
            let reached = stages[stage].quota.as_ref().is_none_or(|quota| votes >= *quota);
            return Fate::Elected { stage, votes, reached };
        }
        if let Some((stage, together)) = out.iter().find(|(_, all)| all.contains(&place)) {
            let gone = |other: &usize| {
                together.contains(other)
                    || out.iter().any(|(before, all)| before < stage && all.contains(other))
                    || stages[..=*stage].iter().any(|stage| stage.elected.contains(other))
            };
            let votes = &stages[*stage].votes;
            let next =
                box_.standing().filter(|other| !gone(other)).map(|other| &votes[other]).min();
            return Fate::Excluded {
                stage: *stage,
                had: votes[place].clone(),
                next: next.cloned(),
            };
        }
        Fate::Left { votes: stages[last].votes[place].clone() }
    };
    (0..box_.candidates()).map(fate).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tally::council::irv;
    use crate::tally::council::lots::LotOrder;
    use crate::tally::council::stv::{ers97, exact, meek, northern_ireland, scottish};

    /// Four run for two seats. Ana has 13 of 20 papers and needs 7; her six go on, mostly to Bo, who
    /// then has 7.6; nobody has to go out, and Cem (4) and Dina (0) are left when the seats are full.
    #[test]
    fn the_table_says_what_became_of_everybody() {
        let groups: &[(u64, &[u16])] = &[(10, &[0, 1]), (3, &[0]), (3, &[1]), (4, &[2, 1])];
        let box_ = Rankings::from_groups(4, groups).unwrap();
        let outcome = scottish::count(&box_, 2, &LotOrder::lowest_number(4)).unwrap();
        let told = of_stv(&outcome, &box_);
        let votes = |text: &str| text.parse::<Fraction>().unwrap();
        assert_eq!(
            told.fates,
            [
                Fate::Elected { stage: 0, votes: votes("13"), reached: true },
                Fate::Elected { stage: 1, votes: votes("76153/10000"), reached: true },
                Fate::Left { votes: votes("4") },
                Fate::Left { votes: votes("0") },
            ]
        );
        assert_eq!(told.stages[1].to, [(1, votes("46153/10000"))]);
    }

    /// Five papers for Ana, four for Bo, two for Cem who prefer Bo: Cem goes out with two where the
    /// next had four, and Bo wins the run-off by six to five.
    #[test]
    fn who_goes_out_is_told_with_the_next_above() {
        let box_ = Rankings::from_groups(3, &[(5, &[0]), (4, &[1]), (2, &[2, 1])]).unwrap();
        let told = of_irv(&irv::count(&box_, &LotOrder::lowest_number(3)).unwrap(), &box_);
        let whole = |n: u32| Fraction::whole(n);
        assert_eq!(told.fates[2], Fate::Excluded { stage: 0, had: whole(2), next: Some(whole(4)) });
        assert_eq!(told.elected, [1]);
    }

    #[test]
    fn an_empty_box_leaves_everybody_without_votes() {
        let box_ = Rankings::from_groups(2, &[]).unwrap();
        let told = of_stv(&scottish::count(&box_, 1, &LotOrder::lowest_number(2)).unwrap(), &box_);
        assert_eq!((told.valid, told.fates.len()), (0, 2));
    }

    proptest! {
        /// Whatever the rule: everybody has one fate, the elected are those of the count, and the
        /// votes of every stage add up to the papers that counted.
        #[test]
        fn every_rule_is_told_without_losing_a_vote(
            groups in prop::collection::vec((1_u64..20, Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle(), 1_usize..6), 1..12),
            seats in 1_usize..4,
        ) {
            let groups: Vec<_> = groups.iter().map(|(n, r, cut)| (*n, &r[..*cut])).collect();
            let box_ = Rankings::from_groups(5, &groups).unwrap();
            let lots = LotOrder::lowest_number(5);
            let all = [
                of_stv(&scottish::count(&box_, seats, &lots).unwrap(), &box_),
                of_stv(&exact::count(&box_, seats, &lots).unwrap(), &box_),
                of_stv(&ers97::count(&box_, seats, &lots).unwrap(), &box_),
                of_stv(&northern_ireland::count(&box_, seats, &lots).unwrap(), &box_),
                of_meek(&meek::count(&box_, seats, &lots).unwrap(), &box_),
                of_irv(&irv::count(&box_, &lots).unwrap(), &box_),
            ];
            for told in all {
                let seated = |fate: &&Fate| matches!(fate, Fate::Elected { .. });
                prop_assert_eq!(told.fates.iter().filter(seated).count(), told.elected.len());
                for stage in &told.stages {
                    let held: BigRational = stage.votes.iter().map(|votes| votes.ratio().clone()).sum();
                    let whole = Fraction::from(held + stage.nobody.ratio());
                    // Meek rounds its products; the other rules keep every vote somewhere.
                    prop_assert!(whole.decimal(4) == Fraction::whole(told.valid).decimal(4));
                }
                // Under Meek, who is less than the surplus apart is tied, and the lot may fall on either.
                let little = BigRational::new(1.into(), 1_000_000.into());
                for fate in &told.fates {
                    if let Fate::Excluded { had, next: Some(next), .. } = fate {
                        let at_most = next.ratio() + &little;
                        prop_assert!(*had.ratio() <= at_most, "{had} went out before {next}");
                    }
                }
            }
        }
    }
}
