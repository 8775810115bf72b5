//! Three trustees with a shared folder, from the ceremony to the opening.

use std::path::Path;

use morada_engine::sealing::{PartialDecryption, TrusteeSet};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::ceremony::{Folders, new, reveal, round2, round3};
use super::open::{check, open, read_lines};
use super::rehearse::rehearse;
use super::share_file::{Passphrase, ShareFile};
use super::*;
use crate::ceremony::{CeremonyError, Terms};
use crate::disk;

fn election() -> ElectionId {
    ElectionId::parse("op-2026").unwrap()
}

fn chance() -> StdRng {
    StdRng::seed_from_u64(1)
}

/// The folders of the three below `root`.
fn folders(root: &Path) -> Vec<Folders> {
    let of =
        |index| Folders { shared: root.join("shared"), private: root.join(format!("own-{index}")) };
    (1..=3).map(of).collect()
}

fn begin(all: &[Folders], chance: &mut StdRng) {
    let terms = Terms::new(election(), 3, 2).unwrap();
    for ((index, name), folders) in (1..).zip(["Ana", "Rui", "Noor"]).zip(all) {
        new(folders, &terms, index, name, chance).unwrap();
    }
}

/// The whole ceremony; the third trustee takes a passphrase.
fn ceremony(root: &Path, chance: &mut StdRng) -> (Vec<Folders>, Passphrase) {
    let all = folders(root);
    let words = Passphrase::new("lantern goat ninety cloud");
    begin(&all, chance);
    for folders in &all {
        reveal(folders).unwrap();
    }
    for folders in &all {
        round2(folders, chance).unwrap();
    }
    for (folders, passphrase) in all.iter().zip([None, None, Some(&words)]) {
        round3(folders, passphrase, chance).unwrap();
    }
    (all, words)
}

#[test]
fn three_trustees_make_a_key_rehearse_and_open() {
    let temp = tempfile::tempdir().unwrap();
    let chance = &mut chance();
    let (all, words) = ceremony(temp.path(), chance);
    let trustees = temp.path().join("shared/trustees.json");
    let set = TrusteeSet::parse(&disk::read(&trustees).unwrap()).unwrap();
    assert_eq!((set.threshold(), set.shares().len()), (2, 3));
    for folders in &all {
        let names: Vec<_> = std::fs::read_dir(&folders.private).unwrap().collect();
        assert_eq!(names.len(), 1, "only the share is left");
    }

    let stage = temp.path().join("rehearsal");
    let again = |chance: &mut StdRng| rehearse(&stage, &trustees, &election(), chance);
    again(chance).unwrap();
    let asked = stage.join("to-open-rehearsal.jsonl");
    let answer = |index: usize, passphrase, chance: &mut StdRng| {
        let share = ShareFile::read(&all[index - 1].share(), passphrase).unwrap();
        check(&share, &trustees).unwrap();
        let answers = stage.join(format!("answer-rehearsal-{index}.jsonl"));
        open(&share, &asked, None, &answers, chance).unwrap();
        let lines = read_lines(&answers, |line| PartialDecryption::parse(line).ok());
        assert_eq!(lines.unwrap().len(), 1);
    };
    let fault = again(chance).unwrap_err().to_string();
    assert_eq!(fault, "0 good answers have come in, 2 are needed");
    answer(1, None, chance);
    let fault = again(chance).unwrap_err().to_string();
    assert_eq!(fault, "1 good answers have come in, 2 are needed");
    answer(3, Some(&words), chance);
    let said = again(chance).unwrap();
    assert_eq!(said[0], "Answers came from trustee 1 (Ana), trustee 3 (Noor).");
    assert_eq!(said[1], "The test ballot is open. Your key works.");
}

