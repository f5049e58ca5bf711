//! Tokens to formatted source.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use sovx_contract::Document;

use crate::File;

/// A formatted Rust file with a line that says where it comes from.
pub(crate) fn rust(name: &'static str, document: &Document, tokens: &TokenStream) -> File {
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
        content: header + &spaced(&body),
    }
}

/// A blank line after every item that ends with a brace of its own.
fn spaced(body: &str) -> String {
    let mut spaced = String::with_capacity(body.len());
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        let ends = line == "}" || line == "    }";
        let more = lines
            .peek()
            .is_some_and(|next| !next.trim_start().starts_with('}'));
        if ends && more && !line_continues(lines.peek()) {
            spaced.push('\n');
        }
    }
    spaced
}

/// Whether the next line belongs to the same expression.
fn line_continues(next: Option<&&str>) -> bool {
    next.is_some_and(|next| {
        let next = next.trim_start();
        next.is_empty() || next.starts_with(['.', ')', ',']) || next.starts_with("else")
    })
}

/// The names of utoipa's builders that generated items use, so that no import is idle.
pub(crate) fn used_builders(items: &str) -> Vec<TokenStream> {
    let builders = [
        ("ObjectBuilder", quote!(ObjectBuilder)),
        ("ArrayBuilder", quote!(ArrayBuilder)),
        ("OneOfBuilder", quote!(OneOfBuilder)),
        ("SchemaFormat", quote!(SchemaFormat)),
        ("SchemaType", quote!(SchemaType)),
        ("Type ::", quote!(Type)),
    ];
    let used = builders
        .into_iter()
        .filter(|(word, _)| items.contains(word));
    used.map(|(_, name)| name).collect()
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
            quote!(#[doc = #line])
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
