//! How a request is read and written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use sovx_contract::Document;

use super::{form_ident, is_body_optional, statuses, variants};
use crate::foreign::checks;
use crate::package::media::Body;
use crate::package::names::{Field, Named};
use crate::types::{Scope, is_nullable, rust_type};

pub(super) fn codec(document: &Document, named: &Named<'_>, bodies: &[Body<'_>]) -> TokenStream {
    let (name, response) = (named.request(), named.response());
    let endpoint = endpoint(named, bodies);
    let reads = named.fields.iter().map(|field| read(document, field));
    let settled = named.fields.iter().map(|field| {
        let name = &field.ident;
        match field.parameter.required {
            true => quote!(#name: checked.settled(#name)?),
            false => quote!(#name),
        }
    });
    let body = read_body(document, named, bodies).map(|body| quote!(body: #body));
    let members = settled.chain(body);
    let required = named.fields.iter().any(|field| field.parameter.required);
    let finish = match required {
        true => Some(quote!(let checked = wire.finish()?;)),
        false => (!named.fields.is_empty()).then(|| quote!(wire.finish()?;)),
    };
    let writes = named.fields.iter().map(|field| {
        let (name, constant) = (&field.ident, &field.constant);
        let value = match field.parameter.required {
            true => quote!(Some(&self.#name)),
            false => quote!(self.#name.as_ref()),
        };
        quote!(wire.parameter(&Self::#constant, #value)?;)
    });
    let write_body = write_body(named, bodies);
    let silent = named.fields.is_empty() && bodies.is_empty();
    let wire = if silent { quote!(_) } else { quote!(wire) };
    let long = (named.fields.len() + bodies.len() > 6).then(
        || quote!(#[allow(clippy::too_many_lines, reason = "a few lines for each parameter")]),
    );
    quote! {
        impl Request for #name {
            const ENDPOINT: &'static Endpoint = &#endpoint;
            type Response = #response;

            #long
            fn read(#wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
                #(#reads)*
                #finish
                Ok(Self { #(#members),* })
            }

            #long
            fn write(&self, #wire: &mut Outgoing) -> Result<(), Unwritable> {
                #(#writes)*
                #write_body
                Ok(())
            }
        }
    }
}

fn read(document: &Document, field: &Field<'_>) -> TokenStream {
    let (name, constant) = (&field.ident, &field.constant);
    let schema = &field.parameter.schema;
    let check = checks::closure(document, schema, Scope::Beside);
    match field.parameter.required {
        true => quote!(let #name = wire.required(&Self::#constant, #check);),
        false if is_nullable(document, schema) => {
            let kind = rust_type(document, schema, Scope::Beside);
            quote!(let #name = wire.optional::<Option<#kind>>(&Self::#constant, #check).flatten();)
        }
        false => quote!(let #name = wire.optional(&Self::#constant, #check);),
    }
}

fn read_body(document: &Document, named: &Named<'_>, bodies: &[Body<'_>]) -> Option<TokenStream> {
    let form = form_ident(named);
    let body = match bodies {
        [] => return None,
        [one] => one.read(document, &form),
        [rest @ .., last] => {
            let name = named.body();
            let variants = variants(bodies);
            let arms = rest.iter().zip(&variants).enumerate();
            let arms = arms.map(|(index, (body, variant))| {
                let index = Literal::usize_unsuffixed(index);
                let read = body.read(document, &form);
                quote!(#index => #name::#variant(#read))
            });
            let read = last.read(document, &form);
            let variant = variants.last();
            quote! {
                match wire.media() {
                    #(#arms,)*
                    _ => #name::#variant(#read),
                }
            }
        }
    };
    Some(match is_body_optional(named.operation) {
        true => quote!(if wire.has_body() { Some(#body) } else { None }),
        false => body,
    })
}

fn write_body(named: &Named<'_>, bodies: &[Body<'_>]) -> Option<TokenStream> {
    let write = match bodies {
        [] => return None,
        [one] => one.write(0),
        several => {
            let name = named.body();
            let arms = several.iter().zip(variants(several)).enumerate();
            let arms = arms.map(|(index, (body, variant))| {
                let write = body.write(index);
                quote!(#name::#variant(body) => { #write })
            });
            quote!(match body { #(#arms)* })
        }
    };
    Some(match is_body_optional(named.operation) {
        true => quote!(if let Some(body) = &self.body { #write }),
        false => quote!(let body = &self.body; #write),
    })
}

fn endpoint(named: &Named<'_>, bodies: &[Body<'_>]) -> TokenStream {
    let operation = named.operation;
    let (id, method, path) = (&operation.id, &operation.method, &operation.path);
    let parameters = named.fields.iter().map(|field| &field.constant);
    let accepts = bodies.iter().map(|body| &body.media.content_type);
    let required = !bodies.is_empty() && !is_body_optional(operation);
    let security = match &named.security {
        Some(name) => quote!(Some(&super::#name)),
        None => quote!(None),
    };
    let (malformed, limits) = statuses(operation);
    let [malformed, limits] = [malformed, limits].map(Literal::u16_unsuffixed);
    quote! {
        Endpoint {
            id: #id,
            method: #method,
            path: #path,
            parameters: &[#(Self::#parameters),*],
            accepts: &[#(#accepts),*],
            body_required: #required,
            security: #security,
            malformed: #malformed,
            limits: #limits,
        }
    }
}
