//! `morada replay FILE.pb`: a real election through the real doors.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use morada_engine::pabulib::{self, Limits};
use morada_engine::time::Timestamp;
use serde_json::{Value, json};

use super::{failed, files};
use crate::app::hold_election::{
    cast_all, close_and_publish, cosign_as, credlists, make_codes, policy_of, witnesses_of,
};
use crate::app::order::{Act, Order};
use crate::app::replay::{Replay, ReplayRule, replay};
use crate::app::{BundleFile, House, bundle, carry_out, sequencer};
use crate::clock::Clock;
use crate::config::{Config, Secret};

/// Options of `morada replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// A file in Pabulib's format, packed (.pb.gz) or not.
    file: PathBuf,
    /// How to count.
    #[arg(long, value_enum, default_value_t = RuleName::Declared)]
    rule: RuleName,
    /// Cast only the first N ballots.
    #[arg(long, default_value_t = usize::MAX, hide_default_value = true)]
    limit: usize,
    /// Folder for the bundle (in DIR/bundle); nothing else is kept.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RuleName {
    /// The file's own, if it is built; otherwise greedy.
    Declared,
    /// Most votes, passing over what does not fit.
    Greedy,
    /// Most votes, stopping at what does not fit.
    GreedyNoSkip,
    /// Equal Shares with add-one.
    EqualShares,
}

impl ReplayArgs {
    /// Holds the election and says how it came out.
    pub async fn run(&self) -> ExitCode {
        match self.hold().await {
            Ok(report) if self.json => {
                println!("{report}");
                ExitCode::SUCCESS
            }
            Ok(report) => {
                tell(&report);
                ExitCode::SUCCESS
            }
            Err(error) => failed(&format!("{}: {error}", self.file.display())),
        }
    }

    async fn hold(&self) -> Result<Value, Box<dyn std::error::Error>> {
        let started = Instant::now();
        let instance = pabulib::read(&files::read(&self.file)?, Limits::default())?;
        let name = self.file.file_name().and_then(|name| name.to_str()).unwrap_or("replay");
        let name = name.split_once('.').map_or(name, |(stem, _)| stem);
        let rule = match self.rule {
            RuleName::Declared => ReplayRule::Declared,
            RuleName::Greedy => ReplayRule::Greedy,
            RuleName::GreedyNoSkip => ReplayRule::GreedyNoSkip,
            RuleName::EqualShares => ReplayRule::EqualShares,
        };
        let now = Timestamp::from_unix(1_790_000_000);
        let plan = replay(&instance, name, rule, self.limit, now)?;
        let folder = Workshop::new()?;
        let config = Config { data: folder.0.clone(), ..Config::default() };
        let clock = Clock::standing_at(now);
        let house = Arc::new(House::open(config, Secret::random(), clock).await?);
        let (ballots, official, declared) =
            (plan.voters.len(), plan.official.clone(), plan.declared.clone());
        let papers = plan.papers.clone();
        self.vote(&house, plan).await?;

        let files = bundle(&house, &papers.election).await?.ok_or("nothing was published")?;
        if let Some(out) = &self.out {
            write(&out.join("bundle"), &files)?;
        }
        let result = files.iter().find(|file| file.path == "results/pb.json");
        let result: Value = serde_json::from_slice(&result.ok_or("no result")?.bytes)?;
        let winners: BTreeSet<String> = result["funded"]
            .as_array()
            .map(|ids| ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        Ok(json!({
            "file": self.file.display().to_string(),
            "ballots": ballots,
            "repairs": instance.repairs.len() as u64 + instance.more_repairs,
            "declared_rule": declared,
            "rule": papers.contests[0].rule,
            "funded": result["funded"],
            "total_cost": result["total_cost"],
            "official": official,
            "same_as_official": official.as_ref().map(|official| *official == winners),
            "only_here": official.as_ref().map(|o| winners.difference(o).collect::<Vec<_>>()),
            "only_official": official.as_ref().map(|o| o.difference(&winners).collect::<Vec<_>>()),
            "bundle": self.out.as_ref().map(|out| out.join("bundle").display().to_string()),
            "bundle_bytes": files.iter().map(|file| file.bytes.len()).sum::<usize>(),
            "seconds": started.elapsed().as_secs(),
            "milliseconds": u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        }))
    }

    async fn vote(
        &self,
        house: &Arc<House>,
        plan: Replay,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let papers = plan.papers;
        let codes = make_codes(house, plan.voters.len() as u64);
        let officers = ["Replay, first".to_owned(), "Replay, second".to_owned()];
        let act = Act::Open {
            papers: Box::new(papers.clone()),
            trustees: String::new(),
            witnesses: policy_of(house, &papers),
            credlists: credlists(&papers, &codes),
            officers: officers.clone(),
        };
        carry_out(house, &Order { election: papers.election.clone(), act }).await?;
        let witnesses = witnesses_of(house, &papers);
        cosign_as(house, &papers.election, &witnesses).await?;
        sequencer::tick(house).await?;
        cosign_as(house, &papers.election, &witnesses).await?;

        let bar = self.bar(codes.len() as u64);
        let voters = codes.into_iter().zip(plan.voters).collect();
        cast_all(house, &papers.election, voters, |done| bar.set_position(done)).await?;
        bar.finish_and_clear();
        let minutes = "A replay: the seed is fixed, nobody rolled dice.";
        let seed = "27182818284590452353";
        close_and_publish(house, &papers, &witnesses, seed, minutes, &officers).await?;
        Ok(())
    }

    fn bar(&self, ballots: u64) -> ProgressBar {
        if self.json {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("casting {bar:40} {pos} of {len}, {eta} left");
        ProgressBar::new(ballots).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}

fn tell(report: &Value) {
    println!("{} ballots cast, {} repairs in the file.", report["ballots"], report["repairs"]);
    println!("Funded, in order: {}", report["funded"]);
    match report["same_as_official"].as_bool() {
        Some(true) => println!("The same projects as the city published."),
        Some(false) => println!(
            "Not the city's list ({}): only here {}, only there {}.",
            report["declared_rule"], report["only_here"], report["only_official"]
        ),
        None => println!("The file does not say what the city selected."),
    }
    if let Some(path) = report["bundle"].as_str() {
        println!("The bundle is in {path}. Check it with: morada-verify {path}");
    }
    println!("{} seconds.", report["seconds"]);
}

fn write(folder: &Path, files: &[BundleFile]) -> std::io::Result<()> {
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &file.bytes)?;
    }
    Ok(())
}

/// A folder that is gone when the replay is over.
struct Workshop(PathBuf);

impl Workshop {
    fn new() -> std::io::Result<Self> {
        let name = format!("morada-replay-{:016x}", rand::random::<u64>());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
