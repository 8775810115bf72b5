//! A funded project as every list of works shows it.

use morada_engine::money::Money;
use morada_engine::works::Standing;
use serde::Serialize;

use super::words::{Reader, State, day, end, sentence, state};
use crate::app::works::funded::{FundedProject, Outcome};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::resident::faces::{Shown, told};

/// A card of the list.
#[derive(Debug, Serialize)]
pub struct WorkCard {
    #[serde(flatten)]
    shown: Shown,
    href: String,
    state: State,
    says: Message,
    owner: Option<String>,
    promised: Amount,
    spent: Amount,
    end: Option<Moment>,
}

impl WorkCard {
    pub fn new(reader: Reader<'_>, funded: &FundedProject) -> Self {
        let (process, work) = (&reader.outcome.process, funded.work.as_ref());
        let promised = work.map_or(funded.funded.voted, |work| work.promised);
        let project = &funded.project;
        let cost = Some(reader.amount(promised));
        Self {
            shown: told(project, reader.lang, &process.languages, cost),
            href: address(reader, funded),
            state: state(funded.standing),
            says: sentence(reader, funded.standing, work),
            owner: work.map(|work| work.owner.clone()),
            promised: reader.amount(promised),
            spent: reader.amount(work.map_or(Money::ZERO, |work| work.spent)),
            end: work.and_then(end).map(|(_, due)| day(due)),
        }
    }
}

/// Where the page of a funded project is.
pub fn address(reader: Reader<'_>, funded: &FundedProject) -> String {
    let (process, number) = (&reader.outcome.process.id, funded.project.number);
    format!("/{}/p/{process}/works/{}/{number}", reader.lang, funded.contest)
}

/// How many stand how, and the money of all.
#[derive(Debug, Default, Serialize)]
pub struct Sums {
    pub works: u64,
    pub finished: u64,
    pub late: u64,
    pub promised: Option<Amount>,
    pub spent: Option<Amount>,
}

impl Sums {
    /// The sums of some outcomes of one place, as of today.
    pub fn of<'a>(lang: Lang, outcomes: impl Iterator<Item = &'a Outcome>) -> Self {
        let (mut sums, mut promised, mut spent) = (Self::default(), Money::ZERO, Money::ZERO);
        for outcome in outcomes {
            for funded in &outcome.works {
                sums.works += 1;
                sums.late += u64::from(funded.standing.is_late());
                sums.finished += u64::from(matches!(funded.standing, Standing::Finished { .. }));
                let work = funded.work.as_ref();
                promised =
                    [promised, work.map_or(funded.funded.voted, |w| w.promised)].into_iter().sum();
                spent = [spent, work.map_or(Money::ZERO, |w| w.spent)].into_iter().sum();
            }
            let reader = Reader { lang, outcome };
            sums.promised = Some(reader.amount(promised));
            sums.spent = Some(reader.amount(spent));
        }
        sums
    }
}
