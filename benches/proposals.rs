//! Lists and search at 10,000 proposals with 200,000 supports and 50,000 comments, on SQLite and PostgreSQL.
//!
//! `cargo bench --bench proposals`. Prints the first answer of every question, and median, p99 and slowest of the two
//! hundred after it, each with its count and its texts, as a page asks them; and how long the whole table takes to be read piece by piece. Never
//! fails: a busy machine is not a defect.

use std::time::{Duration, Instant};

use morada::app::proposals::find::{after, find};
use morada::app::proposals::kept::{Order, Wanted};
use morada::app::staff::setup::begin::{Place, make_place};
use morada::app::{Clock, House};
use morada::config::{Config, Secret};
use morada_engine::contest::Text;
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::proposal::words;
use morada_engine::time::Timestamp;
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, Statement, TransactionTrait};

const PROPOSALS: u32 = 10_000;
const SUPPORTS: u32 = 200_000;
const COMMENTS: u32 = 50_000;
const AREAS: [&str; 6] = ["Arroios", "Marvila", "Alvalade", "Beato", "Benfica", "Carnide"];
const THEMES: [&str; 6] = ["nature", "move", "memory", "care", "learn", "play"];
const NOUNS: [&str; 12] = [
    "árvores",
    "bancos",
    "escola",
    "jardim",
    "memorial",
    "passadeira",
    "biblioteca",
    "horta",
    "bicicletas",
    "fonte",
    "mercado",
    "teatro",
];

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let config = Config { data: folder.path().to_path_buf(), ..Config::default() };
    ask("SQLite", config).await;

    let server = std::env::var("MORADA_TEST_POSTGRES")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned());
    let Ok(admin) = Database::connect(&server).await else {
        println!("PostgreSQL skipped: no server answers at {server}");
        return;
    };
    let name = format!("morada_bench_{:08x}", rand::random::<u32>());
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    let (address, _) = server.rsplit_once('/').expect("an address with a database");
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let config = Config {
        data: folder.path().to_path_buf(),
        office_url: format!("{address}/{name}"),
        ..Config::default()
    };
    ask("PostgreSQL", config).await;
    let _ = admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn ask(name: &str, config: Config) {
    let clock = Clock::standing_at(Timestamp::from_unix(1_790_000_000));
    let url = config.office_url();
    let house = House::open(config, Secret::random(), clock).await.expect("a house");
    let began = Instant::now();
    fill(&house, &url).await;
    println!("\n{name}: filled in {:.0} s", began.elapsed().as_secs_f64());
    let process = ElectionId::parse("bench-2027").expect("a name");
    let wanted = |words: &str, area: &str, order: Order| Wanted {
        words: words.to_owned(),
        area: area.to_owned(),
        order,
        ..Wanted::default()
    };
    for (what, wanted, page) in [
        ("newest", wanted("", "", Order::Newest), 1),
        ("newest, page 400", wanted("", "", Order::Newest), 400),
        ("most supported", wanted("", "", Order::Supported), 1),
        ("one area", wanted("", "Arroios", Order::Newest), 1),
        ("by lot", wanted("", "", Order::Random(7)), 1),
        ("one frequent word", wanted("arvore", "", Order::Newest), 1),
        ("a word in every text", wanted("bairro", "", Order::Newest), 1),
        ("two words in one area", wanted("jardim escolas", "Marvila", Order::Newest), 1),
        ("a word nobody wrote", wanted("zeppelin", "", Order::Newest), 1),
    ] {
        let mut times = Vec::new();
        for _ in 0..=200 {
            let began = Instant::now();
            find(&house, &process, &wanted, page, "pt").await.expect("a page");
            times.push(began.elapsed());
        }
        // The first one opens a connection or has its plan made; whoever waits for it is told apart.
        let first = times.remove(0).as_secs_f64() * 1e3;
        times.sort();
        let ms = |at: usize| times.get(at).map_or(0.0, |t: &Duration| t.as_secs_f64() * 1e3);
        println!(
            "{what:>24}  first {first:6.1} ms   then median {:6.1} ms   p99 {:6.1} ms   slowest of 200 {:6.1} ms",
            ms(100),
            ms(197),
            ms(199)
        );
    }
    let (began, mut last, mut rows) = (Instant::now(), 0, 0_usize);
    loop {
        let piece = after(&house, &process, last, 200, "pt").await.expect("a piece");
        let Some(end) = piece.last() else { break };
        (last, rows) = (end.line.number, rows + piece.len());
    }
    println!("{:>24}  {rows} rows in {:.2} s", "the whole table", began.elapsed().as_secs_f64());
}

