//! Trees and notes against the shared vectors and against a second, naive way to compute them.

use std::fmt::Write;

use proptest::prelude::*;
use serde_json::Value;

use super::checkpoint::cosigned_at;
use super::*;
use crate::encoding::{from_base64, from_hex};
use crate::hash::Hash;
use crate::time::Timestamp;
use crate::vectors::{cases, number, pbv1, rfc6962, text};

fn hex(case: &Value, name: &str) -> Hash {
    Hash::parse_hex(text(case, name)).unwrap()
}

fn hex_list(case: &Value, name: &str) -> Vec<Hash> {
    let list = case[name].as_array().unwrap();
    list.iter().map(|hash| Hash::parse_hex(hash.as_str().unwrap()).unwrap()).collect()
}

/// `None` for what is no hash at all. Some cases say "don't care" where a hash should be: the hash
/// of those words stands in.
fn base64(value: &Value) -> Option<Hash> {
    let bytes = from_base64(value.as_str()?).ok().filter(|bytes| !bytes.is_empty())?;
    let hash = <[u8; 32]>::try_from(bytes.as_slice()).map(Hash::from_bytes);
    Some(hash.unwrap_or_else(|_| Hash::of(&[&bytes])))
}

fn base64_list(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().map_or(Some(Vec::new()), |list| list.iter().map(base64).collect())
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

/// RFC 6962 section 2.1, word for word: slow, and obviously right.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [leaf] => *leaf,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            let (left, right) = (naive_root(&leaves[..k]), naive_root(&leaves[k..]));
            Hash::of(&[&[1], left.as_bytes(), right.as_bytes()])
        }
    }
}

#[test]
fn the_shared_roots_come_out_of_both_trees() {
    let file = pbv1();
    let leaves: Vec<Hash> = cases(&file["merkle"], "leaves")
        .iter()
        .map(|leaf| {
            let digits = leaf.as_str().unwrap();
            let byte = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).unwrap();
            leaf_hash(&(0..digits.len()).step_by(2).map(byte).collect::<Vec<_>>())
        })
        .collect();
    let tree: Tree = leaves.iter().copied().collect();
    let mut frontier = Frontier::new();
    let roots = file["merkle"]["roots"].as_object().unwrap();
    let mut met = 0;
    for size in 0..=leaves.len() {
        if let Some(root) = roots.get(&size.to_string()) {
            met += 1;
            let root = Hash::parse_hex(root.as_str().unwrap()).unwrap();
            assert_eq!(frontier.root(), root, "frontier of {size}");
            assert_eq!(tree.root_at(size as u64), Some(root), "tree of {size}");
        }
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
    assert_eq!(met, roots.len());
}

#[test]
fn the_shared_proofs_hold_or_fail_as_they_should() {
    let file = pbv1();
    for case in cases(&file["merkle"], "inclusion") {
        let (leaf, root) = (hex(case, "leaf_hash"), hex(case, "root"));
        let (index, size) = (number(case, "index"), number(case, "size"));
        let holds = verify_inclusion(index, size, &leaf, &hex_list(case, "proof"), &root).is_ok();
        assert_eq!(holds, case["valid"].as_bool().unwrap(), "{case}");
    }
    for case in cases(&file["merkle"], "consistency") {
        let (old_root, new_root) = (hex(case, "root1"), hex(case, "root2"));
        let (old, new) = (number(case, "size1"), number(case, "size2"));
        let proof = hex_list(case, "proof");
        let holds = verify_consistency(old, new, &old_root, &new_root, &proof).is_ok();
        assert_eq!(holds, case["valid"].as_bool().unwrap(), "{case}");
    }
}

