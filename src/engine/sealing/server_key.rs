//! The degraded mode: the server holds the only opening key.
//!
//! For trials and for places without trustees. Whoever runs the server can then open ballots before
//! closing, so the setup record says it in red and `trustees.json` says `held_by_server`.

use rand_core::CryptoRng;

use super::commitment::Commitment;
use super::decryption::ShareSecret;
use super::sealed_ballot::SealedOpening;
use super::trustees::{OpenError, Opening, TrusteeSet};
use crate::ids::ElectionId;

/// The only opening key, held by the server.
#[derive(Debug, Clone)]
pub struct ServerKey(ShareSecret);

impl ServerKey {
    /// Draws a key.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        Self(ShareSecret::generate(1, chance))
    }

    /// Reads the 32 bytes that [`ServerKey::to_bytes`] wrote; `None` if they are no usable scalar.
    pub fn from_bytes(bytes: [u8; 32]) -> Option<Self> {
        ShareSecret::from_bytes(1, bytes).map(Self)
    }

    /// The 32 secret bytes. They are destroyed after the appeal period.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public record of this key.
    pub fn trustees(&self, server_name: &str) -> TrusteeSet {
        TrusteeSet::held_by_server(self.0.key(), server_name)
    }

    /// Opens one ballot without a proof: whoever holds the key needs to convince nobody of it, and
    /// the opening itself is checked against the commitment.
    ///
    /// # Errors
    /// [`OpenError`]; the ballot stays closed.
    pub fn open(
        &self,
        election: &ElectionId,
        commitment: &Commitment,
        sealed: &SealedOpening,
    ) -> Result<Opening, OpenError> {
        let shared = self.0.multiply(sealed.point()).ok_or(OpenError::Sealed)?;
        sealed.open(election, commitment, &shared)
    }

    /// The key as the share of trustee 1: it opens ballots, with proofs, the way trustees do.
    pub fn share(&self) -> &ShareSecret {
        &self.0
    }
}
