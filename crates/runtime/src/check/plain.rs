//! Checks of types without rules of their own.

use serde_json::Value;

use super::{Format, integer, number, string};
use crate::{At, Rule, Violations};

/// Any value at all.
pub fn any(_value: &Value, _at: &At<'_>, _out: &mut Violations) {}

/// `type: null`.
pub fn null(value: &Value, at: &At<'_>, out: &mut Violations) {
    if !value.is_null() {
        out.push(at, Rule::Type, "must be null");
    }
}

/// `type: string`.
pub fn text(value: &Value, at: &At<'_>, out: &mut Violations) {
    string(value, at, out).done();
}

/// `type: number`.
pub fn float(value: &Value, at: &At<'_>, out: &mut Violations) {
    number(value, at, out).done();
}

/// `type: integer` of 32 bits.
pub fn int32(value: &Value, at: &At<'_>, out: &mut Violations) {
    integer(value, at, out)
        .minimum(i32::MIN.into())
        .maximum(i32::MAX.into())
        .done();
}

/// `type: integer` of 64 bits.
pub fn int64(value: &Value, at: &At<'_>, out: &mut Violations) {
    integer(value, at, out)
        .minimum(i64::MIN.into())
        .maximum(i64::MAX.into())
        .done();
}

/// `format: uuid`.
pub fn uuid(value: &Value, at: &At<'_>, out: &mut Violations) {
    string(value, at, out).format(Format::Uuid).done();
}

/// `format: date`.
pub fn date(value: &Value, at: &At<'_>, out: &mut Violations) {
    string(value, at, out).format(Format::Date).done();
}

/// `format: date-time`.
pub fn date_time(value: &Value, at: &At<'_>, out: &mut Violations) {
    string(value, at, out).format(Format::DateTime).done();
}
