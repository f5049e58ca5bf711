//! `operations`: the request struct of each operation, and the constants that carry it.

mod bodies;
mod codec;
mod constants;

pub(super) use constants::{parameter, style};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::Operation;

use self::bodies::{body_types, variants};
use self::codec::codec;
use self::constants::constants;
use super::media::Body;
use super::names::{Field, Group, Named, Plan};
use super::{response, security};
use crate::foreign::docs;
use crate::types::{Scope, nullable_type, rust_type};

/// `operations.rs`: the base path, who may call, and a module for each tag.
pub(super) fn root(document: &Document, plan: &Plan<'_>) -> TokenStream {
    let base = &document.base_path;
    let modules = plan.groups.iter().map(Group::module_ident);
    let names = plan.groups.iter().map(Group::module_ident);
    let security = security::constants(document, &plan.requirements);
    let import = (!security.is_empty()).then(|| {
        quote!(
            use sovx_runtime::wire::{Asked, Carrier, Requirement};
        )
    });
    quote! {
        #import

        #(mod #modules;)*

        #(pub use #names::*;)*

        /// Where the operations live on a server.
        pub const BASE_PATH: &str = #base;

        #security
    }
}

/// The operations of a tag.
pub(super) fn group(document: &Document, group: &Group<'_>) -> TokenStream {
    let operations = group.operations.iter().map(|named| {
        let request = request(document, named);
        let response = response::response(document, named);
        quote!(#request #response)
    });
    quote! {
        #[allow(unused_imports, reason = "not every operation needs all of them")]
        use sovx_runtime::{Check, Rejection, Undecodable, check};
        #[allow(unused_imports, reason = "not every operation needs all of them")]
        use sovx_runtime::wire::{
            Answer, Content, Described, Endpoint, Fault, Form, Incoming, Members, OtherStatus, Outgoing,
            Parameter, Part, Place, Request, Response, Shape, StatusOf, Statuses, Style,
            Unwritable, Upload,
        };
        #[allow(unused_imports, reason = "not every operation needs all of them")]
        use super::super::models;

        #(#operations)*
    }
}

fn request(document: &Document, named: &Named<'_>) -> TokenStream {
    let operation = named.operation;
    let bodies = bodies(document, operation);
    let name = named.request();
    let title = docs(Some(&format!(
        "A request of `{}`. {}",
        operation.id,
        operation.summary.as_deref().unwrap_or_default()
    )));
    let fields = named.fields.iter().map(|field| {
        let docs = field_docs(field);
        let (ident, kind) = (&field.ident, field_type(document, field));
        quote!(#docs pub #ident: #kind,)
    });
    let body = body_field(document, named, &bodies);
    let types = body_types(document, named, &bodies);
    let constants = constants(document, named, &bodies);
    let new = constructor(document, named, &bodies);
    let codec = codec(document, named, &bodies);
    let inherent = (!constants.is_empty() || new.is_some()).then(|| {
        quote! {
            impl #name {
                #(#constants)*
                #new
            }
        }
    });
    let default = new.is_none() && is_empty(named, &bodies);
    let default = default.then(|| quote!(, Default));
    quote! {
        #title
        #[derive(Debug, Clone, PartialEq #default)]
        pub struct #name {
            #(#fields)*
            #body
        }

        #inherent
        #codec
        #types
    }
}

/// Whether a request may say nothing at all.
fn is_empty(named: &Named<'_>, bodies: &[Body<'_>]) -> bool {
    let optional = named.fields.iter().all(|field| !field.parameter.required);
    optional && (bodies.is_empty() || is_body_optional(named.operation))
}

fn field_docs(field: &Field<'_>) -> TokenStream {
    let said = docs(field.parameter.description.as_deref());
    let default = field.parameter.schema.default.as_ref();
    let default = default.filter(|_| !field.parameter.required).map(|value| {
        let line = format!(" Where a request does not say, a server sees `{value}`.");
        let gap = (!said.is_empty()).then(|| quote!(#[doc = ""]));
        quote!(#gap #[doc = #line])
    });
    quote!(#said #default)
}

fn field_type(document: &Document, field: &Field<'_>) -> TokenStream {
    let schema = &field.parameter.schema;
    if field.parameter.required {
        return nullable_type(document, schema, Scope::Beside);
    }
    let kind = rust_type(document, schema, Scope::Beside);
    quote!(Option<#kind>)
}

/// The bodies of a request, in the contract's order.
fn bodies<'d>(document: &'d Document, operation: &'d Operation) -> Vec<Body<'d>> {
    let content = operation.body.iter().flat_map(|body| &body.content);
    content
        .map(|media| Body::of_request(document, media))
        .collect()
}

fn is_body_optional(operation: &Operation) -> bool {
    operation.body.as_ref().is_none_or(|body| !body.required)
}

fn form_ident(named: &Named<'_>) -> Ident {
    format_ident!("{}Form", named.pascal)
}

fn body_field(document: &Document, named: &Named<'_>, bodies: &[Body<'_>]) -> Option<TokenStream> {
    let kind = body_type(document, named, bodies)?;
    let kind = match is_body_optional(named.operation) {
        true => quote!(Option<#kind>),
        false => kind,
    };
    let body = named.operation.body.as_ref()?;
    let said = body.description.as_deref().unwrap_or("The body.");
    let docs = docs(Some(said));
    let remark = bodies.iter().find_map(|body| body.remark(document));
    let remark = remark.map(|text| {
        let text = format!(" {text}");
        quote!(#[doc = ""] #[doc = #text])
    });
    Some(quote!(#docs #remark pub body: #kind,))
}

fn body_type(document: &Document, named: &Named<'_>, bodies: &[Body<'_>]) -> Option<TokenStream> {
    match bodies {
        [] => None,
        [one] => Some(one.kind(document, &form_ident(named))),
        _ => {
            let name = named.body();
            Some(quote!(#name))
        }
    }
}

/// A request with what must be said. More than seven such things are easier to read by name.
fn constructor(document: &Document, named: &Named<'_>, bodies: &[Body<'_>]) -> Option<TokenStream> {
    let required = named.fields.iter().filter(|field| field.parameter.required);
    let body = body_type(document, named, bodies);
    let body = body.filter(|_| !is_body_optional(named.operation));
    let arguments: Vec<TokenStream> = required
        .map(|field| {
            let (name, kind) = (&field.ident, field_type(document, field));
            quote!(#name: #kind)
        })
        .chain(body.map(|kind| quote!(body: #kind)))
        .collect();
    if arguments.is_empty() || arguments.len() > 7 {
        return None;
    }
    let values = named.fields.iter().map(|field| {
        let name = &field.ident;
        match field.parameter.required {
            true => quote!(#name),
            false => quote!(#name: None),
        }
    });
    let body = match (bodies, is_body_optional(named.operation)) {
        ([], _) => None,
        (_, true) => Some(quote!(body: None)),
        (_, false) => Some(quote!(body)),
    };
    let values = values.chain(body);
    Some(quote! {
        /// A request with what must be said.
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    })
}

/// The statuses of a request of the wrong shape, and of one of the right shape that breaks a limit.
pub(super) fn statuses(operation: &Operation) -> (u16, u16) {
    let unprocessable = operation.response(422).is_some();
    let malformed = match operation.response_to(400) {
        Some(_) => 400,
        None if unprocessable => 422,
        None => 400,
    };
    let limits = if unprocessable { 422 } else { malformed };
    (malformed, limits)
}
