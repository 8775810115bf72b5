//! The lines of a register, found again by keyed ids.
//!
//! The id of an entry that came from a register is an HMAC of what the line says, under a key outside the
//! database. It looks like every other id, leads nowhere without the key, and is the same when the line comes again.

use hmac::{Hmac, KeyInit, Mac};
use morada_engine::eligibility::Date;
use morada_engine::fingerprint::Birth;
use morada_engine::ids::PlaceId;
use morada_engine::roll::register::Registered;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use crate::app::House;
use crate::app::roll::people::birth_as_text;

/// The id of an entry, as bytes.
pub(super) type Id = [u8; 16];

/// Where a line stands, and who it is. Forty bytes: a city of a million and a half fits into 60 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// The id of the entry that it leads to.
    pub(super) id: Id,
    /// Its number in the file; the header is 1.
    pub(super) row: u32,
    /// Its first byte.
    pub(super) at: u64,
    /// Its bytes.
    pub(super) len: u32,
    /// The same for all lines with one name and one birth.
    pub(super) who: u64,
}

/// The key of the ids, derived from the server's secret for this alone.
#[derive(Clone)]
pub(super) struct LineKey(Hmac<Sha256>);

impl LineKey {
    pub(super) fn of(house: &House, place: &PlaceId) -> Self {
        let key = house.secret.key("morada/register/v1");
        let mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        Self(mac).then(place.as_str())
    }

    /// The id of a line, and what is the same for all lines of its name and birth.
    pub(super) fn of_line(&self, line: &Registered) -> (Id, u64) {
        let name: String = line.name.nfkc().flat_map(char::to_lowercase).collect();
        let who = self.clone().then(&name).then(&birth(line.birth));
        let id = who.clone().then(&line.area).then(&since(line.since));
        let (who, id) = (who.0.finalize().into_bytes(), id.0.finalize().into_bytes());
        let id = *id.first_chunk().expect("an id is shorter than the hash");
        (id, u64::from_be_bytes(*who.first_chunk().expect("eight bytes are shorter than the hash")))
    }

    fn then(mut self, part: &str) -> Self {
        self.0.update(&(part.len() as u64).to_be_bytes());
        self.0.update(part.as_bytes());
        self
    }
}

fn birth(birth: Birth) -> String {
    birth_as_text(birth)
}

fn since(since: Option<Date>) -> String {
    since.map(|day| day.to_string()).unwrap_or_default()
}
