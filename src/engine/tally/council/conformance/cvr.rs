//! Cast vote records: a spreadsheet, its layout and a rule of ranked choice to every round.

use std::cell::Cell;

use serde_json::{Map, Value, json};

use super::{Checks, Read, Unreadable};
use crate::cvr::{self, Candidates, Columns, Cvr, Labels, Layout};
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::council::marks::OnFault;
use crate::tally::council::ranked_choice::{
    Elects, Overvote, Quota, Rule, Stopped, Ties, count, record,
};

/// Everything that a case of cast vote records says, taken apart.
pub struct CvrCase {
    /// The path of the file, from the folder of the case.
    pub path: String,
    /// How its rows are laid out.
    pub layout: Layout,
    /// Who stands, with other names.
    pub candidates: Candidates,
    /// Who stands on the paper and is not counted.
    excluded: Vec<usize>,
    rule: Rule,
    seed: Option<i64>,
    mode: String,
}

/// cvr-interpretation: every round, and the summary.
pub(super) fn rounds(case: &Value, read: Read<'_>) -> Result<Checks, Unreadable> {
    let asked = CvrCase::of(case)?;
    let bytes =
        read(&asked.path).ok_or_else(|| Unreadable(format!("{} is missing", asked.path)))?;
    let (file, found) = asked.count(&bytes)?;
    let found = found.as_array().map_or(&[][..], Vec::as_slice);
    let mut checks = Checks::default();
    let expected = case["expected_results"].as_array().map_or(&[][..], Vec::as_slice);
    checks.equal("rounds", &json!(expected.len()), found.len());
    for (expected, found) in expected.iter().zip(found) {
        let name = |member: &str| format!("round {}: {member}", expected["round"]);
        let members = expected.as_object().into_iter().flatten();
        for (member, wanted) in members {
            let found = found.get(member).cloned().unwrap_or(Value::Null);
            checks.equal(&name(member), &plain(wanted), plain(&found));
        }
    }
    if let Some(summary) = case.get("expected_summary") {
        let marked: u64 =
            file.ballots.iter().filter(|(_, marks)| !marks.is_empty()).map(|(n, _)| n).sum();
        let number = |name: &str| {
            let value = summary.get(name)?;
            value.as_u64().or_else(|| value.as_str()?.parse().ok())
        };
        checks.member(
            &plain(summary),
            "finalThreshold",
            plain(&found.last().map_or(Value::Null, |last| last["threshold"].clone())),
        );
        checks.member(summary, "numCandidates", file.names.len());
        checks.member(summary, "numWinners", asked.rule.seats);
        // A row without any cell is not in the CSV, so papers with a mark are compared.
        if let (Some(all), Some(unmarked)) = (number("totalNumBallots"), number("undervotes")) {
            checks.equal("ballots with a mark", &json!(all.saturating_sub(unmarked)), marked);
        }
    }
    Ok(checks)
}

/// Numbers without needless zeros, and deeds in the order of names: how they are spelled is no
/// part of an expectation.
fn plain(value: &Value) -> Value {
    match value {
        Value::String(text)
            if text.contains('.') && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') =>
        {
            json!(text.trim_end_matches('0').trim_end_matches('.'))
        }
        Value::Array(deeds) => {
            let mut deeds: Vec<Value> = deeds.iter().map(plain).collect();
            deeds.sort_by_key(ToString::to_string);
            Value::Array(deeds)
        }
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// The switches of a case: texts, numbers and yes or no, each as either.
struct Switches<'a>(&'a Value);

impl Switches<'_> {
    fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    fn yes(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| value == &Value::Bool(true) || value == "true")
    }

    /// A whole number; nothing when it is not said.
    fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, Unreadable> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        let number =
            text.parse().map_err(|_| Unreadable(format!("{name}: {text:?} is no number")))?;
        Ok(Some(number))
    }

    /// A decimal number as digits and places.
    fn decimal(&self, name: &str) -> Result<(u64, u32), Unreadable> {
        let text = self.text(name);
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let rest = rest.trim_end_matches('0');
        let digits = format!("{whole}{rest}");
        let refused = || Unreadable(format!("{name}: {text:?} is no number"));
        if rest.len() > 12 {
            return Err(refused());
        }
        let digits = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| refused())? };
        Ok((digits, u32::try_from(rest.len()).unwrap_or(0)))
    }
}

