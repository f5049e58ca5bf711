//! `operations`: the response enum of each operation, one variant for each response and content
//! type that the contract declares.

mod headers;

pub(super) use headers::Headers;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::{Response, Status};

use self::headers::{header_struct, headers};
use super::media::{Body, Carriage};
use super::names::{Named, Names};
use crate::foreign::docs;
use crate::naming::{constant, ident, pascal};
use crate::status::words;

/// One variant.
pub(super) struct Variant<'d> {
    pub(super) response: &'d Response,
    pub(super) body: Option<Body<'d>>,
    pub(super) ident: Ident,
    constant: Ident,
    /// Of the struct of its headers, where it has any.
    pub(super) headers: Option<Headers<'d>>,
}

impl Variant<'_> {
    /// The type of the body, if it has one.
    pub(super) fn kind(&self, document: &Document) -> Option<TokenStream> {
        let body = self.body.as_ref()?;
        Some(body.kind(document, &format_ident!("Unused")))
    }

    /// Whether the variant carries its status.
    pub(super) fn has_status(&self) -> bool {
        self.response.status.code().is_none()
    }
}

/// The variants of an operation's response.
pub(super) fn variants<'d>(document: &'d Document, named: &Named<'d>) -> Vec<Variant<'d>> {
    let mut names = Names::default();
    let mut variants = Vec::new();
    for response in &named.operation.responses {
        let word = word(response.status);
        let of = |name: &Ident| headers(&named.pascal, name, response);
        if response.content.is_empty() {
            let name = names.give(word.clone());
            variants.push(variant(response, None, &name, of));
        }
        for media in &response.content {
            let body = Body::of_response(document, media);
            let name = match response.content.len() {
                1 => word.clone(),
                _ => format!("{word}{}", body.word()),
            };
            variants.push(variant(response, Some(body), &names.give(name), of));
        }
    }
    variants
}

fn variant<'d>(
    response: &'d Response,
    body: Option<Body<'d>>,
    name: &str,
    headers: impl Fn(&Ident) -> Option<Headers<'d>>,
) -> Variant<'d> {
    let ident = ident(name);
    Variant {
        response,
        body,
        headers: headers(&ident),
        constant: crate::naming::ident(&constant(name)),
        ident,
    }
}

fn word(status: Status) -> String {
    match status {
        Status::Code(code) => pascal(&words(code)),
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(_) => "ServerError".to_owned(),
        Status::Default => "Default".to_owned(),
    }
}

/// The enum, the structs of its headers, and how both are written and read.
pub(super) fn response(document: &Document, named: &Named<'_>) -> TokenStream {
    let name = named.response();
    let variants = variants(document, named);
    let title = format!(" The responses of `{}`.", named.operation.id);
    let declared = variants.iter().map(|variant| declared(document, variant));
    let constants = variants.iter().map(described);
    let statuses = named
        .operation
        .responses
        .iter()
        .map(|one| statuses(one.status));
    let writes = variants.iter().map(write);
    let mut ordered: Vec<&Variant<'_>> = variants.iter().collect();
    ordered.sort_by_key(|variant| specificity(variant));
    let reads = ordered.into_iter().map(read);
    let headers = variants
        .iter()
        .filter_map(|variant| Some(header_struct(document, variant.headers.as_ref()?)));
    let inherent = (!variants.is_empty()).then(|| quote!(impl #name { #(#constants)* }));
    let long = (variants.len() > 12)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "an arm for each response")]));
    let answer = match variants.as_slice() {
        [] => quote!(_),
        _ => quote!(answer),
    };
    let (result, outcome) = (named.result(), outcome(named));
    quote! {
        #[doc = #title]
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name {
            #(#declared),*
        }

        #[doc = #outcome]
        pub type #result = Result<#name, Fault>;

        #inherent

        impl Response for #name {
            const DECLARED: &'static [Statuses] = &[#(#statuses),*];

            #long
            fn write(self) -> Result<Answer, Unwritable> {
                match self {
                    #(#writes)*
                }
            }

            #long
            fn read(#answer: &Answer) -> Result<Self, Undecodable> {
                #(#reads)*
                Err(Undecodable::UndeclaredStatus)
            }
        }

        #(#headers)*
    }
}

fn outcome(named: &Named<'_>) -> String {
    format!(
        " What becomes of `{}`: a response, or the unexpected.",
        named.operation.id
    )
}

