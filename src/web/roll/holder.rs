//! Who is in with their residence card: the one guard for everything that residents do by name.
//!
//! The cookie holds a token, the office its hash, for an hour. [`Own::tag`] is what another table may store of
//! a resident; the number of the card and the id of the entry are not.

use std::sync::Arc;

use morada_engine::ids::PlaceId;
use rocket::request::{FromRequest, Outcome, Request};

use super::cookies;
use crate::app::House;
use crate::app::roll::mine::{Own, who_holds};
use crate::web::site::Site;

/// Whoever holds a residence card and is in with it; nobody, for everybody else.
///
/// A route asks [`Holder::of`] for the resident of *its* place, and leads others to
/// `/<lang>/roll/<place>/card`.
pub struct Holder(Option<Own>);

impl Holder {
    /// The resident of `place` who is in, if anybody is.
    pub fn of(&self, place: &PlaceId) -> Option<Own> {
        self.0.clone().filter(|own| own.place() == place)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Holder {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let state = request.rocket();
        let site = state.state::<Site>().expect("the assembly manages a site");
        let house = state.state::<Arc<House>>().expect("the assembly manages a house");
        let Some(token) = cookies::session(request.cookies(), site) else {
            return Outcome::Success(Self(None));
        };
        match who_holds(house, &token).await {
            Ok(own) => Outcome::Success(Self(own)),
            Err(error) => {
                tracing::error!(%error, "a card's session cannot be read");
                Outcome::Error((rocket::http::Status::InternalServerError, ()))
            }
        }
    }
}
