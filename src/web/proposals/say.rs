//! Supporting, taking back, and saying something. All of it takes the residence card.

use rocket::response::Redirect;
use rocket::{get, post, uri};

use super::guard::{Caller, base, season};
use super::read::{self, page_of};
use super::words::{endonym, said_in_itself, side};
use crate::app::proposals::discuss::{MOST_COMMENT, Said, change, say, take_away};
use crate::app::proposals::kept::Side;
use crate::app::proposals::objections::object_to_comment;
use crate::app::proposals::support::{support, take_back};
use crate::app::proposals::{Hand, Season};
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::page::Page;
use crate::web::params::ProcessSlug;
use crate::web::roll::question::{Question, Radios};
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// Supports a proposal.
#[post("/<lang>/p/<process>/proposals/<number>/support", data = "<_form>")]
pub async fn support_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    _form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    with_hand(lang, process, number, &caller, async |season, hand| {
        let proposal = season.public(caller.house, number).await?;
        support(caller.house, season, hand, &proposal).await
    })
    .await
}

/// Takes a support back.
#[post("/<lang>/p/<process>/proposals/<number>/take-back", data = "<_form>")]
pub async fn take_it_back(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    _form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    with_hand(lang, process, number, &caller, async |season, hand| {
        let proposal = season.public(caller.house, number).await?;
        take_back(caller.house, season, hand, &proposal).await
    })
    .await
}

/// Something done with one's card; then the proposal's page, with what was wrong if something was.
async fn with_hand(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    caller: &Caller<'_>,
    deed: impl AsyncFnOnce(&Season, &Hand) -> Result<(), DeskError>,
) -> Answered {
    let season = season(caller.house, &process).await?;
    let Some(hand) = caller.hand(&season) else {
        return Ok(caller.to_card(lang, &season, &format!("proposals/{number}")).into());
    };
    match deed(&season, &hand).await {
        Ok(()) => Ok(Redirect::to(uri!(read::show(lang, process, number))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page_of(lang, caller, &season, number, Some(&hand), faults).await?.into())
        }
    }
}

/// Asks what is to be said: about the proposal, or in answer to a comment.
#[get("/<lang>/p/<process>/proposals/<number>/say?<to>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    to: Option<&str>,
    caller: Caller<'_>,
) -> Answered {
    let season = season(caller.house, &process).await?;
    season.public(caller.house, number).await.map_err(wrong::problem)?;
    if caller.hand(&season).is_none() {
        return Ok(caller.to_card(lang, &season, &say_page(number, to)).into());
    }
    let said = Said { parent: parent(to), ..Said::default() };
    Ok(form_page(lang, &season, number, &said, &Faults::none()).into())
}

/// A comment's id, if it can be one.
fn parent(to: Option<&str>) -> String {
    let hex = |id: &&str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    to.filter(hex).unwrap_or_default().to_owned()
}

/// The page on which something is said, below its process.
fn say_page(number: u32, to: Option<&str>) -> String {
    match parent(to) {
        none if none.is_empty() => format!("proposals/{number}/say"),
        parent => format!("proposals/{number}/say?to={parent}"),
    }
}

fn form_page(lang: Lang, season: &Season, number: u32, said: &Said, faults: &Faults) -> Page {
    let t = Message::new;
    let at = format!("{}/proposals/{number}", base(lang, season));
    let answers = !said.parent.is_empty();
    let action = if answers { format!("{at}/say?to={}", said.parent) } else { format!("{at}/say") };
    let title = if answers { "proposals.say-answer" } else { "proposals.say-title" };
    let mut page = Question::new(t(title), action)
        .lead(t("proposals.say-lead").count("n", u64::from(season.rules.read_within_h)));
    if !answers {
        let sides = Side::ALL.iter().map(|one| (one.name().to_owned(), side(*one))).collect();
        let kinds = vec![
            ("comment".to_owned(), t("proposals.kind-comment")),
            ("amendment".to_owned(), t("proposals.kind-amendment")),
        ];
        let kind = if said.kind.is_empty() { "comment" } else { &said.kind };
        page = page
            .radios(Radios::new("side", t("proposals.say-side"), &said.side, sides, faults))
            .radios(Radios::new("kind", t("proposals.say-kind"), kind, kinds, faults));
    }
    let languages = &season.notice.place.languages;
    let choices =
        languages.iter().map(|one| (one.clone(), said_in_itself(&endonym(one)))).collect();
    let chosen = if said.language.is_empty() { lang.code() } else { &said.language };
    page.lines(
        "words",
        &said.words,
        t("proposals.say-words"),
        Some(t("proposals.words-hint").count("most", MOST_COMMENT as u64)),
        faults,
    )
    .field(
        Field::text("shown", &said.shown, t("proposals.shown"))
            .hint(t("proposals.shown-hint"))
            .fault_in(faults),
    )
    .radios(Radios::new("language", t("proposals.language"), chosen, choices, faults))
    .button(t("proposals.say-go"))
    .back(at)
    .faults(faults.clone())
    .page()
}

/// Says it.
#[post("/<lang>/p/<process>/proposals/<number>/say?<to>", data = "<form>")]
pub async fn say_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    to: Option<&str>,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let season = season(caller.house, &process).await?;
    let Some(hand) = caller.hand(&season) else {
        return Ok(caller.to_card(lang, &season, &say_page(number, to)).into());
    };
    let proposal = season.public(caller.house, number).await.map_err(wrong::problem)?;
    let typed = form.0;
    let parent = parent(to);
    // An answer stands in the column of what it answers.
    let side = if parent.is_empty() { typed.get("side") } else { "question".to_owned() };
    let said = Said {
        side,
        kind: typed.get("kind"),
        parent,
        shown: typed.get("shown"),
        language: typed.get("language"),
        words: typed.get("words"),
    };
    let said =
        if said.kind.is_empty() { Said { kind: "comment".to_owned(), ..said } } else { said };
    match say(caller.house, &season, &hand, &proposal, &said).await {
        Ok(()) => Ok(Redirect::to(uri!(read::show(lang, process, number))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(form_page(lang, &season, number, &said, &faults).into())
        }
    }
}

/// Changes a comment that came back.
#[post("/<lang>/p/<process>/proposals/<number>/own/change", data = "<form>")]
pub async fn change_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let (id, words) = (form.0.get("comment"), form.0.get("words"));
    with_hand(lang, process, number, &caller, async |season, hand| {
        change(caller.house, season, hand, &id, &words).await
    })
    .await
}

/// Takes one's own comment away.
#[post("/<lang>/p/<process>/proposals/<number>/own/take-away", data = "<form>")]
pub async fn take_away_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let id = form.0.get("comment");
    with_hand(lang, process, number, &caller, async |_, hand| {
        take_away(caller.house, hand, &id).await
    })
    .await
}

/// Objects to the refusal of one's comment.
#[post("/<lang>/p/<process>/proposals/<number>/own/object", data = "<form>")]
pub async fn object_to_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let (id, words) = (form.0.get("comment"), form.0.get("words"));
    with_hand(lang, process, number, &caller, async |season, hand| {
        object_to_comment(caller.house, season, hand, &id, &words).await
    })
    .await
}