/// Numbers are told before ranges, ranges before the default, and a type before a range of types.
fn specificity(variant: &Variant<'_>) -> (u8, bool) {
    let status = match variant.response.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    };
    let body = variant.body.as_ref();
    (
        status,
        body.is_some_and(|body| body.carriage == Carriage::Open),
    )
}

fn declared(document: &Document, variant: &Variant<'_>) -> TokenStream {
    let docs = docs(Some(&variant.response.description));
    let docs = match variant.response.description.trim() {
        "" => quote!(#[doc = " As the contract declares it."]),
        _ => docs,
    };
    let ident = &variant.ident;
    let status = match variant.response.status {
        Status::Code(_) => None,
        Status::Range(hundreds) => {
            let hundreds = Literal::u16_unsuffixed(hundreds);
            Some(quote!(StatusOf<Self, #hundreds>))
        }
        Status::Default => Some(quote!(OtherStatus<Self>)),
    };
    let headers = variant.headers.as_ref().map(|headers| {
        let ident = &headers.ident;
        quote!(#ident)
    });
    let carried: Vec<TokenStream> = status
        .into_iter()
        .chain(variant.kind(document))
        .chain(headers)
        .collect();
    let carried = (!carried.is_empty()).then(|| quote!((#(#carried),*)));
    quote!(#docs #ident #carried)
}

fn described(variant: &Variant<'_>) -> TokenStream {
    let (name, statuses) = (&variant.constant, statuses(variant.response.status));
    let value = match &variant.body {
        Some(body) => {
            let content_type = &body.media.content_type;
            quote!(Described::of(#statuses, #content_type))
        }
        None => quote!(Described::empty(#statuses)),
    };
    quote!(const #name: Described = #value;)
}

fn statuses(status: Status) -> TokenStream {
    let number = Literal::u16_unsuffixed;
    match status {
        Status::Code(code) => {
            let code = number(code);
            quote!(Statuses::Code(#code))
        }
        Status::Range(hundreds) => {
            let hundreds = number(hundreds);
            quote!(Statuses::Range(#hundreds))
        }
        Status::Default => quote!(Statuses::Default),
    }
}

fn pattern(variant: &Variant<'_>) -> TokenStream {
    let status = variant.has_status().then(|| quote!(status));
    let body = variant.body.as_ref().map(|_| quote!(body));
    let headers = variant.headers.as_ref().map(|_| quote!(headers));
    let names: Vec<TokenStream> = status.into_iter().chain(body).chain(headers).collect();
    let ident = &variant.ident;
    match names.as_slice() {
        [] => quote!(Self::#ident),
        _ => quote!(Self::#ident(#(#names),*)),
    }
}

fn write(variant: &Variant<'_>) -> TokenStream {
    let pattern = pattern(variant);
    let constant = &variant.constant;
    let status = variant.has_status().then(|| quote!(.status(status.get())));
    let start = quote!(Self::#constant.answer() #status);
    let carriage = variant.body.as_ref().map(|body| body.carriage);
    let (answer, fallible) = match carriage {
        None => (start, false),
        Some(Carriage::Json) => (quote!(#start.json(&body)), true),
        Some(Carriage::Open) => (quote!(#start.content(body)), true),
        Some(Carriage::Text) => (quote!(#start.text(&body)), true),
        Some(_) => (quote!(#start.bytes(body)), false),
    };
    let answer = match (&variant.headers, fallible) {
        (Some(_), true) => quote!(headers.write(#answer?)),
        (Some(_), false) => quote!(headers.write(#answer)),
        (None, true) => answer,
        (None, false) => quote!(Ok(#answer)),
    };
    quote!(#pattern => #answer,)
}

fn read(variant: &Variant<'_>) -> TokenStream {
    let (ident, constant) = (&variant.ident, &variant.constant);
    let status = variant
        .has_status()
        .then(|| quote!(StatusOf::new(answer.status).ok_or(Undecodable::UndeclaredStatus)?));
    let body = variant.body.as_ref().map(|body| match body.carriage {
        Carriage::Json => quote!(answer.read_json()?),
        Carriage::Open => quote!(answer.read_content()),
        Carriage::Text => quote!(answer.read_text()?),
        _ => quote!(answer.body.clone()),
    });
    let headers = variant.headers.as_ref().map(|headers| {
        let ident = &headers.ident;
        quote!(#ident::read(answer)?)
    });
    let values: Vec<TokenStream> = status.into_iter().chain(body).chain(headers).collect();
    let values = (!values.is_empty()).then(|| quote!((#(#values),*)));
    quote! {
        if Self::#constant.is(answer) {
            return Ok(Self::#ident #values);
        }
    }
}
