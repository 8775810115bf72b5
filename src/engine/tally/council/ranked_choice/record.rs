//! A count as JSON: names and decimal numbers, round by round, as `RCTab` lays it out.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::count::{Inactive, RankedChoice, Round};
use super::rule::Rule;

/// An amount in units of `10^-places` as a decimal number without needless zeros.
pub fn decimal(amount: u128, places: u32) -> String {
    let text = format!("{amount:0>width$}", width = places as usize + 1);
    let (whole, rest) = text.split_at(text.len() - places as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// The members `rounds` of a result: tally, threshold, papers that no longer count, who was elected
/// or went out, and where the votes went.
pub fn record(rule: &Rule, found: &RankedChoice, names: &[String]) -> Vec<Value> {
    let last = found.rounds.len();
    let round = |(number, round): (usize, &Round)| {
        let votes = |amount: u128| json!(decimal(amount, rule.places));
        let inactive = |why: Inactive| votes(round.inactive.get(&why).copied().unwrap_or(0));
        let tally: Map<String, Value> = names
            .iter()
            .zip(&round.votes)
            .filter_map(|(name, held)| Some((name.clone(), votes((*held)?))))
            .collect();
        let mut not_counting = json!({
            "exhaustedChoices": inactive(Inactive::Exhausted),
            "overvotes": inactive(Inactive::Overvote),
            "repeatedRankings": inactive(Inactive::Repeated),
            "skippedRankings": inactive(Inactive::Skipped),
        });
        if rule.moves_surpluses() && number == last {
            not_counting["finalRoundSurplus"] = inactive(Inactive::Surplus);
        }
        let moved = |from: usize| -> BTreeMap<String, Value> {
            let there = round.moved.iter().filter(|((giver, _), _)| *giver == from);
            let there = there.map(|((_, to), amount)| {
                let name = to.and_then(|to| names.get(to).cloned());
                (name.unwrap_or_else(|| "exhausted".to_owned()), votes(*amount))
            });
            let residual = round.residual.get(&from);
            let residual = residual.map(|rest| ("residual surplus".to_owned(), votes(*rest)));
            there.chain(residual).collect()
        };
        let deed = |what: &str, candidate: usize| json!({ what: names[candidate], "transfers": moved(candidate) });
        let elected = round.elected.iter().map(|candidate| deed("elected", *candidate));
        let excluded = round.excluded.iter().map(|candidate| deed("eliminated", *candidate));
        json!({
            "inactiveBallots": not_counting,
            "round": number,
            "tally": tally,
            "tallyResults": elected.chain(excluded).collect::<Vec<_>>(),
            "threshold": votes(round.threshold),
        })
    };
    (1..).zip(&found.rounds).map(round).collect()
}
