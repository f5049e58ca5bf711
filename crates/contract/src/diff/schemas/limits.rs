//! The limits of one schema, side by side.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::notes::Walk;
use crate::{
    diff::{
        resolved::{same_number, same_value},
        rule::Rule,
        words,
    },
    model::{ArrayRules, Location, NumberRules, StringRules},
};

/// Where both documents say it.
type At<'d> = (&'d Location, &'d Location);

/// The tightest limit at one end.
#[derive(Clone)]
struct Bound {
    number: Number,
    is_exclusive: bool,
}

impl<'d> Walk<'_, 'd> {
    pub(super) fn numbers(&mut self, at: At<'d>, a: &NumberRules, b: &NumberRules, whole: bool) {
        self.format(at, a.format.as_ref(), b.format.as_ref());
        let lower = |rules: &NumberRules| {
            let limits = (rules.minimum.as_ref(), rules.exclusive_minimum.as_ref());
            bound(limits, whole.then_some(1), Ordering::Greater)
        };
        let upper = |rules: &NumberRules| {
            let limits = (rules.maximum.as_ref(), rules.exclusive_maximum.as_ref());
            bound(limits, whole.then_some(-1), Ordering::Less)
        };
        let rules = [Rule::MinimumRaised, Rule::MinimumLowered];
        let keywords = ["minimum", "exclusiveMinimum"];
        self.bounds(at, keywords, (lower(a), lower(b)), Ordering::Greater, rules);
        let rules = [Rule::MaximumLowered, Rule::MaximumRaised];
        let keywords = ["maximum", "exclusiveMaximum"];
        self.bounds(at, keywords, (upper(a), upper(b)), Ordering::Less, rules);
        self.steps(at, a.multiple_of.as_ref(), b.multiple_of.as_ref());
    }

    fn bounds(
        &mut self,
        at: At<'d>,
        [inclusive, exclusive]: [&str; 2],
        (a, b): (Option<Bound>, Option<Bound>),
        tighter: Ordering,
        [narrower, wider]: [Rule; 2],
    ) {
        let rule = match (&a, &b) {
            (None, None) => return,
            (None, Some(_)) => narrower,
            (Some(_), None) => wider,
            (Some(a), Some(b)) => match order(&b.number, &a.number) {
                Ordering::Equal if a.is_exclusive == b.is_exclusive => return,
                Ordering::Equal if b.is_exclusive => narrower,
                order if order == tighter => narrower,
                _ => wider,
            },
        };
        let word = |one: &Option<Bound>, other: &Option<Bound>| {
            let said = one.as_ref().or(other.as_ref());
            let keyword = match said {
                Some(bound) if bound.is_exclusive => exclusive,
                _ => inclusive,
            };
            words::limit(keyword, one.as_ref().map(|bound| &bound.number))
        };
        self.note(rule, at, word(&a, &b), word(&b, &a));
    }

    fn steps(&mut self, at: At<'d>, a: Option<&Number>, b: Option<&Number>) {
        let rule = match (a, b) {
            (None, None) => return,
            (Some(a), Some(b)) if same_number(a, b) => return,
            (None, Some(_)) => Rule::StepNarrowed,
            (Some(_), None) => Rule::StepWidened,
            (Some(a), Some(b)) if is_multiple(b, a) => Rule::StepNarrowed,
            (Some(a), Some(b)) if is_multiple(a, b) => Rule::StepWidened,
            (Some(_), Some(_)) => Rule::StepChanged,
        };
        let word = |value| words::limit("multipleOf", value);
        self.note(rule, at, word(a), word(b));
    }

    fn format(&mut self, at: At<'d>, a: Option<&String>, b: Option<&String>) {
        let rule = match (a.map(String::as_str), b.map(String::as_str)) {
            (a, b) if a == b => return,
            (None, Some(_)) => Rule::FormatAdded,
            (Some(_), None) => Rule::FormatRemoved,
            (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => Rule::FormatWidened,
            (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
                Rule::FormatNarrowed
            }
            _ => Rule::FormatChanged,
        };
        let word = |value| words::quoted("format", value);
        self.note(rule, at, word(a), word(b));
    }

    pub(super) fn strings(&mut self, at: At<'d>, a: &StringRules, b: &StringRules) {
        self.format(at, a.format.as_ref(), b.format.as_ref());
        if a.pattern != b.pattern {
            let rule = match (&a.pattern, &b.pattern) {
                (None, _) => Rule::PatternAdded,
                (_, None) => Rule::PatternRemoved,
                (Some(_), Some(_)) => Rule::PatternChanged,
            };
            let word = |rules: &StringRules| words::quoted("pattern", rules.pattern.as_ref());
            self.note(rule, at, word(a), word(b));
        }
        let rules = [Rule::MinLengthRaised, Rule::MinLengthLowered];
        self.fewest(at, "minLength", (a.min_length, b.min_length), rules);
        let rules = [Rule::MaxLengthLowered, Rule::MaxLengthRaised];
        self.most(at, "maxLength", (a.max_length, b.max_length), rules);
    }

    pub(super) fn array(&mut self, at: At<'d>, a: &ArrayRules, b: &ArrayRules) {
        let rules = [Rule::MinItemsRaised, Rule::MinItemsLowered];
        self.fewest(at, "minItems", (a.min_items, b.min_items), rules);
        let rules = [Rule::MaxItemsLowered, Rule::MaxItemsRaised];
        self.most(at, "maxItems", (a.max_items, b.max_items), rules);
        if a.unique_items != b.unique_items {
            let word = |unique| {
                if unique {
                    "no item twice"
                } else {
                    "equal items admitted"
                }
            };
            let rule = if b.unique_items {
                Rule::UniqueItemsAdded
            } else {
                Rule::UniqueItemsRemoved
            };
            self.note(rule, at, word(a.unique_items), word(b.unique_items));
        }
    }

    /// Values of an enum; the order does not matter.
    pub(super) fn values(&mut self, at: At<'d>, a: &[Value], b: &[Value]) {
        let absent = |from: &[Value], other: &[Value]| -> Vec<String> {
            let there = |value: &Value| other.iter().any(|other| same_value(value, other));
            let gone = from.iter().filter(|value| !there(value));
            gone.map(ToString::to_string).collect()
        };
        let (missing, surplus) = (absent(a, b), absent(b, a));
        let with = |values: &[String]| format!("the values with {}", values.join(", "));
        let without = |values: &[String]| format!("the values without {}", values.join(", "));
        match (missing.as_slice(), surplus.as_slice()) {
            ([], []) => {}
            ([], new) => self.note(Rule::ValueAdded, at, without(new), with(new)),
            (gone, []) => self.note(Rule::ValueRemoved, at, with(gone), without(gone)),
            (gone, new) => self.note(Rule::ValuesChanged, at, with(gone), with(new)),
        }
    }

    /// A lower limit, where absent is 0.
    pub(super) fn fewest(
        &mut self,
        at: At<'d>,
        keyword: &str,
        (a, b): (Option<u64>, Option<u64>),
        [narrower, wider]: [Rule; 2],
    ) {
        let given = |limit: Option<u64>| limit.filter(|limit| *limit > 0);
        let (a, b) = (given(a), given(b));
        let rule = if a < b { narrower } else { wider };
        self.count(at, keyword, (a, b), rule);
    }

    /// An upper limit, where absent is no limit.
    pub(super) fn most(
        &mut self,
        at: At<'d>,
        keyword: &str,
        (a, b): (Option<u64>, Option<u64>),
        [narrower, wider]: [Rule; 2],
    ) {
        let is_narrower = b.is_some_and(|b| a.is_none_or(|a| b < a));
        let rule = if is_narrower { narrower } else { wider };
        self.count(at, keyword, (a, b), rule);
    }

    fn count(&mut self, at: At<'d>, keyword: &str, (a, b): (Option<u64>, Option<u64>), rule: Rule) {
        if a != b {
            let word = |limit: Option<u64>| words::limit(keyword, limit.as_ref());
            self.note(rule, at, word(a), word(b));
        }
    }
}

