//! How large the letters are and how strong the contrast is: a cookie with two words, nothing else.

use rocket::http::{Cookie, SameSite};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::time::Duration;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::site::Site;

/// What a reader chose on the page "Text size and contrast".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Display {
    /// Size of the letters.
    pub size: Size,
    /// Strength of the contrast.
    pub contrast: Contrast,
}

/// Size of the letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// 18 px.
    #[default]
    Normal,
    /// A quarter more.
    Large,
    /// Half as much again.
    Huge,
}

/// Strength of the contrast.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Contrast {
    /// The place's colours.
    #[default]
    Normal,
    /// White and yellow on black.
    High,
}

impl Serialize for Display {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Display", 3)?;
        map.serialize_field("size", &self.size)?;
        map.serialize_field("contrast", &self.contrast)?;
        // What the button "Bigger text" does next.
        map.serialize_field("biggest", &(self.size == Size::Huge))?;
        map.end()
    }
}

const NAME: &str = "display";

impl Display {
    /// What whoever sent `request` chose.
    pub fn of(request: &Request<'_>) -> Self {
        request
            .cookies()
            .get_pending(NAME)
            .map(|cookie| Self::parse(cookie.value()))
            .unwrap_or_default()
    }

    /// Reads `size.contrast`; what is not understood is normal.
    pub fn parse(value: &str) -> Self {
        let (size, contrast) = value.split_once('.').unwrap_or((value, ""));
        let size = match size {
            "large" => Size::Large,
            "huge" => Size::Huge,
            _ => Size::Normal,
        };
        let contrast = if contrast == "high" { Contrast::High } else { Contrast::Normal };
        Self { size, contrast }
    }

    /// The next larger letters, and after the largest the normal ones again.
    #[must_use]
    pub fn larger(mut self) -> Self {
        self.size = match self.size {
            Size::Normal => Size::Large,
            Size::Large => Size::Huge,
            Size::Huge => Size::Normal,
        };
        self
    }

    /// The cookie that keeps this choice for a year.
    pub fn cookie(self, site: &Site) -> Cookie<'static> {
        let letters = match self.size {
            Size::Normal => "normal",
            Size::Large => "large",
            Size::Huge => "huge",
        };
        let contrast = match self.contrast {
            Contrast::Normal => "normal",
            Contrast::High => "high",
        };
        Cookie::build((NAME, format!("{letters}.{contrast}")))
            .path("/")
            .same_site(SameSite::Lax)
            .secure(site.secure_cookies)
            .http_only(true)
            .max_age(Duration::days(365))
            .build()
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Display {
    type Error = std::convert::Infallible;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self::of(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_nobody_wrote_is_the_normal_display() {
        for value in ["", ".", "giant.loud", "<script>"] {
            assert_eq!(Display::parse(value), Display::default(), "{value}");
        }
        assert_eq!(
            Display::parse("huge.high"),
            Display { size: Size::Huge, contrast: Contrast::High }
        );
    }

    #[test]
    fn letters_grow_twice_and_then_are_normal_again() {
        let sizes = std::iter::successors(Some(Display::default()), |d| Some(d.larger()));
        let sizes: Vec<Size> = sizes.take(4).map(|d| d.size).collect();
        assert_eq!(sizes, [Size::Normal, Size::Large, Size::Huge, Size::Normal]);
    }
}
