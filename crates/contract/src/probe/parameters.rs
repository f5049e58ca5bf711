//! Path, query and header parameters: as their examples have them, and each rule broken in turn.

use serde_json::Value;

use super::{Planner, Probe, Segment, edit::Change, examples, faults};
use crate::model::{Kind, Parameter, Place};

impl Planner<'_, '_> {
    fn declared(&self, place: Place) -> impl Iterator<Item = &Parameter> {
        let of_place = move |parameter: &&Parameter| parameter.place == place;
        self.operation.parameters.iter().filter(of_place)
    }

    fn example(&self, parameter: &Parameter) -> String {
        let told = parameter.example.clone();
        let made = || examples::example(self.document, &parameter.schema);
        told.or_else(made).as_ref().map(written).unwrap_or_default()
    }

    /// The path with every parameter by its name.
    pub(super) fn path(&self) -> Vec<Segment> {
        let segments = self.operation.path.split('/').skip(1);
        let segments = segments.map(|segment| {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let mut declared = self.declared(Place::Path);
            let parameter = name.and_then(|name| declared.find(|known| known.name == name));
            match parameter {
                Some(parameter) => Segment::Parameter {
                    name: parameter.name.clone(),
                    example: self.example(parameter),
                },
                None => Segment::Fixed(segment.to_owned()),
            }
        });
        segments.collect()
    }

    /// All query parameters; brackets in names are encoded or bare.
    pub(super) fn query(&self, encoded: bool) -> String {
        let pairs = self.declared(Place::Query).map(|parameter| {
            let name = if encoded {
                percent_encoded(&parameter.name)
            } else {
                parameter.name.clone()
            };
            pair(&name, &self.example(parameter))
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Header parameters and the content type.
    pub(super) fn headers(&self) -> Vec<(String, String)> {
        let declared = self.declared(Place::Header);
        let mut headers: Vec<(String, String)> = declared
            .map(|parameter| (parameter.name.clone(), self.example(parameter)))
            .collect();
        let body = self.operation.body.as_ref();
        if let Some(media) = body.and_then(|body| body.content.first()) {
            headers.push(("content-type".to_owned(), media.content_type.clone()));
        }
        headers
    }

    /// Every rule of every parameter broken in turn.
    pub(super) fn broken_parameters(&mut self) -> Vec<Probe> {
        let mut probes = Vec::new();
        let operation = self.operation;
        for parameter in &operation.parameters {
            if parameter.boundary || parameter.place == Place::Cookie {
                continue;
            }
            let what = |why: &str| format!("`{}` {why}", parameter.name);
            for (why, text) in self.bad_texts(parameter) {
                let probe = self.invalid(what(why));
                probes.push(with(probe, parameter, Some(&text)));
            }
            if parameter.place == Place::Query {
                let mut probe = self.invalid(what("twice"));
                let again = pair(&percent_encoded(&parameter.name), &self.example(parameter));
                probe.query = format!("{}&{again}", probe.query);
                probes.push(probe);
            }
            if parameter.required && parameter.place != Place::Path {
                let probe = self.invalid(what("absent"));
                probes.push(with(probe, parameter, None));
            }
        }
        let closed = operation.extensions.get("x-additional-query-parameters");
        if closed == Some(&Value::Bool(false)) {
            let mut probe = self.invalid("an undeclared query parameter".to_owned());
            let more = pair("undeclared", "1");
            let query = [probe.query.as_str(), &more];
            let parts = query.iter().filter(|part| !part.is_empty());
            probe.query = parts.copied().collect::<Vec<_>>().join("&");
            probes.push(probe);
        }
        probes
    }

    /// Texts that the parameter does not admit, each with the reason.
    fn bad_texts(&mut self, parameter: &Parameter) -> Vec<(&'static str, String)> {
        let example = read(
            &self.document.resolve(&parameter.schema).kind,
            &self.example(parameter),
        );
        let edits = faults::edits(self.document, &parameter.schema, "", &example);
        let mut texts = Vec::new();
        for edit in edits {
            let Change::Set(value) = &edit.change else {
                continue;
            };
            let text = written(value);
            let kind = &self.document.resolve(&parameter.schema).kind;
            let again = read(kind, &text);
            let of = (parameter.place, parameter.name.as_str());
            let sendable = match parameter.place {
                // An empty segment is another path.
                Place::Path => !text.is_empty(),
                Place::Header => text.chars().all(|c| c == ' ' || c.is_ascii_graphic()),
                Place::Query | Place::Cookie => true,
            };
            if sendable && self.oracle.refuses_parameter(self.operation, of, &again) {
                texts.push((edit.why, text));
            }
        }
        texts
    }
}

/// The request with that value of the parameter, or without it.
fn with(mut probe: Probe, parameter: &Parameter, text: Option<&str>) -> Probe {
    match parameter.place {
        Place::Path => {
            for segment in &mut probe.path {
                let named = |name: &String| *name == parameter.name;
                if let (Segment::Parameter { name, .. }, Some(text)) = (&segment, text)
                    && named(name)
                {
                    *segment = Segment::Fixed(percent_encoded(text));
                }
            }
        }
        Place::Query => {
            let encoded = percent_encoded(&parameter.name);
            let named = |part: &&str| part.split('=').next() == Some(encoded.as_str());
            let others = probe.query.split('&').filter(|part| !named(part));
            let mut parts: Vec<String> = others.map(str::to_owned).collect();
            parts.extend(text.map(|text| pair(&encoded, text)));
            parts.retain(|part| !part.is_empty());
            probe.query = parts.join("&");
        }
        Place::Header | Place::Cookie => {
            probe.headers.retain(|(name, _)| *name != parameter.name);
            probe
                .headers
                .extend(text.map(|text| (parameter.name.clone(), text.to_owned())));
        }
    }
    probe
}

/// A value as the text of a parameter.
fn written(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The text of a parameter as a value of its kind; the text itself where it is none.
fn read(kind: &Kind, text: &str) -> Value {
    let scalar = matches!(kind, Kind::Integer(_) | Kind::Number(_) | Kind::Boolean);
    let value = serde_json::from_str::<Value>(text).ok();
    let value = value.filter(|value| scalar && (value.is_number() || value.is_boolean()));
    value.unwrap_or_else(|| Value::from(text))
}

/// `name=value` with the name as it is.
fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", percent_encoded(value))
}

/// Everything but unreserved characters (RFC 3986, section 2.3) by its bytes.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}
