//! What had to be repaired, or does not add up, in a file that was read; why one was refused.

use std::fmt;

/// A line that was read differently from how it is written, or does not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// 1-based line of the file.
    pub line: u64,
    /// What it was.
    pub what: What,
}

/// What was repaired or noticed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// A byte order mark before the first line.
    #[error("a byte order mark before the first line was dropped")]
    ByteOrderMark,
    /// Lines end with CR LF; told once.
    #[error("lines end with CR LF")]
    CarriageReturns,
    /// The last line has no end.
    #[error("the last line has no line end")]
    NoFinalNewline,
    /// An empty line between others.
    #[error("an empty line was passed over")]
    EmptyLine,
    /// A section title in other letters, or with trailing semicolons.
    #[error("the section title {0:?} was read as its plain name")]
    Title(String),
    /// META without its line `key;value`.
    #[error("META has no line key;value")]
    NoMetaHeader,
    /// Spaces around a cell or a list entry.
    #[error("spaces around {0:?} were dropped")]
    Spaces(String),
    /// Text behind a closing quote.
    #[error("text behind a closing quote was kept as part of the cell")]
    AfterQuote,
    /// A row with fewer cells than its header.
    #[error("the row has {has} cells, its header {header}; the rest was read as empty")]
    ShortRow {
        /// Cells of the row.
        has: usize,
        /// Cells of the header.
        header: usize,
    },
    /// A row with more cells than its header.
    #[error("the row has {has} cells, its header {header}; the rest was dropped")]
    LongRow {
        /// Cells of the row.
        has: usize,
        /// Cells of the header.
        header: usize,
    },
    /// A comma where a decimal point belongs.
    #[error("the comma in {0:?} was read as a decimal point")]
    DecimalComma(String),
    /// The word `none` in an empty cell.
    #[error("the word none was read as an empty cell")]
    NoneCell,
    /// A key or column that is there twice.
    #[error("{0:?} is there twice; the last one is read")]
    Repeated(String),
    /// A key or column under its former name.
    #[error("{0:?} was read under its present name")]
    FormerName(&'static str),
    /// A project id that is there twice.
    #[error("project {0:?} is there twice; the second row was dropped")]
    RepeatedProject(String),
    /// A voter id that is there twice.
    #[error("voter {0:?} is there twice; both rows count")]
    RepeatedVoter(String),
    /// A ballot that names a project twice.
    #[error("the ballot names project {0:?} more than once; it counts once")]
    NamedTwice(String),
    /// A ballot that names a project nobody knows.
    #[error("the ballot names {0:?}, which is no project; the mark was dropped")]
    UnknownProject(String),
    /// A ballot whose marks and points differ in number.
    #[error("the ballot has {marks} marks and {points} points; the longer list was cut")]
    PointsDiffer {
        /// Entries of `vote`.
        marks: usize,
        /// Entries of `points`.
        points: usize,
    },
    /// A number in META that is not what the file has.
    #[error("META says {key} is {declared}, the file has {found}")]
    CountDiffers {
        /// `num_votes` or `num_projects`.
        key: &'static str,
        /// What META says.
        declared: String,
        /// What was found.
        found: u64,
    },
    /// A column of PROJECTS that a recount does not confirm.
    #[error("project {project:?} has {column} {declared}, a recount gives {counted}")]
    RecountDiffers {
        /// `votes` or `score`.
        column: &'static str,
        /// The project.
        project: String,
        /// What the file says.
        declared: String,
        /// What the ballots give.
        counted: i64,
    },
    /// A project that costs nothing.
    #[error("project {0:?} costs nothing")]
    Free(String),
    /// A project that costs more than the whole budget.
    #[error("project {0:?} costs more than the whole budget")]
    DearerThanBudget(String),
}

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// 1-based line of the file.
    pub line: u64,
    /// The reason, for people.
    pub reason: String,
}

impl Refusal {
    pub(crate) fn new(line: u64, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Repairs as they are found: the first ones with their lines, the others as a number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Repairs {
    kept: Vec<Repair>,
    more: u64,
}

/// So many repairs are told one by one; a file with more is told how many more there were.
const KEPT: usize = 10_000;

impl Repairs {
    pub fn add(&mut self, line: u64, what: What) {
        if self.kept.len() < KEPT {
            self.kept.push(Repair { line, what });
        } else {
            self.more += 1;
        }
    }

    /// The repairs by line, and how many more there were.
    pub fn finish(mut self) -> (Vec<Repair>, u64) {
        self.kept.sort_by_key(|repair| repair.line);
        (self.kept, self.more)
    }
}
