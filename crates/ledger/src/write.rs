//! Writes a number of smallest units, given as digits, in the currency's own unit.
//!
//! Only texts are cut and padded here. No float is calculated with, so nothing is rounded by
//! accident.

use crate::precision::Precision;

/// Significant digits that survive the way through a float and back, whatever they are.
const SIGNIFICANT: usize = 15;

/// The shortest exact form.
pub(crate) fn decimal(units: &str, precision: Precision) -> String {
    let places = usize::from(precision.get());
    let padded = format!("{units:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

/// The float of the first 15 digits; the others become zeros, which rounds down.
pub(crate) fn number(units: &str, precision: Precision) -> f64 {
    let kept = units.get(..SIGNIFICANT).unwrap_or(units);
    let rounded = format!("{kept:0<width$}", width = units.len());
    // A decimal number always is a float; nothing would be the safe answer if it were not.
    decimal(&rounded, precision).parse().unwrap_or_default()
}
