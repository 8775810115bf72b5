//! A disk that is full, for real: a tiny file system in memory, filled and emptied under a running
//! server. Nothing acknowledged is lost, nothing refused is kept, and voting goes on afterwards
//! (TRUST.md 0.1, R4).

use std::path::Path;
use std::process::Command;

use crate::cluster::is_root;
use crate::server::Server;
use crate::town::{Plan, Town, UrnAt};
use crate::voter::{Cast, Form, Voter, is_found};

#[test]
fn a_full_disk_refuses_votes_and_loses_none() {
    if !is_root() {
        println!("NOT RUN: mounting a small file system needs root, as CI is");
        return;
    }
    let plan = Plan { voters: 400, ..Plan::default() };
    let town = Town::found(UrnAt::Sqlite, &plan);
    let data = town.data();
    let disk = SmallDisk::over(&data);
    let mut server = Server::start(&town, 24_550);

    let (mut slips, mut refused) = (Vec::new(), Vec::new());
    let rounds = if std::env::var_os("MORADA_LONG").is_some() { 50 } else { 4 };
    let mut codes = town.codes.iter().cycle();
    for _ in 0..rounds {
        disk.fill();
        for code in codes.by_ref().take(12) {
            cast(&town, &mut server, code, &mut slips, &mut refused);
        }
        disk.free();
        for code in codes.by_ref().take(12) {
            if !server.runs() {
                // Stopping is allowed (fail-stop): a supervisor starts it again.
                server = Server::start(&town, 24_550);
            }
            cast(&town, &mut server, code, &mut slips, &mut refused);
        }
    }
    assert!(!refused.is_empty(), "the disk was never full: this proves nothing");
    assert!(slips.len() >= 12 * rounds / 2, "voting did not go on: {} slips", slips.len());

    server.kill();
    let server = Server::start(&town, 24_550);
    for slip in &slips {
        assert!(is_found(&town, server.port, slip).expect("the server answers"), "{slip} is gone");
    }
    for (mut voter, form) in refused {
        voter.move_to(server.port);
        let answer = voter.cast(&form).expect("the server answers");
        assert!(matches!(answer, Cast::Slip(_) | Cast::Told(409 | 422)), "{answer:?}");
    }
}

fn cast(
    town: &Town,
    server: &mut Server,
    code: &morada_engine::sealing::VotingCode,
    slips: &mut Vec<String>,
    refused: &mut Vec<(Voter, Form)>,
) {
    let Ok(mut voter) = Voter::enter(town, server.port, code) else { return };
    let Ok(form) = voter.check(&[0, 1]) else { return };
    match voter.cast(&form) {
        Ok(Cast::Slip(slip)) => slips.push(slip),
        Ok(Cast::Told(status)) => {
            assert!(status == 503 || status == 507, "a full disk is answered {status}");
            refused.push((voter, form));
        }
        Err(_) => refused.push((voter, form)),
    }
}

/// Three megabytes mounted over a folder whose content moves in.
struct SmallDisk<'a> {
    folder: &'a Path,
}

impl<'a> SmallDisk<'a> {
    fn over(folder: &'a Path) -> Self {
        let aside = folder.with_extension("aside");
        run("cp", &["-a", &folder.display().to_string(), &aside.display().to_string()]);
        run("mount", &["-t", "tmpfs", "-o", "size=3m", "tmpfs", &folder.display().to_string()]);
        run("cp", &["-a", &format!("{}/.", aside.display()), &folder.display().to_string()]);
        Self { folder }
    }

    /// Writes until nothing more fits.
    fn fill(&self) {
        let path = self.folder.join("ballast");
        for size in [64 * 1024, 4096, 512] {
            let block = vec![7_u8; size];
            let file = std::fs::OpenOptions::new().create(true).append(true).open(&path);
            let mut file = file.expect("the ballast opens");
            while std::io::Write::write_all(&mut file, &block).is_ok() {}
        }
    }

    fn free(&self) {
        let _ = std::fs::remove_file(self.folder.join("ballast"));
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder).status();
    }
}

fn run(program: &str, arguments: &[&str]) {
    let done = Command::new(program).args(arguments).status();
    assert!(
        done.as_ref().is_ok_and(std::process::ExitStatus::success),
        "{program} {arguments:?}: {done:?}"
    );
}
