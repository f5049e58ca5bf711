//! A line of text that people read: a name, a street, a description. `x-text: line` in a contract.
//!
//! Two lines that look the same are the same: a line is kept in Unicode normalisation form C, and
//! characters that nobody sees, or that rearrange what others see, are refused.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::Patch;

const HIDDEN: &str = "must not hold control characters, invisible characters or characters that \
                      set the direction of writing";
const BLANK: &str = "must have a character that can be seen";

/// The rule that a line breaks, as a sentence fragment. An empty text breaks none of these.
#[must_use]
pub fn broken_rule(text: &str) -> Option<&'static str> {
    if text.chars().any(is_refused) {
        return Some(HIDDEN);
    }
    (!text.is_empty() && text.chars().all(is_blank)).then_some(BLANK)
}

/// The text in normalisation form C.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// Brings every text in a JSON value into normalisation form C, names of members excepted.
pub fn normalise(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(normal) = nfc(text) {
                *text = normal;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(normalise),
        Value::Object(members) => members.values_mut().for_each(normalise),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Controls (C0, DEL, C1), line separators, what sets the direction of writing, code points that are
/// no characters, and whatever Unicode calls ignorable (`Default_Ignorable_Code_Point`), for it is
/// drawn as nothing. Of the last, the two joiners and the variation selectors are let in: scripts and
/// emoji are written with them.
fn is_refused(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FDD0}'..='\u{FDEF}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{13430}'..='\u{1343F}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E00FF}'
                | '\u{E01F0}'..='\u{E0FFF}'
        )
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// Spaces of every kind, joiners, variation selectors, and the blank pattern of braille.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{200C}' | '\u{200D}' | '\u{2800}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{E0100}'..='\u{E01EF}'
        )
}

/// A member that holds a line, or may hold one.
pub trait Line {
    /// The same in normalisation form C.
    #[must_use]
    fn normalised(self) -> Self;
}

impl Line for String {
    fn normalised(self) -> Self {
        match nfc(&self) {
            Cow::Borrowed(_) => self,
            Cow::Owned(normal) => normal,
        }
    }
}

impl<T: Line> Line for Option<T> {
    fn normalised(self) -> Self {
        self.map(T::normalised)
    }
}

impl<T: Line> Line for Patch<T> {
    fn normalised(self) -> Self {
        match self {
            Self::Value(line) => Self::Value(line.normalised()),
            Self::Absent => Self::Absent,
            Self::Null => Self::Null,
        }
    }
}

/// Reads a line, or what may hold one, into normalisation form C.
///
/// # Errors
/// When the value is of another type.
pub fn line<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Line,
{
    T::deserialize(deserializer).map(T::normalised)
}

/// The same for an optional member that is there and must not be null.
///
/// # Errors
/// When the value is of another type.
pub fn present_line<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Line,
{
    line(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lines_that_people_write_break_no_rule() {
        let lines = [
            "",
            "Acme",
            " Acme & Söhne, 3. Etage ",
            "山田 太郎",
            "محمد",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "👩\u{200D}🚀 \u{2764}\u{FE0F}",
            "e\u{301}",
        ];
        for line in lines {
            assert_eq!(broken_rule(line), None, "{line:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_refused() {
        let hidden = [
            "\0",
            "\t",
            "a\nb",
            "\u{7F}",
            "a\u{85}",
            "\u{9F}",
            "a\u{AD}b",
            "a\u{200B}",
            "\u{200E}a",
            "\u{2028}",
            "\u{202E}a",
            "\u{2060}",
            "\u{2066}a",
            "\u{FEFF}a",
            "\u{FFFE}",
            "\u{10FFFF}",
            "\u{E0041}",
            "Acme\u{115F}Corp",
            "\u{3164}",
            "a\u{17B4}",
            "\u{180B}a",
            "a\u{FFF3}",
            "\u{1BCA1}a",
            "Same\u{1D173}",
            "a\u{E0FFF}",
        ];
        for line in hidden {
            assert_eq!(broken_rule(line), Some(HIDDEN), "{line:?}");
        }
        for line in [" ", "\u{A0}\u{3000}", "\u{2800}", "\u{200D}", " \u{FE0F}"] {
            assert_eq!(broken_rule(line), Some(BLANK), "{line:?}");
        }
    }

    #[test]
    fn texts_that_differ_in_normal_form_only_become_one() {
        assert_eq!(nfc("Caf\u{65}\u{301}"), "Caf\u{E9}");
        assert!(matches!(nfc("Caf\u{E9}"), Cow::Borrowed(_)));
        let mut value = json!({"name": "e\u{301}", "more": ["a\u{30A}", 5, null]});
        normalise(&mut value);
        assert_eq!(
            value,
            json!({"name": "\u{E9}", "more": ["\u{E5}", 5, null]})
        );
        let patch = Patch::Value("e\u{301}".to_owned());
        assert_eq!(patch.normalised(), Patch::Value("\u{E9}".to_owned()));
    }
}
