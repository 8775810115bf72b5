//! The path of a ballot from code to opening, against the shared vectors, and the attacks on it.

use std::collections::{BTreeMap, BTreeSet};

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use proptest::prelude::*;
use rand_core::CryptoRng;

use super::decryption::{PointBytes, ScalarBytes, ToOpen};
use super::trustees::{TrusteeSetError, TrusteeShare};
use super::*;
use crate::ballot::examples::contest_of;
use crate::ballot::{Answers, Ballot};
use crate::contest::{BallotStyle, Contest};
use crate::encoding::from_hex;
use crate::ids::{ContestId, ElectionId};
use crate::ledger::leaf_hash;
use crate::ledger::record::{BallotLeaf, Counter, Leaf, LeafError};
use crate::ledger::tracking::TrackingCode;
use crate::vectors::{cases, chance, number, pbv1, ristretto255, text};

mod codes;

fn election() -> ElectionId {
    ElectionId::parse("op-2026").unwrap()
}

fn contest() -> Contest {
    contest_of(BallotStyle::Approval { max: 3, min: 0 }, 5)
}

fn ballot(marks: &[u32]) -> Ballot {
    Answers::Marks(marks.to_vec()).parse(&contest()).unwrap()
}

fn seal(
    trustees: &TrusteeSet,
    credential: &Credential,
    counter: Counter,
    chance: &mut impl CryptoRng,
) -> SealedBallot {
    let (contest, pad) = (contest(), pad_for(&contest()));
    let key = trustees.key();
    SealedBallot::seal(
        &contest,
        &election(),
        credential,
        counter,
        &ballot(&[0, 2]),
        key,
        pad,
        chance,
    )
    .unwrap()
}

/// A ceremony of a dealer who forgets: what the trustees' own ceremony yields, made in one place.
fn deal(threshold: u16, count: u16, chance: &mut impl CryptoRng) -> (TrusteeSet, Vec<ShareSecret>) {
    let coefficients: Vec<Scalar> = (0..threshold).map(|_| Scalar::random(chance)).collect();
    let value =
        |at: u16| coefficients.iter().rev().fold(Scalar::ZERO, |sum, c| sum * Scalar::from(at) + c);
    let shares: Vec<ShareSecret> = (1..=count)
        .map(|index| ShareSecret::from_bytes(index, value(index).to_bytes()).unwrap())
        .collect();
    let public = |share: &ShareSecret| TrusteeShare {
        index: share.index(),
        key: share.key(),
        name: format!("Trustee {}", share.index()),
    };
    let key = TrusteesKey::of_secret(&value(0)).unwrap();
    let set = TrusteeSet::of_people(key, threshold, shares.iter().map(public).collect()).unwrap();
    (set, shares)
}

fn decrypt(
    shares: &[ShareSecret],
    sealed: &SealedBallot,
    chance: &mut impl CryptoRng,
) -> BTreeMap<u16, PartialDecryption> {
    let part = |share: &ShareSecret, chance: &mut _| {
        share.decrypt(&election(), sealed.commitment(), sealed.sealed().point(), chance).unwrap()
    };
    shares.iter().map(|share| (share.index(), part(share, chance))).collect()
}

