//! Whose hand it is: a resident who is in with their card, as a keyed hash that no table leads back from.

use morada_engine::encoding::bytes_from_hex;
use morada_engine::ids::{ElectionId, PlaceId};

use super::Season;
use crate::app::House;
use crate::app::roll::mine::Own;
use crate::app::staff::DeskError;
use crate::app::staff::sign_in::tag;

/// A resident in one process. Only whoever is in with a good card of the place has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    process: ElectionId,
    place: PlaceId,
    entry: String,
    evidence: String,
    who: String,
}

impl Hand {
    /// The hand of a card's holder in a process of the card's place.
    ///
    /// # Errors
    /// [`DeskError::Unknown`] when the card is another place's.
    pub fn of(house: &House, season: &Season, own: &Own) -> Result<Self, DeskError> {
        if own.kept.place.id != season.notice.place.id {
            return Err(DeskError::Unknown);
        }
        let process = season.notice.process.id.clone();
        let entry = own.entry_id().to_owned();
        let who = tag(house, "morada/author/v1", &[process.as_str(), &entry]);
        let (place, evidence) = (own.kept.place.id.clone(), own.evidence().to_owned());
        Ok(Self { process, place, entry, evidence, who })
    }

    /// The process.
    pub fn process(&self) -> &ElectionId {
        &self.process
    }

    /// Under which they write: the same in one process, another one in the next.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The place where they live.
    pub(super) fn place(&self) -> &PlaceId {
        &self.place
    }

    /// The kind of evidence by which they are on the roll.
    pub(super) fn evidence(&self) -> &str {
        &self.evidence
    }

    /// Under which it is noted that they took part in `process`: no other table has it.
    pub(super) fn presence(&self, house: &House, process: &ElectionId) -> String {
        presence(house, process, &self.entry)
    }

    /// Under which they support. Without the salt, which ends with the phase, nobody can make it again.
    pub(super) fn under(&self, house: &House, salt: &[u8]) -> Vec<u8> {
        let salt = morada_engine::encoding::to_hex(salt);
        let tag = tag(house, "morada/support/v1", &[self.process.as_str(), &salt, &self.entry]);
        bytes_from_hex(&tag).unwrap_or_default()
    }
}

/// Under which it is noted that whoever has this entry took part in a process.
pub(super) fn presence(house: &House, process: &ElectionId, entry: &str) -> String {
    tag(house, "morada/took-part/v1", &[process.as_str(), entry])
}
