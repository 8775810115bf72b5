//! The `morada` program.
fn main() {}
