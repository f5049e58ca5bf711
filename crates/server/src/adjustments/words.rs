//! What an operator says about a change.

use std::str::FromStr;

use sovx_runtime::line;

/// The longest reason, in characters: the longest memo of a transaction.
const REASON_LENGTH: usize = 255;

/// The longest reference, in characters.
const REFERENCE_LENGTH: usize = 128;

/// Why something is done: a line of text, for the audit log and for the memo of transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

/// The name of an order, which is carried out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(String);

impl FromStr for Reason {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        line_of(text, REASON_LENGTH, "a reason has 1 to 255 characters").map(Self)
    }
}

impl FromStr for Reference {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        line_of(
            text,
            REFERENCE_LENGTH,
            "a reference has 1 to 128 characters",
        )
        .map(Self)
    }
}

impl Reason {
    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Reference {
    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A line in Unicode normalisation form C, without spaces around it.
fn line_of(text: &str, longest: usize, length_rule: &'static str) -> Result<String, &'static str> {
    let line = line::nfc(text.trim()).into_owned();
    if !(1..=longest).contains(&line.chars().count()) {
        return Err(length_rule);
    }
    line::broken_rule(&line).map_or(Ok(line), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_and_references_are_lines_of_a_bounded_length() {
        let reason = |text: &str| text.parse::<Reason>();
        let reference = |text: &str| text.parse::<Reference>();

        assert_eq!(reason(" Cafe\u{301} ").unwrap().as_str(), "Caf\u{E9}");
        assert_eq!(reference(" invoice 17 ").unwrap().as_str(), "invoice 17");
        assert!(reason(&"x".repeat(255)).is_ok());
        assert!(reference(&"\u{E9}".repeat(128)).is_ok());
        for bad in ["", " ", "a\nb", "a\u{202E}b", &"x".repeat(256)] {
            assert!(reason(bad).is_err(), "{bad:?}");
        }
        for bad in ["", " ", "a\tb", "\u{200B}", &"x".repeat(129)] {
            assert!(reference(bad).is_err(), "{bad:?}");
        }
    }
}
