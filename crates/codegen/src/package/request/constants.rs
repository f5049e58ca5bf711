//! The constants that say how parameters are written.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Place, Style};

use crate::package::media::Body;
use crate::package::names::Named;
use crate::package::shape;

/// Those of a request.
pub(super) fn constants(
    document: &Document,
    named: &Named<'_>,
    bodies: &[Body<'_>],
) -> Vec<TokenStream> {
    let parameters = named.fields.iter().map(|field| {
        let (name, of) = (&field.constant, field.parameter);
        let shape = shape::shape(document, &of.schema, false);
        let default = of.schema.default.as_ref().filter(|_| !of.required);
        let default = default.map(ToString::to_string);
        let style = style(&of.style);
        let value = parameter(&of.name, of.place, &style, &shape, default.as_deref());
        quote!(const #name: Parameter = #value;)
    });
    let forms = bodies.iter().filter_map(|body| body.constant(document));
    parameters.chain(forms).collect()
}

/// A parameter, a member of a form, or a header as a constant.
pub(in crate::package) fn parameter(
    name: &str,
    place: Place,
    style: &TokenStream,
    shape: &TokenStream,
    default: Option<&str>,
) -> TokenStream {
    let place = match place {
        Place::Path => quote!(Place::Path),
        Place::Query => quote!(Place::Query),
        Place::Header => quote!(Place::Header),
        Place::Cookie => quote!(Place::Cookie),
    };
    let or = default.map(|default| quote!(.or(#default)));
    quote!(Parameter::new(#name, #place, #style, #shape) #or)
}

/// A style as a constant. A content type that is not JSON is text that stands for itself.
pub(in crate::package) fn style(style: &Style) -> TokenStream {
    match style {
        Style::Simple { explode } => quote!(Style::Simple { explode: #explode }),
        Style::Matrix { explode } => quote!(Style::Matrix { explode: #explode }),
        Style::Label { explode } => quote!(Style::Label { explode: #explode }),
        Style::Form { explode } => quote!(Style::Form { explode: #explode }),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Content(kind) if kind.contains("json") => quote!(Style::Json),
        Style::Content(_) => quote!(Style::Simple { explode: false }),
    }
}
