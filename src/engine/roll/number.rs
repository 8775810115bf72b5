//! Numbers that people type: the residence card's and the code of a request.
//!
//! Crockford's symbols and a check symbol, as on the voting code, but without Z: 31 symbols and a sum
//! modulo 31 catch every wrong sign and every swap of neighbours. Neither is the voting code, and their
//! lengths differ so that nobody takes one for another.

use std::fmt;

use rand_core::CryptoRng;

use crate::sealing::code as symbols;

/// Why a typed text is not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// A sign that no number has.
    #[error("sign {at} is not one that a number has")]
    Symbol {
        /// Its place, counted from 1 without spaces and hyphens.
        at: usize,
    },
    /// Too few or too many signs.
    #[error("{typed} signs typed, not {wanted}")]
    Length {
        /// Signs typed.
        typed: usize,
        /// Signs of such a number.
        wanted: usize,
    },
    /// The check symbol does not fit the others.
    #[error("the check sign does not fit the others")]
    Check,
}

/// `N` symbols, the last of which checks the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number<const N: usize>([u8; N]);

/// The number of a residence card: 44 random bits, printed `XXXXX-XXXXX`. It opens nothing by itself.
pub type CardNumber = Number<10>;

/// The code of a request that waits: 74 random bits, printed `XXXX-XXXX-XXXX-XXXX`. Whoever has it may
/// go on with the request, so it is kept only as a hash.
pub type RequestCode = Number<16>;

impl<const N: usize> Number<N> {
    /// Parses what a person typed: any case, spaces and hyphens anywhere, `O` for `0`, `I` and `L` for
    /// `1`.
    ///
    /// # Errors
    /// The first [`NumberFault`]: a foreign sign, then a wrong length, then a wrong check symbol.
    pub fn parse(typed: &str) -> Result<Self, NumberFault> {
        let mut read = Vec::with_capacity(N);
        for sign in typed.chars().filter(|sign| !symbols::is_spacing(*sign)) {
            let at = read.len() + 1;
            let symbol = symbols::normal(sign).filter(|symbol| *symbol != b'Z');
            read.push(symbol.ok_or(NumberFault::Symbol { at })?);
        }
        let wrong_length = NumberFault::Length { typed: read.len(), wanted: N };
        let number = Self(read.try_into().map_err(|_| wrong_length)?);
        let (secret, check) = number.0.split_at(N - 1);
        if check == [symbols::check_symbol(secret)] { Ok(number) } else { Err(NumberFault::Check) }
    }

    /// Draws a number.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        let mut number = [0; N];
        for symbol in &mut number {
            *symbol = symbols::CROCKFORD[usize::from(one_of_31(chance))];
        }
        let (secret, check) = number.split_at_mut(N - 1);
        check.fill(symbols::check_symbol(secret));
        Self(number)
    }

    /// The number in groups: of five symbols if its length allows, else of four.
    pub fn printed(&self) -> String {
        let group = if N.is_multiple_of(5) { 5 } else { 4 };
        let text = self.as_str();
        let groups: Vec<&str> =
            (0..N).step_by(group).filter_map(|at| text.get(at..at + group)).collect();
        groups.join("-")
    }

    /// The symbols without hyphens: what is stored and hashed.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Debug for Number<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number(hidden)")
    }
}

/// A number below 31, each equally likely: 248 is a multiple of 31.
fn one_of_31(chance: &mut impl CryptoRng) -> u8 {
    loop {
        let mut byte = [0];
        chance.fill_bytes(&mut byte);
        if byte[0] < 248 {
            return byte[0] % 31;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        let mut chance = StdRng::seed_from_u64(1);
        let card = CardNumber::generate(&mut chance);
        assert_eq!(card.printed().len(), 11);
        let typed = card.printed().to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(CardNumber::parse(&typed).unwrap(), card);
        let code = RequestCode::generate(&mut chance);
        assert_eq!(code.printed().split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        assert_eq!(RequestCode::parse(&code.printed()).unwrap(), code);
    }

    #[test]
    fn every_wrong_sign_is_found_and_neither_number_is_the_other() {
        let card = CardNumber::generate(&mut StdRng::seed_from_u64(2));
        for at in 0..10 {
            for wrong in symbols::CROCKFORD.iter().filter(|symbol| **symbol != card.0[at]) {
                let mut spoilt = card.0;
                spoilt[at] = *wrong;
                let text = String::from_utf8(spoilt.to_vec()).unwrap();
                assert!(CardNumber::parse(&text).is_err(), "{text}");
            }
        }
        let wanted = |typed| NumberFault::Length { typed, wanted: 16 };
        assert_eq!(RequestCode::parse(&card.printed()), Err(wanted(10)));
        assert_eq!(CardNumber::parse("AB!"), Err(NumberFault::Symbol { at: 3 }));
    }
}
