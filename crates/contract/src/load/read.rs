//! From text to a tree of nodes.
//!
//! Reading never recurses and never panics: nesting and the expansion of aliases are bounded, and
//! a member that occurs twice is reported instead of overwritten.

use std::{collections::HashMap, rc::Rc};

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::Value;

use super::{
    node::{Content, Entry, Node},
    pointer, scalar,
};

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 100;
/// Most nodes in one file, counting what aliases repeat.
const MAX_NODES: usize = 1_000_000;

/// A text that could not be read as intended.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) line: usize,
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// Reads a text. The tree is absent when the text could not be read to its end.
pub(crate) fn parse(text: &str) -> (Option<Rc<Node>>, Vec<Fault>) {
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(step) = parser.next_event() {
        let outcome = match step {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => Err(Fault {
                code: "not-yaml",
                line: error.marker().line(),
                pointer: builder.pointer(),
                message: format!("the text is not valid YAML: {}", error.info()),
                help: "correct the syntax on or before this line",
            }),
        };
        if let Err(fault) = outcome {
            // JSON knows escapes and tabs that YAML does not.
            if let Ok(value) = serde_json::from_str(text) {
                return (Some(Rc::new(Node::from_value(value))), Vec::new());
            }
            builder.faults.push(fault);
            return (None, builder.faults);
        }
    }
    if builder.root.is_none() {
        let empty = builder.fault("empty-file", 1, "the file is empty", "write the document");
        builder.faults.push(empty);
    }
    (builder.root, builder.faults)
}

/// A list or an object that has not ended yet.
enum Frame {
    List {
        line: usize,
        anchor: usize,
        items: Vec<Rc<Node>>,
    },
    Map {
        line: usize,
        anchor: usize,
        entries: Vec<Entry>,
        key: Option<(String, usize)>,
    },
}

#[derive(Default)]
struct Builder {
    root: Option<Rc<Node>>,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Rc<Node>>,
    faults: Vec<Fault>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let line = span.start.line();
        match event {
            Event::Scalar(text, style, anchor, _) => self.scalar(&text, style, anchor, line),
            Event::SequenceStart(anchor, _) => self.open(Frame::List {
                line,
                anchor,
                items: Vec::new(),
            }),
            Event::MappingStart(anchor, _) => self.open(Frame::Map {
                line,
                anchor,
                entries: Vec::new(),
                key: None,
            }),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => match self.anchors.get(&anchor).map(Rc::clone) {
                Some(node) => self.place(node, line),
                None => Err(self.fault(
                    "unknown-alias",
                    line,
                    "the alias names no finished anchor",
                    "define the anchor before the alias and outside of it",
                )),
            },
            Event::DocumentStart(_) if self.root.is_some() => Err(self.fault(
                "several-documents",
                line,
                "the file holds more than one YAML document",
                "keep one document in one file",
            )),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, frame: Frame) -> Result<(), Fault> {
        if self.frames.len() >= MAX_DEPTH {
            let (Frame::List { line, .. } | Frame::Map { line, .. }) = frame;
            return Err(self.too_deep(line));
        }
        self.frames.push(frame);
        Ok(())
    }

    fn too_deep(&self, line: usize) -> Fault {
        self.fault(
            "too-deep",
            line,
            "values are nested more than 100 deep",
            "give inner schemas names and refer to them",
        )
    }

    fn close(&mut self) -> Result<(), Fault> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let (line, anchor, content) = match frame {
            Frame::List {
                line,
                anchor,
                items,
            } => (line, anchor, Content::List(items)),
            Frame::Map {
                line,
                anchor,
                entries,
                ..
            } => (line, anchor, Content::Map(entries)),
        };
        let node = Rc::new(Node::new(line, content));
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        self.place(node, line)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        line: usize,
    ) -> Result<(), Fault> {
        if let Some(Frame::Map {
            key: key @ None, ..
        }) = self.frames.last_mut()
        {
            *key = Some((text.to_owned(), line));
            return Ok(());
        }
        let value = match style {
            ScalarStyle::Plain => scalar::resolve(text),
            _ => Value::String(text.to_owned()),
        };
        let node = Rc::new(Node::new(line, Content::Scalar(value)));
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        self.place(node, line)
    }

    /// Puts a finished node into the list or object around it.
    fn place(&mut self, node: Rc<Node>, line: usize) -> Result<(), Fault> {
        if node.size > MAX_NODES {
            return Err(self.fault(
                "too-large",
                line,
                "the file expands to more than a million values",
                "use fewer aliases",
            ));
        }
        // An alias can nest deeper than the text does.
        if self.frames.len() + node.depth > MAX_DEPTH + 1 {
            return Err(self.too_deep(line));
        }
        let pointer = self.pointer();
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => match key.take() {
                None => {
                    return Err(self.fault(
                        "complex-key",
                        line,
                        "a list or an object cannot be a key",
                        "write the key as plain text",
                    ));
                }
                Some((key, line)) => {
                    if entries.iter().any(|entry| entry.key == key) {
                        self.faults.push(Fault {
                            code: "duplicate-key",
                            line,
                            pointer,
                            message: format!("`{key}` stands twice in one object"),
                            help: "remove one of the two",
                        });
                    } else {
                        entries.push(Entry {
                            key,
                            line,
                            value: node,
                        });
                    }
                }
            },
        }
        Ok(())
    }

    fn fault(&self, code: &'static str, line: usize, message: &str, help: &'static str) -> Fault {
        Fault {
            code,
            line,
            pointer: self.pointer(),
            message: message.to_owned(),
            help,
        }
    }

    /// Where reading stands.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for frame in &self.frames {
            match frame {
                Frame::List { items, .. } => {
                    pointer::push(&mut pointer, &items.len().to_string());
                }
                Frame::Map {
                    key: Some((key, _)),
                    ..
                } => pointer::push(&mut pointer, key),
                Frame::Map { key: None, .. } => {}
            }
        }
        pointer
    }
}
