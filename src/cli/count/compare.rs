//! `--compare`: all rules that fit the ballots, side by side.

use morada_engine::contest::Rule;
use morada_engine::tally::budget::Marks;
use serde_json::{Value, json};

use super::budget::Loaded;
use super::{CountArgs, Refused, rules};

/// The rules that are compared, by kind of ballot: names as the command line and an expected.json
/// know them.
fn names(marks: Marks) -> &'static [&'static str] {
    match marks {
        Marks::Approval => &[
            "most-votes",
            "votes-per-cost",
            "mes_cost",
            "mes_cost_add1",
            "mes_cost_add1u",
            "mes_cost_add1_int_nostop",
            "mes_card_add1u",
            "exact-equal-shares",
            "phragmen",
        ],
        Marks::Points => &[
            "most-votes",
            "most-points",
            "points-per-cost",
            "mes_points_cost_add1u",
            "mes_points_add1u",
            "exact-equal-shares",
            "phragmen",
        ],
        Marks::Ranking => &[
            "most-votes",
            "borda",
            "borda0",
            "mes_borda1_cost_add1u",
            "mes_borda1_add1u",
            "mes_borda0_add1u",
            "exact-equal-shares",
            "phragmen",
        ],
    }
}

/// Counts by all of them and prints a table of projects by rules.
pub fn show(args: &CountArgs, loaded: &Loaded) -> Result<String, Refused> {
    let mut counted: Vec<(&str, Rule, Vec<usize>)> = Vec::new();
    for name in names(loaded.profile.marks) {
        let rule = rules::named(args, &loaded.instance, name, &loaded.policies)?;
        let funded = loaded.count(&rule)?.funded;
        counted.push((name, rule, funded));
    }
    if args.json {
        let line = |(name, rule, funded): &(&str, Rule, Vec<usize>)| {
            let ids: Vec<&str> = funded.iter().map(|&place| loaded.id(place)).collect();
            json!({ "name": name, "settings": rule, "winners": ids })
        };
        return Ok(format!("{}\n", counted.iter().map(line).collect::<Value>()));
    }
    let mut lines: Vec<String> = Vec::new();
    for (number, (name, _, funded)) in (1..).zip(&counted) {
        let cost = funded.iter().map(|&place| loaded.profile.costs[place]).sum();
        let (projects, cost) = (funded.len(), loaded.amount(cost));
        lines.push(format!("{number:>2}  {name}: {projects} projects, {cost}"));
    }
    lines.push(String::new());
    let heads: Vec<String> = (1..=counted.len()).map(|number| format!("{number:>3}")).collect();
    let heads = heads.concat();
    lines.push(format!("{heads}  {:>7}  {:>12}  project", "votes", "cost"));
    let mut order: Vec<usize> = (0..loaded.instance.projects.len()).collect();
    order.sort_by_key(|&place| std::cmp::Reverse(loaded.supporters(place)));
    for place in order {
        let mark = |(_, _, funded): &(&str, Rule, Vec<usize>)| {
            if funded.contains(&place) { "  x" } else { "  ." }
        };
        let marks: String = counted.iter().map(mark).collect();
        let cost = loaded.amount(loaded.profile.costs[place]);
        let (votes, id, name) = (loaded.supporters(place), loaded.id(place), loaded.name(place));
        lines.push(format!("{marks}  {votes:>7}  {cost:>12}  {id}  {name}"));
    }
    Ok(lines.join("\n") + "\n")
}
