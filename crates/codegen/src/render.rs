//! Tokens to formatted source.

use proc_macro2::TokenStream;
use serde_json::Value;
use sovx_contract::Document;

use crate::File;

/// A formatted Rust file with a line that says where it comes from.
pub(crate) fn rust(name: &'static str, document: &Document, tokens: TokenStream) -> File {
    let header = format!(
        "// Generated from the contract \"{} {}\". Change the contract, not this file.\n\n",
        document.title, document.version
    );
    // Tokens that do not parse are a mistake of the generator; the compiler then says where.
    let body = syn::parse2::<syn::File>(tokens.clone()).map_or_else(
        |_mistake| tokens.to_string(),
        |file| prettyplease::unparse(&file),
    );
    File {
        name,
        content: header + &body,
    }
}

/// A JSON file.
pub(crate) fn json(name: &'static str, value: &Value) -> File {
    File {
        name,
        content: format!("{value:#}\n"),
    }
}

/// Doc attributes, one for each line, with names in backticks where the contract has them bare.
pub(crate) fn docs(prose: Option<&str>) -> TokenStream {
    let Some(prose) = prose.map(str::trim).filter(|prose| !prose.is_empty()) else {
        return TokenStream::new();
    };
    prose
        .lines()
        .map(|line| {
            let line = format!(" {}", mark_names(line.trim_end()));
            quote::quote!(#[doc = #line])
        })
        .collect()
}

/// Puts words that look like code between backticks.
fn mark_names(line: &str) -> String {
    if line.contains('`') || line.contains("://") {
        return line.to_owned();
    }
    let words = line.split(' ').map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let code = bare.contains('_') || is_camel(bare);
        if code && !bare.is_empty() {
            word.replacen(bare, &format!("`{bare}`"), 1)
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A capital after a small letter: `createCustomer`.
fn is_camel(word: &str) -> bool {
    let pairs = word.chars().zip(word.chars().skip(1));
    let mut pairs = pairs.filter(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase());
    pairs.next().is_some()
}
