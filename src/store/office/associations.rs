//! Groups of residents: what the place knows of each, who belongs to it and who may speak for it.

use morada_engine::association::{Kind, Known, Mandate, Recognition};
use morada_engine::eligibility::Date;
use morada_engine::ids::PlaceId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::column::{is_new, named, parsed};
use super::entities::{association_invitations, association_people, associations, mandates};
use crate::store::StoreError;

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// Random.
    pub id: String,
    /// The place.
    pub place: PlaceId,
    /// Its name.
    pub name: String,
    /// Registered, or without legal form.
    pub kind: Kind,
    /// The language in which it says what it does, BCP 47.
    pub language: String,
    /// What it does, in its own words.
    pub about: String,
    /// The day it asked to be known.
    pub asked_on: Date,
    /// What staff said.
    pub judged: Option<Judged>,
}

/// What staff said of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The account that said so.
    pub by: String,
    /// The day.
    pub on: Date,
    /// Since when it is known, if it is.
    pub recognition: Option<Recognition>,
    /// Why it is not, or no longer; empty otherwise.
    pub reason: String,
}

/// Somebody who may speak for a group, by the name they chose there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representative {
    /// A keyed hash of theirs for this group.
    pub who: String,
    /// The name they chose.
    pub shown_as: String,
    /// Until when.
    pub mandate: Mandate,
}

/// Somebody who belongs to a group, by the name they chose there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// A keyed hash of theirs for this group.
    pub who: String,
    /// The name they chose.
    pub shown_as: String,
}

const KNOWN: &str = "known";
const REFUSED: &str = "refused";
const ASKED: &str = "asked";

fn date(text: &str, column: &str) -> Result<Date, StoreError> {
    parsed(Date::parse(text), column)
}

fn association(row: associations::Model) -> Result<Association, StoreError> {
    let judged = match (row.judged_by, row.judged_on) {
        (Some(by), Some(on)) => {
            let on = date(&on, "associations.judged_on")?;
            let known = row.known.as_deref().and_then(Known::from_name);
            let until = row.until_on.map(|day| date(&day, "associations.until_on")).transpose()?;
            let ended = row.ended_on.map(|day| date(&day, "associations.ended_on")).transpose()?;
            let recognition = known.zip(until).map(|(known, until)| Recognition {
                since: on,
                known,
                until,
                ended,
            });
            Some(Judged { by, on, recognition, reason: row.reason.unwrap_or_default() })
        }
        _ => None,
    };
    Ok(Association {
        id: row.id,
        place: parsed(PlaceId::parse(&row.place), "associations.place")?,
        name: row.name,
        kind: named(Kind::from_name(&row.kind), "associations.kind")?,
        language: row.language,
        about: row.about,
        asked_on: date(&row.asked_on, "associations.asked_on")?,
        judged,
    })
}

/// Adds a group that asks to be known. Says whether its name was free in the place.
pub async fn ask(tx: &impl ConnectionTrait, group: &Association) -> Result<bool, StoreError> {
    let row = associations::Model {
        id: group.id.clone(),
        place: group.place.to_string(),
        name: group.name.clone(),
        kind: group.kind.name().to_owned(),
        language: group.language.clone(),
        about: group.about.clone(),
        state: ASKED.to_owned(),
        asked_on: group.asked_on.to_string(),
        judged_by: None,
        judged_on: None,
        known: None,
        until_on: None,
        ended_on: None,
        reason: None,
    };
    let insert = associations::Entity::insert(associations::ActiveModel::from(row));
    Ok(is_new(&insert.on_conflict_do_nothing().exec_without_returning(tx).await?))
}

/// Notes what staff said. Says whether there is such a group.
pub async fn judge(
    tx: &impl ConnectionTrait,
    id: &str,
    judged: &Judged,
) -> Result<bool, StoreError> {
    use associations::Column;
    let known = judged.recognition.as_ref();
    let state = if known.is_some() { KNOWN } else { REFUSED };
    let noted = associations::Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::JudgedBy, Expr::value(&judged.by))
        .col_expr(Column::JudgedOn, Expr::value(judged.on.to_string()))
        .col_expr(Column::Known, Expr::value(known.map(|known| known.known.name())))
        .col_expr(Column::UntilOn, Expr::value(known.map(|known| known.until.to_string())))
        .col_expr(
            Column::EndedOn,
            Expr::value(known.and_then(|known| known.ended).map(|day| day.to_string())),
        )
        .col_expr(Column::Reason, Expr::value(&judged.reason))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(noted.rows_affected == 1)
}

/// The group of that id.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Association>, StoreError> {
    associations::Entity::find_by_id(id).one(db).await?.map(association).transpose()
}

