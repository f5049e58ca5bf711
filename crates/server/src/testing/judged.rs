//! The contract as the judge of every answer, and the record of what was answered.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use sovx_contract::{Document, Exchange, Judge, load_value};

use super::Seen;
use crate::docs::CONTRACT;

/// The contract that the server was built from.
pub(crate) static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let value = serde_json::from_str(CONTRACT).unwrap();
    load_value("contract.json", &value).unwrap()
});

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(&DOCUMENT).unwrap());

/// Fails the test when the answer breaks the contract; the operation that was called, if there is
/// one.
pub(super) fn judge(method: &str, path: &str, seen: &Seen) -> Option<String> {
    let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    };
    let verdict = JUDGE.response(&Exchange {
        method,
        path,
        status: seen.status,
        headers: seen.headers.iter().map(header).collect(),
        body: &seen.body,
    });
    assert!(
        verdict.problems.is_empty(),
        "{:#?}\n{seen}",
        verdict.problems
    );
    if let Some(operation) = &verdict.operation {
        record(operation, seen.status);
    }
    verdict.operation
}

/// Appends `operationId status` to this process's file in `SOVX_COVERAGE_DIR`.
fn record(operation: &str, status: u16) {
    static FILE: LazyLock<Option<Mutex<File>>> = LazyLock::new(|| {
        #[expect(
            clippy::disallowed_methods,
            reason = "a test setting, not configuration"
        )]
        let directory = PathBuf::from(std::env::var_os("SOVX_COVERAGE_DIR")?);
        let path = directory.join(std::process::id().to_string());
        let file = OpenOptions::new().create(true).append(true).open(path);
        Some(Mutex::new(file.unwrap()))
    });
    if let Some(file) = FILE.as_ref() {
        let line = format!("{operation} {status}\n");
        file.lock().unwrap().write_all(line.as_bytes()).unwrap();
    }
}
