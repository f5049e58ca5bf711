//! The routing table: a resource for each path, with the methods it has and a 405 for the rest.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::Operation;

use super::{field_ident, snake, type_ident};

/// The functions of all resources and the one that registers them.
pub(super) fn routes(document: &Document) -> TokenStream {
    let paths = paths(document);
    let resources = paths.iter().map(|path| resource(document, path));
    let names = paths.iter().map(|path| name(path));
    let base = &document.base_path;
    let optional = optional_names(document);
    let but = optional.first().map(|_| {
        quote! {
            ///
            /// Optional ones are found only where they are registered too.
        }
    });
    let optional = optional.iter().map(|name| optional_routes(name));
    quote! {
        #(#resources)*

        /// What every path of the contract begins with.
        pub const BASE_PATH: &str = #base;

        /// Registers every operation of the contract under its base path.
        #but
        pub fn routes<S: Server>(config: &mut web::ServiceConfig) {
            let scope = web::scope(BASE_PATH)
                #(.service(#names::<S>()))*
                .default_service(web::to(unknown_route::<S>));
            config.service(scope);
        }

        #(#optional)*

        /// Answers a path that the contract does not have.
        pub async fn unknown_route<S: Server>(
            server: web::Data<S>,
            http: HttpRequest,
        ) -> HttpResponse {
            unrouted::<S>(&server, &http, Rejection::UnknownRoute).await
        }

        /// Answers a path with another method than those that it has.
        pub async fn other_method<S: Server>(
            server: web::Data<S>,
            http: HttpRequest,
            methods: &'static str,
        ) -> HttpResponse {
            let answer = unrouted::<S>(&server, &http, Rejection::MethodNotAllowed).await;
            boundary::allow(answer, methods)
        }

        async fn unrouted<S: Server>(
            server: &S,
            http: &HttpRequest,
            rejection: Rejection,
        ) -> HttpResponse {
            let work = async { Err::<operations::UnroutedResponse, _>(Halt::from(rejection)) };
            boundary::answer::<operations::Unrouted, S, _>(http, server, work).await
        }
    }
}

/// The names of the optional routes, each once, in document order.
fn optional_names(document: &Document) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in document
        .operations
        .iter()
        .filter_map(Operation::optional_routes)
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The function that registers optional routes. Their resources are in the scope of all others, so
/// that one order of paths holds for both, and a guard passes them over where they are not
/// registered.
fn optional_routes(name: &str) -> TokenStream {
    let (function, registered) = (optional_function(name), registered(name));
    let known = format!(" Says that the optional routes `{name}` are registered.");
    let docs =
        format!(" Registers the optional routes `{name}`, beside [`routes`] and in any order.");
    quote! {
        #[doc = #docs]
        pub fn #function<S: Server>(config: &mut web::ServiceConfig) {
            config.app_data(#registered::<S>(PhantomData));
        }

        #[doc = #known]
        struct #registered<S>(PhantomData<S>);
    }
}

fn optional_function(name: &str) -> Ident {
    field_ident(&format!("{name} routes"))
}

/// The type whose presence says that optional routes are registered.
fn registered(name: &str) -> Ident {
    type_ident(&format!("{name} routes"))
}

/// Distinct paths; literal segments go before templates, so that `/users/tokens` is found.
fn paths(document: &Document) -> Vec<&str> {
    let mut paths: Vec<&str> = Vec::new();
    for operation in &document.operations {
        if !paths.contains(&operation.path.as_str()) {
            paths.push(&operation.path);
        }
    }
    paths.sort_by_key(|path| {
        path.split('/')
            .map(|part| part.contains('{'))
            .collect::<Vec<_>>()
    });
    paths
}

fn resource(document: &Document, path: &str) -> TokenStream {
    let operations: Vec<&Operation> = document
        .operations
        .iter()
        .filter(|operation| operation.path == path)
        .collect();
    let allowed = allowed(&operations);
    let routes = operations.iter().map(|operation| {
        let method = field_ident(&operation.method.to_lowercase());
        let handler = field_ident(&operation.id);
        quote!(.route(web::#method().to(#handler::<S>)))
    });
    let name = name(path);
    let mut optional = operations.iter().filter_map(|one| one.optional_routes());
    let guard = optional.next().map(|name| {
        let registered = registered(name);
        quote!(.guard(guard::fn_guard(|request| request.app_data::<#registered<S>>().is_some())))
    });
    quote! {
        fn #name<S: Server>() -> Resource {
            web::resource(#path)
                #guard
                #(#routes)*
                .default_service(web::to(|server: web::Data<S>, http: HttpRequest| {
                    other_method(server, http, #allowed)
                }))
        }
    }
}

/// The methods of a path. Where GET is, HEAD is (RFC 9110, section 9.3.2).
fn allowed(operations: &[&Operation]) -> String {
    let methods = operations.iter().flat_map(|operation| {
        let head = (operation.method == "GET").then_some("HEAD");
        std::iter::once(operation.method.as_str()).chain(head)
    });
    methods.collect::<Vec<_>>().join(", ")
}

fn name(path: &str) -> Ident {
    field_ident(&format!("resource {}", snake(path)))
}
