//! Open data: every funded project of a place with its record, as CSV and as JSON.

use morada_engine::contest::Text;
use morada_engine::eligibility::Date;
use morada_engine::money::Money;
use morada_engine::works::{Standing, Work};
use serde_json::{Value, json};

use super::funded::{FundedProject, Outcome, Place};
use crate::app::staff::read_log::harmless;
use crate::store::StoreError;

const COLUMNS: [&str; 16] = [
    "process",
    "contest",
    "number",
    "title",
    "language",
    "site",
    "state",
    "late",
    "owner",
    "voted",
    "promised",
    "spent",
    "currency",
    "result_on",
    "promised_end",
    "expected_end",
];

/// The table: one line per funded project. Sums are decimals, days `YYYY-MM-DD`.
///
/// # Errors
/// [`StoreError`].
pub fn table(place: &Place, outcomes: &[Outcome]) -> Result<String, StoreError> {
    let broken = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).map_err(|e| broken(&e))?;
    for outcome in outcomes {
        for funded in &outcome.works {
            let line = line(place, outcome, funded);
            table.write_record(line.map(|cell| harmless(&cell))).map_err(|e| broken(&e))?;
        }
    }
    let bytes = table.into_inner().map_err(|e| broken(&e))?;
    String::from_utf8(bytes).map_err(|e| broken(&e))
}

fn line(place: &Place, outcome: &Outcome, funded: &FundedProject) -> [String; 16] {
    let (project, work) = (&funded.project, funded.work.as_ref());
    let decimal = |money: Money| money.decimal(place.currency_exponent);
    let title = project.text(&project.original_language).or(project.texts.first());
    let end = |day: fn(&morada_engine::works::Milestone) -> Date| {
        let last = work.and_then(|work| work.milestones.iter().map(day).max());
        last.map(|day| day.to_string()).unwrap_or_default()
    };
    [
        outcome.process.id.to_string(),
        funded.contest.to_string(),
        project.number.to_string(),
        title.map(|text| text.title.clone()).unwrap_or_default(),
        title.map(|text| text.language.clone()).unwrap_or_default(),
        work.map_or(&project.place, |work| &work.site).clone(),
        funded.standing.name().to_owned(),
        late_days(funded.standing).to_string(),
        work.map(|work| work.owner.clone()).unwrap_or_default(),
        decimal(funded.funded.voted),
        work.map(|work| decimal(work.promised)).unwrap_or_default(),
        work.map(|work| decimal(work.spent)).unwrap_or_default(),
        place.currency.clone(),
        outcome.published.to_string(),
        end(|one| one.promised),
        end(|one| one.reached.unwrap_or(one.due)),
    ]
}

/// Days late, or days that a finished one was late.
fn late_days(standing: Standing) -> u64 {
    match standing {
        Standing::NotTakenUp { days } if standing.is_late() => days,
        Standing::Late { days, .. } | Standing::Finished { late: days, .. } => days,
        Standing::NotTakenUp { .. }
        | Standing::OnTime { .. }
        | Standing::Delayed { .. }
        | Standing::GivenUp { .. } => 0,
    }
}

/// The same with every entry of every record, in every language it was written in.
pub fn document(place: &Place, outcomes: &[Outcome]) -> Value {
    let works: Vec<Value> = outcomes
        .iter()
        .flat_map(|outcome| outcome.works.iter().map(move |funded| one(outcome, funded)))
        .collect();
    json!({
        "place": place.id,
        "as_of": outcomes.first().map(|outcome| outcome.today),
        "currency": place.currency,
        "currency_exponent": place.currency_exponent,
        "works": works,
    })
}

fn one(outcome: &Outcome, funded: &FundedProject) -> Value {
    let project = &funded.project;
    let titles =
        Text::new(project.texts.iter().map(|text| (text.language.as_str(), text.title.as_str())));
    json!({
        "process": outcome.process.id,
        "contest": funded.contest,
        "number": project.number,
        "title": titles,
        "result_on": outcome.published,
        "voted_minor": funded.funded.voted,
        "state": funded.standing.name(),
        "late_days": late_days(funded.standing),
        "work": funded.work.as_ref().map(work),
        "record": funded.funded.record,
    })
}

fn work(work: &Work) -> Value {
    let milestone = |one: &morada_engine::works::Milestone| {
        json!({
            "stage": one.stage,
            "promised": one.promised,
            "due": one.due,
            "reached": one.reached,
            "why_moved": one.why,
        })
    };
    json!({
        "owner": work.owner,
        "promised_minor": work.promised,
        "spent_minor": work.spent,
        "site": work.site,
        "given_up": work.given_up,
        "milestones": work.milestones.iter().map(milestone).collect::<Vec<_>>(),
    })
}
