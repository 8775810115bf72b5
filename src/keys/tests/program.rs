//! The program as a code maker and three trustees use it.

#![expect(clippy::unwrap_used, reason = "a helper of tests stops them")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `morada-keys` in `folder` with `typed` on its keyboard; what it said, or its complaint.
fn morada_keys(folder: &Path, typed: &str, line: &str) -> Result<String, String> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_morada-keys"))
        .args(line.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that asks nothing may be gone before this is written.
    _ = program.stdin.take().unwrap().write_all(typed.as_bytes());
    let output = program.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

#[test]
fn a_code_maker_gets_letters_and_lists_once() {
    let temp = tempfile::tempdir().unwrap();
    let line = "codes --election op-2026 --contest city --contest arroios --letters 12 --spares 2 \
                --out out --lang ar,pt --url https://op.lisboa.example/votar";
    let said = morada_keys(temp.path(), "", line).unwrap();
    assert!(said.starts_with("12 letters: out/sheets.html\n2 spares: out/spares.html\n"), "{said}");
    let list = std::fs::read_to_string(temp.path().join("out/credlist-city.txt")).unwrap();
    assert_eq!(list.lines().count(), 14);
    let sheets = std::fs::read_to_string(temp.path().join("out/sheets.html")).unwrap();
    assert!(sheets.starts_with("<!doctype html>\n<html lang=\"ar\">"));

    let again = morada_keys(temp.path(), "", line).unwrap_err();
    assert!(again.starts_with("Not done: out/sheets.html is there already"), "{again}");
}

#[test]
fn what_is_not_understood_is_said_in_plain_words() {
    let temp = tempfile::tempdir().unwrap();
    let complaint = |line: &str| {
        let said = morada_keys(temp.path(), "", line).unwrap_err();
        for word in ["invalid", "error", "sorry", "!"] {
            assert!(!said.contains(word), "{said}");
        }
        said.lines().next().unwrap().to_owned()
    };
    for (line, said) in [
        (
            "codes --election Op --contest c --letters 2 --out x",
            "Not understood: --election <ELECTION> cannot be \"Op\": a short name has 1 to 64 small \
             letters, digits and hyphens.",
        ),
        (
            "codes --election op --contest c --letters many --out x",
            "Not understood: --letters <LETTERS> cannot be \"many\": a whole number such as 3 \
             is needed, and not a very large one.",
        ),
        ("codes --colour red", "Not understood: there is no --colour."),
        ("trustee dance", "Not understood: there is no step \"dance\"."),
        (
            "codes --election op --contest c --letters 0 --out x",
            "Not done: make 1 to 2,000,000 letters and spares, not 0.",
        ),
        (
            "trustee reveal --folder s --private o",
            "Not done: begin with `morada-keys trustee new`.",
        ),
        (
            "trustee new --name Ana --index 1 --of 3 --threshold 1 --election op --folder s --private o",
            "Not done: with 3 trustees it takes 2 to 3 of them to open a ballot, not 1.",
        ),
    ] {
        assert_eq!(complaint(line), said);
    }
}

#[test]
fn three_trustees_go_from_the_ceremony_to_a_rehearsal() {
    let temp = tempfile::tempdir().unwrap();
    let say = |typed: &str, line: &str| morada_keys(temp.path(), typed, line);
    let step = |number: u8, typed: &str, step: &str| {
        say(typed, &format!("trustee {step} --folder s --private o{number}")).unwrap()
    };
    for number in 1..=3 {
        let terms = "--of 3 --threshold 2 --election op-2026";
        step(number, "", &format!("new --name T{number} --index {number} {terms}"));
    }
    for name in ["reveal", "round2"] {
        let said: Vec<String> = (1..=3).map(|number| step(number, "", name)).collect();
        let fingerprint = |said: &String| {
            said.lines().find(|line| line.starts_with("Fingerprint")).map(str::to_owned)
        };
        assert!(fingerprint(&said[0]).is_some());
        assert!(said.iter().all(|other| fingerprint(other) == fingerprint(&said[0])));
    }
    step(1, "", "round3");
    step(2, "", "round3");
    let words = "lantern goat ninety cloud\n";
    step(3, &words.repeat(2), "round3 --with-passphrase");

    let rehearse = "trustee rehearse --folder r --trustees s/trustees.json --election op-2026";
    say("", rehearse).unwrap();
    let open = |number: u8, typed: &str| {
        let files = "--sealed r/to-open-rehearsal.jsonl --out r/answer-rehearsal";
        say(typed, &format!("trustee open --share o{number}/share.json {files}-{number}.jsonl"))
    };
    open(1, "").unwrap();
    let wrong = open(3, "lantern goat ninety crowd\n").unwrap_err();
    assert!(wrong.contains("the passphrase does not fit, or the file was changed"), "{wrong}");
    open(3, words).unwrap();
    let said = say("", rehearse).unwrap();
    assert!(said.ends_with("The test ballot is open. Your key works.\n"), "{said}");
}
