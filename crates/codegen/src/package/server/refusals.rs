//! What the boundary answers instead of a handler: in the contract's own types where it declares
//! JSON for the status, as a problem elsewhere.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Media, Status};

use crate::package::Fallback;
use crate::package::media::Carriage;
use crate::package::names::{Named, Plan};
use crate::package::request::statuses;
use crate::package::response::{self, Variant};

/// The types of errors that the boundary asks the server to word, each once.
pub(super) fn described(document: &Document, plan: &Plan<'_>) -> Vec<TokenStream> {
    let mut types = BTreeMap::new();
    for named in plan.operations() {
        for variant in response::variants(document, named) {
            let of_one = |kind: TokenStream| drop(types.insert(kind.to_string(), kind));
            if boundary(named)
                .iter()
                .any(|&status| words(named, &variant, status))
            {
                worded(document, &variant).into_iter().for_each(of_one);
            }
        }
    }
    types.into_values().collect()
}

/// What the server words for a variant: its body, with its headers where some must be there.
fn worded(document: &Document, variant: &Variant<'_>) -> Option<TokenStream> {
    let body = variant.kind(document)?;
    Some(match required_headers(variant) {
        Some(headers) => quote!((#body, super::operations::#headers)),
        None => body,
    })
}

fn required_headers<'v>(variant: &'v Variant<'_>) -> Option<&'v Ident> {
    let headers = variant.headers.as_ref();
    let headers = headers.filter(|headers| !headers.are_optional());
    headers.map(|headers| &headers.ident)
}

/// The statuses that the boundary may answer instead of a handler.
fn boundary(named: &Named<'_>) -> Vec<u16> {
    let (malformed, limits) = statuses(named.operation);
    let mut all = vec![500];
    if !named.fields.is_empty() || named.operation.body.is_some() {
        all.push(malformed);
    }
    if named.operation.body.is_some() {
        all.extend([limits, 408, 413, 415]);
    }
    if named.security.is_some() {
        all.extend([401, 403]);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether this variant is the JSON body that the contract declares for a status.
fn words(named: &Named<'_>, variant: &Variant<'_>, status: u16) -> bool {
    let declared = named.operation.response_to(status);
    let own = declared.is_some_and(|declared| declared.status == variant.response.status);
    let json = variant.body.as_ref();
    let json = json.filter(|body| body.carriage == Carriage::Json);
    let first = declared
        .and_then(|declared| declared.content.iter().find(|media| is_json(media)))
        .zip(json)
        .is_some_and(|(first, body)| first.content_type == body.media.content_type);
    own && first
}

fn is_json(media: &Media) -> bool {
    let essence = media.content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Where the boundary has no JSON body of the contract to answer with.
pub(in crate::package) fn fallbacks(plan: &Plan<'_>) -> Vec<Fallback> {
    let of_one = |named: &Named<'_>| {
        let has_json = |status: &u16| {
            let declared = named.operation.response_to(*status);
            declared.is_some_and(|declared| declared.content.iter().any(is_json))
        };
        let statuses = boundary(named);
        Fallback {
            operation: named.operation.id.clone(),
            statuses: statuses.into_iter().filter(|one| !has_json(one)).collect(),
        }
    };
    let all = plan.operations().map(of_one);
    all.filter(|fallback| !fallback.statuses.is_empty())
        .collect()
}

/// A closure that words a problem in the contract's own types, where it declares them.
pub(super) fn reject(document: &Document, named: &Named<'_>) -> TokenStream {
    let response = named.response();
    let variants = response::variants(document, named);
    let statuses = boundary(named);
    let arms: Vec<TokenStream> = variants
        .iter()
        .filter_map(|variant| {
            let own = statuses
                .iter()
                .filter(|&&status| words(named, variant, status));
            let own: Vec<Literal> = own.copied().map(Literal::u16_unsuffixed).collect();
            let value = rejection(&response, variant)?;
            (!own.is_empty()).then(|| quote!(#(#own)|* => #value,))
        })
        .collect();
    if arms.is_empty() {
        return quote!(|_, _| None);
    }
    quote! {
        |server: &S, problem: &Problem| match problem.status {
            #(#arms)*
            _ => None,
        }
    }
}

fn rejection(response: &Ident, variant: &Variant<'_>) -> Option<TokenStream> {
    variant.body.as_ref()?;
    let ident = &variant.ident;
    let status = match variant.response.status {
        Status::Code(_) => None,
        Status::Range(_) => Some(quote!(StatusOf::new(problem.status)?)),
        Status::Default => Some(quote!(OtherStatus::new(problem.status)?)),
    };
    let body = quote!(Describe::describe(server, problem));
    let status = status.map(|status| quote!(#status,));
    Some(match (&variant.headers, required_headers(variant)) {
        (_, Some(_)) => quote! {{
            let (body, headers) = #body;
            Some(operations::#response::#ident(#status body, headers))
        }},
        (Some(headers), None) => {
            let headers = &headers.ident;
            quote! {
                Some(operations::#response::#ident(
                    #status #body, operations::#headers::default(),
                ))
            }
        }
        (None, None) => quote!(Some(operations::#response::#ident(#status #body))),
    })
}
