//! The election of the tests: Lower Street has two contests, and their results are counted by hand.
//!
//! **city** shares 90.00 by Equal Shares among 30 valid ballots, so everybody has 3.00. Benches (20.00)
//! and garden (40.00) have the same 20 supporters and the same effective votes, 20; the benches are
//! cheaper and come first: 1.00 each. The garden takes the other 2.00. The mural (24.00) has 8
//! supporters who pay all 3.00. The lamp has nobody. Nothing with support is left: one run.
//!
//! **hood** gives 8.00 to the most votes: trees (10 votes, 5.00) are funded; swing and slide have
//! 5 votes and cost 3.00 each, so the lot decides; the other one and the sandpit (4 votes) do not fit.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::coding::{canon, sha};
use super::signing::key;

/// One vote: who, in what contest, with which counter, for what.
#[derive(Debug, Clone)]
pub struct Cast {
    pub contest: String,
    pub voter: usize,
    pub n: u64,
    pub ballot: String,
    /// Makes `r` another one.
    pub salt: u8,
}

impl Cast {
    /// The key of its voter in its contest.
    pub fn key(&self) -> ed25519_dalek::SigningKey {
        key(&format!("{} {}", self.contest, self.voter))
    }

    /// What hides the ballot.
    pub fn r(&self) -> [u8; 32] {
        let (voter, n) = (self.voter.to_be_bytes(), self.n.to_be_bytes());
        sha(&[b"r", self.contest.as_bytes(), &voter, &n, &[self.salt]])
    }
}

/// How large the election is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Only the hood, with five voters.
    Tiny,
    /// Both contests, 31 and 24 ballots.
    Street,
    /// As `Street`, and a motion of four voters that is withheld.
    WithSmallGroup,
}

/// What happens in the election.
#[derive(Debug, Clone)]
pub struct Story {
    pub scale: Scale,
    pub election: String,
    pub openings: &'static str,
    pub seed: String,
}

impl Story {
    pub fn new(scale: Scale) -> Self {
        Self {
            scale,
            election: "lower-street-2026".to_owned(),
            openings: "public",
            seed: "31415926535897932384".to_owned(),
        }
    }

    /// The same story with the openings given to observers by hand.
    pub fn with_observers(mut self) -> Self {
        self.openings = "observers";
        self
    }

