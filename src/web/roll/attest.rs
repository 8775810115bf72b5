//! Who may attest, in public; and the page on which an organisation attests one person.

use std::sync::Arc;

use rocket::{State, get, post};

use super::front::{base, kept};
use super::holder::Holder;
use super::leaf::{Deed, Leaf, Part};
use super::own;
use super::words::{evidence, on, said, shown};
use crate::app::House;
use crate::app::roll::attest::{Mandate, NEIGHBOURLY, attest, mandates, vouch};
use crate::app::roll::keeping::Kept;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::client::Client;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::pace::Pace;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// The organisations that may attest, how many each may, and how many each did.
#[get("/<lang>/roll/<place>/attestors")]
pub async fn list(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let kept = kept(house, &place).await?;
    let all = mandates(house, &place.0).await.map_err(wrong::problem)?;
    let base = base(lang, &kept);
    let mut leaf = Leaf::new(say("attest.title"))
        .lead(say("attest.lead"))
        .back(say("roll.to-front"), base.clone());
    if all.is_empty() {
        leaf = leaf.with(Part::plain().say(say("attest.none")));
    }
    for mandate in &all {
        leaf = leaf.with(part(mandate));
    }
    let leaf = leaf
        .with(
            Part::new(say("attest.neighbours"))
                .say(say("attest.neighbours-note").count("n", NEIGHBOURLY)),
        )
        .with(
            Part::new(say("attest.own"))
                .say(say("attest.own-note"))
                .link(say("attest.go"), format!("{base}/attest")),
        );
    Ok(leaf.page().into())
}

fn part(mandate: &Mandate) -> Part {
    let say = Message::new;
    let until = if mandate.holds { on(mandate.until) } else { say("attest.over") };
    Part::new(said(&mandate.name))
        .fact(say("roll.evidence-kind"), evidence(&mandate.kind))
        .fact(say("attest.until"), until)
        .fact(say("attest.yearly"), say("roll.number").count("n", u64::from(mandate.yearly)))
        .fact(say("attest.made"), shown(mandate.made))
}

/// Asks for the key of an organisation.
#[get("/<lang>/roll/<place>/attest")]
pub async fn form(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    Ok(page(lang, &kept(house, &place).await?, Faults::none()).into())
}

fn page(lang: Lang, kept: &Kept, faults: Faults) -> Page {
    let say = Message::new;
    let base = base(lang, kept);
    let key = Field::text("key", "", say("attest.key")).code().fault_in(&faults);
    Leaf::new(say("attest.go"))
        .lead(say("attest.go-lead"))
        .back(say("attest.title"), format!("{base}/attestors"))
        .faults(faults)
        .with(
            Part::new(say("attest.promise"))
                .list(vec![
                    say("attest.promise-1"),
                    say("attest.promise-2"),
                    say("attest.promise-3"),
                ])
                .deed(Deed::new(format!("{base}/attest"), say("attest.make")).main().field(key)),
        )
        .page()
        .unkept()
}

/// Makes the code for one person.
#[post("/<lang>/roll/<place>/attest", data = "<form>")]
pub async fn make(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
) -> Answered {
    let kept = kept(house, &place).await?;
    match attest(house, &place.0, &form.0.get("key")).await {
        Ok(code) => Ok(made(lang, &kept, &code.printed()).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            pace.count(client).map_err(Problem::TooMany)?;
            Ok(page(lang, &kept, faults).into())
        }
    }
}

/// A neighbour on the roll attests one person.
#[post("/<lang>/roll/<place>/me/vouch", data = "<_form>")]
pub async fn vouch_for(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = kept(house, &place).await?;
    let Some(holder) = holder.of(&place.0) else {
        return Ok(own::to_sign_in(lang, place).into());
    };
    match vouch(house, &holder).await {
        Ok(code) => Ok(made(lang, &kept, &code.printed()).into()),
        Err(error) => Ok(own::page(lang, &holder, wrong::faults(error)?).into()),
    }
}

fn made(lang: Lang, kept: &Kept, code: &str) -> Page {
    let say = Message::new;
    Leaf::new(say("attest.made-title"))
        .lead(say("attest.made-lead"))
        .back(say("roll.to-front"), base(lang, kept))
        .with(Part::plain().code(code).say(say("attest.made-once")))
        .page()
        .unkept()
}
