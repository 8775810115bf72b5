//! Bytes to raw marks, in one pass, with bounds.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::pabulib::repair::Repairs;
use crate::pabulib::rows::{Row, Rows};
use crate::pabulib::{Limits, Refusal, Repair};
use crate::tally::council::marks::{NOBODY, RawBallot};
use crate::tally::council::rankings::MAX_CANDIDATES;

/// What the columns of ranks or candidates hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// A column is a rank; a cell names who is marked there.
    Ranks,
    /// A column is a candidate, named in the row before the first paper; a cell is a rank.
    Candidates,
}

/// Words that stand for something else than a candidate. An empty one stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// Several were marked, the machine does not say who.
    pub overvote: String,
    /// Nobody was marked.
    pub skipped: String,
    /// Somebody who is not on the paper.
    pub write_in: String,
    /// Between several candidates in one cell.
    pub between: String,
}

/// How the rows are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What the columns hold.
    pub columns: Columns,
    /// The first column of ranks or candidates, from 1.
    pub first_column: usize,
    /// The first row with a paper, from 1.
    pub first_row: usize,
    /// Columns of ranks that are read; all of them when `None`.
    pub ranks: Option<usize>,
    /// Words that are no candidates.
    pub labels: Labels,
    /// Whether a blank cell is a mark for somebody who is not on the paper.
    pub blank_is_write_in: bool,
}

/// Who stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidates {
    /// These, each with other names for the same candidate.
    Named(Vec<(String, Vec<String>)>),
    /// Whoever is named in the file, in the order of their names.
    Found,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvr {
    /// Names; the last stands for everybody who is not on the paper, if there is a word for them.
    pub names: Vec<String>,
    /// The place of that last one.
    pub write_in: Option<usize>,
    /// Distinct papers with their number, in a fixed order; unmarked ones are there too.
    pub ballots: Vec<(u64, RawBallot)>,
    /// What was repaired, by line.
    pub repairs: Vec<Repair>,
}

/// What everybody who is not on the paper is called.
const WRITE_IN: &str = "Undeclared Write-ins";

/// Reads a file of cast vote records.
///
/// # Errors
/// [`Refusal`] with a line and a reason: a name that nobody has, a rank that is no number, or more
/// than a contest may have.
pub fn read(bytes: &[u8], layout: &Layout, candidates: &Candidates) -> Result<Cvr, Refusal> {
    read_from(bytes, layout, candidates)
}

/// Reads a file of cast vote records as it comes. Only one row of it is in memory at a time.
///
/// # Errors
/// As [`read`], and when the stream fails.
pub fn read_from(
    from: impl BufRead,
    layout: &Layout,
    candidates: &Candidates,
) -> Result<Cvr, Refusal> {
    let limits = Limits { cells: MAX_CANDIDATES, ..Limits::default() };
    let mut reader = Reader {
        rows: Rows::new(from, b',', limits),
        repairs: Repairs::default(),
        layout,
        names: BTreeMap::new(),
        found: *candidates == Candidates::Found,
        order: Vec::new(),
        write_in: None,
    };
    if let Candidates::Named(named) = candidates {
        for (place, (name, others)) in named.iter().enumerate() {
            reader.order.push(name.clone());
            for spelling in std::iter::once(name).chain(others) {
                reader.names.insert(spelling.trim().to_owned(), place);
            }
        }
    }
    reader.all()
}

struct Reader<'a, R> {
    rows: Rows<R>,
    repairs: Repairs,
    layout: &'a Layout,
    /// Every spelling of every candidate.
    names: BTreeMap<String, usize>,
    /// Whether names are taken as they come.
    found: bool,
    order: Vec<String>,
    write_in: Option<usize>,
}