#[test]
fn a_rehearsal_names_the_trustee_whose_answer_is_of_no_use() {
    let temp = tempfile::tempdir().unwrap();
    let chance = &mut chance();
    let (all, words) = ceremony(temp.path(), chance);
    let trustees = temp.path().join("shared/trustees.json");
    let stage = temp.path().join("rehearsal");
    rehearse(&stage, &trustees, &election(), chance).unwrap();
    // Trustee 1's answer arrives as trustee 2's.
    for (index, passphrase, as_index) in [(1, None, 1), (1, None, 2), (3, Some(&words), 3)] {
        let share = ShareFile::read(&all[index - 1].share(), passphrase).unwrap();
        let answers = stage.join(format!("answer-rehearsal-{as_index}.jsonl"));
        let asked = stage.join("to-open-rehearsal.jsonl");
        open(&share, &asked, None, &answers, chance).unwrap();
    }
    let said = rehearse(&stage, &trustees, &election(), chance).unwrap();
    assert_eq!(said[1], "Of no use was the answer of trustee 2 (Rui).");
}

#[test]
fn a_step_out_of_order_says_what_comes_first() {
    let temp = tempfile::tempdir().unwrap();
    let chance = &mut chance();
    let all = folders(temp.path());
    let sentence = |result: Result<Said, TrusteeError>| result.unwrap_err().to_string();
    assert_eq!(sentence(reveal(&all[0])), "begin with `morada-keys trustee new`");
    let terms = Terms::new(election(), 3, 2).unwrap();
    new(&all[0], &terms, 1, "Ana", chance).unwrap();
    assert_eq!(sentence(reveal(&all[0])), "the hash of trustee 2 is not here yet");
    assert!(sentence(new(&all[0], &terms, 1, "Ana", chance)).contains("is there already"));
    assert_eq!(sentence(round2(&all[0], chance)), "the hash of trustee 2 is not here yet");
    let early = round3(&all[0], None, chance);
    assert_eq!(sentence(early), "take the step `morada-keys trustee round2` first");
}

/// Someone who holds the shared folder swaps a hash before the others look: the fingerprints differ.
#[test]
fn a_swapped_file_in_the_shared_folder_is_found() {
    let temp = tempfile::tempdir().unwrap();
    let chance = &mut chance();
    let all = folders(temp.path());
    begin(&all, chance);
    let fingerprint = |said: Said| said.into_iter().find(|line| line.starts_with("Fingerprint"));
    let first = fingerprint(reveal(&all[0]).unwrap());

    let thief = Folders { shared: temp.path().join("thief"), private: temp.path().join("own-x") };
    new(&thief, &Terms::new(election(), 3, 2).unwrap(), 3, "Noor", chance).unwrap();
    std::fs::copy(temp.path().join("thief/hash-3.json"), temp.path().join("shared/hash-3.json"))
        .unwrap();
    let second = fingerprint(reveal(&all[1]).unwrap());
    assert_ne!(first, second);

    reveal(&all[2]).unwrap();
    let verdict = round2(&all[1], chance).unwrap_err();
    assert!(matches!(verdict, TrusteeError::Ceremony(CeremonyError::Hash(3))), "{verdict}");
}

#[test]
fn a_share_of_another_ceremony_is_no_copy() {
    let temp = tempfile::tempdir().unwrap();
    let chance = &mut chance();
    let (first, _) = ceremony(&temp.path().join("a"), chance);
    let (_, _) = ceremony(&temp.path().join("b"), chance);
    let share = ShareFile::read(&first[0].share(), None).unwrap();
    let verdict = check(&share, &temp.path().join("b/shared/trustees.json"));
    assert!(matches!(verdict, Err(TrusteeError::ForeignShare)));
}

