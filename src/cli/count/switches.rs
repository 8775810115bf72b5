//! Which switches a rule reads. One that would be passed over in silence is refused instead.

use super::{CountArgs, Refused};

/// Around any rule for money: conditions, parts, the comparison.
pub const AROUND: &[&str] =
    &["comparison", "threshold", "support-percent", "cost-share", "turnout", "parts"];
/// Of rules that go through the projects once, best first.
pub const QUEUE: &[&str] = &["misfit"];
/// The same with groups that exclude each other.
pub const EXCLUSIVE: &[&str] = &["misfit", "groups"];
/// Of Equal Shares in one run.
pub const SHARES: &[&str] = &["utility", "completion"];
/// Of Equal Shares with add-one.
pub const ADD_ONE: &[&str] = &["utility", "completion", "add1-stop", "add1-start", "increment"];
/// Of rules that are named with all their switches.
pub const NAMED: &[&str] = &["increment"];
/// Of a comparison of all rules.
pub const COMPARED: &[&str] = &["increment", "compare"];
/// Of rankings.
pub const RANKINGS: &[&str] = &["seats", "compare"];
/// Of rankings in CSV.
pub const CSV: &[&str] = &["seats", "compare", "columns", "first-column"];
/// Of cases in JSON.
pub const CASES: &[&str] = &["seats"];

/// Refuses every switch that was given and is not in `read`; `what` is what does not read it.
/// Switches about ties, words and files are read everywhere.
///
/// # Errors
/// A sentence that names the switch.
pub fn only(args: &CountArgs, what: &str, read: &[&str]) -> Result<(), Refused> {
    match given(args).into_iter().find(|switch| !read.contains(switch)) {
        Some(switch) => Err(format!("--{switch} does not apply to {what}").into()),
        None => Ok(()),
    }
}

/// The switches that were given.
fn given(args: &CountArgs) -> Vec<&'static str> {
    let switches = [
        ("utility", args.utility.is_some()),
        ("completion", args.completion.is_some()),
        ("add1-stop", args.add1_stop.is_some()),
        ("add1-start", args.add1_start.is_some()),
        ("increment", args.increment.is_some()),
        ("comparison", args.comparison.is_some()),
        ("misfit", args.misfit.is_some()),
        ("threshold", args.threshold.is_some()),
        ("support-percent", args.support_percent.is_some()),
        ("cost-share", args.cost_share.is_some()),
        ("turnout", args.turnout.is_some()),
        ("parts", args.parts.is_some()),
        ("groups", args.groups.is_some()),
        ("seats", args.seats.is_some()),
        ("columns", args.columns.is_some()),
        ("first-column", args.first_column.is_some()),
        ("compare", args.compare),
    ];
    switches.into_iter().filter_map(|(name, given)| given.then_some(name)).collect()
}
