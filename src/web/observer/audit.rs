//! The audit page: the numbers that must match, the seal and who signed it, and everything that was published.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use rocket::http::{ContentType, Header};
use rocket::response::Redirect;
use rocket::{Responder, State, get};
use serde::Serialize;

use super::dispute::{Entry, entry};
use super::{seal::Seal, witness};
use crate::app::cosign::{Witnessing, witnessing};
use crate::app::incidents::incidents;
use crate::app::notice_board::notice;
use crate::app::{BundleFile, House, PublicElection, Stage, bundle, public_election, signed_head};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::faces::heading;
use crate::web::resident::how::rule_key;
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "a template chooses by them, one by one")]
struct AuditView {
    stage: Message,
    contests: Vec<ContestNumbers>,
    leaves: u64,
    seal: Option<Seal>,
    witnesses: Vec<witness::Shown>,
    quorum: Message,
    quorum_met: bool,
    witness_count: usize,
    watched: bool,
    count_waits: bool,
    key: Message,
    key_at_server: bool,
    open: bool,
    small_group: u64,
    notices: Vec<Entry>,
    files: Vec<FileShown>,
    checks: Vec<Message>,
    archive: String,
    command: String,
}

/// The numbers of one contest.
#[derive(Debug, Serialize)]
struct ContestNumbers {
    title: Words,
    letters: u64,
    spares: u64,
    counted: u64,
    /// So few that the number is not shown.
    few: bool,
    rule: Message,
}

/// One published file.
#[derive(Debug, Serialize)]
struct FileShown {
    path: String,
    kilobytes: u64,
}

impl View for AuditView {
    const TEMPLATE: &'static str = "observer/audit";
    fn title(&self) -> Message {
        Message::new("observer.audit-title")
    }
}

/// Shows what can be checked just now; before anything is sealed, how it will be counted.
#[get("/<lang>/p/<process>/audit")]
pub async fn show(lang: Lang, process: ProcessSlug, house: &State<Arc<House>>) -> Answered {
    let Some(public) = public_election(house, &process.0).await? else {
        notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
        return Ok(Redirect::to(format!("/{lang}/p/{}/how", process.0)).into());
    };
    let files = bundle(house, &process.0).await?.unwrap_or_default();
    let has_results = public.stage() == Stage::Published;
    let size = public.head.as_ref().map_or(0, |head| head.size);
    let told = incidents(house, &process.0, size).await?;
    let mut view = view(&public, &witnessing(house, &public).await?, &files, lang);
    view.notices = told.iter().map(|told| entry(told, &public, lang)).collect();
    Ok(Page::show(&view).within(heading(&public.election.papers, lang, has_results)).into())
}

fn view(
    public: &PublicElection,
    witnessing: &Witnessing,
    files: &[BundleFile],
    lang: Lang,
) -> AuditView {
    let papers = &public.election.papers;
    let numbers = |contest: &morada_engine::contest::Contest| {
        let of =
            |map: &std::collections::BTreeMap<_, u64>| map.get(&contest.id).copied().unwrap_or(0);
        ContestNumbers {
            title: words_in(&contest.title, lang, &papers.languages),
            letters: of(&public.letters),
            spares: of(&public.spares),
            counted: of(&public.turnout),
            few: (1..papers.small_group).contains(&of(&public.turnout)),
            rule: Message::new(rule_key(&contest.rule)),
        }
    };
    let trustees = &public.election.trustees;
    let key_at_server = trustees.is_held_by_server();
    let head = public.head.as_ref();
    AuditView {
        stage: Message::new(stage_key(public.stage())),
        contests: papers.contests.iter().map(numbers).collect(),
        leaves: head.map_or(0, |head| head.size),
        seal: head.map(|head| Seal::of(head.root.as_bytes())),
        witness_count: head.map_or(0, |head| head.witnesses.len()),
        witnesses: witness::shown(public, witnessing),
        quorum: witness::quorum(witnessing),
        quorum_met: witnessing.quorum_met,
        watched: witnessing.asked,
        count_waits: witnessing.count_waits,
        key: if key_at_server {
            Message::new("observer.audit-key-server")
        } else {
            Message::new("observer.audit-key-trustees")
                .count("threshold", u64::from(trustees.threshold()))
                .count("shares", trustees.shares().len() as u64)
        },
        key_at_server,
        open: public.stage() == Stage::Open,
        small_group: papers.small_group,
        notices: Vec::new(),
        files: files.iter().map(shown).collect(),
        checks: CHECKS.map(Message::new).to_vec(),
        archive: format!("{}.zip", papers.election),
        command: format!("unzip {0}.zip -d {0}\nmorada-verify {0}", papers.election),
    }
}

/// What `morada-verify` asks, in seven sentences.
const CHECKS: [&str; 7] = [
    "observer.audit-check-1",
    "observer.audit-check-2",
    "observer.audit-check-3",
    "observer.audit-check-4",
    "observer.audit-check-5",
    "observer.audit-check-6",
    "observer.audit-check-7",
];

fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Sealed => "observer.audit-stage-sealed",
        Stage::Open => "observer.audit-stage-open",
        Stage::Closed => "observer.audit-stage-closed",
        Stage::Counted => "observer.audit-stage-counted",
        Stage::Published => "observer.audit-stage-published",
    }
}

fn shown(file: &BundleFile) -> FileShown {
    FileShown { path: file.path.clone(), kilobytes: (file.bytes.len() as u64).div_ceil(1024) }
}

/// The last signed checkpoint, as programs read it.
#[get("/<_lang>/p/<process>/audit/checkpoint")]
pub async fn checkpoint(
    _lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<(ContentType, String), Problem> {
    let head = signed_head(house, &process.0).await?.ok_or(Problem::NotFound)?;
    Ok((ContentType::Plain, head.note))
}

/// A published file as an answer.
#[derive(Responder)]
pub struct Download {
    bytes: Vec<u8>,
    kind: ContentType,
    name: Header<'static>,
}

/// One published file, or all of them as one archive named after the process.
#[get("/<_lang>/p/<process>/audit/bundle/<path..>")]
pub async fn bundle_file(
    _lang: Lang,
    process: ProcessSlug,
    path: PathBuf,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    let files = bundle(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let path = path.to_str().ok_or(Problem::NotFound)?;
    let archive = format!("{}.zip", process.0);
    if path == archive {
        return packed(&files, &archive);
    }
    let file = files.into_iter().find(|file| file.path == path).ok_or(Problem::NotFound)?;
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    // Always as plain text: no published file is ever run or rendered by a browser.
    Ok(download(file.bytes, ContentType::Plain, &name))
}

/// Files as one archive of that name.
pub(super) fn packed(files: &[BundleFile], name: &str) -> Result<Download, Problem> {
    let bytes = archive_of(files).map_err(|error| {
        tracing::error!(%error, "an archive could not be packed");
        Problem::Broken
    })?;
    Ok(download(bytes, ContentType::ZIP, name))
}

fn download(bytes: Vec<u8>, kind: ContentType, name: &str) -> Download {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name.chars().filter(|c| plain(*c)).collect();
    let attached = format!("attachment; filename=\"{name}\"");
    Download { bytes, kind, name: Header::new("Content-Disposition", attached) }
}

/// All files in one archive, uncompressed and without times, so that equal bundles have equal bytes.
fn archive_of(files: &[BundleFile]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for file in files {
        archive.start_file(file.path.as_str(), stored)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
