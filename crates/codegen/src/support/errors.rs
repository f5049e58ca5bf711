//! Error bodies that the generator refuses.

use sovx_contract::model::Operation;
use sovx_contract::{Diagnostic, Document};

use super::refuse;
use crate::payload::{Carried, error_responses, has_first_error_type};
use crate::requests;

/// An operation has one error body, so that its failures have one type. A request that anyone may
/// send is let in or refused before that, in the contract's.
pub(super) fn errors(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    let mut first: Option<String> = None;
    for response in error_responses(operation) {
        let Some(body) = Carried::by(document, response).body_type(document) else {
            continue;
        };
        let body = body.to_string();
        if *first.get_or_insert_with(|| body.clone()) != body {
            refuse(
                found,
                "several-error-bodies",
                &response.location,
                format!(
                    "this error response of `{}` has another schema than its first one",
                    operation.id
                ),
                "use one error schema for all responses of an operation from 400 on",
            );
        }
    }
    if requests::origin(operation) && !has_first_error_type(document, operation) {
        refuse(
            found,
            "unsupported-origin",
            &operation.location,
            format!(
                "`{}` is let in by its address and has an error body of its own",
                operation.id
            ),
            "use the error schema that the document declares first, or drop `x-origin`",
        );
    }
}
