//! The booth: what lets a voter turn pages between the code and the slip.
//!
//! It is the voting code itself, sealed under a key of the server, in a cookie of the browser. The
//! server keeps nothing: any node serves the next page, a restart loses no voter, and there is no
//! table of who is voting just now (ARCHITECTURE.md, "Why the booth is a cookie").

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use morada_engine::encoding::{from_base64, to_base64};
use morada_engine::ids::ElectionId;
use morada_engine::sealing::VotingCode;
use morada_engine::time::Timestamp;

use super::House;

/// How long a booth stays open, in seconds.
pub const BOOTH_SECONDS: u64 = 30 * 60;

/// One voter's booth in one election.
#[derive(Debug)]
pub struct Booth {
    election: ElectionId,
    code: VotingCode,
    closes_at: Timestamp,
}

impl Booth {
    /// A booth for `code`, open for [`BOOTH_SECONDS`] from `now`.
    pub fn new(election: ElectionId, code: VotingCode, now: Timestamp) -> Self {
        Self { election, code, closes_at: now.plus(BOOTH_SECONDS) }
    }

    /// The election the voter entered.
    pub fn election(&self) -> &ElectionId {
        &self.election
    }

    /// The voting code.
    pub fn code(&self) -> &VotingCode {
        &self.code
    }

    /// When the booth closes.
    pub fn closes_at(&self) -> Timestamp {
        self.closes_at
    }

    /// The cookie's value: only this server can read it, and only as this booth.
    pub fn to_cookie(&self, house: &House) -> String {
        let nonce: [u8; 24] = rand::random();
        let text = format!("{}\n{}\n{}", self.closes_at.unix(), self.election, self.code.printed());
        let sealed = cipher(house)
            .encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad: b"booth" })
            .expect("a booth is far below the cipher's limit");
        // A cookie's value may not hold `=`, `+` and `/` everywhere; URL letters travel untouched.
        to_base64(&[nonce.as_slice(), &sealed].concat())
            .replace('+', "-")
            .replace('/', "_")
            .trim_end_matches('=')
            .to_owned()
    }

    /// Reads a cookie; `None` when it is foreign, changed or its time is over.
    pub fn from_cookie(house: &House, value: &str) -> Option<Self> {
        let mut base64 = value.replace('-', "+").replace('_', "/");
        while !base64.len().is_multiple_of(4) {
            base64.push('=');
        }
        let bytes = from_base64(&base64).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(24)?;
        let nonce = XNonce::from(<[u8; 24]>::try_from(nonce).ok()?);
        let text = cipher(house).decrypt(&nonce, Payload { msg: sealed, aad: b"booth" }).ok()?;
        let text = zeroize::Zeroizing::new(String::from_utf8(text).ok()?);
        let mut lines = text.lines();
        let closes_at = Timestamp::from_unix(lines.next()?.parse().ok()?);
        let election = ElectionId::parse(lines.next()?).ok()?;
        let code = VotingCode::parse(lines.next()?).ok()?;
        (house.now() < closes_at).then_some(Self { election, code, closes_at })
    }
}

fn cipher(house: &House) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&house.secret.key("morada/booth/v1").into())
}
