//! The shared test vectors (tests/vectors/README.md) and a repeatable chance, for tests only.

use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;

macro_rules! vector_file {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/", $name))
    };
}

/// Our own formats, as an independent program wrote them.
pub(crate) fn pbv1() -> Value {
    serde_json::from_str(vector_file!("pbv1-dev.json")).unwrap()
}

/// Proof cases of transparency-dev.
pub(crate) fn rfc6962() -> Value {
    serde_json::from_str(vector_file!("rfc6962-transparency-dev.json")).unwrap()
}

/// Cases of Rivest's sampler.
pub(crate) fn rivest() -> Value {
    serde_json::from_str(vector_file!("rivest-sampler-tests.json")).unwrap()
}

/// Encodings of ristretto255.
pub(crate) fn ristretto255() -> Value {
    serde_json::from_str(vector_file!("ristretto255.json")).unwrap()
}

/// The cases under `name`; a group that is empty or missing fails, so no test passes by reading none.
pub(crate) fn cases<'a>(vectors: &'a Value, name: &str) -> &'a [Value] {
    let cases = vectors[name].as_array().unwrap();
    assert!(!cases.is_empty(), "no cases under {name}");
    cases
}

/// The string under `name`.
pub(crate) fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_else(|| panic!("no text {name} in {case}"))
}

/// The whole number under `name`.
pub(crate) fn number(case: &Value, name: &str) -> u64 {
    case[name].as_u64().unwrap_or_else(|| panic!("no number {name} in {case}"))
}

/// A chance that repeats itself.
pub(crate) fn chance(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
