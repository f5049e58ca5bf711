//! The golden output: pinned, compiled, and put to work.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions with #[test] for tests"
)]

#[allow(
    dead_code,
    unreachable_pub,
    unfulfilled_lint_expectations,
    reason = "it is generated for a library, and a test uses a part of it"
)]
#[path = "golden/api.rs"]
mod api;
mod depot;

use std::path::{Path, PathBuf};

use sovx_contract::{DiffOptions, Document, diff, load, load_value};
use utoipa::OpenApi as _;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn contract() -> Document {
    load(&folder().join("openapi.yaml")).unwrap()
}

/// `UPDATE_GOLDEN=1` writes the files instead of comparing them.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how a person asks for new golden files"
)]
fn the_generator_writes_the_golden_files() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let files = sovx_codegen::generate(&contract()).unwrap();

    for file in files {
        let path = folder().join(file.name);
        if update {
            std::fs::write(&path, &file.content).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        assert!(
            golden == file.content,
            "{} differs from the golden file; look at it, then run with UPDATE_GOLDEN=1",
            file.name
        );
    }
}

#[test]
fn the_generated_server_declares_what_the_contract_says() {
    let declared = serde_json::to_value(api::server::Declared::openapi()).unwrap();
    let declared = load_value("declared.json", &declared).unwrap();
    let options = DiffOptions {
        ignore_header_required: true,
    };

    let differences = diff(&contract(), &declared, options);

    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert_eq!(lines, Vec::<String>::new());
}

#[test]
fn building_writes_the_files_and_names_the_sources() {
    let out = tempfile::tempdir().unwrap();

    let built = sovx_codegen::build(&folder().join("openapi.yaml"), out.path()).unwrap();

    assert_eq!(built.sources, [folder().join("openapi.yaml")]);
    assert_eq!(built.files.len(), 5);
    assert!(built.files.iter().all(|file| file.is_file()));
}
