//! What a response carries: nothing, a value, or a value in an envelope.
//!
//! An envelope is an object schema with `x-envelope: NAME`. `NAME` is the member that a handler
//! returns; constants fill themselves, and the remaining member is stamped by the boundary with
//! the time, the trace id and, for a page, the handler's pagination.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Kind, ObjectRules, Operation, Property, Response, Schema};

use crate::naming::{field_ident, pascal, type_ident};
use crate::types::{Scope, item_path, rust_type};

/// An envelope, taken apart.
pub(crate) struct Envelope<'d> {
    pub(crate) payload: &'d Property,
    pub(crate) constants: Vec<&'d Property>,
    pub(crate) stamp: Option<&'d Property>,
}

impl<'d> Envelope<'d> {
    /// The envelope that a schema is, if it is one.
    pub(crate) fn of(document: &'d Document, schema: &'d Schema) -> Option<Self> {
        let name = schema.extension_str("x-envelope")?;
        let Kind::Object(rules) = &schema.kind else {
            return None;
        };
        let payload = rules
            .properties
            .iter()
            .find(|property| property.name == name)?;
        let others = || {
            rules
                .properties
                .iter()
                .filter(|property| property.name != name)
        };
        let constant = |property: &&Property| is_constant(document, &property.schema);
        Some(Self {
            payload,
            constants: others().filter(constant).collect(),
            stamp: others().find(|property| !constant(property)),
        })
    }

