//! A server of our own for outside tools: fresh data, a free port, known credentials.
//!
//! It is the program that `cargo run` starts, in the dev profile and with what the tests need of its
//! dependencies.

mod tenant;

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command;
use crate::failure::{Context as _, Failure, Result};
use crate::http;
use crate::test::postgres::{free_port, random_hex};
use crate::workspace::Workspace;

/// How long the server may take from its start to its first answer.
const START_LIMIT: Duration = Duration::from_secs(30);

/// The account that the server creates at its first start.
const EMAIL: &str = "checks@sandbox.example";

/// The budgets of requests that a check may spend without meaning to.
const BUDGETS: [&str; 4] = [
    "SOVX_LIMIT_CREDENTIAL",
    "SOVX_LIMIT_ADDRESS",
    "SOVX_LIMIT_LOGIN",
    "SOVX_LIMIT_PARTNER",
];

/// Builds the server where that was not done yet, and says where it is.
///
/// # Errors
/// It does not build.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    // Without the tests: what an outside tool sees is worth knowing while they do not compile.
    command::run(&mut workspace.build())?;
    Ok(workspace.target.join("debug/sovx"))
}

/// A running server; it is stopped when the value is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    password: String,
    master_key: String,
    session: String,
    platform_key: String,
    log: PathBuf,
    process: Child,
    program: PathBuf,
    data: TempDir,
}

impl Server {
    /// Builds the server where that was not done yet, and starts it with a session and a partner.
    /// `name` names its log.
    ///
    /// # Errors
    /// It does not build, or does not answer in time.
    pub(crate) fn start(workspace: &Workspace, name: &str) -> Result<Self> {
        Self::start_program(workspace, &build(workspace)?, name)
    }

    /// Starts a server that was built already.
    ///
    /// # Errors
    /// It does not answer in time.
    pub(crate) fn start_program(workspace: &Workspace, program: &Path, name: &str) -> Result<Self> {
        let data = TempDir::with_prefix("sovx-checks-").context("a temporary folder")?;
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let log = workspace
            .fresh_directory(&format!("checks/{name}"))?
            .join("server.log");
        let output = File::create(&log).context(log.display())?;
        let (password, master_key) = (random_hex()?, random_hex()?);
        let mut command = Command::new(program);
        command
            .args(["serve", "--listen", &address.to_string(), "--data-dir"])
            .arg(data_dir(&data));
        command
            .env("SOVX_BOOTSTRAP_EMAIL", EMAIL)
            .env("SOVX_BOOTSTRAP_PASSWORD", &password);
        command
            .env("SOVX_MASTER_KEY", &master_key)
            .env_remove("SOVX_DATABASE_URL");
        command.envs(BUDGETS.map(|name| (name, "1000000/1s")));
        let errors = output.try_clone().context(log.display())?;
        command.stdin(Stdio::null()).stdout(output).stderr(errors);
        let process = command.spawn().context("cannot start the server")?;
        let mut server = Self {
            address,
            password,
            master_key,
            session: String::new(),
            platform_key: String::new(),
            log,
            process,
            program: program.to_path_buf(),
            data,
        };
        server.wait()?;
        server.session = server.log_in()?;
        server.platform_key = server.create_partner()?;
        Ok(server)
    }

    /// `http://127.0.0.1:PORT`
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The program that it runs.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// Where it keeps its data.
    pub(crate) fn data_dir(&self) -> PathBuf {
        data_dir(&self.data)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Those whom a visit may act as: an account's e-mail address and password, the master key, and
    /// a partner's key.
    pub(crate) fn credentials(&self) -> [&str; 4] {
        [EMAIL, &self.password, &self.master_key, &self.platform_key]
    }

    /// Where the server publishes the contract of that name.
    pub(crate) fn published(&self, contract: &str) -> String {
        format!("{}/openapi/{contract}.json", self.origin())
    }

    /// Logs in and returns a session token.
    fn log_in(&self) -> Result<String> {
        let body = json!({ "email": EMAIL, "password": self.password }).to_string();
        let answer = http::send(self.address, "POST", "/sovx/v1/auth/login", &body)?;
        let token = serde_json::from_str::<Value>(&answer.body).ok();
        let token = token
            .as_ref()
            .and_then(|body| body.get("token"))
            .and_then(Value::as_str);
        match token {
            Some(token) if answer.status == 200 => Ok(token.to_owned()),
            _ => Err(Failure::new(format!(
                "logging in was answered with {}",
                answer.status
            ))),
        }
    }

    /// Creates a partner beside the running server and returns its platform key.
    fn create_partner(&self) -> Result<String> {
        let mut create = Command::new(&self.program);
        create.args(["partner", "create", "--name", "Checks", "--data-dir"]);
        create
            .arg(data_dir(&self.data))
            .env_remove("SOVX_DATABASE_URL");
        let said = command::output(&mut create)?;
        let key = said.lines().find_map(|line| line.strip_prefix("key "));
        let key = key.and_then(|rest| rest.split(' ').next());
        let key = key.ok_or_else(|| Failure::new("creating a partner printed no key"))?;
        Ok(key.to_owned())
    }

    /// Hands address and credentials to a check, in its environment.
    pub(crate) fn introduce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("CHECK_ORIGIN", self.origin())
            .env("CHECK_TOKEN", &self.session)
            .env("CHECK_PLATFORM_KEY", &self.platform_key)
            .env("CHECK_MASTER_KEY", &self.master_key)
            .env("CHECK_EMAIL", EMAIL)
            .env("CHECK_PASSWORD", &self.password)
    }

    /// Hands address and account to an example, in its environment.
    pub(crate) fn quick_start<'a>(&self, example: &'a mut Command) -> &'a mut Command {
        example
            .env("BASE_URL", self.origin())
            .env("EMAIL", EMAIL)
            .env("PASSWORD", &self.password)
    }

    /// Ends the server and looks through its log.
    ///
    /// # Errors
    /// It ended by itself before, or the log tells of a panic.
    pub(crate) fn finish(mut self) -> Result<()> {
        if let Some(status) = self.process.try_wait().context("waiting for the server")? {
            return Err(Failure::new(format!(
                "the server ended with {status} during the check"
            )));
        }
        let log = fs::read_to_string(&self.log).context(self.log.display())?;
        if log.contains("panicked") {
            let path = self.log.display();
            return Err(Failure::new(format!("the server panicked: see {path}")));
        }
        Ok(())
    }

    /// Hands address, platform key and the program with its data to an example, in its environment.
    pub(crate) fn show_portal<'a>(&self, example: &'a mut Command) -> &'a mut Command {
        example
            .env("BASE_URL", self.origin())
            .env("PLATFORM_KEY", &self.platform_key)
            .env("SOVX", &self.program)
            .env("SOVX_DATA_DIR", data_dir(&self.data))
            .env_remove("SOVX_DATABASE_URL")
    }

    fn wait(&mut self) -> Result<()> {
        let pause = Duration::from_millis(50);
        let mut waited = Duration::ZERO;
        while waited < START_LIMIT {
            let answer = http::send(self.address, "GET", "/sovx/v1/health", "");
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if self
                .process
                .try_wait()
                .context("waiting for the server")?
                .is_some()
            {
                break;
            }
            std::thread::sleep(pause);
            waited += pause;
        }
        Err(Failure::new(format!(
            "the server did not start: see {}",
            self.log.display()
        )))
    }
}

/// Where the server keeps its data. What a sandbox writes beside it is removed together with it.
fn data_dir(data: &TempDir) -> PathBuf {
    data.path().join("data")
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nothing left to do then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
