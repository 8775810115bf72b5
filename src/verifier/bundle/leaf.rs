//! The leaves of the ledger, each read into the members its type has (docs/FORMATS.md section 3).

use crate::papers::is_slug;
use crate::primitives::bytes::Hash;
use crate::primitives::canonical::Value;
use crate::shape::{Shape, ShapeFault, is_ascending, text_item};

/// The type of a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub enum Kind {
    Setup,
    Credlist,
    Open,
    Batch,
    Ballot,
    Retire,
    Paper,
    Incident,
    Amend,
    Close,
    Seed,
    Tally,
    Result,
    /// A leaf that could not be read.
    Unread,
}

impl Kind {
    /// Its name in a leaf.
    pub fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Credlist => "credlist",
            Self::Open => "open",
            Self::Batch => "batch",
            Self::Ballot => "ballot",
            Self::Retire => "retire",
            Self::Paper => "paper",
            Self::Incident => "incident",
            Self::Amend => "amend",
            Self::Close => "close",
            Self::Seed => "seed",
            Self::Tally => "tally",
            Self::Result => "result",
            Self::Unread => "?",
        }
    }

    /// Whether it may stand anywhere after `setup`, but not inside a batch.
    pub fn is_remark(self) -> bool {
        matches!(self, Self::Paper | Self::Incident | Self::Amend)
    }
}

/// A leaf's members.
#[derive(Debug)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub enum Leaf {
    Setup(Box<Setup>),
    Credlist(Box<CredlistLeaf>),
    Open,
    /// Officers of an opening who are not two different people.
    OpenBySame,
    Batch {
        n: u64,
        count: u64,
    },
    Ballot(Box<BallotLeaf>),
    Retire(Box<RetireLeaf>),
    Paper(Box<PaperLeaf>),
    Incident,
    Amend,
    Close(Vec<CloseContest>),
    Seed(Box<SeedLeaf>),
    Tally(Vec<TallyContest>),
    Result(Vec<(String, Hash)>),
}

/// Hashes of the setup files.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct Setup {
    pub papers: Hash,
    pub policy: Hash,
    pub trustees: Hash,
}

/// The keys of a contest.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct CredlistLeaf {
    pub ct: String,
    pub count: u64,
    pub letters: u64,
    pub spares: u64,
    pub sha: Hash,
}

/// A committed ballot.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct BallotLeaf {
    pub com: Hash,
    pub cr: [u8; 32],
    pub ct: String,
    pub n: u64,
    pub sg: [u8; 64],
}

/// A retired key.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct RetireLeaf {
    pub cr: [u8; 32],
    pub ct: String,
    pub sg: [u8; 64],
}

/// A box of paper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct PaperLeaf {
    pub ct: String,
    pub count: u64,
    pub sha: Hash,
}

/// What `close` says of a contest.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct CloseContest {
    pub ct: String,
    pub counted: u64,
    pub leaves: u64,
}

/// The seed.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct SeedLeaf {
    pub seed: String,
    pub minutes: Hash,
}

/// What `tally` says of a contest.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "docs/FORMATS.md section 3 says what each is")]
pub struct TallyContest {
    pub ct: String,
    pub annex: Hash,
    pub ballots: Hash,
    pub counted: u64,
    pub order: Vec<String>,
    pub withheld: bool,
}

/// What an incident about one vote can be about.
const DISPUTES: [&str; 4] = ["ballot_missing", "code_retired", "promise_broken", "vote_replaced"];

/// Reads a leaf: its election, and its members.
///
/// # Errors
/// [`ShapeFault`] with the first member that is not of its form.
pub fn read<'v>(value: &'v Value<'_>) -> Result<(&'v str, Kind, Leaf), ShapeFault> {
    let any = Shape::any(value)?;
    let kind = any.text("t")?;
    // The keys of each type, sorted, without the three that all have.
    let (kind, keys): (Kind, &[&str]) = match kind {
        "setup" => {
            (Kind::Setup, &["at", "el", "engine", "pad", "papers", "policy", "t", "trustees", "v"])
        }
        "credlist" => {
            (Kind::Credlist, &["at", "count", "ct", "el", "letters", "sha", "spares", "t", "v"])
        }
        "open" => (Kind::Open, &["at", "by", "el", "t", "v"]),
        "batch" => (Kind::Batch, &["at", "count", "el", "n", "t", "v"]),
        "ballot" => (Kind::Ballot, &["com", "cr", "ct", "el", "n", "sg", "t", "v"]),
        "retire" => (Kind::Retire, &["cr", "ct", "el", "sg", "t", "v"]),
        "paper" => (Kind::Paper, &["at", "count", "ct", "el", "sha", "t", "v"]),
        "incident" if any.get("about").is_ok() => {
            (Kind::Incident, &["about", "at", "el", "t", "text", "v"])
        }
        "incident" => (Kind::Incident, &["at", "el", "t", "text", "v"]),
        "amend" => (Kind::Amend, &["at", "el", "t", "text", "v", "what"]),
        "close" => (Kind::Close, &["at", "contests", "el", "t", "v"]),
        "seed" => (Kind::Seed, &["at", "el", "minutes", "seed", "t", "v"]),
        "tally" => (Kind::Tally, &["at", "contests", "el", "t", "v"]),
        "result" => (Kind::Result, &["at", "el", "files", "t", "v"]),
        _ => return Err(ShapeFault::at("t")),
    };
    let leaf = Shape::exact(value, keys)?;
    leaf.must_be_v1()?;
    if keys.contains(&"at") {
        leaf.int("at")?;
    }
    Ok((leaf.text("el")?, kind, members(leaf, kind)?))
}

