//! What a check can say: findings with a precise place, reasons why it could not run, and notices.

use crate::limits::FINDINGS;
use crate::primitives::canonical::CanonicalFault;
use crate::primitives::note::NoteFault;
use crate::shape::ShapeFault;

/// The numbered checks of docs/FORMATS.md section 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(
    missing_docs,
    reason = "the numbers are the names; docs/FORMATS.md section 7 says what each is"
)]
pub enum Check {
    V01,
    V02,
    V03,
    V04,
    V05,
    V06,
    V07,
    V08,
    V09,
    V10,
    V11,
    V12,
    V13,
    V14,
    V15,
    V16,
    V17,
    V18,
    V19,
    V20,
}

impl Check {
    /// All checks, in order.
    pub const ALL: [Self; 20] = [
        Self::V01,
        Self::V02,
        Self::V03,
        Self::V04,
        Self::V05,
        Self::V06,
        Self::V07,
        Self::V08,
        Self::V09,
        Self::V10,
        Self::V11,
        Self::V12,
        Self::V13,
        Self::V14,
        Self::V15,
        Self::V16,
        Self::V17,
        Self::V18,
        Self::V19,
        Self::V20,
    ];

    /// Its stable code, `V01` to `V20`.
    pub fn code(self) -> String {
        format!("{self:?}")
    }
}

/// Where a finding is: every part that helps a reader put a finger on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// A file of the bundle.
    pub file: Option<String>,
    /// A line of that file, from 1.
    pub line: Option<u64>,
    /// A leaf of the ledger, from 0.
    pub leaf: Option<u64>,
    /// A contest.
    pub contest: Option<String>,
    /// A member inside a record, `rounds[3].left`.
    pub member: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(path: &str) -> Self {
        Self { file: Some(path.to_owned()), ..Self::default() }
    }

    /// A line of a file, from 1.
    pub fn line(path: &str, line: u64) -> Self {
        Self { line: Some(line), ..Self::file(path) }
    }

    /// A leaf, from 0.
    pub fn leaf(index: u64) -> Self {
        Self { leaf: Some(index), ..Self::default() }
    }

    /// A contest as a whole.
    pub fn contest(id: &str) -> Self {
        Self { contest: Some(id.to_owned()), ..Self::default() }
    }

    /// The bundle as a whole.
    pub fn bundle() -> Self {
        Self::default()
    }

    /// This place, narrowed to a member.
    #[must_use]
    pub fn member(mut self, path: &str) -> Self {
        self.member = (!path.is_empty()).then(|| path.to_owned());
        self
    }

    /// This place, in a contest.
    #[must_use]
    pub fn of(mut self, contest: &str) -> Self {
        self.contest = Some(contest.to_owned());
        self
    }
}

/// A number that is stated in one place and counted in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Keys of a credlist.
    Keys,
    /// Letters and spares together.
    LettersAndSpares,
    /// Keys whose ballot counts.
    Counted,
    /// Ballot leaves.
    BallotLeaves,
    /// Leaves of a batch.
    BatchLeaves,
    /// The running number of a batch.
    BatchNumber,
    /// Published ballots.
    Published,
    /// Blank ballots.
    Blank,
    /// Invalid ballots.
    Invalid,
    /// Ballots in the export.
    Exported,
    /// Options in the export.
    ExportedOptions,
    /// Leaves under the checkpoint.
    Leaves,
}

