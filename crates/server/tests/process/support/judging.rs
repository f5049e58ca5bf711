//! The contracts as judges, and the record of what they have seen: which answers, and which secrets.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::{LazyLock, Mutex, MutexGuard, OnceLock};

use sovx_contract::{Document, Exchange, Judge};

use super::Issued;

/// A contract and its judge.
struct Contract {
    document: Document,
    judge: Judge,
}

/// Panics where an answer breaks its contract; notes which declared answer it was, and the secrets
/// in it and in the body that was sent.
///
/// The documents and pages beside the APIs are no part of a contract. Paths below no base path are
/// answered in the way of the SovX API.
pub(super) fn judge(exchange: &Exchange<'_>, sent: &[u8]) {
    let path = exchange.path;
    if path == "/" || path.starts_with("/docs") || path.starts_with("/openapi/") {
        return;
    }
    let Contract { document, judge } = contract(path);
    let verdict = judge.response(exchange);
    let problems: Vec<_> = verdict.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    let Some(operation) = verdict.operation else {
        return;
    };
    let (status, answer) = (exchange.status, exchange.body);
    let mut issued = issued();
    issued.remember_sent(document, &operation, sent);
    issued.remember_shown(document, &operation, status, answer);
    drop(issued);
    if let Some(record) = record() {
        let line = format!("{} {operation} {}\n", document.base_path, verdict.status);
        record.lock().unwrap().write_all(line.as_bytes()).unwrap();
    }
}

/// The contract that a path belongs to.
fn contract(path: &str) -> &'static Contract {
    static CONTRACTS: OnceLock<Vec<Contract>> = OnceLock::new();
    let contracts = CONTRACTS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi");
        let entries = fs::read_dir(folder).unwrap();
        let roots = entries.map(|entry| entry.unwrap().path().join("openapi.yaml"));
        let roots = roots.filter(|root| root.is_file());
        let documents = roots.map(|root| sovx_contract::load(&root).unwrap());
        let contracts = documents.map(|document| Contract {
            judge: Judge::new(&document).unwrap(),
            document,
        });
        contracts.collect()
    });
    let below = |path: &str| {
        contracts
            .iter()
            .find(|one| path.starts_with(&one.document.base_path))
    };
    below(path).or_else(|| below("/sovx/v1")).unwrap()
}

/// Every secret that a test of this process has seen or sent so far.
pub(super) fn issued() -> MutexGuard<'static, Issued> {
    static ISSUED: LazyLock<Mutex<Issued>> = LazyLock::new(Mutex::default);
    ISSUED.lock().unwrap()
}

/// A file of this process in the folder that collects coverage of the contracts.
fn record() -> Option<&'static Mutex<File>> {
    static RECORD: OnceLock<Option<Mutex<File>>> = OnceLock::new();
    let open = || {
        #[expect(
            clippy::disallowed_methods,
            reason = "a test setting, not configuration"
        )]
        let folder = std::env::var("SOVX_COVERAGE_DIR").ok()?;
        let name = format!("process-{}", uuid::Uuid::new_v4());
        let file = File::create_new(Path::new(&folder).join(name)).unwrap();
        Some(Mutex::new(file))
    };
    RECORD.get_or_init(open).as_ref()
}
