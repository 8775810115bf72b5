//! Lisbon for a browser whose year passes in minutes: the demo's town behind a real web server, with a clock that moves
//! when it is told to. One command a line on its input, one answer a line on its output; `journeys/memorial.test.mjs`
//! speaks to it.
//!
//! ```text
//! code NAME             somebody of the staff: password and the code of this half minute
//! admit YEAR NAME       a resident at the desk: card number and PIN
//! support NUMBER N      N more residents support a proposal
//! move DAYS             the clock goes on; what falls due is done
//! seal                  the vote is prepared and opened by two officers; three voting codes
//! open                  the clock goes on to the first hour of the vote
//! vote N                N neighbours vote for the first project
//! count                 the box is closed, counted and published by two officers
//! ```

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]
#![allow(missing_docs, reason = "nobody names what is in here")]

use std::io::BufRead;
use std::sync::Arc;

use morada::app::following::tell::tell;
use morada::app::hold_election::{
    Marked, cast_all, cosign_as, credlists, make_codes, policy_of, witnesses_of,
};
use morada::app::proposals::close_support::close_what_is_over;
use morada::app::proposals::{Hand, Season, support};
use morada::app::roll::desk::{NewAnswers, admit_at_desk, fresh_attempt};
use morada::app::roll::mine::{CardAnswers, enter_with_card, who_holds};
use morada::app::roll::people::BornAnswers;
use morada::app::seeds::{demo_staff, load_lisbon};
use morada::app::staff::after_close::{
    SeedAnswers, confirm_publishing, confirm_seed, propose_seed, publication_now, waiting,
};
use morada::app::staff::letters::{BatchAnswers, KeysAnswers, record_batch, store_keys};
use morada::app::staff::open_ballot::{confirm_opening, opening};
use morada::app::staff::setup::dates::set_dates;
use morada::app::staff::setup::overview::Setup;
use morada::app::staff::setup::settings::{TopicAnswers, change_settings};
use morada::app::staff::sign_in::{Credentials, sign_in, who_is};
use morada::app::staff::{SignedIn, papers, permits, rules};
use morada::app::{Clock, House, courier, sequencer, signed_head};
use morada::config::{Config, Secret};
use morada::i18n::lang::Lang;
use morada::web::site::Site;
use morada_engine::ballot::Answers;
use morada_engine::contest::{Papers, Text};
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::permission::Role;
use morada_engine::permit::act::{ChangeRollEntry, CountBallot, PublishResult};
use morada_engine::permit::{Actor, Permit, Subject};
use morada_engine::phase::{Dated, Phase};
use morada_engine::sealing::VotingCode;
use morada_engine::time::Timestamp;

const DAY: u64 = 24 * 60 * 60;
/// 14 October 2026, 20:26 in Lisbon.
const NOW: Timestamp = Timestamp::from_unix(1_792_000_000);
const SEED: &str = "82041937755160284693";

struct Town {
    house: Arc<House>,
    people: u64,
    codes: Vec<VotingCode>,
    papers: Option<Papers>,
}

fn process() -> ElectionId {
    ElectionId::parse("lisboa-2027").unwrap()
}

impl Town {
    /// Somebody of the staff signs in, a minute after whatever happened last.
    async fn who(&self, name: &str) -> SignedIn {
        let (password, code) = self.account(name);
        let typed = Credentials { name: name.to_owned(), password, code, device: None };
        let session = sign_in(&self.house, &typed).await.unwrap();
        who_is(&self.house, &session.token).await.unwrap().unwrap()
    }

    /// Password and code of the next half minute.
    fn account(&self, name: &str) -> (String, String) {
        self.house.clock().set(self.house.now().plus(60));
        let all = demo_staff(&self.house).unwrap();
        let account = all.into_iter().find(|account| account.name == name).expect(name);
        (account.password, account.code)
    }

    async fn admit(&self, year: &str, name: &str) -> (String, String) {
        let rui = Actor { id: "rui".into(), team: "desk".into(), roles: [Role::Registrar].into() };
        let place = Subject::Place(PlaceId::parse("lisboa").unwrap());
        let permit: Permit<ChangeRollEntry> = rui.permit_for_assigned(place).unwrap();
        let typed = NewAnswers {
            attempt: fresh_attempt(&self.house),
            name: name.to_owned(),
            born: BornAnswers { year: year.to_owned(), ..BornAnswers::default() },
            area: "Arroios".to_owned(),
            tie: "residence".to_owned(),
            since_year: "2024".to_owned(),
            since_month: "3".to_owned(),
            evidence: "two_neighbours".to_owned(),
            name_on_card: false,
        };
        let admitted = admit_at_desk(&self.house, &permit, &typed).await.unwrap();
        (admitted.card.number.printed(), admitted.card.pin)
    }

