//! Fabricates bundles for the tests: its own small writer of docs/FORMATS.md, sharing no line with
//! the verifier. Real keys, signatures, commitments, witnesses and trustees; a result counted by hand.
//!
//! A test spoils a bundle at a [`Stage`] of its making, and everything after that stage follows from
//! the spoilt state: it is hashed, signed and cosigned as an attacker who holds the keys could do.

pub mod coding;
pub mod ledger;
pub mod signing;
pub mod story;

use std::collections::BTreeMap;
use std::path::Path;

pub use coding::{canon, hex, sha};
use serde_json::{Value, json};
pub use story::{Cast, Story};

/// Moments in the making of a bundle at which a test may spoil something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The papers are written.
    Papers,
    /// Trustees, policy and credlists are made.
    Setup,
    /// Everybody has voted; no leaf is made.
    Casts,
    /// The ledger reaches to the last batch.
    Voted,
    /// The close leaf is appended.
    Closed,
    /// The seed leaf is appended.
    Seeded,
    /// Results and published files are made; the tally leaf is not.
    Counted,
    /// The tally leaf is appended.
    Tallied,
    /// The result leaf is appended.
    Resulted,
    /// Every leaf is written on its line; nothing is hashed.
    Entries,
    /// The checkpoints are signed.
    Signed,
    /// Every file is made but the manifest.
    Files,
    /// The manifest is made.
    Done,
}

/// A bundle in the making.
pub struct Work {
    /// What happens in this election.
    pub story: Story,
    /// `setup/papers.json`.
    pub papers: Value,
    /// `setup/trustees.json`.
    pub trustees: Value,
    /// `policy.txt`.
    pub policy: String,
    /// The keys of each contest, sorted.
    pub credlists: BTreeMap<String, Vec<String>>,
    /// The votes.
    pub casts: Vec<Cast>,
    /// The leaves.
    pub leaves: Vec<Value>,
    /// The leaves on their lines.
    pub entries: Vec<String>,
    /// Sizes at which a checkpoint was signed before the last.
    pub sizes: Vec<usize>,
    /// Files named by the result leaf.
    pub published: BTreeMap<String, Vec<u8>>,
    /// The annex.
    pub annex: BTreeMap<String, Vec<u8>>,
    /// All files.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A spoiling hand: at this stage, do this.
pub type Edit<'a> = (Stage, &'a dyn Fn(&mut Work));

/// Makes a bundle, letting `edits` at it on the way.
pub fn fabricate(story: Story, edits: &[Edit<'_>]) -> Work {
    let mut work = Work::new(story);
    let reach = |work: &mut Work, stage| {
        for (_, edit) in edits.iter().filter(|(at, _)| *at == stage) {
            edit(work);
        }
    };
    reach(&mut work, Stage::Papers);
    work.set_up();
    reach(&mut work, Stage::Setup);
    reach(&mut work, Stage::Casts);
    work.vote();
    reach(&mut work, Stage::Voted);
    work.close();
    reach(&mut work, Stage::Closed);
    work.draw();
    reach(&mut work, Stage::Seeded);
    work.count();
    reach(&mut work, Stage::Counted);
    work.tally();
    reach(&mut work, Stage::Tallied);
    work.result();
    reach(&mut work, Stage::Resulted);
    work.entries = work.leaves.iter().map(canon).collect();
    reach(&mut work, Stage::Entries);
    work.sign();
    reach(&mut work, Stage::Signed);
    work.gather();
    reach(&mut work, Stage::Files);
    work.list();
    reach(&mut work, Stage::Done);
    work
}

impl Work {
    /// Lists every file but the annex in the manifest, as an attacker would after a change.
    pub fn list(&mut self) {
        self.files.remove("manifest.json");
        let public = self.papers["openings"] == "public";
        let listed: Vec<Value> = self
            .files
            .iter()
            .filter(|(path, _)| public || !path.starts_with("annex/"))
            .map(|(path, bytes)| {
                json!({"path": path, "sha256": hex(&sha(&[bytes])), "size": bytes.len()})
            })
            .collect();
        let manifest = canon(&json!({"files": listed, "t": "manifest", "v": 1}));
        self.files.insert("manifest.json".to_owned(), manifest.into_bytes());
    }

    /// Writes the bundle into a folder.
    pub fn save(&self, folder: &Path) {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }

    /// A file as text.
    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).unwrap()
    }

    /// Replaces a text in a file once; the file must have it.
    pub fn replace(&mut self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
    }
}
