//! An entry that changes: its holder asks for it, or the desk gives notice that it shall end.
//!
//! Both are requests (`request`), so that the same registrar, the same panel and the same days decide them.

use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;
use morada_engine::roll::{Refused, RequestCode};
use morada_engine::time::Timestamp;

use super::admit::ENTRIES;
use super::desk::close_cards;
use super::keeping::{Kept, kept_rolls};
use super::mine::Own;
use super::people::{self, BornAnswers, Holder};
use super::request::{Answers, Mine, Phase, Purpose, Request, fresh};
use super::sealed::open;
use crate::app::House;
use crate::app::outbox::{self, Letter};
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::sign_in::earlier;
use crate::app::staff::{DeskError, Wrong};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::store::Tx;
use crate::store::office::roll::entries::{self, Entry};
use crate::store::office::roll::{counts, requests};

const DAY: u64 = 24 * 60 * 60;
/// Why an entry ended whose notice nobody objected to, or whose objection was refused.
const STRUCK: &str = "struck";

/// What an entry says, as answers to the questions of a request. What was shown is asked anew.
fn answers_of(entry: &Entry, holder: &Holder) -> Answers {
    let mut born = holder.born.split('-').map(str::to_owned);
    let (year, month, day) = (born.next(), born.next(), born.next());
    Answers {
        area: entry.check.area.clone(),
        tie: people::tie_name(entry.check.tie).to_owned(),
        since_year: entry.check.since.year().to_string(),
        since_month: entry.check.since.month().to_string(),
        name: holder.name.clone(),
        born: BornAnswers {
            day: day.unwrap_or_default(),
            month: month.unwrap_or_default(),
            year: year.unwrap_or_default(),
        },
        ..Answers::default()
    }
}

/// Begins a request to change one's own entry: everything is filled in as it is now.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn begin_change(house: &House, own: &Own) -> Result<RequestCode, DeskError> {
    let answers = answers_of(own.entry(), &own.holder);
    let (request, code) = fresh(house, own.place(), &answers);
    let entry = Some(own.entry_id().to_owned());
    let request = Request { purpose: Purpose::Change, entry, ..request };
    in_one_step(house, async |tx| Ok(requests::insert(tx, &request).await?)).await?;
    Ok(code)
}

/// A notice that was given, to be printed and handed over.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The code under which it is read and objected to.
    pub code: RequestCode,
    /// Why.
    pub reason: Refused,
    /// The last second in which it can be objected to.
    pub until: Timestamp,
}

/// Gives notice that an entry shall end. It stays good until its days are over and nobody has objected, or
/// until three others have heard the objection.
///
/// # Errors
/// [`DeskError::Unknown`] when the entry is not good, [`DeskError::Faulty`] without a reason,
/// [`DeskError::Stale`] while another notice is under way.
pub async fn give_notice(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
    reason: &str,
    lang: Lang,
) -> Result<Notice, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let reader = house.office.reader();
    let found = entries::find(reader, &kept.place.id, entry).await?;
    let entry = found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Unknown)?;
    let reason = Refused::from_name(reason)
        .ok_or_else(|| DeskError::fault("reason", Wrong::NothingChosen))?;
    let holder: Holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    let answers = Answers { evidence: entry.check.evidence.clone(), ..answers_of(&entry, &holder) };
    let (request, code) = fresh(house, &kept.place.id, &answers);
    let now = house.now();
    let until = now.plus(u64::from(kept.roll.appeal_days) * DAY);
    let request = Request {
        purpose: Purpose::Strike,
        phase: Phase::Refused,
        area: entry.check.area.clone(),
        evidence: entry.check.evidence.clone(),
        sent_at: Some(now),
        decided: Some((by.clone(), now)),
        reason: Some(reason.name().to_owned()),
        entry: Some(entry.id.clone()),
        ..request
    };
    let letter = holder.contact.map(|to| letter(house, &kept, to, &code, until, lang));
    in_one_step(house, async |tx| {
        let under_way = requests::about_entry(tx, &entry.id).await?.into_iter().any(|request| {
            request.purpose == Purpose::Strike
                && matches!(request.phase, Phase::Refused | Phase::Appealed)
        });
        if under_way {
            return Err(DeskError::Stale);
        }
        requests::insert(tx, &request).await?;
        if let Some(letter) = &letter {
            outbox::post(house, tx, letter).await?;
        }
        let line = Line::NoticeGiven { place: kept.place.id.as_str(), reason: reason.name() };
        note(house, tx, by, None, &line).await
    })
    .await?;
    Ok(Notice { code, reason, until })
}

fn letter(
    house: &House,
    kept: &Kept,
    to: outbox::Contact,
    code: &RequestCode,
    until: Timestamp,
    lang: Lang,
) -> Letter {
    let say = Message::new;
    let (url, place) = (house.config.public_url.trim_end_matches('/'), &kept.place.id);
    let until = Moment::new(until, &kept.place.time_zone);
    Letter {
        to,
        lang,
        subject: say("moves.notice-subject"),
        text: vec![
            say("moves.notice-text").day("day", until).text("code", code.printed()),
            say("staff.as-is").text("words", format!("{url}/{lang}/roll/{place}/code")),
        ],
    }
}

/// Ends the entry of a notice.
pub(super) async fn strike(house: &House, tx: &Tx, mine: &Mine) -> Result<(), DeskError> {
    end_entry_of(house, tx, &mine.kept, &mine.request).await
}

/// Ends the entries whose notice nobody objected to in its days.
///
/// # Errors
/// [`DeskError::Store`].
pub(super) async fn strike_what_is_due(house: &House, tx: &Tx) -> Result<(), DeskError> {
    for kept in kept_rolls(house).await? {
        let days = u64::from(kept.roll.appeal_days);
        let given = earlier(house.now(), days * DAY);
        for request in requests::strikes_given_before(tx, &kept.place.id, given).await? {
            end_entry_of(house, tx, &kept, &request).await?;
        }
    }
    Ok(())
}

async fn end_entry_of(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    request: &Request,
) -> Result<(), DeskError> {
    let Some(entry) = &request.entry else { return Ok(()) };
    let today = kept.today(house);
    if entries::end(tx, entry, today, STRUCK).await? {
        close_cards(tx, entry, today).await?;
        counts::add(tx, &kept.place.id, STRUCK, &request.evidence).await?;
    }
    Ok(())
}
