//! CR-1, the canonical record (docs/FORMATS.md section 1): read strictly, one spelling per value.
//!
//! Instead of reading any JSON and comparing it with its second spelling, this reader accepts the
//! canonical spelling only; every byte is looked at once. [`Value::write`] is the other direction,
//! and the tests hold the two together.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::is_nfc;

use crate::limits::NESTING;

/// The largest whole number of a canonical record.
pub const LARGEST: u64 = (1 << 53) - 1;

/// One value of a canonical record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(u64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// Members in the order of their keys.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Why bytes are not a canonical record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalFault {
    /// Bytes that are not UTF-8.
    #[error("not UTF-8")]
    Utf8,
    /// The top level is not an object.
    #[error("the top level is not an object")]
    TopLevel,
    /// A byte that canonical JSON does not have at this place.
    #[error("not canonical JSON")]
    Syntax,
    /// A key that is empty, foreign, repeated or out of order.
    #[error("a key is foreign, repeated or out of order")]
    Key,
    /// A number that is negative, a fraction, too large, or spelled with a leading zero.
    #[error("a number is not a plain whole number up to 2^53 - 1")]
    Number,
    /// A string that is not NFC, has a control character or a needless escape.
    #[error("a string is not in its plain form")]
    Text,
    /// Nested deeper than this program reads.
    #[error("nested too deep")]
    Depth,
}

/// Reads a record that fills `bytes` exactly.
///
/// # Errors
/// [`CanonicalFault`], the first one.
pub fn parse(bytes: &[u8]) -> Result<Value<'_>, CanonicalFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| CanonicalFault::Utf8)?;
    if !text.starts_with('{') {
        return Err(CanonicalFault::TopLevel);
    }
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    if reader.at == text.len() { Ok(value) } else { Err(CanonicalFault::Syntax) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: &str) -> Result<(), CanonicalFault> {
        if self.text.as_bytes()[self.at..].starts_with(wanted.as_bytes()) {
            self.at += wanted.len();
            Ok(())
        } else {
            Err(CanonicalFault::Syntax)
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, CanonicalFault> {
        if depth > NESTING {
            return Err(CanonicalFault::Depth);
        }
        match self.peek() {
            Some(b'{') => self.map(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.text().map(Value::Text),
            Some(b't') => self.take("true").map(|()| Value::Bool(true)),
            Some(b'f') => self.take("false").map(|()| Value::Bool(false)),
            Some(b'0'..=b'9') => self.int().map(Value::Int),
            Some(b'-') => Err(CanonicalFault::Number),
            _ => Err(CanonicalFault::Syntax),
        }
    }

    fn int(&mut self) -> Result<u64, CanonicalFault> {
        let digits = &self.text[self.at..];
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let number = super::bytes::from_decimal(&digits[..length]);
        self.at += length;
        let fraction = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        number.filter(|n| *n <= LARGEST && !fraction).ok_or(CanonicalFault::Number)
    }

    fn text(&mut self) -> Result<Cow<'a, str>, CanonicalFault> {
        self.take("\"")?;
        let start = self.at;
        let mut unescaped: Option<String> = None;
        let mut plain_from = start;
        loop {
            match self.peek().ok_or(CanonicalFault::Syntax)? {
                b'"' => break,
                b'\\' => {
                    // Only the quote and the backslash are ever escaped: the control characters,
                    // which JSON would escape too, are refused altogether.
                    let escaped = self.text.as_bytes().get(self.at + 1);
                    if !matches!(escaped, Some(b'"' | b'\\')) {
                        return Err(CanonicalFault::Text);
                    }
                    let so_far = unescaped.get_or_insert_default();
                    so_far.push_str(&self.text[plain_from..self.at]);
                    plain_from = self.at + 1;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
        let last = &self.text[plain_from..self.at];
        self.at += 1;
        let text = match unescaped {
            None => Cow::Borrowed(last),
            Some(so_far) => Cow::Owned(so_far + last),
        };
        let ascii = text.bytes().all(|b| (0x20..0x7f).contains(&b));
        if ascii || (is_nfc(&text) && !text.chars().any(char::is_control)) {
            Ok(text)
        } else {
            Err(CanonicalFault::Text)
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, CanonicalFault> {
        self.take("[")?;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::List(items));
                }
                _ => return Err(CanonicalFault::Syntax),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value<'a>, CanonicalFault> {
        self.take("{")?;
        let mut members: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Map(members));
        }
        loop {
            let key = self.text()?;
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            let later = members.last().is_none_or(|(before, _)| *before < key);
            if key.is_empty() || !key.bytes().all(plain) || !later {
                return Err(CanonicalFault::Key);
            }
            self.take(":")?;
            members.push((key, self.value(depth + 1)?));
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Map(members));
                }
                _ => return Err(CanonicalFault::Syntax),
            }
        }
    }
}

