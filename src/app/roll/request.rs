//! A resident asks for a place on the roll: one answer after another, kept under a code, without an account.

use morada_engine::hash::Hash;
use morada_engine::ids::PlaceId;
use morada_engine::roll::{CardNumber, Missing, Refused, RequestCode};
use morada_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::admit::{Admission, as_faults, decision};
use super::attest::read_codes;
use super::cards::{self, NewCard, issue};
use super::desk::{read_area, read_evidence};
use super::keeping::{Kept, day_in};
use super::people::{self, BornAnswers, Holder};
use super::sealed::{open, seal, seal_bytes};
use crate::app::House;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::office::roll::papers::{self, Paper};
pub use crate::store::office::roll::requests::{Phase, Purpose, Request};
use crate::store::office::roll::{cards as stored_cards, entries, requests, verdicts};

/// The table in whose name requests are sealed.
pub(super) const REQUESTS: &str = "roll_requests";
/// The table in whose name photos are sealed.
pub(super) const PAPERS: &str = "roll_papers";

const DAY: u64 = 24 * 60 * 60;
/// The most photos of one request.
pub const MOST_PAPERS: usize = 3;
/// The most letters of an objection.
const MOST_WORDS: usize = 2_000;

/// What a resident answered so far, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The area.
    pub area: String,
    /// Name of the tie.
    pub tie: String,
    /// The year since which they live here.
    pub since_year: String,
    /// The month; may be empty.
    pub since_month: String,
    /// The kind of evidence.
    pub evidence: String,
    /// Codes of attestations that they were handed; may be empty.
    #[serde(default)]
    pub codes: String,
    /// What they are called.
    pub name: String,
    /// The birth.
    pub born: BornAnswers,
    /// The registrar's own words, for the resident.
    pub words: String,
    /// What the resident says against a refusal.
    pub objection: String,
}

/// A question of the request, one per page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Where, and since when.
    Place,
    /// What can be shown.
    Evidence,
    /// A photo now, or the paper at the desk.
    Paper,
    /// Name and birth.
    Person,
    /// Everything once more.
    Check,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Step; 5] =
        [Step::Place, Step::Evidence, Step::Paper, Step::Person, Step::Check];

    /// The name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Step::Place => "place",
            Step::Evidence => "evidence",
            Step::Paper => "paper",
            Step::Person => "person",
            Step::Check => "check",
        }
    }

    /// The step of that name.
    pub fn from_name(name: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// A request as its resident sees it.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The place and its rule.
    pub kept: Kept,
    /// Where it is.
    pub request: Request,
    /// What was answered.
    pub answers: Answers,
    /// Photos that were sent.
    pub papers: usize,
}

impl Mine {
    /// Why it was refused, if it was.
    pub fn refused(&self) -> Option<Refused> {
        self.request.reason.as_deref().and_then(Refused::from_name)
    }

    /// What is missing, if it went back.
    pub fn missing(&self) -> Option<Missing> {
        self.request.reason.as_deref().and_then(Missing::from_name)
    }

    /// The last second in which a refusal can be objected to; nothing if it cannot.
    pub fn objection_until(&self) -> Option<Timestamp> {
        let (_, at) = self.request.decided.as_ref()?;
        let open = self.request.phase == Phase::Refused && self.request.appealed_at.is_none();
        open.then(|| at.plus(u64::from(self.kept.roll.appeal_days) * DAY))
    }

    /// The person of a request, ready to be admitted: as somebody new, or in the place of their entry.
    pub(super) fn admission(
        &self,
        house: &House,
        by: &str,
        way: &'static str,
    ) -> Result<Admission, DeskError> {
        let (answers, today) = (&self.answers, self.kept.today(house));
        let unreadable = |fault| DeskError::Faulty(vec![fault]);
        let birth = people::read_birth(&answers.born, today).map_err(unreadable)?;
        let own = self.request.entry.clone().filter(|_| self.request.purpose == Purpose::Change);
        Ok(Admission {
            id: own.unwrap_or_else(|| tokens::fresh_id(house)),
            holder: Holder {
                name: people::read_name(&answers.name).map_err(unreadable)?,
                born: people::birth_as_text(birth),
                name_on_card: false,
                contact: None,
            },
            area: read_area(&self.kept, &answers.area).map_err(unreadable)?,
            tie: people::tie_named(&answers.tie).ok_or(DeskError::Unknown)?,
            since: people::read_since(&answers.since_year, &answers.since_month, today)
                .map_err(unreadable)?,
            evidence: read_evidence(&self.kept, &answers.evidence).map_err(unreadable)?,
            asked_on: self
                .request
                .sent_at
                .map_or(today, |at| day_in(at, &self.kept.place.time_zone)),
            way,
            seen_by: by.to_owned(),
        })
    }

