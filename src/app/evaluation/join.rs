//! Two proposals become one: the desk suggests it, and every author of both agrees or it does not happen.
//!
//! The supporters of both count for the whole, each once (engine/proposal/support.rs).

use morada_engine::permit::Permit;
use morada_engine::permit::act::{AnswerProposal, WriteOnBehalf};
use morada_engine::proposal::{State, Step};

use super::queue::titles_of;
use crate::app::House;
use crate::app::associations::Spokesperson;
use crate::app::proposals::draft::Mine;
use crate::app::proposals::kept::{Author, AuthorKind, Proposal, ProposalText, Standing};
use crate::app::proposals::support::count_again;
use crate::app::proposals::{Hand, Season, clean, text};
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::Tx;
pub use crate::store::office::proposals::joinings::Joining;
use crate::store::office::proposals::joinings::{self, DECLINED, DONE, OPEN, WITHDRAWN};
use crate::store::office::proposals::{self, authors};

/// The most signs of a reason.
const MOST_WORDS: usize = 1_000;

/// What is typed to suggest it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinAnswers {
    /// Number of the proposal that becomes part.
    pub part: String,
    /// Number of the proposal that it becomes part of.
    pub whole: String,
    /// Why.
    pub words: String,
}

/// Both proposals of a suggestion, with their authors and who agrees.
#[derive(Debug, Clone)]
pub struct Both {
    /// The suggestion.
    pub joining: Joining,
    /// The part and the whole.
    pub sides: [Side; 2],
}

/// One of the two.
#[derive(Debug, Clone)]
pub struct Side {
    /// The proposal.
    pub proposal: Proposal,
    /// Its title for the reader.
    pub text: Option<ProposalText>,
    /// Those who stand behind it, and whether each has agreed.
    pub authors: Vec<(Author, bool)>,
}

impl Both {
    async fn load(house: &House, joining: Joining, language: &str) -> Result<Self, DeskError> {
        let agreed = joinings::agreed(house.office.reader(), &joining.id).await?;
        let mut sides = Vec::new();
        for id in [&joining.part, &joining.whole] {
            let reader = house.office.reader();
            let proposal = proposals::find(reader, id).await?.ok_or(DeskError::Unknown)?;
            let mut titles = titles_of(house, std::slice::from_ref(&proposal), language).await?;
            let standing = authors::of_proposal(reader, id).await?.into_iter();
            let authors = standing
                .filter(|author| author.standing == Standing::Accepted)
                .map(|author| {
                    let yes = agreed.contains(&(id.clone(), author.position));
                    (author, yes)
                })
                .collect();
            sides.push(Side { text: titles.remove(id), proposal, authors });
        }
        let sides = <[Side; 2]>::try_from(sides).map_err(|_| DeskError::Unknown)?;
        Ok(Self { joining, sides })
    }

