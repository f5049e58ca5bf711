//! The tree while its text is being read.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use serde_json::Value;

use super::{
    Fault,
    entries::{is_new, merge},
};
use crate::load::{
    node::{Content, Entry, Mark, Node},
    pointer,
};

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 100;
/// Most nodes that aliases may make of one file; a text cannot hold more without them than it has
/// characters.
const MAX_NODES: usize = 1_000_000;
/// Where a text begins.
const START: Mark = Mark { line: 1, column: 1 };

/// A list or an object that has not ended yet.
struct Frame {
    mark: Mark,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Rc<Node>>),
    Map {
        entries: Vec<Entry>,
        /// The names of all entries, once there are many.
        names: HashSet<Rc<str>>,
        key: Option<(Rc<str>, Mark)>,
        /// Whether that key takes over members.
        merges: bool,
        /// What members are taken over from.
        merged: Vec<Rc<Node>>,
    },
}

/// Which of the two something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    List,
    Map,
}

pub(super) struct Builder {
    root: Option<Rc<Node>>,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Rc<Node>>,
    faults: Vec<Fault>,
    most: usize,
}

impl Builder {
    pub(super) fn new(text: &str) -> Self {
        Self {
            root: None,
            frames: Vec::new(),
            anchors: HashMap::new(),
            faults: Vec::new(),
            most: MAX_NODES.max(text.len()),
        }
    }

    pub(super) fn has_root(&self) -> bool {
        self.root.is_some()
    }

    pub(super) fn finish(mut self) -> (Option<Rc<Node>>, Vec<Fault>) {
        if self.root.is_none() && self.faults.is_empty() && self.frames.is_empty() {
            let empty = self.fault(
                "empty-file",
                START,
                "the file is empty",
                "write the document",
            );
            self.faults.push(empty);
        }
        (self.root, self.faults)
    }

    /// What is being read, and whether it waits for a key.
    pub(super) fn inside(&self) -> Option<Collection> {
        self.frames.last().map(|frame| match frame.inside {
            Inside::List(_) => Collection::List,
            Inside::Map { .. } => Collection::Map,
        })
    }

    pub(super) fn waits_for_key(&self) -> bool {
        let frame = self.frames.last().map(|frame| &frame.inside);
        matches!(frame, Some(Inside::Map { key: None, .. }))
    }

    pub(super) fn begin(
        &mut self,
        collection: Collection,
        mark: Mark,
        anchor: usize,
    ) -> Result<(), Fault> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(self.too_deep(mark));
        }
        let inside = match collection {
            Collection::List => Inside::List(Vec::new()),
            Collection::Map => Inside::Map {
                entries: Vec::new(),
                names: HashSet::new(),
                key: None,
                merges: false,
                merged: Vec::new(),
            },
        };
        self.frames.push(Frame {
            mark,
            anchor,
            inside,
        });
        Ok(())
    }

    pub(super) fn end(&mut self) -> Result<(), Fault> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let content = match frame.inside {
            Inside::List(items) => Content::List(items),
            Inside::Map {
                mut entries,
                mut names,
                merged,
                ..
            } => {
                for source in merged {
                    if !merge(&source, &mut entries, &mut names) {
                        return Err(self.fault(
                            "bad-merge",
                            source.mark,
                            "only objects can be merged",
                            "let `<<` name an object, or a list of objects",
                        ));
                    }
                }
                Content::Map(entries)
            }
        };
        let node = Rc::new(Node::new(frame.mark, 0, content));
        self.name(frame.anchor, &node);
        self.place(node)
    }

    pub(super) fn key(&mut self, text: &str, mark: Mark) {
        if let Some(Frame {
            inside: Inside::Map { key, .. },
            ..
        }) = self.frames.last_mut()
        {
            *key = Some((text.into(), mark));
        }
    }

    /// A key whose value's members are taken over, those aside that the object has itself.
    pub(super) fn merge_key(&mut self, text: &str, mark: Mark) {
        self.key(text, mark);
        if let Some(Frame {
            inside: Inside::Map { merges, .. },
            ..
        }) = self.frames.last_mut()
        {
            *merges = true;
        }
    }

    pub(super) fn scalar(
        &mut self,
        value: Value,
        mark: Mark,
        width: usize,
        anchor: usize,
    ) -> Result<(), Fault> {
        let node = Rc::new(Node::new(mark, width, Content::Scalar(value)));
        self.name(anchor, &node);
        self.place(node)
    }

    pub(super) fn alias(&mut self, anchor: usize, mark: Mark) -> Result<(), Fault> {
        match self.anchors.get(&anchor).map(Rc::clone) {
            Some(node) => self.place(node),
            None => Err(self.fault(
                "unknown-alias",
                mark,
                "the alias names no finished anchor",
                "define the anchor before the alias and outside of it",
            )),
        }
    }

    fn name(&mut self, anchor: usize, node: &Rc<Node>) {
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(node));
        }
    }

    /// Puts a finished node into the list or object around it.
    fn place(&mut self, node: Rc<Node>) -> Result<(), Fault> {
        let mark = node.mark;
        if node.size > self.most {
            return Err(self.fault(
                "too-large",
                mark,
                "the file expands to more than a million values",
                "use fewer aliases",
            ));
        }
        // An alias can nest deeper than the text does.
        if self.frames.len() + node.depth > MAX_DEPTH + 1 {
            return Err(self.too_deep(mark));
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut frame.inside {
            Inside::List(items) => items.push(node),
            Inside::Map {
                entries,
                names,
                key,
                merges,
                merged,
            } => match key.take() {
                None => return Err(self.complex_key(mark)),
                Some(_) if std::mem::take(merges) => merged.push(node),
                Some((key, mark)) if is_new(&key, entries, names) => entries.push(Entry {
                    key,
                    mark,
                    value: node,
                }),
                Some((key, mark)) => self.twice(&key, mark),
            },
        }
        Ok(())
    }

    fn twice(&mut self, key: &str, mark: Mark) {
        self.faults.push(Fault {
            code: "duplicate-key",
            mark,
            pointer: pointer::join(&self.pointer(), key),
            message: format!("`{key}` stands twice in one object"),
            help: "remove one of the two",
        });
    }

    pub(super) fn fault(
        &self,
        code: &'static str,
        mark: Mark,
        message: &str,
        help: &'static str,
    ) -> Fault {
        Fault {
            code,
            mark,
            pointer: self.pointer(),
            message: message.to_owned(),
            help,
        }
    }

    /// Where reading stands.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for frame in &self.frames {
            match &frame.inside {
                Inside::List(items) => pointer::push(&mut pointer, &items.len().to_string()),
                Inside::Map {
                    key: Some((key, _)),
                    ..
                } => pointer::push(&mut pointer, key),
                Inside::Map { key: None, .. } => {}
            }
        }
        pointer
    }
}
