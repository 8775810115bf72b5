//! Bytes to an [`Instance`], in one pass, with bounds.

use std::io::BufRead;

use super::amount::Amount;
use super::cells::{Cells, bare};
use super::ids::{Ids, entries, hash};
use super::instance::{Instance, Project, VoteKind};
use super::repair::{Refusal, Repairs, What};
use super::rows::{Row, Rows};

/// What a file may at most have. The defaults are far above every known file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file.
    pub bytes: usize,
    /// Bytes of one row.
    pub line_bytes: usize,
    /// Cells of one row.
    pub cells: usize,
    /// Keys of META.
    pub keys: usize,
    /// Rows of PROJECTS.
    pub projects: usize,
    /// Rows of VOTES.
    pub ballots: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 2 << 30,
            line_bytes: 1 << 20,
            cells: 200,
            keys: 1000,
            projects: 100_000,
            ballots: 20_000_000,
        }
    }
}

/// Reads a Pabulib file.
///
/// # Errors
/// [`Refusal`] with a line and a reason when the file cannot be understood or is out of bounds.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Instance, Refusal> {
    read_from(bytes, limits)
}

/// Reads a Pabulib file as it comes. Only one row of it is in memory at a time.
///
/// # Errors
/// As [`read`], and when the stream fails.
pub fn read_from(from: impl BufRead, limits: Limits) -> Result<Instance, Refusal> {
    let mut reader = Reader {
        rows: Rows::new(from, b';', limits),
        repairs: Repairs::default(),
        limits,
        key_lines: Vec::new(),
    };
    reader.instance()
}

/// The three sections, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    const ALL: [Section; 3] = [Section::Meta, Section::Projects, Section::Votes];

    fn title(self) -> &'static str {
        match self {
            Section::Meta => "META",
            Section::Projects => "PROJECTS",
            Section::Votes => "VOTES",
        }
    }
}

struct Reader<R> {
    rows: Rows<R>,
    repairs: Repairs,
    limits: Limits,
    /// Where the keys of META stand.
    key_lines: Vec<(String, u64)>,
}

/// The first section.
struct Meta {
    keys: Vec<(String, String)>,
    kind: VoteKind,
    budget: Priced,
}

/// An amount with the line it stands on, to be scaled once all are known.
struct Priced {
    line: u64,
    amount: Amount,
}

