//! Bodies at the edges of a schema: one change each to a body that is valid.
//!
//! A keyword that is not handled here fails the test rather than going untried.

mod texts;

use serde_json::{Map, Value};

/// What must become of a body.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    Accepted,
    /// Because of this rule, with this pointer blamed and no other.
    Refused {
        field: String,
        rule: &'static str,
    },
    /// The same, for an extension that no other validator knows.
    RefusedByExtension {
        field: String,
        rule: &'static str,
    },
}

/// A body and what must become of it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// Where the change is and what it is.
    pub(crate) what: String,
    pub(crate) body: Value,
    pub(crate) outcome: Outcome,
}

/// A body with every member of the schema, and all cases made from it.
pub(crate) fn cases(bundled: &Value, name: &str) -> (Value, Vec<Case>) {
    let schema = &bundled["components"]["schemas"][name];
    let mut cases = Cases {
        bundled,
        valid: example(bundled, schema),
        found: Vec::new(),
    };
    cases.object(schema, "");
    (cases.valid, cases.found)
}

/// Follows a reference; whatever stands beside it is prose.
fn resolved<'a>(bundled: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(target) => {
            let target = bundled.pointer(target.trim_start_matches('#')).unwrap();
            resolved(bundled, target)
        }
        None => schema,
    }
}

/// A value with all members, from the examples in the schema.
fn example(bundled: &Value, schema: &Value) -> Value {
    let schema = resolved(bundled, schema);
    if schema["type"] == "array" {
        return vec![example(bundled, &schema["items"])].into();
    }
    match schema["properties"].as_object() {
        Some(properties) => {
            let member =
                |(name, schema): (&String, &Value)| (name.clone(), example(bundled, schema));
            properties.iter().map(member).collect::<Map<_, _>>().into()
        }
        None => schema["examples"][0].clone(),
    }
}

struct Cases<'a> {
    bundled: &'a Value,
    valid: Value,
    found: Vec<Case>,
}

