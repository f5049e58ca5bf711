//! What the compiled server declares of itself, through utoipa.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Carrier, Operation, SecurityScheme};

use super::{body_is_optional, body_type, field_ident, marker_ident, response_ident, type_ident};
use crate::types::is_item;

/// `#[utoipa::path(…)]` for an operation.
pub(super) fn path_attribute(document: &Document, operation: &Operation) -> TokenStream {
    let method = field_ident(&operation.method.to_lowercase());
    let (path, id, tag) = (&operation.path, &operation.id, &operation.tag);
    let summary = operation.summary.as_deref().unwrap_or_default().trim();
    let description = operation.description.as_deref().unwrap_or_default().trim();
    let params = (!operation.parameters.is_empty()).then(|| {
        let marker = marker_ident(operation);
        quote!(params(operations::#marker),)
    });
    let body = body_type(document, operation).map(|kind| {
        let described = operation
            .body
            .as_ref()
            .and_then(|body| body.description.as_deref());
        let described = described.unwrap_or_default().trim();
        quote! {
            request_body(
                content = #kind,
                content_type = "application/json",
                description = #described,
            ),
        }
    });
    let response = response_ident(operation);
    let security = operation.security.iter().map(|required| {
        let schemes = required.schemes.iter().map(|scheme| quote!(#scheme = []));
        quote!((#(#schemes),*))
    });
    let security = (!operation.security.is_empty()).then(|| quote!(security(#(#security),*)));
    quote! {
        #[utoipa::path(
            #method,
            path = #path,
            operation_id = #id,
            tag = #tag,
            summary = #summary,
            description = #description,
            #params
            #body
            responses(operations::#response),
            #security
        )]
    }
}

/// The `OpenApi` type, and what its derive cannot say.
pub(super) fn declared(document: &Document) -> TokenStream {
    let (title, version) = (&document.title, &document.version);
    let description = document.description.as_deref().unwrap_or_default().trim();
    let base = &document.base_path;
    let tags = document.tags.iter().map(|tag| {
        let name = &tag.name;
        let description = tag.description.as_deref().unwrap_or_default().trim();
        quote!((name = #name, description = #description))
    });
    let paths = document
        .operations
        .iter()
        .map(|operation| field_ident(&operation.id));
    let items = document
        .schemas
        .iter()
        .filter(|named| is_item(&named.schema));
    let schemas = items.map(|named| {
        let name = type_ident(&named.name);
        quote!(models::#name)
    });
    let schemes = schemes(document);
    let optional = document
        .operations
        .iter()
        .filter(|one| body_is_optional(one));
    let optional: Vec<TokenStream> = optional.map(optional_body).collect();
    let bodies = (!optional.is_empty()).then(|| quote!(, &OptionalBodies));
    let optional = optional_bodies(&optional);
    quote! {
        /// The document that the compiled server declares.
        #[derive(Debug, utoipa::OpenApi)]
        #[openapi(
            info(title = #title, version = #version, description = #description),
            servers((url = #base)),
            tags(#(#tags),*),
            paths(#(#paths),*),
            components(schemas(#(#schemas),*)),
            modifiers(&SecuritySchemes #bodies)
        )]
        pub struct Declared;

        #optional
        #schemes
    }
}

/// The security schemes: the derive of the document cannot say them.
fn schemes(document: &Document) -> TokenStream {
    let schemes = document.security_schemes.iter().map(scheme);
    let long = (document.security_schemes.len() > 3)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "a few lines for each scheme")]));
    quote! {
        struct SecuritySchemes;

        impl utoipa::Modify for SecuritySchemes {
            #long
            fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
                let components = openapi.components.get_or_insert_default();
                #(#schemes)*
            }
        }
    }
}

/// Bodies that may be left out: the attribute of a path cannot say so.
fn optional_bodies(statements: &[TokenStream]) -> Option<TokenStream> {
    (!statements.is_empty()).then(|| {
        quote! {
            struct OptionalBodies;

            impl utoipa::Modify for OptionalBodies {
                fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
                    let paths = &mut openapi.paths.paths;
                    #(#statements)*
                }
            }
        }
    })
}

fn optional_body(operation: &Operation) -> TokenStream {
    let (path, method) = (
        &operation.path,
        field_ident(&operation.method.to_lowercase()),
    );
    quote! {
        let operation = paths.get_mut(#path).and_then(|path| path.#method.as_mut());
        let body = operation.and_then(|operation| operation.request_body.as_mut());
        if let Some(utoipa::openapi::RefOr::T(body)) = body {
            body.required = Some(utoipa::openapi::Required::False);
        }
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    let described = scheme.description.as_deref().unwrap_or_default().trim();
    let value = match &scheme.carrier {
        Carrier::Bearer => {
            let format = scheme
                .bearer_format
                .iter()
                .map(|format| quote!(.bearer_format(#format)));
            quote!(SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    #(#format)*
                    .description(Some(#described))
                    .build()
            ))
        }
        Carrier::Basic => quote!(SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Basic)
                .description(Some(#described))
                .build()
        )),
        Carrier::Header(header) => api_key("Header", header, described),
        Carrier::Query(parameter) => api_key("Query", parameter, described),
        Carrier::Cookie(cookie) => api_key("Cookie", cookie, described),
        // Refused before: no credential of these is read.
        Carrier::Http(_) | Carrier::MutualTls => return TokenStream::new(),
    };
    quote!(components.add_security_scheme(#name, #value);)
}

fn api_key(place: &str, name: &str, described: &str) -> TokenStream {
    let place = type_ident(place);
    quote!(SecurityScheme::ApiKey(ApiKey::#place(
        ApiKeyValue::with_description(#name, #described)
    )))
}
