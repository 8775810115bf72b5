//! A budget for each category or place, and what is left over for all (docs/FORMATS.md 6a).

use super::{Counting, Decided, ids, map, text};
use crate::papers::{Leftover, PartBudget, PartBy};
use crate::primitives::canonical::Value;

/// What was counted with money of its own.
struct Part<'p> {
    /// Empty for the pool.
    name: &'p str,
    is_pool: bool,
    budget: u64,
    decided: Decided,
}

/// Counts every part by `one`, which is given options and money, and then perhaps the pool.
pub fn count(
    counting: &Counting<'_>,
    by: PartBy,
    leftover: Leftover,
    parts: &[PartBudget],
    one: impl Fn(Vec<usize>, u64) -> Decided,
) -> Decided {
    let part_of = |option: usize| match by {
        PartBy::Category => &counting.contest.options[option].category,
        PartBy::Place => &counting.contest.options[option].place,
    };
    let mut left = counting.budget;
    let mut counted: Vec<Part<'_>> = Vec::new();
    for PartBudget { budget, part } in parts {
        let own = counting.among.iter().copied().filter(|option| part_of(*option) == part);
        // A part never gets more than the others left of the whole.
        let budget = left.min(*budget);
        let part = Part { name: part, is_pool: false, budget, decided: one(own.collect(), budget) };
        left = left.saturating_sub(part.spent(counting));
        counted.push(part);
    }
    if leftover == Leftover::Pooled {
        let is_taken =
            |option: &usize| counted.iter().any(|part| part.decided.funded.contains(option));
        let open = counting.among.iter().copied().filter(|option| !is_taken(option)).collect();
        counted.push(Part { name: "", is_pool: true, budget: left, decided: one(open, left) });
    }
    let funded = counted.iter().flat_map(|part| part.decided.funded.iter().copied()).collect();
    let records = counted.into_iter().map(|part| part.write(counting)).collect();
    let none = || Value::List(Vec::new());
    Decided {
        funded,
        members: vec![("parts", Value::List(records)), ("rounds", none()), ("ties", none())],
    }
}

impl Part<'_> {
    fn spent(&self, counting: &Counting<'_>) -> u64 {
        self.decided.funded.iter().map(|option| counting.cost(*option)).sum()
    }

    fn write(self, counting: &Counting<'_>) -> Value<'static> {
        let spent = self.spent(counting);
        let mut members = self.decided.members;
        members.extend([
            ("budget", Value::Int(self.budget)),
            ("funded", ids(counting.contest, &self.decided.funded)),
            ("part", text(self.name)),
            ("pool", Value::Bool(self.is_pool)),
            ("spent", Value::Int(spent)),
        ]);
        map(members)
    }
}
