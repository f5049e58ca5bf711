//! Responses: one per status, in document order.

use serde_json::{Map, Value};

use super::{Lowering, object, operation, parameter, text};
use crate::{
    load::pointer,
    model::{Operation, Response, Status},
};

pub(super) fn all<'a>(
    lowering: &mut Lowering<'a>,
    operation: &'a Value,
    place: &str,
) -> Vec<Response> {
    let place = pointer::join(place, "responses");
    let mut responses = Vec::new();
    for (status, declared) in object(operation.get("responses")) {
        let outer = pointer::join(&place, status);
        let Some(status) = status_of(lowering, status, &outer) else {
            continue;
        };
        let (value, place) = lowering.follow(declared, &outer);
        responses.push(Response {
            status,
            description: text(declared, "description")
                .or_else(|| text(value, "description"))
                .unwrap_or_default(),
            headers: parameter::headers(lowering, value, &place),
            content: operation::content(lowering, value, &place),
            links: links(lowering, value, &place),
            location: lowering.location(&place),
        });
    }
    if object(operation.get("responses")).next().is_none() {
        lowering.report(
            "no-response",
            &place,
            "the operation declares no response".to_owned(),
            "declare at least the response of success",
        );
    }
    responses
}

fn status_of(lowering: &mut Lowering<'_>, text: &str, place: &str) -> Option<Status> {
    if text == "default" {
        return Some(Status::Default);
    }
    let status = match text.strip_suffix("XX") {
        Some(hundreds) => hundreds.parse().ok().map(Status::Range),
        None => text.parse().ok().map(Status::Code),
    };
    let status = status.filter(|status| {
        text.len() == 3 && status.class().is_some_and(|class| (1..=5).contains(&class))
    });
    if status.is_none() && !text.starts_with("x-") {
        lowering.tolerate(
            "unknown-status",
            place,
            format!("`{text}` is neither a status nor a range of them"),
            "write a number from 100 to 599, a range such as `4XX`, or `default`",
        );
    }
    status
}

fn links<'a>(lowering: &mut Lowering<'a>, response: &'a Value, place: &str) -> Map<String, Value> {
    let place = pointer::join(place, "links");
    object(response.get("links"))
        .map(|(name, link)| {
            let (link, _) = lowering.follow(link, &pointer::join(&place, name));
            (name.clone(), link.clone())
        })
        .collect()
}

/// A link leads to an operation that exists.
pub(super) fn check_links(lowering: &mut Lowering<'_>, operations: &[Operation]) {
    for response in operations.iter().flat_map(|operation| &operation.responses) {
        for (name, link) in &response.links {
            let target = text(link, "operationId").unwrap_or_default();
            if !operations.iter().any(|operation| operation.id == target) {
                lowering.findings.tolerate(crate::Diagnostic {
                    code: "unknown-operation",
                    location: response.location.clone(),
                    message: format!("the link `{name}` leads to `{target}`, which does not exist"),
                    help: "name the operationId of an operation of this document".to_owned(),
                });
            }
        }
    }
}
