//! Writing a proposal: one answer after another, kept under a code, without an account.

use morada_engine::hash::Hash;
use morada_engine::ids::{ElectionId, ProposalId};
use morada_engine::proposal::{State, words};
use morada_engine::roll::RequestCode;
use rand::RngExt;

use super::kept::{Author, Decision, Line, Version};
use super::{Answers, Season};
use crate::app::House;
use crate::app::outbox::Contact;
use crate::app::roll::sealed::{open, seal};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong, tokens};
use crate::i18n::lang::Lang;
use crate::store::StoreError;
use crate::store::office::proposals::{self, Proposal, authors, decisions, lists, texts, versions};

/// The table in whose name drafts are sealed.
pub(super) const PROPOSALS: &str = "proposals";

/// A question about a proposal, one per page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// In whose name.
    Whose,
    /// The title, and the language.
    Title,
    /// What, and why.
    Words,
    /// Where.
    Place,
    /// What it costs.
    Cost,
    /// What it is about.
    Theme,
    /// A photo, if there is one.
    Photo,
    /// How to reach the author.
    Reach,
    /// Everything once more.
    Check,
}

impl Question {
    /// All of them, in order.
    pub const ALL: [Question; 9] = [
        Question::Whose,
        Question::Title,
        Question::Words,
        Question::Place,
        Question::Cost,
        Question::Theme,
        Question::Photo,
        Question::Reach,
        Question::Check,
    ];

    /// The name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Question::Whose => "whose",
            Question::Title => "title",
            Question::Words => "words",
            Question::Place => "place",
            Question::Cost => "cost",
            Question::Theme => "theme",
            Question::Photo => "photo",
            Question::Reach => "reach",
            Question::Check => "check",
        }
    }

    /// The question of that name.
    pub fn from_name(name: &str) -> Option<Question> {
        Question::ALL.into_iter().find(|question| question.name() == name)
    }
}

/// A proposal as its authors see it.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The process.
    pub season: Season,
    /// Where it is.
    pub proposal: Proposal,
    /// What was answered.
    pub answers: Answers,
    /// Its authors.
    pub authors: Vec<Author>,
    /// What was sent so far.
    pub versions: Vec<Version>,
    /// What moderators said last.
    pub decision: Option<Decision>,
}

