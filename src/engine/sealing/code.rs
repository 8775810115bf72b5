//! The voting code: 19 random symbols and a check symbol, printed on a letter.
//!
//! Nobody stores it. The server sees it once per ballot, derives the [`Credential`] and drops it.

use std::fmt;

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::credential::Credential;
use crate::ids::{ContestId, ElectionId};

/// Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Random symbols, 95 bits.
const SECRET: usize = 19;
/// Symbols on paper: the secret and the check symbol.
const PRINTED: usize = SECRET + 1;

/// Why a typed text is not a voting code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// A sign that no code has.
    #[error("sign {at} is not one that a code has")]
    Symbol {
        /// Its place among the signs, counted from 1 without spaces and hyphens.
        at: usize,
        /// What was typed there, in upper case.
        typed: char,
    },
    /// Too few or too many signs.
    #[error("{typed} signs typed, a code has 20")]
    Length {
        /// How many signs were typed, without spaces and hyphens.
        typed: usize,
    },
    /// The check symbol does not fit. Which sign is wrong cannot be known.
    #[error("the check sign does not fit the others")]
    Check,
}

/// The printed secret of one voter. Wiped from memory when dropped; `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct VotingCode([u8; PRINTED]);

impl VotingCode {
    /// Parses what a person typed: any case, spaces and hyphens anywhere, `O` for `0`, `I` and `L`
    /// for `1`.
    ///
    /// # Errors
    /// The first [`CodeFault`]: a foreign sign, then a wrong length, then a wrong check symbol.
    pub fn parse(typed: &str) -> Result<Self, CodeFault> {
        let mut symbols = [0; PRINTED];
        let mut length = 0;
        for sign in typed.chars().filter(|sign| !is_spacing(*sign)) {
            let symbol = normal(sign)
                .ok_or(CodeFault::Symbol { at: length + 1, typed: sign.to_ascii_uppercase() })?;
            if let Some(place) = symbols.get_mut(length) {
                *place = symbol;
            }
            length += 1;
        }
        let code = Self(symbols);
        if length != PRINTED {
            return Err(CodeFault::Length { typed: length });
        }
        if code.0[SECRET] == check_symbol(code.secret()) { Ok(code) } else { Err(CodeFault::Check) }
    }

    /// Draws a code. `chance` must be the operating system's, or a generator seeded from it.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        let mut code = Self([0; PRINTED]);
        chance.fill_bytes(&mut code.0[..SECRET]);
        for symbol in &mut code.0[..SECRET] {
            // 256 is a multiple of 32, so every symbol is equally likely.
            *symbol = CROCKFORD[usize::from(*symbol % 32)];
        }
        code.0[SECRET] = check_symbol(code.secret());
        code
    }

    /// The code as on the letter: `XXXXX-XXXXX-XXXXX-XXXXX`. The caller forgets it soon.
    pub fn printed(&self) -> String {
        in_fives(&self.0)
    }

    /// The key pair of this code in one contest. Two contests get unrelated keys.
    pub fn credential(&self, election: &ElectionId, contest: &ContestId) -> Credential {
        Credential::derive(self, election, contest)
    }

    /// The 19 secret symbols, in ASCII.
    pub(super) fn secret(&self) -> &[u8; SECRET] {
        self.0.first_chunk().expect("a code has a check symbol behind its secret")
    }
}

impl fmt::Debug for VotingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VotingCode(hidden)")
    }
}

/// Spaces and hyphens as keyboards and word processors make them.
pub(crate) fn is_spacing(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The symbol that a typed sign stands for.
pub(crate) fn normal(sign: char) -> Option<u8> {
    let symbol = match sign.to_ascii_uppercase() {
        'O' => b'0',
        'I' | 'L' => b'1',
        other => u8::try_from(other).ok()?,
    };
    CROCKFORD.contains(&symbol).then_some(symbol)
}

/// `alphabet[sum((i + 1) * value_i) mod 31]`: 31 is prime, so every single error is caught, and
/// every swap of neighbours but `0` for `Z` (values 0 and 31).
pub(crate) fn check_symbol(secret: &[u8]) -> u8 {
    let value = |symbol: &u8| CROCKFORD.iter().position(|s| s == symbol).unwrap_or(0);
    let sum: usize = (1..).zip(secret).map(|(weight, symbol)| weight * value(symbol)).sum();
    CROCKFORD[sum % 31]
}

/// Symbols in groups of five with hyphens between.
pub(crate) fn in_fives(symbols: &[u8]) -> String {
    let mut text = String::with_capacity(symbols.len() + symbols.len() / 5);
    for (place, symbol) in symbols.iter().enumerate() {
        if place > 0 && place % 5 == 0 {
            text.push('-');
        }
        text.push(char::from(*symbol));
    }
    text
}