impl<R: BufRead> Reader<R> {
    fn instance(&mut self) -> Result<Instance, Refusal> {
        let row = &mut Row::default();
        if !self.next(row)? || self.title(row) != Some(Section::Meta) {
            return Err(self.refusal("the file does not begin with META"));
        }
        let Meta { keys: meta, kind, budget } = self.meta(row)?;
        let (mut projects, costs) = self.projects(row)?;
        let amounts = costs.iter().chain([&budget]);
        let exponent = amounts.map(|priced| priced.amount.places).max().unwrap_or(0);
        let minor = |priced: &Priced| {
            let too_large = || Refusal::new(priced.line, "the amount is too large");
            priced.amount.minor(exponent).ok_or_else(too_large)
        };
        for (project, cost) in projects.iter_mut().zip(&costs) {
            project.cost = minor(cost)?;
        }
        let mut instance = Instance {
            budget: minor(&budget)?,
            exponent,
            meta,
            kind,
            projects,
            voters: Cells::default(),
            voter_columns: Vec::new(),
            repairs: Vec::new(),
            more_repairs: 0,
            starts: vec![0],
            marked: Vec::new(),
            points: Vec::new(),
        };
        for (project, priced) in instance.projects.iter().zip(&costs) {
            let id = || project.id.clone();
            if project.cost == 0 {
                self.repairs.add(priced.line, What::Free(id()));
            }
            if project.cost > instance.budget {
                self.repairs.add(priced.line, What::DearerThanBudget(id()));
            }
        }
        self.votes(row, &mut instance)?;
        self.recount(&instance, &costs);
        let repairs = std::mem::take(&mut self.repairs);
        (instance.repairs, instance.more_repairs) = repairs.finish();
        Ok(instance)
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, Refusal> {
        self.rows.next(row, &mut self.repairs)
    }

    fn refusal(&self, reason: impl Into<String>) -> Refusal {
        Refusal::new(self.rows.line.max(1), reason)
    }

    fn tell(&mut self, what: What) {
        self.repairs.add(self.rows.line, what);
    }

    /// The section whose title `row` is.
    fn title(&mut self, row: &Row) -> Option<Section> {
        let first = row.get(0)?;
        // A voter row has at least two cells with something in them.
        if row.iter().skip(1).any(|cell| !cell.trim().is_empty()) {
            return None;
        }
        let name = first.trim();
        let title = |s: &Section| s.title().eq_ignore_ascii_case(name);
        let section = Section::ALL.into_iter().find(title)?;
        if first != section.title() || row.len() > 1 {
            self.tell(What::Title(row.iter().collect::<Vec<_>>().join(";")));
        }
        Some(section)
    }

    /// The cell at `at` without spaces around it; `none` and absent cells are empty.
    fn cell<'r>(&mut self, row: &'r Row, at: usize) -> &'r str {
        row.get(at).map_or("", |cell| self.plain(cell))
    }

    /// A cell without what nobody sees around it.
    fn plain<'r>(&mut self, cell: &'r str) -> &'r str {
        let trimmed = bare(cell);
        if trimmed.len() != cell.len() {
            self.tell(What::Spaces(trimmed.to_owned()));
        }
        if trimmed.eq_ignore_ascii_case("none") {
            self.tell(What::NoneCell);
            return "";
        }
        trimmed
    }

    fn meta(&mut self, row: &mut Row) -> Result<Meta, Refusal> {
        let mut meta: Vec<(String, String)> = Vec::new();
        let mut budget = None;
        let mut kind = None;
        let mut first = true;
        let start = self.rows.line;
        loop {
            if !self.next(row)? {
                return Err(self.refusal("the file ends before PROJECTS"));
            }
            match self.title(row) {
                Some(Section::Projects) => break,
                Some(_) => return Err(self.refusal("PROJECTS must come after META")),
                None => {}
            }
            let key = self.cell(row, 0).to_lowercase();
            if std::mem::take(&mut first) {
                if key == "key" {
                    continue;
                }
                self.tell(What::NoMetaHeader);
            }
            if meta.len() >= self.limits.keys {
                return Err(self.refusal("META has too many keys"));
            }
            let mut value = self.cell(row, 1).to_owned();
            match row.len() {
                1 => self.tell(What::ShortRow { has: 1, header: 2 }),
                // A semicolon in a text that should have been quoted belongs to the text.
                has if has > 2 => {
                    let rest: Vec<&str> = row.iter().skip(1).collect();
                    let joined = rest.join(";");
                    self.plain(joined.trim_end_matches(';')).clone_into(&mut value);
                    self.tell(What::LongRow { has, header: 2 });
                }
                _ => {}
            }
            if key == "budget" {
                budget = Some(self.amount(&mut value, "budget")?);
            }
            if key == "vote_type" {
                let named = |kind: &VoteKind| kind.as_str().eq_ignore_ascii_case(&value);
                kind = VoteKind::ALL.into_iter().find(named);
                if kind.is_none() {
                    return Err(self.refusal(format!("the vote_type {value:?} is not known")));
                }
            }
            if meta.iter().any(|(name, _)| *name == key) {
                self.tell(What::Repeated(key.clone()));
                meta.retain(|(name, _)| *name != key);
            }
            self.key_lines.push((key.clone(), self.rows.line));
            meta.push((key, value));
        }
        let kind = kind.ok_or_else(|| Refusal::new(start, "META has no vote_type"))?;
        let budget = budget.ok_or_else(|| Refusal::new(start, "META has no budget"))?;
        Ok(Meta { keys: meta, kind, budget })
    }

    /// Reads an amount; a decimal comma in `text` becomes a point.
    fn amount(&mut self, text: &mut String, what: &str) -> Result<Priced, Refusal> {
        let refused = || format!("the {what} {text:?} is not an amount");
        let amount = Amount::parse(text).ok_or_else(|| self.refusal(refused()))?;
        if text.contains(',') {
            self.tell(What::DecimalComma(text.clone()));
            *text = text.replace(',', ".");
        }
        Ok(Priced { line: self.rows.line, amount })
    }

    /// The header of a section: lower-case column names.
    fn header(&mut self, row: &mut Row, section: Section) -> Result<Vec<String>, Refusal> {
        if !self.next(row)? || self.title(row).is_some() {
            return Err(self.refusal(format!("{} has no header", section.title())));
        }
        let mut names: Vec<String> = Vec::new();
        for at in 0..row.len() {
            let mut name = self.cell(row, at).to_lowercase();
            if name == "target" && section == Section::Projects {
                self.tell(What::FormerName("target"));
                "beneficiaries".clone_into(&mut name);
            }
            if !name.is_empty() && names.contains(&name) {
                self.tell(What::Repeated(name.clone()));
            }
            names.push(name);
        }
        Ok(names)
    }

    fn column(&self, names: &[String], name: &str, section: Section) -> Result<usize, Refusal> {
        let missing = || self.refusal(format!("{} has no column {name}", section.title()));
        names.iter().rposition(|other| other == name).ok_or_else(missing)
    }

    fn check_width(&mut self, row: &Row, header: usize) {
        let has = row.len();
        if has < header {
            self.tell(What::ShortRow { has, header });
        } else if has > header && row.iter().skip(header).any(|cell| !cell.is_empty()) {
            self.tell(What::LongRow { has, header });
        }
    }

    fn projects(&mut self, row: &mut Row) -> Result<(Vec<Project>, Vec<Priced>), Refusal> {
        let names = self.header(row, Section::Projects)?;
        let id_at = self.column(&names, "project_id", Section::Projects)?;
        let cost_at = self.column(&names, "cost", Section::Projects)?;
        let mut projects: Vec<Project> = Vec::new();
        let mut costs = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        loop {
            if !self.next(row)? {
                return Err(self.refusal("the file ends before VOTES"));
            }
            match self.title(row) {
                Some(Section::Votes) => return Ok((projects, costs)),
                Some(_) => return Err(self.refusal("VOTES must come after PROJECTS")),
                None => {}
            }
            if projects.len() >= self.limits.projects {
                return Err(self.refusal("there are too many projects"));
            }
            self.check_width(row, names.len());
            let id = self.cell(row, id_at).to_owned();
            crate::ids::OptionId::parse(&id).map_err(|why| {
                self.refusal(format!("the project_id {id:?} cannot be one: {why}"))
            })?;
            let mut cost = self.cell(row, cost_at).to_owned();
            let priced = self.amount(&mut cost, "cost")?;
            if !seen.insert(id.clone()) {
                self.tell(What::RepeatedProject(id));
                continue;
            }
            let mut columns = Vec::with_capacity(names.len());
            for (at, name) in names.iter().enumerate() {
                let used = at == id_at || at == cost_at || name.is_empty();
                let repeated = names[at + 1..].contains(name);
                if !used && !repeated {
                    columns.push((name.clone(), self.cell(row, at).to_owned()));
                }
            }
            projects.push(Project { id, cost: 0, columns });
            costs.push(priced);
        }
    }

    fn votes(&mut self, row: &mut Row, instance: &mut Instance) -> Result<(), Refusal> {
        let names = self.header(row, Section::Votes)?;
        let voter_at = self.column(&names, "voter_id", Section::Votes)?;
        let vote_at = self.column(&names, "vote", Section::Votes)?;
        let points_at = names.iter().rposition(|name| name == "points");
        let has_points = instance.kind.marks() == crate::tally::budget::Marks::Points;
        if has_points && points_at.is_none() {
            return Err(self.refusal("VOTES has no column points"));
        }
        let ids: Vec<String> = instance.projects.iter().map(|project| project.id.clone()).collect();
        let table = Ids::new(ids.iter().map(String::as_str));
        let mut others: Vec<(usize, Cells)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let used = at == voter_at || at == vote_at || (has_points && Some(at) == points_at);
            if !used && !name.is_empty() && !names[at + 1..].contains(name) {
                others.push((at, Cells::default()));
            }
        }
        let mut voters: Vec<(u64, u32)> = Vec::new();
        let mut lines: Vec<u64> = Vec::new();
        let mut last_seen = vec![0_u64; ids.len()];
        while self.next(row)? {
            // A voter may have any name: behind VOTES only a word alone in its row is a title.
            if row.len() == 1 && self.title(row).is_some() {
                return Err(self.refusal("there is a section after VOTES"));
            }
            if instance.ballots() >= self.limits.ballots {
                return Err(self.refusal("there are too many ballots"));
            }
            if row.len() != names.len() {
                self.check_width(row, names.len());
            }
            let voter = self.cell(row, voter_at);
            voters.push((hash(voter), u32::try_from(instance.ballots()).unwrap_or(u32::MAX)));
            lines.push(self.rows.line);
            instance.voters.push(voter);
            for (at, cells) in &mut others {
                cells.push(self.cell(row, *at));
            }
            let vote = self.cell(row, vote_at);
            let points = points_at.filter(|_| has_points).map(|at| self.cell(row, at));
            self.ballot(instance, &table, vote, points, &mut last_seen)?;
        }
        instance.voter_columns =
            others.into_iter().map(|(at, cells)| (names[at].clone(), cells)).collect();
        self.repeated_voters(instance, voters, &lines);
        Ok(())
    }

    /// Reads the marks, and points, of one ballot. `last_seen` says in which line a project was
    /// named last, so that repeats are found without a set per ballot.
    fn ballot(
        &mut self,
        instance: &mut Instance,
        ids: &Ids<'_>,
        vote: &str,
        points: Option<&str>,
        last_seen: &mut [u64],
    ) -> Result<(), Refusal> {
        let line = self.rows.line;
        let start = instance.marked.len();
        let mut given = points.map(|points| points.split(',').filter(|p| !p.is_empty()));
        let (mut marks, mut missing) = (0, false);
        for (id, hash, spaces) in entries(vote) {
            marks += 1;
            if spaces {
                self.tell(What::Spaces(id.to_owned()));
            }
            let number = given.as_mut().map(Iterator::next);
            if number == Some(None) {
                missing = true;
                break;
            }
            let Some(place) = ids.get(id, hash) else {
                self.tell(What::UnknownProject(id.to_owned()));
                continue;
            };
            if let Some(Some(number)) = number {
                let refused = || format!("the points {number:?} are not a whole number below 2^32");
                let number = whole_points(number).ok_or_else(|| self.refusal(refused()))?;
                instance.points.push(number);
            }
            if std::mem::replace(&mut last_seen[place as usize], line) == line {
                self.tell(What::NamedTwice(id.to_owned()));
            }
            instance.marked.push(place);
        }
        let more = given.is_some_and(|mut given| given.next().is_some());
        if missing || more {
            let points = points.map_or(0, |points| points.split(',').count());
            let marks = if missing { vote.split(',').count() } else { marks };
            self.tell(What::PointsDiffer { marks, points });
        }
        if instance.kind == VoteKind::Scoring {
            default_scores(instance, start)?;
        }
        instance.starts.push(instance.marked.len());
        Ok(())
    }

    /// Voter ids that are there twice: equal hashes are looked at, nothing else.
    fn repeated_voters(&mut self, instance: &Instance, mut voters: Vec<(u64, u32)>, lines: &[u64]) {
        voters.sort_unstable();
        let voter = |ballot: u32| instance.voters.get(ballot as usize);
        for pair in voters.windows(2) {
            let ((hash, first), (other, second)) = (pair[0], pair[1]);
            if hash == other && voter(first) == voter(second) {
                let what = What::RepeatedVoter(voter(second).to_owned());
                self.repairs.add(lines[second as usize], what);
            }
        }
    }

    /// Compares what META and PROJECTS say with what the ballots give.
    fn recount(&mut self, instance: &Instance, lines: &[Priced]) {
        let found = [
            ("num_projects", instance.projects.len() as u64),
            ("num_votes", instance.ballots() as u64),
        ];
        for (key, found) in found {
            if let Some(declared) = instance.get(key).filter(|d| d.parse() != Ok(found)) {
                let declared = declared.to_owned();
                let line = self.key_lines.iter().rfind(|(name, _)| name == key);
                let line = line.map_or(1, |(_, line)| *line);
                self.repairs.add(line, What::CountDiffers { key, declared, found });
            }
        }
        let mut votes = vec![0_i64; instance.projects.len()];
        let mut score = vec![0_i64; instance.projects.len()];
        for ballot in 0..instance.ballots() {
            let (marked, points) = instance.ballot(ballot);
            for (at, &place) in marked.iter().enumerate() {
                votes[place as usize] += 1;
                score[place as usize] += points.get(at).copied().unwrap_or(0);
            }
        }
        let scored = !instance.points.is_empty();
        for (place, (project, priced)) in instance.projects.iter().zip(lines).enumerate() {
            let columns = [("votes", votes[place], true), ("score", score[place], scored)];
            for (column, counted, asked) in columns {
                let declared = project.get(column).filter(|d| asked && d.parse() != Ok(counted));
                if let Some(declared) = declared {
                    let (project, declared) = (project.id.clone(), declared.to_owned());
                    let what = What::RecountDiffers { column, project, declared, counted };
                    self.repairs.add(priced.line, what);
                }
            }
        }
    }
}

/// A whole number of points; `3.0` is one, and no sum over all ballots can overflow.
fn whole_points(text: &str) -> Option<i64> {
    let text = text.trim();
    let points: i64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    u32::try_from(points.unsigned_abs()).is_ok().then_some(points)
}

/// Gives the `default_score` of a scoring ballot to every project it does not list.
fn default_scores(instance: &mut Instance, start: usize) -> Result<(), Refusal> {
    let Some(text) = instance.get("default_score").filter(|text| *text != "0") else {
        return Ok(());
    };
    let refused = || Refusal::new(1, format!("the default_score {text:?} is not a whole number"));
    let score = whole_points(text).ok_or_else(refused)?;
    let mut listed = vec![false; instance.projects.len()];
    for place in &instance.marked[start..] {
        listed[*place as usize] = true;
    }
    for (place, listed) in (0..).zip(listed) {
        if !listed {
            instance.marked.push(place);
            instance.points.push(score);
        }
    }
    Ok(())
}
