//! What a city itself published, and which plain reading of its rule gives the same.

use serde_json::{Map, Value, json};

use super::conformance::by_id;
use super::instance::Instance;
use crate::contest::{
    AddOneStop, Comparison, Completion, Conditions, LastRank, Misfit, Per, Rule, ShareStart,
    TiePolicy, Utility,
};
use crate::money::Money;
use crate::tally::budget::{self, Election, Marks};

/// Projects whose `selected` column is `1`, as places; `None` without such a column.
pub fn selected(instance: &Instance) -> Option<Vec<usize>> {
    let has = |(name, _): &(String, String)| name == "selected";
    let first = instance.projects.first()?;
    first.columns.iter().any(has).then(|| marked(instance, "1"))
}

fn marked(instance: &Instance, value: &str) -> Vec<usize> {
    let projects = instance.projects.iter().enumerate();
    let marked = projects.filter(|(_, project)| project.get("selected") == Some(value));
    marked.map(|(place, _)| place).collect()
}

/// The plain readings of a city's rule, by the names of the format; `poznan80` is its
/// `greedy-custom`. A threshold in META belongs to the election and not to the word after `rule`,
/// so every reading keeps to it.
pub fn readings(instance: &Instance, policies: &[TiePolicy]) -> Vec<(&'static str, Rule)> {
    let queue = |misfit| {
        let (ties, version, per) = (policies.to_vec(), 1, Per::Project);
        let rule = match instance.kind.marks() {
            Marks::Approval => Rule::MostVotes { misfit, ties, version },
            Marks::Points => Rule::MostPoints { misfit, per, ties, version },
            Marks::Ranking => Rule::Borda { last: LastRank::One, misfit, per, ties, version },
        };
        let Some(threshold) = threshold(instance) else { return rule };
        let conditions = Conditions { min_support: Some(threshold), ..Conditions::default() };
        Rule::Eligible { conditions, rule: Box::new(rule), version }
    };
    vec![
        ("greedy", queue(Misfit::Skip)),
        ("greedy-threshold", queue(Misfit::Skip)),
        ("greedy-no-skip", queue(Misfit::Stop)),
        ("poznan80", queue(Misfit::Stretch { percent: 80 })),
    ]
}

/// The rule that the file declares, in its plain reading; the word of the format where it is one
/// that is built, otherwise [`readings`]' `greedy`.
pub fn declared(instance: &Instance, policies: &[TiePolicy]) -> Rule {
    let word = instance.get("rule").unwrap_or("unknown");
    if word.starts_with("equalshares") {
        let completion = if word.contains("add1") { Completion::Add1 } else { Completion::None };
        let rule = equal_shares(instance, policies, completion);
        return if word.ends_with("comparison") {
            Rule::Compared { by: Comparison::Satisfaction, rule: Box::new(rule), version: 1 }
        } else {
            rule
        };
    }
    let reading = match word {
        "greedy-custom" => "poznan80",
        "greedy-no-skip" => "greedy-no-skip",
        _ => "greedy",
    };
    let mut readings = readings(instance, policies).into_iter();
    readings.find(|(name, _)| *name == reading).expect("each word above is a reading").1
}

/// Equal Shares as Wieliczka ran it: utility is cost, shares grow by one whole unit, and the runs
/// end only when the next one costs too much.
pub fn equal_shares(instance: &Instance, policies: &[TiePolicy], completion: Completion) -> Rule {
    Rule::EqualShares {
        completion,
        increment: Money::from_minor(instance.unit()).unwrap_or(Money::MAX),
        start: ShareStart::Exact,
        stop: AddOneStop::OverBudget,
        ties: policies.to_vec(),
        utility: match instance.kind.marks() {
            Marks::Approval => Utility::Cost,
            Marks::Points => Utility::PointsCost,
            Marks::Ranking => Utility::Borda1Cost,
        },
        version: 1,
    }
}

/// `min_project_score_threshold`.
pub fn threshold(instance: &Instance) -> Option<u64> {
    instance.get("min_project_score_threshold")?.parse().ok()
}

/// The members of `official` in an `expected.json`; `None` when nothing was published.
pub(super) fn reproduce(instance: &Instance) -> Option<Map<String, Value>> {
    let selected = selected(instance)?;
    let names = |places: &[usize]| {
        let mut ids: Vec<&str> =
            places.iter().map(|&place| instance.projects[place].id.as_str()).collect();
        ids.sort_unstable();
        json!(ids)
    };
    let mut other = Map::new();
    for project in &instance.projects {
        if let Some(value) = project.get("selected").filter(|value| !["0", "1"].contains(value)) {
            other.insert(project.id.clone(), json!(value));
        }
    }
    // In Poznań 2 marks the project that the rule of 80 percent funds with money from outside.
    let mut with_help = [marked(instance, "1"), marked(instance, "2")].concat();
    with_help.sort_unstable();
    let profile = instance.profile();
    let votes = profile.votes();
    let ranks = by_id(instance);
    let election = Election { lot: Some(&ranks), ..Election::plain(&profile, &votes) };
    let mut reproduced: Vec<&str> = Vec::new();
    for (name, rule) in readings(instance, &[TiePolicy::Lot]) {
        let Ok(count) = budget::count(&rule, &election) else { continue };
        let mut funded = count.funded;
        funded.sort_unstable();
        if funded == if name == "poznan80" { &with_help } else { &selected }[..] {
            reproduced.push(name);
        }
    }
    if selected.len() == instance.projects.len() {
        reproduced.push("all");
    }
    let official = json!({
        "declared_rule": instance.get("rule").unwrap_or(""),
        "reproduced_by": reproduced,
        "selected": names(&selected),
        "selected_other": other,
        "threshold": instance.get("min_project_score_threshold"),
    });
    official.as_object().cloned()
}
