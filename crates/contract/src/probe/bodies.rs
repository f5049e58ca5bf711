//! Bodies: the contract's examples, and one with every rule broken in turn.

use serde_json::{Map, Value};

use super::{Planner, Probe, examples, faults, styles};
use crate::model::{Media, Place, Schema};

/// How long a chosen identifier may become, in characters, where its schema sets no limit.
const IDENTIFIER: u64 = 48;

/// Forms as browsers send them.
const FORM: &str = "application/x-www-form-urlencoded";

impl<'p> Planner<'p, '_> {
    /// The body that requests have: JSON where that is declared, else a form, else text.
    pub(super) fn sent_media(&self) -> Option<&'p Media> {
        let operation = self.operation;
        let content = || operation.body.iter().flat_map(|body| &body.content);
        let of = |wanted: &str| content().find(|media| media.essence() == wanted);
        self.media()
            .or_else(|| of(FORM))
            .or_else(|| of("text/plain"))
    }

    /// The body in JSON.
    fn media(&self) -> Option<&'p Media> {
        let body = self.operation.body.as_ref()?;
        body.content.iter().find(|media| media.is_json())
    }

    /// Whether a body is needed and of no content type that a plan can make.
    pub(super) fn is_beyond_planning(&self) -> bool {
        let body = self.operation.body.as_ref();
        body.is_some_and(|body| body.required) && self.sent_media().is_none()
    }

    /// The body of the exemplary request as it is sent.
    pub(super) fn sent_body(&mut self) -> Option<Vec<u8>> {
        if let Some(value) = self.body() {
            return Some(value.to_string().into_bytes());
        }
        let media = self.sent_media()?;
        let told = media.examples.first().map(|(_, value)| value.clone());
        let value = told.or_else(|| self.made(media))?;
        let text = match &value {
            Value::Object(members) => styles::form(media, members),
            scalar => styles::written(scalar),
        };
        Some(text.into_bytes())
    }

    fn body_schema(&self) -> Option<&Schema> {
        self.media()?.schema.as_ref()
    }

    /// The first valid body.
    pub(super) fn body(&mut self) -> Option<Value> {
        self.bodies().into_iter().next()
    }

    /// The examples of the contract as this run sends them; a made value where there are none.
    fn bodies(&mut self) -> Vec<Value> {
        let Some(media) = self.media() else {
            return Vec::new();
        };
        let told = media.examples.iter().map(|(_, value)| value.clone());
        let mut bodies: Vec<Value> = told.collect();
        if bodies.is_empty() {
            bodies.extend(self.made(media));
        }
        bodies.into_iter().map(|body| self.own(body)).collect()
    }

    /// The fullest body that can be made with what the caller supplies; one that is valid if any
    /// of them is.
    fn made(&mut self, media: &Media) -> Option<Value> {
        let schema = media.schema.as_ref()?;
        let supplied = self.options.members.get(&self.operation.id);
        let mut bodies = examples::examples(self.document, schema).map(|mut body| {
            if let (Value::Object(members), Some(supplied)) = (&mut body, supplied) {
                members.extend(supplied.clone());
            }
            body
        });
        let fullest = bodies.next()?;
        let mut all = std::iter::once(fullest.clone()).chain(bodies);
        let valid = all.find(|body| self.oracle.admits(self.operation, media, body));
        Some(valid.unwrap_or(fullest))
    }

    /// The body with the members that the caller supplies, and with an identifier of this run.
    fn own(&mut self, body: Value) -> Value {
        let Value::Object(mut members) = body else {
            return body;
        };
        if let Some(supplied) = self.options.members.get(&self.operation.id) {
            members.extend(supplied.clone());
        }
        let identified = self.identified(&members);
        match identified {
            Some(identified) if !self.oracle.refuses_body(self.operation, &identified) => {
                identified
            }
            _ => Value::Object(members),
        }
    }

    /// The same body with other identifiers where the caller chooses one: a text that a path of
    /// the contract names as well, in the body of an operation that creates.
    fn identified(&self, members: &Map<String, Value>) -> Option<Value> {
        if self.options.run.is_empty() || self.operation.method != "POST" {
            return None;
        }
        let mut members = members.clone();
        let parameters = self
            .document
            .operations
            .iter()
            .flat_map(|one| &one.parameters);
        for parameter in parameters.filter(|one| one.place == Place::Path) {
            if let Some(Value::String(text)) = members.get_mut(&parameter.name) {
                let room = usize::try_from(IDENTIFIER).unwrap_or_default();
                let room = room.saturating_sub(self.options.run.chars().count() + 1);
                let kept: String = text.chars().take(room).collect();
                *text = format!("{}-{}", kept.trim_end_matches('-'), self.options.run);
            }
        }
        Some(Value::Object(members))
    }

    /// The exemplary request, once for each example of the body, without a body where that is
    /// optional, and with bare brackets.
    pub(super) fn valid(&mut self) -> Vec<Probe> {
        let exemplary = self.exemplary();
        let bare = self.query(false);
        let mut probes = Vec::new();
        if bare != exemplary.query {
            probes.push(Probe {
                what: "a valid request with bare brackets".to_owned(),
                query: bare,
                ..exemplary.clone()
            });
        }
        // The first example goes first: others may build on what it made.
        probes.insert(0, exemplary.clone());
        for body in self.bodies().into_iter().skip(1) {
            probes.push(Probe {
                what: "a valid request by another example".to_owned(),
                body: Some(body.to_string().into_bytes()),
                ..exemplary.clone()
            });
        }
        if self.takes_no_body() {
            let mut bodiless = exemplary;
            "a valid request without a body".clone_into(&mut bodiless.what);
            bodiless.body = None;
            bodiless.headers.retain(|(name, _)| name != "content-type");
            probes.push(bodiless);
        }
        self.keep_apart(&mut probes);
        probes
    }

    /// Whether the operation takes a body and does without one.
    fn takes_no_body(&self) -> bool {
        let body = self.operation.body.as_ref();
        body.is_some_and(|body| !body.required)
    }

    /// Gives each request an idempotency key of its own: these are different requests.
    fn keep_apart(&self, probes: &mut [Probe]) {
        let mut parameters = self.operation.parameters.iter();
        let Some(key) = parameters.find(|parameter| parameter.idempotency_key) else {
            return;
        };
        for (number, probe) in probes.iter_mut().enumerate() {
            for (_, value) in probe
                .headers
                .iter_mut()
                .filter(|(name, _)| *name == key.name)
            {
                *value = format!("{}-{number}", self.options.run);
            }
        }
    }

    /// Every rule of the body broken in turn, then what is no JSON body at all.
    pub(super) fn broken_bodies(&mut self) -> Vec<Probe> {
        let (Some(valid), Some(schema)) = (self.body(), self.body_schema().cloned()) else {
            return Vec::new();
        };
        let full = self.full(&valid, &schema);
        let mut probes = self.no_json(&valid);
        for edit in faults::edits(self.document, &schema, "", &full) {
            let Some(broken) = edit.applied(&full) else {
                continue;
            };
            if self.oracle.refuses_body(self.operation, &broken) {
                let mut probe = self.invalid(edit.words());
                probe.body = Some(broken.to_string().into_bytes());
                probes.push(probe);
            }
        }
        probes
    }

    /// The valid body with every optional member that the schema has an example for.
    fn full(&mut self, valid: &Value, schema: &Schema) -> Value {
        let mut full = valid.clone();
        if let Some(example) = examples::example(self.document, schema) {
            complete(&mut full, &example);
        }
        if self.oracle.refuses_body(self.operation, &full) {
            valid.clone()
        } else {
            full
        }
    }

    fn no_json(&mut self, valid: &Value) -> Vec<Probe> {
        let text = valid.to_string();
        let truncated = text.trim_end_matches(['}', ']', '"']).as_bytes().to_vec();
        let mut bodies: Vec<(&str, Option<Vec<u8>>)> = Vec::new();
        if !self.takes_no_body() {
            bodies.push(("no body", None));
            bodies.push(("an empty body", Some(Vec::new())));
        }
        let broken = b"{\"\xff\xfe\":1}".to_vec();
        bodies.push(("a truncated body", Some(truncated)));
        bodies.push(("a body that is not UTF-8", Some(broken)));
        let mut probes: Vec<Probe> = bodies
            .into_iter()
            .map(|(what, body)| Probe {
                body,
                ..self.invalid(what.to_owned())
            })
            .collect();
        let mut other = self.invalid("another content type".to_owned());
        for (name, value) in &mut other.headers {
            if name == "content-type" {
                "text/plain".clone_into(value);
            }
        }
        probes.push(other);
        probes
    }
}

/// Adds what the example has and the value lacks, null members included.
fn complete(value: &mut Value, example: &Value) {
    let (Value::Object(members), Value::Object(example)) = (value, example) else {
        return;
    };
    for (name, told) in example {
        match members.get_mut(name) {
            Some(known) if !known.is_null() => complete(known, told),
            _ => drop(members.insert(name.clone(), told.clone())),
        }
    }
}
