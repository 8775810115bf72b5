//! Who votes, as a form: in a process, and in one of its contests.

use morada_engine::eligibility::TieKind;

use super::desk::said;
use super::sheet::Input;
use super::typed::Typed;
use crate::app::roll::people::tie_name;
use crate::app::staff::setup::contests::ContestAnswers;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::setup::voters::VotersAnswers;
use crate::i18n::message::Message;
use crate::web::roll::words::tie;

/// What was typed about who votes in a process.
pub fn typed(typed: &Typed) -> VotersAnswers {
    let field = |name: &str| typed.get(name);
    VotersAnswers {
        minimum_age: field("minimum_age"),
        basis: typed.all("basis"),
        min_months: field("min_months"),
        on: field("on"),
        on_day: field("on_day"),
        roll_closes: field("roll_closes"),
        min_assurance: field("min_assurance"),
        choice: field("choice"),
        choice_most: field("choice_most"),
    }
}

/// The fields about a process.
pub fn inputs(answers: &VotersAnswers) -> Vec<Input> {
    let say = Message::new;
    let line = |name: &str, value: &str, label| Input::text(name, value, say(label));
    let some = |all: &[(&str, &'static str)]| -> Vec<(String, Message)> {
        all.iter().map(|(name, key)| ((*name).to_owned(), Message::new(key))).collect()
    };
    let ties = [TieKind::Residence, TieKind::Work, TieKind::Study, TieKind::CareOf];
    let ties = ties.into_iter().map(|one| (tie_name(one).to_owned(), tie(one))).collect();
    let days = some(&[
        ("opening", "voters.on-opening"),
        ("closing", "voters.on-closing"),
        ("day", "voters.on-other"),
    ]);
    let levels = some(&[
        ("2", "roll.level-attested"),
        ("3", "roll.level-shown"),
        ("4", "roll.level-matched"),
    ]);
    let choices = some(&[
        ("own", "voters.choice-own"),
        ("others", "voters.choice-others"),
        ("any", "voters.choice-any"),
    ]);
    vec![
        line("minimum_age", &answers.minimum_age, "staff.minimum-age"),
        Input::any_of("basis", &answers.basis, say("staff.residence"), ties)
            .hint(say("staff.residence-hint")),
        line("min_months", &answers.min_months, "roll.rule-min-months"),
        Input::one_of("on", &answers.on, say("voters.on"), days),
        line("on_day", &answers.on_day, "voters.on-day").kind("date"),
        line("roll_closes", &answers.roll_closes, "voters.roll-closes")
            .kind("date")
            .hint(say("voters.roll-closes-hint")),
        Input::one_of("min_assurance", &answers.min_assurance, say("voters.assurance"), levels),
        Input::one_of("choice", &answers.choice, say("voters.choice"), choices),
        line("choice_most", &answers.choice_most, "voters.choice-most"),
    ]
}

/// The fields about one contest.
pub fn contest_inputs(setup: &Setup, answers: &ContestAnswers) -> Vec<Input> {
    let say = Message::new;
    let line = |name: &str, value: &str, label| Input::text(name, value, say(label));
    let mut inputs = Vec::new();
    if !setup.areas.is_empty() {
        let areas = setup.areas.iter().map(|area| (area.name.clone(), said(&area.name)));
        inputs.push(
            Input::any_of("areas", &answers.areas, say("voters.areas"), areas.collect())
                .hint(say("voters.areas-hint")),
        );
    }
    inputs.push(line("own_age", &answers.own_age, "voters.own-age").hint(say("voters.own-hint")));
    inputs.push(line("own_months", &answers.own_months, "voters.own-months"));
    inputs
}
