//! RFC 9496: multiples, products, hashing to a point, 30-byte encodings and refused encodings.

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use serde_json::Value;

use super::Group;
use super::reading::hex;
use crate::primitives::bytes::from_hex;
use crate::primitives::sealing::{decode30, encode30, point, scalar};

pub fn run(file: &Value) -> Vec<Group> {
    let mut multiples = Group::new("multiples_of_basepoint");
    for (times, encoding) in
        (0_u64..).zip(file["multiples_of_basepoint"].as_array().into_iter().flatten())
    {
        let expected = encoding.as_str().and_then(from_hex);
        let product = RistrettoPoint::mul_base(&Scalar::from(times));
        let same = expected == Some(product.compress().to_bytes());
        let read = expected.and_then(|bytes| point(&bytes)) == Some(product);
        multiples.case(|| format!("{times} times the base point"), same && read);
    }
    let mut products = Group::new("scalar_mult");
    products.cases(&file["scalar_mult"], |case| {
        let product = RistrettoPoint::mul_base(&scalar(&hex(case, "scalar_le")?)?);
        Some(product.compress().to_bytes() == hex(case, "point")?)
    });
    let mut uniform = Group::new("from_uniform_bytes");
    uniform.cases(&file["from_uniform_bytes"], |case| {
        let hashed = RistrettoPoint::from_uniform_bytes(&hex(case, "bytes")?);
        Some(hashed.compress().to_bytes() == hex(case, "point")?)
    });
    let mut encoded = Group::new("encode30");
    encoded.cases(&file["encode30"], |case| {
        let (data, bytes) = (hex(case, "data")?, hex(case, "point")?);
        Some(encode30(&data) == Some(bytes) && decode30(&bytes) == Some(data))
    });
    let mut refused = Group::new("must_be_rejected");
    refused.cases(&file["must_be_rejected"], |case| Some(point(&hex(case, "bytes")?).is_none()));
    vec![multiples, products, uniform, encoded, refused]
}
