//! PostgreSQL for the tests: databases of their own on the shared server, and whole clusters that
//! a test may kill.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A fresh database on the shared server, dropped at the end.
pub struct TestDatabase {
    /// Its URL.
    pub url: String,
    name: String,
}

impl TestDatabase {
    /// Creates `morada_faults_<name>_<pid>` on the server of `MORADA_TEST_POSTGRES`.
    ///
    /// # Panics
    /// When no server answers: `./check` starts one, a test never skips itself.
    pub fn create(name: &str) -> Self {
        let name = format!("morada_faults_{name}_{}", std::process::id());
        sql(&server(), &format!("DROP DATABASE IF EXISTS {name}"));
        sql(&server(), &format!("CREATE DATABASE {name}"));
        let (start, _) = server()
            .rsplit_once('/')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .expect("a URL names a database");
        Self { url: format!("{start}/{name}"), name }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        sql(&server(), &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// The shared server: `MORADA_TEST_POSTGRES` or the one on 127.0.0.1:5432.
pub fn server() -> String {
    std::env::var("MORADA_TEST_POSTGRES")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned())
}

/// Runs SQL by psql; rows come back as lines, columns joined by `|`.
pub fn sql(url: &str, statement: &str) -> Vec<String> {
    let done = Command::new("psql")
        .args([url, "-XqtA", "-v", "ON_ERROR_STOP=1", "-c", statement])
        .output()
        .expect("psql is installed");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "psql {url}: {statement}: {said}");
    String::from_utf8_lossy(&done.stdout).lines().map(str::to_owned).collect()
}

/// A cluster of its own, so that it can be stopped in mid-sentence.
pub struct Cluster {
    folder: tempfile::TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster on `port`, durable as a fresh install is.
    pub fn start(port: u16) -> Self {
        let folder =
            tempfile::Builder::new().prefix("morada-pg-").tempdir().expect("a temporary folder");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let cluster = Self { folder, port };
        run(as_postgres(&program("initdb"))
            .args(["-U", "postgres", "-A", "trust", "-D"])
            .arg(cluster.data()));
        cluster.start_again();
        cluster
    }

    /// A cluster as the operator's guide wants it for an urn: written-off log segments are deleted
    /// instead of kept under another name.
    pub fn start_forgetful(port: u16) -> Self {
        let cluster = Self::start(port);
        sql(&cluster.url("postgres"), "ALTER SYSTEM SET wal_recycle = off");
        sql(&cluster.url("postgres"), "SELECT pg_reload_conf()");
        cluster
    }

    /// Starts it, after [`Cluster::stop_at_once`] too.
    pub fn start_again(&self) {
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1",
            self.port,
            self.folder.path().display()
        );
        run(as_postgres(&program("pg_ctl"))
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(self.folder.path().join("log"))
            .args(["-w", "-o", &options, "start"]));
    }

    /// `stop -m immediate`: every connection is cut and nothing is written in farewell.
    pub fn stop_at_once(&self) {
        run(as_postgres(&program("pg_ctl")).arg("-D").arg(self.data()).args([
            "-m",
            "immediate",
            "-w",
            "stop",
        ]));
    }

    /// The URL of a database in this cluster.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Everything the cluster keeps: heap, indexes, write-ahead log.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = as_postgres(&program("pg_ctl"))
            .arg("-D")
            .arg(self.data())
            .args(["-m", "immediate", "-w", "stop"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

fn run(command: &mut Command) {
    let done = command.stdout(Stdio::null()).status();
    assert!(done.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?}: {done:?}");
}

/// PostgreSQL refuses to run as root.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program).current_dir("/tmp");
    command
}

pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id is installed");
    id.stdout.starts_with(b"0")
}

/// Debian keeps the server's programs outside the PATH.
fn program(name: &str) -> PathBuf {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folder| folder.flatten().map(|entry| entry.path().join("bin").join(name)).collect())
        .unwrap_or_default();
    versions.retain(|path| path.exists());
    versions.sort();
    versions.pop().unwrap_or_else(|| PathBuf::from(name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cluster_that_was_cut_off_still_has_what_it_committed() {
        let cluster = super::Cluster::start(24_500);
        let url = cluster.url("postgres");
        super::sql(&url, "CREATE TABLE kept (n INT); INSERT INTO kept VALUES (7)");

        cluster.stop_at_once();
        cluster.start_again();

        assert_eq!(super::sql(&url, "SELECT n FROM kept"), ["7"]);
    }

    #[test]
    fn a_test_database_is_its_own_and_gone_afterwards() {
        let url = {
            let database = super::TestDatabase::create("self");
            super::sql(&database.url, "CREATE TABLE t (n INT)");
            database.url.clone()
        };
        let name = url.rsplit('/').next().unwrap();
        assert_eq!(
            super::sql(
                &super::server(),
                &format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'")
            ),
            ["0"]
        );
    }
}
