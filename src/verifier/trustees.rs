//! `setup/trustees.json`: the key the ballots are sealed to, and the shares that open them.

use curve25519_dalek::ristretto::RistrettoPoint;

use crate::primitives::canonical::Value;
use crate::primitives::sealing::{key_point, lagrange};
use crate::shape::{Shape, ShapeFault};

/// The trustees of an election.
#[derive(Debug)]
pub struct Trustees {
    /// Whether the server holds the only share itself.
    pub holder: Holder,
    /// How many trustees open the box.
    pub threshold: usize,
    /// Their numbers and share keys, by number.
    pub shares: Vec<(u16, [u8; 32])>,
}

/// Who holds the opening key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Several people, none of whom can open the box alone.
    Trustees,
    /// The server: a degraded mode for small votes.
    Server,
}

impl Trustees {
    /// Reads the trustees; their share keys must belong to the one key.
    ///
    /// # Errors
    /// [`ShapeFault`] with the first member that is not of its form.
    pub fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let keys = ["held_by_server", "key", "shares", "t", "threshold", "v"];
        let trustees = Shape::exact(value, &keys)?;
        trustees.must_be("t", "trustees")?;
        trustees.must_be_v1()?;
        let shares = trustees.each("shares", |value| {
            let share = Shape::exact(value, &["i", "key", "name"])?;
            share.text("name")?;
            let i = u16::try_from(share.int("i")?).ok().filter(|i| (1..=255).contains(i));
            Ok((i.ok_or_else(|| ShapeFault::at("i"))?, share.hex("key")?))
        })?;
        let holder =
            if trustees.truth("held_by_server")? { Holder::Server } else { Holder::Trustees };
        let threshold = usize::try_from(trustees.int("threshold")?).unwrap_or(usize::MAX);
        let numbered = shares.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !numbered || !(1..=shares.len()).contains(&threshold) {
            return Err(ShapeFault::at("threshold"));
        }
        if holder == Holder::Server && (shares.len(), threshold) != (1, 1) {
            return Err(ShapeFault::at("held_by_server"));
        }
        let read = Self { holder, threshold, shares };
        if read.agree_on(&trustees.hex("key")?) { Ok(read) } else { Err(ShapeFault::at("key")) }
    }

    /// Whether every set of `threshold` share keys gives `key`.
    ///
    /// The first `threshold` shares fix one polynomial; when its value at 0 is the key and its value
    /// at every other trustee's number is that trustee's share key, all shares lie on it, and then
    /// any other set of that size gives the same polynomial. So one pass stands for all sets.
    fn agree_on(&self, key: &[u8; 32]) -> bool {
        let points: Option<Vec<(u16, RistrettoPoint)>> =
            self.shares.iter().map(|(i, share)| Some((*i, key_point(share)?))).collect();
        let (Some(points), Some(key)) = (points, key_point(key)) else { return false };
        let (base, others) = points.split_at(self.threshold);
        let numbers: Vec<u16> = base.iter().map(|(i, _)| *i).collect();
        let value_at = |x: u16| -> RistrettoPoint {
            base.iter().map(|(i, point)| lagrange(x, *i, &numbers) * point).sum()
        };
        value_at(0) == key && others.iter().all(|(x, point)| value_at(*x) == *point)
    }

    /// The share key of trustee `i`.
    pub fn share_key(&self, i: u16) -> Option<&[u8; 32]> {
        self.shares.iter().find(|(number, _)| *number == i).map(|(_, key)| key)
    }
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::scalar::Scalar;

    use super::*;
    use crate::primitives::bytes::to_hex;
    use crate::primitives::canonical::parse;

    /// Shares of the polynomial 7 + 5x: any two of the three give 7, the key.
    fn two_of_three(third: u64) -> String {
        let key = |s: u64| to_hex(RistrettoPoint::mul_base(&Scalar::from(s)).compress().as_bytes());
        let share = |i: u64, s| format!(r#"{{"i":{i},"key":"{}","name":"t{i}"}}"#, key(s));
        format!(
            r#"{{"held_by_server":false,"key":"{}","shares":[{},{},{}],"t":"trustees","threshold":2,"v":1}}"#,
            key(7),
            share(1, 12),
            share(2, 17),
            share(3, third)
        )
    }

    #[test]
    fn every_two_of_three_shares_must_give_the_key() {
        let read = |text: String| Trustees::read(&parse(text.as_bytes()).unwrap()).map(|_| ());
        assert_eq!(read(two_of_three(22)), Ok(()));
        assert_eq!(read(two_of_three(23)), Err(ShapeFault::at("key")));
    }
}
