//! Ceremonies among neighbours, honest and not.

use morada_engine::ballot::Answers;
use morada_engine::encoding::to_hex;
use morada_engine::sealing::VotingCode;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;

fn chance(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn election() -> ElectionId {
    ElectionId::parse("op-2026").unwrap()
}

/// Ana, Rui and Noor have begun and shown hash and package.
fn three_begun(seed: u64) -> (Vec<Begun>, Vec<HashRecord>, Vec<PackageRecord>) {
    let chance = &mut chance(seed);
    let terms = Terms::new(election(), 3, 2).unwrap();
    let names = ["Ana", "Rui", "Noor"];
    let begin = |(index, name)| Begun::begin(terms.clone(), index, name, chance).unwrap();
    let begun: Vec<Begun> = (1..).zip(names).map(begin).collect();
    let hashes = begun.iter().map(Begun::hash).collect();
    let packages = begun.iter().map(|b| b.package().clone()).collect();
    (begun, hashes, packages)
}

#[test]
fn a_ceremony_of_three_gives_one_key_that_two_can_use() {
    let (trustees, shares) =
        in_memory(&election(), &["Ana", "Rui", "Noor"], 2, &mut chance(1)).unwrap();
    assert_eq!(trustees.threshold(), 2);
    let names: Vec<&str> = trustees.shares().iter().map(|share| share.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Rui", "Noor"]);
    for share in &shares {
        assert_eq!(trustees.share(share.index()).map(|public| public.key), Some(share.key()));
    }
    assert!(!trustees.is_held_by_server());
    assert!(TrusteeSet::parse(&trustees.to_bytes().unwrap()).is_ok());
}

#[test]
fn two_trustees_of_three_open_a_ballot_that_was_sealed_to_their_key() {
    use morada_engine::contest::{BallotStyle, Contest, Misfit, Rule, Text, TiePolicy};
    use morada_engine::ids::ContestId;
    use morada_engine::ledger::Counter;
    use morada_engine::money::Money;
    use morada_engine::sealing::{SealedBallot, open_ballot, pad_for};

    let chance = &mut chance(2);
    let (trustees, shares) = in_memory(&election(), &["Ana", "Rui", "Noor"], 2, chance).unwrap();
    let contest = Contest {
        ballot: BallotStyle::Ranking { max: 1 },
        budget: Money::ZERO,
        id: ContestId::parse("city").unwrap(),
        options: vec![],
        rule: Rule::MostVotes { misfit: Misfit::Skip, ties: vec![TiePolicy::Lot], version: 1 },
        title: Text::new([("pt", "Cidade")]),
    };
    let blank = Answers::Ranking(vec![]).parse(&contest).unwrap();
    let credential = VotingCode::generate(chance).credential(&election(), &contest.id);
    let (key, pad) = (trustees.key(), pad_for(&contest));
    let cast = SealedBallot::seal(
        &contest,
        &election(),
        &credential,
        Counter::FIRST,
        &blank,
        key,
        pad,
        chance,
    )
    .unwrap();
    let parts = shares[1..]
        .iter()
        .map(|share| {
            let point = cast.sealed().point();
            (share.index(), share.decrypt(&election(), cast.commitment(), point, chance).unwrap())
        })
        .collect();
    let opened =
        open_ballot(&trustees, &election(), &cast.commitment(), cast.sealed(), &parts).unwrap();
    assert_eq!(opened.opening.ballot, br#"{"c":"city","k":"ranking","x":[]}"#);
}

#[test]
fn the_state_between_two_steps_is_kept_and_read_back() {
    let chance = &mut chance(3);
    let (begun, hashes, packages) = three_begun(3);
    let mut shared = Vec::new();
    let mut mail = Vec::new();
    for trustee in begun {
        let kept = trustee.to_bytes().unwrap();
        assert!(Shared::from_bytes(&kept).is_none(), "the steps are not mixed up");
        let trustee = Begun::from_bytes(&kept).unwrap();
        let (state, sealed) = trustee.share(&hashes, &packages, chance).unwrap();
        shared.push(Shared::from_bytes(&state.to_bytes().unwrap()).unwrap());
        mail.extend(sealed.iter().map(|s| SealedShareRecord::parse(&s.to_bytes()).unwrap()));
    }
    let keys: Vec<String> = shared
        .into_iter()
        .map(|trustee| to_hex(&trustee.finish(&mail).unwrap().trustees.to_bytes().unwrap()))
        .collect();
    assert!(keys.iter().all(|key| *key == keys[0]), "everyone has the same trustees.json");
}

/// A trustee who waits for the others' packages cannot change their own any more.
#[test]
fn a_package_other_than_the_one_hashed_first_stops_the_ceremony() {
    let (mut begun, hashes, mut packages) = three_begun(4);
    let (_, _, later) = three_begun(5);
    packages[2] = later[2].clone();
    let first = begun.remove(0);
    let verdict = first.share(&hashes, &packages, &mut chance(4)).map(|_| ());
    assert_eq!(verdict, Err(CeremonyError::Hash(3)));
}

#[test]
fn a_missing_record_names_the_trustee_everyone_waits_for() {
    let (mut begun, hashes, packages) = three_begun(6);
    let missing = |what, index| Err(CeremonyError::Missing { what, index });
    let third = begun.pop().unwrap();
    let verdict = third.share(&hashes[..2], &packages, &mut chance(6)).map(|_| ());
    assert_eq!(verdict, missing("hash", 3));
    let second = begun.pop().unwrap();
    let verdict = second.share(&hashes, &packages[1..], &mut chance(6)).map(|_| ());
    assert_eq!(verdict, missing("package", 1));
    let (first, _) = begun.pop().unwrap().share(&hashes, &packages, &mut chance(6)).unwrap();
    assert_eq!(first.finish(&[]).map(|_| ()), missing("sealed share", 2));
}

#[test]
fn files_of_another_election_are_not_mixed_in() {
    let (mut begun, mut hashes, mut packages) = three_begun(7);
    let other = Terms::new(ElectionId::parse("op-2027").unwrap(), 3, 2).unwrap();
    let foreign = Begun::begin(other, 2, "Rui", &mut chance(7)).unwrap();
    (hashes[1], packages[1]) = (foreign.hash(), foreign.package().clone());
    let verdict = begun.remove(0).share(&hashes, &packages, &mut chance(7)).map(|_| ());
    assert_eq!(verdict, Err(CeremonyError::OtherCeremony { what: "hash", index: 2 }));
}

#[test]
fn a_share_that_was_changed_or_sent_to_another_is_refused() {
    let chance = &mut chance(8);
    let (mut begun, hashes, packages) = three_begun(8);
    let (third, _) = begun.pop().unwrap().share(&hashes, &packages, chance).unwrap();
    let (_, from_second) = begun.pop().unwrap().share(&hashes, &packages, chance).unwrap();
    let (_, from_first) = begun.pop().unwrap().share(&hashes, &packages, chance).unwrap();
    let kept = third.to_bytes().unwrap();
    let finish =
        |mail: &[SealedShareRecord]| Shared::from_bytes(&kept).unwrap().finish(mail).map(|_| ());
    let mail: Vec<SealedShareRecord> = [from_first.clone(), from_second].concat();
    assert_eq!(finish(&mail), Ok(()));

    let mut changed = mail.clone();
    for record in &mut changed {
        record.cipher = record.cipher.replace('0', "1");
    }
    assert_eq!(finish(&changed), Err(CeremonyError::Envelope(1)));

    // What trustee 1 sealed to trustee 2, readdressed to 3.
    let mut redirected = mail;
    redirected.retain(|record| (record.from, record.to) != (1, 3));
    let mut stray = from_first.into_iter().find(|record| record.to == 2).unwrap();
    stray.to = 3;
    redirected.push(stray);
    assert_eq!(finish(&redirected), Err(CeremonyError::Envelope(1)));
}

/// A trustee who seals a wrong number is named. It is sealed the right way, so only the sum tells.
#[test]
fn a_share_that_does_not_fit_its_package_names_its_sender() {
    let chance = &mut chance(9);
    let (mut begun, hashes, packages) = three_begun(9);
    let (third, _) = begun.pop().unwrap().share(&hashes, &packages, chance).unwrap();
    let (_, from_second) = begun.pop().unwrap().share(&hashes, &packages, chance).unwrap();

    // Trustee 1 has made two packages and mixes a share of the other one in.
    let terms = Terms::new(election(), 3, 2).unwrap();
    let double = Begun::begin(terms, 1, "Ana", chance).unwrap();
    let (mut other_hashes, mut other_packages) = (hashes, packages);
    (other_hashes[0], other_packages[0]) = (double.hash(), double.package().clone());
    let (_, from_double) = double.share(&other_hashes, &other_packages, chance).unwrap();

    let verdict = third.finish(&[from_double, from_second].concat()).map(|_| ());
    assert_eq!(verdict, Err(CeremonyError::Share(1)));
}

#[test]
fn the_fingerprint_is_equal_for_all_and_changes_with_any_hash() {
    let (_, hashes, _) = three_begun(10);
    let (_, other, _) = three_begun(11);
    let of = |hashes: &[HashRecord]| {
        fingerprint(&hashes.iter().map(|hash| (hash.index, hash.clone())).collect())
    };
    assert_eq!(of(&hashes).len(), 23);
    let mut turned = hashes.clone();
    turned.reverse();
    assert_eq!(of(&turned), of(&hashes));
    assert_ne!(of(&[hashes[0].clone(), hashes[1].clone(), other[2].clone()]), of(&hashes));
}

#[test]
fn numbers_and_names_that_make_no_ceremony_are_refused() {
    for (of, threshold) in [(0, 0), (1, 1), (21, 2), (70_000, 2)] {
        assert_eq!(Terms::new(election(), of, threshold), Err(TermsError::Trustees(of)));
    }
    for threshold in [0, 1, 4] {
        let refused = TermsError::Threshold { threshold, of: 3 };
        assert_eq!(Terms::new(election(), 3, threshold), Err(refused));
    }
    let terms = Terms::new(election(), 3, 3).unwrap();
    let begin =
        |index, name: &str| Begun::begin(terms.clone(), index, name, &mut chance(1)).map(|_| ());
    assert_eq!(begin(0, "Ana"), Err(TermsError::Index { index: 0, of: 3 }.into()));
    assert_eq!(begin(4, "Ana"), Err(TermsError::Index { index: 4, of: 3 }.into()));
    for name in ["", "  ", "A\nB", &"x".repeat(101)] {
        assert_eq!(begin(1, name), Err(TermsError::Name.into()), "{name:?}");
    }
    assert_eq!(begin(1, "Andre\u{301}"), Ok(()), "typed as two signs, kept as one");
}
