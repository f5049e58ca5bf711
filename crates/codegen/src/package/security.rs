//! Security requirements as constants, each of them once.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Carrier, Operation, SecurityRequirement};

use super::names::{Name, Names};
use crate::naming::constant;

/// A requirement and what it is called.
pub(super) struct Named<'d> {
    pub(super) alternatives: &'d [SecurityRequirement],
    pub(super) ident: Name,
}

/// The distinct requirements of all operations.
pub(super) fn requirements(document: &Document) -> Vec<Named<'_>> {
    let mut names = Names::default();
    let mut requirements: Vec<Named<'_>> = Vec::new();
    for operation in &document.operations {
        let alternatives = operation.security.as_slice();
        let asks = alternatives.iter().any(|all| !all.schemes.is_empty());
        let known = requirements
            .iter()
            .any(|one| one.alternatives == alternatives);
        if asks && !known {
            let ident = Name::new(names.give(name(alternatives)));
            requirements.push(Named {
                alternatives,
                ident,
            });
        }
    }
    requirements
}

/// `BEARER_AUTH_OR_API_KEY`.
fn name(alternatives: &[SecurityRequirement]) -> String {
    let of_one = |all: &SecurityRequirement| match all.schemes.as_slice() {
        [] => "nothing".to_owned(),
        schemes => schemes.join(" and "),
    };
    let names: Vec<String> = alternatives.iter().map(of_one).collect();
    constant(&names.join(" or "))
}

/// The requirement of an operation.
pub(super) fn find(requirements: &[Named<'_>], operation: &Operation) -> Option<Name> {
    let mut all = requirements.iter();
    let own = all.find(|one| one.alternatives == operation.security.as_slice());
    own.map(|one| one.ident.clone())
}

/// The constants.
pub(super) fn constants(document: &Document, requirements: &[Named<'_>]) -> TokenStream {
    requirements
        .iter()
        .map(|requirement| {
            let ident = &requirement.ident;
            let mut all = requirement.alternatives.iter();
            let optional = all.any(|one| one.schemes.is_empty());
            let alternatives = requirement
                .alternatives
                .iter()
                .filter(|one| !one.schemes.is_empty())
                .map(|one| alternative(document, one));
            let title = format!(" Who may call: {}.", words(requirement.alternatives));
            quote! {
                #[doc = #title]
                pub static #ident: Requirement = Requirement {
                    alternatives: &[#(#alternatives),*],
                    optional: #optional,
                };
            }
        })
        .collect()
}

fn words(alternatives: &[SecurityRequirement]) -> String {
    let of_one = |all: &SecurityRequirement| match all.schemes.as_slice() {
        [] => "anybody".to_owned(),
        schemes => {
            let schemes: Vec<String> = schemes.iter().map(|one| format!("`{one}`")).collect();
            format!("whoever has {}", schemes.join(" and "))
        }
    };
    let all: Vec<String> = alternatives.iter().map(of_one).collect();
    all.join(", ")
}

fn alternative(document: &Document, one: &SecurityRequirement) -> TokenStream {
    let asked = one.schemes.iter().enumerate().map(|(index, scheme)| {
        let mut known = document.security_schemes.iter();
        let known = known.find(|known| known.name == *scheme);
        let carrier = known.map_or(&Carrier::Bearer, |known| &known.carrier);
        let carrier = self::carrier(carrier);
        let scopes = one.scopes.get(index).map(Vec::as_slice).unwrap_or_default();
        quote!(Asked { scheme: #scheme, carrier: #carrier, scopes: &[#(#scopes),*] })
    });
    quote!(&[#(#asked),*])
}

fn carrier(carrier: &Carrier) -> TokenStream {
    match carrier {
        Carrier::Bearer => quote!(Carrier::Bearer),
        Carrier::Basic => quote!(Carrier::Basic),
        Carrier::Header(name) => quote!(Carrier::Header(#name)),
        Carrier::Query(name) => quote!(Carrier::Query(#name)),
        Carrier::Cookie(name) => quote!(Carrier::Cookie(#name)),
        Carrier::Http(scheme) => quote!(Carrier::Http(#scheme)),
        Carrier::MutualTls => quote!(Carrier::MutualTls),
    }
}
