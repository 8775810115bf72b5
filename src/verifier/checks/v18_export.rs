//! V18: the export in the Pabulib format holds the same options and the same ballots.

use std::collections::{BTreeMap, BTreeSet};

use crate::ballot::Ballot;
use crate::bundle::ballot_box::{BallotBox, TickOff};
use crate::bundle::evidence::{Ballots, ContestEvidence, Evidence};
use crate::bundle::files::FileFault;
use crate::bundle::lines::{Line, Lines};
use crate::bundle::part::file_finding;
use crate::finding::{Blocked, Fault, Place, Quantity, Verdict};
use crate::limits::{LINE, LONG_FILE};
use crate::papers::{Contest, Kind};
use crate::pb::{Reader, Row, Table, amount};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let exponent = evidence.papers()?.currency_exponent;
    for (contest, own) in evidence.each_contest()? {
        // Nothing is exported of a withheld contest; V19 sees to that.
        if matches!(own.ballots, Ballots::Published(_))
            && let Err(reason) = check_one(evidence, contest, own, exponent, out)
        {
            out.blocked(reason);
        }
    }
    Ok(())
}

fn check_one(
    evidence: &Evidence,
    contest: &Contest,
    own: &ContestEvidence,
    exponent: u64,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    let path = format!("export/{}.pb", contest.id);
    let file = match evidence.files.open(&path, LONG_FILE) {
        // The format is for budgets; a motion need not be exported.
        Err(FileFault::Missing) if contest.kind == Kind::Motion => return Ok(()),
        Err(fault) => {
            out.found_all(&[file_finding(&path, fault)]);
            return Ok(());
        }
        Ok(file) => file,
    };
    if let Kind::Foreign(kind) = &contest.kind {
        let (contest, kind) = (contest.id.clone(), kind.clone());
        return Err(Blocked::ForeignKind { contest, kind });
    }
    let ballots = own.ballots(&contest.id)?;
    let mut export = Export::new(contest, ballots, exponent, &path, out);
    let mut lines = Lines::new(file, LINE);
    let mut reader = Reader::default();
    for at in 1.. {
        let row = match lines.next() {
            Ok(None) => break,
            Ok(Some(Line::Whole(line))) => reader.take(line),
            Ok(Some(Line::TooLong | Line::Unended)) | Err(_) => Err(()),
        };
        match row {
            Ok(Some(row)) => export.take(at, &row),
            Ok(None) => {}
            Err(()) => export.out.found(Place::line(&path, at), Fault::LineForm),
        }
        evidence.progress.step(&path, at);
    }
    if !reader.is_complete() {
        export.out.found(Place::file(&path), Fault::LineForm);
    }
    export.finish();
    Ok(())
}

/// What was read of an export, held against the contest and its ballots.
struct Export<'a> {
    contest: &'a Contest,
    index_of: BTreeMap<&'a str, usize>,
    exponent: u64,
    path: &'a str,
    ticks: TickOff<'a>,
    seen: BTreeSet<usize>,
    /// Numbers that the meta table states: (what, how many).
    stated: Vec<(Quantity, u64)>,
    votes: u64,
    out: &'a mut Verdict,
}

impl<'a> Export<'a> {
    fn new(
        contest: &'a Contest,
        ballots: &'a BallotBox,
        exponent: u64,
        path: &'a str,
        out: &'a mut Verdict,
    ) -> Self {
        let ids = contest.options.iter().map(|option| option.id.as_str());
        Self {
            contest,
            index_of: ids.zip(0..).collect(),
            exponent,
            path,
            ticks: TickOff::new(ballots),
            seen: BTreeSet::new(),
            stated: Vec::new(),
            votes: 0,
            out,
        }
    }

    fn take(&mut self, line: u64, row: &Row<'_>) {
        match row.table {
            Table::Meta => self.fact(line, row.get("key"), row.get("value")),
            Table::Projects => self.option(line, row),
            Table::Votes => self.vote(line, row),
        }
    }

