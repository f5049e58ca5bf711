//! Inline objects and enums get names, so that every type of the contract is a Rust item.
//!
//! A schema `Customer` whose property `limits` is an inline object becomes `Customer` and
//! `CustomerLimits`.

use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, NamedSchema, Schema};

use crate::naming::pascal;

/// The same document with every inline object and enum moved to a named schema.
pub(crate) fn name_inline_types(document: &Document) -> Document {
    let mut document = document.clone();
    let taken = document
        .schemas
        .iter()
        .map(|named| named.name.clone())
        .collect();
    let mut hoist = Hoist {
        taken,
        new: Vec::new(),
    };
    for named in &mut document.schemas {
        hoist.inside(&mut named.schema, &named.name);
    }
    for operation in &mut document.operations {
        let name = pascal(&operation.id);
        for parameter in &mut operation.parameters {
            hoist.visit(
                &mut parameter.schema,
                &format!("{name}{}", pascal(&parameter.name)),
            );
        }
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.content);
        for schema in bodies.filter_map(|media| media.schema.as_mut()) {
            hoist.visit(schema, &format!("{name}Body"));
        }
        for response in &mut operation.responses {
            let name = format!("{name}{}Body", response.status);
            let schemas = response
                .content
                .iter_mut()
                .filter_map(|media| media.schema.as_mut());
            schemas.for_each(|schema| hoist.visit(schema, &name));
        }
    }
    document.schemas.append(&mut hoist.new);
    document
}

struct Hoist {
    taken: Vec<String>,
    new: Vec<NamedSchema>,
}

impl Hoist {
    /// Names the schema itself if it needs a type of its own, else what is inside.
    fn visit(&mut self, schema: &mut Schema, name: &str) {
        if !needs_name(schema) {
            self.inside(schema, name);
            return;
        }
        let name = self.free(name);
        let mut reference = schema.clone();
        reference.kind = Kind::Ref(name.clone());
        let mut named = std::mem::replace(schema, reference);
        named.nullable = false;
        self.inside(&mut named, &name);
        self.new.push(NamedSchema {
            name,
            schema: named,
        });
    }

    fn inside(&mut self, schema: &mut Schema, name: &str) {
        match &mut schema.kind {
            Kind::Array(rules) => self.visit(&mut rules.items, &format!("{name}Item")),
            Kind::Object(rules) => {
                for property in &mut rules.properties {
                    let name = format!("{name}{}", pascal(&property.name));
                    self.visit(&mut property.schema, &name);
                }
                if let Additional::Schema(schema) = &mut rules.additional {
                    self.visit(schema, &format!("{name}Value"));
                }
            }
            Kind::OneOf(branches, _) => {
                for (index, branch) in branches.iter_mut().enumerate() {
                    self.visit(branch, &format!("{name}Choice{}", index + 1));
                }
            }
            _ => {}
        }
    }

    fn free(&mut self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| !self.taken.contains(name))
            .unwrap_or_else(|| name.to_owned());
        self.taken.push(free.clone());
        free
    }
}

/// Objects with members, unions, enums and text constants are types of their own.
fn needs_name(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Object(rules) => !rules.properties.is_empty(),
        Kind::Enum(_) | Kind::OneOf(..) => true,
        Kind::Const(value) => value.is_string(),
        _ => false,
    }
}
