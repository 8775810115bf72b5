//! Voting codes: made offline, printed on letters, forgotten.
//!
//! Only the sorted public keys leave the code maker's machine. So the server has no link between a
//! code and a person to keep, to lose or to hand over.

pub mod letters;

mod folder;
mod qr;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::{Credlist, CredlistError, VotingCode};
use rand_core::CryptoRng;

pub use folder::Folder;
pub use words::Language;

/// The most codes of one election.
const MOST: u64 = 2_000_000;

/// Why codes cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// No contest, or one named twice.
    #[error("name at least one contest, and each only once")]
    Contests,
    /// No letter, or more codes than anyone needs.
    #[error("make 1 to 2,000,000 letters and spares, not {0}")]
    Count(u64),
}

/// What the code maker is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    contests: BTreeSet<ContestId>,
    election: ElectionId,
    letters: u64,
    spares: u64,
}

impl Order {
    /// Codes for `letters` letters and `spares` spares, each good for all of `contests`.
    ///
    /// # Errors
    /// [`OrderError`].
    pub fn new(
        election: ElectionId,
        contests: Vec<ContestId>,
        letters: u64,
        spares: u64,
    ) -> Result<Self, OrderError> {
        let named = contests.len();
        let contests: BTreeSet<ContestId> = contests.into_iter().collect();
        if contests.is_empty() || contests.len() != named {
            return Err(OrderError::Contests);
        }
        let count = letters.saturating_add(spares);
        if letters == 0 || count > MOST {
            return Err(OrderError::Count(count));
        }
        Ok(Self { contests, election, letters, spares })
    }

    /// The election.
    pub fn election(&self) -> &ElectionId {
        &self.election
    }
}

/// The codes, secret, and the lists of their public keys.
pub struct Made {
    /// Codes for the letters.
    pub letters: Vec<VotingCode>,
    /// Codes for letters that replace lost ones.
    pub spares: Vec<VotingCode>,
    /// Who may vote in each contest: all of the above.
    pub credlists: BTreeMap<ContestId, Credlist>,
}

/// Draws the codes. `chance` must be the operating system's, or a generator seeded from it.
///
/// # Errors
/// [`CredlistError`] when two codes came out equal, which only a broken `chance` brings about.
pub fn make(order: &Order, chance: &mut impl CryptoRng) -> Result<Made, CredlistError> {
    let mut draw = |count: u64| -> Vec<VotingCode> {
        (0..count).map(|_| VotingCode::generate(chance)).collect()
    };
    let (letters, spares) = (draw(order.letters), draw(order.spares));
    let list = |contest: &ContestId| {
        let key = |code: &VotingCode| code.credential(&order.election, contest).key();
        let list = Credlist::new(letters.iter().chain(&spares).map(key).collect())?;
        Ok((contest.clone(), list))
    };
    let credlists = order.contests.iter().map(list).collect::<Result<_, CredlistError>>()?;
    Ok(Made { letters, spares, credlists })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn order(contests: &[&str], letters: u64, spares: u64) -> Result<Order, OrderError> {
        let contests = contests.iter().map(|id| ContestId::parse(id).unwrap()).collect();
        Order::new(ElectionId::parse("op-2026").unwrap(), contests, letters, spares)
    }

    #[test]
    fn one_code_serves_every_contest_with_a_key_of_its_own() {
        let order = order(&["city", "arroios"], 3, 2).unwrap();
        let made = make(&order, &mut StdRng::seed_from_u64(1)).unwrap();
        assert_eq!((made.letters.len(), made.spares.len()), (3, 2));
        let mut keys = BTreeSet::new();
        for (contest, list) in &made.credlists {
            assert_eq!(list.keys().len(), 5);
            for code in made.letters.iter().chain(&made.spares) {
                let key = code.credential(order.election(), contest).key();
                assert!(list.contains(&key));
                keys.insert(key);
            }
        }
        assert_eq!(keys.len(), 10, "nobody can join a person's ballots in two contests");
    }

    #[test]
    fn an_order_without_contest_or_letters_is_refused() {
        assert_eq!(order(&[], 3, 2), Err(OrderError::Contests));
        assert_eq!(order(&["city", "city"], 3, 2), Err(OrderError::Contests));
        assert_eq!(order(&["city"], 0, 2), Err(OrderError::Count(2)));
        assert_eq!(order(&["city"], 2_000_000, 1), Err(OrderError::Count(2_000_001)));
        assert_eq!(order(&["city"], u64::MAX, 1), Err(OrderError::Count(u64::MAX)));
    }
}