    fn fact(&mut self, line: u64, key: &str, value: &str) {
        match key {
            "budget" => self.must_cost(line, value, self.contest.budget),
            "num_projects" => self.state(line, Quantity::ExportedOptions, value),
            "num_votes" => self.state(line, Quantity::Exported, value),
            _ => {}
        }
    }

    fn state(&mut self, line: u64, what: Quantity, value: &str) {
        match value.parse() {
            Ok(number) => self.stated.push((what, number)),
            Err(_) => self.out.found(Place::line(self.path, line), Fault::LineForm),
        }
    }

    fn must_cost(&mut self, line: u64, stated: &str, expected: u64) {
        if amount(stated, self.exponent) != Some(expected) {
            let (stated, expected) = (stated.to_owned(), expected.to_string());
            let fault = Fault::ExportOption { stated, expected };
            self.out.found(Place::line(self.path, line), fault);
        }
    }

    fn option(&mut self, line: u64, row: &Row<'_>) {
        let id = row.get("project_id");
        match self.index_of.get(id).copied() {
            Some(index) if self.seen.insert(index) => {
                self.must_cost(line, row.get("cost"), self.contest.options[index].cost);
            }
            _ => {
                let fault = Fault::ExportOption { stated: id.to_owned(), expected: "-".to_owned() };
                self.out.found(Place::line(self.path, line), fault);
            }
        }
    }

    fn vote(&mut self, line: u64, row: &Row<'_>) {
        self.votes += 1;
        match self.ballot(row) {
            None => self.out.found(Place::line(self.path, line), Fault::ExportBallot),
            Some(ballot) if !self.ticks.tick(ballot.as_bytes()) => {
                self.out.found(Place::line(self.path, line), Fault::ExportUnpublished);
            }
            Some(_) => {}
        }
    }

    /// The ballot's own bytes, written again from the ids of the export.
    fn ballot(&self, row: &Row<'_>) -> Option<String> {
        let list = |text: &str| -> Vec<String> {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.map(str::to_owned).collect()
        };
        let mut marks: Vec<usize> = list(row.get("vote"))
            .iter()
            .map(|id| self.index_of.get(id.as_str()).copied())
            .collect::<Option<_>>()?;
        let x: Vec<String> = match self.contest.kind {
            Kind::Points { .. } => {
                let points = list(row.get("points"));
                (points.len() == marks.len()).then_some(())?;
                let mut pairs: Vec<(usize, String)> = marks.into_iter().zip(points).collect();
                pairs.sort_unstable();
                pairs.into_iter().map(|(index, points)| format!("[{index},{points}]")).collect()
            }
            Kind::Ranking { .. } => marks.iter().map(usize::to_string).collect(),
            _ => {
                marks.sort_unstable();
                marks.iter().map(usize::to_string).collect()
            }
        };
        let (contest, kind) = (&self.contest.id, self.contest.kind.name());
        Some(format!(r#"{{"c":"{contest}","k":"{kind}","x":[{}]}}"#, x.join(",")))
    }

    fn finish(self) {
        // Invalid ballots cannot be written in this format; every valid one must be there.
        let is_invalid =
            |ballot: &[u8]| Ballot::read(self.contest, ballot) == Some(Ballot::Invalid);
        for (line, ballot) in self.ticks.left() {
            if !is_invalid(ballot) {
                let place = Place::line(&BallotBox::path(&self.contest.id), line);
                self.out.found(place, Fault::BallotUnexported);
            }
        }
        for (what, stated) in self.stated {
            let found = match what {
                Quantity::ExportedOptions => self.seen.len() as u64,
                _ => self.votes,
            };
            if stated != found {
                let fault = Fault::OtherNumber { what, stated, found };
                self.out.found(Place::file(self.path), fault);
            }
        }
        for (index, option) in self.contest.options.iter().enumerate() {
            if !self.seen.contains(&index) {
                let (stated, expected) = ("-".to_owned(), option.id.clone());
                self.out.found(Place::file(self.path), Fault::ExportOption { stated, expected });
            }
        }
    }
}
