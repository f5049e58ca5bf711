//! House rules inside schemas: prose for members, limits on what clients send.

use serde_json::Value;

use super::{Lint, description};
use crate::model::{Additional, Kind, NumberRules, ObjectRules, Schema, StringRules};

impl Lint<'_> {
    pub(super) fn named(&mut self, name: &str, schema: &Schema) {
        let subject = format!("the schema `{name}`");
        let description = description(self.document, schema);
        self.describe(description, &schema.location, &subject);
        self.properties(schema);
    }

    /// Members are described and have examples. References are checked where they lead.
    pub(super) fn properties(&mut self, schema: &Schema) {
        self.enum_descriptions(schema);
        match &schema.kind {
            Kind::Object(rules) => {
                for property in &rules.properties {
                    let subject = format!("the member `{}`", property.name);
                    let description = description(self.document, &property.schema);
                    let location = &property.schema.location;
                    self.describe(description, location, &subject);
                    if !self.has_example(&property.schema) {
                        self.missing_example(location, &subject);
                    }
                    self.properties(&property.schema);
                }
            }
            Kind::Array(rules) => self.properties(&rules.items),
            Kind::OneOf(branches, _) | Kind::AnyOf(branches) | Kind::AllOf(branches) => {
                for branch in branches {
                    self.properties(branch);
                }
            }
            Kind::Any
            | Kind::Null
            | Kind::Ref(_)
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Enum(_)
            | Kind::Const(_)
            | Kind::Not(_) => {}
        }
    }

    /// `x-enum-descriptions` has a sentence for each value and for nothing else.
    fn enum_descriptions(&mut self, schema: &Schema) {
        let Kind::Enum(values) = &schema.kind else {
            return;
        };
        let Some(Value::Object(sentences)) = schema.extensions.get("x-enum-descriptions") else {
            return;
        };
        for value in values.iter().filter_map(Value::as_str) {
            if !sentences.contains_key(value) {
                self.report(
                    "undescribed-value",
                    &schema.location,
                    format!("`{value}` is not in `x-enum-descriptions`"),
                    "add a sentence about it",
                );
            }
        }
        for name in sentences.keys() {
            if !values.iter().any(|value| value == name) {
                self.report(
                    "unknown-value",
                    &schema.location,
                    format!("`{name}` of `x-enum-descriptions` is not in the enum"),
                    "remove it, or add it to the enum",
                );
            }
        }
    }

    /// What clients send is bounded, all the way down.
    pub(super) fn limits(&mut self, schema: &Schema, subject: &str) {
        match &schema.kind {
            Kind::Ref(name) => {
                if self.sent.insert(name.clone())
                    && let Some(target) = self.document.schema(name)
                {
                    self.limits(target, &format!("the schema `{name}`"));
                }
            }
            Kind::String(rules) => self.text_limits(rules, schema, subject),
            Kind::Integer(rules) => self.number_limits(rules, schema, subject),
            Kind::Array(rules) => {
                if rules.max_items.is_none() {
                    self.missing_limit("maxItems", schema, subject);
                }
                self.limits(&rules.items, &format!("an item of {subject}"));
            }
            Kind::Object(rules) => self.object_limits(rules, schema, subject),
            Kind::OneOf(branches, _) | Kind::AnyOf(branches) | Kind::AllOf(branches) => {
                for branch in branches {
                    self.limits(branch, subject);
                }
            }
            Kind::Any
            | Kind::Null
            | Kind::Boolean
            | Kind::Number(_)
            | Kind::Enum(_)
            | Kind::Const(_)
            | Kind::Not(_) => {}
        }
    }

    fn text_limits(&mut self, rules: &StringRules, schema: &Schema, subject: &str) {
        let bounded = matches!(rules.format.as_deref(), Some("uuid" | "date" | "date-time"));
        if rules.max_length.is_none() && !bounded {
            self.missing_limit("maxLength", schema, subject);
        }
    }

    fn number_limits(&mut self, rules: &NumberRules, schema: &Schema, subject: &str) {
        if rules.minimum.is_none() && rules.exclusive_minimum.is_none() {
            self.missing_limit("minimum", schema, subject);
        }
        if rules.maximum.is_none() && rules.exclusive_maximum.is_none() {
            self.missing_limit("maximum", schema, subject);
        }
    }

    fn object_limits(&mut self, rules: &ObjectRules, schema: &Schema, subject: &str) {
        match &rules.additional {
            Additional::Closed => {}
            Additional::Open => self.report(
                "open-object",
                &schema.location,
                format!("{subject} admits members that it does not declare"),
                "add `additionalProperties: false`",
            ),
            Additional::Schema(inner) => {
                if rules.max_properties.is_none() {
                    self.missing_limit("maxProperties", schema, subject);
                }
                self.limits(inner, &format!("a further member of {subject}"));
            }
        }
        for property in &rules.properties {
            self.limits(&property.schema, &format!("the member `{}`", property.name));
        }
    }

    fn missing_limit(&mut self, keyword: &str, schema: &Schema, subject: &str) {
        self.report(
            "missing-limit",
            &schema.location,
            format!("{subject} is sent by clients and has no `{keyword}`"),
            "set the largest or smallest value that makes sense",
        );
    }
}
