//! Ristretto255 (RFC 9496): points, and the proofs of the trustees' partial decryptions.

use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use sha2::{Digest, Sha512};

/// Reads a point; RFC 9496 refuses every second spelling of one.
pub fn point(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    CompressedRistretto(*bytes).decompress()
}

/// Reads a point that may stand for a key: the identity would make every proof trivial.
pub fn key_point(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    point(bytes).filter(|p| *p != RistrettoPoint::identity())
}

/// Reads a scalar below the group order.
pub fn scalar(bytes: &[u8; 32]) -> Option<Scalar> {
    Scalar::from_canonical_bytes(*bytes).into()
}

/// Lagrange coefficient at `x` of trustee `i` among `present`.
pub fn lagrange(x: u16, i: u16, present: &[u16]) -> Scalar {
    let (x, here) = (Scalar::from(x), Scalar::from(i));
    let others = present.iter().filter(|j| **j != i).map(|j| Scalar::from(*j));
    let (above, below) = others.fold((Scalar::ONE, Scalar::ONE), |(above, below), other| {
        (above * (x - other), below * (here - other))
    });
    above * below.invert()
}

/// A trustee's partial decryption of one sealed ballot, with its Chaum-Pedersen proof.
pub struct Partial {
    /// The trustee's number.
    pub i: u16,
    /// `D = s_i * R`.
    pub d: [u8; 32],
    /// Challenge.
    pub c: Scalar,
    /// Answer.
    pub z: Scalar,
}

/// Whether a partial decryption was made with the share behind `share_key`.
pub fn is_proved(
    election: &str,
    partial: &Partial,
    share_key: &[u8; 32],
    big_r: &[u8; 32],
) -> bool {
    let points = (key_point(share_key), key_point(big_r), key_point(&partial.d));
    let (Some(share), Some(sealed_to), Some(decrypted)) = points else { return false };
    let of_base = RistrettoPoint::mul_base(&partial.z) - partial.c * share;
    let of_sealed = partial.z * sealed_to - partial.c * decrypted;
    let mut hash = Sha512::new();
    hash.update(b"pb/v1/open\0");
    let mut item = |bytes: &[u8]| {
        hash.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        hash.update(bytes);
    };
    item(election.as_bytes());
    item(&partial.i.to_be_bytes());
    item(share_key);
    item(big_r);
    item(&partial.d);
    item(of_base.compress().as_bytes());
    item(of_sealed.compress().as_bytes());
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into()) == partial.c
}

/// 30 bytes as a point: the first `j`, then `i`, for which `2i || data || j` is one.
pub fn encode30(data: &[u8; 30]) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    bytes[1..31].copy_from_slice(data);
    for j in 0..=u8::MAX {
        for i in 0..128 {
            bytes[0] = 2 * i;
            bytes[31] = j;
            if point(&bytes).is_some() {
                return Some(bytes);
            }
        }
    }
    None
}

/// The 30 bytes of a point, if it is the first that encodes them.
pub fn decode30(bytes: &[u8; 32]) -> Option<[u8; 30]> {
    let data: [u8; 30] = bytes[1..31].try_into().ok()?;
    (encode30(&data)? == *bytes).then_some(data)
}
