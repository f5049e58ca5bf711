//! The house rules for a contract that people read and strangers call.
//!
//! A contract that breaks them still loads: they ask for prose, examples and limits, and for the
//! statuses that the server's boundary can always answer with.

mod schemas;

use std::collections::HashSet;

use crate::{
    Diagnostic, Document,
    model::{Kind, Location, Media, Operation, Place, Schema},
};

/// Everything in which a document falls short of the house rules, ordered by file and line.
pub fn lint(document: &Document) -> Vec<Diagnostic> {
    let mut lint = Lint {
        document,
        found: Vec::new(),
        sent: HashSet::new(),
    };
    for operation in &document.operations {
        lint.prose(operation);
        lint.parameters(operation);
        lint.request(operation);
        lint.responses(operation);
        lint.statuses(operation);
    }
    for tag in &document.tags {
        if is_blank(tag.description.as_deref()) {
            lint.document(format!("the tag `{}` has no description", tag.name));
        }
    }
    for named in &document.schemas {
        lint.named(&named.name, &named.schema);
    }
    lint.found.sort_by(|a, b| {
        (&a.location.file, a.location.line).cmp(&(&b.location.file, b.location.line))
    });
    lint.found
}

struct Lint<'d> {
    document: &'d Document,
    found: Vec<Diagnostic>,
    /// Named schemas whose limits have been checked, because clients send them.
    sent: HashSet<String>,
}

