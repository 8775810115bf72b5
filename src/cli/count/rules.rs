//! Names of budget rules and what the switches of the command line make of them.

use morada_engine::contest::{
    AddOneStop, Comparison, Completion, Conditions, ExactCompletion, LastRank, Leftover, Misfit,
    PartBudget, PartBy, Per, Rule, ShareStart, TiePolicy, Utility,
};
use morada_engine::ids::OptionId;
use morada_engine::money::Money;
use morada_engine::pabulib::{Instance, official};
use morada_engine::tally::budget::Marks;

use serde_json::json;

use super::{
    ComparisonName, CompletionName, CountArgs, PartsName, Refused, StartName, StopName,
    UtilityName, switches,
};

/// Every rule for money: its name here, other names it goes by, what it does.
const BUDGET: &[(&str, &[&str], &str)] = &[
    ("most-votes", &["greedy", "greedy-votes"], "best supported first; see --misfit, --threshold"),
    (
        "most-votes-exclusive",
        &["greedy-exclusive"],
        "the same, with --groups that exclude each other",
    ),
    ("votes-per-cost", &["greedy-votes-per-cost"], "most votes for the money first"),
    ("most-points", &["greedy-score"], "largest sum of points first"),
    ("points-per-cost", &["greedy-score-per-cost"], "most points for the money first"),
    ("borda", &["greedy-borda1"], "ranks worth k, ..., 1"),
    ("borda0", &["greedy-borda0"], "ranks worth k-1, ..., 0"),
    ("borda-per-cost", &["greedy-borda1-per-cost"], "rank points for the money"),
    (
        "borda0-per-cost",
        &["greedy-borda0-per-cost"],
        "rank points for the money, last rank nothing",
    ),
    (
        "equal-shares",
        &["equalshares", "mes"],
        "see --utility, --completion, --add1-stop, --add1-start",
    ),
    ("exact-equal-shares", &["ees"], "all payers pay the same; --completion add-opt"),
    ("phragmen", &[], "sequential Phragmén"),
];

/// Every rule, for `--list-rules`.
pub fn list() -> String {
    let mut lines = vec!["For money (.pb):".to_owned()];
    for (name, others, what) in BUDGET {
        let also =
            if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
        lines.push(format!("  {name}{also}: {what}"));
    }
    lines.push(
        "  With --comparison, --threshold, --support-percent, --cost-share, --turnout,".into(),
    );
    lines.push("  --parts around any of them.".into());
    lines.join("\n") + "\n" + super::council::LIST
}

/// A misfit by its name: `skip`, `stop`, `stretch:80`.
fn misfit(args: &CountArgs) -> Result<Option<Misfit>, Refused> {
    let Some(text) = args.misfit.as_deref() else { return Ok(None) };
    let percent = text.strip_prefix("stretch:").and_then(|percent| percent.parse().ok());
    match (text, percent) {
        ("skip", _) => Ok(Some(Misfit::Skip)),
        ("stop", _) => Ok(Some(Misfit::Stop)),
        (_, Some(percent)) => Ok(Some(Misfit::Stretch { percent })),
        _ => Err(format!("no misfit {text:?}: there are skip, stop and stretch:PERCENT").into()),
    }
}

/// The rule that the arguments ask for, or that the file declares.
pub fn chosen(
    args: &CountArgs,
    instance: &Instance,
    policies: &[TiePolicy],
) -> Result<Rule, Refused> {
    let rule = match args.rule.as_deref() {
        Some(name) => named(args, instance, name, policies)?,
        None => declared(args, instance, policies)?,
    };
    let own = match (args.rule.as_deref(), inner(&rule)) {
        (Some(name), _) if known(name).is_none() => switches::NAMED,
        (None, Rule::MostVotes { .. } | Rule::MostPoints { .. } | Rule::Borda { .. }) => &[],
        (_, rule) => read_by(rule),
    };
    let what = json!(inner(&rule))["name"].as_str().unwrap_or_default().replace('_', "-");
    switches::only(args, &what, &[own, switches::AROUND].concat())?;
    around(args, instance, rule)
}

