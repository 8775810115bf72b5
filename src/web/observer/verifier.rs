//! The page of the verifier in the browser: `static/verify/` does the work, this page lends it the words.
//!
//! The words of every finding stand in the page, in the reader's language, with gaps written `#stated`, which the
//! script fills. So no script carries a language, and nothing is asked of the server while it is being checked.

use std::sync::Arc;

use rocket::{State, get};
use serde::Serialize;

use crate::app::{House, Stage, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::faces::heading;

#[derive(Debug, Serialize)]
struct VerifierView {
    archive: String,
    published: bool,
    checks: Vec<Check>,
    words: Vec<Word>,
}

/// One of the twenty questions.
#[derive(Debug, Serialize)]
struct Check {
    code: String,
    title: Message,
}

/// A sentence the script may have to say.
#[derive(Debug, Serialize)]
struct Word {
    code: &'static str,
    sentence: Message,
}

impl View for VerifierView {
    const TEMPLATE: &'static str = "observer/verifier";
    fn title(&self) -> Message {
        Message::new("verify.page-title")
    }
}

/// Shows the verifier, ready for the bundle of this process or any other.
#[get("/<lang>/p/<process>/audit/verify")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let papers = &public.election.papers;
    let published = public.stage() == Stage::Published;
    let view = VerifierView {
        archive: format!("{}.zip", papers.election),
        published,
        checks: CHECKS.iter().map(check).collect(),
        words: WORDS.iter().map(word).collect(),
    };
    Ok(Page::show(&view).within(heading(papers, lang, published)))
}

fn check(key: &&'static str) -> Check {
    let code = key.rsplit('.').next().unwrap_or_default();
    Check { code: code.to_uppercase(), title: Message::new(key) }
}

fn word(key: &&'static str) -> Word {
    let gapped = |message: Message, gap: &&str| message.text(gap, format!("#{gap}"));
    let code = key.split_once('.').map_or(*key, |(_, code)| code);
    Word { code, sentence: GAPS.iter().fold(Message::new(key), gapped) }
}

/// The gaps that sentences may have.
const GAPS: [&str; 31] = [
    "bound",
    "by",
    "check",
    "computed",
    "contest",
    "count",
    "counted",
    "expected",
    "file",
    "first",
    "found",
    "kind",
    "leaf",
    "least",
    "letters",
    "limit",
    "margin",
    "member",
    "n",
    "names",
    "not_later_than",
    "of",
    "origin",
    "rule",
    "see",
    "size",
    "stated",
    "vkey",
    "what",
    "why",
    "witness",
];

/// What each check asks.
const CHECKS: [&str; 20] = [
    "verify.v01",
    "verify.v02",
    "verify.v03",
    "verify.v04",
    "verify.v05",
    "verify.v06",
    "verify.v07",
    "verify.v08",
    "verify.v09",
    "verify.v10",
    "verify.v11",
    "verify.v12",
    "verify.v13",
    "verify.v14",
    "verify.v15",
    "verify.v16",
    "verify.v17",
    "verify.v18",
    "verify.v19",
    "verify.v20",
];

