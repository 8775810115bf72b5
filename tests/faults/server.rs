//! The program itself: `morada serve` as a process that can be killed.

use std::fs::{File, OpenOptions};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::town::Town;

/// A running server of a town.
pub struct Server {
    child: Child,
    /// Its port on 127.0.0.1.
    pub port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts `morada serve` on `port` and waits until it answers.
    pub fn start(town: &Town, port: u16) -> Self {
        Self::start_with(town, port, |_| {})
    }

    /// The same, with more said about the process, e.g. an environment variable.
    pub fn start_with(town: &Town, port: u16, more: impl FnOnce(&mut Command)) -> Self {
        let log = town.folder().join(format!("server-{port}.log"));
        let mut command = Command::new(program());
        command.arg("serve").current_dir(town.folder()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in town.settings(port) {
            command.env(name, value);
        }
        more(&mut command);
        command.stdin(Stdio::null()).stdout(append(&log)).stderr(append(&log));
        let child = command.spawn().expect("the program starts");
        let mut server = Self { child, port, log };
        server.wait_until_it_answers();
        server
    }

    /// `kill -9`: no destructor, no flush, no farewell.
    pub fn kill(mut self) {
        self.end_at_once();
    }

    /// SIGTERM, as an operator stops it; waits until it is gone.
    pub fn stop(mut self) {
        let pid = self.child.id().to_string();
        let _ = Command::new("kill").arg(&pid).status();
        let _ = self.child.wait();
    }

    /// Whether the process still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything it printed.
    pub fn output(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn wait_until_it_answers(&mut self) {
        const PATIENCE: Duration = Duration::from_mins(1);
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(self.runs(), "the server ended at once:\n{}", self.output());
            assert!(began.elapsed() < PATIENCE, "no answer in a minute:\n{}", self.output());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end_at_once(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end_at_once();
    }
}

/// The program under test: the one cargo built beside this test, or `MORADA_BIN`.
pub fn program() -> PathBuf {
    std::env::var_os("MORADA_BIN")
        .map_or_else(|| env!("CARGO_BIN_EXE_morada").into(), PathBuf::from)
}

fn append(path: &PathBuf) -> File {
    OpenOptions::new().create(true).append(true).open(path).expect("a log file opens")
}
