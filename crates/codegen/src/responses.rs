//! The response enum of an operation: a variant for each declared status, and nothing else.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Header, Operation, Response};

use crate::declared;
use crate::naming::{constant, ident, snake, type_ident};
use crate::operations::response_ident;
use crate::payload::{Carried, error_response};
use crate::render::docs;
use crate::status::words;

/// Declarations that several operations share, each generated once.
#[derive(Default)]
pub(crate) struct Shared {
    functions: Vec<(String, Ident, TokenStream)>,
}

impl Shared {
    /// A function of that body; its name begins with `name`.
    fn function(
        &mut self,
        name: &str,
        body: &TokenStream,
        write: impl FnOnce(&Ident) -> TokenStream,
    ) -> Ident {
        let key = format!("{name} {body}");
        if let Some((_, ident, _)) = self.functions.iter().find(|(known, ..)| *known == key) {
            return ident.clone();
        }
        let alike = self
            .functions
            .iter()
            .filter(|(known, ..)| known.split(' ').next() == Some(name));
        let ident = match alike.count() {
            0 => format_ident!("{name}"),
            count => format_ident!("{name}_{}", count + 1),
        };
        let function = write(&ident);
        self.functions.push((key, ident.clone(), function));
        ident
    }

    /// Everything that was shared.
    pub(crate) fn functions(self) -> TokenStream {
        self.functions
            .into_iter()
            .map(|(_, _, function)| function)
            .collect()
    }
}

/// One variant.
struct Variant<'d> {
    status: u16,
    response: &'d Response,
    carried: Carried<'d>,
}

impl Variant<'_> {
    fn name(&self) -> Ident {
        type_ident(&words(self.status))
    }

    fn constant(&self) -> Ident {
        ident(&constant(&words(self.status)))
    }
}

/// The enum and what it knows.
pub(crate) fn response(
    document: &Document,
    operation: &Operation,
    shared: &mut Shared,
) -> TokenStream {
    let variants: Vec<Variant<'_>> = operation
        .responses
        .iter()
        .map(|response| Variant {
            status: response.status,
            response,
            carried: Carried::by(document, response),
        })
        .collect();
    let name = response_ident(operation);
    let title = format!(" The declared responses of `{}`.", operation.id);
    let item = item(document, &name, &title, &variants);
    let declared = into_responses(document, &name, &variants, shared);
    quote!(#item #declared)
}

/// The enum for paths and methods that no operation has.
pub(crate) fn unrouted(document: &Document, name: &Ident) -> TokenStream {
    let Some(error) = error_response(document) else {
        return TokenStream::new();
    };
    let variants: Vec<Variant<'_>> = [404, 405]
        .map(|status| Variant {
            status,
            response: error,
            carried: Carried::by(document, error),
        })
        .into();
    item(document, name, " Answers where no operation is.", &variants)
}

fn item(document: &Document, name: &Ident, title: &str, variants: &[Variant<'_>]) -> TokenStream {
    let declared = variants.iter().map(|variant| {
        let docs = docs(Some(&variant.response.description));
        let ident = variant.name();
        let payload = variant
            .carried
            .payload_type(document)
            .map(|payload| quote!((#payload)));
        quote!(#docs #ident #payload)
    });
    let constants = variants.iter().map(|variant| {
        let (name, status) = (variant.constant(), variant.status);
        quote!(const #name: u16 = #status;)
    });
    let statuses = variants.iter().map(|variant| {
        let (ident, constant) = (variant.name(), variant.constant());
        let rest = variant.carried.payload_type(document).map(|_| quote!((_)));
        quote!(Self::#ident #rest => Self::#constant)
    });
    let bodies = variants.iter().map(|variant| body(document, variant));
    let decoded = variants.iter().map(|variant| decoded(document, variant));
    quote! {
        #[doc = #title]
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name {
            #(#declared),*
        }

        impl #name {
            #(#constants)*

            /// Reads a response off the wire.
            ///
            /// # Errors
            /// When the status is not declared or the body is not what the contract says.
            pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
                let _ = body;
                match status {
                    #(#decoded)*
                    _ => Err(Undecodable::UndeclaredStatus),
                }
            }
        }

        impl Reply for #name {
            fn status(&self) -> u16 {
                match self {
                    #(#statuses),*
                }
            }

            fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
                let _ = stamp;
                match self {
                    #(#bodies)*
                }
            }
        }
    }
}

fn body(document: &Document, variant: &Variant<'_>) -> TokenStream {
    let ident = variant.name();
    let kind = variant.carried.body_type(document);
    match &variant.carried {
        Carried::Nothing => quote!(Self::#ident => Ok(None),),
        Carried::Bare(_) => quote!(Self::#ident(payload) => Body::json(&payload).map(Some),),
        Carried::Wrapped(..) => quote! {
            Self::#ident(payload) => Body::json(&#kind::seal(payload, stamp)).map(Some),
        },
    }
}

fn decoded(document: &Document, variant: &Variant<'_>) -> TokenStream {
    let (ident, constant) = (variant.name(), variant.constant());
    let kind = variant.carried.body_type(document);
    match &variant.carried {
        Carried::Nothing => quote!(Self::#constant => Ok(Self::#ident),),
        Carried::Bare(_) => quote!(Self::#constant => Ok(Self::#ident(decode::<#kind>(body)?)),),
        Carried::Wrapped(..) => quote! {
            Self::#constant => Ok(Self::#ident(decode::<#kind>(body)?.open())),
        },
    }
}

fn into_responses(
    document: &Document,
    name: &Ident,
    variants: &[Variant<'_>],
    shared: &mut Shared,
) -> TokenStream {
    let responses: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let function = declared_response(document, variant, shared);
            let constant = variant.constant();
            quote!(#function(Self::#constant))
        })
        .collect();
    quote! {
        impl utoipa::IntoResponses for #name {
            fn responses() -> declare::Responses {
                declare::Responses::from([#(#responses),*])
            }
        }
    }
}

fn declared_response(document: &Document, variant: &Variant<'_>, shared: &mut Shared) -> Ident {
    let headers: Vec<Ident> = variant
        .response
        .headers
        .iter()
        .map(|header| declared_header(document, header, shared))
        .collect();
    let description = variant.response.description.trim();
    let headers = quote!(vec![#(#headers()),*]);
    let body = variant.carried.body_type(document).map_or_else(
        || quote!(declare::empty(status, #description, #headers)),
        |kind| quote!(declare::json::<#kind>(status, #description, #headers)),
    );
    let name = format!("{}_response", snake(&words(variant.status)));
    shared.function(&name, &body, |ident| {
        quote! {
            fn #ident(status: u16) -> (String, RefOr<Response>) {
                #body
            }
        }
    })
}

fn declared_header(document: &Document, header: &Header, shared: &mut Shared) -> Ident {
    let name = &header.name;
    let description = header.description.as_deref().unwrap_or_default().trim();
    let schema = declared::schema(document, &header.schema);
    let body = quote!((#name, declare::header(#description, #schema)));
    let function = format!("{}_header", snake(name));
    shared.function(&function, &body, |ident| {
        quote! {
            fn #ident() -> (&'static str, Header) {
                #body
            }
        }
    })
}
