//! Accounts of staff: two admins make and change them, and nobody changes their own.
//!
//! The very first accounts are made by the operator on the machine itself (`morada staff add`).

use std::collections::BTreeSet;

use morada_engine::ids::PlaceId;
use morada_engine::permission::{Role, incompatibilities};
use morada_engine::permit::act::ChangeStaff;
use morada_engine::permit::{OneOfTwo, Permit, Subject};
use serde::{Deserialize, Serialize};

use super::acts::{Entry, note};
use super::confirm::{self, Waiting};
use super::one_step::in_one_step;
use super::permits::{Account, HeldRole};
use super::second_factor::SharedKey;
use super::setup::typed::{line, slug};
use super::{DeskError, Fault, Wrong, enrol, tokens};
use crate::app::House;
use crate::store::Tx;
use crate::store::office::{places, sessions, staff};

/// Who acts when the operator does, on the machine itself.
const OPERATOR: &str = "operator";

/// What is typed about an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountAnswers {
    /// The name to sign in with.
    pub name: String,
    /// How the owner wants to be named in public acts.
    pub shown_as: String,
    /// The office or department.
    pub team: String,
    /// The language of the pages.
    pub language: String,
    /// Roles as `place/role`, or `*/role` for the whole house.
    pub roles: Vec<String>,
}

/// A change of accounts, as the second admin sees and confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A new account.
    Add {
        /// Its owner.
        owner: Owner,
    },
    /// Another team or other roles.
    Roles {
        /// The account's id.
        account: String,
        /// All it may do from now on, as `place/role`.
        roles: Vec<String>,
    },
    /// A fresh invitation: password and phone are chosen anew.
    Invite {
        /// The account's id.
        account: String,
    },
    /// Nobody signs in with it any more.
    Close {
        /// The account's id.
        account: String,
    },
}

/// Who an account is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The name to sign in with.
    pub name: String,
    /// How the owner wants to be named in public acts.
    pub shown_as: String,
    /// The office or department.
    pub team: String,
    /// The language of the pages.
    pub language: String,
    /// Roles as `place/role`.
    pub roles: Vec<String>,
}

impl AccountAnswers {
    /// The owner of a new account.
    ///
    /// # Errors
    /// Everything to put right.
    pub async fn parse(&self, house: &House) -> Result<Owner, DeskError> {
        let mut faults = Vec::new();
        let mut take = |field: &str, text: &str, most| {
            line(field, text, most).map_err(|fault| faults.push(fault)).unwrap_or_default()
        };
        let owner = Owner {
            name: take("name", &self.name, 80).to_lowercase(),
            shown_as: take("shown_as", &self.shown_as, 80),
            team: take("team", &self.team, 80),
            language: take("language", &self.language, 12),
            roles: self.roles.clone(),
        };
        faults.extend(role_faults(house, &self.roles).await?);
        if staff::find_by_name(house.office.reader(), &owner.name).await?.is_some() {
            faults.push(Fault::new("name", Wrong::Taken));
        }
        if faults.is_empty() { Ok(owner) } else { Err(DeskError::Faulty(faults)) }
    }
}

/// Whether somebody can sign in with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanSignIn {
    /// They can.
    Yes,
    /// Its owner has not accepted the invitation yet.
    NotYet,
    /// It is closed.
    NoMore,
}

/// Every account, by name.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn accounts(
    house: &House,
    _half: &OneOfTwo<ChangeStaff>,
) -> Result<Vec<(Account, CanSignIn)>, DeskError> {
    let waiting = staff::not_enrolled(house.office.reader()).await?;
    let state = |account: &Account| match account.disabled_at {
        Some(_) => CanSignIn::NoMore,
        None if waiting.contains(&account.id) => CanSignIn::NotYet,
        None => CanSignIn::Yes,
    };
    let all = staff::all(house.office.reader()).await?;
    let with_state = |account: Account| {
        let state = state(&account);
        (account, state)
    };
    Ok(all.into_iter().map(with_state).collect())
}

/// One account.
///
/// # Errors
/// [`DeskError::Unknown`] without such an account.
pub async fn account(
    house: &House,
    half: &OneOfTwo<ChangeStaff>,
    id: &str,
) -> Result<(Account, CanSignIn), DeskError> {
    let all = accounts(house, half).await?;
    all.into_iter().find(|(account, _)| account.id == id).ok_or(DeskError::Unknown)
}

