use super::*;

const SMALL: &str = "META\nkey;value\ndescription;\"Two; streets\"\nbudget;1000.50\nvote_type;approval\n\
    rule;greedy\nnum_projects;2\nnum_votes;3\nPROJECTS\nproject_id;cost;votes;name\n1;600;2;Lamps\n\
    2;400.5;2;Trees\nVOTES\nvoter_id;vote;age\nA;1,2;30\nB;2;41\nC;1;\n";

#[test]
fn a_file_becomes_projects_and_ballots_to_the_cent() {
    let instance = read(SMALL.as_bytes(), Limits::default()).unwrap();
    assert_eq!(instance.repairs, []);
    assert_eq!((instance.budget, instance.exponent), (10_005, 1));
    assert_eq!(instance.get("description"), Some("Two; streets"));
    assert_eq!(instance.projects[1].cost, 4005);
    assert_eq!(instance.projects[1].get("name"), Some("Trees"));
    assert_eq!(instance.ballot(0), (&[0, 1][..], &[][..]));
    assert_eq!(instance.voters.get(2), "C");
    assert_eq!(instance.voter_columns[0].0, "age");
    assert_eq!(instance.voter_columns[0].1.get(1), "41");
    assert_eq!(instance.profile().votes(), [2, 2]);
}

#[test]
fn every_repair_is_told_with_its_line() {
    let odd = "\u{feff}meta;\r\nkey;value\r\nbudget; 1000,5\r\nvote_type;Approval\r\nnum_votes;4\r\n\
        Projects\r\ncost;project_id;target;votes\r\n600;1;none;2\r\n\r\n1200;2\r\nVOTES\r\n\
        vote;voter_id\r\n\"1, 2\";A\r\n1,1;B\r\n3;B";
    let instance = read(odd.as_bytes(), Limits::default()).unwrap();
    let told: Vec<String> = instance.repairs.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 1: a byte order mark before the first line was dropped",
            "line 1: lines end with CR LF",
            "line 1: the section title \"meta;\" was read as its plain name",
            "line 3: spaces around \"1000,5\" were dropped",
            "line 3: the comma in \"1000,5\" was read as a decimal point",
            "line 5: META says num_votes is 4, the file has 3",
            "line 6: the section title \"Projects\" was read as its plain name",
            "line 7: \"target\" was read under its present name",
            "line 8: the word none was read as an empty cell",
            "line 8: project \"1\" has votes 2, a recount gives 3",
            "line 9: an empty line was passed over",
            "line 10: the row has 2 cells, its header 4; the rest was read as empty",
            "line 10: project \"2\" costs more than the whole budget",
            "line 13: spaces around \"2\" were dropped",
            "line 14: the ballot names project \"1\" more than once; it counts once",
            "line 15: the last line has no line end",
            "line 15: the ballot names \"3\", which is no project; the mark was dropped",
            "line 15: voter \"B\" is there twice; both rows count",
        ]
    );
    assert_eq!(instance.profile().votes(), [2, 1]);
    assert_eq!(instance.profile().voters, 3);
}

