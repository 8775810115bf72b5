//! Every door of the web and who may open it: one table. A route that is missing here fails the
//! test, and so does a route that answers anybody otherwise than the table says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod web;

use std::collections::BTreeSet;

use morada::app::House;
use morada::app::staff::accounts::{AccountAnswers, operator_adds};
use morada::app::staff::enrol::{EnrolAnswers, enrol, invitation};
use morada::app::staff::second_factor::SharedKey;
use morada::app::staff::setup::begin::{Place, make_place};
use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;
use morada_engine::permission::{Act, Grant, Role};
use rocket::http::{Method, Status};
use web::{Browser, Lisbon};

/// Who may open a door.
#[derive(Clone, Copy)]
enum Door {
    /// Everybody, signed in or not.
    Everybody,
    /// Whoever is signed in.
    Staff,
    /// Whoever works in the place of the process, in whatever role.
    Place,
    /// Whoever the table of permissions lets do this in the place of the process.
    May(Act),
    /// The same for the whole house.
    MayInHouse(Act),
    /// Whoever is in with their residence card; others are led to its door.
    Card,
}

use Act::{
    AmendBallot, AnswerProposal, ApproveTranslation, ChangeRollEntry, ChangeStaff, CountBallot,
    DecideAppeal, DraftBallot, HideContent, ImportRoll, KeepWork, KnowAssociation, OpenBallot,
    PublishResult, ReadStaffLog, RecordCodeBatch, RunCouncil, SeeRollEntry, SeeTurnout, Translate,
    WriteOnBehalf,
};
use Door::{Card, Everybody, May, MayInHouse, Place as InPlace, Staff};
use Method::{Get, Post};