/// Ends every session of somebody else, at once and by one admin alone: it takes nothing away that
/// a fresh sign-in does not give back.
///
/// # Errors
/// [`Wrong::OwnAccount`], [`DeskError::Unknown`] without such an account.
pub async fn end_sessions(
    house: &House,
    half: &OneOfTwo<ChangeStaff>,
    id: &str,
) -> Result<(), DeskError> {
    if half.id() == id {
        return Err(DeskError::fault("account", Wrong::OwnAccount));
    }
    let (account, _) = account(house, half, id).await?;
    in_one_step(house, async |tx| {
        sessions::end_all(tx, &account.id).await?;
        note(house, tx, half.id(), None, &Entry::SessionsEnded { account: &account.id }).await
    })
    .await
}

/// Adds an account by the hand of the operator. Returns the token of its invitation.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right.
pub async fn operator_adds(house: &House, typed: &AccountAnswers) -> Result<String, DeskError> {
    operator_adds_with(house, typed, &SharedKey::fresh(house)).await
}

/// The same with a key for the telephone that is known already: the demo shows its codes on a page.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right.
pub(in crate::app) async fn operator_adds_with(
    house: &House,
    typed: &AccountAnswers,
    key: &SharedKey,
) -> Result<String, DeskError> {
    let owner = typed.parse(house).await?;
    in_one_step(house, async |tx| add(house, tx, OPERATOR, &owner, key).await).await
}

/// Asks for a change as the first of two admins.
///
/// # Errors
/// [`Wrong::OwnAccount`], or what is wrong with the change.
pub async fn ask(
    house: &House,
    half: &OneOfTwo<ChangeStaff>,
    change: &Change,
) -> Result<(), DeskError> {
    check(house, half, change).await?;
    let payload = serde_json::to_string(change).expect("a change has string keys");
    confirm::confirm_first(house, half, &payload, async |_| Ok(())).await
}

/// The changes that wait for a second admin.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn asked(house: &House) -> Result<Vec<(Waiting, Change)>, DeskError> {
    let waiting = confirm::waiting::<ChangeStaff>(house, &Subject::House).await?;
    let read = |first: Waiting| {
        let change = serde_json::from_str(&first.payload).ok()?;
        Some((first, change))
    };
    Ok(waiting.into_iter().filter_map(read).collect())
}

/// Carries a change out as the second of two admins. Returns the token of an invitation, if the
/// change makes one: it is shown once, to be handed over.
///
/// # Errors
/// [`DeskError::Refused`], [`Wrong::OwnAccount`], or [`Wrong::NothingWaits`].
pub async fn confirm_change(
    house: &House,
    half: OneOfTwo<ChangeStaff>,
    id: &str,
) -> Result<Option<String>, DeskError> {
    let found = asked(house).await?.into_iter().find(|(first, _)| first.id == id);
    let nothing = || DeskError::fault("phrase", Wrong::NothingWaits);
    let (first, change) = found.ok_or_else(nothing)?;
    check(house, &half, &change).await?;
    let permit = confirm::join(house, &first, half).await?;

    in_one_step(house, async |tx| {
        confirm::settle(house, tx, &first, &permit).await?;
        let token = carry_out(house, tx, &permit, &change).await?;
        two_admins_remain(tx).await?;
        Ok(token)
    })
    .await
}

/// Two changes at once, each confirmed by admins whom the other removes, must not leave a house that
/// nobody can change any more.
async fn two_admins_remain(tx: &Tx) -> Result<(), DeskError> {
    let all = staff::all(tx).await?;
    let admin = |account: &&Account| {
        let held = account.roles.iter().any(|held| held.role == Role::Admin);
        held && account.disabled_at.is_none()
    };
    let teams: BTreeSet<&str> = all.iter().filter(admin).map(|a| a.team.as_str()).collect();
    if teams.len() < 2 { Err(DeskError::fault("account", Wrong::LastAdmins)) } else { Ok(()) }
}

