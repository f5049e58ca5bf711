//! The contract as judge, and the record of what it has seen.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

use sovx_contract::{Exchange, Judge};

/// Panics where an answer breaks the contract; notes which declared answer it was.
///
/// The documents and pages beside the API are no part of the contract.
pub(super) fn judge(exchange: &Exchange<'_>) {
    let path = exchange.path;
    if path == "/" || path.starts_with("/docs") || path.starts_with("/openapi/") {
        return;
    }
    let verdict = contract().response(exchange);
    let problems: Vec<_> = verdict.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    if let (Some(operation), Some(record)) = (verdict.operation, record()) {
        let line = format!("{operation} {}\n", verdict.status);
        record.lock().unwrap().write_all(line.as_bytes()).unwrap();
    }
}

fn contract() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/sovx/openapi.yaml");
        Judge::new(&sovx_contract::load(&root).unwrap()).unwrap()
    })
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
