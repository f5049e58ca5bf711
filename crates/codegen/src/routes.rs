//! `server.rs`: a trait per tag, the routes that call it, and the document they declare.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Carrier, Operation, Parameter, Place};

use crate::checks;
use crate::lists::most_items;
use crate::naming::{field_ident, snake, type_ident};
use crate::operations::{marker_ident, request_ident, response_ident};
use crate::payload::has_first_error_type;
use crate::requests::{
    body_is_optional, body_schema, body_type, default_literal, field_type, idempotency_key, origin,
    parameters,
};
use crate::tiers::Tiers;
use crate::types::{Scope, rust_type};

mod document;
mod resources;
mod traits;

use traits::{trait_ident, traits};

/// The whole file. It expects `models` and `operations` in scope.
pub(crate) fn server(document: &Document) -> TokenStream {
    let traits = traits(document);
    let handlers: TokenStream = document
        .operations
        .iter()
        .map(|operation| handler(document, operation))
        .collect();
    let resources = resources::routes(document);
    let declared = document::declared(document);
    let headers = credential_headers(document);
    let all = quote!(#traits #headers #handlers #resources #declared);
    let imports = imports(&all.to_string());
    quote!(#imports #all)
}

/// The headers that hold a credential, each once, in the order of the security schemes.
fn credential_headers(document: &Document) -> Option<TokenStream> {
    let mut names: Vec<String> = Vec::new();
    for scheme in &document.security_schemes {
        let name = match &scheme.carrier {
            Carrier::Bearer | Carrier::Basic | Carrier::Http(_) => "authorization".to_owned(),
            Carrier::Header(name) => name.to_lowercase(),
            Carrier::Query(_) | Carrier::Cookie(_) | Carrier::MutualTls => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| {
        quote! {
            /// The headers that hold a credential, in small letters.
            pub const CREDENTIAL_HEADERS: &[&str] = &[#(#names),*];
        }
    })
}

fn imports(items: &str) -> TokenStream {
    let used = |word: &str| items.contains(word);
    let check = used("Check >").then(|| quote!(Check,));
    let rules = used("check ::").then(|| quote!(check,));
    let failure = used("Secured").then(|| quote!(Failure, Secured,));
    let parameters = used("Parameters ::").then(|| quote!(Parameters, Scalar,));
    let presented = used("Presented").then(|| quote!(Presented,));
    let idempotency = used("Idempotency <").then(|| quote!(Idempotency, Secret,));
    let reword = used("Reword <").then(|| quote!(Reword,));
    let origin = used("Origin ,").then(|| quote!(Declares, Origin, Scope,));
    let callers = used("Presented").then(|| {
        quote!(
            use std::future::Future;
        )
    });
    let callers = callers.or_else(|| {
        used("Future <").then(|| {
            quote!(
                use std::future::Future;
            )
        })
    });
    let apart = used("PhantomData").then(|| {
        quote!(
            use std::marker::PhantomData;
        )
    });
    let guard = used("fn_guard").then(|| quote!(guard,));
    quote! {
        #callers
        #apart

        use actix_web::{HttpRequest, HttpResponse, Resource, #guard web};
        use sovx_runtime::boundary::{self, Describe, Halt, #parameters #presented};
        use sovx_runtime::{#check #failure #idempotency #origin Rejection, #reword #rules};
        use utoipa::openapi::security::{
            ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme,
        };
    }
}

/// The function that actix calls.
fn handler(document: &Document, operation: &Operation) -> TokenStream {
    let attribute = document::path_attribute(document, operation);
    let name = field_ident(&operation.id);
    let group = trait_ident(&operation.tag);
    let marker = marker_ident(operation);
    let request = request_ident(operation);
    let caller = caller(document, operation);
    let read = read_parameters(document, operation);
    let optional = body_is_optional(operation);
    let reader = field_ident(if optional { "optional_json" } else { "json" });
    let most = most_items(document, body_schema(operation));
    let body = body_type(document, operation)
        .map(|kind| quote!(let body = boundary::#reader::<#kind>(&http, payload, #most).await?;));
    let payload = body.is_some().then(|| quote!(payload: web::Payload,));
    let fields = parameters(operation).map(|parameter| {
        let name = field_ident(&parameter.name);
        quote!(#name)
    });
    let admitted = admitted(operation);
    let bound = bound(operation, body.is_some());
    let members = caller
        .iter()
        .map(|_| quote!(caller))
        .chain(admitted.iter().map(|_| quote!(origin)))
        .chain(fields)
        .chain(body.iter().map(|_| quote!(body)));
    let long = (parameters(operation).count() > 1).then(
        || quote!(#[allow(clippy::too_many_lines, reason = "a few lines for each parameter")]),
    );
    quote! {
        #attribute
        #long
        async fn #name<S: #group>(
            server: web::Data<S>,
            http: HttpRequest,
            #payload
        ) -> HttpResponse {
            let work = async {
                #caller
                #admitted
                #read
                #body
                #bound
                let request = operations::#request { #(#members),* };
                server.#name(request).await.map_err(Halt::from)
            };
            boundary::answer::<operations::#marker, S, _>(&http, &server, work).await
        }
    }
}

fn caller(document: &Document, operation: &Operation) -> Option<TokenStream> {
    let function = Tiers::of(document, operation)?.function();
    let marker = marker_ident(operation);
    let refused = if has_first_error_type(document, operation) {
        quote!(Failure::of::<operations::#marker>)
    } else {
        quote!(|failure| failure.reworded::<operations::#marker>(server.get_ref()))
    };
    Some(quote! {
        let presented = Presented::of(&http);
        let caller = server
            .#function(presented)
            .await
            .map_err(#refused)?;
    })
}

/// Lets in a request to an open operation by where it comes from, before anything of it is read.
fn admitted(operation: &Operation) -> Option<TokenStream> {
    let marker = marker_ident(operation);
    origin(operation).then(|| {
        quote! {
            let presented = Presented::of(&http);
            let origin = server.origin::<operations::#marker>(presented).await?;
        }
    })
}

/// Binds the idempotency key to the request that it came with.
fn bound(operation: &Operation, has_body: bool) -> Option<TokenStream> {
    let field = field_ident(&idempotency_key(operation)?.name);
    let body = if has_body && body_is_optional(operation) {
        quote!(body.as_ref())
    } else if has_body {
        quote!(Some(&body))
    } else {
        quote!(None::<&()>)
    };
    Some(quote!(let #field = boundary::idempotency(&http, #field, #body)?;))
}

fn read_parameters(document: &Document, operation: &Operation) -> Option<TokenStream> {
    let closed = operation
        .extensions
        .get("x-additional-query-parameters")
        .and_then(serde_json::Value::as_bool)
        == Some(false);
    if parameters(operation).next().is_none() && !closed {
        return None;
    }
    let reads = parameters(operation).map(|parameter| read_parameter(document, parameter));
    let closed = closed.then(|| {
        let query = operation
            .parameters
            .iter()
            .filter(|p| p.place == Place::Query);
        let names = query.map(|parameter| &parameter.name);
        quote!(parameters.closed_query(&[#(#names),*]);)
    });
    let settled = parameters(operation).filter_map(|parameter| settle(document, parameter));
    let finish = if parameters(operation).any(|parameter| parameter.required) {
        quote!(let complete = parameters.finish()?;)
    } else {
        quote!(parameters.finish()?;)
    };
    Some(quote! {
        let mut parameters = Parameters::of(&http);
        #(#reads)*
        #closed
        #finish
        #(#settled)*
    })
}

fn read_parameter(document: &Document, parameter: &Parameter) -> TokenStream {
    let (field, name) = (field_ident(&parameter.name), &parameter.name);
    let kind = if parameter.idempotency_key {
        quote!(Secret)
    } else {
        rust_type(document, &parameter.schema, Scope::Beside)
    };
    let place = field_ident(match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header | Place::Cookie => "header",
    });
    let scalar = scalar(document, parameter);
    let check = checks::closure(document, &parameter.schema, Scope::Beside);
    let read = quote!(parameters.#place::<#kind>(#name, Scalar::#scalar, #check));
    if parameter.required {
        quote! {
            let #field = #read;
            let #field = parameters.require(#name, #field);
        }
    } else {
        quote!(let #field = #read;)
    }
}

/// Required parameters are there once reading has ended; others may have a default.
fn settle(document: &Document, parameter: &Parameter) -> Option<TokenStream> {
    let field = field_ident(&parameter.name);
    let kind = field_type(document, parameter);
    if parameter.required {
        return Some(quote!(let #field: #kind = complete.settled(#field)?;));
    }
    let default = parameter.schema.default.as_ref()?;
    let value = default_literal(default);
    Some(quote!(let #field: #kind = #field.unwrap_or(#value);))
}

fn scalar(document: &Document, parameter: &Parameter) -> Ident {
    use sovx_contract::model::Kind;
    type_ident(match document.resolve(&parameter.schema).kind {
        Kind::Integer(_) => "Integer",
        Kind::Number(_) => "Number",
        Kind::Boolean => "Boolean",
        _ => "Text",
    })
}
