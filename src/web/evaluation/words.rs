//! Verdicts, outcomes and what is missing, in words.

use morada_engine::proposal::evaluation::{Finding, Open, Verdict};

use crate::app::evaluation::Evaluation;
use crate::app::evaluation::kept::{Asked, ChecklistLine, EvaluationRules};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::resident::home::amount;
use crate::web::roll::words::said;

/// A verdict.
pub fn verdict(verdict: Verdict) -> Message {
    Message::new(match verdict {
        Verdict::Met => "evaluation.verdict-met",
        Verdict::NotMet => "evaluation.verdict-not-met",
        Verdict::NotOurs => "evaluation.verdict-not-ours",
    })
}

/// A criterion in the reader's language, or in the first of the process.
pub fn criterion(line: &ChecklistLine, lang: Lang) -> Message {
    said(line.text.in_language(lang.code(), &[]).map_or("", |text| text.text.as_str()))
}

/// A criterion by its name, inside a sentence that goes on: without its own full stop.
pub fn criterion_named(rules: &EvaluationRules, name: &str, lang: Lang) -> Message {
    let line = rules.criteria.iter().find(|line| line.name == name);
    let text = line.and_then(|line| line.text.in_language(lang.code(), &[]));
    said(text.map_or(name, |text| text.text.trim_end_matches('.')))
}

/// What follows, as a tag.
pub fn outcome_tag(finding: &Finding) -> (&'static str, &'static str, Message) {
    match finding {
        Finding::Feasible { .. } => {
            ("tag--now", "circle-check", Message::new("proposals.state-feasible"))
        }
        Finding::Infeasible { .. } => {
            ("tag--no", "circle-x", Message::new("proposals.state-infeasible"))
        }
    }
}

/// What is missing before anything follows.
pub fn missing(open: &Open, rules: &EvaluationRules, lang: Lang) -> Message {
    let say = Message::new;
    match open {
        Open::NobodyAsked => say("evaluation.open-asked"),
        Open::NotAnswered(n) => say("evaluation.open-answers").count("n", *n as u64),
        Open::NobodyJudged(name) => {
            say("evaluation.open-judged").said("criterion", criterion_named(rules, name, lang))
        }
        Open::NoPrice => say("evaluation.open-price"),
    }
}

/// Everything that a department said, line by line.
pub fn verdict_lines(lang: Lang, evaluation: &Evaluation, asked: &Asked) -> Vec<Message> {
    let say = Message::new;
    let Some(answer) = &asked.answer else { return vec![say("evaluation.no-answer")] };
    let judged = answer.report.judged.iter().map(|judged| {
        let key =
            if judged.reason.is_empty() { "evaluation.judged" } else { "evaluation.reasoned" };
        say(key)
            .said("criterion", criterion_named(&evaluation.rules, &judged.criterion, lang))
            .said("verdict", verdict(judged.verdict))
            .text("reason", judged.reason.as_str())
    });
    let place = &evaluation.season.notice.place;
    let costs = answer.report.estimate.iter().flat_map(|estimate| {
        let between = say("evaluation.costs")
            .money("likely", amount(place, estimate.likely()))
            .money("lowest", amount(place, estimate.lowest()))
            .money("highest", amount(place, estimate.highest()));
        let upkeep = say("evaluation.upkeep").money("sum", amount(place, estimate.upkeep()));
        [between, upkeep]
    });
    judged.chain(costs).collect()
}