#[test]
fn the_proofs_of_transparency_dev_hold_or_fail_as_they_should() {
    let file = rfc6962();
    let mut failing = 0;
    for case in cases(&file, "inclusion") {
        let check = || {
            let (leaf, root) = (base64(&case["leafHash"])?, base64(&case["root"])?);
            let proof = base64_list(&case["proof"])?;
            let (index, size) = (case["leafIdx"].as_u64()?, case["treeSize"].as_u64()?);
            verify_inclusion(index, size, &leaf, &proof, &root).ok()
        };
        let must_fail = case["wantErr"].as_bool().unwrap();
        failing += u32::from(must_fail);
        assert_eq!(check().is_none(), must_fail, "{case}");
    }
    for case in cases(&file, "consistency") {
        let check = || {
            let (old_root, new_root) = (base64(&case["root1"])?, base64(&case["root2"])?);
            let proof = base64_list(&case["proof"])?;
            let (old, new) = (case["size1"].as_u64()?, case["size2"].as_u64()?);
            verify_consistency(old, new, &old_root, &new_root, &proof).ok()
        };
        let must_fail = case["wantErr"].as_bool().unwrap();
        failing += u32::from(must_fail);
        assert_eq!(check().is_none(), must_fail, "{case}");
    }
    assert_eq!(failing, 80 + 92);
}

/// Attack table: second preimage and odd-node duplication (RFC 6962, the class of CVE-2012-2459).
#[test]
fn second_preimage_and_odd_node_duplication_give_other_roots() {
    let root =
        |leaves: &[&[u8]]| leaves.iter().map(|leaf| leaf_hash(leaf)).collect::<Tree>().root();
    assert_ne!(root(&[b"a", b"b", b"c"]), root(&[b"a", b"b", b"c", b"c"]));

    let children = [leaf_hash(b"a"), leaf_hash(b"b")].map(|hash| *hash.as_bytes()).concat();
    assert_ne!(root(&[b"a", b"b"]), leaf_hash(&children), "a node must not pose as a leaf");

    // The shared cases have the leaves 00, 01, 02.
    let file = pbv1();
    let differ = cases(&file["merkle"], "must_differ");
    assert_eq!(root(&[&[0], &[1], &[2]]), hex(&differ[0], "root_of_abc"));
    assert_eq!(root(&[&[0], &[1], &[2], &[2]]), hex(&differ[0], "root_of_abcc"));
    assert_eq!(root(&[&[0], &[1]]), hex(&differ[1], "root_of_2_leaves"));
    let children = [leaf_hash(&[0]), leaf_hash(&[1])].map(|hash| *hash.as_bytes()).concat();
    assert_eq!(leaf_hash(&children), hex(&differ[1], "leaf_hash_of_concatenated_children"));
}

#[test]
fn every_leaf_of_every_tree_up_to_70_is_proved_and_nothing_else_is() {
    let leaves = leaves(70);
    let tree: Tree = leaves.iter().copied().collect();
    for size in 1..=70 {
        let root = naive_root(&leaves[..usize::try_from(size).unwrap()]);
        assert_eq!(tree.root_at(size), Some(root));
        for index in 0..size {
            let leaf = tree.leaf(index).unwrap();
            let proof = tree.inclusion_proof(index, size).unwrap();
            assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()));
            assert!(verify_inclusion(index, size, &root, &proof, &root).is_err() || size == 1);
            let other = (index + 1) % size;
            assert!(verify_inclusion(other, size, &leaf, &proof, &root).is_err() || size == 1);
            let longer = [proof.as_slice(), &[leaf]].concat();
            assert!(verify_inclusion(index, size, &leaf, &longer, &root).is_err());
        }
        assert_eq!(tree.inclusion_proof(size, size), None);
    }
}

#[test]
fn every_tree_up_to_70_is_the_beginning_of_every_larger_one() {
    let tree: Tree = leaves(70).into_iter().collect();
    for new in 1..=70 {
        let new_root = tree.root_at(new).unwrap();
        for old in 1..=new {
            let old_root = tree.root_at(old).unwrap();
            let proof = tree.consistency_proof(old, new).unwrap();
            assert_eq!(verify_consistency(old, new, &old_root, &new_root, &proof), Ok(()));
            let longer = [proof.as_slice(), &[old_root]].concat();
            assert!(verify_consistency(old, new, &old_root, &new_root, &longer).is_err());
            if old < new {
                assert!(verify_consistency(old, new, &new_root, &new_root, &proof).is_err());
                assert!(verify_consistency(old, new, &old_root, &old_root, &proof).is_err());
                assert!(verify_consistency(new, old, &new_root, &old_root, &proof).is_err());
            }
        }
        assert_eq!(tree.consistency_proof(0, new), None);
        assert_eq!(tree.consistency_proof(new + 1, new), None);
    }
}

