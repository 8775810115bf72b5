//! What is kept is counted from its file, and nothing that cannot be counted is kept.

use super::file::{CountFault, ElectionFile};
use super::rules::{RankedRule, SeatRule};
use super::{CountedSeats, Seats};
use morada_engine::tally::council::lists::ListRule;

/// Ana has 13 of 20 and needs 7; six go on, and Bo is second.
const WARD: &[u8] =
    b"3 2\n10 1 2 0\n3 1 0\n3 2 0\n4 3 2 0\n0\n\"Ana\"\n\"Bo\"\n\"Cem\"\n\"Ward 4\"\n";
const LISTS: &[u8] = br#"{"votes": [100, 80, 30], "seats": 8, "names": ["A", "B", "C"]}"#;

fn count(file: &[u8], rule: SeatRule, lots: &str) -> Result<CountedSeats, CountFault> {
    ElectionFile::read(file)?.count(rule, lots)
}

fn elected(counted: &CountedSeats) -> Vec<&str> {
    match &counted.filled {
        Seats::Ranked(told) => told.elected.iter().map(|p| counted.names[*p].as_str()).collect(),
        Seats::Lists(_) => panic!("rankings"),
    }
}

#[test]
fn every_rule_for_rankings_counts_the_ward() {
    for rule in RankedRule::ALL {
        let counted = count(WARD, SeatRule::Ranked(rule), "");
        if rule == RankedRule::RunOff {
            assert_eq!(counted.unwrap_err(), CountFault::Rule, "two seats are no single post");
            continue;
        }
        let expected = if rule == RankedRule::Plurality { ["Ana", "Cem"] } else { ["Ana", "Bo"] };
        assert_eq!(elected(&counted.unwrap()), expected, "{}", rule.name());
    }
}

#[test]
fn every_rule_for_lists_gives_all_seats() {
    for rule in ListRule::ALL {
        let counted = count(LISTS, SeatRule::Lists(rule), "").unwrap();
        let Seats::Lists(lists) = counted.filled else { panic!("lists") };
        assert_eq!(lists.seats.iter().sum::<u64>(), 8, "{}", rule.name());
    }
}

#[test]
fn a_rule_of_the_other_kind_is_refused() {
    let lists = SeatRule::Lists(ListRule::Dhondt);
    let ranked = SeatRule::Ranked(RankedRule::Scottish);
    assert_eq!(count(WARD, lists, "").unwrap_err(), CountFault::Rule);
    assert_eq!(count(LISTS, ranked, "").unwrap_err(), CountFault::Rule);
}

/// Two votes each and one seat: nothing is kept until the lot is written down.
#[test]
fn a_tie_asks_for_the_lot_and_the_lot_decides() {
    let tie = b"2 1\n2 1 0\n2 2 0\n0\n\"Ana\"\n\"Bo\"\n\"Tie\"\n";
    let rule = SeatRule::Ranked(RankedRule::Plurality);
    let asked = CountFault::Lot(vec!["Ana".to_owned(), "Bo".to_owned()]);
    assert_eq!(count(tie, rule, "").unwrap_err(), asked);
    assert_eq!(elected(&count(tie, rule, "Bo\nAna\n").unwrap()), ["Bo"]);
    assert_eq!(elected(&count(tie, rule, "1\n2\n").unwrap()), ["Ana"]);
    for wrong in ["Cem", "Bo\nBo", "3"] {
        let fault = count(tie, rule, wrong).unwrap_err();
        assert!(matches!(fault, CountFault::LotOrder(_)), "{wrong}: {fault}");
    }
}

#[test]
fn hostile_files_are_refused_and_not_counted() {
    let seats = |n: u64| format!("{{\"votes\": [1, 2], \"seats\": {n}}}");
    let cases: [(Vec<u8>, &str); 7] = [
        (b"".to_vec(), ""),
        (b"\x00\xff\xfe".to_vec(), ""),
        (seats(1_001).into_bytes(), "seats"),
        (seats(u64::MAX).into_bytes(), "seats"),
        (format!("{{\"votes\": {:?}, \"seats\": 1}}", [1; 1_001]).into_bytes(), "candidates"),
        (br#"{"votes": [1], "seats": 1, "names": []}"#.to_vec(), "one entry per list"),
        (br#"{"votes": [-1], "seats": 1}"#.to_vec(), "invalid value"),
    ];
    for (file, reason) in cases {
        let said = ElectionFile::read(&file).unwrap_err().to_string();
        assert!(said.contains(reason), "{said}");
    }
    let rule = SeatRule::Lists(ListRule::SainteLague);
    let zero = br#"{"votes": [0, 0], "seats": 3}"#;
    let counted = count(zero, rule, "1\n2\n").unwrap();
    let Seats::Lists(lists) = counted.filled else { panic!("lists") };
    assert!(lists.seats.iter().sum::<u64>() <= 3);
}

#[test]
fn every_rule_is_found_by_its_name() {
    for rule in SeatRule::all() {
        assert_eq!(SeatRule::from_name(rule.name()), Some(rule));
    }
    assert_eq!(SeatRule::from_name("guess"), None);
}