    /// Each is admitted at the desk, shows the card and supports.
    async fn support(&mut self, number: u32, people: u64) {
        let house = &self.house;
        let season = Season::load(house, &process()).await.unwrap();
        let place = PlaceId::parse("lisboa").unwrap();
        for _ in 0..people {
            self.people += 1;
            let name = format!("{} {}", letters(self.people), letters(self.people * 7919));
            let (number_of_card, pin) = self.admit("1980", &name).await;
            let card = CardAnswers { number: number_of_card, pin, device: None };
            let session = enter_with_card(house, &place, &card).await.unwrap();
            let own = who_holds(house, &session.token).await.unwrap().unwrap();
            let hand = Hand::of(house, &season, &own).unwrap();
            let proposal = season.public(house, number).await.unwrap();
            support::support(house, &season, &hand, &proposal).await.unwrap();
        }
    }

    async fn settle(&self) {
        let house = &self.house;
        courier::walk(house).await.unwrap();
        sequencer::tick(house).await.unwrap();
        if let Some(papers) = &self.papers {
            let election = &papers.election;
            let head = signed_head(house, election).await.unwrap();
            // Nobody signs one checkpoint twice.
            if head.is_some_and(|head| head.witnesses.is_empty()) {
                let witnesses = witnesses_of(house, papers);
                cosign_as(house, election, &witnesses).await.unwrap();
            }
        }
        sequencer::tick(house).await.unwrap();
        courier::walk(house).await.unwrap();
        close_what_is_over(house).await.unwrap();
        tell(house).await.unwrap();
    }

    async fn moves_to(&self, instant: Timestamp) {
        self.house.clock().set(instant);
        self.settle().await;
    }

    async fn revision(&self) -> u64 {
        Setup::load(&self.house, &process()).await.unwrap().process.revision
    }

    /// Dates, secrecy, witnesses, rules, letters and keys; then two officers open it.
    async fn seal(&mut self) {
        let (house, process) = (Arc::clone(&self.house), process());
        let ana = self.who("ana").await;
        let permit = permits::permit(&house, &ana, &process).await.unwrap();
        let now = house.now();
        let dated = |phase, days: u64| Dated { phase, starts_at: now.plus(days * DAY) };
        let mut dates = Setup::load(&house, &process).await.unwrap().calendar.dates().to_vec();
        dates.retain(|dated| dated.phase < Phase::Balloting);
        dates.extend([
            dated(Phase::Balloting, 3),
            dated(Phase::Counting, 13),
            dated(Phase::Published, 16),
            dated(Phase::Implementing, 20),
        ]);
        set_dates(&house, &permit, self.revision().await, dates).await.unwrap();
        let secrecy = TopicAnswers::Secrecy {
            batch_min: "3".to_owned(),
            batch_minutes: "1".to_owned(),
            small_group: "10".to_owned(),
            openings: "observers".to_owned(),
        };
        change_settings(&house, &permit, self.revision().await, &secrecy).await.unwrap();
        let setup = Setup::load(&house, &process).await.unwrap();
        let draft = papers::papers(&house.config.authority, &setup).unwrap();
        let watched = TopicAnswers::Trustees {
            trustees: String::new(),
            witnesses: policy_of(&house, &draft),
        };
        change_settings(&house, &permit, self.revision().await, &watched).await.unwrap();
        rules::publish_rules(&house, &permit, self.revision().await, "12/2027").await.unwrap();

        let rui = self.who("rui").await;
        let hands = permits::permit(&house, &rui, &process).await.unwrap();
        let batch = BatchAnswers {
            contest: "city".to_owned(),
            movement: "handed".to_owned(),
            way: "post".to_owned(),
            receiver: "CTT".to_owned(),
            letters: "200".to_owned(),
        };
        record_batch(&house, &hands, &batch).await.unwrap();
        let setup = Setup::load(&house, &process).await.unwrap();
        let draft = papers::papers(&house.config.authority, &setup).unwrap();
        self.codes = make_codes(&house, 200);
        for list in credlists(&draft, &self.codes) {
            let keys = KeysAnswers {
                keys: list.keys,
                letters: list.letters.to_string(),
                spares: list.spares.to_string(),
            };
            let revision = self.revision().await;
            store_keys(&house, &permit, revision, &list.contest, &keys).await.unwrap();
        }
        for officer in ["ana", "bento"] {
            let who = self.who(officer).await;
            let half = permits::one_of_two(&house, &who, &process).await.unwrap();
            let page = opening(&house, &half).await.unwrap();
            let sha = page.sha.expect("it can be opened");
            confirm_opening(&house, half, &page.phrase, &sha).await.unwrap();
        }
        self.settle().await;
        self.papers = Some(draft);
        self.settle().await;
    }

