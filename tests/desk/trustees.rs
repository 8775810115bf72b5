//! A vote whose box three trustees open, two of them at the end.

use std::io::Read;
use std::path::Path;

use crate::web::{self, Browser, Lisbon, NOW};
use morada_engine::bundle::{Bundle, BundlePath};
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::ShareSecret;
use morada_keys::codes::{self, Made, Order};
use morada_keys::trustee::open;
use morada_keys::trustee::share_file::ShareFile;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rocket::http::Status;

const DESK: &str = "/en/desk/p/bairro-2026";

/// Who votes, as the form sends it.
const VOTERS: [(&str, &str); 5] = [
    ("minimum_age", "16"),
    ("basis", "residence"),
    ("on", "closing"),
    ("min_assurance", "2"),
    ("choice", "own"),
];

fn election() -> ElectionId {
    ElectionId::parse("bairro-2026").unwrap()
}

/// What went on to another page; a page that came back is shown in the failure.
async fn done(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.send(path, fields).await;
    answer.to.unwrap_or_else(|| panic!("{path}: {} {}", answer.status, answer.html))
}

/// An officer sets a street's vote up, form by form.
async fn set_up(ana: &Browser, trustees: &str) {
    done(
        ana,
        "/en/desk/begin",
        &[("place", "lisboa"), ("id", "bairro-2026"), ("title-pt", "Orçamento do bairro")],
    )
    .await;
    let set = |topic: &str| format!("{DESK}/set/{topic}");
    done(ana, &set("languages"), &[("languages", "pt")]).await;
    done(ana, &set("voters"), &VOTERS).await;
    let dates = [
        ("date-balloting", "2026-11-02T09:00"),
        ("date-counting", "2026-11-09T20:00"),
        ("date-published", "2026-11-12T09:00"),
    ];
    done(ana, &set("dates"), &dates).await;
    let secrecy =
        [("batch_min", "3"), ("batch_minutes", "1"), ("small_group", "5"), ("openings", "public")];
    done(ana, &set("secrecy"), &secrecy).await;
    let trustees = [("trustees", trustees), ("witnesses", "quorum none")];
    done(ana, &set("trustees"), &trustees).await;
    let contest = [
        ("id", "rua"),
        ("title-pt", "A rua"),
        ("budget", "10 000"),
        ("ballot", "approval"),
        ("min", "0"),
        ("max", "2"),
        ("rule", "most_votes"),
    ];
    done(ana, &format!("{DESK}/contests/new"), &contest).await;
    for (number, cost, title) in [("1", "9000", "Parque"), ("2", "3000", "Bancos")] {
        let project = [
            ("number", number),
            ("cost", cost),
            ("original_language", "pt"),
            ("title-pt", title),
            ("review-pt", "checked"),
        ];
        done(ana, &format!("{DESK}/contests/rua/projects/new"), &project).await;
    }
    done(ana, &format!("{DESK}/rules"), &[("decision", "7/2026")]).await;
}

/// The code maker's list goes to the desk; the codes stay on the letters.
async fn store_keys(ana: &Browser, made: &Made) {
    let path = format!("{DESK}/contests/rua/keys");
    let list = made.credlists[&ContestId::parse("rua").unwrap()].to_bytes();
    let fields = [("letters", "12"), ("spares", "2")];
    let answer = ana.send_file(&path, &fields, ("keys", &list)).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
}

/// Both officers type the same phrase, one after the other.
async fn both(officers: [&Browser; 2], path: &str, phrase: &str) {
    for officer in officers {
        done(officer, path, &[("phrase", phrase)]).await;
    }
}

async fn vote(voter: &Browser, code: &str, mark: &str) {
    let base = "/pt/p/bairro-2026";
    let ballot = done(voter, &format!("{base}/vote"), &[("code", code)]).await;
    let path = format!("{ballot}/check");
    let check = voter.send_from(&ballot, &path, &[("p", mark), ("go", "check")]).await;
    assert_eq!(check.status, Status::Ok, "{}", check.html);
    let fields = web::hidden(&check.html);
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).unwrap().1.clone();
    let attempt = field("attempt");
    let cast = format!("{ballot}/cast");
    let sent = voter.send_from(&ballot, &cast, &[("p", mark), ("attempt", &attempt)]).await;
    assert_eq!(sent.status, Status::SeeOther, "{}", sent.html);
}

/// The archive for the trustees, unpacked as `unzip` does.
fn unpack(archive: &[u8], folder: &Path) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let path = folder.join(file.name());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// What `morada-keys trustee open` writes.
fn answer_of(share: &ShareSecret, folder: &Path) -> Vec<u8> {
    let file = ShareFile::new(election(), "Somebody", share.clone());
    let (asked, out) = (folder.join("to-open-rua.jsonl"), folder.join("answer.jsonl"));
    drop(std::fs::remove_file(&out));
    let chance = &mut StdRng::seed_from_u64(7);
    open::open(&file, &asked, Some(folder), &out, chance).unwrap();
    std::fs::read(out).unwrap()
}