/// What disagrees.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant's sentence stands in report/en.rs")]
pub enum Fault {
    Missing,
    Special,
    TooLarge { limit: u64 },
    Unreadable { why: String },
    Unlisted,
    ForeignFile,
    UnsafePath,
    OtherHash { by: &'static str },
    OtherSize { stated: u64, found: u64 },
    ListOrder,
    NotCanonical(CanonicalFault),
    Shape(ShapeFault),
    LineTooLong { limit: usize },
    LineUnended,
    LineForm,
    TooMany { limit: usize },
    NotANote(NoteFault),
    NotACheckpoint,
    PolicyLine,
    OtherRoot,
    OtherOrigin { stated: String, expected: String },
    LogUnsigned,
    LogSignatureWrong,
    LogKeyOther,
    CosignatureWrong { witness: String },
    QuorumMissed { cosigned: Vec<String> },
    OlderBeyond { size: u64 },
    OlderShrinks,
    OlderNumber,
    OtherElection { stated: String },
    OutOfPlace { kind: &'static str },
    LeafMissing { kind: &'static str },
    SameOfficer,
    OtherContests,
    FileUnnamed,
    KeysUnsorted,
    KeyRepeated,
    OtherNumber { what: Quantity, stated: u64, found: u64 },
    KeyUnlisted,
    BallotSignatureWrong,
    CounterRepeated { first: u64 },
    LeafRepeated { first: u64 },
    CommitmentRepeated { first: u64 },
    BatchSmall { count: u64, least: u64 },
    BatchUnsorted,
    MoreBallotsThanLetters { counted: u64, bound: u64 },
    BoxesOther,
    BallotsUnsorted,
    OpeningMissing,
    OpeningForeign,
    CommitmentOther,
    BallotUnpublished,
    BallotUnopened,
    PartialForeign,
    PartialWrong,
    SeedForm,
    SeedUnminuted,
    SeedEarly,
    SeedUnwitnessed,
    OrderOther,
    ResultOther { stated: String, computed: String },
    ExportBallot,
    ExportUnpublished,
    BallotUnexported,
    ExportOption { stated: String, expected: String },
    SmallPublished,
    WithheldWithoutCause,
    SlipForm,
    SlipMissing,
    PromiseForm,
    PromiseUnsigned,
    PromiseBroken { not_later_than: String },
}

impl Fault {
    /// A stable name for programs, `other_hash`.
    pub fn code(&self) -> String {
        let debug = format!("{self:?}");
        let name: &str = debug.split([' ', '(', '{']).next().unwrap_or_default();
        let mut code = String::new();
        for c in name.chars() {
            if c.is_ascii_uppercase() && !code.is_empty() {
                code.push('_');
            }
            code.push(c.to_ascii_lowercase());
        }
        code
    }
}

/// One disagreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

impl Finding {
    /// A finding.
    pub fn new(place: Place, fault: Fault) -> Self {
        Self { place, fault }
    }
}

/// Why a check, or a part of it, could not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// It needs something that could not be read; the named check says why.
    Needs {
        /// What.
        what: String,
        /// The check whose findings say why.
        see: Check,
    },
    /// The openings of this contest were not given.
    NoOpenings {
        /// The contest.
        contest: String,
    },
    /// The contest's figures are withheld because the group is small.
    Withheld {
        /// The contest.
        contest: String,
    },
    /// This program does not know the contest's rule.
    ForeignRule {
        /// The contest.
        contest: String,
        /// The rule's name.
        rule: String,
    },
    /// This program does not know the contest's ballot kind.
    ForeignKind {
        /// The contest.
        contest: String,
        /// The kind's name.
        kind: String,
    },
    /// The promise is of another vote.
    OtherVote {
        /// The origin it names.
        origin: String,
    },
}

/// What a reader must know although nothing disagrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The ledger's key was taken from the bundle itself.
    KeyFromBundle {
        /// The key.
        vkey: String,
    },
    /// The policy asks for no witness: nobody outside watched.
    NobodyWatched,
    /// Who cosigned the last checkpoint.
    Cosigned {
        /// Their names in the policy.
        witnesses: Vec<String>,
    },
    /// The server holds the opening key itself.
    ServerHoldsKey,
    /// The contest's figures are withheld.
    Withheld {
        /// The contest.
        contest: String,
    },
    /// Letters were replaced: so many voters at most can have voted twice.
    DoubleVotes {
        /// The contest.
        contest: String,
        /// Letters replaced.
        letters: u64,
    },
    /// So many votes fewer could give another result, and as many letters were replaced.
    MarginReached {
        /// The contest.
        contest: String,
        /// Letters replaced.
        letters: u64,
        /// Votes.
        margin: u64,
    },
    /// The points that the trustees worked on were not given, so their proofs were not checked.
    PartialsUnchecked {
        /// The contest.
        contest: String,
    },
    /// The leaf of the slip is in the ledger and counts.
    SlipCounts {
        /// The leaf.
        leaf: u64,
    },
    /// It is in the ledger; a later ballot of the same code counts instead.
    SlipReplaced {
        /// The leaf.
        leaf: u64,
        /// The leaf that counts.
        by: u64,
    },
    /// It is in the ledger; its code was retired.
    SlipRetired {
        /// The leaf.
        leaf: u64,
    },
    /// No slip was given.
    NoSlip,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It ran and agreed.
    Passed,
    /// It ran and disagreed.
    Found,
    /// It, or a part of it, could not run, and the rest agreed.
    Blocked,
    /// It has a question only when the user brings one (a slip), and none was brought.
    NotAsked,
}

/// All that one check said.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Which check.
    pub check: Check,
    /// The first disagreements.
    pub findings: Vec<Finding>,
    /// How many disagreements there were.
    pub found: u64,
    /// What could not be checked.
    pub blocked: Vec<Blocked>,
    /// What a reader must know.
    pub notices: Vec<Notice>,
}

impl Verdict {
    /// A check that has not said anything yet.
    pub fn new(check: Check) -> Self {
        Self { check, findings: Vec::new(), found: 0, blocked: Vec::new(), notices: Vec::new() }
    }

    /// Records a disagreement.
    pub fn found(&mut self, place: Place, fault: Fault) {
        self.found += 1;
        if self.findings.len() < FINDINGS {
            self.findings.push(Finding { place, fault });
        }
    }

    /// Records disagreements found while reading.
    pub fn found_all(&mut self, findings: &[Finding]) {
        for finding in findings {
            self.found(finding.place.clone(), finding.fault.clone());
        }
    }

    /// Records why something could not be checked.
    pub fn blocked(&mut self, reason: Blocked) {
        if !self.blocked.contains(&reason) {
            self.blocked.push(reason);
        }
    }

    /// Records a notice.
    pub fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// How the check ended.
    pub fn status(&self) -> Status {
        if self.found > 0 {
            Status::Found
        } else if !self.blocked.is_empty() {
            Status::Blocked
        } else if self.notices.contains(&Notice::NoSlip) {
            Status::NotAsked
        } else {
            Status::Passed
        }
    }
}
