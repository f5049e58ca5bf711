//! A place in a file, with the way that leads there.
//!
//! The way is shared between the places below one another and written out only when someone asks
//! for the pointer.

use std::rc::Rc;

use serde_json::Value;

use super::{
    node::{Content, Node},
    pointer,
};
use crate::model::Location;

/// A place in a file.
#[derive(Debug, Clone)]
pub(crate) struct Cursor {
    file: Rc<str>,
    /// The last step on the way here; none at the top of the file.
    step: Option<Rc<Step>>,
    line: usize,
    node: Rc<Node>,
}

/// One segment of a pointer and the way to it.
#[derive(Debug)]
struct Step {
    before: Option<Rc<Step>>,
    segment: Segment,
}

#[derive(Debug)]
enum Segment {
    Member(Rc<str>),
    Item(usize),
}

impl Cursor {
    /// The top of a file.
    pub(super) fn top(file: Rc<str>, node: Rc<Node>) -> Self {
        Self {
            file,
            step: None,
            line: node.mark.line,
            node,
        }
    }

    pub(crate) fn location(&self) -> Location {
        Location {
            file: self.file.as_ref().to_owned(),
            line: self.line,
            pointer: self.pointer(),
        }
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Whether it stands in a list.
    pub(crate) fn is_item(&self) -> bool {
        let step = self.step.as_ref().map(|step| &step.segment);
        matches!(step, Some(Segment::Item(_)))
    }

    pub(crate) fn line(&self) -> usize {
        self.line
    }

    pub(crate) fn node(&self) -> &Rc<Node> {
        &self.node
    }

    pub(crate) fn pointer(&self) -> String {
        let mut segments = Vec::new();
        let mut step = self.step.as_ref();
        while let Some(one) = step {
            segments.push(&one.segment);
            step = one.before.as_ref();
        }
        let mut pointer = String::new();
        for segment in segments.into_iter().rev() {
            match segment {
                Segment::Member(name) => pointer::push(&mut pointer, name),
                Segment::Item(index) => pointer::push(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }

    /// The value, if it is neither a list nor an object.
    pub(crate) fn scalar(&self) -> Option<&Value> {
        match &self.node.content {
            Content::Scalar(value) => Some(value),
            Content::List(_) | Content::Map(_) => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        self.scalar().and_then(Value::as_str)
    }

    pub(crate) fn to_value(&self) -> Value {
        self.node.to_value()
    }

    /// The members of an object in document order.
    pub(crate) fn entries(&self) -> Option<Vec<(Rc<str>, Self)>> {
        let Content::Map(entries) = &self.node.content else {
            return None;
        };
        let members = entries.iter().map(|entry| {
            let segment = Segment::Member(Rc::clone(&entry.key));
            let member = self.below(segment, entry.mark.line, &entry.value);
            (Rc::clone(&entry.key), member)
        });
        Some(members.collect())
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        let Content::List(items) = &self.node.content else {
            return None;
        };
        let items = items.iter().enumerate();
        let items = items.map(|(at, item)| self.below(Segment::Item(at), item.mark.line, item));
        Some(items.collect())
    }

    /// The member or item of that name.
    pub(crate) fn get(&self, segment: &str) -> Option<Self> {
        let (mark, node) = self.node.get(segment)?;
        let segment = match segment.parse() {
            Ok(index) if matches!(self.node.content, Content::List(_)) => Segment::Item(index),
            _ => Segment::Member(segment.into()),
        };
        Some(self.below(segment, mark.line, node))
    }

    fn below(&self, segment: Segment, line: usize, node: &Rc<Node>) -> Self {
        Self {
            file: Rc::clone(&self.file),
            step: Some(Rc::new(Step {
                before: self.step.clone(),
                segment,
            })),
            line,
            node: Rc::clone(node),
        }
    }
}
