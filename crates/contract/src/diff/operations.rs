//! Which operations there are, and what is said of each as a whole.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::{Diff, Direction, Place, Rule, root_location, words};
use crate::{Document, load::pointer, model::Operation};

impl<'d> Diff<'d> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let pairs = pairs(&old.operations, &new.operations);
        for (ours, theirs) in old.operations.iter().zip(&pairs) {
            self.operation = words::operation(ours);
            let theirs = theirs.and_then(|index| new.operations.get(index));
            match theirs {
                Some(theirs) => self.operation(ours, theirs),
                None => {
                    let there = root_location(new, &pointer::join("/paths", &ours.path));
                    let place = whole(&ours.location, &there);
                    let name = format!("`{}`", ours.id);
                    self.report(place, Rule::OperationRemoved, name, "no such operation");
                }
            }
        }
        for (index, theirs) in new.operations.iter().enumerate() {
            if !pairs.contains(&Some(index)) {
                self.operation = words::operation(theirs);
                let there = root_location(old, &pointer::join("/paths", &theirs.path));
                let place = whole(&there, &theirs.location);
                let name = format!("`{}`", theirs.id);
                self.report(place, Rule::OperationAdded, "no such operation", name);
            }
        }
    }

    fn operation(&mut self, ours: &'d Operation, theirs: &'d Operation) {
        self.names(ours, theirs);
        self.operation_servers(ours, theirs);
        self.security(ours, theirs);
        self.parameters(ours, theirs);
        self.request(ours, theirs);
        self.responses(ours, theirs);
        self.callbacks(ours, theirs);
    }

    fn names(&mut self, ours: &'d Operation, theirs: &'d Operation) {
        let place = whole(&ours.location, &theirs.location);
        if ours.path != theirs.path || ours.method != theirs.method {
            let stays = ours.method == theirs.method && shape(&ours.path) == shape(&theirs.path);
            let rule = if stays {
                Rule::PathParameterRenamed
            } else {
                Rule::OperationMoved
            };
            let name = |operation| format!("`{}`", words::operation(operation));
            self.report(place, rule, name(ours), name(theirs));
        }
        let raw = (raw(self.old, ours), raw(self.new, theirs));
        self.operation_ids(place, ours, theirs);
        self.tags(place, (ours, theirs), raw);
        let deprecated = (is_deprecated(raw.0), is_deprecated(raw.1));
        if deprecated.0 != deprecated.1 {
            let rule = if deprecated.1 {
                Rule::OperationDeprecated
            } else {
                Rule::OperationRestored
            };
            let word = |holds| words::not(holds, "deprecated");
            self.report(place, rule, word(deprecated.0), word(deprecated.1));
        }
    }

    fn operation_ids(&mut self, place: Place<'_>, ours: &Operation, theirs: &Operation) {
        if ours.id == theirs.id {
            return;
        }
        let given = (is_given(self.old, ours), is_given(self.new, theirs));
        if given.0 || given.1 {
            let name = |operation: &Operation, is_given| match is_given {
                true => format!("the operationId `{}`", operation.id),
                false => "no operationId".to_owned(),
            };
            let (old, new) = (name(ours, given.0), name(theirs, given.1));
            self.report(place, Rule::OperationIdChanged, old, new);
        }
    }

    fn tags(
        &mut self,
        place: Place<'_>,
        (ours, theirs): (&Operation, &Operation),
        raw: (Option<&Value>, Option<&Value>),
    ) {
        let all = |raw: Option<&Value>| {
            let tags = raw
                .and_then(|raw| raw.get("tags"))
                .and_then(Value::as_array);
            let tags = tags.into_iter().flatten().filter_map(Value::as_str);
            let mut tags: Vec<String> = tags.map(str::to_owned).collect();
            tags.sort();
            tags.dedup();
            tags
        };
        let tags = (all(raw.0), all(raw.1));
        if ours.tag != theirs.tag {
            let tag = |operation: &Operation| format!("the tag `{}`", operation.tag);
            self.report(place, Rule::TagsChanged, tag(ours), tag(theirs));
        } else if tags.0.len().max(tags.1.len()) > 1 && tags.0 != tags.1 {
            let word = |tags: &[String]| format!("the tags {}", words::names(tags));
            self.report(place, Rule::TagsChanged, word(&tags.0), word(&tags.1));
        }
    }
}

/// The operation as a whole.
pub(super) fn whole<'a>(
    old: &'a crate::model::Location,
    new: &'a crate::model::Location,
) -> Place<'a> {
    Place {
        subject: "",
        direction: Direction::Request,
        old,
        new,
    }
}

/// By what an operation is found in the other document.
type Key = fn(&Operation) -> (String, String);

/// For each operation of the contract the one it is compared with: the same path and method, else
/// the same but for the names of parameters, else the same operationId.
fn pairs(ours: &[Operation], theirs: &[Operation]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; ours.len()];
    let mut is_taken = vec![false; theirs.len()];
    let keys: [Key; 3] = [
        |one| (one.method.clone(), one.path.clone()),
        |one| (one.method.clone(), shape(&one.path)),
        |one| (String::new(), one.id.clone()),
    ];
    for key in keys {
        let mut free: HashMap<_, VecDeque<usize>> = HashMap::new();
        for (index, other) in theirs.iter().enumerate() {
            if is_taken.get(index) == Some(&false) {
                free.entry(key(other)).or_default().push_back(index);
            }
        }
        for (operation, pair) in ours.iter().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            *pair = free.get_mut(&key(operation)).and_then(VecDeque::pop_front);
            if let Some(taken) = pair.and_then(|index| is_taken.get_mut(index)) {
                *taken = true;
            }
        }
    }
    pairs
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let mut parts = path.split('{');
    let mut shape = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shape.push_str("{}");
        shape.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    shape
}

/// An operation as it stands in its document.
pub(super) fn raw<'d>(document: &'d Document, operation: &Operation) -> Option<&'d Value> {
    let path = pointer::join("/paths", &operation.path);
    let path = pointer::join(&path, &operation.method.to_ascii_lowercase());
    document.bundled.pointer(&path)
}

/// Whether the document itself names the operation. A lenient reading names those that it does not.
fn is_given(document: &Document, operation: &Operation) -> bool {
    let mut warnings = document.warnings.iter();
    !warnings.any(|warning| {
        warning.code == "missing-keyword"
            && warning.location == operation.location
            && warning.message.contains("`operationId`")
    })
}

fn is_deprecated(raw: Option<&Value>) -> bool {
    raw.and_then(|raw| raw.get("deprecated")) == Some(&Value::Bool(true))
}
