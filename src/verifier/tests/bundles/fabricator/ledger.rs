//! The steps of making a bundle: setup, votes, close, seed, tally, result, checkpoints, files.

use std::collections::BTreeMap;

use ed25519_dalek::Signer;
use serde_json::{Value, json};

use super::Work;
use super::coding::{canon, hex, leaf_hash, root, sha};
use super::signing::{LogKey, Witness, decrypt, key, public, sealed_point, share};
use super::story::{Cast, Scale, Story, counted, lines};

impl Work {
    pub fn new(story: Story) -> Self {
        let papers = story.papers();
        Self {
            casts: story.casts(),
            story,
            papers,
            trustees: Value::Null,
            policy: String::new(),
            credlists: BTreeMap::new(),
            leaves: Vec::new(),
            entries: Vec::new(),
            sizes: Vec::new(),
            published: BTreeMap::new(),
            annex: BTreeMap::new(),
            files: BTreeMap::new(),
        }
    }

    pub fn log_key(&self) -> LogKey {
        let authority = self.papers["authority"].as_str().unwrap();
        LogKey::new(&format!("{authority}/pb/{}", self.story.election))
    }

    pub fn witnesses() -> [Witness; 3] {
        ["rita", "tomas", "zeinab"].map(Witness::new)
    }

    pub fn set_up(&mut self) {
        let share_line =
            |i: u16| json!({"i": i, "key": public(&share(i)), "name": format!("trustee {i}")});
        self.trustees = json!({"held_by_server": false, "key": public(&share(0)),
            "shares": [share_line(1), share_line(2), share_line(3)],
            "t": "trustees", "threshold": 2, "v": 1});
        if self.story.scale == Scale::Tiny {
            self.trustees = json!({"held_by_server": true, "key": public(&share(0)),
                "shares": [{"i": 1, "key": public(&share(0)), "name": "server"}],
                "t": "trustees", "threshold": 1, "v": 1});
        }
        self.policy = format!("log {}\n", self.log_key().vkey());
        for witness in Self::witnesses() {
            self.policy.push_str(&format!("witness {} {}\n", witness.name, witness.vkey()));
        }
        self.policy.push_str(
            "group observers 2 rita.example tomas.example zeinab.example\nquorum observers\n",
        );
        for contest in self.story.contests() {
            let voters = 1 + self
                .casts
                .iter()
                .filter(|c| c.contest == contest)
                .map(|c| c.voter)
                .max()
                .unwrap();
            // Two spare letters nobody used.
            let mut keys: Vec<String> = (0..voters + 2)
                .map(|voter| key(&format!("{contest} {voter}")))
                .map(|key| hex(&key.verifying_key().to_bytes()))
                .collect();
            keys.sort();
            self.credlists.insert(contest.to_owned(), keys);
        }
    }

    /// A leaf with the members that all have.
    pub fn leaf(&self, kind: &str, mut members: Value) -> Value {
        members["t"] = json!(kind);
        members["v"] = json!(1);
        members["el"] = json!(self.story.election);
        members
    }

    pub fn credlist_file(&self, contest: &str) -> String {
        self.credlists[contest].iter().map(|key| format!("{key}\n")).collect::<Vec<_>>().concat()
    }

    /// The commitment of a vote.
    pub fn com(&self, cast: &Cast) -> [u8; 32] {
        let election = self.story.election.as_bytes();
        let length = u16::try_from(election.len()).unwrap().to_be_bytes();
        sha(&[b"pb/v1/ballot\0", &length, election, &cast.r(), cast.ballot.as_bytes()])
    }

    /// The leaf of a vote, signed by its key.
    pub fn ballot_leaf(&self, cast: &Cast) -> Value {
        let key = cast.key();
        let cr = hex(&key.verifying_key().to_bytes());
        let mut leaf = self.leaf(
            "ballot",
            json!({"com": hex(&self.com(cast)), "cr": cr, "ct": cast.contest, "n": cast.n}),
        );
        let message = format!("pb/v1/cast\n{}", canon(&leaf));
        leaf["sg"] = json!(hex(&key.sign(message.as_bytes()).to_bytes()));
        leaf
    }

