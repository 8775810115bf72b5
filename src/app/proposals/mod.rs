//! What residents propose: writing, sending, reading before publication, supporting, discussing, finding.
//!
//! Source: DESIGN.md (proposal states), UX.md R3, R4 and S4, COUNCIL.md K33 to K35. Nothing is public before a
//! moderator has read it, nobody is named who did not choose the name, and no table says who supports what.

mod hand;
pub mod season;

mod answers;
pub mod draft;
pub mod photo;

pub mod authors;
pub mod send;

pub mod moderate;
pub mod newcomers;
pub mod objections;
pub mod register;

pub mod close_support;
pub mod discuss;
pub mod support;

pub mod find;
pub mod read;

pub mod forget;
pub mod rules;

pub(in crate::app) use answers::text;
pub use answers::{
    Answers, MOST_TITLE, MOST_WORDS, THEMES, WHOLE, clean, one_line, turns_or_hides,
};
pub use hand::Hand;
pub use season::Season;

/// What the store keeps of proposals, for pages that show it.
pub mod kept {
    pub use crate::store::office::proposals::Proposal;
    pub use crate::store::office::proposals::authors::{Author, Kind as AuthorKind, Standing};
    pub use crate::store::office::proposals::comments::{
        Comment, Kind as CommentKind, Outcome, Showing, Side,
    };
    pub use crate::store::office::proposals::decisions::Decision;
    pub use crate::store::office::proposals::lists::{Line, Order, Wanted};
    pub use crate::store::office::proposals::photos::Photo;
    pub use crate::store::office::proposals::rules::{Charter, ProposalRules, Risk};
    pub use crate::store::office::proposals::texts::ProposalText;
    pub use crate::store::office::proposals::versions::{Content, Version};
}
