// Generated from the contract "Town Library 2.4". Change the contract, not this file.

#[allow(dead_code, unreachable_pub, unused_imports, clippy::doc_markdown, clippy::enum_variant_names, clippy::large_enum_variant, reason = "names and prose are the contract's")]
pub mod models;
#[allow(dead_code, unreachable_pub, unused_imports, clippy::doc_markdown, clippy::enum_variant_names, clippy::large_enum_variant, reason = "names and prose are the contract's")]
pub mod operations;
#[allow(dead_code, unreachable_pub, unused_imports, clippy::doc_markdown, reason = "names and prose are the contract's")]
pub mod client;
#[allow(dead_code, unreachable_pub, unused_imports, clippy::doc_markdown, reason = "names and prose are the contract's")]
pub mod server;
