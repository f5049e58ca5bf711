//! Texts at the edges of their rules.

use serde_json::Value;

use super::Cases;

/// Amounts in requests.
const DECIMAL: &str = r"^[0-9]{1,9}(\.[0-9]{1,18})?$";

/// Names that no length can be made of at will.
const NETWORK: &str = "^(networks/)?(bitcoin(-testnet)?|ethereum(-sepolia)?|solana(-devnet)?)$";

impl Cases<'_> {
    pub(super) fn text(&mut self, schema: &Value, at: &str) {
        for wrong in [Value::from(7), true.into(), Value::Array(Vec::new())] {
            self.add(at, "of another type", wrong, Some("type"));
        }
        for (keyword, value) in schema.as_object().unwrap() {
            match keyword.as_str() {
                "minLength" | "maxLength" => self.length(schema, at, keyword, value),
                "pattern" => self.pattern(schema, at),
                "format" => self.format(at, value.as_str().unwrap()),
                "enum" => self.choice(at, value.as_array().unwrap()),
                "type" | "description" | "examples" | "writeOnly" => {}
                "x-text" => {
                    assert_eq!(value, "line");
                    self.add_beyond(at, "with a hidden character", r#""a\u200bb""#, "format");
                }
                other if other.starts_with("x-") => {}
                other => panic!("no cases for {other} of a text"),
            }
        }
    }

    /// One less, exactly, and one more.
    fn length(&mut self, schema: &Value, at: &str, keyword: &str, limit: &Value) {
        let limit = usize::try_from(limit.as_u64().unwrap()).unwrap();
        let least = keyword == "minLength";
        for length in [limit.saturating_sub(1), limit, limit + 1] {
            let beyond = if least {
                length < limit
            } else {
                length > limit
            };
            let rule = if least { "minLength" } else { "maxLength" };
            let Some(text) = text_of(schema, length) else {
                continue;
            };
            let what = format!("of {length} characters");
            self.add(at, &what, text.into(), beyond.then_some(rule));
        }
    }

    fn pattern(&mut self, schema: &Value, at: &str) {
        let pattern = schema["pattern"].as_str().unwrap();
        let is_email = schema["format"] == "email";
        let broken: &[&str] = match pattern {
            r"^[^\x00-\x1F\x7F]*$" if is_email => &["a\u{7f}b@example.com"],
            r"^[^\x00-\x1F\x7F]*$" => &["a\0", "a\nb", "\u{1f}", "\u{7f}"],
            r"^[^\x00-\x1F\x7F]*[^\x00-\x20\x7F][^\x00-\x1F\x7F]*$" => {
                &["", " ", "   ", "a\0", "a\nb", "\u{7f}"]
            }
            r"^[^\x00]+$" => &["\0", "a\0b"],
            "^[A-Za-z0-9][A-Za-z0-9._-]*$" => &["-a", ".a", "a b", "a/b", "é", "a\n", "a\0"],
            "^[+(]?[0-9][0-9(). -]*$" => &["+", "-1", "1x", "++1", "\u{661}", "1\n"],
            r"^\+[1-9][0-9]{6,14}$" => &["1234567", "+0123456", "+12345x6", "+1\u{661}345678"],
            "^[0-9A-Za-z](-?[0-9A-Za-z]){5,31}$" => {
                &["-12345", "12345-", "12--3456", "1-2-34", "12\n345"]
            }
            NETWORK => &[
                "bitcoin-mainnet",
                "network/bitcoin",
                "Bitcoin",
                "solana-devnet ",
                "sol",
            ],
            DECIMAL => &["1.", ".5", "-1", "+1", "1e3", "1,5", "0x1", "1 ", "\u{661}"],
            "^[A-Za-z0-9]+$" => &["btc_", "btc-", "b c", "bt\u{e9}"],
            other => panic!("no cases for the pattern {other} at {at}"),
        };
        for text in broken {
            self.add(at, "against the pattern", (*text).into(), Some("pattern"));
        }
    }

    fn format(&mut self, at: &str, format: &str) {
        let (good, bad): (&[&str], &[&str]) = match format {
            "email" => (
                &["a@b.co", "first.last+tag@sub.example.com"],
                &[
                    "no-at.example",
                    "@example.com",
                    "a@",
                    "a b@example.com",
                    "a@@b.co",
                ],
            ),
            "date" => (
                &["2012-11-15", "2020-02-29"],
                &[
                    "2012-02-30",
                    "2019-02-29",
                    "15.11.2012",
                    "2012-11-15T00:00:00Z",
                    "2012-1-5",
                    "",
                ],
            ),
            "uuid" => (
                &["00000000-0000-4000-8000-000000000000"],
                &["00000000-0000-4000-8000-00000000000", "not-a-uuid", ""],
            ),
            "password" => return,
            other => panic!("no cases for the format {other} at {at}"),
        };
        for text in good {
            self.add(at, "of the format", (*text).into(), None);
        }
        for text in bad {
            self.add(at, "against the format", (*text).into(), Some("format"));
        }
    }

    fn choice(&mut self, at: &str, allowed: &[Value]) {
        for value in allowed {
            self.add(at, "one of the choice", value.clone(), None);
        }
        let first = allowed[0].as_str().unwrap();
        let swapped = if first == first.to_uppercase() {
            first.to_lowercase()
        } else {
            first.to_uppercase()
        };
        for text in ["", "ZZ", &swapped, &format!("{first} ")] {
            self.add(at, "none of the choice", text.into(), Some("enum"));
        }
    }
}

/// A text of that many characters that keeps the other rules; `None` where there can be none.
///
/// Half of the characters take two bytes, where the pattern lets them: lengths count characters.
fn text_of(schema: &Value, length: usize) -> Option<String> {
    if schema["format"] == "email" {
        // A mailbox has at least 3 characters; labels have at most 63, the part before `@` 64.
        let local = length.saturating_sub(2).min(64);
        let domain = length.checked_sub(local + 1)?;
        let domain = (0..domain).map(|index| if index % 60 == 59 { '.' } else { 'b' });
        return (local > 0)
            .then(|| format!("{}@{}", "a".repeat(local), domain.collect::<String>()));
    }
    let (first, letters) = match schema["pattern"].as_str() {
        Some(NETWORK) => return None,
        Some(DECIMAL) => return decimal_of(length),
        Some(r"^\+[1-9][0-9]{6,14}$") => ("+", ['1', '1']),
        Some(pattern) if !pattern.contains(r"[^\x00") => ("", ['1', '1']),
        _ => ("", ['é', 'a']),
    };
    let letters = first.chars().chain(letters.into_iter().cycle());
    Some(letters.take(length).collect())
}

/// A decimal number of that many characters, up to 18 of them after the point.
fn decimal_of(length: usize) -> Option<String> {
    let places = length.saturating_sub(2).min(18);
    match length {
        0 => None,
        1 | 2 => Some("1".repeat(length)),
        3..=28 => Some(format!(
            "{}.{}",
            "1".repeat(length - 1 - places),
            "1".repeat(places)
        )),
        _ => None,
    }
}
