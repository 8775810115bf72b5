//! Money from a Pabulib file: counted, shown as a table or as JSON.

use std::io::BufRead;

use morada_engine::chance::Seed;
use morada_engine::contest::{Rule, TiePolicy};
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::pabulib::{self, Instance, Limits, conformance};
use morada_engine::tally::budget::{self, Count, Election, Profile, Rounds};
use morada_engine::tally::ties::Undecided;
use morada_engine::tally::{Fraction, LotOrder, record};
use serde_json::{Map, Value, json};

use super::{CountArgs, Refused, compare, explain, rules, switches};
use crate::cli::files;

/// A file ready to be counted by any rule.
pub struct Loaded {
    /// The file.
    pub instance: Instance,
    /// Its ballots.
    pub profile: Profile,
    votes: Vec<i64>,
    ids: Vec<OptionId>,
    categories: Vec<String>,
    places: Vec<String>,
    lot: Option<Vec<usize>>,
    /// How ties are settled.
    pub policies: Vec<TiePolicy>,
}

/// Counts a Pabulib file as the arguments say.
pub fn count(args: &CountArgs, from: impl BufRead) -> Result<String, Refused> {
    let loaded = Loaded::new(args, from)?;
    loaded.write(args)?;
    if args.compare {
        switches::only(args, "--compare of budget rules", switches::COMPARED)?;
        return compare::show(args, &loaded);
    }
    let rule = rules::chosen(args, &loaded.instance, &loaded.policies)?;
    let count = loaded.count(&rule)?;
    let mut text = if args.json {
        format!("{}\n", Value::Object(loaded.json(&rule, &count)))
    } else {
        loaded.table(&rule, &count)
    };
    if let Some(lang) = &args.explain {
        text += &explain::say(lang, &loaded, &count)?;
    }
    Ok(text)
}

impl Loaded {
    fn new(args: &CountArgs, from: impl BufRead) -> Result<Self, Refused> {
        let instance = pabulib::read_from(from, Limits::default())?;
        let profile = instance.profile();
        let ids: Result<Vec<OptionId>, _> =
            instance.projects.iter().map(|project| OptionId::parse(&project.id)).collect();
        let ids = ids?;
        let column = |name: &str| {
            let cell = |p: &pabulib::Project| p.get(name).unwrap_or_default().to_owned();
            instance.projects.iter().map(cell).collect()
        };
        let (policies, lot) = ties(args, &instance, &ids)?;
        Ok(Self {
            votes: profile.votes(),
            profile,
            ids,
            categories: column("category"),
            places: column("neighborhood"),
            lot,
            policies,
            instance,
        })
    }

    /// Writes the file again, if that is asked for; what the format cannot say goes to the person.
    fn write(&self, args: &CountArgs) -> Result<(), Refused> {
        let Some(path) = &args.write else { return Ok(()) };
        if path.extension().is_none_or(|extension| extension != "pb") {
            return Err("--write: projects and ballots go into a .pb file".into());
        }
        let written = pabulib::write(&self.instance);
        std::fs::write(path, &written.bytes)?;
        for name in &written.left_out {
            eprintln!("not written: {name}, which the format does not know");
        }
        for objection in &written.objections {
            eprintln!("the checker of pabulib.org will say: {objection}");
        }
        Ok(())
    }

    /// Counts by `rule`.
    pub fn count(&self, rule: &Rule) -> Result<Count, Refused> {
        let election = Election {
            ids: &self.ids,
            categories: &self.categories,
            places: &self.places,
            lot: self.lot.as_deref(),
            unit: self.instance.unit(),
            ..Election::plain(&self.profile, &self.votes)
        };
        budget::count(rule, &election).map_err(|Undecided(tied)| {
            let names: Vec<&str> = tied.iter().map(|&place| self.ids[place].as_str()).collect();
            let names = names.join(", ");
            format!(
                "a lot is needed between {names}: draw it and count again with --lot-order FILE"
            )
            .into()
        })
    }

    /// An amount in the currency's own unit, for people.
    pub fn amount(&self, minor: u64) -> String {
        let places = if self.instance.exponent == 0 { 0 } else { 2 };
        Fraction::new(minor, self.instance.unit()).map_or_else(String::new, |f| f.decimal(places))
    }

    /// The name of a project, or its id.
    pub fn name(&self, place: usize) -> &str {
        let project = &self.instance.projects[place];
        project.get("name").unwrap_or(&project.id)
    }

    /// The id of a project.
    pub fn id(&self, place: usize) -> &str {
        self.ids[place].as_str()
    }

    /// Ballots that support a project.
    pub fn supporters(&self, place: usize) -> i64 {
        self.votes[place]
    }

    fn spent(&self, count: &Count) -> u64 {
        count.funded.iter().map(|&option| self.profile.costs[option]).sum()
    }