impl CvrCase {
    /// Takes a case apart.
    ///
    /// # Errors
    /// A text that says what is missing or not known.
    pub fn parse(case: &Value) -> Result<Self, String> {
        Self::of(case).map_err(|Unreadable(why)| why)
    }

    fn of(case: &Value) -> Result<Self, Unreadable> {
        let file = Switches(case);
        let rules = Switches(&case["rules"]);
        let columns = match file.text("provider").as_str() {
            "ess" | "" => Columns::Ranks,
            "genericCsv" => Columns::Candidates,
            other => {
                return Err(Unreadable(format!("cast vote records of the provider {other:?}")));
            }
        };
        let mut named = Vec::new();
        let mut excluded = Vec::new();
        for (place, candidate) in case["candidates"].as_array().into_iter().flatten().enumerate() {
            let said = Switches(candidate);
            let aliases = candidate["aliases"].as_array().into_iter().flatten();
            let aliases = aliases.filter_map(|alias| Some(alias.as_str()?.to_owned())).collect();
            if said.yes("excluded") {
                excluded.push(place);
            }
            named.push((said.text("name"), aliases));
        }
        let most: Option<usize> = match rules.text("maxRankingsAllowed").as_str() {
            "max" => Some(named.len()),
            _ => rules.number("maxRankingsAllowed")?,
        };
        let between = match file.text("overvote_delimiter") {
            text if text.is_empty() => "|".to_owned(),
            text => text,
        };
        let blank_is_write_in =
            file.yes("blank_is_writein") || rules.yes("treatBlankAsUndeclaredWriteIn");
        let layout = Layout {
            columns,
            first_column: file.number("first_vote_column")?.unwrap_or(1),
            first_row: file.number("first_vote_row")?.unwrap_or(2),
            ranks: most,
            labels: Labels {
                overvote: file.text("overvote_label"),
                skipped: file.text("skipped_label"),
                write_in: file.text("undeclared_writein_label"),
                between,
            },
            blank_is_write_in,
        };
        let rule = rule(&rules, named.len())?;
        Ok(Self {
            path: file.text("cvr"),
            layout,
            candidates: Candidates::Named(named),
            excluded,
            rule,
            seed: rules.number("randomSeed")?,
            mode: rules.text("tiebreakMode"),
        })
    }

    /// Reads the file and counts it: what was read, and the rounds as they are published.
    ///
    /// # Errors
    /// A text that says why there is no result.
    pub fn rounds_of(&self, bytes: &[u8]) -> Result<(Cvr, Value), String> {
        self.count(bytes).map_err(|Unreadable(why)| why)
    }

    fn count(&self, bytes: &[u8]) -> Result<(Cvr, Value), Unreadable> {
        let unreadable = |why: &dyn std::fmt::Display| Unreadable(why.to_string());
        let file =
            cvr::read(bytes, &self.layout, &self.candidates).map_err(|why| unreadable(&why))?;
        let mut rule = self.rule.clone();
        let mut java = JavaRandom::new(self.seed.unwrap_or(0), &file.names);
        java.earlier_rounds = rule.ties == Ties::EarlierRounds;
        if self.mode == "generatePermutation" {
            rule.ties = Ties::Order(java.shuffled(file.write_in));
        }
        let without = NoSeed;
        let lots: &dyn Lots = if self.seed.is_some() { &java } else { &without };
        let found =
            count(&rule, file.names.len(), file.write_in, &self.excluded, &file.ballots, lots);
        let found = found.map_err(|why: Stopped| unreadable(&why))?;
        let rounds = Value::Array(record(&rule, &found, &file.names));
        Ok((file, rounds))
    }
}

