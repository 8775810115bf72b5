//! The count in words: its steps, the reason for every project, the ties.

use morada_engine::contest::{Contest, Papers};
use morada_engine::money::Money;
use morada_engine::tally::budget::{Decision, QueueRound, Rounds, Shares};
use morada_engine::tally::explain::left_together;
use morada_engine::tally::ties::Tie;
use morada_engine::tally::{Decided, Outcome};
use serde::Serialize;

use super::results::motion_of;
use crate::app::Counted;
use crate::i18n::format::Amount;
use crate::i18n::message::Message;
use crate::web::draw::bar::{Bar, Piece, Support};
use crate::web::resident::faces::{Shown, amount};
use crate::web::resident::how::{Figure, figures};

/// A contest with what was decided in it.
pub struct Explanation<'a> {
    /// Sealed papers.
    pub papers: &'a Papers,
    /// The contest.
    pub contest: &'a Contest,
    /// Its options in ballot order, as they are shown.
    pub options: &'a [Shown],
    /// Ballot places of what is funded.
    pub funded: &'a [usize],
}

/// The count in words.
#[derive(Debug, Default, Serialize)]
pub struct Explained {
    shares: Option<SharesShown>,
    steps: Vec<Step>,
    /// Steps behind the first three, folded.
    more_steps: Vec<Step>,
    more_count: usize,
    rows: Vec<Row>,
    ties: Vec<Message>,
    motion: Option<MotionShown>,
}

/// What everybody had.
#[derive(Debug, Serialize)]
struct SharesShown {
    budget: Amount,
    voters: u64,
    start: Amount,
    /// The final share, when it was raised.
    end: Option<Amount>,
    figures: Vec<Figure>,
}

/// One step of the count.
#[derive(Debug, Serialize)]
struct Step {
    number: u64,
    #[serde(flatten)]
    shown: Shown,
    title_text: String,
    who: Message,
    what: Vec<Message>,
    bar: Option<Bar>,
    bar_label: Message,
    sum: Option<Message>,
}

/// One project in the table of all.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    shown: Shown,
    votes: Option<u64>,
    support: Option<Support>,
    funded: bool,
    why: Option<Message>,
}

/// How a motion ended.
#[derive(Debug, Serialize)]
struct MotionShown {
    lines: Vec<MotionLine>,
    bar: Bar,
    bar_label: Message,
}

#[derive(Debug, Serialize)]
struct MotionLine {
    name: Message,
    votes: u64,
}

/// Steps shown before the others are folded.
const SHOWN: usize = 3;

/// The shares of an outcome that was counted by Equal Shares.
pub fn shares(outcome: &Outcome) -> Option<&Shares> {
    match &outcome.decision {
        Decided::Budget(count) => match &count.rounds {
            Rounds::Shares(shares) => Some(shares),
            Rounds::Queue(_) | Rounds::Exact(_) | Rounds::Loads(_) | Rounds::Parts(_) => None,
        },
        Decided::Motion(_) => None,
    }
}

/// Says how a contest was counted; without figures where they are withheld.
pub fn explain(what: &Explanation<'_>, counted: Option<&Counted>) -> Explained {
    let Some(counted) = counted else {
        return Explained { rows: what.rows_without_figures(), ..Explained::default() };
    };
    if let Some(motion) = motion_of(counted) {
        return Explained {
            motion: Some(motion_shown(motion, counted.outcome.blank)),
            ..Explained::default()
        };
    }
    let outcome = &counted.outcome;
    let (shares_shown, mut steps, reasons) = match &outcome.decision {
        Decided::Budget(count) => match &count.rounds {
            Rounds::Shares(shares) => (
                Some(what.shares_shown(outcome, shares)),
                what.purchases(shares),
                what.reasons_of_shares(shares, counted),
            ),
            Rounds::Queue(rounds) => (None, what.turns(rounds), what.reasons_of_queue(rounds)),
            Rounds::Exact(_) | Rounds::Loads(_) | Rounds::Parts(_) => {
                (None, Vec::new(), Vec::new())
            }
        },
        Decided::Motion(_) => (None, Vec::new(), Vec::new()),
    };
    let ties = match &outcome.decision {
        Decided::Budget(count) => count.ties.iter().map(|tie| what.tie(tie)).collect(),
        Decided::Motion(_) => Vec::new(),
    };
    let more_steps = steps.split_off(steps.len().min(SHOWN));
    Explained {
        shares: shares_shown,
        more_count: more_steps.len(),
        steps,
        more_steps,
        rows: what.rows(outcome, reasons),
        ties,
        motion: None,
    }
}

