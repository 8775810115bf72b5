//! How a request stands, and what its resident can do: check and send it, send a new paper, object, take the
//! card, take everything back.

use std::sync::Arc;

use morada_engine::roll::{NumberFault, RequestCode};
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::front::{base, kept};
use super::leaf::{Deed, Leaf, Part};
use super::question::Question;
use super::words::{evidence, missing, refused, said, tie};
use super::{card, cookies, front, request};
use crate::app::House;
use crate::app::roll::keeping::Kept;
use crate::app::roll::people::tie_named;
use crate::app::roll::request::{
    self as requests, Answers, Mine, Phase, Purpose, card_of, collect_card, object, take_back,
};
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::client::Client;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::pace::Pace;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::Site;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// How the request of this browser stands.
#[get("/<lang>/roll/<place>/request")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    match request::mine(house, &place.0, jar, site).await? {
        None => Ok(Redirect::to(uri!(code_form(lang, place))).into()),
        Some(mine) => standing(lang, house, &mine, Faults::none(), "", jar, site).await,
    }
}

/// Asks for the code of a request, unless this browser is at one.
#[get("/<lang>/roll/<place>/code")]
pub async fn code_form(
    lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    if request::mine(house, &place.0, jar, site).await?.is_some() {
        return Ok(Redirect::to(uri!(show(lang, place))).into());
    }
    Ok(code_page(lang, &kept(house, &place).await?, "", Faults::none()).into())
}

fn code_page(lang: Lang, kept: &Kept, typed: &str, faults: Faults) -> Page {
    let say = Message::new;
    let base = base(lang, kept);
    Question::new(say("roll.code-title"), format!("{base}/code"))
        .lead(say("roll.code-lead"))
        .field(Field::text("code", typed, say("roll.code-label")).code().fault_in(&faults))
        .faults(faults)
        .back(base)
        .page()
}

/// Opens the request under a code.
#[post("/<lang>/roll/<place>/code", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn enter_code(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let typed = form.0.get("code");
    let message = match RequestCode::parse(&typed) {
        Ok(code) => match requests::mine(house, &place.0, &code).await {
            Ok(_) => {
                cookies::keep_code(jar, site, &code);
                return Ok(Redirect::to(uri!(show(lang, place))).into());
            }
            Err(DeskError::Unknown) => Message::new("roll.code-unknown"),
            Err(error) => return Err(wrong::problem(error)),
        },
        Err(fault) => mistyped(fault),
    };
    pace.count(client).map_err(Problem::TooMany)?;
    let kept = kept(house, &place).await?;
    Ok(code_page(lang, &kept, &typed, Faults::at("code", message)).into())
}

/// What is wrong with a typed number.
pub(super) fn mistyped(fault: NumberFault) -> Message {
    match fault {
        NumberFault::Symbol { at } => Message::new("roll.code-symbol").count("place", at as u64),
        NumberFault::Length { typed, wanted } => Message::new("roll.code-length")
            .count("typed", typed as u64)
            .count("wanted", wanted as u64),
        NumberFault::Check => Message::new("roll.code-check"),
    }
}

/// The last page before sending.
pub(super) fn check(lang: Lang, mine: &Mine, jar: &CookieJar<'_>, site: &Site) -> Page {
    let say = Message::new;
    let base = base(lang, &mine.kept);
    let step = |step: &str| format!("{base}/request/{step}");
    let part = answered(mine)
        .link(say("roll.check-place"), step("place"))
        .link(say("roll.check-evidence"), step("evidence"))
        .link(say("roll.check-person"), step("person"));
    let leaf =
        Leaf::new(say("roll.check-title")).back(say("roll.back"), step("person")).with(part).with(
            Part::plain()
                .say(say("roll.check-promise").count("n", u64::from(mine.kept.roll.decide_days)))
                .deed(Deed::new(step("send"), say("roll.check-send")).main()),
        );
    with_code(leaf, jar, site).page().unkept()
}

