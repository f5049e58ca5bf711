//! How a body of some content type is carried: which Rust type it is, how it is read and written.

mod form;

pub(super) use form::form;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Kind, Media, Place, Property, Style};

use super::request::{parameter, style};
use super::shape;
use crate::foreign::checks;
use crate::lists::most_items;
use crate::naming::{ident, pascal};
use crate::types::{Scope, nullable_type};

/// How a body is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carriage {
    /// A JSON value of its schema.
    Json,
    /// `application/x-www-form-urlencoded`, of its schema.
    Form,
    /// `multipart/form-data`, as a struct of its members.
    Members,
    /// `multipart/form-data` without known members: its parts.
    Parts,
    /// Text, of its schema.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes that name their own content type.
    Open,
}

/// A body of one content type.
pub(super) struct Body<'d> {
    pub(super) media: &'d Media,
    pub(super) carriage: Carriage,
}

impl<'d> Body<'d> {
    /// Of a request.
    pub(super) fn of_request(document: &'d Document, media: &'d Media) -> Self {
        let essence = essence(media);
        let known = members(document, media).is_some();
        let carriage = match essence.as_str() {
            "application/x-www-form-urlencoded" => Carriage::Form,
            "multipart/form-data" if known => Carriage::Members,
            "multipart/form-data" => Carriage::Parts,
            _ => Self::of_response(document, media).carriage,
        };
        Self { media, carriage }
    }

    /// Of a response.
    pub(super) fn of_response(document: &'d Document, media: &'d Media) -> Self {
        let essence = essence(media);
        let carriage = match essence.as_str() {
            open if open.contains('*') => Carriage::Open,
            json if json.ends_with("/json") || json.ends_with("+json") => Carriage::Json,
            text if text.starts_with("text/") && is_scalar(document, media) => Carriage::Text,
            _ => Carriage::Bytes,
        };
        Self { media, carriage }
    }

    /// A word for the content type, for the name of a variant: `Json`.
    pub(super) fn word(&self) -> String {
        let essence = essence(self.media);
        let (_, kind) = essence.split_once('/').unwrap_or(("", &essence));
        match kind {
            "*" => "Any".to_owned(),
            "x-www-form-urlencoded" => "Form".to_owned(),
            "form-data" => "Multipart".to_owned(),
            "plain" => "Text".to_owned(),
            "octet-stream" => "Bytes".to_owned(),
            _ => pascal(kind),
        }
    }

