//! Where each value of a bundle stood in the files.
//!
//! Only what moved is noted: components, and what was taken in or renamed. Everything else stands
//! below one of those at the same pointer as in its file.

use std::{borrow::Cow, collections::HashMap};

use super::{cursor::Cursor, pointer};
use crate::model::Location;

#[derive(Debug)]
pub(crate) struct Origins {
    root: Cursor,
    moved: HashMap<String, Cursor>,
    /// Most segments of a pointer in `moved`.
    deepest: usize,
}

impl Origins {
    pub(crate) fn new(root: &Cursor) -> Self {
        Self {
            root: root.clone(),
            moved: HashMap::new(),
            deepest: 0,
        }
    }

    /// What stands at `path` of the bundle stood at `place`.
    pub(crate) fn note(&mut self, path: String, place: &Cursor) {
        self.deepest = self.deepest.max(path.matches('/').count());
        self.moved.insert(path, place.clone());
    }

    /// What stood at `from` of the bundle now stands at `to`.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        let place = self.place(from);
        self.note(to.to_owned(), &place);
    }

    /// The place in the files of what stands at `path` of the bundle.
    pub(crate) fn place(&self, path: &str) -> Cursor {
        let (above, rest) = self.nearest(path);
        let mut place = above.clone();
        for segment in pointer::segments(rest) {
            match place.get(&segment) {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// Where the value at `path` of the bundle stood; the nearest known place around it.
    pub(crate) fn locate(&self, path: &str) -> Location {
        let (above, rest) = self.nearest(path);
        let mut node = above.node();
        let mut line = above.line();
        let mut found = 0;
        for segment in rest.split('/').skip(1) {
            let name = match segment.contains('~') {
                true => Cow::Owned(segment.replace("~1", "/").replace("~0", "~")),
                false => Cow::Borrowed(segment),
            };
            let Some((mark, next)) = node.get(&name) else {
                break;
            };
            (line, node) = (mark.line, next);
            found += 1 + segment.len();
        }
        let mut pointer = above.pointer();
        pointer.push_str(rest.get(..found).unwrap_or_default());
        Location {
            file: above.file().to_owned(),
            line,
            pointer,
        }
    }

    /// The noted place at or nearest above `path`, and the rest of the path.
    fn nearest<'p>(&self, path: &'p str) -> (&Cursor, &'p str) {
        let ends = path.match_indices('/').map(|(end, _)| end).skip(1);
        let ends = ends.chain([path.len()]).take(self.deepest);
        let mut nearest = (&self.root, path);
        for end in ends {
            if let Some((above, rest)) = path.split_at_checked(end)
                && let Some(place) = self.moved.get(above)
            {
                nearest = (place, rest);
            }
        }
        nearest
    }
}