async fn carry_out(
    house: &House,
    tx: &Tx,
    permit: &Permit<ChangeStaff>,
    change: &Change,
) -> Result<Option<String>, DeskError> {
    let by = permit.by().last().ok_or(DeskError::Unknown)?;
    match change {
        Change::Add { owner } => {
            add(house, tx, by, owner, &SharedKey::fresh(house)).await.map(Some)
        }
        Change::Roles { account, roles } => {
            staff::set_roles(tx, account, &held(roles)).await?;
            // A role that changed counts at once, and asks for a fresh sign-in.
            sessions::end_all(tx, account).await?;
            note(house, tx, by, None, &Entry::AccountChanged { account }).await?;
            Ok(None)
        }
        Change::Invite { account } => {
            sessions::end_all(tx, account).await?;
            note(house, tx, by, None, &Entry::AccountChanged { account }).await?;
            enrol::invite(house, tx, account, &SharedKey::fresh(house)).await.map(Some)
        }
        Change::Close { account } => {
            staff::set_disabled(tx, account, Some(house.now())).await?;
            sessions::end_all(tx, account).await?;
            note(house, tx, by, None, &Entry::AccountChanged { account }).await?;
            Ok(None)
        }
    }
}

async fn add(
    house: &House,
    tx: &Tx,
    by: &str,
    owner: &Owner,
    key: &SharedKey,
) -> Result<String, DeskError> {
    let account = Account {
        id: tokens::fresh_id(house),
        name: owner.name.clone(),
        shown_as: owner.shown_as.clone(),
        team: owner.team.clone(),
        language: owner.language.clone(),
        disabled_at: None,
        roles: held(&owner.roles),
    };
    if !staff::insert(tx, &account).await? {
        return Err(DeskError::fault("name", Wrong::Taken));
    }
    note(house, tx, by, None, &Entry::AccountMade { account: &account.id }).await?;
    enrol::invite(house, tx, &account.id, key).await
}

/// What stands against a change, whoever of the two looks at it.
async fn check(
    house: &House,
    half: &OneOfTwo<ChangeStaff>,
    change: &Change,
) -> Result<(), DeskError> {
    let (account, faults) = match change {
        Change::Add { owner } => {
            let mut faults = role_faults(house, &owner.roles).await?;
            if staff::find_by_name(house.office.reader(), &owner.name).await?.is_some() {
                faults.push(Fault::new("name", Wrong::Taken));
            }
            (None, faults)
        }
        Change::Roles { account, roles } => (Some(account), role_faults(house, roles).await?),
        Change::Invite { account } | Change::Close { account } => (Some(account), Vec::new()),
    };
    if let Some(account) = account {
        if half.id() == account {
            return Err(DeskError::fault("account", Wrong::OwnAccount));
        }
        staff::find(house.office.reader(), account).await?.ok_or(DeskError::Unknown)?;
    }
    if faults.is_empty() { Ok(()) } else { Err(DeskError::Faulty(faults)) }
}

async fn role_faults(house: &House, roles: &[String]) -> Result<Vec<Fault>, DeskError> {
    let mut faults = Vec::new();
    if roles.is_empty() {
        faults.push(Fault::new("roles", Wrong::NothingChosen));
    }
    for text in roles {
        match parse_role(text) {
            None => faults.push(Fault::new("roles", Wrong::NotOffered)),
            Some(HeldRole { place: Some(place), .. }) => {
                if places::find(house.office.reader(), &place).await?.is_none() {
                    faults.push(Fault::new("roles", Wrong::NotOffered));
                }
            }
            Some(HeldRole { place: None, .. }) => {}
        }
    }
    let all: BTreeSet<Role> = held(roles).into_iter().map(|held| held.role).collect();
    let clashes = incompatibilities(&all).into_iter();
    faults.extend(clashes.map(|pair| Fault::new("roles", Wrong::Incompatible(pair))));
    Ok(faults)
}

fn held(roles: &[String]) -> Vec<HeldRole> {
    let distinct: BTreeSet<HeldRole> = roles.iter().filter_map(|text| parse_role(text)).collect();
    distinct.into_iter().collect()
}

/// Reads `place/role` or `*/role`; only roles of staff, and the admin's only for the whole house.
fn parse_role(text: &str) -> Option<HeldRole> {
    let (place, role) = text.split_once('/')?;
    let role = Role::from_name(role).filter(|role| Role::STAFF.contains(role))?;
    let place = match place {
        "*" => None,
        named => Some(PlaceId::parse(&slug("roles", named).ok()?).ok()?),
    };
    (role != Role::Admin || place.is_none()).then_some(HeldRole { place, role })
}

/// A role as forms name it.
pub fn role_field(held: &HeldRole) -> String {
    let place = held.place.as_ref().map_or("*", PlaceId::as_str);
    format!("{place}/{}", held.role.name())
}