#[test]
fn the_shared_ballots_lead_from_the_code_to_the_tracking_code() {
    let file = pbv1();
    for case in cases(&file, "ballots") {
        let code = VotingCode::parse(text(case, "code")).unwrap();
        assert_eq!(code.printed(), text(case, "code"));
        for variant in cases(case, "typed_variants_equal") {
            assert_eq!(VotingCode::parse(variant.as_str().unwrap()).unwrap(), code);
        }
        assert_eq!(VotingCode::parse(text(case, "typo_must_fail")), Err(CodeFault::Check));

        let election = ElectionId::parse(text(case, "election")).unwrap();
        let contest = ContestId::parse(text(case, "contest")).unwrap();
        assert_eq!(*credential::seed(&code, &election, &contest), hex32(case, "cred_seed"));
        let credential = code.credential(&election, &contest);
        assert_eq!(credential.key().to_hex(), text(case, "cred_pk"));

        let nonce = Nonce::parse_hex(text(case, "nonce")).unwrap();
        let record = text(case, "ballot_json").as_bytes();
        let commitment = Commitment::new(&election, &nonce, record);
        assert_eq!(commitment.to_hex(), text(case, "commitment"));

        let leaf_json = text(case, "leaf_json");
        let n = serde_json::from_str(leaf_json).map(|leaf| number(&leaf, "n")).unwrap();
        let counter = Counter::new(n).unwrap();
        let leaf = BallotLeaf::sign(&election, &contest, &credential, counter, commitment);
        assert_eq!(String::from_utf8(leaf.to_bytes()).unwrap(), leaf_json);
        assert_eq!(Leaf::parse(leaf_json.as_bytes()).unwrap(), Leaf::Ballot(leaf));

        let hash = leaf_hash(leaf_json.as_bytes());
        assert_eq!(hash.to_hex(), text(case, "leaf_hash"));
        assert_eq!(TrackingCode::of(&hash).to_string(), text(case, "tracking_code"));
    }
}

fn hex32(case: &serde_json::Value, name: &str) -> [u8; 32] {
    from_hex(text(case, name)).unwrap()
}

#[test]
fn the_shared_records_are_ballots_of_a_contest_that_is_large_enough() {
    let file = pbv1();
    for case in cases(&file, "ballots") {
        let record = text(case, "ballot_json");
        let style = if record.contains("approval") {
            BallotStyle::Approval { max: 100, min: 0 }
        } else {
            BallotStyle::Points { max_each: 100, total: 1000 }
        };
        let mut contest = contest_of(style, 400);
        contest.id = ContestId::parse(text(case, "contest")).unwrap();
        let ballot = Ballot::from_bytes(&contest, record.as_bytes()).unwrap();
        assert_eq!(ballot.to_bytes(), record.as_bytes());
    }
}

/// Attack table: point not in the group or not canonical; the identity as `Y`, `X_i` or `R`.
#[test]
fn point_not_in_group_non_canonical_or_neutral_is_refused() {
    let file = ristretto255();
    for case in cases(&file, "must_be_rejected") {
        assert_eq!(TrusteesKey::from_bytes(hex32(case, "bytes")), None, "{}", case["why"]);
    }
    for (multiple, point) in (0_u16..).zip(cases(&file, "multiples_of_basepoint")) {
        let bytes = from_hex(point.as_str().unwrap()).unwrap();
        let key = TrusteesKey::from_bytes(bytes);
        assert_eq!(key.is_none(), multiple == 0, "the neutral point is no key");
        assert_eq!(key, TrusteesKey::of_secret(&Scalar::from(multiple)));
    }
}

#[test]
fn two_of_three_trustees_open_a_ballot_and_one_does_not() {
    let chance = &mut chance(1);
    let (trustees, shares) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&trustees, &credential, Counter::FIRST, chance);
    let open = |present: &[ShareSecret], chance: &mut _| {
        let parts = decrypt(present, &cast, chance);
        open_ballot(&trustees, &election(), &cast.commitment(), cast.sealed(), &parts)
    };
    for present in
        [&shares[..2], &shares[1..], &shares[..], &[shares[0].clone(), shares[2].clone()]]
    {
        let opened = open(present, chance).unwrap();
        assert_eq!(opened.opening.ballot, ballot(&[0, 2]).to_bytes());
        assert_eq!(opened.bad, Vec::<u16>::new());
    }
    let alone = open(&shares[..1], chance);
    assert_eq!(alone, Err(OpenError::TooFew { good: 1, needed: 2, bad: vec![] }));
}

