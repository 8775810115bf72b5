//! The tracking code on a slip: 100 bits of the leaf hash. It finds the leaf, and says nothing else.

use std::fmt;

use crate::hash::Hash;
use crate::sealing::code::{CROCKFORD, in_fives, normal};

const SYMBOLS: usize = 20;

/// Why a typed text is not a tracking code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrackingFault {
    /// A sign that no code has.
    #[error("sign {at} is not one that a tracking code has")]
    Symbol {
        /// Its place among the signs, counted from 1.
        at: usize,
    },
    /// Too few or too many signs.
    #[error("{typed} signs typed, a tracking code has 20")]
    Length {
        /// How many signs were typed.
        typed: usize,
    },
}

/// The first 100 bits of a leaf hash in Crockford's base 32, most significant bit first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackingCode([u8; SYMBOLS]);

impl TrackingCode {
    /// The code of a leaf.
    pub fn of(leaf_hash: &crate::hash::Hash) -> Self {
        let mut symbols = [0; SYMBOLS];
        for (symbol, first_bit) in symbols.iter_mut().zip((0..).step_by(5)) {
            let value = (first_bit..first_bit + 5)
                .fold(0, |value, bit| value << 1 | usize::from(bit_of(leaf_hash, bit)));
            *symbol = CROCKFORD[value];
        }
        Self(symbols)
    }

    /// Parses what a person typed, as forgiving as for voting codes.
    ///
    /// # Errors
    /// [`TrackingFault`], the first one.
    pub fn parse(typed: &str) -> Result<Self, TrackingFault> {
        let mut symbols = [0; SYMBOLS];
        let mut length = 0;
        for sign in typed.chars().filter(|sign| !crate::sealing::code::is_spacing(*sign)) {
            let symbol = normal(sign).ok_or(TrackingFault::Symbol { at: length + 1 })?;
            if let Some(place) = symbols.get_mut(length) {
                *place = symbol;
            }
            length += 1;
        }
        if length == SYMBOLS {
            Ok(Self(symbols))
        } else {
            Err(TrackingFault::Length { typed: length })
        }
    }

    /// The lowest and the highest leaf hash that have this code, both included.
    pub fn hash_range(&self) -> (Hash, Hash) {
        let (mut from, mut to) = ([0; 32], [u8::MAX; 32]);
        for (symbol, first_bit) in self.0.iter().zip((0..).step_by(5)) {
            let value = CROCKFORD.iter().position(|sign| sign == symbol);
            let value = value.expect("a tracking code has Crockford's symbols only");
            for (bit, place) in (first_bit..first_bit + 5).zip([16, 8, 4, 2, 1]) {
                let mask = 0x80 >> (bit % 8);
                if value & place == 0 {
                    to[bit / 8] &= !mask;
                } else {
                    from[bit / 8] |= mask;
                }
            }
        }
        (Hash::from_bytes(from), Hash::from_bytes(to))
    }
}

impl fmt::Display for TrackingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_fives(&self.0))
    }
}

fn bit_of(hash: &Hash, bit: usize) -> bool {
    hash.as_bytes()[bit / 8] >> (7 - bit % 8) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_spans_exactly_the_hashes_that_have_it() {
        let hash = Hash::of(&[b"a leaf"]);
        let code = TrackingCode::of(&hash);
        let (from, to) = code.hash_range();
        assert!(from <= hash && hash <= to);
        assert_eq!((TrackingCode::of(&from), TrackingCode::of(&to)), (code, code));
        assert_eq!(from.as_bytes()[13..], [0; 19]);
        assert_eq!(to.as_bytes()[13..], [0xff; 19]);
    }
}
