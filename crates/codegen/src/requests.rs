//! The request struct of an operation: who calls, its parameters, its body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Operation, Parameter, Place, Schema};

use crate::declared::{self, value_literal};
use crate::naming::{field_ident, type_ident};
use crate::operations::{marker_ident, request_ident};
use crate::render::docs;
use crate::types::{Scope, rust_type};

/// The parameters that a handler sees.
pub(crate) fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.boundary)
}

/// The header that makes a creation happen once: `x-idempotency-key: true`.
pub(crate) fn idempotency_key(operation: &Operation) -> Option<&Parameter> {
    parameters(operation).find(|parameter| parameter.idempotency_key)
}

/// Whether the handler sees where the request came from: `x-origin: true`.
pub(crate) fn origin(operation: &Operation) -> bool {
    let wanted = operation.extensions.get("x-origin");
    wanted
        .and_then(serde_json::Value::as_bool)
        .unwrap_or_default()
}

/// The type of the JSON body, if the operation takes one.
pub(crate) fn body_type(document: &Document, operation: &Operation) -> Option<TokenStream> {
    Some(rust_type(document, body_schema(operation)?, Scope::Beside))
}

/// The schema of the JSON body, if the operation takes one.
pub(crate) fn body_schema(operation: &Operation) -> Option<&Schema> {
    let media = operation.body.as_ref()?.content.first()?;
    media.schema.as_ref()
}

/// Whether a request may come without its body.
pub(crate) fn body_is_optional(operation: &Operation) -> bool {
    operation.body.as_ref().is_some_and(|body| !body.required)
}

/// The type of the body's field, if the operation takes one.
fn body_field(document: &Document, operation: &Operation) -> Option<TokenStream> {
    let kind = body_type(document, operation)?;
    Some(if body_is_optional(operation) {
        quote!(Option<#kind>)
    } else {
        kind
    })
}

/// The type of a parameter's field.
pub(crate) fn field_type(document: &Document, parameter: &Parameter) -> TokenStream {
    let plain = rust_type(document, &parameter.schema, Scope::Beside);
    if parameter.required || parameter.schema.default.is_some() {
        plain
    } else {
        quote!(Option<#plain>)
    }
}

/// The struct, its constructor for clients, and its parameters as utoipa declares them.
pub(crate) fn request(document: &Document, operation: &Operation) -> TokenStream {
    let name = request_ident(operation);
    let secured = !operation.security.is_empty();
    let key = idempotency_key(operation).map(|_| quote!(, Key = Option<sovx_runtime::Secret>));
    let generics = secured.then(|| quote!(<Caller = () #key>));
    let caller = secured.then(|| {
        quote! {
            /// Who calls, proved by the credential that the contract asks for.
            pub caller: Caller,
        }
    });
    let origin = origin(operation).then(|| {
        quote! {
            /// Where the request came from.
            pub origin: sovx_runtime::Origin,
        }
    });
    let fields = parameters(operation).map(|parameter| {
        let docs = docs(parameter.description.as_deref());
        let name = field_ident(&parameter.name);
        let kind = if parameter.idempotency_key {
            quote!(Key)
        } else {
            field_type(document, parameter)
        };
        quote!(#docs pub #name: #kind,)
    });
    let body = body_field(document, operation).map(|kind| {
        quote! {
            /// The JSON body.
            pub body: #kind,
        }
    });
    let title = docs(Some(&format!(
        "A request of `{}`. {}",
        operation.id,
        operation.summary.as_deref().unwrap_or_default()
    )));
    let new = constructor(document, operation, &name);
    let declared = into_params(document, operation);
    quote! {
        #title
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name #generics {
            #caller
            #origin
            #(#fields)*
            #body
        }

        #new
        #declared
    }
}

fn constructor(document: &Document, operation: &Operation, name: &Ident) -> TokenStream {
    let required = parameters(operation).filter(|parameter| parameter.required);
    let optional = body_is_optional(operation);
    let required_body = body_type(document, operation).filter(|_| !optional);
    let arguments: Vec<TokenStream> = required
        .map(|parameter| {
            let name = field_ident(&parameter.name);
            let kind = field_type(document, parameter);
            quote!(#name: #kind)
        })
        .chain(required_body.map(|kind| quote!(body: #kind)))
        .collect();
    let values = parameters(operation).map(|parameter| {
        let name = field_ident(&parameter.name);
        match (&parameter.schema.default, parameter.required) {
            (_, true) => quote!(#name),
            (Some(default), false) => {
                let value = default_literal(default);
                quote!(#name: #value)
            }
            (None, false) => quote!(#name: None),
        }
    });
    let body = if optional {
        quote!(body: None)
    } else {
        quote!(body)
    };
    let body = operation.body.is_some().then_some(body);
    let caller = (!operation.security.is_empty()).then(|| quote!(caller: ()));
    let origin = origin(operation).then(|| quote!(origin: sovx_runtime::Origin::unknown()));
    let values = caller.into_iter().chain(origin).chain(values).chain(body);
    let attribute = arguments.is_empty().then(|| {
        quote!(#[expect(
            clippy::new_without_default,
            reason = "every request is made the same way"
        )])
    });
    quote! {
        impl #name {
            /// A request with what must be said; the rest has its default.
            #attribute
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// A default as a Rust literal.
pub(crate) fn default_literal(default: &serde_json::Value) -> TokenStream {
    match default {
        serde_json::Value::Number(number) => declared::number_literal(number),
        serde_json::Value::Bool(value) => quote!(#value),
        serde_json::Value::String(text) => quote!(#text.to_owned()),
        other => value_literal(other),
    }
}

fn into_params(document: &Document, operation: &Operation) -> TokenStream {
    if operation.parameters.is_empty() {
        return TokenStream::new();
    }
    let marker = marker_ident(operation);
    let parameters = operation.parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let place = type_ident(place_name(parameter.place));
        let required = parameter.required;
        let description = parameter.description.as_deref().unwrap_or_default().trim();
        let schema = declared::schema(document, &parameter.schema);
        quote! {
            declare::parameter(#name, ParameterIn::#place, #required, #description, #schema)
        }
    });
    quote! {
        impl utoipa::IntoParams for #marker {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                vec![#(#parameters),*]
            }
        }
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
    }
}