/// Attack table: a trustee gives a wrong share or vanishes.
#[test]
fn trustee_gives_wrong_share_it_is_named_and_skipped_while_enough_good_ones_remain() {
    let chance = &mut chance(2);
    let (trustees, shares) = deal(2, 3, chance);
    let (_, wrong) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&trustees, &credential, Counter::FIRST, chance);
    let mut parts = decrypt(&shares, &cast, chance);
    parts.extend(decrypt(&wrong[1..2], &cast, chance));

    let open = |parts: &BTreeMap<u16, PartialDecryption>| {
        open_ballot(&trustees, &election(), &cast.commitment(), cast.sealed(), parts)
    };
    assert_eq!(open(&parts).unwrap().bad, vec![2]);
    parts.remove(&3);
    assert_eq!(open(&parts), Err(OpenError::TooFew { good: 1, needed: 2, bad: vec![2] }));
    let stranger = parts[&1].clone();
    parts.insert(9, stranger);
    assert_eq!(open(&parts), Err(OpenError::Stranger(9)));
}

/// Attack table: weak Fiat-Shamir. Every value of the statement is in the hash, so a proof for one
/// ballot, trustee or election says nothing about another.
#[test]
fn weak_fiat_shamir_every_changed_part_of_a_proof_breaks_it() {
    let chance = &mut chance(3);
    let (trustees, shares) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&trustees, &credential, Counter::FIRST, chance);
    let other = seal(&trustees, &credential, Counter::FIRST, chance);
    let proof = decrypt(&shares[..1], &cast, chance).remove(&1).unwrap();
    let point = cast.sealed().point();
    let trustee = trustees.share(1).unwrap();
    assert!(proof.verified(&election(), trustee, point).is_some());

    let elsewhere = ElectionId::parse("op-2027").unwrap();
    assert!(proof.verified(&elsewhere, trustee, point).is_none(), "election");
    let renumbered = TrusteeShare { index: 2, ..trustee.clone() };
    assert!(proof.verified(&election(), &renumbered, point).is_none(), "index");
    let rekeyed = TrusteeShare { key: shares[1].key(), ..trustee.clone() };
    assert!(proof.verified(&election(), &rekeyed, point).is_none(), "share key");
    assert!(proof.verified(&election(), trustee, other.sealed().point()).is_none(), "point");

    let stranger = PointBytes::from_bytes(RistrettoPoint::random(chance).compress().to_bytes());
    let number = ScalarBytes::from_bytes(Scalar::random(chance).to_bytes());
    for changed in [
        PartialDecryption { decrypted: stranger, ..proof.clone() },
        PartialDecryption { challenge: number, ..proof.clone() },
        PartialDecryption { response: number, ..proof.clone() },
        PartialDecryption { decrypted: PointBytes::from_bytes([0; 32]), ..proof.clone() },
        PartialDecryption { response: ScalarBytes::from_bytes([0xff; 32]), ..proof.clone() },
    ] {
        assert!(changed.verified(&election(), trustee, point).is_none(), "{changed:?}");
    }
    let neutral = PointBytes::from_bytes([0; 32]);
    assert!(proof.verified(&election(), trustee, neutral).is_none(), "neutral R");
    assert!(shares[0].decrypt(&election(), cast.commitment(), neutral, chance).is_none());
}

/// A proof with A = C = neutral and z = c·s needs no randomness: it holds only for the right D.
#[test]
fn a_proof_cannot_be_made_for_a_wrong_multiple() {
    let chance = &mut chance(4);
    let (trustees, shares) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&trustees, &credential, Counter::FIRST, chance);
    let wrong = decrypt(&shares[1..2], &cast, chance).remove(&2).unwrap();
    let right = decrypt(&shares[..1], &cast, chance).remove(&1).unwrap();
    let mixed = PartialDecryption { decrypted: wrong.decrypted, ..right };
    assert!(mixed.verified(&election(), &trustees.shares()[0], cast.sealed().point()).is_none());
}

