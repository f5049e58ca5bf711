//! Who may call: the tiers of an operation, and the type of its caller.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Operation, SecurityScheme};

use crate::naming::{field_ident, pascal, type_ident};

/// The alternatives of an operation: the schemes that are needed together, each time.
pub(crate) fn alternatives<'d>(
    document: &'d Document,
    operation: &'d Operation,
) -> impl Iterator<Item = Vec<&'d SecurityScheme>> + Clone {
    let named = |name: &String| {
        let mut schemes = document.security_schemes.iter();
        schemes.find(|scheme| scheme.name == *name)
    };
    let alternatives = operation.security.iter();
    alternatives.map(move |required| required.schemes.iter().filter_map(named).collect())
}

/// The schemes that an operation names, in the order of its alternatives.
pub(crate) fn schemes<'d>(
    document: &'d Document,
    operation: &'d Operation,
) -> impl Iterator<Item = &'d SecurityScheme> + Clone {
    alternatives(document, operation).flatten()
}

/// The tiers that an operation admits, each once, in the order of its alternatives. Where an
/// alternative needs several credentials they prove one tier together: `platform and customer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tiers(Vec<String>);

impl Tiers {
    /// Of an operation; `None` when it is public.
    pub(crate) fn of(document: &Document, operation: &Operation) -> Option<Self> {
        let mut tiers: Vec<String> = Vec::new();
        for alternative in alternatives(document, operation) {
            let names: Vec<&str> = alternative.iter().map(|one| one.tier.as_str()).collect();
            let tier = names.join(" and ");
            if !tier.is_empty() && !tiers.contains(&tier) {
                tiers.push(tier);
            }
        }
        (!tiers.is_empty()).then_some(Self(tiers))
    }

    /// Every combination that operations ask for, each once, in document order.
    pub(crate) fn all(document: &Document) -> Vec<Self> {
        let mut all = Vec::new();
        for operation in &document.operations {
            let tiers = Self::of(document, operation);
            all.extend(tiers.filter(|tiers| !all.contains(tiers)));
        }
        all
    }

    /// Every tier that an operation asks for, each once: those of one credential in the order in
    /// which they are declared, then those of several.
    pub(crate) fn each(document: &Document) -> Vec<String> {
        let asked: Vec<String> = Self::all(document)
            .into_iter()
            .flat_map(|all| all.0)
            .collect();
        let declared = document.security_schemes.iter().map(|scheme| &scheme.tier);
        let mut each: Vec<String> = Vec::new();
        for tier in declared.filter(|tier| asked.contains(tier)).chain(&asked) {
            if !each.contains(tier) {
                each.push(tier.clone());
            }
        }
        each
    }

    /// `user`, or `user_or_owner`.
    pub(crate) fn function(&self) -> Ident {
        field_ident(&self.0.join(" or "))
    }

    /// For people: `user`, or `user or owner`.
    pub(crate) fn words(&self) -> String {
        self.0.join("` or `")
    }

    /// The caller in terms of a server's own types: `Self::User`, or
    /// `UserOrOwner<Self::User, Self::Owner>`.
    pub(crate) fn caller(&self) -> TokenStream {
        let types = self.0.iter().map(|tier| {
            let name = type_ident(tier);
            quote!(Self::#name)
        });
        match self.0.as_slice() {
            [_] => quote!(#(#types)*),
            _ => {
                let name = self.choice_ident();
                quote!(#name<#(#types),*>)
            }
        }
    }

    fn choice_ident(&self) -> Ident {
        let names: Vec<String> = self.0.iter().map(|tier| pascal(tier)).collect();
        format_ident!("{}", names.join("Or"))
    }

    /// The enum of callers where several tiers are admitted.
    pub(crate) fn choice(&self) -> Option<TokenStream> {
        if self.0.len() < 2 {
            return None;
        }
        let name = self.choice_ident();
        let tiers: Vec<Ident> = self.0.iter().map(|tier| type_ident(tier)).collect();
        let docs = format!(" A caller of the tier `{}`.", self.words());
        let variants = self.0.iter().zip(&tiers).map(|(tier, ident)| {
            let docs = format!(" Of the tier `{tier}`.");
            quote!(#[doc = #docs] #ident(#ident))
        });
        Some(quote! {
            #[doc = #docs]
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub enum #name<#(#tiers),*> {
                #(#variants),*
            }
        })
    }
}
