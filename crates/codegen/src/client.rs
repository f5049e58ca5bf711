//! `client.rs`: a method per operation on `Client`, which the including crate supplies.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Carrier, Operation, Parameter, Place};

use crate::naming::field_ident;
use crate::operations::{request_ident, response_ident};
use crate::render::docs;
use crate::requests::{body_is_optional, body_type, parameters};
use crate::tiers;

/// The whole file. It expects `Client`, `Call`, `Answer`, `ClientError`, `operations` in scope.
pub(crate) fn client(document: &Document) -> TokenStream {
    let base = &document.base_path;
    let methods = document
        .operations
        .iter()
        .map(|operation| method(document, operation));
    quote! {
        /// Where the contract's operations live on a server.
        pub const BASE_PATH: &str = #base;

        impl Client {
            #(#methods)*
        }
    }
}

fn method(document: &Document, operation: &Operation) -> TokenStream {
    let described = docs(operation.summary.as_deref());
    let name = field_ident(&operation.id);
    let (request, response) = (request_ident(operation), response_ident(operation));
    let verb = crate::naming::ident(&operation.method);
    let segments = segments(operation);
    let query = parameters(operation)
        .filter(|parameter| parameter.place == Place::Query)
        .map(|parameter| carried(parameter, "query"));
    let headers = parameters(operation)
        .filter(|parameter| parameter.place == Place::Header)
        .map(|parameter| carried(parameter, "header"));
    let credentials = credentials(document, operation);
    let body = body_type(document, operation).map(|_| {
        if body_is_optional(operation) {
            quote!(.optional_json(request.body.as_ref()))
        } else {
            quote!(.json(&request.body))
        }
    });
    let id = &operation.id;
    let idle = body.is_none() && parameters(operation).next().is_none();
    let unused = idle.then(|| quote!(let _ = request;));
    quote! {
        #described
        ///
        /// # Errors
        /// When the server cannot be reached or answers what the contract does not declare.
        pub async fn #name(
            &self,
            request: &operations::#request,
        ) -> Result<Answer<operations::#response>, ClientError> {
            #unused
            let call = Call::new(#id, reqwest::Method::#verb, &[#(#segments),*])
                #(#credentials)*
                #(#query)*
                #(#headers)*
                #body;
            self.send(call, operations::#response::decode).await
        }
    }
}

fn segments(operation: &Operation) -> Vec<TokenStream> {
    let parts = operation.path.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let name = part
                .strip_prefix('{')
                .and_then(|part| part.strip_suffix('}'));
            match name {
                Some(name) => {
                    let field = field_ident(name);
                    quote!(&request.#field.to_string())
                }
                None => quote!(#part),
            }
        })
        .collect()
}

fn carried(parameter: &Parameter, place: &str) -> TokenStream {
    let (name, field, place) = (
        &parameter.name,
        field_ident(&parameter.name),
        field_ident(place),
    );
    if parameter.idempotency_key {
        quote!(.secret_header(#name, request.#field.as_ref()))
    } else if parameter.required || parameter.schema.default.is_some() {
        quote!(.#place(#name, Some(&request.#field)))
    } else {
        quote!(.#place(#name, request.#field.as_ref()))
    }
}

/// How each tier that is admitted carries its credentials, by its first alternative.
fn credentials(document: &Document, operation: &Operation) -> Vec<TokenStream> {
    let mut seen: Vec<Vec<&str>> = Vec::new();
    let mut calls = Vec::new();
    for alternative in tiers::alternatives(document, operation) {
        let names: Vec<&str> = alternative.iter().map(|one| one.tier.as_str()).collect();
        if seen.contains(&names) {
            continue;
        }
        seen.push(names);
        let carried = alternative.iter().map(|scheme| {
            let tier = &scheme.tier;
            match &scheme.carrier {
                Carrier::Header(header) => quote!((#tier, #header)),
                _ => quote!((#tier, "authorization")),
            }
        });
        calls.push(quote!(.credential(&[#(#carried),*])));
    }
    calls
}
