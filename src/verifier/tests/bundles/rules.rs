//! The rules of docs/FORMATS.md 6a that go through a queue, in whole bundles, by both verifiers: the right result
//! passes, and one figure off is found.

use morada_verify::{Check, Options};
use serde_json::{Value, json};

use crate::fabricator::story::Scale;
use crate::fabricator::{Edit, Stage, Story, Work, fabricate};
use crate::{findings, verified};

/// The hood of the tiny story votes otherwise: five ballots of another kind, under another rule.
///
/// Trees cost 5.00, swing and slide 3.00 each, the sandpit 2.00; there are 8.00.
struct Otherwise {
    ballot: Value,
    rule: Value,
    marks: [&'static str; 5],
    funded: &'static [&'static str],
    rounds: Value,
    ties: Value,
    votes: [u64; 4],
    points: Option<[u64; 4]>,
}

impl Otherwise {
    fn make(&self, edits: &[Edit<'_>]) -> Work {
        let papers = |work: &mut Work| {
            work.papers["contests"][0]["ballot"] = self.ballot.clone();
            work.papers["contests"][0]["rule"] = self.rule.clone();
        };
        let casts = |work: &mut Work| {
            let kind = self.ballot["kind"].as_str().unwrap();
            for (cast, marks) in work.casts.iter_mut().zip(self.marks) {
                cast.ballot = format!(r#"{{"c":"hood","k":"{kind}","x":{marks}}}"#);
            }
        };
        let counted = |work: &mut Work| {
            let cost =
                |id: &&str| json!({"trees": 500, "sandpit": 200})[*id].as_u64().unwrap_or(300);
            let ids = ["trees", "swing", "slide", "sandpit"];
            let support = ids.iter().enumerate().map(|(at, id)| match self.points {
                None => json!({"id": id, "votes": self.votes[at]}),
                Some(points) => json!({"id": id, "points": points[at], "votes": self.votes[at]}),
            });
            let result = json!({"ballots": 5, "blank": 0, "budget": 800, "contest": "hood",
                "funded": self.funded, "invalid": 0, "rounds": self.rounds, "rule": self.rule,
                "support": support.collect::<Vec<_>>(), "t": "result", "ties": self.ties,
                "total_cost": self.funded.iter().map(cost).sum::<u64>(), "v": 1, "withheld": false});
            let text = crate::fabricator::coding::canon(&result);
            work.published.insert("results/hood.json".to_owned(), text.into_bytes());
            let export = Self::export(work);
            work.published.insert("export/hood.pb".to_owned(), export.into_bytes());
        };
        let mut all: Vec<Edit<'_>> =
            vec![(Stage::Papers, &papers), (Stage::Casts, &casts), (Stage::Counted, &counted)];
        all.extend_from_slice(edits);
        fabricate(Story::new(Scale::Tiny), &all)
    }

    fn export(work: &Work) -> String {
        let ids = ["trees", "swing", "slide", "sandpit"];
        let mut text = String::from(
            "META\nkey;value\nbudget;8.00\nnum_projects;4\nnum_votes;5\nPROJECTS\nproject_id;cost\n",
        );
        for (id, cost) in ids.iter().zip(["5.00", "3.00", "3.00", "2.00"]) {
            text.push_str(&format!("{id};{cost}\n"));
        }
        text.push_str("VOTES\nvoter_id;vote;points\n");
        let ballots = String::from_utf8(work.published["ballots-hood.jsonl"].clone()).unwrap();
        for (voter, line) in ballots.lines().enumerate() {
            let ballot: Value = serde_json::from_str(line).unwrap();
            let place = |mark: &Value| usize::try_from(mark.as_u64().unwrap()).unwrap();
            let (mut vote, mut points) = (Vec::new(), Vec::new());
            for mark in ballot["x"].as_array().unwrap() {
                vote.push(ids[place(mark.get(0).unwrap_or(mark))]);
                points.extend(mark.get(1).map(Value::to_string));
            }
            text.push_str(&format!("{voter};{};{}\n", vote.join(","), points.join(",")));
        }
        text
    }

    /// The right result passes; the same with one more vote in a round is found by V17 alone.
    fn check(&self) {
        let good = verified(&self.make(&[]), Options::default());
        assert_eq!(good.exit_code(), 0, "{}", good.text(morada_verify::Language::En));
        let off = |work: &mut Work| {
            let text = String::from_utf8(work.published["results/hood.json"].clone()).unwrap();
            let mut result: Value = serde_json::from_str(&text).unwrap();
            result["rounds"][1]["left"] = json!(1);
            let text = crate::fabricator::coding::canon(&result);
            work.published.insert("results/hood.json".to_owned(), text.into_bytes());
        };
        let spoilt = verified(&self.make(&[(Stage::Counted, &off)]), Options::default());
        assert_eq!(spoilt.found(), [Check::V17]);
        assert_eq!(findings(&spoilt, Check::V17)[0].0, "result_other");
    }
}

/// Trees 3/500, swing 3/300, slide 1/300, sandpit 2/200 a cent: swing and sandpit are equal, and the cheaper goes first.
#[test]
fn votes_per_cost() {
    Otherwise {
        ballot: json!({"kind": "approval", "max": 3, "min": 1}),
        rule: json!({"misfit": "skip", "name": "votes_per_cost", "ties": ["cheaper", "lot"], "version": 1}),
        marks: ["[0,1]", "[0,1]", "[0,3]", "[1,3]", "[2]"],
        funded: &["sandpit", "swing", "slide"],
        rounds: json!([
            {"cost": 200, "decision": "funded", "id": "sandpit", "left": 600, "measure": "1/100", "votes": 2},
            {"cost": 300, "decision": "funded", "id": "swing", "left": 300, "measure": "1/100", "votes": 3},
            {"cost": 500, "decision": "too_dear", "id": "trees", "left": 300, "measure": "3/500", "votes": 3},
            {"cost": 300, "decision": "funded", "id": "slide", "left": 0, "measure": "1/300", "votes": 1}]),
        ties: json!([{"by": "cheaper", "options": ["sandpit", "swing"], "round": 0}]),
        votes: [3, 3, 1, 2],
        points: None,
    }
    .check();
}

/// Points 12, 9, 4, 0. Trees and the sandpit leave 1.00, a third of the swing: from outside come the other 2.00.
#[test]
fn most_points_with_a_helping_hand() {
    Otherwise {
        ballot: json!({"kind": "points", "max_each": 5, "total": 6}),
        rule: json!({"misfit": {"stretch": {"percent": 33}}, "name": "most_points", "per": "project",
                     "ties": ["lot"], "version": 1}),
        marks: ["[[0,5]]", "[[0,5],[3,1]]", "[[0,2],[3,4]]", "[[1,2],[3,4]]", "[[1,2]]"],
        funded: &["trees", "sandpit", "swing"],
        rounds: json!([
            {"cost": 500, "decision": "funded", "id": "trees", "left": 300, "measure": "12", "votes": 3},
            {"cost": 200, "decision": "funded", "id": "sandpit", "left": 100, "measure": "9", "votes": 3},
            {"cost": 300, "decision": "helped", "id": "swing", "left": 0, "measure": "4", "outside": 200, "votes": 2},
            {"cost": 300, "decision": "stopped", "id": "slide", "left": 0, "measure": "0", "votes": 0}]),
        ties: json!([]),
        votes: [3, 2, 0, 3],
        points: Some([12, 4, 0, 9]),
    }
    .check();
}

/// Each ballot gives its k ranks k to 1: swing 3+2+2, slide 2+1+3, trees 1+1+1, sandpit 1+2. After swing and slide 2.00 are left.
#[test]
fn borda_with_one_point_for_the_last_rank() {
    Otherwise {
        ballot: json!({"kind": "ranking", "max": 3}),
        rule: json!({"last": "one", "misfit": "skip", "name": "borda", "per": "project",
                     "ties": ["lot"], "version": 1}),
        marks: ["[1,2,0]", "[1,2]", "[2,1,0]", "[3]", "[3,0]"],
        funded: &["swing", "slide", "sandpit"],
        rounds: json!([
            {"cost": 300, "decision": "funded", "id": "swing", "left": 500, "measure": "7", "votes": 3},
            {"cost": 300, "decision": "funded", "id": "slide", "left": 200, "measure": "6", "votes": 3},
            {"cost": 500, "decision": "too_dear", "id": "trees", "left": 200, "measure": "3", "votes": 3},
            {"cost": 200, "decision": "funded", "id": "sandpit", "left": 0, "measure": "3", "votes": 2}]),
        ties: json!("by lot"),
        votes: [3, 3, 3, 2],
        points: None,
    }
    .check_with_lot();
}

impl Otherwise {
    /// Trees and the sandpit have three points each: whoever the lot names first has its turn first. Either way only
    /// the sandpit fits.
    fn check_with_lot(mut self) {
        let lot = Story::new(Scale::Tiny).lots("hood", &["trees", "sandpit"]);
        if lot[0] == "sandpit" {
            let rounds = self.rounds.as_array_mut().unwrap();
            rounds.swap(2, 3);
            rounds[3]["left"] = json!(0);
        }
        self.ties = json!([{"by": "lot", "options": lot, "round": 2}]);
        self.check();
    }
}

/// Two voters want the trees (5.00), one each the swing and the slide (3.00), one the sandpit (2.00): shares of 1.60.
/// By shares only the sandpit's and the others' own money count: nothing is bought. Most votes funds the trees and a
/// small one, and everybody who gets something prefers that.
#[test]
fn compared_with_most_votes_which_more_voters_prefer() {
    let lot = Story::new(Scale::Tiny).lots("hood", &["swing", "slide", "sandpit"]);
    // After the trees 3.00 are left: whichever the lot names first fits.
    let second: &'static str =
        ["swing", "slide", "sandpit"].into_iter().find(|id| *id == lot[0]).unwrap();
    let funded: &'static [&'static str] = Box::leak(vec!["trees", second].into_boxed_slice());
    let rule = json!({"by": "satisfaction", "name": "compared", "version": 1, "rule": {
        "completion": "none", "increment": 1, "name": "equal_shares", "start": "exact",
        "stop": "exhaustive", "ties": ["lot"], "utility": "cost", "version": 1}});
    let compared = json!({"by": "satisfaction", "indifferent": 2, "most_votes": funded,
        "prefer_most_votes": 3, "prefer_rule": 0, "rule": [], "rule_stands": false});
    let more = |result: &mut Value| {
        result["compared"] = compared.clone();
        result["add1"] = json!({"runs": [{"cost": 0, "voter_budget": "160"}], "stop": "none"});
        result["voter_budget"] = json!("160");
    };
    Otherwise {
        ballot: json!({"kind": "choose_one"}),
        rule,
        marks: ["[0]", "[0]", "[1]", "[2]", "[3]"],
        funded,
        rounds: json!([]),
        ties: json!([]),
        votes: [2, 1, 1, 1],
        points: None,
    }
    .check_with(&more, "compared", "prefer_rule");
}

/// Who has fewer than two votes is not counted: the trees stand alone.
#[test]
fn eligible_with_two_votes() {
    let left_out = |id: &str| json!({"has": 1, "id": id, "needs": 2, "why": "min_support"});
    let more = |result: &mut Value| {
        result["left_out"] = json!([left_out("swing"), left_out("slide"), left_out("sandpit")]);
    };
    Otherwise {
        ballot: json!({"kind": "choose_one"}),
        rule: json!({"conditions": {"min_support": 2, "min_turnout": 5}, "name": "eligible", "version": 1,
            "rule": {"misfit": "skip", "name": "most_votes", "ties": ["lot"], "version": 1}}),
        marks: ["[0]", "[0]", "[1]", "[2]", "[3]"],
        funded: &["trees"],
        rounds: json!([{"cost": 500, "decision": "funded", "id": "trees", "left": 300, "votes": 2}]),
        ties: json!([]),
        votes: [2, 1, 1, 1],
        points: None,
    }
    .check_with(&more, "left_out", "");
}

impl Otherwise {
    /// The same with what a rule around another adds; without that member the result is refused.
    fn check_with(&self, more: &dyn Fn(&mut Value), member: &str, inside: &str) {
        let change = |work: &mut Work, change: &dyn Fn(&mut Value)| {
            let text = String::from_utf8(work.published["results/hood.json"].clone()).unwrap();
            let mut result: Value = serde_json::from_str(&text).unwrap();
            change(&mut result);
            let text = crate::fabricator::coding::canon(&result);
            work.published.insert("results/hood.json".to_owned(), text.into_bytes());
        };
        let right = |work: &mut Work| change(work, more);
        let good = verified(&self.make(&[(Stage::Counted, &right)]), Options::default());
        assert_eq!(good.exit_code(), 0, "{}", good.text(morada_verify::Language::En));
        let off = |work: &mut Work| {
            change(work, &|result| {
                more(result);
                match inside {
                    "" => result[member] = json!([]),
                    inside => result[member][inside] = json!(7),
                }
            });
        };
        let spoilt = verified(&self.make(&[(Stage::Counted, &off)]), Options::default());
        assert_eq!(spoilt.found(), [Check::V17]);
    }
}
