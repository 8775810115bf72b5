//! Witnesses refuse what takes anything back, and observers who compare find it out (TRUST.md B6).

use morada_verify::witness::{Proof, Refusal, Seen, State, WitnessKey, cosign};
use morada_verify::{Check, Options, Progress, Vkey, verify};

use crate::fabricator::coding::{base64, leaf_hash, root, sha};
use crate::fabricator::signing::LogKey;
use crate::fabricator::story::Scale;
use crate::fabricator::{Story, fabricate};
use crate::findings;

pub const TIME: u64 = 1_800_000_000;

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 += 1;
        let roll = sha(&[b"dice", &self.0.to_be_bytes()]);
        usize::try_from(u64::from_be_bytes(roll[..8].try_into().unwrap()) % limit as u64).unwrap()
    }
}

/// A ledger of a test: leaf hashes, and how to sign them.
pub struct Log {
    pub key: LogKey,
    pub leaves: Vec<[u8; 32]>,
}

impl Log {
    pub fn new(length: usize) -> Self {
        let leaves = (0..length).map(|n| leaf_hash(&format!("leaf {n}"))).collect();
        Self { key: LogKey::new("street.example/pb/op"), leaves }
    }

    /// The same ledger with another leaf at `at`.
    pub fn forked(&self, at: usize) -> Self {
        let mut leaves = self.leaves.clone();
        leaves[at] = leaf_hash("forged");
        Self { key: LogKey::new(&self.key.origin), leaves }
    }

    pub fn checkpoint(&self, size: usize) -> Vec<u8> {
        self.key.checkpoint(size, &root(&self.leaves[..size])).into_bytes()
    }

    /// The proof of RFC 6962 section 2.1.2, word for word.
    pub fn proof(&self, old: usize, new: usize) -> Proof {
        fn subproof(m: usize, leaves: &[[u8; 32]], whole: bool) -> Vec<[u8; 32]> {
            if m == leaves.len() {
                return if whole { Vec::new() } else { vec![root(leaves)] };
            }
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            let (mut proof, other) = if m <= left.len() {
                (subproof(m, left, whole), root(right))
            } else {
                (subproof(m - left.len(), right, false), root(left))
            };
            proof.push(other);
            proof
        }
        let hashes = if old == 0 || old == new {
            Vec::new()
        } else {
            subproof(old, &self.leaves[..new], true)
        };
        Proof { old: None, hashes }
    }
}

pub fn witness() -> WitnessKey {
    WitnessKey::from_seed("rita.example", &[7; 32]).unwrap()
}

fn sign(state: &mut State, log: &Log, size: usize, proof: &Proof) -> Result<String, Refusal> {
    let logs = [Vkey::parse(&log.key.vkey()).unwrap()];
    cosign(state, &witness(), &logs, &log.checkpoint(size), proof, TIME)
}

#[test]
fn a_witness_signs_a_ledger_that_grows() {
    let log = Log::new(120);
    let mut state = State::in_memory();
    let mut seen = 0;
    for size in [1, 2, 3, 7, 8, 8, 64, 65, 100, 120] {
        let line = sign(&mut state, &log, size, &log.proof(seen, size)).unwrap();
        assert!(line.starts_with("\u{2014} rita.example "), "{line}");
        seen = size;
        let kept = Seen { size: size as u64, root: root(&log.leaves[..size]) };
        assert_eq!(state.seen(&log.key.origin), Some(kept));
    }
}

#[test]
fn a_cosignature_is_one_that_the_verifier_takes() {
    let good = fabricate(Story::new(Scale::Tiny), &[]);
    let key = witness();
    let note = good.text("checkpoint");
    let logs = [Vkey::parse(&good.log_key().vkey()).unwrap()];
    let mut state = State::in_memory();
    let line = cosign(&mut state, &key, &logs, note.as_bytes(), &Proof::default(), TIME).unwrap();
    // The line names the witness's key, and signs the time and the text.
    let expected = crate::fabricator::signing::Witness::of_seed("rita.example", &[7; 32]);
    assert_eq!(line, expected.cosign(&note, TIME));
    assert_eq!(key.vkey().write(), expected.vkey());
}

/// One thousand times: a ledger is cosigned at some size, then taken back, forked or split; the server
/// brings the best proof it can make. Never is it signed, and the honest ledger still is afterwards.
#[test]
fn a_thousand_forks_rollbacks_and_split_views_are_refused() {
    let mut dice = Dice(0);
    let log = Log::new(90);
    for _ in 0..1_000 {
        let seen = 1 + dice.below(80);
        let mut state = State::in_memory();
        sign(&mut state, &log, seen, &Proof::default()).unwrap();
        let forked = log.forked(dice.below(seen));
        let refusal = match dice.below(4) {
            0 => {
                let new = dice.below(seen);
                sign(&mut state, &log, new, &log.proof(new.min(1), new)).unwrap_err()
            }
            1 => sign(&mut state, &forked, seen, &Proof::default()).unwrap_err(),
            2 => {
                let new = seen + 1 + dice.below(90 - seen);
                sign(&mut state, &forked, new, &forked.proof(seen, new)).unwrap_err()
            }
            _ => {
                // The proof is honest and the ledger is not.
                let new = seen + 1 + dice.below(90 - seen);
                sign(&mut state, &forked, new, &log.proof(seen, new)).unwrap_err()
            }
        };
        assert!(matches!(refusal.http_status(), 409 | 422), "{refusal}");
        let kept = Seen { size: seen as u64, root: root(&log.leaves[..seen]) };
        assert_eq!(state.seen(&log.key.origin), Some(kept), "what was seen stays seen");
        sign(&mut state, &log, 90, &log.proof(seen, 90)).unwrap();
    }
}

