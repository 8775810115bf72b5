//! What no demo shows: processes killed in mid-sentence, two servers racing for one code, a full
//! disk, a database that stops, a thief with the whole disk. TRUST.md section 4 lists the tests.
//!
//! Short by default; `MORADA_LONG=1` runs them at the length the promises are made for.

mod canary;
mod client;
mod cluster;
mod disk;
mod killed;
mod races;
mod secrecy;
#[expect(dead_code, reason = "the benches ask for more")]
mod server;
mod thief;
mod town;
#[expect(dead_code, reason = "the benches ask for more")]
mod voter;
