//! Somebody who knows a person says that they live here: associations and shelters with a mandate of the
//! council, and neighbours on the roll.
//!
//! An attestation is a code that its maker hands over. It is one of so many a year, which are counted in public;
//! nothing says for whom it was made, and after it is used nothing joins it with anybody.

use morada_engine::eligibility::Date;
use morada_engine::hash::Hash;
use morada_engine::ids::PlaceId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::roll::RequestCode;

use super::keeping::Kept;
use super::mine::Own;
use super::numbers::{Shown, shown};
use crate::app::House;
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::{line, number};
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::Tx;
use crate::store::office::roll::attestations::{self, Attestation};
use crate::store::office::roll::attestors::{self, Attestor};

/// The kinds of evidence that are the word of an organisation.
pub const ORGANISATIONS: [&str; 4] =
    ["association_letter", "shelter_letter", "school_letter", "health_or_social_letter"];
/// The kind that is the word of two neighbours.
pub const NEIGHBOURS: &str = "two_neighbours";
/// How many people a neighbour may attest in a year.
pub const NEIGHBOURLY: u64 = 3;
/// The most that a council may allow one attestor in a year.
const MOST_YEARLY: u64 = 10_000;

/// What the council decides about an attestor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttestorAnswers {
    /// Its public name.
    pub name: String,
    /// The kind of evidence that its word is.
    pub kind: String,
    /// The last day of the mandate.
    pub until: String,
    /// How many people a year.
    pub yearly: String,
}

/// Gives an organisation a mandate. Its key is nowhere else.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right.
pub async fn give_mandate(
    house: &House,
    permit: &Permit<DraftBallot>,
    typed: &AttestorAnswers,
) -> Result<RequestCode, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let key = RequestCode::generate(&mut house.chance());
    let attestor = parse(house, &kept, typed, &key).map_err(DeskError::Faulty)?;
    in_one_step(house, async |tx| {
        attestors::insert(tx, &attestor).await?;
        let line = Line::MandateGiven { place: kept.place.id.as_str(), attestor: &attestor.id };
        note(house, tx, by, None, &line).await
    })
    .await?;
    Ok(key)
}

fn parse(
    house: &House,
    kept: &Kept,
    typed: &AttestorAnswers,
    key: &RequestCode,
) -> Result<Attestor, Vec<Fault>> {
    let name = line("name", &typed.name, 80);
    let kind = ORGANISATIONS.into_iter().find(|kind| *kind == typed.kind);
    let kind = kind.ok_or_else(|| Fault::new("kind", Wrong::NothingChosen));
    let until = Date::parse(typed.until.trim()).ok().filter(|day| *day >= kept.today(house));
    let until = until.ok_or_else(|| Fault::new("until", Wrong::NotADay));
    let yearly = number("yearly", &typed.yearly, 1, MOST_YEARLY);
    match (name, kind, until, yearly) {
        (Ok(name), Ok(kind), Ok(until), Ok(yearly)) => Ok(Attestor {
            id: tokens::fresh_id(house),
            place: kept.place.id.clone(),
            name,
            kind: kind.to_owned(),
            association: None,
            until,
            yearly: u32::try_from(yearly).unwrap_or(u32::MAX),
            key_sha: sha_of(key),
            ended_on: None,
        }),
        (name, kind, until, yearly) => {
            let faults = [name.err(), kind.err(), until.err(), yearly.err()];
            Err(faults.into_iter().flatten().collect())
        }
    }
}

/// Ends a mandate: no further code of it is made, and those that nobody has used no longer count.
///
/// # Errors
/// [`DeskError::Unknown`] when there is none.
pub async fn end_mandate(
    house: &House,
    permit: &Permit<DraftBallot>,
    id: &str,
) -> Result<(), DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        if !attestors::end(tx, &kept.place.id, id, kept.today(house)).await? {
            return Err(DeskError::Unknown);
        }
        let line = Line::MandateEnded { place: kept.place.id.as_str(), attestor: id };
        note(house, tx, by, None, &line).await
    })
    .await
}

/// An attestor as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// Its id, for the desk.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of evidence that its word is.
    pub kind: String,
    /// The last day.
    pub until: Date,
    /// How many people a year.
    pub yearly: u32,
    /// How many it attested in the last twelve months.
    pub made: Shown,
    /// Whether it may attest today.
    pub holds: bool,
}

/// Every mandate of a place, in public.
///
/// # Errors
/// [`DeskError::Unknown`] when the place keeps no roll.
pub async fn mandates(house: &House, place: &PlaceId) -> Result<Vec<Mandate>, DeskError> {
    let kept = Kept::load(house, place).await?;
    let (reader, today) = (house.office.reader(), kept.today(house));
    let mut all = Vec::new();
    for attestor in attestors::of_place(reader, place).await? {
        let made = attestations::made_since(reader, &attestor.id, a_year_before(today)).await?;
        let holds = attestor.may_on(today);
        let Attestor { id, name, kind, until, yearly, .. } = attestor;
        all.push(Mandate { id, name, kind, until, yearly, made: shown(made), holds });
    }
    Ok(all)
}

