//! `oneOf` and `anyOf` as an enum with a variant for each branch.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Discriminator, Kind, Schema};

use super::recursion::Cycles;
use super::{checks, docs, names};
use crate::naming::{pascal, type_ident};
use crate::types::{Scope, nullable_type};

/// The item of a choice.
pub(super) fn item(
    document: &Document,
    cycles: &Cycles<'_>,
    name: &str,
    schema: &Schema,
) -> TokenStream {
    let ident = type_ident(name);
    let title = docs(schema.description.as_deref());
    let branches = branches(schema);
    let variants = variants(branches);
    let declared = branches.iter().zip(&variants).map(|(branch, variant)| {
        let description = branch.description.as_deref();
        let described = description.or_else(|| document.resolve(branch).description.as_deref());
        let docs = docs(described);
        let kind = nullable_type(document, branch, Scope::Models);
        if cycles.closes(document, name, branch) {
            quote!(#docs #variant(Box<#kind>))
        } else {
            quote!(#docs #variant(#kind))
        }
    });
    let union = expression(document, schema, Scope::Models);
    let places = (0..variants.len()).map(Literal::usize_unsuffixed);
    let mismatch = format!("fits no variant of {ident}");
    quote! {
        #title
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[allow(
            clippy::large_enum_variant,
            reason = "a body is moved once, a box would be in every handler's way"
        )]
        pub enum #ident {
            #(#declared),*
        }

        impl #ident {
            const UNION: check::Union = #union;
        }

        impl Check for #ident {
            fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
                Self::UNION.check(value, at, out);
            }
        }

        impl<'de> Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Value::deserialize(deserializer)?;
                match Self::UNION.fitting(&value) {
                    #(Some(#places) => sovx_runtime::typed(value).map(Self::#variants),)*
                    _ => Err(serde::de::Error::custom(#mismatch)),
                }
            }
        }
    }
}

/// An expression of type `check::Union`.
pub(super) fn expression(document: &Document, schema: &Schema, scope: Scope) -> TokenStream {
    let which = match &schema.kind {
        Kind::OneOf(..) => quote!(One),
        _ => quote!(Any),
    };
    let branches = branches(schema);
    let variants = variants(branches);
    let each = branches.iter().zip(&variants).map(|(branch, variant)| {
        let name = variant.to_string();
        let check = checks::closure(document, branch, scope);
        let members = match &schema.kind {
            Kind::AnyOf(_) => kept(document, branch),
            _ => None,
        };
        let members = members.map_or_else(|| quote!(None), |names| quote!(Some(&[#(#names),*])));
        quote!(check::Branch { name: #name, check: #check, members: #members })
    });
    let tag = match &schema.kind {
        Kind::OneOf(branches, Some(discriminator)) => tag(branches, discriminator),
        _ => None,
    };
    let tag = tag.unwrap_or_else(|| quote!(None));
    quote! {
        check::Union {
            which: check::Which::#which,
            branches: &[#(#each),*],
            tag: #tag,
        }
    }
}

/// The members that the type of a branch keeps; `None` where it drops none.
fn kept<'d>(document: &'d Document, branch: &'d Schema) -> Option<Vec<&'d str>> {
    match &document.resolve(branch).kind {
        Kind::Object(rules)
            if matches!(rules.additional, Additional::Open)
                && rules.patterns.is_empty()
                && !rules.properties.is_empty() =>
        {
            let names = rules.properties.iter();
            Some(names.map(|property| property.name.as_str()).collect())
        }
        _ => None,
    }
}

fn tag(branches: &[Schema], discriminator: &Discriminator) -> Option<TokenStream> {
    let place = |target: &str| {
        let mut names = branches.iter();
        names.position(|branch| matches!(&branch.kind, Kind::Ref(name) if name == target))
    };
    let values: Vec<TokenStream> = discriminator
        .mapping
        .iter()
        .filter_map(|(value, target)| {
            let place = Literal::usize_unsuffixed(place(target)?);
            Some(quote!((#value, #place)))
        })
        .collect();
    let property = &discriminator.property;
    (!values.is_empty())
        .then(|| quote!(Some(check::Tag { property: #property, values: &[#(#values),*] })))
}

fn branches(schema: &Schema) -> &[Schema] {
    match &schema.kind {
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) => branches,
        _ => &[],
    }
}

/// A distinct name for each branch: that of its schema, or of its JSON type.
fn variants(branches: &[Schema]) -> Vec<Ident> {
    names::variants(branches.iter().map(wish))
}

fn wish(branch: &Schema) -> String {
    match &branch.kind {
        Kind::Ref(name) => pascal(name),
        Kind::Array(rules) => match &rules.items.kind {
            Kind::Any => "List".to_owned(),
            _ => format!("{}List", wish(&rules.items)),
        },
        Kind::Boolean => "Boolean".to_owned(),
        Kind::Integer(_) => "Integer".to_owned(),
        Kind::Number(_) => "Number".to_owned(),
        Kind::String(rules) => match rules.format.as_deref() {
            Some(format @ ("uuid" | "date" | "date-time")) => pascal(format),
            _ => "Text".to_owned(),
        },
        Kind::Null => "Null".to_owned(),
        Kind::Const(value) => pascal(&value.to_string()),
        Kind::Object(_) => "Map".to_owned(),
        Kind::Enum(_) => "Value".to_owned(),
        Kind::Any | Kind::OneOf(..) | Kind::AnyOf(_) | Kind::AllOf(_) | Kind::Not(_) => {
            "Other".to_owned()
        }
    }
}
