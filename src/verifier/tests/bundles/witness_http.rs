//! `morada-verify witness serve`: what a ledger's server sees of a witness (C2SP tlog-witness).

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use morada_verify::Vkey;
use morada_verify::witness::{State, Witness};

use crate::fabricator::coding::base64;
use crate::witnesses::{Log, TIME, witness};

/// Starts a witness of one ledger on a port of its own.
fn serve(log: &Log) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let logs = vec![Vkey::parse(&log.key.vkey()).unwrap()];
    let witness = Witness::new(witness(), logs, State::in_memory(), || TIME);
    thread::spawn(move || witness.serve(&listener));
    address
}

/// Sends bytes as they are; gives the status, the content type and the body.
fn send(address: SocketAddr, request: &[u8]) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let kind = head.lines().find_map(|line| line.strip_prefix("Content-Type: ")).unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), kind.to_owned(), body.to_owned())
}

fn post(address: SocketAddr, body: &[u8]) -> (u16, String, String) {
    let head = format!(
        "POST /street/add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    send(address, &[head.as_bytes(), body].concat())
}

/// Asks for a cosignature of `size` leaves, with the proof from `old`.
fn add(address: SocketAddr, log: &Log, old: usize, size: usize) -> (u16, String, String) {
    let lines: Vec<String> =
        log.proof(old, size).hashes.iter().map(|hash| base64(hash) + "\n").collect();
    let head = format!("old {old}\n{}\n", lines.concat());
    post(address, &[head.as_bytes(), &log.checkpoint(size)].concat())
}

#[test]
fn a_ledger_that_grows_is_cosigned_over_http() {
    let log = Log::new(100);
    let address = serve(&log);
    for (old, size) in [(0, 1), (1, 7), (7, 7), (7, 64), (64, 100)] {
        let (status, _, line) = add(address, &log, old, size);
        assert_eq!(status, 200, "{line}");
        let note = String::from_utf8(log.checkpoint(size)).unwrap();
        let expected = crate::fabricator::signing::Witness::of_seed("rita.example", &[7; 32]);
        assert_eq!(line, expected.cosign(&note, TIME));
    }
}

#[test]
fn each_refusal_has_the_status_of_the_specification() {
    let log = Log::new(100);
    let address = serve(&log);
    assert_eq!(add(address, &log, 0, 40).0, 200);

    // 409 tells the size it must be asked from, in its own content type.
    let size = |seen: &str| (409, "text/x.tlog.size".to_owned(), seen.to_owned());
    assert_eq!(add(address, &log, 0, 50), size("40\n"), "not from what was seen");
    assert_eq!(add(address, &log, 30, 30), size("40\n"), "a rollback");
    assert_eq!(add(address, &log.forked(3), 40, 40), size("40\n"), "a fork of the same size");
    assert_eq!(add(address, &log.forked(3), 40, 50).0, 422, "a fork that grew");
    assert_eq!(add(address, &log.forked(70), 40, 50).0, 200, "no fork below 50 leaves");

    let other = Log { key: crate::fabricator::signing::LogKey::new("else/pb/op"), ..Log::new(9) };
    assert_eq!(add(address, &other, 0, 9).0, 404, "a ledger nobody asked to watch");
    let key = crate::fabricator::signing::LogKey::named(&log.key.origin, "other");
    assert_eq!(add(address, &Log { key, ..Log::new(60) }, 50, 60).0, 403, "another key");

    for (what, body) in [
        ("no proof", b"hello".as_slice()),
        ("no old size", b"\n\nhello\n"),
        ("a leading zero", b"old 01\n\nhello\n"),
        ("no checkpoint", b"old 0\n\nhello\n"),
        ("not UTF-8", b"old \xff\n\nhello\n"),
    ] {
        assert_eq!(post(address, body).0, 400, "{what}");
    }
    let many = format!("old 50\n{}\n{}", "AAAA\n".repeat(64), "x");
    assert_eq!(post(address, many.as_bytes()).0, 400, "more hashes than a proof has");
    assert_eq!(add(address, &log, 50, 100).0, 200, "and the honest ledger goes on");
}

#[test]
fn what_is_no_request_is_answered_and_never_waited_for() {
    let address = serve(&Log::new(3));
    let status = |request: &str| send(address, request.as_bytes()).0;
    assert_eq!(status("GET /add-checkpoint HTTP/1.1\r\n\r\n"), 405);
    assert_eq!(status("POST /elsewhere HTTP/1.1\r\n\r\n"), 404);
    assert_eq!(status("POST /add-checkpoint HTTP/1.1\r\n\r\n"), 411);
    assert_eq!(status("POST /add-checkpoint HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"), 413);
    let long = format!("POST /add-checkpoint HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    let mut stream = TcpStream::connect(address).unwrap();
    let _ = stream.write_all(long.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    // The rest of so long a head is not read, so the answer may be lost; nothing was signed.
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"));
}
