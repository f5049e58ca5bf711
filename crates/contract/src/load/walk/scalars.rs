//! Texts, flags and numbers. A lenient reading takes a value of another type for what it spells.

use serde_json::{Number, Value, json};

use crate::load::{bundle::Bundler, cursor::Cursor};

impl Bundler<'_, '_> {
    pub(super) fn text(&mut self, place: &Cursor) -> Option<Value> {
        self.scalar(place, "text", Value::is_string, spelt)
    }

    pub(super) fn pattern(&mut self, place: &Cursor) -> Option<Value> {
        self.rule(place, "text", Value::is_string, spelt)
    }

    /// What an enumeration lists; a value that stands alone is meant as the only one.
    pub(super) fn values(&mut self, place: &Cursor) -> Option<Value> {
        if place.items().is_none() && place.scalar().is_none_or(Value::is_null) {
            return self.unclear(place, "a list");
        }
        if place.items().is_none() {
            self.mismatch(place, "a list");
            return Some(json!([place.to_value()]));
        }
        Some(place.to_value())
    }

    pub(super) fn flag(&mut self, place: &Cursor) -> Option<Value> {
        self.scalar(place, "true or false", Value::is_boolean, |value| {
            let word = value.as_str()?.to_ascii_lowercase();
            word.parse().ok().map(Value::Bool)
        })
    }

    pub(super) fn number(&mut self, place: &Cursor) -> Option<Value> {
        self.rule(place, "a number", Value::is_number, number_of)
    }

    pub(super) fn count(&mut self, place: &Cursor) -> Option<Value> {
        self.rule(place, "a whole number from 0", Value::is_u64, |value| {
            let number = number_of(value).unwrap_or_else(|| value.clone());
            let text = number.to_string();
            let whole = text.strip_suffix(".0").unwrap_or(&text);
            whole.parse::<u64>().ok().map(Value::from)
        })
    }

    pub(super) fn exclusive(&mut self, place: &Cursor) -> Option<Value> {
        let fits = |value: &Value| value.is_number() || value.is_boolean();
        self.rule(place, "a number", fits, number_of)
    }

    /// The name of a type, or a list of such names.
    pub(super) fn types(&mut self, place: &Cursor) -> Option<Value> {
        let name = |bundler: &mut Self, place: &Cursor| {
            bundler.scalar(place, "the name of a type", Value::is_string, |value| {
                // `type: null` without quotes.
                value.is_null().then(|| Value::from("null"))
            })
        };
        match place.items() {
            Some(items) => Some(items.iter().filter_map(|item| name(self, item)).collect()),
            None => name(self, place),
        }
    }

    fn scalar(
        &mut self,
        place: &Cursor,
        expected: &str,
        fits: fn(&Value) -> bool,
        meant: fn(&Value) -> Option<Value>,
    ) -> Option<Value> {
        let value = place.scalar();
        if let Some(value) = value.filter(|value| fits(value)) {
            return Some(value.clone());
        }
        self.mismatch(place, expected);
        value.and_then(meant)
    }

    /// The same of what restricts values: it is not left out.
    fn rule(
        &mut self,
        place: &Cursor,
        expected: &str,
        fits: fn(&Value) -> bool,
        meant: fn(&Value) -> Option<Value>,
    ) -> Option<Value> {
        let is_clear = |value: &Value| fits(value) || meant(value).is_some();
        match place.scalar().is_some_and(is_clear) {
            true => self.scalar(place, expected, fits, meant),
            false => self.unclear(place, expected),
        }
    }
}

fn spelt(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        _ => None,
    }
}

fn number_of(value: &Value) -> Option<Value> {
    let number = value.as_str()?.trim().parse::<Number>();
    number.ok().map(Value::Number)
}
