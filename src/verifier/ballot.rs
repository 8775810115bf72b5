//! One ballot's bytes, and whether they keep the contest's rules (docs/FORMATS.md section 2).

use crate::papers::{Contest, Kind};
use crate::primitives::canonical::{Value, parse};
use crate::shape::{Shape, is_ascending};

/// What a ballot says, as far as a count needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ballot {
    /// Nothing: always allowed.
    Blank,
    /// The options it marks, ascending, each with its points: those given, or of k ranks k to 1, or 1.
    Marks(Vec<(u32, u64)>),
    /// It breaks the contest's rules and is counted as invalid.
    Invalid,
}

impl Ballot {
    /// Reads the published bytes of one ballot. `None` when the kind is foreign to this program.
    pub fn read(contest: &Contest, bytes: &[u8]) -> Option<Self> {
        if let Kind::Foreign(_) = contest.kind {
            return None;
        }
        Some(Self::read_known(contest, bytes).unwrap_or(Self::Invalid))
    }

    fn read_known(contest: &Contest, bytes: &[u8]) -> Option<Self> {
        let record = parse(bytes).ok()?;
        let ballot = Shape::exact(&record, &["c", "k", "x"]).ok()?;
        let kind = contest.kind.name();
        (ballot.text("c").ok()? == contest.id && ballot.text("k").ok()? == kind).then_some(())?;
        let marks = ballot.list("x").ok()?;
        if marks.is_empty() {
            return Some(Self::Blank);
        }
        let count = contest.options.len();
        let read = match &contest.kind {
            Kind::Points { max_each, total } => {
                return points(marks, count, *max_each, *total).map(Self::Marks);
            }
            Kind::Ranking { max } => return ranking(marks, count, *max).map(Self::Marks),
            Kind::Approval { min, max } => {
                let marks = ascending(marks, count)?;
                (*min..=*max).contains(&(marks.len() as u64)).then_some(marks)?
            }
            Kind::Knapsack => {
                let marks = ascending(marks, count)?;
                let cost: u128 =
                    marks.iter().map(|m| u128::from(contest.options[*m as usize].cost)).sum();
                (cost <= u128::from(contest.budget)).then_some(marks)?
            }
            Kind::ChooseOne | Kind::Motion => {
                ascending(marks, count).filter(|marks| marks.len() == 1)?
            }
            Kind::Foreign(_) => return None,
        };
        Some(Self::Marks(read.into_iter().map(|mark| (mark, 1)).collect()))
    }
}

fn index(value: &Value<'_>, count: usize) -> Option<u32> {
    match value {
        Value::Int(index) if *index < count as u64 => u32::try_from(*index).ok(),
        _ => None,
    }
}

fn ascending(marks: &[Value<'_>], count: usize) -> Option<Vec<u32>> {
    let marks: Vec<u32> = marks.iter().map(|mark| index(mark, count)).collect::<Option<_>>()?;
    is_ascending(&marks).then_some(marks)
}

/// The ranks of a ballot as points: the first of k has k, the last has 1.
fn ranking(marks: &[Value<'_>], count: usize, max: u64) -> Option<Vec<(u32, u64)>> {
    let ranks = marks.len() as u64;
    let mut points: Vec<(u32, u64)> = marks
        .iter()
        .zip((1..=ranks).rev())
        .map(|(mark, points)| Some((index(mark, count)?, points)))
        .collect::<Option<_>>()?;
    points.sort_unstable();
    let different = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
    (different && ranks <= max).then_some(points)
}

fn points(marks: &[Value<'_>], count: usize, max_each: u64, total: u64) -> Option<Vec<(u32, u64)>> {
    let mut given = 0_u64;
    let mut options = Vec::with_capacity(marks.len());
    for mark in marks {
        let Value::List(pair) = mark else { return None };
        let [option, Value::Int(points)] = pair.as_slice() else { return None };
        (1..=max_each).contains(points).then_some(())?;
        given = given.saturating_add(*points);
        options.push((index(option, count)?, *points));
    }
    let ascending = options.windows(2).all(|pair| pair[0].0 < pair[1].0);
    (ascending && given <= total).then_some(options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::{ContestOption, Rule};

    fn contest(kind: Kind) -> Contest {
        let option = ContestOption::plain;
        Contest {
            id: "city".to_owned(),
            budget: 100,
            kind,
            options: vec![option("a", 60), option("b", 40), option("c", 50)],
            rule: Rule::Motion,
            rule_text: String::new(),
        }
    }

    fn read(kind: Kind, x: &str) -> Ballot {
        let contest = contest(kind);
        let bytes = format!(r#"{{"c":"city","k":"{}","x":{x}}}"#, contest.kind.name());
        Ballot::read(&contest, bytes.as_bytes()).unwrap()
    }

    #[test]
    fn each_kind_has_its_own_limits() {
        let marks = |m: &[u32]| Ballot::Marks(m.iter().map(|mark| (*mark, 1)).collect());
        let approval = || Kind::Approval { min: 1, max: 2 };
        assert_eq!(read(approval(), "[]"), Ballot::Blank);
        assert_eq!(read(approval(), "[0,2]"), marks(&[0, 2]));
        assert_eq!(read(approval(), "[2,0]"), Ballot::Invalid);
        assert_eq!(read(approval(), "[0,1,2]"), Ballot::Invalid);
        assert_eq!(read(approval(), "[3]"), Ballot::Invalid);
        assert_eq!(read(Kind::Approval { min: 2, max: 2 }, "[0]"), Ballot::Invalid);
        assert_eq!(read(Kind::Knapsack, "[0,1]"), marks(&[0, 1]));
        assert_eq!(read(Kind::Knapsack, "[0,2]"), Ballot::Invalid);
        assert_eq!(read(Kind::ChooseOne, "[1]"), marks(&[1]));
        assert_eq!(read(Kind::ChooseOne, "[0,1]"), Ballot::Invalid);
        let points = || Kind::Points { max_each: 3, total: 5 };
        assert_eq!(read(points(), "[[0,3],[2,2]]"), Ballot::Marks(vec![(0, 3), (2, 2)]));
        assert_eq!(read(points(), "[[0,3],[2,3]]"), Ballot::Invalid);
        assert_eq!(read(points(), "[[0,4]]"), Ballot::Invalid);
        assert_eq!(read(points(), "[[0,0]]"), Ballot::Invalid);
        let ranked = Ballot::Marks(vec![(0, 1), (2, 2)]);
        assert_eq!(read(Kind::Ranking { max: 2 }, "[2,0]"), ranked);
        assert_eq!(read(Kind::Ranking { max: 2 }, "[2,2]"), Ballot::Invalid);
    }

    #[test]
    fn a_ballot_of_another_contest_is_invalid_here() {
        let contest = contest(Kind::ChooseOne);
        let foreign = br#"{"c":"youth","k":"choose_one","x":[1]}"#;
        assert_eq!(Ballot::read(&contest, foreign), Some(Ballot::Invalid));
        assert_eq!(Ballot::read(&contest, b"not a record"), Some(Ballot::Invalid));
    }
}
