//! The responses of an operation as utoipa declares them, from the constants they answer with.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;
use sovx_contract::Document;
use sovx_contract::model::{Header, Kind, Schema};

use super::{Shared, Variant};
use crate::declared;
use crate::naming::snake;
use crate::payload::Carried;
use crate::status::words;
use crate::types::is_item;

/// `IntoResponses`: each variant with the status that it answers with.
pub(super) fn into_responses(
    document: &Document,
    name: &Ident,
    variants: &[Variant<'_>],
    shared: &mut Shared,
) -> TokenStream {
    let responses: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let function = declared_response(document, variant, shared);
            let constant = variant.constant();
            quote!(#function(Self::#constant))
        })
        .collect();
    quote! {
        impl utoipa::IntoResponses for #name {
            fn responses() -> declare::Responses {
                declare::Responses::from([#(#responses),*])
            }
        }
    }
}

fn declared_response(document: &Document, variant: &Variant<'_>, shared: &mut Shared) -> Ident {
    let headers: Vec<Ident> = variant
        .response
        .headers
        .iter()
        .map(|header| declared_header(document, header, shared))
        .collect();
    let description = variant.response.description.trim();
    let headers = quote!(vec![#(#headers()),*]);
    let body = match &variant.carried {
        Carried::Nothing => quote!(declare::empty(status, #description, #headers)),
        Carried::Bare(schema) if !is_reference(document, schema) => {
            let schema = declared::schema(document, schema);
            quote!(declare::json_of(status, #description, #headers, #schema))
        }
        carried => {
            let kind = carried.body_type(document);
            quote!(declare::json::<#kind>(status, #description, #headers))
        }
    };
    let links = variant.response.links.iter();
    let links: Vec<TokenStream> = links.map(|(name, link)| self::link(name, link)).collect();
    let body = if links.is_empty() {
        body
    } else {
        quote!(declare::linked(#body, vec![#(#links),*]))
    };
    let name = format!("{}_response", snake(&words(variant.status)));
    shared.function(&name, &body, |ident| {
        quote! {
            fn #ident(status: u16) -> (String, RefOr<Response>) {
                #body
            }
        }
    })
}

/// A link with its name.
fn link(name: &str, link: &Value) -> TokenStream {
    let text = |member| link.get(member).and_then(Value::as_str).unwrap_or_default();
    let (operation, description) = (text("operationId"), text("description").trim());
    let parameters = link.get("parameters").and_then(Value::as_object);
    let parameters = parameters.into_iter().flatten();
    let parameters = parameters.map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        quote!((#name, #value))
    });
    quote!((#name, declare::link(#operation, #description, &[#(#parameters),*])))
}

/// Whether the schema is declared under a name of its own.
fn is_reference(document: &Document, schema: &Schema) -> bool {
    matches!(&schema.kind, Kind::Ref(name) if document.schema(name).is_some_and(is_item))
}

fn declared_header(document: &Document, header: &Header, shared: &mut Shared) -> Ident {
    let name = &header.name;
    let description = header.description.as_deref().unwrap_or_default().trim();
    let schema = declared::schema(document, &header.schema);
    let body = quote!((#name, declare::header(#description, #schema)));
    let function = format!("{}_header", snake(name));
    shared.function(&function, &body, |ident| {
        quote! {
            fn #ident() -> (&'static str, Header) {
                #body
            }
        }
    })
}
