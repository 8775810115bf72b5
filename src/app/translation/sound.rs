//! A text read out by a person: one recording per project and language, small, and what its bytes say it is.

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::Translate;

use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::StoreError;
use crate::store::office::text_hands::TextOf;
use crate::store::office::{processes, projects, text_sounds};

/// The most bytes of a recording: half a minute of speech needs a seventh of it.
pub const MOST_BYTES: usize = 512 << 10;

/// A kind of recording that browsers play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// Opus in Ogg.
    Opus,
    /// MPEG layer III.
    Mp3,
    /// AAC in MPEG-4.
    M4a,
    /// Opus or Vorbis in `WebM`.
    Webm,
}

impl Sound {
    /// Every kind.
    pub const ALL: [Sound; 4] = [Sound::Opus, Sound::Mp3, Sound::M4a, Sound::Webm];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opus => "opus",
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Webm => "webm",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sound| sound.name() == name)
    }

    /// What bytes are, whatever their name says.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..64)?;
        let has = |mark: &[u8]| head.windows(mark.len()).any(|window| window == mark);
        let mp3_frame = head[0] == 0xff && head[1] & 0xe0 == 0xe0 && head[1] & 0x06 == 0x02;
        match head {
            _ if head.starts_with(b"OggS") && has(b"OpusHead") => Some(Self::Opus),
            _ if head.starts_with(b"ID3") || mp3_frame => Some(Self::Mp3),
            _ if head[4..].starts_with(b"ftypM4A") => Some(Self::M4a),
            _ if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) && has(b"webm") => Some(Self::Webm),
            _ => None,
        }
    }
}

/// Keeps a recording of a text, in the place of an earlier one.
///
/// # Errors
/// [`DeskError::Faulty`] when it is too large or no recording, [`DeskError::Unknown`] for a text that the
/// process does not have.
pub async fn record(
    house: &House,
    permit: &Permit<Translate>,
    contest: &ContestId,
    number: u32,
    language: &str,
    bytes: &[u8],
) -> Result<(), DeskError> {
    if bytes.len() > MOST_BYTES {
        let most = (MOST_BYTES >> 10) as u64;
        return Err(DeskError::fault("sound", Wrong::TooManyKilobytes { most }));
    }
    let kind = Sound::of(bytes).ok_or(DeskError::fault("sound", Wrong::NotASound))?;
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let spoken = processes::find(house.office.reader(), process).await?;
    if !spoken.is_some_and(|process| process.languages.iter().any(|own| own == language)) {
        return Err(DeskError::Unknown);
    }
    let project = project(house, process, contest, number).await?.ok_or(DeskError::Unknown)?;
    let text = TextOf { process, contest, project: &project, language };
    let entry = Entry::TextRecorded { contest, project: &project, language };
    in_one_step(house, async |tx| {
        text_sounds::set(tx, text, kind.name(), bytes).await?;
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}

/// A recording, with its kind.
///
/// # Errors
/// [`StoreError`].
pub async fn sound(
    house: &House,
    process: &ElectionId,
    contest: &ContestId,
    number: u32,
    language: &str,
) -> Result<Option<(Sound, Vec<u8>)>, StoreError> {
    let Some(project) = project(house, process, contest, number).await? else { return Ok(None) };
    let text = TextOf { process, contest, project: &project, language };
    let found = text_sounds::find(house.office.reader(), text).await?;
    Ok(found.and_then(|(kind, bytes)| Some((Sound::from_name(&kind)?, bytes))))
}

/// The languages in which a project is read out.
///
/// # Errors
/// [`StoreError`].
pub async fn recorded(
    house: &House,
    process: &ElectionId,
    contest: &ContestId,
    project: &OptionId,
) -> Result<Vec<String>, StoreError> {
    let all = text_sounds::of_process(house.office.reader(), process).await?;
    let own =
        |(own, id, _): &(String, String, String)| own == contest.as_str() && id == project.as_str();
    Ok(all.into_iter().filter(own).map(|(_, _, language)| language).collect())
}

async fn project(
    house: &House,
    process: &ElectionId,
    contest: &ContestId,
    number: u32,
) -> Result<Option<OptionId>, StoreError> {
    let mut all = projects::of_process(house.office.reader(), process).await?;
    let own = all.remove(contest).unwrap_or_default();
    Ok(own.into_iter().find(|project| project.number == number).map(|project| project.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_what_its_bytes_say_and_nothing_else_is_taken() {
        let padded = |head: &[u8]| {
            let mut bytes = head.to_vec();
            bytes.resize(80, 0);
            bytes
        };
        let ogg = [b"OggS".as_slice(), &[0; 24], b"OpusHead"].concat();
        assert_eq!(Sound::of(&padded(&ogg)), Some(Sound::Opus));
        assert_eq!(Sound::of(&padded(b"ID3\x03")), Some(Sound::Mp3));
        assert_eq!(Sound::of(&padded(&[0xff, 0xfb, 0x90])), Some(Sound::Mp3));
        assert_eq!(Sound::of(&padded(b"\0\0\0\x20ftypM4A ")), Some(Sound::M4a));
        let webm = [&[0x1a, 0x45, 0xdf, 0xa3][..], b"....webm"].concat();
        assert_eq!(Sound::of(&padded(&webm)), Some(Sound::Webm));
        for other in [b"<html>".as_slice(), b"\x89PNG\r\n", b"OggS", b"RIFF", b"\0\0\0\x20ftypisom"]
        {
            assert_eq!(Sound::of(&padded(other)), None, "{other:?}");
        }
        assert_eq!(Sound::of(b"ID3"), None, "too short to be one");
        for sound in Sound::ALL {
            assert_eq!(Sound::from_name(sound.name()), Some(sound));
        }
    }
}
