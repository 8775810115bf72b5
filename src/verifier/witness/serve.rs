//! `add-checkpoint` over HTTP (C2SP tlog-witness): a ledger's server hands in its checkpoint with the
//! proof from the last one, and gets the cosignature back.
//!
//! A small server of its own, on purpose: a witness should be able to read all that runs on the
//! machine that holds the key. It speaks plain HTTP/1.1, one request a connection; a proxy in front of
//! it speaks TLS.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Proof, Refusal, State, WitnessKey, cosign};
use crate::limits::NOTE;
use crate::primitives::note::Vkey;

/// Connections served at once; one more is closed at once.
const MOST_CONNECTIONS: usize = 32;
/// Most bytes of a request's head.
const MOST_HEAD: u64 = 16 << 10;
/// Most bytes of a body: 63 hashes and a note.
const MOST_BODY: u64 = NOTE + (8 << 10);
/// How long a connection may be silent.
const PATIENCE: Duration = Duration::from_secs(10);

/// A witness that answers `POST …/add-checkpoint`.
pub struct Witness {
    key: WitnessKey,
    logs: Vec<Vkey>,
    state: Mutex<State>,
    now: fn() -> u64,
}

/// A request's answer.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
}

impl Witness {
    /// A witness of `logs`; `now` tells the present, UTC seconds.
    pub fn new(key: WitnessKey, logs: Vec<Vkey>, state: State, now: fn() -> u64) -> Self {
        Self { key, logs, state: Mutex::new(state), now }
    }

    /// Answers on `listener` until the program ends.
    ///
    /// # Errors
    /// When the system takes the listener away.
    pub fn serve(&self, listener: &TcpListener) -> io::Result<()> {
        let open = AtomicUsize::new(0);
        thread::scope(|scope| {
            loop {
                let (stream, _) = match listener.accept() {
                    Ok(accepted) => accepted,
                    // A visitor who hangs up while being let in is no reason to close the door.
                    Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => continue,
                    Err(error) => return Err(error),
                };
                if open.fetch_add(1, Ordering::SeqCst) >= MOST_CONNECTIONS {
                    open.fetch_sub(1, Ordering::SeqCst);
                    continue;
                }
                let open = &open;
                scope.spawn(move || {
                    // Whoever does not wait for the answer hears nothing; nobody else is concerned.
                    let _ = self.talk(&stream);
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        })
    }

    fn talk(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let answer = match read_request(stream)? {
            Ok(body) => self.answer(&body),
            Err(status) => Answer { status, kind: "text/plain", body: String::new() },
        };
        let Answer { status, kind, body } = answer;
        let head = format!(
            "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            reason(status),
            body.len()
        );
        let mut stream = stream;
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())
    }

    /// Answers the body of an `add-checkpoint` request.
    fn answer(&self, body: &[u8]) -> Answer {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (cosigned, checkpoint) = match split(body) {
            Ok((proof, checkpoint)) => {
                let time = (self.now)();
                let line = cosign(&mut state, &self.key, &self.logs, checkpoint, &proof, time);
                (line, checkpoint)
            }
            Err(refusal) => (Err(refusal), body),
        };
        let refusal = match cosigned {
            Ok(line) => return Answer { status: 200, kind: "text/plain", body: line },
            Err(refusal) => refusal,
        };
        let status = refusal.http_status();
        if status == 409 {
            // Whoever asks wrongly learns what to ask from.
            let seen = super::read(checkpoint).ok().and_then(|(_, read)| state.seen(&read.origin));
            let size = seen.map_or(0, |seen| seen.size);
            return Answer { status, kind: "text/x.tlog.size", body: format!("{size}\n") };
        }
        Answer { status, kind: "text/plain; charset=utf-8", body: format!("{refusal}\n") }
    }
}

/// The proof and the checkpoint of a body: `old <size>`, hashes, an empty line, the note.
fn split(body: &[u8]) -> Result<(Proof, &[u8]), Refusal> {
    let end = body.windows(2).position(|pair| pair == b"\n\n").ok_or(Refusal::ProofForm)?;
    let head = std::str::from_utf8(&body[..=end]).map_err(|_| Refusal::ProofForm)?;
    let proof = Proof::parse(head)?;
    // Over HTTP the size is not optional: it is how the two notice that they disagree about it.
    if proof.old.is_none() {
        return Err(Refusal::ProofForm);
    }
    Ok((proof, &body[end + 2..]))
}

/// The body of a `POST …/add-checkpoint`, or the status for anything else.
fn read_request(stream: &TcpStream) -> io::Result<Result<Vec<u8>, u16>> {
    let mut reader = BufReader::new(stream.take(MOST_HEAD + MOST_BODY));
    let mut line = String::new();
    let mut length: Option<u64> = None;
    let mut first = String::new();
    let mut head = 0;
    loop {
        line.clear();
        head += reader.by_ref().take(MOST_HEAD).read_line(&mut line)? as u64;
        if head > MOST_HEAD || !line.ends_with('\n') {
            return Ok(Err(431));
        }
        let trimmed = line.trim_end();
        if trimmed.is_empty() {
            break;
        }
        if first.is_empty() {
            trimmed.clone_into(&mut first);
        } else if let Some((name, value)) = trimmed.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !path.ends_with("/add-checkpoint") {
        return Ok(Err(404));
    }
    if method != "POST" {
        return Ok(Err(405));
    }
    let Some(length) = length else { return Ok(Err(411)) };
    if length > MOST_BODY {
        return Ok(Err(413));
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    Ok(if body.len() as u64 == length { Ok(body) } else { Err(400) })
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    }
}
