//! The degraded mode: the server holds the only opening key.
//!
//! For trials and for places without trustees. Whoever runs the server can then open ballots before
//! closing, so the setup record says it in red and `trustees.json` says `held_by_server`.

use rand_core::CryptoRng;

use super::decryption::ShareSecret;
use super::trustees::TrusteeSet;

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

    /// The key as the share of trustee 1: it opens ballots, with proofs, the way trustees do.
    pub fn share(&self) -> &ShareSecret {
        &self.0
    }
}
