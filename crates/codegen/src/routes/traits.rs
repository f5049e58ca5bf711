//! What the contract asks of a server: who calls, and a method for every operation.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Operation, Tag};

use crate::naming::{field_ident, pascal, type_ident};
use crate::operations::{marker_ident, request_ident};
use crate::payload::{error_type, further_error_types};
use crate::render::docs;
use crate::requests::{idempotency_key, origin};
use crate::tiers::Tiers;

/// The trait of callers, one for each tag, and all of them together.
pub(super) fn traits(document: &Document) -> TokenStream {
    let error = error_type(document);
    let tiers = Tiers::each(document);
    let types = tiers.iter().map(|tier| {
        let name = type_ident(tier);
        let docs = format!(" A caller of the tier `{tier}`.");
        quote!(#[doc = #docs] type #name;)
    });
    let combinations = Tiers::all(document);
    let choices = combinations.iter().filter_map(Tiers::choice);
    let checks = combinations.iter().map(|tiers| {
        let (function, caller) = (tiers.function(), tiers.caller());
        let docs = format!(
            " Who presents a credential of the tier `{}`.",
            tiers.words()
        );
        quote! {
            #[doc = #docs]
            fn #function(
                &self,
                presented: Presented<'_>,
            ) -> impl Future<Output = Proved<#caller>>;
        }
    });
    let open = admission(document, &error);
    let words = words(document, &error);
    let groups = document.tags.iter().filter_map(|tag| group(document, tag));
    let names: Vec<Ident> = document
        .tags
        .iter()
        .filter(|tag| {
            document
                .operations
                .iter()
                .any(|operation| operation.tag == tag.name)
        })
        .map(|tag| trait_ident(&tag.name))
        .collect();
    quote! {
        /// A caller, or why what was presented proves none.
        pub type Proved<Caller> = Result<Caller, Failure<Secured<#error>>>;

        #(#choices)*

        /// Turns what a caller presents into who it is: a kind of caller for each tier.
        pub trait Callers: #words + 'static {
            #(#types)*
            #(#checks)*
            #open
        }

        #(#groups)*

        /// Everything that the contract asks of a server.
        pub trait Server: #(#names)+* {}

        impl<T: #(#names)+*> Server for T {}
    }
}

/// What words refusals: in every error body, and a failed check in each but the first.
fn words(document: &Document, error: &TokenStream) -> TokenStream {
    let further = further_error_types(document);
    let further = further
        .iter()
        .map(|other| quote!(+ Describe<#other> + Reword<#error, #other>));
    quote!(Describe<#error> #(#further)*)
}

/// How a request is let in that anyone may send, where the contract has such operations.
fn admission(document: &Document, error: &TokenStream) -> Option<TokenStream> {
    document.operations.iter().any(origin).then(|| {
        quote! {
            /// Where a request comes from that anyone may send, or why it is not let in.
            fn origin<O>(
                &self,
                presented: Presented<'_>,
            ) -> impl Future<Output = Result<Origin, Failure<O>>>
            where
                O: Scope<Error = #error> + Declares<429>;
        }
    })
}

/// The trait of a tag.
pub(super) fn trait_ident(tag: &str) -> Ident {
    format_ident!("{}Api", pascal(tag))
}

fn group(document: &Document, tag: &Tag) -> Option<TokenStream> {
    let methods: Vec<TokenStream> = document
        .operations
        .iter()
        .filter(|operation| operation.tag == tag.name)
        .map(|operation| method(document, operation))
        .collect();
    if methods.is_empty() {
        return None;
    }
    let name = trait_ident(&tag.name);
    let docs = docs(tag.description.as_deref());
    Some(quote! {
        #docs
        pub trait #name: Callers {
            #(#methods)*
        }
    })
}

fn method(document: &Document, operation: &Operation) -> TokenStream {
    let docs = docs(operation.summary.as_deref());
    let name = field_ident(&operation.id);
    let request = request_ident(operation);
    let result = format_ident!("{}Result", pascal(&operation.id));
    let caller = Tiers::of(document, operation).map(|tiers| {
        let caller = tiers.caller();
        let marker = marker_ident(operation);
        let key = idempotency_key(operation).map(|_| quote!(, Idempotency<operations::#marker>));
        quote!(<#caller #key>)
    });
    quote! {
        #docs
        fn #name(
            &self,
            request: operations::#request #caller,
        ) -> impl Future<Output = operations::#result>;
    }
}
