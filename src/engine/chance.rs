//! Public chance: the seed that is rolled with dice in public, the lots and the samples it gives.
//!
//! The seed is drawn only after the ledger is closed and witnessed: a seed known before would let
//! ballots be chosen so as to win ties. Tickets and samples are Rivest's "SHA-256 public sampler".

use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::ids::{ContestId, OptionId};

/// The fewest decimal digits of a seed: 20 throws of a ten-sided die are 66 bits.
const DIGITS: usize = 20;
/// The most characters of a seed.
const LONGEST: usize = 200;

/// Why a text is not a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeedFault {
    /// Fewer than 20 digits in front.
    #[error("a seed has at least 20 digits, this one begins with {digits}")]
    TooShort {
        /// How many digits it begins with.
        digits: usize,
    },
    /// More than 200 characters.
    #[error("a seed has at most 200 characters")]
    TooLong,
    /// Something else than digits, or behind a colon something else than visible ASCII.
    #[error("a seed is digits, and may end in a colon and visible characters")]
    Character,
}

/// The public number: 20 or more decimal digits, then perhaps `:` and a public value fixed before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed(String);

impl Seed {
    /// Parses a seed exactly as it stands in the minutes; nothing is trimmed.
    ///
    /// # Errors
    /// [`SeedFault`].
    pub fn parse(text: &str) -> Result<Self, SeedFault> {
        let (digits, suffix) = match text.split_once(':') {
            Some((digits, suffix)) => (digits, Some(suffix)),
            None => (text, None),
        };
        let leading = digits.bytes().take_while(u8::is_ascii_digit).count();
        if leading != digits.len() {
            return Err(SeedFault::Character);
        }
        if leading < DIGITS {
            return Err(SeedFault::TooShort { digits: leading });
        }
        if text.len() > LONGEST {
            return Err(SeedFault::TooLong);
        }
        let visible = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_graphic());
        if suffix.is_none_or(visible) {
            Ok(Self(text.to_owned()))
        } else {
            Err(SeedFault::Character)
        }
    }

    /// The seed as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ticket of an option in a contest: the lowest wins.
    pub fn ticket(&self, contest: &ContestId, option: &OptionId) -> Hash {
        let [contest, option] = [contest.as_str(), option.as_str()].map(str::as_bytes);
        Hash::of(&[self.0.as_bytes(), b",tie,", contest, b",", option])
    }

    /// The options in the order of their tickets, winner first. One order serves the whole count.
    pub fn order<'a>(
        &self,
        contest: &ContestId,
        options: impl IntoIterator<Item = &'a OptionId>,
    ) -> Vec<OptionId> {
        let mut order: Vec<OptionId> = options.into_iter().cloned().collect();
        order.sort_by_cached_key(|option| self.ticket(contest, option));
        order
    }

    /// Picks numbers from `1..=total`, repeats included, for drawing paper ballots.
    pub fn sample(&self, total: u64) -> Sample<'_> {
        Sample::new(&self.0, total)
    }
}

impl TryFrom<String> for Seed {
    type Error = SeedFault;
    fn try_from(text: String) -> Result<Self, SeedFault> {
        Self::parse(&text)
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> String {
        seed.0
    }
}

/// The endless picks `int(SHA-256(seed || "," || i)) mod total + 1`, i = 1, 2, …; none when `total`
/// is 0.
#[derive(Debug, Clone)]
pub struct Sample<'a> {
    seed: &'a str,
    total: u64,
    drawn: u64,
}

impl<'a> Sample<'a> {
    fn new(seed: &'a str, total: u64) -> Self {
        Self { seed, total, drawn: 0 }
    }

    /// The first `count` different picks in the order drawn, or all `total` if there are fewer.
    pub fn without_repeats(self, count: u64) -> Vec<u64> {
        let wanted = count.min(self.total);
        let mut seen = std::collections::BTreeSet::new();
        let mut picks = self.filter(|pick| seen.insert(*pick));
        (0..wanted).map_while(|_| picks.next()).collect()
    }
}