/// Two officers and two of three trustees, from the first form to the bundle, in browsers and with
/// the offline program. One trustee never comes; one file is handed in under the wrong name.
#[rocket::async_test]
async fn a_vote_with_three_trustees_is_held_through_pages_alone() {
    let lisbon = Lisbon::load().await;
    let (ana, bento) = (lisbon.signed_in("ana").await, lisbon.signed_in("bento").await);
    let chance = &mut StdRng::seed_from_u64(1);
    let names = ["Ana Reis", "Rui Sá", "Noor"];
    let (set, shares) = morada_keys::ceremony::in_memory(&election(), &names, 2, chance).unwrap();
    set_up(&ana, std::str::from_utf8(&set.to_bytes().unwrap()).unwrap()).await;
    let contests = vec![ContestId::parse("rua").unwrap()];
    let made = codes::make(&Order::new(election(), contests, 12, 2).unwrap(), chance).unwrap();
    store_keys(&ana, &made).await;
    let early = ana.open(&format!("{DESK}/trustees")).await;
    assert!(early.contains("Nothing is asked of the trustees before"), "{early}");
    both([&ana, &bento], &format!("{DESK}/open"), "OPEN 2026").await;
    lisbon.settle().await;

    let at = |text: &str| morada::i18n::zone::Moment::parse_field(text, "Europe/Lisbon").unwrap();
    lisbon.house.clock().set(at("2026-11-02T09:00"));
    lisbon.settle().await;
    let voter = lisbon.browser().await;
    let archive = "/pt/p/bairro-2026/audit/trustees.zip";
    assert_eq!(voter.get(archive).await.status, Status::NotFound, "nothing before the close");
    for (code, mark) in made.letters.iter().zip(["0", "1", "1"].into_iter().cycle()) {
        vote(&voter, &code.printed(), mark).await;
    }
    lisbon.house.clock().set(at("2026-11-09T20:00"));
    lisbon.settle().await;

    // A week later everybody has to sign in again.
    let (ana, bento) = (lisbon.signed_in("ana").await, lisbon.signed_in("bento").await);
    let desk = format!("{DESK}/trustees");
    let page = ana.open(&desk).await;
    assert_eq!(page.matches("Not here yet").count(), 3, "{page}");
    assert!(page.contains(&archive.replace("/pt/", "/en/")), "the desk leads to the archive");
    let folder = tempfile::tempdir().unwrap();
    unpack(&voter.get(archive).await.bytes, folder.path());
    let files: Vec<Vec<u8>> = shares.iter().map(|share| answer_of(share, folder.path())).collect();

    let hand_in = async |officer: &Browser, trustee: &str, file: &[u8]| {
        let fields = [("trustee", trustee), ("contest", "rua")];
        let answer = officer.send_file(&desk, &fields, ("decryptions", file)).await;
        lisbon.settle().await;
        answer
    };
    let unread = hand_in(&ana, "1", b"not a line\n").await;
    assert_eq!(unread.status, Status::UnprocessableEntity);
    assert!(unread.html.contains("Line \u{2068}1\u{2069} is not one"), "{}", unread.html);
    assert!(unread.html.contains("<option value=\"1\" selected>"), "the choice stays");

    assert_eq!(hand_in(&ana, "2", &files[0]).await.status, Status::SeeOther);
    let page = ana.open(&desk).await;
    assert!(page.contains("This is the file of trustee number \u{2068}1\u{2069}"), "{page}");
    assert_eq!(hand_in(&ana, "1", &files[0]).await.status, Status::SeeOther);
    assert_eq!(hand_in(&ana, "1", &files[0]).await.status, Status::SeeOther, "twice is once");
    let page = ana.open(&desk).await;
    assert!(page.contains("files still needed: \u{2068}1\u{2069}"), "{page}");
    assert!(page.contains("Handed in and good"), "{page}");

    let dice = [
        ("seed", "31415 92653 58979 32384"),
        ("minutes", "Rolled at the town hall. Three neighbours watched."),
        ("phrase", "COUNT 2026"),
    ];
    let count = format!("{DESK}/count");
    done(&ana, &count, &dice).await;
    done(&bento, &count, &[("phrase", "count 2026")]).await;
    lisbon.settle().await;
    let waiting = ana.open(&count).await;
    assert!(waiting.contains("counted when enough trustees"), "{waiting}");
    let publish = format!("{DESK}/publish");
    assert!(ana.open(&publish).await.contains("not counted yet"));

    // Pasting does as well as a file. Trustee 2 never comes; 1 and 3 are enough.
    let pasted = std::str::from_utf8(&files[2]).unwrap().replace('\n', "\r\n");
    let fields = [("trustee", "3"), ("contest", "rua"), ("pasted", pasted.as_str())];
    done(&bento, &desk, &fields).await;
    lisbon.settle().await;
    let page = ana.open(&desk).await;
    assert!(page.contains("enough files are here") && page.contains("The votes are counted"));

    both([&bento, &ana], &publish, "PUBLISH 2026").await;
    lisbon.settle().await;
    let bundle = voter.get("/pt/p/bairro-2026/audit/bundle/bairro-2026.zip").await;
    let out = tempfile::tempdir().unwrap();
    let kept = std::env::var("MORADA_KEEP_BUNDLE").map(std::path::PathBuf::from);
    let out = kept.unwrap_or_else(|_| out.path().to_owned());
    unpack(&bundle.bytes, &out);
    let result = std::fs::read_to_string(out.join("results/rua.json")).unwrap();
    assert!(result.contains("\"ballots\":12"), "{result}");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bundle.bytes)).unwrap();
    let files = (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (BundlePath::parse(file.name()).unwrap(), bytes)
        })
        .collect();
    let read = Bundle::read(files).unwrap();
    assert_eq!(read.trustees, set);
    assert_eq!(read.annex.unwrap().decryptions.len(), 2, "two of three");
    assert!(lisbon.house.now() > NOW);
}
