//! Which operation a request meets.

use super::Exchange;
use crate::model::Operation;

/// What a method and a path lead to.
pub(super) enum Target<'o> {
    /// The operation and its position in the document.
    Operation(usize, &'o Operation),
    /// The path exists with other methods.
    WrongMethod,
    UnknownPath,
}

pub(super) fn find<'o>(
    base_path: &str,
    operations: &'o [Operation],
    exchange: &Exchange<'_>,
) -> Target<'o> {
    let path = exchange.path.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = path.strip_prefix(base_path) else {
        return Target::UnknownPath;
    };
    // Fixed text wins over a parameter, from left to right.
    let mut best: Option<(Vec<bool>, usize, &Operation)> = None;
    let mut known = false;
    for (index, operation) in operations.iter().enumerate() {
        let Some(fixed) = fit(&operation.path, path) else {
            continue;
        };
        known = true;
        let better = best.as_ref().is_none_or(|(other, ..)| fixed > *other);
        if operation.method == exchange.method && better {
            best = Some((fixed, index, operation));
        }
    }
    match best {
        Some((_, index, operation)) => Target::Operation(index, operation),
        None if known => Target::WrongMethod,
        None => Target::UnknownPath,
    }
}

/// Which segments are fixed text, if the path fits the template.
fn fit(template: &str, path: &str) -> Option<Vec<bool>> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut fixed = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(fixed),
            (Some(wanted), Some(given)) => fixed.push(segment(wanted, given)?),
            _ => return None,
        }
    }
}

/// Whether a segment is fixed text, if the given one fits it.
fn segment(wanted: &str, given: &str) -> Option<bool> {
    let Some((before, rest)) = wanted.split_once('{') else {
        return (wanted == given).then_some(true);
    };
    let (_, after) = rest.split_once('}')?;
    let value = given.strip_prefix(before)?.strip_suffix(after)?;
    (!value.is_empty()).then_some(false)
}
