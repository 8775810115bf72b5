//! The authors' page: what was answered, where it is, and what can be done about it.

use morada_engine::proposal::{Change, Ground};
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::guard::{Caller, base, season};
use super::words::{area_name, change, ground, state_name, tag, theme_name};
use super::{draft, front};
use crate::app::House;
use crate::app::associations::{Spokesperson, spoken_for};
use crate::app::proposals::draft::Mine;
use crate::app::proposals::kept::{CommentKind, Outcome, Showing, Standing};
use crate::app::proposals::send::{Sender, send, withdraw};
use crate::app::proposals::{authors, discuss, objections, read};
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::page::Page;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::home::amount;
use crate::web::roll::cookies;
use crate::web::roll::holder::Holder;
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::words::said;
use crate::web::site::Site;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// Where one's proposal is.
#[get("/<lang>/p/<process>/propose/mine")]
pub async fn show(lang: Lang, process: ProcessSlug, caller: Caller<'_>) -> Answered {
    let Some(mine) = caller.proposal(&process.0).await? else {
        let season = season(caller.house, &process).await?;
        let own = caller.hand(&season).is_some();
        return Ok(if own {
            Redirect::to(uri!(super::own::show(lang, process))).into()
        } else {
            Redirect::to(uri!(front::show(lang, process))).into()
        });
    };
    Ok(page(lang, &caller, &mine, None, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    caller: &Caller<'_>,
    mine: &Mine,
    asked: Option<String>,
    faults: Faults,
) -> Result<Page, Problem> {
    let say = Message::new;
    let base = base(lang, &mine.season);
    let at = |end: &str| format!("{base}/propose/{end}");
    let state = mine.proposal.state.name();
    let (class, icon) = match tag(state).0 {
        "tag--now" => ("stand--yes", "circle-check"),
        "tag--no" => ("stand--no", "circle-x"),
        _ => ("", "info"),
    };
    let mut leaf = Leaf::new(say("proposals.mine-title"))
        .mark(class, icon, state_name(state))
        .faults(faults.clone())
        .back(say("proposals.front-title"), at(""))
        .with(summary(mine, &base));
    if let Some(part) = told(mine) {
        leaf = leaf.with(part);
    }
    if mine.is_open() {
        leaf = leaf.with(sending(caller, mine, &at).await?);
    }
    if state == "refused" {
        leaf = leaf.with(
            Part::new(say("proposals.object-title")).say(say("proposals.object-note")).deed(
                Deed::new(at("object"), say("proposals.object-go")).words(
                    say("proposals.object-words"),
                    "",
                    &faults,
                ),
            ),
        );
    }
    for part in amendments(caller.house, mine, &at).await? {
        leaf = leaf.with(part);
    }
    leaf = leaf.with(co_authors(mine, asked, &faults, &at));
    let mut end = Part::new(say("proposals.more"));
    if let Some(code) = cookies::proposal(caller.jar, caller.site) {
        end = end.say(say("proposals.code-keep")).code(code.printed());
    }
    if let Some(number) = mine.proposal.number.filter(|_| mine.proposal.state.is_public()) {
        end = end.link(say("proposals.see-public"), format!("{base}/proposals/{number}"));
    }
    end = end.deed(Deed::new(at("put-away"), say("proposals.put-away")));
    end = match state {
        "draft" => end.deed(Deed::new(at("drop"), say("proposals.drop"))),
        "submitted" | "returned" | "published" => {
            end.deed(Deed::new(at("withdraw"), say("proposals.withdraw")))
        }
        _ => end,
    };
    Ok(leaf.with(end).page().unkept())
}

fn summary(mine: &Mine, base: &str) -> Part {
    let say = Message::new;
    let answers = &mine.answers;
    let content = answers.content(&mine.season);
    let cost = content.cost.map_or_else(
        || say("proposals.cost-unknown"),
        |cost| say("proposals.money").money("sum", amount(&mine.season.notice.place, cost)),
    );
    let mut part = Part::new(said(&content.title))
        .say(said(&content.words))
        .fact(say("proposals.shown"), said(&answers.shown))
        .fact(say("proposals.area"), area_name(&content.area))
        .fact(say("proposals.cost"), cost);
    if !content.theme.is_empty() {
        part = part.fact(say("proposals.theme"), theme_name(&content.theme));
    }
    if !content.landmark.is_empty() {
        part = part.fact(say("proposals.landmark"), said(&content.landmark));
    }
    if mine.is_open() {
        part = part.link(say("proposals.change-it"), format!("{base}/propose/step/whose"));
    }
    part
}

/// What a moderator told the authors.
fn told(mine: &Mine) -> Option<Part> {
    let decision = mine.decision.as_ref()?;
    let why = match (decision.verdict.as_str(), decision.stage.as_str()) {
        (_, "proposed") | ("publish", _) => return None,
        ("change", _) => Change::from_name(&decision.ground).map(change)?,
        _ => Ground::from_name(&decision.ground).map(ground)?,
    };
    Some(Part::new(Message::new("proposals.told-title")).say(why).say(said(&decision.words)))
}

async fn sending(
    caller: &Caller<'_>,
    mine: &Mine,
    at: &impl Fn(&str) -> String,
) -> Result<Part, Problem> {
    let say = Message::new;
    if let Some(open) = mine.first_open() {
        let step = at(&format!("step/{}", open.name()));
        return Ok(Part::new(say("proposals.unfinished")).go(say("proposals.go-on"), step));
    }
    let part = Part::new(say("proposals.send-title"));
    Ok(if caller.hand(&mine.season).is_some() {
        let part = part
            .say(say("proposals.send-note"))
            .deed(Deed::new(at("send"), say("proposals.send-go")).main());
        // Whoever speaks for a group may send it as the group's.
        groups(caller.house, mine, &caller.card).await?.iter().fold(part, |part, group| {
            let button = say("groups.send-for").text("name", group.name());
            part.deed(Deed::new(at("send"), button).hidden("group", group.association()))
        })
    } else {
        part.say(say("proposals.send-card"))
            .deed(Deed::new(at("send"), say("proposals.send-in")).main())
            .say(say("proposals.send-desk"))
    })
}

/// The groups that whoever is in may speak for.
async fn groups(house: &House, mine: &Mine, card: &Holder) -> Result<Vec<Spokesperson>, Problem> {
    match card.of(&mine.season.notice.place.id) {
        Some(own) => spoken_for(house, &own).await.map_err(wrong::problem),
        None => Ok(Vec::new()),
    }
}

/// Amendments that wait for the authors' word, each with its own two buttons.
async fn amendments(
    house: &House,
    mine: &Mine,
    at: &impl Fn(&str) -> String,
) -> Result<Vec<Part>, Problem> {
    let Some(number) = mine.proposal.number.filter(|_| mine.proposal.state.is_public()) else {
        return Ok(Vec::new());
    };
    let public = read::read(house, &mine.season, number).await.map_err(wrong::problem)?;
    let mut parts = Vec::new();
    for comment in public.comments {
        let waits = comment.kind == CommentKind::Amendment
            && comment.outcome == Outcome::Open
            && comment.showing == Showing::Public;
        if waits {
            let deed = |outcome: &str, text: &str| {
                Deed::new(at("amendment"), Message::new(text))
                    .hidden("comment", comment.id.clone())
                    .hidden("outcome", outcome)
            };
            let part = if parts.is_empty() {
                Part::new(Message::new("proposals.amendments"))
                    .say(Message::new("proposals.amendments-note"))
            } else {
                Part::plain()
            };
            parts.push(
                part.say(said(&comment.words))
                    .deed(deed("accepted", "proposals.amendment-accept"))
                    .deed(deed("declined", "proposals.amendment-decline")),
            );
        }
    }
    Ok(parts)
}

fn co_authors(
    mine: &Mine,
    asked: Option<String>,
    faults: &Faults,
    at: &impl Fn(&str) -> String,
) -> Part {
    let say = Message::new;
    let mut part = Part::new(say("proposals.authors")).say(say("proposals.authors-note"));
    for author in &mine.authors {
        let standing = match author.standing {
            Standing::Asked => "proposals.author-asked",
            Standing::Accepted => "proposals.author-accepted",
            Standing::Declined => "proposals.author-declined",
        };
        part = part.fact(said(&author.shown), say(standing));
    }
    if let Some(code) = asked {
        part = part.say(say("proposals.author-code")).code(code);
    }
    if mine.proposal.state.is_final() {
        return part;
    }
    part.deed(
        Deed::new(at("author"), say("proposals.author-ask"))
            .field(Field::text("shown", "", say("proposals.author-name")).fault_in(faults)),
    )
}

/// Sends it; without a card, the way to where one is shown.
#[post("/<lang>/p/<process>/propose/send", data = "<form>")]
pub async fn send_it(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let Some(mine) = caller.proposal(&process.0).await? else {
        return Ok(Redirect::to(uri!(front::show(lang, process))).into());
    };
    let Some(hand) = caller.hand(&mine.season) else {
        return Ok(caller.to_card(lang, &mine.season, "propose/mine").into());
    };
    let group = form.0.get("group");
    let sender = if group.is_empty() {
        Sender::Resident(&hand)
    } else {
        let all = groups(caller.house, &mine, &caller.card).await?;
        let found = all.iter().find(|one| one.association() == group).ok_or(Problem::NotFound)?;
        let (id, name) = (found.association().to_owned(), found.name().to_owned());
        Sender::Association { hand: &hand, id, name }
    };
    match send(caller.house, &mine, &sender).await {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, process))).into()),
        Err(DeskError::Faulty(faults)) => {
            if let Some(open) = mine.first_open() {
                return Ok(Redirect::to(uri!(draft::show(lang, process, open.name()))).into());
            }
            let faults = wrong::faults(DeskError::Faulty(faults))?;
            Ok(page(lang, &caller, &mine, None, faults).await?.into())
        }
        Err(error) => Err(wrong::problem(error)),
    }
}

