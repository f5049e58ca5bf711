//! Which generated types check values, and where their schemas stand in the contract.

use sovx_contract::Document;
use sovx_contract::model::NamedSchema;

use crate::naming::type_ident;
use crate::{hoist, types};

/// A generated type that implements `Check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedType {
    /// Its name in `models.rs`.
    pub name: String,
    /// The pointer of its schema in the bundled contract.
    pub pointer: String,
}

/// The types with rules that [`generate`](crate::generate) makes, and where their schemas stand.
pub fn checked_types(document: &Document) -> Vec<CheckedType> {
    let prepared = hoist::name_inline_types(document);
    let component = |named: &NamedSchema| format!("/components/schemas/{}", named.name);
    of(document, &prepared, component)
}

/// The same of a document whose schemas have been renamed.
pub(crate) fn of_package(document: &Document, prepared: &Document) -> Vec<CheckedType> {
    of(document, prepared, |named| {
        named.schema.location.pointer.clone()
    })
}

/// The types whose schemas stand in one place of the bundle, preferably that of `place`.
fn of(
    document: &Document,
    prepared: &Document,
    place: impl Fn(&NamedSchema) -> String,
) -> Vec<CheckedType> {
    let items = prepared.schemas.iter();
    let items = items.filter(|named| types::is_item(&named.schema));
    let checked = items.filter_map(|named| {
        let places = [place(named), named.schema.location.pointer.clone()];
        let known = |pointer: &String| document.bundled.pointer(pointer).is_some();
        Some(CheckedType {
            name: type_ident(&named.name).to_string(),
            pointer: places.into_iter().find(known)?,
        })
    });
    checked.collect()
}
