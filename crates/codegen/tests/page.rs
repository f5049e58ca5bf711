//! The page about generated code shows what is generated.
#![expect(
    clippy::unwrap_used,
    reason = "clippy takes only functions with #[test] for tests"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sovx_codegen::{Package, modules};

/// What the page shows: a heading, a file, where the part begins, and what it ends before.
const PARTS: [(&str, &str, &str, &str); 5] = [
    (
        "A type and its rules",
        "models.rs",
        "/// What a gauge read, and when.",
        "/// Why a request failed.",
    ),
    (
        "The responses of an operation",
        "operations/readings.rs",
        "/// The responses of `list-readings`.",
        "impl ListReadingsResponse",
    ),
    (
        "What a server implements",
        "server/readings.rs",
        "/// The operations of `readings`.",
        "pub(super) fn routes",
    ),
    (
        "Its routes",
        "server.rs",
        "/// The routes of the contract",
        "/// Where the boundary answers",
    ),
    (
        "A method of the client",
        "client/readings.rs",
        "impl Client",
        "    /// Report",
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn tides() -> Package {
    let contract = root().join("examples/tides/openapi.yaml");
    modules(&sovx_contract::load_lenient(&contract).unwrap()).unwrap()
}

fn part(package: &Package, file: &str, begin: &str, end: &str) -> String {
    let mut files = package.files.iter();
    let content = &files.find(|one| one.path == file).unwrap().content;
    let (_, rest) = content.split_once(begin).unwrap();
    let shown = rest.split_once(end).map_or(rest, |(shown, _)| shown);
    format!("{begin}{}", shown.trim_end())
}

fn page(package: &Package) -> String {
    let mut page = String::from(
        "# A page of generated code\n\nFrom the contract of [examples/tides](../examples/tides), as \
         the generator writes it. A test keeps this page true.\n",
    );
    for (heading, file, begin, end) in PARTS {
        let part = part(package, file, begin, end);
        writeln!(page, "\n## {heading}\n\n`{file}`:\n\n```rust\n{part}\n```").unwrap();
    }
    page
}

/// `UPDATE_DOCS=1` writes the page anew.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how a person asks for a new page"
)]
fn the_page_about_generated_code_shows_what_is_generated() {
    let path = root().join("docs/generated.md");
    let page = page(&tides());

    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }

    assert_eq!(std::fs::read_to_string(&path).unwrap(), page);
}
