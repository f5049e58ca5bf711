//! `server`: a trait for each tag, and the routes that call it.

mod refusals;

pub(super) use refusals::fallbacks;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;

use self::refusals::{described, reject};
use super::Fallback;
use super::names::{Group, Name, Named, Plan};
use crate::foreign::docs;

/// `server.rs`: what a server implements in all, and `routes`.
pub(super) fn root(document: &Document, plan: &Plan<'_>) -> TokenStream {
    let modules: Vec<Ident> = plan.groups.iter().map(Group::module_ident).collect();
    let interfaces: Vec<&Name> = plan.groups.iter().map(|group| &group.interface).collect();
    let described = described(document, plan);
    let bounds = quote!(#(#interfaces +)* #(Describe<#described> +)* 'static);
    let callers = (!plan.requirements.is_empty()).then(|| quote!(Callers, Presented,));
    let alternative = callers.as_ref().map(|_| quote!(Alternative, Refusal,));
    let fallbacks = fallbacks(plan).into_iter().map(|fallback| {
        let Fallback {
            operation,
            statuses,
        } = fallback;
        let statuses = statuses.into_iter().map(Literal::u16_unsuffixed);
        quote!((#operation, &[#(#statuses),*]))
    });
    quote! {
        use std::sync::Arc;

        use sovx_runtime::serve::Router;

        #[allow(unused_imports, reason = "a service without JSON errors words none")]
        pub use sovx_runtime::serve::{Describe, #callers};
        #[allow(unused_imports, reason = "a service needs those that it uses")]
        pub use sovx_runtime::wire::{Fault, Problem, #alternative};
        pub use sovx_runtime::boundary::{BodyDeadline, BodyLimit};

        use super::operations::BASE_PATH;
        #[allow(unused_imports, reason = "a contract without JSON errors names none")]
        use super::models;

        #(mod #modules;)*

        #(pub use #modules::#interfaces;)*

        /// What a server of this contract does: every operation, and the words of its errors.
        pub trait Server: #bounds {}

        impl<S: #bounds> Server for S {}

        /// The routes of the contract, below [`BASE_PATH`], for `App::configure`.
        pub fn routes<S: Server>(
            server: Arc<S>,
        ) -> impl FnOnce(&mut actix_web::web::ServiceConfig) {
            let mut router = Router::new(BASE_PATH, server);
            #(#modules::routes(&mut router);)*
            router.install()
        }

        /// Where the boundary answers `application/problem+json` (RFC 9457): operations, and the
        /// statuses for which the contract declares no JSON body. Paths and methods that the
        /// contract does not have are answered that way too.
        pub const FALLBACKS: &[(&str, &[u16])] = &[#(#fallbacks),*];
    }
}

/// The trait of a tag and its routes.
pub(super) fn group(document: &Document, group: &Group<'_>) -> TokenStream {
    let interface = interface(group);
    let routes = group
        .operations
        .iter()
        .map(|named| route(document, group, named));
    let names = group.operations.iter().map(|named| &named.method);
    let long = (group.operations.len() > 40)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "a line for each operation")]));
    quote! {
        use std::future::Future;

        #[allow(unused_imports, reason = "a service without JSON errors words none")]
        use sovx_runtime::serve::{Callers, Describe, Router};
        #[allow(unused_imports, reason = "not every response has a status of its own")]
        use sovx_runtime::wire::{OtherStatus, Problem, StatusOf};

        use super::Server;
        use super::super::operations;

        #interface

        #long
        pub(super) fn routes<S: Server>(router: &mut Router<S>) {
            #(#names(router);)*
        }

        #(#routes)*
    }
}

fn interface(group: &Group<'_>) -> TokenStream {
    let name = &group.interface;
    let secured = group
        .operations
        .iter()
        .any(|named| named.security.is_some());
    let callers = secured.then(|| quote!(: Callers));
    let said = group.description.map(str::to_owned);
    let docs =
        docs(Some(&said.unwrap_or_else(|| {
            format!("The operations of `{}`.", group.tag)
        })));
    let methods = group.operations.iter().map(|named| {
        let docs = named.docs();
        let (method, request, result) = (&named.method, named.request(), named.result());
        let caller = caller(named).map(|kind| quote!(caller: #kind,));
        quote! {
            #docs
            fn #method(
                &self,
                #caller
                request: operations::#request,
            ) -> impl Future<Output = operations::#result>;
        }
    });
    quote! {
        #docs
        pub trait #name #callers {
            #(#methods)*
        }
    }
}

fn caller(named: &Named<'_>) -> Option<TokenStream> {
    named.security.as_ref()?;
    Some(match named.is_optional() {
        true => quote!(Option<Self::Caller>),
        false => quote!(Self::Caller),
    })
}

fn route(document: &Document, group: &Group<'_>, named: &Named<'_>) -> TokenStream {
    let (method, request, interface) = (&named.method, named.request(), &group.interface);
    let (kind, caller) = match (&named.security, named.is_optional()) {
        (None, _) => ("open", None),
        (Some(_), true) => ("optional", Some(quote!(caller,))),
        (Some(_), false) => ("secured", Some(quote!(caller,))),
    };
    let kind = format_ident!("{kind}");
    let reject = reject(document, named);
    quote! {
        fn #method<S: Server>(router: &mut Router<S>) {
            router.#kind::<operations::#request>(
                #reject,
                async |server: &S, #caller request| {
                    #interface::#method(server, #caller request).await
                },
            );
        }
    }
}
