//! The types of a contract with one of everything: pinned, compiled, and judged beside
//! `jsonschema`.
#![expect(
    clippy::unwrap_used,
    reason = "clippy takes only functions with #[test] for tests"
)]

#[path = "menagerie/cases.rs"]
mod cases;
#[allow(
    dead_code,
    unreachable_pub,
    clippy::enum_variant_names,
    reason = "it is generated for a library, and a test uses a part of it"
)]
mod models {
    // Included, so that it stays as the generator wrote it.
    include!("menagerie/models.rs");
}
#[path = "menagerie/rules.rs"]
mod rules;
#[path = "menagerie/types.rs"]
mod types;

use std::path::{Path, PathBuf};

use sovx_contract::{Document, load_lenient};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/menagerie")
}

fn contract() -> Document {
    load_lenient(&folder().join("openapi.yaml")).unwrap()
}

/// `UPDATE_GOLDEN=1` writes the file instead of comparing it.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how a person asks for new golden files"
)]
fn the_generator_writes_the_pinned_types() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let package = sovx_codegen::modules(&contract()).unwrap();
    let mut files = package.files.into_iter();
    let file = files.find(|file| file.path == "models.rs").unwrap();
    let path = folder().join(&file.path);
    if update {
        std::fs::write(&path, &file.content).unwrap();
    }

    let pinned = std::fs::read_to_string(&path).unwrap();

    assert!(
        pinned == file.content,
        "models.rs differs from the pinned file; look at it, then run with UPDATE_GOLDEN=1"
    );
}
