//! Where OpenAPI means something else than JSON Schema, said in JSON Schema.

use std::fmt;

use serde_json::{Map, Value, json};

/// Why a schema is rewritten before JSON Schema reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A `oneOf` with a discriminator is decided by it; JSON Schema would try every branch.
    Discriminator,
    /// `int32` and `int64` are ranges (OpenAPI format registry); to JSON Schema they are names. A
    /// whole number without a format has 64 bits.
    IntegerRange,
    /// A schema without `type` whose keywords speak of one type only is meant to be of that type.
    ImpliedType,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Discriminator => "a discriminator decides its oneOf",
            Self::IntegerRange => "a whole number is one of 32 or 64 bits",
            Self::ImpliedType => "a schema without a type has that of its keywords",
        })
    }
}

/// The contract with its named schemas rewritten, and how often for which reason.
pub(crate) fn rewritten(bundled: &Value) -> (Value, Vec<(Reason, usize)>) {
    let mut contract = sovx_contract::decided(bundled);
    let mut counts = Counts {
        discriminators: discriminators(bundled) - discriminators(&contract),
        ..Counts::default()
    };
    let named = contract.pointer_mut("/components/schemas");
    let named = named.and_then(Value::as_object_mut).into_iter().flatten();
    named.for_each(|(_, schema)| rewrite(schema, &mut counts));
    inline(&mut contract, &mut counts);
    let all = [
        (Reason::Discriminator, counts.discriminators),
        (Reason::IntegerRange, counts.ranges),
        (Reason::ImpliedType, counts.types),
    ];
    (
        contract,
        all.into_iter().filter(|(_, count)| *count > 0).collect(),
    )
}

/// Schemas that stand where they are used: in parameters, headers and bodies.
fn inline(value: &mut Value, counts: &mut Counts) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "schema" => rewrite(member, counts),
                    "schemas" | "example" | "examples" => {}
                    _ => inline(member, counts),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inline(item, counts)),
        _ => {}
    }
}

#[derive(Default)]
struct Counts {
    discriminators: usize,
    ranges: usize,
    types: usize,
}

fn discriminators(value: &Value) -> usize {
    match value {
        Value::Object(members) => {
            let own = usize::from(members.contains_key("discriminator"));
            own + members.values().map(discriminators).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(discriminators).sum(),
        _ => 0,
    }
}

fn rewrite(schema: &mut Value, counts: &mut Counts) {
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    for key in ["items", "additionalProperties", "not", "if", "then", "else"] {
        if let Some(below) = members.get_mut(key) {
            rewrite(below, counts);
        }
    }
    for key in ["properties", "patternProperties"] {
        let below = members.get_mut(key).and_then(Value::as_object_mut);
        below
            .into_iter()
            .flatten()
            .for_each(|(_, below)| rewrite(below, counts));
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let below = members.get_mut(key).and_then(Value::as_array_mut);
        below
            .into_iter()
            .flatten()
            .for_each(|below| rewrite(below, counts));
    }
    if let Some(implied) = implied(members) {
        members.insert("type".to_owned(), json!(implied));
        counts.types += 1;
    }
    range(members, counts);
}

/// The type that a schema without one speaks of.
fn implied(members: &Map<String, Value>) -> Option<&'static str> {
    const KEYWORDS: [(&str, &[&str]); 4] = [
        ("string", &["minLength", "maxLength", "pattern"]),
        (
            "number",
            &[
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
            ],
        ),
        ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
        (
            "object",
            &[
                "properties",
                "required",
                "additionalProperties",
                "patternProperties",
                "minProperties",
                "maxProperties",
            ],
        ),
    ];
    if ["type", "enum", "const"]
        .iter()
        .any(|key| members.contains_key(*key))
    {
        return None;
    }
    let mut spoken = KEYWORDS
        .iter()
        .filter(|(_, keywords)| keywords.iter().any(|key| members.contains_key(*key)));
    let first = spoken.next().map(|(name, _)| *name);
    first.filter(|_| spoken.next().is_none())
}

/// Bounds of a whole number that has none.
fn range(members: &mut Map<String, Value>, counts: &mut Counts) {
    let is_integer = match members.get("type") {
        Some(Value::String(name)) => name == "integer",
        Some(Value::Array(names)) => names.iter().any(|name| name == "integer"),
        _ => false,
    };
    if !is_integer {
        return;
    }
    let (least, most) = match members.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint32") => (json!(u32::MIN), json!(u32::MAX)),
        Some("uint64") => (json!(u64::MIN), json!(u64::MAX)),
        _ => (json!(i64::MIN), json!(i64::MAX)),
    };
    let range = json!({"minimum": least, "maximum": most});
    let parts = members.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(parts) = parts {
        parts.push(range);
        counts.ranges += 1;
    }
}