fn with_code(leaf: Leaf, jar: &CookieJar<'_>, site: &Site) -> Leaf {
    match cookies::code(jar, site) {
        Some(code) => leaf.with(
            Part::new(Message::new("roll.code-yours"))
                .say(Message::new("roll.code-keep"))
                .code(code.printed()),
        ),
        None => leaf,
    }
}

fn answered(mine: &Mine) -> Part {
    let say = Message::new;
    let Answers { area, since_month, since_year, name, born, .. } = &mine.answers;
    let since = [since_month, since_year].map(|part| part.trim().to_owned()).join(" ");
    let birth = [&born.day, &born.month, &born.year].map(|part| part.trim().to_owned()).join(" ");
    let kind =
        if mine.answers.evidence.is_empty() { said("") } else { evidence(&mine.answers.evidence) };
    let mut part = Part::new(say("roll.check-answers"))
        .fact(say("roll.place-area"), said(area))
        .fact(say("roll.place-since"), said(since.trim()));
    if let Some(kind) = tie_named(&mine.answers.tie) {
        part = part.fact(say("roll.place-tie"), tie(kind));
    }
    part.fact(say("roll.evidence-kind"), kind)
        .fact(say("roll.paper-photo"), say("roll.paper-number").count("n", mine.papers as u64))
        .fact(say("roll.person-name"), said(name))
        .fact(say("roll.person-born"), said(birth.trim()))
}

async fn standing(
    lang: Lang,
    house: &House,
    mine: &Mine,
    faults: Faults,
    words: &str,
    jar: &CookieJar<'_>,
    site: &Site,
) -> Answered {
    let say = Message::new;
    let base = base(lang, &mine.kept);
    let to = |end: &str| format!("{base}/request/{end}");
    let zone = &mine.kept.place.time_zone;
    let leaf = match mine.request.phase {
        Phase::Draft => return Ok(check(lang, mine, jar, site).into()),
        Phase::Sent => {
            let due = mine.request.due_at.map(|at| Moment::new(at, zone));
            let leaf = Leaf::new(say("roll.sent-title")).mark(
                "stand--now",
                "clock",
                say("roll.sent-mark"),
            );
            match due {
                Some(due) => leaf.lead(say("roll.sent-lead").day("day", due)),
                None => leaf,
            }
            .with(Part::plain().say(say("roll.sent-desk")))
        }
        Phase::Returned => {
            let why = mine.missing().map_or_else(|| say("roll.missing-nothing"), missing);
            Leaf::new(say("roll.returned-title"))
                .mark("stand--now", "info", say("roll.returned-mark"))
                .lead(why)
                .with(
                    own_words(Part::plain(), mine)
                        .go(say("roll.returned-go"), to("paper"))
                        .link(say("roll.returned-check"), to("check")),
                )
        }
        Phase::Granted => granted(house, mine, &base).await?,
        Phase::Refused => refused_leaf(mine, faults, words, &base),
        Phase::Appealed => Leaf::new(say("roll.appealed-title"))
            .mark("stand--now", "clock", say("roll.appealed-mark"))
            .lead(say("roll.appealed-lead")),
    };
    let away = Deed::new(to("put-away"), say("roll.end-put-away"));
    let end = match mine.request.purpose {
        Purpose::Strike => Part::plain().deed(away),
        Purpose::Join | Purpose::Change => Part::new(say("roll.end-title"))
            .say(say("roll.end-note"))
            .deed(away)
            .deed(Deed::new(to("take-back"), say("roll.end-take-back"))),
    };
    let leaf = with_code(leaf, jar, site).with(end);
    let leaf = leaf.back(say("roll.to-front"), base);
    Ok(leaf.page().unkept().into())
}

/// The registrar's own words, if there are any.
fn own_words(part: Part, mine: &Mine) -> Part {
    if mine.answers.words.is_empty() {
        part
    } else {
        part.say(Message::new("roll.own-words").text("words", &mine.answers.words))
    }
}

