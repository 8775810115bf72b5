//! A resident asks that their group be known here. They become its first representative.

use morada_engine::association::{Kind, MANDATE_MONTHS, Mandate};

use super::{Association, Member, Representative, tag_of, today};
use crate::app::House;
use crate::app::roll::mine::Own;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::{line, small_number};
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::office::associations;

/// The most letters of a name.
pub const NAME_LETTERS: usize = 80;
/// The most letters of what a group does.
pub const ABOUT_LETTERS: usize = 300;

/// What is typed. Nothing asks for a register, a statute or a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskAnswers {
    /// The group's name.
    pub name: String,
    /// Name of a [`Kind`].
    pub kind: String,
    /// The language of `about`.
    pub language: String,
    /// What it does.
    pub about: String,
    /// What the representative wants to be called.
    pub shown_as: String,
    /// Months of the first mandate.
    pub months: String,
}

/// Asks that a group be known. Gives its id; until staff have judged it, nobody can speak for it.
///
/// # Errors
/// [`DeskError::Faulty`] with every fault.
pub async fn ask(house: &House, own: &Own, typed: &AskAnswers) -> Result<String, DeskError> {
    let today = today(house, &own.kept);
    let id = tokens::fresh_id(house);
    let (group, member, mandate) = parse(own, typed, &id, today).map_err(DeskError::Faulty)?;
    let who = tag_of(house, own, &id);
    let member = Member { who: who.clone(), ..member };
    let first = Representative { who, shown_as: member.shown_as.clone(), mandate };
    in_one_step(house, async |tx| {
        if !associations::ask(tx, &group).await? {
            return Err(DeskError::fault("name", Wrong::Taken));
        }
        associations::join(tx, &id, &member, today).await?;
        Ok(associations::give_mandate(tx, &id, &first).await?)
    })
    .await?;
    Ok(group.id)
}

fn parse(
    own: &Own,
    typed: &AskAnswers,
    id: &str,
    today: morada_engine::eligibility::Date,
) -> Result<(Association, Member, Mandate), Vec<Fault>> {
    let name = line("name", &typed.name, NAME_LETTERS);
    let about = line("about", &typed.about, ABOUT_LETTERS);
    let language = line("language", &typed.language, 12);
    let kind = Kind::from_name(&typed.kind).ok_or(Fault::new("kind", Wrong::NothingChosen));
    let shown_as = line("shown_as", &typed.shown_as, NAME_LETTERS);
    let mandate = months("months", &typed.months, today);
    match (name, about, language, kind, shown_as, mandate) {
        (Ok(name), Ok(about), Ok(language), Ok(kind), Ok(shown_as), Ok(mandate)) => {
            let place = own.kept.place.id.clone();
            let group = Association {
                id: id.to_owned(),
                place,
                name,
                kind,
                language,
                about,
                asked_on: today,
                judged: None,
            };
            Ok((group, Member { who: String::new(), shown_as }, mandate))
        }
        (name, about, language, kind, shown_as, mandate) => {
            let faults = [
                name.err(),
                kind.err(),
                language.err(),
                about.err(),
                shown_as.err(),
                mandate.err(),
            ];
            Err(faults.into_iter().flatten().collect())
        }
    }
}

/// A mandate of as many months as were typed.
pub(super) fn months(
    field: &str,
    typed: &str,
    today: morada_engine::eligibility::Date,
) -> Result<Mandate, Fault> {
    let months = small_number(field, typed, 1, MANDATE_MONTHS)?;
    Mandate::new(today, months).map_err(|_| {
        Fault::new(field, Wrong::NotBetween { least: 1, most: u64::from(MANDATE_MONTHS) })
    })
}