impl Cases<'_> {
    fn add(&mut self, pointer: &str, what: &str, value: Value, rule: Option<&'static str>) {
        let mut body = self.valid.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        let outcome = match rule {
            Some(rule) => refused(pointer, rule),
            None => Outcome::Accepted,
        };
        self.push(pointer, what, body, outcome);
    }

    /// A value that only an extension of the contract refuses.
    fn add_beyond(&mut self, pointer: &str, what: &str, value: &str, rule: &'static str) {
        let mut body = self.valid.clone();
        *body.pointer_mut(pointer).unwrap() = serde_json::from_str(value).unwrap();
        let field = pointer.to_owned();
        let outcome = Outcome::RefusedByExtension { field, rule };
        self.push(pointer, what, body, outcome);
    }

    fn push(&mut self, pointer: &str, what: &str, body: Value, outcome: Outcome) {
        self.found.push(Case {
            what: format!("{pointer} {what}"),
            body,
            outcome,
        });
    }

    fn object(&mut self, schema: &Value, pointer: &str) {
        for (keyword, value) in schema.as_object().unwrap() {
            match keyword.as_str() {
                "type" => assert_eq!(value, "object"),
                "additionalProperties" => assert_eq!(value, false),
                "properties" | "required" | "description" | "examples" => {}
                other => panic!("no cases for {other} of an object"),
            }
        }
        for wrong in [
            Value::from(7),
            "text".into(),
            Value::Array(Vec::new()),
            Value::Null,
        ] {
            self.add(pointer, "of another type", wrong, Some("type"));
        }
        self.unknown(pointer);
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, member) in schema["properties"].as_object().unwrap() {
            let at = format!("{pointer}/{name}");
            self.absent(pointer, name, required.contains(&name.as_str().into()));
            self.value(member, &at);
        }
    }

    fn unknown(&mut self, pointer: &str) {
        let mut body = self.valid.clone();
        let members = body.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        members.insert("nickname".to_owned(), "Al".into());
        let blamed = refused(&format!("{pointer}/nickname"), "additionalProperties");
        self.push(pointer, "with an unknown member", body, blamed);
    }

    fn absent(&mut self, parent: &str, name: &str, is_required: bool) {
        let mut body = self.valid.clone();
        let members = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        members.shift_remove(name);
        let outcome = if is_required {
            refused(&format!("{parent}/{name}"), "required")
        } else {
            Outcome::Accepted
        };
        self.push(&format!("{parent}/{name}"), "absent", body, outcome);
    }

    fn value(&mut self, schema: &Value, at: &str) {
        let mut schema = resolved(self.bundled, schema);
        let mut nullable = false;
        if let Some(branches) = schema["oneOf"].as_array() {
            assert_eq!(branches[1]["type"], "null", "{at}");
            nullable = true;
            schema = resolved(self.bundled, &branches[0]);
        }
        let schema = schema.clone();
        let types = match &schema["type"] {
            Value::Array(types) => types.clone(),
            one => vec![one.clone()],
        };
        nullable |= types.contains(&"null".into());
        if types[0] == "object" {
            self.object(&schema, at);
            return;
        }
        self.add(at, "null", Value::Null, (!nullable).then_some("type"));
        match types[0].as_str().unwrap() {
            "boolean" => self.boolean(&schema, at),
            "string" => self.text(&schema, at),
            "number" => self.number(&schema, at),
            "integer" => self.integer(&schema, at),
            "array" => self.list(&schema, at),
            other => panic!("no cases for the type {other} at {at}"),
        }
    }

    fn boolean(&mut self, schema: &Value, at: &str) {
        for keyword in schema.as_object().unwrap().keys() {
            let known = ["type", "description", "examples"].contains(&keyword.as_str());
            assert!(known, "no cases for {keyword} of a boolean");
        }
        for value in [true, false] {
            self.add(at, "either way", value.into(), None);
        }
        for wrong in [Value::from("true"), 1.into(), 0.into()] {
            self.add(at, "of another type", wrong, Some("type"));
        }
    }

    fn number(&mut self, schema: &Value, at: &str) {
        for wrong in [Value::from("1"), true.into(), Value::Array(Vec::new())] {
            self.add(at, "of another type", wrong, Some("type"));
        }
        for (keyword, value) in schema.as_object().unwrap() {
            let bound = || value.as_f64().unwrap();
            match keyword.as_str() {
                "exclusiveMinimum" => {
                    self.add(at, "on its lower bound", value.clone(), Some("minimum"));
                    let above = (bound() + 1e-8).into();
                    self.add(at, "above its lower bound", above, None);
                }
                "maximum" => {
                    self.add(at, "on its upper bound", value.clone(), None);
                    let above = (bound() + 1e-6).into();
                    self.add(at, "above its upper bound", above, Some("maximum"));
                }
                "x-decimal" => {
                    let most = 0.123_456_789_012_345.into();
                    self.add(at, "of 15 digits", most, None);
                    self.add_beyond(at, "of 16 digits", "0.1234567890123456", "x-decimal");
                }
                "type" | "description" | "examples" => {}
                other => panic!("no cases for {other} of a number"),
            }
        }
    }

    fn integer(&mut self, schema: &Value, at: &str) {
        for wrong in [Value::from("1"), true.into(), 0.5.into()] {
            self.add(at, "of another type", wrong, Some("type"));
        }
        for (keyword, value) in schema.as_object().unwrap() {
            let bound = || value.as_i64().unwrap();
            match keyword.as_str() {
                "minimum" => {
                    self.add(at, "on its lower bound", bound().into(), None);
                    let below = (bound() - 1).into();
                    self.add(at, "below its lower bound", below, Some("minimum"));
                }
                "maximum" => {
                    self.add(at, "on its upper bound", bound().into(), None);
                    let above = (bound() + 1).into();
                    self.add(at, "above its upper bound", above, Some("maximum"));
                }
                "type" | "format" | "default" | "description" | "examples" => {}
                other => panic!("no cases for {other} of an integer"),
            }
        }
    }

    fn list(&mut self, schema: &Value, at: &str) {
        for wrong in [Value::from(7), "text".into(), Value::Null] {
            self.add(at, "of another type", wrong, Some("type"));
        }
        let item = example(self.bundled, &schema["items"]);
        for (keyword, value) in schema.as_object().unwrap() {
            let limit = || usize::try_from(value.as_u64().unwrap()).unwrap();
            let items = |count: usize| Value::from(vec![item.clone(); count]);
            match keyword.as_str() {
                "minItems" => {
                    self.add(
                        at,
                        "with too few items",
                        items(limit() - 1),
                        Some("minItems"),
                    );
                    self.add(at, "with enough items", items(limit()), None);
                }
                "maxItems" => {
                    self.add(at, "with many items", items(limit()), None);
                    self.add(
                        at,
                        "with too many items",
                        items(limit() + 1),
                        Some("maxItems"),
                    );
                }
                "items" => {
                    self.add(at, "with one item", items(1), None);
                    self.value(value, &format!("{at}/0"));
                }
                "type" | "description" | "examples" => {}
                other => panic!("no cases for {other} of a list"),
            }
        }
    }
}

fn refused(field: &str, rule: &'static str) -> Outcome {
    Outcome::Refused {
        field: field.to_owned(),
        rule,
    }
}