    /// The places of whoever is asked and whom `is` names.
    fn places(&self, is: impl Fn(&Author, &Proposal) -> bool) -> Vec<(usize, u32)> {
        let sides = self.sides.iter().enumerate();
        sides
            .flat_map(|(at, side)| {
                let own = side.authors.iter().filter(|(author, _)| is(author, &side.proposal));
                own.map(|(author, _)| (at, author.position)).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// The suggestions that wait for authors.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn open(house: &House, season: &Season, language: &str) -> Result<Vec<Both>, DeskError> {
    let mut all = Vec::new();
    for joining in joinings::open(house.office.reader(), season.process()).await? {
        all.push(Both::load(house, joining, language).await?);
    }
    Ok(all)
}

/// The suggestions that became true for a proposal: it is the whole or the part.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn done_about(house: &House, proposal: &Proposal) -> Result<Vec<Joining>, DeskError> {
    let reader = house.office.reader();
    Ok(joinings::about(reader, &proposal.process, &proposal.id, DONE).await?)
}

/// Suggests that a proposal becomes part of another one.
///
/// # Errors
/// [`DeskError::Faulty`] for unknown numbers, without a reason, while another suggestion is open, and when the
/// proposal cannot take the step now.
pub async fn suggest(
    house: &House,
    permit: &Permit<AnswerProposal>,
    season: &Season,
    typed: &JoinAnswers,
    language: &str,
) -> Result<(), DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let mut faults: Vec<Fault> = text("words", &typed.words, MOST_WORDS).into_iter().collect();
    let mut sides = Vec::new();
    for (field, typed) in [("part", &typed.part), ("whole", &typed.whole)] {
        match numbered(house, season, typed).await? {
            Some(proposal) => sides.push(proposal),
            None => faults.push(Fault::new(field, Wrong::NotOffered)),
        }
    }
    let [part, whole] = sides.as_slice() else { return Err(DeskError::Faulty(faults)) };
    if !faults.is_empty() {
        return Err(DeskError::Faulty(faults));
    }
    season.after(&part.state, &step(part, whole))?;
    if !is_standing(&whole.state) {
        return Err(DeskError::fault("whole", Wrong::NotOffered));
    }
    let joining = Joining {
        id: tokens::fresh_id(house),
        process: season.process().clone(),
        part: part.id.clone(),
        whole: whole.id.clone(),
        words: clean(&typed.words),
        language: language.to_owned(),
        staff: by.clone(),
        made_at: house.now(),
        state: OPEN.to_owned(),
        ended_at: None,
    };
    let (part, whole) = (part.number.unwrap_or_default(), whole.number.unwrap_or_default());
    in_one_step(house, async |tx| {
        for id in [&joining.part, &joining.whole] {
            if !joinings::about(tx, season.process(), id, OPEN).await?.is_empty() {
                return Err(DeskError::fault("part", Wrong::Taken));
            }
        }
        joinings::insert(tx, &joining).await?;
        let entry = Entry::JoiningSuggested { part, whole };
        note(house, tx, by, Some(season.process()), &entry).await
    })
    .await
}

async fn numbered(
    house: &House,
    season: &Season,
    typed: &str,
) -> Result<Option<Proposal>, DeskError> {
    let Ok(number) = typed.trim().parse() else { return Ok(None) };
    match season.public(house, number).await {
        Ok(proposal) => Ok(Some(proposal)),
        Err(DeskError::Unknown) => Ok(None),
        Err(error) => Err(error),
    }
}

fn step(part: &Proposal, whole: &Proposal) -> Step {
    Step::MergeInto { into: whole.id.clone(), itself: part.id.clone() }
}

/// Whether something can become part of a proposal: it is not refused, on the ballot or part of another itself.
const fn is_standing(state: &State) -> bool {
    matches!(state, State::Published | State::Evaluating | State::Feasible { .. })
}

/// Takes a suggestion back.
///
/// # Errors
/// [`DeskError::Stale`] when it no longer waits.
pub async fn withdraw(
    house: &House,
    permit: &Permit<AnswerProposal>,
    season: &Season,
    id: &str,
) -> Result<(), DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = joinings::find(house.office.reader(), season.process(), id).await?;
    let found = found.ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        if !joinings::end(tx, &found.id, WITHDRAWN, house.now()).await? {
            return Err(DeskError::Stale);
        }
        note(house, tx, by, Some(season.process()), &Entry::JoiningWithdrawn {}).await
    })
    .await
}

/// Who answers a suggestion.
pub enum Answering<'a> {
    /// An author who is in with their card, with the groups that they speak for.
    Author {
        /// Their hand.
        hand: &'a Hand,
        /// Their groups.
        groups: &'a [Spokesperson],
    },
    /// A desk, for somebody for whom a desk has proposed and who brought the code.
    Desk {
        /// Proof that it may.
        permit: &'a Permit<WriteOnBehalf>,
        /// The proposal that the code opens.
        mine: &'a Mine,
    },
}