/// Every group of a place, by name.
pub async fn of_place(
    db: &impl ConnectionTrait,
    place: &PlaceId,
) -> Result<Vec<Association>, StoreError> {
    let here = associations::Entity::find().filter(associations::Column::Place.eq(place.as_str()));
    let rows = here.order_by_asc(associations::Column::Name).all(db).await?;
    rows.into_iter().map(association).collect()
}

/// Adds somebody to a group under a name. Says whether neither they nor the name were there.
pub async fn join(
    tx: &impl ConnectionTrait,
    id: &str,
    member: &Member,
    on: Date,
) -> Result<bool, StoreError> {
    let row = association_people::Model {
        association: id.to_owned(),
        who: member.who.clone(),
        shown_as: member.shown_as.clone(),
        joined_on: on.to_string(),
    };
    let insert = association_people::Entity::insert(association_people::ActiveModel::from(row));
    Ok(is_new(&insert.on_conflict_do_nothing().exec_without_returning(tx).await?))
}

/// The people of a group, by the names they chose.
pub async fn people(db: &impl ConnectionTrait, id: &str) -> Result<Vec<Member>, StoreError> {
    let own = association_people::Entity::find()
        .filter(association_people::Column::Association.eq(id))
        .order_by_asc(association_people::Column::ShownAs);
    let member = |row: association_people::Model| Member { who: row.who, shown_as: row.shown_as };
    Ok(own.all(db).await?.into_iter().map(member).collect())
}

/// How many belong to a group.
pub async fn count(db: &impl ConnectionTrait, id: &str) -> Result<u64, StoreError> {
    let own =
        association_people::Entity::find().filter(association_people::Column::Association.eq(id));
    Ok(own.count(db).await?)
}

/// Takes somebody out of a group, with their mandate.
pub async fn leave(tx: &impl ConnectionTrait, id: &str, who: &str) -> Result<(), StoreError> {
    let key = (id.to_owned(), who.to_owned());
    mandates::Entity::delete_by_id(key.clone()).exec(tx).await?;
    association_people::Entity::delete_by_id(key).exec(tx).await?;
    Ok(())
}

/// Gives a mandate; an earlier one of the same person is replaced.
pub async fn give_mandate(
    tx: &impl ConnectionTrait,
    id: &str,
    given: &Representative,
) -> Result<(), StoreError> {
    use mandates::Column;
    let row = mandates::Model {
        association: id.to_owned(),
        who: given.who.clone(),
        shown_as: given.shown_as.clone(),
        from_on: given.mandate.from.to_string(),
        until_on: given.mandate.until.to_string(),
        ended_on: given.mandate.ended.map(|day| day.to_string()),
    };
    let changed = [Column::ShownAs, Column::FromOn, Column::UntilOn, Column::EndedOn];
    let newest =
        OnConflict::columns([Column::Association, Column::Who]).update_columns(changed).to_owned();
    let insert = mandates::Entity::insert(mandates::ActiveModel::from(row)).on_conflict(newest);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Everybody who has or had a mandate of a group, by the names they chose.
pub async fn representatives(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Vec<Representative>, StoreError> {
    let own = mandates::Entity::find()
        .filter(mandates::Column::Association.eq(id))
        .order_by_asc(mandates::Column::ShownAs);
    let representative = |row: mandates::Model| {
        let ended = row.ended_on.map(|day| date(&day, "mandates.ended_on")).transpose()?;
        let from = date(&row.from_on, "mandates.from_on")?;
        let until = date(&row.until_on, "mandates.until_on")?;
        let mandate = Mandate { from, until, ended };
        Ok(Representative { who: row.who, shown_as: row.shown_as, mandate })
    };
    own.all(db).await?.into_iter().map(representative).collect()
}

/// Keeps the hash of an invitation's code.
pub async fn invite(
    tx: &impl ConnectionTrait,
    id: &str,
    code_sha: &str,
    until: Date,
) -> Result<(), StoreError> {
    let row = association_invitations::Model {
        code_sha: code_sha.to_owned(),
        association: id.to_owned(),
        until_on: until.to_string(),
    };
    let row = association_invitations::ActiveModel::from(row);
    association_invitations::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses an invitation up. Gives the group and the last day it was good for.
pub async fn use_invitation(
    tx: &impl ConnectionTrait,
    code_sha: &str,
) -> Result<Option<(String, Date)>, StoreError> {
    let Some(row) = association_invitations::Entity::find_by_id(code_sha).one(tx).await? else {
        return Ok(None);
    };
    association_invitations::Entity::delete_by_id(code_sha).exec(tx).await?;
    let until = date(&row.until_on, "association_invitations.until_on")?;
    Ok(Some((row.association, until)))
}
