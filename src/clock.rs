//! The clock: the only place that asks the machine for the time. Rooms are given it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use morada_engine::time::Timestamp;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that only moves when it is told to: demos, replays and tests.
    Manual(Arc<AtomicU64>),
}

impl Clock {
    /// A clock that stands at `now` until it is moved.
    pub fn standing_at(now: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicU64::new(now.unix())))
    }

    /// The present second.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let seconds = time::OffsetDateTime::now_utc().unix_timestamp();
                Timestamp::from_unix(u64::try_from(seconds).unwrap_or(0))
            }
            Self::Manual(seconds) => Timestamp::from_unix(seconds.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock to `instant`; the machine's clock does not listen.
    pub fn set(&self, instant: Timestamp) {
        if let Self::Manual(seconds) = self {
            seconds.store(instant.unix(), Ordering::SeqCst);
        }
    }
}
