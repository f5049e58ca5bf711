//! `Cargo.toml` and `src/lib.rs`.

use sovx_contract::Document;

use super::names::Plan;
use super::{PackageFile, PackageOptions, file};
use crate::naming::snake;
use crate::render::header;

/// Names that a generated crate needs for crates, its own or those of Rust.
const TAKEN: [&str; 11] = [
    "actix_web",
    "alloc",
    "chrono",
    "core",
    "proc_macro",
    "serde",
    "serde_json",
    "sovx_runtime",
    "std",
    "test",
    "uuid",
];

/// Whether a crate may have that name: ASCII letters, digits, `-` and `_`, a letter first, no
/// keyword (The Cargo Book, The Manifest Format), and none of the crates that its code uses.
pub fn is_crate_name(name: &str) -> bool {
    let ident = name.replace('-', "_");
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && syn::parse_str::<syn::Ident>(&ident).is_ok()
        && ident.is_ascii()
        && !TAKEN.contains(&ident.as_str())
}

/// `Cargo.toml`.
pub(super) fn manifest(document: &Document, options: &PackageOptions) -> PackageFile {
    let name = toml_text(&options.name);
    let description = toml_text(&format!(
        "{} {}: types, server and client",
        document.title, document.version
    ));
    let runtime = toml_text(&options.runtime.display().to_string());
    let workspace = if options.standalone {
        "\n[workspace]\n"
    } else {
        ""
    };
    let content = format!(
        r#"[package]
name = {name}
description = {description}
version = "0.1.0"
edition = "2024"
publish = false

[features]
default = ["server", "client"]
# Traits to implement, and the routes for actix-web.
server = ["dep:actix-web", "sovx-runtime/actix"]
# A method for each operation.
client = ["sovx-runtime/client"]

[dependencies]
actix-web = {{ version = "4", default-features = false, optional = true }}
chrono = {{ version = "0.4", default-features = false, features = ["std", "serde"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = {{ version = "1", features = ["preserve_order"] }}
sovx-runtime = {{ path = {runtime}, default-features = false }}
uuid = {{ version = "1", features = ["serde"] }}
{workspace}"#
    );
    file("Cargo.toml", content)
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    // JSON's escapes are TOML's, but for the slash, which neither needs.
    serde_json::Value::from(text).to_string()
}

/// The modules, each with the lints that the contract's own names and prose would trouble.
fn modules(more: &str, gates: [&str; 2]) -> String {
    let module = |gate: &str, name: &str, lints: &str| {
        format!(
            "{gate}#[allow({more}{lints}, reason = \"names and prose are the contract's\")]\n\
             pub mod {name};\n"
        )
    };
    const PROSE: &str = "clippy::doc_markdown";
    const NAMES: &str =
        "clippy::doc_markdown, clippy::enum_variant_names, clippy::large_enum_variant";
    let [client, server] = gates;
    [
        module("", "models", NAMES),
        module("", "operations", NAMES),
        module(client, "client", PROSE),
        module(server, "server", PROSE),
    ]
    .join("")
}

/// `src/lib.rs`.
pub(super) fn library(
    document: &Document,
    plan: &Plan<'_>,
    options: &PackageOptions,
) -> PackageFile {
    let header = header(document);
    let name = snake(&options.name);
    let title = one_line(&document.title);
    let interfaces: Vec<String> = plan
        .groups
        .iter()
        .map(|group| format!("[`server::{}`]", group.interface))
        .collect();
    let interfaces = interfaces.join(", ");
    let content = format!(
        r#"{header}//! {title}: everything that speaks its contract, version {version}.
//!
//! `models` has a type for every schema, `operations` a request and a response for every operation.
//! A value that a handler sees has passed every rule of the contract.
//!
//! To serve it, implement the traits of `server` ({interfaces}) and
//! configure an app of actix-web with `server::routes`:
//!
//! ```text
//! let service = Arc::new(Service::new());
//! HttpServer::new(move || App::new().configure({name}::server::routes(service.clone())))
//! ```
//!
//! To call it:
//!
//! ```text
//! let client = {name}::client::Client::new("https://api.example.org")?;
//! let response = client.operation(&request).await?;
//! ```
//!
//! `server::FALLBACKS` lists where a refusal is answered with `application/problem+json` (RFC 9457),
//! because the contract declares no JSON body for it.

#![forbid(unsafe_code)]

{modules}"#,
        version = one_line(&document.version),
        modules = modules(
            "",
            [
                "#[cfg(feature = \"client\")]\n",
                "#[cfg(feature = \"server\")]\n",
            ],
        ),
    );
    file("src/lib.rs", content)
}

/// `api.rs`, for a crate that includes the modules and need not use all of them.
pub(super) fn root(document: &Document) -> PackageFile {
    let header = header(document);
    let modules = modules("dead_code, unreachable_pub, unused_imports, ", ["", ""]);
    file("api.rs", format!("{header}{modules}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
