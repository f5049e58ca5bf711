//! What can be wrong with a text apart from its syntax.

use super::{Fault, build::Builder};
use crate::load::node::Mark;

impl Builder {
    pub(super) fn complex_key(&self, mark: Mark) -> Fault {
        self.fault(
            "complex-key",
            mark,
            "a list or an object cannot be a key",
            "write the key as plain text",
        )
    }

    pub(super) fn too_deep(&self, mark: Mark) -> Fault {
        self.fault(
            "too-deep",
            mark,
            "values are nested more than 100 deep",
            "give inner schemas names and refer to them",
        )
    }
}
