//! Suggesting that two proposals become one, and taking down what an author says at a desk.

use std::sync::Arc;

use morada_engine::permit::Permit;
use morada_engine::permit::act::{AnswerProposal, WriteOnBehalf};
use morada_engine::roll::RequestCode;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, named, sheet};
use crate::app::House;
use crate::app::evaluation::join::{
    Answering, Both, JoinAnswers, Word, answer, open, suggest, waiting_for, withdraw,
};
use crate::app::proposals::Season;
use crate::app::proposals::draft::mine;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::{DeskError, Wrong, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::said;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};

async fn joins(
    house: &House,
    who: &AtDesk,
    slug: &ProcessSlug,
) -> Result<(Setup, Season, Permit<AnswerProposal>), Problem> {
    let setup = process::load(house, who, slug).await?;
    let permit = permits::permit(house, &who.0, &slug.0).await.map_err(wrong::problem)?;
    let season = Season::load(house, &slug.0).await.map_err(wrong::problem)?;
    Ok((setup, season, permit))
}

/// What was suggested and waits, and the next suggestion.
#[get("/<lang>/desk/p/<process>/evaluation/join")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (setup, season, _) = joins(house, &who, &process).await?;
    let typed = JoinAnswers::default();
    Ok(page(lang, &who, house, &setup, &season, &typed, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    setup: &Setup,
    season: &Season,
    typed: &JoinAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let base = base(lang, &ProcessSlug(setup.process.id.clone()));
    let mut page = sheet(lang, who, setup, say("evaluation.join-title"))
        .lead(say("evaluation.join-lead"))
        .faults(faults.clone());
    for both in open(house, season, lang.code()).await.map_err(wrong::problem)? {
        let back = Form::new(format!("{base}/join/back"), say("staff.take-back"))
            .hidden("id", both.joining.id.clone());
        page = page.with(waiting(&both).form(back));
    }
    let line = |name: &str, value: &str, label: &str| {
        Input::text(name, value, say(label)).fault_in(&faults)
    };
    let form = Form::new(format!("{base}/join"), say("evaluation.join-go"))
        .go()
        .input(line("part", &typed.part, "evaluation.join-part"))
        .input(line("whole", &typed.whole, "evaluation.join-whole"))
        .input(line("words", &typed.words, "evaluation.reason").area());
    Ok(page.with(Section::new(say("evaluation.join-new")).form(form)))
}

/// A suggestion, with everybody whose word it waits for.
fn waiting(both: &Both) -> Section {
    let say = Message::new;
    let [part, whole] = &both.sides;
    let mut lines = Vec::new();
    for side in &both.sides {
        for (author, yes) in &side.authors {
            let key = if *yes { "evaluation.join-agreed" } else { "evaluation.join-not-yet" };
            lines.push(say(key).text("who", author.shown.as_str()));
        }
    }
    Section::new(
        say("evaluation.join-both")
            .said("part", named(&part.proposal, part.text.as_ref()))
            .said("whole", named(&whole.proposal, whole.text.as_ref())),
    )
    .paragraph(said(&both.joining.words))
    .list(lines)
}

/// Suggests it.
#[post("/<lang>/desk/p/<process>/evaluation/join", data = "<form>")]
pub async fn suggest_it(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (setup, season, permit) = joins(house, &who, &process).await?;
    let typed = form.0;
    let answers = JoinAnswers {
        part: typed.get("part"),
        whole: typed.get("whole"),
        words: typed.get("words"),
    };
    let done = suggest(house, &permit, &season, &answers, lang.code());
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| page(lang, &who, house, &setup, &season, &answers, faults).await;
    deed::answer(&typed, done, on, again).await
}

/// Takes a suggestion back.
#[post("/<lang>/desk/p/<process>/evaluation/join/back", data = "<form>")]
pub async fn take_back(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (_, season, permit) = joins(house, &who, &process).await?;
    let done = withdraw(house, &permit, &season, &form.0.get("id")).await;
    done.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(show(lang, process))).into())
}

async fn at_desk(
    house: &House,
    who: &AtDesk,
    slug: &ProcessSlug,
) -> Result<(Setup, Season, Permit<WriteOnBehalf>), Problem> {
    let setup = process::load(house, who, slug).await?;
    let permit = permits::permit_in_own_place(&who.0, &setup.place.id).map_err(wrong::problem)?;
    let season = Season::load(house, &slug.0).await.map_err(wrong::problem)?;
    Ok((setup, season, permit))
}

/// Asks for the code of a proposal that a desk has sent, and what its author says.
#[get("/<lang>/desk/p/<process>/evaluation/join/desk?<done>")]
pub async fn desk_form(
    lang: Lang,
    process: ProcessSlug,
    done: Option<bool>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (setup, ..) = at_desk(house, &who, &process).await?;
    let mut page = desk_page(lang, &who, &setup, ("", ""), Faults::none());
    if done == Some(true) {
        page = page.with(Section::plain().paragraph(Message::new("evaluation.join-desk-done")));
    }
    Ok(page.into())
}

fn desk_page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    (code, word): (&str, &str),
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let base = base(lang, &ProcessSlug(setup.process.id.clone()));
    let words = vec![
        (String::new(), say("evaluation.verdict-none")),
        ("agree".to_owned(), say("evaluation.join-yes")),
        ("decline".to_owned(), say("evaluation.join-no")),
    ];
    let form = Form::new(format!("{base}/join/desk"), say("evaluation.join-desk-go"))
        .go()
        .input(Input::text("code", code, say("proposals.code")).fault_in(&faults))
        .input(
            Input::one_of("word", word, say("evaluation.join-desk-word"), words).fault_in(&faults),
        );
    sheet(lang, who, setup, say("evaluation.join-desk-title"))
        .lead(say("evaluation.join-desk-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// What was said, from the value of a form.
fn word(typed: &str) -> Option<Word> {
    match typed {
        "agree" => Some(Word::Agree),
        "decline" => Some(Word::Decline),
        _ => None,
    }
}

/// Takes down what an author says.
#[post("/<lang>/desk/p/<process>/evaluation/join/desk", data = "<form>")]
pub async fn answer_for(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (setup, season, permit) = at_desk(house, &who, &process).await?;
    let (code, typed) = (form.0.get("code"), form.0.get("word"));
    let done = async {
        let unknown = || DeskError::fault("code", Wrong::NoSuchCode);
        let parsed = RequestCode::parse(&code).map_err(|_| unknown())?;
        let mine = match mine(house, &process.0, &parsed).await {
            Ok(mine) => mine,
            Err(DeskError::Unknown) => return Err(unknown()),
            Err(error) => return Err(error),
        };
        let word = word(&typed).ok_or_else(|| DeskError::fault("word", Wrong::NothingChosen))?;
        let answering = Answering::Desk { permit: &permit, mine: &mine };
        let waits = waiting_for(house, &season, &answering, lang.code()).await?;
        let first = waits.first().ok_or_else(|| DeskError::fault("code", Wrong::NothingWaits))?;
        answer(house, &season, &answering, &first.joining.id, word).await
    };
    let on = |()| Redirect::to(uri!(desk_form(lang, process.clone(), Some(true))));
    let again = async |faults| Ok(desk_page(lang, &who, &setup, (&code, &typed), faults));
    deed::answer(&form.0, done, on, again).await
}
