//! Which Rust type a schema is.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, NumberRules, ObjectRules, Schema, StringRules};

use crate::naming::type_ident;
use crate::width::Width;

/// Where the code stands that names a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In `models.rs` itself.
    Models,
    /// Beside it, with `models` in scope.
    Beside,
}

/// The type of a schema, nullability aside.
pub(crate) fn rust_type(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    match &schema.kind {
        Kind::Ref(name) => match document.schema(name) {
            Some(target) if !is_item(target) => rust_type(document, target, scope),
            _ => item_path(name, scope),
        },
        Kind::Null | Kind::Const(Value::Null) => quote!(()),
        Kind::Boolean => match schema.always() {
            Some(true) => quote!(sovx_runtime::True),
            Some(false) => quote!(sovx_runtime::False),
            None => quote!(bool),
        },
        Kind::Const(value) if value.as_bool() == Some(true) => quote!(sovx_runtime::True),
        Kind::Const(_) => quote!(sovx_runtime::False),
        Kind::Integer(rules) => integer_type(rules),
        Kind::Number(_) => quote!(f64),
        Kind::String(rules) => string_type(schema, rules),
        Kind::Array(rules) => {
            let item = nullable_type(document, &rules.items, scope);
            quote!(Vec<#item>)
        }
        Kind::Object(rules) => map_type(document, rules, scope),
        Kind::Any
        | Kind::Enum(_)
        | Kind::OneOf(..)
        | Kind::AnyOf(_)
        | Kind::AllOf(_)
        | Kind::Not(_) => any_type(scope),
    }
}

/// The same with `Option` where null is admitted.
pub(crate) fn nullable_type(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    let plain = rust_type(document, schema, scope);
    if is_nullable(document, schema) {
        quote!(Option<#plain>)
    } else {
        plain
    }
}

/// Whether null is admitted, here or by the schema referred to.
pub(crate) fn is_nullable(document: &Document, schema: &Schema) -> bool {
    let mut current = schema;
    // A chain of references longer than the number of names would be a circle.
    for _ in 0..=document.schemas.len() {
        match &current.kind {
            _ if current.nullable => return true,
            Kind::Ref(name) => match document.schema(name) {
                Some(target) => current = target,
                None => return false,
            },
            _ => return false,
        }
    }
    false
}

/// Whether a named schema becomes an item: a struct or an enum.
pub(crate) fn is_item(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Object(rules) => !rules.properties.is_empty() || holds_nothing(rules),
        Kind::Const(value) => !value.is_boolean() && !value.is_null(),
        Kind::Enum(_) | Kind::OneOf(..) | Kind::AnyOf(_) | Kind::AllOf(_) | Kind::Not(_) => true,
        _ => false,
    }
}

fn holds_nothing(rules: &ObjectRules) -> bool {
    matches!(rules.additional, Additional::Closed) && rules.patterns.is_empty()
}

/// Whether the number is kept with the digits that it came with.
pub(crate) fn is_decimal(schema: &Schema) -> bool {
    schema.extensions.get("x-decimal").and_then(Value::as_bool) == Some(true)
}

/// Whether the member is a secret.
pub(crate) fn is_secret(schema: &Schema) -> bool {
    schema
        .extensions
        .get("x-secret")
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

/// Whether the text is a line that people read, kept in Unicode normalisation form C.
pub(crate) fn is_line(document: &Document, schema: &Schema) -> bool {
    let marked = |schema: &Schema| schema.extensions.get("x-text") == Some(&"line".into());
    let target = document.resolve(schema);
    matches!(target.kind, Kind::String(_)) && (marked(schema) || marked(target))
}

/// The path of a generated item.
pub(crate) fn item_path(name: &str, scope: Scope) -> TokenStream {
    let ident = type_ident(name);
    match scope {
        Scope::Models => quote!(#ident),
        Scope::Beside => quote!(models::#ident),
    }
}

fn integer_type(rules: &NumberRules) -> TokenStream {
    let name = Width::of(rules).ident();
    quote!(#name)
}

fn string_type(schema: &Schema, rules: &StringRules) -> TokenStream {
    if is_secret(schema) {
        return quote!(sovx_runtime::Secret);
    }
    match rules.format.as_deref() {
        Some("uuid") => quote!(uuid::Uuid),
        Some("date") => quote!(chrono::NaiveDate),
        Some("date-time") => quote!(sovx_runtime::Timestamp),
        _ => quote!(String),
    }
}

fn map_type(document: &Document, rules: &ObjectRules, scope: Scope) -> TokenStream {
    match other_members(rules) {
        Some(schema) => {
            let value = nullable_type(document, schema, scope);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        None => {
            let value = any_type(scope);
            quote!(serde_json::Map<String, #value>)
        }
    }
}

/// What the undeclared members of an object are, where it is one thing only.
pub(crate) fn other_members(rules: &ObjectRules) -> Option<&Schema> {
    match (rules.patterns.as_slice(), &rules.additional) {
        ([], Additional::Schema(schema)) => Some(schema),
        ([(_, schema)], Additional::Closed) => Some(schema),
        _ => None,
    }
}

/// `models.rs` imports the type, other files need not.
pub(crate) fn any_type(scope: Scope) -> TokenStream {
    match scope {
        Scope::Models => quote!(Value),
        Scope::Beside => quote!(serde_json::Value),
    }
}