    /// Whether answers can still be changed.
    pub fn is_open(&self) -> bool {
        matches!(self.request.phase, Phase::Draft | Phase::Returned)
    }
}

/// Begins a request. The code is nowhere else: only its hash is kept.
///
/// # Errors
/// [`DeskError::Unknown`] when the place keeps no roll.
pub async fn begin(house: &House, place: &PlaceId) -> Result<RequestCode, DeskError> {
    Kept::load(house, place).await?;
    let (request, code) = fresh(house, place, &Answers::default());
    in_one_step(house, async |tx| Ok(requests::insert(tx, &request).await?)).await?;
    Ok(code)
}

/// A request that nobody has sent, and its code.
pub(super) fn fresh(house: &House, place: &PlaceId, answers: &Answers) -> (Request, RequestCode) {
    let code = RequestCode::generate(&mut house.chance());
    let id = tokens::fresh_id(house);
    let request = Request {
        sealed: seal(house, REQUESTS, &id, answers),
        id,
        place: place.clone(),
        code_sha: sha_of(&code),
        phase: Phase::Draft,
        area: String::new(),
        evidence: String::new(),
        changed_at: house.now(),
        sent_at: None,
        due_at: None,
        decided: None,
        reason: None,
        appealed_at: None,
        entry: None,
        purpose: Purpose::Join,
    };
    (request, code)
}

/// The request under a code.
///
/// # Errors
/// [`DeskError::Unknown`] when there is none, or its days are over.
pub async fn mine(house: &House, place: &PlaceId, code: &RequestCode) -> Result<Mine, DeskError> {
    let kept = Kept::load(house, place).await?;
    let reader = house.office.reader();
    let request = requests::by_code(reader, place, &sha_of(code)).await?;
    let request = request.ok_or(DeskError::Unknown)?;
    let answers = open(house, REQUESTS, &request.id, &request.sealed)?;
    let papers = papers::of_request(reader, &request.id).await?.len();
    Ok(Mine { kept, request, answers, papers })
}

fn sha_of(code: &RequestCode) -> String {
    // 74 random bits: a plain hash cannot be guessed backwards.
    Hash::of(&[b"morada/request/v1", code.as_str().as_bytes()]).to_hex()
}

/// Keeps the answer to one question. What is wrong with it is told, and kept all the same: a draft may be
/// unfinished, and the check before sending reads everything again.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Frozen`] once it was sent.
pub async fn answer(
    house: &House,
    mine: &Mine,
    step: Step,
    typed: &Answers,
) -> Result<(), DeskError> {
    let mut answers = mine.answers.clone();
    match step {
        Step::Place => {
            answers.area.clone_from(&typed.area);
            answers.tie.clone_from(&typed.tie);
            answers.since_year.clone_from(&typed.since_year);
            answers.since_month.clone_from(&typed.since_month);
        }
        Step::Evidence => {
            answers.evidence.clone_from(&typed.evidence);
            answers.codes.clone_from(&typed.codes);
        }
        Step::Person => {
            answers.name.clone_from(&typed.name);
            answers.born.clone_from(&typed.born);
        }
        Step::Paper | Step::Check => {}
    }
    let mut faults = faults_of(house, &mine.kept, &answers, step);
    if step == Step::Evidence {
        faults.extend(codes_fault(house, mine, &answers).await?);
    }
    store(house, mine, &answers, |_| {}).await?;
    if faults.is_empty() { Ok(()) } else { Err(DeskError::Faulty(faults)) }
}

