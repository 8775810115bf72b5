//! `morada demo`: Lisbon, invented, in a folder of its own; nothing to set up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use morada_engine::time::Timestamp;

use super::failed;
use super::serve::{Audience, serve};
use crate::app::House;
use crate::app::hold_election::{cosign_as, witnesses_of};
use crate::app::seeds::{load_lisbon, unused_codes};
use crate::clock::Clock;
use crate::config::{Config, Secret};

/// Options of `morada demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Port to listen on.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder for the demo's databases; kept for the next start.
    #[arg(long, default_value = "morada-demo")]
    data: PathBuf,
}

impl Demo {
    /// Loads the seeds if the folder is new, says where to look, and serves.
    pub async fn run(&self) -> ExitCode {
        match self.prepare().await {
            Ok(house) => {
                let house = Arc::new(house);
                announce(&house, self.port);
                let witnesses = tokio::spawn(watch(Arc::clone(&house)));
                let code = serve(house, Audience::Demo).await;
                witnesses.abort();
                code
            }
            Err(error) => failed(&error),
        }
    }

    async fn prepare(&self) -> Result<House, Box<dyn std::error::Error>> {
        std::fs::create_dir_all(&self.data)?;
        let secret = demo_secret(&self.data.join("secret"))?;
        let config = Config {
            data: self.data.clone(),
            port: self.port,
            public_url: format!("http://127.0.0.1:{}", self.port),
            authority: "lisboa.demo".to_owned(),
            place: "Lisboa".to_owned(),
            secure_cookies: false,
            // A newcomer tries things out; ten wrong codes a minute would stop the tour.
            code_tries_per_minute: 60,
            ..Config::default()
        };
        let now = Clock::System.now();
        let past = Clock::standing_at(Timestamp::from_unix(0));
        let house = Arc::new(House::open(config.clone(), secret.clone(), past).await?);
        if crate::app::public_elections(&house).await?.is_empty() {
            println!("Making Lisbon: last year's vote, and this year's first ballots …");
            load_lisbon(&house, now).await?;
        }
        drop(house);
        Ok(House::open(config, secret, Clock::System).await?)
    }
}

/// The demo's own secret, kept beside its databases so that its codes stay the same.
fn demo_secret(path: &Path) -> std::io::Result<Secret> {
    if let Some(secret) =
        std::fs::read_to_string(path).ok().and_then(|text| Secret::parse(text.trim()))
    {
        return Ok(secret);
    }
    let secret = Secret::random();
    std::fs::write(path, morada_engine::encoding::to_hex(secret.bytes()))?;
    Ok(secret)
}

fn announce(house: &House, port: u16) {
    println!("Morada's demo is at http://127.0.0.1:{port}/");
    match unused_codes(house) {
        Ok((election, codes)) => {
            println!(
                "Three voting codes for {election} (more are on http://127.0.0.1:{port}/demo):"
            );
            for code in codes.iter().take(3) {
                println!("  {}", code.printed());
            }
        }
        Err(error) => println!("The codes cannot be shown: {error}"),
    }
    println!(
        "Everything here is invented. A batch needs 3 ballots and a minute; a real vote has 20 and an hour."
    );
}

/// The demo's three witnesses look in now and then and cosign what they see.
async fn watch(house: Arc<House>) {
    loop {
        let elections = crate::app::public_elections(&house).await.unwrap_or_default();
        for (election, _) in elections {
            if let Ok(Some(public)) = crate::app::public_election(&house, &election).await {
                let papers = &public.election.papers;
                let missing = public.head.is_some_and(|head| head.witnesses.len() < 3);
                if missing {
                    let witnesses = witnesses_of(&house, papers);
                    if let Err(error) = cosign_as(&house, &election, &witnesses).await {
                        tracing::warn!("the demo's witnesses could not cosign: {error}");
                    }
                }
            }
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}
