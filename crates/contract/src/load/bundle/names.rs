//! What components are called in the bundle.

use super::{Bundler, Component};
use crate::load::{cursor::Cursor, pointer};

impl Bundler<'_, '_> {
    /// The name under which a component stands in the bundle.
    pub(super) fn register(&mut self, group: &'static str, target: Cursor) -> Option<String> {
        let target = self.passed_on(target)?;
        let address = (group, (target.file().to_owned(), target.pointer()));
        if let Some(name) = self.registered.get(&address) {
            return Some(name.clone());
        }
        let name = self.free_name(group, &target);
        self.registered.insert(address, name.clone());
        let index = self.components.len();
        self.names.insert((group, name.clone()), index);
        self.queue.push_back(index);
        self.components.push(Component {
            group,
            name: name.clone(),
            source: target,
        });
        Some(name)
    }

    /// A component that only passes on one of the same name is that one.
    fn passed_on(&mut self, mut target: Cursor) -> Option<Cursor> {
        let name = natural_name(&target);
        for _ in 0..32 {
            let Some(reference) = target.get("$ref") else {
                break;
            };
            let Some(text) = reference.text().map(str::to_owned) else {
                break;
            };
            let next = self.sources.follow(&reference, &text, self.findings)?;
            let same = next.pointer() == target.pointer() && next.file() == target.file();
            if natural_name(&next) != name || same {
                break;
            }
            target = next;
        }
        Some(target)
    }

    fn free_name(&mut self, group: &'static str, target: &Cursor) -> String {
        let mut name = natural_name(target);
        if name.is_empty() || name.contains(|c: char| !is_name_character(c)) {
            self.tolerate(
                "bad-name",
                target,
                format!("`{name}` cannot be the name of a component"),
                "use letters, digits, dots, underscores and hyphens",
            );
            name = name.replace(|c: char| !is_name_character(c), "_");
            if name.trim_matches('_').is_empty() {
                "Unnamed".clone_into(&mut name);
            }
        }
        let Some(twin) = self.names.get(&(group, name.clone())) else {
            return name;
        };
        if let Some(twin) = self.components.get(*twin) {
            let first = twin.source.location();
            let (file, line) = (first.file, first.line);
            self.tolerate(
                "name-clash",
                target,
                format!("`{name}` is also the name of something else, at {file}:{line}"),
                "give one of the two another name",
            );
        }
        (2_u32..)
            .map(|number| format!("{name}_{number}"))
            .find(|name| !self.names.contains_key(&(group, name.clone())))
            .unwrap_or(name)
    }
}

/// Segments that say where something stands, but not what it is.
const NOISE: [&str; 12] = [
    "components",
    "paths",
    "properties",
    "responses",
    "content",
    "schema",
    "schemas",
    "parameters",
    "allOf",
    "oneOf",
    "anyOf",
    "$defs",
];

/// The key of a component; for a whole file its name without the extension; for any other place
/// what leads there.
fn natural_name(target: &Cursor) -> String {
    let pointer = target.pointer();
    let mut segments: Vec<String> = pointer::segments(&pointer).collect();
    let last = segments.pop();
    let Some(last) = last else {
        let file = target.file().rsplit('/').next().unwrap_or_default();
        return file.split('.').next().unwrap_or_default().to_owned();
    };
    let group = segments.last().map(String::as_str);
    if segments.len() < 2 && group != Some("properties")
        || matches!(segments.as_slice(), [first, _] if first == "components")
        || matches!(group, Some("$defs" | "definitions"))
    {
        return last;
    }
    segments.push(last);
    let words = segments.iter().filter(|one| !NOISE.contains(&one.as_str()));
    let words = words.map(|one| one.replace(|c: char| !is_name_character(c), "_"));
    let words: Vec<String> = words.map(|one| one.trim_matches('_').to_owned()).collect();
    words.join("_")
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
}