/// Begins a draft. The code is nowhere else: only its hash is kept.
///
/// # Errors
/// [`DeskError::Unknown`] when the process takes no proposals.
pub async fn begin(house: &House, process: &ElectionId) -> Result<RequestCode, DeskError> {
    let season = Season::load(house, process).await?;
    if !season.takes_words(&State::Draft) {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let code = RequestCode::generate(&mut house.chance());
    let id = ProposalId::parse(&tokens::fresh_id(house)).map_err(|_| DeskError::Unknown)?;
    let proposal = Proposal {
        sealed: seal(house, PROPOSALS, id.as_str(), &Answers::default()),
        id,
        process: process.clone(),
        number: None,
        code_sha: sha_of(&code),
        state: State::Draft,
        way: String::new(),
        language: String::new(),
        theme: String::new(),
        area: String::new(),
        version: 0,
        shuffle: house.chance().random_range(0..(1_u32 << 31) - 1),
        supports: 0,
        comments: 0,
        changed_at: house.now(),
        sent_at: None,
        published_at: None,
    };
    in_one_step(house, async |tx| Ok(proposals::insert(tx, &proposal).await?)).await?;
    Ok(code)
}

/// The proposal under a code.
///
/// # Errors
/// [`DeskError::Unknown`] when there is none, or its days are over.
pub async fn mine(
    house: &House,
    process: &ElectionId,
    code: &RequestCode,
) -> Result<Mine, DeskError> {
    let found = proposals::by_code(house.office.reader(), process, &sha_of(code)).await?;
    opened(house, found.ok_or(DeskError::Unknown)?).await
}

/// A proposal with all that its authors see.
pub(super) async fn opened(house: &House, proposal: Proposal) -> Result<Mine, DeskError> {
    let reader = house.office.reader();
    Ok(Mine {
        season: Season::load(house, &proposal.process).await?,
        answers: open(house, PROPOSALS, proposal.id.as_str(), &proposal.sealed)?,
        authors: authors::of_proposal(reader, &proposal.id).await?,
        versions: versions::of_proposal(reader, &proposal.id).await?,
        decision: decisions::newest_about(reader, &proposal.process, proposal.id.as_str()).await?,
        proposal,
    })
}

/// What is kept of a code: 74 random bits, so a plain hash cannot be guessed backwards.
pub(super) fn sha_of(code: &RequestCode) -> String {
    Hash::of(&[b"morada/proposal/v1", code.as_str().as_bytes()]).to_hex()
}

impl Mine {
    /// Whether its words can be changed now.
    pub fn is_open(&self) -> bool {
        let state = &self.proposal.state;
        state.is_open_to_its_authors() && self.season.takes_words(state)
    }

    /// The first question that is not answered well; nothing when all are.
    pub fn first_open(&self) -> Option<Question> {
        let open = |question: &Question| !self.answers.faults(&self.season, *question).is_empty();
        Question::ALL.into_iter().find(open)
    }
}

/// Keeps the answer to one question. What is wrong with it is told, and kept all the same: a draft may be
/// unfinished, and the check before sending reads everything again.
///
/// # Errors
/// [`DeskError::Faulty`]; [`DeskError::Frozen`] once it was sent.
pub async fn answer(
    house: &House,
    mine: &Mine,
    question: Question,
    typed: &Answers,
) -> Result<(), DeskError> {
    let mut answers = mine.answers.clone();
    match question {
        Question::Whose => {
            answers.whose.clone_from(&typed.whose);
            answers.shown.clone_from(&typed.shown);
        }
        Question::Title => {
            answers.language.clone_from(&typed.language);
            answers.title.clone_from(&typed.title);
        }
        Question::Words => answers.words.clone_from(&typed.words),
        Question::Place => {
            answers.area.clone_from(&typed.area);
            answers.landmark.clone_from(&typed.landmark);
            answers.point = typed.point.or(answers.point);
        }
        Question::Cost => {
            answers.cost_known.clone_from(&typed.cost_known);
            answers.cost.clone_from(&typed.cost);
        }
        Question::Theme => answers.theme.clone_from(&typed.theme),
        Question::Reach => {
            answers.reach_by.clone_from(&typed.reach_by);
            answers.reach.clone_from(&typed.reach);
        }
        Question::Photo | Question::Check => {}
    }
    let faults = answers.faults(&mine.season, question);
    keep(house, mine, &answers).await?;
    if faults.is_empty() { Ok(()) } else { Err(DeskError::Faulty(faults)) }
}

/// How the author of a proposal wants to be reached, and in which language; nothing where they look themselves.
pub(in crate::app) fn contact_of_author(
    house: &House,
    proposal: &Proposal,
) -> Result<Option<(Contact, Lang)>, StoreError> {
    let answers: Answers = open(house, PROPOSALS, proposal.id.as_str(), &proposal.sealed)?;
    let to = Contact::parse(&answers.reach).filter(|_| answers.reach_by == "message");
    Ok(to.zip(Lang::parse(&answers.language)))
}

/// What is sealed of a proposal without how its author is reached; nothing when that is not there.
pub(in crate::app) fn without_contact(
    house: &House,
    proposal: &Proposal,
) -> Result<Option<Vec<u8>>, StoreError> {
    let answers: Answers = open(house, PROPOSALS, proposal.id.as_str(), &proposal.sealed)?;
    if answers.reach.is_empty() {
        return Ok(None);
    }
    let answers = Answers { reach: String::new(), reach_by: String::new(), ..answers };
    Ok(Some(seal(house, PROPOSALS, proposal.id.as_str(), &answers)))
}

/// Keeps answers as they are.
pub(super) async fn keep(house: &House, mine: &Mine, answers: &Answers) -> Result<(), DeskError> {
    if !mine.is_open() {
        return Err(DeskError::Frozen);
    }
    let next = Proposal {
        sealed: seal(house, PROPOSALS, mine.proposal.id.as_str(), answers),
        changed_at: house.now(),
        ..mine.proposal.clone()
    };
    in_one_step(house, async |tx| {
        if proposals::change(tx, &mine.proposal, &next).await? {
            Ok(())
        } else {
            Err(DeskError::Stale)
        }
    })
    .await
}

/// Destroys a draft at once.
///
/// # Errors
/// [`DeskError::Frozen`] when it was sent: then it is withdrawn.
pub async fn destroy(house: &House, mine: &Mine) -> Result<(), DeskError> {
    if mine.proposal.state != State::Draft {
        return Err(DeskError::Frozen);
    }
    in_one_step(house, async |tx| Ok(proposals::destroy_draft(tx, &mine.proposal.id).await?)).await
}

/// A public proposal that may be about the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The proposal.
    pub line: Line,
    /// Its title and the language of that.
    pub title: (String, String),
}

/// The most that are shown.
const MOST_ALIKE: usize = 3;

/// Public proposals that may be about the same thing as this draft, in whatever language. They are shown and
/// nothing more: whoever writes decides.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn alike(house: &House, mine: &Mine) -> Result<Vec<Alike>, DeskError> {
    let (answers, reader) = (&mine.answers, house.office.reader());
    let index = words::index(&format!("{} {}", answers.title, answers.words));
    let own = words::Compared::new(&index, &answers.area, &answers.theme);
    let found = lists::sharing(reader, mine.season.process(), &index, 40).await?;
    let mut scored: Vec<(u32, Line)> = found
        .into_iter()
        .filter(|(line, _)| line.id != mine.proposal.id)
        .map(|(line, by)| {
            (words::likeness(&own, &words::Compared::new(&by, &line.area, &line.theme)), line)
        })
        .filter(|(score, _)| *score >= words::ALIKE)
        .collect();
    scored.sort_by_key(|(score, line)| (std::cmp::Reverse(*score), line.number));
    scored.dedup_by_key(|(_, line)| line.number);
    scored.truncate(MOST_ALIKE);
    let mut shown = Vec::new();
    for (_, line) in scored {
        let own = texts::of_proposal(reader, &line.id).await?;
        let original = own.into_iter().find(|text| text.language == line.language);
        let title = original.map(|text| (text.title, text.language)).unwrap_or_default();
        shown.push(Alike { line, title });
    }
    Ok(shown)
}
