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
            let at = table.slot(id);
            table.slots[at].get_or_insert((id, place));
        }
        table
    }

    /// The place of `id`.
    pub fn get(&self, id: &str) -> Option<u32> {
        self.slots[self.slot(id)].map(|(_, place)| place)
    }

    /// The slot that holds `id`, or the empty one where it belongs; at most a quarter is full.
    fn slot(&self, id: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = usize::try_from(hash(id) >> 32).unwrap_or(0) & mask;
        while self.slots[at].is_some_and(|(other, _)| other != id) {
            at = (at + 1) & mask;
        }
        at
    }
}

/// FNV-1a. Files are bounded in their number of projects, so crowding one slot gains nothing.
pub(super) fn hash(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_at_its_place() {
        let names: Vec<String> = (0..500).map(|n| format!("BO.D18.{n}/23")).collect();
        let ids = Ids::new(names.iter().map(String::as_str));
        for (place, name) in (0..).zip(&names) {
            assert_eq!(ids.get(name), Some(place));
        }
        assert_eq!(ids.get("BO.D18.500/23"), None);
        assert_eq!(ids.get(""), None);
        assert_eq!(Ids::new([].into_iter()).get("1"), None);
    }
}
