//! What a witness has seen: of every ledger the last checkpoint it cosigned.
//!
//! The file is the witness's honour. It is written whole beside the old one, synced, and put in its
//! place before any signature leaves the program; a lock keeps a second program out meanwhile.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::primitives::bytes::{Hash, to_hex};
use crate::primitives::canonical::{Value, parse};
use crate::shape::{Shape, ShapeFault};

/// The last checkpoint cosigned of one ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why the state cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The system refused.
    #[error("{0}")]
    System(#[from] io::Error),
    /// Another program has it open.
    #[error("another program is using it")]
    Locked,
    /// It is not what this program wrote.
    #[error("it is not a witness's state file ({0})")]
    Foreign(String),
}

/// What a witness has seen, and where it is kept.
#[derive(Debug)]
pub struct State {
    seen: BTreeMap<String, Seen>,
    file: Option<(PathBuf, File)>,
}

impl State {
    /// A state that is kept in memory only.
    pub fn in_memory() -> Self {
        Self { seen: BTreeMap::new(), file: None }
    }

    /// Opens a state file, or begins one.
    ///
    /// # Errors
    /// [`StateError`]. A file that cannot be read is never begun anew: that would forget.
    pub fn open(path: &Path) -> Result<Self, StateError> {
        let lock_path = beside(path, "lock");
        let lock = OpenOptions::new().create(true).write(true).truncate(false).open(lock_path)?;
        lock.try_lock().map_err(|_| StateError::Locked)?;
        let seen = match std::fs::read(path) {
            Ok(bytes) => read(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self { seen, file: Some((path.to_owned(), lock)) })
    }

    /// The last checkpoint cosigned of a ledger.
    pub fn seen(&self, origin: &str) -> Option<Seen> {
        self.seen.get(origin).cloned()
    }

    /// Remembers a checkpoint, on disk first.
    ///
    /// # Errors
    /// [`StateError`]; then nothing is remembered.
    pub fn remember(&mut self, origin: &str, seen: Seen) -> Result<(), StateError> {
        let mut next = self.seen.clone();
        next.insert(origin.to_owned(), seen);
        if let Some((path, _)) = &self.file {
            let fresh = beside(path, "new");
            let mut file = File::create(&fresh)?;
            file.write_all(write(&next).as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&fresh, path)?;
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                File::open(folder)?.sync_all()?;
            }
        }
        self.seen = next;
        Ok(())
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn write(seen: &BTreeMap<String, Seen>) -> String {
    let text = |text: String| Value::Text(text.into());
    let log = |(origin, seen): (&String, &Seen)| {
        Value::Map(vec![
            ("origin".into(), text(origin.clone())),
            ("root".into(), text(to_hex(&seen.root))),
            ("size".into(), Value::Int(seen.size)),
        ])
    };
    let state = Value::Map(vec![
        ("logs".into(), Value::List(seen.iter().map(log).collect())),
        ("t".into(), text("witness_state".to_owned())),
        ("v".into(), Value::Int(1)),
    ]);
    format!("{}\n", state.write())
}

fn read(bytes: &[u8]) -> Result<BTreeMap<String, Seen>, StateError> {
    let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let record = parse(line).map_err(|fault| StateError::Foreign(fault.to_string()))?;
    let logs = || {
        let state = Shape::exact(&record, &["logs", "t", "v"])?;
        state.must_be("t", "witness_state")?;
        state.must_be_v1()?;
        state.each("logs", |value| {
            let log = Shape::exact(value, &["origin", "root", "size"])?;
            let seen = Seen { size: log.int("size")?, root: log.hex("root")? };
            Ok((log.text("origin")?.to_owned(), seen))
        })
    };
    let logs: Result<_, ShapeFault> = logs();
    Ok(logs.map_err(|fault| StateError::Foreign(fault.to_string()))?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.state");
        let seen = Seen { size: 7, root: [3; 32] };
        let mut state = State::open(&path).unwrap();
        assert!(matches!(State::open(&path), Err(StateError::Locked)));
        state.remember("x/pb/op", seen.clone()).unwrap();
        drop(state);
        assert_eq!(State::open(&path).unwrap().seen("x/pb/op"), Some(seen));
        std::fs::write(&path, "forgotten").unwrap();
        assert!(matches!(State::open(&path), Err(StateError::Foreign(_))));
    }
}
