//! Which operations there are, and what surrounds their bodies.

use serde_json::Value;

use super::{Diff, words};
use crate::{
    Document,
    load::pointer,
    model::{Location, Operation, Response},
};

impl Diff<'_> {
    pub(super) fn operations(&mut self) {
        let (contract, server) = (self.contract, self.server);
        let pairs = pairs(&contract.operations, &server.operations);
        for (ours, theirs) in contract.operations.iter().zip(&pairs) {
            self.operation = words::operation(ours);
            match theirs {
                Some(theirs) => self.operation(ours, theirs),
                None => self.report_fix(
                    "",
                    &ours.location,
                    format!("`{}`", ours.id),
                    "no such operation".to_owned(),
                    "let the server implement it, or remove it from the contract".to_owned(),
                ),
            }
        }
        for theirs in &server.operations {
            let matched = pairs.iter().flatten().any(|one| one.id == theirs.id);
            if !matched {
                self.operation = words::operation(theirs);
                self.report_fix(
                    "",
                    &location(contract, &pointer::join("/paths", &theirs.path)),
                    "no such operation".to_owned(),
                    format!("`{}`", theirs.id),
                    "remove it from the server, or add it to the contract".to_owned(),
                );
            }
        }
    }

    fn operation(&mut self, ours: &Operation, theirs: &Operation) {
        let at = &ours.location;
        if ours.path != theirs.path || ours.method != theirs.method {
            let name = |operation| format!("`{}`", words::operation(operation));
            self.report("", at, name(ours), name(theirs));
        }
        let name = |operation: &Operation| format!("the operationId `{}`", operation.id);
        if ours.id != theirs.id {
            self.report("", at, name(ours), name(theirs));
        }
        let tag = |operation: &Operation| format!("the tag `{}`", operation.tag);
        if ours.tag != theirs.tag {
            self.report("", at, tag(ours), tag(theirs));
        }
        let deprecated = (
            is_deprecated(self.contract, ours),
            is_deprecated(self.server, theirs),
        );
        if deprecated.0 != deprecated.1 {
            let word = |holds| words::not(holds, "deprecated");
            self.report("", at, word(deprecated.0), word(deprecated.1));
        }
        self.security(ours, theirs);
        self.parameters(ours, theirs);
        self.request(ours, theirs);
        self.responses(ours, theirs);
    }

    fn responses(&mut self, ours: &Operation, theirs: &Operation) {
        let mut at = ours.location.clone();
        pointer::push(&mut at.pointer, "responses");
        let missing = |response: &&Response| theirs.response(response.status).is_none();
        let surplus = |response: &&Response| ours.response(response.status).is_none();
        let mut surplus: Vec<&Response> = theirs.responses.iter().filter(surplus).collect();
        for response in ours.responses.iter().filter(missing) {
            let same_class = |other: &&Response| other.status / 100 == response.status / 100;
            let declared = match surplus.iter().position(same_class) {
                Some(index) => words::response(surplus.remove(index)),
                None => format!("no {}", response.status),
            };
            self.report("", &at, words::response(response), declared);
        }
        for response in surplus {
            self.report_fix(
                "",
                &at,
                format!("no {}", response.status),
                words::response(response),
                "let the server never answer so, or declare it in the contract".to_owned(),
            );
        }
        for response in &ours.responses {
            if let Some(declared) = theirs.response(response.status) {
                self.response(response, declared);
            }
        }
    }

    fn response(&mut self, ours: &Response, theirs: &Response) {
        let subject = format!("the response {}", ours.status);
        let at = &ours.location;
        if ours.content.is_empty() != theirs.content.is_empty() {
            self.report("", at, words::response(ours), words::response(theirs));
        } else {
            self.content(&subject, at, &ours.content, &theirs.content);
        }
        self.headers(&subject, ours, theirs);
        let names = ours.links.keys().chain(theirs.links.keys());
        let mut seen: Vec<&String> = Vec::new();
        for name in names {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let sides = (bare(ours.links.get(name)), bare(theirs.links.get(name)));
            if sides.0 != sides.1 {
                let words = |link: &Option<Value>| match link {
                    Some(link) => format!("the link `{name}` as {link}"),
                    None => format!("no link `{name}`"),
                };
                self.report(&subject, at, words(&sides.0), words(&sides.1));
            }
        }
    }
}

/// A link without its prose.
fn bare(link: Option<&Value>) -> Option<Value> {
    let mut link = link?.clone();
    if let Value::Object(members) = &mut link {
        members.retain(|key, _| key != "description" && !key.starts_with("x-"));
    }
    Some(link)
}

/// For each operation of the contract the one it is compared with: the same path and method, else
/// the same but for the names of parameters, else the same operationId.
fn pairs<'o>(ours: &[Operation], theirs: &'o [Operation]) -> Vec<Option<&'o Operation>> {
    let mut pairs: Vec<Option<&Operation>> = vec![None; ours.len()];
    let same: [fn(&Operation, &Operation) -> bool; 3] = [
        |a, b| a.method == b.method && a.path == b.path,
        |a, b| a.method == b.method && shape(&a.path) == shape(&b.path),
        |a, b| a.id == b.id,
    ];
    for same in same {
        for (index, operation) in ours.iter().enumerate() {
            let free = |other: &&Operation| {
                !pairs
                    .iter()
                    .flatten()
                    .any(|taken| std::ptr::eq(*taken, *other))
            };
            let found = theirs
                .iter()
                .filter(free)
                .find(|other| same(operation, other));
            if let Some(pair @ None) = pairs.get_mut(index) {
                *pair = found;
            }
        }
    }
    pairs
}

/// A path without the names of its parameters.
fn shape(path: &str) -> Vec<&str> {
    path.split('/')
        .map(|segment| {
            if segment.starts_with('{') {
                "{}"
            } else {
                segment
            }
        })
        .collect()
}

fn is_deprecated(document: &Document, operation: &Operation) -> bool {
    let path = pointer::join("/paths", &operation.path);
    let path = pointer::join(&path, &operation.method.to_ascii_lowercase());
    let value = document
        .bundled
        .pointer(&pointer::join(&path, "deprecated"));
    value == Some(&Value::Bool(true))
}

fn location(document: &Document, pointer: &str) -> Location {
    let file = document.files.first();
    Location {
        file: file.map_or_else(String::new, |file| file.to_string_lossy().into_owned()),
        line: 1,
        pointer: pointer.to_owned(),
    }
}
