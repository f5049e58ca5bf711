//! Reads a JSON text into a tree, and keeps no more of a list than it takes to refuse it.
//!
//! A mebibyte of zeros is a list of half a million values of 72 bytes each. Items that come after the
//! first one too many are read and not kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Reads a text, and keeps at most `most_items + 1` items of each list.
pub(super) fn read(bytes: &[u8], most_items: usize) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Tree { most_items }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Reads a value whose lists may have so many items.
#[derive(Clone, Copy)]
struct Tree {
    most_items: usize,
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // The parser refuses numbers that are not finite.
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while items.len() <= self.most_items {
            match from.next_element_seed(self)? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
        while from.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            members.insert(name, from.next_value_seed(self)?);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_whose_lists_are_short_is_read_as_serde_json_reads_it() {
        for text in [
            "null",
            " [1, -1, 18446744073709551615, 1.5, -0.0, 1e300, true, \"\\u00e9\\n\"] ",
            r#"{"b": {"c": [[], {}]}, "a": 1, "b": 2}"#,
        ] {
            let expected: Value = serde_json::from_str(text).unwrap();

            assert_eq!(read(text.as_bytes(), usize::MAX).unwrap(), expected);
            assert_eq!(read(text.as_bytes(), 8).unwrap(), expected);
        }
    }

    #[test]
    fn a_text_that_is_no_json_is_refused_at_the_same_place_wherever_that_is() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        for text in [
            "",
            "[1,2,3,4,",
            "[1,2,3,4,]",
            "[1,2,3,4,tru]",
            "[1] 2",
            "{\"a\":1,}",
            "1e999",
            &deep,
        ] {
            let expected = serde_json::from_str::<Value>(text).unwrap_err().to_string();

            let refused = read(text.as_bytes(), 2).unwrap_err().to_string();

            assert_eq!(refused, expected, "{text}");
        }
    }

    #[test]
    fn of_a_list_that_is_too_long_one_item_too_many_is_kept() {
        let text = br#"{"a": [0, 0, 0, 0], "b": [[1, 1, 1, 1], [2], 3, 4]}"#;

        let kept = read(text, 2).unwrap();

        assert_eq!(kept, json!({"a": [0, 0, 0], "b": [[1, 1, 1], [2], 3]}));
    }
}
