//! An enum of texts as a Rust enum, with its names on the wire.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;
use sovx_contract::model::Schema;

use crate::naming::{ident, pascal, type_ident};
use crate::render::docs;

/// The item of an `enum` or of a text `const`.
pub(crate) fn item(name: &str, schema: &Schema, values: &[Value]) -> TokenStream {
    let ident = type_ident(name);
    let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    let variants = variants(&texts);
    let declared = texts.iter().zip(&variants).map(|(text, variant)| {
        let docs = docs(Some(&described(schema, text)));
        quote!(#docs #[serde(rename = #text)] #variant)
    });
    let docs = docs(schema.description.as_deref());
    let count = texts.len();
    let long = (count > 40).then(|| {
        quote!(#[allow(clippy::too_many_lines, reason = "one line for each value of the contract")])
    });
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum #ident {
            #(#declared),*
        }

        impl #ident {
            /// Every value, in the contract's order.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            /// The value on the wire.
            #long
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #texts),*
                }
            }

            /// The value of that name on the wire.
            #long
            pub fn from_wire(name: &str) -> Option<Self> {
                match name {
                    #(#texts => Some(Self::#variants),)*
                    _ => None,
                }
            }
        }

        impl Check for #ident {
            fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
                check::one_of(value, &Self::ALL.map(Self::as_str), at, out);
            }
        }

        impl std::fmt::Display for #ident {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    }
}

/// The contract's sentence about a value, or the value itself.
fn described(schema: &Schema, value: &str) -> String {
    let sentences = schema.extensions.get("x-enum-descriptions");
    let sentence = sentences
        .and_then(|all| all.get(value))
        .and_then(Value::as_str);
    sentence.map_or_else(|| format!("`{value}`."), str::to_owned)
}

/// A distinct identifier for each value. A hyphen in front is spelled: `-name` is `MinusName`.
fn variants(texts: &[&str]) -> Vec<Ident> {
    let mut taken: Vec<String> = Vec::new();
    for text in texts {
        let name = match text.strip_prefix('-') {
            Some(rest) => format!("Minus{}", pascal(rest)),
            None => pascal(text),
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone())
            .chain(numbered)
            .find(|name| !taken.contains(name));
        taken.push(free.unwrap_or(name));
    }
    taken.iter().map(|name| ident(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::variants;

    #[test]
    fn every_value_has_an_identifier_of_its_own() {
        let names = variants(&["name", "-name", "NAME", "-", "é"]);
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();

        assert_eq!(names, ["Name", "MinusName", "Name2", "MinusEmpty", "É"]);
    }
}
