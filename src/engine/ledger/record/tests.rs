//! Every leaf type once as docs/FORMATS.md spells it, and each rule broken once.

use super::*;
use crate::sealing::{Commitment, VotingCode};
use crate::vectors::chance;

const H: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One leaf of every type that the offices write, in its canonical spelling.
fn examples() -> Vec<String> {
    [
        r#"{"at":5,"el":"op-2026","engine":"morada 0.1.0","pad":128,"papers":"H","policy":"H","t":"setup","trustees":"H","v":1}"#,
        r#"{"at":5,"count":12,"ct":"city","el":"op-2026","letters":10,"sha":"H","spares":2,"t":"credlist","v":1}"#,
        r#"{"at":5,"by":["Ana","Rui"],"el":"op-2026","t":"open","v":1}"#,
        r#"{"at":5,"count":20,"el":"op-2026","n":1,"t":"batch","v":1}"#,
        r#"{"at":5,"count":3,"ct":"city","el":"op-2026","sha":"H","t":"paper","v":1}"#,
        r#"{"at":5,"el":"op-2026","t":"incident","text":"The server stood still for an hour.","v":1}"#,
        r#"{"at":5,"el":"op-2026","t":"amend","text":"A letter was lost.","v":1,"what":"roll"}"#,
        r#"{"at":5,"contests":[{"counted":1,"ct":"city","leaves":2}],"el":"op-2026","t":"close","v":1}"#,
        r#"{"at":5,"el":"op-2026","minutes":"H","seed":"57967001680055984683","t":"seed","v":1}"#,
        r#"{"at":5,"contests":[{"annex":"H","ballots":"H","counted":1,"ct":"city","order":["2","1"],"withheld":true}],"el":"op-2026","t":"tally","v":1}"#,
        r#"{"at":5,"el":"op-2026","files":[{"path":"results/city.json","sha":"H"}],"t":"result","v":1}"#,
    ]
    .map(|leaf| leaf.replace("\"H\"", &format!("\"{H}\"")))
    .to_vec()
}

#[test]
fn every_leaf_is_read_and_written_as_the_formats_say() {
    for leaf in examples() {
        let parsed = Leaf::parse(leaf.as_bytes()).unwrap();
        assert_eq!(parsed.election().as_str(), "op-2026");
        assert_eq!(parsed.to_bytes().unwrap(), leaf.as_bytes());
    }
}

#[test]
fn a_leaf_with_a_member_too_few_or_too_many_is_refused() {
    for leaf in examples() {
        let value: serde_json::Value = serde_json::from_str(&leaf).unwrap();
        for member in value.as_object().unwrap().keys() {
            let mut less = value.clone();
            less.as_object_mut().unwrap().remove(member);
            assert!(Leaf::parse(less.to_string().as_bytes()).is_err(), "{leaf} without {member}");
        }
        let mut more = value.clone();
        more["zz"] = true.into();
        assert!(Leaf::parse(more.to_string().as_bytes()).is_err(), "{more}");
        let mut later = value;
        later["v"] = 2.into();
        assert!(Leaf::parse(later.to_string().as_bytes()).is_err(), "{later}");
    }
}

