//! News: whoever wrote a proposal and whoever follows it, or a work, hears each change once, in their own language.
//!
//! Nothing that changes a proposal needs to think of it. What was told last is kept, and what stands otherwise now
//! is told once a minute: with the letters in the outbox or not at all.

use std::time::Duration;

use morada_engine::works::Standing;

use super::Subject;
use super::follow::reached;
use crate::app::House;
use crate::app::outbox::{self, Contact, Letter};
use crate::app::proposals::draft::{contact_of_author, without_contact};
use crate::app::proposals::find::best;
use crate::app::staff::DeskError;
use crate::app::staff::one_step::in_one_step;
use crate::app::works::funded::{FundedProject, outcome};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::store::office::follows::{self, Follow};
use crate::store::office::proposals::texts::ProposalText;
use crate::store::office::proposals::{self, Proposal, texts, versions};
use crate::store::office::told::{self, Grown, News};
use crate::store::{StoreError, Tx};

/// Proposals that are looked at in one go.
const PIECE: u64 = 100;

/// Tells what has changed, again and again.
pub async fn run(house: &House) {
    loop {
        if let Err(error) = tell(house).await {
            tracing::error!(%error, "news could not be told");
        }
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
}

/// Tells whatever has changed since it was told last. Gives the number of letters.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn tell(house: &House) -> Result<u64, DeskError> {
    let mut letters = 0;
    loop {
        let all = told::of_proposals(house.office.reader(), PIECE).await?;
        for news in &all {
            letters += of_proposal(house, news).await?;
        }
        if (all.len() as u64) < PIECE {
            break;
        }
    }
    for grown in told::of_works(house.office.reader()).await? {
        letters += of_work(house, &grown).await?;
    }
    Ok(letters)
}

/// Tells the author of a proposal and whoever follows it; where it ends, following ends, and no contact is kept.
async fn of_proposal(house: &House, news: &News) -> Result<u64, DeskError> {
    let reader = house.office.reader();
    let Some(proposal) = proposals::find(reader, &news.id).await? else { return Ok(0) };
    // Another change since then is told next time.
    if proposal.state.name() != news.is {
        return Ok(0);
    }
    let subject = Subject::Proposal(proposal.id.clone());
    let following = follows::of_subject(reader, &subject.to_string()).await?;
    let letters = letters_about(house, &proposal, &following).await?;
    let over = proposal.state.is_final();
    in_one_step(house, async |tx| {
        if !told::set(tx, &subject.to_string(), news.was.as_deref(), &news.is).await? {
            return Ok(0);
        }
        post_all(house, tx, &letters).await?;
        if over {
            follows::destroy_of(tx, &subject.to_string()).await?;
            if let Some(sealed) = without_contact(house, &proposal)? {
                let next = Proposal { sealed, ..proposal.clone() };
                proposals::change(tx, &proposal, &next).await?;
            }
        }
        Ok(letters.len() as u64)
    })
    .await
}

async fn post_all(house: &House, tx: &Tx, letters: &[Letter]) -> Result<(), StoreError> {
    for letter in letters {
        outbox::post(house, tx, letter).await?;
    }
    Ok(())
}

async fn letters_about(
    house: &House,
    proposal: &Proposal,
    following: &[Follow],
) -> Result<Vec<Letter>, DeskError> {
    let state = proposal.state.name();
    let mut letters = Vec::new();
    let all = all_texts(house, proposal).await?;
    if let (Some(text), Some((to, lang))) =
        (told_to_author(state), contact_of_author(house, proposal)?)
    {
        let title = title(&all, lang, &proposal.language);
        let intro = Message::new("follow.yours").text("title", &title);
        letters.push(letter(to, lang, &title, vec![intro, text, link(house, proposal, lang)]));
    }
    let Some(text) = told_to_followers(state) else { return Ok(letters) };
    for follow in following {
        let reached = reached(house, follow)?;
        let Some(lang) = Lang::parse(&reached.lang) else { continue };
        let title = title(&all, lang, &proposal.language);
        let intro = Message::new("follow.followed").text("title", &title);
        let paragraphs = vec![
            intro,
            text.clone(),
            link(house, proposal, lang),
            Message::new("follow.end"),
            way_out(house, lang, &reached.code),
        ];
        letters.push(letter(reached.to, lang, &title, paragraphs));
    }
    Ok(letters)
}

fn letter(to: Contact, lang: Lang, title: &str, text: Vec<Message>) -> Letter {
    Letter { to, lang, subject: Message::new("follow.subject").text("title", title), text }
}

/// The texts of a proposal; of one that is not public, what its author wrote.
async fn all_texts(house: &House, proposal: &Proposal) -> Result<Vec<ProposalText>, DeskError> {
    let reader = house.office.reader();
    let public = texts::of_proposal(reader, &proposal.id).await?;
    if !public.is_empty() {
        return Ok(public);
    }
    let version = versions::find(reader, &proposal.id, proposal.version).await?;
    let own = version.map(|version| ProposalText {
        language: version.content.language,
        version: version.number,
        title: version.content.title,
        words: version.content.words,
        state: texts::ORIGINAL.to_owned(),
        credit: String::new(),
    });
    Ok(own.into_iter().collect())
}

