//! How an entry comes to be: the one door, whichever way a person came.

use morada_engine::eligibility::evidence::{Accepted, Checked, assurance};
use morada_engine::eligibility::{Date, Decision, Person, Reason, Tie, TieKind, decide};
use morada_engine::fingerprint::{Fingerprint, FingerprintKey, Likeness};

use super::keeping::{Kept, kind_of};
use super::people::{Holder, earliest};
use super::sealed::{open, seal};
use crate::app::House;
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::Tx;
use crate::store::office::roll::cases::{self, Case};
use crate::store::office::roll::entries::{self, Check, Entry};

/// The table in whose name entries are sealed.
pub const ENTRIES: &str = "roll_entries";

/// Months a check is good for that the rule counts by editions.
pub(super) const EDITION_MONTHS: u32 = 12;

/// Somebody to be admitted: everything read and found good by a person.
#[derive(Debug, Clone)]
pub struct Admission {
    /// The entry's id, drawn before the form was shown: a form sent twice admits once.
    pub id: String,
    /// Name and birth.
    pub holder: Holder,
    /// The area.
    pub area: String,
    /// What ties them to it.
    pub tie: TieKind,
    /// Since when.
    pub since: Date,
    /// The day they asked.
    pub asked_on: Date,
    /// What was seen.
    pub evidence: String,
    /// `desk`, `request` or `objection`.
    pub way: &'static str,
    /// Who saw it.
    pub seen_by: String,
}

/// What the rule says about somebody today.
pub fn decision(kept: &Kept, admission: &Admission, today: Date) -> Decision {
    let rule = &kept.roll.rule;
    let tie = Tie {
        kind: admission.tie,
        area: admission.area.clone(),
        from: admission.since,
        to: None,
        assurance: kept.accepted(&admission.evidence).map_or(0, |way| level(way, today)),
    };
    let person = Person {
        birth: admission.holder.birth().and_then(earliest),
        of_age_from: std::collections::BTreeMap::new(),
        ties: vec![tie],
        roles: std::collections::BTreeSet::new(),
    };
    decide(rule, &person, today)
}

/// The level that a way gives when all of it was seen today.
fn level(way: &Accepted, today: Date) -> u8 {
    let seen = |(kind, needed): (&String, &u32)| {
        std::iter::repeat_n(Checked { kind: kind.clone(), on: today }, *needed as usize)
    };
    let checks: Vec<Checked> = way.all_of.iter().flat_map(seen).collect();
    assurance(std::slice::from_ref(way), &checks, today)
}

/// The reasons of the rule as faults of the fields where they can be put right.
pub fn as_faults(kept: &Kept, reasons: &[Reason]) -> Vec<Fault> {
    let (age, months) = (kept.roll.rule.min_age, kept.roll.rule.min_months);
    let fault = |reason: &Reason| match reason {
        Reason::UnderAge => Fault::new("year", Wrong::UnderAge { least: u64::from(age) }),
        Reason::TieTooShort => {
            Fault::new("since-year", Wrong::TooShort { least: u64::from(months) })
        }
        Reason::NoTieInAreaOnDate => Fault::new("area", Wrong::NotOffered),
        Reason::AssuranceTooLow
        | Reason::IncompatibleRole
        | Reason::DuplicateConfirmed
        | Reason::AttestationWithdrawn
        | Reason::RollClosed => Fault::new("evidence", Wrong::NotOffered),
    };
    reasons.iter().map(fault).collect()
}

/// Writes the entry, and opens a case for each good entry that may be the same person. Says how many.
///
/// # Errors
/// [`DeskError::Stale`] when this very form was sent before.
pub async fn enter(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    admission: &Admission,
) -> Result<usize, DeskError> {
    if entries::find(tx, &kept.place.id, &admission.id).await?.is_some() {
        return Err(DeskError::Stale);
    }
    let (entry, print) = entry_of(house, kept, admission)?;
    let alike = alike(house, tx, kept, &entry, &print).await?;
    entries::insert(tx, &entry).await?;
    open_cases(house, tx, &entry, alike).await
}

