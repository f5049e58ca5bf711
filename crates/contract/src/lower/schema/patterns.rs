//! Regular expressions of the document for Rust's engines.

use crate::{load::normalise::rust_pattern, lower::Lowering};

impl Lowering<'_> {
    /// The expression as the model keeps it. A strict reading takes only what means the same in
    /// ECMA-262 and Rust; a lenient one translates.
    pub(super) fn expression(&mut self, pattern: &str, place: &str) -> Option<String> {
        if self.findings.lenient() {
            return rust_pattern(pattern);
        }
        if let Err(error) = regex::Regex::new(pattern) {
            let around = ["(?=", "(?!", "(?<=", "(?<!"];
            let help = if around.iter().any(|sign| pattern.contains(sign)) {
                "say it without look-around: one expression that matches the whole text"
            } else {
                "use what ECMA-262 and Rust share: no back-references, braces escaped"
            };
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default();
            let reason = reason.trim_start_matches("error: ").to_owned();
            let message = format!("the pattern does not compile: {reason}");
            self.report("bad-pattern", place, message, help);
        }
        Some(pattern.to_owned())
    }
}