impl Lint<'_> {
    fn report(&mut self, code: &'static str, location: &Location, message: String, help: &str) {
        let diagnostic = Diagnostic {
            code,
            location: location.clone(),
            message,
            help: help.to_owned(),
        };
        // What several operations share is found once for each of them.
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    fn document(&mut self, message: String) {
        let file = self.document.files.first();
        let location = Location {
            file: file.map_or_else(String::new, |file| file.to_string_lossy().into_owned()),
            line: 1,
            pointer: "/tags".to_owned(),
        };
        self.report(
            "missing-description",
            &location,
            message,
            "describe it under `tags`",
        );
    }

    fn describe(&mut self, text: Option<&str>, location: &Location, subject: &str) {
        if is_blank(text) {
            self.report(
                "missing-description",
                location,
                format!("{subject} has no description"),
                "say what it is for, in a sentence",
            );
        }
    }

    fn prose(&mut self, operation: &Operation) {
        let id = &operation.id;
        if is_blank(operation.summary.as_deref()) {
            self.report(
                "missing-summary",
                &operation.location,
                format!("`{id}` has no summary"),
                "say what it does in a few words",
            );
        }
        let description = operation.description.as_deref();
        self.describe(description, &operation.location, &format!("`{id}`"));
        if !self
            .document
            .tags
            .iter()
            .any(|tag| tag.name == operation.tag && tag.description.is_some())
        {
            self.report(
                "missing-tag",
                &operation.location,
                format!("`{id}` has no tag that the document describes"),
                "name one of the tags under `tags`",
            );
        }
    }

    fn parameters(&mut self, operation: &Operation) {
        for parameter in &operation.parameters {
            let subject = format!("the parameter `{}`", parameter.name);
            let described = parameter
                .description
                .as_deref()
                .or_else(|| description(self.document, &parameter.schema));
            self.describe(described, &parameter.location, &subject);
            if parameter.example.is_none() && !self.has_example(&parameter.schema) {
                self.missing_example(&parameter.location, &subject);
            }
            // The boundary replaces a value that it does not like, whatever its length, and a text
            // in a path that is no such id is not found.
            if !parameter.boundary && parameter.may_be_malformed() {
                self.limits(&parameter.schema, &subject);
            }
        }
    }

    fn request(&mut self, operation: &Operation) {
        let Some(body) = &operation.body else { return };
        let subject = format!("the request body of `{}`", operation.id);
        self.describe(body.description.as_deref(), &operation.location, &subject);
        for media in &body.content {
            self.example(media, &operation.location, &subject);
            if let Some(schema) = &media.schema {
                self.properties(schema);
                self.limits(schema, &subject);
            }
        }
    }

    fn responses(&mut self, operation: &Operation) {
        for response in &operation.responses {
            let subject = format!("the response {} of `{}`", response.status, operation.id);
            self.describe(Some(&response.description), &response.location, &subject);
            for header in &response.headers {
                let subject = format!("the response header `{}`", header.name);
                self.describe(
                    header.description.as_deref(),
                    &header.schema.location,
                    &subject,
                );
            }
            for media in &response.content {
                self.example(media, &response.location, &subject);
                if let Some(schema) = &media.schema {
                    self.properties(schema);
                }
            }
        }
    }

    fn example(&mut self, media: &Media, location: &Location, subject: &str) {
        if is_json(&media.content_type) && media.examples.is_empty() {
            self.missing_example(location, subject);
        }
    }

    fn missing_example(&mut self, location: &Location, subject: &str) {
        self.report(
            "missing-example",
            location,
            format!("{subject} has no example"),
            "add one that a reader could send or receive",
        );
    }

    /// The statuses that the boundary may answer with, whatever the handler does.
    fn statuses(&mut self, operation: &Operation) {
        let secured = !operation.security.is_empty();
        let stateful = !matches!(operation.method.as_str(), "GET" | "HEAD");
        if secured {
            self.expect(operation, &[401, 403], "it asks for a credential");
        }
        let content = operation.body.iter().flat_map(|body| &body.content);
        if content
            .into_iter()
            .any(|media| is_json(&media.content_type))
        {
            self.expect(operation, &[400, 408, 413, 415], "it takes a JSON body");
            if self.has_unprocessable() && !operation.limits_are_bad_requests() {
                self.expect(operation, &[422], "it takes a JSON body");
            }
        }
        let parameters = operation.parameters.iter();
        let (judged, free): (Vec<_>, Vec<_>) = parameters
            .filter(|one| matches!(one.place, Place::Path | Place::Query))
            .partition(|one| one.may_be_malformed());
        if !judged.is_empty() {
            self.expect(operation, &[400], "it takes path or query parameters");
        }
        if !free.is_empty() {
            self.expect(operation, &[404], "its path takes any text");
        }
        if secured || stateful {
            self.expect(operation, &[500, 503], "it depends on stored state");
        }
    }

    fn expect(&mut self, operation: &Operation, statuses: &[u16], why: &str) {
        for status in statuses {
            if operation.response(*status).is_none() {
                self.report(
                    "missing-status",
                    &operation.location,
                    format!("`{}` does not declare {status}, though {why}", operation.id),
                    "declare the response, by reference to a shared one if there is one",
                );
            }
        }
    }

    /// Whether the contract tells a broken limit (422) from a body that cannot be read (400).
    fn has_unprocessable(&self) -> bool {
        let mut operations = self.document.operations.iter();
        operations.any(|operation| operation.response(422).is_some())
    }

    /// Whether a reader learns what such a value looks like.
    fn has_example(&self, schema: &Schema) -> bool {
        self.has_example_within(schema, 8)
    }

    /// The same for lists in lists up to that depth; a list may contain itself.
    fn has_example_within(&self, schema: &Schema, depth: u8) -> bool {
        let target = self.document.resolve(schema);
        if !schema.examples.is_empty() || !target.examples.is_empty() {
            return true;
        }
        match &target.kind {
            // Their members and branches have examples of their own.
            Kind::Object(_)
            | Kind::OneOf(..)
            | Kind::AnyOf(_)
            | Kind::AllOf(_)
            | Kind::Not(_)
            | Kind::Const(_)
            | Kind::Null => true,
            Kind::Array(rules) => depth
                .checked_sub(1)
                .is_some_and(|depth| self.has_example_within(&rules.items, depth)),
            Kind::Any
            | Kind::Ref(_)
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Enum(_) => false,
        }
    }
}

/// The prose of a schema, its own or that of what it refers to.
fn description<'s>(document: &'s Document, schema: &'s Schema) -> Option<&'s str> {
    let own = schema.description.as_deref();
    own.or_else(|| document.resolve(schema).description.as_deref())
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn is_json(content_type: &str) -> bool {
    content_type == "application/json" || content_type.ends_with("+json")
}
