//! Which Rust type a schema is.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, NumberRules, ObjectRules, Schema, StringRules};

use crate::naming::type_ident;

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
        Kind::Boolean => quote!(bool),
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
        Kind::Any | Kind::Null | Kind::Enum(_) | Kind::OneOf(..) | Kind::AnyOf(_) => {
            any_type(scope)
        }
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
    schema.nullable || document.resolve(schema).nullable
}

/// Whether a named schema becomes an item: a struct or an enum.
pub(crate) fn is_item(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Object(rules) => !rules.properties.is_empty() || closed(rules),
        Kind::Enum(_) => true,
        Kind::Const(value) => value.is_string(),
        Kind::OneOf(..) => true,
        _ => false,
    }
}

fn closed(rules: &ObjectRules) -> bool {
    matches!(rules.additional, Additional::Closed)
}

/// Whether the member is a secret.
pub(crate) fn is_secret(schema: &Schema) -> bool {
    schema
        .extensions
        .get("x-secret")
        .and_then(serde_json::Value::as_bool)
        .unwrap_or_default()
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
    match rules.format.as_deref() {
        Some("int32") => quote!(i32),
        _ => quote!(i64),
    }
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
    match &rules.additional {
        Additional::Schema(schema) => {
            let value = nullable_type(document, schema, scope);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Additional::Open | Additional::Closed => {
            let value = any_type(scope);
            quote!(serde_json::Map<String, #value>)
        }
    }
}

/// `models.rs` imports the type, other files need not.
fn any_type(scope: Scope) -> TokenStream {
    match scope {
        Scope::Models => quote!(Value),
        Scope::Beside => quote!(serde_json::Value),
    }
}
