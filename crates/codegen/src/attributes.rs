//! The attributes of a generated field: how serde writes it and how utoipa declares it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use sovx_contract::Document;
use sovx_contract::model::{ArrayRules, Kind, NumberRules, Property, Schema, StringRules};

use crate::declared::{self, number_literal, value_literal};
use crate::naming::{field_ident, ident, snake};
use crate::types::{Scope, is_item, is_line, is_nullable, is_secret, rust_type};

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
    let Presence {
        kind,
        mut serde,
        mut declare,
        mut function,
    } = presence(document, owner, property);
    serde.splice(0..0, rename(&property.name));
    // The derive takes these marks on some fields only; the builders take them on all.
    let rules = derived(document, schema).filter(|_| !declared::is_marked(schema));
    match rules {
        Some(rules) => declare.extend(rules),
        None => {
            let name = format_ident!("schema_of_{}_{}", snake(owner), snake(&property.name));
            let body = declared::schema(document, schema);
            let required = property.required;
            declare = vec![quote!(schema_with = #name), quote!(required = #required)];
            function.extend(quote! {
                fn #name() -> RefOr<Schema> {
                    #body
                }
            });
        }
    }
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

/// How a field is when its member is absent, null or there.
struct Presence {
    kind: TokenStream,
    serde: Vec<TokenStream>,
    declare: Vec<TokenStream>,
    function: TokenStream,
}

fn presence(document: &Document, owner: &str, property: &Property) -> Presence {
    let plain = rust_type(document, &property.schema, Scope::Models);
    let nullable = is_nullable(document, &property.schema);
    let is_line = is_line(document, &property.schema);
    let reader = is_line.then(|| quote!(deserialize_with = "sovx_runtime::line::line"));
    let (kind, serde, declare) = match (property.required, nullable, &property.schema.default) {
        (false, false, Some(value)) => return defaulted(owner, property, plain, value),
        (true, false, _) => (plain, reader.into_iter().collect(), vec![]),
        (true, true, _) => (
            quote!(Option<#plain>),
            vec![reader.unwrap_or_else(|| quote!(deserialize_with = "sovx_runtime::nullable"))],
            vec![quote!(required = true)],
        ),
        (false, false, None) => (
            quote!(Option<#plain>),
            vec![
                quote!(default),
                quote!(skip_serializing_if = "Option::is_none"),
                match is_line {
                    true => quote!(deserialize_with = "sovx_runtime::line::present_line"),
                    false => quote!(deserialize_with = "sovx_runtime::present"),
                },
            ],
            vec![quote!(nullable = false)],
        ),
        (false, true, _) => (
            quote!(Patch<#plain>),
            [
                quote!(default),
                quote!(skip_serializing_if = "Patch::is_absent"),
            ]
            .into_iter()
            .chain(reader)
            .collect(),
            vec![
                quote!(value_type = Option<#plain>),
                quote!(required = false),
            ],
        ),
    };
    Presence {
        kind,
        serde,
        declare,
        function: TokenStream::new(),
    }
}

/// An optional member whose absence stands for a value.
fn defaulted(owner: &str, property: &Property, kind: TokenStream, value: &Value) -> Presence {
    let name = ident(&format!(
        "default_{}_{}",
        snake(owner),
        snake(&property.name)
    ));
    let path = name.to_string();
    let function = default_value(&name, &kind, value);
    let value = value_literal(value);
    Presence {
        kind,
        serde: vec![quote!(default = #path)],
        declare: vec![quote!(required = false), quote!(default = json!(#value))],
        function,
    }
}

fn description<'d>(document: &'d Document, schema: &'d Schema) -> Option<&'d str> {
    let own = schema.description.as_deref();
    own.or_else(|| document.resolve(schema).description.as_deref())
}

/// The serde attribute that restores the name on the wire, where Rust's differs.
fn rename(name: &str) -> Option<TokenStream> {
    (snake(name) != name).then(|| quote!(rename = #name))
}

fn default_value(name: &proc_macro2::Ident, kind: &TokenStream, value: &Value) -> TokenStream {
    let body = match value {
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => number_literal(number),
        Value::String(text) => quote!(#text.into()),
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
        Kind::Boolean if schema.always().is_some() => {
            Some(vec![quote!(schema_with = sovx_runtime::declare::boolean)])
        }
        Kind::Boolean => Some(vec![]),
        Kind::Const(value) => {
            let name = field_ident(&format!("constant {value}"));
            Some(vec![quote!(schema_with = sovx_runtime::declare::#name)])
        }
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
        | Kind::AnyOf(_)
        | Kind::AllOf(_)
        | Kind::Not(_) => None,
    }
}

fn text(schema: &Schema, rules: &StringRules) -> Option<Vec<TokenStream>> {
    let mut attributes = Vec::new();
    let limited =
        rules.min_length.is_some() || rules.max_length.is_some() || rules.pattern.is_some();
    match rules.format.as_deref() {
        Some("uuid" | "date") if !limited => return Some(attributes),
        // The derive reads no `Option` beside a schema of our own.
        Some("date-time") if !limited && !schema.nullable => {
            return Some(vec![quote!(schema_with = sovx_runtime::declare::timestamp)]);
        }
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
