//! Seats and motions: rankings from a `.blt` or `.csv` file, and the JSON forms of the shared
//! elections.

mod cases;
mod ranked;

use std::io::BufRead;
use std::path::Path;

use morada_engine::blt::{self, Blt};
use morada_engine::chance::Seed;
use morada_engine::cvr::{self, Candidates, Columns, Layout};
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::tally::council::lots::{LotOrder, Lots, NoLots};
use morada_engine::tally::council::marks::{Policy, interpret_raw};
use morada_engine::tally::council::rankings::Rankings;
use serde_json::{Map, Value, json};

use super::{ColumnsName, CountArgs, Refused, switches};
use crate::cli::files;

pub use cases::cases;

/// Rules for seats, for `--list-rules`.
pub const LIST: &str = "\
For seats, from rankings (.blt, .csv, or a case in JSON that names a .blt):
  stv-scottish (stv): Scottish STV, five decimals, every stage
  stv-exact: the same in exact fractions
  meek: Meek's method, nine decimals
  ers97, northern-ireland: STV by their rules
  irv: instant run-off for one post
  schulze-winning-votes (schulze), schulze-margins, minimax, smith, condorcet: one post, from duels
  plurality: most first preferences
For seats and motions, from cases in JSON (one object, or one a line):
  votes and seats: dhondt, sainte_lague, sainte_lague_mod14, imperiali, danish, hare, droop,
    hagenbach_bischoff; all of them without --rule; with threshold, not_for_lists, keep_majority,
    candidates_per_list, preferences and places where the case has them
  approvals: av, sav, seqpav, pav, seqphragmen, equal_shares, block, limited:MARKS; all of them
    without --rule
  candidates_per_list and ballots: panachage P1
  scores, seats and bounds: quota selection
  group, min_f and max_f: STV with guarded and doomed candidates
  rule and votes: motion
  marks and policy: marks on paper
  cvr, candidates and rules: ranked choice from cast vote records
  rule and person: eligibility
";

/// Counts a `.blt` file.
pub fn blt(args: &CountArgs, from: impl BufRead) -> Result<String, Refused> {
    switches::only(args, "rankings", switches::RANKINGS)?;
    let Blt { seats, ballots, names, title, repairs, .. } =
        blt::read_from(from, &Policy::until_uncertain())?;
    let repairs = repairs.iter().map(|r| json!({ "line": r.line, "what": r.kind.to_string() }));
    let contest = Contest { seats, ballots, names, title, repairs: repairs.collect() };
    contest.count(args)
}

/// Counts a `.csv` file: one paper a row.
pub fn csv(args: &CountArgs, from: impl BufRead) -> Result<String, Refused> {
    switches::only(args, "rankings in CSV", switches::CSV)?;
    let columns = match args.columns {
        None | Some(ColumnsName::Ranks) => Columns::Ranks,
        Some(ColumnsName::Candidates) => Columns::Candidates,
    };
    let first_column = args.first_column.unwrap_or(2).max(1);
    let layout = Layout { columns, first_column, ..Layout::by_rank() };
    let file = cvr::read_from(from, &layout, &Candidates::Found)?;
    let mut builder = Rankings::builder(file.names.len())?;
    for (papers, marks) in &file.ballots {
        builder.push(*papers, &interpret_raw(marks, &Policy::until_uncertain()))?;
    }
    let repairs = file.repairs.iter();
    let repairs = repairs.map(|r| json!({ "line": r.line, "what": r.what.to_string() }));
    let contest = Contest {
        seats: 1,
        ballots: builder.finish(),
        names: file.names,
        title: String::new(),
        repairs: repairs.collect(),
    };
    contest.count(args)
}

/// A contest of rankings that was read.
struct Contest {
    seats: usize,
    ballots: Rankings,
    names: Vec<String>,
    title: String,
    repairs: Vec<Value>,
}

impl Contest {
    fn count(&self, args: &CountArgs) -> Result<String, Refused> {
        let seats = args.seats.unwrap_or(self.seats);
        if let Some(path) = &args.write {
            self.write(path, seats)?;
        }
        let lots = lots(args, &self.names)?;
        if args.compare {
            return self.compare(args, seats, &*lots);
        }
        let rule = args.rule.as_deref().unwrap_or("stv-scottish");
        let mut found = ranked::count(rule, &self.ballots, seats, &*lots, &self.names)?;
        found.members.insert("repairs".to_owned(), json!(self.repairs));
        found.members.insert("names".to_owned(), json!(self.names));
        found.members.insert("title".to_owned(), json!(self.title));
        let mut text = if args.json {
            format!("{}\n", Value::Object(found.members))
        } else {
            table(&found.members, &self.names)
        };
        if let Some(lang) = &args.explain {
            text += &super::explain::in_language(lang, &found.story)?;
        }
        Ok(text)
    }

