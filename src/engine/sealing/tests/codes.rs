//! Codes as people type them.

use std::collections::{BTreeMap, BTreeSet};

use crate::sealing::code::CROCKFORD;
use crate::sealing::{CodeFault, VotingCode};
use crate::vectors::chance;

#[test]
fn what_is_wrong_with_a_typed_code_is_said_as_far_as_it_can_be_known() {
    let code = VotingCode::parse("BTW9A-1HXPV-7EJSA-VTEQ4").unwrap();
    for typed in [
        "btw9a-ihxpv-7ejsa-vteq4",
        " BTW9A lHXPV 7EJSA VTEQ4 ",
        "BTW9A\u{2013}1HXPV\u{a0}7EJSA\u{2011}VTEQ4",
        "BTW9A1HXPV7EJSAVTEQ4",
    ] {
        assert_eq!(VotingCode::parse(typed), Ok(code.clone()), "{typed}");
    }
    for (typed, fault) in [
        ("", CodeFault::Length { typed: 0 }),
        ("BTW9A-1HXPV-7EJSA-VTEQ", CodeFault::Length { typed: 19 }),
        ("BTW9A-1HXPV-7EJSA-VTEQ44", CodeFault::Length { typed: 21 }),
        ("BTW9A-uHXPV-7EJSA-VTEQ4", CodeFault::Symbol { at: 6, typed: 'U' }),
        ("BTW9A-1HXPV-7EJSA-VTEQ?", CodeFault::Symbol { at: 20, typed: '?' }),
        ("BTW9A-1HXPV-7EJSA-VTEQ5", CodeFault::Check),
    ] {
        assert_eq!(VotingCode::parse(typed), Err(fault), "{typed}");
    }
    assert!(matches!(
        VotingCode::parse(&"A".repeat(1_000_000)),
        Err(CodeFault::Length { typed: 1_000_000 })
    ));
}

/// Attack table: typing errors, on a thousand codes.
#[test]
fn typing_errors_every_wrong_symbol_and_every_swap_but_0_for_z_is_caught() {
    let chance = &mut chance(15);
    let mut missed = 0;
    for _ in 0..1000 {
        let printed = VotingCode::generate(chance).printed().replace('-', "");
        for place in 0..20 {
            for symbol in CROCKFORD {
                let mut typed = printed.clone().into_bytes();
                if typed[place] == *symbol {
                    continue;
                }
                typed[place] = *symbol;
                let typed = String::from_utf8(typed).unwrap();
                let right = VotingCode::parse(&typed).is_ok();
                // 0 and Z are the same to a sum modulo 31; every other error is caught.
                let pair = BTreeSet::from([printed.as_bytes()[place], *symbol]);
                let known = pair == BTreeSet::from([b'0', b'Z']) && place < 19;
                assert_eq!(right, known, "{printed} typed as {typed}");
            }
        }
        for place in 0..19 {
            let mut typed = printed.clone().into_bytes();
            typed.swap(place, place + 1);
            let pair = BTreeSet::from([typed[place], typed[place + 1]]);
            let typed = String::from_utf8(typed).unwrap();
            if typed != printed && VotingCode::parse(&typed).is_ok() {
                assert_eq!(pair, BTreeSet::from([b'0', b'Z']), "{printed} typed as {typed}");
                missed += 1;
            }
        }
    }
    assert!(missed < 100, "about 2 in 1024 neighbours are 0 and Z");
}

#[test]
fn the_check_symbol_agrees_with_a_second_reading_of_the_formula() {
    let chance = &mut chance(16);
    for _ in 0..1000 {
        let printed = VotingCode::generate(chance).printed().replace('-', "");
        let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut sum = 0;
        for (i, symbol) in printed.chars().take(19).enumerate() {
            sum += (i + 1) * alphabet.find(symbol).unwrap();
        }
        assert_eq!(printed.chars().nth(19), alphabet.chars().nth(sum % 31));
    }
}

#[test]
fn codes_use_every_symbol_about_equally_often() {
    let chance = &mut chance(17);
    let mut seen = BTreeMap::new();
    for _ in 0..3200 {
        for symbol in VotingCode::generate(chance).secret() {
            *seen.entry(*symbol).or_insert(0_u32) += 1;
        }
    }
    // 1900 expected each; 6 standard deviations are about 258.
    assert_eq!(seen.len(), 32);
    assert!(seen.values().all(|count| (1640..2160).contains(count)), "{seen:?}");
}
