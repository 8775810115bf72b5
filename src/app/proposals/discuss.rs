//! For, against and questions, one level of answers, amendments, and the answer of a department.

use morada_engine::permit::Permit;
use morada_engine::permit::act::AnswerProposal;
use morada_engine::proposal::State;

use super::answers::{Answers, MOST_LINE, MOST_WORDS, clean, one_line, text};
use super::draft::{Mine, PROPOSALS};
use super::kept::{
    Comment, CommentKind, Content, Decision, Outcome, Proposal, ProposalText, Showing, Side,
    Version,
};
use super::newcomers::take_part;
use super::{Hand, Season};
use crate::app::House;
use crate::app::roll::sealed::seal;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::Tx;
use crate::store::office::proposals::{self, comments, decisions, texts, versions};

/// The most signs of a comment.
pub const MOST_COMMENT: usize = 1_000;
/// The most comments that wait for a moderator from one person in one process.
const MOST_WAITING: usize = 5;
/// How often an author may change a comment that came back.
pub const MOST_EDITS: u32 = 1;
/// The most comments a page shows.
pub const MOST_SHOWN: u64 = 600;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// `for`, `against` or `question`.
    pub side: String,
    /// `comment` or `amendment`.
    pub kind: String,
    /// The comment that is answered, or empty.
    pub parent: String,
    /// The name to be shown.
    pub shown: String,
    /// The language.
    pub language: String,
    /// The words.
    pub words: String,
}

/// Says something about a proposal. Nobody reads it before a moderator has.
///
/// # Errors
/// [`DeskError::Faulty`].
pub async fn say(
    house: &House,
    season: &Season,
    hand: &Hand,
    proposal: &Proposal,
    said: &Said,
) -> Result<(), DeskError> {
    if !season.takes_comments() || matches!(proposal.state, State::Merged { .. }) {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let (side, kind) = (Side::from_name(&said.side), CommentKind::from_name(&said.kind));
    let languages = &season.notice.place.languages;
    let faults: Vec<Fault> = [
        side.is_none().then(|| Fault::new("side", Wrong::NothingChosen)),
        text("shown", &one_line(&said.shown), MOST_LINE),
        (!languages.contains(&said.language)).then(|| Fault::new("language", Wrong::NothingChosen)),
        text("words", &said.words, MOST_COMMENT),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !faults.is_empty() {
        return Err(DeskError::Faulty(faults));
    }
    let parent = parent(house, proposal, &said.parent).await?;
    let own = comments::of_person(house.office.reader(), &proposal.id, hand.who()).await?;
    if own.iter().filter(|one| one.showing == Showing::Waiting).count() >= MOST_WAITING {
        return Err(DeskError::fault("main", Wrong::TooMany { most: MOST_WAITING as u64 }));
    }
    let kind = kind.filter(|kind| *kind != CommentKind::Answer).unwrap_or(CommentKind::Comment);
    let comment = Comment {
        id: tokens::fresh_id(house),
        process: season.process().clone(),
        proposal: proposal.id.clone(),
        side: parent.as_ref().map_or(side.unwrap_or(Side::Question), |parent| parent.side),
        kind: if parent.is_some() { CommentKind::Comment } else { kind },
        parent: parent.map(|parent| parent.id),
        language: said.language.clone(),
        words: clean(&said.words),
        shown: one_line(&said.shown),
        who: hand.who().to_owned(),
        team: String::new(),
        showing: Showing::Waiting,
        outcome: Outcome::Open,
        edits: 0,
        made_at: house.now(),
        published_at: None,
    };
    in_one_step(house, async |tx| {
        comments::insert(tx, &comment).await?;
        take_part(house, tx, hand).await
    })
    .await
}

/// The public comment that is answered; an answer has no answers of its own.
async fn parent(
    house: &House,
    proposal: &Proposal,
    id: &str,
) -> Result<Option<Comment>, DeskError> {
    if id.is_empty() {
        return Ok(None);
    }
    let found = comments::find(house.office.reader(), id).await?;
    let fits = |one: &Comment| {
        one.proposal == proposal.id && one.showing == Showing::Public && one.parent.is_none()
    };
    found.filter(fits).map(Some).ok_or(DeskError::Unknown)
}

/// What somebody wrote, with what moderators said of it last.
#[derive(Debug, Clone)]
pub struct Own {
    /// The comment.
    pub comment: Comment,
    /// What moderators said last.
    pub decision: Option<Decision>,
}

/// What a resident wrote about a proposal that is not public.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn own(house: &House, hand: &Hand, proposal: &Proposal) -> Result<Vec<Own>, DeskError> {
    let reader = house.office.reader();
    let mut all = Vec::new();
    for comment in comments::of_person(reader, &proposal.id, hand.who()).await? {
        if comment.showing != Showing::Public {
            let decision = decisions::newest_about(reader, hand.process(), &comment.id).await?;
            all.push(Own { comment, decision });
        }
    }
    Ok(all)
}

/// Changes a comment that came back, once.
///
/// # Errors
/// [`DeskError::Frozen`] when it was changed before or did not come back; [`DeskError::Faulty`] when the discussion is
/// over.
pub async fn change(
    house: &House,
    season: &Season,
    hand: &Hand,
    id: &str,
    words: &str,
) -> Result<(), DeskError> {
    if !season.takes_comments() {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let seen = comments::find(house.office.reader(), id).await?;
    let seen = seen.filter(|one| one.who == hand.who()).ok_or(DeskError::Unknown)?;
    if seen.showing != Showing::Returned || seen.edits >= MOST_EDITS {
        return Err(DeskError::Frozen);
    }
    if let Some(fault) = text("words", words, MOST_COMMENT) {
        return Err(DeskError::Faulty(vec![fault]));
    }
    let next = Comment {
        words: clean(words),
        showing: Showing::Waiting,
        edits: seen.edits + 1,
        ..seen.clone()
    };
    in_one_step(house, async |tx| {
        if comments::change(tx, &seen, &next).await? { Ok(()) } else { Err(DeskError::Stale) }
    })
    .await
}

/// Takes one's own comment away, whatever became of it.
///
/// # Errors
/// [`DeskError::Unknown`] when it is somebody else's.
pub async fn take_away(house: &House, hand: &Hand, id: &str) -> Result<(), DeskError> {
    let seen = comments::find(house.office.reader(), id).await?;
    let seen = seen.filter(|one| one.who == hand.who()).ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        comments::destroy(tx, &seen.id).await?;
        let count = comments::count_public(tx, &seen.proposal).await?;
        Ok(proposals::set_comments(tx, &seen.proposal, count).await?)
    })
    .await
}

