//! One rule broken, at a place that is drawn by lot.

use serde_json::{Map, Value, json};

use crate::make::{Maker, count, list};

/// A place in a value and the schema that speaks about it.
struct Spot {
    pointer: String,
    schema: Value,
}

/// Breaks one rule of the schema somewhere in the value, if it has one to break there.
pub(crate) fn one_rule(maker: &mut Maker<'_>, schema: &Value, value: &mut Value) {
    let mut spots = Vec::new();
    collect(maker, schema, value, String::new(), &mut spots);
    let Some(spot) = maker.one_of(&spots) else {
        return;
    };
    let Some(members) = spot.schema.as_object() else {
        return;
    };
    let Some(place) = value.pointer_mut(&spot.pointer) else {
        return;
    };
    let broken = broken(members, place);
    if let Some(broken) = maker.one_of(&broken) {
        place.clone_from(broken);
    }
}

/// Every place whose schema can be told.
fn collect(maker: &mut Maker<'_>, schema: &Value, value: &Value, at: String, out: &mut Vec<Spot>) {
    let schema = maker.follow(schema).clone();
    let Some(members) = schema.as_object() else {
        return;
    };
    for part in list(members, "allOf")
        .chain(list(members, "oneOf"))
        .chain(list(members, "anyOf"))
    {
        if out.len() < 200 {
            collect(maker, part, value, at.clone(), out);
        }
    }
    match value {
        Value::Object(present) => {
            for (name, member) in present {
                let declared = members.get("properties").and_then(|all| all.get(name));
                let further = members.get("additionalProperties");
                if let Some(below) = declared.or(further.filter(|schema| schema.is_object())) {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    collect(maker, below, member, format!("{at}/{name}"), out);
                }
            }
        }
        Value::Array(items) => {
            let below = members.get("items");
            for (index, item) in items.iter().enumerate().take(4) {
                if let Some(below) = below {
                    collect(maker, below, item, format!("{at}/{index}"), out);
                }
            }
        }
        _ => {}
    }
    out.push(Spot {
        pointer: at,
        schema,
    });
}

/// The value with one rule of the schema broken, in every way that is known.
fn broken(members: &Map<String, Value>, value: &Value) -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        json!(3.25),
        json!("no such value"),
        json!([]),
        json!({}),
        json!(true),
    ];
    match value {
        Value::Object(present) => object(members, present, &mut all),
        Value::Array(items) => array(members, items, &mut all),
        Value::String(text) => self::text(members, text, &mut all),
        Value::Number(number) => self::number(members, number.as_f64().unwrap_or(0.0), &mut all),
        Value::Bool(is) => all.push(json!(!is)),
        Value::Null => {}
    }
    all
}

fn object(members: &Map<String, Value>, present: &Map<String, Value>, all: &mut Vec<Value>) {
    for name in list(members, "required").filter_map(Value::as_str) {
        let mut without = present.clone();
        without.shift_remove(name);
        all.push(Value::Object(without));
    }
    let mut with = present.clone();
    with.insert("undeclared".to_owned(), json!({"a": [1]}));
    all.push(Value::Object(with));
    if let Some(most) = count(members, "maxProperties").filter(|most| *most < 1000) {
        let mut many = present.clone();
        many.extend((0..=most).map(|number| (format!("m{number}"), json!("m"))));
        all.push(Value::Object(many));
    }
}

fn array(members: &Map<String, Value>, items: &[Value], all: &mut Vec<Value>) {
    if let Some(least) = count(members, "minItems").filter(|least| *least > 0) {
        all.push(items.iter().take(least - 1).cloned().collect());
    }
    if let Some(most) = count(members, "maxItems").filter(|most| *most < 1000) {
        all.push(items.iter().cycle().take(most + 1).cloned().collect());
    }
    if let Some(first) = items.first() {
        let mut twice = items.to_vec();
        twice.push(first.clone());
        all.push(Value::Array(twice));
    }
}

fn text(members: &Map<String, Value>, text: &str, all: &mut Vec<Value>) {
    if let Some(least) = count(members, "minLength").filter(|least| *least > 0) {
        let short: String = text.chars().take(least - 1).collect();
        all.push(Value::from(short));
    }
    if let Some(most) = count(members, "maxLength").filter(|most| *most < 10_000) {
        let long = text.chars().chain(std::iter::repeat('é'));
        all.push(Value::from(long.take(most + 1).collect::<String>()));
    }
    all.push(json!(format!("{text}\u{1}\u{7f} !")));
    all.push(json!(text.to_uppercase()));
    all.push(json!("٣"));
}

fn number(members: &Map<String, Value>, number: f64, all: &mut Vec<Value>) {
    for (key, step) in [
        ("minimum", -1),
        ("maximum", 1),
        ("exclusiveMinimum", 0),
        ("exclusiveMaximum", 0),
    ] {
        match members.get(key) {
            Some(Value::Number(bound)) if bound.is_i64() => {
                let bound = bound.as_i64().and_then(|bound| bound.checked_add(step));
                all.extend(bound.map(Value::from));
            }
            Some(bound) => all.extend(
                bound
                    .as_f64()
                    .map(|bound| json!(bound + f64::from(i32::try_from(step).unwrap_or(0)))),
            ),
            None => {}
        }
    }
    all.push(json!(number + 0.5));
    all.push(json!(1e300));
    all.push(json!(-1e300));
    all.push(json!(u64::MAX));
    all.push(json!(i64::MIN));
}
