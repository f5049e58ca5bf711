//! Values of the contract as Rust expressions: constants and defaults.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Number, Value};
use sovx_contract::Document;
use sovx_contract::model::{Kind, NumberRules, ObjectRules, Schema};

use super::checks::scalars::float;
use super::enums;
use crate::types::{Scope, any_type, is_item, is_nullable, is_secret, item_path, other_members};
use crate::width::Width;

/// A value as an expression of type `serde_json::Value`.
pub(crate) fn json(value: &Value, scope: Scope) -> TokenStream {
    let kind = any_type(scope);
    match value {
        Value::Null => quote!(#kind::Null),
        Value::Bool(value) => quote!(#kind::Bool(#value)),
        Value::String(text) => quote!(#kind::from(#text)),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => {
                let literal = Literal::i64_suffixed(whole.saturating_abs());
                let sign = (whole < 0).then(|| quote!(-));
                quote!(#kind::from(#sign #literal))
            }
            (None, Some(whole)) => quote!(#kind::from(#whole)),
            (None, None) => {
                let float = float(number.as_f64().unwrap_or_default());
                quote!(#kind::from(#float))
            }
        },
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            quote!(check::json(#text))
        }
    }
}

/// A value as an expression of the schema's type, null included; `None` where it is no value of
/// that type or there is no short way to write it.
pub(crate) fn literal(
    document: &Document,
    schema: &Schema,
    value: &Value,
    scope: Scope,
) -> Option<TokenStream> {
    if !is_nullable(document, schema) {
        return plain(document, schema, value, scope);
    }
    if value.is_null() {
        return Some(quote!(None));
    }
    let value = plain(document, schema, value, scope)?;
    Some(quote!(Some(#value)))
}

/// The same, nullability aside.
pub(crate) fn plain(
    document: &Document,
    schema: &Schema,
    value: &Value,
    scope: Scope,
) -> Option<TokenStream> {
    match (&schema.kind, value) {
        (Kind::Ref(name), _) => {
            let target = document.schema(name)?;
            if is_item(target) {
                return item(name, target, value, scope);
            }
            plain(document, target, value, scope)
        }
        (Kind::Any, _) => Some(json(value, scope)),
        (Kind::Null, Value::Null) => Some(quote!(())),
        (Kind::Boolean, Value::Bool(value)) => Some(quote!(#value)),
        (Kind::Integer(rules), Value::Number(number)) => integer(rules, number),
        (Kind::Number(_), Value::Number(number)) => Some(float(number.as_f64()?)),
        (Kind::String(rules), Value::String(text)) => {
            let typed = matches!(rules.format.as_deref(), Some("uuid" | "date" | "date-time"));
            if is_secret(schema) || typed {
                return None;
            }
            Some(quote!(#text.to_owned()))
        }
        (Kind::Array(rules), Value::Array(items)) => {
            let items = items
                .iter()
                .map(|item| literal(document, &rules.items, item, scope));
            let items: Vec<TokenStream> = items.collect::<Option<_>>()?;
            Some(if items.is_empty() {
                quote!(Vec::new())
            } else {
                quote!(vec![#(#items),*])
            })
        }
        (Kind::Object(rules), Value::Object(_)) => map(document, rules, value, scope),
        _ => None,
    }
}

fn map(
    document: &Document,
    rules: &ObjectRules,
    value: &Value,
    scope: Scope,
) -> Option<TokenStream> {
    let members = value.as_object()?;
    let values = members.iter().map(|(name, value)| {
        let value = match other_members(rules) {
            Some(schema) => literal(document, schema, value, scope)?,
            None => json(value, scope),
        };
        Some(quote!((#name.to_owned(), #value)))
    });
    let values: Vec<TokenStream> = values.collect::<Option<_>>()?;
    Some(match (values.is_empty(), other_members(rules)) {
        (false, _) => quote!([#(#values),*].into_iter().collect()),
        (true, Some(_)) => quote!(std::collections::BTreeMap::new()),
        (true, None) => quote!(serde_json::Map::new()),
    })
}

fn item(name: &str, schema: &Schema, value: &Value, scope: Scope) -> Option<TokenStream> {
    let values = match &schema.kind {
        Kind::Enum(values) => values.as_slice(),
        Kind::Const(value) => std::slice::from_ref(value),
        _ => return None,
    };
    let (path, variant) = (item_path(name, scope), enums::variant(values, value)?);
    Some(quote!(#path::#variant))
}

fn integer(rules: &NumberRules, number: &Number) -> Option<TokenStream> {
    let float = number.as_f64().filter(|float| float.fract() == 0.0);
    let whole = number
        .as_i128()
        .or_else(|| format!("{:.0}", float?).parse().ok())?;
    let (smallest, largest) = Width::of(rules).range();
    let literal = Literal::u128_unsuffixed(whole.unsigned_abs());
    let sign = (whole < 0).then(|| quote!(-));
    (smallest..=largest)
        .contains(&whole)
        .then(|| quote!(#sign #literal))
}
