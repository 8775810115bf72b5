//! Following a proposal or a work, and ending it: on its page, on one's own page, or by the link of a message.

use std::sync::Arc;

use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{Route, State, get, post, routes, uri};
use serde::Serialize;

use crate::app::House;
use crate::app::following::{
    Subject, follow, is_followed, named, of_own, unfollow, unfollow_by_code,
};
use crate::app::notice_board::notice;
use crate::app::roll::mine::Own;
use crate::app::staff::DeskError;
use crate::app::works::funded::outcome;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::params::{ContestSlug, PlaceSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::proposals::{Caller, page_of, season};
use crate::web::roll::cookies;
use crate::web::roll::holder::Holder;
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::own;
use crate::web::roll::words::said;
use crate::web::site::Site;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    routes![proposal, work, ask, end, end_own]
}

/// The part of a page that offers to follow what it is about.
#[derive(Debug, Serialize)]
pub struct Follow {
    action: String,
    /// Whether whoever reads follows it.
    on: bool,
    /// What the button asks for: `yes` or `no`.
    wanted: &'static str,
    button: Message,
    /// Whether whoever reads is in with their card.
    card: bool,
    /// One's own page, for who gave no way to be reached.
    me: Option<String>,
}

impl Follow {
    /// The part for `own`, or for somebody who is not in.
    pub async fn of(
        lang: Lang,
        house: &House,
        own: Option<&Own>,
        subject: &Subject,
        page: &str,
    ) -> Result<Self, Problem> {
        let on = match own {
            Some(own) => is_followed(house, own, subject).await.map_err(wrong::problem)?,
            None => false,
        };
        let silent = own.filter(|own| own.holder.contact.is_none());
        Ok(Self {
            action: format!("{page}/follow"),
            on,
            wanted: if on { "no" } else { "yes" },
            button: Message::new(if on { "follow.stop" } else { "follow.go" }),
            card: own.is_some(),
            me: silent.map(|own| format!("/{lang}/roll/{}/me#contact", own.place())),
        })
    }
}

/// Follows a proposal, or does no more.
#[post("/<lang>/p/<process>/proposals/<number>/follow", data = "<form>")]
pub async fn proposal(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let season = season(caller.house, &process).await?;
    let page = format!("proposals/{number}");
    let Some(own) = caller.card.of(&season.notice.place.id) else {
        return Ok(caller.to_card(lang, &season, &page).into());
    };
    let found = season.public(caller.house, number).await.map_err(wrong::problem)?;
    if found.state.is_final() {
        return Err(Problem::Refused);
    }
    let subject = Subject::Proposal(found.id);
    match change(lang, caller.house, &own, &process, &subject, &form.0).await {
        Ok(()) => Ok(Redirect::to(format!("/{lang}/p/{}/{page}", process.0)).into()),
        Err(error) => {
            let (hand, faults) = (caller.hand(&season), wrong::faults(error)?);
            let page = page_of(lang, &caller, &season, number, hand.as_ref(), faults);
            Ok(page.await?.into())
        }
    }
}

async fn change(
    lang: Lang,
    house: &House,
    own: &Own,
    process: &ProcessSlug,
    subject: &Subject,
    typed: &Typed,
) -> Result<(), DeskError> {
    if typed.get("wanted") == "yes" {
        follow(house, own, &process.0, subject, lang).await
    } else {
        unfollow(house, own, subject).await
    }
}

/// Follows a funded project, or does no more.
#[post("/<lang>/p/<process>/works/<contest>/<number>/follow", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn work(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let place = notice(house, &process.0).await?.ok_or(Problem::NotFound)?.place;
    let page = format!("/{lang}/p/{}/works/{}/{number}", process.0, contest.0);
    let Some(own) = holder.of(&place.id) else {
        cookies::keep_way_back(jar, site, &page);
        return Ok(Redirect::to(format!("/{lang}/roll/{}/card", place.id)).into());
    };
    let outcome = outcome(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let found = outcome.find(&contest.0, number).ok_or(Problem::NotFound)?;
    let subject = Subject::Work(process.0.clone(), found.contest.clone(), found.project.id.clone());
    match change(lang, house, &own, &process, &subject, &form.0).await {
        Ok(()) => Ok(Redirect::to(page).into()),
        // Without a way to be reached the page itself says so.
        Err(DeskError::Faulty(_)) => Ok(Redirect::to(page + "#follow").into()),
        Err(error) => Err(wrong::problem(error)),
    }
}

/// Asks whether somebody means to follow no more: whoever looks through mail opens links.
#[get("/<lang>/unfollow?<code>")]
pub fn ask(lang: Lang, code: Option<&str>) -> Answered {
    let say = Message::new;
    let end = Deed::new(format!("/{lang}/unfollow"), say("follow.stop"))
        .hidden("code", code.unwrap_or_default())
        .main();
    let leaf = Leaf::new(say("follow.end-title")).lead(say("follow.end-lead"));
    Ok(leaf.with(Part::plain().deed(end)).page().unkept().without_address().into())
}

/// Ends it. The answer is the same whether there was anything to end.
#[post("/<lang>/unfollow", data = "<form>")]
pub async fn end(lang: Lang, form: Posted<Typed>, house: &State<Arc<House>>) -> Answered {
    unfollow_by_code(house, &form.0.get("code")).await.map_err(wrong::problem)?;
    let leaf = Leaf::new(Message::new("follow.ended-title"))
        .lead(Message::new("follow.ended-lead"))
        .back(Message::new("follow.home"), format!("/{lang}"));
    Ok(leaf.page().unkept().into())
}

/// Ends one of what somebody follows, on their own page.
#[post("/<lang>/roll/<place>/me/unfollow", data = "<form>")]
pub async fn end_own(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    if let Some(own) = holder.of(&place.0) {
        let subject = Subject::parse(&form.0.get("subject")).ok_or(Problem::NotFound)?;
        unfollow(house, &own, &subject).await.map_err(wrong::problem)?;
    }
    Ok(Redirect::to(uri!(own::show(lang, place))).into())
}

/// What somebody follows, for their own page.
pub async fn own_part(lang: Lang, own: &Own, house: &House) -> Result<Option<Part>, Problem> {
    let all = of_own(house, own).await.map_err(wrong::problem)?;
    if all.is_empty() {
        return Ok(None);
    }
    let me = format!("/{lang}/roll/{}/me/unfollow", own.place());
    let mut part = Part::new(Message::new("follow.own"));
    for subject in all {
        let named = named(house, &subject, lang.code()).await.map_err(wrong::problem)?;
        let Some(named) = named else { continue };
        let stop = Message::new("follow.stop-one").text("title", &named.title);
        part = part
            .link(said(&named.title), format!("/{lang}/{}", named.page))
            .deed(Deed::new(me.clone(), stop).hidden("subject", subject.to_string()));
    }
    Ok(Some(part))
}