/// The tighter of an inclusive and an exclusive limit. Of whole numbers, greater than 0 is at
/// least 1: `step` goes there.
fn bound(
    (inclusive, exclusive): (Option<&Number>, Option<&Number>),
    step: Option<i64>,
    tighter: Ordering,
) -> Option<Bound> {
    let inclusive = inclusive.map(|number| Bound {
        number: number.clone(),
        is_exclusive: false,
    });
    let exclusive = exclusive.map(|number| {
        let shifted = step.zip(number.as_i64());
        let shifted = shifted.and_then(|(step, number)| number.checked_add(step));
        Bound {
            is_exclusive: shifted.is_none(),
            number: shifted.map_or_else(|| number.clone(), Number::from),
        }
    });
    match (inclusive, exclusive) {
        (Some(a), Some(b)) if order(&a.number, &b.number) == tighter => Some(a),
        (a, b) => b.or(a),
    }
}

fn order(a: &Number, b: &Number) -> Ordering {
    let whole = |number: &Number| {
        let small = number.as_i64().map(i128::from);
        small.or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a
            .as_f64()
            .partial_cmp(&b.as_f64())
            .unwrap_or(Ordering::Equal),
    }
}

fn is_multiple(of: &Number, unit: &Number) -> bool {
    let remainder = of.as_f64().zip(unit.as_f64()).map(|(of, unit)| of % unit);
    remainder == Some(0.0)
}
