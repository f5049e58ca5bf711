//! Tokens to formatted source.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use sovx_contract::Document;

use crate::File;

/// A formatted Rust file with a line that says where it comes from.
pub(crate) fn rust(name: &'static str, document: &Document, tokens: &TokenStream) -> File {
    File {
        name,
        content: header(document) + &source(tokens),
    }
}

/// How every generated file of Rust begins.
pub const GENERATED: &str = "// Generated from the contract ";

/// The line that says where a file comes from.
pub(crate) fn header(document: &Document) -> String {
    let one_line = |text: &str| text.replace(char::is_control, " ");
    format!(
        "{GENERATED}\"{} {}\". Change the contract, not this file.\n\n",
        one_line(&document.title),
        one_line(&document.version)
    )
}

/// Formatted items.
pub(crate) fn source(tokens: &TokenStream) -> String {
    // Tokens that do not parse are a mistake of the generator; the compiler then says where.
    let body = syn::parse2::<syn::File>(tokens.clone()).map_or_else(
        |_mistake| tokens.to_string(),
        |file| prettyplease::unparse(&file),
    );
    spaced(&body)
}

/// A blank line between items: after what ends with a brace of its own, and before what begins
/// with a comment or an attribute or has a body. Lines of one kind (`use`, `const`) stay together.
fn spaced(body: &str) -> String {
    let mut spaced = String::with_capacity(body.len());
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        let Some(next) = lines.peek() else { break };
        if is_end_of_item(line, next) || is_start_of_item(line, next) {
            spaced.push('\n');
        }
    }
    spaced
}

fn is_end_of_item(line: &str, next: &str) -> bool {
    let ends = line == "}" || line == "    }";
    let next = next.trim_start();
    let continues = next.is_empty() || next.starts_with(['.', ')', ',', '}']);
    ends && !continues && !next.starts_with("else")
}

/// Whether an item begins in the next line, at the margin, after one that ends with a semicolon.
fn is_start_of_item(line: &str, next: &str) -> bool {
    if line.trim_start().starts_with("//") {
        // Prose may end with a semicolon too.
        return false;
    }
    let import = |line: &str| line.starts_with("use ") || line == "};";
    let at_margin = |line: &str| !line.starts_with([' ', '}']) && !line.is_empty();
    let method = line.starts_with("    ")
        && line.ends_with(';')
        && (next.starts_with("    ///") || next.starts_with("    pub fn"))
        && !line.starts_with("     ");
    let statement = line.ends_with(';') && (at_margin(line) || line == "};");
    method || (statement && at_margin(next) && !(import(line) && import(next)))
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
