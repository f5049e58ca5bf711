//! Every schema of a document, inside out.

use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, ObjectRules, Schema};

/// The schemas right below a schema, references not followed.
pub(crate) fn children(schema: &Schema) -> Vec<&Schema> {
    match &schema.kind {
        Kind::Array(rules) => vec![&rules.items],
        Kind::Object(rules) => {
            let members = rules.properties.iter().map(|property| &property.schema);
            let patterns = rules.patterns.iter().map(|(_, schema)| schema);
            members.chain(patterns).chain(additional(rules)).collect()
        }
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) | Kind::AllOf(branches) => {
            branches.iter().collect()
        }
        Kind::Not(schema) => vec![schema],
        _ => Vec::new(),
    }
}

fn additional(rules: &ObjectRules) -> Option<&Schema> {
    match &rules.additional {
        Additional::Schema(schema) => Some(schema),
        Additional::Open | Additional::Closed => None,
    }
}

/// Calls `change` for a schema and all below it.
pub(super) fn visit(schema: &mut Schema, change: &mut impl FnMut(&mut Schema)) {
    change(schema);
    match &mut schema.kind {
        Kind::Array(rules) => visit(&mut rules.items, change),
        Kind::Object(rules) => {
            for property in &mut rules.properties {
                visit(&mut property.schema, change);
            }
            for (_, schema) in &mut rules.patterns {
                visit(schema, change);
            }
            if let Additional::Schema(schema) = &mut rules.additional {
                visit(schema, change);
            }
        }
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) | Kind::AllOf(branches) => {
            for branch in branches {
                visit(branch, change);
            }
        }
        Kind::Not(schema) => visit(schema, change),
        _ => {}
    }
}

/// Calls `change` for every schema of the document.
pub(super) fn visit_all(document: &mut Document, mut change: impl FnMut(&mut Schema)) {
    for named in &mut document.schemas {
        visit(&mut named.schema, &mut change);
    }
    for operation in &mut document.operations {
        for parameter in &mut operation.parameters {
            visit(&mut parameter.schema, &mut change);
        }
        let requests = operation.body.iter_mut().flat_map(|body| &mut body.content);
        for media in requests {
            media
                .schema
                .iter_mut()
                .for_each(|schema| visit(schema, &mut change));
        }
        for response in &mut operation.responses {
            for media in &mut response.content {
                media
                    .schema
                    .iter_mut()
                    .for_each(|schema| visit(schema, &mut change));
            }
            for header in &mut response.headers {
                visit(&mut header.schema, &mut change);
            }
        }
    }
}