impl Explanation<'_> {
    fn money(&self, minor: u64) -> Amount {
        amount(self.papers, Money::from_minor(minor).unwrap_or_default())
    }

    fn shares_shown(&self, outcome: &Outcome, shares: &Shares) -> SharesShown {
        let rounded = |fraction: &morada_engine::tally::Fraction| {
            fraction.decimal(0).parse().unwrap_or_default()
        };
        let start = shares.runs.first().map_or(&shares.voter_budget, |run| &run.voter_budget);
        let raised = shares.voter_budget > *start;
        SharesShown {
            budget: amount(self.papers, outcome.budget),
            voters: outcome.valid,
            start: self.money(rounded(start)),
            end: raised.then(|| self.money(rounded(&shares.voter_budget))),
            figures: figures(),
        }
    }

    fn purchases(&self, shares: &Shares) -> Vec<Step> {
        let mut spent = 0;
        let step = |(number, purchase): (u64, &morada_engine::tally::budget::Purchase)| {
            let before = spent;
            spent += purchase.cost;
            let full = purchase.supporters - purchase.paid_all_they_had;
            let price = purchase.max_payment.decimal(0).parse().unwrap_or_default();
            let mut what = Vec::new();
            if full > 0 {
                what.push(
                    Message::new("observer.result-step-paid")
                        .count("n", full)
                        .money("money", self.money(price)),
                );
            }
            if purchase.paid_all_they_had > 0 {
                what.push(
                    Message::new("observer.result-step-all").count("n", purchase.paid_all_they_had),
                );
            }
            let who = Message::new("observer.result-step-who")
                .count("people", purchase.supporters)
                .money("cost", self.money(purchase.cost));
            self.step(number, purchase.option, who, what, Some((before, purchase.cost)))
        };
        (1..).zip(&shares.purchases).map(step).collect()
    }

    fn turns(&self, rounds: &[QueueRound]) -> Vec<Step> {
        let mut spent = 0;
        let step = |(number, round): (u64, &QueueRound)| {
            let votes = u64::try_from(round.votes).unwrap_or_default();
            let who = Message::new("observer.result-step-votes")
                .count("votes", votes)
                .money("cost", self.money(round.cost));
            let left = self.money(round.left);
            let funded = self.funded.contains(&round.option);
            let what = match round.decision {
                Decision::Funded | Decision::Helped { .. } => {
                    Message::new("observer.result-step-funded").money("money", left)
                }
                Decision::TooDear => Message::new("observer.result-step-dear").money("money", left),
                Decision::Stopped => Message::new("observer.result-step-stopped"),
                Decision::GivesWay { .. } => Message::new("observer.why-other"),
            };
            let before = spent;
            if funded {
                spent += round.cost;
            }
            self.step(number, round.option, who, vec![what], funded.then_some((before, round.cost)))
        };
        (1..).zip(rounds).map(step).collect()
    }

    fn step(
        &self,
        number: u64,
        option: usize,
        who: Message,
        what: Vec<Message>,
        spends: Option<(u64, u64)>,
    ) -> Step {
        let shown = self.options[option].clone();
        let (before, cost) = spends.unwrap_or_default();
        let spent = self.money(before + cost);
        let piece = |size, fill: &str| Piece { size, fill: fill.to_owned(), number: None };
        let bar = spends.map(|_| Bar {
            pieces: [piece(before, "done"), piece(cost, "now")]
                .into_iter()
                .filter(|piece| piece.size > 0)
                .collect(),
            whole: self.contest.budget.minor(),
        });
        Step {
            number,
            title_text: shown.title.text.clone(),
            shown,
            who,
            what,
            bar,
            bar_label: Message::new("observer.result-step-bar")
                .count("n", number)
                .money("spent", spent.clone())
                .money("whole", amount(self.papers, self.contest.budget)),
            sum: spends.map(|_| Message::new("observer.result-step-sum").money("money", spent)),
        }
    }

    fn reasons_of_shares(&self, shares: &Shares, counted: &Counted) -> Vec<Message> {
        let left = left_together(shares, &counted.ballots, self.options.len());
        let reason = |(option, left): (usize, &u64)| {
            let bought = shares.purchases.iter().position(|purchase| purchase.option == option);
            match bought {
                Some(step) => Message::new("observer.built-shares")
                    .count("step", step as u64 + 1)
                    .count("n", shares.purchases[step].supporters),
                None if counted.outcome.votes[option] == 0 => Message::new("observer.why-nobody"),
                None => Message::new("observer.why-shares")
                    .money("left", self.money(*left))
                    .money("cost", self.money(counted.outcome.costs[option])),
            }
        };
        left.iter().enumerate().map(reason).collect()
    }

    fn reasons_of_queue(&self, rounds: &[QueueRound]) -> Vec<Message> {
        let reason = |option: usize| {
            let turn = (1..).zip(rounds).find(|(_, round)| round.option == option);
            let Some((step, round)) = turn else { return Message::new("observer.why-other") };
            match round.decision {
                Decision::Funded | Decision::Helped { .. } => {
                    Message::new("observer.built-votes").count("step", step)
                }
                Decision::TooDear => Message::new("observer.why-dear")
                    .money("cost", self.money(round.cost))
                    .money("left", self.money(round.left)),
                Decision::Stopped => Message::new("observer.why-stopped"),
                Decision::GivesWay { .. } => Message::new("observer.why-other"),
            }
        };
        (0..self.options.len()).map(reason).collect()
    }

    /// All projects, most chosen first; equal ones in ballot order.
    fn rows(&self, outcome: &Outcome, reasons: Vec<Message>) -> Vec<Row> {
        let most = outcome.votes.iter().copied().max().unwrap_or_default();
        let mut reasons: Vec<Option<Message>> = reasons.into_iter().map(Some).collect();
        reasons.resize(self.options.len(), Some(Message::new("observer.why-other")));
        let mut order: Vec<usize> = (0..self.options.len()).collect();
        order.sort_by_key(|option| std::cmp::Reverse(outcome.votes[*option]));
        order
            .into_iter()
            .map(|option| {
                let funded = self.funded.contains(&option);
                let votes = outcome.votes[option];
                Row {
                    shown: self.options[option].clone(),
                    votes: Some(votes),
                    support: Some(Support { votes, most, funded }),
                    funded,
                    why: reasons[option].take(),
                }
            })
            .collect()
    }

    fn rows_without_figures(&self) -> Vec<Row> {
        let row = |(option, shown): (usize, &Shown)| Row {
            shown: shown.clone(),
            votes: None,
            support: None,
            funded: self.funded.contains(&option),
            why: None,
        };
        self.options.iter().enumerate().map(row).collect()
    }

    fn tie(&self, tie: &Tie) -> Message {
        use morada_engine::contest::TiePolicy;
        let key = match tie.by {
            TiePolicy::Cheaper => "observer.tie-cheaper",
            TiePolicy::MoreVotes => "observer.tie-more-votes",
            TiePolicy::Lot => "observer.tie-lot",
        };
        let numbers: Vec<String> = tie
            .options
            .iter()
            .map(|option| self.options[*option].face.number.to_string())
            .collect();
        Message::new(key).text("list", numbers.join(", "))
    }
}

fn motion_shown(motion: &morada_engine::tally::motion::Motion, blank: u64) -> MotionShown {
    let line = |name, votes| MotionLine { name: Message::new(name), votes };
    let piece = |size, fill: &str| Piece { size, fill: fill.to_owned(), number: None };
    MotionShown {
        lines: vec![
            line("observer.motion-yes", motion.yes),
            line("observer.motion-no", motion.no),
            line("observer.motion-abstain", motion.abstain),
            line("observer.motion-blank", blank),
        ],
        bar: Bar {
            pieces: vec![piece(motion.yes, "done"), piece(motion.no, "care")],
            whole: motion.yes + motion.no,
        },
        bar_label: Message::new("observer.motion-bar")
            .count("yes", motion.yes)
            .count("no", motion.no),
    }
}
