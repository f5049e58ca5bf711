//! Inline objects, enums and unions get names, so that every type of the contract is a Rust item.
//!
//! Inline schemas that say the same are one type, with the name of the first place: a contract
//! that repeats itself need not be a crate that does. What stands below `allOf` or `not` stays
//! where it is: it is only ever checked.

use std::collections::HashMap;

use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, Location, NamedSchema, Operation, Schema};

use super::names::{Names, part_name, type_name};
use super::walk;
use crate::types::is_item;

/// Moves every inline schema that needs a type of its own to the named ones.
pub(super) fn name_inline_types(document: &mut Document) {
    let mut hoist = Hoist {
        names: Names::of(document),
        known: HashMap::new(),
        shared: true,
        new: Vec::new(),
    };
    for named in &mut document.schemas {
        hoist.inside(&mut named.schema, &named.name);
        if is_item(&named.schema) && !named.schema.nullable {
            let known = hoist.known.entry(fingerprint(&named.schema));
            known.or_insert_with(|| named.name.clone());
        }
    }
    for operation in &mut document.operations {
        hoist.operation(operation);
    }
    document.schemas.append(&mut hoist.new);
}

struct Hoist {
    names: Names,
    /// The types that there are, by what they say.
    known: HashMap<String, String>,
    /// Whether what is inline becomes known. Not in a parameter: who writes a request looks for
    /// its types by the operation's name.
    shared: bool,
    new: Vec<NamedSchema>,
}

impl Hoist {
    fn operation(&mut self, operation: &mut Operation) {
        let name = type_name(&operation.id);
        self.shared = false;
        for parameter in &mut operation.parameters {
            self.visit(&mut parameter.schema, &part_name(&name, &parameter.name));
        }
        self.shared = true;
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.content);
        for schema in bodies.filter_map(|media| media.schema.as_mut()) {
            self.visit(schema, &part_name(&name, "Body"));
        }
        for response in &mut operation.responses {
            let status = part_name(&name, &response.status.to_string());
            for header in &mut response.headers {
                self.visit(&mut header.schema, &part_name(&status, &header.name));
            }
            let schemas = response.content.iter_mut();
            for schema in schemas.filter_map(|media| media.schema.as_mut()) {
                self.visit(schema, &part_name(&status, "Body"));
            }
        }
    }

    /// Names the schema itself if it needs a type of its own, else what is inside.
    fn visit(&mut self, schema: &mut Schema, name: &str) {
        let empty = matches!(&schema.kind, Kind::Object(rules) if rules.properties.is_empty());
        if empty || !is_item(schema) {
            self.inside(schema, name);
            return;
        }
        let reference = annotations(schema);
        let mut named = std::mem::replace(schema, reference);
        named.nullable = false;
        named.default = None;
        self.inside(&mut named, name);
        let fingerprint = fingerprint(&named);
        let known = self.known.get(&fingerprint).cloned();
        let name = known.unwrap_or_else(|| {
            let name = self.names.free(name);
            if self.shared {
                self.known.insert(fingerprint, name.clone());
            }
            self.new.push(NamedSchema {
                name: name.clone(),
                schema: named,
            });
            name
        });
        schema.kind = Kind::Ref(name);
    }

    fn inside(&mut self, schema: &mut Schema, name: &str) {
        match &mut schema.kind {
            Kind::Array(rules) => self.visit(&mut rules.items, &part_name(name, "Item")),
            Kind::Object(rules) => {
                for property in &mut rules.properties {
                    self.visit(&mut property.schema, &part_name(name, &property.name));
                }
                for (_, schema) in &mut rules.patterns {
                    self.visit(schema, &part_name(name, "Value"));
                }
                if let Additional::Schema(schema) = &mut rules.additional {
                    self.visit(schema, &part_name(name, "Value"));
                }
            }
            Kind::OneOf(branches, _) | Kind::AnyOf(branches) => {
                for (index, branch) in branches.iter_mut().enumerate() {
                    let own = branch.title.clone().filter(|title| title.len() <= 40);
                    let own = own.unwrap_or_else(|| format!("Choice{}", index + 1));
                    self.visit(branch, &part_name(name, &own));
                }
            }
            _ => {}
        }
    }
}

/// All that a type depends on, as text: not where its schema stands, nor its own prose.
fn fingerprint(schema: &Schema) -> String {
    let nowhere = Location {
        file: String::new(),
        line: 0,
        pointer: String::new(),
    };
    let mut schema = Schema {
        title: None,
        description: None,
        ..schema.clone()
    };
    walk::visit(&mut schema, &mut |inner| {
        inner.location = nowhere.clone();
        inner.examples.clear();
    });
    format!("{schema:?}")
}

/// The schema without its rules.
fn annotations(schema: &Schema) -> Schema {
    Schema {
        kind: Kind::Any,
        nullable: schema.nullable,
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default.clone(),
        examples: Vec::new(),
        deprecated: schema.deprecated,
        write_only: schema.write_only,
        read_only: schema.read_only,
        extensions: schema.extensions.clone(),
        location: schema.location.clone(),
    }
}