/// The rule behind the switches.
fn rule(rules: &Switches<'_>, candidates: usize) -> Result<Rule, Unreadable> {
    let unknown = |what: &str, word: &str| Unreadable(format!("{what} {word:?}"));
    let transfer_places = rules.number("decimalPlacesForVoteArithmetic")?.unwrap_or(4);
    if transfer_places > 20 {
        return Err(Unreadable("more than 20 decimals".to_owned()));
    }
    let (percent, percent_places) = rules.decimal("multiSeatBottomsUpPercentageThreshold")?;
    let (least, least_places) = rules.decimal("minimumVoteThreshold")?;
    let share_places = percent_places + 2;
    let elects = match rules.text("winnerElectionMode").as_str() {
        "singleWinnerMajority" => Elects::Majority,
        "multiWinnerAllowMultipleWinnersPerRound" => Elects::AllAtOnce,
        "multiWinnerAllowOnlyOneWinnerPerRound" => Elects::OneAtATime,
        "bottomsUp" => Elects::BottomsUp,
        "bottomsUpUsingPercentageThreshold" => Elects::ShareAbove {
            share: percent,
            places: share_places,
            together: rules.yes("cutoffElimination"),
        },
        other => return Err(unknown("winners are elected by", other)),
    };
    let places = transfer_places.max(least_places).max(match elects {
        Elects::ShareAbove { .. } => share_places,
        _ => 0,
    });
    let overvote = match rules.text("overvoteRule").as_str() {
        "exhaustImmediately" => Overvote::Exhaust,
        "alwaysSkipToNextRank" => Overvote::Skip,
        "exhaustIfMultipleContinuing" => Overvote::ExhaustIfSeveralContinue,
        other => return Err(unknown("overvotes are read by", other)),
    };
    let max_skipped = match rules.text("maxSkippedRanksAllowed").as_str() {
        "unlimited" | "" => None,
        _ => rules.number("maxSkippedRanksAllowed")?,
    };
    let ties = match rules.text("tiebreakMode").as_str() {
        "random" | "stopCountingAndAsk" => Ties::Lot,
        "previousRoundCountsThenRandom" | "previousRoundCountsThenAsk" => Ties::EarlierRounds,
        // The order that a seed makes is put in when the names are known.
        "useCandidateOrder" | "generatePermutation" => Ties::Order((0..candidates).collect()),
        other => return Err(unknown("ties are broken by", other)),
    };
    let scale = |digits: u64, of: u32| u128::from(digits) * 10_u128.pow(places - of);
    Ok(Rule {
        seats: rules.number("numberOfWinners")?.unwrap_or(1),
        elects,
        overvote,
        duplicate: if rules.yes("exhaustOnDuplicateCandidate") {
            OnFault::Exhaust
        } else {
            OnFault::Skip
        },
        max_skipped,
        quota: if rules.yes("hareQuota") { Quota::Hare } else { Quota::Droop },
        threshold_places: if rules.yes("nonIntegerWinningThreshold") { transfer_places } else { 0 },
        threshold_stays: rules.yes("doesFirstRoundDetermineThreshold"),
        least_votes: scale(least, least_places),
        together: rules.yes("batchElimination"),
        until_two: rules.yes("continueUntilTwoCandidatesRemain"),
        stop_after: rules.number("stopTabulationEarlyAfterRound")?,
        transfer_places,
        places,
        ties,
    })
}

/// Nobody said how lots are drawn.
struct NoSeed;

impl Lots for NoSeed {
    fn draw(&self, _question: &LotNeeded) -> Option<usize> {
        None
    }
}

/// The lots of a case with a seed: the generator that `java.util.Random` documents, among the tied in
/// the order of their names. It is here to repeat what another program drew, and nowhere else.
struct JavaRandom<'a> {
    state: Cell<u64>,
    names: &'a [String],
    /// Whether ties are first looked up in earlier rounds.
    earlier_rounds: bool,
}

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

