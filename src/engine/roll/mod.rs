//! The roll: who lives here, and the card that says so.
//!
//! Source: COUNCIL.md section 3, UX.md R5 and S3. Which evidence is enough is a rule (`eligibility`);
//! here are the words in which requests are decided, the residence card, and how long anything is kept.

pub mod anomalies;
pub mod card;
pub mod number;
pub mod refusal;
pub mod register;
pub mod retention;

pub use anomalies::{Anomalies, Cell, Seen, cells};
pub use card::{Card, CardFault, CardKey, CardPublicKey};
pub use number::{CardNumber, NumberFault, RequestCode};
pub use refusal::{Missing, Refused};
