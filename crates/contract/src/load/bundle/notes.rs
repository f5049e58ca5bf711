//! What the walk notes down: where each value came from, and what is wrong.

use serde_json::{Map, Value};

use super::Bundler;
use crate::{
    Diagnostic,
    load::{cursor::Cursor, normalise},
};

impl Bundler<'_, '_> {
    pub(in crate::load) fn old(&self) -> bool {
        self.old
    }

    pub(in crate::load) fn mount(&mut self, item: &Cursor) {
        self.mounted
            .insert((item.file().to_owned(), item.pointer()));
    }

    /// Notes what every reading stumbles over.
    pub(in crate::load) fn refuse(
        &mut self,
        code: &'static str,
        place: &Cursor,
        message: String,
        help: &str,
    ) {
        self.findings.refuse(Diagnostic {
            code,
            location: place.location(),
            message,
            help: help.to_owned(),
        });
    }

    /// Notes what a lenient reading puts up with.
    pub(in crate::load) fn tolerate(
        &mut self,
        code: &'static str,
        place: &Cursor,
        message: String,
        help: &str,
    ) {
        self.findings.tolerate(Diagnostic {
            code,
            location: place.location(),
            message,
            help: help.to_owned(),
        });
    }

    /// Rewrites a schema that has been walked to plain 3.1.
    pub(in crate::load) fn modernise(
        &mut self,
        place: &Cursor,
        members: Map<String, Value>,
    ) -> Value {
        let (value, problems) = normalise::schema(members, self.findings.lenient());
        for problem in problems {
            let place = place.get(problem.key).unwrap_or_else(|| place.clone());
            if problem.fatal {
                self.refuse(problem.code, &place, problem.message, problem.help);
            } else {
                self.tolerate(problem.code, &place, problem.message, problem.help);
            }
        }
        value
    }
}
