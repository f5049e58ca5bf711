//! The files of a document and the places in them.
//!
//! A file is read once, when the first reference leads to it. Names are relative to the folder of
//! the root document and use `/` on every system.

use std::{io, rc::Rc};

use serde_json::Value;

use super::{
    node::{Content, Node},
    pointer, read,
};
use crate::{Diagnostic, model::Location};

/// Reads the text of a file by its name.
pub(crate) type Read<'a> = dyn Fn(&str) -> io::Result<String> + 'a;

/// A place in a file.
#[derive(Debug, Clone)]
pub(crate) struct Cursor {
    file: Rc<str>,
    pointer: String,
    line: usize,
    node: Rc<Node>,
}

impl Cursor {
    pub(crate) fn location(&self) -> Location {
        Location {
            file: self.file.as_ref().to_owned(),
            line: self.line,
            pointer: self.pointer.clone(),
        }
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
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
    pub(crate) fn entries(&self) -> Option<Vec<(String, Self)>> {
        let Content::Map(entries) = &self.node.content else {
            return None;
        };
        let members = entries.iter().map(|entry| {
            let member = Self {
                file: Rc::clone(&self.file),
                pointer: pointer::join(&self.pointer, &entry.key),
                line: entry.line,
                node: Rc::clone(&entry.value),
            };
            (entry.key.clone(), member)
        });
        Some(members.collect())
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        let Content::List(items) = &self.node.content else {
            return None;
        };
        let items = items.iter().enumerate().map(|(index, item)| Self {
            file: Rc::clone(&self.file),
            pointer: pointer::join(&self.pointer, &index.to_string()),
            line: item.line,
            node: Rc::clone(item),
        });
        Some(items.collect())
    }

    /// The member or item of that name.
    pub(crate) fn get(&self, segment: &str) -> Option<Self> {
        let (line, node) = match &self.node.content {
            Content::Scalar(_) => return None,
            Content::Map(entries) => {
                let entry = entries.iter().find(|entry| entry.key == segment)?;
                (entry.line, &entry.value)
            }
            Content::List(items) => {
                let item = items.get(segment.parse::<usize>().ok()?)?;
                (item.line, item)
            }
        };
        Some(Self {
            file: Rc::clone(&self.file),
            pointer: pointer::join(&self.pointer, segment),
            line,
            node: Rc::clone(node),
        })
    }
}

/// All files read so far.
pub(crate) struct Sources<'a> {
    read: &'a Read<'a>,
    /// `None` when the file could not be read; that has been reported.
    files: Vec<(Rc<str>, Option<Rc<Node>>)>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(read: &'a Read<'a>) -> Self {
        Self {
            read,
            files: Vec::new(),
        }
    }

    /// Names of the files in the order in which they were read.
    pub(crate) fn names(&self) -> Vec<String> {
        self.files
            .iter()
            .map(|(name, _)| name.as_ref().to_owned())
            .collect()
    }

    /// The top of a file. Reports once what is wrong with it; `from` is the place that needs it.
    pub(crate) fn open(
        &mut self,
        file: &str,
        from: Option<&Cursor>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Cursor> {
        if !self.files.iter().any(|(name, _)| name.as_ref() == file) {
            let tree = self.load(file, from, diagnostics);
            self.files.push((file.into(), tree));
        }
        let (name, tree) = self.files.iter().find(|(name, _)| name.as_ref() == file)?;
        let node = Rc::clone(tree.as_ref()?);
        Some(Cursor {
            file: Rc::clone(name),
            pointer: String::new(),
            line: node.line,
            node,
        })
    }

    fn load(
        &self,
        file: &str,
        from: Option<&Cursor>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Rc<Node>> {
        let here = |line, pointer| Location {
            file: file.to_owned(),
            line,
            pointer,
        };
        let text = match (self.read)(file) {
            Ok(text) => text,
            Err(error) => {
                diagnostics.push(Diagnostic {
                    code: "unreadable-file",
                    location: from.map_or_else(|| here(1, String::new()), Cursor::location),
                    message: format!("`{file}` cannot be read: {error}"),
                    help: "correct the name, which is relative to the file that gives it, \
                           or add the file"
                        .to_owned(),
                });
                return None;
            }
        };
        let (tree, faults) = read::parse(&text);
        diagnostics.extend(faults.into_iter().map(|fault| Diagnostic {
            code: fault.code,
            location: here(fault.line, fault.pointer),
            message: fault.message,
            help: fault.help.to_owned(),
        }));
        tree
    }

    /// Where a `$ref` leads. `from` is the place of the text itself.
    pub(crate) fn follow(
        &mut self,
        from: &Cursor,
        reference: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Cursor> {
        let mut refuse = |code, message: String, help: &str| {
            diagnostics.push(Diagnostic {
                code,
                location: from.location(),
                message,
                help: help.to_owned(),
            });
        };
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if file.contains("://") || file.starts_with('/') {
            refuse(
                "remote-ref",
                format!("`{reference}` leads outside the folder of the document"),
                "copy what it refers to into a file beside the document",
            );
            return None;
        }
        let fragment = percent_decoded(fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            refuse(
                "bad-ref",
                format!("`{reference}` does not hold a JSON pointer after `#`"),
                "begin the part after `#` with a slash",
            );
            return None;
        }
        let name = relative(&from.file, file);
        let mut place = self.open(&name, Some(from), diagnostics)?;
        for segment in pointer::segments(&fragment) {
            let Some(next) = place.get(&segment) else {
                diagnostics.push(Diagnostic {
                    code: "unknown-ref",
                    location: from.location(),
                    message: format!(
                        "`{reference}` leads nowhere: `{segment}` is not in `{name}#{}`",
                        place.pointer
                    ),
                    help: "correct the reference or add what it names".to_owned(),
                });
                return None;
            };
            place = next;
        }
        Some(place)
    }
}

/// The name of `file` as seen from the root folder, when `base` refers to it.
fn relative(base: &str, file: &str) -> String {
    if file.is_empty() {
        return base.to_owned();
    }
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for segment in file.split('/') {
        match segment {
            "" | "." => {}
            ".." if segments.last().is_some_and(|last| *last != "..") => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    segments.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let code = match (byte, ahead.next(), ahead.next()) {
            (b'%', Some(high), Some(low)) => hex(high).zip(hex(low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
