//! The page of one election: who sits, stage by stage, and for everybody the reason.

use morada_engine::tally::Fraction;
use morada_engine::tally::council::lists::Apportionment;
use morada_engine::tally::council::told::{Fate, Stage, Told, Why};
use serde::Serialize;

use super::{day, rules};
use crate::app::archive::count::ListSeats;
use crate::app::archive::shelf::KeptElection;
use crate::app::archive::{CountedSeats, SeatRule, Seats};
use crate::app::story;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::draw::seats::{Bench, Standing};
use crate::web::helpers::Words;
use crate::web::page::View;
use crate::web::site::words_in;

/// One election.
#[derive(Debug, Serialize)]
pub struct ElectionView {
    id: String,
    place: Words,
    election: Words,
    day: Option<Moment>,
    rule: Message,
    how: Message,
    seats: u64,
    benches: Vec<Bench>,
    /// Who sits, in the order of election; per list how many.
    seated: Vec<Seated>,
    /// Seats that stay empty.
    empty: u64,
    valid: u64,
    quota: Option<String>,
    stages: Vec<StageShown>,
    /// Stages behind the first three, folded.
    more_stages: Vec<StageShown>,
    more_count: usize,
    table: Option<StageTable>,
    awards: Vec<Message>,
    more_awards: Vec<Message>,
    more_awards_count: usize,
    rows: Vec<Row>,
    lots: Vec<Message>,
    withdrawn: Option<Withdrawn>,
    file_name: String,
    sha: String,
    command: String,
}

impl View for ElectionView {
    const TEMPLATE: &'static str = "observer/election";
    fn title(&self) -> Message {
        Message::new("seats.title").text("title", &self.election.text)
    }
}

/// Somebody with a seat, or a list with some.
#[derive(Debug, Serialize)]
struct Seated {
    /// The first of its seats as it is drawn above.
    seat: [Bench; 1],
    name: String,
    seats: Option<u64>,
}

/// What was done in a stage, with bars for those whose votes it changed.
#[derive(Debug, Serialize)]
struct StageShown {
    number: u64,
    sentences: Vec<Message>,
    bars: Vec<BarRow>,
}

/// A candidate's votes.
#[derive(Debug, Serialize)]
struct BarRow {
    name: String,
    votes: String,
    bar: Standing,
}

/// Everybody's votes after every stage.
#[derive(Debug, Serialize)]
struct StageTable {
    heads: Vec<u64>,
    rows: Vec<StageRow>,
    nobody: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StageRow {
    name: String,
    cells: Vec<StageCell>,
}

#[derive(Debug, Serialize)]
struct StageCell {
    votes: String,
    elected: bool,
}

/// What became of one candidate or list.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    votes: String,
    seats: Option<u64>,
    seated: bool,
    why: Message,
}

/// What was said of an election that was wrong.
#[derive(Debug, Serialize)]
struct Withdrawn {
    at: Moment,
    why: String,
}

/// Stages or seats shown before the others are folded.
const SHOWN: usize = 3;
/// Bars of a stage; the sentence names everybody.
const BARS: usize = 8;
/// Colours of lists, by their number; further lists begin again, and their number tells them apart.
const FILLS: [&str; 7] = ["care", "move", "nature", "memory", "learn", "play", "plain"];

/// The page of an election.
pub fn view(kept: &KeptElection, lang: Lang) -> ElectionView {
    let counted = &kept.counted;
    let languages = &kept.place.languages;
    let about = ElectionView {
        id: kept.election.id.clone(),
        place: words_in(&kept.place.name, lang, languages),
        election: words_in(&kept.election.title, lang, languages),
        day: day(&kept.election.held_on),
        rule: rules::name(kept.rule),
        how: rules::how(kept.rule),
        seats: counted.seats,
        benches: Vec::new(),
        seated: Vec::new(),
        empty: 0,
        valid: 0,
        quota: None,
        stages: Vec::new(),
        more_stages: Vec::new(),
        more_count: 0,
        table: None,
        awards: Vec::new(),
        more_awards: Vec::new(),
        more_awards_count: 0,
        rows: Vec::new(),
        lots: Vec::new(),
        withdrawn: kept.withdrawn.as_ref().map(|withdrawal| Withdrawn {
            at: Moment::new(withdrawal.at, &kept.place.time_zone),
            why: withdrawal.why.clone(),
        }),
        file_name: kept.election.file_name.clone(),
        sha: kept.election.sha.clone(),
        command: command(kept.rule, &kept.election.file_name, &kept.election.lot_order, lang),
    };
    match &counted.filled {
        Seats::Ranked(told) => of_rankings(about, told, counted),
        Seats::Lists(lists) => of_lists(about, lists, &counted.names),
    }
}

/// With which anybody counts the file again.
fn command(rule: SeatRule, file: &str, lot_order: &str, lang: Lang) -> String {
    let lots = if lot_order.trim().is_empty() { "--ties ask" } else { "--lot-order lot.txt" };
    format!("morada count {file} --rule {} {lots} --explain {}", rule.name(), lang.code())
}

