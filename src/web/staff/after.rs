//! While voting is on, and after it: turnout, the seed and the count, the publication.

use std::sync::Arc;

use morada_engine::permit::act::{CountBallot, PublishResult, SeeTurnout};
use morada_engine::phase::BoxState;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::{said, text};
use super::opening::people;
use super::sheet::{Form, Input, Row, Section, Sheet, Table};
use super::typed::Typed;
use super::{AtDesk, deed, process, wrong};
use crate::app::House;
use crate::app::staff::after_close::{
    Matter, SeedAnswers, confirm_publishing, confirm_seed, propose_seed, publication_now, waiting,
};
use crate::app::staff::confirm::Waiting;
use crate::app::staff::news::{Shown, newest, turnout};
use crate::app::staff::outgoing::{Fate, PUBLISH, SEED, newest_fate};
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// How many have voted. There is no other figure before the result is public.
#[get("/<lang>/desk/p/<process>/turnout")]
pub async fn turnout_page(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let setup = process::load(house, &who, &process).await?;
    let permit =
        permits::permit::<SeeTurnout>(house, &who.0, &process.0).await.map_err(wrong::problem)?;
    let mut section = Section::plain();
    match turnout(house, &permit).await.map_err(wrong::problem)? {
        None => section = section.paragraph(say("staff.turnout-none")),
        Some(found) => {
            let voted = say("staff.voted");
            let columns = vec![say("staff.contest"), voted.clone()];
            let mut table = Table::new(say("staff.turnout"), columns);
            for contest in &setup.contests {
                let count = match found.voted.get(&contest.id) {
                    Some(Shown::Exactly(n)) => say("staff.number-of").count("n", *n),
                    Some(Shown::Few) => say("staff.few"),
                    None => say("staff.number-of").count("n", 0),
                };
                let title = text(lang, &setup, &contest.title);
                table = table.row(Row::new(title, None).cell(voted.clone(), count));
            }
            let at = Moment::new(found.as_of, &setup.place.time_zone);
            section = section.table(table).paragraph(say("staff.as-of").moment("at", at));
            if let Some(seal) = found.seal {
                section = section.paragraph(say("staff.seal").text("seal", seal));
            }
        }
    }
    let sheet = process::sheet(lang, &who, &setup, say("staff.turnout"))
        .lead(say("staff.turnout-lead"))
        .with(section);
    Ok(sheet.into())
}

/// The seed and its minutes.
#[get("/<lang>/desk/p/<process>/count")]
pub async fn count_page(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let nothing = <Typed as Default>::default();
    Ok(count_sheet(lang, &who, &process, house, &nothing, Faults::none()).await?.into())
}

async fn count_sheet(
    lang: Lang,
    who: &AtDesk,
    process: &ProcessSlug,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let setup = process::load(house, who, process).await?;
    let half = permits::one_of_two::<CountBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let found = waiting(house, &half).await.map_err(wrong::problem)?;
    let fate = newest_fate(house, &process.0, SEED).await?;
    let sheet = process::sheet(lang, who, &setup, say("staff.count"))
        .lead(say("staff.count-lead"))
        .refused(fate.as_ref());
    if setup.ballot_box != BoxState::Closed {
        let state = if setup.ballot_box < BoxState::Closed {
            "staff.count-early"
        } else {
            "staff.count-done"
        };
        return Ok(sheet.with(Section::plain().paragraph(say(state))));
    }
    let base = process::base(lang, &setup);
    let news = newest(house, &process.0).await?;
    if news.is_some_and(|(news, _)| news.count_waits) {
        let section = Section::plain()
            .paragraph(say("staff.count-waits"))
            .link(say("observer.witness-title"), format!("/{lang}/p/{}/audit/witness", process.0));
        return Ok(sheet.with(section));
    }
    if matches!(fate, Some(Fate::OnTheWay | Fate::Done)) {
        let section = Section::plain()
            .paragraph(say("staff.seed-taken"))
            .link(say("staff.files"), format!("{base}/trustees"));
        return Ok(sheet.with(section));
    }
    let action = format!("{base}/count");
    let phrase = Input::text("phrase", "", say("staff.phrase"))
        .hint(
            say("staff.phrase-hint").text("phrase", format!("COUNT {}", year(process.0.as_str()))),
        )
        .fault_in(&faults);
    let zone = setup.place.time_zone.clone();
    let section = if let Some((first, Matter::Seed { seed, minutes })) = found.into_iter().next() {
        let form = Form::new(action, say("staff.confirm-second"))
            .go()
            .hidden("id", first.id.clone())
            .hidden("sha", first.sha.clone())
            .input(phrase);
        confirming(&first, &zone, vec![say("staff.seed-is").text("seed", seed), said(&minutes)])
            .form(form)
    } else {
        let form = Form::new(action, say("staff.confirm-first"))
            .go()
            .input(
                Input::text("seed", typed.get("seed"), say("staff.seed"))
                    .hint(say("staff.seed-hint"))
                    .fault_in(&faults),
            )
            .input(
                Input::text("minutes", typed.get("minutes"), say("staff.minutes"))
                    .area()
                    .hint(say("staff.minutes-hint"))
                    .fault_in(&faults),
            )
            .input(phrase);
        Section::new(say("staff.two-people")).people(people(None, &zone)).form(form)
    };
    Ok(sheet.faults(faults).with(section))
}

