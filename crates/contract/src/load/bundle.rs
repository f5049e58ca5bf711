//! Many files into one document: OpenAPI 3.0 or 3.1 in, self-contained 3.1 out.
//!
//! The walk follows the grammar, so it checks every keyword on its way. References to other files
//! become references into `#/components`; path items are taken in. Where each value came from is
//! kept, so that later findings name the line a person has to change.

mod names;
mod notes;

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::{
    cursor::Cursor,
    grammar::{self, Members, Shape},
    origins::Origins,
    pointer,
    sources::Sources,
};
use crate::diagnostic::Findings;

/// A document in one piece.
pub(crate) struct Bundle {
    pub(crate) value: Value,
    pub(crate) origins: Origins,
}

/// A component that is referred to.
struct Component {
    group: &'static str,
    name: String,
    source: Cursor,
}

/// A place in the files: the file and the pointer.
type Address = (String, String);

pub(crate) struct Bundler<'a, 'r> {
    pub(super) sources: &'a mut Sources<'r>,
    pub(super) findings: &'a mut Findings,
    /// Whether the document says 3.0.
    old: bool,
    pub(super) origins: Origins,
    components: Vec<Component>,
    /// Names that are taken, and which component has them.
    names: HashMap<(&'static str, String), usize>,
    /// What each place is called that has been registered.
    registered: HashMap<(&'static str, Address), String>,
    /// References that have been followed: where they stand, as far as it matters, to a name.
    followed: HashMap<(&'static str, Address), String>,
    queue: VecDeque<usize>,
    built: HashMap<usize, Value>,
    /// Path items that are mounted.
    mounted: HashSet<Address>,
}

impl<'a, 'r> Bundler<'a, 'r> {
    pub(crate) fn new(
        sources: &'a mut Sources<'r>,
        findings: &'a mut Findings,
        root: &Cursor,
    ) -> Self {
        Self {
            sources,
            findings,
            old: false,
            origins: Origins::new(root),
            components: Vec::new(),
            names: HashMap::new(),
            registered: HashMap::new(),
            followed: HashMap::new(),
            queue: VecDeque::new(),
            built: HashMap::new(),
            mounted: HashSet::new(),
        }
    }

    pub(crate) fn bundle(mut self, root: &Cursor) -> Option<Bundle> {
        self.version(root)?;
        self.register_all(root);
        let value = self.object(root, &grammar::ROOT);
        self.note_paths(root);
        self.drain();
        self.register_other_files(root.file());
        let components = self.assemble();
        let mut value = value.unwrap_or_default();
        if let Value::Object(members) = &mut value {
            if members.contains_key("components") || components != json!({}) {
                members.insert("components".to_owned(), components);
            }
            members.insert("openapi".to_owned(), json!("3.1.0"));
        }
        Some(Bundle {
            value,
            origins: self.origins,
        })
    }

    /// Looking for a place among thousands of paths is quicker from the path on.
    fn note_paths(&mut self, root: &Cursor) {
        let paths = root.get("paths").and_then(|paths| paths.entries());
        for (_, item) in paths.unwrap_or_default() {
            // What a reference brought in has been noted.
            if item.get("$ref").is_none() {
                self.origins.note(item.pointer(), &item);
            }
        }
    }

    fn version(&mut self, root: &Cursor) -> Option<()> {
        let place = root.get("openapi");
        let version = place.as_ref().and_then(Cursor::text).unwrap_or_default();
        self.old = version.starts_with("3.0.");
        if self.old || version.starts_with("3.1.") {
            return Some(());
        }
        let short = place
            .as_ref()
            .and_then(Cursor::scalar)
            .map(Value::to_string);
        let short = short.unwrap_or_default();
        let short = short.trim_matches('"');
        if self.findings.lenient() && matches!(short, "3.0" | "3.1") {
            self.old = short == "3.0";
            let message = format!("the version is short: {short}");
            let place = place.as_ref().unwrap_or(root);
            let help = format!("write `openapi: {short}.0`");
            self.tolerate("openapi-version", place, message, &help);
            return Some(());
        }
        let (message, help) = if root.get("swagger").is_some() {
            (
                "the document is Swagger 2.0, not OpenAPI 3",
                "convert it to OpenAPI 3 first, with swagger2openapi for instance",
            )
        } else {
            (
                "the document does not say that it is OpenAPI 3.0 or 3.1",
                "begin the document with `openapi: 3.1.0`",
            )
        };
        let swagger = root.get("swagger");
        let place = place.as_ref().or(swagger.as_ref()).unwrap_or(root);
        self.refuse("openapi-version", place, message.to_owned(), help);
        None
    }

    /// Takes every component that a file declares, referred to or not.
    fn register_all(&mut self, file: &Cursor) {
        let Some(components) = file.get("components") else {
            return;
        };
        for (group, members) in components.entries().unwrap_or_default() {
            let known = grammar::COMPONENTS
                .iter()
                .find(|(name, _)| **name == *group);
            let Some((group, _)) = known else {
                if !group.starts_with("x-") {
                    self.tolerate(
                        "unknown-keyword",
                        &members,
                        format!("`{group}` is not a group of components that is supported"),
                        "remove it or correct its name",
                    );
                }
                continue;
            };
            for (_, member) in members.entries().unwrap_or_default() {
                // Path items are taken in where they are used.
                if *group != "pathItems" {
                    self.register(group, member);
                }
            }
        }
    }

    /// What files other than the root declare and nothing refers to.
    fn register_other_files(&mut self, root: &str) {
        let mut done = 0;
        loop {
            let names = self.sources.names();
            let Some(name) = names.get(done) else { break };
            done += 1;
            if name == root {
                continue;
            }
            let Some(file) = self.sources.open(name, None, self.findings) else {
                continue;
            };
            self.register_all(&file);
            self.drain();
            let paths = file.get("paths").and_then(|paths| paths.entries());
            for (path, item) in paths.unwrap_or_default() {
                let key = (item.file().to_owned(), item.pointer());
                if !self.mounted.contains(&key) {
                    self.tolerate(
                        "orphan-path",
                        &item,
                        format!("no path of the root document refers to `{path}` here"),
                        "add it to `paths` of the root document, or remove it",
                    );
                }
            }
        }
    }

    fn drain(&mut self) {
        while let Some(index) = self.queue.pop_front() {
            let Some(component) = self.components.get(index) else {
                continue;
            };
            let (group, source) = (component.group, component.source.clone());
            let path = pointer::join(&pointer::join("/components", group), &component.name);
            let shape = match grammar::COMPONENTS.iter().find(|(name, _)| *name == group) {
                Some((_, members)) if group == "schemas" => {
                    debug_assert_eq!(members.noun, "schema");
                    Shape::Schema
                }
                Some((_, members)) => Shape::Object(members),
                None => continue,
            };
            self.origins.note(path, &source);
            if let Some(value) = self.walk(&source, shape) {
                self.built.insert(index, value);
            }
        }
    }

    fn assemble(&mut self) -> Value {
        let mut groups: Map<String, Value> = Map::new();
        for (index, component) in self.components.iter().enumerate() {
            let empty = || Value::Object(Map::new());
            let value = self.built.remove(&index).unwrap_or_else(empty);
            let group = groups
                .entry(component.group)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(members) = group {
                members.insert(component.name.clone(), value);
            }
        }
        Value::Object(groups)
    }

    /// Follows a `$ref` to a component and gives the reference to write instead.
    pub(super) fn refer(&mut self, place: &Cursor, group: &'static str) -> Option<String> {
        let Some(text) = place.text() else {
            self.refuse(
                "bad-ref",
                place,
                "a reference must be text".to_owned(),
                "write a relative file name, a JSON pointer after `#`, or both",
            );
            return None;
        };
        let text = text.to_owned();
        let key = (group, (place.file().to_owned(), text.clone()));
        if let Some(reference) = self.followed.get(&key) {
            return Some(reference.clone());
        }
        let target = self.sources.follow(place, &text, self.findings)?;
        let name = self.register(group, target)?;
        let reference = format!("#/components/{group}/{name}");
        self.followed.insert(key, reference.clone());
        Some(reference)
    }
}

/// The members of an object that may stand beside `$ref` outside of schemas.
pub(super) fn may_stand_beside_ref(key: &str, members: &Members) -> bool {
    key == "$ref"
        || key.starts_with("x-")
        || (matches!(key, "summary" | "description") && members.component.is_some())
}
