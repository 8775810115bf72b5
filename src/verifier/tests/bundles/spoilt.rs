//! One test per check: one thing is spoilt in a good bundle, everything that follows from it is
//! hashed and signed again as an attacker with the server's keys could, and exactly that is found.

use morada_verify::{Check, Options, Vkey};
use serde_json::{Value, json};

use crate::fabricator::coding::{hex, sha, tracking_code};
use crate::fabricator::signing::LogKey;
use crate::fabricator::story::Scale;
use crate::fabricator::{Edit, Stage, Story, Work, canon, fabricate};
use crate::{expect_only, findings, verified};

fn street(edits: &[Edit<'_>]) -> Work {
    fabricate(Story::new(Scale::Street), edits)
}

/// Changes a published record before the ledger fixes it.
fn change(work: &mut Work, path: &str, change: impl Fn(&mut Value)) {
    let mut record: Value = serde_json::from_slice(&work.published[path]).unwrap();
    change(&mut record);
    work.published.insert(path.to_owned(), canon(&record).into_bytes());
}

#[track_caller]
fn expect(edits: &[Edit<'_>], check: Check, code: &str, place: &str) {
    expect_only(&verified(&street(edits), Options::default()), check, code, place);
}

#[test]
fn v01_finds_a_size_that_is_not_the_file_s() {
    let resize = |work: &mut Work| {
        let size = format!("\"size\":{}", work.files["policy.txt"].len());
        work.replace("manifest.json", &size, "\"size\":1");
    };
    expect(&[(Stage::Done, &resize)], Check::V01, "other_size", "policy.txt");
}

#[test]
fn v01_finds_a_file_that_nobody_listed() {
    let add =
        |work: &mut Work| drop(work.files.insert("readme.txt".to_owned(), b"Vote A".to_vec()));
    expect(&[(Stage::Done, &add)], Check::V01, "foreign_file", "readme.txt");
    let again = |work: &mut Work| {
        let first = work.files["checkpoints/000001"].clone();
        work.files.insert("checkpoints/000001".to_owned(), first);
        let path = "checkpoints/000001";
        let entry = json!({"path": path, "sha256": hex(&sha(&[&work.files[path]])),
                           "size": work.files[path].len()});
        work.replace("manifest.json", &(canon(&entry) + ","), "");
    };
    expect(&[(Stage::Done, &again)], Check::V01, "unlisted", "checkpoints/000001");
}

#[test]
fn v02_finds_a_leaf_with_a_second_spelling() {
    let space = |work: &mut Work| {
        let at = work.place_of("incident");
        work.entries[at] = work.entries[at].replace(",\"el\"", ", \"el\"");
    };
    let place = format!("leaf {}", street(&[]).place_of("incident"));
    expect(&[(Stage::Entries, &space)], Check::V02, "not_canonical", &place);
}

#[test]
fn v03_finds_a_checkpoint_of_another_ledger() {
    let other = |work: &mut Work| {
        let mut note = work.log_key().checkpoint(work.entries.len(), &[9; 32]);
        let lines: Vec<String> = Work::witnesses().iter().map(|w| w.cosign(&note, 1)).collect();
        note.push_str(&lines.concat());
        work.files.insert("checkpoint".to_owned(), note.into_bytes());
    };
    expect(&[(Stage::Signed, &other)], Check::V03, "other_root", "checkpoint");
}

#[test]
fn v04_finds_a_checkpoint_that_the_ledger_s_key_did_not_sign() {
    let unsign = |work: &mut Work| {
        let note = work.text("checkpoint");
        let (text, lines) = note.split_once("\n\n").unwrap();
        let (_, witnesses) = lines.split_once('\n').unwrap();
        work.files.insert("checkpoint".to_owned(), format!("{text}\n\n{witnesses}").into_bytes());
    };
    expect(&[(Stage::Signed, &unsign)], Check::V04, "log_unsigned", "checkpoint");
}

#[test]
fn v04_finds_that_the_ledger_s_key_is_not_the_one_you_know() {
    let known = Vkey::parse(&LogKey::named("street.example/pb/lower-street-2026", "other").vkey());
    let options = Options { log_key: known, ..Options::default() };
    let report = verified(&street(&[]), options);
    assert_eq!(report.found(), [Check::V04]);
    let found = findings(&report, Check::V04);
    assert_eq!(found[0], ("log_key_other".to_owned(), "policy.txt".to_owned()));
}

#[test]
fn v05_finds_that_too_few_witnesses_signed() {
    let one = |work: &mut Work| {
        let note = work.text("checkpoint");
        let lines: Vec<&str> = note.split_inclusive('\n').collect();
        work.files.insert("checkpoint".to_owned(), lines[..6].concat().into_bytes());
    };
    expect(&[(Stage::Signed, &one)], Check::V05, "quorum_missed", "checkpoint");
}

#[test]
fn v05_finds_a_cosignature_that_is_wrong_even_when_the_others_are_enough() {
    let forge = |work: &mut Work| {
        let of_another = work.text("checkpoints/000001");
        let line = of_another.lines().last().unwrap().to_owned();
        let note = work.text("checkpoint");
        let last = note.lines().last().unwrap().to_owned();
        work.replace("checkpoint", &last, &line);
    };
    expect(&[(Stage::Signed, &forge)], Check::V05, "cosignature_wrong", "checkpoint");
}

#[test]
fn v06_finds_an_earlier_checkpoint_of_a_ledger_that_was_rewritten() {
    let fork = |work: &mut Work| {
        let mut entries = work.entries.clone();
        let open = work.place_of("open");
        entries[open] = entries[open].replace("Ana", "Eva");
        let forked = Work { entries, ..street(&[]) };
        let note = forked.checkpoint(work.sizes[1]).into_bytes();
        work.files.insert("checkpoints/000002".to_owned(), note);
    };
    expect(&[(Stage::Signed, &fork)], Check::V06, "other_root", "checkpoints/000002");
}

#[test]
fn v07_finds_that_one_officer_opened_alone() {
    let alone = |work: &mut Work| {
        let at = work.place_of("open");
        work.leaves[at]["by"] = json!(["Ana", "Ana"]);
    };
    let place = format!("leaf {}, by", street(&[]).place_of("open"));
    expect(&[(Stage::Voted, &alone)], Check::V07, "same_officer", &place);
}

#[test]
fn v07_finds_a_ballot_after_the_close() {
    let late = |work: &mut Work| {
        let at = work.place_of("close");
        let ballot = work.leaves.iter().position(|leaf| leaf["t"] == "ballot").unwrap();
        let batch = work.leaf("batch", json!({"at": 2050, "count": 1, "n": 4}));
        let late = work.leaves[ballot].clone();
        work.leaves.insert(at + 1, late);
        work.leaves.insert(at + 1, batch);
    };
    let report = verified(&street(&[(Stage::Closed, &late)]), Options::default());
    let close = street(&[]).place_of("close");
    let found = findings(&report, Check::V07);
    assert_eq!(found[0], ("out_of_place".to_owned(), format!("leaf {}", close + 1)));
}

#[test]
fn v07_finds_papers_that_are_not_those_sealed() {
    let cheaper =
        |work: &mut Work| work.replace("setup/papers.json", "\"cost\":700", "\"cost\":701");
    let report = verified(&street(&[(Stage::Files, &cheaper)]), Options::default());
    let found = findings(&report, Check::V07);
    assert_eq!(found, [("other_hash".to_owned(), "setup/papers.json".to_owned())]);
}

#[test]
fn v08_finds_more_keys_than_were_made() {
    let more = |work: &mut Work| {
        let at = work.place_of("credlist");
        work.leaves[at]["count"] = json!(32);
        work.leaves[at]["letters"] = json!(30);
    };
    let place = "setup/credlist-city.txt";
    expect(&[(Stage::Voted, &more)], Check::V08, "other_number", place);
}

#[test]
fn v09_finds_a_ballot_whose_key_is_on_no_list() {
    let strike = |work: &mut Work| {
        let key = hex(&work.casts[3].key().verifying_key().to_bytes());
        work.credlists.get_mut("hood").unwrap().retain(|listed| *listed != key);
    };
    let good = street(&[]);
    let place = format!("leaf {}", good.place_of_cast(&good.casts[3]));
    expect(&[(Stage::Setup, &strike)], Check::V09, "key_unlisted", &place);
}

#[test]
fn v09_finds_a_ballot_with_somebody_else_s_signature() {
    let swap = |work: &mut Work| {
        let [mine, yours] = [3, 4].map(|n| work.place_of_cast(&work.casts[n].clone()));
        work.leaves[mine]["sg"] = work.leaves[yours]["sg"].clone();
        work.sort_batches();
    };
    let work = street(&[(Stage::Voted, &swap)]);
    let place = format!("leaf {}", work.place_of_cast(&work.casts[3]));
    let report = verified(&work, Options::default());
    expect_only(&report, Check::V09, "ballot_signature_wrong", &place);
}

#[test]
fn v10_finds_a_key_that_used_a_counter_twice() {
    let twice = |work: &mut Work| {
        let again = crate::fabricator::Cast { salt: 1, ..work.casts[3].clone() };
        work.casts.push(again);
    };
    // Of the two the first in the ledger counts; the story must open that one.
    let first_counts = |work: &mut Work| {
        let (early, late) = (work.casts[3].clone(), work.casts.last().unwrap().clone());
        if work.place_of_cast(&late) < work.place_of_cast(&early) {
            let last = work.casts.len() - 1;
            work.casts.swap(3, last);
        }
    };
    let work = street(&[(Stage::Casts, &twice), (Stage::Voted, &first_counts)]);
    let place = format!("contest hood, leaf {}", work.place_of_cast(work.casts.last().unwrap()));
    let report = verified(&work, Options::default());
    expect_only(&report, Check::V10, "counter_repeated", &place);
}

#[test]
fn v10_finds_a_close_that_counts_otherwise() {
    let more = |work: &mut Work| {
        let at = work.place_of("close");
        work.leaves[at]["contests"][1]["counted"] = json!(25);
    };
    let place = format!("contest hood, leaf {}", street(&[]).place_of("close"));
    expect(&[(Stage::Closed, &more)], Check::V10, "other_number", &place);
}

#[test]
fn v11_finds_a_batch_that_tells_the_order() {
    let swap = |work: &mut Work| {
        let first = work.place_of("batch") + 1;
        work.leaves.swap(first, first + 1);
    };
    let place = format!("leaf {}", street(&[]).place_of("batch") + 2);
    expect(&[(Stage::Voted, &swap)], Check::V11, "batch_unsorted", &place);
}

#[test]
fn v11_finds_batches_that_are_too_small() {
    let many = |work: &mut Work| work.papers["batch_min"] = json!(29);
    let good = street(&[]);
    let second = good.leaves.iter().position(|l| l["t"] == "batch" && l["n"] == 2).unwrap();
    assert_eq!(good.leaves[second]["count"], 28);
    let report = verified(&street(&[(Stage::Papers, &many)]), Options::default());
    assert_eq!(report.found(), [Check::V11]);
    let small = |at: usize| ("batch_small".to_owned(), format!("leaf {at}"));
    assert_eq!(findings(&report, Check::V11), [small(good.place_of("batch")), small(second)]);
}

#[test]
fn v12_finds_more_ballots_than_letters() {
    let fewer = |work: &mut Work| {
        change(work, "roll/counts.json", |roll| {
            roll["contests"][1] = json!({"ct": "hood", "handed": 20, "paper": 2, "reissued": 1});
        });
    };
    let place = "contest hood, roll/counts.json";
    expect(&[(Stage::Counted, &fewer)], Check::V12, "more_ballots_than_letters", place);
}

/// Adds a blank ballot to the hood's published files: the box is stuffed after the count.
fn stuff(work: &mut Work) {
    let blank = "{\"c\":\"hood\",\"k\":\"choose_one\",\"x\":[]}\n";
    let ballots = work.published["ballots-hood.jsonl"].clone();
    let mut lines: Vec<&[u8]> = ballots.split_inclusive(|b| *b == b'\n').collect();
    lines.push(blank.as_bytes());
    lines.sort_unstable();
    work.published.insert("ballots-hood.jsonl".to_owned(), lines.concat());
    let export = String::from_utf8(work.published["export/hood.pb"].clone()).unwrap();
    let export = export.replace("num_votes;24", "num_votes;25") + "24;\n";
    work.published.insert("export/hood.pb".to_owned(), export.into_bytes());
    change(work, "results/hood.json", |result| {
        result["ballots"] = json!(25);
        result["blank"] = json!(1);
    });
}

#[test]
fn v13_finds_a_published_ballot_that_nobody_cast() {
    let by_hand = |work: &mut Work| work.files.retain(|path, _| !path.starts_with("annex/"));
    let story = Story::new(Scale::Street).with_observers();
    let work = fabricate(story, &[(Stage::Counted, &stuff), (Stage::Files, &by_hand)]);
    let report = verified(&work, Options::default());
    expect_only(&report, Check::V13, "other_number", "ballots-hood.jsonl");
    assert_eq!(report.blocked(), [Check::V14]);
}

#[test]
fn v14_finds_an_opening_that_does_not_open() {
    let other = |work: &mut Work| {
        let openings = String::from_utf8(work.annex["openings-hood.jsonl"].clone()).unwrap();
        let (first, rest) = openings.split_once('\n').unwrap();
        let mut opening: Value = serde_json::from_str(first).unwrap();
        opening["r"] = json!(hex(&[7; 32]));
        let spoilt = format!("{}\n{rest}", canon(&opening));
        work.annex.insert("openings-hood.jsonl".to_owned(), spoilt.into_bytes());
    };
    let report = verified(&street(&[(Stage::Counted, &other)]), Options::default());
    assert_eq!(report.found(), [Check::V14]);
    let place = "annex/openings-hood.jsonl, line 1".to_owned();
    assert_eq!(findings(&report, Check::V14)[0], ("commitment_other".to_owned(), place));
}

/// The server counts a sandpit voter for the trees, in every published file.
fn turn_one(work: &mut Work) {
    let turned = |bytes: &[u8], from: &str, to: &str| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let ballots = turned(&work.published["ballots-hood.jsonl"], "\"x\":[3]", "\"x\":[0]");
    let mut lines: Vec<&str> = ballots.split_inclusive('\n').collect();
    lines.sort_unstable();
    work.published.insert("ballots-hood.jsonl".to_owned(), lines.concat().into_bytes());
    let export = turned(&work.published["export/hood.pb"], ";sandpit\n", ";trees\n");
    work.published.insert("export/hood.pb".to_owned(), export.into_bytes());
    change(work, "results/hood.json", |result| {
        result["rounds"][0]["votes"] = json!(11);
        result["rounds"][3]["votes"] = json!(3);
        result["support"][0]["votes"] = json!(11);
        result["support"][3]["votes"] = json!(3);
    });
}

#[test]
fn v14_finds_a_ballot_that_was_turned_into_another() {
    let report = verified(&street(&[(Stage::Counted, &turn_one)]), Options::default());
    assert_eq!(report.found(), [Check::V14]);
    let codes: Vec<String> = findings(&report, Check::V14).into_iter().map(|(c, _)| c).collect();
    assert_eq!(codes, ["ballot_unpublished", "ballot_unopened"]);
}

#[test]
fn v15_finds_an_invalid_ballot_told_as_blank() {
    let told = |work: &mut Work| {
        change(work, "results/city.json", |result| {
            result["invalid"] = json!(0);
            result["blank"] = json!(3);
        });
    };
    let report = verified(&street(&[(Stage::Counted, &told)]), Options::default());
    assert_eq!(report.found(), [Check::V15]);
    let places: Vec<String> = findings(&report, Check::V15).into_iter().map(|(_, p)| p).collect();
    assert_eq!(places, ["results/city.json, blank", "results/city.json, invalid"]);
}

#[test]
fn v16_finds_an_order_that_the_seed_does_not_give() {
    let reverse = |work: &mut Work| {
        let at = work.place_of("tally");
        let order = work.leaves[at]["contests"][0]["order"].as_array_mut().unwrap();
        order.reverse();
    };
    let place = format!("contest city, leaf {}, order", street(&[]).place_of("tally"));
    expect(&[(Stage::Tallied, &reverse)], Check::V16, "order_other", &place);
}

#[test]
fn v16_finds_a_seed_that_was_known_before_the_close() {
    let early = |work: &mut Work| {
        let close = work.place_of("close");
        work.sizes.retain(|size| *size <= close);
    };
    let place = format!("leaf {}", street(&[]).place_of("seed"));
    expect(&[(Stage::Entries, &early)], Check::V16, "seed_early", &place);
}

/// Without the witnesses' lines under the checkpoint of the close, somebody could still have chosen among boxes.
#[test]
fn v16_finds_dice_that_did_not_wait_for_the_witnesses() {
    let alone = |work: &mut Work| {
        let closed = work.sizes.iter().position(|size| *size > work.place_of("close")).unwrap();
        let path = format!("checkpoints/{:06}", closed + 1);
        let note = work.text(&path);
        // The last two of three lines: one witness is not the two that the policy asks for.
        let cut = note.trim_end().rmatch_indices('\n').nth(1).unwrap().0;
        work.files.insert(path, note.as_bytes()[..=cut].to_vec());
    };
    let place = format!("leaf {}", street(&[]).place_of("seed"));
    expect(&[(Stage::Signed, &alone)], Check::V16, "seed_unwitnessed", &place);
}

#[test]
fn v17_finds_a_winner_that_the_ballots_do_not_give() {
    let lamp = |work: &mut Work| {
        change(work, "results/city.json", |result| {
            result["funded"] = json!(["benches", "garden", "lamp"]);
        });
    };
    let place = "results/city.json, funded[2]";
    expect(&[(Stage::Counted, &lamp)], Check::V17, "result_other", place);
}

#[test]
fn v17_finds_a_fraction_that_is_off() {
    let off = |work: &mut Work| {
        change(work, "results/city.json", |result| {
            result["rounds"][1]["effective_votes"] = json!("2000001/100000");
        });
    };
    let place = "results/city.json, rounds[1].effective_votes";
    expect(&[(Stage::Counted, &off)], Check::V17, "result_other", place);
}

#[test]
fn v18_finds_an_export_with_other_ballots() {
    let other = |work: &mut Work| {
        let export = String::from_utf8(work.published["export/hood.pb"].clone()).unwrap();
        let export = export.replacen(";sandpit\n", ";trees\n", 1);
        work.published.insert("export/hood.pb".to_owned(), export.into_bytes());
    };
    let report = verified(&street(&[(Stage::Counted, &other)]), Options::default());
    assert_eq!(report.found(), [Check::V18]);
    let codes: Vec<String> = findings(&report, Check::V18).into_iter().map(|(c, _)| c).collect();
    assert_eq!(codes, ["export_unpublished", "ballot_unexported"]);
}

#[test]
fn v19_finds_a_small_group_that_was_published() {
    let larger = |work: &mut Work| work.papers["small_group"] = json!(25);
    expect(&[(Stage::Papers, &larger)], Check::V19, "small_published", "contest hood");
}

#[test]
fn v20_finds_a_slip_whose_ballot_is_not_there() {
    let options = |code: String| Options { slip: Some(code), ..Options::default() };
    let good = street(&[]);
    let at = good.place_of_cast(&good.casts[3]);
    let mine = tracking_code(&crate::fabricator::coding::leaf_hash(&good.entries[at]));
    let report = verified(&good, options(mine.clone()));
    assert_eq!(report.exit_code(), 0);
    assert!(
        report.text(morada_verify::Language::En).contains(&format!("leaf {at}, and it counts"))
    );

    let absent = tracking_code(&sha(&[b"never cast"]));
    let report = verified(&good, options(absent.clone()));
    expect_only(&report, Check::V20, "slip_missing", &absent);
    expect_only(&verified(&good, options("12345".to_owned())), Check::V20, "slip_form", "12345");
}

#[test]
fn v20_finds_a_promise_that_was_not_kept() {
    let good = street(&[]);
    let promise = |leaf: &[u8; 32], key: &LogKey| {
        let leaf = crate::fabricator::coding::base64(leaf);
        let text = format!("pb-promise/v1\n{}\n{leaf}\n2026-11-24T10:00:00Z\n", key.origin);
        Options { promise: Some(key.sign(&text).into_bytes()), ..Options::default() }
    };
    let at = good.place_of_cast(&good.casts[3]);
    let kept = crate::fabricator::coding::leaf_hash(&good.entries[at]);
    assert_eq!(verified(&good, promise(&kept, &good.log_key())).exit_code(), 0);

    let broken = verified(&good, promise(&sha(&[b"never cast"]), &good.log_key()));
    expect_only(&broken, Check::V20, "promise_broken", "promise");
    let forged = LogKey::named(&good.log_key().origin, "other");
    let forged = verified(&good, promise(&sha(&[b"never cast"]), &forged));
    expect_only(&forged, Check::V20, "promise_unsigned", "promise");
    let elsewhere = LogKey::named("other.example/pb/vote", "log");
    let elsewhere = verified(&good, promise(&kept, &elsewhere));
    assert_eq!((elsewhere.exit_code(), elsewhere.blocked()), (2, vec![Check::V20]));
}
