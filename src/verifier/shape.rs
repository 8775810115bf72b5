//! Reads the members of a canonical record, and says which one is not of its form.

use std::borrow::Cow;
use std::fmt;

use crate::primitives::bytes::from_hex;
use crate::primitives::canonical::Value;

/// A member that is missing, foreign or not of its form, by its path: `contests[2].budget`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeFault(pub String);

impl fmt::Display for ShapeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ShapeFault {
    /// A fault at `member`.
    pub fn at(member: &str) -> Self {
        Self(member.to_owned())
    }

    /// The same fault, seen from the record around it.
    #[must_use]
    pub fn inside(self, member: &str) -> Self {
        Self(if self.0.is_empty() || self.0.starts_with('[') {
            format!("{member}{}", self.0)
        } else {
            format!("{member}.{}", self.0)
        })
    }
}

/// A record whose members are exactly the ones expected.
#[derive(Clone, Copy)]
pub struct Shape<'v, 'a> {
    members: &'v [(Cow<'a, str>, Value<'a>)],
}

impl<'v, 'a> Shape<'v, 'a> {
    /// The record `value`, if its keys are exactly `keys`, which are given in their order.
    ///
    /// # Errors
    /// [`ShapeFault`] names the first key that is missing or foreign.
    pub fn exact(value: &'v Value<'a>, keys: &[&str]) -> Result<Self, ShapeFault> {
        let shape = Self::any(value)?;
        let mut wanted = keys.iter();
        for (key, _) in shape.members {
            match wanted.next() {
                Some(next) if next == key => {}
                Some(next) if *next < key.as_ref() => return Err(ShapeFault::at(next)),
                _ => return Err(ShapeFault::at(key)),
            }
        }
        wanted.next().map_or(Ok(shape), |missing| Err(ShapeFault::at(missing)))
    }

    /// The record `value`, whatever its members.
    ///
    /// # Errors
    /// [`ShapeFault`] when it is no record.
    pub fn any(value: &'v Value<'a>) -> Result<Self, ShapeFault> {
        match value {
            Value::Map(members) => Ok(Self { members }),
            _ => Err(ShapeFault::at("")),
        }
    }

    /// The names of the members, in order.
    pub fn keys(&self) -> impl Iterator<Item = &'v str> {
        self.members.iter().map(|(name, _)| name.as_ref())
    }

    /// A member.
    pub fn get(&self, key: &str) -> Result<&'v Value<'a>, ShapeFault> {
        let found = self.members.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value).ok_or_else(|| ShapeFault::at(key))
    }

    /// A whole number.
    pub fn int(&self, key: &str) -> Result<u64, ShapeFault> {
        match self.get(key)? {
            Value::Int(number) => Ok(*number),
            _ => Err(ShapeFault::at(key)),
        }
    }

    /// A truth value.
    pub fn truth(&self, key: &str) -> Result<bool, ShapeFault> {
        match self.get(key)? {
            Value::Bool(truth) => Ok(*truth),
            _ => Err(ShapeFault::at(key)),
        }
    }

    /// A text.
    pub fn text(&self, key: &str) -> Result<&'v str, ShapeFault> {
        match self.get(key)? {
            Value::Text(text) => Ok(text),
            _ => Err(ShapeFault::at(key)),
        }
    }

    /// Bytes in lower-case hex.
    pub fn hex<const N: usize>(&self, key: &str) -> Result<[u8; N], ShapeFault> {
        from_hex(self.text(key)?).ok_or_else(|| ShapeFault::at(key))
    }

    /// A list.
    pub fn list(&self, key: &str) -> Result<&'v [Value<'a>], ShapeFault> {
        match self.get(key)? {
            Value::List(items) => Ok(items),
            _ => Err(ShapeFault::at(key)),
        }
    }

    /// A list whose items are read by `read`; a fault names the item.
    pub fn each<T>(
        &self,
        key: &str,
        read: impl Fn(&'v Value<'a>) -> Result<T, ShapeFault>,
    ) -> Result<Vec<T>, ShapeFault> {
        let item = |(at, value)| {
            read(value).map_err(|fault: ShapeFault| fault.inside(&format!("{key}[{at}]")))
        };
        self.list(key)?.iter().enumerate().map(item).collect()
    }

    /// Refuses the record unless `key` is the text `wanted`.
    pub fn must_be(&self, key: &str, wanted: &str) -> Result<(), ShapeFault> {
        if self.text(key)? == wanted { Ok(()) } else { Err(ShapeFault::at(key)) }
    }

    /// Refuses the record unless its version is 1.
    pub fn must_be_v1(&self) -> Result<(), ShapeFault> {
        if self.int("v")? == 1 { Ok(()) } else { Err(ShapeFault::at("v")) }
    }
}

/// A text item of a list.
pub fn text_item(value: &Value<'_>) -> Result<String, ShapeFault> {
    match value {
        Value::Text(text) => Ok(text.as_ref().to_owned()),
        _ => Err(ShapeFault::at("")),
    }
}

/// Whether items are in order and none is repeated.
pub fn is_ascending<T: Ord>(items: &[T]) -> bool {
    items.windows(2).all(|pair| pair[0] < pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::canonical::parse;

    #[test]
    fn a_fault_says_where_it_is() {
        let value = parse(br#"{"a":[{"b":1},{"b":"x"}],"c":1}"#).unwrap();
        let shape = Shape::exact(&value, &["a", "c"]).unwrap_or_else(|_| unreachable!());
        let fault = shape.each("a", |item| Shape::exact(item, &["b"])?.int("b")).unwrap_err();
        assert_eq!(fault.0, "a[1].b");
        assert_eq!(Shape::exact(&value, &["a"]).err(), Some(ShapeFault::at("c")));
        assert_eq!(Shape::exact(&value, &["a", "b", "c"]).err(), Some(ShapeFault::at("b")));
        assert_eq!(Shape::exact(&value, &["a", "c", "d"]).err(), Some(ShapeFault::at("d")));
    }
}
