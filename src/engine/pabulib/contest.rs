//! A contest of our own as an [`Instance`], so that it can be written for everybody's programs.

use super::cells::Cells;
use super::instance::{Instance, Project, VoteKind};
use crate::ballot::Ballot;
use crate::contest::{BallotStyle, Contest, Misfit, Rule};

/// What META says beside the numbers. Dates are `dd.mm.yyyy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// One line about the election.
    pub description: String,
    /// Country, as ISO 3166 names it in English.
    pub country: String,
    /// City or other place.
    pub unit: String,
    /// Year or name of the exercise.
    pub instance: String,
    /// First day of the vote.
    pub date_begin: String,
    /// Last day of the vote.
    pub date_end: String,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point of an amount.
    pub exponent: u32,
    /// BCP 47; META gets its first part.
    pub language: String,
}

impl Instance {
    /// The contest with its valid ballots, in the order given; voters are numbered from 1.
    ///
    /// `funded` are the ballot places of the funded options.
    pub fn of_contest(
        contest: &Contest,
        ballots: &[Ballot],
        funded: &[usize],
        about: &About,
    ) -> Instance {
        let (kind, mut limits) = style(contest);
        let mut meta: Vec<(String, String)> = Vec::new();
        let mut say = |key: &str, value: &str| meta.push((key.to_owned(), value.to_owned()));
        say("description", &about.description);
        say("country", &about.country);
        say("unit", &about.unit);
        say("instance", &about.instance);
        say("rule", rule(&contest.rule));
        say("date_begin", &about.date_begin);
        say("date_end", &about.date_end);
        say("language", about.language.split('-').next().unwrap_or_default());
        say("currency", &about.currency);
        meta.append(&mut limits);
        let projects = contest.options.iter().enumerate().map(|(place, option)| {
            let title = option.title.in_language(&about.language, &[]);
            let name = title.map_or(option.id.as_str(), |title| title.text.as_str());
            let selected = if funded.contains(&place) { "1" } else { "0" };
            let columns = [
                ("name", name),
                ("category", option.category.as_str()),
                ("selected", selected),
                ("neighborhood", option.place.as_str()),
            ];
            let columns = columns.map(|(name, cell)| (name.to_owned(), cell.to_owned()));
            Project {
                id: option.id.as_str().to_owned(),
                cost: option.cost.minor(),
                columns: columns.into(),
            }
        });
        let mut instance = Instance {
            meta,
            exponent: about.exponent,
            budget: contest.budget.minor(),
            kind,
            projects: projects.collect(),
            voters: Cells::default(),
            voter_columns: Vec::new(),
            repairs: Vec::new(),
            more_repairs: 0,
            starts: vec![0],
            marked: Vec::new(),
            points: Vec::new(),
        };
        for (number, ballot) in (1_u64..).zip(ballots) {
            instance.voters.push(&number.to_string());
            instance.marked.extend(ballot.marks().iter().chain(ballot.ranking()));
            for &(place, points) in ballot.points() {
                instance.marked.push(place);
                instance.points.push(i64::from(points));
            }
            instance.starts.push(instance.marked.len());
        }
        instance
    }
}

/// The kind of ballot, and its limits as keys of META.
fn style(contest: &Contest) -> (VoteKind, Vec<(String, String)>) {
    let entry = |key: &str, value: u32| (key.to_owned(), value.to_string());
    match contest.ballot {
        BallotStyle::Approval { max, min } => {
            (VoteKind::Approval, vec![entry("min_length", min.max(1)), entry("max_length", max)])
        }
        BallotStyle::Knapsack => (VoteKind::Approval, Vec::new()),
        BallotStyle::ChooseOne | BallotStyle::Motion => {
            (VoteKind::ChooseOne, vec![entry("max_length", 1)])
        }
        BallotStyle::Points { max_each, total } => (
            VoteKind::Cumulative,
            vec![entry("max_points", max_each), entry("max_sum_points", total)],
        ),
        BallotStyle::Ranking { max } => (VoteKind::Ordinal, vec![entry("max_length", max)]),
    }
}

/// The word of the format for a rule; `unknown` where it has none.
fn rule(rule: &Rule) -> &'static str {
    let queue = |misfit: &Misfit| match misfit {
        Misfit::Skip => "greedy",
        Misfit::Stop => "greedy-no-skip",
        Misfit::Stretch { .. } => "greedy-custom",
    };
    match rule {
        Rule::MostVotes { misfit, .. }
        | Rule::MostPoints { misfit, .. }
        | Rule::Borda { misfit, .. } => queue(misfit),
        Rule::MostVotesExclusive { .. } => "greedy-exclusive",
        Rule::EqualShares { completion, .. } => match completion {
            crate::contest::Completion::None | crate::contest::Completion::Utilitarian => {
                "equalshares"
            }
            crate::contest::Completion::Add1 | crate::contest::Completion::Add1u => {
                "equalshares/add1"
            }
        },
        Rule::Eligible { rule: inside, .. } => match self::rule(inside) {
            "greedy" => "greedy-threshold",
            other => other,
        },
        Rule::Compared { rule: inside, .. } => match self::rule(inside) {
            "equalshares" => "equalshares-comparison",
            "equalshares/add1" => "equalshares/add1-comparison",
            _ => "unknown",
        },
        Rule::VotesPerCost { .. }
        | Rule::ExactEqualShares { .. }
        | Rule::Phragmen { .. }
        | Rule::Motion { .. }
        | Rule::PerPart { .. } => "unknown",
    }
}
