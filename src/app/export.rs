//! `export/<ct>.pb`: the counted ballots for everybody else's programs.

use std::fmt::Write;

use morada_engine::ballot::Ballot;
use morada_engine::contest::{BallotStyle, Contest};

/// The contest and its valid ballots in Pabulib's format (COUNTING.md section 2), with `ballots` in
/// their published order and voters numbered by it: the numbers say nothing about when they came.
///
/// Amounts are decimal, in the currency's own unit, as Pabulib has them: `exponent` digits.
pub(super) fn export(
    contest: &Contest,
    exponent: u32,
    ballots: &[Ballot],
    funded: &[usize],
) -> Vec<u8> {
    let cell = |text: &str| {
        if text.contains([';', '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let id = |place: usize| contest.options.get(place).map_or("", |o| o.id.as_str());
    let vote_type = match contest.ballot {
        BallotStyle::Approval { .. } | BallotStyle::Knapsack => "approval",
        BallotStyle::ChooseOne | BallotStyle::Motion => "choose-1",
        BallotStyle::Points { .. } => "cumulative",
        BallotStyle::Ranking { .. } => "ordinal",
    };
    let mut text = format!(
        "META\nkey;value\ncontest;{}\nnum_projects;{}\nnum_votes;{}\nbudget;{}\nvote_type;{vote_type}\n",
        contest.id,
        contest.options.len(),
        ballots.len(),
        contest.budget.decimal(exponent)
    );
    text.push_str("PROJECTS\nproject_id;cost;votes;name;selected\n");
    for (place, option) in contest.options.iter().enumerate() {
        let votes = ballots.iter().filter(|ballot| listed(ballot).contains(&place)).count();
        let name = option.title.translations().first().map_or("", |t| t.text.as_str());
        let selected = u8::from(funded.contains(&place));
        let (id, name) = (cell(option.id.as_str()), cell(name));
        let cost = option.cost.decimal(exponent);
        let _ = writeln!(text, "{id};{cost};{votes};{name};{selected}");
    }
    let points = vote_type == "cumulative";
    text.push_str(if points { "VOTES\nvoter_id;vote;points\n" } else { "VOTES\nvoter_id;vote\n" });
    for (number, ballot) in (1..).zip(ballots) {
        let marks: Vec<&str> = listed(ballot).into_iter().map(id).collect();
        let vote = cell(&marks.join(","));
        if points {
            let given: Vec<String> = ballot.points().iter().map(|(_, p)| p.to_string()).collect();
            let _ = writeln!(text, "{number};{vote};{}", given.join(","));
        } else {
            let _ = writeln!(text, "{number};{vote}");
        }
    }
    text.into_bytes()
}

/// The places of the options that a ballot lists, in its own order.
fn listed(ballot: &Ballot) -> Vec<usize> {
    let given = ballot.points().iter().map(|(place, _)| place);
    ballot.marks().iter().chain(ballot.ranking()).chain(given).map(|&p| p as usize).collect()
}
