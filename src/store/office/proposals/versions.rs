//! What was sent, exactly as it was sent: kept, hashed, never changed.

use morada_engine::canonical;
use morada_engine::hash::Hash;
use morada_engine::ids::ProposalId;
use morada_engine::money::Money;
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

use crate::store::StoreError;
use crate::store::office::column::{instant, money, stored, whole};
use crate::store::office::entities::proposal_versions::{ActiveModel, Column, Entity, Model};

/// What a proposal says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The language it is written in, BCP 47.
    pub language: String,
    /// Its title.
    pub title: String,
    /// What, and why.
    pub words: String,
    /// The theme, or empty.
    pub theme: String,
    /// The area, or empty for the whole place.
    pub area: String,
    /// Where, in the author's words, or empty.
    pub landmark: String,
    /// A point on the drawn map, in thousandths of its width and height.
    pub point: Option<(u32, u32)>,
    /// What the authors think it costs; nothing for "I do not know".
    pub cost: Option<Money>,
    /// SHA-256 of the photo, if there is one.
    pub photo: Option<String>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// When it was sent.
    pub made_at: Timestamp,
    /// Why there is one: `sent`, `changed`, `amended`, `merged`, `split`.
    pub made_as: String,
    /// What it says.
    pub content: Content,
    /// [`Content::sha`].
    pub sha: String,
}

#[derive(Serialize)]
struct Hashed<'a> {
    area: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<u64>,
    landmark: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<[u32; 2]>,
    theme: &'a str,
    title: &'a str,
    v: u32,
    words: Vec<&'a str>,
}

impl Content {
    /// SHA-256, in small hexadecimal digits, over the canonical bytes (CR-1) of everything it says: the words
    /// line by line, what was not given left out, the cost in the least unit of money.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when a text is not NFC or has a control character: such a text has no one spelling.
    pub fn sha(&self) -> Result<String, StoreError> {
        let hashed = Hashed {
            area: &self.area,
            cost: self.cost.map(Money::minor),
            landmark: &self.landmark,
            language: &self.language,
            photo: self.photo.as_deref(),
            point: self.point.map(|(x, y)| [x, y]),
            theme: &self.theme,
            title: &self.title,
            v: 1,
            words: self.words.split('\n').collect(),
        };
        let bytes =
            canonical::to_bytes(&hashed).map_err(|fault| StoreError::Corrupt(fault.to_string()))?;
        Ok(Hash::of(&[&bytes]).to_hex())
    }
}

/// Adds a version.
pub async fn insert(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    version: &Version,
) -> Result<(), StoreError> {
    let content = &version.content;
    let row = Model {
        proposal: proposal.to_string(),
        version: stored(version.number),
        made_at: stored(version.made_at.unix()),
        made_as: version.made_as.clone(),
        language: content.language.clone(),
        title: content.title.clone(),
        words: content.words.clone(),
        theme: content.theme.clone(),
        area: content.area.clone(),
        landmark: content.landmark.clone(),
        point_x: content.point.map(|(x, _)| stored(x)),
        point_y: content.point.map(|(_, y)| stored(y)),
        cost: content.cost.map(|cost| stored(cost.minor())),
        photo: content.photo.clone(),
        sha: version.sha.clone(),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// Every version of a proposal, the first at the top.
pub async fn of_proposal(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<Vec<Version>, StoreError> {
    let found = Entity::find().filter(Column::Proposal.eq(proposal.as_str()));
    let found = found.order_by_asc(Column::Version).all(db).await?;
    found.into_iter().map(version).collect()
}

/// One version.
pub async fn find(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
    number: u32,
) -> Result<Option<Version>, StoreError> {
    let found = Entity::find_by_id((proposal.to_string(), stored(number)));
    found.one(db).await?.map(version).transpose()
}

fn version(row: Model) -> Result<Version, StoreError> {
    let part = |part: Option<i64>, column| part.map(|p| whole::<u32>(p, column)).transpose();
    let x = part(row.point_x, "proposal_versions.point_x")?;
    let y = part(row.point_y, "proposal_versions.point_y")?;
    Ok(Version {
        number: whole(row.version, "proposal_versions.version")?,
        made_at: instant(row.made_at, "proposal_versions.made_at")?,
        made_as: row.made_as,
        content: Content {
            language: row.language,
            title: row.title,
            words: row.words,
            theme: row.theme,
            area: row.area,
            landmark: row.landmark,
            point: x.zip(y),
            cost: row.cost.map(|c| money(c, "proposal_versions.cost")).transpose()?,
            photo: row.photo,
        },
        sha: row.sha,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench() -> Content {
        Content {
            language: "fr".to_owned(),
            title: "Un banc".to_owned(),
            words: "À l'ombre.\nPour tous.".to_owned(),
            ..Content::default()
        }
    }

    /// `printf '%s' '{"area":"",…}' | sha256sum` says the same.
    #[test]
    fn anyone_can_hash_a_version_again() {
        let written = r#"{"area":"","landmark":"","language":"fr","theme":"","title":"Un banc","v":1,"words":["À l'ombre.","Pour tous."]}"#;
        assert_eq!(bench().sha().ok(), Some(Hash::of(&[written.as_bytes()]).to_hex()));
    }

    #[test]
    fn each_change_gives_another_hash() {
        let one = bench();
        let others = [
            Content { language: "pt".to_owned(), ..one.clone() },
            Content { title: "Deux bancs".to_owned(), ..one.clone() },
            Content { words: "À l'ombre. Pour tous.".to_owned(), ..one.clone() },
            Content { theme: "green".to_owned(), ..one.clone() },
            Content { area: "arroios".to_owned(), ..one.clone() },
            Content { landmark: "à la place".to_owned(), ..one.clone() },
            Content { point: Some((1, 2)), ..one.clone() },
            Content { cost: Money::from_minor(1), ..one.clone() },
            Content { photo: Some("00".to_owned()), ..one.clone() },
        ];
        let mut hashes: Vec<String> = others.iter().filter_map(|other| other.sha().ok()).collect();
        hashes.extend(one.sha().ok());
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), others.len() + 1);
    }

    #[test]
    fn a_text_with_two_spellings_has_no_hash() {
        let decomposed = Content { title: "Andre\u{301}".to_owned(), ..bench() };
        assert!(matches!(decomposed.sha(), Err(StoreError::Corrupt(_))));
    }
}
