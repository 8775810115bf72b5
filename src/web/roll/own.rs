//! One's own page: see, take away, put right, object, be deleted. The card and its PIN let its holder in.

use std::sync::Arc;

use rocket::http::{ContentType, CookieJar, Header};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::card::{CardView, show_once};
use super::front::{base, kept};
use super::holder::Holder;
use super::leaf::{Deed, Leaf, Part};
use super::question::Question;
use super::words::{evidence, said, tie};
use super::{card, cookies, front, votes};
use crate::app::House;
use crate::app::proposals::season::Season;
use crate::app::roll::attest::NEIGHBOURLY;
use crate::app::roll::ballots::{own_ballots, own_data};
use crate::app::roll::cards::face;
use crate::app::roll::closing::processes_of;
use crate::app::roll::keeping::Kept;
use crate::app::roll::mine::{
    CardAnswers, Own, delete_me, enter_with_card, leave, lose_card, set_name_on_card, set_pin,
};
use crate::app::roll::moves::begin_change;
use crate::app::roll::passes::set_contact;
use crate::app::roll::people::tie_named;
use crate::app::staff::sign_in::SignInError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::client::Client;
use crate::web::csrf::Posted;
use crate::web::follow::own_part;
use crate::web::forms::{Faults, Field};
use crate::web::pace::Pace;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// Asks for card and PIN.
#[get("/<lang>/roll/<place>/card")]
pub async fn sign_in_form(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    Ok(sign_in_page(lang, &kept(house, &place).await?, "", Faults::none()).into())
}

fn sign_in_page(lang: Lang, kept: &Kept, number: &str, faults: Faults) -> Page {
    let say = Message::new;
    let base = base(lang, kept);
    Question::new(say("roll.in-title"), format!("{base}/card"))
        .lead(say("roll.in-lead"))
        .field(Field::text("number", number, say("roll.card-number")).code().fault_in(&faults))
        .field(
            Field::text("pin", "", say("roll.card-pin"))
                .kind("password")
                .autocomplete("current-password")
                .fault_in(&faults),
        )
        .faults(faults)
        .button(say("roll.in-go"))
        .skip(say("reach.once-title"), format!("{base}/once"))
        .back(base)
        .page()
}

/// Lets the holder of a card in, or says that something did not fit; never what.
#[post("/<lang>/roll/<place>/card", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn sign_in(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let typed = form.0;
    let answers = CardAnswers {
        number: typed.get("number"),
        pin: typed.get("pin"),
        device: cookies::device(jar, site),
    };
    let message = match enter_with_card(house, &place.0, &answers).await {
        Ok(session) => {
            cookies::keep_session(jar, site, session.token, session.device);
            return Ok(match cookies::take_way_back(jar, site) {
                Some(page) => Redirect::to(page).into(),
                None => Redirect::to(uri!(show(lang, place))).into(),
            });
        }
        Err(SignInError::Wrong) => Message::new("roll.in-wrong"),
        Err(SignInError::Wait(seconds)) => Message::new("roll.in-wait").count("n", seconds),
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    pace.count(client).map_err(Problem::TooMany)?;
    let kept = kept(house, &place).await?;
    let page = sign_in_page(lang, &kept, &answers.number, Faults::at("number", message));
    Ok(page.into())
}

/// One's own page.
#[get("/<lang>/roll/<place>/me")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else { return Ok(to_sign_in(lang, place).into()) };
    let mut leaf = leaf(lang, &own, Faults::none());
    for ballots in own_ballots(house, &own).await.map_err(wrong::problem)? {
        leaf = leaf.with(votes::own_part(lang, &ballots));
    }
    leaf = leaf.with(proposals(lang, &own, house).await?);
    if let Some(followed) = own_part(lang, &own, house).await? {
        leaf = leaf.with(followed);
    }
    Ok(leaf.page().unkept().into())
}

/// Where the holder can propose, support and follow.
async fn proposals(lang: Lang, own: &Own, house: &House) -> Result<Part, Problem> {
    let mut part = Part::new(Message::new("proposals.list-title"));
    for process in processes_of(house, own.place()).await.map_err(wrong::problem)? {
        if Season::is_one(house, &process.id).await.map_err(wrong::problem)? {
            let name = words_in(&process.title, lang, &process.languages).text;
            part = part.link(said(&name), format!("/{lang}/p/{}/proposals", process.id));
        }
    }
    Ok(part)
}

