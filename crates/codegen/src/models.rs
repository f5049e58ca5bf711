//! `models.rs`: a type for every object and enum of the contract, with its rules.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, ObjectRules, Schema};

use crate::naming::type_ident;
use crate::render::docs;
use crate::{attributes, checks, enums, payload, render, unions};

/// The whole file.
pub(crate) fn models(document: &Document) -> TokenStream {
    let items = document
        .schemas
        .iter()
        .filter_map(|named| item(document, &named.name, &named.schema));
    let items: TokenStream = items.chain([payload::envelopes(document)]).collect();
    let imports = imports(&items.to_string());
    quote! {
        #imports
        #items
    }
}

/// Only what the items use, so that no import is idle.
fn imports(items: &str) -> TokenStream {
    let used = |word: &str| items.contains(word);
    let runtime = used("check ::").then(|| {
        quote!(
            use sovx_runtime::check;
        )
    });
    let patch = used("Patch").then(|| {
        quote!(
            use sovx_runtime::Patch;
        )
    });
    let stamp = used("Stamp").then(|| {
        quote!(
            use sovx_runtime::Stamp;
        )
    });
    let paged = used("Paged").then(|| {
        quote!(
            use sovx_runtime::Paged;
        )
    });
    let builders = render::used_builders(items);
    let schema = used("RefOr <").then(|| {
        let reference = used("Ref ::").then(|| quote!(Ref,));
        quote! {
            use utoipa::openapi::schema::{Schema, #(#builders),*};
            use utoipa::openapi::{#reference RefOr};
        }
    });
    quote! {
        use serde::{Deserialize, Serialize};
        use serde_json::Value;
        #runtime
        #patch
        #stamp
        #paged
        use sovx_runtime::{At, Check, Violations};
        use utoipa::ToSchema;
        #schema
        use validator::{Validate, ValidationErrors};
    }
}

fn item(document: &Document, name: &str, schema: &Schema) -> Option<TokenStream> {
    match &schema.kind {
        Kind::Object(rules) if crate::types::is_item(schema) => {
            Some(structure(document, name, schema, rules))
        }
        Kind::Enum(values) => Some(enums::item(name, schema, values)),
        Kind::Const(value) if value.is_string() => {
            Some(enums::item(name, schema, std::slice::from_ref(value)))
        }
        Kind::OneOf(branches, _) => unions::item(document, name, schema, branches),
        _ => None,
    }
}

fn structure(document: &Document, name: &str, schema: &Schema, rules: &ObjectRules) -> TokenStream {
    let ident = type_ident(name);
    let docs = docs(schema.description.as_deref());
    let closed = matches!(rules.additional, Additional::Closed)
        .then(|| quote!(#[serde(deny_unknown_fields)]));
    let fields: Vec<_> = rules
        .properties
        .iter()
        .map(|property| attributes::field(document, name, property))
        .collect();
    let functions = fields.iter().map(|field| &field.function);
    let members = fields.iter().map(|field| &field.tokens);
    let (check, helpers) = checks::object(document, rules);
    let helpers = (!helpers.is_empty()).then(|| quote!(impl #ident { #helpers }));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
        #closed
        pub struct #ident {
            #(#members),*
        }

        #(#functions)*

        impl Check for #ident {
            fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
                #check
            }
        }

        #helpers

        impl Validate for #ident {
            fn validate(&self) -> Result<(), ValidationErrors> {
                sovx_runtime::validate(self)
            }
        }
    }
}
