//! In which contests somebody votes, in words: for the holder of a card, for the desk, and for whoever asks.

use morada_engine::eligibility::{ContestVoters, Reason, Standing};

use super::leaf::Part;
use super::words::said;
use crate::app::roll::ballots::{Ballots, ContestSetup, Mark, Theirs};
use crate::app::roll::closing::Process;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::site::words_in;

/// The name of a contest for the reader.
pub(in crate::web) fn name(lang: Lang, process: &Process, contest: &ContestSetup) -> Message {
    said(&words_in(&contest.title, lang, &process.languages).text)
}

/// A contest and how somebody stands to it; what it asks for beyond its process stands behind.
pub(in crate::web) fn contest_line(
    lang: Lang,
    process: &Process,
    contest: &ContestSetup,
    standing: &Standing,
) -> Message {
    let key = match standing {
        Standing::Votes => "voters.votes",
        Standing::MayChoose => "voters.may-choose",
        Standing::Not(_) => "voters.votes-not",
    };
    let mut more = more(&contest.voters);
    if let Standing::Not(reasons) = standing {
        more = reasons.iter().map(|reason| why(*reason)).collect();
    }
    let contest = name(lang, process, contest);
    if more.is_empty() {
        return Message::new(key).said("contest", contest);
    }
    let line = Message::new(key).said("contest", contest);
    Message::new("voters.line").said("line", line).all("more", more)
}

/// What a contest asks for beyond its process.
pub(in crate::web) fn more(voters: &ContestVoters) -> Vec<Message> {
    let age = voters.min_age.map(|age| Message::new("voters.from-age").count("n", u64::from(age)));
    let months = voters.min_months;
    let months = months.map(|n| Message::new("voters.from-months").count("n", u64::from(n)));
    age.into_iter().chain(months).collect()
}

fn why(reason: Reason) -> Message {
    Message::new(match reason {
        Reason::UnderAge => "voters.not-age",
        Reason::NoTieInAreaOnDate => "voters.not-area",
        Reason::AssuranceTooLow => "voters.not-assured",
        Reason::TieTooShort => "voters.not-long",
        Reason::RollClosed => "voters.not-in-time",
        Reason::IncompatibleRole => "voters.not-with-office",
        Reason::DuplicateConfirmed | Reason::AttestationWithdrawn => "voters.not-now",
    })
}

/// What somebody was handed for a contest; nothing if nothing.
pub(in crate::web) fn handed(lang: Lang, process: &Process, theirs: &Theirs) -> Option<Message> {
    let key = match theirs.mark? {
        Mark::Letter => "voters.handed",
        Mark::Spare => "voters.replaced",
    };
    Some(Message::new(key).said("contest", name(lang, process, &theirs.contest)))
}

/// The part of one's own page that says where one votes.
pub(super) fn own_part(lang: Lang, ballots: &Ballots) -> Part {
    let process = &ballots.process;
    let title = words_in(&process.title, lang, &process.languages).text;
    let lines = ballots.contests.iter().flat_map(|theirs| {
        let stands = contest_line(lang, process, &theirs.contest, &theirs.standing);
        std::iter::once(stands).chain(handed(lang, process, theirs))
    });
    let part = Part::new(Message::new("voters.of").text("process", title)).list(lines.collect());
    let waits = ballots
        .contests
        .iter()
        .any(|theirs| theirs.mark.is_none() && !matches!(theirs.standing, Standing::Not(_)));
    let part = if waits { part.say(Message::new("voters.where")) } else { part };
    part.link(
        said(&words_in(&process.title, lang, &process.languages).text),
        format!("/{lang}/p/{}", process.id),
    )
}