impl Iterator for Sample<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if self.total == 0 {
            return None;
        }
        self.drawn = self.drawn.checked_add(1)?;
        let hash = Hash::of(&[self.seed.as_bytes(), b",", self.drawn.to_string().as_bytes()]);
        let total = u128::from(self.total);
        // The 256-bit remainder, digit by digit in base 256.
        let rest =
            hash.as_bytes().iter().fold(0, |rest, byte| (rest * 256 + u128::from(*byte)) % total);
        Some(u64::try_from(rest).expect("a rest is below its divisor") + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{cases, number, pbv1, rivest, text};

    fn numbers(case: &serde_json::Value, name: &str) -> Vec<u64> {
        cases(case, name).iter().map(|n| n.as_u64().unwrap()).collect()
    }

    #[test]
    fn rivest_s_own_cases_come_out() {
        let file = rivest();
        for case in cases(&file, "tests") {
            let data = &case["data"];
            let expected = numbers(case, "expected");
            let picks = Sample::new(text(data, "seed"), number(data, "total"));
            assert_eq!(picks.take(expected.len()).collect::<Vec<_>>(), expected, "{data}");
        }
    }

    #[test]
    fn the_shared_samples_come_out() {
        let file = pbv1();
        for case in cases(&file["randomness"], "sample") {
            let (seed, n) = (Seed::parse(text(case, "seed")).unwrap(), number(case, "n"));
            let with = numbers(case, "with_replacement");
            let without = numbers(case, "without_replacement");
            assert_eq!(seed.sample(n).take(with.len()).collect::<Vec<_>>(), with);
            assert_eq!(seed.sample(n).without_repeats(without.len() as u64), without);
        }
    }

    #[test]
    fn the_shared_tickets_settle_ties_in_the_shared_order() {
        let file = pbv1();
        for case in cases(&file["randomness"], "tie_break") {
            let seed = Seed::parse(text(case, "seed")).unwrap();
            let contest = ContestId::parse(text(case, "contest")).unwrap();
            let options: Vec<OptionId> = cases(case, "items")
                .iter()
                .map(|item| OptionId::parse(item.as_str().unwrap()).unwrap())
                .collect();
            for option in &options {
                let ticket = seed.ticket(&contest, option);
                assert_eq!(ticket.to_hex(), text(&case["tickets"], option.as_str()));
            }
            let order = serde_json::to_value(seed.order(&contest, &options)).unwrap();
            assert_eq!(order, case["order_first_wins"]);
        }
    }

    #[test]
    fn a_seed_is_what_the_dice_showed() {
        let dice = "57967001680055984683";
        assert_eq!(Seed::parse(dice).unwrap().as_str(), dice);
        assert!(Seed::parse(&format!("{dice}:drand-4711")).is_ok());
        for (text, fault) in [
            (&dice[1..], SeedFault::TooShort { digits: 19 }),
            ("", SeedFault::TooShort { digits: 0 }),
            ("5796700168005598468x", SeedFault::Character),
            (" 57967001680055984683", SeedFault::Character),
            ("57967001680055984683:", SeedFault::Character),
            ("57967001680055984683:a b", SeedFault::Character),
            ("57967001680055984683:é", SeedFault::Character),
        ] {
            assert_eq!(Seed::parse(text), Err(fault), "{text}");
        }
        assert_eq!(Seed::parse(&"1".repeat(201)), Err(SeedFault::TooLong));
    }

    #[test]
    fn an_empty_pile_gives_no_sheet_and_a_small_one_every_sheet() {
        let seed = Seed::parse("57967001680055984683").unwrap();
        assert_eq!(seed.sample(0).next(), None);
        let mut all = seed.sample(5).without_repeats(50);
        all.sort_unstable();
        assert_eq!(all, [1, 2, 3, 4, 5]);
    }
}
