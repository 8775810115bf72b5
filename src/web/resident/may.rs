//! "Can I take part?" in one process: its questions, answered on the spot. Nothing is stored, nothing is sent on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use morada_engine::eligibility::{
    Applicant, Date, Person, Rule, Standing, Tie, TieKind, sentences,
};
use rocket::{State, get, post};

use super::home::heading;
use crate::app::House;
use crate::app::notice_board::{Notice, notice};
use crate::app::roll::keeping::{Kept, names_of};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::leaf::Part;
use crate::web::roll::may::{asked, lacking, no, on_the_list, yes};
use crate::web::roll::votes::contest_line;
use crate::web::roll::words::sentence;
use crate::web::staff::typed::Typed;

/// Asks.
#[get("/<lang>/p/<process>/may")]
pub async fn ask(lang: Lang, process: ProcessSlug, house: &State<Arc<House>>) -> Answered {
    let notice = known(house, &process).await?;
    let typed = <Typed as Default>::default();
    let page = asked(&rule(&notice), &base(lang, &process), &typed, Faults::none());
    Ok(page.within(heading(&notice, lang)).into())
}

/// A process that says who votes.
async fn known(house: &House, process: &ProcessSlug) -> Result<Notice, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    if notice.process.says_who_votes() { Ok(notice) } else { Err(Problem::NotFound) }
}

fn base(lang: Lang, process: &ProcessSlug) -> String {
    format!("/{lang}/p/{}", process.0)
}

fn areas(notice: &Notice) -> BTreeSet<String> {
    names_of(&notice.place.id, &notice.areas)
}

fn rule(notice: &Notice) -> Rule {
    notice.process.electorate.rule_in(&areas(notice))
}

/// Answers.
#[post("/<lang>/p/<process>/may", data = "<form>")]
pub async fn answer(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    house: &State<Arc<House>>,
) -> Answered {
    let (typed, notice) = (form.0, known(house, &process).await?);
    let (rule, base) = (rule(&notice), base(lang, &process));
    let lacking = match lacking(&rule, &typed) {
        Ok(lacking) => lacking,
        Err(faults) => {
            let page = asked(&rule, &base, &typed, faults);
            return Ok(page.within(heading(&notice, lang)).into());
        }
    };
    let mut leaf = if lacking.is_empty() {
        let ballots = ballots(lang, &notice, &typed.get("area"));
        let mut leaf = yes().with(Part::new(Message::new("voters.yours")).list(ballots));
        if let Ok(kept) = Kept::load(house, &notice.place.id).await {
            leaf = leaf
                .with(Part::plain().say(Message::new("voters.on-the-list")))
                .with(on_the_list(&format!("/{lang}/roll/{}", kept.place.id)));
        }
        leaf
    } else {
        no(lacking)
    };
    let said = sentences(&rule).iter().map(sentence).collect();
    leaf = leaf.with(Part::new(Message::new("roll.front-rule")).list(said));
    let leaf = leaf.back(Message::new("voters.to-process"), base);
    Ok(leaf.page().within(heading(&notice, lang)).unkept().into())
}

/// In which contests somebody of `area` votes who is all the rule asks for; where a contest asks for more, it says so.
fn ballots(lang: Lang, notice: &Notice, area: &str) -> Vec<Message> {
    let electorate = &notice.process.electorate;
    // Whoever answered yes everywhere: old, here for ever, and well assured.
    let day = Date::new(2000, 1, 1).expect("a day of the calendar");
    let long_ago = Date::new(1850, 1, 1).expect("a day of the calendar");
    let kind = electorate.rule.basis.first().copied().unwrap_or(TieKind::Residence);
    let tie = Tie { kind, area: area.to_owned(), from: long_ago, to: None, assurance: u8::MAX };
    let person = Person {
        birth: Some(long_ago),
        of_age_from: BTreeMap::new(),
        ties: vec![tie],
        roles: BTreeSet::new(),
    };
    let who = Applicant { person: &person, asked_on: long_ago, day };
    let areas = areas(notice);
    let line = |contest: &crate::app::roll::ballots::ContestSetup| {
        let standing = electorate.standing(&contest.voters, &areas, who);
        let shown = !matches!(standing, Standing::Not(_));
        shown.then(|| contest_line(lang, &notice.process, contest, &standing))
    };
    notice.contests.iter().filter_map(line).collect()
}
