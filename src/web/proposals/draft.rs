//! Writing a proposal, one question per page.

use rocket::response::Redirect;
use rocket::{get, post, uri};

use super::guard::{Caller, Writing, base};
use super::words::{area_name, endonym, in_language, said_in_itself, theme_name};
use super::{map, mine as mine_page};
use crate::app::House;
use crate::app::proposals::draft::{Alike, Mine, Question as Step, alike, answer, destroy};
use crate::app::proposals::photo::{drop_photo, set_photo};
use crate::app::proposals::{Answers, MOST_TITLE, MOST_WORDS, THEMES, WHOLE};
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::{Answer, Answered};
use crate::web::csrf::{Posted, PostedFile};
use crate::web::forms::{Faults, Field};
use crate::web::page::Page;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::cookies;
use crate::web::roll::question::{AlikeLink, Question, Radios};
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

fn to(lang: Lang, process: ProcessSlug, step: Step) -> Answer {
    Redirect::to(uri!(show(lang, process, step.name()))).into()
}

fn to_mine(lang: Lang, process: ProcessSlug) -> Answer {
    Redirect::to(uri!(mine_page::show(lang, process))).into()
}

/// Asks one question.
#[get("/<lang>/p/<process>/propose/step/<step>")]
pub async fn show(lang: Lang, process: ProcessSlug, step: &str, caller: Caller<'_>) -> Answered {
    let step = Step::from_name(step).ok_or(Problem::NotFound)?;
    match caller.proposal(&process.0).await? {
        Some(mine) if mine.is_open() && step != Step::Check => {
            let like = similar(caller.house, &mine, step).await?;
            let answers = mine.answers.clone();
            Ok(page(lang, &mine, step, &answers, &Faults::none(), &like, &caller).into())
        }
        _ => Ok(to_mine(lang, process)),
    }
}

/// Similar proposals are shown from the second question on.
async fn similar(house: &House, mine: &Mine, step: Step) -> Result<Vec<Alike>, Problem> {
    if matches!(step, Step::Words | Step::Place) {
        alike(house, mine).await.map_err(wrong::problem)
    } else {
        Ok(Vec::new())
    }
}

/// Keeps the answer to one question and goes on to the next.
#[post("/<lang>/p/<process>/propose/step/<step>", data = "<form>")]
pub async fn answer_step(
    lang: Lang,
    process: ProcessSlug,
    step: &str,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let step = Step::from_name(step).ok_or(Problem::NotFound)?;
    let Some(mine) = caller.proposal(&process.0).await? else {
        return Ok(to_mine(lang, process));
    };
    if step == Step::Photo {
        // Without a file this form takes the photo out.
        drop_photo(caller.house, &mine).await.map_err(wrong::problem)?;
        return Ok(to(lang, process, Step::Photo));
    }
    let mut answers = read(&form.0);
    let pressed = map::pressed(&form.0.get("point.x"), &form.0.get("point.y"));
    if let (Step::Place, Some(point)) = (step, pressed) {
        answers.point = Some(point);
        if let Some(area) = map::area_at(&mine.season.notice.areas, point) {
            answers.area.clone_from(&area.name);
        }
    }
    match answer(caller.house, &mine, step, &answers).await {
        // Whoever pressed the map sees the point before going on.
        Ok(()) if step == Step::Place && pressed.is_some() => Ok(to(lang, process, step)),
        Ok(()) => Ok(to(lang, process, after(step))),
        Err(DeskError::Frozen) => Ok(to_mine(lang, process)),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &mine, step, &answers, &faults, &[], &caller).into())
        }
    }
}

fn after(step: Step) -> Step {
    let mut rest = Step::ALL.into_iter().skip_while(|one| *one != step);
    rest.nth(1).unwrap_or(Step::Check)
}

fn before(step: Step) -> Option<Step> {
    Step::ALL.into_iter().take_while(|one| *one != step).last()
}

fn read(typed: &Typed) -> Answers {
    Answers {
        language: typed.get("language"),
        whose: typed.get("whose"),
        shown: typed.get("shown"),
        title: typed.get("title"),
        words: typed.get("words"),
        area: typed.get("area"),
        landmark: typed.get("landmark"),
        cost_known: typed.get("cost-known"),
        cost: typed.get("cost"),
        theme: typed.get("theme"),
        reach_by: typed.get("reach-by"),
        reach: typed.get("reach"),
        ..Answers::default()
    }
}

/// Adds a photo, and shows the page again.
#[post("/<lang>/p/<process>/propose/photo", data = "<form>")]
pub async fn add_photo(
    lang: Lang,
    process: ProcessSlug,
    _writing: Writing,
    form: PostedFile<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let Some(mine) = caller.proposal(&process.0).await? else {
        return Ok(to_mine(lang, process));
    };
    match set_photo(caller.house, &mine, form.0.file("photo").to_vec()).await {
        Ok(()) => Ok(to(lang, process, Step::Photo)),
        Err(error) => {
            let (faults, answers) = (wrong::faults(error)?, mine.answers.clone());
            Ok(page(lang, &mine, Step::Photo, &answers, &faults, &[], &caller).into())
        }
    }
}

/// Destroys a draft.
#[post("/<lang>/p/<process>/propose/drop", data = "<_form>")]
pub async fn drop_it(
    lang: Lang,
    process: ProcessSlug,
    _form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    if let Some(mine) = caller.proposal(&process.0).await? {
        destroy(caller.house, &mine).await.map_err(wrong::problem)?;
    }
    cookies::drop_proposal(caller.jar, caller.site);
    Ok(Redirect::to(uri!(super::front::show(lang, process))).into())
}