/// Attests one person: makes the code that is handed to them. The key says who attests.
///
/// # Errors
/// [`DeskError::Faulty`] when the key opens nothing, the mandate is over, or its number for the year is used
/// up.
pub async fn attest(house: &House, place: &PlaceId, typed: &str) -> Result<RequestCode, DeskError> {
    let kept = Kept::load(house, place).await?;
    let today = kept.today(house);
    let unknown = || DeskError::fault("key", Wrong::NoSuchKey);
    let key = RequestCode::parse(typed).map_err(|_| unknown())?;
    in_one_step(house, async |tx| {
        let found = attestors::by_key(tx, place, &sha_of(&key)).await?;
        let attestor = found.filter(|attestor| attestor.may_on(today)).ok_or_else(unknown)?;
        let most = u64::from(attestor.yearly);
        make(house, tx, &kept, &attestor.id, &attestor.kind, most).await
    })
    .await
}

/// A neighbour on the roll attests one person.
///
/// # Errors
/// [`DeskError::Faulty`] when three were attested in the year, or the neighbour was attested by neighbours.
pub async fn vouch(house: &House, own: &Own) -> Result<RequestCode, DeskError> {
    if own.data().evidence == NEIGHBOURS {
        return Err(DeskError::fault("vouch", Wrong::VouchedFor));
    }
    let maker = own.tag(house, "vouch");
    in_one_step(house, async |tx| make(house, tx, &own.kept, &maker, NEIGHBOURS, NEIGHBOURLY).await)
        .await
}

async fn make(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    maker: &str,
    kind: &str,
    most: u64,
) -> Result<RequestCode, DeskError> {
    let today = kept.today(house);
    if attestations::made_since(tx, maker, a_year_before(today)).await? >= most {
        return Err(DeskError::fault("key", Wrong::NoneLeft { most }));
    }
    let code = RequestCode::generate(&mut house.chance());
    let made = Attestation {
        code_sha: sha_of(&code),
        maker: maker.to_owned(),
        kind: kind.to_owned(),
        made_on: today,
    };
    attestations::insert(tx, &kept.place.id, &made).await?;
    Ok(code)
}

/// Reads the codes that somebody was handed: one of an organisation, or two of two neighbours. Nothing typed is
/// nothing wrong: a letter on paper is as good.
///
/// # Errors
/// A fault at `codes` when one is mistyped, used, of another kind, or both are of one neighbour.
pub(super) async fn read_codes(
    house: &House,
    tx: &impl crate::store::Reads,
    kept: &Kept,
    kind: &str,
    typed: &str,
) -> Result<Vec<Attestation>, DeskError> {
    let no = || DeskError::fault("codes", Wrong::NoSuchAttestation);
    let mut found: Vec<Attestation> = Vec::new();
    for word in words(typed) {
        let code = RequestCode::parse(&word).map_err(|_| no())?;
        let made =
            attestations::unused(tx, &kept.place.id, &sha_of(&code)).await?.ok_or_else(no)?;
        if made.kind != kind || found.iter().any(|other| other.maker == made.maker) {
            return Err(no());
        }
        found.push(made);
    }
    let holds = attestors::of_place(tx, &kept.place.id).await?;
    let today = kept.today(house);
    let ended =
        |made: &Attestation| holds.iter().any(|one| one.id == made.maker && !one.may_on(today));
    let wanted = if kind == NEIGHBOURS { 2 } else { 1 };
    if found.iter().any(ended) || !(found.is_empty() || found.len() == wanted) {
        return Err(no());
    }
    Ok(found)
}

/// Each code of a field: parted by line ends, commas or wide gaps, or typed one behind the other.
fn words(typed: &str) -> Vec<String> {
    let signs: Vec<char> = typed.chars().filter(|sign| sign.is_alphanumeric()).collect();
    signs.chunks(16).map(|code| code.iter().collect()).collect()
}

/// Who attested, for the registrar: names of organisations; neighbours only as a number.
///
/// # Errors
/// [`DeskError::Store`].
pub(super) async fn attested_by(
    house: &House,
    kept: &Kept,
    kind: &str,
    typed: &str,
) -> Result<Attested, DeskError> {
    let reader = house.office.reader();
    let made = match read_codes(house, reader, kept, kind, typed).await {
        Ok(made) => made,
        Err(DeskError::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(Attested::Void),
    };
    let all = attestors::of_place(reader, &kept.place.id).await?;
    let by = made.iter().find_map(|made| all.iter().find(|one| one.id == made.maker));
    Ok(match (by, made.len()) {
        (Some(attestor), _) => Attested::By(attestor.name.clone()),
        (None, 0) => Attested::Not,
        (None, _) => Attested::ByNeighbours,
    })
}

/// Whether a request brings attestations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attested {
    /// It brings none: a paper is shown.
    Not,
    /// By an organisation.
    By(String),
    /// By two neighbours.
    ByNeighbours,
    /// What it brought was good when it was sent and no longer is.
    Void,
}

/// Uses the codes of a request up, in the transaction that grants it.
///
/// # Errors
/// [`DeskError::Stale`] when another request used one meanwhile.
pub(super) async fn use_up(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    kind: &str,
    typed: &str,
) -> Result<(), DeskError> {
    for made in read_codes(house, tx, kept, kind, typed).await? {
        if !attestations::take(tx, &made.code_sha).await? {
            return Err(DeskError::Stale);
        }
    }
    Ok(())
}

fn sha_of(code: &RequestCode) -> String {
    // 74 random bits: a plain hash cannot be guessed backwards.
    Hash::of(&[b"morada/attestation/v1", code.as_str().as_bytes()]).to_hex()
}

fn a_year_before(day: Date) -> Date {
    day.months_before(12).unwrap_or(day)
}
