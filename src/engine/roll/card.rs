//! The residence card: a signed sentence, "this card is genuine, its holder lives in …, until …".
//!
//! The idea is Le Vigan's. Anyone may read it and check the municipality's signature; it names nobody.
//! Whether a card was lost or taken back since is asked of the municipality, one card at a time: there
//! is no list.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::number::CardNumber;
use crate::eligibility::Date;
use crate::encoding::{from_hex, hex_bytes, to_hex};
use crate::ids::PlaceId;

/// Parts the card's message from everything else the municipality signs.
const DOMAIN: &str = "morada/card/v1\n";

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

/// The signed bytes: members in this order, so that one card has one spelling.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    a: String,
    n: String,
    p: String,
    u: Date,
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

    /// The card as text for a square picture: `<card>.<signature>`, both in hex.
    pub fn sign(&self, card: &Card) -> String {
        let written = card.written();
        let signature = self.0.sign(format!("{DOMAIN}{written}").as_bytes());
        format!("{}.{}", to_hex(written.as_bytes()), to_hex(&signature.to_bytes()))
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
        let written =
            crate::encoding::bytes_from_hex(written).map_err(|_| CardFault::Unreadable)?;
        let written = String::from_utf8(written).map_err(|_| CardFault::Unreadable)?;
        let signature: [u8; 64] = from_hex(signature).map_err(|_| CardFault::Unreadable)?;
        let signature = ed25519_dalek::Signature::from_bytes(&signature);
        let genuine = VerifyingKey::from_bytes(key.as_bytes()).is_ok_and(|key| {
            key.verify_strict(format!("{DOMAIN}{written}").as_bytes(), &signature).is_ok()
        });
        if !genuine {
            return Err(CardFault::Forged);
        }
        let parts: Written = serde_json::from_str(&written).map_err(|_| CardFault::Unreadable)?;
        Ok(Self {
            place: PlaceId::parse(&parts.p).map_err(|_| CardFault::Unreadable)?,
            number: CardNumber::parse(&parts.n).map_err(|_| CardFault::Unreadable)?,
            area: parts.a,
            valid_until: parts.u,
        })
    }

    fn written(&self) -> String {
        let written = Written {
            a: self.area.clone(),
            n: self.number.as_str().to_owned(),
            p: self.place.to_string(),
            u: self.valid_until,
        };
        serde_json::to_string(&written).expect("a card has string keys")
    }
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

    #[test]
    fn a_card_says_what_was_signed_and_nothing_else_passes() {
        let key = CardKey::from_seed(&[9; 32]);
        let text = key.sign(&card());
        assert_eq!(Card::read(key.public(), &text), Ok(card()));
        let other = CardKey::from_seed(&[8; 32]);
        assert_eq!(Card::read(other.public(), &text), Err(CardFault::Forged));
        for at in 0..text.len() {
            let mut spoilt = text.clone().into_bytes();
            spoilt[at] = if spoilt[at] == b'0' { b'1' } else { b'0' };
            let spoilt = String::from_utf8(spoilt).unwrap();
            if spoilt != text {
                assert!(Card::read(key.public(), &spoilt).is_err(), "{spoilt}");
            }
        }
        for nothing in ["", ".", "00.00", "zz"] {
            assert_eq!(Card::read(key.public(), nothing), Err(CardFault::Unreadable));
        }
    }
}