/// Found by `fuzz/`: the writer makes spaces of control characters, so the reader must not see
/// more in a cell than will be left of it.
#[test]
fn a_cell_of_nothing_but_none_and_control_characters_is_empty() {
    let text = SMALL.replace("votes;name", "votes;target").replace("Lamps", "none\u{12}");
    let text = text.replace("Trees", "a,\0b");
    let text = text.replace("Two; streets", "x").replace("rule;greedy", "rule;none;;");
    let instance = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(instance.projects[0].get("beneficiaries"), None);
    assert_eq!(instance.get("rule"), None);
    let written = write(&instance).bytes;
    assert_eq!(write(&read(&written, Limits::default()).unwrap()).bytes, written);
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_line_and_a_reason() {
    let refused = |text: &str| read(text.as_bytes(), Limits::default()).unwrap_err().to_string();
    assert_eq!(refused(""), "line 1: the file does not begin with META");
    assert_eq!(refused("META\nkey;value\n"), "line 2: the file ends before PROJECTS");
    assert_eq!(
        refused(&SMALL.replace("1000.50", "-5")),
        "line 4: the budget \"-5\" is not an amount"
    );
    assert_eq!(
        refused(&SMALL.replace("approval", "guess")),
        "line 5: the vote_type \"guess\" is not known"
    );
    assert_eq!(refused(&SMALL.replace("600", "9e9")), "line 11: the cost \"9e9\" is not an amount");
    assert_eq!(
        refused(&SMALL.replace("600", "900719925474100")),
        "line 11: the amount is too large",
        "in tenths it is above 2^53"
    );
    assert_eq!(refused(&SMALL.replace("voter_id", "who")), "line 14: VOTES has no column voter_id");
    assert_eq!(
        refused(&SMALL.replace("PROJECTS", "VOTES")),
        "line 9: PROJECTS must come after META"
    );
    assert_eq!(
        refused(&SMALL.replace("B;2", "B;\"2")),
        "line 16: a quote is opened and never closed"
    );
    assert_eq!(
        read(b"META\nkey;value\n\xff", Limits::default()).unwrap_err().to_string(),
        "line 3: the file is not UTF-8 text"
    );
}

#[test]
fn points_are_read_with_their_projects() {
    let text = SMALL
        .replace("approval", "cumulative")
        .replace("vote;age", "vote;points")
        .replace("1,2;30", "1,2;3,2.0")
        .replace("2;41", "2;5")
        .replace("C;1;", "C;1,2;4");
    let instance = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(instance.ballot(0), (&[0, 1][..], &[3, 2][..]));
    assert_eq!(
        instance.repairs[0].to_string(),
        "line 17: the ballot has 2 marks and 1 points; the longer list was cut"
    );
    assert_eq!(instance.profile().totals(crate::tally::budget::Worth::Points), [7, 7]);
}

#[test]
fn a_default_score_goes_to_every_project_that_is_not_listed() {
    let text = SMALL
        .replace("approval", "scoring\ndefault_score;-1")
        .replace("vote;age", "vote;points")
        .replace("1,2;30", "1,2;3,2")
        .replace("2;41", "2;5")
        .replace("C;1;", "C;;");
    let instance = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(instance.profile().totals(crate::tally::budget::Worth::Points), [1, 6]);
}

#[test]
fn bounds_are_kept() {
    let small = Limits { ballots: 2, ..Limits::default() };
    assert_eq!(read(SMALL.as_bytes(), small).unwrap_err().line, 17);
    let narrow = Limits { line_bytes: 20, ..Limits::default() };
    assert_eq!(
        read(SMALL.as_bytes(), narrow).unwrap_err().to_string(),
        "line 3: the line is too long"
    );
    let tiny = Limits { bytes: 10, ..Limits::default() };
    assert!(read(SMALL.as_bytes(), tiny).is_err());
    let few = Limits { projects: 1, ..Limits::default() };
    assert_eq!(read(SMALL.as_bytes(), few).unwrap_err().line, 12);
}

#[test]
fn a_voter_may_be_called_like_a_section() {
    let text =
        SMALL.replace("vote;age", "vote").replace("A;1,2;30", "META;").replace("B;2;41", "VOTES;2");
    let instance = read(text.replace("C;1;", "C;1").as_bytes(), Limits::default()).unwrap();
    assert_eq!((instance.voters.get(0), instance.profile().voters), ("META", 3));
    let again = read(&write(&instance).bytes, Limits::default()).unwrap();
    assert_eq!(again.profile(), instance.profile());
}

/// Everything that counts comes back from a file that was written.
#[test]
fn what_is_written_reads_back_the_same() {
    let text = SMALL
        .replace("rule;greedy", "rule;greedy\nsecret_key;1")
        .replace(";name", ";target")
        .replace("C;1;", "C;;")
        .replace("A;1,2;30", "A;1,2,1;30");
    let read_once = read(text.as_bytes(), Limits::default()).unwrap();
    let written = write(&read_once);
    assert_eq!(written.left_out, ["secret_key"]);
    let again = read(&written.bytes, Limits::default()).unwrap();
    assert_eq!(again.repairs, [], "{}", String::from_utf8_lossy(&written.bytes));
    assert_eq!(again.profile(), read_once.profile());
    assert_eq!(again.voter_columns, read_once.voter_columns);
    assert_eq!(again.projects[1].get("beneficiaries"), Some("Trees"));
    assert_eq!(write(&again).bytes, written.bytes, "writing twice changes nothing");
}

#[test]
fn a_file_has_the_checkers_order_and_says_what_only_a_person_can_mend() {
    let written = write(&read(SMALL.as_bytes(), Limits::default()).unwrap());
    assert_eq!(
        String::from_utf8(written.bytes).unwrap(),
        "META\nkey;value\ndescription;\"Two; streets\"\nnum_projects;2\nnum_votes;3\n\
         budget;1000.5\nvote_type;approval\nrule;greedy\nfully_funded;1\nPROJECTS\nproject_id;cost;votes;name\n\
         1;600;2;Lamps\n2;400.5;2;Trees\nVOTES\nvoter_id;vote;age\nA;1,2;30\nB;2;41\nC;1;\n"
    );
    let told: Vec<String> = written.objections.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["country", "unit", "instance", "date_begin", "date_end"]
            .map(|key| format!("META has no {key}"))
    );
}

