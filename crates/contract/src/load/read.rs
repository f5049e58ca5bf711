//! From text to a tree of nodes.
//!
//! Reading never recurses and never panics: nesting and the expansion of aliases are bounded, and
//! a member that occurs twice is reported instead of overwritten.

mod build;
mod entries;
mod faults;
mod json;
mod yaml;

use std::rc::Rc;

use build::Builder;

use super::node::{Mark, Node};

/// A text that could not be read as intended.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) mark: Mark,
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// A text as far as it could be read.
pub(crate) struct Text {
    /// Absent when the text could not be read to its end.
    pub(crate) tree: Option<Rc<Node>>,
    pub(crate) faults: Vec<Fault>,
}

/// Reads JSON or YAML.
pub(crate) fn parse(text: &str) -> Text {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begins = text.trim_start();
    if begins.starts_with(['{', '[']) {
        let read = json::parse(text);
        // A text that begins with a member in quotes is meant as JSON; YAML may begin so, too.
        if read.tree.is_some() || !meant_as_json(begins) {
            return if read.tree.is_some() {
                read
            } else {
                yaml::parse(text)
            };
        }
        let other = yaml::parse(text);
        return if other.tree.is_some() { other } else { read };
    }
    yaml::parse(text)
}

fn meant_as_json(text: &str) -> bool {
    let rest = text.trim_start_matches(['{', '[']);
    rest.trim_start().starts_with('"')
}

impl Text {
    /// What was built, with the fault that ended it.
    fn of(builder: Builder, fault: Option<Fault>) -> Self {
        let (root, mut faults) = builder.finish();
        let ended = fault.is_some();
        faults.extend(fault);
        Self {
            tree: root.filter(|_| !ended),
            faults,
        }
    }
}