/// Takes it back.
#[post("/<lang>/p/<process>/propose/withdraw", data = "<_form>")]
pub async fn take_back(
    lang: Lang,
    process: ProcessSlug,
    _form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    if let Some(mine) = caller.proposal(&process.0).await? {
        withdraw(caller.house, &mine).await.map_err(wrong::problem)?;
    }
    Ok(Redirect::to(uri!(show(lang, process))).into())
}

/// Objects to a refusal.
#[post("/<lang>/p/<process>/propose/object", data = "<form>")]
pub async fn object_to_it(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let Some(mine) = caller.proposal(&process.0).await? else {
        return Ok(Redirect::to(uri!(front::show(lang, process))).into());
    };
    match objections::object(caller.house, &mine, &form.0.get("words")).await {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, process))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &caller, &mine, None, faults).await?.into())
        }
    }
}

/// Asks somebody to stand behind it. Their code is shown once.
#[post("/<lang>/p/<process>/propose/author", data = "<form>")]
pub async fn ask_author(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let Some(mine) = caller.proposal(&process.0).await? else {
        return Ok(Redirect::to(uri!(front::show(lang, process))).into());
    };
    let (code, faults) = match authors::ask(caller.house, &mine, &form.0.get("shown")).await {
        Ok(code) => (Some(code.printed()), Faults::none()),
        Err(error) => (None, wrong::faults(error)?),
    };
    Ok(page(lang, &caller, &mine, code, faults).await?.into())
}

/// What the authors say to an amendment.
#[post("/<lang>/p/<process>/propose/amendment", data = "<form>")]
pub async fn answer_to(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let outcome = Outcome::from_name(&form.0.get("outcome")).ok_or(Problem::NotFound)?;
    if let Some(mine) = caller.proposal(&process.0).await? {
        let done =
            discuss::answer_amendment(caller.house, &mine, &form.0.get("comment"), outcome).await;
        if let Err(error) = done {
            let faults = wrong::faults(error)?;
            return Ok(page(lang, &caller, &mine, None, faults).await?.into());
        }
    }
    Ok(Redirect::to(uri!(show(lang, process))).into())
}

/// Puts the code away, as on a browser that others use.
#[post("/<lang>/p/<process>/propose/put-away", data = "<_form>")]
pub fn put_away(
    lang: Lang,
    process: ProcessSlug,
    _form: Posted<Typed>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Redirect {
    cookies::drop_proposal(jar, site);
    Redirect::to(uri!(front::show(lang, process)))
}
