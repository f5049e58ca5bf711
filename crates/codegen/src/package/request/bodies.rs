//! The types that a body has beside its schema's.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use sovx_contract::Document;

use super::form_ident;
use crate::naming::ident;
use crate::package::media::{self, Body, Carriage};
use crate::package::names::{Named, Names};

/// The enum over several content types, and the struct of a multipart form.
pub(super) fn body_types(
    document: &Document,
    named: &Named<'_>,
    bodies: &[Body<'_>],
) -> TokenStream {
    let form = form_ident(named);
    let multipart = bodies
        .iter()
        .find(|body| body.carriage == Carriage::Members)
        .map(|body| media::form(document, &form, body));
    let choice = (bodies.len() > 1).then(|| {
        let name = named.body();
        let title = format!(" The bodies that `{}` takes.", named.operation.id);
        let variants = bodies.iter().zip(variants(bodies)).map(|(body, variant)| {
            let kind = body.kind(document, &form);
            let said = format!(" `{}`.", body.media.content_type);
            quote!(#[doc = #said] #variant(#kind))
        });
        quote! {
            #[doc = #title]
            #[derive(Debug, Clone, PartialEq)]
            pub enum #name {
                #(#variants),*
            }
        }
    });
    quote!(#choice #multipart)
}

/// The names of the content types.
pub(super) fn variants(bodies: &[Body<'_>]) -> Vec<Ident> {
    let mut names = Names::default();
    bodies
        .iter()
        .map(|body| ident(&names.give(body.word())))
        .collect()
}
