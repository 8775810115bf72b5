//! A city's register onto the roll: looked through with planted faults, then taken, then taken again.
//!
//! `cargo bench --bench register [-- ROWS]`. Writes an invented register into a temporary folder and prints how
//! long each part took and the most memory that the whole process ever had. It never fails for being slow.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use morada::app::roll::keeping::{Area, KeepingAnswers, Place, keep_roll};
use morada::app::roll::register::{Accepted, Checked, Progress, Report, Source, accept, check};
use morada::app::staff::accounts::{AccountAnswers, operator_adds};
use morada::app::staff::enrol::invitation;
use morada::app::staff::setup::begin::make_place;
use morada::app::{Clock, House};
use morada::config::{Config, Secret};
use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;
use morada_engine::permission::Role;
use morada_engine::permit::act::ImportRoll;
use morada_engine::permit::{Actor, OneOfTwo, Subject};
use morada_engine::roll::register::Mapping;

/// Faults planted into the first file, evenly.
const FAULTS: usize = 500;
/// Parts of names; three of them make 400 x 400 x 60 names, most frequent first.
const GIVEN: [&str; 20] = [
    "Maria",
    "Ana",
    "João",
    "José",
    "António",
    "Fatima",
    "Mohamed",
    "Olena",
    "Rahim",
    "Nusrat",
    "Xiaoming",
    "Thị Hoa",
    "Aminata",
    "Ibrahima",
    "Yusuf",
    "Svetlana",
    "Inês",
    "Tiago",
    "Zé",
    "Leonor",
];
const FAMILY: [&str; 24] = [
    "Silva",
    "Santos",
    "Ferreira",
    "Pereira",
    "Costa",
    "Haddad",
    "El Idrissi",
    "Kovalenko",
    "Begum",
    "Hossain",
    "Li",
    "Nguyễn",
    "Diallo",
    "Traoré",
    "Warsame",
    "Petrova",
    "Sousa",
    "Rocha",
    "Gurung",
    "Singh",
    "Chen",
    "Sow",
    "Benali",
    "Melnyk",
];
const AREAS: [&str; 24] = [
    "Ajuda",
    "Alcântara",
    "Alvalade",
    "Areeiro",
    "Arroios",
    "Avenidas Novas",
    "Beato",
    "Belém",
    "Benfica",
    "Campo de Ourique",
    "Campolide",
    "Carnide",
    "Estrela",
    "Lumiar",
    "Marvila",
    "Misericórdia",
    "Olivais",
    "Parque das Nações",
    "Penha de França",
    "Santa Clara",
    "Santa Maria Maior",
    "Santo António",
    "São Domingos de Benfica",
    "São Vicente",
];

fn main() {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_500_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime starts").block_on(measure(rows));
}

async fn measure(rows: usize) {
    let folder = tempfile::tempdir().expect("there is a temporary folder");
    let (good, bad) = (folder.path().join("good.csv"), folder.path().join("bad.csv"));
    write_register(&good, rows, 0);
    write_register(&bad, rows, FAULTS);
    let (house, halves) = town(folder.path()).await;

    let (seen, took) = look(&house, &bad).await;
    println!("{rows} rows with {FAULTS} planted faults: looked through in {}", words(took));
    let named = seen.report.faults.len();
    assert_eq!(named, FAULTS, "every planted fault is named, and no other");
    println!("  faults named by row: {named} of {FAULTS}");
    drop(seen);

    let (first, dry) = look(&house, &good).await;
    println!("the good file: looked through in {}", words(dry));
    let [one, two] = halves;
    say_yes(&house, one(), first, &good).await;
    let (second, again) = look(&house, &good).await;
    let begun = Instant::now();
    let report = say_yes(&house, two(), second, &good).await.expect("the second yes takes it");
    let real = begun.elapsed();
    println!("  taken in {} ({} new)", words(real), report.new);
    println!("dry run and import together: {}", words(again + real));
    println!("most memory of the process: {} MB", most_memory());
    println!("the office's database: {} MB", size_of(&folder.path().join("office.sqlite")));

    let (same, took) = look(&house, &good).await;
    let Report { new, same, renewed, .. } = same.report;
    println!(
        "the same file again: {} ({new} new, {renewed} renewed, {same} the same)",
        words(took)
    );
    assert_eq!((new, renewed), (0, 0), "the same file twice changes nothing");
}

async fn look(house: &House, file: &Path) -> (Checked, Duration) {
    let source = Arc::new(Source::open(file).expect("the file was just written"));
    let (begun, progress) = (Instant::now(), Arc::new(Progress::default()));
    let checked = check(house, &place(), &source, &Mapping::default(), &progress).await;
    (checked.expect("the office works").expect("it is a register"), begun.elapsed())
}

async fn say_yes(
    house: &House,
    half: OneOfTwo<ImportRoll>,
    checked: Checked,
    file: &Path,
) -> Option<Report> {
    let source = Arc::new(Source::open(file).expect("the file was just written"));
    let accepted = accept(house, half, checked, source, &Progress::default()).await;
    match accepted.expect("two registrars of two teams accept a good file") {
        Accepted::First => None,
        Accepted::Taken(report) => Some(report),
    }
}

fn place() -> PlaceId {
    PlaceId::parse("lisboa").expect("a name in addresses")
}

