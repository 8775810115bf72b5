//! Accounts of staff: who works here, and changes that one admin asks for and another confirms.

use std::sync::Arc;

use morada_engine::permission::Role;
use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::ChangeStaff;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::{endonym, said};
use super::sheet::{Form, Input, Row, Section, Sheet, Table, Tag};
use super::typed::Typed;
use super::wrong::role;
use super::{AtDesk, deed, enrol, wrong};
use crate::app::House;
use crate::app::staff::accounts::{
    AccountAnswers, CanSignIn, Change, account, accounts, ask, asked, confirm_change, end_sessions,
    role_field,
};
use crate::app::staff::confirm::take_back;
use crate::app::staff::permits::{Account, HeldRole, one_of_two_in_house};
use crate::app::staff::setup::begin::{Place, places};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};

fn half(who: &AtDesk) -> Result<OneOfTwo<ChangeStaff>, Problem> {
    one_of_two_in_house(&who.0).map_err(wrong::problem)
}

/// Every account, and what waits for a second admin.
#[get("/<lang>/desk/staff")]
pub async fn list(lang: Lang, who: AtDesk, house: &State<Arc<House>>) -> Answered {
    Ok(list_sheet(lang, &who, house, Faults::none()).await?.into())
}

async fn list_sheet(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let half = half(who)?;
    let all = accounts(house, &half).await.map_err(wrong::problem)?;
    let places = places(house).await.map_err(wrong::problem)?;
    let (team, roles, state) = (say("staff.team"), say("staff.roles"), say("staff.state"));
    let open = say("staff.open-link");
    let columns =
        vec![say("staff.person"), team.clone(), roles.clone(), state.clone(), open.clone()];
    let mut table = Table::new(say("staff.accounts"), columns);
    for (account, standing) in &all {
        let row = Row::new(said(&account.shown_as), Some(said(&account.name)))
            .cell(team.clone(), said(&account.team))
            .lines(roles.clone(), held(lang, &places, account))
            .tag(state.clone(), standing_tag(*standing))
            .link(open.clone(), open.clone(), format!("/{lang}/desk/staff/{}", account.id));
        table = table.row(row);
    }
    let mut sheet = Sheet::new(lang, say("staff.accounts"))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .lead(say("staff.accounts-lead"))
        .faults(faults)
        .with(Section::plain().table(table))
        .beside(
            Section::new(say("staff.more"))
                .link(say("staff.account-add"), format!("/{lang}/desk/staff/new")),
        );
    for (first, change) in asked(house).await.map_err(wrong::problem)? {
        let name = say("staff.asked-by").text("who", first.first.shown_as.as_str());
        let own = first.first.id == who.0.account().id;
        let (action, button) = if own {
            ("back", say("staff.take-back"))
        } else {
            ("confirm", say("staff.confirm-second"))
        };
        let form = Form::new(format!("/{lang}/desk/staff/{action}"), button)
            .hidden("id", first.id.clone());
        let section = Section::new(in_words(&all, &change))
            .paragraph(name)
            .list(asked_roles(lang, &places, &change))
            .form(form);
        sheet = sheet.beside(section);
    }
    Ok(sheet)
}

fn standing_tag(standing: CanSignIn) -> Tag {
    match standing {
        CanSignIn::Yes => Tag::new("", "check", Message::new("staff.account-works")),
        CanSignIn::NotYet => Tag::new("tag--info", "clock", Message::new("staff.account-invited")),
        CanSignIn::NoMore => Tag::new("tag--warn", "lock", Message::new("staff.account-closed")),
    }
}

/// What an account may do, and where.
fn held(lang: Lang, places: &[Place], account: &Account) -> Vec<Message> {
    account.roles.iter().map(|held| role_in(lang, places, held)).collect()
}

fn role_in(lang: Lang, places: &[Place], held: &HeldRole) -> Message {
    let place = places.iter().find(|place| Some(&place.id) == held.place.as_ref());
    match place {
        Some(place) => Message::new("staff.role-in")
            .said("role", role(held.role))
            .text("place", words_in(&place.name, lang, &place.languages).text),
        None => Message::new("staff.role-everywhere").said("role", role(held.role)),
    }
}

