//! Words about groups.

use morada_engine::association::{Kind, Known};

use crate::app::associations::Association;
use crate::app::roll::numbers::Shown;
use crate::i18n::message::Message;

/// What a group is.
pub fn kind(kind: Kind) -> Message {
    Message::new(match kind {
        Kind::Registered => "groups.kind-registered",
        Kind::Collective => "groups.kind-collective",
    })
}

/// How staff came to know it.
pub fn known(known: Known) -> Message {
    Message::new(match known {
        Known::MetAtDesk => "groups.known-desk",
        Known::MetAtMeeting => "groups.known-meeting",
        Known::StatutesShown => "groups.known-statutes",
        Known::InRegister => "groups.known-register",
        Known::VouchedFor => "groups.known-vouched",
    })
}

/// How many belong to it.
pub fn people(n: Shown) -> Message {
    match n {
        Shown::Exactly(n) => Message::new("groups.people").count("n", n),
        Shown::Few => Message::new("groups.people-few"),
    }
}

/// How a group stands today: style, pictogram, words.
pub fn state(group: &Association, holds: bool) -> (&'static str, &'static str, Message) {
    let ended = group.judged.as_ref().and_then(|judged| judged.recognition);
    let (class, icon, key) = match (&group.judged, holds) {
        (None, _) => ("tag--warn", "clock", "groups.state-asked"),
        (Some(_), true) => ("", "circle-check", "groups.state-known"),
        (Some(_), false) if ended.is_some() => ("tag--no", "circle-x", "groups.state-ended"),
        (Some(_), false) => ("tag--no", "circle-x", "groups.state-refused"),
    };
    (class, icon, Message::new(key))
}
