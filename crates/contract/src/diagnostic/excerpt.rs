//! The part of a text that a diagnostic is about.

use super::Diagnostic;
use crate::load::{Content, Mark, Text, parse, pointer};

/// Most characters of a line that are shown.
const MAX_WIDTH: usize = 100;
/// Characters of a long line that are shown before what it is about.
const LEAD: usize = 24;

/// A text with the places of its values.
pub(super) struct Source {
    lines: Vec<String>,
    read: Text,
}

/// A line, or the part of a long one that matters.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The column in the line, counted from 1.
    pub(super) column: usize,
    /// Characters of the text before the part that is marked.
    pub(super) offset: usize,
    /// Characters that are marked.
    pub(super) width: usize,
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        let read = parse(text);
        let lines = text.lines().map(|line| line.replace('\t', " "));
        Self {
            lines: lines.collect(),
            read,
        }
    }

    pub(super) fn excerpt(&self, diagnostic: &Diagnostic) -> Option<Excerpt> {
        let (mark, width) = self.span(diagnostic)?;
        let line = self.lines.get(mark.line.checked_sub(1)?)?;
        let length = line.chars().count();
        let offset = (mark.column - 1).min(length);
        let width = width.min(length - offset).max(1);
        let (start, shown) = if length <= MAX_WIDTH {
            (0, length)
        } else {
            (offset.saturating_sub(LEAD), MAX_WIDTH)
        };
        let mut text: String = line.chars().skip(start).take(shown).collect();
        if start + shown < length {
            text.push('…');
        }
        let cut = usize::from(start > 0);
        if start > 0 {
            text.insert(0, '…');
        }
        Some(Excerpt {
            text,
            column: mark.column,
            offset: offset - start + cut,
            width: width.min(shown - (offset - start)).max(1),
        })
    }

    /// Where it begins and how many characters of that line it takes.
    fn span(&self, diagnostic: &Diagnostic) -> Option<(Mark, usize)> {
        let location = &diagnostic.location;
        let fault = self
            .read
            .faults
            .iter()
            .find(|fault| fault.code == diagnostic.code && fault.mark.line == location.line);
        if let Some(fault) = fault {
            return Some((fault.mark, 1));
        }
        let mut node = self.read.tree.as_ref()?;
        let mut begin = node.mark;
        let mut key = 0;
        for segment in pointer::segments(&location.pointer) {
            key = match node.content {
                Content::Map(_) => segment.chars().count(),
                _ => 0,
            };
            (begin, node) = node.get(&segment)?;
        }
        if begin.line != location.line {
            return None;
        }
        let quotes = usize::from(self.is_quoted(begin)) * 2;
        let end = match node.content {
            Content::Scalar(_) if node.mark.line == begin.line => node.mark.column + node.width,
            _ => begin.column + (key + quotes).max(1),
        };
        Some((begin, end.saturating_sub(begin.column)))
    }

    fn is_quoted(&self, mark: Mark) -> bool {
        let line = mark
            .line
            .checked_sub(1)
            .and_then(|line| self.lines.get(line));
        let first = line.and_then(|line| line.chars().nth(mark.column.saturating_sub(1)));
        matches!(first, Some('"' | '\''))
    }
}