/// Attack table: ballot copying and replay. A leaf or a sealed opening is of use in its own place
/// only.
#[test]
fn ballot_copying_under_another_key_counter_contest_or_election_is_rejected() {
    let chance = &mut chance(5);
    let (trustees, shares) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let thief = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&trustees, &credential, Counter::FIRST, chance);
    let leaf = cast.leaf().clone();
    assert_eq!(leaf.verify(), Ok(()));
    for copied in [
        BallotLeaf { key: thief.key(), ..leaf.clone() },
        BallotLeaf { counter: Counter::new(2).unwrap(), ..leaf.clone() },
        BallotLeaf { contest: ContestId::parse("other").unwrap(), ..leaf.clone() },
        BallotLeaf { election: ElectionId::parse("op-2027").unwrap(), ..leaf.clone() },
        BallotLeaf { commitment: Commitment::from_bytes([7; 32]), ..leaf.clone() },
    ] {
        assert_eq!(copied.verify(), Err(LeafError::Signature));
        assert_eq!(Leaf::parse(&copied.to_bytes()), Err(LeafError::Signature));
    }

    // The thief signs a commitment of his own and hands in the stolen sealed opening with it.
    let parts = decrypt(&shares[..2], &cast, chance);
    let own = Commitment::from_bytes([7; 32]);
    let opened = open_ballot(&trustees, &election(), &own, cast.sealed(), &parts);
    assert_eq!(opened, Err(OpenError::Cipher));
}

/// Attack table: signature malleability and small order.
#[test]
fn signature_malleability_and_small_order_keys_are_refused() {
    let chance = &mut chance(6);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let signature = credential.sign(b"message");
    assert!(credential.key().verify(b"message", &signature));

    // S + L signs the same under lax rules; L is the order of the group, little-endian.
    let order = from_hex::<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut bytes = *signature.as_bytes();
    let mut carry = 0;
    for (byte, part) in bytes[32..].iter_mut().zip(order.unwrap()) {
        let sum = u16::from(*byte) + u16::from(part) + carry;
        *byte = (sum & 0xff) as u8;
        carry = sum >> 8;
    }
    assert!(!credential.key().verify(b"message", &Signature::from_bytes(bytes)));

    // The neutral point as key and R, S = 0, fits every message under lax rules.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut forged = [0; 64];
    forged[0] = 1;
    let key = CredentialKey::from_bytes(neutral);
    assert!(!key.verify(b"any message", &Signature::from_bytes(forged)));
}

