//! Members that go one way: requests need none that is `readOnly`, responses none that is
//! `writeOnly`, whatever `required` says (OpenAPI 3.0, Schema Object; 3.1 is read so too).
//!
//! A schema that both directions use then says two things, so requests get one of their own:
//! `PetRequest` beside `Pet`.

mod references;
mod relaxed;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use self::references::{redirect, references};
use self::relaxed::{Relaxation, Way};
use super::{Mender, members};
use crate::load::pointer;

const SCHEMAS: &str = "/components/schemas";

type Names = HashSet<String>;

impl Mender<'_> {
    pub(super) fn directions(&mut self) {
        if !relaxed::is_needed(self.root) {
            return;
        }
        let changes = Split::new(self.root).changes();
        for Change {
            place,
            origin,
            value,
        } in changes
        {
            if let Some(origin) = origin {
                self.origins.rename(&origin, &place);
            }
            match self.root.pointer_mut(&place) {
                Some(known) => *known = value,
                None => self.add_schema(&place, value),
            }
        }
    }

    fn add_schema(&mut self, place: &str, value: Value) {
        let name = place.rsplit('/').next().unwrap_or_default();
        if let Some(schemas) = self.object_mut(SCHEMAS) {
            schemas.insert(name.to_owned(), value);
        }
    }
}

/// A part of a bundle as it should be.
struct Change {
    place: String,
    /// Whose copy it is, where it is one.
    origin: Option<String>,
    value: Value,
}

/// What each direction uses of a bundle.
struct Split<'a> {
    root: &'a Value,
    relaxation: Relaxation<'a>,
    requests: Names,
    responses: Names,
    /// The names of the schemas that need a copy for requests, and those of the copies.
    copies: HashMap<String, String>,
}

impl<'a> Split<'a> {
    fn new(root: &'a Value) -> Self {
        let mut split = Self {
            root,
            relaxation: Relaxation::new(root),
            requests: reached(root, &roots(root, Way::Request)),
            responses: reached(root, &roots(root, Way::Response)),
            copies: HashMap::new(),
        };
        split.copies = split.copies();
        split
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for way in [Way::Request, Way::Response] {
            let places = roots(self.root, way);
            changes.extend(places.iter().filter_map(|place| self.change(place, way)));
        }
        for (name, schema) in members(self.root.pointer(SCHEMAS)) {
            let place = pointer::join(SCHEMAS, name);
            let is_answered = self.responses.contains(name);
            match self.copies.get(name) {
                Some(copy) => changes.push(Change {
                    place: pointer::join(SCHEMAS, copy),
                    value: self.meant(&place, schema, Way::Request).0,
                    origin: Some(place.clone()),
                }),
                None if self.requests.contains(name) && !is_answered => {
                    changes.extend(self.change(&place, Way::Request));
                }
                None => {}
            }
            if is_answered {
                changes.extend(self.change(&place, Way::Response));
            }
        }
        changes
    }

    /// What stands at a place, as that direction means it; none if it says so already.
    fn change(&self, place: &str, way: Way) -> Option<Change> {
        let (value, is_changed) = self.meant(place, self.root.pointer(place)?, way);
        is_changed.then(|| Change {
            place: place.to_owned(),
            origin: None,
            value,
        })
    }

    /// A value as that direction means it, and whether that is something else.
    fn meant(&self, place: &str, given: &Value, way: Way) -> (Value, bool) {
        let mut value = given.clone();
        let mut is_changed = self.relaxation.relax(place, &mut value, way);
        if way == Way::Request {
            is_changed |= redirect(&mut value, &self.copies);
        }
        (value, is_changed)
    }

    /// The schemas that mean one thing in requests and another in responses, or use such.
    fn copies(&self) -> HashMap<String, String> {
        let Some(schemas) = self.root.pointer(SCHEMAS).and_then(Value::as_object) else {
            return HashMap::new();
        };
        let differs = |name: &str| {
            let place = pointer::join(SCHEMAS, name);
            let mut ways = [Way::Request, Way::Response].into_iter();
            ways.any(|way| self.change(&place, way).is_some())
        };
        let is_shared =
            |name: &&String| self.requests.contains(*name) && self.responses.contains(*name);
        let shared: Vec<&String> = schemas.keys().filter(is_shared).collect();
        let users = users(schemas, &shared);
        let mut affected: HashSet<&str> = HashSet::new();
        let mut open: Vec<&str> = shared.iter().map(|name| name.as_str()).collect();
        open.retain(|name| differs(name));
        while let Some(name) = open.pop() {
            if affected.insert(name) {
                open.extend(users.get(name).into_iter().flatten());
            }
        }
        let affected = shared
            .into_iter()
            .filter(|name| affected.contains(name.as_str()));
        named(schemas, affected)
    }
}

/// Which of the schemas refer to each.
fn users<'s>(
    schemas: &'s Map<String, Value>,
    names: &[&'s String],
) -> HashMap<&'s str, Vec<&'s str>> {
    let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
    for user in names {
        let used = schemas.get(*user).map(references).unwrap_or_default();
        for name in used.into_iter().filter_map(schema_name) {
            users.entry(name).or_default().push(user.as_str());
        }
    }
    users
}

/// A free name for each copy.
fn named<'n>(
    schemas: &Map<String, Value>,
    originals: impl Iterator<Item = &'n String>,
) -> HashMap<String, String> {
    let mut copies = HashMap::new();
    let mut taken = Names::new();
    for original in originals {
        let wish = format!("{original}Request");
        let others = (2_u32..).map(|number| format!("{wish}{number}"));
        let is_free = |name: &String| !schemas.contains_key(name) && !taken.contains(name);
        let name = std::iter::once(wish.clone()).chain(others).find(is_free);
        let name = name.unwrap_or(wish);
        taken.insert(name.clone());
        copies.insert(original.clone(), name);
    }
    copies
}

/// The parts of a bundle that only one direction uses, schemas aside.
fn roots(root: &Value, way: Way) -> Vec<String> {
    let mut roots = Vec::new();
    for (path, item) in members(root.get("paths")) {
        let above = pointer::join("/paths", path);
        if way == Way::Request {
            roots.push(pointer::join(&above, "parameters"));
        }
        for (method, operation) in members(Some(item)) {
            let above = pointer::join(&above, method);
            match way {
                Way::Request => roots
                    .extend(["parameters", "requestBody"].map(|key| pointer::join(&above, key))),
                Way::Response => roots.extend(each(
                    operation.get("responses"),
                    &pointer::join(&above, "responses"),
                )),
            }
        }
    }
    let groups = match way {
        Way::Request => ["parameters", "requestBodies"],
        Way::Response => ["responses", "headers"],
    };
    for group in groups {
        let above = format!("/components/{group}");
        roots.extend(each(root.pointer(&above), &above));
    }
    roots
}

/// The places of all members of an object.
fn each<'v>(object: Option<&'v Value>, place: &'v str) -> impl Iterator<Item = String> {
    members(object).map(move |(name, _)| pointer::join(place, name))
}

/// The names of all schemas that these places use, directly or through others.
fn reached(root: &Value, places: &[String]) -> Names {
    let mut names = Names::new();
    let mut open: Vec<&Value> = places
        .iter()
        .filter_map(|place| root.pointer(place))
        .collect();
    while let Some(value) = open.pop() {
        for name in references(value).into_iter().filter_map(schema_name) {
            if names.insert(name.to_owned()) {
                open.extend(root.pointer(&pointer::join(SCHEMAS, name)));
            }
        }
    }
    names
}

fn schema_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}
