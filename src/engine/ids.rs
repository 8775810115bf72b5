//! Names of elections, contests and options.
//!
//! They stand in hashes, file names and addresses, so they are plain ASCII slugs from the start.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text cannot be a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// It has no characters, or more than 64.
    #[error("a name has 1 to 64 characters, this one has {0}")]
    Length(usize),
    /// It has a character outside the alphabet.
    #[error("a name has letters, digits and - _ . only, not {0:?}")]
    Character(char),
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Parses a name.
            ///
            /// # Errors
            /// [`IdError`] when it is empty, longer than 64 characters or has a foreign character.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let count = text.chars().count();
                if count == 0 || count > 64 {
                    return Err(IdError::Length(count));
                }
                let allowed: fn(char) -> bool = $allowed;
                match text.chars().find(|c| !allowed(*c)) {
                    Some(foreign) => Err(IdError::Character(foreign)),
                    None => Ok(Self(text.to_owned())),
                }
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

slug!(
    /// One place that decides something, e.g. `lisboa`.
    PlaceId,
    |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
);
slug!(
    /// One election: everything that shares a ledger, e.g. `lisboa-op-2026`.
    ElectionId,
    |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
);
slug!(
    /// One contest inside an election, e.g. `city`.
    ContestId,
    |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
);
slug!(
    /// One proposal, drawn at random: 32 hex digits. What people see is its number.
    ProposalId,
    |c| c.is_ascii_lowercase() || c.is_ascii_digit()
);
slug!(
    /// One option of a contest, e.g. `1` or Pabulib's `BO.D18.9/23` in its published form.
    ///
    /// Wider than the others because imported elections bring their own ids.
    OptionId,
    |c| !c.is_control() && c != '\u{feff}'
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contest_is_named_by_a_plain_slug() {
        assert!(ContestId::parse("city-wide-2").is_ok());
        assert_eq!(ContestId::parse("City"), Err(IdError::Character('C')));
        assert_eq!(ContestId::parse(""), Err(IdError::Length(0)));
        assert_eq!(ContestId::parse("a/b"), Err(IdError::Character('/')));
    }

    #[test]
    fn an_option_keeps_the_id_that_its_city_gave_it() {
        assert!(OptionId::parse("BO.D18.9/23").is_ok());
        assert!(OptionId::parse("6_-_x ż").is_ok());
        assert_eq!(OptionId::parse("a\nb"), Err(IdError::Character('\n')));
    }
}
