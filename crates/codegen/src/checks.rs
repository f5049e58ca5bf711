//! The rules of a schema as code: calls of `sovx_runtime::check`, in the contract's order.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Number;
use sovx_contract::Document;
use sovx_contract::model::{
    Additional, ArrayRules, Kind, NumberRules, ObjectRules, Schema, StringRules,
};

use crate::naming::{field_ident, type_ident};
use crate::types::{Scope, is_decimal, is_item, is_line, is_nullable, item_path};

/// Statements that check `value` at `at` and note violations in `out`.
pub(crate) fn statements(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    let rules = plain(document, schema, scope);
    if is_nullable(document, schema) {
        quote! {
            if !value.is_null() {
                #rules
            }
        }
    } else {
        rules
    }
}

/// A closure around [`statements`].
pub(crate) fn closure(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    if let Some(item) = checked_item(document, schema, scope) {
        return quote!(<#item as Check>::check);
    }
    let target = document.resolve(schema);
    let is_free = matches!(target.kind, Kind::Boolean) && target.always().is_none();
    if is_free && !is_nullable(document, schema) {
        return quote!(check::boolean);
    }
    let statements = statements(document, schema, scope);
    quote!(|value, at, out| { #statements })
}

/// The item whose `check` is all there is to do.
fn checked_item(document: &Document, schema: &Schema, scope: Scope) -> Option<TokenStream> {
    let Kind::Ref(name) = &schema.kind else {
        return None;
    };
    let target = document.schema(name)?;
    (is_item(target) && !is_nullable(document, schema)).then(|| item_path(name, scope))
}

fn plain(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    match &schema.kind {
        Kind::Ref(name) => match document.schema(name) {
            Some(target) if !is_item(target) => plain(document, target, scope),
            _ => {
                let item = item_path(name, scope);
                quote!(<#item as Check>::check(value, at, out);)
            }
        },
        Kind::Boolean => match schema.always() {
            Some(expected) => quote!(check::constant(value, #expected, at, out);),
            None => quote!(check::boolean(value, at, out);),
        },
        Kind::Const(value) => {
            let expected = value.as_bool().unwrap_or_default();
            quote!(check::constant(value, #expected, at, out);)
        }
        Kind::Integer(rules) => integer(rules),
        Kind::Number(rules) => number(schema, rules),
        Kind::String(rules) => text(rules, is_line(document, schema)),
        Kind::Array(rules) => array(document, rules, scope),
        Kind::Object(rules) => map(document, rules, scope),
        Kind::Any
        | Kind::Null
        | Kind::Enum(_)
        | Kind::OneOf(..)
        | Kind::AnyOf(_)
        | Kind::AllOf(_)
        | Kind::Not(_) => {
            quote!(let _ = (value, at, out);)
        }
    }
}

fn text(rules: &StringRules, is_line: bool) -> TokenStream {
    let pattern = rules
        .pattern
        .as_ref()
        .map(|pattern| quote!(static PATTERN: check::Pattern = check::Pattern::new(#pattern);));
    let mut calls = Vec::new();
    calls.extend(is_line.then(|| quote!(.line())));
    calls.extend(rules.min_length.map(|n| call("min_length", &count(n))));
    calls.extend(rules.max_length.map(|n| call("max_length", &count(n))));
    calls.extend(rules.pattern.iter().map(|_| quote!(.pattern(&PATTERN))));
    let format = rules
        .format
        .as_deref()
        .and_then(format_name)
        .map(type_ident);
    calls.extend(format.map(|format| quote!(.format(check::Format::#format))));
    quote! {
        #pattern
        check::string(value, at, out) #(#calls)* .done();
    }
}

/// The formats that are enforced, by the name of their variant.
pub(crate) fn format_name(format: &str) -> Option<&'static str> {
    match format {
        "uuid" => Some("Uuid"),
        "date" => Some("Date"),
        "date-time" => Some("DateTime"),
        "email" => Some("Email"),
        _ => None,
    }
}

fn integer(rules: &NumberRules) -> TokenStream {
    let calls = bounds(rules, |number| {
        let value = number.as_i128().unwrap_or_default();
        let literal = Literal::i128_unsuffixed(value.saturating_abs());
        if value < 0 {
            quote!(-#literal)
        } else {
            quote!(#literal)
        }
    });
    let width = match rules.format.as_deref() {
        Some("int32") => quote!(i32),
        _ => quote!(i64),
    };
    let least = rules.minimum.is_none() && rules.exclusive_minimum.is_none();
    let least = least.then(|| quote!(.minimum(i128::from(#width::MIN))));
    let most = rules.maximum.is_none() && rules.exclusive_maximum.is_none();
    let most = most.then(|| quote!(.maximum(i128::from(#width::MAX))));
    quote!(check::integer(value, at, out) #(#calls)* #least #most .done();)
}

fn number(schema: &Schema, rules: &NumberRules) -> TokenStream {
    let calls = bounds(rules, |number| {
        let value = number.as_f64().unwrap_or_default();
        let literal = Literal::f64_unsuffixed(value.abs());
        if value < 0.0 {
            quote!(-#literal)
        } else {
            quote!(#literal)
        }
    });
    let function = field_ident(if is_decimal(schema) {
        "decimal"
    } else {
        "number"
    });
    quote!(check::#function(value, at, out) #(#calls)* .done();)
}

fn bounds(rules: &NumberRules, literal: impl Fn(&Number) -> TokenStream) -> Vec<TokenStream> {
    let rules = [
        ("minimum", &rules.minimum),
        ("maximum", &rules.maximum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    rules
        .into_iter()
        .filter_map(|(name, bound)| Some(call(name, &literal(bound.as_ref()?))))
        .collect()
}

fn array(document: &Document, rules: &ArrayRules, scope: Scope) -> TokenStream {
    let mut calls = Vec::new();
    calls.extend(rules.min_items.map(|n| call("min_items", &count(n))));
    calls.extend(rules.max_items.map(|n| call("max_items", &count(n))));
    calls.extend(rules.unique_items.then(|| quote!(.unique_items())));
    if !matches!(rules.items.kind, Kind::Any) {
        let item = closure(document, &rules.items, scope);
        calls.push(quote!(.items(#item)));
    }
    guarded("array", &quote!(list), &calls)
}

/// An object without declared members.
fn map(document: &Document, rules: &ObjectRules, scope: Scope) -> TokenStream {
    let mut calls = sizes(rules);
    if let Additional::Schema(schema) = &rules.additional {
        let member = closure(document, schema, scope);
        calls.push(quote!(.additional(&[], #member)));
    }
    guarded("object", &quote!(object), &calls)
}

fn guarded(function: &str, name: &TokenStream, calls: &[TokenStream]) -> TokenStream {
    let function = field_ident(function);
    if calls.is_empty() {
        return quote!(let _ = check::#function(value, at, out););
    }
    quote! {
        if let Some(mut #name) = check::#function(value, at, out) {
            #name #(#calls)*;
        }
    }
}

/// The rules of an object with members, each member's in a function of its own.
pub(crate) fn object(document: &Document, rules: &ObjectRules) -> (TokenStream, TokenStream) {
    let mut calls = sizes(rules);
    let mut functions = TokenStream::new();
    for property in &rules.properties {
        let name = &property.name;
        let direct = checked_item(document, &property.schema, Scope::Models);
        let check = direct.map_or_else(
            || {
                let function = field_ident(&format!("check {name}"));
                let statements = statements(document, &property.schema, Scope::Models);
                functions.extend(quote! {
                    fn #function(value: &Value, at: &At<'_>, out: &mut Violations) {
                        #statements
                    }
                });
                quote!(Self::#function)
            },
            |item| quote!(<#item as Check>::check),
        );
        calls.push(if property.required {
            quote!(.required(#name, #check))
        } else {
            quote!(.optional(#name, #check))
        });
    }
    let names = rules.properties.iter().map(|property| &property.name);
    if matches!(rules.additional, Additional::Closed) {
        calls.push(quote!(.closed(&[#(#names),*])));
    }
    (guarded("object", &quote!(object), &calls), functions)
}

fn sizes(rules: &ObjectRules) -> Vec<TokenStream> {
    let least = rules
        .min_properties
        .map(|n| call("min_properties", &count(n)));
    let most = rules
        .max_properties
        .map(|n| call("max_properties", &count(n)));
    least.into_iter().chain(most).collect()
}

fn call(name: &str, argument: &TokenStream) -> TokenStream {
    let name = field_ident(name);
    quote!(.#name(#argument))
}

fn count(number: u64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(number);
    quote!(#literal)
}