/// The rule inside conditions and comparisons.
fn inner(rule: &Rule) -> &Rule {
    match rule {
        Rule::Eligible { rule, .. } | Rule::PerPart { rule, .. } | Rule::Compared { rule, .. } => {
            inner(rule)
        }
        Rule::MostVotes { .. }
        | Rule::MostVotesExclusive { .. }
        | Rule::VotesPerCost { .. }
        | Rule::MostPoints { .. }
        | Rule::Borda { .. }
        | Rule::EqualShares { .. }
        | Rule::ExactEqualShares { .. }
        | Rule::Phragmen { .. }
        | Rule::Motion { .. } => rule,
    }
}

/// The switches that a rule reads.
fn read_by(rule: &Rule) -> &'static [&'static str] {
    match rule {
        Rule::MostVotes { .. }
        | Rule::VotesPerCost { .. }
        | Rule::MostPoints { .. }
        | Rule::Borda { .. } => switches::QUEUE,
        Rule::MostVotesExclusive { .. } => switches::EXCLUSIVE,
        Rule::EqualShares { completion, .. } => match completion {
            Completion::Add1 | Completion::Add1u => switches::ADD_ONE,
            Completion::None | Completion::Utilitarian => switches::SHARES,
        },
        Rule::ExactEqualShares { .. } => switches::SHARES,
        Rule::Phragmen { .. }
        | Rule::Motion { .. }
        | Rule::Eligible { .. }
        | Rule::PerPart { .. }
        | Rule::Compared { .. } => &[],
    }
}

/// The plain name of a rule that goes by `name`.
fn known(name: &str) -> Option<&'static str> {
    let plain = name.to_lowercase().replace('_', "-");
    let found = BUDGET.iter().find(|(n, others, _)| *n == plain || others.contains(&&*plain));
    found.map(|(name, _, _)| *name)
}

/// A rule by its name, with the switches.
pub fn named(
    args: &CountArgs,
    instance: &Instance,
    name: &str,
    policies: &[TiePolicy],
) -> Result<Rule, Refused> {
    let Some(name) = known(name) else {
        // The names of an expected.json say all switches at once.
        let increment = increment(args, instance)?;
        let rule = morada_engine::pabulib::conformance::rule_named(name, policies, increment);
        return rule.ok_or_else(|| format!("no rule {name:?}: --list-rules names them").into());
    };
    let (ties, version) = (policies.to_vec(), 1);
    let misfit = misfit(args)?.unwrap_or(Misfit::Skip);
    let (points, ranks) = (Marks::Points, Marks::Ranking);
    match (name, instance.kind.marks()) {
        ("most-points" | "points-per-cost", marks) if marks != points => {
            return Err(format!("{name} counts points, and these ballots have none").into());
        }
        (name, marks) if name.starts_with("borda") && marks != ranks => {
            return Err(format!("{name} counts ranks, and these ballots have none").into());
        }
        _ => {}
    }
    Ok(match name {
        "most-votes-exclusive" => {
            let groups = groups(args)?;
            Rule::MostVotesExclusive { groups, misfit, ties, version }
        }
        "votes-per-cost" => Rule::VotesPerCost { misfit, ties, version },
        "most-points" => Rule::MostPoints { misfit, per: Per::Project, ties, version },
        "points-per-cost" => Rule::MostPoints { misfit, per: Per::Cost, ties, version },
        "borda" => Rule::Borda { last: LastRank::One, misfit, per: Per::Project, ties, version },
        "borda0" => Rule::Borda { last: LastRank::Zero, misfit, per: Per::Project, ties, version },
        "borda-per-cost" => {
            Rule::Borda { last: LastRank::One, misfit, per: Per::Cost, ties, version }
        }
        "borda0-per-cost" => {
            Rule::Borda { last: LastRank::Zero, misfit, per: Per::Cost, ties, version }
        }
        "equal-shares" => equal_shares(args, instance, ties)?,
        "exact-equal-shares" => Rule::ExactEqualShares {
            completion: match args.completion {
                None | Some(CompletionName::AddOpt) => ExactCompletion::AddOpt,
                Some(CompletionName::None) => ExactCompletion::None,
                Some(_) => return Err("exact equal shares has --completion none or add-opt".into()),
            },
            ties,
            utility: match args.utility {
                Some(UtilityName::Cardinality) => Utility::Cardinality,
                None | Some(UtilityName::Cost) => Utility::Cost,
                Some(_) => {
                    return Err("exact equal shares has --utility cost or cardinality".into());
                }
            },
            version,
        },
        "phragmen" => Rule::Phragmen { ties, version },
        _ => Rule::MostVotes { misfit, ties, version },
    })
}

