//! The members of an object while it is being read.

use std::{collections::HashSet, rc::Rc};

use crate::load::node::{Content, Entry, Node};

/// Objects of more members than this look them up by a set.
const MANY: usize = 16;

/// Takes over the members of an object, or of each of a list, that are not there yet.
pub(super) fn merge(source: &Node, entries: &mut Vec<Entry>, names: &mut HashSet<Rc<str>>) -> bool {
    match &source.content {
        Content::Map(others) => {
            for other in others {
                if is_new(&other.key, entries, names) {
                    entries.push(Entry {
                        key: Rc::clone(&other.key),
                        mark: other.mark,
                        value: Rc::clone(&other.value),
                    });
                }
            }
            true
        }
        Content::List(items) => items
            .iter()
            .all(|item| matches!(item.content, Content::Map(_)) && merge(item, entries, names)),
        Content::Scalar(_) => false,
    }
}

/// Whether no entry has that key yet. Its set of names is filled once there are many.
pub(super) fn is_new(key: &Rc<str>, entries: &[Entry], names: &mut HashSet<Rc<str>>) -> bool {
    if entries.len() < MANY {
        return entries.iter().all(|entry| entry.key != *key);
    }
    if names.is_empty() {
        names.extend(entries.iter().map(|entry| Rc::clone(&entry.key)));
    }
    names.insert(Rc::clone(key))
}
