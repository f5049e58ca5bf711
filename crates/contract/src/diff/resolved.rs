//! One spelling for what has several: references followed, `const` as an enum of one.

use std::slice;

use serde_json::{Number, Value};

use crate::{
    Document,
    model::{Kind, Location, NumberRules, Schema},
};

/// A schema with everything its references add.
pub(super) struct Resolved<'d> {
    /// Where the contract speaks of this use of the schema.
    pub(super) own: Location,
    pub(super) target: &'d Schema,
    pub(super) nullable: bool,
    pub(super) write_only: bool,
    pub(super) read_only: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<&'d Value>,
}

impl<'d> Resolved<'d> {
    pub(super) fn new(document: &'d Document, schema: &'d Schema) -> Self {
        let target = document.resolve(schema);
        let mut resolved = Self {
            own: schema.location.clone(),
            target,
            nullable: false,
            write_only: false,
            read_only: false,
            deprecated: false,
            default: None,
        };
        let mut current = schema;
        for _ in 0..=document.schemas.len() {
            resolved.nullable |= current.nullable;
            resolved.write_only |= current.write_only;
            resolved.read_only |= current.read_only;
            resolved.deprecated |= current.deprecated;
            resolved.default = resolved.default.or(current.default.as_ref());
            match &current.kind {
                Kind::Ref(name) => match document.schema(name) {
                    Some(next) => current = next,
                    None => break,
                },
                _ => break,
            }
        }
        resolved
    }
}

/// The values that a kind lists; a `const` lists one.
pub(super) fn values(kind: &Kind) -> Option<&[Value]> {
    match kind {
        Kind::Enum(values) => Some(values),
        Kind::Const(value) => Some(slice::from_ref(value)),
        _ => None,
    }
}

/// Whole numbers: greater than 0 is at least 1.
pub(super) fn whole(rules: &NumberRules) -> NumberRules {
    let mut rules = rules.clone();
    let shifted = |limit: &Option<Number>, step: i64| {
        let limit = limit.as_ref().and_then(Number::as_i64)?;
        limit.checked_add(step).map(Number::from)
    };
    if rules.minimum.is_none()
        && let Some(minimum) = shifted(&rules.exclusive_minimum, 1)
    {
        rules.minimum = Some(minimum);
        rules.exclusive_minimum = None;
    }
    if rules.maximum.is_none()
        && let Some(maximum) = shifted(&rules.exclusive_maximum, -1)
    {
        rules.maximum = Some(maximum);
        rules.exclusive_maximum = None;
    }
    rules
}
