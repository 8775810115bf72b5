//! Voting codes, credentials, commitments and the sealing of ballots (docs/FORMATS.md section 2).
//!
//! A ballot goes into the ledger as a commitment and into the urn sealed to the trustees. Before the
//! count nobody, not even the server, can open it without a threshold of them.

pub mod code;
pub mod commitment;
pub mod credential;
pub mod credlist;
pub mod decryption;
pub mod sealed_ballot;
pub mod server_key;
pub mod trustees;

pub use code::{CodeFault, VotingCode};
pub use commitment::{Commitment, Nonce};
pub use credential::{Credential, CredentialKey, Signature};
pub use credlist::{Credlist, CredlistError};
pub use decryption::{PartialDecryption, ShareSecret, ToOpen};
pub use sealed_ballot::{SealError, SealedBallot, SealedOpening, pad_for};
pub use server_key::ServerKey;
pub use trustees::{
    OpenError, Opened, Opening, TrusteeSet, TrusteeShare, TrusteesKey, open_ballot,
};

#[cfg(test)]
mod tests;
