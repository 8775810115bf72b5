//! Looks an installation over: what `morada doctor` says.

use std::path::Path;
use std::time::Instant;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::Db;
use crate::store::urn::Urn;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Good(String),
    /// A fact worth knowing.
    Fact(String),
    /// Something to think about.
    Think(String),
    /// Something that must be mended.
    Mend(String),
}

use Finding::{Fact, Good, Mend, Think};

/// Looks at settings, secret, folder and both databases.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![secret(config), folder(&config.data)];
    findings.extend(exposure(config));
    for (what, url) in [("office", config.office_url()), ("urn", config.urn_url())] {
        match Db::connect(&url, 1).await {
            Ok(db) => {
                let facts = db.describe().await;
                findings.extend(facts.into_iter().map(|line| Fact(format!("{what}: {line}"))));
            }
            Err(error) => findings.push(Mend(format!("{what}: {error}"))),
        }
    }
    findings.push(match Db::open_office(&config.office_url(), 1).await {
        Ok(_) => Good("the office's tables fit this program".to_owned()),
        Err(error) => Mend(format!("the office's tables: {error}")),
    });
    findings.push(
        match Urn::open(&config.urn_url(), 1, Clock::System, config.data.join("seals")).await {
            Ok(_) => Good("the urn's tables fit this program".to_owned()),
            Err(error) => Mend(format!("the urn's tables: {error}")),
        },
    );
    findings
}

fn secret(config: &Config) -> Finding {
    if let Err(error) = config.secret() {
        return Mend(error.to_string());
    }
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(&config.secret_file) {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            let path = config.secret_file.display();
            return Mend(format!("others can read the secret. Run: chmod 600 {path}"));
        }
    }
    Good("the server's secret can be read, and only by its owner".to_owned())
}

fn folder(data: &Path) -> Finding {
    let probe = data.join(".doctor");
    let started = Instant::now();
    let written = std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, [0; 4096]))
        .and_then(|()| std::fs::File::open(&probe)?.sync_all());
    let _ = std::fs::remove_file(&probe);
    match written {
        Ok(()) => {
            let millis = started.elapsed().as_millis();
            Good(format!("the data folder can be written ({millis} ms to the disk)"))
        }
        Err(error) => Mend(format!("the data folder {}: {error}", data.display())),
    }
}

fn exposure(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !config.address.starts_with("127.") && config.address != "::1" {
        findings.push(Think(
            "the server listens to everybody. Rocket has no time-outs: put a proxy in front that \
             has them, and listen on 127.0.0.1"
                .to_owned(),
        ));
    }
    if !config.secure_cookies && config.public_url.starts_with("https:") {
        findings
            .push(Mend("secure_cookies is off although the public address is https".to_owned()));
    }
    if config.public_url.starts_with("http:") && !config.public_url.contains("127.0.0.1") {
        findings.push(Mend(
            "the public address has no https: voting codes would travel in the open".to_owned(),
        ));
    }
    if config.authority == "morada.local" {
        findings.push(Think(
            "authority still has its default: give your ledgers the name of your place".to_owned(),
        ));
    }
    findings
}
