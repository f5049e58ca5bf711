//! Where one test's servers keep their data: a folder and, when `SOVX_TEST_DATABASE_URL` names a
//! Postgres server, a database of its own there. Both are removed when dropped.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use tempfile::TempDir;

use super::{Server, judging, stored};

/// The budgets that a test may spend without meaning to. The defaults count where one says so.
const BUDGETS: [&str; 3] = [
    "SOVX_LIMIT_CREDENTIAL",
    "SOVX_LIMIT_ADDRESS",
    "SOVX_LIMIT_LOGIN",
];

pub(crate) struct Place {
    folder: TempDir,
    database: Option<Database>,
    settings: Vec<(String, String)>,
    starts: Cell<usize>,
}

impl Place {
    pub(crate) fn new() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "a test setting, not configuration"
        )]
        let server = std::env::var("SOVX_TEST_DATABASE_URL").ok();
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: server.map(|server| Database::create(&server)),
            settings: Vec::new(),
            starts: Cell::new(0),
        }
    }

    /// The same place with an environment variable for every program that runs in it.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    /// Where the secrets and the SQLite file are; nobody has created it yet.
    pub(crate) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The words that the addresses of a sandbox come from.
    pub(crate) fn seed_words(&self) -> String {
        let text = fs::read_to_string(self.data_dir().with_extension("sandbox-seed")).unwrap();
        let mut lines = text.lines().filter_map(|line| line.strip_prefix("words: "));
        lines.next().unwrap().to_owned()
    }

    pub(crate) fn is_on_postgres(&self) -> bool {
        self.database.is_some()
    }

    /// A file in this place.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The program with these arguments and nothing else in its environment than this place and
    /// budgets that no test spends.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.in_environment(env!("CARGO_BIN_EXE_sovx"));
        command.args(arguments);
        command
    }

    /// Any program in that environment.
    pub(crate) fn in_environment(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .current_dir(self.folder.path())
            .env("SOVX_DATA_DIR", self.data_dir())
            .env("SOVX_LISTEN", "127.0.0.1:0")
            .stdin(Stdio::null());
        if let Some(database) = &self.database {
            command.env("SOVX_DATABASE_URL", &database.url);
        }
        command.envs(BUDGETS.map(|name| (name, "1000000/1s")));
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the program to its end. Its log is kept like a server's.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input may have ended already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let ended = Ended::from(child.wait_with_output().unwrap());
        fs::write(self.fresh_file("log"), &ended.stderr).unwrap();
        ended
    }

    /// Starts a server that logs all it can, and waits until it is ready.
    pub(crate) fn start(&self) -> Server {
        let mut command = self.command(&[]);
        command.env("SOVX_LOG", "trace");
        Server::start(command, self.fresh_file("out"), self.fresh_file("log"))
    }

    /// What all programs have written to standard error here.
    pub(crate) fn logs(&self) -> String {
        let mut files: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|suffix| suffix == "log"))
            .collect();
        files.sort();
        let texts = files.iter().map(|path| fs::read(path).unwrap());
        texts
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .collect()
    }

    /// Every byte that the database keeps, by the file or table it is in.
    pub(crate) fn stored(&self) -> Vec<(String, Vec<u8>)> {
        match &self.database {
            Some(database) => stored::on_server(&database.url),
            None => stored::in_file(&self.data_dir().join("sovx.db")),
        }
    }

    /// Runs statements on the database, past every server.
    pub(crate) fn execute(&self, sql: &str) {
        match &self.database {
            Some(database) => {
                let mut conn = PgConnection::establish(&database.url).unwrap();
                conn.batch_execute(sql).unwrap();
            }
            None => {
                let file = self.data_dir().join("sovx.db");
                let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
                conn.batch_execute(sql).unwrap();
            }
        }
    }

    fn fresh_file(&self, suffix: &str) -> PathBuf {
        let number = self.starts.replace(self.starts.get() + 1);
        let path = self.folder.path().join(format!("{number:03}.{suffix}"));
        drop(File::create_new(&path).unwrap());
        path
    }
}

impl Drop for Place {
    /// Fails when a secret is in the database or in a log.
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        let mut issued = judging::issued();
        for name in ["pepper", "session-key"] {
            // The secret may come from the configuration, and not every program starts.
            if let Ok(secret) = fs::read_to_string(self.data_dir().join(name)) {
                issued.remember(name, secret.trim());
            }
        }
        let mut places = self.stored();
        places.push(("the logs".to_owned(), self.logs().into_bytes()));
        let found = issued.found_in(&places);
        // A panic under the lock would take every other test along.
        drop(issued);
        assert_eq!(found, BTreeSet::new(), "secrets were found");
    }
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A database on a server, gone when dropped.
struct Database {
    server: String,
    name: String,
    url: String,
}

impl Database {
    fn create(server: &str) -> Self {
        let name = format!("sovx_test_{}", uuid::Uuid::new_v4().simple());
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let mut admin = PgConnection::establish(server).unwrap();
        admin
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0"))
            .unwrap();
        Self {
            server: server.to_owned(),
            name,
            url,
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let mut admin = PgConnection::establish(&self.server).unwrap();
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        admin.batch_execute(&sql).unwrap();
    }
}
