//! The tests of Rivest's sampler.

use serde_json::Value;

use super::Group;
use super::reading::{int, ints, text};
use crate::primitives::chance::{Repeats, sample};

pub fn run(tests: &Value) -> Group {
    let mut group = Group::new("sampler");
    group.cases(tests, |case| {
        let data = &case["data"];
        let count = usize::try_from(int(data, "count")?).ok()?;
        let picks = sample(text(data, "seed")?, int(data, "total")?, count, Repeats::Stay);
        Some(picks == ints(case, "expected")?)
    });
    group
}
