//! A schema as an expression of utoipa's builders, for what its derive cannot say.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Number, Value};
use sovx_contract::Document;
use sovx_contract::model::{
    Additional, ArrayRules, Kind, NumberRules, ObjectRules, Schema, StringRules,
};

use crate::naming::{field_ident, type_ident};
use crate::types::{is_item, is_nullable};

/// An expression of type `RefOr<Schema>`.
pub(crate) fn schema(document: &Document, schema: &Schema) -> TokenStream {
    let nullable = is_nullable(document, schema);
    match &schema.kind {
        Kind::Ref(name) => match document.schema(name) {
            Some(target) if !is_item(target) => self::schema(document, target),
            _ => reference(name, nullable),
        },
        Kind::Array(rules) => array(document, schema, rules, nullable),
        kind => {
            let typed = match type_name(kind) {
                Some(name) => typed(name, nullable),
                // Left unsaid, the builder says `object`.
                None => quote!(.schema_type(SchemaType::AnyValue)),
            };
            let calls = calls(document, kind);
            let default = schema.default.as_ref().map(default);
            let marks = marks(schema);
            quote!(RefOr::T(Schema::Object(
                ObjectBuilder::new() #typed #(#calls)* #default #marks .build()
            )))
        }
    }
}

/// Whether the schema says in which direction it goes, or that it is going away.
pub(crate) fn is_marked(schema: &Schema) -> bool {
    schema.deprecated || schema.write_only || schema.read_only
}

fn marks(schema: &Schema) -> TokenStream {
    let deprecated = schema.deprecated.then(deprecated);
    let write_only = schema.write_only.then(|| quote!(.write_only(true)));
    let read_only = schema.read_only.then(|| quote!(.read_only(true)));
    quote!(#deprecated #write_only #read_only)
}

fn deprecated() -> TokenStream {
    quote!(.deprecated(Some(utoipa::openapi::Deprecated::True)))
}

fn reference(name: &str, nullable: bool) -> TokenStream {
    let name = type_ident(name).to_string();
    if nullable {
        quote!(RefOr::T(Schema::OneOf(
            OneOfBuilder::new()
                .item(ObjectBuilder::new().schema_type(Type::Null))
                .item(Ref::from_schema_name(#name))
                .build()
        )))
    } else {
        quote!(RefOr::Ref(Ref::from_schema_name(#name)))
    }
}

fn type_name(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Boolean => Some("Boolean"),
        Kind::Const(value) if value.is_boolean() => Some("Boolean"),
        Kind::Const(_) | Kind::Enum(_) | Kind::String(_) => Some("String"),
        Kind::Integer(_) => Some("Integer"),
        Kind::Number(_) => Some("Number"),
        Kind::Object(_) => Some("Object"),
        Kind::Null => Some("Null"),
        Kind::Any
        | Kind::Ref(_)
        | Kind::Array(_)
        | Kind::OneOf(..)
        | Kind::AnyOf(_)
        | Kind::AllOf(_)
        | Kind::Not(_) => None,
    }
}

fn typed(name: &str, nullable: bool) -> TokenStream {
    let name = type_ident(name);
    if nullable {
        quote!(.schema_type(SchemaType::from_iter([Type::#name, Type::Null])))
    } else {
        quote!(.schema_type(Type::#name))
    }
}

fn calls(document: &Document, kind: &Kind) -> Vec<TokenStream> {
    match kind {
        Kind::String(rules) => text(rules),
        Kind::Integer(rules) | Kind::Number(rules) => number(rules),
        Kind::Object(rules) => map(document, rules),
        Kind::Enum(values) => vec![enumeration(values)],
        Kind::Const(value) => vec![enumeration(std::slice::from_ref(value))],
        _ => Vec::new(),
    }
}

fn text(rules: &StringRules) -> Vec<TokenStream> {
    let mut calls = Vec::new();
    calls.extend(rules.min_length.map(|n| count("min_length", n)));
    calls.extend(rules.max_length.map(|n| count("max_length", n)));
    calls.extend(
        rules
            .pattern
            .iter()
            .map(|pattern| quote!(.pattern(Some(#pattern)))),
    );
    calls.extend(rules.format.as_deref().map(format));
    calls
}

fn number(rules: &NumberRules) -> Vec<TokenStream> {
    let bounds = [
        ("minimum", &rules.minimum),
        ("maximum", &rules.maximum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    let mut calls: Vec<TokenStream> = bounds
        .into_iter()
        .filter_map(|(name, bound)| {
            let name = field_ident(name);
            let bound = number_literal(bound.as_ref()?);
            Some(quote!(.#name(Some(#bound))))
        })
        .collect();
    calls.extend(rules.format.as_deref().map(format));
    calls
}

fn map(document: &Document, rules: &ObjectRules) -> Vec<TokenStream> {
    let mut calls = Vec::new();
    calls.extend(rules.min_properties.map(|n| count("min_properties", n)));
    calls.extend(rules.max_properties.map(|n| count("max_properties", n)));
    if let Additional::Schema(schema) = &rules.additional {
        let value = self::schema(document, schema);
        calls.push(quote!(.additional_properties(Some(#value))));
    }
    calls
}

fn enumeration(values: &[Value]) -> TokenStream {
    let values = values.iter().map(value_literal);
    quote!(.enum_values(Some([#(#values),*])))
}

fn array(document: &Document, schema: &Schema, rules: &ArrayRules, nullable: bool) -> TokenStream {
    let items = self::schema(document, &rules.items);
    let typed =
        nullable.then(|| quote!(.schema_type(SchemaType::from_iter([Type::Array, Type::Null]))));
    let least = rules.min_items.map(|n| count("min_items", n));
    let most = rules.max_items.map(|n| count("max_items", n));
    let unique = rules.unique_items.then(|| quote!(.unique_items(true)));
    let default = schema.default.as_ref().map(default);
    let deprecated = schema.deprecated.then(deprecated);
    quote!(RefOr::T(Schema::Array(
        ArrayBuilder::new() #typed .items(#items) #least #most #unique #default #deprecated .build()
    )))
}

fn format(name: &str) -> TokenStream {
    quote!(.format(Some(SchemaFormat::Custom(#name.to_owned()))))
}

fn default(value: &Value) -> TokenStream {
    let value = value_literal(value);
    quote!(.default(Some(#value)))
}

fn count(name: &str, number: u64) -> TokenStream {
    let name = field_ident(name);
    let literal = Literal::u64_unsuffixed(number);
    quote!(.#name(Some(#literal)))
}

/// A number as utoipa takes it, sign included.
pub(crate) fn number_literal(number: &Number) -> TokenStream {
    let whole = number.as_i64();
    let float = number.as_f64().unwrap_or_default();
    let literal = whole.map_or_else(
        || Literal::f64_unsuffixed(float.abs()),
        // Beyond 32 bits a literal needs its type.
        |whole| match i32::try_from(whole) {
            Ok(_) => Literal::u64_unsuffixed(whole.unsigned_abs()),
            Err(_) => Literal::i64_suffixed(whole.saturating_abs()),
        },
    );
    if float < 0.0 {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

/// A JSON value as an expression.
pub(crate) fn value_literal(value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(Value::Bool(#value)),
        Value::Number(number) => {
            let number = number_literal(number);
            quote!(Value::from(#number))
        }
        Value::String(text) => quote!(Value::from(#text)),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            quote!(serde_json::from_str(#text).unwrap_or_default())
        }
    }
}
