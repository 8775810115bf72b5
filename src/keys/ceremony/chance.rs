//! The same chance in the words of an older crate: `frost-ristretto255` 3.0 asks for `rand_core` 0.6.

use frost_ristretto255::rand_core as old;

/// Chance of `rand_core` 0.10 lent to what asks for 0.6.
pub(super) struct Lent<'a, R>(pub(super) &'a mut R);

impl<R: rand_core::CryptoRng> old::RngCore for Lent<'_, R> {
    fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    fn fill_bytes(&mut self, target: &mut [u8]) {
        self.0.fill_bytes(target);
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), old::Error> {
        self.0.fill_bytes(target);
        Ok(())
    }
}

impl<R: rand_core::CryptoRng> old::CryptoRng for Lent<'_, R> {}
