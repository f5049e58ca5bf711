//! From an OpenAPI contract to Rust.
//!
//! Pure: a [`Document`] goes in, source files or all diagnostics come out. What the generator does
//! not support it refuses by pointer and line; it never ignores a keyword and never panics.

#![warn(missing_docs)]

mod attributes;
mod build;
mod checked;
mod checks;
mod client;
mod declared;
mod enums;
mod foreign;
mod hoist;
mod lists;
mod models;
mod naming;
mod operations;
mod package;
mod payload;
mod render;
mod requests;
mod responses;
mod routes;
mod status;
mod support;
mod tiers;
mod types;
mod unions;
mod width;

pub use build::{BuildError, Built, build, build_any, build_script, write};
pub use checked::{CheckedType, checked_types};
pub use package::{Fallback, Package, PackageOptions, is_crate_name, modules, package};
pub use render::GENERATED;
pub use sovx_contract::Files;

use proc_macro2::TokenStream;
use sovx_contract::{Diagnostics, Document};

/// A generated source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// `models.rs`.
    pub name: &'static str,
    /// Formatted source, or JSON.
    pub content: String,
}

/// A file of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageFile {
    /// Where it goes, with slashes: `models/part1.rs`.
    pub path: String,
    /// Formatted source, or JSON.
    pub content: String,
}

/// Generates everything that follows from a contract.
///
/// - `models.rs`: types, their rules (`Check`, `validator::Validate`) and their utoipa schemas;
/// - `operations.rs`: per operation a marker, a request struct and a response enum;
/// - `server.rs`: a trait per tag, the routes, and the document that they declare;
/// - `client.rs`: a method per operation;
/// - `contract.json`: the contract as one self-contained document.
///
/// # Errors
/// All that is unsupported or contradictory, at once.
pub fn generate(document: &Document) -> Result<Vec<File>, Diagnostics> {
    let document = hoist::name_inline_types(document);
    let problems = support::check(&document);
    if !problems.is_empty() {
        return Err(Diagnostics(problems));
    }
    let file = |name, tokens: TokenStream| render::rust(name, &document, &tokens);
    Ok(vec![
        file("models.rs", models::models(&document)),
        file("operations.rs", operations::operations(&document)),
        file("server.rs", routes::server(&document)),
        file("client.rs", client::client(&document)),
        render::json("contract.json", &document.bundled),
    ])
}
