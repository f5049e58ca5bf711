//! Values in paths and headers: one text each.

use serde_json::{Map, Value};

use super::escape::{Escape, decode};
use super::shape::{members, text};
use super::{Parameter, Place, Shape, Style};

/// How the pieces of one text are told apart.
struct Layout {
    /// Between items, and between members.
    separator: &'static str,
    /// Whether a member is `k=v` and not two pieces.
    paired: bool,
    escape: Escape,
}

impl Layout {
    fn of(parameter: &Parameter) -> Self {
        let (separator, paired, escape) = match parameter.style {
            Style::Label { explode: true } => (".", true, Escape::Label),
            Style::Label { explode: false } => (",", false, Escape::Label),
            Style::Matrix { explode } => (if explode { ";" } else { "," }, explode, Escape::Uri),
            Style::Simple { explode } => (",", explode, Escape::Uri),
            _ => (",", false, Escape::Uri),
        };
        let escape = match parameter.place {
            Place::Header => Escape::Header,
            _ => escape,
        };
        Self {
            separator,
            paired,
            escape,
        }
    }
}

impl Parameter {
    /// The text of a value, ready to stand in its path or header.
    pub fn write_text(&self, value: &Value) -> String {
        let layout = Layout::of(self);
        let escape = |text: &str| layout.escape.write(text);
        let piece = |value: &Value| escape(&text(value));
        let named = |value: String| format!("{}={value}", self.name);
        let joined = |pieces: Vec<String>| pieces.join(layout.separator);
        let exploded_matrix = matches!(self.style, Style::Matrix { explode: true });
        let body = match value {
            _ if self.style == Style::Json => return self.whole(&value.to_string()),
            Value::Array(items) if exploded_matrix => {
                joined(items.iter().map(|item| named(piece(item))).collect())
            }
            Value::Array(items) => joined(items.iter().map(piece).collect()),
            Value::Object(_) if layout.paired => joined(
                members(value)
                    .map(|(name, value)| format!("{}={}", escape(name), piece(value)))
                    .collect(),
            ),
            Value::Object(_) => joined(
                members(value)
                    .flat_map(|(name, value)| [escape(name), piece(value)])
                    .collect(),
            ),
            scalar => self.whole(&text(scalar)),
        };
        let bare = exploded_matrix && (value.is_array() || value.is_object());
        match self.style {
            Style::Label { .. } => format!(".{body}"),
            Style::Matrix { .. } if bare => format!(";{body}"),
            Style::Matrix { .. } => format!(";{}", named(body)),
            _ => body,
        }
    }

    /// A text that nothing stands beside: a header shows it as it is.
    fn whole(&self, text: &str) -> String {
        match self.place {
            Place::Header => text.to_owned(),
            _ => Layout::of(self).escape.write(text),
        }
    }

    /// The value of a text from a path or a header; of the shapes that it may have, the first that
    /// `admits`.
    pub fn read_text(&self, raw: &str, admits: &dyn Fn(&Value) -> bool) -> Value {
        let mut read = self
            .shape
            .branches()
            .iter()
            .map(|shape| self.read_as(shape, raw));
        let first = read.next().unwrap_or(Value::Null);
        if admits(&first) {
            return first;
        }
        read.find(|value| admits(value)).unwrap_or(first)
    }

    fn read_as(&self, shape: &Shape, raw: &str) -> Value {
        let layout = Layout::of(self);
        let composite = shape.is_composite() && self.style != Style::Json;
        if !composite {
            let raw = self.bare(raw, true);
            let text = match self.place {
                Place::Header => raw.into(),
                _ => decode(raw),
            };
            return match self.style {
                Style::Json => serde_json::from_str(&text).unwrap_or_else(|_| text.into()),
                _ => shape.value(&text),
            };
        }
        let exploded_matrix = matches!(self.style, Style::Matrix { explode: true });
        let raw = self.bare(raw, !exploded_matrix);
        let pieces = raw.split(layout.separator).map(str::trim);
        match shape {
            Shape::List(_) if self.place == Place::Header && raw.trim().is_empty() => {
                Value::Array(Vec::new())
            }
            Shape::List(item) => pieces
                .map(|piece| self.bare(piece, exploded_matrix))
                .map(|piece| item.value(&decode(piece)))
                .collect(),
            _ if layout.paired => object(shape, pieces.map(|piece| halves(piece, '='))),
            _ => {
                let pieces: Vec<&str> = pieces.collect();
                object(
                    shape,
                    pieces
                        .chunks(2)
                        .map(|pair| (pair.first().copied(), pair.get(1).copied()))
                        .map(|(name, value)| (name.unwrap_or_default(), value.unwrap_or_default())),
                )
            }
        }
    }

    /// Without what a label or a matrix begins with.
    fn bare<'t>(&self, raw: &'t str, named: bool) -> &'t str {
        match self.style {
            Style::Label { .. } => raw.strip_prefix('.').unwrap_or(raw),
            Style::Matrix { .. } => {
                let raw = raw.strip_prefix(';').unwrap_or(raw);
                let value = raw
                    .strip_prefix(self.name)
                    .filter(|_| named)
                    .and_then(|rest| rest.strip_prefix('='));
                value.unwrap_or(raw)
            }
            _ => raw,
        }
    }
}

fn halves(piece: &str, separator: char) -> (&str, &str) {
    piece.split_once(separator).unwrap_or((piece, ""))
}

fn object<'t>(shape: &Shape, pairs: impl Iterator<Item = (&'t str, &'t str)>) -> Value {
    let members: Map<String, Value> = pairs
        .map(|(name, value)| {
            let name = decode(name).into_owned();
            let value = shape.member(&name).value(&decode(value));
            (name, value)
        })
        .collect();
    Value::Object(members)
}
