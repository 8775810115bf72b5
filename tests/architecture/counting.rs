//! A counting rule is one file that opens with its source and whose first test is a worked example.

use crate::sources::SourceFile;

const FOLDER: &str = "src/engine/tally/";

/// Files below the folders of rules that are no rules: values, helpers, laws and conformance.
const NO_RULES: &[&str] = &[
    "budget/chain.rs",
    "budget/equal_shares/",
    "budget/explain/",
    "budget/laws.rs",
    "budget/mod.rs",
    "budget/profile.rs",
    "budget/queue.rs",
    "budget/rule.rs",
    "budget/testing.rs",
    "council/approval/mod.rs",
    "council/condorcet/mod.rs",
    "council/conformance/",
    "council/laws.rs",
    "council/lists/mod.rs",
    "council/lists/places.rs",
    "council/lists/threshold.rs",
    "council/lots.rs",
    "council/mod.rs",
    "council/ranked_choice/",
    "council/rankings.rs",
    "council/stv/explain.rs",
    "council/stv/field.rs",
    "council/stv/gregory.rs",
    "council/stv/mod.rs",
    "council/stv/papers.rs",
    "council/stv/quantity.rs",
    "council/stv/weighted.rs",
    "council/testing.rs",
    "council/told/",
];

/// Whether the head of a file names a law, a paper or a program with its year.
fn names_its_source(text: &str) -> bool {
    let head = text.lines().take_while(|line| line.starts_with("//!"));
    let head: String = head.collect::<Vec<_>>().join(" ");
    ["Source", "section", "§", "(19", "(20"].iter().any(|word| head.contains(word))
}

/// Whether the first test of a file has a comment that tells its neighbourhood.
fn begins_with_a_worked_example(text: &str) -> bool {
    let Some((_, tests)) = text.split_once("mod tests {") else { return false };
    let Some((before, _)) = tests.split_once("#[test]") else { return false };
    before.trim_end().lines().next_back().is_some_and(|line| line.trim().starts_with("///"))
}

#[test]
fn every_counting_rule_opens_with_its_source_and_a_worked_example() {
    let (mut rules, mut faults) = (0, Vec::new());
    for source in SourceFile::of_the_workspace() {
        let Some(name) = source.path.strip_prefix(FOLDER) else { continue };
        let of_rules = name.starts_with("budget/") || name.starts_with("council/");
        if !of_rules || NO_RULES.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        rules += 1;
        if !names_its_source(&source.text) {
            faults.push(format!("{name} does not open with its source"));
        }
        if !begins_with_a_worked_example(&source.text) {
            faults.push(format!("{name}: the first test is no worked example"));
        }
    }
    assert!(rules > 25, "only {rules} rules were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
