//! Objections to the provisional list: heard by somebody who did not evaluate, and taken down at a desk.

use std::sync::Arc;

use morada_engine::permit::Permit;
use morada_engine::permit::act::{DecideAppeal, WriteOnBehalf};
use morada_engine::roll::RequestCode;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{Bench, base, named, proposed, sheet};
use crate::app::House;
use crate::app::evaluation::appeals::{HearingAnswers, Objector, Waits, hear, object, waiting};
use crate::app::evaluation::read;
use crate::app::proposals::draft::mine;
use crate::app::staff::{DeskError, Wrong, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::evaluation::words::verdict_lines;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::said;
use crate::web::staff::sheet::{Form, Input, Row, Section, Sheet, Table};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, wrong};

async fn hears(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
) -> Result<Permit<DecideAppeal>, Problem> {
    permits::permit(house, &who.0, &process.0).await.map_err(wrong::problem)
}

/// The objections that wait.
#[get("/<lang>/desk/p/<process>/evaluation/appeals")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    hears(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    let all = waits(house, &who, &bench, lang).await?;
    let page = sheet(lang, &who, &bench.setup, say("evaluation.appeals-title"))
        .lead(say("evaluation.appeals-lead"));
    if all.is_empty() {
        let none = Section::plain().paragraph(say("evaluation.appeals-none"));
        return Ok(page.with(none).into());
    }
    let (since, open) = (say("staff.when"), say("staff.open-link"));
    let columns = vec![say("proposals.a-proposal"), since.clone(), open.clone()];
    let mut table = Table::new(say("evaluation.appeals-title"), columns);
    for one in &all {
        let made = crate::i18n::zone::Moment::new(one.appeal.made_at, &bench.setup.place.time_zone);
        let row = Row::new(named(&one.proposal, one.text.as_ref()), None)
            .cell(since.clone(), say("works.on").day("day", made));
        let number = one.proposal.number.unwrap_or_default();
        table = table.row(if one.may_hear {
            let href = format!("{}/appeals/{number}", base(lang, &process));
            row.link(open.clone(), open.clone(), href)
        } else {
            row.cell(open.clone(), say("evaluation.appeals-part"))
        });
    }
    Ok(page.with(Section::plain().table(table)).into())
}

async fn waits(
    house: &House,
    who: &AtDesk,
    bench: &Bench,
    lang: Lang,
) -> Result<Vec<Waits>, Problem> {
    let all = waiting(house, &bench.evaluation, who.0.account(), lang.code()).await;
    all.map_err(wrong::problem)
}

/// One objection, with everything that the departments said.
#[get("/<lang>/desk/p/<process>/evaluation/appeals/<number>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    hears(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    let typed = HearingAnswers::default();
    Ok(hearing(lang, &who, house, &bench, number, &typed, Faults::none()).await?.into())
}

async fn hearing(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    bench: &Bench,
    number: u32,
    typed: &HearingAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let all = waits(house, who, bench, lang).await?;
    let one = all.into_iter().find(|one| one.proposal.number == Some(number) && one.may_hear);
    let one = one.ok_or(Problem::NotFound)?;
    let text = one.text.as_ref().ok_or(Problem::NotFound)?;
    let public = read::one(house, &bench.evaluation, number, lang.code()).await;
    let public = public.map_err(wrong::problem)?;
    let slug = ProcessSlug(bench.setup.process.id.clone());
    let mut page = sheet(lang, who, &bench.setup, say("evaluation.hear-title"))
        .under(say("evaluation.appeals-title"), format!("{}/appeals", base(lang, &slug)))
        .lead(say("evaluation.hear-lead"))
        .faults(faults.clone())
        .with(proposed(lang, &bench.evaluation, &one.proposal, text));
    for asked in &public.asked {
        let lines = verdict_lines(lang, &bench.evaluation, &asked.asked);
        page = page.with(Section::new(said(&asked.asked.department)).list(lines));
    }
    let objection = Section::new(say("evaluation.appeal-says")).paragraph(said(&one.appeal.words));
    Ok(page
        .with(objection)
        .with(Section::plain().form(hearing_form(lang, &slug, number, typed, &faults))))
}

