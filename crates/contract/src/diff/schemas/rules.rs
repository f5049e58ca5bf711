//! The rules of one schema, side by side.

use serde_json::{Number, Value};

use crate::{
    diff::{Diff, words},
    model::{ArrayRules, Location, NumberRules, StringRules},
};

impl Diff<'_> {
    pub(super) fn numbers(&mut self, place: &str, at: &Location, a: &NumberRules, b: &NumberRules) {
        if a.format != b.format {
            let word = |rules: &NumberRules| words::quoted("format", rules.format.as_ref());
            self.report(place, at, word(a), word(b));
        }
        for (keyword, a, b) in [
            ("minimum", &a.minimum, &b.minimum),
            ("maximum", &a.maximum, &b.maximum),
            (
                "exclusiveMinimum",
                &a.exclusive_minimum,
                &b.exclusive_minimum,
            ),
            (
                "exclusiveMaximum",
                &a.exclusive_maximum,
                &b.exclusive_maximum,
            ),
            ("multipleOf", &a.multiple_of, &b.multiple_of),
        ] {
            if !words::equal(a.as_ref(), b.as_ref()) {
                let word = |value: &Option<Number>| words::limit(keyword, value.as_ref());
                self.report(place, at, word(a), word(b));
            }
        }
    }

    pub(super) fn strings(&mut self, place: &str, at: &Location, a: &StringRules, b: &StringRules) {
        for (keyword, a, b) in [
            ("format", &a.format, &b.format),
            ("pattern", &a.pattern, &b.pattern),
        ] {
            if a != b {
                let word = |value: &Option<String>| words::quoted(keyword, value.as_ref());
                self.report(place, at, word(a), word(b));
            }
        }
        self.fewest("minLength", place, at, a.min_length, b.min_length);
        self.count("maxLength", place, at, a.max_length, b.max_length);
    }

    pub(super) fn array(&mut self, place: &str, at: &Location, a: &ArrayRules, b: &ArrayRules) {
        self.fewest("minItems", place, at, a.min_items, b.min_items);
        self.count("maxItems", place, at, a.max_items, b.max_items);
        if a.unique_items != b.unique_items {
            let word = |unique| {
                if unique {
                    "no item twice"
                } else {
                    "equal items admitted"
                }
            };
            self.report(place, at, word(a.unique_items), word(b.unique_items));
        }
    }

    /// Values of an enum; the order does not matter.
    pub(super) fn values(&mut self, place: &str, at: &Location, a: &[Value], b: &[Value]) {
        let absent = |from: &[Value], other: &[Value]| -> Vec<String> {
            let gone = from.iter().filter(|value| !other.contains(value));
            gone.map(ToString::to_string).collect()
        };
        let (missing, surplus) = (absent(a, b), absent(b, a));
        if missing.is_empty() && surplus.is_empty() {
            return;
        }
        let with = |values: &[String]| format!("the values with {}", values.join(", "));
        let without = |values: &[String]| format!("the values without {}", values.join(", "));
        if missing.is_empty() {
            self.report(place, at, without(&surplus), with(&surplus));
        } else if surplus.is_empty() {
            self.report(place, at, with(&missing), without(&missing));
        } else {
            self.report(place, at, with(&missing), with(&surplus));
        }
    }

    /// A lower limit, where absent is 0.
    pub(super) fn fewest(
        &mut self,
        keyword: &str,
        place: &str,
        at: &Location,
        a: Option<u64>,
        b: Option<u64>,
    ) {
        let given = |limit: Option<u64>| limit.filter(|limit| *limit > 0);
        self.count(keyword, place, at, given(a), given(b));
    }

    pub(super) fn count(
        &mut self,
        keyword: &str,
        place: &str,
        at: &Location,
        a: Option<u64>,
        b: Option<u64>,
    ) {
        if a != b {
            let word = |limit: Option<u64>| words::limit(keyword, limit.as_ref());
            self.report(place, at, word(a), word(b));
        }
    }
}
