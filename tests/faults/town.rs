//! A small town with a vote: an election sealed through the use cases, codes for everybody.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use morada::app::hold_election::{credlists, make_codes};
use morada::app::order::{Act, Order};
use morada::app::{Clock, House, carry_out, sequencer};
use morada::config::{Config, Secret};
use morada_engine::contest::{
    BallotStyle, Contest, ContestOption, Misfit, Openings, Papers, Rule, Text, TiePolicy,
};
use morada_engine::encoding::to_hex;
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use morada_engine::sealing::VotingCode;
use morada_engine::time::Timestamp;

/// Where a town keeps its urn.
pub enum UrnAt {
    /// A file in the town's folder.
    Sqlite,
    /// A PostgreSQL database.
    Postgres(String),
}

/// An installation whose voting is open, and everybody's codes.
pub struct Town {
    folder: tempfile::TempDir,
    /// The settings, as the server reads them.
    pub config: Config,
    /// The election.
    pub election: ElectionId,
    /// The contest.
    pub contest: ContestId,
    /// The codes, one per voter.
    pub codes: Vec<VotingCode>,
    /// The clock of the use cases; it stands until a test moves it. A server has the machine's.
    pub clock: Clock,
    secret: String,
}

/// How the town votes.
pub struct Plan {
    /// Letters made.
    pub voters: u64,
    /// Projects on the ballot; each costs 10.00 and the budget pays for five.
    pub projects: u32,
    /// Seconds between batches.
    pub batch_interval_s: u64,
    /// How long voting stays open from now, in seconds.
    pub open_for_s: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { voters: 100, projects: 12, batch_interval_s: 3_600, open_for_s: 86_400 }
    }
}

impl Town {
    /// Founds a town, seals its election and prints its codes. No server runs yet.
    pub fn found(urn: UrnAt, plan: &Plan) -> Self {
        let folder = tempfile::Builder::new().prefix("morada-town-").tempdir().expect("a folder");
        let secret = to_hex(&rand::random::<[u8; 32]>());
        std::fs::write(folder.path().join("secret"), &secret).expect("a secret is written");
        let data = folder.path().join("data");
        std::fs::create_dir_all(&data).expect("a data folder is made");
        let config = Config {
            data,
            urn_url: match urn {
                UrnAt::Sqlite => String::new(),
                UrnAt::Postgres(url) => url,
            },
            secret_file: folder.path().join("secret"),
            secure_cookies: false,
            ..Config::default()
        };
        let mut town = Self {
            folder,
            config,
            election: ElectionId::parse("faults-2027").expect("a plain name"),
            contest: ContestId::parse("streets").expect("a plain name"),
            codes: Vec::new(),
            clock: Clock::standing_at(Clock::System.now()),
            secret,
        };
        let papers = town.papers(plan);
        town.codes = town.use_cases(async |house| {
            let codes = make_codes(&house, plan.voters);
            let act = Act::Open {
                papers: Box::new(papers.clone()),
                trustees: String::new(),
                witnesses: "quorum none\n".to_owned(),
                credlists: credlists(&papers, &codes),
                officers: ["Ana".to_owned(), "Bo".to_owned()],
            };
            let order = Order { election: papers.election.clone(), act };
            carry_out(&house, &order).await.expect("the order is in order");
            sequencer::tick(&house).await.expect("voting opens");
            codes
        });
        town
    }

    /// Runs use cases on this town, in this process, by the town's clock.
    pub fn use_cases<T>(&self, work: impl AsyncFnOnce(Arc<House>) -> T) -> T {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        runtime.block_on(async {
            let secret = Secret::parse(&self.secret).expect("the secret is 64 hex digits");
            let house = House::open(self.config.clone(), secret, self.clock.clone()).await;
            work(Arc::new(house.expect("the town's databases open"))).await
        })
    }

    /// Everything the town has on its disk, but for PostgreSQL's own folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the databases.
    pub fn data(&self) -> PathBuf {
        self.config.data.clone()
    }

    /// The environment that makes `morada serve` this town's server.
    pub fn settings(&self, port: u16) -> Vec<(&'static str, String)> {
        vec![
            ("MORADA_DATA", self.config.data.display().to_string()),
            ("MORADA_URN_URL", self.config.urn_url.clone()),
            ("MORADA_SECRET_FILE", self.config.secret_file.display().to_string()),
            ("MORADA_PORT", port.to_string()),
            ("MORADA_PUBLIC_URL", format!("http://127.0.0.1:{port}")),
            ("MORADA_SECURE_COOKIES", "false".to_owned()),
            ("MORADA_LOG", "trace".to_owned()),
        ]
    }

    fn papers(&self, plan: &Plan) -> Papers {
        let now = self.clock.now();
        let option = |number: u32| ContestOption {
            category: "play".to_owned(),
            cost: Money::from_minor(1_000).expect("a small amount"),
            id: OptionId::parse(&format!("p{number:03}")).expect("a plain name"),
            number,
            place: "Rua Nova".to_owned(),
            summary: Text::default(),
            title: Text::new([("pt", format!("Projeto {number}").as_str())]),
        };
        let contest = Contest {
            ballot: BallotStyle::Knapsack,
            budget: Money::from_minor(5_000).expect("a small amount"),
            id: self.contest.clone(),
            options: (1..=plan.projects).map(option).collect(),
            rule: Rule::MostVotes {
                misfit: Misfit::Skip,
                ties: vec![TiePolicy::Cheaper, TiePolicy::Lot],
                version: 1,
            },
            title: Text::new([("pt", "As nossas ruas")]),
        };
        Papers {
            authority: self.config.authority.clone(),
            batch_interval_s: plan.batch_interval_s,
            batch_min: 20,
            closes_at: now.plus(plan.open_for_s),
            contests: vec![contest],
            currency: "EUR".to_owned(),
            currency_exponent: 2,
            election: self.election.clone(),
            languages: vec!["pt".to_owned()],
            openings: Openings::Observers,
            opens_at: Timestamp::from_unix(now.unix().saturating_sub(60)),
            place: Text::new([("pt", "Vila Nova")]),
            small_group: 10,
            t: "papers".to_owned(),
            time_zone: "Europe/Lisbon".to_owned(),
            title: Text::new([("pt", "Orçamento participativo")]),
            v: 1,
        }
    }
}
