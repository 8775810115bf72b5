//! The roll's first page, what is kept of residents, and the public numbers.

use std::sync::Arc;

use morada_engine::roll::retention::{From as Since, Kept as Line, Retention, TABLE};
use rocket::response::content::RawJson;
use rocket::{State, get};

use super::leaf::{Leaf, Part};
use super::words::{evidence, outcome, sentence, shown};
use crate::app::House;
use crate::app::roll::closing::{processes_of, published};
use crate::app::roll::keeping::{Kept, kind_of};
use crate::app::roll::numbers::numbers;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::page::Page;
use crate::web::params::{PlaceSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::site::words_in;
use crate::web::staff::wrong;

/// Loads the roll of the place in an address.
pub(super) async fn kept(house: &House, place: &PlaceSlug) -> Result<Kept, Problem> {
    Kept::load(house, &place.0).await.map_err(wrong::problem)
}

/// Start of the addresses of a place's roll.
pub(super) fn base(lang: Lang, kept: &Kept) -> String {
    format!("/{lang}/roll/{}", kept.place.id)
}

/// The place's name for the reader.
pub(super) fn place_name(lang: Lang, kept: &Kept) -> String {
    words_in(&kept.place.name, lang, &kept.place.languages).text
}

/// What the roll is, who is admitted, and the ways on.
#[get("/<lang>/roll/<place>")]
pub async fn show(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let kept = kept(house, &place).await?;
    let base = base(lang, &kept);
    let rule = morada_engine::eligibility::sentences(&kept.roll.rule);
    let kinds = Part::new(say("roll.front-evidence")).say(say("roll.front-evidence-note"));
    let kinds = kept
        .evidence()
        .into_iter()
        .map(kind_of)
        .fold(kinds, |part, kind| part.link(evidence(kind), format!("{base}/evidence/{kind}")));
    let leaf = Leaf::new(say("roll.front-title").text("place", place_name(lang, &kept)))
        .lead(say("roll.front-lead"))
        .with(
            Part::new(say("roll.front-ask"))
                .say(say("roll.front-ask-note"))
                .deed(
                    super::leaf::Deed::new(format!("{base}/begin"), say("roll.front-begin")).main(),
                )
                .link(say("roll.front-go-on"), format!("{base}/code"))
                .link(say("roll.front-may"), format!("{base}/may")),
        )
        .with(
            Part::new(say("roll.front-card"))
                .say(say("roll.front-card-note"))
                .link(say("roll.front-card-in"), format!("{base}/card")),
        )
        .with(Part::new(say("roll.front-rule")).list(rule.iter().map(sentence).collect()))
        .with(kinds)
        .with(
            Part::new(say("roll.front-more"))
                .link(say("attest.title"), format!("{base}/attestors"))
                .link(say("roll.data-title"), format!("{base}/data"))
                .link(say("roll.numbers-title"), format!("{base}/numbers"))
                .link(say("anomalies.title"), format!("{base}/anomalies")),
        );
    Ok(leaf.page().into())
}

/// What is kept of residents and for how long: the table that the program carries out.
#[get("/<lang>/roll/<place>/data")]
pub async fn data(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let kept = kept(house, &place).await?;
    let mut leaf = Leaf::new(say("roll.data-title"))
        .lead(say("roll.data-lead"))
        .back(say("roll.to-front"), base(lang, &kept))
        .with(Part::new(say("roll.data-never")).list(vec![
            say("roll.data-never-1"),
            say("roll.data-never-2"),
            say("roll.data-never-3"),
        ]));
    for line in TABLE {
        leaf = leaf.with(
            Part::new(what(line.kept))
                .fact(say("roll.data-why"), why(line.kept))
                .fact(say("roll.data-days"), until(&line)),
        );
    }
    leaf = leaf.with(Part::new(say("roll.data-rights")).say(say("roll.data-rights-1")));
    Ok(leaf.page().into())
}

fn what(kept: Line) -> Message {
    Message::new(match kept {
        Line::Draft => "roll.kept-draft",
        Line::Paper => "roll.kept-paper",
        Line::Decided => "roll.kept-decided",
        Line::Entry => "roll.kept-entry",
        Line::Card => "roll.kept-card",
        Line::Session => "roll.kept-session",
        Line::Case => "roll.kept-case",
        Line::Pass => "reach.kept-pass",
        Line::Attestation => "attest.kept",
        Line::Message => "reach.kept-message",
        Line::Mark => "voters.kept",
        Line::Follow => "follow.kept",
        Line::TookPart => "proposals.newcomers-kept",
    })
}

fn why(kept: Line) -> Message {
    Message::new(match kept {
        Line::Draft => "roll.why-draft",
        Line::Paper => "roll.why-paper",
        Line::Decided => "roll.why-decided",
        Line::Entry => "roll.why-entry",
        Line::Card => "roll.why-card",
        Line::Session => "roll.why-session",
        Line::Case => "roll.why-case",
        Line::Pass => "reach.why-pass",
        Line::Attestation => "attest.why",
        Line::Message => "reach.why-message",
        Line::Mark => "voters.why",
        Line::Follow => "follow.why",
        Line::TookPart => "proposals.newcomers-why",
    })
}

fn until(line: &Retention) -> Message {
    let key = match line.from {
        Since::Made => "roll.days-made",
        Since::Used => "roll.days-used",
        Since::Decided => "roll.days-decided",
        Since::Ended => "roll.days-ended",
    };
    Message::new(key).count("n", u64::from(line.days))
}

/// How requests were decided, in numbers of ten or more.
#[get("/<lang>/roll/<place>/numbers")]
pub async fn numbers_page(
    lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let say = Message::new;
    let kept = kept(house, &place).await?;
    let (all, lines) = numbers(house, &place.0).await.map_err(wrong::problem)?;
    let mut part = Part::new(say("roll.numbers-decided"));
    if lines.is_empty() {
        part = part.say(say("roll.numbers-none"));
    }
    for line in &lines {
        let name = say("roll.numbers-line")
            .all("what", vec![outcome(&line.what)])
            .all("evidence", vec![evidence(&line.evidence)]);
        part = part.fact(name, shown(line.n));
    }
    let mut closed = Part::new(say("closing.published")).say(say("closing.published-note"));
    for process in processes_of(house, &place.0).await.map_err(wrong::problem)? {
        if published(house, &process.id).await.is_ok() {
            let name = words_in(&process.title, lang, &process.languages).text;
            closed = closed.link(
                say("closing.of").text("process", name),
                format!("{}/closed/{}", base(lang, &kept), process.id),
            );
        }
    }
    let leaf = Leaf::new(say("roll.numbers-title"))
        .lead(say("roll.numbers-lead"))
        .back(say("roll.to-front"), base(lang, &kept))
        .with(Part::plain().fact(say("roll.numbers-all"), shown(all)))
        .with(part)
        .with(closed);
    Ok(leaf.page())
}

/// What was published when the roll of a process closed, byte for byte: its hash stands in the ledger.
#[get("/<_lang>/roll/<place>/closed/<process>")]
pub async fn closed(
    _lang: Lang,
    place: PlaceSlug,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<RawJson<String>, Problem> {
    let known = processes_of(house, &place.0).await.map_err(wrong::problem)?;
    if !known.iter().any(|known| known.id == process.0) {
        return Err(Problem::NotFound);
    }
    Ok(RawJson(published(house, &process.0).await.map_err(wrong::problem)?))
}
