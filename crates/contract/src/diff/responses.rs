//! Which statuses are declared, and what comes with each.

use serde_json::Value;

use super::{
    Diff, Direction, Place, Rule, opaque,
    operations::{raw, whole},
    words,
};
use crate::{
    Document,
    load::pointer,
    model::{Operation, Response, Status},
};

impl<'d> Diff<'d> {
    pub(super) fn responses(&mut self, ours: &'d Operation, theirs: &'d Operation) {
        let responses = |operation: &Operation| {
            let mut at = operation.location.clone();
            pointer::push(&mut at.pointer, "responses");
            at
        };
        let (old, new) = (responses(ours), responses(theirs));
        self.statuses(whole(&old, &new), ours, theirs);
        for response in &ours.responses {
            if let Some(declared) = theirs.declared(response.status) {
                self.response((ours, theirs), response, declared);
            }
        }
    }

    /// Statuses that only one side declares. One gone and one new of the same hundred are one
    /// status that has changed.
    fn statuses(&mut self, place: Place<'_>, ours: &'d Operation, theirs: &'d Operation) {
        let missing = |response: &&Response| theirs.declared(response.status).is_none();
        let surplus = |response: &&'d Response| ours.declared(response.status).is_none();
        let mut surplus: Vec<&Response> = theirs.responses.iter().filter(surplus).collect();
        for response in ours.responses.iter().filter(missing) {
            let same_class = |other: &&Response| other.status.class() == response.status.class();
            let is_error = is_error(response.status);
            if let Some(index) = surplus.iter().position(same_class) {
                let other = surplus.remove(index);
                let rule = match (other.status, is_error) {
                    (Status::Range(_), _) => Rule::StatusGeneralised,
                    (_, true) => Rule::ErrorChanged,
                    (_, false) => Rule::StatusChanged,
                };
                let word = words::response;
                self.report(place, rule, word(response), word(other));
                continue;
            }
            let cover = covering(theirs, response.status);
            let rule = match (cover, is_error) {
                (Some(_), _) => Rule::StatusGeneralised,
                (None, true) => Rule::ErrorRemoved,
                (None, false) => Rule::StatusRemoved,
            };
            let gone = format!("no {}", response.status);
            self.report(place, rule, words::response(response), gone);
            if let Some(cover) = cover {
                self.response((ours, theirs), response, cover);
            }
        }
        for response in surplus {
            let cover = covering(ours, response.status);
            let rule = match (cover, is_error(response.status)) {
                (Some(_), _) => Rule::StatusSpecified,
                (None, true) => Rule::ErrorAdded,
                (None, false) => Rule::StatusAdded,
            };
            let none = format!("no {}", response.status);
            self.report(place, rule, none, words::response(response));
            if let Some(cover) = cover {
                self.response((ours, theirs), cover, response);
            }
        }
    }

    fn response(
        &mut self,
        operations: (&Operation, &Operation),
        ours: &'d Response,
        theirs: &'d Response,
    ) {
        let subject = format!("the response {}", ours.status);
        let place = Place {
            subject: &subject,
            direction: Direction::Response,
            old: &ours.location,
            new: &theirs.location,
        };
        if ours.content.is_empty() != theirs.content.is_empty() {
            let rule = if theirs.content.is_empty() {
                Rule::AnswerRemoved
            } else {
                Rule::AnswerAdded
            };
            let word = words::response;
            self.report(place.of(""), rule, word(ours), word(theirs));
        } else {
            self.content(place, &ours.content, &theirs.content);
        }
        let raw = (
            raw_headers(self.old, operations.0, ours),
            raw_headers(self.new, operations.1, theirs),
        );
        self.headers(place, ours, theirs, raw);
        self.links(place, ours, theirs);
    }
}

/// The range or `default` that describes a status which is not declared itself.
fn covering(operation: &Operation, status: Status) -> Option<&Response> {
    let range = status.code().map(|code| Status::Range(code / 100));
    let range = range.and_then(|range| operation.declared(range));
    let default = || operation.declared(Status::Default);
    match status {
        Status::Default => None,
        Status::Code(_) | Status::Range(_) => range.or_else(default),
    }
}

/// `default` is where documents put their errors.
fn is_error(status: Status) -> bool {
    status.is_error() || status == Status::Default
}

/// The headers of a response as they stand in its document.
fn raw_headers<'d>(
    document: &'d Document,
    operation: &Operation,
    response: &Response,
) -> Option<&'d Value> {
    let responses = raw(document, operation)?.get("responses")?;
    let declared = responses.get(response.status.to_string())?;
    opaque::follow(&document.bundled, declared).get("headers")
}
