//! Bytes as text: lower-case hex for records, standard base64 with padding for notes.
//!
//! Both readers accept exactly one spelling per value, so a hash over the text is a hash over the value.

const HEX: &[u8; 16] = b"0123456789abcdef";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Why a text is not the one spelling of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// Not lower-case hex of the expected length.
    #[error("not lower-case hex of {0} bytes")]
    Hex(usize),
    /// Not standard base64 with padding.
    #[error("not standard base64 with padding")]
    Base64,
}

/// `bytes` in lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// Reads exactly `N` bytes of lower-case hex.
///
/// # Errors
/// [`EncodingError::Hex`] for another length, a capital or a foreign character.
pub fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], EncodingError> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(EncodingError::Hex(N));
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let (high, low) = (hex_digit(pair[0]), hex_digit(pair[1]));
        let (Some(high), Some(low)) = (high, low) else { return Err(EncodingError::Hex(N)) };
        *byte = high << 4 | low;
    }
    Ok(bytes)
}

/// Reads lower-case hex of any length.
///
/// # Errors
/// [`EncodingError::Hex`] with the length of the text halved.
pub fn bytes_from_hex(text: &str) -> Result<Vec<u8>, EncodingError> {
    let refused = EncodingError::Hex(text.len() / 2);
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(hex_digit(*high)? << 4 | hex_digit(*low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(byte).collect::<Option<_>>().ok_or(refused)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// `bytes` in standard base64 with padding (RFC 4648 section 4).
pub fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sextet = (group >> (18 - 6 * place)) & 63;
            // A chunk of n bytes has n + 1 significant sextets.
            let symbol = if place <= chunk.len() { BASE64[sextet as usize] } else { b'=' };
            text.push(char::from(symbol));
        }
    }
    text
}

/// Reads standard base64 with padding; unused bits must be zero.
///
/// # Errors
/// [`EncodingError::Base64`] for anything that [`to_base64`] would not write.
pub fn from_base64(text: &str) -> Result<Vec<u8>, EncodingError> {
    if !text.len().is_multiple_of(4) {
        return Err(EncodingError::Base64);
    }
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 {
        return Err(EncodingError::Base64);
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0);
    for digit in digits.bytes() {
        let sextet = base64_digit(digit).ok_or(EncodingError::Base64)?;
        buffer = (buffer << 6 | u32::from(sextet)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(((buffer >> bits) & 0xff) as u8);
        }
    }
    // A single spelling: the bits behind the last byte are zero.
    let spare = buffer & ((1 << bits) - 1);
    if spare == 0 && bits < 6 { Ok(bytes) } else { Err(EncodingError::Base64) }
}

fn base64_digit(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// A fixed number of public bytes, written in records as lower-case hex.
macro_rules! hex_bytes {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Wraps the bytes.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// The bytes in lower-case hex.
            pub fn to_hex(&self) -> String {
                $crate::encoding::to_hex(&self.0)
            }

            /// Reads lower-case hex.
            ///
            /// # Errors
            /// [`EncodingError::Hex`](crate::encoding::EncodingError::Hex) for any other spelling.
            pub fn parse_hex(text: &str) -> Result<Self, $crate::encoding::EncodingError> {
                $crate::encoding::from_hex(text).map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.to_hex())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.to_hex())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_hex())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(source)?;
                Self::parse_hex(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use hex_bytes;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_rfc_4648_come_out() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(to_base64(bytes.as_bytes()), text);
            assert_eq!(from_base64(text).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn a_second_spelling_of_the_same_bytes_is_refused() {
        for text in
            ["Zg", "Zg=", "Zh==", "Zm9=", "====", "Z===", "Zm9v====", "Zm 9", "Zm-9", "=Zg="]
        {
            assert_eq!(from_base64(text), Err(EncodingError::Base64), "{text}");
        }
        for text in ["0A", "0", "000", "0g", " 0", "é"] {
            assert_eq!(from_hex::<1>(text), Err(EncodingError::Hex(1)), "{text}");
        }
        assert_eq!(from_hex::<1>("0a"), Ok([10]));
        assert_eq!(bytes_from_hex("0aff"), Ok(vec![10, 255]));
        assert_eq!(bytes_from_hex("0af"), Err(EncodingError::Hex(1)));
        assert_eq!(bytes_from_hex("0A"), Err(EncodingError::Hex(1)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes: Vec<u8>) {
            prop_assert_eq!(from_base64(&to_base64(&bytes)).unwrap(), bytes);
        }

        #[test]
        fn what_is_read_is_what_would_be_written(text in "[A-Za-z0-9+/=]{0,12}") {
            if let Ok(bytes) = from_base64(&text) {
                prop_assert_eq!(to_base64(&bytes), text);
            }
        }
    }
}
