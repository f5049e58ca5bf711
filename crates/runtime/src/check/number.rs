//! Rules of a number. A whole number may be written `1` or `1.0`, as JSON Schema has it.

use serde_json::Value;

use crate::{At, Rule, Violations};

/// `type: integer`, then its rules.
pub fn integer<'c>(value: &Value, at: &'c At<'c>, out: &'c mut Violations) -> Integer<'c> {
    let number = whole(value);
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

/// `type: number`, then its rules.
pub fn number<'c>(value: &Value, at: &'c At<'c>, out: &'c mut Violations) -> Number<'c> {
    let number = value.as_f64();
    if number.is_none() {
        out.push(at, Rule::Type, "must be a number");
    }
    Number { number, at, out }
}

/// A number under check.
pub struct Number<'c> {
    number: Option<f64>,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl Number<'_> {
    /// `minimum`.
    pub fn minimum(self, least: f64) -> Self {
        self.rule(
            |n| n >= least,
            Rule::Minimum,
            || format!("must be at least {least}"),
        )
    }

    /// `maximum`.
    pub fn maximum(self, most: f64) -> Self {
        self.rule(
            |n| n <= most,
            Rule::Maximum,
            || format!("must be at most {most}"),
        )
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum(self, bound: f64) -> Self {
        self.rule(
            |n| n > bound,
            Rule::Minimum,
            || format!("must be greater than {bound}"),
        )
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum(self, bound: f64) -> Self {
        self.rule(
            |n| n < bound,
            Rule::Maximum,
            || format!("must be less than {bound}"),
        )
    }

    /// `multipleOf`, of the decimals that the numbers are written as: 0.3 is a multiple of 0.1.
    pub fn multiple_of(self, divisor: f64) -> Self {
        self.rule(
            |n| divides(n, divisor),
            Rule::MultipleOf,
            || format!("must be a multiple of {divisor}"),
        )
    }

    /// The end of the rules.
    pub fn done(self) {}

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
    let (number, places) = decimal(number)?;
    let (divisor, others) = decimal(divisor)?;
    let most = places.max(others);
    let scaled =
        |digits: i128, places: u32| digits.checked_mul(10_i128.checked_pow(most - places)?);
    let remainder = scaled(number, places)?.checked_rem(scaled(divisor, others)?)?;
    Some(remainder == 0)
}

/// A float as the shortest decimal that means it: its digits, and how many stand after the point.
fn decimal(float: f64) -> Option<(i128, u32)> {
    let text = float.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some((digits, u32::try_from(fraction.len()).ok()?))
}
