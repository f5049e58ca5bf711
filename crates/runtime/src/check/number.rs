//! Rules of a number. A whole number may be written `1` or `1.0`, as JSON Schema has it.

use std::cmp::Ordering;

use serde_json::Value;

use crate::decimal::Decimal;
use crate::{At, Rule, Violations};

/// The most significant digits of a decimal: so many come back from a double as they went.
const DIGITS: usize = 15;

/// `type: integer`, then its rules.
pub fn integer<'c>(value: &Value, at: &'c At<'c>, out: &'c mut Violations) -> Integer<'c> {
    let number = match out.sent(at) {
        Some(exact) => exact.whole(),
        None => whole(value),
    };
    if number.is_none() {
        out.push(at, Rule::Type, "must be a whole number");
    }
    Integer { number, at, out }
}

/// The whole number that a value is. One that is too large for an integer comes as a float: what
/// matters of it is that it is beyond every type.
#[expect(
    clippy::as_conversions,
    reason = "a float that is too large for an i128 becomes its largest or smallest"
)]
fn whole(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i128().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        let whole = float as i128;
        // An i64 itself would have come as one, so this was smaller before it was rounded.
        let rounded = whole == i64::MIN.into();
        Some(if rounded { whole - 1 } else { whole })
    })
}

/// A whole number under check.
pub struct Integer<'c> {
    number: Option<i128>,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl Integer<'_> {
    /// `minimum`.
    pub fn minimum(self, least: i128) -> Self {
        self.rule(
            |n| n >= least,
            Rule::Minimum,
            || format!("must be at least {least}"),
        )
    }

    /// `maximum`.
    pub fn maximum(self, most: i128) -> Self {
        self.rule(
            |n| n <= most,
            Rule::Maximum,
            || format!("must be at most {most}"),
        )
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum(self, bound: i128) -> Self {
        self.rule(
            |n| n > bound,
            Rule::Minimum,
            || format!("must be greater than {bound}"),
        )
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum(self, bound: i128) -> Self {
        self.rule(
            |n| n < bound,
            Rule::Maximum,
            || format!("must be less than {bound}"),
        )
    }

    /// `multipleOf`.
    pub fn multiple_of(self, divisor: i128) -> Self {
        self.rule(
            |n| n.checked_rem(divisor) == Some(0),
            Rule::MultipleOf,
            || format!("must be a multiple of {divisor}"),
        )
    }

    /// The end of the rules.
    pub fn done(self) {}

    fn rule(
        self,
        holds: impl FnOnce(i128) -> bool,
        rule: Rule,
        message: impl FnOnce() -> String,
    ) -> Self {
        if let Some(number) = self.number
            && !holds(number)
        {
            self.out.push(self.at, rule, message());
        }
        self
    }
}

/// `type: number`, then its rules. They hold for the number that was sent, and for the float that
/// stands for it from here on.
pub fn number<'c>(value: &Value, at: &'c At<'c>, out: &'c mut Violations) -> Number<'c> {
    let number = value.as_f64();
    if number.is_none() {
        out.push(at, Rule::Type, "must be a number");
    }
    let exact = number.and_then(|_| out.sent(at));
    let largest = Decimal::of(f64::MAX).zip(exact.as_ref());
    if largest.is_some_and(|(largest, exact)| exact.is_larger_than(&largest)) {
        let message = format!("must be between -{0:e} and {0:e}", f64::MAX);
        out.push(at, Rule::Maximum, message);
    }
    Number {
        number,
        exact,
        at,
        out,
    }
}

/// `type: number` with `x-decimal`, then its rules: kept and sent with the digits that it came with,
/// so there must not be more than can be.
pub fn decimal<'c>(value: &Value, at: &'c At<'c>, out: &'c mut Violations) -> Number<'c> {
    let checked = number(value, at, out);
    let exact = checked.exact.clone();
    let exact = exact.or_else(|| Decimal::of(checked.number?));
    if exact.is_some_and(|exact| exact.digits() > DIGITS) {
        let message = format!("must have at most {DIGITS} digits");
        checked.out.push(at, Rule::Digits, message);
    }
    checked
}

/// A number under check.
pub struct Number<'c> {
    number: Option<f64>,
    /// As it was sent, where that is another number.
    exact: Option<Decimal>,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl Number<'_> {
    /// `minimum`.
    pub fn minimum(self, least: f64) -> Self {
        self.compare(least, Ordering::is_ge, Rule::Minimum, || {
            format!("must be at least {least}")
        })
    }

    /// `maximum`.
    pub fn maximum(self, most: f64) -> Self {
        self.compare(most, Ordering::is_le, Rule::Maximum, || {
            format!("must be at most {most}")
        })
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum(self, bound: f64) -> Self {
        self.compare(bound, Ordering::is_gt, Rule::Minimum, || {
            format!("must be greater than {bound}")
        })
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum(self, bound: f64) -> Self {
        self.compare(bound, Ordering::is_lt, Rule::Maximum, || {
            format!("must be less than {bound}")
        })
    }

    /// `multipleOf`, of the decimals that the numbers are written as: 0.3 is a multiple of 0.1.
    pub fn multiple_of(self, divisor: f64) -> Self {
        let unit = Decimal::of(divisor).zip(self.exact.as_ref());
        let is_exact = unit.is_none_or(|(unit, exact)| exact.is_multiple_of(&unit));
        self.rule(
            |n| is_exact && divides(n, divisor),
            Rule::MultipleOf,
            || format!("must be a multiple of {divisor}"),
        )
    }

    /// The end of the rules.
    pub fn done(self) {}

    fn compare(
        self,
        bound: f64,
        holds: impl Fn(Ordering) -> bool,
        rule: Rule,
        message: impl FnOnce() -> String,
    ) -> Self {
        let exact = self.exact.as_ref().zip(Decimal::of(bound));
        let is_exact = exact.is_none_or(|(exact, bound)| holds(exact.cmp(&bound)));
        let near = |n: f64| n.partial_cmp(&bound).is_some_and(&holds);
        self.rule(|n| is_exact && near(n), rule, message)
    }

    fn rule(
        self,
        holds: impl FnOnce(f64) -> bool,
        rule: Rule,
        message: impl FnOnce() -> String,
    ) -> Self {
        if let Some(number) = self.number
            && !holds(number)
        {
            self.out.push(self.at, rule, message());
        }
        self
    }
}

/// Whether one number is a multiple of another, as decimals; to within the precision of a double
/// where these have too many digits.
fn divides(number: f64, divisor: f64) -> bool {
    exactly(number, divisor).unwrap_or_else(|| {
        let times = number / divisor;
        (times - times.round()).abs() < f64::EPSILON * times.abs().max(1.0)
    })
}

fn exactly(number: f64, divisor: f64) -> Option<bool> {
    let (number, places) = shortest(number)?;
    let (divisor, others) = shortest(divisor)?;
    let most = places.max(others);
    let scaled =
        |digits: i128, places: u32| digits.checked_mul(10_i128.checked_pow(most - places)?);
    let remainder = scaled(number, places)?.checked_rem(scaled(divisor, others)?)?;
    Some(remainder == 0)
}

/// A float as the shortest decimal that means it: its digits, and how many stand after the point.
fn shortest(float: f64) -> Option<(i128, u32)> {
    let text = float.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some((digits, u32::try_from(fraction.len()).ok()?))
}
