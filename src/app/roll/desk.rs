//! The registration desk: four fields, what was seen, a card at once. And later: another card, the end.

use morada_engine::permit::Permit;
use morada_engine::permit::act::{ChangeRollEntry, SeeRollEntry};
use morada_engine::roll::CardNumber;

use super::admit::{Admission, ENTRIES, amend, as_faults, decision, enter};
use super::cards::{self, NewCard, holder_of, issue};
use super::keeping::Kept;
use super::people::{self, BornAnswers, Holder};
use super::sealed::open;
use crate::app::House;
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::office::roll::entries::Check;
use crate::store::office::roll::{counts, entries, sessions};

/// What the registrar types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAnswers {
    /// Drawn when the form was shown: sent twice, it admits once.
    pub attempt: String,
    /// The name.
    pub name: String,
    /// The birth.
    pub born: BornAnswers,
    /// The area.
    pub area: String,
    /// Name of the tie.
    pub tie: String,
    /// The year since which they live here.
    pub since_year: String,
    /// The month; may be empty.
    pub since_month: String,
    /// The kind of evidence that was seen.
    pub evidence: String,
    /// Whether the card shall carry the name.
    pub name_on_card: bool,
}

/// Somebody who was admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Their card.
    pub card: NewCard,
    /// Entries that may be the same person: a case is open for each.
    pub alike: usize,
}

/// A fresh id for a form of the desk.
pub fn fresh_attempt(house: &House) -> String {
    tokens::fresh_id(house)
}

/// Admits somebody who stands at the desk, and makes their card.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right, [`DeskError::Stale`] when the form came twice.
pub async fn admit_at_desk(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    typed: &NewAnswers,
) -> Result<Admitted, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let admission = parse(house, &kept, typed, by).map_err(DeskError::Faulty)?;
    let decided = decision(&kept, &admission, kept.today(house));
    if !decided.eligible {
        return Err(DeskError::Faulty(as_faults(&kept, &decided.reasons)));
    }
    let prepared = cards::prepare(house).await;
    in_one_step(house, async |tx| {
        let alike = enter(house, tx, &kept, &admission).await?;
        let card = issue(house, tx, &kept, &admission.id, "replaced", prepared).await?;
        counts::add(tx, &kept.place.id, "granted", &admission.evidence).await?;
        let place = kept.place.id.as_str();
        let line = Line::ResidentAdmitted { place, evidence: &admission.evidence, way: "desk" };
        note(house, tx, by, None, &line).await?;
        Ok(Admitted { card, alike })
    })
    .await
}

/// Puts right what an entry says, takes down a move within the place, or renews its check: everything is
/// looked at again, so everything is typed again, and the card stays.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right, [`DeskError::Unknown`] when the entry is not good.
pub async fn change_entry(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
    typed: &NewAnswers,
) -> Result<usize, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = entries::find(house.office.reader(), &kept.place.id, entry).await?;
    found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Unknown)?;
    let admission = parse(house, &kept, typed, by).map_err(DeskError::Faulty)?;
    let admission = Admission { id: entry.to_owned(), ..admission };
    let decided = decision(&kept, &admission, kept.today(house));
    if !decided.eligible {
        return Err(DeskError::Faulty(as_faults(&kept, &decided.reasons)));
    }
    in_one_step(house, async |tx| {
        let alike = amend(house, tx, &kept, &admission).await?;
        let (place, evidence) = (kept.place.id.as_str(), admission.evidence.as_str());
        note(house, tx, by, None, &Line::EntryChanged { place, evidence }).await?;
        Ok(alike)
    })
    .await
}

/// An entry that the registrar is at: they had its card in hand a moment ago.
///
/// # Errors
/// [`DeskError::Unknown`] when it is not good.
pub async fn seen_again(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
) -> Result<Seen, DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let found = entries::find(house.office.reader(), place, entry).await?;
    let entry = found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Unknown)?;
    let holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    Ok(Seen { id: entry.id, holder, check: entry.check })
}

fn parse(
    house: &House,
    kept: &Kept,
    typed: &NewAnswers,
    by: &str,
) -> Result<Admission, Vec<Fault>> {
    let today = kept.today(house);
    let name = people::read_name(&typed.name);
    let birth = people::read_birth(&typed.born, today);
    let area = read_area(kept, &typed.area);
    let tie = people::tie_named(&typed.tie).filter(|tie| kept.roll.rule.basis.contains(tie));
    let tie = tie.ok_or_else(|| Fault::new("tie", Wrong::NotOffered));
    let since = people::read_since(&typed.since_year, &typed.since_month, today);
    let evidence = read_evidence(kept, &typed.evidence);
    let attempt = &typed.attempt;
    let whole = attempt.len() == 32 && attempt.bytes().all(|byte| byte.is_ascii_hexdigit());
    match (name, birth, area, tie, since, evidence) {
        (Ok(name), Ok(birth), Ok(area), Ok(tie), Ok(since), Ok(evidence)) => Ok(Admission {
            id: if whole { attempt.to_lowercase() } else { tokens::fresh_id(house) },
            holder: Holder {
                name,
                born: people::birth_as_text(birth),
                name_on_card: typed.name_on_card,
                contact: None,
            },
            area,
            tie,
            since,
            asked_on: today,
            evidence,
            way: "desk",
            seen_by: by.to_owned(),
        }),
        (name, birth, area, tie, since, evidence) => {
            Err([name.err(), birth.err(), area.err(), tie.err(), since.err(), evidence.err()]
                .into_iter()
                .flatten()
                .collect())
        }
    }
}