    pub fn retire_leaf(&self, contest: &str, voter: usize) -> Value {
        let key = key(&format!("{contest} {voter}"));
        let cr = hex(&key.verifying_key().to_bytes());
        let mut leaf = self.leaf("retire", json!({"cr": cr, "ct": contest}));
        let message = format!("pb/v1/retire\n{}", canon(&leaf));
        leaf["sg"] = json!(hex(&key.sign(message.as_bytes()).to_bytes()));
        leaf
    }

    /// Appends a batch, sorted by leaf hash.
    pub fn batch(&mut self, n: u64, mut leaves: Vec<Value>) {
        leaves.sort_by_key(|leaf| leaf_hash(&canon(leaf)));
        let batch = self.leaf("batch", json!({"at": 1100 + n, "count": leaves.len(), "n": n}));
        self.leaves.push(batch);
        self.leaves.extend(leaves);
        self.sizes.push(self.leaves.len());
    }

    /// Sorts every batch again, after a leaf was changed.
    pub fn sort_batches(&mut self) {
        let starts: Vec<(usize, usize)> = self
            .leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| leaf["t"] == "batch")
            .map(|(at, leaf)| (at + 1, usize::try_from(leaf["count"].as_u64().unwrap()).unwrap()))
            .collect();
        for (start, count) in starts {
            self.leaves[start..start + count].sort_by_key(|leaf| leaf_hash(&canon(leaf)));
        }
    }

    /// The place of the only leaf of a kind.
    pub fn place_of(&self, kind: &str) -> usize {
        self.leaves.iter().position(|leaf| leaf["t"] == kind).unwrap()
    }

    /// The place of a vote's leaf.
    pub fn place_of_cast(&self, cast: &Cast) -> usize {
        let com = hex(&self.com(cast));
        self.leaves.iter().position(|leaf| leaf["com"] == com.as_str()).unwrap()
    }

    pub fn vote(&mut self) {
        let hash = |text: &str| hex(&sha(&[text.as_bytes()]));
        let setup = json!({"at": 900, "engine": "tests", "pad": 128, "papers": hash(&canon(&self.papers)),
            "policy": hash(&self.policy), "trustees": hash(&canon(&self.trustees))});
        self.leaves.push(self.leaf("setup", setup));
        for (contest, keys) in &self.credlists {
            let sha = hash(&self.credlist_file(contest));
            let leaf = json!({"at": 910, "ct": contest, "count": keys.len(), "letters": keys.len() - 2,
                              "sha": sha, "spares": 2});
            self.leaves.push(self.leaf("credlist", leaf));
        }
        let amend = json!({"at": 920, "text": "The hall opens at nine.", "what": "place"});
        self.leaves.push(self.leaf("amend", amend));
        self.leaves.push(self.leaf("open", json!({"at": 1000, "by": ["Ana", "Bo"]})));
        self.sizes.push(self.leaves.len());
        // The second vote of a key comes in a later batch.
        let (first, again): (Vec<Cast>, Vec<Cast>) =
            self.casts.clone().into_iter().partition(|cast| cast.n == 1);
        let all: Vec<Value> = first.iter().map(|cast| self.ballot_leaf(cast)).collect();
        let half = all.len().div_ceil(2);
        self.batch(1, all[..half].to_vec());
        self.leaves
            .push(self.leaf("incident", json!({"at": 1102, "text": "The desk had no light."})));
        self.batch(2, all[half..].to_vec());
        let mut last: Vec<Value> = again.iter().map(|cast| self.ballot_leaf(cast)).collect();
        last.extend(self.story.retired().map(|voter| self.retire_leaf("hood", voter)));
        if !last.is_empty() {
            self.batch(3, last);
        }
    }

    /// The votes that count in a contest.
    pub fn counted(&self, contest: &str) -> Vec<Cast> {
        counted(&self.casts, contest, self.story.retired())
    }

    pub fn close(&mut self) {
        let contests: Vec<Value> = self
            .story
            .contests()
            .iter()
            .map(|id| {
                let leaves = self.casts.iter().filter(|cast| cast.contest == **id).count();
                json!({"counted": self.counted(id).len(), "ct": id, "leaves": leaves})
            })
            .collect();
        self.leaves.push(self.leaf("close", json!({"at": 2000, "contests": contests})));
        if self.story.scale == Scale::Tiny {
            self.sizes.clear();
        }
        self.sizes.push(self.leaves.len());
        let paper = json!({"at": 2100, "count": 2, "ct": "hood", "sha": hex(&sha(&[b"paper"]))});
        self.leaves.push(self.leaf("paper", paper));
    }

    pub fn minutes(&self) -> String {
        format!("Rolled in the hall by Ana and Bo.\nSeed: {}\n", self.story.seed)
    }

    pub fn draw(&mut self) {
        let minutes = hex(&sha(&[self.minutes().as_bytes()]));
        let seed = json!({"at": 2200, "minutes": minutes, "seed": self.story.seed});
        self.leaves.push(self.leaf("seed", seed));
    }

    fn is_withheld(contest: &str) -> bool {
        contest == "name"
    }

    pub fn ballots_file(&self, contest: &str) -> Vec<u8> {
        let ballots = self.counted(contest);
        ballots
            .iter()
            .map(|cast| cast.ballot.clone() + "\n")
            .collect::<Vec<_>>()
            .concat()
            .into_bytes()
    }

    /// The openings of a contest, by leaf.
    pub fn openings_file(&self, contest: &str) -> Vec<u8> {
        let opening = |cast: &Cast| {
            let com = hex(&self.com(cast));
            let index =
                self.leaves.iter().position(|leaf| leaf["com"] == com.as_str()).unwrap_or(0);
            json!({"b": cast.ballot, "i": index, "r": hex(&cast.r())})
        };
        let mut openings: Vec<Value> = self.counted(contest).iter().map(opening).collect();
        openings.sort_by_key(|opening| opening["i"].as_u64());
        lines(openings.iter())
    }

    pub fn count(&mut self) {
        let mut put = |path: String, bytes: Vec<u8>| drop(self.published.insert(path, bytes));
        put("roll/counts.json".to_owned(), Vec::new());
        for (id, result) in self.story.results(&self.papers) {
            self.published.insert(format!("results/{id}.json"), canon(&result).into_bytes());
        }
        for contest in self.papers["contests"].as_array().unwrap().clone() {
            let id = contest["id"].as_str().unwrap();
            self.annex.insert(format!("openings-{id}.jsonl"), self.openings_file(id));
            if Self::is_withheld(id) {
                continue;
            }
            let ballots: Vec<String> = self.counted(id).into_iter().map(|c| c.ballot).collect();
            let export = Story::export(&contest, &ballots).into_bytes();
            self.published.insert(format!("ballots-{id}.jsonl"), self.ballots_file(id));
            self.published.insert(format!("export/{id}.pb"), export);
        }
        let roll: Vec<Value> = self
            .story
            .contests()
            .iter()
            .map(
                |id| json!({"ct": id, "handed": self.counted(id).len(), "paper": 2, "reissued": 1}),
            )
            .collect();
        let roll = canon(&json!({"contests": roll, "t": "roll_counts", "v": 1}));
        self.published.insert("roll/counts.json".to_owned(), roll.into_bytes());
        let boxes = json!([{"count": 2, "ct": "hood", "sha": hex(&sha(&[b"paper"]))}]);
        let boxes = canon(&json!({"boxes": boxes, "t": "paper_boxes", "v": 1}));
        self.published.insert("paper/boxes.json".to_owned(), boxes.into_bytes());
        self.published.insert("randomness/minutes.txt".to_owned(), self.minutes().into_bytes());
    }

    pub fn tally(&mut self) {
        let contests: Vec<Value> = self.papers["contests"]
            .as_array()
            .unwrap()
            .iter()
            .map(|contest| {
                let id = contest["id"].as_str().unwrap();
                let options: Vec<&str> = contest["options"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|o| o["id"].as_str().unwrap())
                    .collect();
                let ballots = self.published.get(&format!("ballots-{id}.jsonl")).cloned();
                let ballots = ballots.unwrap_or_else(|| self.ballots_file(id));
                json!({"annex": hex(&sha(&[&self.annex[&format!("openings-{id}.jsonl")]])),
                   "ballots": hex(&sha(&[&ballots])), "counted": self.counted(id).len(), "ct": id,
                   "order": self.story.lots(id, &options), "withheld": Self::is_withheld(id)})
            })
            .collect();
        self.leaves.push(self.leaf("tally", json!({"at": 2300, "contests": contests})));
    }

    pub fn result(&mut self) {
        let files: Vec<Value> = self
            .published
            .iter()
            .map(|(path, bytes)| json!({"path": path, "sha": hex(&sha(&[bytes]))}))
            .collect();
        self.leaves.push(self.leaf("result", json!({"at": 2400, "files": files})));
    }

    /// Signs and cosigns a checkpoint over the first `size` entries.
    pub fn checkpoint(&self, size: usize) -> String {
        let hashes: Vec<[u8; 32]> = self.entries[..size].iter().map(|e| leaf_hash(e)).collect();
        let mut note = self.log_key().checkpoint(size, &root(&hashes));
        let cosigned: Vec<String> =
            Self::witnesses().iter().map(|witness| witness.cosign(&note, 5000)).collect();
        note.push_str(&cosigned.concat());
        note
    }

    pub fn sign(&mut self) {
        for (number, size) in (1..).zip(self.sizes.clone()) {
            let note = self.checkpoint(size).into_bytes();
            self.files.insert(format!("checkpoints/{number:06}"), note);
        }
        let last = self.checkpoint(self.entries.len()).into_bytes();
        self.files.insert("checkpoint".to_owned(), last);
    }

    /// The trustees' decryptions of a contest: what they were given, and what two of them made.
    pub fn decryptions(&mut self, contest: &str) {
        let coms: Vec<[u8; 32]> = self.counted(contest).iter().map(|cast| self.com(cast)).collect();
        let point = |com: &[u8; 32]| {
            let big_r = hex(sealed_point(com).compress().as_bytes());
            format!("{{\"com\":\"{}\",\"r\":\"{big_r}\"}}\n", hex(com))
        };
        let mut put = |name: String, lines: Vec<String>| {
            self.files.insert(format!("annex/{name}"), lines.concat().into_bytes());
        };
        put(format!("to-open-{contest}.jsonl"), coms.iter().map(point).collect());
        for i in [1, 3] {
            let line = |com: &[u8; 32]| decrypt(&self.story.election, i, com) + "\n";
            put(format!("decrypt-{contest}-{i}.jsonl"), coms.iter().map(line).collect());
        }
    }

    pub fn gather(&mut self) {
        let mut put = |path: &str, bytes: Vec<u8>| drop(self.files.insert(path.to_owned(), bytes));
        put("setup/papers.json", canon(&self.papers).into_bytes());
        put("setup/trustees.json", canon(&self.trustees).into_bytes());
        put("policy.txt", self.policy.clone().into_bytes());
        let entries: Vec<String> = self.entries.iter().map(|entry| entry.clone() + "\n").collect();
        put("log/entries.jsonl", entries.concat().into_bytes());
        for contest in self.credlists.keys() {
            let file = self.credlist_file(contest).into_bytes();
            self.files.insert(format!("setup/credlist-{contest}.txt"), file);
        }
        self.files.extend(self.published.clone());
        for (name, bytes) in &self.annex {
            if !name.contains("name") {
                self.files.insert(format!("annex/{name}"), bytes.clone());
            }
        }
    }
}
