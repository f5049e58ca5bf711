//! Types that contain themselves.
//!
//! A field or variant that leads back to its own type by value is boxed; lists and maps keep their
//! items elsewhere already. A schema that is no item of its own, such as a list of itself, becomes
//! one, because a type alias cannot be recursive.

use std::collections::{HashMap, HashSet};

use sovx_contract::Document;
use sovx_contract::model::{Kind, Schema};

use super::walk::children;
use crate::types::is_item;

/// Turns every schema that is an alias of something with itself inside into a newtype.
pub(super) fn cut_aliases(document: &mut Document) {
    for index in 0..document.schemas.len() {
        let Some(named) = document.schemas.get(index) else {
            continue;
        };
        if is_item(&named.schema) || !leads_back(document, &named.name, &named.schema) {
            continue;
        }
        if let Some(named) = document.schemas.get_mut(index) {
            let whole = named.schema.clone();
            named.schema.nullable = false;
            named.schema.kind = match whole.kind {
                // It refers to nothing but itself.
                Kind::Ref(_) => Kind::Any,
                _ => Kind::AllOf(vec![whole]),
            };
        }
    }
}

/// Whether an alias is reached from itself through aliases only.
fn leads_back(document: &Document, name: &str, schema: &Schema) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        if let Kind::Ref(target) = &schema.kind {
            if target == name {
                return true;
            }
            if seen.insert(target.as_str()) {
                open.extend(document.schema(target).filter(|target| !is_item(target)));
            }
        } else {
            open.extend(children(schema));
        }
    }
    false
}

/// Which items contain each other by value.
pub(crate) struct Cycles<'d> {
    /// The group of each item; two items of one group contain each other.
    groups: HashMap<&'d str, usize>,
}

impl<'d> Cycles<'d> {
    /// Of all items of the document.
    pub(crate) fn of(document: &'d Document) -> Self {
        let edges: HashMap<&str, Vec<&str>> = document
            .schemas
            .iter()
            .map(|named| (named.name.as_str(), contained(document, &named.schema)))
            .collect();
        let mut backwards: HashMap<&str, Vec<&str>> = HashMap::new();
        for (from, targets) in &edges {
            for to in targets {
                backwards.entry(to).or_default().push(from);
            }
        }
        let names = document.schemas.iter().map(|named| named.name.as_str());
        let mut finished = Vec::new();
        let mut seen = HashSet::new();
        for name in names {
            finish(name, &edges, &mut seen, &mut finished);
        }
        let mut groups = HashMap::new();
        for (group, name) in finished.iter().rev().enumerate() {
            let mut open = vec![*name];
            while let Some(name) = open.pop() {
                if !groups.contains_key(name) {
                    groups.insert(name, group);
                    open.extend(backwards.get(name).into_iter().flatten());
                }
            }
        }
        Self { groups }
    }

    /// Whether a field of `owner` that is this schema must be boxed.
    pub(crate) fn closes(&self, document: &Document, owner: &str, schema: &Schema) -> bool {
        let group = |name: &str| self.groups.get(name);
        by_value(document, schema).is_some_and(|inner| group(owner) == group(inner))
    }
}

/// Notes a name after all that it leads to, without calling itself: contracts can be deep.
fn finish<'d>(
    name: &'d str,
    edges: &HashMap<&'d str, Vec<&'d str>>,
    seen: &mut HashSet<&'d str>,
    finished: &mut Vec<&'d str>,
) {
    let mut open = vec![(name, false)];
    while let Some((name, done)) = open.pop() {
        if done {
            finished.push(name);
        } else if seen.insert(name) {
            open.push((name, true));
            let inner = edges.get(name).into_iter().flatten();
            open.extend(inner.map(|inner| (*inner, false)));
        }
    }
}

/// The items that an item holds by value.
fn contained<'d>(document: &'d Document, schema: &'d Schema) -> Vec<&'d str> {
    let fields: Vec<&Schema> = match &schema.kind {
        Kind::Object(rules) => rules
            .properties
            .iter()
            .map(|property| &property.schema)
            .collect(),
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) => branches.iter().collect(),
        _ => Vec::new(),
    };
    fields
        .into_iter()
        .filter_map(|field| by_value(document, field))
        .collect()
}

/// The item that a schema is by reference.
fn by_value<'d>(document: &'d Document, schema: &'d Schema) -> Option<&'d str> {
    let mut current = schema;
    for _ in 0..=document.schemas.len() {
        let Kind::Ref(name) = &current.kind else {
            return None;
        };
        let target = document.schema(name)?;
        if is_item(target) {
            return Some(name);
        }
        current = target;
    }
    None
}
