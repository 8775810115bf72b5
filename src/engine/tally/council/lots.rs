//! Lots: the drawn decision between candidates that the count itself cannot tell apart.
//!
//! A lot is an input. A count that needs one and has none stops and says between whom and for what
//! ([`LotNeeded`]); people draw it in public, write it down ([`LotDrawn`]), and the same count runs
//! again with it. The model is kiesraad/abacus, where a drawn lot is a recorded state of the count.
//! Candidates (and lists) are 0-based numbers here, in the order of the ballot paper.

use serde::{Deserialize, Serialize};

/// What the lot decides about the one who is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The one taken has their surplus transferred first.
    TransferFirst,
    /// The one taken is excluded.
    Exclude,
    /// The one taken gets the seat.
    Elect,
}

/// The count stopped here: it needs a lot and has none that answers this question.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error,
)]
#[error("a lot is needed between {among:?} after stage {after_stage}")]
#[serde(deny_unknown_fields)]
pub struct LotNeeded {
    /// What the lot decides.
    pub purpose: Purpose,
    /// Who is tied, in the order of the ballot paper.
    pub among: Vec<usize>,
    /// How many stages (or rounds) of the count are complete.
    pub after_stage: usize,
}

/// A lot that was drawn: the question and its answer, part of the published outcome.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotDrawn {
    /// The question that was open.
    pub question: LotNeeded,
    /// The one on whom the lot fell.
    pub taken: usize,
}

/// Where a count gets its lots from.
pub trait Lots {
    /// The answer to `question`, or nothing when no lot was drawn for it.
    fn draw(&self, question: &LotNeeded) -> Option<usize>;
}

/// No lot has been drawn yet: the count stops at the first one it needs.
#[derive(Debug, Clone, Copy)]
pub struct NoLots;

impl Lots for NoLots {
    fn draw(&self, _question: &LotNeeded) -> Option<usize> {
        None
    }
}

/// One order of all candidates, drawn in public before the count, that answers every question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotOrder {
    place: Vec<usize>,
    favour: Favour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Favour {
    FirstIsTaken,
    FirstWins,
}

impl LotOrder {
    /// The earlier in `order` is taken, whatever for: also for exclusion.
    ///
    /// This is the convention of the shared vectors, with the order of the ballot paper.
    pub fn first_is_taken(order: &[usize]) -> Self {
        Self { place: places(order), favour: Favour::FirstIsTaken }
    }

    /// The earlier in `order` is better off: the last of the tied is the one excluded.
    ///
    /// This is the convention of the published lot order (docs/FORMATS.md, "first wins a lot").
    pub fn first_wins(order: &[usize]) -> Self {
        Self { place: places(order), favour: Favour::FirstWins }
    }

    /// The lowest number on the ballot paper is always taken.
    pub fn lowest_number(candidates: usize) -> Self {
        Self::first_is_taken(&(0..candidates).collect::<Vec<_>>())
    }
}

/// The place of each candidate; one that the order does not name comes after all that it names.
fn places(order: &[usize]) -> Vec<usize> {
    let size = order.iter().max().map_or(0, |last| last + 1);
    let mut place = vec![usize::MAX; size];
    for (at, &candidate) in order.iter().enumerate().rev() {
        place[candidate] = at;
    }
    place
}

impl Lots for LotOrder {
    fn draw(&self, question: &LotNeeded) -> Option<usize> {
        let place = |c: &usize| (self.place.get(*c).copied().unwrap_or(usize::MAX), *c);
        let mut tied = question.among.iter().copied();
        match (self.favour, question.purpose) {
            (Favour::FirstWins, Purpose::Exclude) => tied.max_by_key(place),
            (Favour::FirstWins, Purpose::TransferFirst | Purpose::Elect)
            | (Favour::FirstIsTaken, _) => tied.by_ref().min_by_key(place),
        }
    }
}

/// Lots as they were drawn and written down, one by one.
///
/// A lot answers only the question it was drawn for, so a changed count cannot reuse an old lot.
impl Lots for [LotDrawn] {
    fn draw(&self, question: &LotNeeded) -> Option<usize> {
        let lot = self.iter().find(|lot| &lot.question == question)?;
        question.among.contains(&lot.taken).then_some(lot.taken)
    }
}

impl Lots for Vec<LotDrawn> {
    fn draw(&self, question: &LotNeeded) -> Option<usize> {
        self.as_slice().draw(question)
    }
}

/// Asks `lots`, and writes the answer down in `drawn`.
///
/// # Errors
/// [`LotNeeded`] when there is no answer.
pub(crate) fn ask(
    lots: &dyn Lots,
    drawn: &mut Vec<LotDrawn>,
    question: LotNeeded,
) -> Result<usize, LotNeeded> {
    match lots.draw(&question) {
        Some(taken) => {
            drawn.push(LotDrawn { question, taken });
            Ok(taken)
        }
        None => Err(question),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(purpose: Purpose, among: &[usize]) -> LotNeeded {
        LotNeeded { purpose, among: among.to_vec(), after_stage: 1 }
    }

    #[test]
    fn the_earlier_in_a_lot_order_wins_so_the_last_is_excluded() {
        let order = LotOrder::first_wins(&[2, 0, 1]);
        assert_eq!(order.draw(&between(Purpose::Elect, &[0, 1, 2])), Some(2));
        assert_eq!(order.draw(&between(Purpose::TransferFirst, &[0, 1])), Some(0));
        assert_eq!(order.draw(&between(Purpose::Exclude, &[0, 1, 2])), Some(1));
    }

    #[test]
    fn the_vectors_convention_takes_the_lowest_number_for_everything() {
        let order = LotOrder::lowest_number(3);
        assert_eq!(order.draw(&between(Purpose::Exclude, &[1, 2])), Some(1));
        assert_eq!(order.draw(&between(Purpose::Elect, &[2, 0])), Some(0));
    }

    #[test]
    fn without_lots_the_count_is_told_to_stop() {
        let question = between(Purpose::Exclude, &[0, 1]);
        assert_eq!(ask(&NoLots, &mut Vec::new(), question.clone()), Err(question));
    }

    #[test]
    fn a_drawn_lot_answers_its_own_question_and_no_other() {
        let question = between(Purpose::Exclude, &[0, 1]);
        let drawn = vec![LotDrawn { question: question.clone(), taken: 1 }];
        assert_eq!(drawn.draw(&question), Some(1));
        assert_eq!(drawn.draw(&between(Purpose::Exclude, &[0, 2])), None);
        assert_eq!(drawn.draw(&between(Purpose::Elect, &[0, 1])), None);
    }

    #[test]
    fn a_lot_that_fell_on_somebody_who_was_not_tied_is_not_used() {
        let question = between(Purpose::Elect, &[0, 1]);
        let drawn = vec![LotDrawn { question: question.clone(), taken: 7 }];
        assert_eq!(drawn.draw(&question), None);
    }

    #[test]
    fn a_drawn_lot_is_written_down_and_read_again() {
        let mut drawn = Vec::new();
        ask(&LotOrder::lowest_number(4), &mut drawn, between(Purpose::Elect, &[3, 1])).unwrap();
        let text = serde_json::to_string(&drawn).unwrap();
        assert_eq!(
            text,
            r#"[{"question":{"purpose":"elect","among":[3,1],"after_stage":1},"taken":1}]"#
        );
        assert_eq!(serde_json::from_str::<Vec<LotDrawn>>(&text).unwrap(), drawn);
    }
}