fn equal_shares(
    args: &CountArgs,
    instance: &Instance,
    ties: Vec<TiePolicy>,
) -> Result<Rule, Refused> {
    let marks = instance.kind.marks();
    let utility = match (args.utility.unwrap_or(UtilityName::Cost), marks) {
        (UtilityName::Cost, Marks::Approval) => Utility::Cost,
        (UtilityName::Cost | UtilityName::PointsCost, Marks::Points) => Utility::PointsCost,
        (UtilityName::Cost | UtilityName::PointsCost, Marks::Ranking) => Utility::Borda1Cost,
        (UtilityName::Cardinality, _) => Utility::Cardinality,
        (UtilityName::Points, Marks::Points) => Utility::Points,
        (UtilityName::Points, Marks::Ranking) => Utility::Borda1,
        (UtilityName::Borda0, Marks::Ranking) => Utility::Borda0,
        (asked, _) => return Err(format!("these ballots have no {asked:?}").into()),
    };
    Ok(Rule::EqualShares {
        completion: match args.completion.unwrap_or(CompletionName::Add1) {
            CompletionName::None => Completion::None,
            CompletionName::Utilitarian => Completion::Utilitarian,
            CompletionName::Add1 => Completion::Add1,
            CompletionName::Add1u => Completion::Add1u,
            CompletionName::AddOpt => {
                return Err("--completion add-opt belongs to exact-equal-shares".into());
            }
        },
        increment: increment(args, instance)?,
        start: match args.add1_start.unwrap_or(StartName::Exact) {
            StartName::Exact => ShareStart::Exact,
            StartName::Floor => ShareStart::Floor,
        },
        stop: match args.add1_stop.unwrap_or(StopName::Exhaustive) {
            StopName::Exhaustive => AddOneStop::Exhaustive,
            StopName::ExhaustiveAll => AddOneStop::ExhaustiveAll,
            StopName::OverBudget => AddOneStop::OverBudget,
        },
        ties,
        utility,
        version: 1,
    })
}

/// `--increment` in minor units; one whole unit without it.
fn increment(args: &CountArgs, instance: &Instance) -> Result<Money, Refused> {
    let text = args.increment.as_deref().unwrap_or("1");
    Money::parse_decimal(text, instance.exponent)
        .filter(|amount| *amount > Money::ZERO)
        .ok_or_else(|| format!("--increment {text:?} is no amount of this currency").into())
}

