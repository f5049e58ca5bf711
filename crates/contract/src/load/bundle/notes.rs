//! What the walk notes down: where each value came from, and what is wrong.

use serde_json::{Map, Value};

use super::Bundler;
use crate::{
    Diagnostic,
    load::{normalise, sources::Cursor},
};

impl Bundler<'_, '_> {
    pub(in crate::load) fn old(&self) -> bool {
        self.old
    }

    pub(in crate::load) fn mount(&mut self, item: &Cursor) {
        self.mounted
            .insert((item.file().to_owned(), item.pointer().to_owned()));
    }

    pub(in crate::load) fn record(&mut self, path: &str, place: &Cursor) {
        self.origins
            .entry(path.to_owned())
            .or_insert_with(|| place.location());
    }

    /// What stands at `path` came from another place than its reference.
    pub(in crate::load) fn replace_record(&mut self, path: &str, place: &Cursor) {
        self.origins.insert(path.to_owned(), place.location());
    }

    pub(in crate::load) fn report(
        &mut self,
        code: &'static str,
        place: &Cursor,
        message: String,
        help: &str,
    ) {
        self.diagnostics.push(Diagnostic {
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
        let (value, problems) = normalise::schema(members);
        for problem in problems {
            self.report(problem.code, place, problem.message, problem.help);
        }
        value
    }
}
