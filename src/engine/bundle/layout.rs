//! Every path of the bundle, spelled once.

use std::fmt;

use crate::ids::ContestId;

/// One file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BundlePath {
    /// Hash and size of the other files.
    Manifest,
    /// The last checkpoint with its cosignatures.
    Checkpoint,
    /// An earlier checkpoint: 1, 2, …
    EarlierCheckpoint(u32),
    /// Which log and witnesses are trusted.
    Policy,
    /// The ledger, one leaf per line.
    Entries,
    /// The sealed definition of the election.
    Papers,
    /// Who can open the ballots.
    Trustees,
    /// Who may vote in a contest.
    Credlist(ContestId),
    /// The counted ballots of a contest.
    Ballots(ContestId),
    /// The outcome of a contest, round by round.
    Result(ContestId),
    /// The ballots of a contest in Pabulib's format.
    Export(ContestId),
    /// Letters given out.
    RollCounts,
    /// Boxes of paper.
    PaperBoxes,
    /// The minutes of the dice.
    Minutes,
    /// The openings of a contest's counted ballots.
    Openings(ContestId),
    /// One trustee's partial decryptions for a contest.
    Decryptions(ContestId, u16),
    /// What the trustees were asked to open in a contest.
    ToOpen(ContestId),
}

impl BundlePath {
    /// The file at `path`; `None` for a path that no bundle has.
    pub fn parse(path: &str) -> Option<Self> {
        let fixed = [
            Self::Manifest,
            Self::Checkpoint,
            Self::Policy,
            Self::Entries,
            Self::Papers,
            Self::Trustees,
            Self::RollCounts,
            Self::PaperBoxes,
            Self::Minutes,
        ];
        if let Some(file) = fixed.into_iter().find(|file| file.to_string() == path) {
            return Some(file);
        }
        let between = |start: &str, end: &str| path.strip_prefix(start)?.strip_suffix(end);
        let contest = |start, end| ContestId::parse(between(start, end)?).ok();
        let decryptions = || {
            let (contest, index) = between("annex/decrypt-", ".jsonl")?.rsplit_once('-')?;
            Some(Self::Decryptions(ContestId::parse(contest).ok()?, index.parse().ok()?))
        };
        let parsed = between("checkpoints/", "")
            .and_then(|number| number.parse().ok().map(Self::EarlierCheckpoint))
            .or_else(|| contest("setup/credlist-", ".txt").map(Self::Credlist))
            .or_else(|| contest("ballots-", ".jsonl").map(Self::Ballots))
            .or_else(|| contest("results/", ".json").map(Self::Result))
            .or_else(|| contest("export/", ".pb").map(Self::Export))
            .or_else(|| contest("annex/openings-", ".jsonl").map(Self::Openings))
            .or_else(|| contest("annex/to-open-", ".jsonl").map(Self::ToOpen))
            .or_else(decryptions)?;
        // A plus, a missing zero or a number too many would be a second path to the same file.
        (parsed.to_string() == path).then_some(parsed)
    }

    /// Whether only accredited observers get the file, unless the openings are public.
    pub fn is_annex(&self) -> bool {
        match self {
            Self::Openings(_) | Self::Decryptions(..) | Self::ToOpen(_) => true,
            Self::Manifest
            | Self::Checkpoint
            | Self::EarlierCheckpoint(_)
            | Self::Policy
            | Self::Entries
            | Self::Papers
            | Self::Trustees
            | Self::Credlist(_)
            | Self::Ballots(_)
            | Self::Result(_)
            | Self::Export(_)
            | Self::RollCounts
            | Self::PaperBoxes
            | Self::Minutes => false,
        }
    }

    /// Whether the `result` leaf names the file.
    pub fn is_outcome(&self) -> bool {
        match self {
            Self::Ballots(_)
            | Self::Result(_)
            | Self::Export(_)
            | Self::RollCounts
            | Self::PaperBoxes
            | Self::Minutes => true,
            Self::Manifest
            | Self::Checkpoint
            | Self::EarlierCheckpoint(_)
            | Self::Policy
            | Self::Entries
            | Self::Papers
            | Self::Trustees
            | Self::Credlist(_)
            | Self::Openings(_)
            | Self::Decryptions(..)
            | Self::ToOpen(_) => false,
        }
    }
}

impl fmt::Display for BundlePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str("manifest.json"),
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::EarlierCheckpoint(number) => write!(f, "checkpoints/{number:06}"),
            Self::Policy => f.write_str("policy.txt"),
            Self::Entries => f.write_str("log/entries.jsonl"),
            Self::Papers => f.write_str("setup/papers.json"),
            Self::Trustees => f.write_str("setup/trustees.json"),
            Self::Credlist(contest) => write!(f, "setup/credlist-{contest}.txt"),
            Self::Ballots(contest) => write!(f, "ballots-{contest}.jsonl"),
            Self::Result(contest) => write!(f, "results/{contest}.json"),
            Self::Export(contest) => write!(f, "export/{contest}.pb"),
            Self::RollCounts => f.write_str("roll/counts.json"),
            Self::PaperBoxes => f.write_str("paper/boxes.json"),
            Self::Minutes => f.write_str("randomness/minutes.txt"),
            Self::Openings(contest) => write!(f, "annex/openings-{contest}.jsonl"),
            Self::Decryptions(contest, trustee) => {
                write!(f, "annex/decrypt-{contest}-{trustee}.jsonl")
            }
            Self::ToOpen(contest) => write!(f, "annex/to-open-{contest}.jsonl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_read_as_it_is_written() {
        let city = || ContestId::parse("city-2").unwrap();
        for (path, file) in [
            ("manifest.json", BundlePath::Manifest),
            ("checkpoint", BundlePath::Checkpoint),
            ("checkpoints/000001", BundlePath::EarlierCheckpoint(1)),
            ("checkpoints/1234567", BundlePath::EarlierCheckpoint(1_234_567)),
            ("policy.txt", BundlePath::Policy),
            ("log/entries.jsonl", BundlePath::Entries),
            ("setup/papers.json", BundlePath::Papers),
            ("setup/trustees.json", BundlePath::Trustees),
            ("setup/credlist-city-2.txt", BundlePath::Credlist(city())),
            ("ballots-city-2.jsonl", BundlePath::Ballots(city())),
            ("results/city-2.json", BundlePath::Result(city())),
            ("export/city-2.pb", BundlePath::Export(city())),
            ("roll/counts.json", BundlePath::RollCounts),
            ("paper/boxes.json", BundlePath::PaperBoxes),
            ("randomness/minutes.txt", BundlePath::Minutes),
            ("annex/openings-city-2.jsonl", BundlePath::Openings(city())),
            ("annex/decrypt-city-2-3.jsonl", BundlePath::Decryptions(city(), 3)),
            ("annex/to-open-city-2.jsonl", BundlePath::ToOpen(city())),
        ] {
            assert_eq!(file.to_string(), path);
            assert_eq!(BundlePath::parse(path), Some(file));
        }
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_none_of_ours() {
        for path in [
            "",
            "/manifest.json",
            "../manifest.json",
            "results/../manifest.json",
            "results/.json",
            "results/City.json",
            "checkpoints/1",
            "checkpoints/+00001",
            "checkpoints/0000001",
            "annex/decrypt-city-03.jsonl",
            "annex/decrypt-3.jsonl",
            "annex/decrypt-city-70000.jsonl",
            "ballots-city.json",
        ] {
            assert_eq!(BundlePath::parse(path), None, "{path}");
        }
    }
}