/// Writes the rows as the use cases would, many at once.
async fn fill(house: &House, url: &str) {
    let place = Place {
        id: PlaceId::parse("bench").expect("a name"),
        name: Text::new([("pt", "Bench")]),
        languages: vec!["pt".to_owned()],
        time_zone: "Europe/Lisbon".to_owned(),
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        help_line: String::new(),
    };
    make_place(house, &place, &[]).await.expect("a place");
    let db = Database::connect(url).await.expect("the office");
    let options = sea_orm::TransactionOptions::default();
    let tx = db.begin_with_options(options).await.expect("a transaction");
    let backend = tx.get_database_backend();
    let blob = |hex: String| match backend {
        DatabaseBackend::Sqlite => format!("x'{hex}'"),
        _ => format!("'\\x{hex}'::bytea"),
    };
    let run = async |text: String| {
        tx.execute_raw(Statement::from_string(backend, text)).await.expect("a statement");
    };
    run("INSERT INTO processes (id, place, title, languages, batch_min, batch_interval_s, small_group, openings, \
         trustees, witnesses, revision, frozen_at, electorate) VALUES ('bench-2027', 'bench', '[]', '[\"pt\"]', 20, \
         3600, 10, '\"public\"', '', '', 1, NULL, '{\"rule\":{\"on\":\"closing\",\"min_age\":16,\"basis\":\
         [\"residence\"],\"areas\":[],\"min_assurance\":2},\"choice\":\"own\"}')"
        .to_owned())
    .await;
    for first in (1..=PROPOSALS).step_by(500) {
        let all = first..first + 500;
        let pick = |list: &'static [&'static str], n: u32| list[n as usize % list.len()];
        let title = |n: u32| format!("{} e {} {n}", pick(&NOUNS, n), pick(&NOUNS, n / 7 + 3));
        let row = |n: u32| {
            format!(
                "('p{n}', 'bench-2027', {n}, 'c{n}', 'published', 'card', 'pt', '{}', '{}', 1, NULL, \
                 NULL, NULL, {}, {}, 5, 1, 1, {n}, {})",
                pick(&THEMES, n),
                pick(&AREAS, n / 3),
                n.wrapping_mul(2_654_435_761) >> 1,
                n % 400,
                blob(String::new()),
            )
        };
        let rows: Vec<String> = all.clone().map(row).collect();
        run(format!("INSERT INTO proposals VALUES {}", rows.join(","))).await;
        let text = |n: u32| {
            format!(
                "('p{n}', 'pt', 1, '{0}', '{0}. Um texto sobre o bairro e as suas ruas.', 'original', '')",
                title(n)
            )
        };
        let rows: Vec<String> = all.clone().map(text).collect();
        run(format!("INSERT INTO proposal_texts VALUES {}", rows.join(","))).await;
        let found = |n: u32| {
            let index =
                words::index(&format!("{} Um texto sobre o bairro e as suas ruas.", title(n)));
            format!("('p{n}', 'bench-2027', 'pt', '{index}')")
        };
        let rows: Vec<String> = all.map(found).collect();
        run(format!(
            "INSERT INTO proposal_search (proposal, process, language, words) VALUES {}",
            rows.join(",")
        ))
        .await;
    }
    for first in (0..SUPPORTS).step_by(1_000) {
        let row = |n: u32| {
            format!("('bench-2027', {}, 'p{}')", blob(format!("{:016x}", n / 5)), n % PROPOSALS + 1)
        };
        let rows: Vec<String> = (first..first + 1_000).map(row).collect();
        run(format!("INSERT INTO supports VALUES {}", rows.join(","))).await;
    }
    for first in (0..COMMENTS).step_by(500) {
        let row = |n: u32| {
            format!(
                "('m{n}', 'bench-2027', 'p{}', NULL, 'for', 'comment', 'pt', 'Concordo.', 'Ana', 'w{n}', \
                 '', 'public', 'open', 0, {n}, {n})",
                n % PROPOSALS + 1
            )
        };
        let rows: Vec<String> = (first..first + 500).map(row).collect();
        run(format!("INSERT INTO comments VALUES {}", rows.join(","))).await;
    }
    tx.commit().await.expect("a commit");
    let statistics = if backend == DatabaseBackend::Sqlite { "ANALYZE" } else { "ANALYZE VERBOSE" };
    let _ = db.execute_unprepared(statistics).await;
}
