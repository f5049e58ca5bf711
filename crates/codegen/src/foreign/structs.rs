//! An object with declared members as a struct, and a newtype for what has no type of its own.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, ObjectRules, Property, Schema};

use super::names::bare;
use super::recursion::Cycles;
use super::{checks, docs, names, values};
use crate::naming::type_ident;
use crate::types::{Scope, is_nullable, nullable_type, other_members, rust_type};

/// The item of an object.
pub(super) fn item(
    document: &Document,
    cycles: &Cycles<'_>,
    name: &str,
    schema: &Schema,
    rules: &ObjectRules,
) -> TokenStream {
    let ident = type_ident(name);
    let title = docs(schema.description.as_deref());
    let (idents, rest) = names::fields(rules);
    let fields: Vec<Field> = rules
        .properties
        .iter()
        .zip(&idents)
        .map(|(property, ident)| field(document, cycles, name, property, ident))
        .collect();
    let members = fields.iter().map(|field| &field.tokens);
    let (check, checks) = checks::structure(document, rules, &idents);
    let defaults = fields.iter().filter_map(|field| field.default.clone());
    let functions: TokenStream = defaults.chain([checks]).collect();
    let functions = (!functions.is_empty()).then(|| quote!(impl #ident { #functions }));
    let others = others(document, rules, &rest);
    let closed = matches!(rules.additional, Additional::Closed) && others.is_none();
    let closed = closed.then(|| quote!(#[serde(deny_unknown_fields)]));
    let long = (rules.properties.len() > 20).then(long);
    quote! {
        #title
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #closed
        pub struct #ident {
            #(#members,)*
            #others
        }

        impl Check for #ident {
            #long
            fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
                #check
            }
        }

        #functions
    }
}

fn long() -> TokenStream {
    quote!(#[allow(clippy::too_many_lines, reason = "one call for each rule of the contract")])
}

/// The field for members that are not declared, where these have rules.
fn others(document: &Document, rules: &ObjectRules, name: &Ident) -> Option<TokenStream> {
    let ruled = matches!(rules.additional, Additional::Schema(_)) || !rules.patterns.is_empty();
    let value = match other_members(rules) {
        Some(schema) => nullable_type(document, schema, Scope::Models),
        None => quote!(Value),
    };
    ruled.then(|| {
        quote! {
            /// The members that are not declared by name.
            #[serde(flatten)]
            pub #name: std::collections::BTreeMap<String, #value>,
        }
    })
}

/// A field of a generated struct.
struct Field {
    /// Attributes, name and type.
    tokens: TokenStream,
    /// The function that makes its default.
    default: Option<TokenStream>,
}

/// The field of a declared member.
fn field(
    document: &Document,
    cycles: &Cycles<'_>,
    owner: &str,
    property: &Property,
    name: &Ident,
) -> Field {
    let schema = &property.schema;
    let plain = rust_type(document, schema, Scope::Models);
    let boxed = cycles.closes(document, owner, schema);
    let plain = if boxed { quote!(Box<#plain>) } else { plain };
    let default = schema
        .default
        .as_ref()
        .filter(|_| !boxed && !property.required);
    let default = default.and_then(|value| values::plain(document, schema, value, Scope::Models));
    let (kind, mut serde, default) = match (property.required, is_nullable(document, schema)) {
        (true, false) => (plain, vec![], None),
        (true, true) => (
            quote!(Option<#plain>),
            vec![quote!(deserialize_with = "sovx_runtime::nullable")],
            None,
        ),
        (false, true) => (
            quote!(sovx_runtime::Patch<#plain>),
            vec![
                quote!(default),
                quote!(skip_serializing_if = "sovx_runtime::Patch::is_absent"),
            ],
            None,
        ),
        (false, false) => match default {
            Some(value) => with_default(owner, name, plain, &value),
            None => (quote!(Option<#plain>), optional(document, schema), None),
        },
    };
    let wire = &property.name;
    if bare(name) != *wire {
        serde.insert(0, quote!(rename = #wire));
    }
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    let docs = docs(description(document, schema));
    let tokens = quote! {
        #docs
        #serde
        pub #name: #kind
    };
    Field { tokens, default }
}

/// The attributes of a member that may be absent. Only where null is a value of its own must it be
/// told from absence.
fn optional(document: &Document, schema: &Schema) -> Vec<TokenStream> {
    let mut serde = vec![quote!(skip_serializing_if = "Option::is_none")];
    let scalar = matches!(
        document.resolve(schema).kind,
        Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Array(_)
            | Kind::Object(_)
            | Kind::Enum(_)
    );
    if !scalar {
        serde.insert(0, quote!(default));
        serde.push(quote!(deserialize_with = "sovx_runtime::present"));
    }
    serde
}

/// An optional member whose absence stands for a value.
fn with_default(
    owner: &str,
    name: &Ident,
    kind: TokenStream,
    value: &TokenStream,
) -> (TokenStream, Vec<TokenStream>, Option<TokenStream>) {
    let function = quote::format_ident!("default_{}", bare(name));
    let path = format!("{}::{function}", type_ident(owner));
    let default = quote! {
        fn #function() -> #kind {
            #value
        }
    };
    (kind, vec![quote!(default = #path)], Some(default))
}

fn description<'d>(document: &'d Document, schema: &'d Schema) -> Option<&'d str> {
    let own = schema.description.as_deref();
    own.or_else(|| document.resolve(schema).description.as_deref())
}

/// A newtype over a JSON value, which the check alone describes.
pub(super) fn newtype(document: &Document, name: &str, schema: &Schema) -> TokenStream {
    let ident = type_ident(name);
    let title = docs(schema.description.as_deref());
    let plain = Schema {
        nullable: false,
        ..schema.clone()
    };
    let check = checks::statements(document, &plain, Scope::Models);
    quote! {
        #title
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct #ident(pub Value);

        impl Check for #ident {
            fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
                #check
            }
        }
    }
}