impl<'a> JavaRandom<'a> {
    fn new(seed: i64, names: &'a [String]) -> Self {
        let seed = u64::from_ne_bytes(seed.to_ne_bytes());
        Self { state: Cell::new((seed ^ MULTIPLIER) & MASK), names, earlier_rounds: false }
    }

    fn bits(&self, number: u32) -> u64 {
        let next = self.state.get().wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        self.state.set(next);
        next >> (48 - number)
    }

    /// A whole number below `bound`, which is above zero.
    fn below(&self, bound: u64) -> u64 {
        if bound.is_power_of_two() {
            return (bound * self.bits(31)) >> 31;
        }
        loop {
            let bits = self.bits(31);
            let value = bits % bound;
            if bits - value + (bound - 1) < 1 << 31 {
                return value;
            }
        }
    }

    /// The candidates in the order of their names, then shuffled from the back.
    fn shuffled(&mut self, write_in: Option<usize>) -> Vec<usize> {
        let mut order: Vec<usize> =
            (0..self.names.len()).filter(|place| Some(*place) != write_in).collect();
        order.sort_by_key(|place| spelling(&self.names[*place]));
        for size in (2..=order.len()).rev() {
            let other = self.below(size as u64);
            order.swap(size - 1, usize::try_from(other).unwrap_or(0));
        }
        order
    }
}

/// Java compares texts by their UTF-16 units.
fn spelling(name: &str) -> Vec<u16> {
    name.encode_utf16().collect()
}

/// Where a text lies in a hash table, as `java.util.HashMap` documents it.
fn hash(name: &str) -> u32 {
    let code = spelling(name)
        .iter()
        .fold(0_u32, |code, unit| code.wrapping_mul(31).wrapping_add(u32::from(*unit)));
    code ^ (code >> 16)
}

impl Lots for JavaRandom<'_> {
    fn draw(&self, question: &LotNeeded) -> Option<usize> {
        let mut tied = question.among.clone();
        tied.sort_by_key(|place| spelling(&self.names[*place]));
        if self.earlier_rounds && question.after_stage > 0 {
            // Comparing rounds, that program puts the tied into a hash set and reads them out again.
            let slots = (tied.len() * 4 / 3 + 1).next_power_of_two().max(16);
            tied.sort_by_key(|place| hash(&self.names[*place]) as usize & (slots - 1));
        }
        // A random fraction of 53 bits times the number of the tied, rounded as doubles are.
        let fraction = (self.bits(26) << 27) | self.bits(27);
        let product = u128::from(fraction) * tied.len() as u128;
        let spare = 128_u32.saturating_sub(product.leading_zeros()).saturating_sub(53);
        let rounded = if spare == 0 {
            product
        } else {
            let (half, rest) = (1_u128 << (spare - 1), product & ((1 << spare) - 1));
            let down = product >> spare;
            let up = rest > half || (rest == half && down % 2 == 1);
            (down + u128::from(up)) << spare
        };
        let at = usize::try_from(rounded >> 53).ok()?;
        tied.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of `new Random(42)`, as its documentation makes them.
    #[test]
    fn the_generator_is_the_documented_one() {
        let random = JavaRandom::new(42, &[]);
        assert_eq!(random.below(10), 0);
        assert_eq!(random.below(100), 63);
        let random = JavaRandom::new(42, &[]);
        assert_eq!(random.bits(32), 3_124_862_261, "-1170105035 as it is printed");
    }

    #[test]
    fn spelling_is_no_part_of_an_expectation() {
        assert_eq!(plain(&json!({"A": "6.0000", "B": "2.2501"})), json!({"A": "6", "B": "2.2501"}));
        assert_eq!(plain(&json!("Undeclared")), json!("Undeclared"));
        assert_eq!(plain(&json!("10")), json!("10"));
    }
}