#[test]
fn a_frontier_stored_in_a_row_goes_on_where_it_stopped() {
    for size in 0..70 {
        let leaves = leaves(size + 1);
        let mut frontier = Frontier::new();
        leaves[..leaves.len() - 1].iter().for_each(|leaf| frontier.push(*leaf));
        let mut loaded = Frontier::load(frontier.size(), frontier.peaks().to_vec()).unwrap();
        assert_eq!(loaded, frontier);
        loaded.push(*leaves.last().unwrap());
        assert_eq!(loaded.root(), naive_root(&leaves));
        assert!(
            Frontier::load(size + 1, frontier.peaks().to_vec()).is_err() || {
                // 0b…01 and 0b…10 have as many peaks: a row with a wrong size is found by its root.
                (size + 1).count_ones() == size.count_ones()
            }
        );
    }
}

/// The policy of one case of the notes: its log and all three witnesses, of whom two are needed.
fn policy_of(case: &Value) -> Policy {
    let mut lines = format!("log {}\n", text(case, "log_vkey"));
    for (n, key) in cases(case, "witness_vkeys").iter().enumerate() {
        _ = writeln!(lines, "witness w{n} {}", key.as_str().unwrap());
    }
    lines.push_str("group majority 2 w0 w1 w2\nquorum majority\n");
    Policy::parse(&lines).unwrap()
}

#[test]
fn the_shared_checkpoints_are_signed_cosigned_and_spelled_alike() {
    let file = pbv1();
    for case in cases(&file, "notes") {
        let seed = from_hex(text(case, "log_seed_hex")).unwrap();
        let key = LogKey::from_seed(text(case, "origin"), &seed).unwrap();
        assert_eq!(key.verifier_key().to_string(), text(case, "log_vkey"));
        let note = Note::parse(text(case, "checkpoint").as_bytes()).unwrap();
        assert_eq!(note.to_string(), text(case, "checkpoint"));

        let seen = policy_of(case).check(&note).unwrap();
        assert!(seen.quorum_met);
        assert_eq!(seen.by.len(), 3);

        // Ed25519 signs the same text the same way every time, so the notes come out byte for byte.
        let mut again = Checkpoint::sign(&key, seen.checkpoint.size, seen.checkpoint.root);
        let seeds = cases(case, "witness_seeds_hex");
        for (seed, vkey) in seeds.iter().zip(cases(case, "witness_vkeys")) {
            let vkey = VerifierKey::parse(vkey.as_str().unwrap()).unwrap();
            let seed = from_hex(seed.as_str().unwrap()).unwrap();
            let witness = WitnessKey::from_seed(vkey.name(), &seed).unwrap();
            assert_eq!(witness.verifier_key(), &vkey);
            let time = cosigned_at(&note, &vkey).unwrap();
            again.add(witness.cosign(&seen.checkpoint, time));
        }
        assert_eq!(again.to_string(), text(case, "checkpoint"));
    }
}

/// Attack table: signature malleability (S + L), a changed size, another log's note.
#[test]
fn a_checkpoint_that_was_tampered_with_is_refused() {
    let file = pbv1();
    for case in cases(&file, "notes") {
        let policy = policy_of(case);
        for bad in cases(case, "must_reject_as_checkpoint_of_this_origin") {
            let note = Note::parse(text(bad, "note").as_bytes());
            let seen = note.map(|note| policy.check(&note));
            assert!(!matches!(seen, Ok(Ok(_))), "{}", bad["why"]);
        }
    }
}