fn confirming(first: &Waiting, zone: &str, what: Vec<Message>) -> Section {
    Section::new(Message::new("staff.two-people")).people(people(Some(first), zone)).list(what)
}

/// The year that ends a process's name, or its whole name: what phrases end with.
pub fn year(process: &str) -> &str {
    let last = process.rsplit('-').next().unwrap_or_default();
    let year = last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit());
    if year { last } else { process }
}

/// Proposes the seed, or confirms it as the second of two.
#[post("/<lang>/desk/p/<process>/count", data = "<form>")]
pub async fn count(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let half = permits::one_of_two::<CountBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let (id, sha, phrase) = (typed.get("id"), typed.get("sha"), typed.get("phrase"));
    let done = async {
        if id.is_empty() {
            let answers = SeedAnswers { seed: typed.get("seed"), minutes: typed.get("minutes") };
            propose_seed(house, &half, &answers, &phrase).await
        } else {
            confirm_seed(house, half, &id, &sha, &phrase).await
        }
    };
    let on = |()| Redirect::to(uri!(count_page(lang, process.clone())));
    let again = async |faults| count_sheet(lang, &who, &process, house, &typed, faults).await;
    deed::answer(&typed, done, on, again).await
}

/// What would be published.
#[get("/<lang>/desk/p/<process>/publish")]
pub async fn publish_page(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    Ok(publish_sheet(lang, &who, &process, house, Faults::none()).await?.into())
}

async fn publish_sheet(
    lang: Lang,
    who: &AtDesk,
    process: &ProcessSlug,
    house: &House,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let setup = process::load(house, who, process).await?;
    let half = permits::one_of_two::<PublishResult>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let (matter, sha) = publication_now(house, &half).await.map_err(wrong::problem)?;
    let found = waiting(house, &half).await.map_err(wrong::problem)?;
    let first = found.into_iter().map(|(first, _)| first).find(|first| first.sha == sha);
    let fate = newest_fate(house, &process.0, PUBLISH).await?;
    let sheet = process::sheet(lang, who, &setup, say("staff.publish"))
        .lead(say("staff.publish-lead"))
        .refused(fate.as_ref());
    if setup.ballot_box != BoxState::Counted {
        let state = if setup.ballot_box < BoxState::Counted {
            "staff.publish-early"
        } else {
            "staff.publish-done"
        };
        return Ok(sheet.with(Section::plain().paragraph(say(state))));
    }
    let button = if first.is_some() { "staff.confirm-second" } else { "staff.confirm-first" };
    let form = Form::new(format!("{}/publish", process::base(lang, &setup)), say(button))
        .go()
        .hidden("sha", sha)
        .input(
            Input::text("phrase", "", say("staff.phrase"))
                .hint(
                    say("staff.phrase-hint")
                        .text("phrase", format!("PUBLISH {}", year(process.0.as_str()))),
                )
                .fault_in(&faults),
        );
    let section = Section::new(say("staff.two-people"))
        .people(people(first.as_ref(), &setup.place.time_zone))
        .list(published(lang, &setup, &matter))
        .form(form);
    Ok(sheet.faults(faults).with(section))
}

fn published(lang: Lang, setup: &Setup, matter: &Matter) -> Vec<Message> {
    let Matter::Publish { roll, seal } = matter else { return Vec::new() };
    let title = |id| {
        let contest = setup.contests.iter().find(|contest| contest.id == id);
        contest.map(|contest| text(lang, setup, &contest.title))
    };
    let mut lines: Vec<Message> = Vec::new();
    for sums in roll {
        lines.extend(title(sums.contest.clone()));
        lines.push(
            Message::new("staff.roll-line")
                .count("handed", sums.handed)
                .count("reissued", sums.reissued)
                .count("paper", sums.paper),
        );
    }
    lines.push(Message::new("staff.seal").text("seal", seal.as_str()));
    lines
}

/// Confirms the publication, as the first or the second of two.
#[post("/<lang>/desk/p/<process>/publish", data = "<form>")]
pub async fn publish(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = permits::one_of_two::<PublishResult>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let (sha, phrase) = (form.0.get("sha"), form.0.get("phrase"));
    let done = confirm_publishing(house, half, &sha, &phrase);
    let on = |_| Redirect::to(uri!(publish_page(lang, process.clone())));
    let again = async |faults| {
        publish_sheet(lang, &who, &process, house, super::opening::at_phrase(faults)).await
    };
    deed::answer(&form.0, done, on, again).await
}
