//! What a thief can do with a stolen disk: find every trace of every ballot, put the traces in the
//! order in which they lie there, and compare with the order in which people voted.
//!
//! PROTOCOL.md section 4: the order must not be guessed better than chance, |tau| < 4 sigma.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The signs a thief knows about one ballot: key, leaf hash, commitment, in raw bytes and in hex.
pub type Signs = Vec<Vec<u8>>;

/// One way of looking at the disk, and how well it tells the order.
#[derive(Debug)]
pub struct View {
    /// Which file, which sign, which of its places.
    pub name: String,
    /// How many ballots it shows.
    pub ballots: usize,
    /// Kendall's tau between the order seen and the order of casting.
    pub tau: f64,
}

impl View {
    /// Judges `seen`: numbers of ballots (in the order of casting) as this view shows them.
    pub fn judge(name: String, seen: &[usize]) -> Self {
        Self { name, ballots: seen.len(), tau: kendall_tau(seen) }
    }

    /// How many standard deviations the order lies away from chance.
    pub fn sigmas(&self) -> f64 {
        self.tau.abs() / sigma(self.ballots)
    }

    /// Better than chance, by the protocol's measure. Fewer than 50 ballots prove nothing.
    pub fn tells_the_order(&self) -> bool {
        self.ballots >= 50 && self.sigmas() >= 4.0
    }
}

/// Every view of every file below `folder`. `ballots[i]` are the signs of the i-th ballot cast.
pub fn views_of_disk(folder: &Path, ballots: &[Signs]) -> Vec<View> {
    let kinds = ballots.first().map_or(0, Vec::len);
    let look = Search::new(ballots);
    let mut views = Vec::new();
    for (name, bytes) in streams(folder) {
        let found = look.through(&bytes);
        for kind in 0..kinds {
            for (which, places) in [("first", &found.first), ("last", &found.last)] {
                let of_kind = places.iter().filter(|(sign, _)| sign.1 == kind);
                let mut places: Vec<(usize, usize)> =
                    of_kind.map(|(sign, place)| (*place, sign.0)).collect();
                if places.len() >= 50 {
                    places.sort_unstable();
                    let seen: Vec<usize> = places.into_iter().map(|(_, ballot)| ballot).collect();
                    views.push(View::judge(format!("{name}, sign {kind}, {which} place"), &seen));
                }
            }
        }
    }
    views
}

/// The numbers of those `needles` (eight bytes or longer) that occur in `bytes`, and where.
pub fn occurrences(bytes: &[u8], needles: &[String]) -> Vec<(usize, usize)> {
    let signs: Vec<Signs> =
        vec![needles.iter().map(|needle| needle.clone().into_bytes()).collect()];
    let found = Search::new(&signs).through(bytes).first;
    let mut places: Vec<_> =
        found.into_iter().map(|((_, needle), place)| (needle, place)).collect();
    places.sort_unstable();
    places
}

/// Files as one stream each; PostgreSQL's write-ahead log is read in the order of its segments.
fn streams(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut streams: Vec<(String, Vec<u8>)> = Vec::new();
    for path in all_files(folder) {
        let Ok(bytes) = fs::read(&path) else { continue };
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        match name.split_once("pg_wal/") {
            Some((before, _)) => {
                let stream = format!("{before}pg_wal");
                match streams.iter_mut().find(|(name, _)| *name == stream) {
                    Some((_, whole)) => whole.extend(bytes),
                    None => streams.push((stream, bytes)),
                }
            }
            None => streams.push((name, bytes)),
        }
    }
    streams
}

/// All files below `folder`, sorted by path.
pub fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

/// Which ballot, and which of its signs.
type Sign = (usize, usize);

/// Looks for all signs of all ballots in one pass. Signs are random, so eight bytes tell them apart.
struct Search<'a> {
    heads: HashMap<[u8; 8], (Sign, &'a [u8])>,
    /// Whether any sign starts with these two bytes.
    starts: Vec<bool>,
}

struct Found {
    first: HashMap<Sign, usize>,
    last: HashMap<Sign, usize>,
}

