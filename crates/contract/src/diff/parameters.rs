//! Parameters of requests and headers of responses.

use super::{Diff, words};
use crate::model::{Header, Operation, Parameter, Place, Response};

impl Diff<'_> {
    pub(super) fn parameters(&mut self, ours: &Operation, theirs: &Operation) {
        let mut surplus: Vec<&Parameter> = theirs.parameters.iter().collect();
        let mut missing = Vec::new();
        for parameter in &ours.parameters {
            let same = |other: &&Parameter| is_same(ours, theirs, parameter, other);
            match surplus.iter().position(same) {
                Some(index) => self.parameter(parameter, surplus.remove(index)),
                None => missing.push(parameter),
            }
        }
        let name =
            |one: &Parameter| format!("{} parameter `{}`", words::place(one.place), one.name);
        // One gone and one new is one parameter with another name or place.
        if let ([gone], [new]) = (missing.as_slice(), surplus.as_slice()) {
            self.report("", &gone.location, name(gone), name(new));
            return;
        }
        for gone in missing {
            self.report("", &gone.location, name(gone), format!("no {}", name(gone)));
        }
        for new in surplus {
            self.report("", &ours.location, format!("no {}", name(new)), name(new));
        }
    }

    fn parameter(&mut self, ours: &Parameter, theirs: &Parameter) {
        let subject = format!("the {} parameter `{}`", words::place(ours.place), ours.name);
        if ours.required != theirs.required {
            let (ours_word, theirs_word) = (
                words::required(ours.required),
                words::required(theirs.required),
            );
            self.report(&subject, &ours.location, ours_word, theirs_word);
        }
        self.schema(&subject, &ours.schema, &theirs.schema);
    }

    pub(super) fn headers(&mut self, subject: &str, ours: &Response, theirs: &Response) {
        let same = |a: &Header, b: &Header| a.name.eq_ignore_ascii_case(&b.name);
        for header in &ours.headers {
            let name = format!("header `{}`", header.name);
            match theirs.headers.iter().find(|other| same(header, other)) {
                Some(declared) => {
                    let subject = format!("{subject}, {name}");
                    self.header(&subject, header, declared);
                }
                None => {
                    let absent = format!("no {name}");
                    self.report(subject, &ours.location, name, absent);
                }
            }
        }
        for header in &theirs.headers {
            if !ours.headers.iter().any(|other| same(header, other)) {
                let name = format!("header `{}`", header.name);
                self.report(subject, &ours.location, format!("no {name}"), name);
            }
        }
    }

    fn header(&mut self, subject: &str, ours: &Header, theirs: &Header) {
        if ours.required != theirs.required && !self.options.ignore_header_required {
            let (a, b) = (
                words::required(ours.required),
                words::required(theirs.required),
            );
            self.report(subject, &ours.schema.location, a, b);
        }
        self.schema(subject, &ours.schema, &theirs.schema);
    }
}

/// Path parameters are the same by position, all others by name and place.
fn is_same(ours: &Operation, theirs: &Operation, a: &Parameter, b: &Parameter) -> bool {
    if a.place != b.place {
        return false;
    }
    match a.place {
        Place::Path => position(ours, &a.name) == position(theirs, &b.name),
        Place::Header => a.name.eq_ignore_ascii_case(&b.name),
        Place::Query | Place::Cookie => a.name == b.name,
    }
}

fn position(operation: &Operation, name: &str) -> Option<usize> {
    let pattern = format!("{{{name}}}");
    operation
        .path
        .split('/')
        .position(|segment| segment.contains(&pattern))
}