fn page(
    lang: Lang,
    mine: &Mine,
    step: Step,
    answers: &Answers,
    faults: &Faults,
    like: &[Alike],
    caller: &Caller<'_>,
) -> Page {
    let base = base(lang, &mine.season);
    let number = Step::ALL.iter().take_while(|one| **one != step).count() + 1;
    let action = format!("{base}/propose/step/{}", step.name());
    let page = match step {
        Step::Whose => whose(action, answers, faults),
        Step::Title => title(lang, mine, action, answers, faults),
        Step::Words => {
            let hint = Message::new("proposals.words-hint").count("most", MOST_WORDS as u64);
            Question::new(Message::new("proposals.words-title"), action).lines(
                "words",
                &answers.words,
                Message::new("proposals.words"),
                Some(hint),
                faults,
            )
        }
        Step::Place => place(mine, &base, action, answers, faults),
        Step::Cost => cost(action, answers, faults),
        Step::Theme => {
            let themes =
                THEMES.iter().map(|theme| ((*theme).to_owned(), theme_name(theme))).collect();
            Question::new(Message::new("proposals.theme-title"), action).radios(Radios::new(
                "theme",
                Message::new("proposals.theme"),
                &answers.theme,
                themes,
                faults,
            ))
        }
        Step::Photo => photo(&base, action, answers),
        Step::Reach | Step::Check => reach(action, answers, faults),
    };
    let shown = |one: &Alike| AlikeLink {
        title: in_language(&one.title.0, &one.title.1),
        href: format!("{base}/proposals/{}", one.line.number),
    };
    let back = before(step).map(|step| format!("{base}/propose/step/{}", step.name()));
    let mut page = page
        .place(number, Step::ALL.len())
        .back(back.unwrap_or_else(|| format!("{base}/propose")))
        .alike(Message::new("proposals.alike"), like.iter().map(shown).collect())
        .faults(faults.clone());
    if let Some(code) = cookies::proposal(caller.jar, caller.site) {
        page = page.code(code.printed());
    }
    page.page()
}

fn whose(action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let choices = vec![
        ("person".to_owned(), say("proposals.whose-person")),
        ("group".to_owned(), say("proposals.whose-group")),
    ];
    Question::new(say("proposals.whose-title"), action)
        .radios(Radios::new("whose", say("proposals.whose"), &answers.whose, choices, faults))
        .field(
            Field::text("shown", &answers.shown, say("proposals.shown"))
                .hint(say("proposals.shown-hint"))
                .fault_in(faults),
        )
}

fn title(lang: Lang, mine: &Mine, action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let languages = &mine.season.notice.place.languages;
    let choices =
        languages.iter().map(|one| (one.clone(), said_in_itself(&endonym(one)))).collect();
    let chosen = if answers.language.is_empty() { lang.code() } else { &answers.language };
    Question::new(say("proposals.title-title"), action)
        .field(
            Field::text("title", &answers.title, say("proposals.title"))
                .hint(say("proposals.title-hint").count("most", MOST_TITLE as u64))
                .fault_in(faults),
        )
        .radios(Radios::new("language", say("proposals.language"), chosen, choices, faults))
}

fn place(mine: &Mine, base: &str, action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let whole = (WHOLE.to_owned(), say("proposals.whole-place"));
    let areas = mine.season.notice.areas.iter();
    let areas = areas.map(|area| (area.name.clone(), area_name(&area.name)));
    let choices = std::iter::once(whole).chain(areas).collect();
    let at = answers.point.map(|(x, y)| format!("?x={x}&y={y}")).unwrap_or_default();
    Question::new(say("proposals.place-title"), action)
        .map(say("proposals.place-map"), format!("{base}/map.svg{at}"), map::SIZE)
        .field(
            Field::text("landmark", &answers.landmark, say("proposals.landmark"))
                .hint(say("proposals.landmark-hint"))
                .fault_in(faults),
        )
        .radios(Radios::new("area", say("proposals.area"), &answers.area, choices, faults))
}

fn cost(action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let choices = vec![
        ("unknown".to_owned(), say("proposals.cost-unknown")),
        ("known".to_owned(), say("proposals.cost-known")),
    ];
    Question::new(say("proposals.cost-title"), action)
        .radios(Radios::new(
            "cost-known",
            say("proposals.cost-ask"),
            &answers.cost_known,
            choices,
            faults,
        ))
        .field(Field::text("cost", &answers.cost, say("proposals.cost")).fault_in(faults))
}

fn photo(base: &str, action: String, answers: &Answers) -> Question {
    let say = Message::new;
    let on = format!("{base}/propose/step/reach");
    if answers.photo.is_some() {
        return Question::new(say("proposals.photo-there"), action)
            .lead(say("proposals.photo-clean"))
            .button(say("proposals.photo-drop"))
            .skip(say("proposals.photo-on"), on);
    }
    Question::new(say("proposals.photo-title"), format!("{base}/propose/photo"))
        .lead(say("proposals.photo-lead"))
        .photo(say("proposals.photo"))
        .button(say("proposals.photo-send"))
        .skip(say("proposals.photo-none"), on)
}

fn reach(action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let choices = vec![
        ("desk".to_owned(), say("proposals.reach-desk")),
        ("message".to_owned(), say("proposals.reach-message")),
    ];
    Question::new(say("proposals.reach-title"), action)
        .lead(say("proposals.reach-lead"))
        .radios(Radios::new(
            "reach-by",
            say("proposals.reach-ask"),
            &answers.reach_by,
            choices,
            faults,
        ))
        .field(
            Field::text("reach", &answers.reach, say("proposals.reach"))
                .hint(say("reach.contact-hint"))
                .fault_in(faults),
        )
}
