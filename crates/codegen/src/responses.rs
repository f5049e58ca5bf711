//! The response enum of an operation: a variant for each declared status, and nothing else.

mod declaration;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Operation, Response};

use crate::naming::{constant, ident, type_ident};
use crate::operations::{marker_ident, response_ident};
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
        .filter_map(|response| {
            Some(Variant {
                status: response.status.code()?,
                response,
                carried: Carried::by(document, response),
            })
        })
        .collect();
    let name = response_ident(operation);
    let title = format!(" The declared responses of `{}`.", operation.id);
    let marker = marker_ident(operation);
    let item = item(document, (&name, &marker), &title, &variants);
    let declared = declaration::into_responses(document, &name, &variants, shared);
    quote!(#item #declared)
}

/// The enum for paths and methods that no operation has.
pub(crate) fn unrouted(document: &Document, name: &Ident, marker: &Ident) -> TokenStream {
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
    item(
        document,
        (name, marker),
        " Answers where no operation is.",
        &variants,
    )
}

fn item(
    document: &Document,
    (name, marker): (&Ident, &Ident),
    title: &str,
    variants: &[Variant<'_>],
) -> TokenStream {
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
    let bodies = bodies(document, variants);
    let decoding = decoding(document, marker, variants);
    quote! {
        #[doc = #title]
        #[derive(Debug, Clone, PartialEq)]
        #[allow(
            clippy::large_enum_variant,
            reason = "a response is moved once, a box would be in every handler's way"
        )]
        pub enum #name {
            #(#declared),*
        }

        impl #name {
            #(#constants)*

            #decoding
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
                    #bodies
                }
            }
        }
    }
}

/// The arms of `Reply::body`; all failures share one body, so they share one arm.
fn bodies(document: &Document, variants: &[Variant<'_>]) -> TokenStream {
    let (failures, successes): (Vec<_>, Vec<_>) =
        variants.iter().partition(|variant| variant.status >= 400);
    let successes = successes.iter().map(|variant| {
        let ident = variant.name();
        let pattern = match variant.carried {
            Carried::Nothing => quote!(Self::#ident),
            _ => quote!(Self::#ident(payload)),
        };
        let body = written(document, variant);
        quote!(#pattern => #body,)
    });
    let failures = failures.first().map(|first| {
        let idents = failures.iter().map(|variant| variant.name());
        let body = written(document, first);
        quote!(#(Self::#idents(payload))|* => #body,)
    });
    quote!(#(#successes)* #failures)
}

fn written(document: &Document, variant: &Variant<'_>) -> TokenStream {
    let kind = variant.carried.body_type(document);
    match &variant.carried {
        Carried::Nothing => quote!(Ok(None)),
        Carried::Bare(_) => quote!(Body::json(&payload).map(Some)),
        Carried::Wrapped(..) => quote!(Body::json(&#kind::seal(payload, stamp)).map(Some)),
    }
}

/// `decode`: successes by their own types, failures by the one that they share.
fn decoding(document: &Document, marker: &Ident, variants: &[Variant<'_>]) -> TokenStream {
    let (failures, successes): (Vec<_>, Vec<_>) =
        variants.iter().partition(|variant| variant.status >= 400);
    let arms = successes.iter().map(|variant| {
        let (ident, constant) = (variant.name(), variant.constant());
        let value = read(document, variant);
        match variant.carried {
            Carried::Nothing => quote!(Self::#constant => Ok(Self::#ident),),
            _ => quote!(Self::#constant => Ok(Self::#ident(#value)),),
        }
    });
    let constants = failures.iter().map(|variant| variant.constant());
    let fallback = failures.first().map(|first| {
        let value = read(document, first);
        quote! {
            _ if Self::FAILURES.contains(&status) => {
                #marker::failure(status, #value).ok_or(Undecodable::UndeclaredStatus)
            }
        }
    });
    let known =
        (!failures.is_empty()).then(|| quote!(const FAILURES: &[u16] = &[#(Self::#constants),*];));
    quote! {
        #known

        /// Reads a response off the wire.
        ///
        /// # Errors
        /// When the status is not declared or the body is not what the contract says.
        pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
            let _ = body;
            match status {
                #(#arms)*
                #fallback
                _ => Err(Undecodable::UndeclaredStatus),
            }
        }
    }
}

fn read(document: &Document, variant: &Variant<'_>) -> TokenStream {
    let kind = variant.carried.body_type(document);
    match &variant.carried {
        Carried::Nothing => TokenStream::new(),
        Carried::Bare(_) => quote!(decode::<#kind>(body)?),
        Carried::Wrapped(..) => quote!(decode::<#kind>(body)?.open()),
    }
}
