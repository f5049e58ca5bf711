//! A running server. It is killed when dropped, so that no test leaves one behind.

use std::fs::{self, OpenOptions};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use super::{Api, Request, judging};

/// How long a start may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    child: Child,
    output: PathBuf,
    log: PathBuf,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first answer.
    pub(crate) ready_after: Duration,
}

impl Server {
    pub(super) fn start(mut command: Command, output: PathBuf, log: PathBuf) -> Self {
        let begun = Instant::now();
        let append = |path: &Path| OpenOptions::new().append(true).open(path).unwrap();
        command.stdout(append(&output)).stderr(append(&log));
        let mut child = command.spawn().unwrap();
        let address = loop {
            if let Some(address) = printed_address(&output) {
                break address;
            }
            if let Some(status) = child.try_wait().unwrap() {
                let said = fs::read_to_string(&log).unwrap();
                panic!("the server did not start, {status}: {said}");
            }
            assert!(begun.elapsed() < PATIENCE, "the server prints no address");
            std::thread::sleep(Duration::from_millis(5));
        };
        // The address is bound before it is printed, so this waits for the first answer. Every
        // server has this path, whichever APIs it serves.
        let first = Request::get("/").send(address);
        assert_eq!(first.status, 303);
        let server = Self {
            child,
            output,
            log,
            address,
            ready_after: begun.elapsed(),
        };
        for word in ["password", "master key", "partner key"] {
            if let Some(secret) = server.printed_after(word) {
                judging::issued().remember(word, &secret);
            }
        }
        server
    }

    /// What the server has printed for its operator.
    pub(crate) fn printed(&self) -> String {
        fs::read_to_string(&self.output).unwrap()
    }

    /// What the server has logged so far.
    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).unwrap()).into_owned()
    }

    /// What was printed behind this word at the first start.
    pub(crate) fn printed_after(&self, word: &str) -> Option<String> {
        let printed = self.printed();
        let mut lines = printed.lines().map(str::trim_start);
        let rest = lines.find_map(|line| line.strip_prefix(word))?;
        Some(rest.trim().to_owned())
    }

    /// The API without any credential.
    pub(crate) fn api(&self) -> Api {
        Api::new(self.address, "/sovx/v1")
    }

    /// The portal without any credential.
    pub(crate) fn portal(&self) -> Api {
        Api::new(self.address, "/portal/v1")
    }

    /// The API as the account that the first start has created.
    pub(crate) async fn login(&self) -> Api {
        let email = self.printed_after("e-mail").unwrap();
        let password = self.printed_after("password").unwrap();
        self.api().login(&email, &password).await
    }

    /// The master key that the first start has printed.
    pub(crate) fn master_key(&self) -> String {
        self.printed_after("master key").unwrap()
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Kills the process where it stands, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the process to end.
    pub(crate) fn terminate(&self) {
        self.signal("TERM");
    }

    /// Asks the process to end, as Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        self.signal("INT");
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("sh")
            .args(["-c", "kill -\"$0\" \"$1\"", name, &pid])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end of a process that was asked to end.
    pub(crate) fn wait(mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn printed_address(output: &Path) -> Option<SocketAddr> {
    let printed = fs::read_to_string(output).ok()?;
    let (first, _) = printed.split_once('\n')?;
    let (_, address) = first.split_once("http://")?;
    address.parse().ok()
}
