//! What the program says when it does not understand a command line: plain words, not clap's.

use std::error::Error;

use clap::error::{ContextKind, ErrorKind};

/// One sentence about what was not understood, and where help is.
pub fn sentence(error: &clap::Error) -> String {
    let told = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (what, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let why = match error.kind() {
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{what} cannot be {value:?}: {why}")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{what} is empty"),
        ErrorKind::InvalidValue => format!("{what} cannot be {value:?}"),
        ErrorKind::MissingRequiredArgument => format!("say also {what}"),
        ErrorKind::UnknownArgument => format!("there is no {what}"),
        ErrorKind::InvalidSubcommand => {
            format!("there is no step {:?}", told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::ArgumentConflict => format!("{what} was said twice"),
        // The rest cannot come from this program's own words; clap's are better than none.
        _ => error.to_string(),
    };
    format!("Not understood: {why}.\nFor help, add --help to the command.")
}
