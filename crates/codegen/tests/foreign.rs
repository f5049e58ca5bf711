//! A package of a foreign contract: pinned, compiled, served and called.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions with #[test] for tests"
)]

mod api {
    include!("foreign/golden/api.rs");
}
#[path = "foreign/calls.rs"]
mod calls;
#[path = "foreign/forms.rs"]
mod forms;
#[path = "foreign/library.rs"]
mod library;
#[path = "foreign/strangers.rs"]
mod strangers;
#[path = "foreign/wire.rs"]
mod wire;

use std::path::{Path, PathBuf};

use sovx_contract::{Document, load_lenient, load_lenient_from};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign")
}

fn contract() -> Document {
    load_lenient(&folder().join("library.yaml")).unwrap()
}

/// `UPDATE_GOLDEN=1` writes the files instead of comparing them.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how a person asks for new golden files"
)]
fn the_generator_writes_the_golden_package() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let package = sovx_codegen::modules(&contract()).unwrap();

    for file in package.files {
        let path = folder().join("golden").join(&file.path);
        if update {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file.content).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        assert!(
            golden == file.content,
            "{} differs from the golden file; look at it, then run with UPDATE_GOLDEN=1",
            file.path
        );
    }
}

#[test]
fn a_package_lists_where_the_contract_declares_no_words_for_a_refusal() {
    let package = sovx_codegen::modules(&contract()).unwrap();

    let of = |id: &str| {
        let mut all = package.fallbacks.iter();
        all.find(|fallback| fallback.operation == id)
            .map(|fallback| fallback.statuses.clone())
    };

    assert_eq!(of("searchTitles"), None);
    assert_eq!(of("addTitle"), Some(vec![500]));
    assert_eq!(of("borrow"), Some(vec![401, 403, 408, 413, 415, 500]));
}

#[test]
fn parameters_that_nothing_separates_are_refused_by_line() {
    let text = "\
openapi: 3.0.3
info: {title: Shelves, version: '1'}
paths:
  /shelves/{row}{column}:
    get:
      operationId: getShelf
      parameters:
        - {name: row, in: path, required: true, schema: {type: string}}
        - {name: column, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: Here.}}
";
    let document = load_lenient_from("shelves.yaml", &|_: &str| Ok(text.to_owned())).unwrap();

    let refused = sovx_codegen::modules(&document).unwrap_err();

    insta::assert_snapshot!(refused, @r"
    shelves.yaml:5: adjacent-parameters: nothing separates two parameters of `/shelves/{row}{column}`
      at: /paths/~1shelves~1{row}{column}/get
      help: put a character between them, so that a server can tell where one ends
    ");
}
