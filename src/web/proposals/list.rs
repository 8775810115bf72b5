//! Finding proposals: filters, words, an order that is fair and can be repeated; and the register of refusals.

use std::sync::Arc;

use rand::RngExt;
use rocket::form::FromForm;
use rocket::response::Redirect;
use rocket::{State, get};
use serde::Serialize;

use super::guard::{base, head, season};
use super::words::{area_name, endonym, ground, in_language, state_name, tag, theme_name};
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::find::{Found, find, per_area};
use crate::app::proposals::kept::{Order, Wanted};
use crate::app::proposals::moderate::queue;
use crate::app::proposals::register::register;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::draw::face::{Face, Theme};
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::roll::leaf::{Leaf, Part};
use crate::web::staff::wrong;

/// What is asked for in the address.
#[derive(Debug, Clone, Default, FromForm)]
pub struct Asked {
    area: Option<String>,
    theme: Option<String>,
    state: Option<String>,
    written: Option<String>,
    q: Option<String>,
    order: Option<String>,
    seed: Option<u32>,
    page: Option<u64>,
}

/// The longest text that is looked for.
const MOST_SOUGHT: usize = 200;

impl Asked {
    /// What of it can be looked for; anything unknown asks nothing.
    pub fn wanted(&self, season: &Season) -> Wanted {
        let known = |value: &Option<String>, all: &[&str]| {
            value.clone().filter(|value| all.contains(&value.as_str())).unwrap_or_default()
        };
        let areas: Vec<&str> = season.notice.areas.iter().map(|a| a.name.as_str()).collect();
        let languages: Vec<&str> =
            season.notice.place.languages.iter().map(String::as_str).collect();
        Wanted {
            area: known(&self.area, &areas),
            theme: known(&self.theme, &crate::app::proposals::THEMES),
            state: known(&self.state, &STATES),
            language: known(&self.written, &languages),
            words: self.q.clone().unwrap_or_default().chars().take(MOST_SOUGHT).collect(),
            order: match self.order.as_deref() {
                Some("supported") => Order::Supported,
                Some("random") => Order::Random(self.seed.unwrap_or_default()),
                _ => Order::Newest,
            },
        }
    }

    /// The page asked for, from 1.
    pub fn page(&self) -> u64 {
        self.page.unwrap_or(1).clamp(1, 100_000)
    }
}

/// The states that can be asked for.
const STATES: [&str; 9] = [
    "published",
    "evaluating",
    "feasible",
    "infeasible",
    "appealed",
    "project",
    "funded",
    "not_funded",
    "too_few_supports",
];

#[derive(Debug, Serialize)]
struct ListView {
    all: u64,
    takes: bool,
    q: String,
    areas: Vec<Choice>,
    themes: Vec<Choice>,
    states: Vec<Choice>,
    languages: Vec<Choice>,
    orders: Vec<Choice>,
    seed: Option<u32>,
    found: Vec<Card>,
    page: u64,
    pages: u64,
    earlier: Option<String>,
    later: Option<String>,
    map: Vec<AreaShown>,
    late: Option<Message>,
    exports: Vec<Export>,
}

#[derive(Debug, Serialize)]
struct Export {
    text: Message,
    href: String,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    text: Message,
    chosen: bool,
}

/// A tile of the drawn map.
#[derive(Debug, Serialize)]
struct AreaShown {
    name: String,
    query: String,
    row: u32,
    column: u32,
    count: u64,
}

/// A proposal in a list.
#[derive(Debug, Serialize)]
pub struct Card {
    face: Face,
    number: u32,
    title: Words,
    place: Message,
    state: Message,
    tag: &'static str,
    icon: &'static str,
    supports: u64,
    comments: u64,
}

impl Card {
    fn new(found: &Found) -> Self {
        let line = &found.line;
        let (class, icon) = tag(&line.state);
        Self {
            face: Face::new(line.number, Theme::parse(&line.theme)),
            number: line.number,
            title: in_language(&found.text.title, &found.text.language),
            place: area_name(&line.area),
            state: state_name(&line.state),
            tag: class,
            icon,
            supports: line.supports,
            comments: line.comments,
        }
    }
}

impl View for ListView {
    const TEMPLATE: &'static str = "proposals/list";
    fn title(&self) -> Message {
        Message::new("proposals.list-title")
    }
}