impl<R: BufRead> Reader<'_, R> {
    fn all(mut self) -> Result<Cvr, Refusal> {
        let mut papers: BTreeMap<RawBallot, u64> = BTreeMap::new();
        let (mut row, mut header, mut number) = (Row::default(), Row::default(), 0);
        // Nobody is on no paper: the place is kept free behind the named ones.
        let labels = &self.layout.labels;
        if !labels.write_in.is_empty() || self.layout.blank_is_write_in {
            self.write_in =
                Some(if self.found { usize::from(NOBODY) - 1 } else { self.order.len() });
        }
        while self.rows.next(&mut row, &mut self.repairs)? {
            number += 1;
            if number < self.layout.first_row {
                header.clone_from(&row);
                continue;
            }
            let ballot = match self.layout.columns {
                Columns::Ranks => self.by_rank(&row)?,
                Columns::Candidates => self.by_candidate(&header, &row)?,
            };
            *papers.entry(ballot).or_default() += 1;
        }
        let (repairs, _) = std::mem::take(&mut self.repairs).finish();
        Ok(self.finish(papers, repairs))
    }

    /// Puts names that were found in order and gives the last place to the write-ins.
    fn finish(self, papers: BTreeMap<RawBallot, u64>, repairs: Vec<Repair>) -> Cvr {
        let mut names = self.order;
        let mut place: Vec<usize> = (0..names.len()).collect();
        if self.found {
            place.sort_by(|a, b| names[*a].cmp(&names[*b]));
            names.sort();
        }
        let write_in = self.write_in.map(|_| names.len());
        names.extend(write_in.map(|_| WRITE_IN.to_owned()));
        let moved = |mark: u16| match usize::from(mark) {
            _ if mark == NOBODY => mark,
            old if Some(old) == self.write_in => small(write_in.unwrap_or(old)),
            old if self.found => small(place.iter().position(|other| *other == old).unwrap_or(old)),
            old => small(old),
        };
        let mut merged: BTreeMap<RawBallot, u64> = BTreeMap::new();
        for (mut ballot, number) in papers {
            for (_, marked) in &mut ballot {
                for mark in marked.iter_mut() {
                    *mark = moved(*mark);
                }
                marked.sort_unstable();
            }
            *merged.entry(ballot).or_default() += number;
        }
        let ballots = merged.into_iter().map(|(ballot, number)| (number, ballot)).collect();
        Cvr { names, write_in, ballots, repairs }
    }

    fn refusal(&self, reason: impl Into<String>) -> Refusal {
        Refusal::new(self.rows.line.max(1), reason)
    }

    fn by_rank(&mut self, row: &Row) -> Result<RawBallot, Refusal> {
        let first = self.layout.first_column.saturating_sub(1);
        let ranks = self.layout.ranks.unwrap_or(row.len().saturating_sub(first));
        let mut ballot = RawBallot::new();
        for (rank, at) in (1_u32..).zip(first..first.saturating_add(ranks.min(MAX_CANDIDATES))) {
            let cell = row.get(at).map_or("", str::trim);
            let marked = self.marked(cell)?;
            if !marked.is_empty() {
                ballot.push((rank, marked));
            }
        }
        Ok(ballot)
    }

    /// Who is marked in a cell.
    fn marked(&mut self, cell: &str) -> Result<Vec<u16>, Refusal> {
        let labels = &self.layout.labels;
        if cell.is_empty() {
            let write_in = self.write_in.filter(|_| self.layout.blank_is_write_in);
            return Ok(write_in.map(small).into_iter().collect());
        }
        if cell == labels.skipped {
            return Ok(Vec::new());
        }
        if cell == labels.overvote {
            return Ok(vec![NOBODY; 2]);
        }
        let several = !labels.between.is_empty()
            && cell.contains(&labels.between)
            && !self.names.contains_key(cell);
        if !several {
            return Ok(vec![self.candidate(cell)?]);
        }
        let parts = cell.split(&labels.between).map(str::trim);
        let mut marked =
            parts.map(|part| self.candidate(part)).collect::<Result<Vec<u16>, Refusal>>()?;
        marked.sort_unstable();
        marked.dedup();
        Ok(marked)
    }

    fn candidate(&mut self, name: &str) -> Result<u16, Refusal> {
        if let Some(write_in) = self.write_in
            && name == self.layout.labels.write_in
        {
            return Ok(small(write_in));
        }
        if let Some(place) = self.names.get(name) {
            return Ok(small(*place));
        }
        if !self.found || name.is_empty() {
            return Err(self.refusal(format!("{name:?} is no candidate")));
        }
        if self.order.len() >= MAX_CANDIDATES {
            return Err(self.refusal("there are too many candidates"));
        }
        self.names.insert(name.to_owned(), self.order.len());
        self.order.push(name.to_owned());
        Ok(small(self.order.len() - 1))
    }

    fn by_candidate(&mut self, header: &Row, row: &Row) -> Result<RawBallot, Refusal> {
        let first = self.layout.first_column.saturating_sub(1);
        let mut ranks: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
        for (at, cell) in row.iter().enumerate().skip(first) {
            let cell = cell.trim();
            if cell.is_empty() || cell == self.layout.labels.skipped {
                continue;
            }
            let rank = cell.parse().ok().filter(|rank| (1..=10_000).contains(rank));
            let rank: u32 =
                rank.ok_or_else(|| self.refusal(format!("{cell:?} is no rank from 1 to 10,000")))?;
            let name = header.get(at).unwrap_or_default().trim().to_owned();
            let candidate = self.candidate(&name)?;
            ranks.entry(rank).or_default().push(candidate);
        }
        let mut ballot: RawBallot = ranks.into_iter().collect();
        for (_, marked) in &mut ballot {
            marked.sort_unstable();
            marked.dedup();
        }
        Ok(ballot)
    }
}

