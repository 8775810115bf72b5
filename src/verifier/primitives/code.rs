//! Voting codes, the keys they become, and tracking codes (docs/FORMATS.md section 2).

use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use sha2::Sha256;

use super::bytes::Hash;

/// Crockford's base-32 digits: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of a voting code before its check symbol, and of a tracking code together.
const CODE: usize = 20;

/// The 20 symbols of a typed code, forgiving what people do: case, spaces, hyphens, O, I and L.
fn symbols(typed: &str) -> Option<[u8; CODE]> {
    let mut symbols = [0; CODE];
    let mut count = 0;
    for c in typed.chars().filter(|c| !matches!(c, ' ' | '-')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let value = ALPHABET.iter().position(|symbol| char::from(*symbol) == c)?;
        *symbols.get_mut(count)? = u8::try_from(value).ok()?;
        count += 1;
    }
    (count == CODE).then_some(symbols)
}

/// The 19 secret symbols of a typed voting code, if its check symbol agrees.
pub fn voting_code(typed: &str) -> Option<[u8; CODE - 1]> {
    let symbols = symbols(typed)?;
    let (secret, check) = symbols.split_first_chunk::<{ CODE - 1 }>()?;
    let sum: u32 = (1_u32..).zip(secret).map(|(weight, value)| weight * u32::from(*value)).sum();
    (sum % 31 == u32::from(check[0])).then(|| secret.map(|value| ALPHABET[usize::from(value)]))
}

/// The Ed25519 seed that a voting code has in one contest of one election.
pub fn credential_seed(code: &[u8; CODE - 1], election: &str, contest: &str) -> [u8; 32] {
    let mut seed = [0; 32];
    Hkdf::<Sha256>::new(Some(b"pb/v1/credential"), code)
        .expand(format!("{election}/{contest}").as_bytes(), &mut seed)
        .expect("32 bytes are less than HKDF can give");
    seed
}

/// The public key of a seed.
pub fn public_key(seed: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}

/// The tracking code of a leaf: its hash's first 100 bits.
pub fn tracking_code(leaf: &Hash) -> String {
    let mut code = String::with_capacity(CODE + 3);
    for place in 0..CODE {
        if place > 0 && place % 5 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(five_bits(leaf, place))]));
    }
    code
}

/// Reads a typed tracking code as the leading symbols of a leaf hash.
pub fn parse_tracking_code(typed: &str) -> Option<[u8; CODE]> {
    symbols(typed)
}

/// Whether a leaf has this tracking code.
pub fn is_tracked_by(leaf: &Hash, code: &[u8; CODE]) -> bool {
    code.iter().enumerate().all(|(place, symbol)| five_bits(leaf, place) == *symbol)
}

/// The `place`-th group of five bits, most significant first.
fn five_bits(hash: &Hash, place: usize) -> u8 {
    let bit = 5 * place;
    let pair = u16::from(hash[bit / 8]) << 8 | u16::from(hash[bit / 8 + 1]);
    let [_, low] = (pair >> (11 - bit % 8) & 31).to_be_bytes();
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_carelessly_but_not_wrongly() {
        let printed = "BTW9A-1HXPV-7EJSA-VTEQ4";
        assert_eq!(voting_code(printed), Some(*b"BTW9A1HXPV7EJSAVTEQ"));
        assert_eq!(voting_code("btw9a lhxpv 7ejsa vteq4"), voting_code(printed));
        assert_eq!(voting_code("2TW9A-1HXPV-7EJSA-VTEQ4"), None);
        assert_eq!(voting_code("BTW9A-1HXPV-7EJSA-VTEQ"), None);
        assert_eq!(voting_code("BTW9A-1HXPV-7EJSA-VTEQ44"), None);
    }

    #[test]
    fn a_tracking_code_finds_its_leaf() {
        let leaf = super::super::bytes::sha256(&[b"leaf"]);
        let code = tracking_code(&leaf);
        assert_eq!(code.len(), 23);
        assert!(is_tracked_by(&leaf, &parse_tracking_code(&code.to_lowercase()).unwrap()));
        assert!(!is_tracked_by(&[0; 32], &parse_tracking_code(&code).unwrap()));
    }
}
