//! Motions: why one was adopted or not.

use morada_engine::tally::council::motion::{Decision, MotionOutcome, Reason, Side};

use crate::i18n::message::Message;

/// Why a motion was adopted or not.
pub fn of_motion(found: &MotionOutcome) -> Vec<Message> {
    let reason = match found.reason {
        Reason::TooFewPresent { present, needed } => Message::new("count.motion-quorum")
            .text("present", present.to_string())
            .text("needed", needed.to_string()),
        Reason::NobodyVoted => Message::new("count.motion-nobody"),
        Reason::Votes { yes, needed, base } => Message::new("count.motion-votes")
            .text("yes", yes.to_string())
            .text("needed", needed.to_string())
            .text("base", base.to_string()),
        Reason::CastingVote { chair: Side::Yes } => Message::new("count.motion-chair-yes"),
        Reason::CastingVote { chair: Side::No } => Message::new("count.motion-chair-no"),
        Reason::ChairSilent => Message::new("count.motion-chair-silent"),
    };
    let decision = match found.decision {
        Decision::Adopted => "count.motion-adopted",
        Decision::Rejected => "count.motion-rejected",
        Decision::NoQuorum => "count.motion-undecided",
    };
    vec![reason, Message::new(decision)]
}
