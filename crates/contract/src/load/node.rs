//! A YAML or JSON value as a tree that remembers its places.

use std::rc::Rc;

use serde_json::Value;

/// A place in a text, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A value and the place at which it begins.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) mark: Mark,
    /// How many characters a scalar takes in its line.
    pub(crate) width: usize,
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
    pub(crate) key: Rc<str>,
    /// The place of the key.
    pub(crate) mark: Mark,
    pub(crate) value: Rc<Node>,
}

impl Node {
    pub(super) fn new(mark: Mark, width: usize, content: Content) -> Self {
        let (mut size, mut depth) = (1_usize, 0);
        let mut count = |child: &Self| {
            size = size.saturating_add(child.size);
            depth = depth.max(child.depth);
        };
        match &content {
            Content::Scalar(_) => {}
            Content::List(items) => items.iter().for_each(|item| count(item)),
            Content::Map(entries) => entries.iter().for_each(|entry| count(&entry.value)),
        }
        Self {
            mark,
            width,
            content,
            size,
            depth: depth + 1,
        }
    }

    /// The same without places.
    pub(crate) fn to_value(&self) -> Value {
        match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::List(items) => items.iter().map(|item| item.to_value()).collect(),
            Content::Map(entries) => {
                let members = entries.iter();
                let members = members.map(|entry| (entry.key.to_string(), entry.value.to_value()));
                Value::Object(members.collect())
            }
        }
    }

    /// The names of the members of an object; none of anything else.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let entries = match &self.content {
            Content::Map(entries) => entries.as_slice(),
            Content::Scalar(_) | Content::List(_) => &[],
        };
        entries.iter().map(|entry| entry.key.as_ref())
    }

    /// The member or item of that name, with the place where it begins.
    pub(crate) fn get(&self, segment: &str) -> Option<(Mark, &Rc<Self>)> {
        match &self.content {
            Content::Scalar(_) => None,
            Content::Map(entries) => {
                let entry = entries.iter().find(|entry| *entry.key == *segment)?;
                Some((entry.mark, &entry.value))
            }
            Content::List(items) => {
                let item = items.get(segment.parse::<usize>().ok()?)?;
                Some((item.mark, item))
            }
        }
    }
}