impl<'a> Search<'a> {
    fn new(ballots: &'a [Signs]) -> Self {
        let mut search = Self { heads: HashMap::new(), starts: vec![false; 1 << 16] };
        for (ballot, signs) in ballots.iter().enumerate() {
            for (kind, sign) in signs.iter().enumerate() {
                let head = *sign.first_chunk().expect("a sign is at least eight bytes long");
                search.heads.insert(head, ((ballot, kind), sign));
                search.starts[usize::from(u16::from_be_bytes([head[0], head[1]]))] = true;
            }
        }
        search
    }

    fn through(&self, bytes: &[u8]) -> Found {
        let mut found = Found { first: HashMap::new(), last: HashMap::new() };
        let mut start = 0_u16;
        for (end, byte) in bytes.iter().enumerate() {
            // `start` holds the two bytes before `end`; most places are dismissed by them alone.
            start = start << 8 | u16::from(*byte);
            if end == 0 || !self.starts[usize::from(start)] {
                continue;
            }
            let rest = &bytes[end - 1..];
            let Some((sign, whole)) = rest.first_chunk().and_then(|head| self.heads.get(head))
            else {
                continue;
            };
            if rest.starts_with(whole) {
                found.first.entry(*sign).or_insert(end - 1);
                found.last.insert(*sign, end - 1);
            }
        }
        found
    }
}

/// Kendall's tau between a sequence of distinct numbers and their natural order.
pub fn kendall_tau(seen: &[usize]) -> f64 {
    let mut balance = 0_i32;
    let mut pairs = 0_i32;
    for (at, one) in seen.iter().enumerate() {
        for other in &seen[at + 1..] {
            balance += if one < other { 1 } else { -1 };
            pairs += 1;
        }
    }
    if pairs == 0 { 0.0 } else { f64::from(balance) / f64::from(pairs) }
}

/// The standard deviation of tau among `n` things in random order.
pub fn sigma(n: usize) -> f64 {
    let n = f64::from(u32::try_from(n.max(2)).expect("a disk holds fewer ballots"));
    (2.0 * (2.0 * n + 5.0) / (9.0 * n * (n - 1.0))).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::seq::SliceRandom;

    fn signs(count: usize) -> Vec<Signs> {
        (0..count).map(|_| vec![rand::random::<[u8; 32]>().to_vec()]).collect()
    }

    #[test]
    fn tau_is_one_in_order_minus_one_backwards_and_small_by_chance() {
        let in_order: Vec<usize> = (0..300).collect();
        let backwards: Vec<usize> = (0..300).rev().collect();
        let mut shuffled = in_order.clone();
        shuffled.shuffle(&mut rand::rng());

        assert!((kendall_tau(&in_order) - 1.0).abs() < 1e-9);
        assert!((kendall_tau(&backwards) + 1.0).abs() < 1e-9);
        assert!(kendall_tau(&shuffled).abs() < 6.0 * sigma(300));
    }

    /// Four ballots by hand: 1 3 2 4 has one pair of six the wrong way round: (5 - 1) / 6.
    #[test]
    fn one_swapped_pair_of_four_gives_two_thirds() {
        assert!((kendall_tau(&[1, 3, 2, 4]) - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_file_that_keeps_the_order_is_caught_and_a_sorted_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let ballots = signs(300);
        let mut in_order = Vec::new();
        for signs in &ballots {
            in_order.extend(b"row ");
            in_order.extend(&signs[0]);
        }
        let mut sorted: Vec<Vec<u8>> = ballots.iter().map(|signs| signs[0].clone()).collect();
        sorted.sort();
        fs::write(folder.path().join("leaky"), &in_order).unwrap();
        fs::write(folder.path().join("sorted"), sorted.concat()).unwrap();

        let views = views_of_disk(folder.path(), &ballots);

        let caught: Vec<&str> = views
            .iter()
            .filter(|view| view.tells_the_order())
            .map(|view| view.name.as_str())
            .collect();
        assert_eq!(caught, ["leaky, sign 0, first place", "leaky, sign 0, last place"]);
        assert_eq!(views.len(), 4);
    }
}
