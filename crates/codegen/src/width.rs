//! Integers: the Rust type that holds all that a contract admits, and bounds as whole numbers.

use proc_macro2::Ident;
use quote::format_ident;
use serde_json::Number;
use sovx_contract::model::NumberRules;

/// The Rust type of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    I32,
    I64,
    U32,
    U64,
}

impl Width {
    /// The type that the format names, or a wider one if the stated limits ask for it.
    pub(crate) fn of(rules: &NumberRules) -> Self {
        let stated = match rules.format.as_deref() {
            Some("int32") => Self::I32,
            Some("uint32") => Self::U32,
            Some("uint64") => Self::U64,
            _ => Self::I64,
        };
        let (least, most) = (least(rules), most(rules));
        let holds = |width: &Self| {
            let (smallest, largest) = width.range();
            least.is_none_or(|least| least >= smallest) && most.is_none_or(|most| most <= largest)
        };
        let wider = [stated, Self::I64, Self::U64];
        wider.into_iter().find(holds).unwrap_or(stated)
    }

    /// Its smallest and largest value.
    pub(crate) fn range(self) -> (i128, i128) {
        match self {
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
        }
    }

    /// Its name.
    pub(crate) fn ident(self) -> Ident {
        format_ident!(
            "{}",
            match self {
                Self::I32 => "i32",
                Self::I64 => "i64",
                Self::U32 => "u32",
                Self::U64 => "u64",
            }
        )
    }
}

/// The smallest whole number admitted, if that is limited.
pub(crate) fn least(rules: &NumberRules) -> Option<i128> {
    let inclusive = rules.minimum.as_ref().map(ceiling);
    let exclusive = rules
        .exclusive_minimum
        .as_ref()
        .map(|number| floor(number).saturating_add(1));
    inclusive.max(exclusive)
}

/// The largest whole number admitted, if that is limited.
pub(crate) fn most(rules: &NumberRules) -> Option<i128> {
    let inclusive = rules.maximum.as_ref().map(floor);
    let exclusive = rules
        .exclusive_maximum
        .as_ref()
        .map(|number| ceiling(number).saturating_sub(1));
    match (inclusive, exclusive) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The largest whole number that is not above.
pub(crate) fn floor(number: &Number) -> i128 {
    number
        .as_i128()
        .unwrap_or_else(|| whole(number.as_f64().unwrap_or_default().floor()))
}

/// The smallest whole number that is not below.
pub(crate) fn ceiling(number: &Number) -> i128 {
    number
        .as_i128()
        .unwrap_or_else(|| whole(number.as_f64().unwrap_or_default().ceil()))
}

#[expect(
    clippy::as_conversions,
    reason = "it saturates, and what is beyond an i128 is beyond every integer type"
)]
fn whole(float: f64) -> i128 {
    float as i128
}

/// The whole number that a whole number is a multiple of if, and only if, it is one of `number`:
/// 3 for 1.5. `None` where every whole number is.
pub(crate) fn whole_divisor(number: &Number) -> Option<i128> {
    let text = number.as_i128().map_or_else(
        || number.as_f64().unwrap_or_default().to_string(),
        |whole| whole.to_string(),
    );
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let divisor = digits.checked_div(common(digits, scale))?;
    (divisor > 1).then_some(divisor)
}

fn common(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one.checked_rem(other).unwrap_or_default());
    }
    one
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn number(value: &serde_json::Value) -> Number {
        value.as_number().unwrap().clone()
    }

    #[test]
    fn a_type_is_wide_enough_for_the_stated_limits() {
        let width = |format: Option<&str>, minimum, maximum| {
            Width::of(&NumberRules {
                format: format.map(str::to_owned),
                minimum: Some(number(&minimum)),
                maximum: Some(number(&maximum)),
                ..NumberRules::default()
            })
        };

        assert_eq!(width(Some("int32"), json!(0), json!(9)), Width::I32);
        assert_eq!(
            width(Some("int32"), json!(0), json!(4_294_967_295_u64)),
            Width::I64
        );
        assert_eq!(width(None, json!(0), json!(u64::MAX)), Width::U64);
        assert_eq!(width(None, json!(-1e300), json!(1e300)), Width::I64);
    }

    #[test]
    fn limits_with_a_fraction_become_whole_ones() {
        let rules = NumberRules {
            minimum: Some(number(&json!(0.5))),
            exclusive_maximum: Some(number(&json!(9.5))),
            ..NumberRules::default()
        };

        assert_eq!((least(&rules), most(&rules)), (Some(1), Some(9)));
    }

    #[test]
    fn a_divisor_with_a_fraction_becomes_a_whole_one() {
        let divisor = |value| whole_divisor(&number(&value));

        assert_eq!(divisor(json!(1.5)), Some(3));
        assert_eq!(divisor(json!(2.0)), Some(2));
        assert_eq!(divisor(json!(0.01)), None);
        assert_eq!(divisor(json!(5)), Some(5));
    }
}