/// What is wrong with the codes of attestations, if anything is.
async fn codes_fault(
    house: &House,
    mine: &Mine,
    answers: &Answers,
) -> Result<Vec<Fault>, DeskError> {
    let reader = house.office.reader();
    let read = read_codes(house, reader, &mine.kept, &answers.evidence, &answers.codes).await;
    match read {
        Ok(_) => Ok(Vec::new()),
        Err(DeskError::Faulty(faults)) => Ok(faults),
        Err(other) => Err(other),
    }
}

fn faults_of(house: &House, kept: &Kept, answers: &Answers, step: Step) -> Vec<Fault> {
    let today = kept.today(house);
    match step {
        Step::Place => {
            let tie = people::tie_named(&answers.tie);
            let tie = tie.filter(|tie| kept.roll.rule.basis.contains(tie));
            let tie = tie.is_none().then(|| Fault::new("tie", Wrong::NothingChosen));
            let since = people::read_since(&answers.since_year, &answers.since_month, today);
            let faults = [read_area(kept, &answers.area).err(), tie, since.err()];
            faults.into_iter().flatten().collect()
        }
        Step::Evidence => read_evidence(kept, &answers.evidence).err().into_iter().collect(),
        Step::Person => {
            let name = people::read_name(&answers.name).err();
            let birth = people::read_birth(&answers.born, today);
            [name, birth.err()].into_iter().flatten().collect()
        }
        Step::Paper | Step::Check => Vec::new(),
    }
}

/// The first question that is not answered well; nothing when all are.
pub fn first_open(house: &House, mine: &Mine) -> Option<Step> {
    let open = |step: &Step| !faults_of(house, &mine.kept, &mine.answers, *step).is_empty();
    Step::ALL.into_iter().find(open)
}

/// Adds a photo of a paper.
///
/// # Errors
/// [`DeskError::Faulty`] when it is no JPEG or PNG, or there are too many.
pub async fn add_paper(house: &House, mine: &Mine, photo: &[u8]) -> Result<(), DeskError> {
    if !mine.is_open() {
        return Err(DeskError::Frozen);
    }
    let kind = kind_of(photo).ok_or_else(|| DeskError::fault("photo", Wrong::NotAPhoto))?;
    if mine.papers >= MOST_PAPERS {
        let most = MOST_PAPERS as u64;
        return Err(DeskError::fault("photo", Wrong::TooMany { most }));
    }
    let id = tokens::fresh_id(house);
    let paper = Paper {
        sealed: seal_bytes(house, PAPERS, &id, photo),
        id,
        request: mine.request.id.clone(),
        kind: kind.to_owned(),
        made_at: house.now(),
    };
    in_one_step(house, async |tx| Ok(papers::insert(tx, &paper).await?)).await
}

/// What a file is, by its first bytes; its name and its claim are a stranger's.
fn kind_of(file: &[u8]) -> Option<&'static str> {
    match file {
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("png"),
        _ => None,
    }
}

/// Takes the photos back.
///
/// # Errors
/// [`DeskError::Frozen`] once the request was sent.
pub async fn drop_papers(house: &House, mine: &Mine) -> Result<(), DeskError> {
    if !mine.is_open() {
        return Err(DeskError::Frozen);
    }
    in_one_step(house, async |tx| {
        papers::destroy_of(tx, &mine.request.id).await?;
        Ok(())
    })
    .await
}

/// Sends the request to the registrar.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right, also where the rule says no.
pub async fn send(house: &House, mine: &Mine) -> Result<(), DeskError> {
    let all = Step::ALL.into_iter();
    let mut faults: Vec<Fault> =
        all.flat_map(|step| faults_of(house, &mine.kept, &mine.answers, step)).collect();
    if faults.is_empty() {
        let admission = mine.admission(house, "nobody", "request")?;
        let decided = decision(&mine.kept, &admission, mine.kept.today(house));
        faults = as_faults(&mine.kept, &decided.reasons);
        faults.extend(codes_fault(house, mine, &mine.answers).await?);
    }
    if !faults.is_empty() {
        return Err(DeskError::Faulty(faults));
    }
    let now = house.now();
    let days = u64::from(mine.kept.roll.decide_days);
    store(house, mine, &mine.answers, |next| {
        next.phase = Phase::Sent;
        next.reason = None;
        next.sent_at = Some(now);
        next.due_at = Some(now.plus(days * DAY));
    })
    .await
}