const DOORS: &[(Method, &str, Door)] = &[
    (Get, "/", Everybody),
    (Get, "/static/<hash>/<path..>", Everybody),
    // The place.
    (Get, "/<lang>", Everybody),
    (Get, "/<_lang>/accessibility", Everybody),
    (Get, "/<_lang>/data", Everybody),
    (Get, "/<_lang>/help", Everybody),
    (Get, "/<_lang>/safe", Everybody),
    (Get, "/<lang>/display", Everybody),
    (Post, "/<lang>/display", Everybody),
    (Get, "/demo", Everybody),
    (Get, "/<lang>/demo", Everybody),
    // Residents.
    (Get, "/<lang>/p/<process>", Everybody),
    (Get, "/<lang>/p/<process>/how", Everybody),
    (Get, "/<lang>/p/<process>/projects?<area>", Everybody),
    (Get, "/<lang>/p/<process>/projects/<contest>/<number>", Everybody),
    (Get, "/<lang>/p/<process>/vote?<gone>", Everybody),
    (Post, "/<lang>/p/<process>/vote", Everybody),
    (Get, "/<lang>/p/<process>/papers", Everybody),
    (Get, "/<lang>/p/<process>/vote/<contest>", Everybody),
    (Post, "/<lang>/p/<process>/vote/<contest>/check", Everybody),
    (Post, "/<lang>/p/<process>/vote/<contest>/cast", Everybody),
    (Get, "/<lang>/p/<process>/slip/<tracking>", Everybody),
    (Get, "/<lang>/p/<process>/slip/<tracking>/picture.svg", Everybody),
    (Get, "/<_lang>/p/<process>/slip/<tracking>/promise.txt", Everybody),
    (Get, "/<_lang>/p/<process>/slip/<tracking>/proof.txt", Everybody),
    (Post, "/<lang>/p/<process>/finish", Everybody),
    (Get, "/<lang>/p/<process>/find", Everybody),
    (Post, "/<lang>/p/<process>/find", Everybody),
    // Whoever holds a code: the code itself is the permission.
    (Get, "/<lang>/p/<process>/retire?<done>", Everybody),
    (Post, "/<lang>/p/<process>/retire", Everybody),
    // Observers.
    (Get, "/<lang>/p/<process>/results", Everybody),
    (Get, "/<lang>/p/<process>/results/<contest>", Everybody),
    (Get, "/<lang>/p/<process>/results/<contest>/share", Everybody),
    (Post, "/<lang>/p/<process>/results/<contest>/share", Everybody),
    (Get, "/<lang>/p/<process>/dispute", Everybody),
    (Get, "/<lang>/p/<process>/audit", Everybody),
    (Get, "/<_lang>/p/<process>/audit/checkpoint", Everybody),
    (Get, "/<_lang>/p/<process>/audit/bundle/<path..>", Everybody),
    (Get, "/<_lang>/p/<process>/audit/trustees.zip", Everybody),
    (Get, "/<_lang>/p/<process>/audit/proof?<old>", Everybody),
    (Get, "/<lang>/p/<process>/audit/chance?<of>&<take>", Everybody),
    (Get, "/<lang>/p/<process>/audit/verify", Everybody),
    (Get, "/<lang>/p/<process>/audit/witness", Everybody),
    (Post, "/<lang>/p/<process>/audit/witness", Everybody),
    (Get, "/log/<process>/checkpoint", Everybody),
    (Get, "/log/<process>/proof/<old>", Everybody),
    (Get, "/log/<process>/tile/<path..>", Everybody),
    // Council elections that were held elsewhere.
    (Get, "/<lang>/elections", Everybody),
    (Get, "/<_lang>/elections/rules", Everybody),
    (Get, "/<lang>/elections/<id>", Everybody),
    (Get, "/<_lang>/elections/<id>/file", Everybody),
    // The roll: a request is opened by its code, one's own page by card and PIN.
    (Get, "/<lang>/roll/<place>", Everybody),
    (Get, "/<lang>/roll/<place>/data", Everybody),
    (Get, "/<lang>/roll/<place>/numbers", Everybody),
    (Get, "/<lang>/roll/<place>/anomalies", Everybody),
    (Get, "/<_lang>/roll/<place>/closed/<process>", Everybody),
    (Get, "/<lang>/roll/<place>/may", Everybody),
    (Post, "/<lang>/roll/<place>/may", Everybody),
    (Post, "/<lang>/roll/<place>/begin", Everybody),
    (Get, "/<lang>/roll/<place>/code", Everybody),
    (Post, "/<lang>/roll/<place>/code", Everybody),
    (Get, "/<lang>/roll/<place>/request", Everybody),
    (Get, "/<lang>/roll/<place>/request/<step>", Everybody),
    (Post, "/<lang>/roll/<place>/request/<step>", Everybody),
    (Post, "/<lang>/roll/<place>/request/photo", Everybody),
    (Post, "/<lang>/roll/<place>/request/no-photo", Everybody),
    (Post, "/<lang>/roll/<place>/request/send", Everybody),
    (Post, "/<lang>/roll/<place>/request/object", Everybody),
    (Post, "/<lang>/roll/<place>/request/card", Everybody),
    (Post, "/<lang>/roll/<place>/request/put-away", Everybody),
    (Post, "/<lang>/roll/<place>/request/take-back", Everybody),
    (Get, "/<lang>/roll/<place>/new-card", Everybody),
    (Get, "/R/CARD/<text>", Everybody),
    (Get, "/<lang>/card/<text>", Everybody),
    (Get, "/<lang>/roll/<place>/card", Everybody),
    (Post, "/<lang>/roll/<place>/card", Everybody),
    (Get, "/<lang>/roll/<place>/me", Card),
    (Get, "/<lang>/roll/<place>/me/card", Card),
    (Get, "/<_lang>/roll/<place>/me/data", Card),
    (Post, "/<lang>/roll/<place>/me/name", Card),
    (Post, "/<lang>/roll/<place>/me/pin", Card),
    (Post, "/<lang>/roll/<place>/me/lost", Card),
    (Post, "/<lang>/roll/<place>/me/contact", Card),
    (Post, "/<lang>/roll/<place>/me/change", Card),
    (Get, "/<lang>/roll/<place>/once?<code>", Everybody),
    (Post, "/<lang>/roll/<place>/once", Everybody),
    (Post, "/<lang>/roll/<place>/link", Everybody),
    (Get, "/<lang>/roll/<place>/attestors", Everybody),
    (Get, "/<lang>/roll/<place>/attest", Everybody),
    (Post, "/<lang>/roll/<place>/attest", Everybody),
    (Post, "/<lang>/roll/<place>/me/vouch", Card),
    (Post, "/<lang>/roll/<place>/me/delete", Card),
    (Post, "/<lang>/roll/<place>/me/leave", Everybody),
    // Proposals. What is sent, supported or said takes the residence card; a draft is opened by its code.
    (Get, "/<lang>/p/<process>/proposals?<asked..>", Everybody),
    (Get, "/<lang>/p/<process>/proposals/refusals", Everybody),
    (Get, "/<lang>/p/<process>/proposals/<number>", Everybody),
    (Get, "/<_lang>/p/<process>/proposals/<number>/photo/<sha>", Everybody),
    (Get, "/<lang>/p/<process>/proposals/<number>/versions", Everybody),
    (Get, "/<lang>/p/<process>/proposals/<number>/poster", Everybody),
    (Get, "/<_lang>/p/<process>/map.svg?<x>&<y>", Everybody),
    (Get, "/<lang>/p/<process>/proposals.atom", Everybody),
    (Get, "/<lang>/p/<process>/proposals.csv", Everybody),
    (Get, "/api/v1/p/<process>/proposals?<asked..>", Everybody),
    (Get, "/api/v1/p/<process>/proposals/<number>", Everybody),
    (Get, "/api/v1/openapi.json", Everybody),
    (Get, "/<lang>/p/<process>/propose", Everybody),
    (Get, "/<lang>/p/<process>/propose/charter", Everybody),
    (Get, "/<lang>/p/<process>/propose/mine", Everybody),
    (Post, "/<lang>/p/<process>/propose/code", Everybody),
    (Post, "/<lang>/p/<process>/propose/send", Everybody),
    (Post, "/<lang>/p/<process>/propose/withdraw", Everybody),
    (Post, "/<lang>/p/<process>/propose/object", Everybody),
    (Post, "/<lang>/p/<process>/propose/author", Everybody),
    (Post, "/<lang>/p/<process>/propose/amendment", Everybody),
    (Post, "/<lang>/p/<process>/propose/put-away", Everybody),
    (Post, "/<lang>/p/<process>/propose/begin", Everybody),
    (Post, "/<lang>/p/<process>/propose/photo", Everybody),
    (Get, "/<lang>/p/<process>/propose/step/<step>", Everybody),
    (Post, "/<lang>/p/<process>/propose/step/<step>", Everybody),
    (Post, "/<lang>/p/<process>/propose/drop", Everybody),
    (Get, "/<lang>/p/<process>/propose/own", Card),
    (Post, "/<lang>/p/<process>/propose/own", Card),
    (Post, "/<lang>/p/<process>/proposals/<number>/support", Card),
    (Post, "/<lang>/p/<process>/proposals/<number>/take-back", Card),
    (Get, "/<lang>/p/<process>/proposals/<number>/say?<to>", Card),
    (Post, "/<lang>/p/<process>/proposals/<number>/say?<to>", Card),
    (Post, "/<lang>/p/<process>/proposals/<number>/own/change", Card),
    (Post, "/<lang>/p/<process>/proposals/<number>/own/take-away", Card),
    (Post, "/<lang>/p/<process>/proposals/<number>/own/object", Card),
    // The desk of proposals.
    (Get, "/<lang>/desk/p/<process>/proposals", InPlace),
    (Get, "/<lang>/desk/p/<process>/proposals/rules", InPlace),
    (Post, "/<lang>/desk/p/<process>/proposals/rules", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/proposals/queue", May(HideContent)),
    (Post, "/<lang>/desk/p/<process>/proposals/queue/<id>", May(HideContent)),
    (Get, "/<_lang>/desk/p/<process>/proposals/photo/<id>/<sha>", May(HideContent)),
    (Get, "/<lang>/desk/p/<process>/proposals/second", May(HideContent)),
    (Post, "/<lang>/desk/p/<process>/proposals/second/<decision>", May(HideContent)),
    (Get, "/<lang>/desk/p/<process>/proposals/objections", May(HideContent)),
    (Post, "/<lang>/desk/p/<process>/proposals/objections/<decision>", May(HideContent)),
    (Get, "/<lang>/desk/p/<process>/proposals/behalf?<done>", May(WriteOnBehalf)),
    (Post, "/<lang>/desk/p/<process>/proposals/behalf", May(WriteOnBehalf)),
    (Get, "/<lang>/desk/p/<process>/proposals/answer", May(AnswerProposal)),
    (Post, "/<lang>/desk/p/<process>/proposals/answer", May(AnswerProposal)),
    // The roll's desk.
    (Get, "/<lang>/desk/roll", Staff),
    (Get, "/<lang>/desk/roll/<place>", InPlace),
    (Get, "/<lang>/desk/roll/<place>/rule", InPlace),
    (Post, "/<lang>/desk/roll/<place>/rule", May(DraftBallot)),
    (Get, "/<lang>/desk/roll/<place>/new", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/new", May(ChangeRollEntry)),
    (Get, "/<lang>/desk/roll/<place>/new-card", InPlace),
    (Get, "/<lang>/desk/roll/<place>/find", May(SeeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/find", May(SeeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/card", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/end", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/pass", May(ChangeRollEntry)),
    (Get, "/<lang>/desk/roll/<place>/change/<entry>", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/change/<entry>", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/notice", May(ChangeRollEntry)),
    (Get, "/<lang>/desk/roll/<place>/queue", May(ChangeRollEntry)),
    (Get, "/<_lang>/desk/roll/<place>/queue/<request>/photo/<number>", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/queue/<request>", May(ChangeRollEntry)),
    (Get, "/<lang>/desk/roll/<place>/objections", May(DecideAppeal)),
    (Post, "/<lang>/desk/roll/<place>/objections/<request>", May(DecideAppeal)),
    (Get, "/<lang>/desk/roll/<place>/cases", May(ChangeRollEntry)),
    (Post, "/<lang>/desk/roll/<place>/cases/<case>", May(ChangeRollEntry)),
    // The council's secretary.
    (Get, "/<lang>/desk/elections/<place>", May(RunCouncil)),
    (Post, "/<lang>/desk/elections/<place>", May(RunCouncil)),
    (Post, "/<lang>/desk/elections/<place>/withdraw", May(RunCouncil)),
    (Get, "/<lang>/desk/roll/<place>/closing", May(DraftBallot)),
    (Post, "/<lang>/desk/roll/<place>/closing", May(DraftBallot)),
    (Get, "/<lang>/desk/roll/<place>/mandates", May(DraftBallot)),
    (Post, "/<lang>/desk/roll/<place>/mandates", May(DraftBallot)),
    (Post, "/<lang>/desk/roll/<place>/mandates/end", May(DraftBallot)),
    (Get, "/<lang>/desk/roll/<place>/register", May(ImportRoll)),
    (Post, "/<lang>/desk/roll/<place>/register", May(ImportRoll)),
    (Post, "/<lang>/desk/roll/<place>/register/yes", May(ImportRoll)),
    (Post, "/<lang>/desk/roll/<place>/register/away", May(ImportRoll)),
    (Get, "/<lang>/desk/roll/<place>/register/faults.csv", May(ImportRoll)),
    // Associations and collectives.
    (Get, "/<lang>/associations/<place>", Everybody),
    (Get, "/<lang>/roll/<place>/me/groups", Card),
    (Get, "/<lang>/roll/<place>/me/groups/new", Card),
    (Post, "/<lang>/roll/<place>/me/groups/new", Card),
    (Post, "/<lang>/roll/<place>/me/groups/join", Card),
    (Get, "/<lang>/roll/<place>/me/groups/<group>", Card),
    (Post, "/<lang>/roll/<place>/me/groups/<group>/invite", Card),
    (Post, "/<lang>/roll/<place>/me/groups/<group>/mandate", Card),
    (Post, "/<lang>/roll/<place>/me/groups/<group>/end", Card),
    (Post, "/<lang>/roll/<place>/me/groups/<group>/leave", Card),
    (Get, "/<lang>/desk/associations/<place>", May(KnowAssociation)),
    (Post, "/<lang>/desk/associations/<place>/<group>", May(KnowAssociation)),
    // Translation work.
    (Get, "/<lang>/desk/p/<process>/texts", InPlace),
    (Get, "/<lang>/desk/p/<process>/texts/<tongue>", InPlace),
    (Get, "/<_lang>/desk/p/<process>/texts/<tongue>/texts.xlf", InPlace),
    (Get, "/<_lang>/desk/p/<process>/texts/<tongue>/texts.csv", InPlace),
    (Get, "/<lang>/desk/p/<process>/texts/<tongue>/bring-in", May(Translate)),
    (Post, "/<lang>/desk/p/<process>/texts/<tongue>/bring-in", May(Translate)),
    (Get, "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>", May(Translate)),
    (Post, "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>", May(Translate)),
    (
        Post,
        "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/check",
        May(ApproveTranslation),
    ),
    (Get, "/<lang>/p/<process>/acts?<before>", Everybody),
    (Get, "/<_lang>/p/<process>/projects/<contest>/<number>/sound/<tongue>", Everybody),
    (Get, "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/sound", May(Translate)),
    (Post, "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/sound", May(Translate)),
    // What became of it.
    (Get, "/<lang>/p/<process>/works", Everybody),
    (Get, "/<lang>/p/<process>/works/<contest>/<number>", Everybody),
    (Get, "/<lang>/works/<place>", Everybody),
    (Get, "/<lang>/works/<place>/in/<year>", Everybody),
    (Get, "/<_lang>/works/<place>/works.csv", Everybody),
    (Get, "/<_lang>/works/<place>/works.json", Everybody),
    (Get, "/<lang>/desk/p/<process>/works", InPlace),
    (Get, "/<lang>/desk/p/<process>/works/<contest>/<number>", May(KeepWork)),
    (Get, "/<lang>/desk/p/<process>/works/<contest>/<number>/<saying>", May(KeepWork)),
    (Post, "/<lang>/desk/p/<process>/works/<contest>/<number>/<saying>", May(KeepWork)),
    // Before the desk: whoever holds an invitation, or knows a password.
    (Get, "/<lang>/desk/sign-in", Everybody),
    (Post, "/<lang>/desk/sign-in", Everybody),
    (Get, "/<lang>/desk/enrol/<token>", Everybody),
    (Post, "/<lang>/desk/enrol/<token>", Everybody),
    // One's own account.
    (Get, "/<lang>/desk", Staff),
    (Get, "/<lang>/desk/me", Staff),
    (Post, "/<lang>/desk/me", Staff),
    (Post, "/<lang>/desk/me/sessions", Staff),
    (Get, "/<_lang>/desk/stay", Staff),
    (Post, "/<lang>/desk/sign-out", Staff),
    // The house.
    (Get, "/<lang>/desk/log?<before>", MayInHouse(ReadStaffLog)),
    (Post, "/<_lang>/desk/log", MayInHouse(ReadStaffLog)),
    (Get, "/<lang>/desk/staff", MayInHouse(ChangeStaff)),
    (Get, "/<lang>/desk/staff/new", MayInHouse(ChangeStaff)),
    (Post, "/<lang>/desk/staff/new", MayInHouse(ChangeStaff)),
    (Get, "/<lang>/desk/staff/<id>", MayInHouse(ChangeStaff)),
    (Post, "/<lang>/desk/staff/<id>", MayInHouse(ChangeStaff)),
    (Post, "/<lang>/desk/staff/<id>/sessions", MayInHouse(ChangeStaff)),
    (Post, "/<lang>/desk/staff/confirm", MayInHouse(ChangeStaff)),
    (Post, "/<lang>/desk/staff/back", MayInHouse(ChangeStaff)),
    // Setting up: whoever works in the place looks, ballot officers write.
    (Get, "/<lang>/desk/begin", Staff),
    (Post, "/<lang>/desk/begin", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>", InPlace),
    (Get, "/<lang>/desk/p/<process>/set/<topic>", InPlace),
    (Post, "/<lang>/desk/p/<process>/set/<topic>", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/rules", InPlace),
    (Post, "/<lang>/desk/p/<process>/rules", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/contests/new", InPlace),
    (Post, "/<lang>/desk/p/<process>/contests/new", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/contests/<contest>", InPlace),
    (Get, "/<lang>/desk/p/<process>/contests/<contest>/edit", InPlace),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/edit", May(DraftBallot)),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/remove", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/contests/<contest>/projects/new", InPlace),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/projects/new", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/edit", InPlace),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/edit", May(DraftBallot)),
    (
        Post,
        "/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/remove",
        May(DraftBallot),
    ),
    (Get, "/<lang>/desk/p/<process>/contests/<contest>/import", InPlace),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/import", May(DraftBallot)),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/import/take", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/contests/<contest>/keys", InPlace),
    (Post, "/<lang>/desk/p/<process>/contests/<contest>/keys", May(DraftBallot)),
    (Get, "/<lang>/desk/p/<process>/letters", InPlace),
    (Post, "/<lang>/desk/p/<process>/letters", May(RecordCodeBatch)),
    // What counts takes two ballot officers.
    (Get, "/<lang>/desk/p/<process>/open", May(OpenBallot)),
    (Post, "/<lang>/desk/p/<process>/open", May(OpenBallot)),
    (Post, "/<lang>/desk/p/<process>/open/back", May(OpenBallot)),
    (Get, "/<lang>/desk/p/<process>/turnout", May(SeeTurnout)),
    (Get, "/<lang>/desk/p/<process>/notices", May(AmendBallot)),
    (Post, "/<lang>/desk/p/<process>/notices", May(AmendBallot)),
    (Post, "/<lang>/desk/p/<process>/notices/withdraw", May(AmendBallot)),
    (Post, "/<lang>/desk/p/<process>/notices/confirm", May(AmendBallot)),
    (Post, "/<lang>/desk/p/<process>/notices/back", May(AmendBallot)),
    (Get, "/<lang>/desk/p/<process>/trustees", May(CountBallot)),
    (Post, "/<lang>/desk/p/<process>/trustees", May(CountBallot)),
    (Get, "/<lang>/desk/p/<process>/count", May(CountBallot)),
    (Post, "/<lang>/desk/p/<process>/count", May(CountBallot)),
    (Get, "/<lang>/desk/p/<process>/publish", May(PublishResult)),
    (Post, "/<lang>/desk/p/<process>/publish", May(PublishResult)),
];

#[rocket::async_test]
async fn every_route_stands_in_the_table_and_the_table_has_no_other() {
    let lisbon = Lisbon::load().await;
    let browser = lisbon.browser().await;
    let named = |method: Method, uri: &str| format!("{method} {uri}");
    let routes: BTreeSet<String> =
        browser.client.rocket().routes().map(|r| named(r.method, &r.uri.to_string())).collect();
    let table: BTreeSet<String> = DOORS.iter().map(|(m, uri, _)| named(*m, uri)).collect();
    let missing: Vec<_> = routes.difference(&table).collect();
    let gone: Vec<_> = table.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "missing: {missing:#?}\ngone: {gone:#?}");
    assert_eq!(table.len(), DOORS.len(), "a door stands twice in the table");
}

/// What a door does to somebody who knocks.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// It opens; what is behind it may still say that a form is not filled in.
    Opens,
    /// It asks to sign in first.
    AsksWho,
    /// It says that this role may not.
    Refuses,
    /// It says that there is no such thing.
    KnowsNothing,
    /// It asks for card and PIN.
    AsksForCard,
}

/// Somebody who goes from door to door.
struct Walker {
    name: &'static str,
    browser: Browser,
    /// Roles and the place of each; `None` for somebody who is not signed in.
    roles: Option<Vec<(&'static str, Role)>>,
}

impl Walker {
    fn holds(&self, place: &str) -> Vec<Role> {
        let own = self.roles.iter().flatten();
        own.filter(|(held, _)| *held == "*" || *held == place).map(|(_, role)| *role).collect()
    }

    /// What the table says about this door and this person, who stands before Lisbon's process.
    fn expected(&self, door: Door) -> Answer {
        let may = |roles: &[Role], act: Act| {
            let granted = roles.iter().any(|role| act.grant(*role) != Grant::Refused);
            if granted { Answer::Opens } else { Answer::Refuses }
        };
        match door {
            Everybody => return Answer::Opens,
            // No walker has a card.
            Card => return Answer::AsksForCard,
            Staff | InPlace | May(_) | MayInHouse(_) => {}
        }
        if self.roles.is_none() {
            return Answer::AsksWho;
        }
        let here = self.holds("lisboa");
        match door {
            InPlace | May(_) if here.is_empty() => Answer::KnowsNothing,
            Everybody | Card | Staff | InPlace => Answer::Opens,
            May(act) => may(&here, act),
            // The list of acts has no resident in it: whoever reads it anywhere reads it here.
            MayInHouse(ReadStaffLog) => {
                let all: Vec<Role> = self.roles.iter().flatten().map(|(_, role)| *role).collect();
                may(&all, ReadStaffLog)
            }
            MayInHouse(act) => may(&self.holds("*"), act),
        }
    }

    async fn knock(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = match method {
            Get => self.browser.get(path).await,
            _ => self.browser.send_from("/en/display", path, fields).await,
        };
        let to_card = ["/en/roll/lisboa/card", "/en/roll/lisboa/me"];
        let to_card = answer.to.as_deref().is_some_and(|to| to_card.contains(&to));
        let to_sign_in = answer.to.as_deref() == Some("/en/desk/sign-in");
        assert!(answer.status.code < 500, "{} {path}: {}", self.name, answer.html);
        match answer.status {
            // Whoever signs out is led to the same page as whoever never signed in.
            Status::SeeOther if to_sign_in && !path.ends_with("sign-out") => Answer::AsksWho,
            Status::SeeOther if to_sign_in && self.roles.is_none() => Answer::AsksWho,
            Status::SeeOther if to_card => Answer::AsksForCard,
            Status::Forbidden => Answer::Refuses,
            // One's own data are no page: without a card there are none.
            Status::NotFound if path.ends_with("/me/data") => Answer::AsksForCard,
            Status::NotFound => Answer::KnowsNothing,
            _ => Answer::Opens,
        }
    }
}

/// A real address for a pattern of the table.
fn address(pattern: &str, clerk: &str) -> String {
    let path = pattern.split('?').next().unwrap();
    // Residents propose to next year's process.
    let proposals = ["/propos", "/map.svg"].iter().any(|part| path.contains(part));
    let process = if proposals { "lisboa-2027" } else { "lisboa-2026" };
    [
        ("<lang>", "en"),
        ("<_lang>", "en"),
        ("<process>", process),
        ("<contest>", "city"),
        ("<project>", "1"),
        ("<place>", "lisboa"),
        ("<step>", "place"),
        ("<text>", "00"),
        ("<request>", "0000"),
        ("<case>", "0000"),
        ("<entry>", "0000"),
        ("<decision>", "0000"),
        ("<sha>", "0000"),
        ("<number>", "1"),
        ("<saying>", "report"),
        ("<tongue>", "ar"),
        ("<group>", "0000"),
        ("<year>", "2026"),
        ("<topic>", "name"),
        ("<id>", clerk),
        ("<old>", "1"),
        ("<token>", "0000"),
        ("<tracking>", "00000-00000-00000-00000"),
        ("<hash>/<path..>", "0/morada.css"),
        ("<path..>", "manifest.json"),
    ]
    .into_iter()
    .fold(path.to_owned(), |path, (gap, word)| path.replace(gap, word))
}

/// Doors for everybody behind which there need be nothing: no such slip, invitation, result or file yet.
const MAY_BE_EMPTY: [&str; 25] = [
    "/elections/<id>",
    "/closed/",
    "/mandates/end",
    "/desk/roll/<place>/pass",
    "/desk/roll/<place>/notice",
    "/change/<entry>",
    "/register/faults.csv",
    "/sound/<tongue>",
    "/<group>",
    "/p/<process>/works",
    "/request/photo",
    "/propose/photo",
    "/propose/amendment",
    "/<sha>",
    "/<decision>",
    "/slip/",
    "/enrol/",
    "/results",
    "/audit/",
    "/static/",
    "/log/",
    "/<request>",
    "/<case>",
    "/desk/roll/<place>/card",
    "/desk/roll/<place>/end",
];

const PASSWORD: &str = "o elétrico vinte e oito";

/// Hires somebody and signs them in.
async fn hire(
    lisbon: &Lisbon,
    name: &'static str,
    roles: &[(&'static str, Role)],
) -> (Walker, String) {
    let house: &House = &lisbon.house;
    let typed = AccountAnswers {
        name: name.to_owned(),
        shown_as: name.to_owned(),
        team: format!("team of {name}"),
        language: "en".to_owned(),
        roles: roles.iter().map(|(place, role)| format!("{place}/{}", role.name())).collect(),
    };
    let token = operator_adds(house, &typed).await.unwrap();
    let found = invitation(house, &token).await.unwrap();
    let phone = SharedKey::from_base32(&found.key).unwrap();
    let code = phone.code_at(house.now());
    let answers = EnrolAnswers { password: PASSWORD.to_owned(), again: PASSWORD.to_owned(), code };
    enrol(house, &token, &answers).await.unwrap();
    house.clock().set(house.now().plus(60));
    let browser = lisbon.browser().await;
    let code = phone.code_at(house.now());
    let fields = [("name", name), ("password", PASSWORD), ("code", code.as_str())];
    let answer = browser.send("/en/desk/sign-in", &fields).await;
    assert_eq!(answer.to.as_deref(), Some("/en/desk"), "{}", answer.html);
    (Walker { name, browser, roles: Some(roles.to_vec()) }, found.account.id)
}

/// Every role of the staff, each in a place; the same in another place; two who are not signed in.
async fn walkers(lisbon: &Lisbon) -> (Vec<Walker>, String) {
    let porto = Place {
        id: PlaceId::parse("porto").unwrap(),
        name: Text::new([("pt", "Porto")]),
        languages: vec!["pt".to_owned()],
        time_zone: "Europe/Lisbon".to_owned(),
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        help_line: String::new(),
    };
    make_place(&lisbon.house, &porto, &[]).await.unwrap();
    let (clerk, id) = hire(lisbon, "clerk", &[("lisboa", Role::Evaluator)]).await;
    let resident = lisbon.browser().await;
    let code = morada::app::seeds::unused_codes(&lisbon.house).unwrap().1[0].printed();
    let vote = "/en/p/lisboa-2026/vote";
    assert_eq!(resident.send(vote, &[("code", &code)]).await.status, Status::SeeOther);
    let mut all = vec![
        Walker { name: "anonymous", browser: lisbon.browser().await, roles: None },
        Walker { name: "a resident in the booth", browser: resident, roles: None },
        clerk,
    ];
    for (name, role) in [
        ("mediator", Role::Mediator),
        ("moderator", Role::Moderator),
        ("registrar", Role::Registrar),
        ("officer", Role::BallotOfficer),
        ("secretary", Role::Secretary),
        ("mayor", Role::Mayor),
        ("observer", Role::Observer),
    ] {
        all.push(hire(lisbon, name, &[("lisboa", role)]).await.0);
    }
    all.push(hire(lisbon, "admin", &[("*", Role::Admin)]).await.0);
    all.push(hire(lisbon, "officer of Porto", &[("porto", Role::BallotOfficer)]).await.0);
    all.push(hire(lisbon, "registrar of Porto", &[("porto", Role::Registrar)]).await.0);
    (all, id)
}

/// Every walker knocks at every door, and at every form a second time without its token.
#[rocket::async_test]
async fn every_door_answers_everybody_as_the_table_says() {
    let lisbon = Lisbon::load().await;
    let (walkers, clerk) = walkers(&lisbon).await;
    let staff: BTreeSet<Role> =
        walkers.iter().filter_map(|w| w.roles.as_ref()).flatten().map(|(_, role)| *role).collect();
    assert_eq!(staff, BTreeSet::from(Role::STAFF), "every role of the staff walks");
    let mut wrong = Vec::new();
    for walker in &walkers {
        // The way out is taken last.
        let (out, doors): (Vec<_>, Vec<_>) =
            DOORS.iter().partition(|(_, pattern, _)| pattern.ends_with("sign-out"));
        for &(method, pattern, door) in doors.into_iter().chain(out) {
            let path = address(pattern, &clerk);
            let fields: &[(&str, &str)] = match pattern {
                "/<lang>/desk/begin" => &[("place", "lisboa")],
                // Nobody asks for anything, so the walk changes no account.
                "/<lang>/desk/staff/<id>" => &[("change", "nothing")],
                _ => &[],
            };
            let expected = walker.expected(door);
            let answer = walker.knock(method, &path, fields).await;
            let empty = MAY_BE_EMPTY.iter().any(|part| pattern.contains(part))
                && expected == Answer::Opens
                && answer == Answer::KnowsNothing;
            if answer != expected && !empty {
                let name = walker.name;
                wrong.push(format!("{name} at {method} {path}: {answer:?}, not {expected:?}"));
            }
            if method == Post {
                let bare = walker.browser.client.post(path.clone());
                let bare = bare.header(rocket::http::ContentType::Form).body("x=1").dispatch();
                let refused = matches!(bare.await.status(), Status::Forbidden | Status::SeeOther);
                if !refused {
                    wrong.push(format!("{} at {path}: a form without its token", walker.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
