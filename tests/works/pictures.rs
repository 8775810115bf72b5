//! A picture in the record of a work: what a camera wrote is gone, what is no picture is refused.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use rocket::http::Status;

use crate::web::on_both;

/// A picture that says, as a telephone does, where it was taken.
fn from_a_telephone() -> Vec<u8> {
    let picture = RgbImage::from_fn(60, 40, |x, y| {
        let shade = |n: u32| u8::try_from(n % 251).unwrap();
        image::Rgb([shade(x * 3), shade(y * 5), 120])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut file, ImageFormat::Jpeg).unwrap();
    let jpeg = file.into_inner();
    let told = b"Exif\0\0GPS 38.7 N 9.1 W, owner Celso";
    let length = u16::try_from(told.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length[..], &told[..], &jpeg[2..]].concat()
}

#[rocket::async_test]
async fn a_work_is_shown_as_it_is_and_nothing_that_the_camera_wrote_is_kept() {
    on_both(async |lisbon| {
        let celso = lisbon.signed_in("celso").await;
        let list = celso.open("/en/p/lisboa-2025/works").await;
        let links = list.split("href=\"").filter_map(|rest| rest.split('"').next());
        let works: Vec<&str> = links.filter(|href| href.contains("/works/city/")).collect();
        let desk = works[1].replace("/en/p/", "/en/desk/p/");
        let form = format!("{desk}/photo/new");
        assert!(celso.open(&desk).await.contains(&form), "the desk leads there");

        let words = [("words-pt", "O cais com as primeiras <b>árvores</b>.")];
        for (file, fields) in [
            (&b"<svg onload=alert(1)>"[..], &words[..]),
            (&from_a_telephone()[..], &[("words-pt", " ")][..]),
        ] {
            let refused = celso.send_file(&form, fields, ("photo", file)).await;
            assert_eq!(refused.status, Status::UnprocessableEntity, "{}", refused.html);
        }
        let sent = celso.send_file(&form, &words, ("photo", &from_a_telephone())).await;
        assert_eq!(sent.to.as_deref(), Some(desk.as_str()), "{}", sent.html);

        let anybody = lisbon.browser().await;
        let page = anybody.open(works[1]).await;
        assert!(page.contains("&lt;b&gt;árvores&lt;/b&gt;"), "{page}");
        let address = page.split("<img class=\"photo\" src=\"").nth(1).unwrap();
        let address = address.split('"').next().unwrap();
        let picture = anybody.get(address).await;
        assert_eq!(picture.status, Status::Ok);
        assert!(picture.bytes.starts_with(&[0xff, 0xd8, 0xff]), "a JPEG of our own");
        let told = String::from_utf8_lossy(&picture.bytes).into_owned();
        assert!(!told.contains("GPS") && !told.contains("Celso") && !told.contains("Exif"));
        let other = address.replace(&works[1][3..], &works[0][3..]);
        assert_eq!(anybody.get(&other).await.status, Status::NotFound, "of another work");

        let dora = lisbon.signed_in("dora").await;
        assert_eq!(dora.get(&form).await.status, Status::Forbidden, "another department's");
        let open = anybody.open("/en/works/lisboa/works.json").await;
        assert!(open.contains("\"pictured\""), "it is in the open data");
    })
    .await;
}
