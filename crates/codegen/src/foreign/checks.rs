//! The rules of any schema as calls of `sovx_runtime::check`.

pub(super) mod scalars;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, ArrayRules, Kind, ObjectRules, Schema, StringRules};

use super::names::bare;
use super::{unions, values};
use crate::naming::ident;
use crate::types::{Scope, is_decimal, is_item, is_nullable, item_path};

/// The most calls in one chain.
const CHAIN: usize = 50;

/// A function or closure that checks a value: `check::text`, `<Pet as Check>::check`,
/// `|value, at, out| …`.
pub(crate) fn closure(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    let named = named(document, schema, scope).filter(|_| !is_nullable(document, schema));
    named.unwrap_or_else(|| {
        let statements = statements(document, schema, scope);
        quote!(|value, at, out| { #statements })
    })
}

/// Statements that check `value` at `at` and note violations in `out`.
pub(crate) fn statements(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    let rules = match named(document, schema, scope) {
        Some(function) => quote!(#function(value, at, out);),
        None => plain(document, schema, scope),
    };
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

/// The function that is all there is to do, nullability aside.
fn named(document: &Document, schema: &Schema, scope: Scope) -> Option<TokenStream> {
    match &schema.kind {
        Kind::Any => Some(quote!(check::any)),
        Kind::Null => Some(quote!(check::null)),
        Kind::Boolean => Some(quote!(check::boolean)),
        Kind::Ref(name) => match document.schema(name) {
            Some(target) if !is_item(target) => named(document, target, scope),
            _ => {
                let item = item_path(name, scope);
                Some(quote!(<#item as Check>::check))
            }
        },
        Kind::Number(_) if is_decimal(schema) => None,
        kind => scalars::named(kind),
    }
}

fn plain(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    match &schema.kind {
        Kind::Ref(name) => {
            let target = document.schema(name);
            target.map_or_else(TokenStream::new, |target| plain(document, target, scope))
        }
        Kind::Array(rules) => array(document, rules, scope),
        Kind::Object(rules) => object(document, rules, scope),
        Kind::Enum(admitted) => one_of(admitted, scope),
        Kind::Const(value) => one_of(std::slice::from_ref(value), scope),
        Kind::OneOf(..) | Kind::AnyOf(_) => {
            let union = unions::expression(document, schema, scope);
            quote! {
                const UNION: check::Union = #union;
                UNION.check(value, at, out);
            }
        }
        Kind::AllOf(parts) => {
            let parts = parts.iter().map(|part| closure(document, part, scope));
            quote!(check::all_of(value, &[#(#parts),*], at, out);)
        }
        Kind::Not(excluded) => {
            let excluded = closure(document, excluded, scope);
            quote!(check::not(value, #excluded, at, out);)
        }
        Kind::String(rules) => scalars::text(rules, source(document, schema, rules)),
        Kind::Number(rules) => scalars::number(rules, is_decimal(schema)),
        kind => scalars::statements(kind),
    }
}

/// The pattern of a text in the contract's own words, where they are found; the model has it in
/// Rust's.
fn source<'d>(document: &'d Document, schema: &Schema, rules: &'d StringRules) -> Option<&'d str> {
    let pattern = rules.pattern.as_deref()?;
    let stated = document.bundled.pointer(&schema.location.pointer);
    let stated = stated.and_then(|stated| stated.get("pattern")?.as_str());
    let same =
        |stated: &&str| jsonschema_regex::to_rust_regex(stated).is_ok_and(|own| own == pattern);
    Some(stated.filter(same).unwrap_or(pattern))
}

fn one_of(admitted: &[serde_json::Value], scope: Scope) -> TokenStream {
    let admitted = admitted.iter().map(|value| values::json(value, scope));
    quote!(check::one_of_values(value, &[#(#admitted),*], at, out);)
}

fn array(document: &Document, rules: &ArrayRules, scope: Scope) -> TokenStream {
    let mut calls = Vec::new();
    calls.extend(rules.min_items.map(|n| call("min_items", n)));
    calls.extend(rules.max_items.map(|n| call("max_items", n)));
    calls.extend(rules.unique_items.then(|| quote!(.unique_items())));
    if !matches!(rules.items.kind, Kind::Any) {
        let item = closure(document, &rules.items, scope);
        calls.push(quote!(.items(#item)));
    }
    guarded(&quote!(array), &quote!(list), &calls)
}

/// An object, with or without declared members.
fn object(document: &Document, rules: &ObjectRules, scope: Scope) -> TokenStream {
    let checks = rules.properties.iter();
    let checks = checks.map(|property| closure(document, &property.schema, scope));
    let checks: Vec<TokenStream> = checks.collect();
    object_by(document, rules, scope, &checks)
}

/// The object of a struct, with a function in its `impl` for each member that has rules of its own.
pub(super) fn structure(
    document: &Document,
    rules: &ObjectRules,
    fields: &[Ident],
) -> (TokenStream, TokenStream) {
    let scope = Scope::Models;
    let mut functions = TokenStream::new();
    let mut checks = Vec::new();
    for (property, field) in rules.properties.iter().zip(fields) {
        let schema = &property.schema;
        let named = named(document, schema, scope).filter(|_| !is_nullable(document, schema));
        checks.push(named.unwrap_or_else(|| {
            let function = ident(&format!("check_{}", bare(field)));
            let statements = statements(document, schema, scope);
            functions.extend(quote! {
                fn #function(value: &Value, at: &At<'_>, out: &mut Violations) {
                    #statements
                }
            });
            quote!(Self::#function)
        }));
    }
    (object_by(document, rules, scope, &checks), functions)
}

fn object_by(
    document: &Document,
    rules: &ObjectRules,
    scope: Scope,
    checks: &[TokenStream],
) -> TokenStream {
    let mut calls = Vec::new();
    calls.extend(rules.min_properties.map(|n| call("min_properties", n)));
    calls.extend(rules.max_properties.map(|n| call("max_properties", n)));
    for (property, check) in rules.properties.iter().zip(checks) {
        let name = &property.name;
        calls.push(if property.required {
            quote!(.required(#name, #check))
        } else {
            quote!(.optional(#name, #check))
        });
    }
    let patterns: Vec<Ident> = (1..=rules.patterns.len())
        .map(|number| quote::format_ident!("NAMES_{number}"))
        .collect();
    for ((_, schema), pattern) in rules.patterns.iter().zip(&patterns) {
        let check = closure(document, schema, scope);
        calls.push(quote!(.matching(&#pattern, #check)));
    }
    let names = rules.properties.iter().map(|property| &property.name);
    match &rules.additional {
        Additional::Closed => calls.push(quote!(.closed(&[#(#names),*]))),
        Additional::Schema(schema) if !rules.additional.is_anything() => {
            let check = closure(document, schema, scope);
            calls.push(quote!(.additional(&[#(#names),*], #check)));
        }
        Additional::Open | Additional::Schema(_) => {}
    }
    let sources = rules.patterns.iter().map(|(source, _)| source);
    let checked = guarded(&quote!(object), &quote!(object), &calls);
    quote! {
        #(static #patterns: check::Pattern = check::Pattern::ecma(#sources);)*
        #checked
    }
}

fn guarded(function: &TokenStream, name: &TokenStream, calls: &[TokenStream]) -> TokenStream {
    if calls.is_empty() {
        return quote!(let _ = check::#function(value, at, out););
    }
    // The compiler reads a chain of calls inside out: a very long one would be too deep.
    let chains = calls.chunks(CHAIN).map(|calls| quote!(#name #(#calls)*;));
    quote! {
        if let Some(mut #name) = check::#function(value, at, out) {
            #(#chains)*
        }
    }
}

fn call(name: &str, count: u64) -> TokenStream {
    let name = quote::format_ident!("{name}");
    let literal = Literal::u64_unsuffixed(count);
    quote!(.#name(#literal))
}
