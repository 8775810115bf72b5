//! From project id to place, looked up ten million times in a large file.
//!
//! A table with open addresses and a fixed hash: the order of entries is never looked at, so the
//! answer cannot depend on it.

/// Ids with their places.
#[derive(Debug, Clone)]
pub(super) struct Ids<'a> {
    slots: Vec<Option<(&'a str, u32)>>,
}

impl<'a> Ids<'a> {
    /// A table of `ids`; of equal ids the first keeps the place.
    pub fn new(ids: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let size = (ids.len() * 4).next_power_of_two().max(8);
        let mut table = Self { slots: vec![None; size] };
        for (place, id) in (0_u32..).zip(ids) {
            let at = table.slot(id, hash(id));
            table.slots[at].get_or_insert((id, place));
        }
        table
    }

    /// The place of `id`, whose [`hash`] is given.
    pub fn get(&self, id: &str, hash: u64) -> Option<u32> {
        self.slots[self.slot(id, hash)].map(|(_, place)| place)
    }

    /// The slot that holds `id`, or the empty one where it belongs; at most a quarter is full.
    fn slot(&self, id: &str, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        // The upper half of the hash of a short id says nothing about its last letter: mix again.
        let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = usize::try_from(mixed >> 32).unwrap_or(0) & mask;
        while self.slots[at].is_some_and(|(other, _)| other != id) {
            at = (at + 1) & mask;
        }
        at
    }
}

/// FNV-1a. Files are bounded in their number of projects, so crowding one slot gains nothing.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(START, mix)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// The entries of a list, each without spaces around it and with its [`hash`], in one walk over the
/// text; the third value says whether there were spaces.
pub(super) fn entries(list: &str) -> impl Iterator<Item = (&str, u64, bool)> {
    let mut rest = (!list.is_empty()).then_some(list);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut end, mut found) = (text.len(), START);
        for (at, byte) in text.bytes().enumerate() {
            if byte == b',' {
                end = at;
                break;
            }
            found = mix(found, byte);
        }
        rest = text.get(end + 1..);
        let entry = &text[..end];
        let plain = entry.trim();
        let spaces = plain.len() != entry.len();
        Some((plain, if spaces { hash(plain) } else { found }, spaces))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_at_its_place() {
        let names: Vec<String> = (0..500).map(|n| format!("BO.D18.{n}/23")).collect();
        let ids = Ids::new(names.iter().map(String::as_str));
        for (place, name) in (0..).zip(&names) {
            assert_eq!(ids.get(name, hash(name)), Some(place));
        }
        assert_eq!(ids.get("BO.D18.500/23", hash("BO.D18.500/23")), None);
        assert_eq!(ids.get("", hash("")), None);
        assert_eq!(Ids::new([].into_iter()).get("1", hash("1")), None);
    }

    #[test]
    fn entries_of_a_list_come_with_their_hash_and_without_spaces() {
        let read = |list| entries(list).collect::<Vec<_>>();
        assert_eq!(
            read("a, b,,c"),
            [
                ("a", hash("a"), false),
                ("b", hash("b"), true),
                ("", hash(""), false),
                ("c", hash("c"), false),
            ]
        );
        assert_eq!(read("a,"), [("a", hash("a"), false), ("", hash(""), false)]);
        assert_eq!(read(""), []);
    }
}
