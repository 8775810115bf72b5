//! Our own vectors: every format of docs/FORMATS.md that a Stage A vote uses, and the dense encodings.

use num_bigint::BigUint;
use serde_json::Value;

use super::reading::{hex, int, ints, text, texts};
use super::{Group, merkle};
use crate::bundle::leaf::{self, Leaf};
use crate::primitives::bytes::{from_hex, to_hex};
use crate::primitives::canonical::parse;
use crate::primitives::chance::{Repeats, lot_order, sample, ticket};
use crate::primitives::checkpoint::Checkpoint;
use crate::primitives::code::{credential_seed, public_key, tracking_code, voting_code};
use crate::primitives::commitment::{cast_message, commitment};
use crate::primitives::dense;
use crate::primitives::merkle::leaf_hash;
use crate::primitives::note::{KeyUse, Note, Signed, Vkey, is_signed};
use crate::primitives::tlog_proof::TlogProof;

pub fn run(file: &Value) -> Vec<Group> {
    let mut groups = Vec::new();
    for (name, cases) in file.as_object().into_iter().flatten() {
        match name.as_str() {
            "what" | "label" => {}
            "merkle" => groups.extend(merkle::run(cases)),
            "notes" => groups.extend(notes(cases)),
            "ballots" => groups.extend(ballots(cases)),
            "randomness" => groups.extend(randomness(cases)),
            "encodings" => groups.extend(encodings(cases)),
            "canonical" => groups.extend(canonical(cases)),
            foreign => {
                let mut group = Group::new(foreign);
                group.failed.push("this program does not know the group".to_owned());
                groups.push(group);
            }
        }
    }
    groups
}

fn notes(cases: &Value) -> [Group; 5] {
    let mut keys = Group::new("notes.vkeys");
    let mut checkpoints = Group::new("notes.checkpoint");
    let mut cosignatures = Group::new("notes.cosignatures");
    let mut proofs = Group::new("notes.tlog_proof");
    let mut rejected = Group::new("notes.must_reject");
    keys.cases(cases, |case| {
        let seed = hex(case, "log_seed_hex")?;
        let log = Vkey::new(text(case, "origin")?, KeyUse::Text, public_key(&seed));
        let (vkeys, seeds) = (texts(case, "witness_vkeys")?, texts(case, "witness_seeds_hex")?);
        let witnesses = vkeys.iter().zip(&seeds).all(|(vkey, seed)| {
            let key = from_hex(seed).map(|seed| public_key(&seed));
            let read = Vkey::parse(vkey).filter(|read| read.key_use == KeyUse::Cosignature);
            read.is_some_and(|read| Some(read.key) == key && read.write() == **vkey)
        });
        let same = vkeys.len() == seeds.len();
        Some(same && witnesses && log.write() == text(case, "log_vkey")?)
    });
    checkpoints.cases(cases, |case| Some(is_accepted(case, text(case, "checkpoint")?)));
    cosignatures.cases(cases, |case| {
        let note = Note::parse(text(case, "checkpoint")?.as_bytes()).ok()?;
        let vkeys = texts(case, "witness_vkeys")?;
        let witnessed = |vkey: &&str| {
            let key = Vkey::parse(vkey);
            key.is_some_and(|key| matches!(note.signed_by(&key), Signed::Valid { .. }))
        };
        Some(vkeys.iter().all(witnessed))
    });
    proofs.cases(cases, proof_holds);
    for case in cases.as_array().into_iter().flatten() {
        rejected.cases(&case["must_reject_as_checkpoint_of_this_origin"], |note| {
            Some(!is_accepted(case, text(note, "note")?))
        });
    }
    [keys, checkpoints, cosignatures, proofs, rejected]
}

/// Whether a note is a checkpoint of the case's ledger, signed by its key.
fn is_accepted(case: &Value, note: &str) -> bool {
    let accepted = || {
        let key = Vkey::parse(text(case, "log_vkey")?)?;
        let note = Note::parse(note.as_bytes()).ok()?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        let signed = matches!(note.signed_by(&key), Signed::Valid { .. });
        Some(signed && checkpoint.origin == text(case, "origin")?)
    };
    accepted() == Some(true)
}

/// A C2SP tlog-proof leads from the case's leaf to a checkpoint of its ledger.
fn proof_holds(case: &Value) -> Option<bool> {
    let text = text(case, "tlog_proof")?;
    let proof = TlogProof::parse(text.as_bytes())?;
    let leaf = hex(&case["leaf_hash_at_index"], "hash")?;
    Some(
        int(&case["leaf_hash_at_index"], "index")? == proof.index
            && is_accepted(case, text.split_once("\n\n")?.1)
            && proof.includes(&leaf),
    )
}

