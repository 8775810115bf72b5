//! The leaves that the offices write. Each carries the time at which it was written.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Version;
use crate::chance::Seed;
use crate::hash::Hash;
use crate::ids::{ContestId, ElectionId, OptionId};
use crate::time::Timestamp;

/// Declares a leaf of the offices: the members all have, then its own.
macro_rules! admin_leaf {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// When it was written.
            pub at: Timestamp,
            /// The election.
            #[serde(rename = "el")]
            pub election: ElectionId,
            $($(#[$attribute])* pub $field: $type,)*
            /// 1.
            pub v: Version,
        }
    };
}

admin_leaf!(
    /// The definition of the election, by the hashes of its setup files. Index 0.
    SetupLeaf {
        /// Name and version of the program that runs the box.
        engine: String,
        /// Hash of `setup/papers.json`.
        papers: Hash,
        /// Hash of `policy.txt`.
        policy: Hash,
        /// Hash of `setup/trustees.json`.
        trustees: Hash,
        /// Bytes to which every ballot is padded before it is sealed.
        pad: u64,
    }
);

admin_leaf!(
    /// The keys that may vote in a contest, by the hash of their list.
    CredlistLeaf {
        /// The contest.
        #[serde(rename = "ct")]
        contest: ContestId,
        /// Keys in the list.
        count: u64,
        /// Of these, printed on letters.
        letters: u64,
        /// Of these, kept for lost letters.
        spares: u64,
        /// Hash of the list.
        sha: Hash,
    }
);

admin_leaf!(
    /// The box may take ballots: two officers opened it.
    OpenLeaf {
        /// The two, as published.
        by: [String; 2],
    }
);

admin_leaf!(
    /// The next leaves are ballots or retires, sorted by their hashes.
    BatchLeaf {
        /// How many follow.
        count: u64,
        /// Which batch it is, from 1.
        n: u64,
    }
);

admin_leaf!(
    /// A box of paper ballots.
    PaperLeaf {
        /// The contest.
        #[serde(rename = "ct")]
        contest: ContestId,
        /// Sheets in it.
        count: u64,
        /// Hash of the list of sheets.
        sha: Hash,
    }
);

admin_leaf!(
    /// A public notice.
    IncidentLeaf {
        /// What it is about, where it is about one vote. Whose is never told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Dispute>,
        /// What happened, in plain words.
        text: String,
    }
);

/// What somebody disputes about their own vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dispute {
    /// There is a slip, and its ballot is not in the ledger.
    BallotMissing,
    /// The code was retired, and not by its holder.
    CodeRetired,
    /// There is a signed promise, and its day is over.
    PromiseBroken,
    /// A later ballot replaced it, and the holder did not cast that.
    VoteReplaced,
}

impl Dispute {
    /// All of them, in the order in which pages tell them.
    pub const ALL: [Self; 4] =
        [Self::BallotMissing, Self::PromiseBroken, Self::VoteReplaced, Self::CodeRetired];

    /// Its name in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BallotMissing => "ballot_missing",
            Self::CodeRetired => "code_retired",
            Self::PromiseBroken => "promise_broken",
            Self::VoteReplaced => "vote_replaced",
        }
    }

    /// Reads its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dispute| dispute.as_str() == name)
    }
}

admin_leaf!(
    /// A change after sealing.
    AmendLeaf {
        /// Why.
        text: String,
        /// What was changed.
        what: String,
    }
);

admin_leaf!(
    /// No ballot, batch or retire after this.
    CloseLeaf {
        /// One line per contest, sorted by id.
        contests: Vec<ContestClose>,
    }
);

/// What the ledger held for a contest at closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestClose {
    /// Keys whose ballot counts.
    pub counted: u64,
    /// The contest.
    #[serde(rename = "ct")]
    pub contest: ContestId,
    /// Ballot leaves, superseded and retired ones included.
    pub leaves: u64,
}

admin_leaf!(
    /// The public number that settles ties, drawn after the checkpoint over the closed ledger.
    SeedLeaf {
        /// Hash of `randomness/minutes.txt`.
        minutes: Hash,
        /// The number.
        seed: Seed,
    }
);

admin_leaf!(
    /// What was opened, before it is counted.
    TallyLeaf {
        /// One line per contest, sorted by id.
        contests: Vec<ContestTally>,
    }
);

/// The opened ballots of a contest, by the hashes of their files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestTally {
    /// Hash of `annex/openings-<ct>.jsonl`.
    pub annex: Hash,
    /// Hash of `ballots-<ct>.jsonl`.
    pub ballots: Hash,
    /// Counted ballots.
    pub counted: u64,
    /// The contest.
    #[serde(rename = "ct")]
    pub contest: ContestId,
    /// Option ids in the order of their tickets: the first wins a lot.
    pub order: Vec<OptionId>,
    /// Whether its figures are withheld because the group is small.
    pub withheld: bool,
}

admin_leaf!(
    /// What was published, by the hashes of the files.
    ResultLeaf {
        /// One line per file, sorted by path.
        files: Vec<PublishedFile>,
    }
);

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFile {
    /// Its path in the bundle.
    pub path: String,
    /// Its hash.
    pub sha: Hash,
}

impl CredlistLeaf {
    pub(super) fn broken_rule(&self) -> Option<&'static str> {
        (self.letters.checked_add(self.spares) != Some(self.count))
            .then_some("a credlist counts its letters and spares")
    }
}

impl OpenLeaf {
    pub(super) fn broken_rule(&self) -> Option<&'static str> {
        let [first, second] = &self.by;
        (first == second || first.is_empty() || second.is_empty())
            .then_some("two different officers open the box")
    }
}

impl BatchLeaf {
    pub(super) fn broken_rule(&self) -> Option<&'static str> {
        (self.n == 0 || self.count == 0).then_some("a batch is numbered from 1 and not empty")
    }
}

impl CloseLeaf {
    pub(super) fn broken_rule(&self) -> Option<&'static str> {
        if !self.contests.is_sorted_by(|a, b| a.contest < b.contest) {
            return Some("contests stand once, sorted by id");
        }
        let more = self.contests.iter().any(|line| line.counted > line.leaves);
        more.then_some("no more ballots count than there are")
    }
}

impl TallyLeaf {
    pub(super) fn broken_rule(&self) -> Option<&'static str> {
        if !self.contests.is_sorted_by(|a, b| a.contest < b.contest) {
            return Some("contests stand once, sorted by id");
        }
        let twice = |line: &ContestTally| {
            line.order.iter().collect::<BTreeSet<_>>().len() != line.order.len()
        };
        self.contests.iter().any(twice).then_some("an option stands in the order once")
    }
}

impl ResultLeaf {
    pub(super) fn broken_rule(&self) -> Option<&'static str> {
        (!self.files.is_sorted_by(|a, b| a.path < b.path))
            .then_some("files stand once, sorted by path")
    }
}
