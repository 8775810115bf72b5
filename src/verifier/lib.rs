//! Checks of a published bundle.