/// The rule a Pabulib file declares; an unknown one is read as most votes.
fn declared(
    args: &CountArgs,
    instance: &Instance,
    policies: &[TiePolicy],
) -> Result<Rule, Refused> {
    let declared = instance.get("rule").unwrap_or("unknown");
    let (ties, version) = (policies.to_vec(), 1);
    if declared.starts_with("equalshares") {
        let completion =
            if declared.contains("add1") { Completion::Add1 } else { Completion::None };
        let rule = equal_shares(args, instance, ties)?;
        let rule = match rule {
            // As in Wieliczka: the runs end only when the next one costs too much.
            Rule::EqualShares { increment, start, ties, utility, .. }
                if args.completion.is_none() =>
            {
                let stop = AddOneStop::OverBudget;
                Rule::EqualShares { completion, increment, start, stop, ties, utility, version }
            }
            rule => rule,
        };
        if declared.ends_with("comparison") && args.comparison.is_none() {
            let (by, rule) = (Comparison::Satisfaction, Box::new(rule));
            return Ok(Rule::Compared { by, rule, version });
        }
        return Ok(rule);
    }
    let reading = match declared {
        "greedy-custom" => "poznan80",
        "greedy-no-skip" => "greedy-no-skip",
        _ => "greedy",
    };
    let readings = official::readings(instance, policies);
    let found = readings.into_iter().find(|(name, _)| *name == reading);
    found.map(|(_, rule)| rule).ok_or_else(|| format!("no reading of {declared:?}").into())
}

/// Puts conditions, parts and the comparison around a rule.
fn around(args: &CountArgs, instance: &Instance, mut rule: Rule) -> Result<Rule, Refused> {
    let version = 1;
    let conditions = Conditions {
        cost_share_divisor: args.cost_share,
        min_support: args.threshold,
        min_support_percent: args.support_percent,
        min_turnout: args.turnout,
    };
    if conditions != Conditions::default() {
        rule = Rule::Eligible { conditions, rule: Box::new(rule), version };
    }
    if let Some(by) = args.parts {
        let parts = parts(instance, by)?;
        let by = match by {
            PartsName::Category => PartBy::Category,
            PartsName::Neighborhood => PartBy::Place,
        };
        let (leftover, rule_inside) = (Leftover::Pooled, Box::new(rule));
        rule = Rule::PerPart { by, leftover, parts, rule: rule_inside, version };
    }
    if let Some(by) = args.comparison {
        let by = match by {
            ComparisonName::Satisfaction => Comparison::Satisfaction,
            ComparisonName::Exclusion => Comparison::Exclusion,
        };
        rule = Rule::Compared { by, rule: Box::new(rule), version };
    }
    Ok(rule)
}

/// The parts that META names, with their budgets.
fn parts(instance: &Instance, by: PartsName) -> Result<Vec<PartBudget>, Refused> {
    let (names, budgets) = match by {
        PartsName::Category => ("categories", "budget_per_category"),
        PartsName::Neighborhood => ("neighborhoods", "budget_per_neighborhood"),
    };
    let list = |key: &str| {
        let missing = || format!("META has no {key}");
        let list = instance.get(key).ok_or_else(missing)?;
        Ok::<Vec<&str>, Refused>(list.split(',').map(str::trim).collect())
    };
    let (names, budgets) = (list(names)?, list(budgets)?);
    if names.len() != budgets.len() {
        return Err("META names another number of parts than of budgets".into());
    }
    let part = |(name, budget): (&&str, &&str)| {
        let refused = || format!("the budget {budget:?} of {name:?} is no amount");
        let budget = Money::parse_decimal(budget, instance.exponent).ok_or_else(refused)?;
        Ok(PartBudget { budget, part: (*name).to_owned() })
    };
    names.iter().zip(&budgets).map(part).collect()
}

/// Groups of a file: one a line, `a,b` on one level, `a>b` with a above b.
fn groups(args: &CountArgs) -> Result<Vec<Vec<Vec<OptionId>>>, Refused> {
    let Some(path) = &args.groups else { return Err("--groups names no file".into()) };
    let text = String::from_utf8(super::files::read(path)?)?;
    let level = |level: &str| -> Result<Vec<OptionId>, Refused> {
        level.split(',').map(|id| Ok(OptionId::parse(id.trim())?)).collect()
    };
    let group = |line: &str| line.split('>').map(level).collect::<Result<Vec<_>, Refused>>();
    text.lines().filter(|line| !line.trim().is_empty()).map(group).collect()
}
