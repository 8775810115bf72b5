//! One proposal: what it says, who stands behind it, where it is, what is said about it.

use std::sync::Arc;

use rocket::http::{ContentType, Header};
use rocket::{State, get};
use serde::Serialize;

use super::guard::{Caller, base, head, season};
use super::words::{area, endonym, in_language, side, state_name, tag, theme_name};
use crate::app::House;
use crate::app::evaluation::evaluated;
use crate::app::evaluation::join::done_about;
use crate::app::evaluation::project::contest_of;
use crate::app::following::Subject;
use crate::app::proposals::kept::{AuthorKind, Comment, CommentKind, Outcome, Side};
use crate::app::proposals::read::{Public, photo as photo_of, read};
use crate::app::proposals::support::given;
use crate::app::proposals::{Hand, Season, discuss};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::draw::face::{Face, Theme};
use crate::web::follow::Follow;
use crate::web::forms::Faults;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::home::amount;
use crate::web::staff::wrong;

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one button that is there or not")]
struct ShowView {
    number: u32,
    face: Face,
    title: Words,
    #[serde(flatten)]
    faults: Faults,
    paragraphs: Vec<Words>,
    translated: Option<Message>,
    original: Option<Words>,
    state: Message,
    tag: &'static str,
    icon: &'static str,
    since: Moment,
    merged_into: Option<u32>,
    parts: Vec<u32>,
    joined: Vec<Message>,
    place: Message,
    landmark: Option<String>,
    map: Option<String>,
    theme: Message,
    cost: Option<Amount>,
    price: Option<Amount>,
    evaluated: bool,
    project: Option<String>,
    on_ballot: Option<u32>,
    authors: Vec<AuthorShown>,
    photo: Option<String>,
    supports: u64,
    threshold: u64,
    takes_support: bool,
    supported: bool,
    in_with_card: bool,
    follow: Option<Follow>,
    takes_comments: bool,
    columns: Vec<Column>,
    own: Vec<OwnShown>,
    versions: u32,
    sha: String,
}

#[derive(Debug, Serialize)]
struct AuthorShown {
    name: String,
    how: Option<Message>,
}

#[derive(Debug, Serialize)]
struct Column {
    heading: Message,
    count: u64,
    comments: Vec<CommentShown>,
}

#[derive(Debug, Serialize)]
struct CommentShown {
    id: String,
    name: String,
    paragraphs: Vec<Words>,
    mark: Option<Message>,
    at: Moment,
    answers: Vec<CommentShown>,
    can_answer: bool,
}

/// What its author sees of a comment that is not public.
#[derive(Debug, Serialize)]
struct OwnShown {
    id: String,
    words: String,
    state: Message,
    told: Option<Message>,
    can_change: bool,
    can_object: bool,
}

impl View for ShowView {
    const TEMPLATE: &'static str = "proposals/show";
    fn title(&self) -> Message {
        Message::new("proposals.number-title")
            .count("n", u64::from(self.number))
            .text("title", self.title.text.clone())
    }
}

/// Shows one proposal.
#[get("/<lang>/p/<process>/proposals/<number>", rank = 2)]
pub async fn show(lang: Lang, process: ProcessSlug, number: u32, caller: Caller<'_>) -> Answered {
    let season = season(caller.house, &process).await?;
    let hand = caller.hand(&season);
    Ok(page_of(lang, &caller, &season, number, hand.as_ref(), Faults::none()).await?.into())
}