/// Says what speaks against a refusal; a panel of three hears it.
///
/// # Errors
/// [`DeskError::Frozen`] when it is too late or was done before, [`DeskError::Faulty`] without words.
pub async fn object(house: &House, mine: &Mine, words: &str) -> Result<(), DeskError> {
    let until = mine.objection_until().ok_or(DeskError::Frozen)?;
    if house.now() > until {
        return Err(DeskError::Frozen);
    }
    let typed = words.trim().chars().count();
    let wrong = match typed {
        0 => Some(Wrong::Empty),
        1..=MOST_WORDS => None,
        _ => Some(Wrong::TooLong { most: MOST_WORDS, typed }),
    };
    if let Some(wrong) = wrong {
        return Err(DeskError::fault("words", wrong));
    }
    let answers = Answers { objection: words.trim().to_owned(), ..mine.answers.clone() };
    let now = house.now();
    store(house, mine, &answers, |next| {
        next.phase = Phase::Appealed;
        next.appealed_at = Some(now);
    })
    .await
}

/// Takes the request back: everything about it is destroyed at once.
///
/// # Errors
/// [`DeskError::Frozen`] for the notice that an entry shall end.
pub async fn take_back(house: &House, mine: &Mine) -> Result<(), DeskError> {
    // A notice is the desk's: whoever could destroy it would not need to object.
    if mine.request.purpose == Purpose::Strike {
        return Err(DeskError::Frozen);
    }
    in_one_step(house, async |tx| {
        papers::destroy_of(tx, &mine.request.id).await?;
        verdicts::destroy_of(tx, &mine.request.id).await?;
        Ok(requests::destroy(tx, &mine.request.id).await?)
    })
    .await
}

/// Makes the card of a granted request, once: whoever has the code and no card yet.
///
/// # Errors
/// [`DeskError::Frozen`] when the request is not granted or the card was made.
pub async fn collect_card(house: &House, mine: &Mine) -> Result<NewCard, DeskError> {
    let joins = mine.request.purpose == Purpose::Join && mine.request.phase == Phase::Granted;
    let entry = mine.request.entry.clone().filter(|_| joins);
    let entry = entry.ok_or(DeskError::Frozen)?;
    let prepared = cards::prepare(house).await;
    in_one_step(house, async |tx| {
        let found = entries::find(tx, &mine.kept.place.id, &entry).await?;
        found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Frozen)?;
        if stored_cards::of_entry(tx, &entry).await?.is_some() {
            return Err(DeskError::Frozen);
        }
        issue(house, tx, &mine.kept, &entry, "replaced", prepared).await
    })
    .await
}

/// The number of the card that a granted request led to, once it was made.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn card_of(house: &House, mine: &Mine) -> Result<Option<CardNumber>, DeskError> {
    let Some(entry) = &mine.request.entry else { return Ok(None) };
    let card = stored_cards::of_entry(house.office.reader(), entry).await?;
    Ok(card.map(|card| card.number))
}

/// Stores the answers and what `change` makes of the request.
pub(super) async fn store(
    house: &House,
    mine: &Mine,
    answers: &Answers,
    change: impl FnOnce(&mut Request),
) -> Result<(), DeskError> {
    let next = next(house, mine, answers, change);
    if !mine.is_open() && next.phase == mine.request.phase {
        return Err(DeskError::Frozen);
    }
    in_one_step(house, async |tx| {
        if requests::change(tx, &mine.request, &next).await? {
            Ok(())
        } else {
            Err(DeskError::Stale)
        }
    })
    .await
}

/// The request with other answers.
pub(super) fn next(
    house: &House,
    mine: &Mine,
    answers: &Answers,
    change: impl FnOnce(&mut Request),
) -> Request {
    let mut next = mine.request.clone();
    next.sealed = seal(house, REQUESTS, &next.id, answers);
    next.area = read_area(&mine.kept, &answers.area).unwrap_or_default();
    next.evidence = read_evidence(&mine.kept, &answers.evidence).unwrap_or_default();
    next.changed_at = house.now();
    change(&mut next);
    next
}
