//! `models.rs`, and the parts that it is split into when there are many types.

use std::fmt::Write as _;
use std::thread;

use proc_macro2::TokenStream;
use sovx_contract::Document;
use sovx_contract::model::{Kind, NamedSchema};

use super::recursion::Cycles;
use super::{enums, structs, unions};
use crate::types::is_item;
use crate::{PackageFile, render};

/// The most types in one file.
const MOST: usize = 150;

/// The files of the types, by their paths below `src`. The document is one that
/// [`prepare`](super::prepare) made.
pub(crate) fn models(document: &Document) -> Vec<PackageFile> {
    let cycles = Cycles::of(document);
    let items = document
        .schemas
        .iter()
        .filter(|named| is_item(&named.schema));
    let items: Vec<&NamedSchema> = items.collect();
    if items.len() <= MOST {
        let body = body(document, &cycles, &items);
        return vec![file("models.rs", with_imports(document, &body, ""))];
    }
    let parts: Vec<&[&NamedSchema]> = items.chunks(MOST).collect();
    let bodies = in_parallel(&parts, |items| body(document, &cycles, items));
    let mut root = render::header(document);
    root.push_str("//! The types of the contract, in its order.\n\n");
    let mut files = Vec::new();
    for (number, body) in (1..).zip(bodies) {
        let written = write!(root, "mod part{number};\npub use part{number}::*;\n\n");
        debug_assert!(written.is_ok(), "writing to a string cannot fail");
        let path = format!("models/part{number}.rs");
        files.push(file(&path, with_imports(document, &body, OTHERS)));
    }
    files.insert(0, file("models.rs", root));
    files
}

fn file(path: &str, content: String) -> PackageFile {
    PackageFile {
        path: path.to_owned(),
        content,
    }
}

/// What a part imports beside.
const OTHERS: &str =
    "#[allow(unused_imports, reason = \"a part may need no other\")]\nuse super::*;\n";

/// The same work on every part, on as many threads as there are processors.
fn in_parallel<'p, P: Sync>(parts: &'p [P], work: impl Fn(&'p P) -> String + Sync) -> Vec<String> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = parts.len().div_ceil(threads).max(1);
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = parts
            .chunks(share)
            .map(|mine| scope.spawn(move || mine.iter().map(work).collect::<Vec<String>>()))
            .collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect()
    })
}

fn body(document: &Document, cycles: &Cycles<'_>, items: &[&NamedSchema]) -> String {
    let mut body = String::new();
    for named in items {
        if !body.is_empty() {
            body.push('\n');
        }
        let source = render::source(&item(document, cycles, named));
        body.push_str(&source.replace("{}\nimpl", "{}\n\nimpl"));
    }
    body
}

fn item(document: &Document, cycles: &Cycles<'_>, named: &NamedSchema) -> TokenStream {
    let NamedSchema { name, schema } = named;
    match &schema.kind {
        Kind::Object(rules) => structs::item(document, cycles, name, schema, rules),
        Kind::Enum(values) if !values.is_empty() => enums::item(name, schema, values),
        Kind::Const(value) => enums::item(name, schema, std::slice::from_ref(value)),
        Kind::OneOf(..) | Kind::AnyOf(_) => unions::item(document, cycles, name, schema),
        _ => structs::newtype(document, name, schema),
    }
}

/// Only what the items use, so that no import is idle.
fn with_imports(document: &Document, body: &str, others: &str) -> String {
    let mut file = render::header(document);
    let derives = [("Deserialize", "Deserialize"), (" Serialize", "Serialize")];
    import(&mut file, "serde", body, &derives);
    import(&mut file, "serde_json", body, &[("Value", "Value")]);
    let runtime = [
        ("At<", "At"),
        ("Check for", "Check"),
        ("mut Violations", "Violations"),
        ("check::", "check"),
    ];
    import(&mut file, "sovx_runtime", body, &runtime);
    file.push_str(others);
    file.push('\n');
    file.push_str(body);
    file
}

/// Imports the names whose words occur.
fn import(file: &mut String, module: &str, body: &str, names: &[(&str, &str)]) {
    let used = names.iter().filter(|(word, _)| body.contains(word));
    let used: Vec<&str> = used.map(|(_, name)| *name).collect();
    let list = match used.as_slice() {
        [] => return,
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let written = writeln!(file, "use {module}::{list};");
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}
