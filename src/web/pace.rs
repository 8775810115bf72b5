//! How many tries one connection has: codes and passwords are not to be guessed by trying.
//!
//! Per node and in memory. What must hold for all nodes together is counted in the database by the use case.

use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{Quota, RateLimiter};

use super::client::Client;

/// Tries per connection and minute.
pub struct Pace {
    limiter: governor::DefaultKeyedRateLimiter<Client>,
    clock: DefaultClock,
}

/// Too many tries: how many minutes to wait, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// Minutes until the next try.
    pub minutes: u64,
}

impl Pace {
    /// `tries` a minute, all at once or spread; none at all counts as one.
    pub fn per_minute(tries: u32) -> Self {
        let tries = NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN);
        let clock = DefaultClock::default();
        Self { limiter: RateLimiter::keyed(Quota::per_minute(tries)), clock }
    }

    /// Counts one try of `client`.
    ///
    /// # Errors
    /// [`TooMany`] when it has none left.
    pub fn count(&self, client: Client) -> Result<(), TooMany> {
        // Connections that have been quiet long enough are forgotten, so that the table stays small.
        if self.limiter.len() > 100_000 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&client).map_err(|not_yet| {
            let seconds = not_yet.wait_time_from(self.clock.now()).as_secs();
            TooMany { minutes: seconds / 60 + 1 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rocket::async_test]
    async fn the_fourth_try_of_three_has_to_wait_a_minute_and_a_neighbour_has_not() {
        let pace = Pace::per_minute(3);
        let client = |n: u8| Client::at_for_tests([192, 0, 2, n]);
        for _ in 0..3 {
            assert_eq!(pace.count(client(1)), Ok(()));
        }
        assert_eq!(pace.count(client(1)), Err(TooMany { minutes: 1 }));
        assert_eq!(pace.count(client(2)), Ok(()));
    }
}