/// Reads an area of the rule.
pub(super) fn read_area(kept: &Kept, typed: &str) -> Result<String, Fault> {
    let known = kept.roll.rule.areas.contains(typed);
    if known { Ok(typed.to_owned()) } else { Err(Fault::new("area", Wrong::NothingChosen)) }
}

/// Reads a kind of evidence of the rule.
pub(super) fn read_evidence(kept: &Kept, typed: &str) -> Result<String, Fault> {
    let known = kept.accepted(typed).is_some();
    if known { Ok(typed.to_owned()) } else { Err(Fault::new("evidence", Wrong::NothingChosen)) }
}

/// One entry, as the registrar sees it who has the card in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its id, for the deeds below.
    pub id: String,
    /// Name and birth.
    pub holder: Holder,
    /// What was checked.
    pub check: Check,
}

/// The entry of a card that somebody shows. There is no other way to look for one.
///
/// # Errors
/// [`DeskError::Faulty`] when there is no such good card.
pub async fn look_up(
    house: &House,
    permit: &Permit<SeeRollEntry>,
    typed: &str,
) -> Result<Seen, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let unknown = || DeskError::fault("number", Wrong::NoSuchCard);
    let number = CardNumber::parse(typed).map_err(|_| unknown())?;
    let found = holder_of(house, &number).await?;
    let found = found.filter(|(_, entry)| entry.place == kept.place.id);
    let (_, entry) = found.ok_or_else(unknown)?;
    let holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    Ok(Seen { id: entry.id, holder, check: entry.check })
}

/// Makes another card for an entry; the old one is void at once.
///
/// # Errors
/// [`DeskError::Unknown`] when the entry is not good.
pub async fn replace_card(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
) -> Result<NewCard, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let prepared = cards::prepare(house).await;
    in_one_step(house, async |tx| {
        let found = entries::find(tx, &kept.place.id, entry).await?;
        found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Unknown)?;
        let card = issue(house, tx, &kept, entry, "replaced", prepared).await?;
        note(house, tx, by, None, &Line::CardReplaced { place: kept.place.id.as_str() }).await?;
        Ok(card)
    })
    .await
}

/// Why an entry ends at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// Moved away.
    Moved,
    /// Died.
    Died,
    /// The person asks for it.
    Asked,
}

impl EndReason {
    /// All of them, as a form offers them.
    pub const ALL: [EndReason; 3] = [EndReason::Moved, EndReason::Died, EndReason::Asked];

    /// The name in forms and columns.
    pub const fn name(self) -> &'static str {
        match self {
            EndReason::Moved => "moved",
            EndReason::Died => "died",
            EndReason::Asked => "asked",
        }
    }
}

/// Ends an entry and its card.
///
/// # Errors
/// [`DeskError::Unknown`] when it is not good, [`DeskError::Faulty`] without a reason.
pub async fn end_entry(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
    why: &str,
) -> Result<(), DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = entries::find(house.office.reader(), &kept.place.id, entry).await?;
    found.ok_or(DeskError::Unknown)?;
    let why = EndReason::ALL.into_iter().find(|reason| reason.name() == why);
    let why = why.ok_or_else(|| DeskError::fault("why", Wrong::NothingChosen))?.name();
    let today = kept.today(house);
    in_one_step(house, async |tx| {
        if !entries::end(tx, entry, today, why).await? {
            return Err(DeskError::Stale);
        }
        close_cards(tx, entry, today).await?;
        let place = kept.place.id.as_str();
        note(house, tx, by, None, &Line::EntryEnded { place, why }).await
    })
    .await
}

/// Ends the cards and sessions of an entry.
pub(super) async fn close_cards(
    tx: &crate::store::Tx,
    entry: &str,
    today: morada_engine::eligibility::Date,
) -> Result<(), DeskError> {
    use crate::store::office::roll::cards as stored;
    if let Some(card) = stored::of_entry(tx, entry).await? {
        sessions::end_of(tx, &card.number).await?;
    }
    Ok(stored::end_of_entry(tx, entry, today, "entry").await?)
}
