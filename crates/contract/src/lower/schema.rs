//! Schemas: every object of keywords becomes exactly one kind.
//!
//! A keyword that restricts nothing for the kind at hand is a mistake and reported, not dropped.

mod conditions;
mod limits;
pub(super) mod parts;
mod patterns;
mod redundant;
mod types;

use serde_json::{Map, Value};

use super::{Lowering, extensions, flag, list, merge::Part, object, text};
use crate::{
    load::pointer,
    model::{Additional, Discriminator, Kind, Property, Schema},
};

impl Lowering<'_> {
    /// The schema that stands at `path` of the bundle.
    pub(super) fn schema(&mut self, value: &Value, path: &str) -> Schema {
        let part = self.part(value, path);
        self.completed(part, path)
    }

    /// Declares what a part requires and nothing has declared.
    pub(super) fn completed(&mut self, part: Part, path: &str) -> Schema {
        let Part {
            mut schema,
            undeclared,
        } = part;
        for name in undeclared {
            let Kind::Object(rules) = &mut schema.kind else {
                break;
            };
            let fragment = self.findings.lenient() && rules.properties.is_empty();
            let kind = match &rules.additional {
                Additional::Open => Kind::Any,
                Additional::Schema(schema) => schema.kind.clone(),
                Additional::Closed => Kind::Not(Box::new(self.bare(Kind::Any, path))),
            };
            let mut other = self.bare(kind, path);
            if let Additional::Schema(schema) = &rules.additional {
                other.nullable = schema.nullable;
            }
            rules.properties.push(Property {
                name: name.clone(),
                required: true,
                schema: other,
            });
            if !fragment {
                self.tolerate(
                    "unknown-required",
                    path,
                    format!("`{name}` is required but not declared"),
                    "declare it under `properties` or take it out of `required`",
                );
            }
        }
        schema
    }

    /// The same while `allOf` may still supply what is missing.
    pub(super) fn part(&mut self, value: &Value, path: &str) -> Part {
        let mut part = match value.as_object() {
            Some(members) => self.rules(members, path),
            None if *value == Value::Bool(false) => Part::of(self.nothing(path)),
            None => Part::of(self.bare(Kind::Any, path)),
        };
        annotate(&mut part.schema, value);
        part.schema.location = self.location(path);
        part
    }

    /// A schema with a kind and nothing else.
    pub(super) fn bare(&self, kind: Kind, path: &str) -> Schema {
        Schema {
            kind,
            nullable: false,
            title: None,
            description: None,
            default: None,
            examples: Vec::new(),
            deprecated: false,
            write_only: false,
            read_only: false,
            extensions: Map::new(),
            location: self.location(path),
        }
    }

    /// A schema that admits no value.
    fn nothing(&self, path: &str) -> Schema {
        let anything = self.bare(Kind::Any, path);
        self.bare(Kind::Not(Box::new(anything)), path)
    }

    fn rules(&mut self, members: &Map<String, Value>, path: &str) -> Part {
        let mut parts = parts::split(members, path);
        if self.findings.lenient() {
            self.drop_redundant(&mut parts);
        }
        match parts.as_slice() {
            [] => Part::of(self.bare(Kind::Any, path)),
            [parts::Rule::Ref(name)] => Part::of(self.bare(Kind::Ref(name.clone()), path)),
            [parts::Rule::Own(own)] => self.own(own, path),
            [parts::Rule::Alternatives(keyword, branches)] => {
                let schema = self.alternatives(members, keyword, branches, path);
                Part::of(schema)
            }
            // A list of one adds nothing to what it lists.
            [parts::Rule::Inner(value, place)] => self.part(value, place),
            [parts::Rule::Not(value, place)] => Part::of(self.negation(value, place)),
            [parts::Rule::Condition(members)] => Part::of(self.condition(members, path)),
            [parts::Rule::Dependent(name, dependency)] => {
                Part::of(self.dependent(name, dependency, path))
            }
            several => self.merge_parts(several, members, path),
        }
    }

    /// `oneOf` or `anyOf`. A branch that is only `null` makes the rest nullable.
    pub(super) fn alternatives(
        &mut self,
        members: &Map<String, Value>,
        keyword: &str,
        branches: &[Value],
        path: &str,
    ) -> Schema {
        let place = pointer::join(path, keyword);
        let mut schemas: Vec<Schema> = Vec::new();
        let mut nullable = false;
        for (index, branch) in branches.iter().enumerate() {
            let schema = self.schema(branch, &pointer::join(&place, &index.to_string()));
            match schema.kind {
                Kind::Null => nullable = true,
                _ => schemas.push(schema),
            }
        }
        let discriminator = members.get("discriminator");
        let discriminator = discriminator.map(|value| self.discriminator(value, &schemas, path));
        let mut schema = if schemas.len() == 1 && discriminator.is_none() {
            schemas.remove(0)
        } else if schemas.is_empty() {
            let kind = if nullable { Kind::Null } else { Kind::Any };
            nullable = false;
            self.bare(kind, path)
        } else if keyword == "oneOf" {
            self.bare(Kind::OneOf(schemas, discriminator), path)
        } else {
            self.bare(Kind::AnyOf(schemas), path)
        };
        schema.nullable |= nullable;
        schema
    }

    fn discriminator(&mut self, value: &Value, branches: &[Schema], path: &str) -> Discriminator {
        let place = pointer::join(path, "discriminator");
        let property = text(value, "propertyName").unwrap_or_default();
        let mut mapping: Vec<(String, String)> = object(value.get("mapping"))
            .filter_map(|(value, target)| Some((value.clone(), component(target.as_str()?)?)))
            .collect();
        let mut names = Vec::new();
        for branch in branches {
            match &branch.kind {
                Kind::Ref(name) => names.push(name.clone()),
                _ => self.report(
                    "unnamed-branch",
                    &place,
                    "a branch of a discriminated `oneOf` has no name".to_owned(),
                    "put each branch under `components/schemas` and refer to it",
                ),
            }
        }
        for (_, target) in &mapping {
            if !names.contains(target) {
                self.report(
                    "unknown-branch",
                    &place,
                    format!("`{target}` is not one of the branches"),
                    "map only to schemas that `oneOf` lists",
                );
            }
        }
        for name in names {
            if !mapping.iter().any(|(_, target)| *target == name) {
                mapping.push((name.clone(), name.clone()));
            }
            self.branches.push((name, property.clone(), place.clone()));
        }
        Discriminator { property, mapping }
    }
}

/// The name at the end of a reference to a schema of the bundle.
fn component(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

/// Puts a schema's own prose over that of what it refers to or lists.
fn annotate(schema: &mut Schema, value: &Value) {
    if let Some(title) = text(value, "title") {
        schema.title = Some(title);
    }
    if let Some(description) = text(value, "description") {
        schema.description = Some(description);
    }
    if let Some(default) = value.get("default") {
        schema.default = Some(default.clone());
    }
    if value.get("examples").is_some() {
        schema.examples = list(value.get("examples")).cloned().collect();
    }
    schema.deprecated |= flag(value, "deprecated");
    schema.write_only |= flag(value, "writeOnly");
    schema.read_only |= flag(value, "readOnly");
    schema.extensions.extend(extensions(value));
}
