//! Why a desk says no, in words that pages can translate.

use morada_engine::permission::Incompatible;
use morada_engine::permit::Refusal;
use morada_engine::phase::CalendarFault;

use crate::store::StoreError;

/// Why a use case of the staff did nothing.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// There is no such process, contest, project or account.
    #[error("there is no such thing")]
    Unknown,
    /// The table of permissions says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody changed it after this page was shown.
    #[error("somebody changed this meanwhile")]
    Stale,
    /// Two officers have fixed it.
    #[error("two officers have fixed this")]
    Frozen,
    /// Something must be put right first.
    #[error("{} things must be put right", .0.len())]
    Faulty(Vec<Fault>),
    /// The office failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeskError {
    /// One thing to put right.
    pub fn fault(field: impl Into<String>, wrong: Wrong) -> Self {
        Self::Faulty(vec![Fault::new(field, wrong)])
    }
}

/// One thing to put right, at the field where it is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl Fault {
    /// A fault at `field`.
    pub fn new(field: impl Into<String>, wrong: Wrong) -> Self {
        Self { field: field.into(), wrong }
    }
}

/// What can be wrong with what staff typed or handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was typed.
    Empty,
    /// More letters than fit.
    TooLong {
        /// The most.
        most: usize,
        /// What was typed.
        typed: usize,
    },
    /// A line break, a tab or another sign that no text on a ballot may have.
    ControlSign,
    /// Not a whole number between two bounds.
    NotBetween {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// Not an amount of money.
    NotMoney,
    /// Not a day and time, or one that the clock skips.
    NotATime,
    /// A name for addresses has small letters, digits and hyphens.
    NotAName,
    /// Not one of the things on offer.
    NotOffered,
    /// Something else has it already.
    Taken,
    /// Nothing was chosen.
    NothingChosen,
    /// More is asked at least than is allowed at most.
    LeastAboveMost,
    /// A rule that does not fit the kind of ballot.
    RuleDoesNotFit,
    /// A price above the whole budget: the project could never be funded.
    DearerThanBudget,
    /// The text in this language is missing.
    LanguageMissing(String),
    /// The dates contradict each other.
    Dates(CalendarFault),
    /// The document cannot be read: what its reader said.
    Unreadable(String),
    /// No record of a ceremony of trustees.
    NotTrustees,
    /// No lines about witnesses.
    NotPolicy,
    /// A line of a trustee's file that is none.
    NotADecryption {
        /// Which, from 1.
        line: u64,
    },
    /// The file is no UTF-8 text.
    NotText,
    /// More rows or bytes than are taken.
    TooMany {
        /// The most.
        most: u64,
    },
    /// A column that nobody asked for.
    UnknownColumn,
    /// A column that must be there.
    ColumnMissing,
    /// A row with another number of cells than the header.
    RowLength {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// The list of keys is not sorted, has a key twice, or another number of keys than letters.
    KeyList(KeyListFault),
    /// The phrase is not the one asked for.
    Phrase,
    /// What is confirmed is no longer what is there.
    Changed,
    /// Nothing is waiting for a second person, or it has expired.
    NothingWaits,
    /// It is not yet time.
    NotYet,
    /// Something in the list of checks must be fixed first.
    ChecksOpen,
    /// Two roles that one person must not hold together.
    Incompatible(Incompatible),
    /// Nobody changes their own account.
    OwnAccount,
    /// Afterwards fewer than two admins of two teams would be left, who could change nothing.
    LastAdmins,
    /// A password that is too short or says the account's name.
    WeakPassword {
        /// The fewest signs.
        least: usize,
    },
    /// Not the password in force.
    PasswordWrong,
    /// Too many tries.
    Wait {
        /// Seconds until the next.
        seconds: u64,
    },
    /// The two passwords differ.
    PasswordsDiffer,
    /// The code of the second factor does not fit.
    CodeWrong,
    /// A name without a letter in it.
    NotAPersonsName,
    /// Not a year in which somebody alive was born.
    NotAYear,
    /// Not a day of the calendar, or one to come.
    NotADay,
    /// Not a month, or one to come.
    NotAMonth,
    /// Too young today.
    UnderAge {
        /// The least age in years.
        least: u64,
    },
    /// Has not lived here long enough.
    TooShort {
        /// The least number of months.
        least: u64,
    },
    /// No such card, or one that is no longer valid.
    NoSuchCard,
    /// Evidence that would shut somebody out.
    ShutsOut,
    /// Neither a JPEG nor a PNG.
    NotAPhoto,
    /// Decided first, or has spoken already.
    DecidedBefore,
    /// A PIN that is too easy.
    WeakPin,
    /// A step that a proposal cannot take here and now.
    Step(morada_engine::proposal::Refusal),
    /// The phase for it has not begun, or is over.
    NotNow,
    /// All the supports that the rules allow are given.
    AllGiven {
        /// How many.
        given: u64,
    },
    /// A picture with too many bytes or pixels.
    PhotoTooLarge,
    /// A code that opens nothing.
    NoSuchCode,
    /// A lot decides between these, and none is written down.
    LotNeeded(Vec<String>),
    /// Somebody who does not stand, or stands in the order already.
    NotACandidate(String),
    /// A key that opens nothing, or whose mandate is over.
    NoSuchKey,
    /// A code of an attestation that is mistyped, used, or of another kind.
    NoSuchAttestation,
    /// A tie that the roll of the place does not know.
    NotOnTheRoll,
    /// A contest in which this person does not vote.
    NotTheirBallot,
    /// More areas than the rule lets a voter choose.
    TooManyAreas,
    /// A letter went to somebody of the same name and birth who has left the roll since.
    LetterGoneBefore,
    /// No letter was handed over that could be replaced, or it was replaced already.
    NoSpare,
    /// So many were attested this year, and no more may be.
    NoneLeft {
        /// How many may be attested in a year.
        most: u64,
    },
    /// Whoever was attested by neighbours attests nobody.
    VouchedFor,
    /// Neither an address for mail nor a telephone number.
    NotAContact,
    /// Nothing can be followed without a way to be reached.
    NoContact,
    /// More kilobytes than are taken.
    TooManyKilobytes {
        /// The most.
        most: u64,
    },
    /// No recording of a kind that browsers play.
    NotASound,
    /// What is wrong in a file of translations.
    TranslationFile(crate::app::translation::FileFault),
    /// Another number of lines than in the first language.
    LineCount {
        /// Lines of the first language.
        wanted: u64,
    },
    /// A department has answered already.
    AnsweredBefore,
    /// A day that is over.
    DayIsPast,
    /// A lowest cost above the likely one, or a likely one above the highest.
    CostsOutOfOrder,
    /// What cannot be said about a work.
    Work(morada_engine::works::Refusal),
}

/// What is wrong with a list of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyListFault {
    /// A line is not 64 small hex digits, or the last has no line end.
    Line(u64),
    /// A line is not above the one before it.
    Order(u64),
    /// Another number of keys than letters and spares together.
    Count {
        /// Keys in the list.
        keys: u64,
        /// Letters and spares.
        letters: u64,
    },
    /// A key stands in the list of two contests.
    Shared,
}
