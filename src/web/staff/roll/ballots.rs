//! Somebody's ballots at the desk: where they vote, the letters they are handed, and one in the place of a lost one.

use std::sync::Arc;

use morada_engine::eligibility::Standing;
use morada_engine::ids::ElectionId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;
use rocket::{State, post};

use super::change::permit;
use super::entry::entry_sheet;
use super::overview::here;
use crate::app::House;
use crate::app::roll::ballots::{Ballots, Mark, Theirs, ballots_at_desk, hand_letters, hand_spare};
use crate::app::roll::desk::seen_again;
use crate::app::roll::keeping::Kept;
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::roll::votes::{contest_line, handed, more, name};
use crate::web::site::words_in;
use crate::web::staff::sheet::{Form, Input, Section};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// What somebody votes in, process by process, with the letters that can be handed over.
pub(super) fn sections(lang: Lang, base: &str, entry: &str, all: &[Ballots]) -> Vec<Section> {
    all.iter().map(|ballots| section(lang, base, entry, ballots)).collect()
}

fn section(lang: Lang, base: &str, entry: &str, ballots: &Ballots) -> Section {
    let say = Message::new;
    let process = &ballots.process;
    let title = words_in(&process.title, lang, &process.languages).text;
    let mut section = Section::new(say("voters.of").text("process", title));
    let votes = |theirs: &&Theirs| !matches!(theirs.standing, Standing::Not(_));
    let shut = ballots.contests.iter().filter(|theirs| !votes(theirs));
    let shut = shut.map(|theirs| contest_line(lang, process, &theirs.contest, &theirs.standing));
    let done = ballots.contests.iter().filter_map(|theirs| handed(lang, process, theirs));
    section = section.list(done.chain(shut).collect());
    let form = |end: &str, button| {
        Form::new(format!("{base}/{end}"), say(button))
            .hidden("entry", entry)
            .hidden("process", process.id.to_string())
    };
    let open = ballots.contests.iter().filter(votes).filter(|theirs| theirs.mark.is_none());
    let open: Vec<(String, Message)> = open
        .map(|theirs| {
            let standing = &theirs.standing;
            let line = contest_line(lang, process, &theirs.contest, standing);
            let plain = *standing == Standing::Votes && more(&theirs.contest.voters).is_empty();
            let label = if plain { name(lang, process, &theirs.contest) } else { line };
            (theirs.contest.id.to_string(), label)
        })
        .collect();
    if !open.is_empty() {
        // One contest is one letter: there is nothing to choose.
        let chosen: Vec<String> = if open.len() == 1 {
            open.iter().map(|(id, _)| id.clone()).collect()
        } else {
            Vec::new()
        };
        let letters = Input::any_of("contests", &chosen, say("voters.letters"), open)
            .hint(say("voters.letters-hint"));
        section = section.form(form("letters", "voters.hand").go().input(letters));
    }
    let lost = ballots.contests.iter().filter(|theirs| theirs.mark == Some(Mark::Letter));
    let lost: Vec<(String, Message)> = lost
        .map(|theirs| (theirs.contest.id.to_string(), name(lang, process, &theirs.contest)))
        .collect();
    if !lost.is_empty() {
        let which = Input::one_of("contest", "", say("voters.lost"), lost);
        section =
            section.form(form("spare", "voters.spare").input(which.hint(say("voters.spare-hint"))));
    }
    section
}

/// Hands letters over.
#[post("/<lang>/desk/roll/<place>/letters", data = "<form>")]
pub async fn letters(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let kept = here(house, &who, &place).await?;
    let permit = permit(&who, &place)?;
    let process = ElectionId::parse(&typed.get("process"));
    let done = match process {
        Ok(process) => {
            let (entry, chosen) = (typed.get("entry"), typed.all("contests"));
            hand_letters(house, &permit, &entry, &process, &chosen).await
        }
        Err(_) => Err(DeskError::Unknown),
    };
    after(lang, &kept, &permit, &who, house, &typed.get("entry"), done).await
}

/// Hands a letter over in the place of a lost one.
#[post("/<lang>/desk/roll/<place>/spare", data = "<form>")]
pub async fn spare(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let kept = here(house, &who, &place).await?;
    let permit = permit(&who, &place)?;
    let process = ElectionId::parse(&typed.get("process"));
    let done = match process {
        Ok(process) => {
            let (entry, contest) = (typed.get("entry"), typed.get("contest"));
            hand_spare(house, &permit, &entry, &process, &contest).await
        }
        Err(_) => Err(DeskError::Unknown),
    };
    after(lang, &kept, &permit, &who, house, &typed.get("entry"), done).await
}

/// The entry as it stands now, with what did not go.
async fn after(
    lang: Lang,
    kept: &Kept,
    permit: &Permit<ChangeRollEntry>,
    who: &AtDesk,
    house: &House,
    entry: &str,
    done: Result<(), DeskError>,
) -> Answered {
    let faults = match done {
        Ok(()) => Faults::none(),
        Err(error) => wrong::faults(error)?,
    };
    let seen = seen_again(house, permit, entry).await.map_err(wrong::problem)?;
    let ballots = ballots_at_desk(house, permit, entry).await.map_err(wrong::problem)?;
    Ok(entry_sheet(lang, who, kept, &seen, &ballots).faults(faults).into())
}
