//! Passwords: argon2id with a pepper from outside the database, two at a time, off the request path.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::RngExt;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{Fault, Wrong};
use crate::app::House;

/// The fewest signs of a password (NIST SP 800-63B-4 asks 15 alone, 8 beside a second factor).
pub const LEAST_SIGNS: usize = 12;
/// The most bytes that are hashed; longer ones would only feed a denial of service.
const MOST_BYTES: usize = 1024;

/// Each hash takes 19 MiB and a core for some 30 ms: two at once leave the rest to the voters.
static HASHERS: Semaphore = Semaphore::const_new(2);

/// A hash that no password has, checked in place of an account that does not exist.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is wrong with a new password, if anything. Length is what counts; no signs are demanded.
pub fn fault_of(field: &str, password: &str, name: &str) -> Option<Fault> {
    let signs = password.chars().count();
    let own_name = !name.is_empty() && password.to_lowercase().contains(&name.to_lowercase());
    let few = password.chars().collect::<std::collections::BTreeSet<_>>().len() < 5;
    let weak = signs < LEAST_SIGNS || password.len() > MOST_BYTES || own_name || few;
    weak.then(|| Fault::new(field, Wrong::WeakPassword { least: LEAST_SIGNS }))
}

/// Hashes a new password, as a PHC string.
pub async fn hash(house: &House, password: &str) -> String {
    let salt: [u8; 16] = house.chance().random();
    let (pepper, password) = (pepper(house), password.to_owned());
    off_the_request_path(move || {
        let hash = hasher(&pepper).hash_password_with_salt(password.as_bytes(), &salt);
        hash.expect("sixteen bytes are a salt and the parameters are within bounds").to_string()
    })
    .await
}

/// Whether `password` is the one of `stored`; an empty `stored` costs the same and never fits.
pub async fn fits(house: &House, password: &str, stored: &str) -> bool {
    let known = !stored.is_empty();
    let (pepper, password) = (pepper(house), password.to_owned());
    let stored = if known { stored.to_owned() } else { NOBODY.to_owned() };
    let fits = off_the_request_path(move || {
        let readable = password.len() <= MOST_BYTES;
        let password = if readable { password.as_bytes() } else { &[] };
        PasswordHash::new(&stored)
            .is_ok_and(|hash| hasher(&pepper).verify_password(password, &hash).is_ok())
            && readable
    })
    .await;
    fits && known
}

fn pepper(house: &House) -> [u8; 32] {
    house.secret.key("morada/password/v1")
}

fn hasher(pepper: &[u8; 32]) -> Argon2<'_> {
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, Params::default())
        .expect("32 bytes are within argon2's limit for a secret")
}

async fn off_the_request_path<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _turn = HASHERS.acquire().await.expect("nobody closes the semaphore");
    match spawn_blocking(work).await {
        Ok(value) => value,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_a_password_and_a_short_or_dull_one_is_not() {
        let weak = |password: &str| fault_of("p", password, "ana@lisboa.example").is_some();
        assert!(!weak("o elétrico vinte e oito"));
        assert!(weak("Xk2!pq9#Lm"));
        assert!(weak("aaaaaaaaaaaaaaaa"));
        assert!(weak("my ana@lisboa.example"));
        assert!(weak(&"ação ".repeat(300)));
    }

    #[test]
    fn checking_nobody_costs_what_checking_somebody_costs() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&nobody).unwrap();
        let own = Params::default();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (own.m_cost(), own.t_cost(), own.p_cost())
        );
    }
}
