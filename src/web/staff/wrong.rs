//! What is wrong, in words.

use morada_engine::permission::Role;
use morada_engine::permit::Refusal;
use morada_engine::proposal::Refusal as NotTaken;

use crate::app::staff::error::KeyListFault;
use crate::app::staff::{DeskError, Wrong};
use crate::app::translation::FileFault;
use crate::i18n::message::Message;
use crate::web::forms::{Fault, Faults};
use crate::web::problem::Problem;

/// What a form shows again after `error`; everything else is a page that says no.
pub fn faults(error: DeskError) -> Result<Faults, Problem> {
    let at_top = |key: &str| Faults::at("main", Message::new(key));
    match error {
        DeskError::Faulty(faults) => {
            let fault = |fault: crate::app::staff::Fault| Fault {
                message: message(&fault.wrong),
                field: fault.field,
            };
            Ok(Faults::of(faults.into_iter().map(fault).collect()))
        }
        DeskError::Stale => Ok(at_top("staff.stale")),
        DeskError::Frozen => Ok(at_top("staff.frozen")),
        DeskError::Refused(refusal) => refused(refusal).map(|m| Faults::at("main", m)),
        DeskError::Unknown => Err(Problem::NotFound),
        DeskError::Store(error) => Err(error.into()),
    }
}

/// What a page without a form answers after `error`.
pub fn problem(error: DeskError) -> Problem {
    match error {
        DeskError::Store(error) => error.into(),
        DeskError::Unknown => Problem::NotFound,
        DeskError::Refused(_) => Problem::NotAllowed,
        DeskError::Stale | DeskError::Frozen | DeskError::Faulty(_) => Problem::Refused,
    }
}

/// What the second of two can put right by asking somebody else; a role that is missing is a page.
fn refused(refusal: Refusal) -> Result<Message, Problem> {
    match refusal {
        Refusal::NotAllowed(_) | Refusal::TakesTwo(_) | Refusal::OtherSubject => {
            Err(Problem::NotAllowed)
        }
        Refusal::SamePerson => Ok(Message::new("staff.same-person")),
        Refusal::SameTeam => Ok(Message::new("staff.same-team")),
    }
}

/// One fault.
pub fn message(wrong: &Wrong) -> Message {
    let say = Message::new;
    match wrong {
        Wrong::Empty | Wrong::NothingChosen => say("staff.wrong-empty"),
        Wrong::TooLong { most, typed } => {
            say("staff.wrong-long").count("most", *most as u64).count("typed", *typed as u64)
        }
        Wrong::ControlSign => say("staff.wrong-sign"),
        Wrong::NotBetween { least, most } => {
            say("staff.wrong-between").count("least", *least).count("most", *most)
        }
        Wrong::NotMoney => say("staff.wrong-money"),
        Wrong::NotATime => say("staff.wrong-time"),
        Wrong::NotAName => say("staff.wrong-name"),
        Wrong::NotOffered => say("staff.wrong-choice"),
        Wrong::Taken => say("staff.wrong-taken"),
        Wrong::LeastAboveMost => say("staff.wrong-least"),
        Wrong::RuleDoesNotFit => say("staff.wrong-rule"),
        Wrong::DearerThanBudget => say("staff.wrong-dear"),
        Wrong::LanguageMissing(language) => say("staff.wrong-language").text("language", language),
        Wrong::Dates(_) => say("staff.wrong-dates"),
        Wrong::Unreadable(reason) => say("staff.wrong-file").text("reason", reason),
        Wrong::NotText => say("staff.wrong-text"),
        Wrong::TooMany { most } => say("staff.wrong-many").count("most", *most),
        Wrong::UnknownColumn => say("staff.wrong-column"),
        Wrong::ColumnMissing => say("staff.wrong-no-column"),
        Wrong::RowLength { cells, columns } => {
            say("staff.wrong-row").count("cells", *cells as u64).count("columns", *columns as u64)
        }
        Wrong::KeyList(fault) => key_list(fault),
        Wrong::Phrase => say("staff.wrong-phrase"),
        Wrong::Changed => say("staff.wrong-changed"),
        Wrong::NothingWaits => say("staff.wrong-nothing"),
        Wrong::NotYet => say("staff.wrong-early"),
        Wrong::ChecksOpen => say("staff.wrong-checks"),
        Wrong::Incompatible(pair) => {
            say("staff.wrong-roles").said("one", role(pair.0)).said("other", role(pair.1))
        }
        Wrong::OwnAccount => say("staff.wrong-own"),
        Wrong::LastAdmins => say("staff.wrong-last"),
        Wrong::NotTrustees => say("staff.fault-trustees"),
        Wrong::NotPolicy => say("staff.fault-policy"),
        Wrong::NotADecryption { line } => say("staff.wrong-decryption").count("line", *line),
        Wrong::WeakPassword { least } => say("staff.wrong-password").count("least", *least as u64),
        Wrong::PasswordWrong => say("staff.wrong-password-now"),
        Wrong::Wait { seconds } => say("staff.sign-in-wait").count("seconds", *seconds),
        Wrong::PasswordsDiffer => say("staff.wrong-again"),
        Wrong::CodeWrong => say("staff.wrong-code"),
        Wrong::NotAPersonsName => say("roll.wrong-name"),
        Wrong::NotAYear => say("roll.wrong-year"),
        Wrong::NotADay => say("roll.wrong-day"),
        Wrong::NotAMonth => say("roll.wrong-month"),
        Wrong::UnderAge { least } => say("roll.wrong-age").count("n", *least),
        Wrong::TooShort { least } => say("roll.wrong-short").count("n", *least),
        Wrong::NoSuchCard => say("roll.wrong-card"),
        Wrong::ShutsOut => say("roll.wrong-evidence"),
        Wrong::NotAPhoto => say("roll.wrong-photo"),
        Wrong::DecidedBefore => say("roll.wrong-before"),
        Wrong::WeakPin => say("roll.wrong-pin"),
        Wrong::NoSuchKey => say("attest.wrong-key"),
        Wrong::NoSuchAttestation => say("attest.wrong-code"),
        Wrong::NotOnTheRoll => say("voters.wrong-roll"),
        Wrong::NotTheirBallot => say("voters.wrong-not-theirs"),
        Wrong::TooManyAreas => say("voters.wrong-areas"),
        Wrong::LetterGoneBefore => say("voters.wrong-gone"),
        Wrong::NoSpare => say("voters.wrong-spare"),
        Wrong::NoneLeft { most } => say("attest.wrong-none-left").count("n", *most),
        Wrong::VouchedFor => say("attest.wrong-vouched"),
        Wrong::NotAContact => say("reach.wrong-contact"),
        Wrong::NoContact => say("follow.wrong-contact"),
        Wrong::TooManyKilobytes { most } => say("texts.wrong-large").count("most", *most),
        Wrong::NotASound => say("texts.wrong-sound"),
        Wrong::TranslationFile(fault) => translation_file(fault),
        Wrong::LineCount { wanted } => say("evaluation.wrong-lines").count("n", *wanted),
        Wrong::AnsweredBefore => say("evaluation.wrong-answered"),
        Wrong::DayIsPast => say("evaluation.wrong-past"),
        Wrong::CostsOutOfOrder => say("evaluation.wrong-order"),
        Wrong::Work(refusal) => crate::web::works::words::refusal(*refusal),
        Wrong::Step(refusal) => step(refusal),
        Wrong::NotNow => say("proposals.wrong-now"),
        Wrong::AllGiven { given } => say("proposals.wrong-all-given").count("n", *given),
        Wrong::PhotoTooLarge => say("proposals.wrong-photo-large"),
        Wrong::NoSuchCode => say("proposals.wrong-code"),
        Wrong::LotNeeded(names) => say("seats.wrong-lot").text("names", names.join(", ")),
        Wrong::NotACandidate(word) => say("seats.wrong-order").text("name", word),
    }
}