/// Puts another name, area or check into a good entry, which keeps its card and what its holder chose. A case
/// is opened for each other good entry that may now be the same person. Says how many.
///
/// # Errors
/// [`DeskError::Stale`] when the entry has ended meanwhile.
pub async fn amend(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    admission: &Admission,
) -> Result<usize, DeskError> {
    let found = entries::find(tx, &kept.place.id, &admission.id).await?;
    let before = found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Stale)?;
    let kept_of: Holder = open(house, ENTRIES, &before.id, &before.sealed)?;
    let holder = Holder {
        name_on_card: kept_of.name_on_card,
        contact: kept_of.contact,
        ..admission.holder.clone()
    };
    let (entry, print) = entry_of(house, kept, &Admission { holder, ..admission.clone() })?;
    let alike = alike(house, tx, kept, &entry, &print).await?;
    if !entries::replace(tx, &entry).await? {
        return Err(DeskError::Stale);
    }
    open_cases(house, tx, &entry, alike).await
}

fn entry_of(
    house: &House,
    kept: &Kept,
    admission: &Admission,
) -> Result<(Entry, Fingerprint), DeskError> {
    let today = kept.today(house);
    let print = print_of(house, kept, &admission.holder);
    let print = print.ok_or_else(|| DeskError::fault("name", Wrong::NotAPersonsName))?;
    let way = kept.accepted(&admission.evidence).ok_or(DeskError::Unknown)?;
    let months = way.valid_months.unwrap_or(EDITION_MONTHS);
    let entry = Entry {
        id: admission.id.clone(),
        place: kept.place.id.clone(),
        check: Check {
            area: admission.area.clone(),
            tie: admission.tie,
            since: admission.since,
            assurance: level(way, today),
            evidence: kind_of(way).to_owned(),
            way: admission.way.to_owned(),
            seen_by: admission.seen_by.clone(),
            asked_on: admission.asked_on,
            checked_on: today,
            valid_until: today.months_after(months).unwrap_or(today),
        },
        shelves: print.shelves,
        sealed: seal(house, ENTRIES, &admission.id, &admission.holder),
        ended: None,
    };
    Ok((entry, print))
}

/// The other good entries that may be the same person.
async fn alike(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    entry: &Entry,
    print: &Fingerprint,
) -> Result<Vec<String>, DeskError> {
    let mut alike = Vec::new();
    for other in entries::on_shelf(tx, &kept.place.id, &entry.shelves).await? {
        let holder: Holder = open(house, ENTRIES, &other.id, &other.sealed)?;
        let other_print = print_of(house, kept, &holder);
        let same = other_print.is_some_and(|other| print.compare(&other) == Likeness::Alike);
        if same && other.id != entry.id {
            alike.push(other.id);
        }
    }
    Ok(alike)
}

async fn open_cases(
    house: &House,
    tx: &Tx,
    entry: &Entry,
    alike: Vec<String>,
) -> Result<usize, DeskError> {
    let many = alike.len();
    for one in alike {
        let (id, opened_at) = (tokens::fresh_id(house), house.now());
        cases::open(tx, &entry.place, &Case { id, one, other: entry.id.clone(), opened_at })
            .await?;
    }
    Ok(many)
}

/// The fingerprint of somebody, made of what is sealed of them.
fn print_of(house: &House, kept: &Kept, holder: &Holder) -> Option<Fingerprint> {
    Fingerprint::of(&key(house), &kept.place.id, &holder.name, holder.birth()?)
}

/// The key of the fingerprints, derived from the server's secret for this alone.
pub(super) fn key(house: &House) -> FingerprintKey {
    FingerprintKey::from_bytes(house.secret.key("morada/fingerprint/v1"))
}
