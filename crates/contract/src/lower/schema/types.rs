//! A schema's own rules: its type with the limits of that type, or the values it lists.

use serde_json::{Map, Value};

use crate::{
    diagnostic::nearest,
    load::{normalise::is_annotation, pointer},
    lower::{Lowering, list, merge::Part, object},
    model::{
        Additional, ArrayRules, Kind, NumberRules, ObjectRules, Property, Schema, StringRules,
    },
};

/// The keywords that each type understands, those of all types aside.
const KEYWORDS: [(&str, &[&str]); 7] = [
    ("null", &[]),
    ("boolean", &[]),
    ("integer", NUMBER),
    ("number", NUMBER),
    ("string", &["format", "minLength", "maxLength", "pattern"]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "patternProperties",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

const NUMBER: &[&str] = &[
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

impl Lowering<'_> {
    /// The schema's own rules: its type, or the values it lists.
    pub(super) fn own(&mut self, members: &Map<String, Value>, path: &str) -> Part {
        let all: Vec<&str> = match members.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(types) => list(Some(types)).filter_map(Value::as_str).collect(),
            None => Vec::new(),
        };
        let types: Vec<&str> = all.iter().copied().filter(|name| *name != "null").collect();
        let typed = !all.is_empty();
        let null = all.contains(&"null");
        for name in &types {
            if !KEYWORDS.iter().any(|(known, _)| known == name) {
                let types = KEYWORDS.map(|(known, _)| known);
                let help = match nearest(name, types) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => {
                        "write string, integer, number, boolean, array, object or null".to_owned()
                    }
                };
                self.tolerate(
                    "unknown-type",
                    &pointer::join(path, "type"),
                    format!("there is no type `{name}`"),
                    &help,
                );
            }
        }
        self.check_keywords(members, &all, path);
        if members.contains_key("enum") || members.contains_key("const") {
            let mut schema = self.listed(members, path);
            schema.nullable &= !typed || null;
            return Part::of(schema);
        }
        let mut part = match types.as_slice() {
            [] if null => Part::of(self.bare(Kind::Null, path)),
            [] => Part::of(self.bare(Kind::Any, path)),
            [one] => self.typed(one, members, path),
            several => {
                let branches = several
                    .iter()
                    .map(|one| self.typed(one, members, path).schema);
                let branches = branches.collect();
                Part::of(self.bare(Kind::AnyOf(branches), path))
            }
        };
        part.schema.nullable = null && !matches!(part.schema.kind, Kind::Null);
        part
    }

    fn check_keywords(&mut self, members: &Map<String, Value>, types: &[&str], path: &str) {
        for key in members.keys() {
            let general = matches!(key.as_str(), "type" | "enum" | "const" | "discriminator");
            if general || is_annotation(key) {
                continue;
            }
            let understood = KEYWORDS
                .iter()
                .filter(|(name, _)| types.contains(name))
                .any(|(_, keywords)| keywords.contains(&key.as_str()));
            if !understood {
                let message = if types.is_empty() {
                    format!("`{key}` stands in a schema without a type")
                } else {
                    format!("`{key}` says nothing about the type {}", types.join(" or "))
                };
                let place = pointer::join(path, key);
                let help = "remove it or correct the type";
                self.tolerate("misplaced-keyword", &place, message, help);
            }
        }
    }

    /// `enum` or `const`. Rules beside them are checked against the values with the samples.
    fn listed(&mut self, members: &Map<String, Value>, path: &str) -> Schema {
        if let Some(value) = members.get("const") {
            let kind = match value {
                Value::Null => Kind::Null,
                value => Kind::Const(value.clone()),
            };
            return self.bare(kind, path);
        }
        let mut values: Vec<Value> = Vec::new();
        let place = pointer::join(path, "enum");
        for value in list(members.get("enum")) {
            if values.contains(value) {
                let message = "the enum lists a value twice".to_owned();
                self.tolerate("duplicate-value", &place, message, "remove one of the two");
            } else {
                values.push(value.clone());
            }
        }
        let nullable = values.contains(&Value::Null);
        values.retain(|value| !value.is_null());
        if values.is_empty() && !nullable {
            let message = "the enum lists no value".to_owned();
            self.tolerate("empty-enum", &place, message, "list the values admitted");
        }
        if values.is_empty() {
            return self.bare(Kind::Null, path);
        }
        let mut schema = self.bare(Kind::Enum(values), path);
        schema.nullable = nullable;
        schema
    }

    fn typed(&mut self, name: &str, members: &Map<String, Value>, path: &str) -> Part {
        let kind = match name {
            "boolean" => Kind::Boolean,
            "integer" => Kind::Integer(self.number_rules(members, path)),
            "number" => Kind::Number(self.number_rules(members, path)),
            "string" => Kind::String(self.string_rules(members, path)),
            "array" => Kind::Array(self.array_rules(members, path)),
            "object" => return self.object_part(members, path),
            _ => Kind::Any,
        };
        Part::of(self.bare(kind, path))
    }

    fn number_rules(&mut self, members: &Map<String, Value>, path: &str) -> NumberRules {
        let number = |key: &str| members.get(key).and_then(Value::as_number).cloned();
        let rules = NumberRules {
            format: members
                .get("format")
                .and_then(Value::as_str)
                .map(str::to_owned),
            minimum: number("minimum"),
            maximum: number("maximum"),
            exclusive_minimum: number("exclusiveMinimum"),
            exclusive_maximum: number("exclusiveMaximum"),
            multiple_of: number("multipleOf"),
        };
        let float = |number: &Option<serde_json::Number>| {
            number.as_ref().and_then(serde_json::Number::as_f64)
        };
        let lower = float(&rules.minimum)
            .into_iter()
            .chain(float(&rules.exclusive_minimum));
        let upper = float(&rules.maximum)
            .into_iter()
            .chain(float(&rules.exclusive_maximum));
        let lowest = lower.fold(f64::NEG_INFINITY, f64::max);
        let highest = upper.fold(f64::INFINITY, f64::min);
        if lowest > highest {
            self.tolerate(
                "empty-range",
                path,
                "no number is both large enough and small enough".to_owned(),
                "let the minimum be at most the maximum",
            );
        }
        if float(&rules.multiple_of).is_some_and(|step| step <= 0.0) {
            let place = pointer::join(path, "multipleOf");
            let message = "`multipleOf` must be greater than 0".to_owned();
            self.report("wrong-type", &place, message, "write a positive number");
        }
        rules
    }

    fn string_rules(&mut self, members: &Map<String, Value>, path: &str) -> StringRules {
        let word = |key: &str| members.get(key).and_then(Value::as_str).map(str::to_owned);
        let (min_length, max_length) = self.count(members, "minLength", "maxLength", path);
        let place = pointer::join(path, "pattern");
        let pattern = word("pattern");
        StringRules {
            format: word("format"),
            min_length,
            max_length,
            pattern: pattern.and_then(|pattern| self.expression(&pattern, &place)),
        }
    }

    fn array_rules(&mut self, members: &Map<String, Value>, path: &str) -> ArrayRules {
        let (min_items, max_items) = self.count(members, "minItems", "maxItems", path);
        let place = pointer::join(path, "items");
        let items = match members.get("items") {
            Some(items) => self.schema(items, &place),
            None => self.bare(Kind::Any, path),
        };
        ArrayRules {
            items: Box::new(items),
            min_items,
            max_items,
            unique_items: members.get("uniqueItems") == Some(&Value::Bool(true)),
        }
    }

    fn additional(&mut self, value: Option<&Value>, path: &str) -> Additional {
        let place = pointer::join(path, "additionalProperties");
        match value {
            None => Additional::Open,
            // Who says so expects such members, and they are kept.
            Some(Value::Bool(true)) if self.findings.lenient() => {
                Additional::Schema(Box::new(self.bare(Kind::Any, &place)))
            }
            Some(Value::Bool(true)) => Additional::Open,
            Some(Value::Bool(false)) => Additional::Closed,
            Some(value) => Additional::Schema(Box::new(self.schema(value, &place))),
        }
    }

    fn object_part(&mut self, members: &Map<String, Value>, path: &str) -> Part {
        let required: Vec<&str> = list(members.get("required"))
            .filter_map(Value::as_str)
            .collect();
        let place = pointer::join(path, "properties");
        let mut properties = Vec::new();
        for (name, value) in object(members.get("properties")) {
            properties.push(Property {
                name: name.clone(),
                required: required.contains(&name.as_str()),
                schema: self.schema(value, &pointer::join(&place, name)),
            });
        }
        let undeclared = required
            .into_iter()
            .filter(|name| !properties.iter().any(|property| property.name == *name))
            .map(str::to_owned)
            .collect();
        let additional = self.additional(members.get("additionalProperties"), path);
        let mut patterns = Vec::new();
        let place = pointer::join(path, "patternProperties");
        for (pattern, value) in object(members.get("patternProperties")) {
            let place = pointer::join(&place, pattern);
            if let Some(expression) = self.expression(pattern, &place) {
                patterns.push((expression, self.schema(value, &place)));
            }
        }
        let (min_properties, max_properties) =
            self.count(members, "minProperties", "maxProperties", path);
        let rules = ObjectRules {
            properties,
            patterns,
            additional,
            min_properties,
            max_properties,
        };
        Part {
            schema: self.bare(Kind::Object(rules), path),
            undeclared,
        }
    }
}
