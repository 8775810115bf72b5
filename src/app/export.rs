//! `export/<ct>.pb`: the counted ballots for everybody else's programs.

use morada_engine::ballot::Ballot;
use morada_engine::contest::{Contest, Papers, Text};
use morada_engine::pabulib::{About, Instance, write};
use morada_engine::time::Timestamp;

use crate::i18n::zone::Moment;

/// The contest and its valid ballots as Pabulib has them, voters numbered in the published order:
/// the numbers say nothing about when they came.
pub(super) fn export(
    papers: &Papers,
    contest: &Contest,
    ballots: &[Ballot],
    funded: &[usize],
) -> Vec<u8> {
    write(&Instance::of_contest(contest, ballots, funded, &about(papers, contest))).bytes
}

fn about(papers: &Papers, contest: &Contest) -> About {
    let language = papers.languages.first().map_or("en", String::as_str);
    let words = |text: &Text| {
        text.in_language(language, &papers.languages).map_or("", |t| t.text.as_str()).to_owned()
    };
    let day =
        |at: Timestamp| Moment::new(at, &papers.time_zone).civil().strftime("%d.%m.%Y").to_string();
    About {
        description: format!("{}: {}", words(&papers.title), words(&contest.title)),
        // The format wants one, and the sealed papers name a place only.
        country: "unknown".to_owned(),
        unit: words(&papers.place),
        instance: papers.election.to_string(),
        date_begin: day(papers.opens_at),
        // `closes_at` is the first second that is too late.
        date_end: day(Timestamp::from_unix(papers.closes_at.unix() - 1)),
        currency: papers.currency.clone(),
        exponent: papers.currency_exponent,
        language: language.to_owned(),
    }
}
