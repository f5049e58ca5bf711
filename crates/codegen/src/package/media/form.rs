//! The struct of a multipart form: values by their types, files as bytes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Kind, Property, Schema};

use super::{Body, members};
use crate::foreign::docs;
use crate::naming::{ident, snake};
use crate::package::names::Names;
use crate::package::shape;
use crate::types::{Scope, nullable_type, rust_type};

/// The struct of a multipart form, with how it is read and written.
pub(in crate::package) fn form(document: &Document, name: &Ident, body: &Body<'_>) -> TokenStream {
    let mut names = Names::without(&["parts"]);
    let members: Vec<Member<'_>> = members(document, body.media)
        .unwrap_or_default()
        .iter()
        .map(|property| Member {
            property,
            ident: ident(&names.give(snake(&property.name))),
            content: Member::content(document, &property.schema),
        })
        .collect();
    let fields = members.iter().map(|member| member.field(document));
    let reads = members.iter().map(Member::read);
    let writes = members.iter().map(Member::write);
    quote! {
        /// The members of a form.
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name {
            #(#fields)*
        }

        impl #name {
            fn read(parts: &mut Members) -> Result<Self, Rejection> {
                Ok(Self { #(#reads),* })
            }

            fn write(&self) -> Result<Vec<Part>, Unwritable> {
                let mut parts = Vec::new();
                #(#writes)*
                Ok(parts)
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    File,
    Files,
    Value,
}

struct Member<'d> {
    property: &'d Property,
    ident: Ident,
    content: Held,
}

impl Member<'_> {
    fn content(document: &Document, schema: &Schema) -> Held {
        match &document.resolve(schema).kind {
            _ if shape::is_bytes(document, schema) => Held::File,
            Kind::Array(rules) if shape::is_bytes(document, &rules.items) => Held::Files,
            _ => Held::Value,
        }
    }

    fn field(&self, document: &Document) -> TokenStream {
        let docs = docs(self.property.schema.description.as_deref());
        let ident = &self.ident;
        let kind = match self.content {
            Held::File => quote!(Upload),
            Held::Files => quote!(Vec<Upload>),
            Held::Value if self.property.required => {
                nullable_type(document, &self.property.schema, Scope::Beside)
            }
            Held::Value => rust_type(document, &self.property.schema, Scope::Beside),
        };
        let kind = match self.content {
            Held::Files => kind,
            _ if self.property.required => kind,
            _ => quote!(Option<#kind>),
        };
        quote!(#docs pub #ident: #kind,)
    }

    fn read(&self) -> TokenStream {
        let (ident, name) = (&self.ident, &self.property.name);
        let reader = match (self.content, self.property.required) {
            (Held::File, true) => "required_file",
            (Held::File, false) => return quote!(#ident: parts.file(#name)),
            (Held::Files, _) => return quote!(#ident: parts.files(#name)),
            (Held::Value, true) => "required",
            (Held::Value, false) => "optional",
        };
        let reader = format_ident!("{reader}");
        quote!(#ident: parts.#reader(#name)?)
    }

    fn write(&self) -> TokenStream {
        let (ident, name) = (&self.ident, &self.property.name);
        match (self.content, self.property.required) {
            (Held::File, true) => {
                quote!(Part::add_files(&mut parts, #name, [&self.#ident]);)
            }
            (Held::File, false) | (Held::Files, _) => {
                quote!(Part::add_files(&mut parts, #name, &self.#ident);)
            }
            (Held::Value, true) => quote!(Part::add(&mut parts, #name, Some(&self.#ident))?;),
            (Held::Value, false) => {
                quote!(Part::add(&mut parts, #name, self.#ident.as_ref())?;)
            }
        }
    }
}