    /// All rules side by side: winners in the order of the ballot paper.
    fn compare(&self, args: &CountArgs, seats: usize, lots: &dyn Lots) -> Result<String, Refused> {
        if args.rule.is_some() {
            return Err("--compare counts by all rules: --rule does not apply".into());
        }
        let mut counted: Vec<(&str, Result<Vec<u64>, String>)> = Vec::new();
        for rule in ranked::fitting(seats) {
            let found = ranked::count(rule, &self.ballots, seats, lots, &self.names);
            let winners = found.map(|found| {
                let winners = found.members["winners"].as_array().cloned().unwrap_or_default();
                let mut winners: Vec<u64> = winners.iter().filter_map(Value::as_u64).collect();
                winners.sort_unstable();
                winners
            });
            counted.push((rule, winners.map_err(|why| why.to_string())));
        }
        if args.json {
            let line = |(rule, found): &(&str, Result<Vec<u64>, String>)| match found {
                Ok(winners) => json!({ "name": rule, "winners": winners }),
                Err(why) => json!({ "name": rule, "stopped": why }),
            };
            return Ok(format!("{}\n", counted.iter().map(line).collect::<Value>()));
        }
        let name = |number: &u64| {
            let place =
                usize::try_from(*number).ok().and_then(|n| self.names.get(n.checked_sub(1)?));
            format!("{number} {}", place.map_or("", String::as_str))
        };
        let line = |(rule, found): &(&str, Result<Vec<u64>, String>)| match found {
            Ok(winners) => {
                let winners: Vec<String> = winners.iter().map(name).collect();
                format!("{rule:<22} {}\n", winners.join("; "))
            }
            Err(why) => format!("{rule:<22} {why}\n"),
        };
        Ok(counted.iter().map(line).collect())
    }

    fn write(&self, path: &Path, seats: usize) -> Result<(), Refused> {
        let text = match path.extension().and_then(|extension| extension.to_str()) {
            Some("blt") => blt::write(seats, &self.ballots, &self.names, &self.title)?,
            Some("csv") => cvr::write(&self.ballots, &self.names),
            _ => return Err("--write: rankings go into a .blt or .csv file".into()),
        };
        Ok(std::fs::write(path, text)?)
    }
}

/// What is printed without `--json`.
fn table(answer: &Map<String, Value>, names: &[String]) -> String {
    let name = |number: &Value| {
        let place = number.as_u64().and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        place.and_then(|place| names.get(place)).map_or("?", String::as_str)
    };
    let mut lines = vec![format!("rule {}", answer["rule"].as_str().unwrap_or_default())];
    for repair in answer.get("repairs").and_then(Value::as_array).into_iter().flatten().take(10) {
        let what = repair["what"].as_str().unwrap_or_default();
        lines.push(format!("repaired: line {}: {what}", repair["line"]));
    }
    for stage in answer.get("stages").and_then(Value::as_array).into_iter().flatten() {
        let action = stage["action"].as_str().unwrap_or_default();
        let of = if stage["cand"].is_null() { "" } else { name(&stage["cand"]) };
        lines.push(format!("{action} {of}").trim_end().to_owned());
        let votes = stage["shown"].as_array().into_iter().flatten();
        for (number, votes) in (1..).zip(votes) {
            lines.push(format!("  {:<24} {}", name(&json!(number)), votes.as_str().unwrap_or("0")));
        }
    }
    for winner in answer["winners"].as_array().into_iter().flatten() {
        lines.push(format!("elected: {winner} {}", name(winner)));
    }
    for tie in answer["ties"].as_array().into_iter().flatten() {
        let tied: Vec<&str> = tie["tied"].as_array().into_iter().flatten().map(name).collect();
        lines.push(format!("lot between {}: {}", tied.join(", "), name(&tie["taken"])));
    }
    lines.join("\n") + "\n"
}

/// Where lots come from: the lowest number, an order in which the first wins, or nowhere.
fn lots(args: &CountArgs, names: &[String]) -> Result<Box<dyn Lots>, Refused> {
    if let Some(path) = &args.lot_order {
        let text = String::from_utf8(files::read(path)?)?;
        let mut order: Vec<usize> = Vec::new();
        for (line, word) in (1..).zip(text.lines().map(str::trim)).filter(|(_, w)| !w.is_empty()) {
            let by_number = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let by_name = || names.iter().position(|name| name == word);
            let place = by_number.filter(|place| *place < names.len()).or_else(by_name);
            let path = path.display();
            let place =
                place.ok_or_else(|| format!("{path}, line {line}: {word:?} is no candidate"))?;
            if order.contains(&place) {
                return Err(format!("{path}, line {line}: {word:?} stands there twice").into());
            }
            order.push(place);
        }
        if let Some(missing) = (0..names.len()).find(|place| !order.contains(place)) {
            return Err(format!("the lot order does not name {}", names[missing]).into());
        }
        return Ok(Box::new(LotOrder::first_wins(&order)));
    }
    match args.ties.as_deref() {
        None | Some("lex") => Ok(Box::new(LotOrder::lowest_number(names.len()))),
        Some("ask") => Ok(Box::new(NoLots)),
        Some(ties) => {
            let seed = ties.strip_prefix("lot:").ok_or_else(|| {
                format!("no way {ties:?} to settle ties between candidates: lex, ask or lot:SEED")
            })?;
            let numbers = 1..=names.len();
            let ids: Result<Vec<OptionId>, _> =
                numbers.map(|number| OptionId::parse(&number.to_string())).collect();
            let order = Seed::parse(seed)?.order(&ContestId::parse("council")?, &ids?);
            let place = |id: &OptionId| id.as_str().parse::<usize>().ok()?.checked_sub(1);
            Ok(Box::new(LotOrder::first_wins(&order.iter().filter_map(place).collect::<Vec<_>>())))
        }
    }
}

fn from_one(places: &[usize]) -> Vec<usize> {
    places.iter().map(|place| place + 1).collect()
}
