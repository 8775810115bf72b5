//! `morada-keys`: runs offline, on a machine that is not the server.
fn main() {}
