//! An enum of any values as a Rust enum.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use sovx_contract::model::Schema;

use super::{docs, names, values};
use crate::naming::{pascal, type_ident};
use crate::types::Scope;

/// The item of an `enum` or `const`.
pub(super) fn item(name: &str, schema: &Schema, all: &[Value]) -> TokenStream {
    let ident = type_ident(name);
    let values = distinct_values(all);
    let variants = variants(&values);
    let declared = values.iter().zip(&variants).map(|(value, variant)| {
        let docs = docs(Some(&described(schema, value)));
        quote!(#docs #variant)
    });
    let title = docs(schema.description.as_deref());
    let count = Literal::usize_unsuffixed(values.len());
    let written = written(&values, &variants);
    let conversions = conversions(&ident, all);
    quote! {
        #title
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum #ident {
            #(#declared),*
        }

        impl #ident {
            /// Every value, in the contract's order.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            #written
        }

        #conversions
    }
}

/// How a variant is written on the wire, and what follows from it.
fn written(values: &[&Value], variants: &[Ident]) -> TokenStream {
    let long = (values.len() > 12).then(|| {
        quote!(#[allow(clippy::too_many_lines, reason = "one line for each value of the contract")])
    });
    let texts: Option<Vec<&str>> = values.iter().map(|value| value.as_str()).collect();
    match texts {
        Some(texts) => quote! {
            /// The value on the wire.
            #long
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #texts),*
                }
            }
        },
        None => {
            let values = values
                .iter()
                .map(|value| values::json(value, Scope::Models));
            quote! {
                /// The value on the wire.
                #long
                pub fn to_value(self) -> Value {
                    match self {
                        #(Self::#variants => #values),*
                    }
                }
            }
        }
    }
}

/// The macro call that adds what follows from the wire's values.
fn conversions(ident: &Ident, all: &[Value]) -> TokenStream {
    if all.iter().all(Value::is_string) {
        quote!(sovx_runtime::text_enum!(#ident);)
    } else {
        quote!(sovx_runtime::value_enum!(#ident);)
    }
}

/// The variant that stands for a value.
pub(super) fn variant(all: &[Value], value: &Value) -> Option<Ident> {
    let values = distinct_values(all);
    let place = values.iter().position(|one| same(one, value))?;
    variants(&values).into_iter().nth(place)
}

/// Each value once: `1` and `1.0` are one.
fn distinct_values(all: &[Value]) -> Vec<&Value> {
    let mut seen = std::collections::HashSet::new();
    let fresh = |value: &&Value| seen.insert(key(value));
    all.iter().filter(fresh).collect()
}

fn same(one: &Value, other: &Value) -> bool {
    key(one) == key(other)
}

fn key(value: &Value) -> String {
    match value
        .as_f64()
        .filter(|float| value.is_f64() && float.fract() == 0.0)
    {
        Some(whole) => format!("{whole:.0}"),
        None => value.to_string(),
    }
}

/// The contract's sentence about a value, or the value itself.
fn described(schema: &Schema, value: &Value) -> String {
    let sentences = schema.extensions.get("x-enum-descriptions");
    let sentence = value
        .as_str()
        .and_then(|text| sentences?.get(text)?.as_str());
    sentence.map_or_else(|| quoted(value), str::to_owned)
}

fn quoted(value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    if text.trim().is_empty() {
        return "A blank text.".to_owned();
    }
    if text.contains(|c: char| c == '`' || c.is_control()) {
        return "As the contract spells it.".to_owned();
    }
    format!("`{}`.", text.trim())
}

fn variants(values: &[&Value]) -> Vec<Ident> {
    names::variants(values.iter().map(|value| wish(value)))
}

/// `x-large` as `XLarge`, `-name` as `MinusName`, `+1` as `Plus1`, `2.5` as `N2Point5`, `*` as
/// `Star`.
fn wish(value: &Value) -> String {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let spelled = text.replace('-', "minus ").replace('.', " point ");
            pascal(&spelled.replace('+', ""))
        }
        Value::String(text) => spelled(text),
        _ => pascal(&value.to_string()),
    }
}

fn spelled(text: &str) -> String {
    let name = pascal(text);
    if name == "Empty" && !text.eq_ignore_ascii_case("empty") && !text.is_empty() {
        let symbols: String = text.chars().map(symbol).collect();
        return pascal(&symbols);
    }
    match text.chars().next() {
        Some(sign @ ('-' | '+')) => pascal(&format!("{}{text}", symbol(sign))),
        _ => name,
    }
}

/// A symbol in words.
fn symbol(character: char) -> &'static str {
    match character {
        '+' => "Plus ",
        '-' => "Minus ",
        '*' => "Star ",
        '/' => "Slash ",
        '\\' => "Backslash ",
        '.' => "Dot ",
        ',' => "Comma ",
        ':' => "Colon ",
        ';' => "Semicolon ",
        '<' => "Less ",
        '>' => "Greater ",
        '=' => "Equal ",
        '!' => "Not ",
        '&' => "And ",
        '|' => "Or ",
        '%' => "Percent ",
        '~' => "Tilde ",
        '^' => "Caret ",
        '$' => "Dollar ",
        '#' => "Hash ",
        '@' => "At ",
        '?' => "Question ",
        '_' => "Underscore ",
        ' ' => "Space ",
        _ => "Symbol ",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_value_has_a_readable_identifier_of_its_own() {
        let values = [
            json!("x-large"),
            json!("-name"),
            json!("+1"),
            json!("-1"),
            json!(""),
            json!("*"),
            json!(">="),
            json!("NAME"),
            json!("name"),
            json!("self"),
            json!("größe"),
            json!(1),
            json!(-1),
            json!(2.5),
            json!(true),
            json!([]),
        ];
        let values: Vec<&Value> = values.iter().collect();

        let names: Vec<String> = variants(&values).iter().map(ToString::to_string).collect();

        assert_eq!(
            names,
            [
                "XLarge",
                "MinusName",
                "Plus1",
                "Minus1",
                "Empty",
                "Star",
                "GreaterEqual",
                "Name",
                "Name2",
                "Self_",
                "Größe",
                "N1",
                "Minus12",
                "N2Point5",
                "True",
                "Empty2",
            ]
        );
    }

    #[test]
    fn a_value_that_is_listed_twice_is_one_variant() {
        let values = [json!(1), json!(1.0), json!("1")];

        assert_eq!(distinct_values(&values).len(), 2);
        assert!(variant(&values, &json!(1.0)).is_some_and(|name| name == "N1"));
    }
}
