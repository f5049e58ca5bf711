//! Paths that are paths: with a slash in front, without a query.

use serde_json::{Map, Value};

use super::Mender;
use crate::load::{cursor::Cursor, pointer};

impl Mender<'_> {
    pub(super) fn paths(&mut self) {
        let Value::Object(root) = &mut *self.root else {
            return;
        };
        let paths = root
            .entry("paths")
            .or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(paths) = paths else { return };
        if paths.keys().all(|path| meant(path) == *path) {
            return;
        }
        let given = std::mem::take(paths);
        let places: Vec<Cursor> = given
            .keys()
            .map(|path| self.origins.place(&pointer::join("/paths", path)))
            .collect();
        let mut mended: Map<String, Value> = Map::new();
        for ((path, item), place) in given.into_iter().zip(places) {
            let meant = meant(&path);
            let above = pointer::join("/paths", &meant);
            if !mended.contains_key(&meant) {
                self.origins.note(above, &place);
            }
            if meant != path && !path.starts_with("x-") {
                self.tolerate(
                    "bad-path",
                    &pointer::join("/paths", &meant),
                    format!("`{path}` is not a path"),
                    "begin it with `/`, and declare what follows `?` as parameters",
                );
            }
            match mended.get_mut(&meant) {
                Some(first) => self.join(first, item, (&path, &meant), &place),
                None => drop(mended.insert(meant, item)),
            }
        }
        if let Some(paths) = self.root.get_mut("paths") {
            *paths = Value::Object(mended);
        }
    }

    /// Two spellings of one path share it as long as their methods differ.
    fn join(
        &mut self,
        first: &mut Value,
        item: Value,
        (path, meant): (&str, &str),
        place: &Cursor,
    ) {
        let (Value::Object(first), Value::Object(item)) = (first, item) else {
            return;
        };
        for (key, value) in item {
            let Some(place) = place.get(&key) else {
                continue;
            };
            if first.contains_key(&key) && super::METHODS.contains(&key.as_str()) {
                self.findings.refuse(crate::Diagnostic {
                    code: "ambiguous-path",
                    location: place.location(),
                    message: format!("`{path}` matches the same requests as another path"),
                    help: "tell them apart by their paths; queries and fragments do not count"
                        .to_owned(),
                });
            } else if !first.contains_key(&key) {
                let to = pointer::join(&pointer::join("/paths", meant), &key);
                self.origins.note(to, &place);
                first.insert(key, value);
            }
        }
    }
}

fn meant(path: &str) -> String {
    if path.starts_with("x-") {
        return path.to_owned();
    }
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let path = path.get(..end).unwrap_or(path).trim();
    match path.strip_prefix('/') {
        Some(_) => path.to_owned(),
        None => format!("/{path}"),
    }
}