fn of_rankings(about: ElectionView, told: &Told, counted: &CountedSeats) -> ElectionView {
    let names = &counted.names;
    let mut stages: Vec<StageShown> =
        (0..told.stages.len()).map(|number| stage(told, number, names)).collect();
    let more_stages = stages.split_off(stages.len().min(SHOWN));
    let one = |number| Bench { seats: 1, fill: "done".to_owned(), number: Some(number) };
    let seated = |(number, place): (u64, &usize)| Seated {
        seat: [one(number)],
        name: names[*place].clone(),
        seats: None,
    };
    let taken = told.elected.len() as u64;
    let empty = counted.seats.saturating_sub(taken);
    let mut benches: Vec<Bench> = (1..=taken).map(one).collect();
    benches.extend(no_one(empty));
    ElectionView {
        benches,
        seated: (1..).zip(&told.elected).map(seated).collect(),
        empty,
        valid: told.valid,
        quota: told.stages.first().and_then(|stage| stage.quota.as_ref()).map(story::votes),
        more_count: more_stages.len(),
        stages,
        more_stages,
        table: (told.stages.len() > 1).then(|| table(told, names)),
        rows: rows(told, names),
        lots: story::lots(&told.lots, names),
        ..about
    }
}

fn no_one(empty: u64) -> Option<Bench> {
    (empty > 0).then(|| Bench { seats: empty, fill: "rest".to_owned(), number: None })
}

fn stage(told: &Told, number: usize, names: &[String]) -> StageShown {
    let stage = &told.stages[number];
    let before = number.checked_sub(1).map(|last| &told.stages[last]);
    let gave = match &stage.why {
        Why::First => &[][..],
        Why::Surplus { candidate, .. } => std::slice::from_ref(candidate),
        Why::Excluded { candidates, .. } => candidates,
        Why::Shared { by } => by,
    };
    let received = stage.to.iter().map(|(place, _)| place);
    let places = gave.iter().chain(received.filter(|place| !gave.contains(place))).take(BARS);
    let whole = widest(told);
    let bar = |place: &usize| BarRow {
        name: names[*place].clone(),
        votes: story::votes(&stage.votes[*place]),
        bar: Standing {
            before: before.map_or(0, |before| thousandths(&before.votes[*place])),
            after: thousandths(&stage.votes[*place]),
            quota: stage.quota.as_ref().map(thousandths),
            whole,
        },
    };
    StageShown {
        number: number as u64 + 1,
        sentences: story::rankings::stage(told, number, names),
        bars: places.map(bar).collect(),
    }
}

/// The most votes that anybody ever has; every bar of the page has the same scale.
fn widest(told: &Told) -> u64 {
    let votes = told.stages.iter().flat_map(|stage| stage.votes.iter().chain(&stage.quota));
    votes.map(thousandths).max().unwrap_or(1).max(1)
}

/// Rounded down to thousandths, for pictures only.
fn thousandths(votes: &Fraction) -> u64 {
    votes.scaled(1_000)
}

fn table(told: &Told, names: &[String]) -> StageTable {
    let cell = |stage: &Stage, place: usize| StageCell {
        votes: story::votes(&stage.votes[place]),
        elected: stage.elected.contains(&place),
    };
    let row = |(place, name): (usize, &String)| StageRow {
        name: name.clone(),
        cells: told.stages.iter().map(|stage| cell(stage, place)).collect(),
    };
    StageTable {
        heads: (1..=told.stages.len() as u64).collect(),
        rows: names.iter().enumerate().map(row).collect(),
        nobody: told.stages.iter().map(|stage| story::votes(&stage.nobody)).collect(),
    }
}

/// Everybody, the elected first, then whoever came furthest.
fn rows(told: &Told, names: &[String]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..told.fates.len()).collect();
    order.sort_by_key(|place| {
        let turn = told.elected.iter().position(|elected| elected == place);
        let end = match &told.fates[*place] {
            Fate::Elected { .. } => 0,
            Fate::Left { .. } => 1,
            Fate::Excluded { stage, .. } => 2 + told.stages.len() - stage,
            Fate::Withdrawn => usize::MAX,
        };
        (turn.unwrap_or(usize::MAX), end)
    });
    let row = |place: usize| Row {
        name: names[place].clone(),
        votes: told.stages.first().map_or(String::new(), |first| story::votes(&first.votes[place])),
        seats: None,
        seated: matches!(told.fates[place], Fate::Elected { .. }),
        why: story::rankings::fate(told, place, names),
    };
    order.into_iter().map(row).collect()
}

fn of_lists(about: ElectionView, lists: &ListSeats, names: &[String]) -> ElectionView {
    let with_seats = || lists.seats.iter().enumerate().filter(|(_, seats)| **seats > 0);
    let bench = |(list, seats): (usize, &u64)| Bench {
        seats: *seats,
        fill: FILLS[list % FILLS.len()].to_owned(),
        number: Some(list as u64 + 1),
    };
    let seated = |(list, seats): (usize, &u64)| Seated {
        seat: [bench((list, &1))],
        name: names[list].clone(),
        seats: Some(*seats),
    };
    let taken: u64 = lists.seats.iter().sum();
    let empty = about.seats.saturating_sub(taken);
    let mut awards = awards(&lists.found, names);
    let more_awards = awards.split_off(awards.len().min(2 * SHOWN));
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|list| std::cmp::Reverse((lists.seats[*list], lists.election.votes[*list])));
    let row = |list: usize| Row {
        name: names[list].clone(),
        votes: lists.election.votes[list].to_string(),
        seats: Some(lists.seats[list]),
        seated: lists.seats[list] > 0,
        why: story::lists::fate(
            &lists.election,
            list,
            lists.seats[list],
            lists.missing[list],
            names,
        ),
    };
    ElectionView {
        benches: with_seats().map(bench).chain(no_one(empty)).collect(),
        seated: with_seats().map(seated).collect(),
        empty,
        valid: lists.election.votes.iter().sum(),
        more_awards_count: more_awards.len(),
        awards,
        more_awards,
        rows: order.into_iter().map(row).collect(),
        lots: story::lots(&lists.lots, names),
        ..about
    }
}

fn awards(found: &Apportionment, names: &[String]) -> Vec<Message> {
    story::lists::of_seats(found, names)
}
