//! Path templates as a tree: segments that are spelt out go before those that take a value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// A part of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Value,
}

/// The templates that share a beginning.
#[derive(Debug)]
pub(super) struct Tree<T> {
    literals: BTreeMap<String, Tree<T>>,
    /// Segments with several pieces, those with most literal text first.
    mixed: Vec<(Vec<Piece>, Tree<T>)>,
    value: Option<Box<Tree<T>>>,
    /// What a last value that may hold slashes leads to.
    tail: Vec<T>,
    /// What ends here.
    ends: Vec<T>,
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self {
            literals: BTreeMap::new(),
            mixed: Vec::new(),
            value: None,
            tail: Vec::new(),
            ends: Vec::new(),
        }
    }
}

/// What a path leads to, and the values in it, still encoded.
pub(super) type Found<'t, 'p, T> = (&'t [T], Vec<&'p str>);

impl<T> Tree<T> {
    /// Adds a template.
    pub(super) fn insert(&mut self, template: &str, end: T) {
        let mut tree = self;
        for segment in segments(template) {
            let pieces = pieces(segment);
            match pieces.as_slice() {
                [Piece::Value] if is_tail(segment) => {
                    tree.tail.push(end);
                    return;
                }
                [Piece::Value] => tree = tree.value.get_or_insert_default(),
                [Piece::Literal(literal)] => {
                    tree = tree
                        .literals
                        .entry(decoded(literal).into_owned())
                        .or_default();
                }
                [] => tree = tree.literals.entry(String::new()).or_default(),
                _ => tree = tree.mixed_child(pieces),
            }
        }
        tree.ends.push(end);
    }

    fn mixed_child(&mut self, pieces: Vec<Piece>) -> &mut Self {
        let known = self.mixed.iter().position(|(own, _)| *own == pieces);
        let index = known.unwrap_or_else(|| {
            let weight = weight(&pieces);
            let index = self
                .mixed
                .partition_point(|(own, _)| self::weight(own) >= weight);
            self.mixed.insert(index, (pieces, Self::default()));
            index
        });
        #[expect(
            clippy::indexing_slicing,
            reason = "the index was found or made just above"
        )]
        &mut self.mixed[index].1
    }

    /// What a path leads to.
    pub(super) fn find<'p>(&self, path: &'p str) -> Option<Found<'_, 'p, T>> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let mut values = Vec::new();
        let ends = self.descend(Some(path), &mut values)?;
        Some((ends, values))
    }

    fn descend<'p>(&self, rest: Option<&'p str>, values: &mut Vec<&'p str>) -> Option<&[T]> {
        let Some(rest) = rest else {
            return Some(self.ends.as_slice()).filter(|ends| !ends.is_empty());
        };
        let (segment, after) = match rest.split_once('/') {
            Some((segment, after)) => (segment, Some(after)),
            None => (rest, None),
        };
        let literal = self.literals.get(decoded(segment).as_ref());
        if let Some(found) = literal.and_then(|tree| tree.descend(after, values)) {
            return Some(found);
        }
        let known = values.len();
        for (pieces, tree) in &self.mixed {
            if take(pieces, segment, values)
                && let Some(found) = tree.descend(after, values)
            {
                return Some(found);
            }
            values.truncate(known);
        }
        if let Some(tree) = self.value.as_ref().filter(|_| !segment.is_empty()) {
            values.push(segment);
            if let Some(found) = tree.descend(after, values) {
                return Some(found);
            }
            values.truncate(known);
        }
        if self.tail.is_empty() || rest.is_empty() {
            return None;
        }
        values.push(rest);
        Some(&self.tail)
    }
}

/// The values of a segment; the last literal that fits decides, as in `{name}.{extension}`. Each
/// literal is looked for from the end, once, so that the time grows with the segment and no faster.
fn take<'p>(pieces: &[Piece], text: &'p str, values: &mut Vec<&'p str>) -> bool {
    let (pieces, text) = match pieces {
        [Piece::Literal(literal), rest @ ..] => match text.strip_prefix(literal.as_str()) {
            Some(text) => (rest, text),
            None => return false,
        },
        _ => (pieces, text),
    };
    let known = values.len();
    let taken = take_back(pieces, text, values);
    match (taken, values.get_mut(known..)) {
        (Some(()), Some(own)) => {
            own.reverse();
            true
        }
        _ => false,
    }
}

/// The values of a text that begins with one, the last one first.
fn take_back<'p>(pieces: &[Piece], text: &'p str, values: &mut Vec<&'p str>) -> Option<()> {
    let mut text = text;
    let mut pieces = pieces;
    if let [before @ .., Piece::Literal(literal)] = pieces {
        text = text.strip_suffix(literal.as_str())?;
        pieces = before;
    }
    while let [before @ .., Piece::Value] = pieces {
        let (literal, before) = match before {
            [before @ .., Piece::Literal(literal)] => (literal.as_str(), before),
            [] => break,
            _ => ("", before),
        };
        // A value is one character at least.
        let (last, _) = text.char_indices().next_back()?;
        let start = text.get(..last)?.rfind(literal)? + literal.len();
        values.push(text.get(start..)?);
        text = text.get(..start - literal.len())?;
        pieces = before;
    }
    if !pieces.is_empty() {
        values.push(text);
    }
    (pieces.is_empty() == text.is_empty()).then_some(())
}