#[test]
fn a_request_without_ballots_or_with_one_twice_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let chance = &mut chance();
    let (all, _) = ceremony(temp.path(), chance);
    let trustees = temp.path().join("shared/trustees.json");
    let stage = temp.path().join("rehearsal");
    rehearse(&stage, &trustees, &election(), chance).unwrap();
    let line = disk::read(&stage.join("to-open-rehearsal.jsonl")).unwrap();
    let share = ShareFile::read(&all[0].share(), None).unwrap();
    for (bytes, what) in [
        (Vec::new(), "no ballot"),
        ([line.clone(), line].concat(), "the same ballot twice"),
        (b"{}\n".to_vec(), "line 1"),
    ] {
        let asked = temp.path().join("asked.jsonl");
        std::fs::write(&asked, bytes).unwrap();
        let answers = temp.path().join("answers.jsonl");
        let fault = open(&share, &asked, None, &answers, chance).unwrap_err().to_string();
        assert!(fault.contains(what), "{fault}");
        assert!(!disk::exists(&answers));
    }
}

mod bundles {
    //! A small published bundle in a folder, to see what the trustee's program opens and what not.

    use morada_engine::ballot::Answers;
    use morada_engine::contest::{BallotStyle, Contest, Rule, Text};
    use morada_engine::hash::Hash;
    use morada_engine::ids::ContestId;
    use morada_engine::ledger::record::{
        BatchLeaf, CloseLeaf, CredlistLeaf, OpenLeaf, SetupLeaf, Version,
    };
    use morada_engine::ledger::{
        Checkpoint, Counter, Leaf, LogKey, Policy, Standings, Tree, WitnessKey, leaf_hash, origin,
    };
    use morada_engine::money::Money;
    use morada_engine::sealing::{Credlist, SealedBallot, ToOpen, VotingCode, pad_for};
    use morada_engine::time::Timestamp;

    use super::*;

    const AT: Timestamp = Timestamp::from_unix(1_795_500_000);