impl Answering<'_> {
    fn is(&self, author: &Author, proposal: &Proposal) -> bool {
        match (self, author.kind) {
            (Answering::Author { hand, .. }, AuthorKind::Person) => author.who == hand.who(),
            (Answering::Author { groups, .. }, AuthorKind::Association) => {
                groups.iter().any(|group| group.association() == author.who)
            }
            (Answering::Desk { mine, .. }, AuthorKind::Desk) => mine.proposal.id == proposal.id,
            (Answering::Author { .. }, AuthorKind::Desk)
            | (Answering::Desk { .. }, AuthorKind::Person | AuthorKind::Association) => false,
        }
    }
}

/// The suggestions that wait for somebody's own word.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn waiting_for(
    house: &House,
    season: &Season,
    who: &Answering<'_>,
    language: &str,
) -> Result<Vec<Both>, DeskError> {
    let mut all = open(house, season, language).await?;
    all.retain(|both| {
        both.sides.iter().any(|side| {
            side.authors.iter().any(|(author, yes)| !yes && who.is(author, &side.proposal))
        })
    });
    Ok(all)
}

/// What an author says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Yes.
    Agree,
    /// No: it does not happen.
    Decline,
}

/// An author agrees, or not. The last yes makes it true.
///
/// # Errors
/// [`DeskError::Unknown`] for who is no author of either; [`DeskError::Stale`] when it no longer waits;
/// [`DeskError::Faulty`] when the proposal cannot take the step any more.
pub async fn answer(
    house: &House,
    season: &Season,
    who: &Answering<'_>,
    id: &str,
    word: Word,
) -> Result<(), DeskError> {
    if season.merging_is_over() {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let found = joinings::find(house.office.reader(), season.process(), id).await?;
    let found = found.filter(|found| found.state == OPEN).ok_or(DeskError::Stale)?;
    let both = Both::load(house, found, "").await?;
    let own = both.places(|author, proposal| who.is(author, proposal));
    if own.is_empty() {
        return Err(DeskError::Unknown);
    }
    in_one_step(house, async |tx| {
        if let Answering::Desk { permit, .. } = who {
            let by = permit.by().first().ok_or(DeskError::Unknown)?;
            let outcome = if word == Word::Agree { "agreed" } else { "declined" };
            let entry = Entry::JoiningAnswered { outcome };
            note(house, tx, by, Some(season.process()), &entry).await?;
        }
        if word == Word::Decline {
            let ended = joinings::end(tx, &both.joining.id, DECLINED, house.now()).await?;
            return if ended { Ok(()) } else { Err(DeskError::Stale) };
        }
        for (at, position) in &own {
            let side = both.sides.get(*at).ok_or(DeskError::Unknown)?;
            joinings::agree(tx, &both.joining.id, &side.proposal.id, *position).await?;
        }
        if everybody_agrees(tx, &both.joining).await? {
            make_one(house, tx, season, &both).await
        } else {
            Ok(())
        }
    })
    .await
}

/// Read where it is written: of two authors who agree at once, the second makes it true.
async fn everybody_agrees(tx: &Tx, joining: &Joining) -> Result<bool, DeskError> {
    let agreed = joinings::agreed(tx, &joining.id).await?;
    for id in [&joining.part, &joining.whole] {
        let all = authors::of_proposal(tx, id).await?;
        let mut standing = all.iter().filter(|author| author.standing == Standing::Accepted);
        if !standing.all(|author| agreed.contains(&(id.clone(), author.position))) {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn make_one(house: &House, tx: &Tx, season: &Season, both: &Both) -> Result<(), DeskError> {
    let [part, whole] = &both.sides;
    let (part, whole) = (&part.proposal, &whole.proposal);
    if !is_standing(&whole.state) {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let state = season.after(&part.state, &step(part, whole))?;
    let next = Proposal { state, changed_at: house.now(), ..part.clone() };
    if !proposals::change(tx, part, &next).await?
        || !joinings::end(tx, &both.joining.id, DONE, house.now()).await?
    {
        return Err(DeskError::Stale);
    }
    count_again(tx, &whole.id).await?;
    Ok(())
}
