//! The models of any contract: whatever a schema says, there is a type for it and a check of
//! every rule.
//!
//! [`prepare`] gives every schema that needs a type of its own a name that Rust accepts;
//! [`models`] writes the types. What has no exact type is a newtype over a JSON value, whose check
//! is as exact as any other.

pub(crate) mod checks;
mod enums;
mod files;
mod hoist;
mod names;
mod prose;
mod recursion;
mod structs;
mod unions;
pub(crate) mod values;
pub(crate) mod walk;

pub(crate) use files::models;
pub(crate) use prose::docs;

use sovx_contract::Document;

/// The same document with a distinct Rust name for every type, none of them inline.
pub(crate) fn prepare(document: &Document) -> Document {
    let mut document = document.clone();
    names::rename(&mut document);
    hoist::name_inline_types(&mut document);
    document.reindex();
    recursion::cut_aliases(&mut document);
    document
}
