//! Reads a BLT file, bounded on hostile input: time and memory stay in proportion to its bytes.

use std::io::BufRead;

use crate::source::{Ends, Source};
use crate::tally::council::marks::{self, Policy};
use crate::tally::council::rankings::{MAX_CANDIDATES, RankingFault, Rankings, RankingsBuilder};

/// The most characters a name or a title may have.
const NAME_LIMIT: usize = 1_000;
/// The most bytes a line may have: 10,000 candidates with six digits each, many times over.
const LINE_LIMIT: usize = 1 << 20;
/// The most bytes a file may have.
const FILE_LIMIT: usize = 2 << 30;
/// Repairs beyond this many are counted, not listed.
const REPAIRS_LISTED: usize = 1_000;

/// A contest read from a BLT file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blt {
    /// Seats to fill.
    pub seats: usize,
    /// The ballots; withdrawn candidates are taken out.
    pub ballots: Rankings,
    /// One name per candidate, in the order of the numbers.
    pub names: Vec<String>,
    /// The title, empty when the file has none.
    pub title: String,
    /// What had to be interpreted or ignored: the first 1,000 places.
    pub repairs: Vec<Repair>,
    /// How many repairs there were in all.
    pub repairs_in_all: usize,
}

/// A line that could not be taken as it stands, and was read by the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The line, from 1.
    pub line: usize,
    /// What was done.
    pub kind: RepairKind,
}

/// What was done to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RepairKind {
    /// Marks were not one candidate per rank; the policy decided what they mean.
    #[error("the marks are not one candidate per rank; they were read by the policy")]
    Interpreted,
    /// The name is not UTF-8 and was read as Latin-1.
    #[error("the name is not UTF-8 and was read as Latin-1")]
    Latin1,
    /// Control characters in the name were replaced by U+FFFD.
    #[error("control characters in the name were replaced")]
    Control,
    /// The file ends without a title.
    #[error("the file ends without a title")]
    NoTitle,
    /// Text behind the title was ignored.
    #[error("text behind the title was passed over")]
    Ignored,
}

/// Why the file cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The first line is not two whole numbers.
    #[error("the first line has the number of candidates and of seats, each 1 to 10,000")]
    Header,
    /// The stream failed, or a line or the file is too long.
    #[error("{0}")]
    Source(String),
    /// Something that is not a number where one must stand.
    #[error("a whole number was expected here")]
    Number,
    /// A candidate number outside the contest.
    #[error("candidate {0} is not one of the candidates")]
    Candidate(u64),
    /// A ballot line that does not end in 0.
    #[error("a ballot ends with 0")]
    Unended,
    /// More papers or marks than a contest may have.
    #[error("more ballots than a contest may have")]
    TooMany,
    /// The file ends before the 0 that closes the ballots.
    #[error("the file ends before the 0 that closes the ballots")]
    NoEnd,
    /// A name that is not in quotes.
    #[error("a name stands in quotes")]
    Name,
    /// A name above 1,000 characters.
    #[error("a name has at most 1,000 characters")]
    NameLength,
    /// Fewer names than candidates.
    #[error("there are {found} names for {expected} candidates")]
    Names {
        /// Names in the file.
        found: usize,
        /// Candidates on the first line.
        expected: usize,
    },
}

/// Reads `bytes`; marks that are not one candidate per rank are read by `policy`.
///
/// `policy.withdrawn` (0-based) is joined with the withdrawn candidates that the file names.
///
/// # Errors
/// [`Fault`], the first one, with its line.
pub fn read(bytes: &[u8], policy: &Policy) -> Result<Blt, Fault> {
    read_from(bytes, policy)
}

/// Reads a file as it comes. Only one line of it is in memory at a time.
///
/// # Errors
/// As [`read`], and when the stream fails.
pub fn read_from(from: impl BufRead, policy: &Policy) -> Result<Blt, Fault> {
    let mut reader = Reader {
        lines: Source::new(from, Ends::Any, LINE_LIMIT, FILE_LIMIT),
        number: 0,
        policy: policy.clone(),
        repairs: Vec::new(),
        repairs_in_all: 0,
        ranking: Vec::new(),
    };
    let (candidates, seats) = reader.header()?;
    let ballots = reader.ballots(candidates)?;
    let (names, title) = reader.names(candidates)?;
    let withdrawn: Vec<usize> = reader.policy.withdrawn.iter().map(|c| usize::from(*c)).collect();
    let ballots = if withdrawn.is_empty() { ballots } else { ballots.without(&withdrawn) };
    let Reader { repairs, repairs_in_all, .. } = reader;
    Ok(Blt { seats, ballots, names, title, repairs, repairs_in_all })
}

