//! `operations.rs`: per operation a marker, a request and a response.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Carrier, Operation};

use crate::naming::{ident, pascal, type_ident};
use crate::payload::{error_type, error_type_of};
use crate::{render, requests, responses, status, tiers};

/// The whole file.
pub(crate) fn operations(document: &Document) -> TokenStream {
    let mut shared = responses::Shared::default();
    let operations: TokenStream = document
        .operations
        .iter()
        .map(|operation| {
            let marker = marker(document, operation);
            let request = requests::request(document, operation);
            let response = responses::response(document, operation, &mut shared);
            quote!(#marker #request #response)
        })
        .collect();
    let unrouted = unrouted(document);
    let shared = shared.functions();
    let all = quote!(#operations #unrouted #shared);
    let imports = imports(&all.to_string());
    quote!(#imports #all)
}

fn imports(items: &str) -> TokenStream {
    let used = |word: &str| items.contains(word);
    let paged = used("Paged <").then(|| quote!(Paged,));
    let idempotent = used("Idempotent for").then(|| quote!(Idempotent,));
    let once = used("Once <").then(|| quote!(Once,));
    let value = used("Value ::").then(|| {
        quote!(
            use serde_json::Value;
        )
    });
    let schema = used("Schema ::").then(|| quote!(Schema));
    let builders = render::used_builders(items).into_iter().chain(schema);
    let reference = used("Ref ::").then(|| quote!(Ref,));
    let header = used("Header)").then(|| {
        quote!(
            use utoipa::openapi::header::Header;
        )
    });
    quote! {
        #value
        use sovx_runtime::{
            Body, Declares, Failure, #idempotent Operation, #once #paged Reply, Scope, Stamp, Undecodable, declare,
            decode,
        };
        #header
        use utoipa::openapi::path::{Parameter, ParameterIn};
        use utoipa::openapi::response::Response;
        use utoipa::openapi::schema::{#(#builders),*};
        use utoipa::openapi::{#reference RefOr};

        use super::models;
    }
}

/// `CreateCustomerOperation`.
pub(crate) fn marker_ident(operation: &Operation) -> proc_macro2::Ident {
    format_ident!("{}Operation", pascal(&operation.id))
}

/// `CreateCustomerResponse`.
pub(crate) fn response_ident(operation: &Operation) -> proc_macro2::Ident {
    format_ident!("{}Response", pascal(&operation.id))
}

/// `CreateCustomerRequest`.
pub(crate) fn request_ident(operation: &Operation) -> proc_macro2::Ident {
    format_ident!("{}Request", pascal(&operation.id))
}

fn marker(document: &Document, operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let challenge = challenge(document, operation);
    let statuses: Vec<u16> = operation
        .responses
        .iter()
        .filter_map(|response| response.status.code())
        .collect();
    let docs = format!(" `{id}`: `{} {}`.", operation.method, operation.path);
    let result = format_ident!("{}Result", pascal(id));
    let marker = marker_ident(operation);
    let response = response_ident(operation);
    let scope = scope(
        &error_type_of(document, operation),
        &docs,
        &marker,
        &response,
        (id, &challenge),
        &statuses,
    );
    let result_docs = format!(" What a handler of `{id}` returns.");
    let once = requests::idempotency_key(operation).is_some();
    let (idempotent, answer) = if once {
        (Some(idempotent(operation)), quote!(Once<#response>))
    } else {
        (None, quote!(#response))
    };
    quote! {
        #scope
        #idempotent

        #[doc = #result_docs]
        pub type #result = Result<#answer, Failure<#marker>>;
    }
}

/// A key that comes with another body is a 422, where the contract has that; without a body it
/// cannot be.
fn idempotent(operation: &Operation) -> TokenStream {
    let marker = marker_ident(operation);
    let response = response_ident(operation);
    let with_body = operation.body.is_some() && operation.response(422).is_some();
    let status: u16 = if with_body { 422 } else { 409 };
    quote! {
        impl Idempotent for #marker {
            fn reused(error: Self::Error) -> Failure<Self> {
                Failure::new::<#status>(error)
            }

            fn reread(status: u16, body: &[u8]) -> Result<Self::Response, Undecodable> {
                #response::decode(status, body)
            }
        }
    }
}

fn scope(
    error: &TokenStream,
    docs: &str,
    marker: &proc_macro2::Ident,
    response: &proc_macro2::Ident,
    (id, challenge): (&str, &str),
    statuses: &[u16],
) -> TokenStream {
    let failures: Vec<u16> = statuses
        .iter()
        .copied()
        .filter(|status| *status >= 400)
        .collect();
    let arms = failures.iter().map(|status| {
        let variant = type_ident(&status::words(*status));
        let constant = ident(&crate::naming::constant(&status::words(*status)));
        quote!(Self::Response::#constant => Some(Self::Response::#variant(error)),)
    });
    let limits: u16 = if failures.contains(&422) { 422 } else { 400 };
    let body = if failures.is_empty() {
        quote! {
            let _ = (status, error);
            None
        }
    } else {
        quote! {
            match status {
                #(#arms)*
                _ => None,
            }
        }
    };
    let declares = failures
        .iter()
        .map(|status| quote!(impl Declares<#status> for #marker {}));
    quote! {
        #[doc = #docs]
        #[derive(Debug, Clone, Copy)]
        pub struct #marker;

        impl Scope for #marker {
            type Error = #error;
        }

        #(#declares)*

        impl Operation for #marker {
            const ID: &'static str = #id;
            const CHALLENGE: &'static str = #challenge;
            const LIMITS: u16 = #limits;
            type Response = #response;

            fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
                #body
            }
        }
    }
}

/// The value of `WWW-Authenticate` on a 401 of this operation.
fn challenge(document: &Document, operation: &Operation) -> String {
    let realm = document.title.replace(['"', '\\'], "");
    let mut challenges: Vec<String> = tiers::schemes(document, operation)
        .map(|scheme| match &scheme.carrier {
            Carrier::Basic => format!("Basic realm=\"{realm}\""),
            Carrier::Header(header) => format!("ApiKey realm=\"{realm}\", header=\"{header}\""),
            Carrier::Bearer
            | Carrier::Query(_)
            | Carrier::Cookie(_)
            | Carrier::Http(_)
            | Carrier::MutualTls => {
                format!("Bearer realm=\"{realm}\"")
            }
        })
        .collect();
    let mut known = Vec::new();
    challenges.retain(|challenge| {
        let fresh = !known.contains(challenge);
        known.push(challenge.clone());
        fresh
    });
    if challenges.is_empty() {
        format!("Bearer realm=\"{realm}\"")
    } else {
        challenges.join(", ")
    }
}

/// The answers to a path or method that no operation has, in the contract's error body.
fn unrouted(document: &Document) -> TokenStream {
    let marker = format_ident!("Unrouted");
    let response = format_ident!("UnroutedResponse");
    let docs = " A path or method that no operation has.";
    let scope = scope(
        &error_type(document),
        docs,
        &marker,
        &response,
        ("unrouted", ""),
        &[404, 405],
    );
    let body = responses::unrouted(document, &response, &marker);
    quote!(#scope #body)
}