    /// What a reader must know of the contract's schema, where it is not enforced.
    pub(super) fn remark(&self, document: &Document) -> Option<&'static str> {
        let schema = self.media.schema.as_ref()?;
        let kind = &document.resolve(schema).kind;
        let free = matches!(kind, Kind::Any) || shape::is_bytes(document, schema);
        let opaque = matches!(
            self.carriage,
            Carriage::Bytes | Carriage::Open | Carriage::Parts
        );
        (opaque && !free).then_some(
            "It is passed on as it is: rules of the contract on values of this content type are \
             the handler's to check.",
        )
    }

    /// The Rust type; `form` names the struct of a multipart form.
    pub(super) fn kind(&self, document: &Document, form: &Ident) -> TokenStream {
        match self.carriage {
            Carriage::Json | Carriage::Form => self.typed(document),
            Carriage::Text => match &self.media.schema {
                Some(schema) if !matches!(document.resolve(schema).kind, Kind::Any) => {
                    self.typed(document)
                }
                _ => quote!(String),
            },
            Carriage::Members => quote!(#form),
            Carriage::Parts => quote!(Vec<Part>),
            Carriage::Bytes => quote!(Vec<u8>),
            Carriage::Open => quote!(Content),
        }
    }

    fn typed(&self, document: &Document) -> TokenStream {
        let schema = self.media.schema.as_ref();
        schema.map_or_else(
            || quote!(serde_json::Value),
            |schema| nullable_type(document, schema, Scope::Beside),
        )
    }

    /// The check as a closure.
    fn check(&self, document: &Document) -> TokenStream {
        let schema = self.media.schema.as_ref();
        schema.map_or_else(
            || quote!(|_, _, _| {}),
            |schema| checks::closure(document, schema, Scope::Beside),
        )
    }

    /// The constant that says how the members of a form are written.
    pub(super) fn constant(&self, document: &Document) -> Option<TokenStream> {
        let parts = match self.carriage {
            Carriage::Form => false,
            Carriage::Members => true,
            _ => return None,
        };
        let name = self.form_constant();
        let members = self.declared(document).into_iter().map(|property| {
            let style = self.member_style(document, property);
            let shape = shape::shape(document, &property.schema, parts);
            parameter(&property.name, Place::Query, &style, &shape, None)
        });
        let schema = self.media.schema.as_ref();
        let declared = self.declared(document).into_iter().filter(|_| parts);
        let types = declared.filter_map(|property| self.types(property));
        let others = schema.map_or_else(
            || quote!(Shape::Any),
            |schema| shape::others(document, schema, parts),
        );
        Some(quote! {
            const #name: Form = Form { members: &[#(#members),*], others: #others, types: &[#(#types),*] };
        })
    }

    /// The content types that `encoding` declares for the parts of a member.
    fn types(&self, property: &Property) -> Option<TokenStream> {
        let encoding = self.media.encoding.get(&property.name)?;
        let types = encoding.get("contentType")?.as_str()?;
        let types = types.split(',').map(str::trim);
        let types: Vec<&str> = types.filter(|one| !one.is_empty()).collect();
        let name = &property.name;
        Some(quote!((#name, &[#(#types),*])))
    }

    fn form_constant(&self) -> Ident {
        ident(&crate::naming::constant(&format!("{} form", self.word())))
    }

    /// The members that the schema declares, each once.
    fn declared(&self, document: &'d Document) -> Vec<&'d Property> {
        let schema = self.media.schema.as_ref();
        let objects = schema.map_or_else(Vec::new, |schema| shape::objects(document, schema, 4));
        let mut members: Vec<&Property> = Vec::new();
        for property in objects.iter().flat_map(|rules| &rules.properties) {
            if members.iter().all(|known| known.name != property.name) {
                members.push(property);
            }
        }
        members
    }

    /// A member's style: as `encoding` says; else lists are repeated and objects are JSON.
    fn member_style(&self, document: &Document, property: &Property) -> TokenStream {
        let encoding = self.media.encoding.get(&property.name);
        let text = |name: &str| encoding?.get(name)?.as_str();
        let explode = encoding.and_then(|encoding| encoding.get("explode")?.as_bool());
        let explode = explode.unwrap_or(true);
        let json = text("contentType").is_some_and(|kind| kind.contains("json"));
        let objects = !shape::objects(document, &property.schema, 4).is_empty();
        style(&match text("style") {
            Some("deepObject") => Style::DeepObject,
            Some("spaceDelimited") => Style::SpaceDelimited,
            Some("pipeDelimited") => Style::PipeDelimited,
            Some(_) => Style::Form { explode },
            None if json || (objects && explode) => Style::Content("application/json".to_owned()),
            None => Style::Form { explode },
        })
    }

    /// Reads the body: an expression of its type.
    pub(super) fn read(&self, document: &Document, form: &Ident) -> TokenStream {
        let check = self.check(document);
        let constant = self.form_constant();
        match self.carriage {
            Carriage::Json => {
                let most = most_items(document, self.media.schema.as_ref());
                quote!(wire.json(#most, #check)?)
            }
            Carriage::Form => quote!(wire.form(&Self::#constant, #check)?),
            Carriage::Members => {
                quote!(#form::read(&mut wire.members(&Self::#constant, #check)?)?)
            }
            Carriage::Parts => quote!(wire.parts()?),
            Carriage::Text => {
                let schema = self.media.schema.as_ref();
                let shape = schema.map_or_else(
                    || quote!(Shape::Text),
                    |schema| match document.resolve(schema).kind {
                        Kind::Any => quote!(Shape::Text),
                        _ => shape::shape(document, schema, false),
                    },
                );
                quote!(wire.text(&#shape, #check)?)
            }
            Carriage::Bytes => quote!(wire.bytes()),
            Carriage::Open => quote!(wire.content()),
        }
    }

    /// Writes `body`, a reference: a statement.
    pub(super) fn write(&self, index: usize) -> TokenStream {
        let index = Literal::usize_unsuffixed(index);
        let constant = self.form_constant();
        match self.carriage {
            Carriage::Json => quote!(wire.json(#index, body)?;),
            Carriage::Form => quote!(wire.form(#index, &Self::#constant, body)?;),
            Carriage::Members => quote!(wire.members(&Self::#constant, body.write()?);),
            Carriage::Parts => quote!(wire.parts(body);),
            Carriage::Text => quote!(wire.text(#index, body)?;),
            Carriage::Bytes => quote!(wire.bytes(#index, body.as_slice());),
            Carriage::Open => quote!(wire.content(body);),
        }
    }
}

fn essence(media: &Media) -> String {
    let essence = media.content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn is_scalar(document: &Document, media: &Media) -> bool {
    media.schema.as_ref().is_none_or(|schema| {
        let kind = &document.resolve(schema).kind;
        matches!(
            kind,
            Kind::Any
                | Kind::String(_)
                | Kind::Boolean
                | Kind::Integer(_)
                | Kind::Number(_)
                | Kind::Enum(_)
        )
    })
}

/// The members of a form that is one object.
fn members<'d>(document: &'d Document, media: &'d Media) -> Option<&'d [Property]> {
    match &document.resolve(media.schema.as_ref()?).kind {
        Kind::Object(rules) if !rules.properties.is_empty() => Some(&rules.properties),
        _ => None,
    }
}