/// A change in a sentence.
fn in_words(all: &[(Account, CanSignIn)], change: &Change) -> Message {
    let name = |id: &str| {
        let found = all.iter().find(|(account, _)| account.id == id);
        found.map_or_else(|| id.to_owned(), |(account, _)| account.shown_as.clone())
    };
    match change {
        Change::Add { owner } => Message::new("staff.asks-add").text("who", &owner.shown_as),
        Change::Roles { account, .. } => {
            Message::new("staff.asks-roles").text("who", name(account))
        }
        Change::Invite { account } => Message::new("staff.asks-invite").text("who", name(account)),
        Change::Close { account } => Message::new("staff.asks-close").text("who", name(account)),
    }
}

fn asked_roles(lang: Lang, places: &[Place], change: &Change) -> Vec<Message> {
    let roles = match change {
        Change::Add { owner } => &owner.roles,
        Change::Roles { roles, .. } => roles,
        Change::Invite { .. } | Change::Close { .. } => return Vec::new(),
    };
    let offered = offered(lang, places);
    let named = |role: &String| offered.iter().find(|(value, _)| value == role);
    roles.iter().filter_map(named).map(|(_, words)| words.clone()).collect()
}

/// Every role that can be given: in each place, and the admin's for the whole house.
fn offered(lang: Lang, places: &[Place]) -> Vec<(String, Message)> {
    let in_place = |place: &Place| {
        let roles = Role::STAFF.into_iter().filter(|role| *role != Role::Admin);
        roles.map(|role| HeldRole { place: Some(place.id.clone()), role }).collect::<Vec<_>>()
    };
    let admin = HeldRole { place: None, role: Role::Admin };
    let all = places.iter().flat_map(in_place).chain([admin]);
    all.map(|held| (role_field(&held), role_in(lang, places, &held))).collect()
}

/// Asks for a new account.
#[get("/<lang>/desk/staff/new", rank = 1)]
pub async fn new(lang: Lang, who: AtDesk, house: &State<Arc<House>>) -> Answered {
    half(&who)?;
    let nothing = <Typed as Default>::default();
    Ok(new_sheet(lang, &who, house, &nothing, Faults::none()).await?.into())
}

async fn new_sheet(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let places = places(house).await.map_err(wrong::problem)?;
    let line = |name: &str, label: &str| Input::text(name, typed.get(name), say(label));
    let form = Form::new(format!("/{lang}/desk/staff/new"), say("staff.ask-second"))
        .go()
        .input(line("name", "staff.name").hint(say("staff.name-hint")).fault_in(&faults))
        .input(line("shown_as", "staff.shown-as").hint(say("staff.shown-hint")).fault_in(&faults))
        .input(line("team", "staff.team").hint(say("staff.team-hint")).fault_in(&faults))
        .input(languages(&typed.get("language")).fault_in(&faults))
        .input(
            Input::any_of("roles", &typed.all("roles"), say("staff.roles"), offered(lang, &places))
                .fault_in(&faults),
        );
    Ok(Sheet::new(lang, say("staff.account-add"))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .under(say("staff.accounts"), format!("/{lang}/desk/staff"))
        .lead(say("staff.account-add-lead"))
        .faults(faults)
        .with(Section::plain().form(form)))
}

fn languages(chosen: &str) -> Input {
    let all = Lang::OFFERED.into_iter().map(|lang| lang.code().to_owned());
    let all = all.map(|code| (code.clone(), said(&endonym(&code)))).collect();
    Input::one_of("language", chosen, Message::new("staff.language"), all)
}

/// Asks for it as the first of two.
#[post("/<lang>/desk/staff/new", data = "<form>", rank = 1)]
pub async fn add(
    lang: Lang,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let half = half(&who)?;
    let answers = AccountAnswers {
        name: typed.get("name"),
        shown_as: typed.get("shown_as"),
        team: typed.get("team"),
        language: typed.get("language"),
        roles: typed.all("roles"),
    };
    let done = async {
        let owner = answers.parse(house).await?;
        ask(house, &half, &Change::Add { owner }).await
    };
    let on = |()| Redirect::to(uri!(list(lang)));
    let again = async |faults| new_sheet(lang, &who, house, &typed, faults).await;
    deed::answer(&typed, done, on, again).await
}

/// One account and what can be asked about it.
#[get("/<lang>/desk/staff/<id>", rank = 2)]
pub async fn show(lang: Lang, id: &str, who: AtDesk, house: &State<Arc<House>>) -> Answered {
    Ok(one_sheet(lang, &who, house, id, None, Faults::none()).await?.into())
}

