//! The struct of a response's headers.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Header, Place, Response, Style};

use crate::foreign::docs;
use crate::naming::{constant, ident, snake};
use crate::package::names::Names;
use crate::package::request::{parameter, style};
use crate::package::shape;
use crate::types::{Scope, nullable_type, rust_type};

/// The headers of a response.
pub(in crate::package) struct Headers<'d> {
    pub(in crate::package) ident: Ident,
    fields: Vec<(&'d Header, Ident, Ident)>,
}

impl Headers<'_> {
    /// Whether all of them may be left out.
    pub(in crate::package) fn are_optional(&self) -> bool {
        self.fields.iter().all(|(header, ..)| !header.required)
    }
}

/// The headers of a response, where it has any.
pub(super) fn headers<'d>(
    operation: &str,
    variant: &Ident,
    response: &'d Response,
) -> Option<Headers<'d>> {
    let mut names = Names::default();
    let fields: Vec<_> = response
        .headers
        .iter()
        // The body speaks for its own type (OpenAPI 3.1, section 4.8.17.1).
        .filter(|header| !header.name.eq_ignore_ascii_case("content-type"))
        .map(|header| {
            let name = names.give(snake(&header.name));
            (header, ident(&name), ident(&constant(&name)))
        })
        .collect();
    (!fields.is_empty()).then(|| Headers {
        ident: format_ident!("{operation}{variant}Headers"),
        fields,
    })
}

/// The struct, and how it is written and read.
pub(super) fn header_struct(document: &Document, headers: &Headers<'_>) -> TokenStream {
    let name = &headers.ident;
    let fields = headers.fields.iter().map(|(header, ident, _)| {
        let docs = docs(header.description.as_deref());
        let kind = match header.required {
            true => nullable_type(document, &header.schema, Scope::Beside),
            false => {
                let kind = rust_type(document, &header.schema, Scope::Beside);
                quote!(Option<#kind>)
            }
        };
        quote!(#docs pub #ident: #kind,)
    });
    let constants = headers.fields.iter().map(|(header, _, constant)| {
        let shape = shape::shape(document, &header.schema, false);
        let simple = style(&Style::Simple { explode: false });
        let value = parameter(&header.name, Place::Header, &simple, &shape, None);
        quote!(const #constant: Parameter = #value;)
    });
    let writes = headers.fields.iter().map(|(header, ident, constant)| {
        let value = match header.required {
            true => quote!(Some(&self.#ident)),
            false => quote!(self.#ident.as_ref()),
        };
        quote!(.header(&Self::#constant, #value))
    });
    let reads = headers
        .fields
        .iter()
        .map(|(header, ident, constant)| match header.required {
            true => quote!(#ident: answer.require_header(&Self::#constant)?),
            false => quote!(#ident: answer.read_header(&Self::#constant)?),
        });
    let default = headers.are_optional().then(|| quote!(, Default));
    quote! {
        /// The headers of a response.
        #[derive(Debug, Clone, PartialEq #default)]
        pub struct #name {
            #(#fields)*
        }

        impl #name {
            #(#constants)*

            fn write(&self, answer: Answer) -> Result<Answer, Unwritable> {
                answer #(#writes)?*
            }

            fn read(answer: &Answer) -> Result<Self, Undecodable> {
                Ok(Self { #(#reads),* })
            }
        }
    }
}
