//! One spelling for what has several: references followed, `const` as an enum of one, numbers by
//! what they are worth.

use std::{collections::HashMap, ptr, slice};

use serde_json::{Number, Value};

use crate::{
    Document,
    model::{Kind, Location, Schema},
};

/// The schemas of one document by name.
pub(super) struct Named<'d>(HashMap<&'d str, &'d Schema>);

impl<'d> Named<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let named = document.schemas.iter();
        Self(
            named
                .map(|named| (named.name.as_str(), &named.schema))
                .collect(),
        )
    }

    fn target(&self, schema: &'d Schema) -> Option<&'d Schema> {
        match &schema.kind {
            Kind::Ref(name) => self.0.get(name.as_str()).copied(),
            _ => None,
        }
    }
}

/// A schema with everything its references add.
pub(super) struct Resolved<'d> {
    /// Where the document speaks of this use of the schema.
    pub(super) own: &'d Location,
    pub(super) target: &'d Schema,
    /// Whether it stands elsewhere and only its name stands here.
    pub(super) is_named: bool,
    pub(super) nullable: bool,
    pub(super) write_only: bool,
    pub(super) read_only: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<&'d Value>,
}

impl<'d> Resolved<'d> {
    pub(super) fn new(named: &Named<'d>, schema: &'d Schema) -> Self {
        let mut resolved = Self {
            own: &schema.location,
            target: schema,
            is_named: false,
            nullable: false,
            write_only: false,
            read_only: false,
            deprecated: false,
            default: None,
        };
        let mut current = schema;
        // A chain of references longer than the number of names would be a circle.
        for _ in 0..=named.0.len() {
            resolved.nullable |= current.nullable;
            resolved.write_only |= current.write_only;
            resolved.read_only |= current.read_only;
            resolved.deprecated |= current.deprecated;
            resolved.default = resolved.default.or(current.default.as_ref());
            resolved.target = current;
            match named.target(current) {
                Some(next) => current = next,
                None => break,
            }
        }
        resolved.is_named = !ptr::eq(resolved.target, schema);
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

/// Whether two values are the same, numbers by what they are worth.
pub(super) fn same_value(first: &Value, second: &Value) -> bool {
    match (first, second) {
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(key, a)| b.get(key).is_some_and(|b| same_value(a, b));
            a.len() == b.len() && a.iter().all(same)
        }
        (a, b) => a == b,
    }
}

/// Whether two limits are the same number, however written.
pub(super) fn same_number(first: &Number, second: &Number) -> bool {
    let whole = |number: &Number| (number.as_i64(), number.as_u64());
    let is_whole = |number: &Number| whole(number) != (None, None);
    if is_whole(first) && is_whole(second) {
        return whole(first) == whole(second);
    }
    first.as_f64() == second.as_f64()
}