/// One thousand times: an observer was shown another ledger, under the same key, than the one
/// published. As soon as his checkpoint is laid beside the bundle, V06 finds it.
#[test]
fn a_thousand_split_views_are_found_when_two_observers_compare() {
    let good = fabricate(Story::new(Scale::Tiny), &[]);
    let folder = tempfile::tempdir().unwrap();
    good.save(folder.path());
    let compare = |note: String| {
        let seen = vec![("kept by rita".to_owned(), note.into_bytes())];
        let options = Options { seen, ..Options::default() };
        verify(folder.path(), options, Progress::Silent).unwrap()
    };
    let sign = |entries: &[String]| {
        let hashes: Vec<[u8; 32]> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        good.log_key().checkpoint(hashes.len(), &root(&hashes))
    };
    let mut dice = Dice(77);
    for size in 0..=good.entries.len() {
        assert_eq!(compare(sign(&good.entries[..size])).exit_code(), 0, "honest, {size} leaves");
    }
    let mut views = 0;
    while views < 1_000 {
        let mut entries = good.entries.clone();
        match dice.below(3) {
            0 => {
                let at = dice.below(entries.len());
                entries[at] = entries[at].replacen("\"v\":1", "\"v\":2", 1);
                entries.truncate(at + 1 + dice.below(entries.len() - at));
            }
            1 => {
                let at = dice.below(entries.len());
                entries.remove(at);
                let later = (entries.len() - at).max(1);
                entries.truncate(entries.len() - dice.below(later));
            }
            _ => entries.extend((0..=dice.below(9)).map(|n| format!("{{\"later\":{n}}}"))),
        }
        if good.entries.starts_with(&entries) {
            // A leaf taken from the end alone leaves an honest beginning.
            continue;
        }
        views += 1;
        let report = compare(sign(&entries));
        assert_eq!(report.found(), [Check::V06]);
        assert_eq!(findings(&report, Check::V06)[0].1, "kept by rita");
    }
}

#[test]
fn a_refusal_says_what_it_means() {
    let log = Log::new(20);
    let mut state = State::in_memory();
    sign(&mut state, &log, 10, &Proof::default()).unwrap();
    let told = |refusal: Result<String, Refusal>| {
        let refusal = refusal.unwrap_err();
        (refusal.http_status(), refusal.to_string())
    };
    let (status, words) = told(sign(&mut state, &log, 9, &Proof::default()));
    assert!(status == 409 && words.contains("leaves were taken back"), "{words}");
    let (status, words) = told(sign(&mut state, &log.forked(3), 10, &Proof::default()));
    assert!(status == 409 && words.contains("two versions"), "{words}");
    let (status, words) = told(sign(&mut state, &log, 12, &Proof::default()));
    assert!(status == 422 && words.contains("you need a proof from 10 to 12"), "{words}");
    let (status, words) = told(sign(&mut state, &log.forked(3), 12, &log.forked(3).proof(10, 12)));
    assert!(status == 422 && words.contains("the past was changed"), "{words}");
    let old = |old| Proof { old: Some(old), hashes: Vec::new() };
    assert_eq!(told(sign(&mut state, &log, 12, &old(8))).0, 409);
    assert_eq!(told(sign(&mut state, &log, 12, &old(13))).0, 400);

    let mine = [Vkey::parse(&log.key.vkey()).unwrap()];
    let other = Log { key: LogKey::new("other.example/pb/op"), ..Log::new(3) };
    let refusal = cosign(&mut state, &witness(), &mine, &other.checkpoint(3), &old(0), TIME);
    assert_eq!(told(refusal).0, 404);
    let forged = Log { key: LogKey::named(&log.key.origin, "other"), ..Log::new(12) };
    let refusal = cosign(&mut state, &witness(), &mine, &forged.checkpoint(12), &old(10), TIME);
    assert_eq!(told(refusal).0, 403);
    let refusal = cosign(&mut state, &witness(), &mine, b"hello", &old(0), TIME);
    assert_eq!(told(refusal).0, 400);
}

#[test]
fn a_proof_is_read_from_lines_and_made_from_the_ledger() {
    let log = Log::new(0);
    let entries: Vec<String> = (0..30).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let leaves = entries.iter().map(|entry| leaf_hash(entry.trim_end())).collect();
    let log = Log { leaves, ..log };
    let made = Proof::from_entries(entries.concat().as_bytes(), 11, &log.checkpoint(27)).unwrap();
    assert_eq!(made.hashes, log.proof(11, 27).hashes);
    let lines: Vec<String> = made.hashes.iter().map(|hash| base64(hash) + "\n").collect();
    let text = format!("old 11\n{}\n", lines.concat());
    assert_eq!(Proof::parse(&text).unwrap(), made);
    assert!(Proof::parse("old 011\n").is_err());
    assert!(Proof::parse("not a hash\n").is_err());
    let other = log.forked(3).checkpoint(27);
    assert!(matches!(
        Proof::from_entries(entries.concat().as_bytes(), 11, &other),
        Err(Refusal::OtherEntries)
    ));
}

#[test]
fn a_key_file_is_read_back_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rita.key");
    witness().save(&path).unwrap();
    assert_eq!(WitnessKey::load(&path).unwrap().vkey(), witness().vkey());
    assert!(witness().save(&path).is_err());
    assert!(WitnessKey::from_seed("rita and tomas", &[7; 32]).is_none());
}
