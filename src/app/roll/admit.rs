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
const EDITION_MONTHS: u32 = 12;

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
        | Reason::AttestationWithdrawn => Fault::new("evidence", Wrong::NotOffered),
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
    let (place, today) = (&kept.place.id, kept.today(house));
    if entries::find(tx, place, &admission.id).await?.is_some() {
        return Err(DeskError::Stale);
    }
    let print = print_of(house, kept, &admission.holder);
    let print = print.ok_or_else(|| DeskError::fault("name", Wrong::NotAPersonsName))?;
    let shelf = entries::on_shelf(tx, place, &print.shelves).await?;
    let way = kept.accepted(&admission.evidence).ok_or(DeskError::Unknown)?;
    let months = way.valid_months.unwrap_or(EDITION_MONTHS);
    let entry = Entry {
        id: admission.id.clone(),
        place: place.clone(),
        check: Check {
            area: admission.area.clone(),
            tie: admission.tie,
            since: admission.since,
            assurance: level(way, today),
            evidence: kind_of(way).to_owned(),
            way: admission.way.to_owned(),
            seen_by: admission.seen_by.clone(),
            checked_on: today,
            valid_until: today.months_after(months).unwrap_or(today),
        },
        shelves: print.shelves,
        sealed: seal(house, ENTRIES, &admission.id, &admission.holder),
        ended: None,
    };
    entries::insert(tx, &entry).await?;
    let mut alike = 0;
    for other in shelf {
        let holder: Holder = open(house, ENTRIES, &other.id, &other.sealed)?;
        let other_print = print_of(house, kept, &holder);
        if other_print.is_some_and(|other| print.compare(&other) == Likeness::Alike) {
            alike += 1;
            let (id, opened_at) = (tokens::fresh_id(house), house.now());
            let case = Case { id, one: other.id, other: entry.id.clone(), opened_at };
            cases::open(tx, place, &case).await?;
        }
    }
    Ok(alike)
}

/// The fingerprint of somebody, made of what is sealed of them.
fn print_of(house: &House, kept: &Kept, holder: &Holder) -> Option<Fingerprint> {
    Fingerprint::of(&key(house), &kept.place.id, &holder.name, holder.birth()?)
}

/// The key of the fingerprints, derived from the server's secret for this alone.
fn key(house: &House) -> FingerprintKey {
    FingerprintKey::from_bytes(house.secret.key("morada/fingerprint/v1"))
}