    /// What differs from an honest bundle.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Spoilt {
        Nothing,
        NotClosed,
        NotWitnessed,
        OtherTree,
        OtherTrustees,
    }

    /// Writes the bundle below `folder`; returns the requests for the first ballot of its one voter,
    /// which the second has replaced, and for the second.
    fn write(folder: &Path, trustees: &[u8], spoilt: Spoilt, chance: &mut StdRng) -> [ToOpen; 2] {
        let set = TrusteeSet::parse(trustees).unwrap();
        let contest = Contest {
            ballot: BallotStyle::Motion,
            budget: Money::ZERO,
            id: ContestId::parse("motion").unwrap(),
            options: Vec::new(),
            rule: Rule::Motion { version: 1 },
            title: Text::default(),
        };
        let (election, pad) = (election(), pad_for(&contest));
        let blank = Answers::Marks(vec![]).parse(&contest).unwrap();
        let voter = VotingCode::generate(chance).credential(&election, &contest.id);
        let casts = [1, 2].map(|n| {
            let n = Counter::new(n).unwrap();
            let key = set.key();
            SealedBallot::seal(&contest, &election, &voter, n, &blank, key, pad, chance).unwrap()
        });

        let key = LogKey::derive(b"server secret", &origin("lisboa.example", &election)).unwrap();
        let witness = WitnessKey::from_seed("w.example", &[7; 32]).unwrap();
        let policy = Policy::majority_text(
            key.verifier_key(),
            &[("w".to_owned(), witness.verifier_key().clone())],
        );
        let credlist = Credlist::new(vec![voter.key()]).unwrap();
        let trustees_hash = match spoilt {
            Spoilt::OtherTrustees => Hash::of(&[b"others"]),
            _ => Hash::of(&[trustees]),
        };
        let mut leaves = vec![
            Leaf::Setup(SetupLeaf {
                at: AT,
                election: election.clone(),
                engine: "morada".to_owned(),
                papers: Hash::of(&[]),
                policy: Hash::of(&[policy.as_bytes()]),
                trustees: trustees_hash,
                pad: pad as u64,
                v: Version,
            }),
            Leaf::Credlist(CredlistLeaf {
                at: AT,
                election: election.clone(),
                contest: contest.id.clone(),
                count: 1,
                letters: 1,
                spares: 0,
                sha: credlist.hash(),
                v: Version,
            }),
            Leaf::Open(OpenLeaf {
                at: AT,
                election: election.clone(),
                by: ["Ana".to_owned(), "Rui".to_owned()],
                v: Version,
            }),
            Leaf::Batch(BatchLeaf {
                at: AT,
                election: election.clone(),
                count: 2,
                n: 1,
                v: Version,
            }),
        ];
        leaves.extend(casts.iter().map(|cast| Leaf::Ballot(cast.leaf().clone())));
        let mut standings = Standings::new();
        (0..).zip(&leaves).for_each(|(index, leaf)| standings.read(index, leaf));
        if spoilt != Spoilt::NotClosed {
            let contests = standings.close([&contest.id]);
            leaves.push(Leaf::Close(CloseLeaf { at: AT, election, contests, v: Version }));
        }
        let lines: Vec<Vec<u8>> = leaves.iter().map(|leaf| leaf.to_bytes().unwrap()).collect();
        let tree: Tree = lines.iter().map(|line| leaf_hash(line)).collect();
        let root = if spoilt == Spoilt::OtherTree { Hash::of(&[b"x"]) } else { tree.root() };
        let mut note = Checkpoint::sign(&key, tree.size(), root);
        if spoilt != Spoilt::NotWitnessed {
            let checkpoint = Checkpoint::open(&note, key.verifier_key()).unwrap();
            note.add(witness.cosign(&checkpoint, AT));
        }
        for sub in ["setup", "log"] {
            std::fs::create_dir_all(folder.join(sub)).unwrap();
        }
        std::fs::write(folder.join("setup/trustees.json"), trustees).unwrap();
        std::fs::write(folder.join("policy.txt"), policy).unwrap();
        std::fs::write(folder.join("checkpoint"), note.to_string()).unwrap();
        let entries: Vec<u8> =
            lines.into_iter().flat_map(|line| [line, b"\n".to_vec()].concat()).collect();
        std::fs::write(folder.join("log/entries.jsonl"), entries).unwrap();
        casts.map(|cast| ToOpen { commitment: cast.commitment(), point: cast.sealed().point() })
    }

    #[test]
    fn only_counted_ballots_of_a_closed_and_witnessed_ledger_are_opened() {
        let temp = tempfile::tempdir().unwrap();
        let chance = &mut chance();
        let (all, _) = ceremony(temp.path(), chance);
        let trustees = disk::read(&temp.path().join("shared/trustees.json")).unwrap();
        let share = ShareFile::read(&all[0].share(), None).unwrap();
        for (number, (spoilt, which, expected)) in [
            (Spoilt::Nothing, 1, Ok(())),
            (Spoilt::Nothing, 0, Err("1 of them are none that count in the ledger")),
            (Spoilt::NotClosed, 1, Err("the ledger is not closed yet")),
            (Spoilt::NotWitnessed, 1, Err("too few witnesses have signed the checkpoint")),
            (Spoilt::OtherTree, 1, Err("the checkpoint covers another ledger")),
            (
                Spoilt::OtherTrustees,
                1,
                Err("the ledger belongs to another election or other trustees"),
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let folder = temp.path().join(format!("bundle-{number}"));
            let asks = write(&folder, &trustees, spoilt, chance);
            let asked = folder.join("to-open-motion.jsonl");
            std::fs::write(&asked, asks[which].to_line()).unwrap();
            let answers = folder.join("answers.jsonl");
            let said = open(&share, &asked, Some(&folder), &answers, chance);
            assert_eq!(disk::exists(&answers), expected.is_ok());
            let verdict = said.map(|_| ()).map_err(|fault| fault.to_string());
            let expected =
                expected.map_err(|why: &str| format!("these ballots stay closed: {why}"));
            assert_eq!(verdict, expected);
        }
    }
}
