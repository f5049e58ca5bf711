//! Numbers and texts that keep the rules of a schema.

use regex::Regex;
use serde_json::{Number, Value};

use crate::model::{NumberRules, StringRules};

/// The longest text that a pattern is tried with.
const LONGEST: usize = 64;

/// Texts that many patterns mean.
const USUAL: [&str; 8] = [
    "2026-01-15",
    "10:30",
    "1.0.0",
    "1.50",
    "a-b",
    "someone@example.com",
    "https://example.com/",
    "+4930123456",
];

/// The lower bound, the upper one or 1; else what lies between the bounds.
pub(super) fn number(rules: &NumberRules, whole: bool) -> Value {
    let bound = rules.minimum.as_ref().or(rules.maximum.as_ref());
    let first = bound.cloned().unwrap_or_else(|| Number::from(1));
    let told = Value::Number(first.clone());
    let of = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let low = of(&rules.minimum).or(of(&rules.exclusive_minimum));
    let high = of(&rules.maximum).or(of(&rules.exclusive_maximum));
    let step = of(&rules.multiple_of).unwrap_or(1.0);
    let above = low.map(|low| (low / step).ceil() * step);
    let below = high.map(|high| (high / step).floor() * step);
    let between = low.zip(high).map(|(low, high)| f64::midpoint(low, high));
    let tried = [
        first.as_f64(),
        above,
        above.map(|above| above + step),
        below,
        below.map(|below| below - step),
        Some(0.0),
        Some(step),
        between,
    ];
    let mut tried = tried.into_iter().flatten();
    let found = tried.find(|value| admits(rules, whole, *value));
    match found {
        Some(found) if first.as_f64() != Some(found) => written(found).unwrap_or(told),
        _ => told,
    }
}

fn admits(rules: &NumberRules, whole: bool, value: f64) -> bool {
    let keeps = |bound: &Option<Number>, keeps: fn(f64, f64) -> bool| {
        let bound = bound.as_ref().and_then(Number::as_f64);
        bound.is_none_or(|bound| keeps(value, bound))
    };
    (!whole || value.fract() == 0.0)
        && keeps(&rules.minimum, |value, bound| value >= bound)
        && keeps(&rules.maximum, |value, bound| value <= bound)
        && keeps(&rules.exclusive_minimum, |value, bound| value > bound)
        && keeps(&rules.exclusive_maximum, |value, bound| value < bound)
        && keeps(&rules.multiple_of, |value, step| {
            (value / step).fract() == 0.0
        })
}

/// A whole number without a point, as JSON has it.
fn written(value: f64) -> Option<Value> {
    serde_json::from_str(&value.to_string()).ok()
}

/// A text of the format, the pattern and the length.
pub(super) fn text(rules: &StringRules) -> Option<String> {
    let least = usize::try_from(rules.min_length.unwrap_or(0).max(1)).ok()?;
    if let Some(pattern) = &rules.pattern {
        return by_pattern(rules, pattern, least);
    }
    let told = rules.format.as_deref().and_then(of_format);
    let [usual, short] = told.unwrap_or_default();
    let mut told = [usual, short].into_iter().filter(|told| !told.is_empty());
    let told = told.find(|told| fits(rules, told));
    let told = told.or(Some(usual).filter(|usual| !usual.is_empty()));
    Some(told.map_or_else(|| "a".repeat(least), str::to_owned))
}

fn fits(rules: &StringRules, text: &str) -> bool {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    rules.min_length.is_none_or(|least| length >= least)
        && rules.max_length.is_none_or(|most| length <= most)
}

/// The first text that the pattern admits: one of the format, a usual one, or one character over
/// and over.
fn by_pattern(rules: &StringRules, pattern: &str, least: usize) -> Option<String> {
    let pattern = Regex::new(pattern).ok()?;
    let format = rules.format.as_deref().and_then(of_format);
    let told = format.into_iter().flatten().filter(|told| !told.is_empty());
    let told = told.map(str::to_owned);
    let lengths = least..=least.max(LONGEST);
    let same = lengths.flat_map(|length| ["a", "A", "1"].map(|one| one.repeat(length)));
    let usual = USUAL.into_iter().map(str::to_owned);
    let mut all = told.chain(same).chain(usual);
    all.find(|text| fits(rules, text) && pattern.is_match(text))
}

/// A usual text of a format and, where there is one, a short one.
fn of_format(format: &str) -> Option<[&'static str; 2]> {
    Some(match format {
        "uuid" => ["00000000-0000-4000-8000-000000000000", ""],
        "date" => ["2026-01-15", ""],
        "date-time" => ["2026-01-15T10:30:00.000Z", "2026-01-15T10:30:00Z"],
        "time" => ["10:30:00Z", ""],
        "duration" => ["PT1H", "P1D"],
        "email" | "idn-email" => ["someone@example.com", "a@b.co"],
        "hostname" | "idn-hostname" => ["example.com", "a"],
        "ipv4" => ["192.0.2.1", "1.1.1.1"],
        "ipv6" => ["2001:db8::1", "::1"],
        "uri" | "iri" | "url" => ["https://example.com/", "a:b"],
        "uri-reference" | "iri-reference" => ["/a", ""],
        "uri-template" => ["/a/{b}", ""],
        "byte" => ["YWJj", ""],
        "json-pointer" => ["/a", ""],
        "relative-json-pointer" => ["0", ""],
        _ => return None,
    })
}

/// The same value made different from others.
pub(super) fn varied(value: &Value, number: usize) -> Option<Value> {
    match value {
        Value::Number(told) => {
            let step = i64::try_from(number).ok()?;
            Some(Value::from(told.as_i64()?.checked_add(step)?))
        }
        Value::String(told) => Some(Value::from(format!("{told}{number}"))),
        _ => None,
    }
}
