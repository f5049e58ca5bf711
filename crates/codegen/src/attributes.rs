//! The attributes of a generated field: how serde writes it and how utoipa declares it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{ArrayRules, Kind, NumberRules, Property, Schema, StringRules};

use crate::declared::{self, number_literal, value_literal};
use crate::naming::{field_ident, ident, snake};
use crate::types::{Scope, is_item, is_nullable, is_secret, rust_type};

/// A field of a generated struct.
pub(crate) struct Field {
    /// Attributes, name and type.
    pub(crate) tokens: TokenStream,
    /// A function that the attributes name, if any.
    pub(crate) function: TokenStream,
}

/// The field of a declared member.
pub(crate) fn field(document: &Document, owner: &str, property: &Property) -> Field {
    let schema = &property.schema;
    let plain = rust_type(document, schema, Scope::Models);
    let nullable = is_nullable(document, schema);
    let default = (!property.required && !nullable)
        .then_some(schema.default.as_ref())
        .flatten();
    let (kind, serde, mut declare) = match (property.required, nullable, default) {
        (true, false, _) => (plain.clone(), vec![], vec![]),
        (true, true, _) => (
            quote!(Option<#plain>),
            vec![quote!(deserialize_with = "sovx_runtime::nullable")],
            vec![quote!(required = true)],
        ),
        (false, false, Some(value)) => {
            let function = default_function(owner, &property.name).to_string();
            let value = value_literal(value);
            (
                plain.clone(),
                vec![quote!(default = #function)],
                vec![quote!(required = false), quote!(default = json!(#value))],
            )
        }
        (false, false, None) => (
            quote!(Option<#plain>),
            vec![
                quote!(default),
                quote!(skip_serializing_if = "Option::is_none"),
                quote!(deserialize_with = "sovx_runtime::present"),
            ],
            vec![quote!(nullable = false)],
        ),
        (false, true, _) => (
            quote!(Patch<#plain>),
            vec![
                quote!(default),
                quote!(skip_serializing_if = "Patch::is_absent"),
            ],
            vec![
                quote!(value_type = Option<#plain>),
                quote!(required = false),
            ],
        ),
    };
    let rename = rename(&property.name);
    let mut function = default.map_or_else(TokenStream::new, |value| {
        default_value(&default_function(owner, &property.name), &plain, value)
    });
    match derived(document, schema) {
        Some(rules) => declare.extend(rules),
        None => {
            let name = format_ident!("schema_of_{}_{}", snake(owner), snake(&property.name));
            let body = declared::schema(document, schema);
            function.extend(quote! {
                fn #name() -> RefOr<Schema> {
                    #body
                }
            });
            let required = property.required;
            let path = name.to_string();
            let path: syn::Path = syn::parse_str(&path).unwrap_or_else(|_| name.clone().into());
            declare = vec![quote!(schema_with = #path), quote!(required = #required)];
        }
    }
    let serde: Vec<_> = rename.into_iter().chain(serde).collect();
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    let declare = (!declare.is_empty()).then(|| quote!(#[schema(#(#declare),*)]));
    let docs = crate::render::docs(description(document, schema));
    let name = field_ident(&property.name);
    let tokens = quote! {
        #docs
        #serde
        #declare
        pub #name: #kind
    };
    Field { tokens, function }
}

fn description<'d>(document: &'d Document, schema: &'d Schema) -> Option<&'d str> {
    let own = schema.description.as_deref();
    own.or_else(|| document.resolve(schema).description.as_deref())
}

/// The serde attribute that restores the name on the wire, where Rust's differs.
fn rename(name: &str) -> Option<TokenStream> {
    (snake(name) != name).then(|| quote!(rename = #name))
}

fn default_function(owner: &str, name: &str) -> proc_macro2::Ident {
    ident(&format!("default_{}_{}", snake(owner), snake(name)))
}

fn default_value(
    name: &proc_macro2::Ident,
    kind: &TokenStream,
    value: &serde_json::Value,
) -> TokenStream {
    let body = match value {
        serde_json::Value::Bool(value) => quote!(#value),
        serde_json::Value::Number(number) => number_literal(number),
        serde_json::Value::String(text) => quote!(#text.into()),
        _ => quote!(Default::default()),
    };
    quote! {
        fn #name() -> #kind {
            #body
        }
    }
}

/// The rules as attributes of utoipa's derive; `None` where it has none for them.
fn derived(document: &Document, schema: &Schema) -> Option<Vec<TokenStream>> {
    match &schema.kind {
        Kind::Ref(name) => match document.schema(name) {
            Some(target) if !is_item(target) => derived(document, target),
            _ => Some(vec![]),
        },
        Kind::Boolean => Some(vec![]),
        Kind::Const(_) => Some(vec![quote!(inline)]),
        Kind::Integer(rules) => {
            matches!(rules.format.as_deref(), Some("int32" | "int64")).then(|| number(rules))
        }
        Kind::Number(rules) => (rules.format.as_deref() == Some("double")).then(|| number(rules)),
        Kind::String(rules) => text(schema, rules),
        Kind::Array(rules) => array(document, rules),
        Kind::Enum(_)
        | Kind::Object(_)
        | Kind::Any
        | Kind::Null
        | Kind::OneOf(..)
        | Kind::AnyOf(_) => None,
    }
}

fn text(schema: &Schema, rules: &StringRules) -> Option<Vec<TokenStream>> {
    let mut attributes = Vec::new();
    let limited =
        rules.min_length.is_some() || rules.max_length.is_some() || rules.pattern.is_some();
    match rules.format.as_deref() {
        Some("uuid" | "date") if !limited => return Some(attributes),
        Some("date-time") if !limited => return Some(vec![quote!(inline)]),
        Some("uuid" | "date" | "date-time") => return None,
        Some(format) => attributes.push(quote!(format = #format)),
        None => {}
    }
    if is_secret(schema) {
        return None;
    }
    attributes.extend(rules.min_length.map(|n| count("min_length", n)));
    attributes.extend(rules.max_length.map(|n| count("max_length", n)));
    attributes.extend(
        rules
            .pattern
            .iter()
            .map(|pattern| quote!(pattern = #pattern)),
    );
    Some(attributes)
}

fn number(rules: &NumberRules) -> Vec<TokenStream> {
    let bounds = [
        ("minimum", &rules.minimum),
        ("maximum", &rules.maximum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    bounds
        .into_iter()
        .filter_map(|(name, bound)| {
            let name = field_ident(name);
            let bound = number_literal(bound.as_ref()?);
            Some(quote!(#name = #bound))
        })
        .collect()
}

/// Lists of items without rules of their own; the derive cannot say the rest.
fn array(document: &Document, rules: &ArrayRules) -> Option<Vec<TokenStream>> {
    let bare = derived(document, &rules.items).is_some_and(|item| item.is_empty());
    if rules.unique_items || !bare || is_nullable(document, &rules.items) {
        return None;
    }
    let least = rules.min_items.map(|n| count("min_items", n));
    let most = rules.max_items.map(|n| count("max_items", n));
    Some(least.into_iter().chain(most).collect())
}

fn count(name: &str, number: u64) -> TokenStream {
    let name = field_ident(name);
    let literal = Literal::u64_unsuffixed(number);
    quote!(#name = #literal)
}
