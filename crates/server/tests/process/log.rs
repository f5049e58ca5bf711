//! A log that takes nothing: what is asked of the server is done and answered all the same (B6).

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Stdio};

use crate::support::{Api, Place, Request};

/// What becomes of standard error.
enum Log {
    Full,
    Closed,
    ReaderGone,
    NotRead,
}

/// A server whose log takes nothing. It is killed when dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    printed: String,
}

impl Server {
    fn start(place: &Place, log: &Log) -> Self {
        let mut command = place.command(&["serve"]);
        command.env("SOVX_LOG", "trace").stdout(Stdio::piped());
        match log {
            Log::Full => {
                let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
                command.stderr(full);
            }
            Log::Closed => {
                command.stderr(Stdio::null());
            }
            Log::ReaderGone | Log::NotRead => {
                command.stderr(Stdio::piped());
            }
        }
        let mut child = command.spawn().unwrap();
        if let Log::ReaderGone = log {
            child.stderr.take();
        }
        let mut printed = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        // The last of the lines that a first start prints.
        while !printed.contains("not shown again") {
            assert_ne!(lines.read_line(&mut printed).unwrap(), 0, "{printed}");
        }
        let (_, address) = printed.split_once("http://").unwrap();
        let address = address.lines().next().unwrap().parse().unwrap();
        Self {
            child,
            address,
            printed,
        }
    }

    fn printed_after(&self, word: &str) -> String {
        let mut lines = self.printed.lines().map(str::trim_start);
        let rest = lines.find_map(|line| line.strip_prefix(word)).unwrap();
        rest.trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_log_that_takes_nothing_changes_no_answer() {
    for log in [Log::Full, Log::Closed, Log::ReaderGone, Log::NotRead] {
        let place = Place::new();
        let server = Server::start(&place, &log);
        let api = Api::new(server.address, "/sovx/v1");
        let (email, password) = (
            server.printed_after("e-mail"),
            server.printed_after("password"),
        );
        let api = api.login(&email, &password).await;

        for number in 0..20 {
            let id = format!("corp-{number}");
            assert_eq!(api.create_customer(&id).await.status, 201);
            assert_eq!(api.get(&format!("/customers/{id}")).await.status, 200);
            // Not HTTP: actix itself logs that.
            let health = Request::get("/sovx/v1/health").send(server.address);
            assert_eq!(health.status, 200);
        }
    }
}

#[test]
fn commands_end_well_where_nobody_reads_what_they_say() {
    let place = Place::new();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["openapi"],
        &["openapi", "--format", "yaml"],
        &["audit", "list"],
        &["nonsense"],
        &["serve", "--listen", "nonsense"],
    ] {
        let mut command = place.command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop((child.stdout.take(), child.stderr.take()));

        let code = child.wait().unwrap().code();

        assert!(
            [Some(0), Some(1), Some(2)].contains(&code),
            "{arguments:?}: {code:?}"
        );
    }
}
