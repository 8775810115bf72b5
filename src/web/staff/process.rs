//! One process: what is set up, what is missing, and the way to each topic.

use std::sync::Arc;

use rocket::{State, get};

use super::desk::{endonym, phase_name, said, text};
use super::sheet::{Row, Section, Sheet, Table, Tag};
use super::{AtDesk, refused, wrong};
use crate::app::House;
use crate::app::staff::checks::{Check, DatesFound, Found, InForce, State as CheckState, checks};
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::params::ProcessSlug;
use morada_engine::permit::act::{DraftBallot, OpenBallot, SeeTurnout};

/// The pages of the two ballot officers.
const OFFICERS_PAGES: [(&str, &str); 5] = [
    ("staff.open-ballot", "open"),
    ("staff.files", "trustees"),
    ("staff.notices", "notices"),
    ("staff.count", "count"),
    ("staff.publish", "publish"),
];

/// Where the pages of a process begin.
pub fn base(lang: Lang, setup: &Setup) -> String {
    format!("/{lang}/desk/p/{}", setup.process.id)
}

/// A sheet inside a process.
pub fn sheet(lang: Lang, who: &AtDesk, setup: &Setup, title: Message) -> Sheet {
    Sheet::new(lang, title)
        .by(who)
        .under(Message::new("staff.desk"), format!("/{lang}/desk"))
        .under(text(lang, setup, &setup.process.title), base(lang, setup))
}

/// Whether somebody may change what is set up.
pub fn may_draft(who: &AtDesk, setup: &Setup) -> bool {
    permits::permit_in_place::<DraftBallot>(&who.0, &setup.place.id).is_ok()
}

/// Loads a process for somebody who may look at it.
pub async fn load(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
) -> Result<Setup, crate::web::problem::Problem> {
    // Whoever works for the place may look; what they may do is asked at each deed.
    let setup = Setup::load(house, &process.0).await.map_err(wrong::problem)?;
    if who.0.roles_in(&setup.place.id).is_empty() {
        return Err(crate::web::problem::Problem::NotFound);
    }
    Ok(setup)
}

/// A process.
#[get("/<lang>/desk/p/<process>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = load(house, &who, &process).await?;
    let list = checks(house, &setup).await.map_err(wrong::problem)?;
    let base = base(lang, &setup);
    let standing = setup.standing(house);
    let topics = [
        ("staff.topic-name", "set/name"),
        ("staff.topic-voters", "set/voters"),
        ("staff.topic-dates", "set/dates"),
        ("staff.topic-languages", "set/languages"),
        ("staff.topic-secrecy", "set/secrecy"),
        ("staff.topic-trustees", "set/trustees"),
        ("staff.rules", "rules"),
        ("staff.letters", "letters"),
        ("proposals.desk-title", "proposals"),
        ("evaluation.desk-title", "evaluation"),
        ("texts.title", "texts"),
    ];
    let mut set_up = Section::new(Message::new("staff.set-up"));
    for (key, path) in topics {
        set_up = set_up.link(Message::new(key), format!("{base}/{path}"));
    }
    let mut contests = Section::new(Message::new("staff.contests"));
    for contest in &setup.contests {
        let title = text(lang, &setup, &contest.title);
        contests = contests.link(title, format!("{base}/contests/{}", contest.id));
    }
    contests = contests.link(Message::new("staff.contest-add"), format!("{base}/contests/new"));
    let mut vote =
        Section::new(Message::new("staff.the-vote")).paragraph(phase_name(standing.phase));
    let officer = permits::one_of_two::<OpenBallot>(house, &who.0, &process.0).await.is_ok();
    let shut: &[&str] = if officer { &[] } else { &["open"] };
    if permits::permit::<SeeTurnout>(house, &who.0, &process.0).await.is_ok() {
        vote = vote.link(Message::new("staff.turnout"), format!("{base}/turnout"));
    }
    if officer {
        for (key, path) in OFFICERS_PAGES {
            vote = vote.link(Message::new(key), format!("{base}/{path}"));
        }
    }
    vote = vote.link(Message::new("works.desk-title"), format!("{base}/works"));
    let title = text(lang, &setup, &setup.process.title);
    let sheet = Sheet::new(lang, title)
        .by(&who)
        .under(Message::new("staff.desk"), format!("/{lang}/desk"))
        .with(Section::plain().table(checks_table(lang, &setup, &list, shut)))
        .beside(set_up)
        .beside(contests)
        .beside(vote);
    Ok(sheet.into())
}

