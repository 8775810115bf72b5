//! Nothing a voter types or is given may be found where a curious person could look: with logs at
//! their most talkative, every file of the server is searched for what must not be there
//! (TRUST.md S13, X1; PROTOCOL.md 2.2).

use std::path::Path;

use crate::client::Client;
use crate::cluster::Cluster;
use crate::server::Server;
use crate::thief::{Signs, View, all_files, occurrences, views_of_disk};
use crate::town::{Plan, Town, UrnAt};
use crate::voter::{Cast, Voter};

/// Sentinels that a browser sends along, and that nobody may keep.
const AGENT: &str = "CanaryAgent/77.1";
const PROXY_ADDRESS: &str = "203.0.113.77";

#[test]
fn no_code_no_choice_and_no_visitor_is_left_on_the_servers_disk() {
    let cluster = Cluster::start_forgetful(24_540);
    for urn in [UrnAt::Sqlite, UrnAt::Postgres(cluster.url("postgres"))] {
        let town = Town::found(urn, &Plan::default());
        let server = Server::start(&town, 24_541);
        let mut secrets = Vec::new();
        for code in &town.codes {
            let printed = code.printed();
            let mut voter = Voter::enter(&town, server.port, code).expect("the code is good");
            let form = voter.check(&CHOICE).expect("the ballot is good");
            assert!(matches!(voter.cast(&form), Ok(Cast::Slip(_))));
            let typed = printed.replace('-', "");
            secrets.extend([printed, typed.to_lowercase(), typed.clone(), typed[..19].to_owned()]);
        }
        secrets.extend(mistakes(&town, server.port));
        secrets.extend([AGENT, PROXY_ADDRESS].map(str::to_owned));
        secrets.extend(choices());

        nowhere_in(town.folder(), &secrets);
        server.kill();
        nowhere_in(town.folder(), &secrets);
    }
    nowhere_in(&cluster.data(), &choices());
}

/// The log at its most talkative is a file like any other: it must not keep the order of slips.
#[test]
fn the_log_does_not_keep_the_order_of_casting() {
    let town = Town::found(UrnAt::Sqlite, &Plan::default());
    let server = Server::start(&town, 24_542);
    let ballots: Vec<Signs> = town
        .codes
        .iter()
        .map(|code| {
            let mut voter = Voter::enter(&town, server.port, code).expect("the code is good");
            let form = voter.check(&CHOICE).expect("the ballot is good");
            let Ok(Cast::Slip(slip)) = voter.cast(&form) else { panic!("no slip") };
            let _ = Client::new(server.port).get(&format!("/pt/p/{}/slip/{slip}", town.election));
            vec![slip.clone().into_bytes(), slip.replace('-', "").into_bytes()]
        })
        .collect();
    server.stop();

    let views = views_of_disk(town.folder(), &ballots);
    let telling: Vec<&View> = views.iter().filter(|view| view.tells_the_order()).collect();
    assert!(telling.is_empty(), "{telling:?}");
}

/// What everybody marks; as a list it would be found by chance only once in a million.
const CHOICE: [u32; 5] = [1, 3, 4, 7, 10];

/// The spellings in which a choice could lie around before the count.
fn choices() -> Vec<String> {
    let list = |separator: &str| CHOICE.map(|index| index.to_string()).join(separator);
    vec![format!("[{}]", list(",")), format!("[{}]", list(", ")), format!("p={}", list("&p="))]
}

/// What people do wrong, with headers nobody should believe: a code with its last sign changed, a
/// code in the address, a slip that does not exist.
fn mistakes(town: &Town, port: u16) -> Vec<String> {
    let mut client = Client::new(port);
    client.headers = vec![
        ("User-Agent", AGENT),
        ("X-Real-IP", PROXY_ADDRESS),
        ("X-Forwarded-For", PROXY_ADDRESS),
    ];
    let door = format!("/pt/p/{}/vote", town.election);
    let csrf = client.get(&door).expect("the door").field("csrf").expect("a token");
    let good = town.codes[0].printed();
    let wrong = format!("{}{}", &good[..22], if good.ends_with('0') { '1' } else { '0' });
    let answer = client.post(&door, &[("csrf", &csrf), ("code", &wrong)]).expect("an answer");
    assert_eq!(answer.status, 422, "a mistyped code is refused");
    let foreign = client.post(&door, &[("csrf", "none"), ("code", &wrong)]).expect("an answer");
    assert_eq!(foreign.status, 403, "a form without its token is refused");
    let _ = client.post(
        &format!("{door}/streets/cast"),
        &[("csrf", &csrf), ("p", "999999999999"), ("attempt", "x")],
    );
    vec![wrong.clone(), wrong.replace('-', "")]
}

fn nowhere_in(folder: &Path, needles: &[String]) {
    let mut found = Vec::new();
    for path in all_files(folder) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        for (needle, place) in occurrences(&bytes, needles) {
            let before = String::from_utf8_lossy(&bytes[place.saturating_sub(120)..place]);
            let line = before.lines().last().unwrap_or_default();
            found.push(format!("{}: {} after “{line}”", path.display(), needles[needle]));
        }
    }
    assert!(
        found.is_empty(),
        "{} traces, the first: {}",
        found.len(),
        found.iter().take(5).cloned().collect::<Vec<_>>().join("\n")
    );
}
