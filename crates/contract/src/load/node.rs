//! A YAML or JSON value as a tree that remembers its lines.

use std::rc::Rc;

use serde_json::{Map, Value};

/// A value and the line on which it begins.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) content: Content,
    /// How many nodes this one stands for, itself included.
    pub(super) size: usize,
    /// How many levels it spans, itself included.
    pub(super) depth: usize,
}

/// What a node holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Anything but a list or an object.
    Scalar(Value),
    List(Vec<Rc<Node>>),
    Map(Vec<Entry>),
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    /// The line of the key.
    pub(crate) line: usize,
    pub(crate) value: Rc<Node>,
}

impl Node {
    pub(super) fn new(line: usize, content: Content) -> Self {
        let children: Vec<&Rc<Self>> = match &content {
            Content::Scalar(_) => Vec::new(),
            Content::List(items) => items.iter().collect(),
            Content::Map(entries) => entries.iter().map(|entry| &entry.value).collect(),
        };
        let size = children
            .iter()
            .fold(1_usize, |sum, child| sum.saturating_add(child.size));
        let depth = 1 + children.iter().map(|child| child.depth).max().unwrap_or(0);
        Self {
            line,
            content,
            size,
            depth,
        }
    }

    /// The same without lines.
    pub(crate) fn to_value(&self) -> Value {
        match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::List(items) => items.iter().map(|item| item.to_value()).collect(),
            Content::Map(entries) => Value::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_value()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }

    /// A tree all of whose lines are 1, for JSON that is not YAML.
    pub(super) fn from_value(value: Value) -> Self {
        let content = match value {
            Value::Array(items) => Content::List(
                items
                    .into_iter()
                    .map(|item| Rc::new(Self::from_value(item)))
                    .collect(),
            ),
            Value::Object(members) => Content::Map(
                members
                    .into_iter()
                    .map(|(key, value)| Entry {
                        key,
                        line: 1,
                        value: Rc::new(Self::from_value(value)),
                    })
                    .collect(),
            ),
            scalar => Content::Scalar(scalar),
        };
        Self::new(1, content)
    }
}