#[test]
fn the_shared_proof_files_convince_and_a_foreign_leaf_does_not() {
    let file = pbv1();
    for case in cases(&file, "notes") {
        let policy = policy_of(case);
        let proof = ProofFile::parse(text(case, "tlog_proof").as_bytes()).unwrap();
        assert_eq!(proof.to_text(), text(case, "tlog_proof"));

        let at = &case["leaf_hash_at_index"];
        assert_eq!(proof.index, number(at, "index"));
        assert!(proof.check(&hex(at, "hash"), &policy).unwrap().quorum_met);
        assert!(proof.check(&leaf_hash(b"absent"), &policy).is_err());
    }
}

#[test]
fn the_example_of_the_c2sp_page_holds() {
    let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let key = VerifierKey::parse(key).unwrap();
    let note = "This is an example message.\n\n— example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    assert_eq!(Note::parse(note.as_bytes()).unwrap().verify(&key), Ok(()));

    let changed = note.replace("an example", "no example");
    let verdict = Note::parse(changed.as_bytes()).unwrap().verify(&key);
    assert_eq!(verdict, Err(NoteError::Signature("example.com/foo".to_owned())));
}

/// Attack table: huge input. 10^5 signature lines are refused before one is read.
#[test]
fn a_note_with_a_hundred_thousand_signatures_is_refused() {
    let line = "— w AAAAAAA=\n";
    let many = |count: usize| format!("text\n\n{}", line.repeat(count));
    assert!(Note::parse(many(SIGNATURES).as_bytes()).is_ok());
    assert_eq!(Note::parse(many(SIGNATURES + 1).as_bytes()), Err(NoteError::TooLarge));
    assert_eq!(Note::parse(many(100_000).as_bytes()), Err(NoteError::TooLarge));
}
const SIGNATURES: usize = note::SIGNATURE_LIMIT;

#[test]
fn what_is_not_a_note_is_refused_with_its_reason() {
    for (text, why) in [
        ("", NoteError::Shape),
        ("text\n", NoteError::Shape),
        ("text\n\n", NoteError::Shape),
        ("text\n\n— w AAAAAAA=", NoteError::Shape),
        ("text\n\n\n", NoteError::Shape),
        ("te\txt\n\n— w AAAAAAA=\n", NoteError::Characters),
        ("text\n\n- w AAAAAAA=\n", NoteError::Line(1)),
        ("text\n\n— w AAAAAAA=\n— w AAAA\n", NoteError::Line(2)),
        ("text\n\n— w+w AAAAAAA=\n", NoteError::Line(1)),
    ] {
        assert_eq!(Note::parse(text.as_bytes()), Err(why), "{text:?}");
    }
}

fn witness(n: u8) -> (String, WitnessKey) {
    (format!("w{n}"), WitnessKey::from_seed(&format!("w{n}.example"), &[n; 32]).unwrap())
}

#[test]
fn a_majority_of_the_witnesses_is_a_quorum_and_one_of_three_is_not() {
    let log = LogKey::derive(b"a server secret", "lisboa.example/pb/op-2026").unwrap();
    let keys: Vec<(String, WitnessKey)> = (1..4).map(witness).collect();
    let named: Vec<_> =
        keys.iter().map(|(name, key)| (name.clone(), key.verifier_key().clone())).collect();
    let policy = Policy::parse(&Policy::majority_text(log.verifier_key(), &named)).unwrap();

    let mut note = Checkpoint::sign(&log, 1, leaf_hash(b"a"));
    let checkpoint = policy.check(&note).unwrap().checkpoint;
    let mut met = Vec::new();
    for (name, key) in &keys {
        let line = key.cosign(&checkpoint, Timestamp::from_unix(7));
        let (by, at) = policy.recognise(note.text(), &line).unwrap();
        assert_eq!((by, at.unix()), (name.as_str(), 7));
        note.add(line);
        met.push(policy.check(&note).unwrap().quorum_met);
    }
    assert_eq!(met, [false, true, true]);
}