    fn json(&self, rule: &Rule, count: &Count) -> Map<String, Value> {
        let mut object = record::in_units(count, &self.ids, self.instance.unit());
        let settings = json!(rule);
        let repairs: Vec<Value> = self
            .instance
            .repairs
            .iter()
            .map(|repair| json!({ "line": repair.line, "what": repair.what.to_string() }))
            .collect();
        let winners: Vec<&OptionId> = count.funded.iter().map(|&place| &self.ids[place]).collect();
        let members = json!({
            "budget": Fraction::new(self.instance.budget, self.instance.unit()),
            "more_repairs": self.instance.more_repairs,
            "repairs": repairs,
            "rule": settings["name"],
            "settings": settings,
            "total_cost": Fraction::new(self.spent(count), self.instance.unit()),
            "version": settings["version"],
            "voters": self.profile.voters,
            "winners": winners,
        });
        object.extend(members.as_object().cloned().unwrap_or_default());
        object
    }

    fn table(&self, rule: &Rule, count: &Count) -> String {
        let mut lines = vec![format!(
            "{} ballots, {} projects, budget {}\nrule {}",
            self.profile.voters,
            self.ids.len(),
            self.amount(self.instance.budget),
            json!(rule)
        )];
        for repair in self.instance.repairs.iter().take(10) {
            lines.push(format!("repaired: {repair}"));
        }
        let more = self.instance.repairs.len().saturating_sub(10) as u64;
        let more = more + self.instance.more_repairs;
        if more > 0 {
            lines.push(format!("and {more} more repairs; --json lists them"));
        }
        for (turn, &place) in (1..).zip(&count.funded) {
            let (cost, votes) = (self.amount(self.profile.costs[place]), self.votes[place]);
            let (id, name) = (self.id(place), self.name(place));
            lines.push(format!("{turn:>4}  {cost:>12}  {votes:>7} votes  {id}  {name}"));
        }
        let left = self.instance.budget.saturating_sub(self.spent(count));
        lines.push(format!("spent {}, left {}", self.amount(self.spent(count)), self.amount(left)));
        if let Rounds::Shares(shares) = &count.rounds {
            let share = shares.voter_budget.in_units(self.instance.unit());
            lines.push(format!(
                "{} runs, share {} ({}), ended: {}",
                shares.runs.len(),
                share.decimal(2),
                share,
                shares.stop.as_str()
            ));
        }
        for tie in &count.ties {
            let tied: Vec<&str> = tie.options.iter().map(|&place| self.id(place)).collect();
            let by = json!(tie.by);
            let by = by.as_str().unwrap_or_default();
            lines.push(format!("tie in round {}: {} (by {by})", tie.round + 1, tied.join(", ")));
        }
        for out in &count.left_out {
            let id = self.id(out.option);
            lines.push(format!("not counted: {id} has {}, needs {}", out.has, out.needs));
        }
        if let Some(compared) = &count.compared {
            lines.push(format!(
                "comparison: {} prefer this outcome, {} that of most votes, {} neither: it {}",
                compared.prefer_rule,
                compared.prefer_most_votes,
                compared.indifferent,
                if compared.rule_stands { "stands" } else { "gives way to most votes" }
            ));
        }
        lines.join("\n") + "\n"
    }
}

/// The policies that the arguments ask for, and the rank of every project in the lot.
fn ties(
    args: &CountArgs,
    instance: &Instance,
    ids: &[OptionId],
) -> Result<(Vec<TiePolicy>, Option<Vec<usize>>), Refused> {
    let ranks = |order: &[OptionId]| -> Result<Vec<usize>, Refused> {
        let rank = |id: &OptionId| {
            let missing = || format!("the order does not name {id}");
            order.iter().position(|other| other == id).ok_or_else(missing)
        };
        ids.iter().map(|id| Ok(rank(id)?)).collect()
    };
    if let Some(path) = &args.lot_order {
        let text = String::from_utf8(files::read(path)?)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let order: Result<Vec<OptionId>, _> = lines.map(OptionId::parse).collect();
        let order = LotOrder::new(order?)?;
        return Ok((vec![TiePolicy::Lot], Some(ranks(order.order())?)));
    }
    let ties = args.ties.as_deref().unwrap_or("net");
    if let Some(seed) = ties.strip_prefix("lot:") {
        let (seed, contest) = (Seed::parse(seed)?, ContestId::parse("pb")?);
        return Ok((vec![TiePolicy::Lot], Some(ranks(&seed.order(&contest, ids))?)));
    }
    let by_id = Some(conformance::by_id(instance));
    let all = || vec![TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot];
    match ties {
        "lex" => Ok((vec![TiePolicy::Lot], by_id)),
        "net" => Ok((all(), by_id)),
        "ask" => Ok((all(), None)),
        other => Err(format!("no way {other:?} to settle ties: lex, net, ask or lot:SEED").into()),
    }
}
