//! The residence card: a signed sentence, "this card is genuine, its holder lives in …, until …".
//!
//! The idea is Le Vigan's. Anyone may read it and check the municipality's signature; it names nobody.
//! Whether a card was lost or taken back since is asked of the municipality, one card at a time: there
//! is no list.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

use super::number::CardNumber;
use crate::eligibility::Date;
use crate::encoding::hex_bytes;
use crate::ids::PlaceId;

/// Parts the card's message from everything else the municipality signs.
const DOMAIN: &str = "morada/card/v2\n";

hex_bytes!(
    /// The public half of the municipality's card key.
    CardPublicKey,
    32
);

/// The municipality's card key. Wiped from memory when dropped.
pub struct CardKey(SigningKey);

/// What stands on a card and is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The place whose resident the holder is.
    pub place: PlaceId,
    /// Its number.
    pub number: CardNumber,
    /// The area, by its name.
    pub area: String,
    /// The last day it is valid.
    pub valid_until: Date,
}

/// Why something is no genuine card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardFault {
    /// It does not read as a card.
    #[error("this does not read as a card")]
    Unreadable,
    /// The municipality did not sign it.
    #[error("the signature is not the municipality's")]
    Forged,
}

impl CardKey {
    /// The key that belongs to 32 secret bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Its public half, for whoever checks cards.
    pub fn public(&self) -> CardPublicKey {
        CardPublicKey::from_bytes(self.0.verifying_key().to_bytes())
    }

    /// The card as text for a square picture: `<card>.<signature>`, both in base32 (RFC 4648, no padding).
    ///
    /// Capitals and digits take 5.5 bits each in a square picture instead of 8, so its squares are larger.
    pub fn sign(&self, card: &Card) -> String {
        let written = card.written();
        let signature = self.0.sign(format!("{DOMAIN}{written}").as_bytes());
        format!("{}.{}", to_base32(written.as_bytes()), to_base32(&signature.to_bytes()))
    }
}

impl std::fmt::Debug for CardKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CardKey({})", self.public())
    }
}

impl Card {
    /// Reads a card that `key` signed.
    ///
    /// # Errors
    /// [`CardFault`]. A card whose day is over is genuine all the same.
    pub fn read(key: CardPublicKey, text: &str) -> Result<Self, CardFault> {
        let (written, signature) = text.split_once('.').ok_or(CardFault::Unreadable)?;
        let written = from_base32(written).and_then(|bytes| String::from_utf8(bytes).ok());
        let written = written.ok_or(CardFault::Unreadable)?;
        let signature = from_base32(signature).ok_or(CardFault::Unreadable)?;
        let signature: [u8; 64] = signature.try_into().map_err(|_| CardFault::Unreadable)?;
        let signature = ed25519_dalek::Signature::from_bytes(&signature);
        let genuine = VerifyingKey::from_bytes(key.as_bytes()).is_ok_and(|key| {
            key.verify_strict(format!("{DOMAIN}{written}").as_bytes(), &signature).is_ok()
        });
        if !genuine {
            return Err(CardFault::Forged);
        }
        let mut lines = written.split('\n');
        let mut next = || lines.next().ok_or(CardFault::Unreadable);
        let (place, number, valid_until, area) = (next()?, next()?, next()?, next()?);
        Ok(Self {
            place: PlaceId::parse(place).map_err(|_| CardFault::Unreadable)?,
            number: CardNumber::parse(number).map_err(|_| CardFault::Unreadable)?,
            area: area.to_owned(),
            valid_until: Date::parse(valid_until).map_err(|_| CardFault::Unreadable)?,
        })
    }

    /// The signed bytes: one line each, in this order, so that one card has one spelling.
    fn written(&self) -> String {
        let Self { place, number, valid_until, area } = self;
        format!("{place}\n{}\n{valid_until}\n{area}", number.as_str())
    }
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn to_base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let symbol = |at: usize| (at..at + 5).fold(0, |value, at| value << 1 | bit(at));
    (0..bytes.len() * 8).step_by(5).map(|at| char::from(BASE32[symbol(at)])).collect()
}

/// Only what [`to_base32`] writes, in small letters too: bits left over must be 0.
fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() * 5 / 8), 0_u32, 0);
    for sign in text.bytes() {
        let at = BASE32.iter().position(|symbol| *symbol == sign.to_ascii_uppercase())?;
        held = held << 5 | u32::try_from(at).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
        held &= (1 << bits) - 1;
    }
    (held == 0 && bits < 5).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn card() -> Card {
        Card {
            place: PlaceId::parse("lisboa").unwrap(),
            number: CardNumber::generate(&mut StdRng::seed_from_u64(5)),
            area: "São Vicente".to_owned(),
            valid_until: Date::new(2028, 11, 30).unwrap(),
        }
    }

    /// RFC 4648 section 10.
    #[test]
    fn base32_is_that_of_the_rfc() {
        for (plain, coded) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(to_base32(plain.as_bytes()), coded);
            assert_eq!(from_base32(coded).as_deref(), Some(plain.as_bytes()));
        }
        for nothing in ["MZ", "A", "MY======", "M1"] {
            assert_eq!(from_base32(nothing), None, "{nothing}");
        }
        let capitals = CardKey::from_seed(&[9; 32]).sign(&card());
        assert!(capitals.bytes().all(|sign| sign == b'.' || BASE32.contains(&sign)));
        assert!(capitals.len() < 180, "{}", capitals.len());
    }

    #[test]
    fn a_card_says_what_was_signed_and_nothing_else_passes() {
        let key = CardKey::from_seed(&[9; 32]);
        let text = key.sign(&card());
        assert_eq!(Card::read(key.public(), &text), Ok(card()));
        let other = CardKey::from_seed(&[8; 32]);
        assert_eq!(Card::read(other.public(), &text), Err(CardFault::Forged));
        for at in 0..text.len() {
            let mut spoilt = text.clone().into_bytes();
            spoilt[at] = if spoilt[at] == b'A' { b'B' } else { b'A' };
            let spoilt = String::from_utf8(spoilt).unwrap();
            if spoilt != text {
                assert!(Card::read(key.public(), &spoilt).is_err(), "{spoilt}");
            }
        }
        for nothing in ["", ".", "00.00", "zz", "AB.AB"] {
            assert_eq!(Card::read(key.public(), nothing), Err(CardFault::Unreadable));
        }
    }
}