/// Every sentence: how a check ended, what may be found and where, and what may be concluded.
const WORDS: [&str; 138] = [
    "verify.status-waiting",
    "verify.status-running",
    "verify.status-passed",
    "verify.status-found",
    "verify.status-blocked",
    "verify.status-not-asked",
    "verify.exit-0",
    "verify.exit-0-note",
    "verify.exit-1",
    "verify.exit-1-note",
    "verify.exit-2",
    "verify.exit-2-note",
    "verify.progress-begin",
    "verify.progress-download",
    "verify.progress-check",
    "verify.progress-of",
    "verify.progress-leaf",
    "verify.progress-file",
    "verify.trouble-zip",
    "verify.trouble-fetch",
    "verify.trouble-program",
    "verify.trouble-key",
    "verify.what-keys",
    "verify.what-letters-and-spares",
    "verify.what-counted",
    "verify.what-ballot-leaves",
    "verify.what-batch-leaves",
    "verify.what-batch-number",
    "verify.what-published",
    "verify.what-blank",
    "verify.what-broken",
    "verify.what-exported",
    "verify.what-exported-options",
    "verify.what-leaves",
    "verify.fault-missing",
    "verify.fault-too-large",
    "verify.fault-unlisted",
    "verify.fault-foreign-file",
    "verify.fault-unsafe-path",
    "verify.fault-other-hash",
    "verify.fault-other-size",
    "verify.fault-list-order",
    "verify.fault-not-canonical",
    "verify.fault-shape-whole",
    "verify.fault-shape",
    "verify.fault-line-too-long",
    "verify.fault-line-unended",
    "verify.fault-line-form",
    "verify.fault-too-many",
    "verify.fault-not-a-note",
    "verify.fault-not-a-checkpoint",
    "verify.fault-policy-line",
    "verify.fault-other-root",
    "verify.fault-other-origin",
    "verify.fault-log-unsigned",
    "verify.fault-log-signature-wrong",
    "verify.fault-log-key-other",
    "verify.fault-cosignature-wrong",
    "verify.fault-quorum-nobody",
    "verify.fault-quorum-missed",
    "verify.fault-older-beyond",
    "verify.fault-older-shrinks",
    "verify.fault-older-number",
    "verify.fault-other-election",
    "verify.fault-out-of-place",
    "verify.fault-leaf-missing",
    "verify.fault-same-officer",
    "verify.fault-other-contests",
    "verify.fault-file-unnamed",
    "verify.fault-keys-unsorted",
    "verify.fault-key-repeated",
    "verify.fault-other-number",
    "verify.fault-key-unlisted",
    "verify.fault-ballot-signature-wrong",
    "verify.fault-counter-repeated",
    "verify.fault-leaf-repeated",
    "verify.fault-commitment-repeated",
    "verify.fault-batch-small",
    "verify.fault-batch-unsorted",
    "verify.fault-more-ballots-than-letters",
    "verify.fault-boxes-other",
    "verify.fault-ballots-unsorted",
    "verify.fault-opening-missing",
    "verify.fault-opening-foreign",
    "verify.fault-commitment-other",
    "verify.fault-ballot-unpublished",
    "verify.fault-ballot-unopened",
    "verify.fault-partial-foreign",
    "verify.fault-partial-wrong",
    "verify.fault-seed-form",
    "verify.fault-seed-unminuted",
    "verify.fault-seed-early",
    "verify.fault-seed-unwitnessed",
    "verify.fault-order-other",
    "verify.fault-result-other",
    "verify.fault-export-ballot",
    "verify.fault-export-unpublished",
    "verify.fault-ballot-unexported",
    "verify.fault-export-option",
    "verify.fault-small-published",
    "verify.fault-withheld-without-cause",
    "verify.fault-slip-form",
    "verify.fault-slip-missing",
    "verify.fault-promise-form",
    "verify.fault-promise-unsigned",
    "verify.fault-promise-broken",
    "verify.blocked-needs",
    "verify.blocked-no-openings",
    "verify.blocked-withheld",
    "verify.blocked-foreign-rule",
    "verify.blocked-foreign-kind",
    "verify.blocked-other-vote",
    "verify.notice-key-from-bundle",
    "verify.notice-nobody-watched",
    "verify.notice-cosigned",
    "verify.notice-server-holds-key",
    "verify.notice-withheld",
    "verify.notice-double-votes",
    "verify.notice-margin-reached",
    "verify.notice-partials-unchecked",
    "verify.notice-slip-counts",
    "verify.notice-slip-replaced",
    "verify.notice-slip-retired",
    "verify.conclude-unchanged",
    "verify.conclude-witnessed",
    "verify.conclude-listed-keys",
    "verify.conclude-last-votes",
    "verify.conclude-not-more-than-letters",
    "verify.conclude-same-ballots",
    "verify.conclude-result-follows",
    "verify.conclude-small-groups-kept",
    "verify.conclude-chosen-on-screen",
    "verify.conclude-letters-to-people",
    "verify.conclude-freedom",
    "verify.place-contest",
    "verify.place-line",
    "verify.place-leaf",
    "verify.more",
];
