//! Where something is wrong.

use std::borrow::Cow;
use std::fmt;

/// The most bytes of a place.
const LONGEST: usize = 512;

/// The most bytes of one name in it.
const LONGEST_NAME: usize = 80;

/// A place in a value: displays as a JSON pointer (RFC 6901), or as a parameter's bare name.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// The whole body.
    Root,
    /// A parameter.
    Parameter(&'a str),
    /// A member of an object.
    Member(&'a At<'a>, &'a str),
    /// An item of a list.
    Item(&'a At<'a>, usize),
}

impl At<'_> {
    /// The same text, with names cut that are longer than those of a contract: names of members may
    /// be the caller's own, and an answer must not grow with them.
    pub(crate) fn shortened(&self) -> String {
        let mut text = String::new();
        self.write_short(&mut text);
        shortened(text.into(), LONGEST).into_owned()
    }

    fn write_short(&self, text: &mut String) {
        match self {
            At::Root => {}
            At::Parameter(name) => text.push_str(name),
            At::Member(parent, name) => {
                parent.write_short(text);
                text.push('/');
                text.push_str(&escaped(&shortened((*name).into(), LONGEST_NAME)));
            }
            At::Item(parent, index) => {
                parent.write_short(text);
                text.push('/');
                text.push_str(&index.to_string());
            }
        }
    }

    /// How many steps it is from the root.
    pub(crate) fn depth(&self) -> usize {
        match self {
            At::Root | At::Parameter(_) => 0,
            At::Member(parent, _) | At::Item(parent, _) => parent.depth().saturating_add(1),
        }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Root => Ok(()),
            At::Parameter(name) => formatter.write_str(name),
            At::Member(parent, name) => {
                write!(formatter, "{parent}/{}", escaped(name))
            }
            At::Item(parent, index) => write!(formatter, "{parent}/{index}"),
        }
    }
}

/// A name as a segment of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A text of at most so many bytes; where something was left out, it ends in three dots.
pub(super) fn shortened(text: Cow<'_, str>, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return text;
    }
    let end = text.floor_char_boundary(most.saturating_sub(3));
    Cow::Owned(format!("{}...", text.get(..end).unwrap_or_default()))
}
