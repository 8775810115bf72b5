//! Hands checkpoints to the witnesses that answer over HTTP (c2sp.org/tlog-witness); the others look in by themselves.
//!
//! A witness's address stands behind its key in `policy.txt`. Only `http://` is spoken here: a witness elsewhere is
//! reached through a proxy of this machine that speaks TLS, or looks in by hand.

use std::time::Duration;

use morada_engine::ids::ElectionId;
use morada_engine::ledger::Policy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::cosign::cosign;
use super::{House, Stage, signed_head, tiles};
use crate::store::StoreError;

/// How often witnesses that lack the last checkpoint are asked.
const EVERY: Duration = Duration::from_secs(15);
/// How long one witness may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MOST: u64 = 64 << 10;

/// Asks again and again until the program ends.
pub async fn run(house: &House) {
    loop {
        if let Err(error) = ask_all(house).await {
            tracing::error!("witnesses could not be asked: {error}");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Asks every witness with an address that has not cosigned the last checkpoint of its election.
///
/// # Errors
/// [`StoreError`]. A witness that does not answer or refuses is told in the log, and asked again.
pub async fn ask_all(house: &House) -> Result<(), StoreError> {
    for (election, stage) in house.urn.elections().await? {
        let Some(head) = signed_head(house, &election).await? else { continue };
        let Some(found) = house.urn.election(&election).await? else { continue };
        let policy = String::from_utf8_lossy(&found.policy_file).into_owned();
        let policy = Policy::parse(&policy).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        for (witness, url) in policy.addresses() {
            if head.witnesses.iter().any(|name| name == witness) {
                continue;
            }
            match ask(house, &election, witness, url).await {
                Ok(()) => tracing::info!(%election, witness, size = head.size, "cosigned"),
                Err(AskError::Store(error)) => return Err(error),
                // After the result nothing changes any more, so nobody needs to hear it for ever.
                Err(error) if stage == Stage::Published => {
                    tracing::debug!(%election, witness, "not cosigned: {error}");
                }
                Err(error) => tracing::warn!(%election, witness, "not cosigned: {error}"),
            }
        }
    }
    Ok(())
}

/// Why a witness did not cosign.
#[derive(Debug, thiserror::Error)]
enum AskError {
    #[error("{0}")]
    Address(&'static str),
    #[error("{0}")]
    Network(#[from] std::io::Error),
    #[error("no answer in {} s", PATIENCE.as_secs())]
    Slow,
    #[error("it answered {0}: {1}")]
    Refused(u16, String),
    #[error("what it sent is no cosignature of its own")]
    Strange,
    #[error(transparent)]
    Store(#[from] StoreError),
}

async fn ask(
    house: &House,
    election: &ElectionId,
    witness: &str,
    url: &str,
) -> Result<(), AskError> {
    let mut old = last_cosigned(house, election, witness).await?;
    // Twice: a witness that knows more or less than we remember says so, and is asked from there.
    for _ in 0..2 {
        let head = signed_head(house, election).await?.ok_or(AskError::Strange)?;
        let proof = tiles::consistency(house, election, old).await?.ok_or(AskError::Strange)?;
        let bare = head.note.split_inclusive('\n').collect::<Vec<_>>();
        let own = bare.len() - head.witnesses.len();
        let body = format!("{proof}\n{}", bare[..own].concat());
        let asked = tokio::time::timeout(PATIENCE, post(url, &body));
        match asked.await.map_err(|_| AskError::Slow)?? {
            (200, lines) => {
                for line in lines.lines() {
                    cosign(house, election, line).await.map_err(|_| AskError::Strange)?;
                }
                return Ok(());
            }
            (409, size) => old = size.trim().parse().map_err(|_| AskError::Strange)?,
            (status, words) => return Err(AskError::Refused(status, words.trim().to_owned())),
        }
    }
    Err(AskError::Refused(409, "it does not know what it signed".to_owned()))
}

/// The size of the last checkpoint that a witness cosigned, as far as we remember.
async fn last_cosigned(
    house: &House,
    election: &ElectionId,
    witness: &str,
) -> Result<u64, StoreError> {
    for (size, _) in house.urn.checkpoints(election).await?.into_iter().rev() {
        let lines = house.urn.cosignatures(election, size).await?;
        if lines.iter().any(|(name, _)| name == witness) {
            return Ok(size);
        }
    }
    Ok(0)
}

/// One HTTP/1.1 request; gives the status and the body of the answer.
async fn post(url: &str, body: &str) -> Result<(u16, String), AskError> {
    let rest = url.strip_prefix("http://").ok_or(AskError::Address(
        "only http:// can be asked; put a proxy before it or let the witness look in by hand",
    ))?;
    let (authority, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = prefix.trim_end_matches('/');
    let path = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
    let host =
        if authority.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
    let mut stream = TcpStream::connect(host).await?;
    let head = format!(
        "POST {path}/add-checkpoint HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(MOST).read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").ok_or(AskError::Strange)?;
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
    Ok((status.ok_or(AskError::Strange)?, body.to_owned()))
}
