//! Files of all kinds become the same model, or every fault in them is named at once.

use std::{collections::BTreeMap, io};

use serde_json::{Value, json};
use sovx_contract::{
    Diagnostics, Document, load_from,
    model::{Additional, Kind, Schema},
};

/// Loads files given by name and text; the first is the root.
fn load(files: &[(&str, &str)]) -> Result<Document, Diagnostics> {
    let by_name: BTreeMap<&str, &str> = files.iter().copied().collect();
    load_from(files[0].0, &|name| {
        let text = by_name.get(name).copied();
        text.map(str::to_owned)
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    })
}

/// A 3.1 document with these schemas, indented by four.
fn with_schemas(version: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn schema(version: &str, text: &str) -> Schema {
    let indented: String = text.lines().map(|line| format!("      {line}\n")).collect();
    let document = load(&[(
        "a.yaml",
        &with_schemas(version, &format!("    S:\n{indented}")),
    )]);
    let document = document.unwrap_or_else(|problems| panic!("{problems}"));
    document.schema("S").unwrap().clone()
}

fn problems(text: &str) -> String {
    load(&[("a.yaml", text)]).unwrap_err().to_string()
}

fn schema_problems(schemas: &str) -> String {
    problems(&with_schemas("3.1.0", schemas))
}

#[test]
fn the_contract_of_this_repository_loads() {
    let root =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/sovx/openapi.yaml");

    let document = sovx_contract::load(&root).unwrap_or_else(|problems| panic!("{problems}"));

    assert_eq!(document.base_path, "/sovx/v1");
    assert_eq!(document.operations.len(), 11);
    assert_eq!(document.files.len(), 6);
    assert!(
        document
            .operation("deleteCustomer")
            .unwrap()
            .response(204)
            .unwrap()
            .content
            .is_empty()
    );
    assert!(!document.bundled.to_string().contains(".yaml"));
}

#[test]
fn a_bundle_loads_to_the_same_bundle() {
    let root =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/sovx/openapi.yaml");
    let document = sovx_contract::load(&root).unwrap();

    let again = sovx_contract::load_value("bundle.json", &document.bundled).unwrap();

    assert_eq!(again.bundled, document.bundled);
}