fn title(all: &[ProposalText], lang: Lang, original: &str) -> String {
    best(all.to_vec(), lang.code(), original).map(|text| text.title).unwrap_or_default()
}

/// The page of a proposal, or where its author types its code.
fn link(house: &House, proposal: &Proposal, lang: Lang) -> Message {
    let process = &proposal.process;
    let page = match proposal.number.filter(|_| proposal.state.is_public()) {
        Some(number) => format!("p/{process}/proposals/{number}"),
        None => format!("p/{process}/propose"),
    };
    address(house, lang, &page)
}

fn way_out(house: &House, lang: Lang, code: &str) -> Message {
    address(house, lang, &format!("unfollow?code={code}"))
}

fn address(house: &House, lang: Lang, page: &str) -> Message {
    let url = house.config.public_url.trim_end_matches('/');
    Message::new("staff.as-is").text("words", format!("{url}/{lang}/{page}"))
}

/// What an author is told of a state; of what they did themselves, nothing.
fn told_to_author(state: &str) -> Option<Message> {
    match state {
        "returned" => Some(Message::new("follow.told-returned")),
        "refused" => Some(Message::new("follow.told-refused")),
        "withdrawn" => None,
        other => told_to_followers(other),
    }
}

/// What whoever follows a proposal is told of its state.
fn told_to_followers(state: &str) -> Option<Message> {
    let key = match state {
        "published" => "follow.told-published",
        "too_few_supports" => "follow.told-few",
        "evaluating" => "follow.told-evaluating",
        "feasible" => "follow.told-feasible",
        "infeasible" => "follow.told-infeasible",
        "appealed" => "follow.told-appealed",
        "project" => "follow.told-project",
        "funded" => "follow.told-funded",
        "not_funded" => "follow.told-not-funded",
        "merged" => "follow.told-merged",
        "withdrawn" => "follow.told-withdrawn",
        _ => return None,
    };
    Some(Message::new(key))
}

/// Tells whoever follows a work that its record has grown; with its end, following ends.
async fn of_work(house: &House, grown: &Grown) -> Result<u64, DeskError> {
    let subject =
        Subject::Work(grown.process.clone(), grown.contest.clone(), grown.project.clone());
    let following = follows::of_subject(house.office.reader(), &subject.to_string()).await?;
    let outcome = outcome(house, &grown.process).await?;
    let works = outcome.iter().flat_map(|outcome| &outcome.works);
    let mut own =
        works.filter(|one| one.contest == grown.contest && one.project.id == grown.project);
    let (letters, over) = match own.next() {
        Some(work) => (letters_of_work(house, grown, work, &following)?, is_over(work.standing)),
        None => (Vec::new(), false),
    };
    in_one_step(house, async |tx| {
        if !told::set(tx, &subject.to_string(), grown.was.as_deref(), &grown.is).await? {
            return Ok(0);
        }
        post_all(house, tx, &letters).await?;
        if over {
            follows::destroy_of(tx, &subject.to_string()).await?;
        }
        Ok(letters.len() as u64)
    })
    .await
}

/// Whether nothing more becomes of a work.
pub fn is_over(standing: Standing) -> bool {
    match standing {
        Standing::Finished { .. } | Standing::GivenUp { .. } => true,
        Standing::NotTakenUp { .. }
        | Standing::OnTime { .. }
        | Standing::Delayed { .. }
        | Standing::Late { .. } => false,
    }
}

fn letters_of_work(
    house: &House,
    grown: &Grown,
    work: &FundedProject,
    following: &[Follow],
) -> Result<Vec<Letter>, StoreError> {
    let said = Message::new(match work.standing {
        Standing::Finished { .. } => "follow.work-finished",
        Standing::GivenUp { .. } => "follow.work-given-up",
        Standing::NotTakenUp { .. }
        | Standing::OnTime { .. }
        | Standing::Delayed { .. }
        | Standing::Late { .. } => "follow.work-news",
    });
    let project = &work.project;
    let mut letters = Vec::new();
    for follow in following {
        let reached = reached(house, follow)?;
        let Some(lang) = Lang::parse(&reached.lang) else { continue };
        let text = project.text(lang.code()).or_else(|| project.text(&project.original_language));
        let title = text.map(|text| text.title.clone()).unwrap_or_default();
        let page = format!("p/{}/works/{}/{}", grown.process, grown.contest, project.number);
        let mut paragraphs = vec![
            Message::new("follow.followed-work").text("title", &title),
            said.clone(),
            address(house, lang, &page),
        ];
        if !is_over(work.standing) {
            paragraphs.push(Message::new("follow.end"));
            paragraphs.push(way_out(house, lang, &reached.code));
        }
        letters.push(letter(reached.to, lang, &title, paragraphs));
    }
    Ok(letters)
}
