//! Belonging to a group: invited by a code, with a name of one's own; mandates are given by who has one.

use super::ask::{NAME_LETTERS, months};
use super::{Association, Member, Representative, Spokesperson, tag_of, today, today_of};
use crate::app::House;
use crate::app::roll::mine::Own;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::line;
use crate::app::staff::{DeskError, Wrong, tokens};
use crate::store::Tx;
use crate::store::office::associations;

/// Months an invitation is good for.
const INVITATION_MONTHS: u32 = 1;

/// A group as one of its people sees it.
#[derive(Debug, Clone)]
pub struct Belonging {
    /// The group.
    pub group: Association,
    /// Its people, by the names they chose. Nobody outside sees them.
    pub people: Vec<Member>,
    /// Who has or had a mandate.
    pub representatives: Vec<Representative>,
    /// What the reader is known by in it.
    pub who: String,
}

/// The groups that whoever is in belongs to, by name.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn belongings(house: &House, own: &Own) -> Result<Vec<Belonging>, DeskError> {
    let reader = house.office.reader();
    let mut all = Vec::new();
    for group in associations::of_place(reader, &own.kept.place.id).await? {
        let who = tag_of(house, own, &group.id);
        let people = associations::people(reader, &group.id).await?;
        if people.iter().any(|member| member.who == who) {
            let representatives = associations::representatives(reader, &group.id).await?;
            all.push(Belonging { group, people, representatives, who });
        }
    }
    Ok(all)
}

/// The group of that id, for one of its people.
///
/// # Errors
/// [`DeskError::Unknown`] to whoever does not belong to it.
pub async fn belonging(house: &House, own: &Own, id: &str) -> Result<Belonging, DeskError> {
    let all = belongings(house, own).await?;
    all.into_iter().find(|one| one.group.id == id).ok_or(DeskError::Unknown)
}

/// Makes a code that lets one more resident in. It is shown once.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn invite(
    house: &House,
    own: &Own,
    spokesperson: &Spokesperson,
) -> Result<String, DeskError> {
    // Sixty bits, used once and over in a month.
    let code = tokens::fresh(house)[..15].to_uppercase();
    let until = today(house, &own.kept);
    let until = until.months_after(INVITATION_MONTHS).unwrap_or(until);
    in_one_step(house, async |tx| {
        let sha = tokens::sha(&code);
        Ok(associations::invite(tx, spokesperson.association(), &sha, until).await?)
    })
    .await?;
    Ok(code)
}

/// Joins the group that a code is for, under a name of one's own. Gives the group's id.
///
/// # Errors
/// [`DeskError::Faulty`] for a code that is not good, and a name that is empty or taken.
pub async fn join(
    house: &House,
    own: &Own,
    code: &str,
    shown_as: &str,
) -> Result<String, DeskError> {
    let shown_as =
        line("shown_as", shown_as, NAME_LETTERS).map_err(|fault| DeskError::Faulty(vec![fault]))?;
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let (sha, today) = (tokens::sha(&code.to_uppercase()), today(house, &own.kept));
    let no_such = || DeskError::fault("code", Wrong::NotOffered);
    in_one_step(house, async |tx| {
        let (id, until) = associations::use_invitation(tx, &sha).await?.ok_or_else(no_such)?;
        let group = associations::find(tx, &id).await?.ok_or_else(no_such)?;
        if today > until || group.place != own.kept.place.id {
            return Err(no_such());
        }
        let member = Member { who: tag_of(house, own, &id), shown_as };
        if !associations::join(tx, &id, &member, today).await? {
            return Err(DeskError::fault("shown_as", Wrong::Taken));
        }
        Ok(id)
    })
    .await
}

/// Leaves a group; a mandate goes along.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn leave(house: &House, own: &Own, id: &str) -> Result<(), DeskError> {
    let who = tag_of(house, own, id);
    in_one_step(house, async |tx| Ok(associations::leave(tx, id, &who).await?)).await
}

/// Takes somebody out of every group of their place, with their mandates: nothing of them is left there.
///
/// # Errors
/// [`DeskError::Store`].
pub(in crate::app) async fn leave_all(house: &House, tx: &Tx, own: &Own) -> Result<(), DeskError> {
    for group in associations::of_place(tx, &own.kept.place.id).await? {
        associations::leave(tx, &group.id, &tag_of(house, own, &group.id)).await?;
    }
    Ok(())
}

/// Gives a mandate to one of the group's people.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`] for somebody who does not belong to it.
pub async fn give_mandate(
    house: &House,
    own: &Own,
    spokesperson: &Spokesperson,
    shown_as: &str,
    typed_months: &str,
) -> Result<(), DeskError> {
    let mandate = months("months", typed_months, today(house, &own.kept));
    let mandate = mandate.map_err(|fault| DeskError::Faulty(vec![fault]))?;
    let id = spokesperson.association();
    let people = associations::people(house.office.reader(), id).await?;
    let member = people.into_iter().find(|member| member.shown_as == shown_as);
    let Member { who, shown_as } = member.ok_or(DeskError::Unknown)?;
    let given = Representative { who, shown_as, mandate };
    in_one_step(house, async |tx| Ok(associations::give_mandate(tx, id, &given).await?)).await
}

/// Ends a mandate today, one's own or another's.
///
/// # Errors
/// [`DeskError::Unknown`] when nobody of that name has one.
pub async fn end_mandate(
    house: &House,
    spokesperson: &Spokesperson,
    shown_as: &str,
) -> Result<(), DeskError> {
    let reader = house.office.reader();
    let id = spokesperson.association();
    let group = associations::find(reader, id).await?.ok_or(DeskError::Unknown)?;
    let today = today_of(house, &group).await?;
    let all = associations::representatives(reader, id).await?;
    let found = all.into_iter().find(|one| one.shown_as == shown_as && one.mandate.holds(today));
    let mut ended = found.ok_or(DeskError::Unknown)?;
    ended.mandate.ended = Some(today);
    in_one_step(house, async |tx| Ok(associations::give_mandate(tx, id, &ended).await?)).await
}
