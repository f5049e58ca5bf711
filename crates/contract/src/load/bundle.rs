//! Many files into one document: OpenAPI 3.0 or 3.1 in, self-contained 3.1 out.
//!
//! The walk follows the grammar, so it checks every keyword on its way. References to other files
//! become references into `#/components`; path items are taken in. Where each value came from is
//! kept, so that later findings name the line a person has to change.

mod notes;

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::{
    grammar::{self, Members, Shape},
    pointer,
    sources::{Cursor, Sources},
};
use crate::{Diagnostic, model::Location};

/// A document in one piece.
pub(crate) struct Bundle {
    pub(crate) value: Value,
    /// Pointer in `value` to where that stood in the files.
    pub(crate) origins: HashMap<String, Location>,
}

/// A component that is referred to.
struct Component {
    group: &'static str,
    name: String,
    source: Cursor,
}

pub(crate) struct Bundler<'a, 'r> {
    pub(super) sources: &'a mut Sources<'r>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Whether the document says 3.0.
    old: bool,
    origins: HashMap<String, Location>,
    components: Vec<Component>,
    queue: VecDeque<usize>,
    built: HashMap<usize, Value>,
    /// Path items that are mounted, by file and pointer.
    mounted: HashSet<(String, String)>,
}

impl<'a, 'r> Bundler<'a, 'r> {
    pub(crate) fn new(sources: &'a mut Sources<'r>, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            sources,
            diagnostics,
            old: false,
            origins: HashMap::new(),
            components: Vec::new(),
            queue: VecDeque::new(),
            built: HashMap::new(),
            mounted: HashSet::new(),
        }
    }

    pub(crate) fn bundle(mut self, root: &Cursor) -> Option<Bundle> {
        self.version(root)?;
        self.register_all(root);
        let mut value = self.object(root, &grammar::ROOT, "");
        self.drain();
        self.register_other_files(root.file());
        let components = self.assemble();
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

    fn version(&mut self, root: &Cursor) -> Option<()> {
        let place = root.get("openapi");
        let version = place.as_ref().and_then(Cursor::text).unwrap_or_default();
        self.old = version.starts_with("3.0.");
        if self.old || version.starts_with("3.1.") {
            return Some(());
        }
        self.report(
            "openapi-version",
            place.as_ref().unwrap_or(root),
            "the document does not say that it is OpenAPI 3.0 or 3.1".to_owned(),
            "begin the document with `openapi: 3.1.0`",
        );
        None
    }

    /// Takes every component that a file declares, referred to or not.
    fn register_all(&mut self, file: &Cursor) {
        let Some(components) = file.get("components") else {
            return;
        };
        for (group, members) in components.entries().unwrap_or_default() {
            let known = grammar::COMPONENTS.iter().find(|(name, _)| *name == group);
            let Some((group, _)) = known else {
                if !group.starts_with("x-") {
                    self.report(
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
            let Some(file) = self.sources.open(name, None, self.diagnostics) else {
                continue;
            };
            self.register_all(&file);
            self.drain();
            let paths = file.get("paths").and_then(|paths| paths.entries());
            for (path, item) in paths.unwrap_or_default() {
                let key = (item.file().to_owned(), item.pointer().to_owned());
                if !self.mounted.contains(&key) {
                    self.report(
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
            let value = self.walk(&source, shape, &path);
            self.built.insert(index, value);
        }
    }

    fn assemble(&mut self) -> Value {
        let mut groups: Map<String, Value> = Map::new();
        for (index, component) in self.components.iter().enumerate() {
            let value = self.built.remove(&index).unwrap_or(Value::Null);
            let group = groups
                .entry(component.group)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(members) = group {
                members.insert(component.name.clone(), value);
            }
        }
        Value::Object(groups)
    }

    /// The name under which a component stands in the bundle.
    fn register(&mut self, group: &'static str, mut target: Cursor) -> Option<String> {
        let mut name = component_name(&target);
        // A component that only passes on one of the same name is that one.
        for _ in 0..32 {
            let Some(reference) = target.get("$ref") else {
                break;
            };
            let text = reference.text()?.to_owned();
            let next = self.sources.follow(&reference, &text, self.diagnostics)?;
            if component_name(&next) != name
                || next.pointer() == target.pointer() && next.file() == target.file()
            {
                break;
            }
            target = next;
        }
        if name.is_empty() || name.contains(|c: char| !is_name_character(c)) {
            self.report(
                "bad-name",
                &target,
                format!("`{name}` cannot be the name of a component"),
                "use letters, digits, dots, underscores and hyphens",
            );
            name.retain(is_name_character);
        }
        let twin = self
            .components
            .iter()
            .find(|component| component.group == group && component.name == name);
        let Some(twin) = twin else {
            self.queue.push_back(self.components.len());
            self.components.push(Component {
                group,
                name: name.clone(),
                source: target,
            });
            return Some(name);
        };
        if twin.source.file() != target.file() || twin.source.pointer() != target.pointer() {
            let first = twin.source.location();
            self.report(
                "name-clash",
                &target,
                format!(
                    "`{name}` is also the name of something else, at {}:{}",
                    first.file, first.line
                ),
                "give one of the two another name",
            );
        }
        Some(name)
    }

    /// Follows a `$ref` to a component and gives the reference to write instead.
    pub(super) fn refer(&mut self, place: &Cursor, group: &'static str) -> Option<String> {
        let Some(text) = place.text() else {
            self.report(
                "bad-ref",
                place,
                "a reference must be text".to_owned(),
                "write a relative file name, a JSON pointer after `#`, or both",
            );
            return None;
        };
        let text = text.to_owned();
        let target = self.sources.follow(place, &text, self.diagnostics)?;
        let name = self.register(group, target)?;
        Some(format!("#/components/{group}/{name}"))
    }
}

/// The last segment of the pointer; for a whole file its name without the extension.
fn component_name(target: &Cursor) -> String {
    pointer::segments(target.pointer())
        .last()
        .unwrap_or_else(|| {
            let file = target.file().rsplit('/').next().unwrap_or_default();
            file.split('.').next().unwrap_or_default().to_owned()
        })
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
}

/// The members of an object that may stand beside `$ref` outside of schemas.
pub(super) fn may_stand_beside_ref(key: &str, members: &Members) -> bool {
    key == "$ref"
        || key.starts_with("x-")
        || (matches!(key, "summary" | "description") && members.component.is_some())
}
