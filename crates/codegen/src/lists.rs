//! How long the lists in a body can be.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, Schema};

use crate::foreign::walk::children;

/// Returns the largest `maxItems` of the lists in a body of this schema, as an expression: `usize::MAX`
/// where a list has none, or where any value may stand.
pub(crate) fn most_items(document: &Document, schema: Option<&Schema>) -> TokenStream {
    let most = schema.and_then(|schema| longest(document, schema, &mut HashSet::new()));
    match most.and_then(|most| usize::try_from(most).ok()) {
        Some(most) => {
            let most = Literal::usize_unsuffixed(most);
            quote!(#most)
        }
        None => quote!(usize::MAX),
    }
}

/// Returns the largest `maxItems`; `None` where a list has none, or where any value may stand.
fn longest<'d>(
    document: &'d Document,
    schema: &'d Schema,
    seen: &mut HashSet<&'d str>,
) -> Option<u64> {
    let mut most = match &schema.kind {
        Kind::Any | Kind::Not(_) | Kind::Enum(_) | Kind::Const(_) if may_be_list(schema) => {
            return None;
        }
        Kind::Ref(name) if seen.insert(name) => {
            return longest(document, document.schema(name)?, seen);
        }
        Kind::Array(rules) => rules.max_items?,
        Kind::Object(rules) if matches!(rules.additional, Additional::Open) => return None,
        _ => 0,
    };
    for child in children(schema) {
        most = most.max(longest(document, child, seen)?);
    }
    Some(most)
}

/// Whether a list may stand there that has no `maxItems`.
fn may_be_list(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Enum(values) => values
            .iter()
            .any(|value| value.is_array() || value.is_object()),
        Kind::Const(value) => value.is_array() || value.is_object(),
        _ => true,
    }
}