/// The page of a proposal for whoever asks, with what must be put right on it.
pub async fn page_of(
    lang: Lang,
    caller: &Caller<'_>,
    season: &Season,
    number: u32,
    hand: Option<&Hand>,
    faults: Faults,
) -> Result<Page, Problem> {
    let house = caller.house;
    let public = read(house, season, number).await.map_err(wrong::problem)?;
    let mut view = view(lang, season, &public)?;
    if let (Some(n), Some(contest)) = (
        public.proposal.state.ballot_number(),
        contest_of(house, &public.proposal).await.map_err(wrong::problem)?,
    ) {
        view.project = Some(format!("{}/projects/{contest}/{n}", base(lang, season)));
    }
    view.joined = joined(house, season, &public).await?;
    view.evaluated = evaluated(house, season.process()).await.map_err(wrong::problem)?;
    if !public.proposal.state.is_final() {
        let own = caller.card.of(&season.notice.place.id);
        let subject = Subject::Proposal(public.proposal.id.clone());
        let page = format!("{}/proposals/{number}", base(lang, season));
        view.follow = Some(Follow::of(lang, house, own.as_ref(), &subject, &page).await?);
    }
    if let Some(hand) = hand {
        let given = given(house, season, hand).await.map_err(wrong::problem)?;
        view.supported = given.has(&public.proposal.id);
        view.in_with_card = true;
        let own = discuss::own(house, hand, &public.proposal).await.map_err(wrong::problem)?;
        view.own = own.into_iter().map(own_shown).collect();
    }
    let bad = faults.any();
    view.faults = faults;
    let page = Page::show(&view).within(head(season, lang));
    let page = if hand.is_some() { page.unkept() } else { page };
    Ok(if bad { page.with_status(rocket::http::Status::UnprocessableEntity) } else { page })
}

fn view(lang: Lang, season: &Season, public: &Public) -> Result<ShowView, Problem> {
    let (proposal, content) = (&public.proposal, &public.version.content);
    let text = public.text(lang.code()).ok_or(Problem::NotFound)?;
    let place = &season.notice.place;
    let moment = |at| Moment::new(at, &place.time_zone);
    let state = proposal.state.name();
    let number = proposal.number.unwrap_or_default();
    let (class, icon) = tag(state);
    let translated = text.language != proposal.language;
    Ok(ShowView {
        number,
        face: Face::new(number, Theme::parse(&content.theme)),
        title: in_language(&text.title, &text.language),
        faults: Faults::none(),
        paragraphs: paragraphs(&text.words, &text.language),
        translated: translated.then(|| {
            Message::new("proposals.translated")
                .text("from", endonym(&proposal.language))
                .text("who", text.credit.clone())
        }),
        original: translated.then(|| in_language(&content.words, &content.language)),
        state: state_name(state),
        tag: class,
        icon,
        since: moment(proposal.published_at.unwrap_or(proposal.changed_at)),
        merged_into: public.merged_into,
        parts: public.parts.clone(),
        joined: Vec::new(),
        place: area(content),
        landmark: Some(content.landmark.clone()).filter(|landmark| !landmark.is_empty()),
        map: content.point.map(|(x, y)| format!("{}/map.svg?x={x}&y={y}", base(lang, season))),
        theme: theme_name(&content.theme),
        cost: content.cost.map(|cost| amount(place, cost)),
        price: proposal.state.price().map(|price| amount(place, price)),
        evaluated: false,
        project: None,
        on_ballot: proposal.state.ballot_number(),
        authors: public
            .authors
            .iter()
            .map(|author| AuthorShown {
                name: author.shown.clone(),
                how: match author.kind {
                    AuthorKind::Person => None,
                    AuthorKind::Association => Some(Message::new("proposals.by-association")),
                    AuthorKind::Desk => {
                        Some(Message::new("proposals.by-desk").text("desk", author.by.clone()))
                    }
                },
            })
            .collect(),
        photo: content
            .photo
            .as_ref()
            .map(|sha| format!("{}/proposals/{number}/photo/{sha}", base(lang, season))),
        supports: proposal.supports,
        threshold: u64::from(season.rules.threshold),
        takes_support: season.takes_support() && state == "published",
        supported: false,
        in_with_card: false,
        follow: None,
        takes_comments: season.takes_comments() && public.merged_into.is_none(),
        columns: Side::ALL.iter().map(|one| column(season, &public.comments, *one)).collect(),
        own: Vec::new(),
        versions: public.version.number,
        sha: public.version.sha.clone(),
    })
}

