//! The line that every act of staff leaves, and reading the list of them.
//!
//! An entry is one of the variants below and can hold nothing else: names of things, numbers and
//! hashes. There is no variant with free text, so no resident can get in by accident.

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use serde::Serialize;

use super::DeskError;
use crate::app::House;
use crate::store::Tx;
use crate::store::office::staff_acts;
pub use crate::store::office::staff_acts::StaffAct;

/// One act, as it is kept.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the sentence of the same name in staff.ftl")]
pub enum Entry<'a> {
    SignedIn {},
    SignedOut {},
    Enrolled {},
    AccountMade { account: &'a str },
    AccountChanged { account: &'a str },
    PasswordChanged {},
    SessionsEnded { account: &'a str },
    PlaceMade { place: &'a str },
    ProcessBegun {},
    SettingsChanged { topic: &'a str },
    DatesChanged {},
    ContestChanged { contest: &'a ContestId },
    ContestRemoved { contest: &'a ContestId },
    ProjectAdded { contest: &'a ContestId, project: &'a OptionId },
    ProjectChanged { contest: &'a ContestId, project: &'a OptionId },
    ProjectRemoved { contest: &'a ContestId, project: &'a OptionId },
    ProjectsImported { contest: &'a ContestId, count: usize, sha: &'a str },
    RulesPublished { version: u32, sha: &'a str },
    KeysStored { contest: &'a ContestId, letters: u64, spares: u64, sha: &'a str },
    LettersMoved { contest: &'a ContestId, movement: &'a str, letters: u64 },
    ConfirmedFirst { what: &'a str, sha: &'a str },
    ConfirmedSecond { what: &'a str, sha: &'a str },
    TakenBack { what: &'a str, sha: &'a str },
    OrderSent { order: &'a str, id: &'a str },
    OrderAnswered { id: &'a str, done: &'a str },
    ListDownloaded {},
    RollKept { place: &'a str },
    ResidentAdmitted { place: &'a str, evidence: &'a str, way: &'a str },
    RequestDecided { place: &'a str, outcome: &'a str },
    CardReplaced { place: &'a str },
    EntryChanged { place: &'a str, evidence: &'a str },
    EntryEnded { place: &'a str, why: &'a str },
    CaseDecided { place: &'a str, outcome: &'a str },
    ObjectionHeard { place: &'a str },
    ProposalRulesSet {},
    ProposalSentOnBehalf {},
    ProposalAnswered {},
    ContributionRead { what: &'a str, outcome: &'a str },
    RefusalConfirmed { what: &'a str, outcome: &'a str },
    RefusalHeard { outcome: &'a str },
    ElectionKept { place: &'a str, election: &'a str, sha: &'a str },
    ElectionWithdrawn { place: &'a str, election: &'a str },
    MandateGiven { place: &'a str, attestor: &'a str },
    MandateEnded { place: &'a str, attestor: &'a str },
    NoticeGiven { place: &'a str, reason: &'a str },
    PassMade { place: &'a str },
    RegisterTaken { place: &'a str, rows: u64, new: u64, sha: &'a str },
    AssociationJudged { place: &'a str, association: &'a str, outcome: &'a str },
    Translated { contest: &'a ContestId, project: &'a OptionId, language: &'a str },
    TranslationChecked { contest: &'a ContestId, project: &'a OptionId, language: &'a str },
    TextRecorded { contest: &'a ContestId, project: &'a OptionId, language: &'a str },
    TranslationsBroughtIn { language: &'a str, count: usize },
    EvaluationRulesSet {},
    ProposalHandedOn { proposal: u32 },
    ProposalReported { proposal: u32, department: &'a str },
    ProvisionalListPublished { accepted: u64, refused: u64, sha: &'a str },
    EvaluationAppealed { proposal: u32 },
    EvaluationAppealHeard { proposal: u32, outcome: &'a str },
    BallotNumbered { contest: &'a ContestId, count: usize, sha: &'a str },
    JoiningSuggested { part: u32, whole: u32 },
    JoiningWithdrawn {},
    JoiningAnswered { outcome: &'a str },
    WorkTold { contest: &'a ContestId, project: &'a OptionId, what: &'a str },
}

/// Leaves the line of an act by account `by`, about `process` if it is about one.
pub(in crate::app) async fn note(
    house: &House,
    tx: &Tx,
    by: &str,
    process: Option<&ElectionId>,
    entry: &Entry<'_>,
) -> Result<(), DeskError> {
    let mut fields = serde_json::to_value(entry).expect("an entry has string keys");
    let act = fields.as_object_mut().and_then(|fields| fields.remove("act"));
    let act = act.and_then(|act| act.as_str().map(str::to_owned)).expect("an entry is tagged");
    let subject = process.map_or("", ElectionId::as_str);
    staff_acts::append(tx, by, &act, subject, &fields.to_string(), house.now()).await?;
    Ok(())
}

/// The position of the first act whose chain does not fit, counting from the act whose chain is
/// `before`; `None` when the list is whole.
pub fn first_break(acts: &[StaffAct], before: &str) -> Option<u64> {
    let befores = std::iter::once(before).chain(acts.iter().map(|act| act.chain.as_str()));
    let broken = |(act, before): &(&StaffAct, &str)| act.chain != act.chained_to(before);
    acts.iter().zip(befores).find(broken).map(|(act, _)| act.position)
}