/// Lists the proposals of a process.
#[get("/<lang>/p/<process>/proposals?<asked..>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    asked: Asked,
    house: &State<Arc<House>>,
) -> Answered {
    let season = season(house, &process).await?;
    if asked.order.as_deref() == Some("random") && asked.seed.is_none() {
        // The seed stands in the address, so that the same order can be seen again and sent on.
        let seed = house.chance().random_range(1..1_000_000_u32);
        let href = format!("{}/proposals?{}", base(lang, &season), query(&asked, Some(seed), None));
        return Ok(Redirect::to(href).into());
    }
    let wanted = asked.wanted(&season);
    let found = find(house, season.process(), &wanted, asked.page(), lang.code()).await;
    let found = found.map_err(wrong::problem)?;
    let counts = per_area(house, season.process()).await.map_err(wrong::problem)?;
    let queue = queue(house, season.process()).await.map_err(wrong::problem)?;
    let hours = queue.oldest.map(|oldest| house.now().since(oldest) / 3600);
    let late = hours.filter(|hours| *hours > u64::from(season.rules.read_within_h));
    let to = |page: u64| {
        format!("{}/proposals?{}", base(lang, &season), query(&asked, asked.seed, Some(page)))
    };
    let say = Message::new;
    let choice = |value: &str, text: Message, chosen: &str| Choice {
        value: value.to_owned(),
        text,
        chosen: value == chosen,
    };
    let any = |text: &str, chosen: &str| choice("", say(text), chosen);
    let areas = &season.notice.areas;
    let view = ListView {
        all: found.all,
        takes: season.takes_proposals(),
        q: wanted.words.clone(),
        areas: std::iter::once(any("proposals.any-area", &wanted.area))
            .chain(areas.iter().map(|a| choice(&a.name, area_name(&a.name), &wanted.area)))
            .collect(),
        themes: std::iter::once(any("proposals.any-theme", &wanted.theme))
            .chain(
                crate::app::proposals::THEMES
                    .iter()
                    .map(|t| choice(t, theme_name(t), &wanted.theme)),
            )
            .collect(),
        states: std::iter::once(any("proposals.any-state", &wanted.state))
            .chain(STATES.iter().map(|s| choice(s, state_name(s), &wanted.state)))
            .collect(),
        languages: std::iter::once(any("proposals.any-language", &wanted.language))
            .chain(
                season.notice.place.languages.iter().map(|l| {
                    choice(l, super::words::said_in_itself(&endonym(l)), &wanted.language)
                }),
            )
            .collect(),
        orders: ["newest", "supported", "random"]
            .into_iter()
            .zip(["proposals.order-newest", "proposals.order-supported", "proposals.order-random"])
            .map(|(value, text)| {
                choice(value, say(text), asked.order.as_deref().unwrap_or("newest"))
            })
            .collect(),
        seed: asked.seed,
        earlier: (found.page > 1).then(|| to(found.page - 1)),
        later: (found.page < found.pages()).then(|| to(found.page + 1)),
        pages: found.pages(),
        page: found.page,
        found: found.found.iter().map(Card::new).collect(),
        map: areas
            .iter()
            .map(|area| AreaShown {
                name: area.name.clone(),
                query: encoded(&area.name),
                row: area.map_row,
                column: area.map_column,
                count: counts.iter().find(|(name, _)| *name == area.name).map_or(0, |(_, n)| *n),
            })
            .collect(),
        late: late.map(|hours| say("proposals.queue-late").count("n", hours)),
        exports: exports(lang, &season),
    };
    Ok(Page::show(&view).within(head(&season, lang)).into())
}

fn exports(lang: Lang, season: &Season) -> Vec<Export> {
    let base = base(lang, season);
    let export = |text: &str, href: String| Export { text: Message::new(text), href };
    vec![
        export("proposals.register-title", format!("{base}/proposals/refusals")),
        export("proposals.export-csv", format!("{base}/proposals.csv")),
        export("proposals.export-feed", format!("{base}/proposals.atom")),
        export("proposals.export-api", format!("/api/v1/p/{}/proposals", season.process())),
    ]
}

/// The address's question with another seed or page.
fn query(asked: &Asked, seed: Option<u32>, page: Option<u64>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (name, value) in [
        ("area", &asked.area),
        ("theme", &asked.theme),
        ("state", &asked.state),
        ("written", &asked.written),
        ("q", &asked.q),
        ("order", &asked.order),
    ] {
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            parts.push(format!("{name}={}", encoded(value)));
        }
    }
    parts.extend(seed.map(|seed| format!("seed={seed}")));
    parts.extend(page.map(|page| format!("page={page}")));
    parts.join("&")
}

fn encoded(text: &str) -> String {
    rocket::http::RawStr::new(text).percent_encode().to_string()
}

/// The public register of refusals.
#[get("/<lang>/p/<process>/proposals/refusals")]
pub async fn register_page(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let season = season(house, &process).await?;
    let (refusals, counts) = register(house, season.process()).await.map_err(wrong::problem)?;
    let mut grounds = Part::new(say("proposals.register-grounds"));
    for (one, n) in counts {
        grounds = grounds.fact(ground(one), say("roll.number").count("n", n));
    }
    let mut each = Part::new(say("proposals.register-each"));
    if refusals.is_empty() {
        each = each.say(say("proposals.register-none"));
    }
    for refusal in refusals {
        let what = match refusal.what.as_str() {
            "comment" => "proposals.a-comment",
            _ => "proposals.a-proposal",
        };
        let stage = match refusal.stage.as_str() {
            "appealed" => "proposals.stage-appealed",
            "upheld" => "proposals.stage-upheld",
            "overturned" => "proposals.stage-overturned",
            _ => "proposals.stage-final",
        };
        let at = Moment::new(refusal.at, &season.notice.place.time_zone);
        each = each.fact(
            say("proposals.register-line").day("day", at).said("what", say(what)),
            say("proposals.register-why")
                .said("ground", ground(refusal.ground))
                .said("stage", say(stage)),
        );
    }
    let leaf = Leaf::new(say("proposals.register-title"))
        .lead(say("proposals.register-lead"))
        .back(say("proposals.list-title"), format!("{}/proposals", base(lang, &season)))
        .with(grounds)
        .with(each);
    Ok(leaf.page().within(head(&season, lang)).into())
}
