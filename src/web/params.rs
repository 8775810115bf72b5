//! Segments of addresses and what they name. A segment that names nothing is a missing page.

use morada_engine::ids::{ContestId, ElectionId, PlaceId};
use rocket::http::impl_from_uri_param_identity;
use rocket::http::uri::fmt::{Formatter, Path, UriDisplay};
use rocket::request::FromParam;

use crate::i18n::lang::Lang;

/// The process in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessSlug(pub ElectionId);

/// The contest in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestSlug(pub ContestId);

/// The place in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceSlug(pub PlaceId);

impl<'a> FromParam<'a> for Lang {
    type Error = &'a str;
    fn from_param(segment: &'a str) -> Result<Self, &'a str> {
        Lang::parse(segment).ok_or(segment)
    }
}

impl<'a> FromParam<'a> for ProcessSlug {
    type Error = &'a str;
    fn from_param(segment: &'a str) -> Result<Self, &'a str> {
        ElectionId::parse(segment).map(Self).map_err(|_| segment)
    }
}

impl<'a> FromParam<'a> for ContestSlug {
    type Error = &'a str;
    fn from_param(segment: &'a str) -> Result<Self, &'a str> {
        ContestId::parse(segment).map(Self).map_err(|_| segment)
    }
}

impl<'a> FromParam<'a> for PlaceSlug {
    type Error = &'a str;
    fn from_param(segment: &'a str) -> Result<Self, &'a str> {
        PlaceId::parse(segment).map(Self).map_err(|_| segment)
    }
}

impl UriDisplay<Path> for Lang {
    fn fmt(&self, f: &mut Formatter<'_, Path>) -> std::fmt::Result {
        f.write_value(self.code())
    }
}

impl UriDisplay<Path> for ProcessSlug {
    fn fmt(&self, f: &mut Formatter<'_, Path>) -> std::fmt::Result {
        f.write_value(self.0.as_str())
    }
}

impl UriDisplay<Path> for ContestSlug {
    fn fmt(&self, f: &mut Formatter<'_, Path>) -> std::fmt::Result {
        f.write_value(self.0.as_str())
    }
}

impl UriDisplay<Path> for PlaceSlug {
    fn fmt(&self, f: &mut Formatter<'_, Path>) -> std::fmt::Result {
        f.write_value(self.0.as_str())
    }
}

impl_from_uri_param_identity!([Path] PlaceSlug);
impl_from_uri_param_identity!([Path] Lang);
impl_from_uri_param_identity!([Path] ProcessSlug);
impl_from_uri_param_identity!([Path] ContestSlug);
