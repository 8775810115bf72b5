//! One column of texts in one piece of memory: a million voter ids without a million allocations.

/// A list of texts that are only ever appended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Appends `cell`.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// The cell at `index`; empty beyond the end.
    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(index).copied().unwrap_or(self.text.len());
        self.text.get(start.unwrap_or(0)..end).filter(|_| index < self.len()).unwrap_or("")
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// A cell, or an entry of a list, without what nobody sees around it. Control characters go as
/// spaces do: the writer makes spaces of them, and what it writes must be read as the same.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_went_in() {
        let mut cells = Cells::default();
        for cell in ["a", "", "żółw"] {
            cells.push(cell);
        }
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["a", "", "żółw"]);
        assert_eq!((cells.len(), cells.get(3)), (3, ""));
    }
}
