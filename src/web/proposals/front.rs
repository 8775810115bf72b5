//! Where proposing begins: until when, by which rules, and the code of a draft.

use std::sync::Arc;

use morada_engine::roll::RequestCode;
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::draft;
use super::guard::{base, head, season};
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::draft::{begin as begin_draft, mine};
use crate::app::proposals::newcomers::reached;
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
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::cookies;
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::words::{evidence, said, shown};
use crate::web::site::Site;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// Says what proposing is here.
#[get("/<lang>/p/<process>/propose")]
pub async fn show(lang: Lang, process: ProcessSlug, house: &State<Arc<House>>) -> Answered {
    let season = season(house, &process).await?;
    Ok(page(lang, &season, "", Faults::none()).into())
}

fn page(lang: Lang, season: &Season, typed: &str, faults: Faults) -> Page {
    let say = Message::new;
    let base = base(lang, season);
    let until = season.proposals_until().map(|at| {
        say("proposals.until").moment("until", Moment::new(at, &season.notice.place.time_zone))
    });
    let begin = if season.takes_proposals() {
        Part::new(say("proposals.begin-title"))
            .say(until.unwrap_or_else(|| say("proposals.begin-open")))
            .say(say("proposals.begin-note"))
            .deed(Deed::new(format!("{base}/propose/begin"), say("proposals.begin-go")).main())
    } else {
        Part::new(say("proposals.closed-title")).say(say("proposals.closed-note"))
    };
    let code = Field::text("code", typed, say("proposals.code")).code().fault_in(&faults);
    let mut rules =
        vec![say("proposals.rule-moderated").count("n", u64::from(season.rules.read_within_h))];
    if season.rules.most_supports > 0 {
        let n = u64::from(season.rules.most_supports);
        rules.push(say("proposals.rule-supports").count("n", n));
    }
    if season.rules.threshold > 0 {
        let n = u64::from(season.rules.threshold);
        rules.push(say("proposals.rule-threshold").count("n", n));
    }
    rules.push(say("proposals.rule-names"));
    let leaf =
        Leaf::new(say("proposals.front-title"))
            .lead(say("proposals.front-lead"))
            .faults(faults)
            .back(say("proposals.list-title"), format!("{base}/proposals"))
            .with(begin)
            .with(Part::new(say("proposals.code-title")).say(say("proposals.code-note")).deed(
                Deed::new(format!("{base}/propose/code"), say("proposals.code-go")).field(code),
            ))
            .with(
                Part::new(say("proposals.rules-title"))
                    .list(rules)
                    .link(say("proposals.charter-title"), format!("{base}/propose/charter")),
            )
            .with(
                Part::new(say("proposals.own-title"))
                    .link(say("proposals.own-link"), format!("{base}/propose/own")),
            );
    leaf.page().within(head(season, lang))
}

/// The charter: what the process stands for, and what can go wrong.
#[get("/<lang>/p/<process>/propose/charter")]
pub async fn charter(lang: Lang, process: ProcessSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let season = season(house, &process).await?;
    let charter = &season.rules.charter;
    let lines = |text: &str| text.lines().filter(|l| !l.trim().is_empty()).map(said).collect();
    let mut leaf = Leaf::new(say("proposals.charter-title"))
        .lead(say("proposals.charter-lead"))
        .back(say("proposals.front-title"), format!("{}/propose", base(lang, &season)))
        .with(Part::new(say("proposals.charter-values")).list(lines(&charter.values)))
        .with(Part::new(say("proposals.charter-stakeholders")).list(lines(&charter.stakeholders)));
    for risk in &charter.risks {
        leaf = leaf.with(
            Part::new(say("proposals.charter-risk"))
                .say(said(&risk.what))
                .fact(say("proposals.charter-owner"), said(&risk.owner))
                .fact(say("proposals.charter-against"), said(&risk.against)),
        );
    }
    let newcomers = format!("{}/propose/newcomers", base(lang, &season));
    leaf = leaf.with(
        Part::plain()
            .fact(say("proposals.charter-review"), said(&charter.review_on))
            .link(say("proposals.newcomers-title"), newcomers),
    );
    Ok(leaf.page().within(head(&season, lang)).into())
}

/// Whom the process reached: how many take part for the first time.
#[get("/<lang>/p/<process>/propose/newcomers")]
pub async fn newcomers(lang: Lang, process: ProcessSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let season = season(house, &process).await?;
    let all = reached(house, &process.0).await.map_err(wrong::problem)?;
    let mut leaf = Leaf::new(say("proposals.newcomers-title"))
        .lead(say("proposals.newcomers-lead"))
        .back(say("proposals.charter-title"), format!("{}/propose/charter", base(lang, &season)));
    if all.is_empty() {
        leaf = leaf.with(Part::plain().say(say("proposals.newcomers-none")));
    }
    for one in &all {
        leaf = leaf.with(
            Part::new(evidence(&one.evidence))
                .fact(say("proposals.newcomers-first"), shown(one.first))
                .fact(say("proposals.newcomers-again"), shown(one.again)),
        );
    }
    leaf = leaf.with(Part::plain().say(say("proposals.newcomers-how")));
    Ok(leaf.page().within(head(&season, lang)).into())
}

/// Begins a draft.
#[post("/<lang>/p/<process>/propose/begin", data = "<_form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn begin(
    lang: Lang,
    process: ProcessSlug,
    _form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    pace.count(client).map_err(Problem::TooMany)?;
    let code = begin_draft(house, &process.0).await.map_err(wrong::problem)?;
    cookies::keep_proposal(jar, site, &code);
    Ok(Redirect::to(uri!(draft::show(lang, process, "whose"))).into())
}

/// Goes on with the proposal of a code.
#[post("/<lang>/p/<process>/propose/code", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn enter_code(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let typed = form.0.get("code");
    if let Ok(code) = RequestCode::parse(&typed) {
        match mine(house, &process.0, &code).await {
            Ok(_) => {
                cookies::keep_proposal(jar, site, &code);
                return Ok(Redirect::to(uri!(super::mine::show(lang, process))).into());
            }
            Err(DeskError::Unknown) => {}
            Err(error) => return Err(wrong::problem(error)),
        }
    }
    pace.count(client).map_err(Problem::TooMany)?;
    let season = season(house, &process).await?;
    let faults = Faults::at("code", Message::new("proposals.wrong-code"));
    Ok(page(lang, &season, &typed, faults).into())
}