    /// All mark the first project; every tenth hands in an empty ballot.
    async fn vote(&mut self, people: usize) {
        let papers = self.papers.clone().unwrap();
        let codes = self.codes.split_off(self.codes.len() - people);
        let marks = |at: usize| Answers::Marks(if at % 10 == 9 { Vec::new() } else { vec![0] });
        let voters = codes.into_iter().enumerate().map(|(at, code)| {
            let all = papers.contests.iter().map(|contest| (contest.id.clone(), marks(at)));
            (code, all.collect::<Marked>())
        });
        cast_all(&self.house, &papers.election, voters.collect(), |_| {}).await.unwrap();
        self.settle().await;
    }

    /// Two officers roll the dice and publish.
    async fn count(&self) {
        let (house, process) = (&self.house, process());
        let closes_at = self.papers.as_ref().unwrap().closes_at;
        self.moves_to(closes_at).await;
        let typed = SeedAnswers { seed: SEED.to_owned(), minutes: "Twenty dice.".to_owned() };
        let ana = self.who("ana").await;
        let half = permits::one_of_two::<CountBallot>(house, &ana, &process).await.unwrap();
        propose_seed(house, &half, &typed, "COUNT 2027").await.unwrap();
        let bento = self.who("bento").await;
        let half = permits::one_of_two::<CountBallot>(house, &bento, &process).await.unwrap();
        let (first, _) = waiting(house, &half).await.unwrap().pop().unwrap();
        confirm_seed(house, half, &first.id, &first.sha, "COUNT 2027").await.unwrap();
        self.settle().await;
        for officer in ["bento", "ana"] {
            let who = self.who(officer).await;
            let half = permits::one_of_two::<PublishResult>(house, &who, &process).await.unwrap();
            let (_, sha) = publication_now(house, &half).await.unwrap();
            confirm_publishing(house, half, &sha, "PUBLISH 2027").await.unwrap();
        }
        self.settle().await;
    }

    async fn answer(&mut self, line: &str) -> String {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "code" => {
                let (password, code) = self.account(rest);
                format!("{password}\t{code}")
            }
            "admit" => {
                let (year, name) = rest.split_once(' ').unwrap();
                let (number, pin) = self.admit(year, name).await;
                format!("{number}\t{pin}")
            }
            "support" => {
                let (number, people) = rest.split_once(' ').unwrap();
                self.support(number.parse().unwrap(), people.parse().unwrap()).await;
                "done".to_owned()
            }
            "move" => {
                let days: u64 = rest.parse().unwrap();
                self.moves_to(self.house.now().plus(days * DAY)).await;
                "done".to_owned()
            }
            "seal" => {
                self.seal().await;
                self.codes.iter().take(3).map(VotingCode::printed).collect::<Vec<_>>().join("\t")
            }
            "open" => {
                let opens_at = self.papers.as_ref().unwrap().opens_at;
                self.moves_to(opens_at.plus(60)).await;
                "done".to_owned()
            }
            "vote" => {
                self.vote(rest.parse().unwrap()).await;
                "done".to_owned()
            }
            "count" => {
                self.count().await;
                "done".to_owned()
            }
            other => panic!("{other} is no command"),
        }
    }
}

/// A name of letters, another one for each number.
fn letters(number: u64) -> String {
    let mut rest = number * 104_729 + 26 * 26 * 26;
    let mut name = String::new();
    while rest > 0 {
        let at = u8::try_from(rest % 26).unwrap();
        name.push(char::from(b'a' + at));
        rest /= 26;
    }
    name
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().and_then(|port| port.parse().ok()).expect("a port");
    let folder = tempfile::tempdir().unwrap();
    let url = format!("http://127.0.0.1:{port}");
    let config = Config {
        data: folder.path().to_path_buf(),
        port,
        public_url: url.clone(),
        authority: "lisboa.demo".to_owned(),
        place: "Lisboa".to_owned(),
        secure_cookies: false,
        ..Config::default()
    };
    let clock = Clock::standing_at(Timestamp::from_unix(0));
    let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
    load_lisbon(&house, NOW).await.unwrap();
    let site = Site {
        place: Text::new([("pt", "Lisboa")]),
        public_url: url.clone(),
        default_lang: Lang::Pt,
        secure_cookies: false,
        client_address_header: None,
        csrf_key: house.secret.key("morada/csrf/v1"),
        code_tries_per_minute: 1000,
        help_phone: Some("800 000 026".to_owned()),
        demo: true,
    };
    tokio::spawn(morada::web::serve(site, Arc::clone(&house)));
    let mut town = Town { house, people: 0, codes: Vec::new(), papers: None };
    println!("ready {url}");
    let (sender, mut lines) = tokio::sync::mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    while let Some(line) = lines.recv().await {
        let answer = town.answer(line.trim()).await;
        println!("{answer}");
    }
}
