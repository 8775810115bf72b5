//! What the benches share: timing many requests at once, and saying what came of it.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What a load came to.
pub struct Load {
    /// From the first request to the last answer.
    pub took: Duration,
    /// How long each answer took, shortest first.
    pub answers: Vec<Duration>,
}

/// Runs `jobs` jobs on `hands` threads that start together; `make(hand)` prepares what one hand
/// keeps (its connection) before the clock runs.
pub fn load<H>(
    hands: usize,
    jobs: usize,
    make: impl Fn(usize) -> H + Sync,
    job: impl Fn(&mut H, usize) + Sync,
) -> Load {
    let (next, ready) = (AtomicUsize::new(0), Barrier::new(hands + 1));
    let work = |hand: usize| {
        let mut held = make(hand);
        let mut answers = Vec::new();
        ready.wait();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= jobs {
                return answers;
            }
            let began = Instant::now();
            job(&mut held, number);
            answers.push(began.elapsed());
        }
    };
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..hands).map(|hand| scope.spawn(move || work(hand))).collect();
        ready.wait();
        let began = Instant::now();
        let mut answers: Vec<Duration> =
            working.into_iter().flat_map(|hand| hand.join().expect("no hand fails")).collect();
        let took = began.elapsed();
        answers.sort_unstable();
        Load { took, answers }
    })
}

impl Load {
    /// Answers in a second.
    pub fn per_second(&self) -> f64 {
        let count = u32::try_from(self.answers.len()).expect("a bench has fewer requests");
        f64::from(count) / self.took.as_secs_f64()
    }

    /// The time within which `share` of the answers came, in milliseconds.
    pub fn within_ms(&self, share: f64) -> f64 {
        let last = u32::try_from(self.answers.len()).expect("a bench has fewer requests") - 1;
        let place = (f64::from(last) * share).round();
        let at = (0..=last).find(|at| f64::from(*at) >= place).unwrap_or(last);
        self.answers[at as usize].as_secs_f64() * 1_000.0
    }
}

/// A line of a process's `/proc/<pid>/status`, in MB: `VmHWM` is the most memory it ever held.
pub fn memory_mb(pid: u32, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let kb = status
        .lines()
        .find_map(|found| found.strip_prefix(line)?.split_whitespace().nth(1)?.parse::<u32>().ok());
    kb.map_or(f64::NAN, |kb| f64::from(kb) / 1024.0)
}
