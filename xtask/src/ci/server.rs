//! A server of our own for outside tools: fresh data, a free port, known credentials.
//!
//! It is the program that `cargo run` starts, in the dev profile.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command;
use crate::failure::{Context as _, Failure, Result};
use crate::http;
use crate::test::SERVER;
use crate::test::postgres::{free_port, random_hex};
use crate::workspace::Workspace;

/// How long the server may take from its start to its first answer.
const START_LIMIT: Duration = Duration::from_secs(30);

/// The account that the server creates at its first start.
const EMAIL: &str = "checks@sandbox.example";

/// Builds the server where that was not done yet, and says where it is.
///
/// # Errors
/// It does not build.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    // Without the tests: what an outside tool sees is worth knowing while they do not compile.
    let mut cargo = workspace.cargo();
    command::run(cargo.args(["build", "--package", SERVER, "--bins", "--locked"]))?;
    Ok(workspace.target.join("debug/sovx"))
}

/// The customer that a check may use; the sandbox's registry knows what begins with `corp-`.
const CUSTOMER: &str = "corp-of-the-checks";

/// The credentials of a customer and of one of its users.
pub(crate) struct Tenant {
    owner_key: String,
    user_token: String,
}

impl Tenant {
    /// Hands the credentials to a check, in its environment.
    pub(crate) fn introduce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("SOVX_CHECK_OWNER_KEY", &self.owner_key)
            .env("SOVX_CHECK_USER_TOKEN", &self.user_token)
    }
}

/// A running server; it is stopped when the value is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    password: String,
    master_key: String,
    log: PathBuf,
    process: Child,
    _data: TempDir,
}

impl Server {
    /// Builds the server where that was not done yet, and starts it. `name` names its log.
    ///
    /// # Errors
    /// It does not build, or does not answer in time.
    pub(crate) fn start(workspace: &Workspace, name: &str) -> Result<Self> {
        let program = build(workspace)?;
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
            // What a sandbox writes beside it is removed together with it.
            .arg(data.path().join("data"));
        command
            .env("SOVX_BOOTSTRAP_EMAIL", EMAIL)
            .env("SOVX_BOOTSTRAP_PASSWORD", &password);
        command
            .env("SOVX_MASTER_KEY", &master_key)
            .env_remove("SOVX_DATABASE_URL");
        let errors = output.try_clone().context(log.display())?;
        command.stdin(Stdio::null()).stdout(output).stderr(errors);
        let process = command.spawn().context("cannot start the server")?;
        let mut server = Self {
            address,
            password,
            master_key,
            log,
            process,
            _data: data,
        };
        server.wait()?;
        Ok(server)
    }

    /// `http://127.0.0.1:PORT`
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Logs in and returns a session token.
    ///
    /// # Errors
    /// The server does not answer 200 with a token.
    pub(crate) fn log_in(&self) -> Result<String> {
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

    /// Creates a customer with a key and a user with a token, by the session of this token.
    ///
    /// # Errors
    /// The server does not do one of it.
    pub(crate) fn populate(&self, token: &str) -> Result<Tenant> {
        let session = ("authorization", format!("Bearer {token}"));
        let customer = json!({
            "customer_id": CUSTOMER,
            "email": EMAIL,
            "entity_name": "Checks Ltd",
        });
        self.made(&session, "/customers", &customer, "customer_id")?;
        let credentials = format!("/customers/{CUSTOMER}/credentials");
        let key = self.made(&session, &credentials, &Value::Null, "customer_secret")?;
        let owner = ("x-api-key", key);
        let user = json!({
            "user_type": "individual",
            "email": EMAIL,
            "first_name": "Check",
            "last_name": "Er",
            "phone": "+12015550199",
            "date_of_birth": "1990-01-01",
            "country": "US",
        });
        let user = self.made(&owner, "/users", &user, "user_id")?;
        let path = format!("/users/{user}/token");
        let user_token = self.made(&owner, &path, &Value::Null, "token")?;
        let (_, owner_key) = owner;
        Ok(Tenant {
            owner_key,
            user_token,
        })
    }

    /// Asks for something to be made; one member of the answer.
    fn made(
        &self,
        (header, credential): &(&str, String),
        path: &str,
        body: &Value,
        member: &str,
    ) -> Result<String> {
        let url = format!("/sovx/v1{path}");
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = http::send_as(self.address, (header, credential), "POST", &url, &body)?;
        let said = serde_json::from_str::<Value>(&answer.body).ok();
        let value = said.as_ref().and_then(|body| body.get("data")?.get(member));
        let text = value.and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| {
            let status = answer.status;
            Failure::new(format!("POST {path} was answered with {status}"))
        })
    }

    /// Hands address and credentials to a check, in its environment.
    pub(crate) fn introduce<'a>(&self, command: &'a mut Command, token: &str) -> &'a mut Command {
        command
            .env("SOVX_CHECK_ORIGIN", self.origin())
            .env("SOVX_CHECK_TOKEN", token)
            .env("SOVX_CHECK_MASTER_KEY", &self.master_key)
            .env("SOVX_CHECK_EMAIL", EMAIL)
            .env("SOVX_CHECK_PASSWORD", &self.password)
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

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nothing left to do then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
