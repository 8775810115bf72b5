//! The trustees' files at the desk: who has handed in what, and handing in the next.
//!
//! One officer does it: a file carries its own proofs, and opens nothing that fewer trustees than
//! the threshold could open. The office knows only what the urn answered to each file.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::CountBallot;
use morada_engine::phase::BoxState;
use morada_engine::sealing::{PartialDecryption, TrusteeSet};

use super::after_close::{demand_state, subject};
use super::one_step::in_one_step;
use super::outgoing::{self, Fate, orders_of};
use super::setup::typed::small_number;
use super::{DeskError, Wrong};
use crate::app::House;
use crate::app::order::{Act, Order};

/// What one trustee has handed in for one contest. Nothing at all: there is no entry.
pub type HandedIn = BTreeMap<(ContestId, u16), Fate>;

/// What has been handed in for a process. A good file stays good whatever came after it.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn handed_in(house: &House, half: &OneOfTwo<CountBallot>) -> Result<HandedIn, DeskError> {
    let mut all = HandedIn::new();
    let orders = orders_of(house, subject(half)?).await?;
    for order in orders.iter().filter(|order| order.act == outgoing::DECRYPTIONS) {
        let Ok(Order { act: Act::Decryptions { contest, trustee, .. }, .. }) =
            serde_json::from_str(&order.body)
        else {
            continue;
        };
        let key = (contest, trustee);
        if !matches!(all.get(&key), Some(Fate::Done)) {
            all.insert(key, Fate::of(order));
        }
    }
    Ok(all)
}

/// How many more trustees it takes for `contest`.
pub fn still_needed(set: &TrusteeSet, all: &HandedIn, contest: &ContestId) -> u16 {
    let good = |share: &&morada_engine::sealing::TrusteeShare| {
        matches!(all.get(&(contest.clone(), share.index)), Some(Fate::Done))
    };
    let good = set.shares().iter().filter(good).count();
    set.threshold().saturating_sub(u16::try_from(good).unwrap_or(u16::MAX))
}

/// What is typed or chosen to hand a file in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileAnswers {
    /// The contest.
    pub contest: String,
    /// The trustee's number.
    pub trustee: String,
    /// The file, or what was pasted from it.
    pub lines: String,
}

/// Hands a trustee's file to the urn, which looks at every proof in it. The same file again
/// changes nothing.
///
/// # Errors
/// [`DeskError::Faulty`] with the first line that cannot be read; [`Wrong::NotYet`] before the close.
pub async fn hand_in(
    house: &House,
    half: &OneOfTwo<CountBallot>,
    typed: &FileAnswers,
) -> Result<(), DeskError> {
    let process = subject(half)?;
    demand_state(house, process, BoxState::Closed).await?;
    let order = typed.parse(process)?;
    let sent = in_one_step(house, async |tx| outgoing::send(house, tx, half.id(), &order).await);
    match sent.await {
        Err(DeskError::Stale) => Ok(()),
        done => done,
    }
}

impl FileAnswers {
    fn parse(&self, process: &ElectionId) -> Result<Order, DeskError> {
        let contest = ContestId::parse(&self.contest)
            .map_err(|_| DeskError::fault("contest", Wrong::NotOffered))?;
        let trustee = small_number("trustee", &self.trustee, 1, u16::MAX.into())
            .map_err(|_| DeskError::fault("trustee", Wrong::NotOffered))?;
        let trustee = u16::try_from(trustee).map_err(|_| DeskError::Unknown)?;
        let lines = whole_lines(&self.lines);
        if lines.is_empty() {
            return Err(DeskError::fault("decryptions", Wrong::Empty));
        }
        for (line, text) in (1..).zip(lines.lines()) {
            if PartialDecryption::parse(text.as_bytes()).is_err() {
                return Err(DeskError::fault("decryptions", Wrong::NotADecryption { line }));
            }
        }
        let act = Act::Decryptions { contest, trustee, lines };
        Ok(Order { election: process.clone(), act })
    }
}

/// The lines as the trustee's program wrote them: a form ends lines its own way, and who pastes
/// loses the last end or takes an empty line along.
fn whole_lines(typed: &str) -> String {
    let lines = typed.trim().lines().map(str::trim_end);
    lines.fold(String::with_capacity(typed.len() + 1), |all, line| all + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_file_is_the_file() {
        assert_eq!(whole_lines("{\"a\":1}\r\n{\"b\":2}\r\n\r\n"), "{\"a\":1}\n{\"b\":2}\n");
        assert_eq!(whole_lines("  \n"), "");
    }
}
