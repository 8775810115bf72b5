//! The drawn map: a picture that the server makes, on which a point can be pressed without any script.

use std::fmt::Write as _;
use std::sync::Arc;

use rocket::http::ContentType;
use rocket::{State, get};

use super::guard::season;
use crate::app::House;
use crate::app::notice_board::told::Area;
use crate::i18n::lang::Lang;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// Width and height in pixels, so that a press can be read back.
pub const SIZE: (u32, u32) = (280, 320);

/// Where an area is drawn, in pixels: left, top, width, height.
fn tile(areas: &[Area], area: &Area) -> (u32, u32, u32, u32) {
    let columns = areas.iter().map(|area| area.map_column).max().unwrap_or(1).max(1);
    let rows = areas.iter().map(|area| area.map_row).max().unwrap_or(1).max(1);
    let (width, height) = (SIZE.0 / columns, SIZE.1 / rows);
    ((area.map_column - 1) * width, (area.map_row - 1) * height, width, height)
}

/// Width of a sign of the names, and height of a line of them, in pixels.
const SIGN: usize = 4;
const LINE: u32 = 9;

/// A name in lines of at most `most` signs; a longer word has a line of its own.
fn lines(name: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let line = lines.last_mut().expect("there is a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= most {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The point of a press, in thousandths. A press by keyboard has none: browsers send the corner.
pub fn pressed(x: &str, y: &str) -> Option<(u32, u32)> {
    let read = |text: &str, most: u32| text.parse::<u32>().ok().filter(|at| *at < most);
    let (x, y) = (read(x, SIZE.0)?, read(y, SIZE.1)?);
    ((x, y) != (0, 0)).then_some((x * 1000 / SIZE.0, y * 1000 / SIZE.1))
}

/// The area at a point.
pub fn area_at(areas: &[Area], (x, y): (u32, u32)) -> Option<&Area> {
    let (x, y) = (x * SIZE.0 / 1000, y * SIZE.1 / 1000);
    areas.iter().find(|area| {
        let (left, top, width, height) = tile(areas, area);
        (left..left + width).contains(&x) && (top..top + height).contains(&y)
    })
}

/// Draws the map, with a point if there is one.
#[get("/<_lang>/p/<process>/map.svg?<x>&<y>")]
pub async fn draw(
    _lang: Lang,
    process: ProcessSlug,
    x: Option<u32>,
    y: Option<u32>,
    house: &State<Arc<House>>,
) -> Result<(ContentType, String), Problem> {
    let season = season(house, &process).await?;
    let areas = &season.notice.areas;
    let (width, height) = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"8\" text-anchor=\"middle\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#f3f7f1\"/>"
    );
    for area in areas {
        let (left, top, w, h) = tile(areas, area);
        let _ = write!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\" fill=\"#d5eee1\" \
             stroke=\"#6d7e76\"/>"
        );
        let lines = lines(&area.name, w as usize / SIGN);
        let all: u32 = lines.iter().skip(1).map(|_| LINE).sum();
        let mut y = top + (h + 7).saturating_sub(all) / 2;
        for line in &lines {
            // A word that is wider than its tile is set narrower.
            let narrow = if line.chars().count() > w as usize / SIGN {
                format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", w - 4)
            } else {
                String::new()
            };
            let _ = write!(
                svg,
                "<text x=\"{}\" y=\"{y}\" fill=\"#15231e\"{narrow}>{}</text>",
                left + w / 2,
                handlebars::html_escape(line)
            );
            y += LINE;
        }
    }
    if let (Some(x), Some(y)) = (x.filter(|x| *x <= 1000), y.filter(|y| *y <= 1000)) {
        let (x, y) = (x * width / 1000, y * height / 1000);
        let _ = write!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"7\" fill=\"#a3200d\" stroke=\"#fff\" stroke-width=\"2\"/>"
        );
    }
    Ok((ContentType::SVG, svg + "</svg>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_between_words() {
        let broken = ["São", "Domingos", "de Benfica"];
        assert_eq!(lines("São Domingos de Benfica", 10), broken);
        assert_eq!(lines("Misericórdia", 10), ["Misericórdia"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn a_press_is_read_back_to_the_area_it_hit_and_a_corner_is_no_press() {
        let area =
            |name: &str, map_column, map_row| Area { name: name.into(), map_column, map_row };
        let areas = [area("Carnide", 1, 1), area("Arroios", 2, 2)];
        let point = pressed("200", "300").unwrap();
        assert_eq!(area_at(&areas, point).unwrap().name, "Arroios");
        assert_eq!(pressed("0", "0"), None);
        assert_eq!(pressed("280", "10"), None);
        assert_eq!(pressed("-3", "10"), None);
    }
}
