//! One's own groups: asking that one be known, joining by a code, speaking for one, leaving.

use std::sync::Arc;

use morada_engine::association::Kind;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::words::{kind, state};
use crate::app::House;
use crate::app::associations::ask::{AskAnswers, ask};
use crate::app::associations::members::{
    Belonging, belonging, belongings, end_mandate, give_mandate, invite, join, leave,
};
use crate::app::associations::speaks_for;
use crate::app::roll::mine::Own;
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::{Answer, Answered};
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::roll::holder::Holder;
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::question::{Question, Radios};
use crate::web::roll::words::{day, said};
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

fn base(lang: Lang, own: &Own) -> String {
    format!("/{lang}/roll/{}/me/groups", own.kept.place.id)
}

/// To the door of the residence card.
fn to_card(lang: Lang, place: &PlaceSlug) -> Answer {
    Redirect::to(format!("/{lang}/roll/{}/card", place.0)).into()
}

/// Lists one's own groups.
#[get("/<lang>/roll/<place>/me/groups")]
pub async fn list(
    lang: Lang,
    place: PlaceSlug,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    Ok(list_page(lang, &own, house, &<Typed as Default>::default(), Faults::none()).await?.into())
}

async fn list_page(
    lang: Lang,
    own: &Own,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Page, Problem> {
    let say = Message::new;
    let (base, today) = (base(lang, own), own.kept.today(house));
    let mut leaf = Leaf::new(say("groups.own"))
        .lead(say("groups.own-lead"))
        .faults(faults.clone())
        .back(say("roll.me-title"), format!("/{lang}/roll/{}/me", own.kept.place.id));
    for one in belongings(house, own).await.map_err(wrong::problem)? {
        let recognition = one.group.judged.as_ref().and_then(|judged| judged.recognition);
        let (_, _, stands) = state(&one.group, recognition.is_some_and(|r| r.holds(today)));
        leaf = leaf.with(
            Part::new(said(&one.group.name))
                .say(stands)
                .link(say("staff.open-link"), format!("{base}/{}", one.group.id)),
        );
    }
    let code = Field::text("code", &typed.get("code"), say("groups.join-code"));
    let name = Field::text("shown_as", &typed.get("shown_as"), say("groups.shown-as"));
    let leaf = leaf
        .with(
            Part::new(say("groups.join")).deed(
                Deed::new(format!("{base}/join"), say("groups.join-go"))
                    .field(code.code().fault_in(&faults))
                    .field(name.hint(say("groups.shown-as-hint")).fault_in(&faults)),
            ),
        )
        .with(
            Part::new(say("groups.new"))
                .say(say("groups.new-note"))
                .go(say("groups.new-go"), format!("{base}/new")),
        );
    Ok(leaf.page().unkept())
}

/// Asks about a new group.
#[get("/<lang>/roll/<place>/me/groups/new", rank = 1)]
pub fn new(lang: Lang, place: PlaceSlug, holder: Holder) -> Answer {
    let Some(own) = holder.of(&place.0) else { return to_card(lang, &place) };
    let typed = AskAnswers { months: "12".to_owned(), ..AskAnswers::default() };
    ask_page(lang, &own, &typed, &Faults::none()).into()
}

fn ask_page(lang: Lang, own: &Own, typed: &AskAnswers, faults: &Faults) -> Page {
    let say = Message::new;
    let base = base(lang, own);
    let kinds = Kind::ALL.map(|one| (one.name().to_owned(), kind(one))).to_vec();
    let field = |name: &str, value: &str, label: &str| {
        Field::text(name, value, say(label)).fault_in(faults)
    };
    Question::new(say("groups.new"), format!("{base}/new"))
        .lead(say("groups.new-lead"))
        .back(base)
        .button(say("groups.new-send"))
        .faults(faults.clone())
        .field(field("name", &typed.name, "groups.name"))
        .radios(Radios::new("kind", say("groups.what"), &typed.kind, kinds, faults))
        .field(field("about", &typed.about, "groups.about"))
        .field(
            field("shown_as", &typed.shown_as, "groups.shown-as").hint(say("groups.shown-as-hint")),
        )
        .field(field("months", &typed.months, "groups.months").hint(say("groups.months-hint")))
        .page()
        .unkept()
}

/// Takes the request.
#[post("/<lang>/roll/<place>/me/groups/new", data = "<form>", rank = 1)]
pub async fn ask_it(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    let typed = AskAnswers {
        name: form.0.get("name"),
        kind: form.0.get("kind"),
        language: lang.code().to_owned(),
        about: form.0.get("about"),
        shown_as: form.0.get("shown_as"),
        months: form.0.get("months"),
    };
    match ask(house, &own, &typed).await {
        Ok(id) => Ok(Redirect::to(uri!(one(lang, place, id))).into()),
        Err(error) => Ok(ask_page(lang, &own, &typed, &wrong::faults(error)?).into()),
    }
}

/// Joins by a code.
#[post("/<lang>/roll/<place>/me/groups/join", data = "<form>", rank = 1)]
pub async fn join_it(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    match join(house, &own, &form.0.get("code"), &form.0.get("shown_as")).await {
        Ok(id) => Ok(Redirect::to(uri!(one(lang, place, id))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(list_page(lang, &own, house, &form.0, faults).await?.into())
        }
    }
}

/// One of one's groups.
#[get("/<lang>/roll/<place>/me/groups/<group>", rank = 2)]
pub async fn one(
    lang: Lang,
    place: PlaceSlug,
    group: &str,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    Ok(group_page(lang, &own, house, group, Faults::none()).await?.into())
}

async fn group_page(
    lang: Lang,
    own: &Own,
    house: &House,
    group: &str,
    faults: Faults,
) -> Result<Page, Problem> {
    let found = belonging(house, own, group).await.map_err(wrong::problem)?;
    let speaks = match speaks_for(house, own, group).await {
        Ok(spokesperson) => Some(spokesperson.until()),
        Err(DeskError::Unknown) => None,
        Err(other) => return Err(wrong::problem(other)),
    };
    let say = Message::new;
    let (base, today) = (format!("{}/{group}", base(lang, own)), own.kept.today(house));
    let recognition = found.group.judged.as_ref().and_then(|judged| judged.recognition);
    let (_, _, stands) = state(&found.group, recognition.is_some_and(|r| r.holds(today)));
    let mut about = Part::plain()
        .say(said(&found.group.about))
        .fact(say("groups.what"), kind(found.group.kind))
        .fact(say("groups.stands"), stands);
    if let Some(judged) = found.group.judged.as_ref().filter(|judged| !judged.reason.is_empty()) {
        about = about.fact(say("groups.reason"), said(&judged.reason));
    }
    let title = say("groups.group-title").text("name", found.group.name.clone());
    let mut leaf = Leaf::new(title)
        .faults(faults.clone())
        .back(say("groups.own"), self::base(lang, own))
        .with(about)
        .with(people_part(&found, today));
    if let Some(until) = speaks {
        leaf = leaf
            .with(
                Part::new(say("groups.you-speak"))
                    .say(say("groups.you-speak-until").day("day", day(until)))
                    .deed(Deed::new(format!("{base}/invite"), say("groups.invite"))),
            )
            .with(mandate_part(&base, &found, today, &faults));
    }
    let leaf = leaf.with(
        Part::new(say("groups.leave"))
            .say(say("groups.leave-note"))
            .deed(Deed::new(format!("{base}/leave"), say("groups.leave"))),
    );
    Ok(leaf.page().unkept())
}

fn people_part(found: &Belonging, today: morada_engine::eligibility::Date) -> Part {
    let say = Message::new;
    let line = |member: &crate::app::associations::Member| {
        let own = found.representatives.iter().find(|one| one.who == member.who);
        let holds = own.filter(|one| one.mandate.holds(today));
        match holds {
            Some(one) => say("groups.speaker")
                .text("who", member.shown_as.clone())
                .day("until", day(one.mandate.until)),
            None => said(&member.shown_as),
        }
    };
    Part::new(say("groups.people-title"))
        .say(say("groups.people-note"))
        .list(found.people.iter().map(line).collect())
}

fn mandate_part(
    base: &str,
    found: &Belonging,
    today: morada_engine::eligibility::Date,
    faults: &Faults,
) -> Part {
    let say = Message::new;
    let months = Field::text("months", "12", say("groups.months"));
    let name = Field::text("member", "", say("groups.mandate-who"));
    let part = Part::new(say("groups.mandate")).deed(
        Deed::new(format!("{base}/mandate"), say("groups.mandate-go"))
            .field(name.fault_in(faults))
            .field(months.hint(say("groups.months-hint")).fault_in(faults)),
    );
    let holding = found.representatives.iter().filter(|one| one.mandate.holds(today));
    holding.fold(part, |part, one| {
        let button = say("groups.mandate-end").text("who", one.shown_as.clone());
        part.deed(Deed::new(format!("{base}/end"), button).hidden("member", one.shown_as.clone()))
    })
}

/// Makes a code for one more resident, and shows it once.
#[post("/<lang>/roll/<place>/me/groups/<group>/invite", data = "<_form>")]
pub async fn invite_it(
    lang: Lang,
    place: PlaceSlug,
    group: &str,
    _form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    let spokesperson = speaks_for(house, &own, group).await.map_err(wrong::problem)?;
    let code = invite(house, &own, &spokesperson).await.map_err(wrong::problem)?;
    let say = Message::new;
    let leaf = Leaf::new(say("groups.invited"))
        .lead(say("groups.invited-lead"))
        .back(said(spokesperson.name()), format!("{}/{group}", base(lang, &own)))
        .with(Part::plain().code(grouped(&code)));
    Ok(leaf.page().unkept().into())
}

/// A code in groups of five, as people read it out.
fn grouped(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    let groups: Vec<String> = signs.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Gives a mandate to one of the group's people.
#[post("/<lang>/roll/<place>/me/groups/<group>/mandate", data = "<form>")]
pub async fn give(
    lang: Lang,
    place: PlaceSlug,
    group: &str,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    let spokesperson = speaks_for(house, &own, group).await.map_err(wrong::problem)?;
    let (member, months) = (form.0.get("member"), form.0.get("months"));
    let given = give_mandate(house, &own, &spokesperson, member.trim(), &months).await;
    again(lang, &place, group, &own, house, given).await
}

/// Ends a mandate today.
#[post("/<lang>/roll/<place>/me/groups/<group>/end", data = "<form>")]
pub async fn end(
    lang: Lang,
    place: PlaceSlug,
    group: &str,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    let spokesperson = speaks_for(house, &own, group).await.map_err(wrong::problem)?;
    let ended = end_mandate(house, &spokesperson, &form.0.get("member")).await;
    again(lang, &place, group, &own, house, ended).await
}

/// Back to the group, or the same page with what must be put right.
async fn again(
    lang: Lang,
    place: &PlaceSlug,
    group: &str,
    own: &Own,
    house: &House,
    done: Result<(), DeskError>,
) -> Answered {
    let faults = match done {
        Ok(()) => return Ok(Redirect::to(uri!(one(lang, place.clone(), group))).into()),
        Err(DeskError::Unknown) => Faults::at("member", Message::new("groups.wrong-member")),
        Err(error) => wrong::faults(error)?,
    };
    Ok(Answer::from(group_page(lang, own, house, group, faults).await?))
}

/// Leaves a group.
#[post("/<lang>/roll/<place>/me/groups/<group>/leave", data = "<_form>")]
pub async fn leave_it(
    lang: Lang,
    place: PlaceSlug,
    group: &str,
    _form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_card(lang, &place)) };
    leave(house, &own, group).await.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(list(lang, place))).into())
}