/// Half of what takes two, once for each of two registrars.
type Half = Box<dyn Fn() -> OneOfTwo<ImportRoll>>;

async fn town(folder: &Path) -> (House, [Half; 2]) {
    let config = Config { data: folder.to_path_buf(), ..Config::default() };
    let house = House::open(config, Secret::random(), Clock::System).await.expect("SQLite opens");
    let lisboa = Place {
        id: place(),
        name: Text::new([("pt", "Lisboa")]),
        languages: vec!["pt".into()],
        time_zone: "Europe/Lisbon".into(),
        currency: "EUR".into(),
        currency_exponent: 2,
        help_line: String::new(),
    };
    let area = |(at, name): (usize, &&str)| Area {
        name: (*name).to_owned(),
        map_column: u32::try_from(at % 6).unwrap_or_default() + 1,
        map_row: u32::try_from(at / 6).unwrap_or_default() + 1,
    };
    let map: Vec<Area> = AREAS.iter().enumerate().map(area).collect();
    make_place(&house, &lisboa, &map).await.expect("the place is new");
    let officer = actor("ana", "elections", Role::BallotOfficer);
    let permit = officer.permit(Subject::Place(place())).expect("an officer drafts");
    let typed = KeepingAnswers {
        min_age: "0".to_owned(),
        min_months: "0".to_owned(),
        basis: vec!["residence".to_owned()],
        evidence: vec!["home_paper".to_owned(), "two_neighbours".to_owned()],
        decide_days: "7".to_owned(),
        appeal_days: "10".to_owned(),
        card_months: "24".to_owned(),
    };
    keep_roll(&house, &permit, &typed).await.expect("the rule is fair");
    let (rui, marta) = (hire(&house, "rui").await, hire(&house, "marta").await);
    (house, [rui, marta])
}

async fn hire(house: &House, name: &'static str) -> Half {
    let typed = AccountAnswers {
        name: name.to_owned(),
        shown_as: name.to_owned(),
        team: name.to_owned(),
        language: "pt".to_owned(),
        roles: vec!["lisboa/registrar".to_owned()],
    };
    let token = operator_adds(house, &typed).await.expect("the account is new");
    let account = invitation(house, &token).await.expect("the invitation is fresh").account;
    Box::new(move || {
        let half = actor(&account.id, name, Role::Registrar).one_of_two(Subject::Place(place()));
        half.expect("a registrar is one of two")
    })
}

fn actor(id: &str, team: &str, role: Role) -> Actor {
    Actor { id: id.to_owned(), team: team.to_owned(), roles: [role].into() }
}

/// Invents a register: no two rows alike, and `faults` rows spoilt in ten ways.
fn write_register(path: &Path, rows: usize, faults: usize) {
    let mut file =
        std::io::BufWriter::new(std::fs::File::create(path).expect("the folder is ours"));
    let every = rows.checked_div(faults).unwrap_or(usize::MAX);
    let mut line = String::from("Nome;Data de nascimento;Freguesia;Desde\n");
    for n in 0..rows {
        let spoilt = (n % every == every / 2 && n / every < faults).then_some(n / every);
        push_row(&mut line, n, spoilt);
        if line.len() > 1 << 16 {
            file.write_all(line.as_bytes()).expect("there is room");
            line.clear();
        }
    }
    file.write_all(line.as_bytes()).and_then(|()| file.flush()).expect("there is room");
}

fn push_row(text: &mut String, n: usize, spoilt: Option<usize>) {
    // A prime step walks through names and days without falling into step with either.
    let mixed = n.wrapping_mul(2_654_435_761) >> 7;
    let (given, second) = (GIVEN[mixed % 20], GIVEN[mixed / 20 % 20]);
    let (family, last) = (FAMILY[mixed / 400 % 24], FAMILY[n % 24]);
    let (year, month, day) = (1930 + n / 24 % 76, n / 1824 % 12 + 1, n / 21_888 % 28 + 1);
    let third = FAMILY[n / 612_864 % 24];
    let name = format!("{given} {second} {family} {third} {last}");
    let birth = format!("{day:02}/{month:02}/{year}");
    let area = AREAS[mixed / 9600 % 24];
    let _ = match spoilt.map(|fault| fault % 10) {
        None => writeln!(text, "{name};{birth};{area};2015-{month:02}"),
        Some(0) => writeln!(text, "{name};{birth};{area}"),
        Some(1) => writeln!(text, ";{birth};{area};2015-01"),
        Some(2) => writeln!(text, "{name};31/02/1990;{area};2015-01"),
        Some(3) => writeln!(text, "{name};{birth};Marte;2015-01"),
        Some(4) => writeln!(text, "{name};{birth};;2015-01"),
        Some(5) => writeln!(text, "{name};;{area};2015-01"),
        Some(6) => writeln!(text, "{name} (ver processo 12);{birth};{area};2015-01"),
        Some(7) => writeln!(text, "{name}, nacionalidade X;{birth};{area};2015-01"),
        Some(8) => writeln!(text, "{name};{birth};{area};2099-01"),
        Some(_) => writeln!(text, "{name};{birth};{area};ontem"),
    };
}

fn words(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// The most memory that this process ever had, in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|kib| kib.parse::<u64>().ok()).map_or(0, |kib| kib / 1024)
}

fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len() >> 20)
}