struct Reader<R> {
    lines: Source<R>,
    /// The line that was read last, from 1.
    number: usize,
    policy: Policy,
    repairs: Vec<Repair>,
    repairs_in_all: usize,
    /// The ranking of the line at hand, kept so that no line allocates.
    ranking: Vec<u16>,
}

impl<R: BufRead> Reader<R> {
    fn fault(&self, reason: Reason) -> Fault {
        Fault { line: self.number, reason }
    }

    fn repaired(&mut self, kind: RepairKind) {
        self.repairs_in_all += 1;
        if self.repairs.len() < REPAIRS_LISTED {
            self.repairs.push(Repair { line: self.number, kind });
        }
    }

    /// Reads the next line into `line`; false at the end.
    fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, Fault> {
        line.clear();
        let more = self.lines.append(line);
        let failed = |why: crate::source::Broken| Fault {
            line: self.number + 1,
            reason: Reason::Source(why.to_string()),
        };
        let more = more.map_err(failed)?;
        self.number += usize::from(more);
        if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        Ok(more)
    }

    /// Reads the next line that is more than a comment, without its comment; false at the end.
    fn line(&mut self, line: &mut Vec<u8>) -> Result<bool, Fault> {
        while self.next(line)? {
            let end = line.iter().position(|byte| *byte == b'#').unwrap_or(line.len());
            line.truncate(line[..end].trim_ascii_end().len());
            if !line.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn header(&mut self) -> Result<(usize, usize), Fault> {
        let mut line = Vec::new();
        self.line(&mut line)?;
        let mut numbers = words(&line).map(|word| {
            let number = usize::try_from(number(word)?).ok()?;
            (1..=MAX_CANDIDATES).contains(&number).then_some(number)
        });
        match (numbers.next().flatten(), numbers.next().flatten(), numbers.next()) {
            (Some(candidates), Some(seats), None) => Ok((candidates, seats)),
            _ => Err(self.fault(Reason::Header)),
        }
    }

    fn ballots(&mut self, candidates: usize) -> Result<Rankings, Fault> {
        let too_many = |_| self.fault(Reason::TooMany);
        let mut builder = Rankings::builder(candidates).map_err(too_many)?;
        let mut line = Vec::new();
        while self.line(&mut line)? {
            let line = line.trim_ascii_start();
            if line == b"0" {
                return Ok(builder.finish());
            }
            if line[0] == b'-' {
                self.withdraw(line, candidates)?;
            } else {
                self.ballot(line, candidates, &mut builder)?;
            }
        }
        Err(self.fault(Reason::NoEnd))
    }

    /// A line of negative numbers: candidates who withdrew.
    fn withdraw(&mut self, line: &[u8], candidates: usize) -> Result<(), Fault> {
        for word in words(line) {
            let number = word.strip_prefix(b"-").and_then(number);
            let number = number.ok_or_else(|| self.fault(Reason::Number))?;
            let gone = self.candidate(number, candidates)?;
            self.policy.withdrawn.push(gone);
        }
        Ok(())
    }

    fn candidate(&self, number: u64, candidates: usize) -> Result<u16, Fault> {
        let index = number.checked_sub(1).and_then(|index| u16::try_from(index).ok());
        let index = index.filter(|index| usize::from(*index) < candidates);
        index.ok_or_else(|| self.fault(Reason::Candidate(number)))
    }

    /// `papers c1 c2 … 0`, with an optional ballot id in parentheses in front.
    fn ballot(
        &mut self,
        line: &[u8],
        candidates: usize,
        builder: &mut RankingsBuilder,
    ) -> Result<(), Fault> {
        let line = match (line[0], line.iter().position(|byte| *byte == b')')) {
            (b'(', Some(end)) => &line[end + 1..],
            _ => line,
        };
        let mut words = words(line);
        let papers = words.next().and_then(number);
        let papers = papers.ok_or_else(|| self.fault(Reason::Number))?;
        let mut ended = false;
        let mut plain = true;
        self.ranking.clear();
        for word in words {
            if ended {
                return Err(self.fault(Reason::Unended));
            }
            match number(word) {
                Some(0) => ended = true,
                Some(number) => {
                    let mark = self.candidate(number, candidates)?;
                    self.ranking.push(mark);
                }
                None => {
                    plain = false;
                    break;
                }
            }
        }
        let pushed = if plain {
            if !ended {
                return Err(self.fault(Reason::Unended));
            }
            builder.push(papers, &self.ranking)
        } else {
            Err(RankingFault::Repeated(0))
        };
        match pushed {
            Ok(()) => Ok(()),
            Err(RankingFault::Repeated(_)) => self.by_policy(line, candidates, papers, builder),
            Err(RankingFault::Unknown(_) | RankingFault::TooMany) => {
                Err(self.fault(Reason::TooMany))
            }
        }
    }

    /// A ballot with equal ranks (`2=3`), blank ranks (`-`) or a candidate ranked twice.
    fn by_policy(
        &mut self,
        line: &[u8],
        candidates: usize,
        papers: u64,
        builder: &mut RankingsBuilder,
    ) -> Result<(), Fault> {
        let mut ranks: Vec<Vec<u16>> = Vec::new();
        let mut words = words(line).skip(1);
        for word in words.by_ref() {
            match word {
                b"0" => break,
                b"-" => ranks.push(Vec::new()),
                _ => ranks.push(self.rank(word, candidates)?),
            }
        }
        if words.next().is_some() || !line.ends_with(b"0") {
            return Err(self.fault(Reason::Unended));
        }
        self.repaired(RepairKind::Interpreted);
        let ranking = marks::interpret(&ranks, &self.policy);
        builder.push(papers, &ranking).map_err(|_| self.fault(Reason::TooMany))
    }

    /// `2` or `2=3=5`.
    fn rank(&self, word: &[u8], candidates: usize) -> Result<Vec<u16>, Fault> {
        word.split(|byte| *byte == b'=')
            .map(|part| {
                let number = number(part).ok_or_else(|| self.fault(Reason::Number))?;
                self.candidate(number, candidates)
            })
            .collect()
    }

    /// One name per candidate, then the title.
    fn names(&mut self, candidates: usize) -> Result<(Vec<String>, String), Fault> {
        let mut names = Vec::new();
        let mut line = Vec::new();
        while self.next(&mut line)? {
            let line = line.trim_ascii();
            if line.is_empty() || line[0] == b'#' {
                continue;
            }
            if names.len() > candidates {
                self.repaired(RepairKind::Ignored);
                continue;
            }
            let name = unquote(line).ok_or_else(|| self.fault(Reason::Name))?;
            let name = if let Ok(name) = std::str::from_utf8(name) {
                name.to_owned()
            } else {
                self.repaired(RepairKind::Latin1);
                name.iter().map(|byte| char::from(*byte)).collect()
            };
            if name.chars().count() > NAME_LIMIT {
                return Err(self.fault(Reason::NameLength));
            }
            if name.contains(char::is_control) {
                self.repaired(RepairKind::Control);
            }
            names.push(name.replace(char::is_control, "\u{fffd}"));
        }
        if names.len() < candidates {
            let found = names.len();
            return Err(self.fault(Reason::Names { found, expected: candidates }));
        }
        let title = if names.len() > candidates { names.pop() } else { None };
        if title.is_none() {
            self.repaired(RepairKind::NoTitle);
        }
        Ok((names, title.unwrap_or_default()))
    }
}

/// What stands between the first quote and the one that only a comment follows.
///
/// `"Anne "Annie" Smith"  # note` is `Anne "Annie" Smith`.
pub(super) fn unquote(line: &[u8]) -> Option<&[u8]> {
    let inner = line.strip_prefix(b"\"")?;
    let ends = |(at, byte): (usize, &u8)| {
        let rest = inner[at + 1..].trim_ascii_start();
        (*byte == b'"' && (rest.is_empty() || rest[0] == b'#')).then_some(at)
    };
    inner.iter().enumerate().find_map(ends).map(|end| &inner[..end])
}

/// A whole number in plain digits below 2^64.
fn number(word: &[u8]) -> Option<u64> {
    if word.is_empty() {
        return None;
    }
    word.iter().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::council::marks::OnFault;
    use proptest::prelude::*;

    fn plain(text: &str) -> Result<Blt, Fault> {
        read(text.as_bytes(), &Policy::until_uncertain())
    }

    fn fault(text: &str) -> (usize, Reason) {
        let fault = plain(text).unwrap_err();
        (fault.line, fault.reason)
    }

    const SMALL: &str = "\
# a comment
3 2   # candidates seats
5 1 2 0
1 3 0
2 1 2 0

0
\"Ana\"
\"Bo \"the baker\" B.\"   # a comment with \"quotes\"
\"Cem #3\"
\"Ward 4\"
";

    #[test]
    fn a_small_file_reads_as_a_person_would_read_it() {
        let blt = plain(SMALL).unwrap();
        assert_eq!(blt.names, ["Ana", "Bo \"the baker\" B.", "Cem #3"]);
        assert_eq!((blt.title.as_str(), blt.seats), ("Ward 4", 2));
        let groups: Vec<_> = blt.ballots.iter().collect();
        assert_eq!(groups, [(7, &[0, 1][..]), (1, &[2][..])]);
        assert!(blt.repairs.is_empty());
    }

    #[test]
    fn line_ends_a_byte_order_mark_and_a_missing_last_newline_change_nothing() {
        let expected = plain(SMALL).unwrap();
        assert_eq!(plain(&SMALL.replace('\n', "\r\n")).unwrap(), expected);
        assert_eq!(plain(&SMALL.replace('\n', "\r")).unwrap(), expected);
        assert_eq!(plain(SMALL.trim_end()).unwrap(), expected);
        assert_eq!(plain(&format!("\u{feff}{SMALL}")).unwrap(), expected);
    }

    #[test]
    fn a_withdrawn_candidate_is_skipped_at_full_value() {
        let blt = plain("3 1\n-1\n(17) 4 1 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n").unwrap();
        assert_eq!(blt.ballots.standing().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(blt.ballots.iter().collect::<Vec<_>>(), [(4, &[1][..])]);
    }

    #[test]
    fn equal_and_blank_ranks_are_read_by_the_policy_and_reported() {
        let text = "3 1\n1 1=2 3 0\n1 - 2 0\n1 3 3 1 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n";
        let blt = plain(text).unwrap();
        assert_eq!(blt.ballots.iter().collect::<Vec<_>>(), [(1, &[1][..]), (1, &[2, 0][..])]);
        assert_eq!(blt.ballots.blank(), 1);
        let lines: Vec<_> = blt.repairs.iter().map(|repair| repair.line).collect();
        assert_eq!(lines, [2, 3, 4]);

        let skip = Policy { overvote: OnFault::Skip, ..Policy::until_uncertain() };
        let blt = read(text.as_bytes(), &skip).unwrap();
        assert_eq!(blt.ballots.valid(), 3);
    }

    #[test]
    fn a_file_without_ballots_is_an_empty_contest() {
        let blt = plain("1 1\n0\n\"A\"\n").unwrap();
        assert!(blt.ballots.is_empty());
        assert_eq!(blt.repairs, [Repair { line: 3, kind: RepairKind::NoTitle }]);
    }

    #[test]
    fn names_in_an_old_encoding_are_read_and_reported() {
        let blt = read(b"1 1\n0\n\"Jos\xe9\"\n\"T\"\n", &Policy::until_uncertain()).unwrap();
        assert_eq!(blt.names, ["José"]);
        assert_eq!(blt.repairs, [Repair { line: 3, kind: RepairKind::Latin1 }]);
    }

    #[test]
    fn control_characters_in_a_name_are_replaced_and_reported() {
        let blt = plain("1 1\n0\n\"A\u{89}B\"\n\"T\"\n").unwrap();
        assert_eq!(blt.names, ["A\u{fffd}B"]);
        assert_eq!(blt.repairs, [Repair { line: 3, kind: RepairKind::Control }]);
    }

    #[test]
    fn a_fault_names_its_line_and_its_reason() {
        assert_eq!(fault(""), (0, Reason::Header));
        assert_eq!(fault("3\n"), (1, Reason::Header));
        assert_eq!(fault("0 1\n0\n"), (1, Reason::Header));
        assert_eq!(fault("99999 1\n0\n"), (1, Reason::Header));
        assert_eq!(fault("3 2\n\n5 1 4 0\n"), (3, Reason::Candidate(4)));
        assert_eq!(fault("3 2\n5 1 2\n0\n"), (2, Reason::Unended));
        assert_eq!(fault("3 2\n5 1 0 2 0\n0\n"), (2, Reason::Unended));
        assert_eq!(fault("3 2\nfive 1 0\n0\n"), (2, Reason::Number));
        assert_eq!(fault("3 2\n5 1=x 0\n0\n"), (2, Reason::Number));
        assert_eq!(fault("3 2\n-4\n0\n"), (2, Reason::Candidate(4)));
        assert_eq!(fault("3 2\n5 1 0\n"), (2, Reason::NoEnd));
        assert_eq!(fault("1 1\n0\nAna\n"), (3, Reason::Name));
        assert_eq!(fault("2 1\n0\n\"A\"\n"), (3, Reason::Names { found: 1, expected: 2 }));
        assert_eq!(fault("1 1\n99999999999999 1 0\n0\n\"A\"\n"), (2, Reason::TooMany));
        assert_eq!(fault("1 1\n99999999999999999999 1 0\n0\n\"A\"\n"), (2, Reason::Number));
        assert_eq!(fault(&format!("1 1\n0\n\"{}\"\n", "x".repeat(1_001))), (3, Reason::NameLength));
    }

    #[test]
    fn repairs_beyond_the_first_thousand_are_counted_and_not_kept() {
        let text = format!("2 1\n{}0\n\"A\"\n\"B\"\n\"T\"\n", "1 1=2 0\n".repeat(1_500));
        let blt = plain(&text).unwrap();
        assert_eq!((blt.repairs.len(), blt.repairs_in_all), (1_000, 1_500));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, &Policy::until_uncertain());
        }

        #[test]
        fn no_text_of_the_right_letters_makes_the_reader_panic(text in "[0-9 \\n\"#=()-]{0,200}") {
            let _ = plain(&text);
        }
    }
}