#[test]
fn a_cosignature_counts_for_its_own_witness_time_and_checkpoint_only() {
    let log = LogKey::derive(b"a server secret", "lisboa.example/pb/op-2026").unwrap();
    let (name, key) = witness(1);
    let text = Policy::majority_text(log.verifier_key(), &[(name, key.verifier_key().clone())]);
    let policy = Policy::parse(&text).unwrap();
    let note = Checkpoint::sign(&log, 1, leaf_hash(b"a"));
    let other = Checkpoint::sign(&log, 2, leaf_hash(b"b"));
    let line = key.cosign(&policy.check(&note).unwrap().checkpoint, Timestamp::from_unix(7));

    assert!(policy.recognise(note.text(), &line).is_ok());
    assert!(policy.recognise(other.text(), &line).is_err(), "another checkpoint");
    let mut later = line.clone();
    later.body[7] ^= 1;
    assert!(policy.recognise(note.text(), &later).is_err(), "another time");
    let stranger =
        witness(2).1.cosign(&policy.check(&note).unwrap().checkpoint, Timestamp::from_unix(7));
    assert!(matches!(policy.recognise(note.text(), &stranger), Err(NoteError::Missing(_))));

    let mut broken = note.clone();
    broken.add(later);
    assert!(policy.check(&broken).is_err(), "a known witness's broken line spoils the note");
    let mut ignored = note;
    ignored.add(stranger);
    assert!(!policy.check(&ignored).unwrap().quorum_met, "an unknown witness is ignored");
}

#[test]
fn a_policy_says_what_it_means_or_is_refused() {
    let log = LogKey::derive(b"a server secret", "l").unwrap().verifier_key().to_string();
    let [w1, w2] = [witness(1), witness(2)].map(|(_, key)| key.verifier_key().to_string());
    let read = |text: &str| {
        Policy::parse(&text.replace("LOG", &log).replace("W1", &w1).replace("W2", &w2))
    };

    assert!(!read("log LOG\nquorum none\n").unwrap().asks_for_witnesses());
    assert!(read("# note\n\n \tlog  LOG https://l.example\nwitness a W1\nquorum a").is_ok());
    assert!(
        read("log LOG\nwitness a W1\nwitness b W2\ngroup g any a\ngroup h all g b\nquorum h\n")
            .is_ok()
    );
    for (text, why) in [
        ("quorum none\n", PolicyError::Log),
        ("log LOG\nlog LOG\nquorum none\n", PolicyError::Log),
        ("log LOG\n", PolicyError::Quorum),
        ("log LOG\nquorum none\nquorum none\n", PolicyError::Quorum),
        ("log W1\nquorum none\n", PolicyError::Line(1)),
        ("log LOG\nwitness a LOG\nquorum a\n", PolicyError::Line(2)),
        ("log LOG\nwitness a W1\nwitness a W2\nquorum a\n", PolicyError::Line(3)),
        ("log LOG\nwitness a W1\nwitness b W1\nquorum a\n", PolicyError::Line(3)),
        ("log LOG\nwitness none W1\nquorum none\n", PolicyError::Line(2)),
        ("log LOG\nquorum a\nwitness a W1\n", PolicyError::Line(2)),
        ("log LOG\nwitness a W1\ngroup g 2 a\nquorum g\n", PolicyError::Line(3)),
        ("log LOG\nwitness a W1\ngroup g 0 a\nquorum g\n", PolicyError::Line(3)),
        ("log LOG\nwitness a W1\ngroup g 2 a a\nquorum g\n", PolicyError::Line(3)),
        ("log LOG\nwitness a W1\ngroup g any a\ngroup h any a\nquorum g\n", PolicyError::Line(4)),
        ("log LOG\nwitness a W1\ngroup g any g\nquorum g\n", PolicyError::Line(3)),
        ("log LOG\r\nquorum none\n", PolicyError::Line(1)),
    ] {
        assert_eq!(read(text), Err(why), "{text}");
    }
}

