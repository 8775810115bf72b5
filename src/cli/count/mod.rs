//! `morada count FILE`: an election from a file, counted by any rule, with every number.

mod budget;
mod compare;
mod council;
mod explain;
mod rules;
mod switches;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{failed, files, out};

/// Options of `morada count`.
#[derive(Debug, Args)]
pub struct CountArgs {
    /// A Pabulib file (.pb), rankings (.blt, or .csv with one paper a row), or cases in JSON
    /// (.json, .jsonl); each may be packed (.gz).
    #[arg(required_unless_present = "list_rules")]
    file: Option<PathBuf>,
    /// The rule; without it, the one that a Pabulib file declares, or STV for rankings.
    #[arg(long)]
    rule: Option<String>,
    /// What a voter gains from a project.
    #[arg(long, value_enum)]
    utility: Option<UtilityName>,
    /// How the money left over is spent.
    #[arg(long, value_enum)]
    completion: Option<CompletionName>,
    /// When add-one ends.
    #[arg(long, value_enum)]
    add1_stop: Option<StopName>,
    /// The share of the first run of add-one.
    #[arg(long, value_enum)]
    add1_start: Option<StartName>,
    /// By how much a voter's share grows per run, in the currency's own unit.
    #[arg(long)]
    increment: Option<String>,
    /// Let the outcome of most votes replace it if more voters prefer that.
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "satisfaction")]
    comparison: Option<ComparisonName>,
    /// What a project that does not fit does: skip, stop, or stretch:PERCENT.
    #[arg(long)]
    misfit: Option<String>,
    /// Votes (or points) a project needs to be counted.
    #[arg(long)]
    threshold: Option<u64>,
    /// Percent of the ballots that must support a project.
    #[arg(long)]
    support_percent: Option<u32>,
    /// Świecie: a project needs votes/n >= cost/(N * budget).
    #[arg(long, value_name = "N")]
    cost_share: Option<u32>,
    /// Ballots the election needs.
    #[arg(long)]
    turnout: Option<u64>,
    /// Budgets of the file per category or neighbourhood, then one pool.
    #[arg(long, value_enum)]
    parts: Option<PartsName>,
    /// Groups of projects that exclude each other: one a line, ids with commas, levels with >.
    #[arg(long, value_name = "FILE")]
    groups: Option<PathBuf>,
    /// Ties: `lex` by id, `net` by cost, votes and id (without this switch), `lot:SEED` by the lot
    /// of a public seed, `ask` to stop and say between whom a lot is needed.
    #[arg(long)]
    ties: Option<String>,
    /// Ties by the order of a file: one id a line, first wins.
    #[arg(long, value_name = "FILE", conflicts_with = "ties")]
    lot_order: Option<PathBuf>,
    /// Seats to fill, where the file does not say (1 for .csv).
    #[arg(long)]
    seats: Option<usize>,
    /// What the columns of a .csv hold: a rank each, or a candidate each.
    #[arg(long, value_enum)]
    columns: Option<ColumnsName>,
    /// The first column of ranks or candidates in a .csv, from 1; 2 without this switch.
    #[arg(long)]
    first_column: Option<usize>,
    /// Write the ballots as they were read to this file: .pb, .blt or .csv.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Say for every project why, in this language: pt, en, fr or ar.
    #[arg(long, value_name = "LANG")]
    explain: Option<String>,
    /// Count by all rules that fit the ballots and show them side by side.
    #[arg(long)]
    compare: bool,
    /// Name every rule there is.
    #[arg(long)]
    list_rules: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UtilityName {
    /// Its cost: the most effective votes come first.
    Cost,
    /// One: the smallest payment comes first.
    Cardinality,
    /// The points given to it (or its rank points).
    Points,
    /// The points given to it, times its cost.
    PointsCost,
    /// Rank points, nothing for the last rank.
    Borda0,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompletionName {
    None,
    Utilitarian,
    Add1,
    Add1u,
    /// For exact equal shares: the next share that changes anything.
    AddOpt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StopName {
    /// When no supported project fits any more.
    Exhaustive,
    /// When no project at all fits any more.
    ExhaustiveAll,
    /// Only when the next run costs too much.
    OverBudget,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StartName {
    Exact,
    Floor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ComparisonName {
    Satisfaction,
    Exclusion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PartsName {
    Category,
    Neighborhood,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColumnsName {
    Ranks,
    Candidates,
}

/// Why something could not be counted; shown to the operator as it is.
type Refused = Box<dyn std::error::Error>;

impl CountArgs {
    /// Counts, and says what came.
    pub fn run(&self) -> ExitCode {
        let counted = match &self.file {
            _ if self.list_rules => Ok(rules::list()),
            None => return failed(&"no file is named"),
            Some(file) => self.count(file).map_err(|why| format!("{}: {why}", file.display())),
        };
        match counted {
            Ok(text) => out::print(&text).map_or_else(|why| failed(&why), |()| ExitCode::SUCCESS),
            Err(why) => failed(&why),
        }
    }

    /// What is to be printed.
    fn count(&self, file: &std::path::Path) -> Result<String, Refused> {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = name.strip_suffix(".gz").unwrap_or(name).to_lowercase();
        let folder = file.parent().unwrap_or(std::path::Path::new("."));
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("blt") => council::blt(self, files::open(file)?),
            Some("csv") => council::csv(self, files::open(file)?),
            Some("json" | "jsonl") => council::cases(self, &files::read(file)?, folder),
            _ => {
                let mut stream = files::open(file)?;
                if stream.fill_buf()?.trim_ascii_start().starts_with(b"{") {
                    return council::cases(self, &files::read(file)?, folder);
                }
                budget::count(self, stream)
            }
        }
    }
}