fn members(leaf: Shape<'_, '_>, kind: Kind) -> Result<Leaf, ShapeFault> {
    Ok(match kind {
        Kind::Setup => {
            leaf.text("engine")?;
            leaf.int("pad")?;
            let (papers, policy) = (leaf.hex("papers")?, leaf.hex("policy")?);
            Leaf::Setup(Box::new(Setup { papers, policy, trustees: leaf.hex("trustees")? }))
        }
        Kind::Credlist => Leaf::Credlist(Box::new(CredlistLeaf {
            ct: contest(leaf)?,
            count: leaf.int("count")?,
            letters: leaf.int("letters")?,
            spares: leaf.int("spares")?,
            sha: leaf.hex("sha")?,
        })),
        Kind::Open => match leaf.each("by", text_item)?.as_slice() {
            [first, second] if first == second => Leaf::OpenBySame,
            [_, _] => Leaf::Open,
            _ => return Err(ShapeFault::at("by")),
        },
        Kind::Batch => Leaf::Batch { n: leaf.int("n")?, count: leaf.int("count")? },
        Kind::Ballot => Leaf::Ballot(Box::new(BallotLeaf {
            com: leaf.hex("com")?,
            cr: leaf.hex("cr")?,
            ct: contest(leaf)?,
            n: Some(leaf.int("n")?).filter(|n| *n >= 1).ok_or_else(|| ShapeFault::at("n"))?,
            sg: leaf.hex("sg")?,
        })),
        Kind::Retire => {
            let (cr, ct, sg) = (leaf.hex("cr")?, contest(leaf)?, leaf.hex("sg")?);
            Leaf::Retire(Box::new(RetireLeaf { cr, ct, sg }))
        }
        Kind::Paper => {
            let (ct, count, sha) = (contest(leaf)?, leaf.int("count")?, leaf.hex("sha")?);
            Leaf::Paper(Box::new(PaperLeaf { ct, count, sha }))
        }
        Kind::Incident => {
            leaf.text("text")?;
            if leaf.get("about").is_ok() && !DISPUTES.contains(&leaf.text("about")?) {
                return Err(ShapeFault::at("about"));
            }
            Leaf::Incident
        }
        Kind::Amend => leaf.text("text").and(leaf.text("what")).map(|_| Leaf::Amend)?,
        Kind::Close => Leaf::Close(leaf.each("contests", |value| {
            let contest = Shape::exact(value, &["counted", "ct", "leaves"])?;
            let (counted, leaves) = (contest.int("counted")?, contest.int("leaves")?);
            Ok(CloseContest { ct: contest.text("ct")?.to_owned(), counted, leaves })
        })?),
        Kind::Seed => {
            let (seed, minutes) = (leaf.text("seed")?.to_owned(), leaf.hex("minutes")?);
            Leaf::Seed(Box::new(SeedLeaf { seed, minutes }))
        }
        Kind::Tally => Leaf::Tally(leaf.each("contests", tally_contest)?),
        Kind::Result => {
            let files = leaf.each("files", |value| {
                let file = Shape::exact(value, &["path", "sha"])?;
                Ok((file.text("path")?.to_owned(), file.hex("sha")?))
            })?;
            let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
            is_ascending(&paths)
                .then_some(Leaf::Result(files))
                .ok_or_else(|| ShapeFault::at("files"))?
        }
        Kind::Unread => return Err(ShapeFault::at("t")),
    })
}

fn tally_contest(value: &Value<'_>) -> Result<TallyContest, ShapeFault> {
    let contest = Shape::exact(value, &["annex", "ballots", "counted", "ct", "order", "withheld"])?;
    Ok(TallyContest {
        ct: contest.text("ct")?.to_owned(),
        annex: contest.hex("annex")?,
        ballots: contest.hex("ballots")?,
        counted: contest.int("counted")?,
        order: contest.each("order", text_item)?,
        withheld: contest.truth("withheld")?,
    })
}

fn contest(leaf: Shape<'_, '_>) -> Result<String, ShapeFault> {
    let ct = leaf.text("ct")?;
    is_slug(ct).then(|| ct.to_owned()).ok_or_else(|| ShapeFault::at("ct"))
}