async fn one_sheet(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    id: &str,
    typed: Option<Vec<String>>,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let (account, standing) = account(house, &half(who)?, id).await.map_err(wrong::problem)?;
    let places = places(house).await.map_err(wrong::problem)?;
    let now: Vec<String> = account.roles.iter().map(role_field).collect();
    let chosen = typed.unwrap_or_else(|| now.clone());
    let mut roles = offered(lang, &places);
    let unusual = account.roles.iter().filter(|held| {
        let field = role_field(held);
        roles.iter().all(|(offered, _)| *offered != field)
    });
    let unusual: Vec<_> =
        unusual.map(|held| (role_field(held), role_in(lang, &places, held))).collect();
    roles.extend(unusual);
    let about = |what: &str, button: &str| {
        Form::new(format!("/{lang}/desk/staff/{id}"), say(button)).hidden("change", what)
    };
    let change = about("roles", "staff.ask-second")
        .go()
        .input(Input::any_of("roles", &chosen, say("staff.roles"), roles).fault_in(&faults));
    let sheet = Sheet::new(lang, said(&account.shown_as))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .under(say("staff.accounts"), format!("/{lang}/desk/staff"))
        .lead(say("staff.account-lead").text("name", &account.name).text("team", &account.team))
        .faults(faults);
    if standing == CanSignIn::NoMore {
        return Ok(sheet.with(Section::plain().paragraph(say("staff.account-closed"))));
    }
    let sessions = Section::new(say("staff.sessions"))
        .paragraph(say("staff.sessions-lead"))
        .form(Form::new(format!("/{lang}/desk/staff/{id}/sessions"), say("staff.sessions-end")));
    Ok(sheet
        .with(Section::new(say("staff.roles")).form(change))
        .beside(sessions)
        .beside(
            Section::new(say("staff.invite-again"))
                .paragraph(say("staff.invite-lead"))
                .form(about("invite", "staff.ask-second")),
        )
        .beside(
            Section::new(say("staff.close"))
                .paragraph(say("staff.close-lead"))
                .form(about("close", "staff.ask-second")),
        ))
}

/// Asks for a change of it as the first of two.
#[post("/<lang>/desk/staff/<id>", data = "<form>", rank = 2)]
pub async fn change(
    lang: Lang,
    id: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let half = half(&who)?;
    let account = id.to_owned();
    let wanted = match typed.get("change").as_str() {
        "roles" => Change::Roles { account, roles: typed.all("roles") },
        "invite" => Change::Invite { account },
        "close" => Change::Close { account },
        _ => return Err(Problem::Unreadable),
    };
    let roles = matches!(wanted, Change::Roles { .. }).then(|| typed.all("roles"));
    let done = ask(house, &half, &wanted);
    let on = |()| Redirect::to(uri!(list(lang)));
    let again = async |faults: Faults| {
        one_sheet(lang, &who, house, id, roles, faults.all_at("account", "roles")).await
    };
    deed::answer(&typed, done, on, again).await
}

/// Ends every session of it, at once.
#[post("/<lang>/desk/staff/<id>/sessions", data = "<form>")]
pub async fn end(
    lang: Lang,
    id: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = half(&who)?;
    let done = end_sessions(house, &half, id);
    let on = |()| Redirect::to(uri!(list(lang)));
    let again = async |faults: Faults| {
        one_sheet(lang, &who, house, id, None, faults.all_at("account", "roles")).await
    };
    deed::answer(&form.0, done, on, again).await
}

/// Confirms a change as the second of two. An invitation is shown once, on the page that answers.
#[post("/<lang>/desk/staff/confirm", data = "<form>", rank = 1)]
pub async fn confirm(
    lang: Lang,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Answered {
    match confirm_change(house, half(&who)?, &form.0.get("id")).await {
        Ok(Some(token)) => Ok(enrol::handed_over(lang, &who, site, &token).into()),
        Ok(None) => Ok(Redirect::to(uri!(list(lang))).into()),
        Err(error) => Ok(list_sheet(lang, &who, house, wrong::faults(error)?).await?.into()),
    }
}

/// Takes a change back that was asked for.
#[post("/<lang>/desk/staff/back", data = "<form>", rank = 1)]
pub async fn back(
    lang: Lang,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (half, id) = (half(&who)?, form.0.get("id"));
    let done = take_back(house, &half, &id);
    let on = |()| Redirect::to(uri!(list(lang)));
    let again = async |faults| list_sheet(lang, &who, house, faults).await;
    deed::answer(&form.0, done, on, again).await
}