/// Why proposals became one, told to whoever supported any of them.
async fn joined(house: &House, season: &Season, public: &Public) -> Result<Vec<Message>, Problem> {
    if public.parts.is_empty() && public.merged_into.is_none() {
        return Ok(Vec::new());
    }
    let all = done_about(house, &public.proposal).await.map_err(wrong::problem)?;
    let zone = &season.notice.place.time_zone;
    let told = all.into_iter().map(|joining| {
        Message::new("evaluation.join-reason")
            .day("day", Moment::new(joining.ended_at.unwrap_or(joining.made_at), zone))
            .text("reason", joining.words)
    });
    Ok(told.chain([Message::new("evaluation.join-told")]).collect())
}

/// Plain text as paragraphs; nothing in it is markup.
pub(super) fn paragraphs(text: &str, lang: &str) -> Vec<Words> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| in_language(line, lang)).collect()
}

fn column(season: &Season, all: &[Comment], one: Side) -> Column {
    let can_answer = season.takes_comments();
    let tops = all.iter().filter(|comment| comment.side == one && comment.parent.is_none());
    let comments: Vec<CommentShown> = tops
        .map(|top| {
            let answers = all.iter().filter(|c| c.parent.as_deref() == Some(top.id.as_str()));
            let answers = answers.map(|answer| shown(season, answer, Vec::new(), false)).collect();
            shown(season, top, answers, can_answer)
        })
        .collect();
    Column { heading: side(one), count: comments.len() as u64, comments }
}

fn shown(
    season: &Season,
    comment: &Comment,
    answers: Vec<CommentShown>,
    can_answer: bool,
) -> CommentShown {
    let mark = match (comment.kind, comment.outcome) {
        (CommentKind::Comment, _) => None,
        (CommentKind::Answer, _) => Some(Message::new("proposals.mark-department")),
        (CommentKind::Amendment, Outcome::Open) => Some(Message::new("proposals.mark-amendment")),
        (CommentKind::Amendment, Outcome::Accepted) => {
            Some(Message::new("proposals.mark-accepted"))
        }
        (CommentKind::Amendment, Outcome::Declined) => {
            Some(Message::new("proposals.mark-declined"))
        }
    };
    CommentShown {
        id: comment.id.clone(),
        name: comment.shown.clone(),
        paragraphs: paragraphs(&comment.words, &comment.language),
        mark,
        at: Moment::new(
            comment.published_at.unwrap_or(comment.made_at),
            &season.notice.place.time_zone,
        ),
        answers,
        can_answer,
    }
}

fn own_shown(own: discuss::Own) -> OwnShown {
    use crate::app::proposals::kept::Showing;
    let state = match own.comment.showing {
        Showing::Waiting => "proposals.comment-waiting",
        Showing::Returned => "proposals.comment-returned",
        Showing::Refused | Showing::Public => "proposals.comment-refused",
    };
    let told = own.decision.as_ref().filter(|one| one.stage != "proposed" && !one.words.is_empty());
    let final_refusal = own.decision.as_ref().is_some_and(|one| one.stage == "final");
    OwnShown {
        words: own.comment.words.clone(),
        state: Message::new(state),
        told: told.map(|one| crate::web::roll::words::said(&one.words)),
        can_change: own.comment.showing == Showing::Returned
            && own.comment.edits < discuss::MOST_EDITS,
        can_object: own.comment.showing == Showing::Refused && final_refusal,
        id: own.comment.id,
    }
}

/// A photo, as it was encoded here.
#[derive(rocket::Responder)]
pub struct Picture {
    body: Vec<u8>,
    kind: ContentType,
    keeping: Header<'static>,
}

/// The photo of a proposal.
#[get("/<_lang>/p/<process>/proposals/<number>/photo/<sha>")]
pub async fn photo(
    _lang: Lang,
    process: ProcessSlug,
    number: u32,
    sha: &str,
    house: &State<Arc<House>>,
) -> Result<Picture, Problem> {
    let season = season(house, &process).await?;
    let public = read(house, &season, number).await.map_err(wrong::problem)?;
    if public.version.content.photo.as_deref() != Some(sha) {
        return Err(Problem::NotFound);
    }
    let photo = photo_of(house, &public.proposal, sha).await.map_err(wrong::problem)?;
    let keeping = Header::new("Cache-Control", "public, max-age=86400");
    Ok(Picture { body: photo.picture, kind: ContentType::JPEG, keeping })
}