    pub fn contests(&self) -> Vec<&'static str> {
        match self.scale {
            Scale::Tiny => vec!["hood"],
            Scale::Street => vec!["city", "hood"],
            Scale::WithSmallGroup => vec!["city", "hood", "name"],
        }
    }

    pub fn papers(&self) -> Value {
        let option = |number: u64, id: &str, cost: u64| {
            json!({"category": "play", "cost": cost, "id": id, "number": number, "place": "",
                   "summary": [],
                   "title": [{"lang": "en", "text": id}]})
        };
        let title = |text: &str| json!([{"lang": "en", "text": text}]);
        let city = json!({
            "ballot": {"kind": "approval", "max": 3, "min": 1}, "budget": 9000, "id": "city",
            "options": [option(1, "garden", 4000), option(2, "benches", 2000), option(3, "mural", 2400),
                        option(4, "lamp", 700)],
            "rule": {"completion": "add1", "increment": 1, "name": "equal_shares", "start": "exact",
                     "stop": "exhaustive", "ties": ["cheaper", "lot"], "utility": "cost", "version": 1},
            "title": title("City")});
        let hood = json!({
            "ballot": {"kind": "choose_one"}, "budget": 800, "id": "hood",
            "options": [option(1, "trees", 500), option(2, "swing", 300), option(3, "slide", 300),
                        option(4, "sandpit", 200)],
            "rule": {"misfit": "skip", "name": "most_votes", "ties": ["lot"], "version": 1},
            "title": title("Hood")});
        let name = json!({
            "ballot": {"kind": "motion"}, "budget": 0, "id": "name",
            "options": [option(1, "yes", 0), option(2, "no", 0), option(3, "abstain", 0)],
            "rule": {"name": "motion", "version": 1}, "title": title("A new name")});
        let contests: Vec<Value> = self
            .contests()
            .iter()
            .map(|id| match *id {
                "city" => city.clone(),
                "hood" => hood.clone(),
                _ => name.clone(),
            })
            .collect();
        let (batch_min, small_group) = if self.scale == Scale::Tiny { (2, 3) } else { (5, 10) };
        json!({
            "authority": "street.example", "batch_interval_s": 60, "batch_min": batch_min,
            "closes_at": 2000, "contests": contests, "currency": "EUR", "currency_exponent": 2,
            "election": self.election, "languages": ["en"], "openings": self.openings,
            "opens_at": 1000, "place": title("Lower Street"), "small_group": small_group,
            "t": "papers", "time_zone": "Europe/Lisbon", "title": title("Our street"), "v": 1})
    }

    /// Everybody's votes. Voter 0 of the city votes twice; the last voter of the hood is retired.
    pub fn casts(&self) -> Vec<Cast> {
        let mut casts = Vec::new();
        let mut vote = |contest: &str, kind: &str, voters: usize, marks: &str| {
            let voter = casts.iter().filter(|c: &&Cast| c.contest == contest).count();
            for voter in voter..voter + voters {
                let ballot = format!(r#"{{"c":"{contest}","k":"{kind}","x":{marks}}}"#);
                casts.push(Cast { contest: contest.to_owned(), voter, n: 1, ballot, salt: 0 });
            }
        };
        let hood: [(usize, &str); 5] = match self.scale {
            Scale::Tiny => [(2, "[0]"), (1, "[1]"), (1, "[2]"), (1, "[3]"), (0, "[]")],
            _ => [(10, "[0]"), (5, "[1]"), (5, "[2]"), (4, "[3]"), (1, "[0]")],
        };
        for (voters, marks) in hood {
            vote("hood", "choose_one", voters, marks);
        }
        if self.scale != Scale::Tiny {
            vote("city", "approval", 20, "[0,1]");
            vote("city", "approval", 8, "[2]");
            vote("city", "approval", 2, "[]");
            vote("city", "approval", 1, "[9]");
            let again =
                Cast { n: 2, ..casts.iter().find(|c| c.contest == "city").unwrap().clone() };
            let first = casts.iter_mut().find(|c| c.contest == "city").unwrap();
            r#"{"c":"city","k":"approval","x":[3]}"#.clone_into(&mut first.ballot);
            casts.push(again);
        }
        if self.scale == Scale::WithSmallGroup {
            let mut vote = |voter, mark: u8| {
                let ballot = format!(r#"{{"c":"name","k":"motion","x":[{mark}]}}"#);
                casts.push(Cast { contest: "name".to_owned(), voter, n: 1, ballot, salt: 0 });
            };
            for (voter, mark) in [0, 0, 1, 2].into_iter().enumerate() {
                vote(voter, mark);
            }
        }
        casts
    }

    /// Which of the hood's voters hands the code in after voting.
    pub fn retired(&self) -> Option<usize> {
        (self.scale != Scale::Tiny).then_some(24)
    }

    /// The options of a contest in the order of their tickets.
    pub fn lots(&self, contest: &str, options: &[&str]) -> Vec<String> {
        let mut order: Vec<String> = options.iter().map(|id| (*id).to_owned()).collect();
        order.sort_by_key(|id| sha(&[format!("{},tie,{contest},{id}", self.seed).as_bytes()]));
        order
    }

    /// The results, counted by hand as told above.
    pub fn results(&self, papers: &Value) -> BTreeMap<String, Value> {
        let mut results = BTreeMap::new();
        for contest in papers["contests"].as_array().unwrap() {
            let result = match contest["id"].as_str().unwrap() {
                "city" => city(contest),
                "hood" => self.hood(contest),
                other => json!({"contest": other, "funded": ["yes"], "rule": contest["rule"],
                                "t": "result", "v": 1, "withheld": true}),
            };
            results.insert(contest["id"].as_str().unwrap().to_owned(), result);
        }
        results
    }

    fn hood(&self, contest: &Value) -> Value {
        let votes: [u64; 4] = if self.scale == Scale::Tiny { [2, 1, 1, 1] } else { [10, 5, 5, 4] };
        let of = |id: &str| {
            let place =
                ["trees", "swing", "slide", "sandpit"].iter().position(|o| *o == id).unwrap();
            (votes[place], [500, 300, 300, 200][place])
        };
        let round = |id: &str, decision: &str, left: u64| {
            let (votes, cost) = of(id);
            json!({"cost": cost, "decision": decision, "id": id, "left": left, "votes": votes})
        };
        // In the tiny story three options have one vote, and the sandpit may win the lot.
        let tied: &[&str] = if self.scale == Scale::Tiny {
            &["swing", "slide", "sandpit"]
        } else {
            &["swing", "slide"]
        };
        let lot = self.lots("hood", tied);
        let mut queue: Vec<String> = vec!["trees".to_owned()];
        queue.extend(lot.clone());
        if self.scale != Scale::Tiny {
            queue.push("sandpit".to_owned());
        }
        let (mut left, mut funded, mut rounds) = (800, Vec::new(), Vec::new());
        for id in &queue {
            let cost = of(id).1;
            let decision = if cost <= left { "funded" } else { "too_dear" };
            if cost <= left {
                left -= cost;
                funded.push(id.clone());
            }
            rounds.push(round(id, decision, left));
        }
        json!({"ballots": votes.iter().sum::<u64>(), "blank": 0, "budget": 800, "contest": "hood",
               "funded": funded, "invalid": 0, "rounds": rounds, "rule": contest["rule"],
               "support": support(contest, &votes), "t": "result",
               "ties": [{"by": "lot", "options": lot, "round": 1}],
               "total_cost": 800 - left, "v": 1, "withheld": false})
    }

    /// The lines of a contest's votes in the Pabulib format.
    pub fn export(contest: &Value, ballots: &[String]) -> String {
        let options = contest["options"].as_array().unwrap();
        let valid: Vec<Value> = ballots
            .iter()
            .map(|b| serde_json::from_str::<Value>(b).unwrap()["x"].clone())
            .filter(|x| *x != json!([9]))
            .collect();
        let euros = |cents: &Value| {
            let cents = cents.as_u64().unwrap();
            format!("{}.{:02}", cents / 100, cents % 100)
        };
        let mut text = format!(
            "META\nkey;value\ndescription;{}\nnum_projects;{}\nnum_votes;{}\nbudget;{}\nvote_type;approval\n",
            contest["id"].as_str().unwrap(),
            options.len(),
            valid.len(),
            euros(&contest["budget"])
        );
        text.push_str("PROJECTS\nproject_id;cost;votes\n");
        for (at, option) in options.iter().enumerate() {
            let votes = valid.iter().filter(|x| x.as_array().unwrap().contains(&json!(at))).count();
            let id = option["id"].as_str().unwrap();
            text.push_str(&format!("{id};{};{votes}\n", euros(&option["cost"])));
        }
        text.push_str("VOTES\nvoter_id;vote\n");
        for (at, x) in valid.iter().enumerate() {
            let id = |mark: &Value| {
                let mark = mark.get(0).unwrap_or(mark);
                let place = usize::try_from(mark.as_u64().unwrap()).unwrap();
                options[place]["id"].as_str().unwrap().to_owned()
            };
            let ids: Vec<String> = x.as_array().unwrap().iter().map(id).collect();
            text.push_str(&format!("{at};{}\n", ids.join(",")));
        }
        text
    }
}

fn support(contest: &Value, votes: &[u64]) -> Vec<Value> {
    let options = contest["options"].as_array().unwrap().iter();
    options.zip(votes).map(|(o, votes)| json!({"id": o["id"], "votes": votes})).collect()
}

fn city(contest: &Value) -> Value {
    let round = |id: &str, cost: u64, effective: &str, payment: &str, supporters: u64| {
        json!({"cost": cost, "effective_votes": effective, "id": id, "max_payment": payment,
               "paid_all_they_had": 0, "supporters": supporters})
    };
    json!({
        "add1": {"runs": [{"cost": 8400, "voter_budget": "300"}], "stop": "exhaustive"},
        "ballots": 31, "blank": 2, "budget": 9000, "contest": "city",
        "funded": ["benches", "garden", "mural"], "invalid": 1,
        "rounds": [round("benches", 2000, "20", "100", 20), round("garden", 4000, "20", "200", 20),
                   round("mural", 2400, "8", "300", 8)],
        "rule": contest["rule"], "support": support(contest, &[20, 20, 8, 0]), "t": "result",
        "ties": [{"by": "cheaper", "options": ["benches", "garden"], "round": 0}],
        "total_cost": 8400, "v": 1, "voter_budget": "300", "withheld": false})
}

/// The ballots that count, of `casts` without the retired voter, sorted bytewise.
pub fn counted(casts: &[Cast], contest: &str, retired: Option<usize>) -> Vec<Cast> {
    let mut last: BTreeMap<usize, Cast> = BTreeMap::new();
    for cast in casts.iter().filter(|cast| cast.contest == contest) {
        let is_later = last.get(&cast.voter).is_none_or(|before| cast.n > before.n);
        let is_retired = contest == "hood" && retired == Some(cast.voter);
        if is_later && !is_retired {
            last.insert(cast.voter, cast.clone());
        }
    }
    let mut counted: Vec<Cast> = last.into_values().collect();
    counted.sort_by(|a, b| a.ballot.cmp(&b.ballot));
    counted
}

/// One canonical record per line.
pub fn lines<'a>(records: impl Iterator<Item = &'a Value>) -> Vec<u8> {
    records.map(|record| canon(record) + "\n").collect::<Vec<_>>().concat().into_bytes()
}