/// The way to where card and PIN are asked for.
pub(super) fn to_sign_in(lang: Lang, place: PlaceSlug) -> Redirect {
    Redirect::to(uri!(sign_in_form(lang, place)))
}

pub(super) fn page(lang: Lang, own: &Own, faults: Faults) -> Page {
    leaf(lang, own, faults).page().unkept()
}

fn leaf(lang: Lang, own: &Own, faults: Faults) -> Leaf {
    let say = Message::new;
    let base = base(lang, &own.kept);
    let me = |end: &str| format!("{base}/me/{end}");
    let data = own.data();
    let kind = tie_named(data.tie).map_or_else(|| said(data.tie), tie);
    let seen = Part::new(say("roll.me-data"))
        .fact(say("roll.person-name"), said(&data.name))
        .fact(say("roll.person-born"), said(&data.born))
        .fact(say("roll.place-area"), said(&data.area))
        .fact(say("roll.place-tie"), kind)
        .fact(say("roll.place-since"), said(&data.since))
        .fact(say("roll.evidence-kind"), evidence(&data.evidence))
        .fact(say("roll.me-checked"), said(&data.checked_on))
        .fact(say("roll.me-until"), said(&data.valid_until))
        .fact(say("roll.card-number"), said(&data.card))
        .link(say("roll.me-take"), me("data"));
    let (wanted, name) =
        if data.name_on_card { ("no", "roll.me-name-off") } else { ("yes", "roll.me-name-on") };
    Leaf::new(say("roll.me-title"))
        .lead(say("roll.me-lead"))
        .faults(faults.clone())
        .with(
            Part::new(say("roll.me-card"))
                .go(say("roll.me-card-show"), me("card"))
                .deed(Deed::new(me("name"), say(name)).hidden("wanted", wanted))
                .deed(Deed::new(me("lost"), say("roll.me-lost"))),
        )
        .with(seen)
        .with(
            Part::new(say("roll.me-pin")).deed(
                Deed::new(me("pin"), say("roll.me-pin-go")).field(
                    Field::text("pin", "", say("roll.me-pin-new"))
                        .kind("password")
                        .autocomplete("new-password")
                        .hint(say("roll.me-pin-hint"))
                        .fault_in(&faults),
                ),
            ),
        )
        .with(
            Part::new(say("groups.own"))
                .say(say("groups.own-lead"))
                .link(say("groups.own"), me("groups")),
        )
        .with(
            Part::new(say("reach.contact")).say(say("reach.contact-note")).deed(
                Deed::new(me("contact"), say("staff.save")).field(
                    Field::text("contact", &data.contact, say("reach.contact-label"))
                        .hint(say("reach.contact-hint"))
                        .fault_in(&faults),
                ),
            ),
        )
        .with(
            Part::new(say("attest.vouch"))
                .say(say("attest.neighbours-note").count("n", NEIGHBOURLY))
                .deed(Deed::new(me("vouch"), say("attest.vouch-go")).id("vouch")),
        )
        .with(
            Part::new(say("roll.me-wrong"))
                .say(say("moves.change-note"))
                .deed(Deed::new(me("change"), say("moves.change-go"))),
        )
        .with(
            Part::new(say("roll.me-delete")).say(say("roll.me-delete-note")).deed(
                Deed::new(me("delete"), say("roll.me-delete-go")).field(
                    Field::text("sure", "", say("roll.me-delete-sure").text("word", data.card))
                        .code()
                        .fault_in(&faults),
                ),
            ),
        )
        .with(Part::plain().deed(Deed::new(me("leave"), say("roll.me-leave"))))
}

/// The card, to show on a telephone or to print.
#[get("/<lang>/roll/<place>/me/card")]
pub async fn own_card(
    lang: Lang,
    place: PlaceSlug,
    holder: Holder,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else {
        return Ok(Redirect::to(uri!(sign_in_form(lang, place))).into());
    };
    let face = face(house, &own.kept, own.number()).await.map_err(wrong::problem)?;
    let back = format!("{}/me", base(lang, &own.kept));
    Ok(Page::show(&CardView::new(lang, &own.kept, site, face, None, back)).unkept().into())
}

/// What is kept of somebody, as a file.
#[derive(rocket::Responder)]
pub struct Away {
    body: String,
    kind: ContentType,
    disposition: Header<'static>,
    keeping: Header<'static>,
}

