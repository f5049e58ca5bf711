//! What a value looks like as text: `sovx_runtime::wire::Shape` from a schema.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, ObjectRules, Schema, StringRules};

/// How deep lists and objects may stand in each other before a value is taken for anything.
const DEPTH: usize = 5;

/// The shape of a schema. `parts`: whether it stands in a form whose parts hold bytes.
pub(super) fn shape(document: &Document, schema: &Schema, parts: bool) -> TokenStream {
    Shaping { document, parts }.of(schema, DEPTH)
}

/// The shape of members that an object does not declare.
pub(super) fn others(document: &Document, schema: &Schema, parts: bool) -> TokenStream {
    let shaping = Shaping { document, parts };
    let objects = objects(document, schema, DEPTH);
    let mut schemas = objects.iter().filter_map(|rules| match &rules.additional {
        Additional::Schema(schema) => Some(schema),
        Additional::Open | Additional::Closed => None,
    });
    let first = schemas.next();
    first.map_or_else(|| quote!(Shape::Any), |schema| shaping.of(schema, DEPTH))
}

/// Whether the text of such a value is bytes.
pub(super) fn is_bytes(document: &Document, schema: &Schema) -> bool {
    let binary = |rules: &StringRules| rules.format.as_deref() == Some("binary");
    matches!(&document.resolve(schema).kind, Kind::String(rules) if binary(rules))
}

/// The object schemas that a value of this schema is of, all of them or one of them.
pub(super) fn objects<'d>(
    document: &'d Document,
    schema: &'d Schema,
    depth: usize,
) -> Vec<&'d ObjectRules> {
    if depth == 0 {
        return Vec::new();
    }
    match &document.resolve(schema).kind {
        Kind::Object(rules) => vec![rules],
        Kind::AllOf(parts) | Kind::OneOf(parts, _) | Kind::AnyOf(parts) => parts
            .iter()
            .flat_map(|part| objects(document, part, depth - 1))
            .collect(),
        _ => Vec::new(),
    }
}

struct Shaping<'d> {
    document: &'d Document,
    parts: bool,
}

impl Shaping<'_> {
    fn of(&self, schema: &Schema, depth: usize) -> TokenStream {
        let mut branches = Vec::new();
        self.branches(schema, depth, &mut branches);
        match branches.as_slice() {
            [] => quote!(Shape::Any),
            [one] => one.clone(),
            several => quote!(Shape::Union(&[#(#several),*])),
        }
    }

    /// What the text may be read as, one after the other, each once.
    fn branches(&self, schema: &Schema, depth: usize, out: &mut Vec<TokenStream>) {
        let resolved = self.document.resolve(schema);
        let Some(depth) = depth.checked_sub(1) else {
            add(out, quote!(Shape::Any));
            return;
        };
        match &resolved.kind {
            Kind::Any | Kind::Ref(_) | Kind::Not(_) => add(out, quote!(Shape::Any)),
            Kind::Null => add(out, quote!(Shape::Null)),
            Kind::Boolean => add(out, quote!(Shape::Boolean)),
            Kind::Integer(_) => add(out, quote!(Shape::Integer)),
            Kind::Number(_) => add(out, quote!(Shape::Number)),
            Kind::String(_) if self.parts && is_bytes(self.document, resolved) => {
                add(out, quote!(Shape::Bytes));
            }
            Kind::String(_) => add(out, quote!(Shape::Text)),
            Kind::Enum(values) => values.iter().for_each(|value| add(out, of_value(value))),
            Kind::Const(value) => add(out, of_value(value)),
            Kind::Array(rules) => {
                let item = self.of(&rules.items, depth);
                add(out, quote!(Shape::List(&#item)));
            }
            Kind::Object(_) => add(out, self.object(resolved, depth)),
            Kind::OneOf(schemas, _) | Kind::AnyOf(schemas) => {
                schemas
                    .iter()
                    .for_each(|one| self.branches(one, depth, out));
            }
            Kind::AllOf(_) if !objects(self.document, resolved, depth).is_empty() => {
                add(out, self.object(resolved, depth));
            }
            Kind::AllOf(schemas) => {
                let closest = schemas.iter().find(|one| {
                    let kind = &self.document.resolve(one).kind;
                    !matches!(kind, Kind::Any | Kind::Not(_))
                });
                match closest {
                    Some(one) => self.branches(one, depth, out),
                    None => add(out, quote!(Shape::Any)),
                }
            }
        }
        if (resolved.nullable || schema.nullable) && !matches!(resolved.kind, Kind::String(_)) {
            add(out, quote!(Shape::Null));
        }
    }

    fn object(&self, schema: &Schema, depth: usize) -> TokenStream {
        let objects = objects(self.document, schema, depth + 1);
        let mut names: Vec<&str> = Vec::new();
        let mut members = Vec::new();
        for property in objects.iter().flat_map(|rules| &rules.properties) {
            if names.contains(&property.name.as_str()) {
                continue;
            }
            names.push(&property.name);
            let (name, shape) = (&property.name, self.of(&property.schema, depth));
            members.push(quote!((#name, #shape)));
        }
        let mut others = objects.iter().filter_map(|rules| match &rules.additional {
            Additional::Schema(schema) => Some(self.of(schema, depth)),
            Additional::Open if rules.properties.is_empty() => Some(quote!(Shape::Any)),
            Additional::Open | Additional::Closed => None,
        });
        let others = match others.next() {
            Some(shape) => quote!(Some(&#shape)),
            None if objects.iter().any(|rules| !rules.patterns.is_empty()) => {
                quote!(Some(&Shape::Any))
            }
            None => quote!(None),
        };
        quote!(Shape::Object(&[#(#members),*], #others))
    }
}

fn of_value(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(Shape::Null),
        Value::Bool(_) => quote!(Shape::Boolean),
        Value::Number(number) if number.is_f64() => quote!(Shape::Number),
        Value::Number(_) => quote!(Shape::Integer),
        Value::String(_) => quote!(Shape::Text),
        Value::Array(_) => quote!(Shape::List(&Shape::Any)),
        Value::Object(_) => quote!(Shape::Object(&[], Some(&Shape::Any))),
    }
}

fn add(out: &mut Vec<TokenStream>, shape: TokenStream) {
    let text = shape.to_string();
    if out.iter().all(|known| known.to_string() != text) {
        out.push(shape);
    }
}
