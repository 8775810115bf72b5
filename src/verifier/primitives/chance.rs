//! Public chance (docs/FORMATS.md section 3): the sampler of Rivest, and tickets for ties.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use super::bytes::{Hash, sha256};

/// The `i`-th pick, from 1, out of `1..=total`.
pub fn pick(seed: &str, i: u64, total: u64) -> Option<u64> {
    if total == 0 {
        return None;
    }
    let number = BigUint::from_bytes_be(&sha256(&[format!("{seed},{i}").as_bytes()]));
    (number % total).to_u64().map(|rest| rest + 1)
}

/// The first `count` different picks, or the first `count` picks.
pub fn sample(seed: &str, total: u64, count: usize, repeats: Repeats) -> Vec<u64> {
    let mut picks = Vec::new();
    let wanted = match repeats {
        Repeats::Stay => count,
        Repeats::Skip => count.min(usize::try_from(total).unwrap_or(usize::MAX)),
    };
    for pick in (1..).map_while(|i| pick(seed, i, total)) {
        if picks.len() == wanted {
            break;
        }
        if repeats == Repeats::Stay || !picks.contains(&pick) {
            picks.push(pick);
        }
    }
    picks
}

/// What happens when a number is drawn a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// It stays.
    Stay,
    /// The draw is passed over.
    Skip,
}

/// The ticket of an option: the lowest wins.
pub fn ticket(seed: &str, contest: &str, option: &str) -> Hash {
    sha256(&[format!("{seed},tie,{contest},{option}").as_bytes()])
}

/// Options in the order of their tickets.
pub fn lot_order(seed: &str, contest: &str, options: &[&str]) -> Vec<String> {
    let mut order: Vec<&str> = options.to_vec();
    order.sort_by_key(|option| ticket(seed, contest, option));
    order.into_iter().map(str::to_owned).collect()
}

/// A seed: 20 or more digits, then perhaps a colon and visible ASCII signs; at most 200 in all.
pub fn is_seed(text: &str) -> bool {
    let (digits, suffix) = text.split_once(':').map_or((text, None), |(d, s)| (d, Some(s)));
    let is_visible =
        |suffix: &str| !suffix.is_empty() && suffix.bytes().all(|b| b.is_ascii_graphic());
    text.len() <= 200
        && digits.len() >= 20
        && digits.bytes().all(|b| b.is_ascii_digit())
        && suffix.is_none_or(is_visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Rivest's own program of 2011.
    #[test]
    fn the_sampler_is_that_of_rivest() {
        let seed = "3546311556112163624615351222";
        assert_eq!(sample(seed, 876, 5, Repeats::Stay), [740, 180, 264, 789, 238]);
    }

    #[test]
    fn a_number_drawn_twice_is_passed_over() {
        assert_eq!(sample("0", 2, 3, Repeats::Stay), [1, 1, 2]);
        assert_eq!(sample("0", 2, 3, Repeats::Skip), [1, 2]);
    }

    #[test]
    fn a_seed_has_twenty_digits() {
        assert!(is_seed("12345678901234567890"));
        assert!(is_seed("12345678901234567890:drand-7"));
        assert!(!is_seed("1234567890123456789"));
        assert!(!is_seed("12345678901234567890:"));
        assert!(!is_seed("1234567890123456789x"));
    }
}
