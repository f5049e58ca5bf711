//! A private Postgres: its own data, port and password, gone when the value is dropped.
//!
//! It is started from installed binaries. Postgres refuses to run as root, so that root starts it
//! as the user `postgres`. Nothing in it outlives the test run, so that it need not wait for the
//! disk.

use std::fs::{self, File};
use std::io::Read as _;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::command;
use crate::debian;
use crate::failure::{Context as _, Failure, Result};

/// How long a cluster may take until it answers.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A running private cluster.
#[derive(Debug)]
pub(crate) struct Cluster {
    binaries: Binaries,
    directory: TempDir,
    process: Child,
    url: String,
}

impl Cluster {
    /// Creates and starts a cluster on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// Postgres is not installed and cannot be, or it does not start.
    pub(crate) fn start() -> Result<Self> {
        let binaries = Binaries::find_or_install()?;
        let directory = binaries.private_directory()?;
        let password = random_hex()?;
        binaries.initialise(directory.path(), &password)?;
        let port = free_port()?;
        let process = binaries.serve(directory.path(), port)?;
        let url = format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres");
        let cluster = Self {
            binaries,
            directory,
            process,
            url,
        };
        cluster.wait(port)?;
        Ok(cluster)
    }

    /// The superuser's connection URL.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait(&self, port: u16) -> Result<()> {
        let pause = Duration::from_millis(100);
        let mut waited = Duration::ZERO;
        while waited < START_LIMIT {
            let mut ready = self.binaries.command("pg_isready");
            if command::is_available(ready.args(["--host=127.0.0.1", &format!("--port={port}")])) {
                return Ok(());
            }
            std::thread::sleep(pause);
            waited += pause;
        }
        let log = fs::read_to_string(self.directory.path().join("log")).unwrap_or_default();
        Err(Failure::new(format!(
            "the private Postgres did not start:\n{log}"
        )))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.binaries.command("pg_ctl");
        let data = self.directory.path().join("data");
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"])
            .arg(data);
        if !command::is_available(&mut stop) {
            eprintln!(
                "=== the private Postgres (process {}) did not stop",
                self.process.id()
            );
            return;
        }
        if let Err(error) = self.process.wait() {
            eprintln!("=== the private Postgres: {error}");
        }
    }
}

/// The installed programs and the user to run them as.
#[derive(Debug)]
struct Binaries {
    /// Empty when they are found by the search path.
    folder: PathBuf,
    /// User and group to become, when root.
    user: Option<(u32, u32)>,
}

impl Binaries {
    fn find_or_install() -> Result<Self> {
        let folder = match find() {
            Some(folder) => folder,
            None => {
                debian::install(&["postgresql"])?;
                find().ok_or_else(|| Failure::new("postgresql is installed without initdb"))?
            }
        };
        Ok(Self {
            folder,
            user: unprivileged()?,
        })
    }

    fn command(&self, name: &str) -> Command {
        let mut command = command::program(self.folder.join(name), Path::new("/"));
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    fn private_directory(&self) -> Result<TempDir> {
        let directory = TempDir::with_prefix("sovx-postgres-").context("a temporary folder")?;
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(directory.path(), private).context("a temporary folder")?;
        self.give(directory.path())?;
        Ok(directory)
    }

    fn give(&self, path: &Path) -> Result<()> {
        let Some((user, group)) = self.user else {
            return Ok(());
        };
        chown(path, Some(user), Some(group)).context(path.display())
    }

    fn initialise(&self, directory: &Path, password: &str) -> Result<()> {
        let file = directory.join("password");
        fs::write(&file, password).context(file.display())?;
        self.give(&file)?;
        let mut initdb = self.command("initdb");
        initdb.args([
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
        ]);
        initdb
            .args(["--locale=C", "--no-sync", "--pwfile"])
            .arg(&file);
        initdb.arg("--pgdata").arg(directory.join("data"));
        command::output(&mut initdb)?;
        fs::remove_file(&file).context(file.display())
    }

    fn serve(&self, directory: &Path, port: u16) -> Result<Child> {
        let log = File::create(directory.join("log")).context("the log of Postgres")?;
        let mut postgres = self.command("postgres");
        postgres
            .arg("-D")
            .arg(directory.join("data"))
            .args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=400",
            "fsync=off",
            "full_page_writes=off",
        ] {
            postgres.args(["-c", setting]);
        }
        let output = log.try_clone().context("the log of Postgres")?;
        postgres.stdin(Stdio::null()).stdout(output).stderr(log);
        postgres.spawn().context("cannot start `postgres`")
    }
}

/// The folder of the newest installed version; empty when the search path has one.
fn find() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").exists().then_some((version, folder))
        })
        .collect();
    found.sort_unstable();
    let on_path = || command::is_available(Command::new("initdb").arg("--version"));
    found
        .pop()
        .map(|(_, folder)| folder)
        .or_else(|| on_path().then(PathBuf::new))
}

fn unprivileged() -> Result<Option<(u32, u32)>> {
    if !debian::is_root() {
        return Ok(None);
    }
    let user = debian::user_id(&["postgres"]);
    let group = command::output(Command::new("id").args(["-g", "postgres"]));
    let group = group.ok().and_then(|text| text.trim().parse().ok());
    match user.zip(group) {
        Some(ids) => Ok(Some(ids)),
        None => Err(Failure::new(
            "Postgres does not run as root, and there is no user `postgres`",
        )),
    }
}

/// A port that was free a moment ago.
///
/// # Errors
/// The machine has none.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("looking for a free port")?;
    Ok(listener
        .local_addr()
        .context("looking for a free port")?
        .port())
}

/// 256 bits of the system's randomness, in hexadecimal.
///
/// # Errors
/// The system has no `/dev/urandom`.
pub(crate) fn random_hex() -> Result<String> {
    let mut bytes = [0_u8; 32];
    let mut source = File::open("/dev/urandom").context("/dev/urandom")?;
    source.read_exact(&mut bytes).context("/dev/urandom")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
