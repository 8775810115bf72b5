//! Why a request is not granted, in words that can be translated: a closed list.
//!
//! Source: COUNCIL.md section 3.6. Refusing without one of these is impossible.

use serde::{Deserialize, Serialize};

macro_rules! list {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in tables, forms and messages.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

list! {
    /// Why a request is refused.
    Refused {
        /// Too young on the day.
        UnderAge = "under_age",
        /// Does not live in the area.
        NotHere = "not_here",
        /// What was shown does not say that they live here.
        NotShown = "not_shown",
        /// Has not lived here long enough.
        TooShort = "too_short",
        /// Is on the roll already: two people found so, never a program.
        Twice = "twice",
        /// Who attested has taken it back.
        Withdrawn = "withdrawn",
    }
}

list! {
    /// What is missing from a request that goes back once.
    Missing {
        /// The photo cannot be read.
        Unreadable = "unreadable",
        /// The paper shows no name or another one.
        NoName = "no_name",
        /// The paper shows no street or area.
        NoArea = "no_area",
        /// The paper is too old.
        TooOld = "too_old",
        /// Nothing was sent yet.
        Nothing = "nothing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_name() {
        for reason in Refused::ALL {
            assert_eq!(Refused::from_name(reason.name()), Some(*reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
        for missing in Missing::ALL {
            assert_eq!(Missing::from_name(missing.name()), Some(*missing));
            assert_eq!(serde_json::to_value(missing).unwrap(), missing.name());
        }
        assert_eq!(Refused::from_name("no_papers"), None);
    }
}
