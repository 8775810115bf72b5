//! Pictures the server draws: tiles, plates, bars, figures. SVG with percentages as attributes, so that the strict
//! content policy holds and a bar fits any width; mirrored here for languages that run from right to left.
//!
//! A picture never stands alone: it is hidden from readers when the words beside it say the same, else it has
//! `role="img"` and a label that says the finding.

pub mod bar;
pub mod face;
pub mod figure;
pub mod qr;
pub mod seats;
pub mod sprite;

use handlebars::{Handlebars, html_escape};

use super::helpers::{markup, named, param};
use crate::i18n::lang::Dir;

/// Registers the drawing helpers for one direction of reading.
pub(super) fn register(registry: &mut Handlebars<'static>, dir: Dir) {
    markup(registry, "icon", |h| Ok(sprite::icon(&param::<String>(h, 0)?)));
    markup(registry, "tile", |h| Ok(face::tile(&param(h, 0)?)));
    markup(registry, "pic", |h| Ok(face::pic(&param(h, 0)?)));
    markup(registry, "band", |h| Ok(face::band(&param(h, 0)?)));
    markup(registry, "plate", |h| Ok(face::plate(&param(h, 0)?)));
    markup(registry, "bar", move |h| {
        Ok(bar::draw(&param(h, 0)?, &html_escape(&named::<String>(h, "label")?), dir))
    });
    markup(registry, "support", move |h| Ok(bar::support(&param(h, 0)?, dir)));
    markup(registry, "purses", move |h| Ok(figure::purses(&param::<Vec<_>>(h, 0)?, dir)));
    markup(registry, "benches", move |h| Ok(seats::benches(&param::<Vec<_>>(h, 0)?, dir)));
    markup(registry, "standing", move |h| Ok(seats::standing(&param(h, 0)?, dir)));
    markup(registry, "qr", |h| {
        Ok(qr::draw(&param::<String>(h, 0)?, &html_escape(&named::<String>(h, "label")?)))
    });
}
