//! The files of a document and the places in them.
//!
//! A file is read once, when the first reference leads to it. Names are relative to the folder of
//! the root document and use `/` on every system.

use std::{io, rc::Rc};

use super::{cursor::Cursor, files::Outside, node::Node, pointer, read};
use crate::{
    Diagnostic,
    diagnostic::{Findings, nearest},
    model::Location,
};

/// Reads the text of a file by its name.
pub(crate) type Read<'a> = dyn Fn(&str) -> io::Result<String> + 'a;

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
        findings: &mut Findings,
    ) -> Option<Cursor> {
        if !self.files.iter().any(|(name, _)| name.as_ref() == file) {
            let tree = self.load(file, from, findings);
            self.files.push((file.into(), tree));
        }
        let (name, tree) = self.files.iter().find(|(name, _)| name.as_ref() == file)?;
        let node = Rc::clone(tree.as_ref()?);
        Some(Cursor::top(Rc::clone(name), node))
    }

    fn load(&self, file: &str, from: Option<&Cursor>, findings: &mut Findings) -> Option<Rc<Node>> {
        let here = |line, pointer| Location {
            file: file.to_owned(),
            line,
            pointer,
        };
        let text = match (self.read)(file) {
            Ok(text) => text,
            Err(error) => {
                let (code, help) = match Outside::is(&error) {
                    true => (
                        "outside-root",
                        "copy what is needed below that folder, or name one above both with --root",
                    ),
                    false => (
                        "unreadable-file",
                        "correct the name, which is relative to the file that gives it, \
                         or add the file",
                    ),
                };
                findings.refuse(Diagnostic {
                    code,
                    location: from.map_or_else(|| here(1, String::new()), Cursor::location),
                    message: format!("`{file}` cannot be read: {error}"),
                    help: help.to_owned(),
                });
                return None;
            }
        };
        let text = read::parse(&text);
        for fault in text.faults {
            let diagnostic = Diagnostic {
                code: fault.code,
                location: here(fault.mark.line, fault.pointer),
                message: fault.message,
                help: fault.help.to_owned(),
            };
            // What was read to its end is usable.
            match text.tree {
                Some(_) => findings.tolerate(diagnostic),
                None => findings.refuse(diagnostic),
            }
        }
        text.tree
    }

    /// Where a `$ref` leads. `from` is the place of the text itself.
    pub(crate) fn follow(
        &mut self,
        from: &Cursor,
        reference: &str,
        findings: &mut Findings,
    ) -> Option<Cursor> {
        let mut refuse = |code, message: String, help: &str| {
            findings.refuse(Diagnostic {
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
        let name = relative(from.file(), file);
        let mut place = self.open(&name, Some(from), findings)?;
        for segment in pointer::segments(&fragment) {
            let Some(next) = place.get(&segment) else {
                let whole = place.pointer();
                let meant = nearest(&segment, place.node().names());
                let help = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "correct the reference or add what it names".to_owned(),
                };
                findings.refuse(Diagnostic {
                    code: "unknown-ref",
                    location: from.location(),
                    message: format!(
                        "`{reference}` leads nowhere: `{segment}` is not in `{name}#{whole}`"
                    ),
                    help,
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
