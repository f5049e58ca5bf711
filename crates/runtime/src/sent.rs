//! Numbers as they were sent, where a double does not keep them.
//!
//! A JSON value holds a number as an integer of 64 bits or as a double. Most texts survive that;
//! those that do not are kept beside the value, so that rules are judged by what was sent.

mod scan;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::{Number, Value};

use crate::At;
use crate::decimal::Decimal;

pub(crate) use scan::{clamped, scan};

/// The numbers below one place that a double does not keep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Sent {
    /// None.
    #[default]
    Nothing,
    /// This one.
    Number(String),
    /// Those of an object's members.
    Members(HashMap<String, Sent>),
    /// Those of a list's items.
    Items(HashMap<usize, Sent>),
}

impl Sent {
    /// The text of a number, unless a double keeps it.
    pub(crate) fn of(text: &str) -> Self {
        if is_kept(text) || Decimal::parse(text).is_none() {
            Self::Nothing
        } else {
            Self::Number(text.to_owned())
        }
    }

    /// The number at a place, exactly; `None` where the value itself holds all of it.
    pub(crate) fn at(&self, at: &At<'_>) -> Option<Decimal> {
        match self.below(at)? {
            Self::Number(text) => Decimal::parse(text),
            Self::Nothing | Self::Members(_) | Self::Items(_) => None,
        }
    }

    fn below(&self, at: &At<'_>) -> Option<&Self> {
        match (at, self) {
            (_, Self::Nothing) => None,
            (At::Root | At::Parameter(_), _) => Some(self),
            (At::Member(parent, name), _) => match self.below(parent)? {
                Self::Members(members) => members.get(*name),
                Self::Nothing | Self::Number(_) | Self::Items(_) => None,
            },
            (At::Item(parent, index), _) => match self.below(parent)? {
                Self::Items(items) => items.get(index),
                Self::Nothing | Self::Number(_) | Self::Members(_) => None,
            },
        }
    }

    /// Gives a value the integers and doubles that are closest to what was sent: a parser that reads
    /// digits one by one may come out beside them.
    pub(crate) fn restore(&self, value: &mut Value) {
        match (self, value) {
            (Self::Number(text), value) => {
                if let Some(number) = closest(text) {
                    *value = Value::Number(number);
                }
            }
            (Self::Members(all), Value::Object(members)) => {
                for (name, sent) in all {
                    members
                        .get_mut(name)
                        .into_iter()
                        .for_each(|one| sent.restore(one));
                }
            }
            (Self::Items(all), Value::Array(items)) => {
                for (index, sent) in all {
                    items
                        .get_mut(*index)
                        .into_iter()
                        .for_each(|one| sent.restore(one));
                }
            }
            _ => {}
        }
    }
}

/// The integer that a text is, or the double next to it; `None` where that would be infinite.
fn closest(text: &str) -> Option<Number> {
    let whole = Decimal::parse(text).and_then(|exact| exact.whole());
    let integer = whole.and_then(|whole| {
        let signed = i64::try_from(whole).map(Number::from).ok();
        signed.or_else(|| u64::try_from(whole).map(Number::from).ok())
    });
    integer.or_else(|| Number::from_f64(text.parse().ok()?))
}

/// Whether the digits of a number come back from a double, however that is parsed: there are 15 at
/// most, and one exact power of ten makes the number of them.
fn is_kept(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = digits
        .filter(u8::is_ascii_digit)
        .skip_while(|digit| *digit == b'0');
    let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let power = exponent.parse::<i64>().ok();
    let power = power.and_then(|power| power.checked_sub(places));
    digits.count() <= 15 && power.is_some_and(|power| (-22..=22).contains(&power))
}
