//! `allOf` and its like: several demands become one schema, or a conflict is reported.
//!
//! The merged schema admits exactly the values that satisfy every part. Where that cannot be
//! said with one schema of the model, merging refuses rather than guesses.

mod kinds;

use serde_json::{Map, Value};

use super::{Lowering, schema::parts::Rule};
use crate::{
    load::pointer,
    model::{Kind, Schema},
};

/// A schema on its way into a merge.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) schema: Schema,
    /// Members that are required here and perhaps declared by another part.
    pub(super) undeclared: Vec<String>,
}

impl Part {
    pub(super) fn of(schema: Schema) -> Self {
        Self {
            schema,
            undeclared: Vec::new(),
        }
    }
}

impl Lowering<'_> {
    /// One schema that demands all of it. A lenient reading keeps what does not merge side by
    /// side.
    pub(super) fn merge_parts(
        &mut self,
        rules: &[Rule<'_>],
        members: &Map<String, Value>,
        path: &str,
    ) -> Part {
        let demands: Vec<Part> = rules
            .iter()
            .map(|rule| self.demand(rule, members, path))
            .collect();
        let places = rules.iter().map(|rule| match rule {
            Rule::Inner(_, place) => place,
            _ => path,
        });
        let places: Vec<&str> = places.collect();
        match self.merged(&demands, &places, path) {
            Ok(part) => part,
            Err(_) if self.findings.lenient() => Part::of(self.side_by_side(demands, path)),
            Err((rest, message)) => {
                self.report(
                    "conflict",
                    path,
                    format!("these parts cannot be merged: {message}"),
                    "write the schema out without `allOf`, or let the parts agree",
                );
                *rest
            }
        }
    }

    fn demand(&mut self, rule: &Rule<'_>, members: &Map<String, Value>, path: &str) -> Part {
        match rule {
            Rule::Ref(name) => Part::of(self.bare(Kind::Ref(name.clone()), path)),
            Rule::Inner(value, place) => self.part(value, place),
            Rule::Alternatives(keyword, branches) => {
                Part::of(self.alternatives(members, keyword, branches, path))
            }
            Rule::Not(value, place) => Part::of(self.negation(value, place)),
            Rule::Condition(members) => Part::of(self.condition(members, path)),
            Rule::Dependent(name, dependency) => Part::of(self.dependent(name, dependency, path)),
            Rule::Own(own) => self.part(&Value::Object(own.clone()), path),
        }
    }

    fn merged(
        &mut self,
        demands: &[Part],
        places: &[&str],
        path: &str,
    ) -> Result<Part, (Box<Part>, String)> {
        let mut merged = Part::of(self.bare(Kind::Any, path));
        merged.schema.nullable = true;
        for (demand, place) in demands.iter().zip(places) {
            let part = match &demand.schema.kind {
                Kind::Ref(name) => {
                    let mut target = self.expanded(name, place);
                    target.schema.nullable |= demand.schema.nullable;
                    target
                }
                _ => demand.clone(),
            };
            merged = merge(merged, part, self.findings.lenient())?;
        }
        if matches!(merged.schema.kind, Kind::Any) {
            merged.schema.nullable = false;
        }
        Ok(merged)
    }

    fn side_by_side(&mut self, demands: Vec<Part>, path: &str) -> Schema {
        let mut parts = Vec::new();
        for demand in demands {
            let schema = self.completed(demand, path);
            match schema.kind {
                Kind::AllOf(inner) => parts.extend(inner),
                _ => parts.push(schema),
            }
        }
        all_of(parts, self.bare(Kind::Any, path))
    }

    /// The named schema itself instead of a reference to it. It is worked out once, unless a circle
    /// makes it depend on where that began: schemas that share parts of parts would otherwise double
    /// the work with each level.
    fn expanded(&mut self, name: &str, path: &str) -> Part {
        if let Some(known) = self.expanded.get(name) {
            return known.clone();
        }
        if self.merging.iter().any(|merging| merging == name) {
            self.circles += 1;
            self.tolerate(
                "circular-all-of",
                path,
                format!("`{name}` contains itself through `allOf`"),
                "refer to it from a property, or leave it out",
            );
            return Part::of(self.bare(Kind::Any, path));
        }
        let target = pointer::join("/components/schemas", name);
        let Some(value) = self.root.pointer(&target) else {
            return Part::of(self.bare(Kind::Any, path));
        };
        let circles = self.circles;
        self.merging.push(name.to_owned());
        let mut part = self.part(value, &target);
        if let Kind::Ref(next) = &part.schema.kind {
            let nullable = part.schema.nullable;
            part = self.expanded(&next.clone(), path);
            part.schema.nullable |= nullable;
        }
        self.merging.pop();
        // Examples of a part need not satisfy the whole.
        part.schema.examples.clear();
        part.schema.default = None;
        part.schema.extensions.clear();
        part.schema.title = None;
        if self.circles == circles {
            self.expanded.insert(name.to_owned(), part.clone());
        }
        part
    }
}

/// Demands that stay side by side. They admit null if each of them does.
fn all_of(parts: Vec<Schema>, mut bare: Schema) -> Schema {
    let admits_null = |part: &Schema| part.nullable || matches!(part.kind, Kind::Any | Kind::Null);
    let nullable = parts.iter().all(admits_null);
    bare.nullable = nullable;
    bare.kind = Kind::AllOf(parts);
    bare
}

/// Merges two demands; on a conflict gives back the first and says why.
fn merge(first: Part, second: Part, lenient: bool) -> Result<Part, (Box<Part>, String)> {
    let kind = match kinds::merge(&first.schema.kind, &second.schema.kind, lenient) {
        Ok(kind) => kind,
        Err(message) => return Err((Box::new(first), message)),
    };
    let mut schema = first.schema;
    // Anything at all includes null.
    schema.nullable = match (&schema.kind, &second.schema.kind) {
        (_, Kind::Any) => schema.nullable,
        (Kind::Any, _) => second.schema.nullable,
        _ => schema.nullable && second.schema.nullable,
    };
    schema.kind = kind;
    schema.description = schema.description.or(second.schema.description);
    schema.deprecated |= second.schema.deprecated;
    schema.write_only |= second.schema.write_only;
    schema.read_only |= second.schema.read_only;
    if schema.examples.is_empty() {
        schema.examples = second.schema.examples;
    }
    let mut undeclared = first.undeclared;
    undeclared.extend(second.undeclared);
    if let Kind::Object(rules) = &mut schema.kind {
        undeclared.retain(|name| {
            let declared = rules
                .properties
                .iter_mut()
                .find(|member| member.name == *name);
            declared.map(|member| member.required = true).is_none()
        });
    }
    Ok(Part { schema, undeclared })
}