/// What the authors say to an amendment. One that they accept in the language of their proposal becomes its last
/// paragraph, as a new version: a moderator has read both. One in another language is accepted as what it is.
///
/// # Errors
/// [`DeskError::Unknown`] when it is no open amendment of their proposal; [`DeskError::Faulty`] when the proposal would
/// be too long, or is not its authors' to change any more.
pub async fn answer_amendment(
    house: &House,
    mine: &Mine,
    id: &str,
    outcome: Outcome,
) -> Result<(), DeskError> {
    if mine.season.list_is_final() {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let seen = comments::find(house.office.reader(), id).await?;
    let open = |one: &Comment| {
        one.proposal == mine.proposal.id
            && one.kind == CommentKind::Amendment
            && one.showing == Showing::Public
            && one.outcome == Outcome::Open
    };
    let seen = seen.filter(open).ok_or(DeskError::Unknown)?;
    let next = Comment { outcome, ..seen.clone() };
    let amended = match outcome {
        Outcome::Accepted if seen.language == mine.proposal.language => Some(amended(mine, &seen)?),
        Outcome::Accepted | Outcome::Declined | Outcome::Open => None,
    };
    in_one_step(house, async |tx| {
        if !comments::change(tx, &seen, &next).await? {
            return Err(DeskError::Stale);
        }
        let Some(content) = &amended else { return Ok(()) };
        store_version(house, tx, mine, content).await
    })
    .await
}

/// What a proposal says with an amendment as its last paragraph.
fn amended(mine: &Mine, amendment: &Comment) -> Result<Content, DeskError> {
    if mine.proposal.state != State::Published {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let version = mine.versions.iter().find(|one| one.number == mine.proposal.version);
    let content = &version.ok_or(DeskError::Unknown)?.content;
    let words = format!("{}\n\n{}", content.words, amendment.words);
    match text("main", &words, MOST_WORDS) {
        Some(fault) => Err(DeskError::Faulty(vec![fault])),
        None => Ok(Content { words, ..content.clone() }),
    }
}

/// Keeps a version that everybody reads from now on.
async fn store_version(
    house: &House,
    tx: &Tx,
    mine: &Mine,
    content: &Content,
) -> Result<(), DeskError> {
    let seen = &mine.proposal;
    let version = Version {
        number: seen.version + 1,
        made_at: house.now(),
        made_as: "amended".to_owned(),
        sha: content.sha()?,
        content: content.clone(),
    };
    let answers = Answers { words: content.words.clone(), ..mine.answers.clone() };
    let next = Proposal {
        version: version.number,
        changed_at: house.now(),
        sealed: seal(house, PROPOSALS, seen.id.as_str(), &answers),
        ..seen.clone()
    };
    if !proposals::change(tx, seen, &next).await? {
        return Err(DeskError::Stale);
    }
    versions::insert(tx, &seen.id, &version).await?;
    let shown = ProposalText {
        language: content.language.clone(),
        version: version.number,
        title: content.title.clone(),
        words: content.words.clone(),
        state: texts::ORIGINAL.to_owned(),
        credit: String::new(),
    };
    Ok(texts::set(tx, &seen.process, &seen.id, &shown).await?)
}

/// Answers in the name of a department. It is shown at once, and marked as what it is.
///
/// # Errors
/// [`DeskError::Faulty`] without words.
pub async fn answer_for_department(
    house: &House,
    permit: &Permit<AnswerProposal>,
    team: &str,
    season: &Season,
    proposal: &Proposal,
    said: &Said,
) -> Result<(), DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    if let Some(fault) = text("words", &said.words, MOST_COMMENT) {
        return Err(DeskError::Faulty(vec![fault]));
    }
    let parent = parent(house, proposal, &said.parent).await?;
    let comment = Comment {
        id: tokens::fresh_id(house),
        process: season.process().clone(),
        proposal: proposal.id.clone(),
        side: parent.as_ref().map_or(Side::Question, |parent| parent.side),
        kind: CommentKind::Answer,
        parent: parent.map(|parent| parent.id),
        language: said.language.clone(),
        words: clean(&said.words),
        shown: team.to_owned(),
        who: String::new(),
        team: team.to_owned(),
        showing: Showing::Public,
        outcome: Outcome::Open,
        edits: 0,
        made_at: house.now(),
        published_at: Some(house.now()),
    };
    in_one_step(house, async |tx| {
        comments::insert(tx, &comment).await?;
        let count = comments::count_public(tx, &proposal.id).await?;
        proposals::set_comments(tx, &proposal.id, count).await?;
        note(house, tx, by, Some(season.process()), &Entry::ProposalAnswered {}).await
    })
    .await
}
