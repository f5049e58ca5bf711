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
    pub(super) fn merge_parts(
        &mut self,
        rules: &[Rule<'_>],
        members: &Map<String, Value>,
        path: &str,
    ) -> Part {
        let mut merged = Part::of(self.bare(Kind::Any, path));
        merged.schema.nullable = true;
        for rule in rules {
            let part = match rule {
                Rule::Ref(name) => self.expanded(name, path),
                Rule::Inner(value, place) => {
                    let part = self.part(value, place);
                    match &part.schema.kind {
                        Kind::Ref(name) => {
                            let mut target = self.expanded(&name.clone(), place);
                            target.schema.nullable |= part.schema.nullable;
                            target
                        }
                        _ => part,
                    }
                }
                Rule::Alternatives(keyword, branches) => {
                    Part::of(self.alternatives(members, keyword, branches, path))
                }
                Rule::Own(own) => self.part(&Value::Object(own.clone()), path),
            };
            merged = match merge(merged, part) {
                Ok(merged) => merged,
                Err((rest, message)) => {
                    self.report(
                        "conflict",
                        path,
                        format!("these parts cannot be merged: {message}"),
                        "write the schema out without `allOf`, or let the parts agree",
                    );
                    *rest
                }
            };
        }
        if matches!(merged.schema.kind, Kind::Any) {
            merged.schema.nullable = false;
        }
        merged
    }

    /// The named schema itself instead of a reference to it.
    fn expanded(&mut self, name: &str, path: &str) -> Part {
        if self.merging.iter().any(|merging| merging == name) {
            self.report(
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
        part
    }
}

/// Merges two demands; on a conflict gives back the first and says why.
fn merge(first: Part, second: Part) -> Result<Part, (Box<Part>, String)> {
    let kind = match kinds::merge(&first.schema.kind, &second.schema.kind) {
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