#[test]
fn a_leaf_that_contradicts_itself_is_refused() {
    let all = examples();
    for (index, from, to) in [
        (1, r#""count":12"#, r#""count":13"#),
        (2, r#"["Ana","Rui"]"#, r#"["Ana","Ana"]"#),
        (2, r#"["Ana","Rui"]"#, r#"["","Rui"]"#),
        (2, r#"["Ana","Rui"]"#, r#"["Ana"]"#),
        (3, r#""n":1"#, r#""n":0"#),
        (3, r#""count":20"#, r#""count":0"#),
        (7, r#""counted":1"#, r#""counted":3"#),
        (
            7,
            r#"{"counted":1,"ct":"city","leaves":2}"#,
            r#"{"counted":0,"ct":"b","leaves":0},{"counted":0,"ct":"a","leaves":0}"#,
        ),
        (8, r#""57967001680055984683""#, r#""5796700168005598468""#),
        (9, r#"["2","1"]"#, r#"["2","2"]"#),
        (10, r#""path":"results/city.json""#, r#""path":1"#),
        (0, H, &H.replace('0', "A")),
    ] {
        let broken = all[index].replacen(from, to, 1);
        assert_ne!(broken, all[index]);
        assert!(Leaf::parse(broken.as_bytes()).is_err(), "{broken}");
    }
    let mut twice: ResultLeaf =
        serde_json::from_str(&all[10].replace(r#""t":"result","#, "")).unwrap();
    twice.files.push(twice.files[0].clone());
    let rule = LeafError::Rule("files stand once, sorted by path");
    assert_eq!(Leaf::Result(twice).to_bytes(), Err(rule));
}

#[test]
fn a_leaf_is_at_most_65535_bytes_long() {
    let incident = |length: usize| {
        Leaf::Incident(IncidentLeaf {
            about: None,
            at: crate::time::Timestamp::from_unix(5),
            election: ElectionId::parse("op-2026").unwrap(),
            text: "x".repeat(length),
            v: Version,
        })
    };
    let frame = incident(0).to_bytes().unwrap().len();
    let longest = incident(canonical::LEAF_LIMIT - frame).to_bytes().unwrap();
    assert!(Leaf::parse(&longest).is_ok());
    let long = incident(canonical::LEAF_LIMIT - frame + 1).to_bytes();
    assert_eq!(long, Err(CanonicalError::TooLong(65_536).into()));
    // Attack table: huge input. A leaf of 64 MB is refused by its length alone.
    let huge = vec![b' '; 64 << 20];
    assert_eq!(Leaf::parse(&huge), Err(CanonicalError::TooLong(64 << 20).into()));
}

#[test]
fn an_incident_says_what_it_is_about_by_one_of_four_names() {
    let leaf = |about: &str| {
        format!(r#"{{"about":"{about}","at":5,"el":"op-2026","t":"incident","text":"x","v":1}}"#)
    };
    for dispute in Dispute::ALL {
        let Ok(Leaf::Incident(read)) = Leaf::parse(leaf(dispute.as_str()).as_bytes()) else {
            panic!("{dispute:?}");
        };
        assert_eq!(read.about, Some(dispute));
        assert_eq!(Dispute::parse(dispute.as_str()), Some(dispute));
        let again = Leaf::Incident(read).to_bytes().unwrap();
        assert_eq!(again, leaf(dispute.as_str()).into_bytes());
    }
    assert!(Leaf::parse(leaf("ana").as_bytes()).is_err());
}

#[test]
fn a_retire_leaf_is_signed_for_its_own_purpose() {
    let chance = &mut chance(1);
    let election = ElectionId::parse("op-2026").unwrap();
    let contest = crate::ids::ContestId::parse("city").unwrap();
    let credential = VotingCode::generate(chance).credential(&election, &contest);
    let retire = RetireLeaf::sign(&election, &contest, &credential);
    let bytes = retire.to_bytes();
    assert!(bytes.starts_with(br#"{"cr":""#) && bytes.ends_with(br#"","t":"retire","v":1}"#));
    assert_eq!(Leaf::parse(&bytes), Ok(Leaf::Retire(retire.clone())));

    // A ballot's signature is none for a retire, and the other way round.
    let commitment = Commitment::from_bytes([7; 32]);
    let ballot = BallotLeaf::sign(&election, &contest, &credential, Counter::FIRST, commitment);
    let crossed = RetireLeaf { signature: ballot.signature, ..retire };
    assert_eq!(crossed.verify(), Err(LeafError::Signature));
}

#[test]
fn counters_start_at_one_and_end_where_json_does() {
    assert_eq!(Counter::new(0), None);
    assert_eq!(Counter::FIRST.next().map(Counter::get), Some(2));
    let last = Counter::new((1 << 53) - 1).unwrap();
    assert_eq!(last.next(), None);
}