fn hearing_form(
    lang: Lang,
    slug: &ProcessSlug,
    number: u32,
    typed: &HearingAnswers,
    faults: &Faults,
) -> Form {
    let say = Message::new;
    let none = || (String::new(), say("evaluation.verdict-none"));
    let outcomes = vec![
        none(),
        ("granted".to_owned(), say("evaluation.hear-granted")),
        ("upheld".to_owned(), say("evaluation.hear-upheld")),
    ];
    let shown = vec![
        none(),
        ("yes".to_owned(), say("evaluation.hear-shown")),
        ("no".to_owned(), say("evaluation.hear-hidden")),
    ];
    let choice = |name: &str, chosen: &str, label: &str, all| {
        Input::one_of(name, chosen, say(label), all).fault_in(faults)
    };
    Form::new(format!("{}/appeals/{number}", base(lang, slug)), say("evaluation.hear-go"))
        .go()
        .input(choice("outcome", &typed.outcome, "evaluation.hear-outcome", outcomes))
        .input(
            Input::text("price", typed.price.clone(), say("evaluation.price"))
                .hint(say("evaluation.hear-price-hint"))
                .fault_in(faults),
        )
        .input(
            Input::text("reason", typed.reason.clone(), say("evaluation.reason"))
                .area()
                .fault_in(faults),
        )
        .input(choice("shown", &typed.shown, "evaluation.hear-words", shown))
}

/// Answers it.
#[post("/<lang>/desk/p/<process>/evaluation/appeals/<number>", data = "<form>")]
pub async fn answer_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let permit = hears(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    let typed = form.0;
    let answers = HearingAnswers {
        outcome: typed.get("outcome"),
        price: typed.get("price"),
        reason: typed.get("reason"),
        shown: typed.get("shown"),
    };
    let account = who.0.account();
    let done = hear(house, &permit, &bench.evaluation, account, number, &answers, lang.code());
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| hearing(lang, &who, house, &bench, number, &answers, faults).await;
    deed::answer(&typed, done, on, again).await
}

async fn at_desk(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
) -> Result<(Bench, Permit<WriteOnBehalf>), Problem> {
    let setup = crate::web::staff::process::load(house, who, process).await?;
    let permit = permits::permit_in_own_place(&who.0, &setup.place.id).map_err(wrong::problem)?;
    Ok((Bench::open(house, who, process).await?, permit))
}

/// Asks for the code of a proposal whose author objects at a desk.
#[get("/<lang>/desk/p/<process>/evaluation/object?<done>")]
pub async fn desk_form(
    lang: Lang,
    process: ProcessSlug,
    done: Option<bool>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (bench, _) = at_desk(house, &who, &process).await?;
    let mut page = desk_page(lang, &who, &bench, ("", ""), Faults::none());
    if done == Some(true) {
        page = page.with(Section::plain().paragraph(Message::new("evaluation.object-done")));
    }
    Ok(page.into())
}

fn desk_page(
    lang: Lang,
    who: &AtDesk,
    bench: &Bench,
    (code, words): (&str, &str),
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let slug = ProcessSlug(bench.setup.process.id.clone());
    let form = Form::new(format!("{}/object", base(lang, &slug)), say("evaluation.object-go"))
        .go()
        .input(Input::text("code", code, say("proposals.code")).fault_in(&faults))
        .input(
            Input::text("words", words, say("evaluation.object-words")).area().fault_in(&faults),
        );
    sheet(lang, who, &bench.setup, say("evaluation.behalf-title"))
        .lead(say("evaluation.behalf-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Objects for the author.
#[post("/<lang>/desk/p/<process>/evaluation/object", data = "<form>")]
pub async fn object_for(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (bench, permit) = at_desk(house, &who, &process).await?;
    let (code, words) = (form.0.get("code"), form.0.get("words"));
    let done = async {
        let unknown = || DeskError::fault("code", Wrong::NoSuchCode);
        let code = RequestCode::parse(&code).map_err(|_| unknown())?;
        let mine = match mine(house, &process.0, &code).await {
            Ok(mine) => mine,
            Err(DeskError::Unknown) => return Err(unknown()),
            Err(error) => return Err(error),
        };
        let objector = Objector::Desk { permit: &permit, mine: &mine };
        let proposal = &mine.proposal;
        object(house, &bench.evaluation, &objector, proposal, &words, lang.code()).await
    };
    let on = |()| Redirect::to(uri!(desk_form(lang, process.clone(), Some(true))));
    let again = async |faults| Ok(desk_page(lang, &who, &bench, (&code, &words), faults));
    deed::answer(&form.0, done, on, again).await
}