/// Takes one's data away.
#[get("/<_lang>/roll/<place>/me/data")]
pub async fn take_away(
    _lang: Lang,
    place: PlaceSlug,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Result<Away, Problem> {
    let own = holder.of(&place.0).ok_or(Problem::NotFound)?;
    let all = own_data(house, &own).await.map_err(wrong::problem)?;
    let body = serde_json::to_string_pretty(&all).map_err(|_| Problem::Broken)?;
    Ok(Away {
        body,
        kind: ContentType::JSON,
        disposition: Header::new("Content-Disposition", "attachment; filename=\"my-data.json\""),
        keeping: Header::new("Cache-Control", "no-store"),
    })
}

/// Puts the name on the card, or takes it off.
#[post("/<lang>/roll/<place>/me/name", data = "<form>")]
pub async fn name_on_card(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    if let Some(own) = holder.of(&place.0) {
        let wanted = form.0.get("wanted") == "yes";
        set_name_on_card(house, &own, wanted).await.map_err(wrong::problem)?;
    }
    Ok(Redirect::to(uri!(show(lang, place))).into())
}

/// Takes another PIN.
#[post("/<lang>/roll/<place>/me/pin", data = "<form>")]
pub async fn pin(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    if let Some(own) = holder.of(&place.0)
        && let Err(error) = set_pin(house, &own, &form.0.get("pin")).await
    {
        return Ok(page(lang, &own, wrong::faults(error)?).into());
    }
    Ok(Redirect::to(uri!(show(lang, place))).into())
}

/// Keeps where they want to be reached.
#[post("/<lang>/roll/<place>/me/contact", data = "<form>")]
pub async fn contact(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else {
        return Ok(Redirect::to(uri!(sign_in_form(lang, place))).into());
    };
    match set_contact(house, &own, &form.0.get("contact")).await {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, place))).into()),
        Err(error) => Ok(page(lang, &own, wrong::faults(error)?).into()),
    }
}

/// Begins a request to change what is kept: the same questions, filled in.
#[post("/<lang>/roll/<place>/me/change", data = "<_form>")]
pub async fn change(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else {
        return Ok(Redirect::to(uri!(sign_in_form(lang, place))).into());
    };
    let code = begin_change(house, &own).await.map_err(wrong::problem)?;
    cookies::keep_code(jar, site, &code);
    Ok(Redirect::to(format!("{}/request/place", base(lang, &own.kept))).into())
}

/// Says that the card is lost, and shows the new one.
#[post("/<lang>/roll/<place>/me/lost", data = "<_form>")]
pub async fn lost(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else {
        return Ok(Redirect::to(uri!(sign_in_form(lang, place))).into());
    };
    let new = lose_card(house, &own).await.map_err(wrong::problem)?;
    show_once(jar, house, site, &new);
    cookies::drop_session(jar, site);
    Ok(Redirect::to(uri!(card::made(lang, place))).into())
}

/// Leaves.
#[post("/<lang>/roll/<place>/me/leave", data = "<_form>")]
pub async fn sign_out(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    if let Some(token) = cookies::session(jar, site) {
        leave(house, &token).await.map_err(wrong::problem)?;
    }
    cookies::drop_session(jar, site);
    Ok(Redirect::to(uri!(front::show(lang, place))).into())
}

/// Deletes everything that is kept of somebody, who types the number of their card to say that they mean it.
#[post("/<lang>/roll/<place>/me/delete", data = "<form>")]
pub async fn delete(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(own) = holder.of(&place.0) else {
        return Ok(Redirect::to(uri!(sign_in_form(lang, place))).into());
    };
    let typed = morada_engine::roll::CardNumber::parse(&form.0.get("sure"));
    if typed.as_ref() != Ok(own.number()) {
        let faults = Faults::at("sure", Message::new("roll.me-delete-unsure"));
        return Ok(page(lang, &own, faults).into());
    }
    delete_me(house, &own).await.map_err(wrong::problem)?;
    cookies::drop_session(jar, site);
    let say = Message::new;
    let leaf = Leaf::new(say("roll.me-deleted"))
        .lead(say("roll.me-deleted-lead"))
        .back(say("roll.to-front"), base(lang, &own.kept));
    Ok(leaf.page().unkept().into())
}
