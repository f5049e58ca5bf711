//! Rules of a text. Lengths count Unicode code points.

use std::borrow::Cow;

use serde_json::Value;

use super::{Format, Pattern};
use crate::{At, Rule, Violations, line};

/// `type: string`, then its rules.
pub fn string<'c>(value: &'c Value, at: &'c At<'c>, out: &'c mut Violations) -> Text<'c> {
    let text = value.as_str().map(Cow::Borrowed);
    if text.is_none() {
        out.push(at, Rule::Type, "must be a string");
    }
    Text {
        text,
        at,
        out,
        broken_line: None,
    }
}

/// A text under check; the rules of a value that is no text are skipped.
pub struct Text<'c> {
    text: Option<Cow<'c, str>>,
    /// The rule of lines that the text breaks. It is told unless another one tells as much.
    broken_line: Option<&'static str>,
    at: &'c At<'c>,
    out: &'c mut Violations,
}

impl Text<'_> {
    /// `minLength`.
    pub fn min_length(self, least: usize) -> Self {
        // Every code point takes at most four bytes, so most texts need no counting.
        self.rule(
            |text| text.len() >= least.saturating_mul(4) || text.chars().count() >= least,
            Rule::MinLength,
            || format!("must be at least {} long", characters(least)),
        )
    }

    /// `maxLength`.
    pub fn max_length(self, most: usize) -> Self {
        self.rule(
            |text| text.len() <= most || text.chars().count() <= most,
            Rule::MaxLength,
            || format!("must be at most {} long", characters(most)),
        )
    }

    /// `pattern`.
    pub fn pattern(self, pattern: &'static Pattern) -> Self {
        self.rule(
            |text| pattern.accepts(text),
            Rule::Pattern,
            || format!("must match the pattern {}", pattern.source()),
        )
    }

    /// `format`.
    pub fn format(self, format: Format) -> Self {
        self.rule(
            |text| format.accepts(text),
            Rule::Format,
            || format.message().to_owned(),
        )
    }

    /// `x-text: line`. The rules after it judge the text in normalisation form C, which is what is
    /// kept of it.
    pub fn line(mut self) -> Self {
        self.broken_line = self.text.as_deref().and_then(line::broken_rule);
        self.text = self.text.map(|text| match text {
            Cow::Borrowed(text) => line::nfc(text),
            Cow::Owned(text) => Cow::Owned(line::nfc(&text).into_owned()),
        });
        self
    }

    /// The end of the rules.
    pub fn done(self) {
        if let Some(message) = self.broken_line {
            self.out.push(self.at, Rule::Format, message);
        }
    }

    fn rule(
        mut self,
        holds: impl FnOnce(&str) -> bool,
        rule: Rule,
        message: impl FnOnce() -> String,
    ) -> Self {
        if let Some(text) = self.text.as_deref()
            && !holds(text)
        {
            self.out.push(self.at, rule, message());
            self.broken_line = None;
        }
        self
    }
}

fn characters(count: usize) -> String {
    if count == 1 {
        "1 character".to_owned()
    } else {
        format!("{count} characters")
    }
}