    /// The members of the stamp.
    pub(crate) fn stamped(&self, document: &'d Document) -> Option<&'d ObjectRules> {
        match &document.resolve(&self.stamp?.schema).kind {
            Kind::Object(rules) => Some(rules),
            _ => None,
        }
    }

    /// The pagination that the stamp holds for a page.
    pub(crate) fn pagination(&self, document: &'d Document) -> Option<&'d Property> {
        let mut members = self.stamped(document)?.properties.iter();
        members.find(|property| property.name == "pagination")
    }

    /// The type that a handler returns.
    pub(crate) fn payload_type(&self, document: &Document, scope: Scope) -> TokenStream {
        let data = rust_type(document, &self.payload.schema, scope);
        match self.pagination(document) {
            Some(pagination) => {
                let pagination = rust_type(document, &pagination.schema, scope);
                quote!(Paged<#data, #pagination>)
            }
            None => data,
        }
    }
}

/// A constant, written inline or by reference.
pub(crate) fn is_constant(document: &Document, schema: &Schema) -> bool {
    let target = document.resolve(schema);
    matches!(target.kind, Kind::Const(_)) || target.always().is_some()
}

/// What a response carries.
pub(crate) enum Carried<'d> {
    /// No body.
    Nothing,
    /// A body that is the payload.
    Bare(&'d Schema),
    /// A body that wraps the payload.
    Wrapped(&'d str, Envelope<'d>),
}

impl<'d> Carried<'d> {
    /// Of a response; only JSON bodies are generated.
    pub(crate) fn by(document: &'d Document, response: &'d Response) -> Self {
        let Some(schema) = response
            .content
            .first()
            .and_then(|media| media.schema.as_ref())
        else {
            return Self::Nothing;
        };
        let envelope = Envelope::of(document, document.resolve(schema));
        match (&schema.kind, envelope) {
            (Kind::Ref(name), Some(envelope)) => Self::Wrapped(name, envelope),
            _ => Self::Bare(schema),
        }
    }

    /// The type in the response's variant, if it has one.
    pub(crate) fn payload_type(&self, document: &Document) -> Option<TokenStream> {
        match self {
            Self::Nothing => None,
            Self::Bare(schema) => Some(rust_type(document, schema, Scope::Beside)),
            Self::Wrapped(_, envelope) => Some(envelope.payload_type(document, Scope::Beside)),
        }
    }

    /// The type of the whole body, if there is one.
    pub(crate) fn body_type(&self, document: &Document) -> Option<TokenStream> {
        match self {
            Self::Nothing => None,
            Self::Bare(schema) => Some(rust_type(document, schema, Scope::Beside)),
            Self::Wrapped(name, _) => Some(item_path(name, Scope::Beside)),
        }
    }
}

/// `seal` and `open` for every envelope.
pub(crate) fn envelopes(document: &Document) -> TokenStream {
    document
        .schemas
        .iter()
        .filter_map(|named| {
            let envelope = Envelope::of(document, &named.schema)?;
            Some(seal_and_open(document, &named.name, &envelope))
        })
        .collect()
}

fn seal_and_open(document: &Document, name: &str, envelope: &Envelope<'_>) -> TokenStream {
    let ident = type_ident(name);
    let payload = envelope.payload_type(document, Scope::Models);
    let data = field_ident(&envelope.payload.name);
    let constants = envelope.constants.iter().map(|property| {
        let name = field_ident(&property.name);
        let value = constant(document, &property.schema);
        quote!(#name: #value)
    });
    let stamp = envelope.stamp.map(|property| {
        let name = field_ident(&property.name);
        let value = stamp(document, envelope, property);
        quote!(#name: #value)
    });
    let unused = stamp.is_none().then(|| quote!(let _ = stamp;));
    let members = constants.chain(stamp);
    let (taken, opened) = match envelope
        .stamp
        .filter(|_| envelope.pagination(document).is_some())
    {
        Some(stamp) => {
            let stamp = field_ident(&stamp.name);
            let opened = quote!(Paged { data: self.#data, pagination: self.#stamp.pagination });
            (quote!(payload.data), opened)
        }
        None => (quote!(payload), quote!(self.#data)),
    };
    quote! {
        impl #ident {
            /// Puts the payload into its envelope.
            pub fn seal(payload: #payload, stamp: &Stamp) -> Self {
                #unused
                Self { #data: #taken, #(#members),* }
            }

            /// Takes the payload out of its envelope.
            pub fn open(self) -> #payload {
                #opened
            }
        }
    }
}

fn stamp(document: &Document, envelope: &Envelope<'_>, property: &Property) -> TokenStream {
    let kind = rust_type(document, &property.schema, Scope::Models);
    let members = envelope
        .stamped(document)
        .map(|rules| rules.properties.as_slice());
    let members = members.unwrap_or_default().iter().map(|member| {
        let name = field_ident(&member.name);
        let value = match member.name.as_str() {
            "timestamp" => quote!(stamp.timestamp),
            "trace_id" => quote!(stamp.trace_id.clone()),
            "pagination" => quote!(payload.pagination),
            _ => constant(document, &member.schema),
        };
        quote!(#name: #value)
    });
    quote!(#kind { #(#members),* })
}

/// The one value of a constant's type.
fn constant(document: &Document, schema: &Schema) -> TokenStream {
    let kind = rust_type(document, schema, Scope::Models);
    match &document.resolve(schema).kind {
        Kind::Const(value) => value.as_str().map_or_else(
            || kind.clone(),
            |text| {
                let variant = crate::naming::ident(&pascal(text));
                quote!(#kind::#variant)
            },
        ),
        _ => kind,
    }
}

/// The payload of the contract's error body, which is the first one; text where it declares none.
pub(crate) fn error_type(document: &Document) -> TokenStream {
    error_response(document)
        .and_then(|response| Carried::by(document, response).payload_type(document))
        .unwrap_or_else(|| quote!(String))
}

/// The payload of an operation's error body; the contract's where the operation declares none.
pub(crate) fn error_type_of(document: &Document, operation: &Operation) -> TokenStream {
    error_responses(operation)
        .find_map(|response| Carried::by(document, response).payload_type(document))
        .unwrap_or_else(|| error_type(document))
}

/// The payloads of all error bodies but the contract's, each once, in document order.
pub(crate) fn further_error_types(document: &Document) -> Vec<TokenStream> {
    let mut known = vec![error_type(document).to_string()];
    let types = document.operations.iter();
    let mut types: Vec<TokenStream> = types.map(|one| error_type_of(document, one)).collect();
    types.retain(|kind| {
        let kind = kind.to_string();
        let fresh = !known.contains(&kind);
        known.push(kind);
        fresh
    });
    types
}

/// Whether an operation has the payload of the contract's error body.
pub(crate) fn has_first_error_type(document: &Document, operation: &Operation) -> bool {
    error_type_of(document, operation).to_string() == error_type(document).to_string()
}

/// The first declared error response with a body.
pub(crate) fn error_response(document: &Document) -> Option<&Response> {
    document.operations.iter().flat_map(error_responses).next()
}

/// The declared error responses that have a body.
pub(crate) fn error_responses(operation: &Operation) -> impl Iterator<Item = &Response> {
    let responses = operation.responses.iter();
    responses.filter(|response| response.status.is_error() && !response.content.is_empty())
}
