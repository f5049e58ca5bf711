//! The contracts as judges of every answer, and the record of what was answered.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use sovx_contract::{Document, Exchange, Judge, load_value};

use super::Seen;
use crate::apis::Api;

/// A contract that the server was built from, and its judge.
struct Contract {
    api: Api,
    document: Document,
    judge: Judge,
}

static CONTRACTS: LazyLock<Vec<Contract>> = LazyLock::new(|| {
    let contracts = Api::ALL.into_iter().map(|api| {
        let value = serde_json::from_str(api.parts().contract).unwrap();
        let document = load_value("contract.json", &value).unwrap();
        let judge = Judge::new(&document).unwrap();
        Contract {
            api,
            document,
            judge,
        }
    });
    contracts.collect()
});

/// The contract of an API.
pub(crate) fn document(api: Api) -> &'static Document {
    let found = CONTRACTS.iter().find(|contract| contract.api == api);
    &found.unwrap().document
}

/// An operation that was called.
pub(super) struct Judged {
    pub(super) document: &'static Document,
    pub(super) operation: String,
}

/// Fails the test when the answer breaks the contract whose base path it is below; the operation
/// that was called, if there is one.
pub(super) fn judge(method: &str, path: &str, seen: &Seen) -> Option<Judged> {
    let mut contracts = CONTRACTS.iter();
    let Contract {
        document, judge, ..
    } = contracts.find(|contract| path.starts_with(&contract.document.base_path))?;
    let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    };
    let verdict = judge.response(&Exchange {
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
    let operation = verdict.operation?;
    record(&document.base_path, &operation, seen.status);
    Some(Judged {
        document,
        operation,
    })
}

/// Appends `/base operationId status` to this process's file in `SOVX_COVERAGE_DIR`.
fn record(base: &str, operation: &str, status: u16) {
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
        let line = format!("{base} {operation} {status}\n");
        file.lock().unwrap().write_all(line.as_bytes()).unwrap();
    }
}
