//! Plain YAML scalars by the core schema of YAML 1.2, as far as JSON can hold them.

use serde_json::{Number, Value};

/// The value of an unquoted scalar. `yes`, `no`, `.inf` and `.nan` stay text.
pub(crate) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let digits = |rest: &str, radix| i64::from_str_radix(rest, radix).ok().map(Number::from);
    if let Some(rest) = text.strip_prefix("0x") {
        return digits(rest, 16);
    }
    if let Some(rest) = text.strip_prefix("0o") {
        return digits(rest, 8);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    // Rust's parser also takes `inf` and `nan`.
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !unsigned.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Number::from(whole));
    }
    if let Ok(whole) = text.parse::<u64>() {
        return Some(Number::from(whole));
    }
    text.parse::<f64>().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use serde_json::json;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for (text, value) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("true", json!(true)),
            ("NO", json!("NO")),
            ("12", json!(12)),
            ("-12", json!(-12)),
            ("18446744073709551615", json!(u64::MAX)),
            ("0x1F", json!(31)),
            ("0o17", json!(15)),
            ("1.5", json!(1.5)),
            ("1e3", json!(1000.0)),
            (".inf", json!(".inf")),
            ("inf", json!("inf")),
            ("1.2.3", json!("1.2.3")),
            ("2026-01-15", json!("2026-01-15")),
            (".", json!(".")),
        ] {
            assert_eq!(resolve(text), value, "{text}");
        }
    }
}