/// A place among the candidates of one contest.
fn small(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(NOBODY)
}

impl Layout {
    /// A column per rank behind one column of names of papers, one row of headings; the usual words.
    pub fn by_rank() -> Self {
        Self {
            columns: Columns::Ranks,
            first_column: 2,
            first_row: 2,
            ranks: None,
            labels: Labels {
                overvote: "overvote".to_owned(),
                skipped: "undervote".to_owned(),
                write_in: String::new(),
                between: "|".to_owned(),
            },
            blank_is_write_in: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(names: &[&str]) -> Candidates {
        Candidates::Named(names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect())
    }

    /// Two papers for Ana before Bo, one with an overvote and a blank rank, one left empty.
    #[test]
    fn a_column_per_rank_becomes_marks() {
        let text =
            "id,1,2,3\r\n1,Ana,Bo,\n2, Ana ,Bo\n3,overvote,,\"Bo\"\n4,,,\n5,undervote,Ana|Bo,\n";
        let read = read(text.as_bytes(), &Layout::by_rank(), &named(&["Ana", "Bo"])).unwrap();
        assert_eq!(
            read.ballots,
            [
                (1, vec![]),
                (2, vec![(1, vec![0]), (2, vec![1])]),
                (1, vec![(1, vec![NOBODY; 2]), (3, vec![1])]),
                (1, vec![(2, vec![0, 1])]),
            ]
        );
        assert_eq!((read.names.len(), read.write_in), (2, None));
    }

    #[test]
    fn a_column_per_candidate_becomes_marks() {
        let mut layout = Layout { columns: Columns::Candidates, ..Layout::by_rank() };
        layout.labels.write_in = "Write-In".to_owned();
        let text = "id,Ana,Bo,Write-In\nx,2,1,\ny,1,1,3\n";
        let read = read(text.as_bytes(), &layout, &named(&["Ana", "Bo"])).unwrap();
        assert_eq!(read.ballots[0], (1, vec![(1, vec![0, 1]), (3, vec![2])]));
        assert_eq!(read.ballots[1], (1, vec![(1, vec![1]), (2, vec![0])]));
        assert_eq!(read.write_in, Some(2));
        assert_eq!(read.names[2], WRITE_IN);
    }

    #[test]
    fn names_that_are_found_stand_in_their_order() {
        let text = "id,1,2\n1,Cem,Ana\n2,Bo\n";
        let read = read(text.as_bytes(), &Layout::by_rank(), &Candidates::Found).unwrap();
        assert_eq!(read.names, ["Ana", "Bo", "Cem"]);
        assert_eq!(read.ballots[1].1, [(1, vec![2]), (2, vec![0])]);
    }

    #[test]
    fn a_name_that_nobody_has_and_a_rank_that_is_none_are_refused_with_their_line() {
        let refused = |text: &str, layout: &Layout| {
            read(text.as_bytes(), layout, &named(&["Ana"])).unwrap_err().to_string()
        };
        assert_eq!(refused("id,1\n1,Eve\n", &Layout::by_rank()), "line 2: \"Eve\" is no candidate");
        let candidates = Layout { columns: Columns::Candidates, ..Layout::by_rank() };
        assert_eq!(
            refused("id,Ana\n1,first\n", &candidates),
            "line 2: \"first\" is no rank from 1 to 10,000"
        );
        assert_eq!(
            read(b"id,1\n\xff", &Layout::by_rank(), &Candidates::Found).unwrap_err().line,
            2
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[A-C|,\"\n0-9]{0,200}",
            ranks in any::<bool>(), blank in any::<bool>(),
        ) {
            let columns = if ranks { Columns::Ranks } else { Columns::Candidates };
            let layout = Layout { columns, blank_is_write_in: blank, ..Layout::by_rank() };
            let _ = read(&bytes, &layout, &Candidates::Found);
            let _ = read(text.as_bytes(), &layout, &named(&["A", "B"]));
        }
    }
}
