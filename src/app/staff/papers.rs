//! From what is set up to the papers that are sealed: the exact definition of the vote.

use morada_engine::contest::{BallotStyle, Contest, ContestOption, Papers, Text};
use morada_engine::ids::OptionId;
use morada_engine::money::Money;
use morada_engine::phase::Phase;

use super::setup::contests::ContestSetup;
use super::setup::overview::Setup;
use super::setup::projects::Project;

/// What keeps the papers from being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// Voting has no dates.
    Dates,
    /// So many projects have no price.
    Prices(usize),
    /// So many texts in the first language are missing or unchecked.
    FirstLanguage(usize),
}

/// How far a language is fit for the ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotLanguage {
    /// BCP 47.
    pub language: String,
    /// Projects whose text in it is missing or unchecked.
    pub waiting: usize,
}

/// Whether a contest is a motion, which brings its own options.
pub fn is_motion(contest: &ContestSetup) -> bool {
    contest.ballot == BallotStyle::Motion
}

/// The languages of a process, and how many texts each still waits for.
pub fn ballot_languages(setup: &Setup) -> Vec<BallotLanguage> {
    let waiting = |language: &String| {
        let printed = |project: &&Project| {
            project.text(language).is_some_and(|text| text.review.may_be_printed())
        };
        setup.projects.values().flatten().filter(|project| !printed(project)).count()
    };
    let language = |language: &String| BallotLanguage {
        language: language.clone(),
        waiting: waiting(language),
    };
    setup.process.languages.iter().map(language).collect()
}

/// The papers of `setup`. A language with an unchecked text is left out of them; the first must
/// not be.
///
/// # Errors
/// Everything that keeps the papers from being written.
pub fn papers(authority: &str, setup: &Setup) -> Result<Papers, Vec<Unwritable>> {
    let mut unwritable = Vec::new();
    let opens_at = setup.calendar.starts_at(Phase::Balloting);
    let closes_at = setup.calendar.ends_at(Phase::Balloting);
    let (Some(opens_at), Some(closes_at)) = (opens_at, closes_at) else {
        return Err(vec![Unwritable::Dates]);
    };
    let unpriced = setup.projects.values().flatten().filter(|p| p.cost.is_none()).count();
    if unpriced > 0 {
        unwritable.push(Unwritable::Prices(unpriced));
    }
    let languages = ballot_languages(setup);
    if let Some(first) = languages.first().filter(|first| first.waiting > 0) {
        unwritable.push(Unwritable::FirstLanguage(first.waiting));
    }
    if !unwritable.is_empty() {
        return Err(unwritable);
    }
    let fit = languages.into_iter().filter(|language| language.waiting == 0);
    let languages: Vec<String> = fit.map(|language| language.language).collect();
    let process = &setup.process;
    Ok(Papers {
        authority: authority.to_owned(),
        batch_interval_s: process.batch_interval_s,
        batch_min: process.batch_min,
        closes_at,
        contests: setup.contests.iter().map(|c| contest(setup, c, &languages)).collect(),
        currency: setup.place.currency.clone(),
        currency_exponent: setup.place.currency_exponent,
        election: process.id.clone(),
        openings: process.openings,
        opens_at,
        place: setup.place.name.clone(),
        small_group: process.small_group,
        t: "papers".to_owned(),
        time_zone: setup.place.time_zone.clone(),
        title: process.title.clone(),
        v: 1,
        languages,
    })
}

fn contest(setup: &Setup, contest: &ContestSetup, languages: &[String]) -> Contest {
    let options = if is_motion(contest) {
        motion_options()
    } else {
        setup.projects_of(&contest.id).iter().map(|p| option(p, languages)).collect()
    };
    Contest {
        ballot: contest.ballot,
        budget: contest.budget,
        id: contest.id.clone(),
        options,
        rule: contest.rule.clone(),
        title: contest.title.clone(),
    }
}

fn option(project: &Project, languages: &[String]) -> ContestOption {
    let printed: Vec<_> =
        project.texts.iter().filter(|text| languages.contains(&text.language)).collect();
    let with_summary = printed.iter().filter(|text| !text.summary.is_empty());
    ContestOption {
        category: project.category.clone(),
        cost: project.cost.unwrap_or(Money::ZERO),
        id: project.id.clone(),
        number: project.number,
        place: project.place.clone(),
        summary: Text::new(
            with_summary.map(|text| (text.language.as_str(), text.summary.as_str())),
        ),
        title: Text::new(printed.iter().map(|text| (text.language.as_str(), text.title.as_str()))),
    }
}

/// The three sides of a motion (docs/FORMATS.md section 4).
fn motion_options() -> Vec<ContestOption> {
    let side = |number, id: &str, title: [(&str, &str); 4]| ContestOption {
        category: String::new(),
        cost: Money::ZERO,
        id: OptionId::parse(id).expect("yes, no and abstain are names"),
        number,
        place: String::new(),
        summary: Text::default(),
        title: Text::new(title),
    };
    let abstain =
        [("ar", "أمتنع"), ("en", "I abstain"), ("fr", "Je m’abstiens"), ("pt", "Abstenho-me")];
    vec![
        side(1, "yes", [("ar", "نعم"), ("en", "Yes"), ("fr", "Oui"), ("pt", "Sim")]),
        side(2, "no", [("ar", "لا"), ("en", "No"), ("fr", "Non"), ("pt", "Não")]),
        side(3, "abstain", abstain),
    ]
}