/// What pabulib-checker 1.0.8 refused in files of ours (benches/peers/checker.py).
#[test]
fn lists_have_no_spaces_and_a_score_that_was_there_stays() {
    let text = "META\nkey;value\nbudget;10\nvote_type;ordinal\ncategories;a , b\nPROJECTS\n\
        project_id;cost;score;category;name\n1;9;7;a, b;Lamps, two\n2;8;3;b;Trees\nVOTES\n\
        voter_id;vote\nA;1,2\n";
    let written = write(&read(text.as_bytes(), Limits::default()).unwrap());
    let written = String::from_utf8(written.bytes).unwrap();
    assert!(written.contains("categories;a,b\n"), "{written}");
    assert!(written.contains("project_id;cost;votes;score;name;category\n"), "{written}");
    assert!(written.contains("1;9;1;7;Lamps, two;a,b\n"), "{written}");
    assert!(!written.contains("fully_funded"), "17 is more than 10: {written}");
}

#[test]
fn a_contest_of_ours_becomes_a_file() {
    use crate::ballot::{Answers, examples};
    use crate::contest::BallotStyle;
    let contest =
        examples::contest(BallotStyle::Points { max_each: 3, total: 5 }, &[60_050, 30_000]);
    let ballot = |pairs: &[(u32, u32)]| Answers::Points(pairs.to_vec()).parse(&contest).unwrap();
    let ballots = [ballot(&[]), ballot(&[(0, 2), (1, 3)]), ballot(&[(1, 1)])];
    let about = About {
        description: "Projects of \"the\" street".to_owned(),
        country: "Portugal".to_owned(),
        unit: "Lisboa".to_owned(),
        instance: "2027".to_owned(),
        date_begin: "01.05.2027".to_owned(),
        date_end: "09.05.2027".to_owned(),
        currency: "EUR".to_owned(),
        exponent: 2,
        language: "pt-PT".to_owned(),
    };
    let written = write(&Instance::of_contest(&contest, &ballots, &[1], &about));
    assert_eq!(
        String::from_utf8(written.bytes).unwrap(),
        "META\nkey;value\ndescription;\"Projects of \"\"the\"\" street\"\ncountry;Portugal\n\
         unit;Lisboa\ninstance;2027\nnum_projects;2\nnum_votes;3\nbudget;10\nvote_type;cumulative\n\
         rule;greedy\ndate_begin;01.05.2027\ndate_end;09.05.2027\nmax_points;3\nmax_sum_points;5\n\
         language;pt\ncurrency;EUR\nPROJECTS\nproject_id;cost;votes;score;name;selected\n\
         1;600.5;1;2;A project;0\n2;300;2;4;A project;1\nVOTES\nvoter_id;vote;points\n\
         2;2,1;3,2\n3;2;1\n1;;\n"
    );
    let objections =
        [Objection::DearerThanBudget("1".to_owned()), Objection::DearerThanBudget("2".to_owned())];
    assert_eq!(written.objections, objections);
}