fn ballots(cases: &Value) -> [Group; 4] {
    let mut codes = Group::new("ballots.code");
    let mut keys = Group::new("ballots.credential");
    let mut commitments = Group::new("ballots.commitment");
    let mut leaves = Group::new("ballots.leaf");
    codes.cases(cases, |case| {
        let code = voting_code(text(case, "code")?)?;
        let same = |typed: &&str| voting_code(typed) == Some(code);
        let typo = voting_code(text(case, "typo_must_fail")?);
        Some(texts(case, "typed_variants_equal")?.iter().all(same) && typo.is_none())
    });
    keys.cases(cases, |case| {
        let code = voting_code(text(case, "code")?)?;
        let seed = credential_seed(&code, text(case, "election")?, text(case, "contest")?);
        Some(seed == hex(case, "cred_seed")? && public_key(&seed) == hex(case, "cred_pk")?)
    });
    commitments.cases(cases, |case| {
        let ballot = text(case, "ballot_json")?;
        let canonical = parse(ballot.as_bytes()).is_ok_and(|read| read.write() == ballot);
        let com = commitment(text(case, "election")?, &hex(case, "nonce")?, ballot.as_bytes());
        Some(canonical && com == hex(case, "commitment")?)
    });
    leaves.cases(cases, |case| {
        let line = text(case, "leaf_json")?;
        let record = parse(line.as_bytes()).ok()?;
        let Ok((election, _, Leaf::Ballot(ballot))) = leaf::read(&record) else { return None };
        let message = cast_message(&ballot.com, &ballot.cr, &ballot.ct, election, ballot.n);
        let hash = leaf_hash(line.as_bytes());
        Some(
            election == text(case, "election")?
                && ballot.ct == text(case, "contest")?
                && ballot.com == hex(case, "commitment")?
                && ballot.cr == hex(case, "cred_pk")?
                && is_signed(&ballot.cr, message.as_bytes(), &ballot.sg)
                && hash == hex(case, "leaf_hash")?
                && tracking_code(&hash) == text(case, "tracking_code")?,
        )
    });
    [codes, keys, commitments, leaves]
}

fn randomness(cases: &Value) -> [Group; 2] {
    let mut samples = Group::new("randomness.sample");
    let mut ties = Group::new("randomness.tie_break");
    samples.cases(&cases["sample"], |case| {
        let (seed, total) = (text(case, "seed")?, int(case, "n")?);
        let (with, without) = (ints(case, "with_replacement")?, ints(case, "without_replacement")?);
        Some(
            sample(seed, total, with.len(), Repeats::Stay) == with
                && sample(seed, total, without.len(), Repeats::Skip) == without,
        )
    });
    ties.cases(&cases["tie_break"], |case| {
        let (seed, contest) = (text(case, "seed")?, text(case, "contest")?);
        let items = texts(case, "items")?;
        let tickets = items.iter().all(|item| {
            case["tickets"][*item].as_str() == Some(&to_hex(&ticket(seed, contest, item)))
        });
        Some(tickets && lot_order(seed, contest, &items) == texts(case, "order_first_wins")?)
    });
    [samples, ties]
}

fn encodings(cases: &Value) -> [Group; 3] {
    let mut subsets = Group::new("encodings.subset_at_most_k");
    let mut points = Group::new("encodings.points_sum_at_most_P");
    let mut rankings = Group::new("encodings.ranking_up_to_L");
    let number = |case: &Value, key: &str| text(case, key)?.parse::<BigUint>().ok();
    subsets.cases(&cases["subset_at_most_k"], |case| {
        let (m, k, subset) = (int(case, "m")?, int(case, "k")?, ints(case, "subset")?);
        let rank = dense::rank_subset(m, &subset).filter(|_| subset.len() as u64 <= k);
        Some(rank == number(case, "rank") && dense::count_subsets(m, k) == number(case, "count")?)
    });
    points.cases(&cases["points_sum_at_most_P"], |case| {
        let (m, total, points) = (int(case, "m")?, int(case, "P")?, ints(case, "points")?);
        let rank = dense::rank_points(total, &points).filter(|_| points.len() as u64 == m);
        Some(
            rank == number(case, "rank") && dense::count_points(m, total) == number(case, "count")?,
        )
    });
    rankings.cases(&cases["ranking_up_to_L"], |case| {
        let (m, length, ranking) = (int(case, "m")?, int(case, "L")?, ints(case, "ranking")?);
        let rank = dense::rank_ranking(m, &ranking).filter(|_| ranking.len() as u64 <= length);
        let count = dense::count_rankings(m, length);
        Some(rank == number(case, "rank") && count == number(case, "count")?)
    });
    [subsets, points, rankings]
}

fn canonical(cases: &Value) -> [Group; 2] {
    let mut accept = Group::new("canonical.accept");
    let mut reject = Group::new("canonical.reject");
    accept.cases(&cases["accept"], |case| {
        let record = case.as_str()?;
        Some(parse(record.as_bytes()).ok()?.write() == record)
    });
    reject.cases(&cases["reject"], |case| Some(parse(text(case, "json")?.as_bytes()).is_err()));
    [accept, reject]
}