/// The list of checks, as the pages of a process and of its opening show it. Nothing leads to the
/// pages in `shut`.
pub fn checks_table(lang: Lang, setup: &Setup, list: &[Check], shut: &[&str]) -> Table {
    let done = list.iter().filter(|check| check.state == CheckState::Done).count();
    let caption =
        Message::new("staff.checks").count("done", done as u64).count("all", list.len() as u64);
    let (what, state) = (Message::new("staff.what"), Message::new("staff.state"));
    let mut table = Table::new(caption, vec![what, state.clone(), Message::new("staff.open-link")]);
    for check in list {
        let (head, under, path) = words(setup, &check.found);
        let row = Row::new(head, Some(under)).tag(state.clone(), tag(check.state));
        let href = format!("{}/{path}", base(lang, setup));
        let open = Message::new("staff.open-link");
        table = table.row(if shut.contains(&path) {
            row.lines(open, Vec::new())
        } else {
            row.link(open.clone(), open, href.trim_end_matches('/'))
        });
    }
    table
}

fn tag(state: CheckState) -> Tag {
    match state {
        CheckState::Done => Tag::new("", "check", Message::new("staff.done")),
        CheckState::CanWait => Tag::new("tag--warn", "info", Message::new("staff.can-wait")),
        CheckState::MustFix => {
            Tag::new("tag--bad", "triangle-alert", Message::new("staff.must-fix"))
        }
    }
}

/// What was looked at, what was found, and the page where it is set right.
fn words(setup: &Setup, found: &Found) -> (Message, Message, &'static str) {
    let say = Message::new;
    match found {
        Found::Rules { version, decision, in_force } => {
            let under = match in_force {
                InForce::Yes => say("staff.check-rules-yes")
                    .count("version", u64::from(version.unwrap_or_default()))
                    .text("decision", decision),
                InForce::Never => say("staff.check-rules-never"),
                InForce::Outdated => say("staff.check-rules-old"),
            };
            (say("staff.check-rules"), under, "rules")
        }
        Found::Dates(found) => {
            let zone = &setup.place.time_zone;
            let under = match found {
                DatesFound::Missing => say("staff.check-dates-none"),
                DatesFound::Over(at) => {
                    say("staff.check-dates-over").moment("at", Moment::new(*at, zone))
                }
                DatesFound::Set(from, to) => say("staff.check-dates-set")
                    .moment("from", Moment::new(*from, zone))
                    .moment("to", Moment::new(*to, zone)),
            };
            (say("staff.check-dates"), under, "set/dates")
        }
        Found::Projects { contests, projects, unpriced, .. } => {
            let under = say("staff.check-projects-found")
                .count("contests", *contests as u64)
                .count("projects", *projects as u64)
                .count("unpriced", *unpriced as u64);
            (say("staff.check-projects"), under, "")
        }
        Found::Languages(languages) => {
            let waiting = languages.iter().map(|l| {
                say("staff.check-languages-of")
                    .text("language", endonym(&l.language))
                    .count("n", l.waiting as u64)
            });
            let under = say("staff.check-languages-found").all("list", waiting.collect());
            (say("staff.check-languages"), under, "set/languages")
        }
        Found::Keys { without, letters } => {
            let under = say("staff.check-keys-found")
                .count("letters", *letters)
                .count("without", without.len() as u64);
            (say("staff.check-keys"), under, "letters")
        }
        Found::Letters { made, handed } => {
            let under = say("staff.check-letters-found").count("made", *made).count("out", *handed);
            (say("staff.check-letters"), under, "letters")
        }
        Found::Officers { officers, teams } => {
            let under = say("staff.check-officers-found")
                .count("officers", *officers as u64)
                .count("teams", *teams as u64);
            (say("staff.check-officers"), under, "open")
        }
        Found::Trustees(found) => {
            let under = match found {
                Some((threshold, shares)) => say("staff.check-trustees-some")
                    .count("threshold", u64::from(*threshold))
                    .count("shares", *shares as u64),
                None => say("staff.check-trustees-none"),
            };
            (say("staff.check-trustees"), under, "set/trustees")
        }
        Found::Witnesses(count) => {
            let under = say("staff.check-witnesses-found").count("count", *count as u64);
            (say("staff.check-witnesses"), under, "set/trustees")
        }
        Found::Batches(least) => {
            let under = say("staff.check-batches-found").count("least", *least);
            (say("staff.check-batches"), under, "set/secrecy")
        }
        Found::HelpLine(line) => (say("staff.check-help"), said(line), ""),
        Found::Sealing(faults) => {
            let under = match faults.split_first() {
                None => say("staff.check-sealing-yes"),
                Some((first, [])) => refused::setup(first),
                Some((first, others)) => say("staff.check-sealing-more")
                    .said("first", refused::setup(first))
                    .count("n", others.len() as u64),
            };
            (say("staff.check-sealing"), under, "open")
        }
    }
}
