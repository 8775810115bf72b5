//! `morada doctor`: what is wrong with this installation, in words.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::Db;
use crate::store::urn::Urn;

/// Looks at the installation and says what it found; fails when something must be mended.
pub async fn run(config: &Config) -> ExitCode {
    let mut report = Report::default();
    check_secret(config, &mut report);
    check_folder(&config.data, &mut report);
    check_exposure(config, &mut report);
    for (what, url) in [("office", config.office_url()), ("urn", config.urn_url())] {
        match Db::connect(&url, 1).await {
            Ok(db) => {
                for line in db.describe().await {
                    report.note(&format!("{what}: {line}"));
                }
            }
            Err(error) => report.mend(&format!("{what}: {error}")),
        }
    }
    match Urn::open(&config.urn_url(), 1, Clock::System).await {
        Ok(_) => report.good("the urn's tables fit this program"),
        Err(error) => report.mend(&format!("the urn's tables: {error}")),
    }
    println!("{}", report.summary());
    if report.mend == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Debug, Default)]
struct Report {
    mend: usize,
    think: usize,
}

impl Report {
    #[expect(clippy::unused_self, reason = "good news and bad news are told in one way")]
    fn good(&self, text: &str) {
        println!("good    {text}");
    }

    #[expect(clippy::unused_self, reason = "good news and bad news are told in one way")]
    fn note(&self, text: &str) {
        println!("        {text}");
    }

    fn think(&mut self, text: &str) {
        self.think += 1;
        println!("think   {text}");
    }

    fn mend(&mut self, text: &str) {
        self.mend += 1;
        println!("MEND    {text}");
    }

    fn summary(&self) -> String {
        match (self.mend, self.think) {
            (0, 0) => "Nothing to mend.".to_owned(),
            (0, think) => format!("Nothing to mend, {think} to think about."),
            (mend, think) => format!("{mend} to mend, {think} to think about."),
        }
    }
}

fn check_secret(config: &Config, report: &mut Report) {
    match config.secret() {
        Ok(_) => report.good("the server's secret can be read"),
        Err(error) => report.mend(&error.to_string()),
    }
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(&config.secret_file) {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            let path = config.secret_file.display();
            report.mend(&format!("others can read the secret. Run: chmod 600 {path}"));
        }
    }
}

fn check_folder(data: &Path, report: &mut Report) {
    let probe = data.join(".doctor");
    let started = Instant::now();
    let written = std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, [0; 4096]))
        .and_then(|()| std::fs::File::open(&probe)?.sync_all());
    let _ = std::fs::remove_file(&probe);
    match written {
        Ok(()) => {
            let millis = started.elapsed().as_millis();
            report.good(&format!("the data folder can be written ({millis} ms to the disk)"));
        }
        Err(error) => report.mend(&format!("the data folder {}: {error}", data.display())),
    }
}

fn check_exposure(config: &Config, report: &mut Report) {
    let public = !config.address.starts_with("127.") && config.address != "::1";
    if public {
        report.think(
            "the server listens to everybody. Rocket has no time-outs: put a proxy in front that \
             has them (docs/deploy), and listen on 127.0.0.1",
        );
    }
    if !config.secure_cookies && config.public_url.starts_with("https:") {
        report.mend("secure_cookies is off although the public address is https");
    }
    if config.public_url.starts_with("http:") && !config.public_url.contains("127.0.0.1") {
        report.mend("the public address has no https: voting codes would travel in the open");
    }
    if config.authority == "morada.local" {
        report.think("authority still has its default: give your ledgers the name of your place");
    }
}
