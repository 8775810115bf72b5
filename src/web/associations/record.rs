//! The public record of groups: who is known here, how, and who may speak for them until when.

use std::sync::Arc;

use rocket::{State, get};

use super::words::{kind, known, people, state};
use crate::app::House;
use crate::app::associations::record::{Public, record};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::params::PlaceSlug;
use crate::web::roll::leaf::{Leaf, Part};
use crate::web::roll::words::{day, said};
use crate::web::staff::wrong;

/// Shows the record of a place.
#[get("/<lang>/associations/<place>")]
pub async fn show(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let (place, _, groups) = record(house, &place.0).await.map_err(wrong::problem)?;
    let leaf = Leaf::new(say("groups.title")).lead(say("groups.lead")).with(
        Part::plain().link(say("groups.own"), format!("/{lang}/roll/{}/me/groups", place.id)),
    );
    let leaf = if groups.is_empty() {
        leaf.with(Part::plain().say(say("groups.none")))
    } else {
        groups.iter().fold(leaf, |leaf, public| leaf.with(part(public)))
    };
    Ok(leaf.page().into())
}

fn part(public: &Public) -> Part {
    let say = Message::new;
    let group = &public.group;
    let (_, _, stands) = state(group, public.known);
    let mut part = Part::new(said(&group.name))
        .say(said(&group.about))
        .fact(say("groups.what"), kind(group.kind))
        .fact(say("groups.stands"), stands);
    if let Some(judged) = &group.judged {
        if let Some(recognition) = &judged.recognition {
            part = part
                .fact(say("groups.how"), known(recognition.known))
                .fact(say("groups.since"), say("groups.day").day("day", day(recognition.since)))
                .fact(say("groups.until"), say("groups.day").day("day", day(recognition.until)));
        }
        if !judged.reason.is_empty() {
            part = part.fact(say("groups.reason"), said(&judged.reason));
        }
    }
    if let Some(by) = &public.judged_by {
        part = part.fact(say("groups.by"), said(by));
    }
    if public.known {
        let speakers = public.representatives.iter().map(|one| {
            let until = day(one.mandate.until);
            say("groups.speaker").text("who", one.shown_as.clone()).day("until", until)
        });
        let speakers: Vec<Message> = speakers.collect();
        part = part.fact(say("groups.how-many"), people(public.people));
        part = if speakers.is_empty() {
            part.say(say("groups.no-speaker"))
        } else {
            part.say(say("groups.speakers")).list(speakers)
        };
    }
    part
}
