//! `morada-verify`: the observer's program.
fn main() {}
