//! Content types without parameters, and links that lead to operations.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Mender, members};
use crate::load::pointer;

impl Mender<'_> {
    pub(super) fn all_content(&mut self) {
        let mut owners = Vec::new();
        for group in ["requestBodies", "responses"] {
            let above = pointer::join("/components", group);
            let named = members(self.root.pointer(&above));
            owners.extend(named.map(|(name, _)| pointer::join(&above, name)));
        }
        for operation in self.operation_places() {
            owners.push(pointer::join(&operation.place, "requestBody"));
            let above = pointer::join(&operation.place, "responses");
            let statuses = members(self.root.pointer(&above));
            owners.extend(statuses.map(|(status, _)| pointer::join(&above, status)));
        }
        let known = self.known_operations();
        for owner in owners {
            self.content(&owner);
            self.links(&owner, &known);
        }
    }

    fn content(&mut self, owner: &str) {
        let place = pointer::join(owner, "content");
        let tidy = |name: &str| meant(name).is_none();
        let given = match self.root.pointer_mut(&place) {
            Some(Value::Object(given)) if !given.keys().all(|name| tidy(name)) => {
                std::mem::take(given)
            }
            _ => return,
        };
        let mut content: Map<String, Value> = Map::new();
        for (name, media) in given {
            let from = pointer::join(&place, &name);
            let Some(meant) = meant(&name) else {
                content.entry(name).or_insert(media);
                continue;
            };
            self.origins.rename(&from, &pointer::join(&place, &meant));
            self.tolerate(
                "bad-content-type",
                &from,
                format!("`{name}` does not name one content type"),
                "write a type and a subtype without parameters: `application/json`",
            );
            content.entry(meant).or_insert(media);
        }
        if let Some(place) = self.root.pointer_mut(&place) {
            *place = Value::Object(content);
        }
    }

    fn known_operations(&self) -> HashSet<String> {
        let places = self.operation_places().into_iter();
        let ids = places.filter_map(|operation| {
            let value = self.root.pointer(&operation.place)?;
            value.get("operationId")?.as_str().map(str::to_owned)
        });
        ids.collect()
    }

    fn links(&mut self, owner: &str, known: &HashSet<String>) {
        let place = pointer::join(owner, "links");
        let links = members(self.root.pointer(&place));
        let strays: Vec<String> = links
            .filter(|(_, link)| {
                let target = self.resolved(link).get("operationId");
                let target = target.and_then(Value::as_str);
                !target.is_some_and(|target| known.contains(target))
            })
            .map(|(name, _)| name.clone())
            .collect();
        for name in strays {
            self.tolerate(
                "unknown-operation",
                &pointer::join(&place, &name),
                format!("the link `{name}` leads to an operation that does not exist"),
                "name the operationId of an operation of this document",
            );
            if let Some(links) = self.object_mut(&place) {
                links.shift_remove(&name);
            }
        }
    }
}

/// The content type that is meant, where that is another one. Ranges such as `text/*` stay.
fn meant(name: &str) -> Option<String> {
    let essence = name.split([';', ',']).next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let meant = match essence.as_str() {
        "*" => "*/*".to_owned(),
        "json" => "application/json".to_owned(),
        "xml" => "application/xml".to_owned(),
        "text" | "plain" => "text/plain".to_owned(),
        _ if essence.contains('/') && !essence.contains(' ') => essence,
        _ => "application/octet-stream".to_owned(),
    };
    (meant != name.to_ascii_lowercase()).then_some(meant)
}
