//! Bodies at the edges of a schema: one change each to a body that is valid.
//!
//! A keyword that is not handled here fails the test rather than going untried.

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

    fn text(&mut self, schema: &Value, at: &str) {
        for wrong in [Value::from(7), true.into(), Value::Array(Vec::new())] {
            self.add(at, "of another type", wrong, Some("type"));
        }
        for (keyword, value) in schema.as_object().unwrap() {
            match keyword.as_str() {
                "minLength" | "maxLength" => self.length(schema, at, keyword, value),
                "pattern" => self.pattern(schema, at),
                "format" => self.format(at, value.as_str().unwrap()),
                "enum" => self.choice(at, value.as_array().unwrap()),
                "type" | "description" | "examples" | "writeOnly" => {}
                other if other.starts_with("x-") => {}
                other => panic!("no cases for {other} of a text"),
            }
        }
    }

    /// One less, exactly, and one more.
    fn length(&mut self, schema: &Value, at: &str, keyword: &str, limit: &Value) {
        let limit = usize::try_from(limit.as_u64().unwrap()).unwrap();
        let least = keyword == "minLength";
        for length in [limit.saturating_sub(1), limit, limit + 1] {
            let beyond = if least {
                length < limit
            } else {
                length > limit
            };
            let rule = if least { "minLength" } else { "maxLength" };
            let Some(text) = text_of(schema, length) else {
                continue;
            };
            let what = format!("of {length} characters");
            self.add(at, &what, text.into(), beyond.then_some(rule));
        }
    }

    fn pattern(&mut self, schema: &Value, at: &str) {
        let pattern = schema["pattern"].as_str().unwrap();
        let is_email = schema["format"] == "email";
        let broken: &[&str] = match pattern {
            r"^[^\x00-\x1F\x7F]*$" if is_email => &["a\u{7f}b@example.com"],
            r"^[^\x00-\x1F\x7F]*$" => &["a\0", "a\nb", "\u{1f}", "\u{7f}"],
            r"^[^\x00]+$" => &["\0", "a\0b"],
            "^[A-Za-z0-9][A-Za-z0-9._-]*$" => &["-a", ".a", "a b", "a/b", "é", "a\n", "a\0"],
            "^[+(]?[0-9][0-9(). -]*$" => &["+", "-1", "1x", "++1", "\u{661}", "1\n"],
            other => panic!("no cases for the pattern {other} at {at}"),
        };
        for text in broken {
            self.add(at, "against the pattern", (*text).into(), Some("pattern"));
        }
    }

    fn format(&mut self, at: &str, format: &str) {
        let (good, bad): (&[&str], &[&str]) = match format {
            "email" => (
                &["a@b.co", "first.last+tag@sub.example.com"],
                &[
                    "no-at.example",
                    "@example.com",
                    "a@",
                    "a b@example.com",
                    "a@@b.co",
                ],
            ),
            "date" => (
                &["2012-11-15", "2020-02-29"],
                &[
                    "2012-02-30",
                    "2019-02-29",
                    "15.11.2012",
                    "2012-11-15T00:00:00Z",
                    "2012-1-5",
                    "",
                ],
            ),
            "password" => return,
            other => panic!("no cases for the format {other} at {at}"),
        };
        for text in good {
            self.add(at, "of the format", (*text).into(), None);
        }
        for text in bad {
            self.add(at, "against the format", (*text).into(), Some("format"));
        }
    }

    fn choice(&mut self, at: &str, allowed: &[Value]) {
        for value in allowed {
            self.add(at, "one of the choice", value.clone(), None);
        }
        let first = allowed[0].as_str().unwrap();
        let swapped = if first == first.to_uppercase() {
            first.to_lowercase()
        } else {
            first.to_uppercase()
        };
        for text in ["", "ZZ", &swapped, &format!("{first} ")] {
            self.add(at, "none of the choice", text.into(), Some("enum"));
        }
    }
}

fn refused(field: &str, rule: &'static str) -> Outcome {
    Outcome::Refused {
        field: field.to_owned(),
        rule,
    }
}

/// A text of that many characters that keeps the other rules; `None` where there can be none.
///
/// Half of the characters take two bytes, where the pattern lets them: lengths count characters.
fn text_of(schema: &Value, length: usize) -> Option<String> {
    if schema["format"] == "email" {
        // A mailbox has at least 3 characters; labels have at most 63, the part before `@` 64.
        let local = length.saturating_sub(2).min(64);
        let domain = length.checked_sub(local + 1)?;
        let domain = (0..domain).map(|index| if index % 60 == 59 { '.' } else { 'b' });
        return (local > 0)
            .then(|| format!("{}@{}", "a".repeat(local), domain.collect::<String>()));
    }
    let free = schema["pattern"]
        .as_str()
        .is_none_or(|pattern| pattern.contains(r"[^\x00"));
    let letters = if free { ['é', 'a'] } else { ['1', '1'] };
    Some(letters.into_iter().cycle().take(length).collect())
}
