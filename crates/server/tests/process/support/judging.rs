//! The contract as judge, and the record of what it has seen: which answers, and which secrets.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{LazyLock, Mutex, MutexGuard, OnceLock};

use sovx_contract::{Document, Exchange, Judge};

use super::Issued;

/// Panics where an answer breaks the contract; notes which declared answer it was, and the secrets
/// in it and in the body that was sent.
///
/// The documents and pages beside the API are no part of the contract.
pub(super) fn judge(exchange: &Exchange<'_>, sent: &[u8]) {
    let path = exchange.path;
    if path == "/" || path.starts_with("/docs") || path.starts_with("/openapi/") {
        return;
    }
    let verdict = JUDGE.response(exchange);
    let problems: Vec<_> = verdict.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    let Some(operation) = verdict.operation else {
        return;
    };
    let (status, answer) = (exchange.status, exchange.body);
    let mut issued = issued();
    issued.remember_sent(&DOCUMENT, &operation, sent);
    issued.remember_shown(&DOCUMENT, &operation, status, answer);
    drop(issued);
    if let Some(record) = record() {
        let line = format!("{operation} {}\n", verdict.status);
        record.lock().unwrap().write_all(line.as_bytes()).unwrap();
    }
}

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/sovx/openapi.yaml");
    sovx_contract::load(&root).unwrap()
});

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(&DOCUMENT).unwrap());

/// Every secret that a test of this process has seen or sent so far.
pub(super) fn issued() -> MutexGuard<'static, Issued> {
    static ISSUED: LazyLock<Mutex<Issued>> = LazyLock::new(Mutex::default);
    ISSUED.lock().unwrap()
}

/// A file of this process in the folder that collects coverage of the contract.
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