#[test]
fn a_promise_names_the_leaf_the_ledger_and_the_last_second() {
    let key = LogKey::derive(b"a server secret", "lisboa.example/pb/op-2026").unwrap();
    let note = Promise::sign(&key, leaf_hash(b"a"), Timestamp::from_unix(1_795_500_000));
    let hash = "Aippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=";
    assert_eq!(
        note.text(),
        format!("pb-promise/v1\nlisboa.example/pb/op-2026\n{hash}\n2026-11-24T06:00:00Z\n")
    );
    let promise = Promise::open(&note, key.verifier_key()).unwrap();
    assert_eq!(promise.leaf_hash, leaf_hash(b"a"));
    assert_eq!(promise.not_later_than.unix(), 1_795_500_000);

    let other = LogKey::derive(b"another secret", "lisboa.example/pb/op-2026").unwrap();
    assert!(Promise::open(&note, other.verifier_key()).is_err());
    let checkpoint = Checkpoint::sign(&key, 1, leaf_hash(b"a"));
    assert_eq!(Promise::open(&checkpoint, key.verifier_key()), Err(PromiseError::Text));
    assert!(Checkpoint::open(&note, key.verifier_key()).is_err(), "a promise is no checkpoint");
}

#[test]
fn the_log_key_is_fixed_by_the_secret_and_the_origin() {
    let key =
        |secret: &[u8], name| LogKey::derive(secret, name).unwrap().verifier_key().to_string();
    assert_eq!(key(b"s", "a/pb/x"), key(b"s", "a/pb/x"));
    assert_ne!(key(b"s", "a/pb/x"), key(b"s", "a/pb/y"));
    assert_ne!(key(b"s", "a/pb/x"), key(b"t", "a/pb/x"));
    assert!(LogKey::derive(b"s", "a b").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Attack table: split view and rollback. Two views of one log that part at some leaf: whatever
    /// two checkpoints beyond that leaf two observers compare, no proof of either view joins them.
    #[test]
    fn split_view_no_proof_joins_two_checkpoints_of_a_forked_log(
        common in 0_u64..60, mine in 1_u64..20, theirs in 1_u64..20,
    ) {
        let tree = |tail: &[u8], length: u64| -> Tree {
            leaves(common).into_iter().chain((0..length).map(|n| {
                leaf_hash(&[tail, &n.to_be_bytes()].concat())
            })).collect()
        };
        let (a, b) = (tree(b"a", mine), tree(b"b", theirs));
        let (old, new) = if a.size() <= b.size() { (&a, &b) } else { (&b, &a) };
        let joined = |source: &Tree| {
            let proof = source.consistency_proof(old.size().min(source.size()), new.size().min(source.size()));
            proof.is_some_and(|proof| {
                verify_consistency(old.size(), new.size(), &old.root(), &new.root(), &proof).is_ok()
            })
        };
        prop_assert!(!joined(&a) && !joined(&b));
        // And a log that only went back shows the smaller size first.
        let back = verify_consistency(new.size(), old.size(), &new.root(), &old.root(), &[]);
        prop_assert!(back.is_err());
    }
}

proptest! {
    #[test]
    fn a_tracking_code_is_found_however_it_is_typed(bytes: [u8; 32]) {
        let code = TrackingCode::of(&Hash::from_bytes(bytes));
        let printed = code.to_string();
        prop_assert_eq!(TrackingCode::parse(&printed), Ok(code));
        let sloppy = printed.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        prop_assert_eq!(TrackingCode::parse(&sloppy), Ok(code));
    }

    #[test]
    fn no_bytes_make_the_readers_stumble(text in "\\PC*") {
        _ = Note::parse(text.as_bytes());
        _ = ProofFile::parse(text.as_bytes());
        _ = Policy::parse(&text);
        _ = VerifierKey::parse(&text);
        prop_assert!(Leaf::parse(text.as_bytes()).is_err());
    }
}
