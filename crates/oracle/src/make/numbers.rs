//! Numbers between their bounds, and often on them.

use serde_json::{Map, Number, Value};

use super::Maker;

impl Maker<'_> {
    pub(super) fn integer(&mut self, members: &Map<String, Value>) -> Value {
        let (least, most) = bounds(members);
        let step = members.get("multipleOf").and_then(Value::as_f64);
        let number = self.between(least.ceil(), most.floor());
        let number = step
            .map_or(number, |step| (number / step).round() * step)
            .round();
        // A whole number may be written either way.
        if self.pick(8) == 0 {
            return Number::from_f64(number).map_or(Value::Null, Value::Number);
        }
        format!("{number:.0}")
            .parse::<i64>()
            .map_or(Value::Null, Value::from)
    }

    pub(super) fn number(&mut self, members: &Map<String, Value>) -> Value {
        let (least, most) = bounds(members);
        let step = members.get("multipleOf").and_then(Value::as_f64);
        let number = self.between(least, most);
        let number = step.map_or(number, |step| (number / step).round() * step);
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }

    /// Between two bounds, often exactly one of them.
    fn between(&mut self, least: f64, most: f64) -> f64 {
        match self.pick(4) {
            0 => least,
            1 => most,
            _ if least < most => self.draw(least..=most).round().clamp(least, most),
            _ => least,
        }
    }
}

/// The bounds of a number; near zero where there is none.
fn bounds(members: &Map<String, Value>) -> (f64, f64) {
    let bound = |key: &str| members.get(key).and_then(Value::as_f64);
    let least = bound("minimum").or(bound("exclusiveMinimum").map(|least| least + 1.0));
    let most = bound("maximum").or(bound("exclusiveMaximum").map(|most| most - 1.0));
    match (least, most) {
        (Some(least), Some(most)) => (least, most.max(least)),
        (Some(least), None) => (least, least.max(0.0) + 1000.0),
        (None, Some(most)) => (most.min(0.0) - 1000.0, most),
        (None, None) => (-1000.0, 1000.0),
    }
}
