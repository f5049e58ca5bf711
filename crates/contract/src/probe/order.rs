//! The order of operations: make, look, change, what is below; and at the end delete, the last one
//! made first, since what hangs on an object need not be below it.

use crate::{Document, model::Operation};

/// Every operation once; those named in `last` at the end.
pub(super) fn operations<'d>(document: &'d Document, last: &[&str]) -> Vec<&'d Operation> {
    let mut ordered = Vec::new();
    below(document, "", &mut ordered);
    let (mut deleting, mut ordered): (Vec<_>, Vec<_>) = ordered
        .into_iter()
        .partition(|operation: &&Operation| operation.method == "DELETE");
    // What stands later may rely on what stands earlier: a key on its customer, a user on a key.
    deleting.reverse();
    ordered.append(&mut deleting);
    let (mut ordered, ending): (Vec<_>, Vec<_>) = ordered
        .into_iter()
        .partition(|operation: &&Operation| !last.contains(&operation.id.as_str()));
    ordered.extend(ending);
    ordered
}

/// The operations of a path, then of all paths below it.
fn below<'d>(document: &'d Document, path: &str, ordered: &mut Vec<&'d Operation>) {
    let mut own: Vec<&Operation> = document
        .operations
        .iter()
        .filter(|operation| operation.path.trim_end_matches('/') == path)
        .collect();
    own.sort_by_key(|operation| rank(&operation.method));
    ordered.extend(own);
    let mut children: Vec<String> = Vec::new();
    for operation in &document.operations {
        let Some(rest) = operation.path.strip_prefix(path) else {
            continue;
        };
        let Some(rest) = rest.strip_prefix('/').filter(|rest| !rest.is_empty()) else {
            continue;
        };
        let segment = rest.split('/').next().unwrap_or_default();
        let child = format!("{path}/{segment}");
        if !children.contains(&child) {
            children.push(child);
        }
    }
    for child in children {
        below(document, &child, ordered);
    }
}

fn rank(method: &str) -> usize {
    let order = ["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH"];
    let known = order.iter().position(|known| *known == method);
    known.unwrap_or(order.len())
}
