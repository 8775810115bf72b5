//! A photo of a proposal: decoded within bounds and encoded again, so that nothing of the file that was sent is kept.
//!
//! What a camera writes beside a picture (place, time, owner) is not read at all. A file that lies about its size or
//! kind is refused before its pixels take memory.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use morada_engine::hash::Hash;

use super::Answers;
use super::draft::{Mine, keep};
use super::kept::Photo;
use crate::app::House;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong, tokens};
use crate::store::office::proposals::photos;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 8 << 20;
/// The widest or highest picture that is decoded.
const MOST_SIDE: u32 = 12_000;
/// Bytes that decoding may take: a photo of 24 million pixels.
const MOST_MEMORY: u64 = 110 << 20;
/// The longer side of what is kept.
const KEPT_SIDE: u32 = 1_200;
/// The largest JPEG that is kept, in bytes.
const KEPT_BYTES: usize = 200_000;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Too many bytes or too many pixels.
    #[error("the picture is too large")]
    TooLarge,
    /// Neither a JPEG nor a PNG nor a WebP that can be decoded.
    #[error("no picture that can be read")]
    NotAPicture,
}

/// A JPEG of at most 200 KB and 1,200 pixels a side, made of whatever was sent.
///
/// # Errors
/// [`NotTaken`].
pub fn made_of(file: &[u8]) -> Result<(Vec<u8>, u32, u32), NotTaken> {
    if file.len() > MOST_BYTES {
        return Err(NotTaken::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| NotTaken::NotAPicture)?;
    let known =
        matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
    if !known {
        return Err(NotTaken::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    // A telephone that was held upright says so beside the pixels; the rest of that is not read.
    let upright = decoder.orientation().ok();
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) * 4 > MOST_MEMORY {
        return Err(NotTaken::TooLarge);
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    if let Some(upright) = upright {
        picture.apply_orientation(upright);
    }
    if picture.width().max(picture.height()) > KEPT_SIDE {
        picture = picture.resize(KEPT_SIDE, KEPT_SIDE, FilterType::Triangle);
    }
    let mut quality = 82;
    loop {
        let pixels = picture.to_rgb8();
        let mut jpeg = Vec::new();
        let written = JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&pixels);
        written.map_err(|_| NotTaken::NotAPicture)?;
        if jpeg.len() <= KEPT_BYTES {
            return Ok((jpeg, pixels.width(), pixels.height()));
        }
        // Noise does not shrink by quality alone.
        if quality > 40 {
            quality -= 14;
        } else {
            picture = picture.resize(
                picture.width() * 3 / 4,
                picture.height() * 3 / 4,
                FilterType::Triangle,
            );
        }
    }
}

fn refused(error: &image::ImageError) -> NotTaken {
    match error {
        image::ImageError::Limits(_) => NotTaken::TooLarge,
        _ => NotTaken::NotAPicture,
    }
}

/// Keeps a photo of a draft; an earlier one goes.
///
/// # Errors
/// [`DeskError::Faulty`] when it is none; [`DeskError::Frozen`] once the proposal was sent.
pub async fn set_photo(house: &House, mine: &Mine, file: Vec<u8>) -> Result<(), DeskError> {
    if !mine.is_open() {
        return Err(DeskError::Frozen);
    }
    // Decoding takes a moment of one core; the others go on serving.
    let made = tokio::task::spawn_blocking(move || made_of(&file)).await;
    let (picture, width, height) = match made {
        Ok(Ok(made)) => made,
        Ok(Err(NotTaken::TooLarge)) => return Err(DeskError::fault("photo", Wrong::PhotoTooLarge)),
        Ok(Err(NotTaken::NotAPicture)) | Err(_) => {
            return Err(DeskError::fault("photo", Wrong::NotAPhoto));
        }
    };
    let sha = Hash::of(&[&picture]).to_hex();
    let photo = Photo { id: tokens::fresh_id(house), picture, width, height, sha: sha.clone() };
    in_one_step(house, async |tx| {
        photos::destroy_others(tx, &mine.proposal.id, &sent_photo(mine)).await?;
        if photos::find(tx, &mine.proposal.id, &sha).await?.is_none() {
            photos::insert(tx, &mine.proposal.id, &photo).await?;
        }
        Ok(())
    })
    .await?;
    keep(house, mine, &Answers { photo: Some(sha), ..mine.answers.clone() }).await
}

/// The photo of the version that was sent last: it stays, whatever the draft does.
fn sent_photo(mine: &Mine) -> String {
    mine.versions.last().and_then(|version| version.content.photo.clone()).unwrap_or_default()
}

/// Takes the photo out of a draft.
///
/// # Errors
/// [`DeskError::Frozen`] once the proposal was sent.
pub async fn drop_photo(house: &House, mine: &Mine) -> Result<(), DeskError> {
    if !mine.is_open() {
        return Err(DeskError::Frozen);
    }
    in_one_step(house, async |tx| {
        Ok(photos::destroy_others(tx, &mine.proposal.id, &sent_photo(mine)).await?)
    })
    .await?;
    keep(house, mine, &Answers { photo: None, ..mine.answers.clone() }).await
}