impl Value<'_> {
    /// The same value, on its own.
    pub fn into_owned(self) -> Value<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Bool(truth) => Value::Bool(truth),
            Self::Int(number) => Value::Int(number),
            Self::Text(text) => Value::Text(own(text)),
            Self::List(items) => Value::List(items.into_iter().map(Self::into_owned).collect()),
            Self::Map(members) => {
                let member = |(key, value): (_, Self)| (own(key), value.into_owned());
                Value::Map(members.into_iter().map(member).collect())
            }
        }
    }

    /// The canonical spelling. Members must already stand in the order of their keys.
    pub fn write(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, out: &mut String) {
        match self {
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Int(number) => write!(out, "{number}").expect("a string takes every text"),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write_to(out);
                }
                out.push(']');
            }
            Self::Map(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_text(key, out);
                    out.push(':');
                    value.write_to(out);
                }
                out.push('}');
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_the_same() {
        for record in [
            r#"{"a":1,"b":"x"}"#,
            r#"{"a":[],"b":{},"c":true}"#,
            r#"{"name":"École — 水"}"#,
            r#"{"q":"a\"b\\c"}"#,
            r#"{"n":9007199254740991}"#,
            r#"{"a":[[1,2],[{"b":false}]],"a_1":0}"#,
        ] {
            assert_eq!(parse(record.as_bytes()).unwrap().write(), record);
        }
    }

    #[test]
    fn another_spelling_is_refused() {
        for (record, why) in [
            (r#"{"b":1,"a":2}"#, CanonicalFault::Key),
            (r#"{"a":1,"a":2}"#, CanonicalFault::Key),
            (r#"{"A":1}"#, CanonicalFault::Key),
            (r#"{"":1}"#, CanonicalFault::Key),
            (r#"{"a":1, "b":2}"#, CanonicalFault::Syntax),
            (r#"{"a":1.0}"#, CanonicalFault::Number),
            (r#"{"a":1e3}"#, CanonicalFault::Number),
            (r#"{"a":-1}"#, CanonicalFault::Number),
            (r#"{"a":01}"#, CanonicalFault::Number),
            (r#"{"a":9007199254740992}"#, CanonicalFault::Number),
            (r#"{"a":99999999999999999999}"#, CanonicalFault::Number),
            (r#"{"a":null}"#, CanonicalFault::Syntax),
            (r#"{"a":"\u0041"}"#, CanonicalFault::Text),
            (r#"{"a":"\/"}"#, CanonicalFault::Text),
            (r#"{"a":"x\ny"}"#, CanonicalFault::Text),
            ("{\"a\":\"x\ny\"}", CanonicalFault::Text),
            ("{\"a\":\"\u{7f}\"}", CanonicalFault::Text),
            ("{\"a\":\"\u{9f}\"}", CanonicalFault::Text),
            ("{\"a\":\"e\u{301}\"}", CanonicalFault::Text),
            ("[1]", CanonicalFault::TopLevel),
            ("{\"a\":1}\n", CanonicalFault::Syntax),
            (r#"{"a":1,}"#, CanonicalFault::Syntax),
            (r#"{"a":"#, CanonicalFault::Syntax),
            (r#"{"a":"x"#, CanonicalFault::Syntax),
        ] {
            assert_eq!(parse(record.as_bytes()), Err(why), "{record}");
        }
        assert_eq!(parse(b"{\"a\":\"\xff\"}"), Err(CanonicalFault::Utf8));
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(4000), "]".repeat(4000));
        assert_eq!(parse(deep.as_bytes()), Err(CanonicalFault::Depth));
    }
}