async fn granted(house: &House, mine: &Mine, base: &str) -> Result<Leaf, Problem> {
    let say = Message::new;
    let (title, mark) = match mine.request.purpose {
        Purpose::Join => ("roll.granted-title", "roll.granted-lead"),
        Purpose::Change => ("moves.changed-title", "moves.changed-lead"),
        Purpose::Strike => ("moves.stays-title", "moves.stays-lead"),
    };
    let leaf = Leaf::new(say(title))
        .mark("stand--yes", "circle-check", say("roll.granted-mark"))
        .lead(say(mark));
    let part = match card_of(house, mine).await.map_err(wrong::problem)? {
        None => Part::new(say("roll.granted-card"))
            .say(say("roll.granted-card-note"))
            .deed(Deed::new(format!("{base}/request/card"), say("roll.granted-card-go")).main()),
        Some(_) => Part::new(say("roll.granted-card"))
            .say(say("roll.granted-card-made"))
            .link(say("roll.front-card-in"), format!("{base}/card")),
    };
    Ok(leaf.with(part))
}

fn refused_leaf(mine: &Mine, faults: Faults, words: &str, base: &str) -> Leaf {
    let say = Message::new;
    let (title, mark) = match mine.request.purpose {
        Purpose::Join | Purpose::Change => ("roll.refused-title", "roll.refused-mark"),
        Purpose::Strike => ("moves.strike-title", "moves.strike-mark"),
    };
    let why = mine.refused().map_or_else(|| say("roll.refused-not-shown"), refused);
    let zone = &mine.kept.place.time_zone;
    let leaf = Leaf::new(say(title))
        .mark("stand--no", "circle-x", say(mark))
        .lead(why)
        .faults(faults.clone());
    let leaf = if mine.answers.words.is_empty() {
        leaf
    } else {
        leaf.with(own_words(Part::plain(), mine))
    };
    match mine.objection_until() {
        Some(until) => leaf.with(
            Part::new(say("roll.object-title"))
                .say(say("roll.object-note").day("day", Moment::new(until, zone)))
                .say(say("roll.object-panel"))
                .deed(
                    Deed::new(format!("{base}/request/object"), say("roll.object-go"))
                        .main()
                        .words(say("roll.object-words"), words, &faults),
                ),
        ),
        None => leaf.with(Part::plain().say(say("roll.object-over"))),
    }
}

/// Objects to a refusal.
#[post("/<lang>/roll/<place>/request/object", data = "<form>")]
pub async fn object_to_it(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    if let Some(mine) = request::mine(house, &place.0, jar, site).await? {
        let words = form.0.get("words");
        match object(house, &mine, &words).await {
            Ok(()) | Err(DeskError::Frozen) => {}
            Err(error) => {
                let faults = wrong::faults(error)?;
                return standing(lang, house, &mine, faults, &words, jar, site).await;
            }
        }
    }
    Ok(Redirect::to(uri!(show(lang, place))).into())
}

/// Makes the card of a granted request and shows it, once with its PIN.
#[post("/<lang>/roll/<place>/request/card", data = "<_form>")]
pub async fn collect(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(mine) = request::mine(house, &place.0, jar, site).await? else {
        return Ok(Redirect::to(uri!(show(lang, place))).into());
    };
    match collect_card(house, &mine).await {
        Ok(new) => {
            card::show_once(jar, house, site, &new);
            Ok(Redirect::to(uri!(card::made(lang, place))).into())
        }
        Err(DeskError::Frozen) => Ok(Redirect::to(uri!(show(lang, place))).into()),
        Err(error) => Err(wrong::problem(error)),
    }
}

/// Takes the request back: everything about it is deleted.
#[post("/<lang>/roll/<place>/request/take-back", data = "<_form>")]
pub async fn take_it_back(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    if let Some(mine) = request::mine(house, &place.0, jar, site).await? {
        take_back(house, &mine).await.map_err(wrong::problem)?;
    }
    cookies::drop_code(jar, site);
    Ok(Redirect::to(uri!(front::show(lang, place))).into())
}

/// Puts the code away, on a browser that others use.
#[post("/<lang>/roll/<place>/request/put-away", data = "<_form>")]
pub fn put_away(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Redirect {
    cookies::drop_code(jar, site);
    Redirect::to(uri!(front::show(lang, place)))
}
