//! Public chance: how the dice are rolled, what they showed, the tickets that settle ties, and samples for observers.

use std::sync::Arc;

use morada_engine::chance::Seed;
use morada_engine::contest::Contest;
use rocket::http::Status;
use rocket::{State, get};
use serde::Serialize;

use crate::app::chance::{Drawn, drawn};
use crate::app::{House, PublicElection, Stage, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::forms::{Fault, Faults, Field};
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::faces::{Shown, heading, on_paper};
use crate::web::site::words_in;

/// The most things a sample is drawn from: more than the letters of any city.
const MOST_OF: u64 = 10_000_000;
/// The most numbers drawn at once.
const MOST_TAKEN: u64 = 1_000;

#[derive(Debug, Serialize)]
struct ChanceView {
    #[serde(flatten)]
    faults: Faults,
    steps: Vec<Message>,
    rolled: Option<Rolled>,
}

/// What the dice showed, and what follows from it.
#[derive(Debug, Serialize)]
struct Rolled {
    /// The digits in groups of five, as people read them out.
    digits: String,
    at: Moment,
    number: u64,
    minutes: String,
    contests: Vec<Tickets>,
    of: Field,
    take: Field,
    sample: Option<Vec<u64>>,
    command: String,
}

/// The options of one contest, the one first that wins every tie.
#[derive(Debug, Serialize)]
struct Tickets {
    title: Words,
    tickets: Vec<Ticket>,
}

#[derive(Debug, Serialize)]
struct Ticket {
    project: Shown,
    ticket: String,
}

impl View for ChanceView {
    const TEMPLATE: &'static str = "observer/chance";
    fn title(&self) -> Message {
        Message::new("chance.title")
    }
}

const STEPS: [&str; 5] = [
    "chance.step-close",
    "chance.step-witness",
    "chance.step-dice",
    "chance.step-enter",
    "chance.step-tickets",
];

/// Shows how chance comes in; after the dice were rolled, everything that follows from them. `of` and `take` draw a
/// sample.
#[get("/<lang>/p/<process>/audit/chance?<of>&<take>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    of: Option<&str>,
    take: Option<&str>,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let drawn = drawn(house, &process.0).await?;
    let asked = of.zip(take);
    let mut faults = Vec::new();
    let numbers = asked.map(|(of, take)| {
        (number("of", of, MOST_OF, &mut faults), number("take", take, MOST_TAKEN, &mut faults))
    });
    let faults = Faults::of(faults);
    let rolled = drawn.map(|drawn| {
        let sample = match numbers {
            Some((Some(of), Some(take))) => Some(drawn.seed.sample(of).without_repeats(take)),
            _ => None,
        };
        let (of, take) = asked.unwrap_or(("300", "189"));
        rolled(house, &public, &drawn, lang, Asked { of, take, faults: &faults }, sample)
    });
    let status = if faults.any() { Status::BadRequest } else { Status::Ok };
    let view = ChanceView { faults, steps: STEPS.map(Message::new).to_vec(), rolled };
    let has_results = public.stage() == Stage::Published;
    let page = Page::show(&view).within(heading(&public.election.papers, lang, has_results));
    Ok(page.with_status(status))
}

/// What was typed to draw a sample.
struct Asked<'a> {
    of: &'a str,
    take: &'a str,
    faults: &'a Faults,
}

fn number(field: &str, typed: &str, most: u64, faults: &mut Vec<Fault>) -> Option<u64> {
    let number = typed.trim().parse().ok().filter(|number| (1..=most).contains(number));
    if number.is_none() {
        let message = Message::new("chance.not-between").count("most", most);
        faults.push(Fault { field: field.to_owned(), message });
    }
    number
}

fn rolled(
    house: &House,
    public: &PublicElection,
    drawn: &Drawn,
    lang: Lang,
    asked: Asked<'_>,
    sample: Option<Vec<u64>>,
) -> Rolled {
    let papers = &public.election.papers;
    let seed = drawn.seed.as_str();
    let field = |name: &str, typed: &str, label: &str| {
        Field::text(name, typed, Message::new(label))
            .kind("number")
            .autocomplete("off")
            .fault_in(asked.faults)
    };
    let contests = papers.contests.iter().filter(|contest| contest.options.len() > 1);
    Rolled {
        digits: groups(seed),
        at: Moment::new(drawn.at, &papers.time_zone),
        number: drawn.index + 1,
        minutes: drawn.minutes.clone(),
        contests: contests
            .map(|contest| Tickets {
                title: words_in(&contest.title, lang, &papers.languages),
                tickets: tickets(contest, &drawn.seed, &on_paper(house, papers, contest, lang)),
            })
            .collect(),
        command: format!(
            "morada-verify sample --seed {seed} --of {} --take {}",
            asked.of, asked.take
        ),
        of: field("of", asked.of, "chance.of"),
        take: field("take", asked.take, "chance.take"),
        sample,
    }
}

/// The options in the order of their tickets, and the first signs of each.
fn tickets(contest: &Contest, seed: &Seed, shown: &[Shown]) -> Vec<Ticket> {
    let mut tickets: Vec<Ticket> = contest
        .options
        .iter()
        .zip(shown)
        .map(|(option, project)| {
            let ticket = seed.ticket(&contest.id, &option.id).to_hex();
            Ticket { project: project.clone(), ticket: ticket[..16].to_owned() }
        })
        .collect();
    tickets.sort_by(|a, b| a.ticket.cmp(&b.ticket));
    tickets
}

fn groups(digits: &str) -> String {
    let signs: Vec<char> = digits.chars().collect();
    signs.chunks(5).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
