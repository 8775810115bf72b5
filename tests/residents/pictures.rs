//! Files that lie about what they are or how large they are, sent where a photo is asked for (TRUST.md F9): refused
//! within bounds, and what is kept of a real photo is its pixels.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};
use morada::app::proposals::photo::{MOST_BYTES, NotTaken, made_of};

/// A real picture of 40 by 30 pixels.
fn real(format: ImageFormat) -> Vec<u8> {
    let shade = |x: u32, y: u32| u8::try_from(x * y % 251).unwrap();
    let picture = RgbImage::from_fn(40, 30, |x, y| image::Rgb([shade(x, y), shade(y, x), 90]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A chunk of a PNG, with its right checksum.
fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], &kind[..], body, &crc.sum().to_be_bytes()].concat()
}

fn packed(piece: &[u8], times: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..times {
        packer.write_all(piece).unwrap();
    }
    packer.finish().unwrap()
}

/// A PNG that says how large it is, and has these packed rows.
fn png(width: u32, height: u32, colour: u8, more: &[Vec<u8>], rows: &[u8]) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = chunk(*b"IHDR", &[&size[..], &[8, colour, 0, 0, 0]].concat());
    let start = b"\x89PNG\r\n\x1a\n".to_vec();
    [start, head, more.concat(), chunk(*b"IDAT", rows), chunk(*b"IEND", b"")].concat()
}

/// Puts `body` behind the first two bytes of a JPEG, as a segment of that kind.
fn with_segment(jpeg: &[u8], kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, kind], &length, body, &jpeg[2..]].concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_is_called_inside() {
    let mut jpeg = real(ImageFormat::Jpeg);
    jpeg.truncate(jpeg.len() / 3);
    let mut cut = real(ImageFormat::Png);
    cut.truncate(60);
    let mut spoilt = real(ImageFormat::Png);
    let middle = spoilt.len() / 2;
    spoilt[middle] ^= 0xff;
    let files: [(&str, Vec<u8>); 14] = [
        ("nothing", vec![]),
        ("a word", b"photo.jpg".to_vec()),
        ("a page", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("a drawing with a script", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("a GIF", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;".to_vec()),
        ("a GIF that is a script", b"GIF89a/*\x00\x00*/=1;alert(1)//".to_vec()),
        ("a bitmap", [b"BM".to_vec(), vec![0; 200]].concat()),
        ("a TIFF", [b"II*\x00".to_vec(), vec![0; 200]].concat()),
        ("a document", b"%PDF-1.7\n1 0 obj<</OpenAction/S>>".to_vec()),
        ("a program", [b"\x7fELF".to_vec(), vec![0; 200]].concat()),
        ("the head of a JPEG", [b"\xff\xd8\xff\xe0".to_vec(), vec![0; 4000]].concat()),
        ("the head of a WebP", [b"RIFF\x10\x27\x00\x00WEBPVP8 ".to_vec(), vec![0; 4000]].concat()),
        ("a PNG that ends too soon", cut),
        ("a PNG with one wrong byte", spoilt),
    ];
    for (name, file) in &files {
        assert_eq!(made_of(file), Err(NotTaken::NotAPicture), "{name}");
    }
    // A JPEG that ends too soon is either refused or shown as far as it goes; never more than it says.
    if let Ok((_, width, height)) = made_of(&jpeg) {
        assert_eq!((width, height), (40, 30));
    }
    let longest = vec![0xff; MOST_BYTES + 1];
    assert_eq!(made_of(&longest), Err(NotTaken::TooLarge));
}

/// Nothing takes memory for pixels before its size was looked at: each of these is refused at once.
#[test]
fn a_small_file_that_says_it_is_enormous_is_refused_before_its_pixels_are_read() {
    let mut jpeg = real(ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    let lossless = |w: u32, h: u32| {
        let bits = ((w - 1) | ((h - 1) << 14)).to_le_bytes();
        let body = [&[0x2f][..], &bits, &[0; 64]].concat();
        let size = u32::try_from(body.len()).unwrap().to_le_bytes();
        let whole = u32::try_from(body.len() + 13).unwrap().to_le_bytes();
        [b"RIFF", &whole[..], b"WEBPVP8L", &size, &body, &[0]].concat()
    };
    let rows = packed(&[0; 4096], 64);
    let files = [
        ("a PNG of 60,000 by 60,000", png(60_000, 60_000, 6, &[], &rows)),
        ("a PNG of 4 billion by 1", png(u32::MAX, 1, 2, &[], &rows)),
        ("a PNG of 12,000 by 12,000", png(12_000, 12_000, 2, &[], &rows)),
        ("a JPEG of 60,000 by 60,000", jpeg),
        ("a WebP of 16,383 by 16,383", lossless(16_383, 16_383)),
    ];
    for (name, file) in &files {
        assert!(made_of(file).is_err(), "{name}");
    }
}

/// 300 MB of zeros in 300 KB: as rows of a small picture and as a text beside it.
#[test]
fn what_swells_when_it_is_unpacked_is_cut_off() {
    let swollen = packed(&vec![0; 1 << 20], 300);
    assert!(swollen.len() < 400_000);
    let row = packed(&[0; 1 + 3 * 40], 30);
    let text = [b"Comment\x00\x00".to_vec(), swollen.clone()].concat();
    let profile = [b"icc\x00\x00".to_vec(), swollen.clone()].concat();
    for (name, file) in [
        ("rows", png(40, 30, 2, &[], &swollen)),
        ("a text", png(40, 30, 2, &[chunk(*b"zTXt", &text)], &row)),
        ("a profile of colours", png(40, 30, 2, &[chunk(*b"iCCP", &profile)], &row)),
    ] {
        if let Ok((kept, width, height)) = made_of(&file) {
            assert_eq!((width, height), (40, 30), "{name}");
            assert!(kept.len() < 20_000, "{name}");
        }
    }
}

#[test]
fn of_a_photo_its_pixels_are_kept_and_nothing_that_came_with_them() {
    let exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00 GPS 38.7139N 9.1334W owner=Rosa Nunes";
    let jpeg = with_segment(&real(ImageFormat::Jpeg), 0xe1, exif);
    let jpeg = with_segment(&jpeg, 0xfe, b"<script>alert(1)</script>");
    let both =
        [jpeg, b"PK\x03\x04 <?php system($_GET['c']); ?> <script>alert(2)</script>".to_vec()];
    let both = both.concat();
    let row = packed(&[7; 1 + 3 * 40], 30);
    let text = chunk(*b"tEXt", b"Author\x00Rosa Nunes <script>");
    // Filter 7 of a row is none; the rows must be good for the picture to be one.
    let good = packed(&[&[0][..], &[7; 3 * 40]].concat(), 30);
    let drawn = png(40, 30, 2, &[text], &good);
    assert!(made_of(&png(40, 30, 2, &[], &row)).is_err());
    for (name, file) in [("a JPEG that is also an archive", both), ("a PNG with an author", drawn)]
    {
        let (kept, width, height) = made_of(&file).unwrap_or_else(|no| panic!("{name}: {no}"));
        assert_eq!((width, height), (40, 30), "{name}");
        assert!(kept.starts_with(b"\xff\xd8\xff"), "{name}");
        for never in [&b"Exif"[..], b"GPS", b"Rosa", b"script", b"PK\x03\x04", b"php"] {
            assert!(!has(&kept, never), "{name} keeps {:?}", String::from_utf8_lossy(never));
        }
        image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).unwrap();
    }
}