/// Attack table: clash. Two voters with the same choice at the same time get different slips, and so
/// does one voter who casts the same twice: whichever of two keys signs, no slip comes again.
#[test]
fn clash_a_hundred_thousand_equal_ballots_have_as_many_slips() {
    const CASTS: usize = 100_000;
    let chance = &mut chance(7);
    let voters =
        [0, 1].map(|_| VotingCode::generate(chance).credential(&election(), &contest().id));
    let record = ballot(&[0, 2]).to_bytes();
    let (mut commitments, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for voter in voters.iter().cycle().take(CASTS) {
        let commitment = Commitment::new(&election(), &Nonce::generate(chance), &record);
        let leaf = BallotLeaf::sign(&election(), &contest().id, voter, Counter::FIRST, commitment);
        let leaf = Leaf::Ballot(leaf).to_bytes().unwrap();
        commitments.insert(commitment);
        codes.insert(TrackingCode::of(&leaf_hash(&leaf)));
    }
    assert_eq!([commitments.len(), codes.len()], [CASTS; 2]);
}

/// Sealed openings of equal ballots differ, too.
#[test]
fn clash_of_a_thousand_equal_ballots_no_two_are_sealed_alike() {
    let chance = &mut chance(7);
    let (trustees, _) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let sealed = |_| seal(&trustees, &credential, Counter::FIRST, chance).sealed().to_bytes();
    assert_eq!((0..1_000).map(sealed).collect::<BTreeSet<_>>().len(), 1_000);
}

/// Attack table: interim result leak. What the urn and the ledger hold has no trace of the ballot,
/// and its length is the same for every ballot.
#[test]
fn interim_result_leak_a_sealed_ballot_shows_neither_content_nor_length() {
    let chance = &mut chance(8);
    let (trustees, _) = deal(2, 3, chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let (contest, pad) = (contest(), pad_for(&contest()));
    assert_eq!(pad % 64, 0);
    for marks in [&[][..], &[4], &[0, 2, 4]] {
        let ballot = ballot(marks);
        let cast = SealedBallot::seal(
            &contest,
            &election(),
            &credential,
            Counter::FIRST,
            &ballot,
            trustees.key(),
            pad,
            chance,
        )
        .unwrap();
        let kept = [cast.leaf_bytes(), &cast.sealed().to_bytes()].concat();
        assert_eq!(cast.sealed().to_bytes().len(), 32 + pad + 16);
        let needle = ballot.to_bytes();
        assert!(!kept.windows(12).any(|window| needle.windows(12).any(|part| part == window)));
    }
}

#[test]
fn a_ballot_of_another_contest_or_longer_than_the_pad_is_not_sealed() {
    let chance = &mut chance(9);
    let key = ServerKey::generate(chance).trustees("server").key().to_owned();
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let mut other = contest();
    other.id = ContestId::parse("other").unwrap();
    let mut seal = |contest: &Contest, pad| {
        SealedBallot::seal(
            contest,
            &election(),
            &credential,
            Counter::FIRST,
            &ballot(&[0]),
            &key,
            pad,
            chance,
        )
        .map(|_| ())
    };
    assert_eq!(seal(&other, 128), Err(SealError::OtherContest));
    assert_eq!(seal(&contest(), 64), Err(SealError::Pad { needed: 65, pad: 64 }));
    assert_eq!(seal(&contest(), 65), Ok(()));
}

#[test]
fn changed_sealed_bytes_do_not_open() {
    let chance = &mut chance(10);
    let server = ServerKey::generate(chance);
    let trustees = server.trustees("server");
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&trustees, &credential, Counter::FIRST, chance);
    let good = cast.sealed().to_bytes();
    for place in 0..good.len() {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        let sealed = SealedOpening::from_bytes(&bytes).unwrap();
        let Some(part) =
            server.share().decrypt(&election(), cast.commitment(), sealed.point(), chance)
        else {
            assert!(place < 32, "only a changed point can be no point");
            continue;
        };
        let parts = BTreeMap::from([(1, part)]);
        let opened = open_ballot(&trustees, &election(), &cast.commitment(), &sealed, &parts);
        assert_eq!(opened, Err(OpenError::Cipher), "byte {place}");
    }
    assert_eq!(SealedOpening::from_bytes(&good[..79]), Err(OpenError::Sealed));
}

#[test]
fn a_key_held_by_the_server_says_so_and_is_read_back() {
    let chance = &mut chance(11);
    let server = ServerKey::generate(chance);
    let trustees = server.trustees("Câmara server");
    let bytes = trustees.to_bytes().unwrap();
    assert!(bytes.starts_with(br#"{"held_by_server":true,"key":""#));
    assert_eq!(TrusteeSet::parse(&bytes), Ok(trustees));
    let again = ServerKey::from_bytes(server.to_bytes()).unwrap();
    assert_eq!(again.share().key(), server.share().key());
    assert!(ServerKey::from_bytes([0; 32]).is_none());
}

#[test]
fn a_set_of_trustees_whose_shares_do_not_fit_is_refused() {
    let chance = &mut chance(12);
    let (set, _) = deal(3, 5, chance);
    let (other, _) = deal(3, 5, chance);
    assert_eq!(TrusteeSet::parse(&set.to_bytes().unwrap()), Ok(set.clone()));

    let of = |threshold, shares: &[TrusteeShare]| {
        TrusteeSet::of_people(*set.key(), threshold, shares.to_vec()).map(|_| ())
    };
    let shares = set.shares();
    assert_eq!(of(3, shares), Ok(()));
    assert_eq!(of(0, shares), Err(TrusteeSetError::Threshold { threshold: 0, shares: 5 }));
    assert_eq!(of(6, shares), Err(TrusteeSetError::Threshold { threshold: 6, shares: 5 }));
    assert_eq!(of(2, shares), Err(TrusteeSetError::Share(2)), "a lower threshold opens nothing");
    let stray = [&shares[..4], &other.shares()[4..]].concat();
    assert_eq!(of(3, &stray), Err(TrusteeSetError::Share(5)));
    let mut order = shares.to_vec();
    order.swap(0, 1);
    assert_eq!(of(3, &order), Err(TrusteeSetError::Numbers));

    let text = String::from_utf8(set.to_bytes().unwrap()).unwrap();
    for (from, to) in [
        (r#""held_by_server":false"#, r#""held_by_server":true"#),
        (r#""t":"trustees""#, r#""t":"trustee""#),
        (r#""v":1"#, r#""v":2"#),
        (r#""threshold":3"#, r#""threshold":3,"x":1"#),
        (r#""i":1"#, r#""i":0"#),
    ] {
        assert!(TrusteeSet::parse(text.replace(from, to).as_bytes()).is_err(), "{to}");
    }
}

#[test]
fn the_lines_for_and_from_trustees_are_read_back_and_have_one_spelling() {
    let chance = &mut chance(13);
    let server = ServerKey::generate(chance);
    let credential = VotingCode::generate(chance).credential(&election(), &contest().id);
    let cast = seal(&server.trustees("server"), &credential, Counter::FIRST, chance);
    let ask = ToOpen { commitment: cast.commitment(), point: cast.sealed().point() };
    assert_eq!(ToOpen::parse(&ask.to_line()), Ok(ask.clone()));

    let part = server.share().decrypt(&election(), ask.commitment, ask.point, chance).unwrap();
    assert_eq!(PartialDecryption::parse(&part.to_line()), Ok(part.clone()));
    let line = String::from_utf8(part.to_line()).unwrap();
    for other in [line.to_uppercase(), format!("{line} "), line.replace("\"z\"", "\"y\"")] {
        assert!(PartialDecryption::parse(other.as_bytes()).is_err());
    }
    assert!(ToOpen::parse(line.as_bytes()).is_err());
}

#[test]
fn secrets_are_not_shown_when_printed_for_debugging() {
    let chance = &mut chance(14);
    let code = VotingCode::generate(chance);
    let server = ServerKey::generate(chance);
    let nonce = Nonce::generate(chance);
    let shown = format!("{code:?} {nonce:?} {server:?} {:?}", server.share());
    assert_eq!(
        shown,
        "VotingCode(hidden) Nonce(hidden) ServerKey(ShareSecret(trustee 1, hidden)) \
         ShareSecret(trustee 1, hidden)"
    );
}

proptest! {
    #[test]
    fn a_drawn_code_is_read_back_and_its_keys_differ_between_contests(seed: u64) {
        let code = VotingCode::generate(&mut chance(seed));
        prop_assert_eq!(VotingCode::parse(&code.printed()), Ok(code.clone()));
        let [pb, council] = ["pb", "council"].map(|id| ContestId::parse(id).unwrap());
        let key = |election: &str, contest: &ContestId| {
            code.credential(&ElectionId::parse(election).unwrap(), contest).key()
        };
        let keys = [key("op-2026", &pb), key("op-2026", &council), key("op-2027", &pb)];
        prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 3);
    }

    #[test]
    fn no_typed_text_makes_the_reader_stumble(typed in "\\PC*") {
        _ = VotingCode::parse(&typed);
        _ = TrackingCode::parse(&typed);
    }

    #[test]
    fn a_commitment_binds_election_nonce_and_ballot(a: [u8; 32], b: [u8; 32], x: Vec<u8>, y: Vec<u8>) {
        let commit = |nonce: [u8; 32], ballot: &[u8]| {
            Commitment::new(&election(), &Nonce::from_bytes(nonce), ballot)
        };
        prop_assert_eq!(commit(a, &x) == commit(b, &y), a == b && x == y);
    }
}