/// The names of a template's values, in order.
pub(super) fn names(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

fn segments(template: &str) -> impl Iterator<Item = &str> {
    template.strip_prefix('/').unwrap_or(template).split('/')
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, (_, after))) = rest
        .split_once('{')
        .and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        if !before.is_empty() {
            pieces.push(Piece::Literal(before.to_owned()));
        }
        pieces.push(Piece::Value);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    pieces
}

/// `{path+}`, `{path*}` and `{+path}` take slashes too.
fn is_tail(segment: &str) -> bool {
    segment.ends_with("+}") || segment.ends_with("*}") || segment.starts_with("{+")
}

fn weight(pieces: &[Piece]) -> usize {
    let literal = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => text.len(),
        Piece::Value => 0,
    });
    literal.sum()
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{LINEAR, growth};

    fn tree() -> Tree<&'static str> {
        let mut tree = Tree::default();
        for template in [
            "/",
            "/pets",
            "/pets/",
            "/pets/{id}",
            "/pets/mine",
            "/pets/{id}/toys",
            "/pets/mine/food",
            "/pets/{name}.{extension}",
            "/pets/{id}:feed",
            "/pets/{a}..{b}",
            "/caf%C3%A9",
            "/files/{path+}",
        ] {
            tree.insert(template, template);
        }
        tree
    }

    #[test]
    fn a_path_leads_to_the_template_that_says_most_of_it() {
        let tree = tree();
        let cases: [(&str, &str, &[&str]); 13] = [
            ("/", "/", &[]),
            ("/pets", "/pets", &[]),
            ("/pets/", "/pets/", &[]),
            ("/pets/7", "/pets/{id}", &["7"]),
            ("/pets/a%2Fb", "/pets/{id}", &["a%2Fb"]),
            ("/pets/mine", "/pets/mine", &[]),
            ("/pets/m%69ne", "/pets/mine", &[]),
            ("/pets/mine/toys", "/pets/{id}/toys", &["mine"]),
            ("/pets/a.b.png", "/pets/{name}.{extension}", &["a.b", "png"]),
            ("/pets/1..2", "/pets/{a}..{b}", &["1", "2"]),
            ("/pets/7:feed", "/pets/{id}:feed", &["7"]),
            ("/caf\u{e9}", "/caf%C3%A9", &[]),
            ("/files/a/b/c", "/files/{path+}", &["a/b/c"]),
        ];

        for (path, template, values) in cases {
            let (found, read) = tree.find(path).unwrap();

            assert_eq!((found, read.as_slice()), ([template].as_slice(), values));
        }
    }

    #[test]
    fn the_values_of_a_segment_are_found_from_its_end() {
        let mut tree = Tree::default();
        for template in ["/x{a}-{b}-{c}.json", "/{a}x{b}x", "/v{a}"] {
            tree.insert(template, template);
        }
        let cases: [(&str, &str, &[&str]); 5] = [
            ("/x1-2-3.json", "/x{a}-{b}-{c}.json", &["1", "2", "3"]),
            ("/x1-2-3-4.json", "/x{a}-{b}-{c}.json", &["1-2", "3", "4"]),
            ("/x-----.json", "/x{a}-{b}-{c}.json", &["-", "-", "-"]),
            ("/1x2xx", "/{a}x{b}x", &["1", "2x"]),
            ("/v\u{e9}", "/v{a}", &["\u{e9}"]),
        ];

        for (path, template, values) in cases {
            let (found, read) = tree.find(path).unwrap();

            assert_eq!((found, read.as_slice()), ([template].as_slice(), values));
        }
        for path in ["/x1-2.json", "/x----.json", "/xx", "/v"] {
            assert!(tree.find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_segment_of_nothing_but_separators_is_refused_in_linear_time() {
        let mut tree = Tree::default();
        tree.insert("/{a}-{b}-{c}.json", ());
        let dashes = growth(20_000, |length| {
            let path = format!("/{}", "-".repeat(length));
            assert!(tree.find(&path).is_none());
        });

        assert!(dashes < LINEAR, "{dashes}");
    }

    #[test]
    fn a_path_of_no_template_leads_nowhere() {
        let tree = tree();

        for path in [
            "/pet",
            "/pets/7/",
            "/pets/7/toys/1",
            "//pets",
            "/files/",
            "/files",
        ] {
            assert!(tree.find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn the_names_of_a_template_are_in_order() {
        assert_eq!(names("/a/{x}.{y}/{z}:go"), ["x", "y", "z"]);
    }
}
