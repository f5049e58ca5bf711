//! What the crate promises, sentence by sentence.

mod circles;
mod diffing;
mod directions;
mod faults;

mod judging;
mod linting;
mod loading;
mod mending;
mod naming;
mod probing;
mod rendering;
mod schemas;
mod strangers;

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use crate::{Diagnostics, Document, load, load_from, load_lenient_from, model::Schema};

/// Loads files given by name and text; the first is the root.
fn load_files(files: &[(&str, &str)]) -> Result<Document, Diagnostics> {
    let by_name: BTreeMap<&str, &str> = files.iter().copied().collect();
    load_from(files[0].0, &|name| {
        let text = by_name.get(name).copied();
        text.map(str::to_owned)
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    })
}

/// A document without operations that has these schemas, each line indented by four.
fn with_schemas(version: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

/// The schema whose YAML text is given.
fn schema(version: &str, text: &str) -> Schema {
    let indented: String = text.lines().map(|line| format!("      {line}\n")).collect();
    let text = with_schemas(version, &format!("    S:\n{indented}"));
    let document = load_files(&[("a.yaml", &text)]).unwrap_or_else(|problems| panic!("{problems}"));
    document.schema("S").unwrap().clone()
}

/// A stranger's document of one file.
fn lenient(text: &str) -> Document {
    let read = |_: &str| Ok(text.to_owned());
    load_lenient_from("a.yaml", &read).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A stranger's schema whose YAML text is given, and what was put up with.
fn lenient_schema(version: &str, text: &str) -> (Schema, Vec<&'static str>) {
    let indented: String = text.lines().map(|line| format!("      {line}\n")).collect();
    let document = lenient(&with_schemas(version, &format!("    S:\n{indented}")));
    (document.schema("S").unwrap().clone(), codes(&document))
}

/// The codes of what a lenient reading put up with.
fn codes(document: &Document) -> Vec<&'static str> {
    document.warnings.iter().map(|one| one.code).collect()
}

/// The diagnostics of a document of one file.
fn problems(text: &str) -> String {
    match load_files(&[("a.yaml", text)]) {
        Ok(_) => "none".to_owned(),
        Err(problems) => problems.to_string(),
    }
}

fn schema_problems(schemas: &str) -> String {
    problems(&with_schemas("3.1.0", schemas))
}

/// The folder of the contracts that this repository serves.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi");

/// The root file of one of our contracts.
fn own_root(name: &str) -> PathBuf {
    PathBuf::from(format!("{FOLDER}/{name}/openapi.yaml"))
}

/// One of our contracts.
fn own_contract(name: &str) -> Document {
    load(&own_root(name)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Every contract of ours.
fn own_contracts() -> Vec<Document> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.filter(|name| own_root(name).is_file());
    names.map(|name| own_contract(&name)).collect()
}