/// Why a proposal does not take a step.
fn step(refusal: &NotTaken) -> Message {
    match refusal {
        NotTaken::NotFromHere { .. } => Message::new("proposals.wrong-state"),
        NotTaken::NotInThisPhase { .. } => Message::new("proposals.wrong-phase"),
        NotTaken::NoReason => Message::new("proposals.wrong-reason"),
        NotTaken::NoPrice => Message::new("proposals.wrong-price"),
        NotTaken::NoNumber => Message::new("proposals.wrong-number"),
        NotTaken::IntoItself => Message::new("proposals.wrong-itself"),
    }
}

fn translation_file(fault: &FileFault) -> Message {
    let about = |key: &str, id: &str| Message::new(key).text("id", id);
    match fault {
        FileFault::Unreadable(reason) => {
            Message::new("texts.fault-unreadable").text("reason", reason)
        }
        FileFault::DocumentType => Message::new("texts.fault-doctype"),
        FileFault::OtherLanguage(language) => {
            Message::new("texts.fault-language").text("language", language)
        }
        FileFault::Unknown(id) => about("texts.fault-unknown", id),
        FileFault::Twice(id) => about("texts.fault-twice", id),
        FileFault::SourceChanged(id) => about("texts.fault-source", id),
        FileFault::Half(id) => about("texts.fault-half", id),
        FileFault::Text { id, wrong } => {
            about("texts.fault-text", id).said("wrong", message(wrong))
        }
    }
}

/// The name of a role.
pub fn role(role: Role) -> Message {
    Message::new(match role {
        Role::Visitor | Role::Resident | Role::Voter | Role::Association | Role::CouncilMember => {
            "staff.role-other"
        }
        Role::Mediator => "staff.role-mediator",
        Role::Moderator => "staff.role-moderator",
        Role::Evaluator => "staff.role-evaluator",
        Role::Registrar => "staff.role-registrar",
        Role::BallotOfficer => "staff.role-officer",
        Role::Secretary => "staff.role-secretary",
        Role::Mayor => "staff.role-mayor",
        Role::Observer => "staff.role-observer",
        Role::Admin => "staff.role-admin",
    })
}

fn key_list(fault: &KeyListFault) -> Message {
    match fault {
        KeyListFault::Line(line) => Message::new("staff.wrong-key-line").count("line", *line),
        KeyListFault::Order(line) => Message::new("staff.wrong-key-order").count("line", *line),
        KeyListFault::Count { keys, letters } => {
            Message::new("staff.wrong-key-count").count("keys", *keys).count("letters", *letters)
        }
        KeyListFault::Shared => Message::new("staff.wrong-key-shared"),
    }
}
